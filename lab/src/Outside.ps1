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

# Does it again, for some seconds, where the error says that it will pass: another process holds the file or has just
# changed it, or IIS has not noticed yet. Nothing has been changed then.
function Invoke-LabPatiently {
    param([scriptblock] $Do)
    for ($try = 1; ; $try++) {
        try { return & $Do } catch {
            if ($try -ge 40 -or -not (Test-LabPassing $_.Exception)) { throw }
            Start-Sleep -Milliseconds 250
        }
    }
}

# 0x80070020: held by another process; 0x800710D8, 0x80070425, 0x80070426: the object or the service is not there yet.
function Test-LabPassing {
    param($Reason)
    for (; $Reason; $Reason = $Reason.InnerException) {
        if ($Reason -is [System.IO.FileNotFoundException] -or $Reason -is [System.IO.DirectoryNotFoundException]) { return $false }
        # What WebAdministration cannot commit is a FileLoadException, which is an IOException; half a file is no XML.
        if ($Reason -is [System.IO.IOException] -or $Reason -is [System.Xml.XmlException]) { return $true }
        if (('{0:X8}' -f $Reason.HResult) -in '80070020', '800710D8', '80070425', '80070426') { return $true }
    }
    $false
}

# Why the laboratory cannot run on this machine; nothing if it can.
function Get-LabHindrance {
    if ($env:OS -ne 'Windows_NT') { return 'this is not Windows' }
    if (-not [Environment]::Is64BitProcess) { return 'this PowerShell is a 32-bit process, which sees another System32; start the 64-bit one' }
    if ($PSVersionTable.PSVersion.Major -ne 5) { return 'the module WebAdministration is of Windows PowerShell 5.1; start powershell.exe, not pwsh.exe' }
    $me = New-Object Security.Principal.WindowsPrincipal ([Security.Principal.WindowsIdentity]::GetCurrent())
    if (-not $me.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) { return 'this PowerShell is not elevated; start it as administrator' }
    if ((Get-LabWindows).Build -lt 14393) { return 'this Windows is older than Windows Server 2016' }
    if ((Get-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\ProductOptions').ProductType -eq 'LanmanNT') { return 'this is a domain controller, which has no local accounts' }
}

function Get-LabWindows {
    $key = Get-ItemProperty 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
    # Windows 11 calls itself Windows 10 in the registry, so the build is what counts.
    $build = [int] $key.CurrentBuildNumber
    $like = '2016'
    if ($build -ge 26100) { $like = '2025' } elseif ($build -ge 20348) { $like = '2022' } elseif ($build -ge 17763) { $like = '2019' }
    $name = "$($key.ProductName)"
    if ($build -ge 22000 -and $name -like 'Windows 10*') { $name = $name -replace '^Windows 10', 'Windows 11' }
    @{ Name = $name; Build = $build; Revision = [int] $key.UBR; Like = $like; Server = ("$($key.InstallationType)" -ne 'Client') }
}

function Get-LabIisVersion {
    $key = Get-ItemProperty 'HKLM:\SOFTWARE\Microsoft\InetStp' -ErrorAction SilentlyContinue
    if ($key) { "$($key.MajorVersion).$($key.MinorVersion)" } else { 'none' }
}

function Get-LabConfigurationPath { Join-Path $env:windir 'System32\inetsrv\config\applicationHost.config' }

# With those above them, which are installed with them and are uninstalled with them.
function Get-LabFeatureName {
    if ((Get-LabWindows).Server) {
        'Web-Server', 'Web-WebServer', 'Web-Common-Http', 'Web-Default-Doc', 'Web-Static-Content', 'Web-Health', 'Web-Http-Logging', 'Web-Http-Tracing',
        'Web-Security', 'Web-Filtering', 'Web-Url-Auth', 'Web-Cert-Auth', 'Web-Mgmt-Tools', 'Web-Scripting-Tools'
    } else {
        'IIS-WebServerRole', 'IIS-WebServer', 'IIS-CommonHttpFeatures', 'IIS-DefaultDocument', 'IIS-StaticContent', 'IIS-HealthAndDiagnostics', 'IIS-HttpLogging', 'IIS-HttpTracing',
        'IIS-Security', 'IIS-RequestFiltering', 'IIS-URLAuthorization', 'IIS-IISCertificateMappingAuthentication', 'IIS-WebServerManagementTools', 'IIS-ManagementScriptingTools'
    }
}

function Test-LabFeature {
    param([string] $Name)
    if ((Get-LabWindows).Server) { return [bool] (Get-WindowsFeature -Name $Name).Installed }
    "$((Get-WindowsOptionalFeature -Online -FeatureName $Name).State)" -eq 'Enabled'
}

# This and the next give whether Windows wants a restart.
function Install-LabFeature {
    param([string[]] $Name)
    # Without -All a feature whose parent is off is refused.
    if (-not (Get-LabWindows).Server) { return Test-LabRestart (Enable-WindowsOptionalFeature -Online -FeatureName $Name -All -NoRestart) }
    $done = Install-WindowsFeature -Name $Name
    if (-not $done.Success) { throw "Windows could not install the features ($($done.ExitCode))" }
    Test-LabRestart $done
}

function Uninstall-LabFeature {
    param([string[]] $Name)
    $there = @($Name | Where-Object { Test-LabFeature $_ })
    if (-not $there) { return $false }
    if (-not (Get-LabWindows).Server) { return Test-LabRestart (Disable-WindowsOptionalFeature -Online -FeatureName $there -NoRestart) }
    $done = Uninstall-WindowsFeature -Name $there -Confirm:$false
    if (-not $done.Success) { throw "Windows could not uninstall the features ($($done.ExitCode))" }
    Test-LabRestart $done
}

# Yes, Maybe and No on a server, true and false on a client.
function Test-LabRestart { param($Done) [bool] @($Done | Where-Object { $_ -and "$($_.RestartNeeded)" -notin 'No', 'False' }).Count }

# Names of sites that the laboratory has not made, besides the one that comes with IIS and is as it came.
function Get-LabForeignSite {
    param($Lab)
    if (-not (Test-Path -LiteralPath $Lab.Configuration)) { return }
    $document = Read-LabConfiguration $Lab
    foreach ($site in $document.SelectNodes('/configuration/system.applicationHost/sites/site')) {
        $name = $site.GetAttribute('name')
        if (-not $name.StartsWith($Lab.Prefix) -and -not (Test-LabDefaultSite $site)) { $name }
    }
}

# One application in inetpub\wwwroot, with nothing but the page that says hello, on port 80.
function Test-LabDefaultSite {
    param($Site)
    $folders = @($Site.SelectNodes('application/virtualDirectory'))
    $bindings = @($Site.SelectNodes('bindings/binding'))
    if ($Site.GetAttribute('name') -ne 'Default Web Site' -or $folders.Count -ne 1 -or $bindings.Count -ne 1 -or $bindings[0].GetAttribute('bindingInformation') -ne '*:80:') { return $false }
    $folder = [Environment]::ExpandEnvironmentVariables($folders[0].GetAttribute('physicalPath'))
    if ($folder -notmatch '\\inetpub\\wwwroot$') { return $false }
    -not (Test-Path -LiteralPath $folder) -or -not @(Get-ChildItem -LiteralPath $folder | Where-Object { $_.Name -notin 'iisstart.htm', 'iisstart.png', 'aspnet_client' })
}

# The ports of the laboratory on which something listens.
function Get-LabTakenPort {
    param($Lab)
    $taken = @([System.Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().GetActiveTcpListeners() | ForEach-Object { $_.Port })
    $Lab.Ports.Values | Where-Object { $_ -in $taken } | Sort-Object
}

# Who runs this: Name, and Sid.
function Get-LabIdentity {
    $me = [Security.Principal.WindowsIdentity]::GetCurrent()
    @{ Name = $me.Name; Sid = $me.User.Value }
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
