#Requires -Version 5.1
# The machine: programs, versions, features, folders, accounts.

# Runs a program; gives its exit code and its lines, both streams in one.
function Invoke-LabProgram {
    param([string] $Name, [string[]] $Arguments, [switch] $Check)
    $path = $Name
    if ($Name -eq 'appcmd.exe') { $path = Join-Path $env:windir 'System32\inetsrv\appcmd.exe' }
    # Under 5.1 a line on standard error would be an error of its own.
    $ErrorActionPreference = 'Continue'
    $global:LASTEXITCODE = -1
    $lines = @(& $path @Arguments 2>&1 | ForEach-Object { "$_" })
    $code = $LASTEXITCODE
    $ErrorActionPreference = 'Stop'
    if ($Check -and $code -ne 0) { throw "$Name $($Arguments -join ' ') ended with $code`: $($lines -join ' ')" }
    @{ Code = $code; Lines = $lines }
}

# Why the laboratory cannot run on this machine; nothing if it can.
function Get-LabHindrance {
    if ($env:OS -ne 'Windows_NT') { return 'this is not Windows' }
    if (-not [Environment]::Is64BitProcess) { return 'this PowerShell is a 32-bit process, which sees another System32; start the 64-bit one' }
    if ($PSVersionTable.PSVersion.Major -ne 5) { return 'the module WebAdministration is of Windows PowerShell 5.1; start powershell.exe, not pwsh.exe' }
    $me = New-Object Security.Principal.WindowsPrincipal ([Security.Principal.WindowsIdentity]::GetCurrent())
    if (-not $me.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) { return 'this PowerShell is not elevated; start it as administrator' }
    if ((Get-LabWindows).Build -lt 14393) { return 'this Windows is older than Windows Server 2016' }
}

function Get-LabWindows {
    $key = Get-ItemProperty 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
    # Windows 11 calls itself Windows 10 in the registry, so the build is what counts.
    $build = [int] $key.CurrentBuildNumber
    $like = '2016'
    if ($build -ge 26100) { $like = '2025' } elseif ($build -ge 20348) { $like = '2022' } elseif ($build -ge 17763) { $like = '2019' }
    @{ Name = "$($key.ProductName)"; Build = $build; Revision = [int] $key.UBR; Like = $like; Server = ("$($key.InstallationType)" -ne 'Client') }
}

function Get-LabIisVersion {
    $key = Get-ItemProperty 'HKLM:\SOFTWARE\Microsoft\InetStp' -ErrorAction SilentlyContinue
    if ($key) { "$($key.MajorVersion).$($key.MinorVersion)" } else { 'none' }
}

function Get-LabConfigurationPath { Join-Path $env:windir 'System32\inetsrv\config\applicationHost.config' }

function Get-LabFeatureName {
    if ((Get-LabWindows).Server) {
        'Web-Server', 'Web-Default-Doc', 'Web-Static-Content', 'Web-Http-Logging', 'Web-Http-Tracing', 'Web-Filtering', 'Web-Url-Auth', 'Web-Cert-Auth', 'Web-Scripting-Tools'
    } else {
        'IIS-WebServerRole', 'IIS-WebServer', 'IIS-DefaultDocument', 'IIS-StaticContent', 'IIS-HttpLogging', 'IIS-HttpTracing', 'IIS-RequestFiltering',
        'IIS-URLAuthorization', 'IIS-IISCertificateMappingAuthentication', 'IIS-ManagementScriptingTools'
    }
}

function Test-LabFeature {
    param([string] $Name)
    if ((Get-LabWindows).Server) { return [bool] (Get-WindowsFeature -Name $Name).Installed }
    "$((Get-WindowsOptionalFeature -Online -FeatureName $Name).State)" -eq 'Enabled'
}

function Install-LabFeature {
    param([string[]] $Name)
    if ((Get-LabWindows).Server) { [void] (Install-WindowsFeature -Name $Name) }
    else { [void] (Enable-WindowsOptionalFeature -Online -FeatureName $Name -NoRestart) }
}

function Uninstall-LabFeature {
    param([string[]] $Name)
    $there = @($Name | Where-Object { Test-LabFeature $_ })
    if (-not $there) { return }
    if ((Get-LabWindows).Server) { [void] (Uninstall-WindowsFeature -Name $there) }
    else { [void] (Disable-WindowsOptionalFeature -Online -FeatureName $there -NoRestart) }
}

# Names of sites that the laboratory has not made, besides the one that comes with IIS.
function Get-LabForeignSite {
    param($Lab)
    if (-not (Test-Path -LiteralPath $Lab.Configuration)) { return }
    $document = Read-LabConfiguration $Lab
    foreach ($site in $document.SelectNodes('/configuration/system.applicationHost/sites/site')) {
        $name = $site.GetAttribute('name')
        if ($name -ne 'Default Web Site' -and -not $name.StartsWith($Lab.Prefix)) { $name }
    }
}

function Grant-LabFolder {
    param([string] $Path, [string] $Identity, [string] $Right)
    [void] (Invoke-LabProgram icacls.exe @($Path, '/grant', "*${Identity}:(OI)(CI)$Right") -Check)
}

function New-LabAccount {
    param($Lab, [string] $Name)
    $account = @{ User = "$($Lab.Prefix)$Name"; Password = 'Lab1-' + [Guid]::NewGuid().ToString('N').Substring(0, 20) + '-aZ' }
    $secure = New-Object System.Security.SecureString
    foreach ($letter in $account.Password.ToCharArray()) { $secure.AppendChar($letter) }
    [void] (New-LocalUser -Name $account.User -Password $secure -Description 'made by certlift lab, may be removed' -AccountNeverExpires -PasswordNeverExpires)
    # A member of Users may log on over the network.
    Add-LocalGroupMember -SID 'S-1-5-32-545' -Member $account.User
    $Lab.Accounts[$Name] = $account
}

function Remove-LabAccount {
    param($Lab)
    foreach ($user in @(Get-LocalUser | Where-Object { $_.Name.StartsWith($Lab.Prefix) })) { Remove-LocalUser -Name $user.Name }
    $Lab.Accounts.Clear()
}
