#Requires -Version 5.1

# What writes: fix, undo and restore, and the plan that apply takes.

function Invoke-CertliftFix {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, $Program, [System.Collections.IDictionary] $Bound, [string[]] $Target)
    $arguments = @(ConvertTo-CertliftArgument -Cmdlet $Cmdlet -Bound $Bound) + $Target
    $named = if ($Target) { $Target -join ', ' }
    $document = Invoke-CertliftCommand -Cmdlet $Cmdlet -Program $Program -Command fix -ArgumentList $arguments -Target $named
    foreach ($found in $document.targets) {
        if (-not $found.error) { ConvertTo-CertliftChange -Target $found -Document $document }
    }
}

# Whether the file still is what the person has seen; a prompt may stand open for an hour.
function Test-CertliftUnchanged {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, $Difference)
    $hash = (Get-FileHash -LiteralPath $Difference.Path -Algorithm SHA256 -ErrorAction SilentlyContinue).Hash
    if ($hash -eq $Difference.Sha256Before) { return $true }
    $Cmdlet.WriteError((New-CertliftErrorRecord -Id Changed -Category ResourceBusy -Target $Difference.Path -Message (
                "$($Difference.Path): was modified by another process since the difference was shown; nothing was written, run it again")))
    $false
}

function Invoke-CertliftReversal {
    param(
        [System.Management.Automation.PSCmdlet] $Cmdlet, $Program, [string] $Command,
        [System.Collections.IDictionary] $Bound, [string] $Target, [string] $Id
    )
    $path = $Cmdlet.GetUnresolvedProviderPathFromPSPath($Target)
    $arguments = @(ConvertTo-CertliftArgument -Cmdlet $Cmdlet -Bound $Bound) + $path
    if ($Id) { $arguments += $Id }
    $common = @{ Cmdlet = $Cmdlet; Program = $Program; Command = $Command; Target = $path }
    # Set in the calling function by -WhatIf, and seen here.
    $word = if ($Command -eq 'undo') { 'Undo the change' } else { 'Put the file back from the backup' }
    if ($WhatIfPreference) {
        # The program looks whether it could, and says which change it would be.
        $document = Invoke-CertliftCommand @common -ArgumentList (@('--dry-run') + $arguments)
        foreach ($found in $document.targets) {
            if ($found.error -or -not $found.changed) { continue }
            $difference = Get-CertliftText -Cmdlet $Cmdlet -Program $Program -ArgumentList (@($Command, '--dry-run', '--quiet', '--color=never') + $arguments)
            [void] $Cmdlet.ShouldProcess((@("$word $($found.id) of $($found.path):", $difference) -join [Environment]::NewLine), '', '')
        }
        return
    }
    $which = if ($Id) { "$word $Id" } else { 'Undo the last change' }
    # Where nobody can be asked, this throws, and PowerShell goes on behind the statement.
    $isWanted = $false
    $isWanted = $Cmdlet.ShouldProcess($path, $which)
    if (-not $isWanted) { return }
    $document = Invoke-CertliftCommand @common -ArgumentList $arguments
    foreach ($found in $document.targets) {
        if (-not $found.error) { ConvertTo-CertliftReversal -Target $found -Document $document }
    }
}

function Read-CertliftPlan {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $File)
    $document = ConvertFrom-CertliftJson ([System.IO.File]::ReadAllText($File))
    if ($document.schema_version -eq 1 -and $document.command -eq 'plan') {
        ConvertTo-CertliftPlan -Document $document -PlanPath $File
        return
    }
    $Cmdlet.WriteError((New-CertliftErrorRecord -Id NoReport -Category InvalidData -Target $File -Message (
                "${File}: this is not a plan that this module can read; make it again with the certlift that belongs to the module")))
}
