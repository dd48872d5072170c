#Requires -Version 5.1
# A request, and what the server says of it: the status of the client, the sub-status and the user of the request log, and
# the trace. Each request has a number in its query, by which its line and its trace are found.

# Sends it, and gives Status ('401.2', 'passed', 'reset', or 'not sent' with a reason), User, Code, Win32, Trace, Predicted.
# About: what is asked with it, where that is not to be seen in the request.
function Send-LabRequest {
    param($Lab, [string] $Site = 'probe', [string] $Path = '/app/page.htm', [string] $Scheme = 'https', [string] $Certificate, [string] $Method, [string] $Tls = '1.2',
        [string] $Http = '1.1', [int] $Body, [switch] $Chunked, [string] $HostName, [string] $Server = 'localhost', [int] $Port, [string] $About, [ValidateSet('curl', 'HttpClient')] [string] $Client = 'curl')
    if (-not $Method) { $Method = 'GET'; if ($Body) { $Method = 'POST' } }
    if (-not $Port) { $Port = $Lab.Ports["$Site/$Scheme"] }
    $Lab.Number++
    $number = "$($Lab.RunId)-$($Lab.Number)"
    if ($Scheme -eq 'http') { $Tls = '' }
    $request = @{ Site = $Site; Plain = "${Scheme}://${Server}:$Port$Path"; Url = "${Scheme}://${Server}:$Port${Path}?lab=$number"; Certificate = $Certificate; Method = $Method; Tls = $Tls
        Http = $Http; Body = $Body; Chunked = [bool] $Chunked; HostName = $HostName; Port = $Port; Client = $Client }
    if ($Client -eq 'curl' -and -not (Test-LabCurl $Lab $(if ($Tls -eq '1.3') { 'TLS 1.3' } else { 'certificates' }))) { $Client = 'HttpClient'; $request.Client = $Client }
    $answer = [ordered]@{ request = Get-LabRequestText $request; client = $Client; status = 'not sent'; user = $null; code = 0; win32 = $null; http = $null; error = $null; trace = $null
        predicted = @(); as_predicted = $null }
    if ($About) { $answer['about'] = $About }
    if ($Client -eq 'HttpClient' -and $Tls -eq '1.3' -and -not (Test-LabHttpClientTls13)) {
        $answer.error = 'no client here speaks TLS 1.3'
        return $answer
    }
    if ($Http -eq '2' -and ($Client -ne 'curl' -or -not (Test-LabCurl $Lab 'HTTP/2'))) {
        $answer.error = 'no client here speaks HTTP/2; -CurlPath can name a curl that does'
        return $answer
    }
    $sent = if ($Client -eq 'curl') { Invoke-LabCurl $Lab $request } else { Invoke-LabHttpClient $Lab $request }
    $answer.code = $sent.Code
    $answer.http = $sent.Version
    $answer.error = $sent.Error
    # The page of the site, or the beginning of one about an error, which may quote the configuration.
    $content = "$($sent.Content)".Trim()
    $answer['content'] = Hide-LabSecret $Lab $content.Substring(0, [Math]::Min(200, $content.Length))
    if ($sent.Code -ne 0 -or $sent.Reset) {
        Add-LabRecordOf $Lab $answer $number
        Add-LabPrediction $Lab $answer $request
    }
    Write-LabLine $Lab ('    {0}: {1}{2}' -f $answer.request, (Get-LabAnswerText $answer), $(if ($answer.error) { " ($($answer.error))" }))
    $answer
}

function Get-LabRequestText {
    param($Request)
    $words = @($Request.Method, $Request.Plain)
    if ($Request.HostName) { $words += "for $($Request.HostName)" }
    if ($Request.Client -ne 'curl') { $words += "by $($Request.Client)" }
    if ($Request.Certificate) { $words += "with the certificate '$($Request.Certificate)'" } else { $words += 'without a certificate' }
    if ($Request.Tls) { $words += "TLS $($Request.Tls)" }
    $words += "HTTP/$($Request.Http)"
    if ($Request.Body) { $words += "$($Request.Body) bytes" }
    if ($Request.Chunked) { $words += 'chunked' }
    $words -join ', '
}

