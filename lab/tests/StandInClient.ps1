#Requires -Version 7.0
# The part of the stand-in that answers requests: as simulate says of its configuration, with a line in the request log and
# a trace, made from those of the tests.

function Invoke-StandInCurl {
    param([string[]] $Arguments)
    $request = @{ Url = $Arguments[-1]; Method = 'GET'; Tls = ''; Http = '1.1'; HostName = ''; Body = 0 }
    $thumbprint = $null
    for ($i = 0; $i -lt $Arguments.Count - 1; $i++) {
        $next = $Arguments[$i + 1]
        switch -Regex -CaseSensitive ($Arguments[$i]) {
            '^-X$' { $request.Method = $next }
            '^-o$' { $page = $next }
            '^--tls-max$' { $request.Tls = $next }
            '^--http2$' { $request.Http = '2' }
            '^--cert$' { $thumbprint = $next -replace '^.*\\' }
            '^-H$' { if ($next -match '^Host: (.*)$') { $request.HostName = $Matches[1] } }
            '^--data-binary$' { $request.Body = (Get-Item $next.Substring(1)).Length }
        }
    }
    $answer = Get-StandInAnswer $request $thumbprint
    if (-not $answer.Code) { return @{ Code = 56; Lines = @('curl: (56) the stand-in resets the connection', '000 0') } }
    Set-Content $page $answer.Content
    @{ Code = 0; Lines = @("$($answer.Code) $($answer.Version)") }
}

# The same question twice, from the stand-in and from the laboratory, is asked once.
$script:Said = @{}
function Invoke-StandInSimulate {
    param([string] $Program, [string[]] $Arguments)
    $words = foreach ($word in $Arguments) { if ($word -like '*.cer') { (Get-FileHash $word).Hash } else { $word } }
    $key = "$((Get-FileHash (Get-ConfigurationPath)).Hash) $(($words | Sort-Object) -join ' ')"
    if (-not $script:Said.ContainsKey($key)) { $script:Said[$key] = @{ Lines = @(& $Program @Arguments 2>&1 | ForEach-Object { "$_" }); Code = $LASTEXITCODE } }
    $script:Said[$key]
}

function Get-StandInAnswer {
    param($Request, [string] $Thumbprint)
    $url = [uri] $Request.Url
    $named = $url.AbsoluteUri -replace '\?.*$'
    if ($Request.HostName) { $named = $named -replace '//[^:/]+', "//$($Request.HostName)" }
    $arguments = @('simulate', (Get-ConfigurationPath), '--format', 'json', '--url', $named, '--method', $Request.Method, '--http', $Request.Http, '--windows', '2022')
    if ($Request.Tls) { $arguments += '--tls', $Request.Tls }
    if ($Request.Body) { $arguments += '--body', $Request.Body }
    if ($url.Scheme -eq 'https') { $arguments += '--negotiated', $(if ($script:State.Ssl["0.0.0.0:$($url.Port)"].Negotiate) { 'yes' } else { 'no' }) }
    if ($Thumbprint) {
        $file = Join-Path $script:State.Root 'shown.cer'
        [IO.File]::WriteAllBytes($file, [Convert]::FromBase64String(@($script:State.Certificates | Where-Object Thumbprint -EQ $Thumbprint)[0].Raw))
        $arguments += '--certificate', $file
    } else { $arguments += '--no-certificate' }
    $said = (Invoke-StandInSimulate $env:CERTLIFT $arguments).Lines -join "`n" | ConvertFrom-Json
    if ($Thumbprint) { Remove-Item $file }
    if ($said.error) { throw "the stand-in cannot answer: $($said.error.message)" }
    $outcome = $said.requests[0].now.outcomes[0]
    $status = $outcome.status
    if ($script:State.Lie -and $url.AbsolutePath -like $script:State.Lie -and $Thumbprint) { $status = '403.7' }
    $version = if ($Request.Http -eq '2') { '2' } else { '1.1' }
    # The handler of files takes GET and HEAD.
    $code, $sub = if ($status -ne 'passed') { "$status.0" -split '\.' | Select-Object -First 2 } elseif ($Request.Method -eq 'POST') { '405', '0' } else { '200', '0' }
    $content = Add-StandInRecord $url $said.requests[0].site $code $sub "$($outcome.user)"
    if ($status -in 'reset', 'refused') { return @{ Code = 0; Reset = $true; Version = $null; Error = 'the stand-in resets the connection'; Content = '' } }
    @{ Code = [int] $code; Reset = $false; Version = $version; Error = $null; Content = $content }
}

# A line in the request log and a trace, where the site has them; gives the site's page.
function Add-StandInRecord {
    param([uri] $Url, [string] $Site, [string] $Code, [string] $Sub, [string] $User)
    $node = ([xml] (Get-Content (Get-ConfigurationPath) -Raw)).SelectSingleNode("//sites/site[@name='$Site']")
    if (-not $node) { return '' }
    $id = $node.GetAttribute('id')
    if ($Code -notmatch '^\d') { return '' }
    if ($node.logFile) {
        $folder = New-Item -ItemType Directory -Path (Join-Path $node.logFile.directory "W3SVC$id") -Force
        $file = Join-Path $folder 'u_ex.log'
        if (-not (Test-Path $file)) { Set-Content $file '#Software: stand-in', '#Version: 1.0', '#Fields: date time s-sitename cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip sc-status sc-substatus sc-win32-status' }
        $now = (Get-Date).ToUniversalTime().ToString('yyyy-MM-dd HH:mm:ss')
        Add-Content $file "$now W3SVC$id GET $($Url.AbsolutePath) $($Url.Query.TrimStart('?')) $($Url.Port) $(if ($User) { $User } else { '-' }) 127.0.0.1 $Code $Sub 0"
    }
    if ($node.traceFailedRequestsLogging -and ("$Code.$Sub" -eq '401.2' -or ($Code -in '200', '405' -and $User))) {
        $folder = New-Item -ItemType Directory -Path (Join-Path $node.traceFailedRequestsLogging.directory "W3SVC$id") -Force
        $made = Get-Content (Join-Path $PSScriptRoot "../../tests/cli/trace-$(if ($User) { 'mapped' } else { 'failing' }).xml") -Raw
        $made = $made.Replace('https://portal.example/Sub-Application/', $Url.AbsoluteUri).Replace('Pingu-IIS.Local-User', $User).Replace('siteId="1"', "siteId=`"$id`"")
        $made = $made.Replace('<Data Name="SiteId">1<', "<Data Name=`"SiteId`">$id<") -replace 'appPoolId="[^"]*"', "appPoolId=`"$Site`""
        Set-Content (Join-Path $folder ('fr{0:d6}.xml' -f (1 + @(Get-ChildItem $folder -Filter 'fr*.xml').Count))) $made
    }
    Get-Content (Join-Path $node.SelectSingleNode('application/virtualDirectory').GetAttribute('physicalPath') 'page.htm') -Raw
}
