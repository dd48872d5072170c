#Requires -Version 7.0
# The rollout over real SSH remoting, to hosts of its own on this machine. These scenarios take long, and run with
# scripts/test-powershell --all.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Fleet.psm1') -Force
    $noSshd = -not (Find-Sshd)
    if ($noSshd) { Write-Host 'skipped: there is no sshd (Debian: openssh-server)' }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1') -Force
    Import-Module (Join-Path $PSScriptRoot 'Fleet.psm1') -Force
    Import-TestModule
    function Invoke-Rollout {
        param([string[]] $Name, [hashtable] $More = @{})
        $options = Get-FleetOption
        foreach ($key in $More.Keys) { $options[$key] = $More[$key] }
        Invoke-CertliftRollout -HostName (Get-FleetName $Name) @options -ErrorVariable +script:problems -ErrorAction SilentlyContinue
    }
}

AfterAll { Remove-Fleet }

Describe 'scenario waves: six misplaced hosts; one sick after the change, one at the first try, one locked' -Skip:$noSshd -Tag Long {
    BeforeAll {
        [void] (New-Fleet)
        $all = 'web01', 'web02', 'web03', 'web04', 'web05', 'web06'
        $all | ForEach-Object { Add-FleetHost $_ shop }
        Set-Content (Get-FleetFolder web03/sick) x
        $lock = '{{"host":"{0}","pid":{1},"process":"","time":"2026-11-22T08:29:00.000000Z"}}' -f (hostname), $PID
        [void] (New-Item -ItemType Directory (Get-FleetFolder web04/.certlift))
        Set-Content (Get-FleetFolder web04/.certlift/lock) $lock
        Set-Content (Get-FleetFolder web02/starting) x
        $port = Start-FleetSite
        $waves = @{ Wave = '1', '3', '2'; HealthScript = $null; HealthUrl = "http://127.0.0.1:$port/{0}"; HealthStatus = 204; HealthDelay = 1 }
        $first = Invoke-Rollout $all $waves
    }
    It 'it stops in the second of three waves' { Get-Outcome $first $all | Should -Be 'fixed, fixed, undone, failed, to fix, to fix' }
    It 'the first wave and the healthy host of the second are fixed' { Test-New web01, web02 | Should -BeTrue }
    It 'that was healthy at the second try, which was made' { Get-FleetFolder web02/starting | Should -Not -Exist }
    It 'the sick one is as it was, byte for byte, because of what its URL answered' {
        Test-Old web03 | Should -BeTrue
        Get-Why $first web03 | Should -BeLike 'Check its health: *answers 503*'
    }
    It 'the locked one is as it was, and says who holds it' {
        Test-Old web04 | Should -BeTrue
        Get-Why $first web04 | Should -BeLike "*another certlift (process $PID*"
    }
    It 'the third wave is not touched' { Test-Old web05, web06 | Should -BeTrue }
    It 'none is left drained' { Get-Drained | Should -BeNullOrEmpty }
    It 'once they are healed, a second run finishes, and changes none of those that were fixed' {
        Remove-Item (Get-FleetFolder web03/sick), (Get-FleetFolder web04/.certlift/lock)
        Get-Outcome (Invoke-Rollout $all $waves) $all | Should -Be 'fixed, fixed, fixed, fixed, fixed, fixed'
        Test-New $all | Should -BeTrue
        Get-ChildItem (Get-FleetFolder web01/.certlift) -Directory | Should -HaveCount 1
    }
    AfterAll { Remove-Fleet }
}

