#Requires -Version 5.1
<#
Discovery script of a configuration item for ConfigMgr: are client certificate mappings saved where IIS does not read them?
Writes one line, and exits with 0 in any case, since ConfigMgr takes another code for a script that could not be run:

    Compliant
    NonCompliant: ...     what is to be fixed
    Error: ...            why that is not known

Compliance rule: the value begins with Compliant. Changes nothing. It needs certlift.exe on the server and nothing else. Either
scripting host will do, but choose the 64-bit one: a 32-bit PowerShell sees another System32 and another "Program Files".
#>
param(
    [string] $Program = (Join-Path $(if ($env:ProgramW6432) { $env:ProgramW6432 } else { "$env:ProgramFiles" }) 'certlift\certlift.exe'),
    # For a try on a copy; without it, the live configuration.
    [string] $Target
)
# What a program says on standard error is no error of this script.
$ErrorActionPreference = 'Continue'

if (-not (Test-Path -LiteralPath $Program)) {
    "Error: there is no $Program on this server"
    exit 0
}
# A 32-bit process finds the configuration under Sysnative.
$system = if ([Environment]::Is64BitOperatingSystem -and -not [Environment]::Is64BitProcess) { 'Sysnative' } else { 'System32' }
if (-not $Target -and -not (Test-Path -LiteralPath "$env:windir\$system\inetsrv\config\applicationHost.config")) {
    'Compliant: there is no IIS on this server'
    exit 0
}
$arguments = @('check', '--quiet', '--color=never', '--only=misplaced-client-cert-mappings', '--wait=60')
if ($Target) { $arguments += $Target }
$said = @(& $Program @arguments 2>&1 | ForEach-Object { "$_".Trim() } | Where-Object { $_ })
switch ($LASTEXITCODE) {
    0 { 'Compliant' }
    1 { "NonCompliant: $($said[0])" }
    default { "Error: certlift check ended with ${_}: $($said[0])" }
}
exit 0
