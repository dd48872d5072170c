#Requires -Version 5.1
<#
.SYNOPSIS
Makes docs/uncertain.md from the probes and the results.
.DESCRIPTION
Gives the page as text; -Path writes it. Results that come out of the tests' stand-in are refused: they say nothing about IIS.
.PARAMETER ResultPath
The folder with the results of the laboratory, lab-*.json.
.PARAMETER Path
The page to write.
.EXAMPLE
.\lab\ConvertTo-UncertainPage.ps1 -Path docs\uncertain.md
.EXAMPLE
.\lab\ConvertTo-UncertainPage.ps1 -ResultPath C:\results
#>
[CmdletBinding()]
param([string] $ResultPath, [string] $Path)
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
if (-not $ResultPath) { $ResultPath = Join-Path $PSScriptRoot 'results' }

$runs = @()
if (Test-Path -LiteralPath $ResultPath) {
    foreach ($file in @(Get-ChildItem -LiteralPath $ResultPath -Filter '*.json' | Sort-Object Name)) {
        $run = [IO.File]::ReadAllText($file.FullName) | ConvertFrom-Json
        if ($run.tool -ne 'certlift-lab' -or $run.schema_version -ne 1) { throw "$($file.FullName) is no result of the laboratory" }
        # Anything but a clear no is a yes.
        if ($run.stand_in -ne $false -or @($run.results | Where-Object { $_.stand_in -ne $false }).Count) {
            throw "$($file.FullName) comes out of a stand-in, not out of IIS: it answers nothing"
        }
        $runs += $run
    }
}

$lines = @(
    '# What nobody knows of IIS, and how to find out'
    ''
    '<!-- made by lab/ConvertTo-UncertainPage.ps1 from lab/probes and lab/results; do not edit -->'
    ''
    'These facts of IIS decide answers, and no document or observation that certlift could use tells them. Each has a probe: a set-up, a'
    'request, and a reading, which [the laboratory](../lab/README.md) runs on a real IIS. As long as there is no answer, certlift'
    'tells both outcomes, as [simulate.md](simulate.md) says.'
    ''
)
if ($runs.Count) { $lines += "Results: $($runs.Count). They are in lab/results, in the form of [lab.schema.json](lab.schema.json)." }
else { $lines += 'No result is there yet: nothing has been run on a real IIS. A result has the form of [lab.schema.json](lab.schema.json).' }
foreach ($probe in (Get-LabExperiment probes)) {
    # U01 in the files, so that they are in order; U1 everywhere else.
    $lines += '', "## U$([int] $probe.Id.Substring(1))", '', $probe.Question, ''
    $lines += "- A: $($probe.OutcomeA)", "- B: $($probe.OutcomeB)", "- certlift meanwhile: $($probe.Meanwhile)", "- Probe: [lab/probes/$($probe.Id).ps1](../lab/probes/$($probe.Id).ps1)"
    $answers = @(foreach ($run in $runs) {
            foreach ($result in @($run.results | Where-Object { $_.id -eq $probe.Id -and $_.verdict -ne 'not-run' })) { "- $($result.windows), IIS $($result.iis): **$($result.verdict)**. Seen: $($result.seen)" }
        })
    if ($answers) { $lines += $answers } else { $lines += '- Answer: none yet.' }
}
$text = ($lines -join "`n") + "`n"
if ($Path) {
    $full = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    [IO.File]::WriteAllText($full, $text, (New-Object System.Text.UTF8Encoding $false))
} else { $text }
