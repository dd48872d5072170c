#Requires -Version 7.0
# Stands in for Windows and IIS where there is none: functions named like the cmdlets that the laboratory calls, on a folder
# and a configuration of its own, and clients whose answers are what `certlift simulate` says. Nothing that comes out of it
# says anything about IIS.
using namespace System.Security.Cryptography
using namespace System.Security.Cryptography.X509Certificates

. (Join-Path $PSScriptRoot 'StandInIis.ps1')
. (Join-Path $PSScriptRoot 'StandInClient.ps1')

function Get-NewState { @{ Features = @(); Certificates = @(); Users = @(); Members = @(); Ssl = @{}; Shares = @{}; Calls = 0; FailAt = 0; After = $false; SleepAt = 0; Names = @(); Lie = $null; Busy = 0; Root = $null } }

# What the laboratory's entry script asks for. The environment says the rest, for runs in a process of their own.
function Enable-StandIn {
    param([string] $Root = $env:LAB_STANDIN_ROOT)
    $script:State = Get-NewState
    $script:State.Root = $Root
    [void] (New-Item -ItemType Directory -Path (Join-Path $Root 'inetsrv/config') -Force)
    $saved = Join-Path $Root 'state.xml'
    if (Test-Path $saved) { $script:State = Import-Clixml $saved }
    $script:State.FailAt = [int] $env:LAB_STANDIN_FAIL_AT
    $script:State.SleepAt = [int] $env:LAB_STANDIN_SLEEP_AT
    $script:State.Lie = $env:LAB_STANDIN_LIE
    $script:State.Calls = 0
    $replaced = Get-Replaced
    & (Get-Module Lab) { param($functions) foreach ($name in $functions.Keys) { Set-Item -Path "function:script:$name" -Value $functions[$name]; Set-Item -Path "function:global:$name" -Value $functions[$name] } } $replaced
    @{ StandIn = $true; Folder = (Join-Path $Root 'certlift-lab'); Configuration = (Join-Path $Root 'inetsrv/config/applicationHost.config') }
}

# Each change of the machine goes through here: it may fail, before its effect or after it, and is saved for the process
# that cleans up after a kill.
function Invoke-Effect {
    param([string] $Effect, [scriptblock] $Do)
    $script:State.Calls++
    $script:State.Names += $Effect
    $hit = $script:State.Calls -eq $script:State.FailAt
    if ($hit -and -not $script:State.After) { throw "the stand-in fails at $Effect" }
    & $Do
    Save-State
    if ($script:State.Calls -eq $script:State.SleepAt) { Set-Content (Join-Path $script:State.Root 'asleep') $Effect; Start-Sleep -Seconds 60 }
    if ($hit) { throw "the stand-in fails after $Effect" }
}

function Save-State { if ($env:LAB_STANDIN_ROOT) { $script:State | Export-Clixml (Join-Path $script:State.Root 'state.xml') } }

function Get-StandInState { $script:State }

# Everything that is there, as lines: what has to be the same before a run and after it.
function Get-StandInInventory {
    $state = $script:State
    $state.Features | ForEach-Object { "feature $_" }
    $state.Certificates | ForEach-Object { "certificate $($_.Store) $($_.Subject)" }
    $state.Users | ForEach-Object { "user $_" }
    $state.Members | ForEach-Object { "member $_" }
    $state.Ssl.Keys | ForEach-Object { "port $_ negotiate $($state.Ssl[$_].Negotiate)" }
    $state.Shares.Keys | ForEach-Object { "share $_" }
    Get-ChildItem $state.Root -Recurse -Force | Where-Object Name -NotIn 'applicationHost.config', 'state.xml', 'asleep' | ForEach-Object { "file $($_.FullName.Substring($state.Root.Length))" }
    $configuration = Join-Path $state.Root 'inetsrv/config/applicationHost.config'
    if (Test-Path $configuration) { "configuration $(([xml] (Get-Content $configuration -Raw)).OuterXml)" }
}

# Features.
function Get-WindowsFeature { param($Name) [pscustomobject] @{ Name = $Name; Installed = $Name -in $script:State.Features } }
function Install-WindowsFeature {
    param([string[]] $Name)
    Invoke-Effect 'Install-WindowsFeature' { $script:State.Features += $Name; New-StandInConfiguration }
    [pscustomobject] @{ Success = $true; RestartNeeded = 'No'; ExitCode = 'Success' }
}
function Uninstall-WindowsFeature {
    param([string[]] $Name, [switch] $Confirm)
    if ($Confirm) { throw 'there is nobody to ask' }
    Invoke-Effect 'Uninstall-WindowsFeature' {
        $script:State.Features = @($script:State.Features | Where-Object { $_ -notin $Name })
        if ('Web-Server' -in $Name) { Remove-Item (Join-Path $script:State.Root 'inetsrv/config/applicationHost.config') }
    }
    [pscustomobject] @{ Success = $true; RestartNeeded = 'Yes'; ExitCode = 'SuccessRestartRequired' }
}

# Accounts.
function New-LocalUser {
    param($Name, [securestring] $Password, $Description, [switch] $AccountNeverExpires, [switch] $PasswordNeverExpires)
    if (-not $Password.Length) { throw 'no password' }
    Invoke-Effect 'New-LocalUser' { $script:State.Users += $Name }
}
function Get-LocalUser { $script:State.Users | ForEach-Object { [pscustomobject] @{ Name = $_ } } }
function Remove-LocalUser {
    param($Name)
    Invoke-Effect 'Remove-LocalUser' {
        $script:State.Users = @($script:State.Users | Where-Object { $_ -ne $Name })
        $script:State.Members = @($script:State.Members | Where-Object { $_ -ne $Name })
    }
}
function Add-LocalGroupMember { param($SID, $Member) Invoke-Effect 'Add-LocalGroupMember' { $script:State.Members += $Member } }

