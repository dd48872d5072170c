#Requires -Version 7.0
# The parts of the laboratory one by one: the scripts, the clients against a server of their own, what a verdict is, and
# what is refused. Nothing here says anything about IIS.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1') -Force
    $scripts = Get-ChildItem (Join-Path (Get-Repository) 'lab') -Recurse -Include *.ps1, *.psm1 -File | ForEach-Object { @{ Name = $_.Name; File = $_.FullName } }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1') -Force
    $lab = Join-Path (Get-Repository) 'lab'
    $env:CERTLIFT = Get-TestProgram
    Import-Module (Join-Path $lab 'Lab.psm1') -Global -Force
    Import-Module (Join-Path $lab 'tests/StandIn.psm1') -Global -Force
    Import-Module (Join-Path $PSScriptRoot 'LabHelpers.psm1') -Force

    $script:servers = @()
    # Answers with these bytes, or ends the connection without any; gives its port.
    function Start-Server {
        param([string] $Answer)
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $script:servers += Start-ThreadJob -ArgumentList $listener, $Answer {
            param($listener, $answer)
            # HttpClient tries more than once. A thread that waits for a client without a look around would keep PowerShell from ending.
            while ($true) {
                if (-not $listener.Pending()) { Start-Sleep -Milliseconds 5; continue }
                $client = $listener.AcceptTcpClient()
                [void] $client.GetStream().Read([byte[]]::new(4096), 0, 4096)
                if ($answer) { $client.GetStream().Write([Text.Encoding]::ASCII.GetBytes($answer)) } else { $client.LingerState = [Net.Sockets.LingerOption]::new($true, 0) }
                $client.Close()
            }
        }
        $listener.LocalEndpoint.Port
    }

    # An answer of the client that this function of the laboratory is.
    function Get-ClientAnswer {
        param([string] $Function, [int] $Port)
        $context = @{ Folder = "$TestDrive"; Curl = 'curl'; Certificates = @{} }
        & $Function $context @{ Url = "http://127.0.0.1:$Port/page.htm?lab=1"; Method = 'GET'; Tls = ''; Http = '1.1'; HostName = ''; Body = 0; Certificate = '' }
    }
}

AfterAll {
    $servers | Remove-Job -Force
    Remove-Module StandIn, Lab -Force
}

Describe 'the scripts' {
    It '<Name> gives no automatic variable a value' -ForEach $scripts {
        $tree = [Management.Automation.Language.Parser]::ParseFile($File, [ref] $null, [ref] $null)
        $given = $tree.FindAll({ $args[0].GetType().Name -in 'AssignmentStatementAst', 'ForEachStatementAst', 'ParameterAst' }, $true) |
            ForEach-Object { if ($_.Left) { "$($_.Left)" } elseif ($_.Variable) { "$($_.Variable)" } else { "$($_.Name)" } }
        @($given | Where-Object { $_ -in '$_', '$args', '$error', '$event', '$eventArgs', '$host', '$input', '$matches', '$profile', '$pwd', '$sender', '$this' }) | Should -BeNullOrEmpty
    }
    It '<Name> calls nothing that is not there' -ForEach $scripts {
        $windows = 'New-LocalUser', 'Get-LocalUser', 'Remove-LocalUser', 'Add-LocalGroupMember', 'New-SmbShare', 'Get-SmbShare', 'Remove-SmbShare', 'Get-Acl', 'Get-WinEvent', 'Start-Service',
            'New-SelfSignedCertificate', 'Import-Certificate', 'Get-WindowsFeature', 'Install-WindowsFeature', 'Uninstall-WindowsFeature',
            'Get-WindowsOptionalFeature', 'Enable-WindowsOptionalFeature', 'Disable-WindowsOptionalFeature', 'New-WebAppPool', 'Get-WebAppPoolState', 'Start-WebAppPool', 'Restart-WebAppPool',
            'Remove-WebAppPool', 'New-Website', 'Get-Website', 'Get-WebsiteState', 'Start-Website', 'Remove-Website', 'New-WebBinding', 'New-WebApplication', 'Set-WebConfigurationProperty', 'Add-WebConfigurationProperty'
        $tree = [Management.Automation.Language.Parser]::ParseFile($File, [ref] $null, [ref] $null)
        foreach ($call in $tree.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)) {
            $name = $call.GetCommandName()
            if ($name -and $name -notin $windows) { Get-Command $name -ErrorAction Ignore | Should -Not -BeNullOrEmpty -Because $name }
        }
    }
    It 'call functions with parameters that they have' {
        $files = Get-ChildItem $lab -Recurse -Include *.ps1, *.psm1 -File
        $known = (Get-Module Lab).ExportedFunctions
        foreach ($file in $files) {
            $tree = [Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref] $null, [ref] $null)
            foreach ($call in $tree.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)) {
                $called = $known["$($call.GetCommandName())"]
                if (-not $called) { continue }
                foreach ($part in $call.CommandElements) {
                    if ($part -is [Management.Automation.Language.CommandParameterAst]) { $part.ParameterName | Should -BeIn $called.Parameters.Keys -Because "$($file.Name): $call" }
                }
            }
        }
    }
    It 'have functions of at most 60 lines' {
        foreach ($file in (Get-ChildItem $lab -Recurse -Include *.ps1, *.psm1 -File)) {
            $tree = [Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref] $null, [ref] $null)
            foreach ($function in $tree.FindAll({ $args[0] -is [Management.Automation.Language.FunctionDefinitionAst] }, $true)) {
                $function.Extent.EndLineNumber - $function.Extent.StartLineNumber | Should -BeLessThan 60 -Because $function.Name
            }
        }
    }
    It 'print the whole plan with -WhatIf, and do nothing' {
        $plan = & (Join-Path $lab 'Invoke-CertliftLab.ps1') -WhatIf | Out-String
        foreach ($step in (Get-LabPlan)) { $plan | Should -BeLike "*$($step.Name): $($step.Does)*" }
        $plan | Should -BeLike '*U26*W8*results*'
    }
}

