# The part of the stand-in that is WebAdministration, netsh.exe and appcmd.exe: they write its applicationHost.config.
#Requires -Version 7.0

function Get-ConfigurationPath { Join-Path $script:State.Root 'inetsrv/config/applicationHost.config' }

function Edit-StandIn {
    param([string] $Edit, [scriptblock] $Change)
    # As when another process has just written the file.
    if ($script:State.Busy -gt 0) {
        $script:State.Busy--
        throw [IO.FileLoadException]::new('Cannot commit configuration changes because the file has changed on disk')
    }
    Invoke-Effect $Edit {
        $document = [xml]::new()
        $document.Load((Get-ConfigurationPath))
        . $Change
        $document.Save((Get-ConfigurationPath))
    }
}

function New-StandInConfiguration {
    if (Test-Path (Get-ConfigurationPath)) { return }
    $native = 'RequestFilteringModule', 'UrlAuthorizationModule', 'AnonymousAuthenticationModule', 'IISCertificateMappingAuthenticationModule', 'StaticFileModule'
    Set-Content (Get-ConfigurationPath) -NoNewline -Value @"
<?xml version="1.0" encoding="UTF-8"?>
<configuration>
  <configProtectedData><providers><add name="IISWASOnlyCngProvider" type="" /></providers></configProtectedData>
  <system.applicationHost>
    <applicationPools><add name="DefaultAppPool" /></applicationPools>
    <sites>
      <site name="Default Web Site" id="1">
        <application path="/" applicationPool="DefaultAppPool"><virtualDirectory path="/" physicalPath="C:\inetpub\wwwroot" /></application>
        <bindings><binding protocol="http" bindingInformation="*:80:" /></bindings>
      </site>
    </sites>
  </system.applicationHost>
  <system.webServer>
    <globalModules>$($native | ForEach-Object { "<add name=`"$_`" image=`"$_.dll`" />" })</globalModules>
    <modules>$($native | ForEach-Object { "<add name=`"$_`" />" })</modules>
    <security><access sslFlags="None" /><authentication><anonymousAuthentication enabled="true" userName="IUSR" /></authentication></security>
  </system.webServer>
</configuration>
"@
}

function New-Part { param($Document, $Parent, [string] $Name, [System.Collections.IDictionary] $Values) $part = $Document.CreateElement($Name); foreach ($key in $Values.Keys) { $part.SetAttribute($key, "$($Values[$key])") }; [void] $Parent.AppendChild($part); $part }

function New-WebAppPool { param($Name) Edit-StandIn 'New-WebAppPool' { [void] (New-Part $document $document.SelectSingleNode('//applicationPools') 'add' @{ name = $Name }) } }
function Remove-WebAppPool { param($Name) Edit-StandIn 'Remove-WebAppPool' { $node = $document.SelectSingleNode("//applicationPools/add[@name='$Name']"); [void] $node.ParentNode.RemoveChild($node) } }
function Get-WebAppPoolState { [pscustomobject] @{ Value = 'Started' } }
function Get-WebsiteState { [pscustomobject] @{ Value = 'Started' } }
function Restart-WebAppPool { param($Name) if (-not ([xml] (Get-Content (Get-ConfigurationPath) -Raw)).SelectSingleNode("//applicationPools/add[@name='$Name']")) { throw "no pool $Name" } }

function New-Website {
    param($Name, $Id, $Port, $PhysicalPath, $ApplicationPool)
    Edit-StandIn 'New-Website' {
        $site = New-Part $document $document.SelectSingleNode('//sites') 'site' ([ordered] @{ name = $Name; id = $Id })
        $application = New-Part $document $site 'application' ([ordered] @{ path = '/'; applicationPool = $ApplicationPool })
        [void] (New-Part $document $application 'virtualDirectory' ([ordered] @{ path = '/'; physicalPath = $PhysicalPath }))
        [void] (New-Part $document (New-Part $document $site 'bindings' @{}) 'binding' ([ordered] @{ protocol = 'http'; bindingInformation = "*:${Port}:" }))
    }
}
function Get-Website { foreach ($site in ([xml] (Get-Content (Get-ConfigurationPath) -Raw)).SelectNodes('//sites/site')) { [pscustomobject] @{ Name = $site.GetAttribute('name') } } }
function Remove-Website { param($Name) Edit-StandIn 'Remove-Website' { $node = $document.SelectSingleNode("//sites/site[@name='$Name']"); [void] $node.ParentNode.RemoveChild($node) } }
function New-WebBinding {
    param($Name, $Protocol, $Port, $IPAddress, $SslFlags)
    Edit-StandIn 'New-WebBinding' { [void] (New-Part $document $document.SelectSingleNode("//sites/site[@name='$Name']/bindings") 'binding' ([ordered] @{ protocol = $Protocol; bindingInformation = "${IPAddress}:${Port}:"; sslFlags = $SslFlags })) }
}
function New-WebApplication {
    param($Name, $Site, $PhysicalPath, $ApplicationPool)
    Edit-StandIn 'New-WebApplication' {
        $application = New-Part $document $document.SelectSingleNode("//sites/site[@name='$Site']") 'application' ([ordered] @{ path = "/$Name"; applicationPool = $ApplicationPool })
        [void] (New-Part $document $application 'virtualDirectory' ([ordered] @{ path = '/'; physicalPath = $PhysicalPath }))
    }
}

# The element of a filter such as system.webServer/security/access in a location tag, which is made if it is not there.
function Get-Section {
    param($Document, [string] $Location, [string] $Filter)
    $node = $Document.SelectSingleNode("/configuration/location[@path='$Location']")
    if (-not $node) { $node = New-Part $Document $Document.DocumentElement 'location' @{ path = $Location } }
    foreach ($name in $Filter -split '/') {
        $next = $node.SelectSingleNode($name)
        if (-not $next) { $next = New-Part $Document $node $name @{} }
        $node = $next
    }
    $node
}
function ConvertTo-ConfigurationText { param($Value) if ($Value -is [bool]) { "$Value".ToLowerInvariant() } else { "$Value" -replace ',(?=\S)', ', ' } }
function Set-WebConfigurationProperty {
    param($PSPath, $Location, $Filter, $Name, $Value)
    Edit-StandIn 'Set-WebConfigurationProperty' { (Get-Section $document $Location $Filter).SetAttribute($Name, (ConvertTo-ConfigurationText $Value)) }
}
function Add-WebConfigurationProperty {
    param($PSPath, $Location, $Filter, $Name, $Value)
    Edit-StandIn 'Add-WebConfigurationProperty' {
        $entry = New-Part $document (Get-Section $document $Location $Filter) 'add' @{}
        foreach ($key in $Value.Keys) { $entry.SetAttribute($key, $(if ($key -eq 'password') { $Value[$key] } else { ConvertTo-ConfigurationText $Value[$key] })) }
    }
}

function Invoke-StandInProgram {
    param([string] $Name, [string[]] $Arguments)
    switch ($Name) {
        'icacls.exe' { Invoke-Effect 'icacls' { }; return @{ Code = 0; Lines = @() } }
        'cipher.exe' { return @{ Code = 0; Lines = @() } }
        'netsh.exe' { return Invoke-StandInNetsh $Arguments }
        'appcmd.exe' { return Invoke-StandInAppcmd $Arguments }
        'curl.exe' { return Invoke-StandInCurl $Arguments }
    }
    # What is left is certlift.
    if ($Arguments[0] -eq 'simulate') { return Invoke-StandInSimulate $Name $Arguments }
    $lines = @(& $Name @Arguments 2>&1 | ForEach-Object { "$_" })
    @{ Code = $LASTEXITCODE; Lines = $lines }
}

function Invoke-StandInNetsh {
    param([string[]] $Arguments)
    $values = @{}
    foreach ($word in $Arguments) { if ($word -match '^(\w+)=(.*)$') { $values[$Matches[1]] = $Matches[2] } }
    $code = 0
    switch ($Arguments[1]) {
        'add' { if (-not $values.certhash) { return @{ Code = 1; Lines = @('The parameter is incorrect.') } }; Invoke-Effect 'netsh add' { $script:State.Ssl[$values.ipport] = @{ Negotiate = $values.clientcertnegotiation -eq 'enable' } } }
        'delete' { if ($script:State.Ssl.ContainsKey($values.ipport)) { Invoke-Effect 'netsh delete' { $script:State.Ssl.Remove($values.ipport) } } else { $code = 1 } }
    }
    @{ Code = $code; Lines = @() }
}

# certlift lays out backups for appcmd on Windows only; here its own are shown as such.
function Invoke-StandInAppcmd {
    param([string[]] $Arguments)
    $folder = Join-Path (Split-Path (Get-ConfigurationPath)) '.certlift'
    if ($Arguments[0] -eq 'list') { return @{ Code = 0; Lines = @(Get-ChildItem $folder -Directory | ForEach-Object { "BACKUP `"certlift-$($_.Name)`"" }) } }
    Copy-Item (Join-Path $folder ($Arguments[2] -replace '^certlift-') 'applicationHost.config') (Get-ConfigurationPath)
    @{ Code = 0; Lines = @() }
}
