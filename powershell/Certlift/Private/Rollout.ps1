#Requires -Version 5.1

# The course of a rollout: all hosts are looked at before the first is changed; then wave by wave.

# The hosts of each wave, in the given order. The last size holds for all further waves; percents are of all hosts.
function Split-CertliftWave {
    param([string[]] $Name, [string[]] $Wave)
    $position = 0
    for ($number = 0; $position -lt $Name.Count; $number++) {
        $size = $Wave[[Math]::Min($number, $Wave.Count - 1)]
        $count = if ($size.EndsWith('%')) { [Math]::Max(1, [Math]::Floor($Name.Count * [int] $size.TrimEnd('%') / 100)) } else { [int] $size }
        $last = [Math]::Min($position + $count, $Name.Count) - 1
        , @($Name[$position..$last])
        $position = $last + 1
    }
}

# Those of the names that have not failed so far, as one array, so that none of them is not taken for one that is nothing.
function Select-CertliftHealthy {
    param($Rollout, [string[]] $Name)
    , @(foreach ($one in $Name) { if (-not $Rollout.Categories.ContainsKey($one)) { $one } })
}

# Looks at all hosts. Afterwards each record says what is to be done.
function Invoke-CertliftPreflight {
    param($Rollout, [string[]] $Name)
    $work = @{ ProgramPath = $Rollout.ProgramPath; Target = $Rollout.Target; Health = $Rollout.Health.Script }
    $work.Arguments = @(, (@('diff', '--format=json') + $Rollout.Selection + '{target}'))
    $answers = Invoke-CertliftStep -Rollout $Rollout -Step 'Look at the configuration' -Name $Name -WorkOf { $work }
    foreach ($one in $Name) {
        if (-not $answers[$one]) { continue }
        $read = Read-CertliftHostRun -Name $one -Answer $answers[$one] -Index 0 -Command diff
        if ($read.Json) { Save-CertliftHostReport -Rollout $Rollout -Name $one -Json $read.Json }
        if (-not $read.Document) { Set-CertliftFailure -Rollout $Rollout -Name $one -Why $read.Why -Category $read.Category; continue }
        $judgement = Get-CertliftJudgement -Document $read.Document -Before $Rollout.Before[$one]
        foreach ($member in $judgement.Keys) { $Rollout.Records[$one][$member] = $judgement[$member] }
    }
    # A host that an earlier run has left in mid-change may well be sick.
    $asked = @($Name | Where-Object { $Rollout.Records[$_].outcome -in 'to fix', 'nothing to do', 'fixed' -and -not $Rollout.Before[$_].unfinished })
    Test-CertliftHealth -Rollout $Rollout -Name $asked -First $answers
}

# Drain, plan, apply exactly that plan, health, undrain; what has failed is undone.
function Invoke-CertliftWave {
    param($Rollout, [string[]] $Name)
    $tasks = @{}
    foreach ($one in $Name) {
        $record = $Rollout.Records[$one]
        $tasks[$one] = $record.why
        $record.outcome = 'failed'
        $record.unfinished = $true
        $record.why = 'this was not finished; run the rollout again'
        $Rollout.InOrder[$one] = $true
    }
    Save-CertliftRollout $Rollout
    Invoke-CertliftHook -Rollout $Rollout -Step 'Drain the host' -Hook $Rollout.Drain -Name $Name
    foreach ($one in $Name) { if ($Rollout.Categories.ContainsKey($one)) { $Rollout.InOrder[$one] = $true } }
    $plans = Invoke-CertliftPlanStep -Rollout $Rollout -Name (Select-CertliftHealthy $Rollout $Name)
    Save-CertliftRollout $Rollout
    $applied = Invoke-CertliftApplyStep -Rollout $Rollout -Plans $plans -Name (Select-CertliftHealthy $Rollout $Name)
    Test-CertliftHealth -Rollout $Rollout -Name (Select-CertliftHealthy $Rollout $Name) -First $applied.Answers
    foreach ($one in (Select-CertliftHealthy $Rollout $Name)) {
        $record = $Rollout.Records[$one]
        $isResumed = -not $plans[$one].Changed -and $record.plan
        if ($applied.Changed[$one] -or $isResumed) { $record.outcome = 'fixed'; $record.why = $tasks[$one] }
        else { $record.outcome = 'nothing to do'; $record.why = 'the file was fixed meanwhile, by another process or from a host that shares it' }
    }
    Undo-CertliftWave -Rollout $Rollout -Name @($Name | Where-Object { $Rollout.Categories.ContainsKey($_) })
    Invoke-CertliftHook -Rollout $Rollout -Step 'Undrain the host' -Hook $Rollout.Undrain -Name @($Name | Where-Object { $Rollout.InOrder[$_] })
    foreach ($one in $Name) { $Rollout.Records[$one].unfinished = [bool] $Rollout.Lost[$one] }
    Save-CertliftRollout $Rollout
}

