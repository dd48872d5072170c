#Requires -Version 5.1
<#
Remediation script of a configuration item for ConfigMgr: lifts client certificate mappings to the site, where IIS reads them.
The original is backed up first; certlift undo takes the change back. What needs consent or a decision stays as it is. Writes
one line, and exits with 0 in any case, since ConfigMgr takes another code for a script that could not be run:

    Fixed: ...      also where there was nothing to fix
    NotFixed: ...   a person has to decide
    Error: ...      why nothing was changed

ConfigMgr runs it as SYSTEM, which may write the configuration. It needs certlift.exe on the server and nothing else. Choose the
64-bit scripting host.
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
$arguments = @('fix', '--quiet', '--color=never', '--only=misplaced-client-cert-mappings', '--wait=60')
if ($Target) { $arguments += $Target }
$said = @(& $Program @arguments 2>&1 | ForEach-Object { "$_".Trim() } | Where-Object { $_ })
switch ($LASTEXITCODE) {
    0 { 'Fixed: no mapping is saved where IIS does not read it' }
    1 { "NotFixed: $(@($said | Where-Object { $_ -match ': (error|warning): ' })[0]); run certlift diff on this server" }
    default { "Error: certlift fix ended with ${_}: $($said[0])" }
}
exit 0
