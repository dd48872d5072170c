#Requires -Version 5.1
# The article: mappings saved at the sub-application, so 401.2; lifted to the site, the mapped user; undone, 401.2 again.

# As the Configuration Editor of IIS Manager does it: everything is saved at the sub-application.
function Set-LabArticle {
    param($Lab)
    $site = "$($Lab.Prefix)article"
    $sub = "$site/Sub-Application"
    $security = 'system.webServer/security'
    $mapping = "$security/authentication/iisClientCertificateMappingAuthentication"
    $at = @{ PSPath = $script:LabServerPath }
    $set = @(
        @{ Location = $site; Filter = "$security/access"; Name = 'sslFlags'; Value = 'None' }
        @{ Location = $sub; Filter = "$security/access"; Name = 'sslFlags'; Value = 'Ssl,SslNegotiateCert,SslRequireCert' }
        @{ Location = $sub; Filter = "$security/authentication/anonymousAuthentication"; Name = 'enabled'; Value = $false }
        @{ Location = $sub; Filter = $mapping; Name = 'enabled'; Value = $true }
        @{ Location = $sub; Filter = $mapping; Name = 'manyToOneCertificateMappingsEnabled'; Value = $false }
    )
    foreach ($one in $set) { Invoke-LabPatiently { Set-WebConfigurationProperty @at @one } }
    foreach ($name in 'alice', 'bob') {
        $account = $Lab.Accounts[$name]
        $entry = @{ enabled = $true; userName = $account.User; password = $account.Password; certificate = (Get-LabBase64 $Lab $name) }
        Invoke-LabPatiently { Add-WebConfigurationProperty @at -Location $sub -Filter "$mapping/oneToOneMappings" -Name '.' -Value $entry }
    }
    Reset-LabPool $Lab
}

# The requests of the article, and those around them: with and without a certificate, both clients, both versions of TLS
# and of HTTP, bodies below and above uploadReadAheadSize.
function Get-LabArticleRequest {
    $sub = '/Sub-Application/page.htm'
    @(
        @{ Path = '/page.htm'; Scheme = 'http' }
        @{ Path = '/page.htm' }
        @{ Path = '/page.htm'; Certificate = 'alice' }
        @{ Path = $sub; Scheme = 'http' }
        @{ Path = $sub }
        @{ Path = $sub; Certificate = 'alice' }
        @{ Path = $sub; Certificate = 'bob' }
        @{ Path = $sub; Certificate = 'carol' }
        @{ Path = $sub; Certificate = 'alice'; Client = 'HttpClient' }
        @{ Path = $sub; Client = 'HttpClient' }
        @{ Path = $sub; Certificate = 'alice'; Tls = '1.3' }
        @{ Path = '/page.htm'; Tls = '1.3' }
        @{ Path = $sub; Certificate = 'alice'; Http = '2' }
        @{ Path = $sub; Certificate = 'alice'; Body = 40000 }
        @{ Path = $sub; Certificate = 'alice'; Body = 60000 }
    )
}

function Send-LabArticle {
    param($Lab, [string] $When, [int] $First = 0, [int] $Last = 99)
    foreach ($request in @(Get-LabArticleRequest)[$First..$Last]) {
        if (-not $request) { continue }
        if ($request.Tls -eq '1.3' -and $Lab.Windows.Like -in '2016', '2019') { continue }
        $answer = Send-LabRequest $Lab -Site article @request
        $answer['when'] = $When
        $Lab.Article += $answer
        Add-LabDifference $Lab $answer $When
    }
}

# The answer of the article itself: the sub-application, with alice's certificate.
function Get-LabArticleAnswer {
    param($Lab, [string] $When)
    $Lab.Article | Where-Object { $_.when -eq $When -and $_.client -eq $(if (Test-LabCurl $Lab) { 'curl' } else { 'HttpClient' }) -and $_.request -like "GET*Sub-Application*'alice'*TLS 1.2*HTTP/1.1" } | Select-Object -First 1
}

