#Requires -Version 7.0
# What the Tab key offers.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1') -Force
    Import-TestModule
    $shop = Get-Fixture shop
    $example = Get-Fixture sub-application
}

Describe 'completion' {
    BeforeAll {
        function Complete {
            param([string] $Line)
            [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, @{}).CompletionMatches.CompletionText
        }
    }
    It 'offers rules' { Complete 'Get-CertliftFinding -Only mis' | Should -Be 'misplaced-client-cert-mappings' }
    It 'offers risks' {
        Complete 'Repair-CertliftConfiguration -Accept widens-a' | Should -Be 'widens-access'
        Complete 'Repair-CertliftConfiguration -Accept shared' | Should -Be 'shared-configuration'
    }
    It 'offers the sites of the file' { Complete "Get-CertliftFinding $shop -Site " | Should -Contain 'Shop' }
    It 'offers the locations of the file' { Complete "Get-CertliftEffective $shop -Location Shop/" | Should -Contain 'Shop/Partners' }
    It 'quotes what needs it' {
        $folder = Join-Path $TestDrive 'blank'
        $file = Copy-Fixture shop $folder
        (Get-Content $file -Raw) -replace 'site name="Shop"', 'site name="O''Shop 1"' | Set-Content $file
        Complete "Get-CertliftFinding $file -Site o" | Should -Be "'O''Shop 1'"
    }
    It 'offers the ids of the changes' {
        $file = Copy-Fixture shop "$TestDrive/ids"
        $change = Repair-CertliftConfiguration $file -Confirm:$false
        Complete "Undo-CertliftChange $file -Id 2" | Should -Be $change.Backup
    }
    It 'offers nothing, and says nothing, where there is no program' {
        $path = $env:PATH
        try { $env:PATH = '/nowhere'; InModuleScope Certlift { Get-CertliftCompletion -Kind Rule -Word '' -Bound @{} } | Should -BeNullOrEmpty }
        finally { $env:PATH = $path }
    }
}
