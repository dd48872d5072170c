#Requires -Version 5.1
# A run is a list of steps. What a step made is removed in reverse order, whatever ends the run; the record on disk says
# what has begun, so that -CleanUp can finish after a power failure.

function New-LabContext {
    param([hashtable] $Options)
    $system = $env:SystemDrive
    if (-not $system) { $system = [IO.Path]::GetTempPath() }
    $folder = Join-Path $system 'certlift-lab'
    if ($Options.Folder) { $folder = $Options.Folder }
    @{
        Prefix = 'certlift-lab-'; RunId = (Get-Date).ToUniversalTime().ToString('yyyyMMddHHmmss'); Number = 0; StandIn = [bool] $Options.StandIn
        Folder = $folder; LogFolder = Join-Path $folder 'logs'; TraceFolder = Join-Path $folder 'traces'; Record = "$folder.record.json"
        ResultPath = $Options.ResultPath; Program = $Options.Program; Configuration = $Options.Configuration; Curl = $Options.Curl; CurlCan = $null; NoControl = $null
        TestsPath = $Options.TestsPath; SourcePath = $Options.SourcePath; KeepFeatures = [bool] $Options.KeepFeatures
        Certificates = @{}; Accounts = @{}; Pools = @(); Negotiated = @{}; Windows = @{ Name = 'not known'; Build = 0; Revision = 0; Like = '2022'; Server = $true }; Iis = 'not known'
        Ports = @{ 'article/http' = 18080; 'article/https' = 18443; 'probe/http' = 28080; 'probe/https' = 28443; 'second/http' = 28081; 'second/https' = 28444 }
        Made = @{ Features = @(); Backups = @(); ServerBackups = @(); HadBackups = $false; Noted = $false }; Begun = @(); Differences = @(); Results = @(); Left = @(); Error = $null; Article = @()
    }
}

function Write-LabLine {
    param($Lab, [string] $Line)
    Write-Host $Line
    if ($Lab.ResultPath -and (Test-Path -LiteralPath $Lab.ResultPath)) { Add-Content -LiteralPath (Join-Path $Lab.ResultPath 'lab.log') -Value $Line -Encoding UTF8 }
}

function New-LabStep {
    param([string] $Name, [string] $Does, [scriptblock] $Do, [string] $Undoes, [scriptblock] $Undo, $With)
    @{ Name = $Name; Does = $Does; Do = $Do; Undoes = $Undoes; Undo = $Undo; With = $With }
}

function Show-LabPlan {
    param($Steps)
    $number = 0
    foreach ($step in $Steps) {
        $number++
        '{0,3}. {1}: {2}' -f $number, $step.Name, $step.Does
        if ($step.Undoes) { "       afterwards: $($step.Undoes)" }
    }
}

# Names of steps and what has to be known to undo them; no password. Whatever happens, the record is the old one or the new.
function Save-LabRecord {
    param($Lab)
    $new = "$($Lab.Record).new"
    [IO.File]::WriteAllText($new, (@{ record = 1; begun = @($Lab.Begun); made = $Lab.Made; configuration = $Lab.Configuration } | ConvertTo-Json -Depth 4))
    Invoke-LabPatiently { if ([IO.File]::Exists($Lab.Record)) { [IO.File]::Replace($new, $Lab.Record, [NullString]::Value) } else { [IO.File]::Move($new, $Lab.Record) } }
}

function Read-LabRecord {
    param($Lab)
    $record = [IO.File]::ReadAllText($Lab.Record) | ConvertFrom-Json
    if ($record.record -ne 1) { throw "$($Lab.Record) is of another version of the laboratory" }
    $Lab.Begun = @($record.begun)
    foreach ($name in 'Features', 'Backups', 'ServerBackups') { $Lab.Made[$name] = @($record.made.$name | Where-Object { $_ }) }
    foreach ($name in 'HadBackups', 'Noted') { $Lab.Made[$name] = [bool] $record.made.$name }
    $Lab.Configuration = $record.configuration
}

# Does the steps. An error ends them; what has begun is undone in any case, also after Ctrl-C, which runs finally blocks.
function Invoke-LabPlan {
    param($Lab, $Steps)
    try {
        foreach ($step in $Steps) {
            $Lab.Begun += $step.Name
            Save-LabRecord $Lab
            Write-LabLine $Lab "== $($step.Name): $($step.Does)"
            & $step.Do $Lab $step.With
        }
    } catch {
        $Lab.Error = "$($Lab.Begun[-1]): $_"
        Write-LabLine $Lab "** $($Lab.Error)"
    } finally {
        Undo-LabPlan $Lab $Steps
    }
}

function Undo-LabPlan {
    param($Lab, $Steps)
    for ($i = $Steps.Count - 1; $i -ge 0; $i--) {
        $step = $Steps[$i]
        if (-not $step.Undo -or $step.Name -notin $Lab.Begun) { continue }
        # Without IIS the rest could not be removed any more.
        if ($step.Name -eq 'features' -and $Lab.Left.Count) { $Lab.Left += 'features: they stay until the rest is removed'; continue }
        try {
            Write-LabLine $Lab "-- $($step.Name): $($step.Undoes)"
            & $step.Undo $Lab $step.With
            $Lab.Begun = @($Lab.Begun | Where-Object { $_ -ne $step.Name })
            Save-LabRecord $Lab
        } catch {
            $Lab.Left += "$($step.Name): $($step.Undoes): $_"
            Write-LabLine $Lab "** not removed: $($Lab.Left[-1])"
        }
    }
    # The record stays for -CleanUp if anything is left.
    if (-not $Lab.Left.Count) { foreach ($file in $Lab.Record, "$($Lab.Record).new") { if (Test-Path -LiteralPath $file) { Remove-Item -LiteralPath $file } } }
}

# Does all of these, also after an error of one, and throws the first.
function Invoke-LabAll {
    param([scriptblock[]] $Parts)
    $first = $null
    foreach ($part in $Parts) { try { & $part } catch { if (-not $first) { $first = $_ } } }
    if ($first) { throw $first }
}

# What is told at the end, and the exit code that goes with it.
function Complete-LabRun {
    param($Lab)
    $failed = @($Lab.Results | Where-Object { $_.kind -eq 'check' -and $_.verdict -eq 'B' })
    Write-LabLine $Lab ''
    if ($Lab.StandIn) { Write-LabLine $Lab 'This was a stand-in, no IIS: nothing here says anything about IIS.' }
    if ($Lab.Results.Count) {
        $kinds = $Lab.Results | Group-Object { $_.verdict } | Sort-Object Name | ForEach-Object { "$($_.Name): $($_.Count)" }
        Write-LabLine $Lab "Probes and checks: $($Lab.Results.Count) ($($kinds -join ', '))"
    }
    $number = 0
    foreach ($difference in $Lab.Differences) { $number++; Write-LabLine $Lab "to fix, $number. $difference" }
    foreach ($check in $failed) { $number++; Write-LabLine $Lab "to fix, $number. $($check.id): $($check.question) $($check.seen)" }
    foreach ($thing in $Lab.Left) { Write-LabLine $Lab "left: $thing" }
    if ($Lab.Left.Count) { Write-LabLine $Lab "Something is left. Run Invoke-CertliftLab.ps1 -CleanUp; $($Lab.Record) says what has begun."; return 4 }
    Write-LabLine $Lab 'Everything that was made has been removed.'
    if ($Lab.Error) { Write-LabLine $Lab "The run ended early: $($Lab.Error)"; return 3 }
    if ($number) { return 1 }
    Write-LabLine $Lab 'Every answer was one that certlift had predicted.'
    0
}