# Plans the change of each host and records the plan's id, by which the change is found again.
function Invoke-CertliftPlanStep {
    param($Rollout, [string[]] $Name)
    $plans = @{}
    $work = @{ ProgramPath = $Rollout.ProgramPath; Target = $Rollout.Target }
    $work.Arguments = @(, (@('plan', '--output=-') + $Rollout.Selection + '{target}'))
    $answers = Invoke-CertliftStep -Rollout $Rollout -Step 'Plan the change' -Name $Name -WorkOf { $work }
    foreach ($one in $Name) {
        if (-not $answers[$one]) { continue }
        $read = Read-CertliftHostRun -Name $one -Answer $answers[$one] -Index 0 -Command plan
        if (-not $read.Document) { Set-CertliftFailure -Rollout $Rollout -Name $one -Step 'Plan the change' -Why $read.Why -Category $read.Category; continue }
        $planned = $read.Document.targets[0]
        $left = @($planned.findings | ForEach-Object { $_.fix } | Where-Object { $_ -and $_.safety -ne 'safe' -and -not $_.applied })
        if ($left) {
            Set-CertliftFailure -Rollout $Rollout -Name $one -Step 'Plan the change' -Why 'something needs your consent or decision now that did not before; run the rollout again'
            continue
        }
        $plans[$one] = @{ Json = $read.Json; Changed = [bool] $planned.changed }
        if (-not $planned.changed) { continue }
        $record = $Rollout.Records[$one]
        $record.plan = $read.Document.id
        foreach ($member in 'path', 'sha256_before', 'sha256_after') { $record[$member] = $planned.$member }
    }
    $plans
}

# Applies exactly those plans; returns which hosts were changed, and their answers.
function Invoke-CertliftApplyStep {
    param($Rollout, $Plans, [string[]] $Name)
    $changed = @{}
    $changing = @($Name | Where-Object { $Plans[$_].Changed })
    $line = @('apply', '--format=json') + $Rollout.Store + '{plan}'
    $answers = Invoke-CertliftStep -Rollout $Rollout -Step 'Apply exactly that plan' -Name $changing -WorkOf {
        param($one) @{ ProgramPath = $Rollout.ProgramPath; Plan = $Plans[$one].Json; Arguments = @(, $line); Health = $Rollout.Health.Script }
    }
    foreach ($one in $changing) {
        if (-not $answers[$one]) { continue }
        $read = Read-CertliftHostRun -Name $one -Answer $answers[$one] -Index 0 -Command apply
        if (-not $read.Document) { Set-CertliftFailure -Rollout $Rollout -Name $one -Step 'Apply exactly that plan' -Why $read.Why -Category $read.Category; continue }
        Save-CertliftHostReport -Rollout $Rollout -Name $one -Json $read.Json
        $changed[$one] = [bool] $read.Document.targets[0].changed
        $Rollout.Records[$one].backup = $read.Document.targets[0].backup
    }
    @{ Changed = $changed; Answers = $answers }
}