Describe 'a client of the laboratory' {
    BeforeAll { Import-Module (Join-Path $lab 'Lab.psm1') -Global -Force }
    It 'tells an answer from a connection that was reset, and both from one that was never made: <_>' -ForEach 'Invoke-LabCurl', 'Invoke-LabHttpClient' {
        $refused = Get-ClientAnswer $_ (Start-Server "HTTP/1.1 403 Forbidden`r`nContent-Length: 2`r`nConnection: close`r`n`r`nno")
        $refused.Code | Should -Be 403
        $refused.Content | Should -Be 'no'
        $refused.Reset | Should -BeFalse
        $refused.Version | Should -Be '1.1'
        $reset = Get-ClientAnswer $_ (Start-Server '')
        $reset.Code | Should -Be 0
        $reset.Reset | Should -BeTrue
        $reset.Error | Should -Not -BeNullOrEmpty
        $never = Get-ClientAnswer $_ 1
        $never.Code | Should -Be 0
        $never.Reset | Should -BeFalse
    }
    It 'is curl where it takes certificates of the store, and speaks what is asked: <Said>' -ForEach @(
        @{ Said = 'curl 8.13.0 (Windows) libcurl/8.13.0 Schannel zlib/1.3.1 WinIDN'; Can = 'certificates', 'TLS 1.3' }
        @{ Said = 'curl 7.83.1 (Windows) libcurl/7.83.1 Schannel'; Can = 'certificates' }
        @{ Said = 'curl 7.55.1 (Windows) libcurl/7.55.1 WinSSL'; Can = @() }
        @{ Said = 'curl 7.68.0 (Windows) libcurl/7.68.0 Schannel'; Can = @() }
        @{ Said = 'curl 8.5.0 (x86_64-w64-mingw32) libcurl/8.5.0 OpenSSL/3.2.0 (Schannel) nghttp2/1.58.0'; Can = @() }
        @{ Said = "curl 8.10.0 (x86_64-w64-mingw32) libcurl/8.10.0 Schannel nghttp2/1.63.0`nFeatures: alt-svc HTTP2 SSL"; Can = 'certificates', 'TLS 1.3', 'HTTP/2' }
    ) { @(Get-LabCurlAbility $Said) | Should -Be $Can }
}

