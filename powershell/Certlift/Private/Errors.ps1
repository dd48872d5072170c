#Requires -Version 5.1

# What an error is about, by the code that the program gives it in JSON.
$script:CertliftErrorCategories = @{
    not_found      = 'ObjectNotFound'
    unreadable     = 'ReadError'
    not_understood = 'ParserError'
    unwritable     = 'WriteError'
    changed        = 'ResourceBusy'
    busy           = 'ResourceBusy'
    interrupted    = 'OperationStopped'
    law_broken     = 'InvalidResult'
}

# And by its exit code, where there is no document.
$script:CertliftExitCategories = @{
    2   = @('CommandLine', 'InvalidArgument')
    3   = @('Unreadable', 'ReadError')
    4   = @('Busy', 'ResourceBusy')
    5   = @('LawBroken', 'InvalidResult')
    130 = @('Interrupted', 'OperationStopped')
}

function New-CertliftErrorRecord {
    param(
        [Parameter(Mandatory)] [string] $Id,
        [Parameter(Mandatory)] [System.Management.Automation.ErrorCategory] $Category,
        [Parameter(Mandatory)] [string] $Message,
        $Target
    )
    $exception = New-Object System.InvalidOperationException $Message
    New-Object System.Management.Automation.ErrorRecord $exception, "Certlift.$Id", $Category, $Target
}

# The error that the document holds, of a target or of the whole run.
function ConvertTo-CertliftErrorRecord {
    param([Parameter(Mandatory)] $CertliftError, $Target)
    $category = $script:CertliftErrorCategories[[string] $CertliftError.code]
    if (-not $category) { $category = 'NotSpecified' }
    $place = if ($CertliftError.path) { $CertliftError.path } else { $Target }
    if ($CertliftError.line) { $place = "${place}:$($CertliftError.line):$($CertliftError.column)" }
    $message = if ($place) { "${place}: $($CertliftError.message)" } else { [string] $CertliftError.message }
    $id = -join ([string] $CertliftError.code -split '_' | ForEach-Object { $_.Substring(0, 1).ToUpperInvariant() + $_.Substring(1) })
    New-CertliftErrorRecord -Id $id -Category $category -Message $message -Target $Target
}

# What the program has said on standard error, without its name and where its help is.
function Get-CertliftComplaint {
    param([string] $Errors)
    $lines = @($Errors -split '\r?\n' | Where-Object { $_ -and $_ -notmatch '^see certlift ' })
    ($lines -replace '^certlift: ', '') -join '; '
}

# The error of a run that has left no document, or one without an error in it.
function Get-CertliftRunError {
    param([Parameter(Mandatory)] $Run, [Parameter(Mandatory)] $Program, [Parameter(Mandatory)] [string] $Command, $Target)
    $complaint = Get-CertliftComplaint $Run.Errors
    $detail = if ($complaint) { ": $complaint" } else { '' }
    $kind = $script:CertliftExitCategories[[int] $Run.ExitCode]
    if ($kind) {
        if ($Run.ExitCode -eq 2 -and -not (Test-CertliftCommandKnown $Program $Command)) {
            return New-CertliftErrorRecord -Id UnknownCommand -Category NotImplemented -Target $Target -Message (
                "$($Program.Path) (certlift $($Program.Version)) does not know the command '$Command'; install a later certlift")
        }
        if (-not $complaint) { $detail = ": it ended with $($Run.ExitCode) and said nothing" }
        return New-CertliftErrorRecord -Id $kind[0] -Category $kind[1] -Target $Target -Message "certlift $Command$detail"
    }
    if ($Run.ExitCode -in 0, 1) {
        return New-CertliftErrorRecord -Id NoReport -Category InvalidData -Target $Target -Message (
            "certlift $Command ended with $($Run.ExitCode), but its JSON is missing or cut short$detail; " +
            'run Get-CertliftBackup to see whether anything was changed, then try again')
    }
    $how = if ($Run.ExitCode -gt 128 -and $Run.ExitCode -lt 160) { "was killed (signal $($Run.ExitCode - 128))" }
    else { "ended unexpectedly (exit code $($Run.ExitCode))" }
    New-CertliftErrorRecord -Id Killed -Category OperationStopped -Target $Target -Message (
        "certlift $Command $how$detail; an interrupted change is finished or reverted by the next run: try again")
}
