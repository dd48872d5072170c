#Requires -Version 7.0
# A machine that the stand-in makes, and the steps of a run that make something on it.
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1')
$script:count = 0

# A machine of its own below Folder, and what the laboratory knows of it.
function New-LabMachine {
    param([string] $Folder)
    $script:count++
    $options = Enable-StandIn -Root (Join-Path $Folder "machine$script:count")
    $options += @{ ResultPath = Join-Path $Folder "results$script:count"; Program = Get-TestProgram; Curl = 'curl.exe' }
    [void] (New-Item -ItemType Directory $options.ResultPath -Force)
    $context = New-LabContext $options
    $context['Options'] = $options
    $context
}

# The steps that make something; those that send requests do nothing.
function Get-QuickPlan {
    $plan = @(Get-LabPlan -Id 'none')
    foreach ($step in $plan) { if ($step.Name -in 'check', 'before the fix', 'after the fix', 'logs', 'undo', 'results') { $step.Do = { } } }
    $plan
}

# The second run, with -CleanUp, knows what the record says.
function Invoke-CleanUp {
    param($Machine, $Plan)
    $second = New-LabContext $Machine.Options
    Read-LabRecord $second
    Undo-LabPlan $second $Plan 6> $null
    $second
}
Export-ModuleMember -Function *
