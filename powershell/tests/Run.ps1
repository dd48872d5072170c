#Requires -Version 7.0
# Runs the tests of the module and ends with the line that counts them, as GoogleTest ends. scripts/test-powershell calls it.
param(
    # Also the scenarios that take long.
    [switch] $All,
    # Only these files, as in Rollout or Remoting.
    [string[]] $Name
)
$ErrorActionPreference = 'Stop'
# Over -File a list comes as one word.
$Name = @($Name | ForEach-Object { $_ -split ',' } | Where-Object { $_ })
$root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
Import-Module (Join-Path $root 'build/tools/packages/pester/6.2.0/tools/Pester.psd1')

$settings = New-PesterConfiguration
$settings.Run.Path = if ($Name) { $Name | ForEach-Object { Join-Path $PSScriptRoot "$_.Tests.ps1" } } else { $PSScriptRoot }
$settings.Run.PassThru = $true
$settings.Output.Verbosity = if ($Name) { 'Detailed' } else { 'Normal' }
$settings.Output.RenderMode = 'Plaintext'
if (-not $All) { $settings.Filter.ExcludeTag = 'Long' }

$watch = [System.Diagnostics.Stopwatch]::StartNew()
$result = Invoke-Pester -Configuration $settings
$ran = $result.PassedCount + $result.FailedCount
# A file that cannot be read, or a set-up that fails, is a test that failed too.
$broken = $result.FailedContainersCount + $result.FailedBlocksCount
$failed = $result.FailedCount + $(if ($result.FailedCount) { 0 } else { $broken })
if ($broken -and -not $result.FailedCount) { $ran += $broken }

'[==========] {0} tests from {1} test suites ran. ({2} ms total)' -f $ran, $result.Containers.Count, $watch.ElapsedMilliseconds
'[  PASSED  ] {0} tests.' -f ($ran - $failed)
if ($failed -or $ran -eq 0) {
    '[  FAILED  ] {0} tests, listed below:' -f [Math]::Max(1, $failed)
    $result.Failed | ForEach-Object { "[  FAILED  ] $($_.ExpandedPath)" }
    exit 1
}
