#Requires -Version 5.1

function Repair-CertliftConfiguration {
    <#
.SYNOPSIS
Lifts client certificate mappings to the site, where IIS reads them.
.DESCRIPTION
Runs certlift fix: what is changed is backed up first and read back afterwards; Undo-CertliftChange reverts it. Shows the
difference (passwords and keys are masked) and its effect, and asks before it writes; -WhatIf only shows it, -Confirm:$false
does not ask. What needs consent or a decision stays as it is, and is in the property Left.
.PARAMETER Path
A file, or a folder that is searched for applicationHost.config. Wildcards are allowed. Without it, the live configuration of
this Windows server.
.PARAMETER Accept
Risks that you consent to, such as widens-access; all: any risk.
.PARAMETER Site
Only these sites.
.PARAMETER Only
Only these rules.
.PARAMETER Skip
All rules but these.
.PARAMETER WindowsVersion
The server runs this Windows Server; from 2022 on there is TLS 1.3.
.PARAMETER WebConfig
Look into web.config files too. None of them is ever changed.
.PARAMETER Map
Where a copy of the server's folders is, as in 'C:\=D:\copy'.
.PARAMETER Schema
A folder of *_schema.xml files that say what IIS allows.
.PARAMETER Express
The applicationhost.config of IIS Express.
.PARAMETER BackupDirectory
Where backups and the journal are. Without it: .certlift beside the file.
.PARAMETER Keep
How many backups of a file are kept. 20 if not said.
.PARAMETER Wait
How many seconds to try again when another process holds a file. 10 if not said.
.PARAMETER ProgramPath
certlift, or its folder. Without it: beside the module, then on PATH.
.INPUTS
System.String, or objects with a property FullName or Path, such as files and findings.
.OUTPUTS
Certlift.Change
.EXAMPLE
Repair-CertliftConfiguration -WhatIf

What would be changed in the live configuration of this server.
.EXAMPLE
$change = Repair-CertliftConfiguration .\applicationHost.config -Accept widens-access -Confirm:$false
$change.Left

Fixes without asking, with consent to one risk, and shows what is left.
.EXAMPLE
Repair-CertliftConfiguration .\applicationHost.config | Undo-CertliftChange

Fixes, and undoes that change.
.LINK
Undo-CertliftChange
.LINK
about_Certlift
#>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    [OutputType('Certlift.Change')]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)]
        # The files of Get-ChildItem have a property Target of their own, which must not come first.
        [Alias('FullName', 'PSPath', 'Target')]
        [string[]] $Path,
        [string[]] $Accept,
        [string[]] $Site,
        [string[]] $Only,
        [string[]] $Skip,
        [ValidateSet('2016', '2019', '2022', '2025')] [string] $WindowsVersion,
        [switch] $WebConfig,
        [string[]] $Map,
        [string] $Schema,
        [switch] $Express,
        [string] $BackupDirectory,
        [ValidateRange(1, 100000)] [int] $Keep,
        [ValidateRange(0, 86400)] [int] $Wait,
        [string] $ProgramPath
    )
    begin {
        $program = Get-CertliftProgram -Cmdlet $PSCmdlet -ProgramPath $ProgramPath
        $seen = @{}
        # Nobody reads a difference where nothing is shown or asked.
        $isShown = $WhatIfPreference -or $ConfirmPreference -ne 'None'
    }
    process {
        $paths = @(Resolve-CertliftTarget -Cmdlet $PSCmdlet -Target $Path | Where-Object { -not $seen.ContainsKey($_) })
        if ($Path -and -not $paths) { return }
        foreach ($one in $paths) { $seen[$one] = $true }
        if (-not $isShown) {
            Invoke-CertliftFix -Cmdlet $PSCmdlet -Program $program -Bound $PSBoundParameters -Target $paths
            return
        }
        $bound = @{}
        foreach ($name in $PSBoundParameters.Keys) { if ($name -notin 'BackupDirectory', 'Keep') { $bound[$name] = $PSBoundParameters[$name] } }
        foreach ($difference in @(Get-CertliftDifference -Cmdlet $PSCmdlet -Program $program -Bound $bound -Target $paths)) {
            $isWanted = $false
            if (-not $difference.Changed) {
                $isWanted = -not $WhatIfPreference
                if ($WhatIfPreference -and $difference.Left) {
                    Write-Warning ("$($difference.Path): nothing would be changed. " + (@(Format-CertliftLeft $difference) -join ' '))
                }
            }
            else {
                $text = (Format-CertliftDifference $difference) -join [Environment]::NewLine
                # Where nobody can be asked, this throws, and PowerShell goes on behind the statement: that must not be the fix.
                $isWanted = $PSCmdlet.ShouldProcess($text, $text, "Fix $($difference.Path)?")
                $isWanted = $isWanted -and (Test-CertliftUnchanged -Cmdlet $PSCmdlet -Difference $difference)
            }
            if ($isWanted) { Invoke-CertliftFix -Cmdlet $PSCmdlet -Program $program -Bound $PSBoundParameters -Target $difference.Path }
        }
    }
}
