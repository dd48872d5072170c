#Requires -Version 5.1
# certlift: what it says, and whether that is what came.

# Gives Code and, with -Json, Document.
function Invoke-LabCertlift {
    param($Lab, [string[]] $Arguments, [switch] $Json)
    if ($Json) { $Arguments += '--format', 'json' }
    # Into a pipe it writes UTF-8, whatever the code page of the console is; without a console there is none to be set.
    $encoding = [Console]::OutputEncoding
    try { [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false } catch [System.IO.IOException] { $encoding = $null }
    try { $ran = Invoke-LabProgram $Lab.Program $Arguments } finally { if ($encoding) { [Console]::OutputEncoding = $encoding } }
    $result = @{ Code = $ran.Code; Lines = $ran.Lines; Document = $null }
    if ($Json) {
        $text = $ran.Lines -join "`n"
        $begin = $text.IndexOf('{')
        if ($begin -lt 0) { throw "certlift $($Arguments -join ' ') ended with $($ran.Code) and without a document: $text" }
        # A line on standard error may stand behind it.
        $result.Document = $text.Substring($begin, $text.LastIndexOf('}') - $begin + 1) | ConvertFrom-Json
    }
    $result
}

# The live file needs no name; a command that takes it as live says so by itself.
function Get-LabTarget { param($Lab) if ($Lab.StandIn) { $Lab.Configuration } }

function Get-LabSimulateArguments {
    param($Lab, $Request)
    $url = $Request.Plain
    if ($Request.HostName) { $url = $url -replace '//[^:/]+', "//$($Request.HostName)" }
    $arguments = @('simulate') + @(Get-LabTarget $Lab) + @('--url', $url, '--method', $Request.Method, '--http', $Request.Http, '--windows', $Lab.Windows.Like)
    if ($Request.Certificate) { $arguments += '--certificate', (Join-Path $Lab.Folder "$($Request.Certificate).cer") } else { $arguments += '--no-certificate' }
    if ($Request.Tls) { $arguments += '--tls', $Request.Tls }
    if ($Request.Body) { $arguments += '--body', "$($Request.Body)" }
    if ($Request.Plain.StartsWith('https')) { $arguments += '--negotiated', $(if ($Lab.Negotiated["$($Request.Port)"]) { 'yes' } else { 'no' }) }
    $arguments
}

# What simulate says of the request, and whether the answer is one of that. A second site or address is not asked about
# by name here: the lines of the answer tell.
function Add-LabPrediction {
    param($Lab, $Answer, $Request)
    try { $said = (Invoke-LabCertlift $Lab (Get-LabSimulateArguments $Lab $Request) -Json).Document } catch { $Answer['not_predicted'] = "$_"; return }
    if ($said.error) { $Answer['not_predicted'] = $said.error.message; return }
    $now = $said.requests[0].now
    $Answer.predicted = @($now.outcomes | ForEach-Object { if ($_.status -eq 'passed') { if ($_.user) { "passed as $($_.user)" } else { 'passed as the anonymous user' } } else { $_.status } })
    $Answer['grade'] = $now.grade
    $Answer['not_known'] = @($now.stages | ForEach-Object { $_.not_known } | Where-Object { $_ })
    $Answer.as_predicted = [bool] @($now.outcomes | Where-Object { Test-LabOutcome $_ $Answer }).Count
}

# A user in a request log may have a domain in front of it that the configuration has not.
function Test-LabOutcome {
    param($Outcome, $Answer)
    if ($Outcome.status -eq 'passed') {
        if ($Answer.status -ne 'passed') { return $false }
        $seen = "$($Answer.user)"
        if ("$($Outcome.user)" -notmatch '\\') { $seen = $seen -replace '^.*\\' }
        return $seen -eq "$($Outcome.user)"
    }
    if ($Outcome.status -in $Answer.status, $Answer['logged']) { return $true }
    # HTTP.sys answers without a sub-status, and certlift may leave it open.
    if ($Answer.status -match '\.' -and $Outcome.status -match '\.') { return $false }
    $Answer.status -match '^\d' -and ($Answer.status -replace '\..*$') -eq ($Outcome.status -replace '\..*$')
}

# The answers of which certlift said something else.
function Add-LabDifference {
    param($Lab, $Answer, [string] $Where)
    if ($Answer.as_predicted -eq $false) {
        $Lab.Differences += "$Where`: $($Answer.request): certlift said $($Answer.predicted -join ' or '), the server answered $(Get-LabAnswerText $Answer)"
    } elseif ($Answer.status -eq 'not sent' -and "$($Answer.error)" -notlike 'no client here*') {
        $Lab.Differences += "$Where`: $($Answer.request): it could not be sent, so nothing was compared: $($Answer.error)"
    } elseif ($Answer.Contains('not_predicted')) {
        $Lab.Differences += "$Where`: $($Answer.request): certlift had no prediction: $($Answer.not_predicted)"
    }
}