Describe 'a verdict' {
    It 'of <Status>, logged as <Logged>, is <Verdict>' -ForEach @(
        @{ Status = '401.2'; Verdict = 'A' }
        @{ Status = '413.0'; Verdict = 'B' }
        @{ Status = 'reset'; Logged = '413.0'; Verdict = 'B' }
        @{ Status = 'reset'; Verdict = 'other' }
        @{ Status = '500.19'; Verdict = 'other' }
        @{ Status = 'not sent'; Verdict = 'not-run' }
    ) {
        $answer = @{ request = 'GET'; status = $Status; error = 'what the client says' }
        if ($Logged) { $answer.logged = $Logged }
        $verdict, $seen = Select-LabVerdict @($answer) '401.2' '413*'
        $verdict | Should -Be $Verdict
        $seen | Should -BeLike '*what the client says*'
    }
    It 'of U12 is <Verdict> where the answers are <First> and <Second>' -ForEach @(
        @{ First = 'passed'; Second = '401.2'; Verdict = 'A' }
        @{ First = '401.2'; Second = 'passed'; Verdict = 'B' }
        @{ First = '401.2'; Second = '401.2'; Verdict = 'other' }
        @{ First = 'passed'; Second = 'not sent'; Verdict = 'not-run' }
    ) {
        $answers = $First, $Second | ForEach-Object { @{ request = 'GET'; status = $_; user = 'certlift-lab-alice' } }
        @(& (Get-LabExperiment probes 'U12').Read @{} $answers)[0] | Should -Be $Verdict
    }
    It 'of U05 needs TLS 1.3, and of U08 two answers that are alike' {
        $reset = @{ request = 'GET'; status = 'reset' }
        $passed = @{ request = 'GET'; status = 'passed'; user = '' }
        $refused = @{ request = 'GET'; status = '403.4' }
        @(& (Get-LabExperiment probes 'U05').Read @{} @($reset, $reset, $passed))[0] | Should -Be 'A'
        @(& (Get-LabExperiment probes 'U05').Read @{} @($reset, $reset, $reset))[0] | Should -Be 'not-run'
        @(& (Get-LabExperiment probes 'U08').Read @{} @($refused, $refused))[0] | Should -Be 'A'
        @(& (Get-LabExperiment probes 'U08').Read @{} @($refused, $passed))[0] | Should -Be 'other'
    }
    It 'is not given where no mapping works, nor where a probe fails by itself, which fails the run' {
        $machine = New-LabMachine $TestDrive
        $plan = @(Get-QuickPlan) + @(Get-LabPlan -Id 'U12', 'U17' | Where-Object Name -In 'the site for the probes', 'U12', 'U17')
        (Get-StandInState).Lie = '/app/*'
        Invoke-LabPlan $machine $plan 6> $null
        $machine.Results.verdict | Should -Be 'not-run', 'not-run'
        $machine.Results.seen | Should -BeLike '*no mapping works at the site of the probes*403.7*'

        $machine = New-LabMachine $TestDrive
        $plan[-1].With.Read = { throw 'it is so' }
        Invoke-LabPlan $machine $plan 6> $null
        $machine.Differences | Should -BeLike 'U17: it failed by itself*it is so*'
        Complete-LabRun $machine 6> $null | Should -Be 1
    }
}

Describe 'a prediction' {
    It 'of <Said> is right where the answer is <Status>, logged as <Logged>: <Right>' -ForEach @(
        @{ Said = '401.2'; Status = '401.2'; Right = $true }
        @{ Said = '401.2'; Status = '401.1'; Right = $false }
        @{ Said = '401'; Status = '401.1'; Right = $true }
        @{ Said = '404'; Status = '404'; Right = $true }
        @{ Said = '413.0'; Status = '413'; Right = $true }
        @{ Said = '413.0'; Status = 'reset'; Logged = '413.0'; Right = $true }
        @{ Said = 'reset'; Status = 'reset'; Logged = '413.0'; Right = $true }
        @{ Said = '403.7'; Status = 'reset'; Logged = '413.0'; Right = $false }
        @{ Said = '403.7'; Status = 'passed'; Right = $false }
    ) {
        $answer = @{ status = $Status }
        if ($Logged) { $answer.logged = $Logged }
        Test-LabOutcome @{ status = $Said } $answer | Should -Be $Right
    }
    It 'of a user is right with a domain before it that the configuration does not have' {
        Test-LabOutcome @{ status = 'passed'; user = 'bob' } @{ status = 'passed'; user = 'MACHINE\bob' } | Should -BeTrue
        Test-LabOutcome @{ status = 'passed'; user = 'SHOP\bob' } @{ status = 'passed'; user = 'MACHINE\bob' } | Should -BeFalse
        Test-LabOutcome @{ status = 'passed'; user = $null } @{ status = 'passed'; user = 'MACHINE\bob' } | Should -BeFalse
    }
}

Describe 'what passes and what does not' {
    It 'goes on where the configuration could not be committed for a moment' {
        $machine = New-LabMachine $TestDrive
        (Get-StandInState).Busy = 3
        Invoke-LabPlan $machine (Get-QuickPlan) 6> $null
        $machine.Error | Should -BeNullOrEmpty
        (Get-StandInState).Busy | Should -Be 0
    }
    It 'does not wait for what is not there' { { Invoke-LabPatiently { [IO.File]::ReadAllText("$TestDrive/none") } } | Should -Throw '*none*' }
    It 'hides passwords in the page of an error and in a trace' {
        $machine = New-LabMachine $TestDrive
        $machine.Accounts['alice'] = @{ User = 'certlift-lab-alice'; Password = 'Lab1-0123456789-aZ' }
        Set-Content "$TestDrive/fr000001.xml" '<a>password="Lab1-0123456789-aZ"</a>'
        $machine.Article = @([ordered] @{ request = 'GET'; trace = "$TestDrive/fr000001.xml" })
        Save-LabResult $machine 6> $null
        Get-ChildItem $machine.ResultPath -Filter 'trace-*' | Get-Content -Raw | Should -Be "<a>password=`"***`"</a>`n"
    }
}

