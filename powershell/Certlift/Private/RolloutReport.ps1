#Requires -Version 5.1

# What is known of each host: kept in a folder on this machine, so that a run after one that was interrupted knows it too.
# rollout.json holds the records; hosts/NAME.json is certlift's own last report of a host, as it has written it.

function New-CertliftRecord {
    param([string] $Name, $Before)
    $isUnfinished = [bool] ($Before -and $Before.unfinished)
    [ordered]@{
        host          = $Name
        outcome       = 'failed'
        why           = 'the connection was lost'
        path          = if ($Before) { $Before.path }
        plan          = if ($isUnfinished) { $Before.plan }
        backup        = $null
        sha256_before = $null
        sha256_after  = $null
        unfinished    = $isUnfinished
    }
}

# The records of earlier runs, by host.
function Read-CertliftRollout {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Folder)
    $known = @{}
    $file = Join-Path $Folder 'rollout.json'
    if (-not (Test-Path -LiteralPath $file)) { return $known }
    $document = ConvertFrom-CertliftJson ([System.IO.File]::ReadAllText($file))
    if ($document.schema_version -ne 1) {
        $Cmdlet.ThrowTerminatingError((New-CertliftErrorRecord -Id RolloutReport -Category InvalidData -Target $file -Message (
                    "${file}: this is no record of a rollout that this module can read; without it, it is not known which hosts an " +
                    'earlier run has left unfinished. Repair it, or name another folder with -ReportPath')))
    }
    foreach ($record in $document.hosts) { $known[$record.host] = $record }
    $known
}

# Writes a file so that it is there whole or not at all.
function Write-WholeFile {
    param([string] $File, [string] $Text)
    $new = "$File.new"
    [System.IO.File]::WriteAllText($new, $Text, (New-Object System.Text.UTF8Encoding $false))
    if (Test-Path -LiteralPath $File) { [System.IO.File]::Replace($new, $File, [NullString]::Value) } else { [System.IO.File]::Move($new, $File) }
}

function Save-CertliftRollout {
    param($Rollout)
    if ($Rollout.IsDry) { return }
    $folder = $Rollout.ReportPath
    if (-not (Test-Path -LiteralPath $folder)) { [void] [System.IO.Directory]::CreateDirectory($folder) }
    $records = @{}
    foreach ($name in $Rollout.Before.Keys) { $records[$name] = $Rollout.Before[$name] }
    foreach ($name in $Rollout.Records.Keys) { $records[$name] = [pscustomobject] $Rollout.Records[$name] }
    $hosts = @($records.Keys | Sort-Object | ForEach-Object { $records[$_] })
    $summary = [ordered]@{}
    foreach ($group in ($hosts | Group-Object outcome | Sort-Object Name)) { $summary[$group.Name] = $group.Count }
    $document = [ordered]@{ schema_version = 1; hosts = $hosts; summary = $summary }
    Write-WholeFile -File (Join-Path $folder 'rollout.json') -Text ((ConvertTo-Json $document -Depth 5) + "`n")
}

# Keeps a report of certlift about a host, byte for byte, for `certlift report`.
function Save-CertliftHostReport {
    param($Rollout, [string] $Name, [string] $Json)
    if ($Rollout.IsDry) { return }
    $folder = Join-Path $Rollout.ReportPath 'hosts'
    if (-not (Test-Path -LiteralPath $folder)) { [void] [System.IO.Directory]::CreateDirectory($folder) }
    Write-WholeFile -File (Join-Path $folder (($Name -replace '[^\w.@-]', '_') + '.json')) -Text $Json
}

function ConvertTo-CertliftRolloutResult {
    param([Parameter(Mandatory)] $Record, $Wave)
    [pscustomobject]@{
        PSTypeName   = 'Certlift.RolloutResult'
        Host         = $Record.host
        Outcome      = $Record.outcome
        Why          = $Record.why
        Wave         = $Wave
        Path         = $Record.path
        Plan         = $Record.plan
        Backup       = $Record.backup
        Sha256Before = $Record.sha256_before
        Sha256After  = $Record.sha256_after
        Unfinished   = [bool] $Record.unfinished
    }
}

# The errors of a rollout: one for each host that is not in order.
function Write-CertliftRolloutError {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, $Rollout)
    foreach ($name in $Rollout.Records.Keys) {
        $record = $Rollout.Records[$name]
        if ($record.outcome -notin 'failed', 'refused', 'undone' -or ($record.outcome -eq 'undone' -and $Rollout.IsUndo)) { continue }
        $category = if ($Rollout.Categories[$name]) { $Rollout.Categories[$name] } else { 'InvalidOperation' }
        $id = 'Rollout' + $record.outcome.Substring(0, 1).ToUpperInvariant() + $record.outcome.Substring(1)
        $Cmdlet.WriteError((New-CertliftErrorRecord -Id $id -Category $category -Message "${name}: $($record.outcome): $($record.why)" -Target $name))
    }
}
