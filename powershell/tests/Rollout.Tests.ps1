#Requires -Version 7.0
# The rollout without a network: hosts are played by jobs that answer at once, late, never, or in another language. Over real
# connections it is tested in Remoting.Tests.ps1.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1') -Force
    Import-TestModule
    $shop = Get-Fixture shop
    $diff = & (Get-TestProgram) diff --format json $shop 2>$null | Out-String
    $clean = & (Get-TestProgram) diff --format json (Get-Fixture clean) 2>$null | Out-String

    # What Invoke-HostWork gives out.
    function New-Answer {
        param([string] $Output, [int] $ExitCode = 1, [string] $Errors = '', [string] $Problem)
        $answer = @{ CertliftAnswer = 1; Version = '0.1.0'; Sick = ''; Runs = @([pscustomobject]@{ ExitCode = $ExitCode; Output = $Output; Errors = $Errors }) }
        if ($Problem) { $answer.Problem = $Problem }
        [pscustomobject] $answer
    }
    function New-FakeJob {
        param($Answer, [string] $State = 'Completed', $Reason)
        [pscustomobject]@{
            State     = $State
            ChildJobs = @([pscustomobject]@{ Output = @($Answer); Error = @(); JobStateInfo = [pscustomobject]@{ Reason = $Reason } })
        }
    }
    Mock -ModuleName Certlift Clear-CertliftHostJob { }
    Mock -ModuleName Certlift Stop-CertliftHostJob { }
    function Invoke-Fake {
        param([string[]] $Name, [hashtable] $More = @{})
        $script:problems = @()
        Invoke-CertliftRollout -ComputerName $Name -ReportPath "$TestDrive/report" -Confirm:$false @More -ErrorVariable +script:problems -ErrorAction SilentlyContinue
    }
    BeforeEach { if (Test-Path "$TestDrive/report") { Remove-Item "$TestDrive/report" -Recurse } }
}

Describe 'hosts that hang' {
    It 'hold up none of two hundred: three of them never answer' {
        $names = 1..200 | ForEach-Object { 'web{0:d3}' -f $_ }
        $hung = 'web007', 'web017', 'web027'
        Mock -ModuleName Certlift Start-CertliftHostJob { if ($Name -in 'web007', 'web017', 'web027') { New-FakeJob -State Running } else { New-FakeJob (New-Answer $clean 0) } }
        $result = Invoke-Fake $names @{ OperationTimeout = 2; ThrottleLimit = 5 }
        $result | Should -HaveCount 200
        ($result | Where-Object Outcome -EQ failed).Host | Should -Be $hung
        ($result | Where-Object Outcome -EQ 'nothing to do') | Should -HaveCount 197
        $problems.TargetObject | Should -Be $hung
        $problems.CategoryInfo.Category | Select-Object -Unique | Should -Be 'OperationTimeout'
        Should -Invoke -ModuleName Certlift Stop-CertliftHostJob -Times 3 -Exactly
    }
    It 'never are more than the throttle allows' {
        $script:most = 0
        $script:now = 0
        Mock -ModuleName Certlift Start-CertliftHostJob { $script:now++; $script:most = [Math]::Max($script:most, $script:now); New-FakeJob (New-Answer $clean 0) }
        Mock -ModuleName Certlift Clear-CertliftHostJob { $script:now-- }
        [void] (Invoke-Fake (1..20 | ForEach-Object { "h$_" }) @{ ThrottleLimit = 3 })
        $script:most | Should -Be 3
    }
}

