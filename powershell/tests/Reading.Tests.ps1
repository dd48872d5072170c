#Requires -Version 7.0
# The functions that only read: findings, differences, effective values, requests.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1') -Force
    Import-TestModule
    $shop = Get-Fixture shop
    $example = Get-Fixture sub-application
}

Describe 'Get-CertliftFinding' {
    It 'gives out one object for each finding of the report' {
        $report = & (Get-TestProgram) check --format json $example | ConvertFrom-Json
        $findings = @(Get-CertliftFinding $example)
        $findings.Rule | Should -Be $report.targets[0].findings.rule
        $findings.Line | Should -Be $report.targets[0].findings.line
        $findings.Message | Should -Be $report.targets[0].findings.message
        $findings[0].PSTypeNames | Should -Contain 'Certlift.Finding'
    }
    It 'says of a fix what it is' {
        $finding = Get-CertliftFinding $shop -Only misplaced-client-cert-mappings
        $finding.Fix | Should -Be "lift the mappings of 'Shop/Partners' to the site 'Shop'"
        $finding.Safety | Should -Be 'safe'
        $finding.Fixable | Should -BeTrue
        $finding.Applied | Should -BeFalse
    }
    It 'says what needs consent and what is refused' {
        (Get-CertliftFinding (Get-Fixture risky)).Risks | Should -Contain 'widens-access'
        $refused = Get-CertliftFinding (Get-Fixture refused) | Where-Object Refusal
        $refused.Refusal | Should -BeLike '*has the name of another rule*'
        $refused.Fixable | Should -BeFalse
    }
    It 'gives the commands of a remedy' {
        (Get-CertliftFinding $example | Where-Object Rule -EQ late-certificate-request).Remedy | Should -BeLike 'netsh http show sslcert*'
    }
    It 'takes files from the pipeline, and -Target for -Path' {
        Get-CertliftFinding -Target $shop | Should -Not -BeNullOrEmpty
        Get-Item $shop, $example | Get-CertliftFinding | Select-Object -ExpandProperty Path -Unique | Should -Be $shop, $example
    }
    It 'takes a link for itself, and not for where it leads' {
        $link = New-Item -ItemType SymbolicLink -Path (Join-Path $TestDrive 'link.config') -Target $shop
        ($link | Get-CertliftFinding).Path | Should -Be $link.FullName
    }
    It 'takes names from the pipeline' {
        $shop, $example | Get-CertliftFinding | Select-Object -ExpandProperty Path -Unique | Should -Be $shop, $example
    }
    It 'passes on each option' {
        $echo = New-StandIn (Join-Path $TestDrive 'words') 'printf "%s\n" "$@" >&2; exit 2'
        $said = Get-CertliftFinding $shop -ProgramPath $echo -Accept a, b -Site 'S 1' -Only r -Skip q -WindowsVersion 2022 -WebConfig -Map 'C:\=/mnt/c' `
            -Schema schema -Express -Wait 3 -ErrorAction SilentlyContinue -Verbose 4>&1
        $words = $said | ForEach-Object { "$_" }
        foreach ($word in '--accept=a', '--accept=b', '--site=S 1', '--only=r', '--skip=q', '--windows=2022', '--web-config', '--map=C:\=/mnt/c',
            "--schema=$((Get-Location).ProviderPath)/schema", '--express', '--wait=3', $shop) { $words | Should -Contain $word }
    }
    It 'leaves out a switch that is off' {
        Get-CertliftFinding $shop -WebConfig:$false | Should -Not -BeNullOrEmpty
    }
    It 'reads well as a table' {
        $text = Get-CertliftFinding $shop | Out-String -Width 120
        $text | Should -Match 'Severity +Line What is wrong, and the rule'
        $text | Should -Match 'error +22 the client certificate mappings of'
        ($text -replace '\s+', ' ') | Should -BeLike '*`[misplaced-client-cert-mappings`]*'
    }
    It 'reads well as text' {
        "$(Get-CertliftFinding $shop)" | Should -Match 'shop\.config:22:11: error: .*\[misplaced-client-cert-mappings\]$'
    }
}

Describe 'Compare-CertliftConfiguration' {
    BeforeAll { $difference = Compare-CertliftConfiguration $shop }
    It 'holds the difference, with passwords masked' {
        $difference.Changed | Should -BeTrue
        $difference.Difference | Should -BeLike '*+*<iisClientCertificateMappingAuthentication*'
        $difference.Difference | Should -BeLike '*password="`*`*`* (secret 2)"*'
        $difference.Difference | Should -Not -BeLike '*Spring2019*'
    }
    It 'holds who gets in afterwards' {
        $difference.Effect | Should -HaveCount 1
        $difference.Effect.Now | Should -Be '401.2'
        $difference.Effect.After | Should -Be 'SHOP\partner'
    }
    It 'reads well' {
        $text = $difference | Out-String
        $text | Should -BeLike '*Effect:*https://localhost/Partners with *: 401.2 -> SHOP\partner*'
    }
    It 'goes by consent' {
        (Compare-CertliftConfiguration (Get-Fixture risky)).Changed | Should -BeFalse
        (Compare-CertliftConfiguration (Get-Fixture risky) -Accept widens-access).Effect | Should -Not -BeNullOrEmpty
    }
    It 'says what is left' {
        (Compare-CertliftConfiguration $example).Left.Rule | Should -Be 'late-certificate-request'
        (Compare-CertliftConfiguration (Get-Fixture clean)).Left | Should -BeNullOrEmpty
    }
    It 'shows a file once, however many findings lead to it' {
        @(Get-CertliftFinding $example | Compare-CertliftConfiguration) | Should -HaveCount 1
    }
    It 'does without the effect where the program cannot tell it' {
        $program = New-StandIn (Join-Path $TestDrive 'nosim') "[ `"`$1`" != simulate ] || exit 2; exec '$(Get-TestProgram)' `"`$@`""
        $without = Compare-CertliftConfiguration $shop -ProgramPath $program -ErrorVariable problems
        $without.Difference | Should -Be $difference.Difference
        $without.Effect | Should -BeNullOrEmpty
        $problems | Should -BeNullOrEmpty
    }
    It 'writes nothing' {
        $copy = Copy-Fixture shop "$TestDrive/compare"
        [void] (Compare-CertliftConfiguration $copy)
        Get-Sha256 $copy | Should -Be (Get-Sha256 $shop)
        Get-ChildItem "$TestDrive/compare" -Force | Should -HaveCount 1
    }
}

Describe 'Get-CertliftEffective' {
    It 'gives the values of a section with their lines' {
        $value = Get-CertliftEffective $shop Shop/Partners -Section access
        $value.Name | Should -Be 'sslFlags'
        $value.Value | Should -Be 'Ssl, SslNegotiateCert, SslRequireCert'
        $value.Line | Should -Be 18
        $value.Read | Should -BeTrue
    }
    It 'says what is not read, and why' {
        $values = Get-CertliftEffective $shop Shop/Partners -Section iisClientCertificateMappingAuthentication | Where-Object { -not $_.Read }
        ($values | Where-Object Name -EQ enabled).Why | Should -Contain 'below the site'
        $entry = $values | Where-Object Name -EQ manyToOneMappings/add
        $entry.Attributes.userName | Should -Be 'SHOP\partner'
    }
    It 'masks passwords' {
        "$(Get-CertliftEffective $shop Shop/Partners | Out-String -Width 500)" | Should -Not -BeLike '*Spring2019*'
    }
    It 'knows the server level' {
        Get-CertliftEffective $shop '' | Should -Not -BeNullOrEmpty
    }
    It 'takes findings from the pipeline' {
        (Get-CertliftFinding $shop | Get-CertliftEffective -Section access).Location | Should -Be 'Shop/Partners'
    }
    It 'says that there is no such site' {
        Get-CertliftEffective $shop Nowhere -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
    }
    It 'reads well as a table' {
        Get-CertliftEffective $shop Shop/Partners -Section access | Out-String -Width 140 | Should -Match 'True +18 access +sslFlags'
    }
}

Describe 'Test-CertliftRequest' {
    It 'predicts one request' {
        $request = Test-CertliftRequest $example https://localhost/Sub-Application -Certificate mapped:1
        $request.Now | Should -Be '401.2'
        $request.After | Should -Be 'Pingu-IIS.Local-User'
        $request.Changed | Should -BeTrue
        $request.Stages | Should -Not -BeNullOrEmpty
        $request.Assumptions[0].what | Should -Not -BeNullOrEmpty
    }
    It 'without a certificate' {
        (Test-CertliftRequest $example https://localhost/Sub-Application -NoCertificate).Now | Should -Be '403.7'
    }
    It 'answers yes or no' {
        $request = @{ Path = $example; Url = 'https://localhost/Sub-Application'; NoCertificate = $true; Quiet = $true }
        Test-CertliftRequest @request -Expect 403.7 | Should -BeTrue
        Test-CertliftRequest @request -Expect 401.2 | Should -BeFalse
        Test-CertliftRequest @request | Should -BeFalse
    }
    It 'answers for after the fix' {
        $request = @{ Path = $example; Url = 'https://localhost/Sub-Application'; Certificate = 'mapped:1'; Expect = 'Pingu-IIS.Local-User' }
        (Test-CertliftRequest @request).Succeeded | Should -BeFalse
        (Test-CertliftRequest @request -After).Succeeded | Should -BeTrue
    }
    It 'makes the access matrix' {
        $matrix = @(Test-CertliftRequest $example -All)
        $matrix.Certificate | Should -Be 'CN=client1', 'CN=client2', 'a certificate without mapping', '(none)'
        @(Test-CertliftRequest $example -All -Changed) | Should -HaveCount 2
        @(Test-CertliftRequest $example -All -User Pingu-IIS.Local-User).Certificate | Should -Contain 'CN=client1'
    }
    It 'names several answers where nobody knows' {
        InModuleScope Certlift {
            ConvertTo-CertliftAnswer ([pscustomobject]@{ outcomes = @(
                        [pscustomobject]@{ status = 'passed'; user = 'D\a' }, [pscustomobject]@{ status = 'passed'; user = '' }, [pscustomobject]@{ status = 'reset'; user = $null }) }) |
                Should -Be 'D\a or anonymous or reset'
        }
    }
    It 'reads well as a table' {
        $text = Test-CertliftRequest $example -All | Out-String -Width 140
        $text | Should -Match 'Certificate +Now +After +Changed +Url'
        $text | Should -Match 'CN=client1 +401\.2 +Pingu-IIS\.Local-User +True'
    }
    It 'finds a certificate by a path of this session' {
        Push-Location $TestDrive
        try { Test-CertliftRequest $example https://localhost/ -Certificate none.cer -ErrorVariable problems -ErrorAction SilentlyContinue } finally { Pop-Location }
        "$($problems[0])" | Should -BeLike "*$TestDrive/none.cer*"
    }
    It 'passes on each option' {
        $echo = New-StandIn (Join-Path $TestDrive 'words') 'printf "%s\n" "$@" >&2; exit 2'
        $said = Test-CertliftRequest $shop http://x -ProgramPath $echo -Method POST -Body 1M -Tls 1.3 -Http 2 -PostHandshakeAuth -Negotiated yes `
            -ErrorAction SilentlyContinue -Verbose 4>&1 | ForEach-Object { "$_" }
        foreach ($word in '--url=http://x', '--method=POST', '--body=1M', '--tls=1.3', '--http=2', '--post-handshake-auth', '--negotiated=yes') { $said | Should -Contain $word }
    }
}
