#Requires -Version 7.0
# The scripts for ConfigMgr: one line of output, and exit 0 in every case.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1') -Force
    $number = 0
    function New-Copy { param([string] $Name) $script:number++; Copy-Fixture $Name "$TestDrive/c$script:number" }
    function Invoke-Script {
        param([string] $Name, [string] $Target, [string] $Program = (Get-TestProgram))
        $global:LASTEXITCODE = 99
        $said = @(& (Join-Path (Get-Repository) "packaging/configmgr/$Name") -Program $Program -Target $Target 2>&1)
        $LASTEXITCODE | Should -Be 0
        $said | Should -HaveCount 1
        "$said"
    }
}

Describe 'Discover-Certlift.ps1' {
    It 'finds what is misplaced, and changes nothing' {
        $file = New-Copy shop
        Invoke-Script Discover-Certlift.ps1 $file | Should -BeLike "NonCompliant: ${file}:22:11: error: *Shop/Partners*"
        Get-Sha256 $file | Should -Be (Get-Sha256 (Get-Fixture shop))
    }
    It 'is content where there is nothing' { Invoke-Script Discover-Certlift.ps1 (New-Copy clean) | Should -Be 'Compliant' }
    It 'is content where there is no IIS' { Invoke-Script Discover-Certlift.ps1 '' | Should -Be 'Compliant: there is no IIS on this server' }
    It 'says that a file cannot be read' { Invoke-Script Discover-Certlift.ps1 "$TestDrive/none.config" | Should -BeLike 'Error: certlift check ended with 3: *none.config*' }
    It 'says that there is no certlift' { Invoke-Script Discover-Certlift.ps1 (New-Copy shop) "$TestDrive/none.exe" | Should -BeLike 'Error: there is no */none.exe on this server' }
}

Describe 'as ConfigMgr runs them, in a process of their own' {
    It '<_> writes one line and exits with 0' -ForEach 'Discover-Certlift.ps1', 'Remediate-Certlift.ps1' {
        $script = Join-Path (Get-Repository) "packaging/configmgr/$_"
        $said = @(& (Join-Path (Get-Repository) 'build/tools/pwsh') -NoProfile -NonInteractive -File $script -Program (Get-TestProgram) -Target "$TestDrive/none.config" 2>&1)
        $LASTEXITCODE | Should -Be 0
        $said | Should -HaveCount 1
        "$said" | Should -BeLike 'Error: *'
    }
}

Describe 'Remediate-Certlift.ps1' {
    It 'fixes, so that the discovery is content' {
        $file = New-Copy shop
        Invoke-Script Remediate-Certlift.ps1 $file | Should -BeLike 'Fixed: *'
        Invoke-Script Discover-Certlift.ps1 $file | Should -Be 'Compliant'
        "$(Split-Path $file)/.certlift" | Should -Exist
    }
    It 'may be run again' { Invoke-Script Remediate-Certlift.ps1 (New-Copy clean) | Should -BeLike 'Fixed: *' }
    It 'leaves what needs a decision, and says which' {
        $file = New-Copy refused
        Invoke-Script Remediate-Certlift.ps1 $file | Should -BeLike "NotFixed: ${file}:*: error: *run certlift diff on this server"
    }
    It 'says why it could not' { Invoke-Script Remediate-Certlift.ps1 "$TestDrive/none.config" | Should -BeLike 'Error: certlift fix ended with 3: *none.config*' }
    It 'says no secret' { Invoke-Script Remediate-Certlift.ps1 (New-Copy refused) | Should -Not -Match 'Spring2019|enc:' }
}
