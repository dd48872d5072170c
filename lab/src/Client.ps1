#Requires -Version 5.1
# The clients: curl.exe, which uses Schannel, and HttpClient of .NET. Both give Code (0: no answer), Reset, Version, Error.
# A connection that the server has ended is a reset; a client that fails by itself has sent nothing.

# What a curl can do, by what it says of itself. Nothing if it does not serve: --cert takes a certificate of the store with
# Schannel alone, and before 7.77 Schannel showed any certificate that fits, also where none was named. Windows Server 2016
# has none at all, and those of before 7.85 end with the code of a reset where TLS 1.3 is wanted.
function Get-LabCurlAbility {
    param([string] $Said)
    if ($Said -notmatch '^curl (\d+\.\d+)\S* .* Schannel\b') { return }
    $version = [version] $Matches[1]
    if ($version -lt [version] '7.77') { return }
    'certificates'
    if ($version -ge [version] '7.85') { 'TLS 1.3' }
    if ($Said -match '(?m)^Features:.*\bHTTP2\b') { 'HTTP/2' }
}

function Test-LabCurl {
    param($Lab, [string] $For = 'certificates')
    if ($null -eq $Lab.CurlCan) {
        $Lab.CurlCan = @()
        # One with several implementations of TLS takes the one that the environment names.
        $env:CURL_SSL_BACKEND = 'schannel'
        if (Get-Command $Lab.Curl -ErrorAction SilentlyContinue) { $Lab.CurlCan = @(Get-LabCurlAbility ((Invoke-LabProgram $Lab.Curl @('--version')).Lines -join "`n")) }
    }
    $For -in $Lab.CurlCan
}

# .NET Framework has a name for TLS 1.3 since 4.8.
function Test-LabHttpClientTls13 { [Enum]::IsDefined([System.Security.Authentication.SslProtocols], 12288) }

function Invoke-LabCurl {
    param($Lab, $Request)
    $page = Join-Path $Lab.Folder 'answer.txt'
    # No .curlrc and no proxy.
    $arguments = @('-q', '--noproxy', 'localhost,127.0.0.1', '-sS', '-o', $page, '-w', '%{http_code} %{http_version}', '--max-time', '150', '--ssl-no-revoke', '-X', $Request.Method)
    if ($Request.Tls) { $arguments += "--tlsv$($Request.Tls)", '--tls-max', $Request.Tls }
    if ($Request.Http -eq '2') { $arguments += '--http2' } else { $arguments += '--http1.1' }
    if ($Request.Certificate) { $arguments += '--cert', "CurrentUser\MY\$($Lab.Certificates[$Request.Certificate].Thumbprint)" }
    if ($Request.HostName) { $arguments += '-H', "Host: $($Request.HostName)" }
    if ($Request.Body) {
        $body = Join-Path $Lab.Folder 'body.bin'
        [IO.File]::WriteAllBytes($body, (New-Object byte[] $Request.Body))
        # Without Expect the body is sent at once, as most clients do.
        $arguments += '-H', 'Expect:', '--data-binary', "@$body"
        if ($Request.Chunked) { $arguments += '-H', 'Transfer-Encoding: chunked' }
    }
    if (Test-Path -LiteralPath $page) { Remove-Item -LiteralPath $page }
    $ran = Invoke-LabProgram $Lab.Curl ($arguments + $Request.Url)
    $content = ''
    if (Test-Path -LiteralPath $page) { $content = Get-Content -LiteralPath $page -Raw }
    $answer = @{ Code = 0; Reset = $false; Version = $null; Error = $null; Content = "$content" }
    if ("$($ran.Lines[-1])" -match '(\d{3}) ([\d.]+)$') { $answer.Code = [int] $Matches[1]; $answer.Version = $Matches[2] }
    if ($ran.Code -ne 0 -and $answer.Code -eq 0) {
        $answer.Error = "curl ended with $($ran.Code): $($ran.Lines[0])"
        # TLS ended, empty reply, cannot send, cannot receive, HTTP/2 framing and streams: see curl's list of exit codes.
        $answer.Reset = $ran.Code -in 35, 52, 55, 56, 16, 92
    }
    $answer
}

# Before .NET Framework 4.7.1, as on Windows Server 2016, WebRequestHandler alone takes client certificates, and
# ServicePointManager alone the version of TLS.
function New-LabHandler {
    param($Lab, $Request)
    Add-Type -AssemblyName System.Net.Http
    if ($PSVersionTable.PSEdition -eq 'Desktop') {
        Add-Type -AssemblyName System.Net.Http.WebRequest
        $handler = New-Object System.Net.Http.WebRequestHandler
    } else { $handler = New-Object System.Net.Http.HttpClientHandler }
    $handler.UseProxy = $false
    $handler.ClientCertificateOptions = 'Manual'
    if ($Request.Certificate) { [void] $handler.ClientCertificates.Add($Lab.Certificates[$Request.Certificate]) }
    if ($Request.Tls) {
        $version = 3072
        if ($Request.Tls -eq '1.3') { $version = 12288 }
        if ($handler.PSObject.Properties['SslProtocols']) { $handler.SslProtocols = $version } else { [System.Net.ServicePointManager]::SecurityProtocol = $version }
    }
    $handler
}

function Invoke-LabHttpClient {
    param($Lab, $Request)
    # A connection of its own for each request, so that no certificate is there from an earlier one.
    $client = New-Object System.Net.Http.HttpClient (New-LabHandler $Lab $Request)
    try {
        $client.Timeout = [TimeSpan]::FromSeconds(150)
        $message = New-Object System.Net.Http.HttpRequestMessage ((New-Object System.Net.Http.HttpMethod $Request.Method), $Request.Url)
        if ($Request.HostName) { $message.Headers.Host = $Request.HostName }
        $message.Headers.ConnectionClose = $true
        if ($Request.Body) {
            $message.Content = New-Object System.Net.Http.ByteArrayContent (, (New-Object byte[] $Request.Body))
            $message.Headers.ExpectContinue = $false
            if ($Request.Chunked) { $message.Headers.TransferEncodingChunked = $true }
        }
        $response = $client.SendAsync($message).GetAwaiter().GetResult()
        @{ Code = [int] $response.StatusCode; Reset = $false; Version = "$($response.Version)"; Error = $null; Content = $response.Content.ReadAsStringAsync().GetAwaiter().GetResult() }
    } catch {
        $reason = $_.Exception
        $ended = Test-LabConnectionEnd $reason
        while ($reason.InnerException) {
            $reason = $reason.InnerException
            $ended = $ended -or (Test-LabConnectionEnd $reason)
        }
        @{ Code = 0; Reset = $ended; Version = $null; Error = "HttpClient: $($reason.Message)"; Content = '' }
    } finally { $client.Dispose() }
}

# Whether this says that the server has ended the connection. .NET Framework says it by the status of a WebException.
function Test-LabConnectionEnd {
    param($Reason)
    if ($Reason -is [System.Net.WebException]) { return "$($Reason.Status)" -in 'ConnectionClosed', 'ReceiveFailure', 'SendFailure', 'KeepAliveFailure' }
    if ($Reason -is [System.Net.Sockets.SocketException]) { return "$($Reason.SocketErrorCode)" -in 'ConnectionReset', 'ConnectionAborted' }
    $Reason -is [System.IO.IOException]
}
