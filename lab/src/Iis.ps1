#Requires -Version 5.1
# Sites, applications, bindings and sections.

$script:LabServerPath = 'MACHINE/WEBROOT/APPHOST'
$script:LabAppId = '{6f3c1f1e-3a53-4c0e-9d0b-6c6572746c66}'

function Read-LabConfiguration { param($Lab) Invoke-LabPatiently { Read-LabDocument $Lab.Configuration } }

function Read-LabDocument {
    param([string] $Path)
    $document = New-Object System.Xml.XmlDocument
    $document.PreserveWhitespace = $true
    $document.Load($Path)
    $document
}

# Change gets the document.
function Edit-LabConfiguration {
    param($Lab, [scriptblock] $Change)
    Invoke-LabPatiently {
        $document = Read-LabDocument $Lab.Configuration
        & $Change $document
        Save-LabConfiguration $Lab $document
    }
}

# With a byte order mark only if there was one. In one call, so that the server hardly ever reads half a file.
function Save-LabConfiguration {
    param($Lab, $Document)
    $begin = [IO.File]::ReadAllBytes($Lab.Configuration)
    $mark = $begin.Length -gt 2 -and $begin[0] -eq 0xEF -and $begin[1] -eq 0xBB
    $whole = New-Object System.IO.MemoryStream
    $writer = New-Object System.IO.StreamWriter ($whole, (New-Object System.Text.UTF8Encoding $mark))
    $Document.Save($writer)
    $writer.Flush()
    [IO.File]::WriteAllBytes($Lab.Configuration, $whole.ToArray())
}

# A pool whose worker process ends before the next one begins, so that no request meets the old one; without a profile in
# C:\Users, which would stay; and which goes on when a probe makes it fail.
function New-LabPool {
    param($Lab, [string] $Name)
    $pool = "$($Lab.Prefix)$Name"
    Invoke-LabPatiently { [void] (New-WebAppPool -Name $pool) }
    Edit-LabConfiguration $Lab {
        param($document)
        $node = $document.SelectSingleNode("/configuration/system.applicationHost/applicationPools/add[@name='$pool']")
        foreach ($part in @('recycling', 'disallowOverlappingRotation', 'true'), @('processModel', 'loadUserProfile', 'false'), @('failure', 'rapidFailProtection', 'false')) {
            $child = $node.SelectSingleNode($part[0])
            if (-not $child) { $child = $node.AppendChild($document.CreateElement($part[0])) }
            $child.SetAttribute($part[1], $part[2])
        }
    }
}

# Pools forget logons, and read their configuration anew. One that is stopped cannot be restarted.
function Reset-LabPool {
    param($Lab)
    foreach ($pool in @($Lab.Pools)) {
        Invoke-LabPatiently { if ((Get-WebAppPoolState -Name $pool).Value -eq 'Stopped') { Start-WebAppPool -Name $pool } else { Restart-WebAppPool -Name $pool } }
    }
    if (-not $Lab.StandIn) { Start-Sleep -Milliseconds 1500 }
}

# A site with a page, one binding for http and one for https, and an application.
function New-LabSite {
    param($Lab, [string] $Name, [int] $Id, [int] $HttpPort, [int] $HttpsPort, [string] $Application)
    $site = "$($Lab.Prefix)$Name"
    $folder = New-LabContent $Lab $Name
    New-LabPool $Lab $Name
    $Lab.Pools += $site
    Invoke-LabPatiently { [void] (New-Website -Name $site -Id $Id -Port $HttpPort -PhysicalPath $folder -ApplicationPool $site) }
    Invoke-LabPatiently { [void] (New-WebBinding -Name $site -Protocol https -Port $HttpsPort -IPAddress '*' -SslFlags 0) }
    if ($Application) {
        $inside = New-LabContent $Lab "$Name-$Application"
        Invoke-LabPatiently { [void] (New-WebApplication -Name $Application -Site $site -PhysicalPath $inside -ApplicationPool $site) }
    }
    Set-LabBinding $Lab $HttpsPort
    Invoke-LabPatiently { if ((Get-WebsiteState -Name $site).Value -ne 'Started') { Start-Website -Name $site } }
}

function New-LabContent {
    param($Lab, [string] $Name)
    $folder = Join-Path (Join-Path $Lab.Folder 'content') $Name
    [void] (New-Item -ItemType Directory -Path $folder -Force)
    Set-Content -LiteralPath (Join-Path $folder 'default.htm') -Value "certlift-lab $Name" -Encoding ASCII
    Set-Content -LiteralPath (Join-Path $folder 'page.htm') -Value "certlift-lab $Name" -Encoding ASCII
    $folder
}

