#Requires -Version 5.1

# The objects that the functions give out, made from the program's documents. Certlift.Format.ps1xml says how they look.

function ConvertTo-CertliftFinding {
    param([Parameter(Mandatory)] $Finding, [string] $Path, [string] $HostName)
    $fix = $Finding.fix
    [pscustomobject]@{
        PSTypeName = 'Certlift.Finding'
        Severity   = $Finding.severity
        Rule       = $Finding.rule
        Path       = $Path
        Line       = [int] $Finding.line
        Column     = [int] $Finding.column
        Location   = $Finding.location
        Message    = $Finding.message
        Remedy     = $Finding.remedy
        Fix        = if ($fix) { $fix.title }
        Safety     = if ($fix) { $fix.safety }
        Risks      = @(if ($fix) { $fix.risks | Where-Object { $_ } | ForEach-Object { $_.id } })
        Refusal    = if ($fix -and $fix.refusal) { $fix.refusal.message }
        Applied    = [bool] ($fix -and $fix.applied)
        ServerName = $HostName
        Details    = $fix
    }
}

function ConvertTo-CertliftFindings {
    param($Target, [string] $HostName)
    foreach ($finding in $Target.findings) { ConvertTo-CertliftFinding -Finding $finding -Path $Target.path -HostName $HostName }
}

# What is left to do for a person: errors, warnings, and whatever needs consent or a decision.
function Get-CertliftLeft {
    param($Findings)
    @($Findings | Where-Object { $_.Severity -ne 'note' -and -not $_.Applied })
}

# What fix or apply has done to one file.
function ConvertTo-CertliftChange {
    param([Parameter(Mandatory)] $Target, [Parameter(Mandatory)] $Document)
    $findings = @(ConvertTo-CertliftFindings -Target $Target -HostName $Document.host)
    $left = @(Get-CertliftLeft $findings)
    $outcome = if ($Target.changed) { 'fixed' } elseif (@($left | Where-Object Fix)) { 'not fixed' } else { 'nothing to do' }
    [pscustomobject]@{
        PSTypeName   = 'Certlift.Change'
        Path         = $Target.path
        Outcome      = $outcome
        Changed      = [bool] $Target.changed
        Backup       = $Target.backup
        Fixed        = @($findings | Where-Object Applied)
        Left         = $left
        Findings     = $findings
        Sha256Before = $Target.sha256_before
        Sha256After  = $Target.sha256_after
        Plan         = $Document.plan
        ServerName   = $Document.host
    }
}

# What undo or restore has done.
function ConvertTo-CertliftReversal {
    param([Parameter(Mandatory)] $Target, [Parameter(Mandatory)] $Document)
    $outcome = if (-not $Target.changed) { 'nothing to do' } elseif ($Document.command -eq 'undo') { 'undone' } else { 'restored' }
    [pscustomobject]@{
        PSTypeName   = 'Certlift.Reversal'
        Path         = $Target.path
        Outcome      = $outcome
        Changed      = [bool] $Target.changed
        Id           = $Target.id
        Backup       = $Target.backup
        Why          = $Target.nothing_to_do
        Notes        = @($Target.notes)
        Sha256Before = $Target.sha256_before
        Sha256After  = $Target.sha256_after
        ServerName   = $Document.host
    }
}

function ConvertTo-CertliftBackup {
    param([Parameter(Mandatory)] $Backup, [string] $Path)
    [pscustomobject]@{
        PSTypeName   = 'Certlift.Backup'
        Id           = $Backup.id
        Time         = ConvertTo-CertliftTime $Backup.time
        Command      = $Backup.command
        What         = $Backup.what
        State        = $Backup.state
        Size         = [long] $Backup.size
        User         = $Backup.user
        ServerName   = $Backup.host
        Path         = $Path
        Original     = $Backup.original
        Plan         = $Backup.plan
        Reverts      = $Backup.takes_back
        Damage       = @($Backup.damage | Where-Object { $_ } | ForEach-Object { $_.message })
        Sha256Before = $Backup.sha256_before
        Sha256After  = $Backup.sha256_after
        Version      = $Backup.version
    }
}

function ConvertTo-CertliftJournalEntry {
    param([Parameter(Mandatory)] $Moment, [string] $Path)
    [pscustomobject]@{
        PSTypeName = 'Certlift.JournalEntry'
        Time       = ConvertTo-CertliftTime $Moment.time
        Event      = $Moment.event
        Id         = $Moment.id
        Command    = $Moment.command
        What       = $Moment.what
        User       = $Moment.user
        ServerName = $Moment.host
        Path       = $Path
        Plan       = $Moment.plan
        Reverts    = $Moment.takes_back
    }
}

function ConvertTo-CertliftPlan {
    param([Parameter(Mandatory)] $Document, [string] $PlanPath)
    [pscustomobject]@{
        PSTypeName = 'Certlift.Plan'
        PlanPath   = $PlanPath
        Id         = $Document.id
        Created    = ConvertTo-CertliftTime $Document.created
        User       = $Document.user
        ServerName = $Document.host
        Changed    = [bool] @($Document.targets | Where-Object changed)
        Files      = @($Document.targets | ForEach-Object { $_.path })
        Changes    = @(foreach ($target in $Document.targets) {
                foreach ($change in $target.changes) {
                    [pscustomobject]@{ Path = $target.path; Location = $change.location; Section = $change.section; Change = $change.change }
                }
            })
        Findings   = @($Document.targets | ForEach-Object { ConvertTo-CertliftFindings -Target $_ -HostName $Document.host })
        Accept     = @($Document.selection.accept)
    }
}
