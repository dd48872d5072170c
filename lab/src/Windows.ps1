#Requires -Version 5.1
# Folders, backups, and what the checks of a real Windows share.

# HTTP.sys closes the logs of a site some seconds after the site is gone.
function Remove-LabFolder {
    param([string] $Path)
    for ($try = 1; Test-Path -LiteralPath $Path; $try++) {
        try { Remove-Item -LiteralPath $Path -Recurse -Force } catch { if ($try -ge 30) { throw }; Start-Sleep -Milliseconds 500 }
    }
}

function Get-LabBackupFolder { param($Lab) Join-Path (Split-Path -Parent $Lab.Configuration) '.certlift' }

function Get-LabServerBackupFolder {
    param($Lab)
    Join-Path (Split-Path -Parent (Split-Path -Parent $Lab.Configuration)) 'backup'
}

function Get-LabFolderName { param([string] $Path) if (Test-Path -LiteralPath $Path) { @(Get-ChildItem -LiteralPath $Path -Directory -Force | ForEach-Object { $_.Name }) } }

function Read-LabBackup {
    param($Lab)
    $Lab.Made.HadBackups = Test-Path -LiteralPath (Get-LabBackupFolder $Lab)
    $Lab.Made.Backups = @(Get-LabFolderName (Get-LabBackupFolder $Lab))
    $Lab.Made.ServerBackups = @(Get-LabFolderName (Get-LabServerBackupFolder $Lab))
    $Lab.Made.Noted = $true
    Save-LabRecord $Lab
}

# A folder that was there keeps its journal, with a line on each change that was made and undone.
function Remove-LabBackup {
    param($Lab)
    # Without the list nothing can be told apart, and nothing has been added yet.
    if (-not $Lab.Made.Noted) { return }
    $folder = Get-LabBackupFolder $Lab
    if (-not $Lab.Made.HadBackups) { Remove-LabFolder $folder }
    foreach ($name in @(Get-LabFolderName $folder)) { if ($name -notin $Lab.Made.Backups) { Remove-LabFolder (Join-Path $folder $name) } }
    $folder = Get-LabServerBackupFolder $Lab
    foreach ($name in @(Get-LabFolderName $folder)) {
        if ($name -notin $Lab.Made.ServerBackups -and $name.StartsWith('certlift-')) { Remove-LabFolder (Join-Path $folder $name) }
    }
}

# A copy of the live configuration in a folder of its own, while the article's mappings are in it.
function New-LabCopy {
    param($Lab, [string] $Name)
    $folder = Join-Path $Lab.Folder $Name
    [void] (New-Item -ItemType Directory -Path $folder -Force)
    $copy = Join-Path $folder 'applicationHost.config'
    Copy-Item -LiteralPath $Lab.Configuration -Destination $copy -Force
    $copy
}

function Test-LabEncrypted { param([string] $Path) [bool] ([IO.File]::GetAttributes($Path) -band [IO.FileAttributes]::Encrypted) }

# The path of a file on the share certlift-lab-NAME of this machine.
function Get-LabSharePath { param($Lab, [string] $Name, [string] $File) "\\localhost\$($Lab.Prefix)$Name\$File" }

# fix and undo of a copy; gives the exit codes and whether the bytes are the same again.
function Test-LabFixAndUndo {
    param($Lab, [string] $Copy, [scriptblock] $Between = { })
    $before = (Get-FileHash -LiteralPath $Copy -Algorithm SHA256).Hash
    $fix = (Invoke-LabCertlift $Lab @('fix', $Copy, '--site', "$($Lab.Prefix)article") -Json).Document
    & $Between
    $undo = (Invoke-LabCertlift $Lab @('undo', $Copy) -Json).Document
    $same = (Get-FileHash -LiteralPath $Copy -Algorithm SHA256).Hash -eq $before
    $fault = "$($fix.targets[0].error.message)$($undo.targets[0].error.message)"
    @{ Good = [bool] ($fix.targets[0].changed -and $same -and -not $fault); Text = "fix: $($fix.exit_code), undo: $($undo.exit_code), same bytes: $same $fault".Trim() }
}

function Get-LabCheckVerdict { param([bool] $Good, [string] $Seen) if ($Good) { 'A' } else { 'B' }; $Seen }
