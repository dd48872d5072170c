#Requires -Version 7.0
# A fleet of hosts on this machine for the rollout: each an sshd on a loopback address of its own, with a home, a host key and
# an applicationHost.config of its own, and PowerShell as a subsystem. Should the tests be killed, the servers end by
# themselves after half an hour.

Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1')
$script:Shell = Join-Path (Get-Repository) 'build/tools/pwsh'
$script:Fleet = $null

function Find-Sshd { @(Get-Command sshd, /usr/sbin/sshd -ErrorAction SilentlyContinue)[0].Source }

function New-Fleet {
    $folder = Join-Path ([System.IO.Path]::GetTempPath()) "certlift-fleet-$PID-$(Get-Random)"
    [void] (New-Item -ItemType Directory -Path "$folder/bin")
    & ssh-keygen -q -t ed25519 -N '' -C fleet -f "$folder/user_key"
    Copy-Item (Get-TestProgram) "$folder/bin/certlift"
    if ((& id -u) -eq 0) { [void] (New-Item -ItemType Directory -Path /run/sshd -Force) }
    $script:Fleet = @{
        Folder = $folder
        # An address that is this process's own, so that several fleets can be up at once.
        Network = "127.$((($PID -shr 8) -band 127) + 1).$($PID -band 255)"
        Hosts  = [ordered]@{}
    }
    $script:Fleet
}

function Get-FleetFolder { param([string] $Name) Join-Path $script:Fleet.Folder $Name }
function Get-FleetConfig { param([string] $Name) Join-Path (Get-FleetFolder $Name) 'applicationHost.config' }

# The name by which the rollout reaches a host, and back.
function Get-FleetName { param([string[]] $Name) $Name | ForEach-Object { $script:Fleet.Hosts[$_].Remote } }
function Get-FleetShortName { param([string] $Remote) $script:Fleet.Hosts.Keys | Where-Object { $script:Fleet.Hosts[$_].Remote -eq $Remote } }

function Add-FleetHost {
    param([string] $Name, [string] $Fixture, [string] $Program)
    $folder = Get-FleetFolder $Name
    [void] (New-Item -ItemType Directory -Path "$folder/bin")
    $number = $script:Fleet.Hosts.Count + 11
    $address = "$($script:Fleet.Network).$number"
    $port = 22000 + $number
    if ($Fixture -eq 'malformed') { Get-Content (Get-Fixture shop) -TotalCount 20 | Set-Content "$folder/applicationHost.config" }
    else { [void] (Copy-Fixture $Fixture $folder) }
    Copy-Item "$folder/applicationHost.config" "$folder/original"
    [void] (New-Item -ItemType SymbolicLink -Path (Get-FleetFolder $address) -Target $folder)
    if ($Program) {
        [System.IO.File]::WriteAllText("$folder/bin/certlift", "#!/bin/sh`n$Program`nexec '$($script:Fleet.Folder)/bin/certlift' `"`$@`"`n")
        & chmod +x "$folder/bin/certlift"
    }
    else { [void] (New-Item -ItemType SymbolicLink -Path "$folder/bin/certlift" -Target "$($script:Fleet.Folder)/bin/certlift") }
    & ssh-keygen -q -t ed25519 -N '' -C $Name -f "$folder/host_key"
    Add-Content (Get-FleetFolder known_hosts) "[$address]:$port $(Get-Content "$folder/host_key.pub")"
    Set-Content "$folder/sshd_config" @"
ListenAddress $address
Port $port
HostKey $folder/host_key
AuthorizedKeysFile $($script:Fleet.Folder)/user_key.pub
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
StrictModes no
UsePAM no
PidFile none
SetEnv HOME=$folder POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off
Subsystem powershell $script:Shell -sshs -NoLogo
"@
    $script:Fleet.Hosts[$Name] = @{ Remote = "$(& id -un)@${address}:$port"; Address = $address; Port = $port; Process = $null }
    Start-FleetHost $Name
}

function Start-FleetHost {
    param([string] $Name)
    $folder = Get-FleetFolder $Name
    $log = "$folder/sshd.log"
    if (Test-Path $log) { Remove-Item $log }
    $arguments = '1800', (Find-Sshd), '-D', '-f', "$folder/sshd_config", '-E', $log
    $script:Fleet.Hosts[$Name].Process = Start-Process timeout -ArgumentList $arguments -PassThru
    foreach ($try in 1..100) {
        if ((Test-Path $log) -and (Select-String -LiteralPath $log -Pattern 'Server listening' -Quiet)) { return }
        Start-Sleep -Milliseconds 100
    }
    throw "the sshd of $Name did not start: $(Get-Content $log -Raw)"
}

# A process and all that it has started.
function Get-ProcessTree {
    param([int] $Id)
    $parents = @{}
    foreach ($folder in [System.IO.Directory]::GetDirectories('/proc')) {
        if ($folder -notmatch '/(\d+)$') { continue }
        $one = [int] $Matches[1]
        try { $text = [System.IO.File]::ReadAllText("$folder/stat") } catch { continue }
        $parents[$one] = [int] (($text -replace '^.*\) ').Split(' ')[1])
    }
    $found = [System.Collections.Generic.List[int]]::new()
    $found.Add($Id)
    for ($next = 0; $next -lt $found.Count; $next++) { foreach ($one in $parents.Keys) { if ($parents[$one] -eq $found[$next]) { $found.Add($one) } } }
    $found
}