Describe 'what a killed run has left' {
    It 'is removed though nothing is known but the record, whichever probe or check it was in' {
        $machine = New-LabMachine $TestDrive
        $begin = @(Get-StandInInventory)
        $steps = @(Get-QuickPlan | Where-Object Name -NE 'fix') + @(Get-LabPlan -Id 'U12' | Where-Object Name -EQ 'the site for the probes')
        foreach ($step in $steps) { $machine.Begun += $step.Name; Save-LabRecord $machine; & $step.Do $machine $step.With 6> $null }
        foreach ($one in @(Get-LabExperiment probes) + @(Get-LabExperiment checks)) {
            & $one.SetUp $machine 6> $null
            $second = New-LabContext $machine.Options
            Read-LabRecord $second
            { & $one.CleanUp $second; & $one.CleanUp $second } | Should -Not -Throw -Because $one.Id
            $machine.Pools = @($machine.Pools | Where-Object { $_ -ne 'certlift-lab-second' })
            Undo-LabFix $machine
        }
        (Invoke-CleanUp $machine $steps).Left | Should -BeNullOrEmpty
        Get-StandInInventory | Should -Be $begin
    }
    It 'is in the record, which is the old one or the new' {
        $machine = New-LabMachine $TestDrive
        foreach ($name in 'one', 'two') { $machine.Begun += $name; Save-LabRecord $machine }
        (Read-LabRecord $machine)
        $machine.Begun | Should -Be 'one', 'two'
        Test-Path "$($machine.Record).new" | Should -BeFalse
        Undo-LabPlan $machine @() 6> $null
        Test-Path $machine.Record | Should -BeFalse
    }
}

Describe 'a machine' {
    It 'without a curl that serves has the article all the same, as Windows Server 2016, where there is no TLS 1.3 either' {
        $machine = New-LabMachine $TestDrive
        & (Get-Module Lab) {
            Set-Item function:script:Test-LabCurl { $false }
            Set-Item function:script:Get-LabWindows { @{ Name = 'stand-in'; Build = 14393; Revision = 0; Like = '2016'; Server = $true } }
        }
        Invoke-LabPlan $machine (Get-LabPlan -Id 'none') 6> $null
        $machine.Error | Should -BeNullOrEmpty
        $machine.Differences | Should -BeNullOrEmpty
        @($machine.Article.client | Select-Object -Unique) | Should -Be 'HttpClient'
        @($machine.Article.request -like '*TLS 1.3*').Count | Should -Be 0
        @($machine.Article | Where-Object status -EQ 'not sent').error | Should -BeLike 'no client here speaks HTTP/2*'
    }
    It 'is not refused as it came, but with sites of its own or a default site that is in use: <About>' -ForEach @(
        @{ About = 'as it came'; Change = { }; Foreign = @() }
        @{ About = 'another site'; Change = { New-Website -Name 'Shop' -Id 5 -Port 81 -PhysicalPath C:\shop -ApplicationPool DefaultAppPool }; Foreign = 'Shop' }
        @{ About = 'an application'; Change = { New-WebApplication -Name 'Shop' -Site 'Default Web Site' -PhysicalPath C:\shop -ApplicationPool DefaultAppPool }; Foreign = 'Default Web Site' }
        @{ About = 'a binding'; Change = { New-WebBinding -Name 'Default Web Site' -Protocol https -Port 443 -IPAddress '*' -SslFlags 0 }; Foreign = 'Default Web Site' }
    ) {
        $machine = New-LabMachine $TestDrive
        [void] (Install-WindowsFeature 'Web-Server')
        & $Change
        @(Get-LabForeignSite $machine) | Should -Be $Foreign
    }
    It 'is refused while something listens on a port of the laboratory' {
        $machine = New-LabMachine $TestDrive
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        try {
            Get-LabTakenPort $machine | Should -BeNullOrEmpty
            $machine.Ports['second/http'] = $listener.LocalEndpoint.Port
            Get-LabTakenPort $machine | Should -Be $listener.LocalEndpoint.Port
        } finally { $listener.Stop() }
    }
}
