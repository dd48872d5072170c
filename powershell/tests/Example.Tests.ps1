#Requires -Version 7.0
# examples/rollout/rollout.ps1 as a user runs it, over SSH remoting.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Fleet.psm1') -Force
    $noSshd = -not (Find-Sshd)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1') -Force
    Import-Module (Join-Path $PSScriptRoot 'Fleet.psm1') -Force
    Import-TestModule
    $script = Join-Path (Get-Repository) 'examples/rollout/rollout.ps1'
}

Describe 'rollout.ps1' -Skip:$noSshd {
    BeforeAll {
        [void] (New-Fleet)
        Add-FleetHost web01 shop
        Add-FleetHost web02 clean
        # How these hosts are reached, and where their files are; at home a user has that in ~/.ssh/config and in the usual places.
        $options = Get-FleetOption
        $global:PSDefaultParameterValues = @{}
        foreach ($name in 'KeyFilePath', 'SSHOption', 'Target', 'ProgramPath') { $global:PSDefaultParameterValues["Invoke-CertliftRollout:$name"] = $options[$name] }
        Push-Location (Get-FleetFolder '')
    }
    It 'only looks with -WhatIf' {
        $result = & $script -HostName (Get-FleetName web01, web02) -WhatIf
        Get-Outcome $result web01, web02 | Should -Be 'to fix, nothing to do'
        Test-Old web01, web02 | Should -BeTrue
        Get-FleetFolder certlift-report | Should -Not -Exist
    }
    It 'fixes, and keeps what it knows' {
        $global:LASTEXITCODE = 0
        $result = & $script -HostName (Get-FleetName web01, web02)
        Get-Outcome $result web01, web02 | Should -Be 'fixed, nothing to do'
        $LASTEXITCODE | Should -Be 0
        Test-New web01 | Should -BeTrue
        Get-FleetFolder certlift-report/rollout.json | Should -Exist
    }
    It 'goes back with -Undo, and exits with 1 where a host is not in order' {
        Stop-FleetHost web02
        $global:PSDefaultParameterValues['Invoke-CertliftRollout:ErrorAction'] = 'SilentlyContinue'
        $result = & $script -HostName (Get-FleetName web01, web02) -Undo
        $LASTEXITCODE | Should -Be 1
        Get-Outcome $result web01, web02 | Should -Be 'to undo, failed'
        Get-Outcome (& $script -HostName (Get-FleetName web01) -Undo) web01 | Should -Be 'undone'
        Test-Old web01 | Should -BeTrue
    }
    AfterAll {
        Pop-Location
        $global:PSDefaultParameterValues = @{}
        Remove-Fleet
    }
}
