#Requires -Version 7.0
# The rollout over real SSH remoting, to hosts of its own on this machine. The scenarios are those of tests/fleet;
# those that take long are in RemotingLong.Tests.ps1.

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

Describe 'scenario fleet: seven hosts, misplaced (2), clean, refused, malformed, unreachable, wants consent' -Skip:$noSshd {
    BeforeAll {
        [void] (New-Fleet)
        Add-FleetHost web01 shop
        Add-FleetHost web02 sub-application
        Add-FleetHost web03 clean
        Add-FleetHost web04 refused
        Add-FleetHost web05 malformed
        Add-FleetHost web06 shop
        Add-FleetHost web07 risky
        Stop-FleetHost web06
        $all = 'web01', 'web02', 'web03', 'web04', 'web05', 'web06', 'web07'
        $script:problems = @()
        $first = Invoke-Rollout $all
        $firstProblems = $script:problems
        $unfit = Get-FleetName web04, web05, web06, web07
    }
    It 'unfit hosts stop it before any file is changed' { Test-Old $all | Should -BeTrue }
    It 'or any host is drained' { Get-Drained | Should -BeNullOrEmpty }
    It 'each host has its outcome' {
        Get-Outcome $first $all | Should -Be 'to fix, to fix, nothing to do, refused, failed, failed, refused'
    }
    It 'and says why' {
        Get-Why $first web04 | Should -BeLike '*has the name of another rule*'
        Get-Why $first web05 | Should -Match 'applicationHost\.config:\d+:\d+'
        Get-Why $first web06 | Should -BeLike '*cannot be reached*'
        Get-Why $first web07 | Should -BeLike '*-Accept widens-access*'
    }
    It 'each unfit host is an error of its own, with its kind' {
        $firstProblems.TargetObject | Should -Be $unfit
        $firstProblems.CategoryInfo.Category | Should -Be 'InvalidOperation', 'ParserError', 'ConnectionError', 'InvalidOperation'
    }
    It 'left out, they do not stop it' {
        $script:second = Invoke-Rollout $all @{ LeaveOut = $unfit }
        Get-Outcome $script:second $all | Should -Be 'fixed, fixed, nothing to do, left out, left out, left out, left out'
        $script:second[0].Wave, $script:second[1].Wave | Should -Be 1, 2
    }
    It 'the misplaced are fixed, byte for byte as fix does it' { Test-New web01, web02 | Should -BeTrue }
    It 'the others are not touched' { Test-Old web03, web04, web05, web06, web07 | Should -BeTrue }
    It 'none is left drained' { Get-Drained | Should -BeNullOrEmpty }
    It 'the report has a record of each, and the report of certlift for those that were reached' {
        (Get-Record web01).outcome | Should -Be 'fixed'
        (Get-Record web04).outcome | Should -Be 'left out'
        $files = Get-ChildItem (Get-FleetFolder report/hosts)
        $files | Should -HaveCount 6
        foreach ($file in $files) { (Get-Content $file -Raw | ConvertFrom-Json).command | Should -BeIn 'diff', 'apply' }
    }
    It 'and holds no secret' { Get-ChildItem (Get-FleetFolder report) -Recurse -File | Select-String -Pattern 'Spring2019|enc:' | Should -BeNullOrEmpty }
    It 'a second run changes nothing, and still says what was fixed' {
        $third = Invoke-Rollout 'web01', 'web02', 'web03'
        Get-Outcome $third web01, web02, web03 | Should -Be 'fixed, fixed, nothing to do'
        Get-ChildItem (Get-FleetFolder web01/.certlift) -Directory | Should -HaveCount 1
    }
    AfterAll { Remove-Fleet }
}

Describe 'scenario check: -WhatIf over two hosts, misplaced and clean' -Skip:$noSshd {
    BeforeAll {
        [void] (New-Fleet)
        Add-FleetHost web01 shop
        Add-FleetHost web02 clean
        $result = Invoke-Rollout web01, web02 @{ WhatIf = $true }
    }
    It 'says what would be done' { Get-Outcome $result web01, web02 | Should -Be 'to fix, nothing to do' }
    It 'changes nothing' {
        Test-Old web01, web02 | Should -BeTrue
        Get-FleetFolder web01/.certlift | Should -Not -Exist
    }
    It 'writes no report' { Get-FleetFolder report | Should -Not -Exist }
    It 'drains none' { Get-Drained | Should -BeNullOrEmpty }
    AfterAll { Remove-Fleet }
}