# Ends a host with all of its connections.
function Stop-FleetHost {
    param([string] $Name)
    $process = $script:Fleet.Hosts[$Name].Process
    if (-not $process) { return }
    foreach ($id in (Get-ProcessTree $process.Id)) { Stop-Process -Id $id -Force -ErrorAction SilentlyContinue }
    $script:Fleet.Hosts[$Name].Process = $null
}

function Remove-Fleet {
    if (-not $script:Fleet) { return }
    foreach ($name in @($script:Fleet.Hosts.Keys)) { Stop-FleetHost $name }
    Remove-Item $script:Fleet.Folder -Recurse -Force -ErrorAction SilentlyContinue
    $script:Fleet = $null
}

# Answers http://127.0.0.1:PORT/ADDRESS for each host: 503 if it is changed and sick, and once for the one that is starting.
# Returns the port.
function Start-FleetSite {
    $probe = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
    $probe.Start()
    $port = $probe.LocalEndpoint.Port
    $probe.Stop()
    $site = [powershell]::Create()
    [void] $site.AddScript({
            param($folder, $port)
            $listener = [System.Net.HttpListener]::new()
            $listener.Prefixes.Add("http://127.0.0.1:$port/")
            $listener.Start()
            while ($true) {
                $context = $listener.GetContext()
                $at = $folder + $context.Request.Url.AbsolutePath
                if (-not (Test-Path "$at/original")) { $code = 404 }
                elseif ((Get-FileHash "$at/applicationHost.config").Hash -eq (Get-FileHash "$at/original").Hash) { $code = 204 }
                elseif (Test-Path "$at/sick") { $code = 503 }
                elseif (Test-Path "$at/starting") { $code = 503; Remove-Item "$at/starting" }
                else { $code = 204 }
                $context.Response.StatusCode = $code
                $context.Response.Close()
            }
        })
    [void] $site.AddArgument($script:Fleet.Folder).AddArgument($port)
    [void] $site.BeginInvoke()
    foreach ($try in 1..100) {
        try { [void] (Invoke-WebRequest "http://127.0.0.1:$port/none" -SkipHttpErrorCheck -TimeoutSec 5); return $port } catch { Start-Sleep -Milliseconds 100 }
    }
    throw "the site did not start: $($site.Streams.Error)"
}

# What every rollout over the fleet takes; a table for splatting.
function Get-FleetOption {
    $folder = $script:Fleet.Folder
    @{
        KeyFilePath      = "$folder/user_key"
        SSHOption        = @{ UserKnownHostsFile = "$folder/known_hosts"; GlobalKnownHostsFile = '/dev/null'; IdentitiesOnly = 'yes' }
        Target           = '~/applicationHost.config'
        ProgramPath      = '~/bin/certlift'
        ReportPath       = "$folder/report"
        HealthRetries    = 1
        HealthDelay      = 0
        OperationTimeout = 120
        Confirm          = $false
        # The host is sick only once it is changed.
        HealthScript     = {
            if ((Get-FileHash ~/applicationHost.config).Hash -eq (Get-FileHash ~/original).Hash) { return }
            Set-Content ~/checking x
            while (Test-Path ~/slow) { Start-Sleep -Milliseconds 100 }
            if (Test-Path ~/sick) { throw 'the site answers 503' }
        }
        Drain            = { param($name) Set-Content (Join-Path (Get-FleetFolder (Get-FleetShortName $name)) drained) x }
        Undrain          = { param($name) Remove-Item (Join-Path (Get-FleetFolder (Get-FleetShortName $name)) drained) }
    }
}

# --- what became of it ---

function Test-SameFile { param([string] $One, [string] $Other) (Get-Sha256 $One) -eq (Get-Sha256 $Other) }

# Byte for byte what it was, or what fix makes of that.
function Test-Old { param([string[]] $Name) -not ($Name | Where-Object { -not (Test-SameFile (Get-FleetConfig $_) (Get-FleetFolder "$_/original")) }) }
function Test-New {
    param([string[]] $Name)
    foreach ($one in $Name) {
        $wanted = Get-FleetFolder "$one/wanted"
        & (Get-TestProgram) fix -q --force -o $wanted (Get-FleetFolder "$one/original") 2>$null >$null
        if (-not (Test-SameFile (Get-FleetConfig $one) $wanted)) { return $false }
    }
    $true
}
function Get-Drained { Get-ChildItem $script:Fleet.Folder -Filter 'web*' -Directory | Where-Object { Test-Path "$($_.FullName)/drained" } | ForEach-Object Name }

# The outcome of each host, in the order of their names: "fixed, failed".
function Get-Outcome { param($Result, [string[]] $Name) @($Name | ForEach-Object { $remote = Get-FleetName $_; ($Result | Where-Object Host -EQ $remote).Outcome }) -join ', ' }
function Get-Why { param($Result, [string] $Name) $remote = Get-FleetName $Name; ($Result | Where-Object Host -EQ $remote).Why }
function Get-Record {
    param([string] $Name)
    $remote = Get-FleetName $Name
    (Get-Content "$($script:Fleet.Folder)/report/rollout.json" -Raw | ConvertFrom-Json).hosts | Where-Object host -EQ $remote
}

Export-ModuleMember -Function *
