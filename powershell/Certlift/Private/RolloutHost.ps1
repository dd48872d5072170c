#Requires -Version 5.1

# What came back from a host, judged. Nothing here goes by words that a host may say in another language.

# Windows passes a session's credentials on to nobody, so that a share is closed to what runs in it.
function Get-CertliftHopHint {
    param([string] $Path)
    if ($Path -notmatch '^\\\\') { return '' }
    '. The configuration is on a share, and a remote session may not pass your credentials on to it (the double hop): ' +
    'use -Authentication CredSSP or Kerberos delegation, or run certlift on that server'
}

# The document of one run on a host, or why there is none: a hashtable with Document, or with Why and Category. Json is its
# text, also where it holds an error.
function Read-CertliftHostRun {
    param([string] $Name, $Answer, [int] $Index, [string] $Command)
    $run = @($Answer.Runs)[$Index]
    $document = ConvertFrom-CertliftJson $run.Output
    $failure = $null
    if ($document -and $document.schema_version -ne 1) {
        return @{ Category = 'InvalidData'; Why = "certlift $($Answer.Version) there answers with schema_version '$($document.schema_version)', and this module reads 1" }
    }
    foreach ($found in @($document.error) + @($document.targets | ForEach-Object { $_.error })) {
        if ($found -and -not $failure) { $failure = ConvertTo-CertliftErrorRecord -CertliftError $found -Target $Name }
        if ($found -and $found.code -in 'unreadable', 'unwritable', 'not_found') { $hint = Get-CertliftHopHint $found.path }
    }
    if (-not $failure -and (-not $document -or $run.ExitCode -notin 0, 1)) {
        # That host's program cannot be asked which commands it has.
        $program = @{ Path = 'certlift'; Version = $Answer.Version; Commands = @{ $Command = $true } }
        $failure = Get-CertliftRunError -Run $run -Program $program -Command $Command -Target $Name
    }
    if ($failure) { return @{ Category = $failure.CategoryInfo.Category; Why = $failure.Exception.Message + $hint; Document = $null; Json = $(if ($document) { $run.Output }) } }
    @{ Document = $document; Json = $run.Output }
}

# Enters that a host has failed: `lost` ones are not finished, since nobody knows how far they got.
function Set-CertliftFailure {
    param($Rollout, [string] $Name, [string] $Why, $Category = 'InvalidOperation', [string] $Step)
    $record = $Rollout.Records[$Name]
    $record.outcome = 'failed'
    $record.why = if ($Step) { "${Step}: $Why" } else { $Why }
    $Rollout.Categories[$Name] = $Category
}

$script:CertliftLossCategories = @{ lost = 'ConnectionError'; hung = 'OperationTimeout'; failed = 'InvalidOperation' }

# Does the same work on many hosts; returns the answers of those that gave one, and enters the failure of the others.
function Invoke-CertliftStep {
    param($Rollout, [string] $Step, [string[]] $Name, [scriptblock] $WorkOf)
    $answers = @{}
    if (-not $Name) { return $answers }
    Write-Progress -Activity $Rollout.Activity -Status $Step
    $back = Invoke-OnCertliftHost -Connection $Rollout.Connection -Name $Name -WorkOf $WorkOf
    foreach ($one in $Name) {
        $got = $back[$one]
        if ($got.Answer) { $answers[$one] = $got.Answer; continue }
        Set-CertliftFailure -Rollout $Rollout -Name $one -Step $Step -Why $got.Why -Category $script:CertliftLossCategories[$got.Kind]
        if ($got.Kind -in 'lost', 'hung') { $Rollout.Lost[$one] = $true }
    }
    $answers
}

# What has to be done at a host, by its `certlift diff`.
function Get-CertliftJudgement {
    param($Document, $Before)
    $found = $Document.targets[0]
    $judgement = @{ path = $found.path; sha256_before = $found.sha256_before; sha256_after = $found.sha256_after; why = '' }
    $fixes = @($found.findings | ForEach-Object { $_.fix } | Where-Object { $_ })
    $refusals = @($fixes | Where-Object { $_.refusal } | ForEach-Object { $_.refusal.message })
    $risks = @($fixes | Where-Object { $_.safety -eq 'risky' -and -not $_.applied } | ForEach-Object { $_.risks } | ForEach-Object { $_.id } | Sort-Object -Unique)
    $wasFixed = $Before -and $Before.outcome -eq 'fixed' -and $Before.sha256_after -eq $found.sha256_before
    if (@($Document.targets).Count -gt 1) { $judgement.outcome = 'failed'; $judgement.why = '-Target names several files; name one' }
    elseif ($refusals) { $judgement.outcome = 'refused'; $judgement.why = $refusals -join '; ' }
    elseif ($risks) { $judgement.outcome = 'refused'; $judgement.why = "needs your consent, -Accept $($risks -join ', ')" }
    elseif ($found.changed) {
        $judgement.outcome = 'to fix'
        $judgement.why = @($fixes | ForEach-Object { $_.title } | Where-Object { $_ } | Select-Object -Unique) -join '; '
    }
    elseif ($Before -and $Before.unfinished) { $judgement.outcome = 'to fix'; $judgement.why = 'was not finished' }
    elseif ($wasFixed) { foreach ($name in 'outcome', 'why', 'plan', 'backup', 'sha256_before', 'sha256_after') { $judgement[$name] = $Before.$name } }
    else { $judgement.outcome = 'nothing to do' }
    $judgement
}

# The last change of a rollout that is still in force: of those that apply made, one that nothing has reverted since.
function Find-CertliftLastChange {
    param($Document)
    $backups = @($Document.targets | ForEach-Object { $_.backups } | Where-Object { $_ } | Sort-Object { [string] $_.id } -Descending)
    $reverted = @{}
    # From the newest: what a later undo has reverted does not count, and neither does an undo that was itself undone.
    foreach ($backup in $backups) { if ($backup.takes_back -and -not $reverted[$backup.id]) { $reverted[$backup.takes_back] = $true } }
    $last = $backups | Where-Object { $_.command -eq 'apply' } | Select-Object -First 1
    if ($last -and -not $reverted[$last.id]) { $last }
}