# Certificates: real ones, in a store that is a list.
function New-SelfSignedCertificate {
    param($Type, $Subject, $CertStoreLocation, $DnsName, $Signer, $KeyUsage, [string[]] $TextExtension, [datetime] $NotBefore = (Get-Date).AddMinutes(-5), [datetime] $NotAfter)
    $key = [ECDsa]::Create([ECCurve]::CreateFromFriendlyName('nistP256'))
    $request = [CertificateRequest]::new([X500DistinguishedName]::new($Subject), $key, 'SHA256')
    foreach ($extension in $TextExtension) {
        if ($extension -match '^2\.5\.29\.19=') { $request.CertificateExtensions.Add([X509BasicConstraintsExtension]::new($true, $false, 0, $true)) }
        if ($extension -match '^2\.5\.29\.37=\{text\}(.*)$') {
            $uses = [OidCollection]::new()
            [void] $uses.Add([Oid]::new($Matches[1]))
            $request.CertificateExtensions.Add([X509EnhancedKeyUsageExtension]::new($uses, $false))
        }
    }
    $serial = [byte[]] (1..8 | ForEach-Object { Get-Random -Minimum 1 -Maximum 120 })
    $made = if ($Signer) {
        $made = $request.Create($Signer.SubjectName, [X509SignatureGenerator]::CreateForECDsa([ECDsaCertificateExtensions]::GetECDsaPrivateKey($Signer)), $NotBefore, $NotAfter, $serial)
        [ECDsaCertificateExtensions]::CopyWithPrivateKey($made, $key)
    } else { $request.CreateSelfSigned($NotBefore, $NotAfter) }
    Invoke-Effect 'New-SelfSignedCertificate' { Add-StoreEntry ($CertStoreLocation -replace '^Cert:\\') $made }
    $made
}
function Import-StandInCertificate { param($Path, $Store) Invoke-Effect 'Import-Certificate' { Add-StoreEntry $Store ([X509CertificateLoader]::LoadCertificateFromFile($Path)) } }
function Add-StoreEntry { param($Store, $Certificate) $script:State.Certificates += @{ Store = $Store; Subject = $Certificate.Subject; Thumbprint = $Certificate.Thumbprint; Raw = [Convert]::ToBase64String($Certificate.RawData) } }

# Shares, events, access control lists.
function New-SmbShare { param($Name, $Path, $FullAccess) Invoke-Effect 'New-SmbShare' { $script:State.Shares[$Name] = $Path } }
function Get-SmbShare { @($script:State.Shares.Keys) | ForEach-Object { [pscustomobject] @{ Name = $_ } } }
function Remove-SmbShare { param($Name, [switch] $Force) Invoke-Effect 'Remove-SmbShare' { $script:State.Shares.Remove($Name) } }
# A thread is there sooner than a process.
function Start-Job { param([scriptblock] $ScriptBlock, $Name, $ArgumentList) Start-ThreadJob -ScriptBlock $ScriptBlock -Name $Name -ArgumentList $ArgumentList }
function Get-WinEvent { [pscustomobject] @{ ProviderName = 'certlift'; Properties = @([pscustomobject] @{ Value = 'the stand-in writes no events' }) } }
function Get-Acl { [pscustomobject] @{ Sddl = 'the stand-in has none' } }

# The layer of the laboratory where there is no cmdlet to be named like.
function Get-Replaced {
    @{
        'Get-LabHindrance' = { }
        'Get-LabWindows' = { @{ Name = 'stand-in'; Build = 20348; Revision = 0; Like = '2022'; Server = $true } }
        'Get-LabIisVersion' = { 'stand-in' }
        'Test-LabCurl' = { $true }
        'Test-LabEncrypted' = { $true }
        'Get-LabIdentity' = { @{ Name = 'stand-in'; Sid = 'S-1-0-0' } }
        'Get-LabSharePath' = { param($Lab, $Name, $File) Join-Path $script:State.Shares["certlift-lab-$Name"] $File }
        'Get-LabStoreCertificate' = {
            param($Lab, $Store)
            foreach ($one in @($script:State.Certificates | Where-Object { $_.Store -eq $Store -and $_.Subject.StartsWith("CN=$($Lab.Prefix)") })) { [pscustomobject] $one }
        }
        'Remove-LabStoreCertificate' = {
            param($Store, $Certificate)
            Invoke-Effect 'Remove-Item Cert:' { $script:State.Certificates = @($script:State.Certificates | Where-Object { $_.Store -ne $Store -or $_.Thumbprint -ne $Certificate.Thumbprint }) }
        }
        'Add-LabTrust' = { param($Path) Import-StandInCertificate $Path 'LocalMachine\Root' }
        'Invoke-LabHttpClient' = { param($Lab, $Request) Get-StandInAnswer $Request $(if ($Request.Certificate) { $Lab.Certificates[$Request.Certificate].Thumbprint }) }
        'Invoke-LabProgram' = { param([string] $Name, [string[]] $Arguments, [switch] $Check) Invoke-StandInProgram $Name $Arguments }
    }
}
Export-ModuleMember -Function *
