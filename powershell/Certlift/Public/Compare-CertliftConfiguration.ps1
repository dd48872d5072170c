#Requires -Version 5.1

function Compare-CertliftConfiguration {
    <#
.SYNOPSIS
Shows what Repair-CertliftConfiguration would write, and who would get in afterwards.
.DESCRIPTION
Runs certlift diff, and certlift simulate for the effect. Writes nothing. Passwords and keys are masked in the difference, so
it cannot be applied as a patch.
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
.PARAMETER Wait
How many seconds to try again when another process holds a file. 10 if not said.
.PARAMETER ProgramPath
certlift, or its folder. Without it: beside the module, then on PATH.
.INPUTS
System.String, or objects with a property FullName or Path, such as files and findings.
.OUTPUTS
Certlift.Difference
.EXAMPLE
Compare-CertliftConfiguration .\applicationHost.config

The difference and its effect.
.EXAMPLE
(Compare-CertliftConfiguration -Accept widens-access).Effect | Format-Table

Whom the change of the live configuration lets in where.
.EXAMPLE
Get-CertliftFinding D:\copies | Where-Object Fix | Compare-CertliftConfiguration | Where-Object Left

The files that a fix would leave something in.
.LINK
Repair-CertliftConfiguration
#>
    [CmdletBinding()]
    [OutputType('Certlift.Difference')]
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
        [ValidateRange(0, 86400)] [int] $Wait,
        [string] $ProgramPath
    )
    begin {
        $program = Get-CertliftProgram -Cmdlet $PSCmdlet -ProgramPath $ProgramPath
        $seen = @{}
    }
    process {
        # Many findings of one file come as many objects with one path.
        $paths = @(Resolve-CertliftTarget -Cmdlet $PSCmdlet -Target $Path | Where-Object { -not $seen.ContainsKey($_) })
        if ($Path -and -not $paths) { return }
        foreach ($one in $paths) { $seen[$one] = $true }
        Get-CertliftDifference -Cmdlet $PSCmdlet -Program $program -Bound $PSBoundParameters -Target $paths
    }
}
