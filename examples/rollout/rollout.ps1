#Requires -Version 5.1
<#
Fixes the live configuration of each server, wave by wave: with -ComputerName over WinRM, with -HostName over SSH. Looks at all
of them first, stops at the first that is not healthy afterwards, and undoes the change there. -WhatIf only looks.

    .\rollout.ps1 web01, web02 -HealthUrl 'https://{0}/health' -WhatIf

{0} is the server's name. Run it again to go on; with -Undo it goes back.
#>
[CmdletBinding(DefaultParameterSetName = 'ComputerName')]
param(
    [Parameter(Mandatory, Position = 0, ParameterSetName = 'ComputerName')] [string[]] $ComputerName,
    [Parameter(Mandatory, ParameterSetName = 'HostName')] [string[]] $HostName,
    [string] $HealthUrl,
    [switch] $Undo,
    [switch] $WhatIf
)
Import-Module (Join-Path $PSScriptRoot '../../powershell/Certlift') -ErrorAction Stop
Invoke-CertliftRollout @PSBoundParameters -Wave 1, 5, '20%' -ReportPath certlift-report -Confirm:$false -OutVariable hosts
if ($hosts.Outcome -match 'failed|refused' -or (-not $Undo -and $hosts.Outcome -contains 'undone')) { exit 1 }