Describe 'a host that cannot be reached' {
    It 'is told from others by the kind of the error, in whatever language it comes' {
        $words = 'Der WinRM-Client kann die Anforderung nicht verarbeiten'
        Mock -ModuleName Certlift Start-CertliftHostJob { New-FakeJob -State Failed -Reason ([System.Management.Automation.Remoting.PSRemotingTransportException]::new($words)) }
        $result = Invoke-Fake web01
        $result.Outcome | Should -Be 'failed'
        $result.Why | Should -BeLike "*$words*"
        $problems[0].CategoryInfo.Category | Should -Be 'ConnectionError'
    }
    It 'and so is one that no connection can be begun to' {
        Mock -ModuleName Certlift Start-CertliftHostJob { throw 'Accès refusé' }
        (Invoke-Fake web01).Why | Should -BeLike '*Accès refusé*'
        $problems[-1].CategoryInfo.Category | Should -Be 'ConnectionError'
    }
    It 'and one that says nothing, or something else than PowerShell would' {
        Mock -ModuleName Certlift Start-CertliftHostJob { New-FakeJob @('Willkommen!', 'bash: command not found') }
        (Invoke-Fake web01).Why | Should -BeLike '*is its remote shell PowerShell?*'
    }
    It 'while the profile of one that answers may say what it likes' {
        Mock -ModuleName Certlift Start-CertliftHostJob { New-FakeJob @('Bonjour', (New-Answer $clean 0)) }
        (Invoke-Fake web01).Outcome | Should -Be 'nothing to do'
    }
}

