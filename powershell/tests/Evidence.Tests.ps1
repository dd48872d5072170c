#Requires -Version 7.0
# The functions that read logs.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1') -Force
    Import-TestModule
    $shop = Get-Fixture shop
    $example = Get-Fixture sub-application
}

# freb and logs are tested with programs that answer as the schema of these commands says.
Describe 'Get-CertliftTrace' {
    BeforeAll {
        $program = New-StandIn (Join-Path $TestDrive 'freb') @'
cat <<END
{"schema_version":1,"tool":"certlift","version":"0.2.0","command":"freb","exit_code":1,"arguments":"$*",
 "logs":[{"path":"/l/fr000001.xml","site_id":1,"url":"https://shop.example/Partners","status":"401.2","verdict":"no-user-set","module":"IIS Web Core",
  "user":null,"certificate_setup":true,"windows_first_leg":false,"authenticate":[{"module":"AnonymousAuthenticationModule","did":"nothing"}],
  "cause":{"rule":"misplaced-client-cert-mappings","severity":"error","line":22,"column":11,"location":"Shop/Partners","message":"m","fix":null},"reasons":["r"]},
 {"path":"/l/x.txt","site_id":null,"url":null,"status":null,"verdict":"not-a-log","module":null,"user":null,"certificate_setup":false,
  "windows_first_leg":false,"authenticate":[],"cause":null,"reasons":[]}]}
END
exit 1
'@
    }
    It 'gives out one object for each log' {
        $traces = @(Get-CertliftTrace /l -Config $shop -ProgramPath $program)
        $traces.Verdict | Should -Be 'no-user-set', 'not-a-log'
        $traces[0].Status | Should -Be '401.2'
        $traces[0].CertificateSetup | Should -BeTrue
        $traces[0].Authenticate[0].module | Should -Be 'AnonymousAuthenticationModule'
    }
    It 'ties it to a finding' {
        $traces = @(Get-CertliftTrace /l -Config $shop -ProgramPath $program)
        $traces[0].Cause.Rule | Should -Be 'misplaced-client-cert-mappings'
        $traces[0].Cause.Path | Should -Be $shop
        $traces[1].Cause | Should -BeNullOrEmpty
    }
    It 'passes on logs and configuration' {
        $echo = New-StandIn (Join-Path $TestDrive 'words') 'printf "%s\n" "$@" >&2; exit 2'
        $said = Get-Item $shop | Get-CertliftTrace -Config $example -ProgramPath $echo -ErrorAction SilentlyContinue -Verbose 4>&1 | ForEach-Object { "$_" }
        foreach ($word in 'freb', "--config=$example", $shop) { $said | Should -Contain $word }
    }
    It 'reads well as a table' {
        Get-CertliftTrace /l -ProgramPath $program | Out-String -Width 160 | Should -Match '401\.2 +no-user-set +IIS Web Core +https://shop\.example/Partners +misplaced'
    }
}

Describe 'Measure-CertliftLog' {
    BeforeAll {
        $program = New-StandIn (Join-Path $TestDrive 'logs') @'
printf '%s\n' "$@" >&2
cat <<END
{"schema_version":1,"tool":"certlift","version":"0.2.0","command":"logs","exit_code":1,
 "groups":[{"site_id":1,"site":"Shop","application":"/Partners","status":"401.2","win32":5,"count":4312,"first":"2026-11-03T07:12:44Z",
  "last":"2026-11-04T00:00:00Z","clients":17,"recovered":0,
  "cause":{"rule":"misplaced-client-cert-mappings","severity":"error","line":22,"column":11,"location":"Shop/Partners","message":"m","fix":null}}]}
END
exit 1
'@
    }
    It 'gives out one object for each group' {
        $group = Measure-CertliftLog /l -ProgramPath $program
        $group.Count | Should -Be 4312
        $group.First | Should -Be ([datetime] '2026-11-03T07:12:44Z').ToUniversalTime()
        $group.First.Kind | Should -Be 'Utc'
        $group.Cause.Rule | Should -Be 'misplaced-client-cert-mappings'
    }
    It 'passes on times in UTC, in every culture' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'ar-SA'
            $since = [datetime] '2026-11-03T07:00:00Z'
            $said = Measure-CertliftLog /l -Since $since -Until $since.AddHours(1) -ProgramPath $program -Verbose 4>&1 | ForEach-Object { "$_" }
        }
        finally { [cultureinfo]::CurrentCulture = $before }
        $said | Should -Contain '--since=2026-11-03T07:00:00Z'
        $said | Should -Contain '--until=2026-11-03T08:00:00Z'
    }
    It 'reads well as a table' {
        Measure-CertliftLog /l -ProgramPath $program | Out-String -Width 180 | Should -Match '4312 401\.2 +5 Shop +/Partners +2026-11-03 07:12:44 2026-11-04 00:00:00 misplaced'
    }
}
