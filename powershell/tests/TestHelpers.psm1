#Requires -Version 7.0
# What the tests share: the program, copies of configurations, and programs that stand in for certlift.

$script:Repository = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
$script:Program = if ($env:CERTLIFT) { $env:CERTLIFT } else { Join-Path $script:Repository 'build/release/certlift' }

function Get-Repository { $script:Repository }

function Get-TestProgram {
    if (-not (Test-Path -LiteralPath $script:Program)) { throw "there is no $($script:Program); scripts/build release certlift makes it" }
    $script:Program
}

# Loads the module, with the program of this build first on PATH.
function Import-TestModule {
    $folder = Split-Path -Parent (Get-TestProgram)
    if (($env:PATH -split ':')[0] -ne $folder) { $env:PATH = "${folder}:$env:PATH" }
    Import-Module (Join-Path $script:Repository 'powershell/Certlift/Certlift.psd1') -Global -Force
}

# The full path of a configuration of the repository.
function Get-Fixture {
    param([ValidateSet('shop', 'clean', 'refused', 'risky', 'sub-application')] [string] $Name)
    if ($Name -eq 'sub-application') { Join-Path $script:Repository 'examples/sub-application/applicationHost.config' }
    else { Join-Path $script:Repository "tests/cli/$Name.config" }
}

# A copy of it as FOLDER/applicationHost.config.
function Copy-Fixture {
    param([string] $Name, [string] $Folder)
    [void] (New-Item -ItemType Directory -Path $Folder -Force)
    $copy = Join-Path $Folder 'applicationHost.config'
    Copy-Item -LiteralPath (Get-Fixture $Name) -Destination $copy -Force
    $copy
}

# A program that answers --version and help as certlift does, and everything else with a shell script.
function New-StandIn {
    param([string] $Path, [string] $Body, [string] $Version = 'certlift 0.1.0')
    [System.IO.File]::WriteAllText($Path, @"
#!/bin/sh
case "`$1" in
  --version) echo '$Version'; exit;;
  help) exit 0;;
esac
$Body
"@)
    & chmod +x $Path
    $Path
}

# A document as certlift writes it, with this error of its one target.
function New-ErrorReport {
    param([string] $Code, [string] $Path, [int] $ExitCode, [string] $Message = 'it is so')
    @"
{"schema_version":1,"tool":"certlift","version":"0.1.0","command":"check","host":"WEB01","exit_code":$ExitCode,
 "targets":[{"path":"$($Path -replace '\\', '\\')","changed":false,"backup":null,"findings":[],
 "error":{"code":"$Code","path":"$($Path -replace '\\', '\\')","message":"$Message","line":7,"column":3}}]}
"@
}

function Get-Sha256 { param([string] $Path) (Get-FileHash -LiteralPath $Path -Algorithm SHA256).Hash.ToLowerInvariant() }

Export-ModuleMember -Function *