Describe 'what certlift says on a host' {
    It 'with <exit> is <category>' -ForEach @(
        @{ exit = 3; code = 'unreadable'; category = 'ReadError' }
        @{ exit = 4; code = 'busy'; category = 'ResourceBusy' }
        @{ exit = 5; code = 'law_broken'; category = 'InvalidResult' }
    ) {
        Mock -ModuleName Certlift Start-CertliftHostJob { New-FakeJob (New-Answer (New-ErrorReport $code 'C:\x.config' $exit) $exit) }
        (Invoke-Fake web01).Why | Should -Be 'C:\x.config:7:3: it is so'
        $problems[0].CategoryInfo.Category | Should -Be $category
        $problems[0].TargetObject | Should -Be 'web01'
    }
    It 'about a wrong command line comes from standard error' {
        Mock -ModuleName Certlift Start-CertliftHostJob { New-FakeJob (New-Answer '' 2 "certlift: --site: there is no site `"x`"`nsee certlift diff --help`n") }
        (Invoke-Fake web01).Why | Should -Be 'certlift diff: --site: there is no site "x"'
    }
    It 'about a share that it may not read hints at the double hop' {
        Mock -ModuleName Certlift Start-CertliftHostJob { New-FakeJob (New-Answer (New-ErrorReport unreadable '\\\\files\\iis\\applicationHost.config' 3 'access is denied') 3) }
        (Invoke-Fake web01).Why | Should -BeLike '*access is denied*double hop*CredSSP*'
    }
    It 'about a local file does not' {
        Mock -ModuleName Certlift Start-CertliftHostJob { New-FakeJob (New-Answer (New-ErrorReport unreadable 'C:\x' 3 'access is denied') 3) }
        (Invoke-Fake web01).Why | Should -Not -BeLike '*double hop*'
    }
    It 'of several files is refused' {
        $two = ($diff | ConvertFrom-Json)
        $two.targets += $two.targets[0]
        $json = $two | ConvertTo-Json -Depth 20
        Mock -ModuleName Certlift Start-CertliftHostJob { New-FakeJob (New-Answer $json) }
        (Invoke-Fake web01).Why | Should -BeLike '*names several files*'
    }
}

Describe 'waves' {
    It '<wave> of <hosts> hosts are <sizes>' -ForEach @(
        @{ wave = '1', '5', '20%'; hosts = 40; sizes = 1, 5, 8, 8, 8, 8, 2 }
        @{ wave = '1', '5', '20%'; hosts = 3; sizes = 1, 2 }
        @{ wave = , '100%'; hosts = 7; sizes = , 7 }
        @{ wave = , '10%'; hosts = 3; sizes = 1, 1, 1 }
        @{ wave = , '40%'; hosts = 4; sizes = 1, 1, 1, 1 }
        @{ wave = , '2'; hosts = 5; sizes = 2, 2, 1 }
    ) {
        $names = 1..$hosts | ForEach-Object { "h$_" }
        $split = InModuleScope Certlift -Parameters @{ Names = $names; Sizes = $wave } { , @(Split-CertliftWave -Name $Names -Wave $Sizes) }
        $split | ForEach-Object { $_.Count } | Should -Be $sizes
        $split | ForEach-Object { $_ } | Should -Be $names
    }
    It 'are not begun with -WhatIf, which is the preflight' {
        Mock -ModuleName Certlift Start-CertliftHostJob { New-FakeJob (New-Answer $diff) }
        (Invoke-Fake web01, web02 @{ WhatIf = $true }).Outcome | Should -Be 'to fix', 'to fix'
        Should -Invoke -ModuleName Certlift Start-CertliftHostJob -Times 2 -Exactly
        "$TestDrive/report" | Should -Not -Exist
    }
    It 'may not be nothing' { { Invoke-CertliftRollout web01 -Wave 0 -WhatIf } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' }
}

Describe 'mistakes in the list of hosts' {
    It 'a host in -LeaveOut that is not there' {
        { Invoke-CertliftRollout web01 -LeaveOut web99 } | Should -Throw -ErrorId 'Certlift.Rollout,*' -ExpectedMessage '*there is no host web99*nothing was changed'
    }
    It 'a host that is named twice' {
        { Invoke-CertliftRollout web01, WEB01 } | Should -Throw -ErrorId 'Certlift.Rollout,*' -ExpectedMessage '*named twice*'
    }
    It 'a record that cannot be read' {
        [void] (New-Item -ItemType Directory "$TestDrive/report")
        Set-Content "$TestDrive/report/rollout.json" '{"schema_version": 1, "ho'
        { Invoke-CertliftRollout web01 -ReportPath "$TestDrive/report" } | Should -Throw -ErrorId 'Certlift.RolloutReport,*' -ExpectedMessage '*which hosts an earlier run has left unfinished*'
    }
}

Describe 'a connection' {
    It 'over WinRM takes what Invoke-Command takes, and gives up when this side does' {
        Mock -ModuleName Certlift Invoke-Command { throw 'as far as this' }
        $who = [pscredential]::new('CONTOSO\admin', (ConvertTo-SecureString 'x' -AsPlainText -Force))
        [void] (Invoke-Fake web01 @{ Credential = $who; Port = 5986; UseSSL = $true; Authentication = 'Kerberos'; OperationTimeout = 7 })
        Should -Invoke -ModuleName Certlift Invoke-Command -Times 1 -Exactly -ParameterFilter {
            $ComputerName -eq 'web01' -and $Credential.UserName -eq 'CONTOSO\admin' -and $Port -eq 5986 -and $UseSSL -and $Authentication -eq 'Kerberos' -and
            $SessionOption.OperationTimeout.TotalSeconds -eq 7 -and $AsJob
        }
    }
    It 'over SSH names the host alone in a URL' {
        InModuleScope Certlift {
            Get-CertliftHostAddress 'admin@web01.example.com:2222' | Should -Be 'web01.example.com'
            Get-CertliftHostAddress web01 | Should -Be 'web01'
        }
    }
    It 'sends a host a script that Windows PowerShell 5.1 can read, and that needs no module' {
        $text = InModuleScope Certlift { (Get-HostScript).ToString() }
        $text | Should -Not -Match '\$script:'
        $tree = [System.Management.Automation.Language.Parser]::ParseInput($text, [ref] $null, [ref] $null)
        $functions = $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $true).Name
        $called = $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true) | ForEach-Object { $_.GetCommandName() } | Where-Object { $_ } | Select-Object -Unique
        foreach ($name in $called) { if ($name -notin $functions) { (Get-Command $name).Source | Should -Match '^Microsoft\.PowerShell' } }
    }
}

Describe 'which change an undo takes' {
    BeforeAll {
        function Find-Change {
            param([object[]] $Backups)
            InModuleScope Certlift -Parameters @{ Backups = $Backups } { Find-CertliftLastChange ([pscustomobject]@{ targets = @([pscustomobject]@{ backups = $Backups }) }) }
        }
        function New-Entry { param($Id, $Command, $Reverts) [pscustomobject]@{ id = $Id; command = $Command; takes_back = $Reverts } }
    }
    It 'is the newest that came from a plan' { (Find-Change (New-Entry 1 apply), (New-Entry 3 fix), (New-Entry 2 apply)).id | Should -Be 2 }
    It 'is none if that is reverted' { Find-Change (New-Entry 1 apply), (New-Entry 2 undo 1) | Should -BeNullOrEmpty }
    It 'is that again if the undo is undone' { (Find-Change (New-Entry 1 apply), (New-Entry 2 undo 1), (New-Entry 3 undo 2)).id | Should -Be 1 }
    It 'is none where there is none' { Find-Change @() | Should -BeNullOrEmpty }
}

Describe 'a health URL' {
    It 'that answers <code> where <wanted> is wanted gives "<why>"' -ForEach @(
        @{ code = 204; wanted = 200, 204; why = '' }
        @{ code = 200; wanted = , 204; why = '*answers 200' }
        @{ code = 503; wanted = , 200; why = '*answers 503' }
    ) {
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $url = "http://127.0.0.1:$($listener.LocalEndpoint.Port)/"
        $site = [powershell]::Create().AddScript({
                param($listener, $code)
                $client = $listener.AcceptTcpClient()
                $stream = $client.GetStream()
                [void] $stream.Read([byte[]]::new(4096), 0, 4096)
                $answer = [System.Text.Encoding]::ASCII.GetBytes("HTTP/1.1 $code X`r`nContent-Length: 0`r`nConnection: close`r`n`r`n")
                $stream.Write($answer, 0, $answer.Length)
                $client.Close()
            }).AddArgument($listener).AddArgument($code)
        [void] $site.BeginInvoke()
        $said = InModuleScope Certlift -Parameters @{ Url = $url; Wanted = $wanted } { Test-CertliftUrl -Url $Url -Status $Wanted -TimeoutSeconds 20 }
        $listener.Stop()
        "$said" | Should -BeLike $why
    }
    It 'that does not answer is not' {
        InModuleScope Certlift { Test-CertliftUrl -Url http://127.0.0.1:1/ -Status 200 -TimeoutSeconds 2 } | Should -BeLike 'http://127.0.0.1:1/ does not answer*'
    }
}

Describe 'a wave of which every host is lost' {
    It 'ends the rollout, with each host failed and not finished' {
        Mock -ModuleName Certlift Start-CertliftHostJob {
            if ("$($Work.Arguments)" -like 'diff*') { return New-FakeJob (New-Answer $diff) }
            New-FakeJob -State Failed -Reason ([System.Management.Automation.Remoting.PSRemotingTransportException]::new('gone'))
        }
        $result = Invoke-Fake web01, web02, web03 @{ Wave = '2' }
        $result.Outcome | Should -Be 'failed', 'failed', 'to fix'
        $result.Unfinished | Should -Be $true, $true, $false
        $result[0].Why | Should -BeLike 'Plan the change: *gone*run the rollout again*'
    }
}

Describe 'a step that fails in a way that nobody has thought of' {
    It 'ends the rollout before anything is applied, and leaves the hosts unfinished' {
        Mock -ModuleName Certlift Start-CertliftHostJob { New-FakeJob (New-Answer $diff) }
        Mock -ModuleName Certlift Invoke-CertliftPlanStep { throw 'not thought of' }
        Mock -ModuleName Certlift Invoke-CertliftApplyStep { }
        $ErrorActionPreference = 'Continue'
        try { [void] (Invoke-Fake web01) } catch { }
        Should -Invoke -ModuleName Certlift Invoke-CertliftApplyStep -Times 0 -Exactly
        (Get-Content "$TestDrive/report/rollout.json" -Raw | ConvertFrom-Json).hosts[0].unfinished | Should -BeTrue
    }
}

Describe 'the result' {
    It 'reads well as a table' {
        Mock -ModuleName Certlift Start-CertliftHostJob { New-FakeJob (New-Answer $diff) }
        Invoke-Fake web01 @{ WhatIf = $true } | Out-String -Width 120 | Should -Match 'Host +Outcome +Wave Why[\s\S]*web01 +to fix +lift the mappings'
    }
}