function Get-LabAnswerText {
    param($Answer)
    if ($Answer.status -ne 'passed') { return $Answer.status }
    if ($Answer.user) { "passed as $($Answer.user)" } else { 'passed as the anonymous user' }
}

# What the request log and the trace say of it. HTTP.sys writes the log late, unless it is told to.
function Add-LabRecordOf {
    param($Lab, $Answer, [string] $Number)
    if ($Answer.code -eq 0) { $Answer.status = 'reset' }
    $tries = 1
    if (-not $Lab.StandIn) { $tries = 20; if ($Answer.code -eq 0) { $tries = 4 } }
    $line = $null
    for ($try = 1; $try -le $tries -and -not $line; $try++) {
        if ($try -gt 1) { Start-Sleep -Milliseconds 250 }
        [void] (Invoke-LabProgram netsh.exe @('http', 'flush', 'logbuffer'))
        $line = Find-LabLogLine $Lab.LogFolder "lab=$Number"
    }
    if ($line) {
        $Answer.win32 = $line['sc-win32-status']
        $logged = "$($line['sc-status']).$($line['sc-substatus'])"
        # A server may end the connection while the body is still on its way, and log what it answered.
        if ($Answer.code -eq 0) { $Answer['logged'] = $logged } else {
            $Answer.status = $logged
            # The handler of files takes no POST: 405. It is asked after authentication and authorization, so the request got in.
            if ($line['sc-status'] -match '^2|^405') {
                $Answer.status = 'passed'
                $Answer.user = if ($line['cs-username'] -eq '-') { '' } else { $line['cs-username'] }
            }
        }
    } elseif ($Answer.code -ne 0) { $Answer.status = "$($Answer.code)" }
    $trace = Find-LabTrace $Lab.TraceFolder "lab=$Number"
    if (-not $trace -and $line -and -not $Lab.StandIn) { Start-Sleep -Milliseconds 1000; $trace = Find-LabTrace $Lab.TraceFolder "lab=$Number" }
    $Answer.trace = $trace
}

# The last line of the W3C logs with this query, by the names of its fields.
function Find-LabLogLine {
    param([string] $Folder, [string] $Query)
    foreach ($file in @(Get-ChildItem -LiteralPath $Folder -Recurse -Filter '*.log' -File)) {
        # The server goes on writing: read what it shares.
        $stream = New-Object System.IO.FileStream ($file.FullName, 'Open', 'Read', 'ReadWrite, Delete')
        $reader = New-Object System.IO.StreamReader $stream
        try {
            $fields = @()
            while ($null -ne ($line = $reader.ReadLine())) {
                if ($line.StartsWith('#Fields: ')) { $fields = $line.Substring(9).Trim() -split ' '; continue }
                if ($line -notmatch "(^| )$([regex]::Escape($Query))( |$)") { continue }
                $found = @{}
                $words = $line -split ' '
                for ($i = 0; $i -lt $fields.Count; $i++) { $found[$fields[$i]] = $words[$i] }
                return $found
            }
        } finally { $reader.Dispose() }
    }
}

function Find-LabTrace {
    param([string] $Folder, [string] $Query)
    foreach ($file in @(Get-ChildItem -LiteralPath $Folder -Recurse -Filter 'fr*.xml' -File | Sort-Object LastWriteTime -Descending)) {
        $stream = New-Object System.IO.FileStream ($file.FullName, 'Open', 'Read', 'ReadWrite, Delete')
        $reader = New-Object System.IO.StreamReader $stream
        try {
            $begin = New-Object char[] 2000
            $read = $reader.ReadBlock($begin, 0, 2000)
            if ((New-Object string ($begin, 0, $read)) -match "url=`"[^`"]*$([regex]::Escape($Query))`"") { return $file.FullName }
        } finally { $reader.Dispose() }
    }
}

# The AuthType of the first USER_SET of a trace.
function Get-LabAuthType {
    param([string] $Trace)
    if (-not $Trace) { return }
    $text = [IO.File]::ReadAllText($Trace)
    foreach ($part in ($text -split '</Event>')) {
        if ($part -match '<Opcode>USER_SET</Opcode>' -and $part -match '<Data Name="AuthType">([^<]*)</Data>') { return $Matches[1] }
    }
}