function Remove-LabSite {
    param($Lab, [string] $Name = '')
    # Without IIS there is none.
    if (-not (Test-Path -LiteralPath $Lab.Configuration)) { return }
    $begin = "$($Lab.Prefix)$Name"
    Invoke-LabAll {
        foreach ($site in @(Get-Website | Where-Object { $_.Name.StartsWith($begin) })) { Invoke-LabPatiently { Remove-Website -Name $site.Name } }
    }, {
        foreach ($pool in @(Get-LabPoolName $Lab | Where-Object { $_.StartsWith($begin) })) { Invoke-LabPatiently { Remove-WebAppPool -Name $pool } }
    }, { Clear-LabSection $Lab $Name }
    $Lab.Pools = @($Lab.Pools | Where-Object { -not $_.StartsWith($begin) })
    if ($Name) { foreach ($folder in $Name, "$Name-*") { Get-Item -Path (Join-Path (Join-Path $Lab.Folder 'content') $folder) -ErrorAction SilentlyContinue | ForEach-Object { Remove-LabFolder $_.FullName } } }
}

function Get-LabPoolName {
    param($Lab)
    $document = Read-LabConfiguration $Lab
    foreach ($pool in $document.SelectNodes('/configuration/system.applicationHost/applicationPools/add')) {
        if ($pool.GetAttribute('name').StartsWith($Lab.Prefix)) { $pool.GetAttribute('name') }
    }
}

# The certificate of HTTP.sys for a port. Revocation is not asked: the laboratory's authority publishes no list.
function Set-LabBinding {
    param($Lab, [int] $Port, [switch] $Negotiate)
    $answer = 'disable'
    if ($Negotiate) { $answer = 'enable' }
    Remove-LabBinding $Port
    [void] (Invoke-LabProgram netsh.exe @('http', 'add', 'sslcert', "ipport=0.0.0.0:$Port", "certhash=$($Lab.Certificates['server'].Thumbprint)", "appid=$script:LabAppId",
            'certstorename=MY', 'verifyclientcertrevocation=disable', "clientcertnegotiation=$answer") -Check)
    $Lab.Negotiated["$Port"] = [bool] $Negotiate
}

# Back to a binding that does not negotiate. After a kill there is no certificate for it any more, and it goes.
function Reset-LabBinding {
    param($Lab, [int] $Port)
    if ($Lab.Certificates['server']) { Set-LabBinding $Lab $Port } else { Remove-LabBinding $Port }
}

# netsh ends with 1 where there is none.
function Remove-LabBinding { param([int] $Port) [void] (Invoke-LabProgram netsh.exe @('http', 'delete', 'sslcert', "ipport=0.0.0.0:$Port")) }

# Writes the location tag SITE/PATH with this inside <system.webServer>. The same path again replaces it. That of the
# site says besides that every answer is traced.
function Set-LabSection {
    param($Lab, [string] $Site, [string] $Path, [string] $Xml)
    $location = "$($Lab.Prefix)$Site"
    if ($Path) { $location = "$location/$Path" } else { $Xml += Get-LabTraceRule }
    Edit-LabConfiguration $Lab {
        param($document)
        Remove-LabLocation $document { param($there) $there -eq $location }
        $tag = $document.CreateElement('location')
        $tag.SetAttribute('path', $location)
        $tag.InnerXml = "<system.webServer>$Xml</system.webServer>"
        [void] $document.DocumentElement.AppendChild($tag)
    }
}

function Remove-LabLocation {
    param($Document, [scriptblock] $Which)
    foreach ($tag in @($Document.SelectNodes('/configuration/location[@path]'))) {
        if (& $Which $tag.GetAttribute('path')) {
            $before = $tag.PreviousSibling
            if ($before -and $before.NodeType -in 'Whitespace', 'SignificantWhitespace') { [void] $Document.DocumentElement.RemoveChild($before) }
            [void] $Document.DocumentElement.RemoveChild($tag)
        }
    }
}

# Removes the location tags of the laboratory's sites.
function Clear-LabSection {
    param($Lab, [string] $Site = '')
    $begin = "$($Lab.Prefix)$Site"
    $document = Read-LabConfiguration $Lab
    if (-not @($document.SelectNodes('/configuration/location[@path]') | Where-Object { $_.GetAttribute('path').StartsWith($begin) })) { return }
    Edit-LabConfiguration $Lab { param($document) Remove-LabLocation $document { param($there) $there.StartsWith($begin) } }
}

