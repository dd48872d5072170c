#Requires -Version 5.1

function Invoke-CertliftPlan {
    <#
.SYNOPSIS
Makes exactly the change that a plan describes.
.DESCRIPTION
Runs certlift apply: backed up first, read back afterwards. A file that was modified since the plan was made is refused with
what was modified, and left as it is; the other files are changed. Asks before it writes; -WhatIf says whether the plan can be
applied.
.PARAMETER PlanPath
The file that New-CertliftPlan has written.
.PARAMETER Target
These files instead of the plan's own; they must be the same to the byte.
.PARAMETER Schema
A folder of *_schema.xml files that say what IIS allows.
.PARAMETER BackupDirectory
Where backups and the journal are. Without it: .certlift beside the file.
.PARAMETER Keep
How many backups of a file are kept. 20 if not said.
.PARAMETER Wait
How many seconds to try again when another process holds a file. 10 if not said.
.PARAMETER ProgramPath
certlift, or its folder. Without it: beside the module, then on PATH.
.INPUTS
Objects with a property PlanPath, such as those of New-CertliftPlan, or files.
.OUTPUTS
Certlift.Change
.EXAMPLE
Invoke-CertliftPlan change.json

Applies a plan.
.EXAMPLE
New-CertliftPlan .\applicationHost.config -PlanPath change.json | Invoke-CertliftPlan -WhatIf

Whether the plan can be applied.
.LINK
New-CertliftPlan
#>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    [OutputType('Certlift.Change')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipelineByPropertyName)]
        [Alias('FullName', 'PSPath')]
        [string] $PlanPath,
        [string[]] $Target,
        [string] $Schema,
        [string] $BackupDirectory,
        [ValidateRange(1, 100000)] [int] $Keep,
        [ValidateRange(0, 86400)] [int] $Wait,
        [string] $ProgramPath
    )
    begin { $program = Get-CertliftProgram -Cmdlet $PSCmdlet -ProgramPath $ProgramPath }
    process {
        $file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($PlanPath)
        $arguments = @(ConvertTo-CertliftArgument -Cmdlet $PSCmdlet -Bound $PSBoundParameters)
        foreach ($path in (Resolve-CertliftTarget -Cmdlet $PSCmdlet -Target $Target)) { $arguments += "--target=$path" }
        $common = @{ Cmdlet = $PSCmdlet; Program = $program; Command = 'apply'; Target = $file }
        if ($WhatIfPreference) {
            $document = Invoke-CertliftCommand @common -ArgumentList ($arguments + '--dry-run' + $file)
            foreach ($found in $document.targets) {
                if (-not $found.error) { [void] $PSCmdlet.ShouldProcess($found.path, "Apply the plan $($document.plan)") }
            }
            return
        }
        # Where nobody can be asked, this throws, and PowerShell goes on behind the statement.
        $isWanted = $false
        $isWanted = $PSCmdlet.ShouldProcess($file, 'Apply the plan')
        if (-not $isWanted) { return }
        $document = Invoke-CertliftCommand @common -ArgumentList ($arguments + $file)
        foreach ($found in $document.targets) {
            if (-not $found.error) { ConvertTo-CertliftChange -Target $found -Document $document }
        }
    }
}
