#Requires -Version 5.1
# The laboratory's functions. What touches the machine is in src/Outside.ps1, src/Certificates.ps1, src/Iis.ps1 and
# src/Client.ps1, so that the tests can put a stand-in there.
$ErrorActionPreference = 'Stop'
$script:LabFolder = $PSScriptRoot
foreach ($part in 'Outside', 'Certificates', 'Iis', 'Client', 'Requests', 'Predict', 'Run', 'Plan', 'Article', 'Experiments', 'Windows') {
    . (Join-Path (Join-Path $PSScriptRoot 'src') "$part.ps1")
}
Export-ModuleMember -Function *
