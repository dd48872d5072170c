#Requires -Version 5.1
# The clients: curl.exe, which uses Schannel, and HttpClient of .NET. Both give Code (0: no answer), Reset, Version, Error.
# A connection that the server has ended is a reset; a client that fails by itself has sent nothing.

# Whether this curl speaks HTTP/2 is in the list of its features.
function Test-LabCurlHttp2 {
    param($Lab)
    if ($null -eq $Lab.CurlHttp2) { $Lab.CurlHttp2 = [bool] ((Invoke-LabProgram $Lab.Curl @('--version')).Lines -match '^Features:.*\bHTTP2\b') }
    $Lab.CurlHttp2
}

function Test-LabCurl {
    param($Lab)
    if ($null -eq $Lab.HasCurl) { $Lab.HasCurl = [bool] (Get-Command $Lab.Curl -ErrorAction SilentlyContinue) }
    $Lab.HasCurl
}

function Invoke-LabCurl {
    param($Lab, $Request)
    $page = Join-Path $Lab.Folder 'answer.txt'
    $arguments = @('-sS', '-o', $page, '-w', '%{http_code} %{http_version}', '--max-time', '150', '--ssl-no-revoke', '-X', $Request.Method)
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

function Invoke-LabHttpClient {
    param($Lab, $Request)
    Add-Type -AssemblyName System.Net.Http
    $handler = New-Object System.Net.Http.HttpClientHandler
    # A connection of its own for each request, so that no certificate is there from an earlier one.
    $client = New-Object System.Net.Http.HttpClient $handler
    try {
        # Numbers, for an older .NET Framework has no name for TLS 1.3.
        if ($Request.Tls -eq '1.3') { $handler.SslProtocols = 12288 } elseif ($Request.Tls) { $handler.SslProtocols = 3072 }
        $handler.ClientCertificateOptions = 'Manual'
        if ($Request.Certificate) { [void] $handler.ClientCertificates.Add($Lab.Certificates[$Request.Certificate]) }
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
        while ($reason.InnerException) { $reason = $reason.InnerException }
        $ended = $reason -is [System.IO.IOException]
        if ($reason -is [System.Net.Sockets.SocketException]) { $ended = "$($reason.SocketErrorCode)" -in 'ConnectionReset', 'ConnectionAborted' }
        @{ Code = 0; Reset = $ended; Version = $null; Error = "HttpClient: $($reason.Message)"; Content = '' }
    } finally { $client.Dispose() }
}