Describe 'scenario lost: three hosts; one is lost between drain and plan' -Skip:$noSshd -Tag Long {
    BeforeAll {
        [void] (New-Fleet)
        'web01', 'web02', 'web03' | ForEach-Object { Add-FleetHost $_ shop }
        $drain = {
            param($name)
            Set-Content (Join-Path (Get-FleetFolder (Get-FleetShortName $name)) drained) x
            if ((Get-FleetShortName $name) -eq 'web02') { Stop-FleetHost web02 }
        }
        $first = Invoke-Rollout web01, web02, web03 @{ Wave = '1'; Drain = $drain }
    }
    It 'it stops after that wave' { Get-Outcome $first web01, web02, web03 | Should -Be 'fixed, failed, to fix' }
    It 'the lost host is old, drained, and not finished' {
        Test-Old web02 | Should -BeTrue
        Get-Drained | Should -Be 'web02'
        (Get-Record web02).unfinished | Should -BeTrue
        Get-Why $first web02 | Should -BeLike '*run the rollout again*'
    }
    It 'once it is back, the next run finishes' {
        Start-FleetHost web02
        Get-Outcome (Invoke-Rollout web01, web02, web03) web01, web02, web03 | Should -Be 'fixed, fixed, fixed'
        Test-New web01, web02, web03 | Should -BeTrue
        Get-Drained | Should -BeNullOrEmpty
    }
    AfterAll { Remove-Fleet }
}

Describe 'scenario others: three hosts; another process writes between plan and apply, two share a file' -Skip:$noSshd -Tag Long {
    BeforeAll {
        [void] (New-Fleet)
        Add-FleetHost web01 shop -Program '[ "$1" != apply ] || [ -e ~/meddled ] || { echo "<!-- by another hand -->" >>~/applicationHost.config; : >~/meddled; }'
        Add-FleetHost web02 shop
        Add-FleetHost web03 shop
        Remove-Item (Get-FleetConfig web03)
        [void] (New-Item -ItemType SymbolicLink -Path (Get-FleetConfig web03) -Target (Get-FleetConfig web02))
        $first = Invoke-Rollout web01, web02, web03 @{ Wave = '3' }
        Add-Content (Get-FleetFolder web01/original) '<!-- by another hand -->'
    }
    It 'the stale plan is not applied, and the change of the other stays' {
        Get-Outcome $first web01 | Should -Be 'failed'
        Get-Why $first web01 | Should -BeLike 'Apply exactly that plan: *'
        Test-Old web01 | Should -BeTrue
    }
    It 'sharing is no failure, and one of the two says that it made the change' {
        (Get-Outcome $first web02, web03) | Should -BeIn 'fixed, nothing to do', 'nothing to do, fixed'
        Test-New web02 | Should -BeTrue
    }
    It 'none is left drained' { Get-Drained | Should -BeNullOrEmpty }
    It 'the next run plans anew' {
        Get-Outcome (Invoke-Rollout web01, web02) web01 | Should -Be 'fixed'
        Test-New web01 | Should -BeTrue
    }
    AfterAll { Remove-Fleet }
}

Describe 'scenario undo: three hosts, misplaced (2) and clean' -Skip:$noSshd -Tag Long {
    BeforeAll {
        [void] (New-Fleet)
        Add-FleetHost web01 shop
        Add-FleetHost web02 sub-application
        Add-FleetHost web03 clean
        $all = 'web01', 'web02', 'web03'
        [void] (Invoke-Rollout $all)
    }
    It 'with -WhatIf says what it would undo, and undoes nothing' {
        Get-Outcome (Invoke-Rollout $all @{ Undo = $true; WhatIf = $true }) $all | Should -Be 'to undo, to undo, nothing to do'
        Test-New web01, web02 | Should -BeTrue
    }
    It 'brings all back, byte for byte' {
        Get-Outcome (Invoke-Rollout $all @{ Undo = $true }) $all | Should -Be 'undone, undone, nothing to do'
        Test-Old $all | Should -BeTrue
        Get-Drained | Should -BeNullOrEmpty
        (Get-Record web01).outcome | Should -Be 'undone'
    }
    It 'a second one finds nothing to do' {
        Get-Outcome (Invoke-Rollout $all @{ Undo = $true }) $all | Should -Be 'nothing to do, nothing to do, nothing to do'
    }
    AfterAll { Remove-Fleet }
}