# What a probe writes most: access flags, anonymous authentication, mappings, and anything else beside them.
function Get-LabSecurity {
    param([string] $Access, [string] $Anonymous, [string] $Mappings, [string] $Extra, [string] $Beside)
    $authentication = ''
    if ($Anonymous) { $authentication = "<anonymousAuthentication enabled=`"$Anonymous`" />" }
    $inside = ''
    if ($Access) { $inside = "<access sslFlags=`"$Access`" />" }
    "<security>$inside<authentication>$authentication$Mappings</authentication>$Extra</security>$Beside"
}

function Get-LabMappings {
    param([string] $OneToOne, [string] $ManyToOne, [string] $Enabled = 'true', [string] $More)
    $one = ''
    $many = ''
    if ($OneToOne) { $one = "<oneToOneMappings>$OneToOne</oneToOneMappings>" }
    if ($ManyToOne) { $many = "<manyToOneMappings>$ManyToOne</manyToOneMappings>" }
    "<iisClientCertificateMappingAuthentication enabled=`"$Enabled`" $More>$one$many</iisClientCertificateMappingAuthentication>"
}

# An entry of the one-to-one mappings: this certificate for this account.
function Get-LabOneToOne {
    param($Lab, [string] $Certificate, [string] $Account, [string] $User, [string] $Text)
    if (-not $Account) { $Account = $Certificate }
    if (-not $User) { $User = $Lab.Accounts[$Account].User }
    if (-not $Text) { $Text = Get-LabBase64 $Lab $Certificate }
    "<add enabled=`"true`" userName=`"$User`" password=`"$($Lab.Accounts[$Account].Password)`" certificate=`"$Text`" />"
}

# An entry of the many-to-one mappings. Rules: FIELD.SUBFIELD=pattern, as in Subject.O=certlift.
function Get-LabManyToOne {
    param($Lab, [string] $Name, [string] $Account, [string[]] $Rules, [string] $More)
    $inside = foreach ($rule in $Rules) {
        if ($rule -notmatch '^(\w+)\.(\w+)=(.*)$') { throw "no rule: $rule" }
        "<add certificateField=`"$($Matches[1])`" certificateSubField=`"$($Matches[2])`" matchCriteria=`"$($Matches[3])`" />"
    }
    $who = ''
    if ($Account) { $who = "userName=`"$($Lab.Accounts[$Account].User)`" password=`"$($Lab.Accounts[$Account].Password)`"" }
    $list = ''
    if ($inside) { $list = "<rules>$($inside -join '')</rules>" }
    "<add name=`"$Name`" $who $More>$list</add>"
}

# Logs and traces of a site go to the laboratory's folder; every answer is traced.
function Enable-LabTracing {
    param($Lab, [string] $Site)
    Edit-LabConfiguration $Lab {
        param($document)
        $node = $document.SelectSingleNode("/configuration/system.applicationHost/sites/site[@name='$($Lab.Prefix)$Site']")
        $log = $document.CreateElement('logFile')
        $log.SetAttribute('logFormat', 'W3C')
        $log.SetAttribute('directory', $Lab.LogFolder)
        $log.SetAttribute('logExtFileFlags', 'Date, Time, ClientIP, UserName, SiteName, ServerIP, Method, UriStem, UriQuery, HttpStatus, Win32Status, ServerPort, UserAgent, HttpSubStatus')
        $trace = $document.CreateElement('traceFailedRequestsLogging')
        $trace.SetAttribute('enabled', 'true')
        $trace.SetAttribute('directory', $Lab.TraceFolder)
        $trace.SetAttribute('maxLogFiles', '5000')
        foreach ($old in @($node.SelectNodes('logFile | traceFailedRequestsLogging'))) { [void] $node.RemoveChild($old) }
        [void] $node.AppendChild($trace)
        [void] $node.AppendChild($log)
    }
}

function Get-LabTraceRule {
    '<tracing><traceFailedRequests><add path="*"><traceAreas><add provider="WWW Server" areas="Authentication,Security,RequestNotifications" verbosity="Verbose" />' +
    '</traceAreas><failureDefinitions statusCodes="200,401,403,404,405,413,500" /></add></traceFailedRequests></tracing>'
}