# Wanted: 401.2, or the account. Both the server and simulate have to say so, and freb by the trace.
function Assert-LabArticle {
    param($Lab, [string] $When, [string] $Wanted)
    $answer = Get-LabArticleAnswer $Lab $When
    $user = $Lab.Accounts['alice'].User
    $text = Get-LabAnswerText $answer
    $right = if ($Wanted -eq '401.2') { $answer.status -eq '401.2' } else { $answer.status -eq 'passed' -and ($answer.user -replace '^.*\\') -eq $user }
    if (-not $right) { $Lab.Differences += "$When`: the article expects $Wanted, the server answered $text" }
    if (@($answer.predicted).Count -ne 1) { $Lab.Differences += "$When`: certlift was not certain of the article's own request: $($answer.predicted -join ' or ')" }
    if (-not $answer.trace) { $Lab.Differences += "$When`: no trace was written for $($answer.request)"; return }
    $said = (Invoke-LabCertlift $Lab @('freb', $answer.trace, '--config', $Lab.Configuration) -Json).Document.logs[0]
    Write-LabLine $Lab "    freb: $($said.summary)"
    $verdict = if ($Wanted -eq '401.2') { 'no-user-set' } else { 'user-set' }
    if ($said.verdict -ne $verdict) { $Lab.Differences += "$When`: freb calls the trace '$($said.verdict)', not '$verdict': $($said.summary)" }
    if ($Wanted -eq '401.2' -and -not $said.cause) { $Lab.Differences += "$When`: freb does not name the misplaced section as the reason: $($said.summary)" }
    if ($Wanted -ne '401.2' -and "$($said.user)" -replace '^.*\\' -ne $user) { $Lab.Differences += "$When`: freb names the user '$($said.user)', not '$user'" }
}

function Test-LabCheck {
    param($Lab)
    $said = Invoke-LabCertlift $Lab (@('check') + @(Get-LabTarget $Lab) + @('--site', "$($Lab.Prefix)article")) -Json
    $rules = @($said.Document.targets[0].findings | ForEach-Object { $_.rule })
    Write-LabLine $Lab "    check: $($rules -join ', ')"
    if ('misplaced-client-cert-mappings' -notin $rules) { $Lab.Differences += "check: misplaced-client-cert-mappings is not among the findings: $($rules -join ', ')" }
}

# What logs counts has to be what was answered.
function Test-LabLogs {
    param($Lab)
    $said = Invoke-LabCertlift $Lab @('logs', $Lab.LogFolder, '--config', $Lab.Configuration, '-v')
    foreach ($line in $said.Lines) { Write-LabLine $Lab "    logs: $line" }
    if ($said.Code -notin 0, 1) { $Lab.Differences += "logs: ended with $($said.Code): $($said.Lines -join ' ')" }
    elseif (-not ($said.Lines -match '401\.2')) { $Lab.Differences += 'logs: the 401.2 before the fix is not counted' }
}

function Invoke-LabFix {
    param($Lab)
    $Lab['Before'] = Get-LabDigest $Lab
    $said = Invoke-LabCertlift $Lab (@('fix') + @(Get-LabTarget $Lab) + @('--site', "$($Lab.Prefix)article")) -Json
    $target = $said.Document.targets[0]
    if (-not $target.changed) { throw "fix has changed nothing: $($target.error.message)" }
    $Lab['Fixed'] = $target.backup
    Write-LabLine $Lab "    fix: change $($target.backup)"
    Reset-LabPool $Lab
}

# Also when the run was interrupted between fix and undo.
function Undo-LabFix {
    param($Lab)
    if (-not $Lab['Fixed']) { return }
    $said = Invoke-LabCertlift $Lab @('undo', $Lab.Configuration, $Lab.Fixed) -Json
    if ($said.Document.targets[0].error) { throw "undo: $($said.Document.targets[0].error.message)" }
    $Lab['Fixed'] = $null
}

function Get-LabDigest { param($Lab) (Get-FileHash -LiteralPath $Lab.Configuration -Algorithm SHA256).Hash }