Describe 'scenario killed: three hosts; this side is killed in mid-wave' -Skip:$noSshd {
    BeforeAll {
        [void] (New-Fleet)
        'web01', 'web02', 'web03' | ForEach-Object { Add-FleetHost $_ shop }
        Set-Content (Get-FleetFolder web02/slow) x
        # The same command in a PowerShell of its own, to kill.
        $options = Get-FleetOption
        $drained = "{ param(`$name) Set-Content (Join-Path '$((Get-FleetFolder ''))' (((`$name -split '@|:')[1]) + '/drained')) x }"
        Set-Content (Get-FleetFolder run.ps1) @"
Import-Module '$(Get-Repository)/powershell/Certlift/Certlift.psd1'
Invoke-CertliftRollout -HostName '$((Get-FleetName web01, web02, web03) -join "','")' -Wave 1 -Confirm:`$false -KeyFilePath '$($options.KeyFilePath)' ``
  -SSHOption @{ UserKnownHostsFile = '$($options.SSHOption.UserKnownHostsFile)'; GlobalKnownHostsFile = '/dev/null' } -ReportPath '$($options.ReportPath)' ``
  -Target '$($options.Target)' -ProgramPath '$($options.ProgramPath)' -HealthScript {$($options.HealthScript)} -Drain $drained ``
  -Undrain { param(`$name) Remove-Item (Join-Path '$((Get-FleetFolder ''))' (((`$name -split '@|:')[1]) + '/drained')) }
"@
        $control = Start-Process (Join-Path (Get-Repository) 'build/tools/pwsh') -ArgumentList '-NoProfile', '-File', (Get-FleetFolder run.ps1) -PassThru -RedirectStandardOutput (Get-FleetFolder run.log) -RedirectStandardError (Get-FleetFolder run.err)
        foreach ($try in 1..900) {
            if ((Test-Path (Get-FleetFolder web02/checking)) -or $control.HasExited) { break }
            Start-Sleep -Milliseconds 100
        }
        $wasRunning = -not $control.HasExited
        foreach ($id in (Get-ProcessTree $control.Id)) { Stop-Process -Id $id -Force -ErrorAction SilentlyContinue }
    }
    It 'it was in mid-wave' { $wasRunning | Should -BeTrue; Get-FleetFolder web02/checking | Should -Exist }
    It 'every host is old or new' { Test-New web01, web02 | Should -BeTrue; Test-Old web03 | Should -BeTrue }
    It 'the host in hand is still drained' { Get-Drained | Should -Be 'web02' }
    It 'the record says that it is not finished, and by which plan it was changed' {
        (Get-Record web02).unfinished | Should -BeTrue
        (Get-Record web02).why | Should -BeLike '*not finished*'
        (Get-Record web02).plan | Should -Not -BeNullOrEmpty
    }
    It 'the next run takes it up again and, because it is sick, undoes the change of the killed run' {
        Remove-Item (Get-FleetFolder web02/slow)
        Set-Content (Get-FleetFolder web02/sick) x
        $script:second = Invoke-Rollout web01, web02, web03 @{ Wave = '1' }
        Get-Outcome $script:second web01, web02, web03 | Should -Be 'fixed, undone, to fix'
        Test-Old web02, web03 | Should -BeTrue
    }
    It 'once it is healed, a third run finishes' {
        Remove-Item (Get-FleetFolder web02/sick)
        Get-Outcome (Invoke-Rollout web01, web02, web03) web01, web02, web03 | Should -Be 'fixed, fixed, fixed'
        Test-New web01, web02, web03 | Should -BeTrue
        Get-Drained | Should -BeNullOrEmpty
    }
    AfterAll { Remove-Fleet }
}

Describe 'scenario hung: three hosts; one never answers, one is frozen' -Skip:$noSshd {
    BeforeAll {
        [void] (New-Fleet)
        Add-FleetHost web01 shop
        Add-FleetHost web02 shop -Program '[ "$1" != diff ] || exec sleep 300'
        Add-FleetHost web03 shop -Program '[ "$1" != diff ] || { echo $PPID >~/frozen; kill -STOP $PPID; }'
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $script:problems = @()
        $result = Invoke-Rollout web01, web02, web03 @{ OperationTimeout = 20 }
        $seconds = $watch.Elapsed.TotalSeconds
    }
    It 'they have failed, and the other has its outcome' { Get-Outcome $result web01, web02, web03 | Should -Be 'to fix, failed, failed' }
    It 'they have not held it up for longer than -OperationTimeout' { $seconds | Should -BeLessThan 40 }
    It 'and say what to do' { Get-Why $result web02 | Should -BeLike '*has not answered in 20 seconds*-OperationTimeout*' }
    It 'as errors of their kind' { $script:problems.CategoryInfo.Category | Should -Be 'OperationTimeout', 'OperationTimeout' }
    It 'no ssh of this process is left' { Get-Process ssh -ErrorAction SilentlyContinue | Where-Object { $_.Parent.Id -eq $PID } | Should -BeNullOrEmpty }
    AfterAll {
        # A frozen process does not notice that its connection has ended.
        Stop-Process -Id (Get-Content (Get-FleetFolder web03/frozen)) -Force -ErrorAction SilentlyContinue
        Remove-Fleet
    }
}

Describe 'scenario bad: five hosts without certlift, with an old one, one that is killed, one that is cut short, one busy' -Skip:$noSshd {
    BeforeAll {
        [void] (New-Fleet)
        Add-FleetHost web01 shop
        Remove-Item (Get-FleetFolder web01/bin/certlift)
        Add-FleetHost web02 shop -Program 'echo "something else"; exit 0'
        Add-FleetHost web03 shop -Program '[ "$1" != diff ] || kill -KILL $$'
        Add-FleetHost web04 shop -Program '[ "$1" != diff ] || { printf "{\"schema_version\": 1, "; exit 1; }'
        Add-FleetHost web05 shop -Program "[ `"`$1`" != diff ] || { cat <<'END'`n$(New-ErrorReport busy /etc/x 4 'another certlift holds it')`nEND`nexit 4; }"
        $result = Invoke-Rollout web01, web02, web03, web04, web05
    }
    It 'all have failed, and none is changed' {
        Get-Outcome $result web01, web02, web03, web04, web05 | Should -Be 'failed, failed, failed, failed, failed'
        Test-Old web01, web02, web03, web04, web05 | Should -BeTrue
    }
    It 'the one without certlift says where it was looked for' { Get-Why $result web01 | Should -BeLike '*there is no program */web01/bin/certlift on the host*' }
    It 'the one with another program says so' { Get-Why $result web02 | Should -BeLike '*does not answer --version*' }
    It 'the killed one says by which signal' { Get-Why $result web03 | Should -BeLike '*killed (signal 9)*' }
    It 'the one cut short says so' { Get-Why $result web04 | Should -BeLike '*missing or cut short*' }
    It 'the busy one says who holds it' { Get-Why $result web05 | Should -BeLike '*another certlift holds it*' }
    AfterAll { Remove-Fleet }
}
