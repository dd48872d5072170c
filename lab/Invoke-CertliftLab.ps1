#Requires -Version 5.1
<#
.SYNOPSIS
Runs the laboratory of certlift: the article and the open questions on a real IIS.
.DESCRIPTION
For a Windows Server (2016 to 2025) or Windows 11 that may be spoilt, from an elevated Windows PowerShell 5.1. Installs
IIS, makes certificates, accounts and sites, sends requests, compares the answers with what certlift has predicted, runs the
probes and the checks, and removes everything it has made, also after an error or Ctrl-C. lab/README.md says more.

The exit code: 0 if every answer was one that certlift had predicted, 1 if not, 2 if this machine is refused, 3 if the run
ended early, 4 if something could not be removed.
.PARAMETER ProgramPath
certlift.exe. Without it, the one beside this script or on PATH.
.PARAMETER ResultPath
The folder for the results, the traces and the log. It stays.
.PARAMETER Id
Only these probes and checks, as in U12 or W3. The article is always run.
.PARAMETER ArticleOnly
No probes and no checks.
.PARAMETER Force
Also on a machine with sites that the laboratory does not know.
.PARAMETER KeepFeatures
Does not uninstall what of IIS was installed.
.PARAMETER CleanUp
Removes what an earlier run has left, and does nothing else.
.PARAMETER TestsPath
certlift_tests.exe, for the check W1, which needs -SourcePath too.
.PARAMETER SourcePath
A source tree of certlift, for the checks W1 and W8.
.PARAMETER CurlPath
Another curl than the one of Windows, as one that speaks HTTP/2. It has to be one with Schannel.
.PARAMETER StandIn
For the tests of the laboratory: a module that stands in for Windows and IIS. Its results say so, and are refused
everywhere else.
.EXAMPLE
.\lab\Invoke-CertliftLab.ps1 -WhatIf
.EXAMPLE
.\lab\Invoke-CertliftLab.ps1 -ProgramPath C:\certlift\certlift.exe -Confirm:$false
.EXAMPLE
.\lab\Invoke-CertliftLab.ps1 -CleanUp
#>
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
param(
    [string] $ProgramPath, [string] $ResultPath = 'certlift-lab-results', [string[]] $Id, [switch] $ArticleOnly, [switch] $Force, [switch] $KeepFeatures, [switch] $CleanUp,
    [string] $TestsPath, [string] $SourcePath, [string] $CurlPath = 'curl.exe', [string] $StandIn
)
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'Lab.psm1') -Force
# Over -File a list comes as one word.
$Id = @($Id | ForEach-Object { $_ -split ',' } | Where-Object { $_ })
$plan = @(Get-LabPlan -Id $Id -ArticleOnly:$ArticleOnly)
if ($WhatIfPreference) {
    'What the laboratory would do on this machine:'
    Show-LabPlan $plan
    return
}

$options = @{ ResultPath = $ResultPath; Program = $ProgramPath; Curl = $CurlPath; TestsPath = $TestsPath; SourcePath = $SourcePath; KeepFeatures = $KeepFeatures }
if ($StandIn) {
    Import-Module (Resolve-Path -LiteralPath $StandIn).ProviderPath
    $options += Enable-StandIn
}
$hindrance = Get-LabHindrance
if ($hindrance) { Write-Host "The laboratory cannot run here: $hindrance."; exit 2 }
if (-not $options.Configuration) { $options.Configuration = Get-LabConfigurationPath }
if (-not $options.Program) {
    $options.Program = Join-Path $PSScriptRoot 'certlift.exe'
    if (-not (Test-Path -LiteralPath $options.Program)) { $options.Program = 'certlift.exe' }
}
# .NET has a current folder of its own, so every path is made a full one.
$options.ResultPath = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($ResultPath)
foreach ($name in 'TestsPath', 'SourcePath') { if ($options[$name]) { $options[$name] = (Resolve-Path -LiteralPath $options[$name]).ProviderPath } }
$lab = New-LabContext $options
$lab.Windows = Get-LabWindows

if (Test-Path -LiteralPath $lab.Record) {
    if (-not $CleanUp) { Write-Host "An earlier run is not finished ($($lab.Record)): run this script with -CleanUp first."; exit 2 }
    Read-LabRecord $lab
    # Whatever that run was told to leave out, this one knows every step.
    $plan = @(Get-LabPlan)
    if (-not $StandIn -and (Get-Module -ListAvailable WebAdministration)) { Import-Module WebAdministration }
    Undo-LabPlan $lab $plan
    exit (Complete-LabRun $lab)
}
if ($CleanUp) { Write-Host 'There is nothing to clean up.'; exit 0 }
$foreign = @(Get-LabForeignSite $lab)
if ($foreign -and -not $Force) {
    Write-Host "This machine has sites that the laboratory does not know ($($foreign -join ', ')). It is for machines that may be spoilt; -Force runs it all the same."
    exit 2
}
$taken = @(Get-LabTakenPort $lab)
if ($taken) { Write-Host "Something listens on the laboratory's ports already: $($taken -join ', ')."; exit 2 }
if (-not (Get-Command $lab.Program -ErrorAction SilentlyContinue)) { Write-Host "There is no $($lab.Program): name certlift.exe with -ProgramPath."; exit 2 }
if (-not $PSCmdlet.ShouldProcess("this machine ($($lab.Windows.Name))", 'install IIS, make certificates, accounts and sites, and remove them again')) { exit 2 }
[void] (New-Item -ItemType Directory -Path $lab.ResultPath -Force)
Invoke-LabPlan $lab $plan
exit (Complete-LabRun $lab)
