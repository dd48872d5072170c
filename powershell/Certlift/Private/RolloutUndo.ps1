#Requires -Version 5.1

# Runs `undo` of one change on each host; returns, by host, those where that went well, and all Answers.
function Invoke-CertliftUndoStep {
    param($Rollout, $Changes)
    $line = @('undo', '--format=json') + $Rollout.Store + $Rollout.Consent
    $names = @($Changes.Keys | Sort-Object)
    $answers = Invoke-CertliftStep -Rollout $Rollout -Step 'Undo the change' -Name $names -WorkOf {
        param($one)
        $words = $line + $Rollout.Records[$one].path + $Changes[$one]
        @{ ProgramPath = $Rollout.ProgramPath; Arguments = @(, $words); Health = $Rollout.Health.Script }
    }
    $done = @{ Answers = $answers }
    foreach ($one in $names) {
        if (-not $answers[$one]) { continue }
        $read = Read-CertliftHostRun -Name $one -Answer $answers[$one] -Index 0 -Command undo
        if ($read.Document) { $done[$one] = $read.Document.targets[0] }
        else { Set-CertliftFailure -Rollout $Rollout -Name $one -Step 'Undo the change' -Why $read.Why -Category $read.Category }
    }
    $done
}

# The backups of the hosts' files, as documents.
function Get-CertliftHostBackup {
    param($Rollout, [string[]] $Name)
    $line = @('backups', '--format=json') + $Rollout.Store
    $answers = Invoke-CertliftStep -Rollout $Rollout -Step 'Look for the change' -Name $Name -WorkOf {
        param($one)
        $path = $Rollout.Records[$one].path
        @{ ProgramPath = $Rollout.ProgramPath; Target = $(if ($path) { $path } else { $Rollout.Target }); Arguments = @(, ($line + '{target}')) }
    }
    $documents = @{}
    foreach ($one in $Name) {
        if (-not $answers[$one]) { continue }
        $read = Read-CertliftHostRun -Name $one -Answer $answers[$one] -Index 0 -Command backups
        if ($read.Document) { $documents[$one] = $read.Document }
        else { Set-CertliftFailure -Rollout $Rollout -Name $one -Step 'Look for the change' -Why $read.Why -Category $read.Category }
    }
    $documents
}

# Undoes what was changed by the plan in the record of each failed host, if anything was, and checks its health: unless it is
# in order now, it stays drained. One that was lost is left for the next run.
function Undo-CertliftWave {
    param($Rollout, [string[]] $Name)
    $reasons = @{}
    foreach ($one in $Name) { $reasons[$one] = @{ Why = $Rollout.Records[$one].why; Category = $Rollout.Categories[$one] } }
    foreach ($one in $Name) { if ($Rollout.Lost[$one]) { $Rollout.InOrder[$one] = $false } }
    $reached = @($Name | Where-Object { -not $Rollout.Lost[$_] })
    foreach ($one in $reached) { $Rollout.Categories.Remove($one) }

    $documents = Get-CertliftHostBackup -Rollout $Rollout -Name @($reached | Where-Object { $Rollout.Records[$_].plan })
    $changes = @{}
    foreach ($one in $documents.Keys) {
        $made = $documents[$one].targets[0].backups | Where-Object { $_.plan -eq $Rollout.Records[$one].plan } | Select-Object -First 1
        if ($made) { $changes[$one] = $made.id }
    }
    $undone = Invoke-CertliftUndoStep -Rollout $Rollout -Changes $changes
    Test-CertliftHealth -Rollout $Rollout -Name (Select-CertliftHealthy $Rollout $reached) -First $undone.Answers
    foreach ($one in $Name) {
        $record = $Rollout.Records[$one]
        $record.outcome = if ($undone[$one]) { 'undone' } else { 'failed' }
        if ($Rollout.Lost[$one]) {
            $record.why = "$($reasons[$one].Why); run the rollout again to finish"
        }
        elseif ($Rollout.Categories.ContainsKey($one)) {
            $Rollout.InOrder[$one] = $false
            $record.why = "$($reasons[$one].Why); and then: $($record.why)"
        }
        else { $record.why = $reasons[$one].Why }
        if (-not $Rollout.InOrder[$one] -and $Rollout.Undrain) { $record.why += '; it was not put back into service' }
        $Rollout.Categories[$one] = $reasons[$one].Category
    }
}

# Looks at all hosts for the last change of a rollout. Afterwards each record says whether it is to be undone.
function Invoke-CertliftUndoPreflight {
    param($Rollout, [string[]] $Name)
    $documents = Get-CertliftHostBackup -Rollout $Rollout -Name $Name
    foreach ($one in $documents.Keys) {
        $record = $Rollout.Records[$one]
        $record.path = $documents[$one].targets[0].path
        $last = Find-CertliftLastChange $documents[$one]
        if ($last) {
            $record.outcome = 'to undo'
            $record.why = "the change $($last.id)"
            $record.backup = $last.id
        }
        elseif ($Rollout.Before[$one].unfinished) { $record.outcome = 'to undo'; $record.why = 'was not finished' }
        else { $record.outcome = 'nothing to do'; $record.why = 'no change of a rollout is left to undo' }
    }
}

# Drain, undo, health, undrain, for the hosts of one wave.
function Invoke-CertliftUndoWave {
    param($Rollout, [string[]] $Name)
    foreach ($one in $Name) {
        $record = $Rollout.Records[$one]
        $record.outcome = 'failed'
        $record.unfinished = $true
        $record.why = 'this was not finished; run the undo again'
        $Rollout.InOrder[$one] = $true
    }
    Save-CertliftRollout $Rollout
    Invoke-CertliftHook -Rollout $Rollout -Step 'Drain the host' -Hook $Rollout.Drain -Name $Name
    $changes = @{}
    foreach ($one in (Select-CertliftHealthy $Rollout $Name)) { if ($Rollout.Records[$one].backup) { $changes[$one] = $Rollout.Records[$one].backup } }
    $undone = Invoke-CertliftUndoStep -Rollout $Rollout -Changes $changes
    Test-CertliftHealth -Rollout $Rollout -Name (Select-CertliftHealthy $Rollout $Name) -First $undone.Answers
    $good = Select-CertliftHealthy $Rollout $Name
    Invoke-CertliftHook -Rollout $Rollout -Step 'Undrain the host' -Hook $Rollout.Undrain -Name $good
    foreach ($one in $Name) {
        $record = $Rollout.Records[$one]
        $record.unfinished = $false
        if ($Rollout.Categories.ContainsKey($one)) {
            $record.unfinished = [bool] $Rollout.Lost[$one]
            if ($Rollout.Undrain) { $record.why += '; it was not put back into service' }
            continue
        }
        $isUndone = $undone[$one].changed -or -not $changes.ContainsKey($one)
        $record.outcome = if ($isUndone) { 'undone' } else { 'nothing to do' }
        $record.why = if ($isUndone) { "the change $($record.backup)".Trim() } else { "the change $($record.backup) is reverted already" }
    }
    Save-CertliftRollout $Rollout
}
