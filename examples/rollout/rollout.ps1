#Requires -Version 5.1
<#
Fixes the live configuration of each server over Invoke-Command, one server after the other. Looks at all of them first, and
stops at the first that is not in order. It does what rollout.sh does over ssh. That one is tested; THIS SCRIPT HAS NOT BEEN
RUN YET.

    .\rollout.ps1 web01, web02 -Url 'https://{0}/health'

{0} is the server's name. Where the URL does not answer with 200 after the change, the change is reverted.
#>
param(
  [Parameter(Mandatory)] [string[]] $ComputerName,
  [string] $Url,
  [string] $Program = 'C:\Program Files\certlift\certlift.exe'
)
$ErrorActionPreference = 'Stop'

# certlift's report and exit code. What it writes to the error stream is left there, as it would end this script; the report
# has every error too. A remote session may have no console to set the encoding of.
function Invoke-Certlift([string] $computer, [string[]] $arguments) {
  Invoke-Command -ComputerName $computer -ScriptBlock {
    try { [Console]::OutputEncoding = [Text.Encoding]::UTF8 } catch { }
    $text = & $using:Program @using:arguments 2>$null
    [pscustomobject]@{ Text = $text -join "`n"; ExitCode = $LASTEXITCODE }
  }
}

# Runs diff or fix on the server and writes one line on what came of it. Throws if a fix is left to do.
function Step-Server([string] $computer, [string] $command) {
  $answer = Invoke-Certlift $computer @($command, '--format', 'json')
  if ($answer.ExitCode -notin 0, 1, 3, 4, 5) { throw "${computer}: certlift cannot be run there" }
  $script:target = ($answer.Text | ConvertFrom-Json).targets[0]
  $left = @($target.findings | Where-Object { $_.severity -ne 'note' -and -not $_.fix.applied })
  # A warning that no fix is for does not stop the rollout.
  $stops = @($left | Where-Object { $_.severity -eq 'error' -or $_.fix })
  $outcome = if ($target.error) { "failed: $($target.error.message)" }
  elseif ($target.backup) { "fixed, the backup is $($target.backup)" }
  elseif ($target.changed) { 'to fix' }
  elseif (-not $stops) { 'nothing to do' }
  else { 'not fixed' }
  "${computer}: $outcome"
  $left | ForEach-Object { "  left: $($_.message). $($_.fix.refusal.message)" }
  if ($target.error -or $stops) { throw "${computer} is not in order" }
}

function Test-Health([string] $computer) {
  if (-not $Url) { return $true }
  try { (Invoke-WebRequest ($Url -f $computer) -UseBasicParsing -TimeoutSec 30).StatusCode -eq 200 } catch { $false }
}

foreach ($computer in $ComputerName) { Step-Server $computer diff }
foreach ($computer in $ComputerName) {
  Step-Server $computer fix
  if ($target.backup -and -not (Test-Health $computer)) {
    $undo = Invoke-Certlift $computer @('undo', $target.path, $target.backup)
    throw "${computer}: not in order after the change; certlift undo ended with $($undo.ExitCode)"
  }
}
