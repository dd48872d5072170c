#Requires -Version 7.0
# The resource of DSC v3: as PowerShell hands it what is wanted, and, where there is the program dsc, as that runs it.

BeforeDiscovery {
    $noDsc = -not (Get-Command dsc -CommandType Application -ErrorAction Ignore)
    if ($noDsc) { Write-Host 'skipped: there is no program dsc to run the resource' }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1') -Force
    $number = 0
    function New-Copy { param([string] $Name) $script:number++; Copy-Fixture $Name "$TestDrive/c$script:number" }
}

Describe 'certlift dsc' {
    BeforeAll {
        function Invoke-Resource {
            param([string] $Operation, [hashtable] $Wanted)
            $said = $Wanted | ConvertTo-Json -Compress | & (Get-TestProgram) dsc $Operation
            $LASTEXITCODE | Should -Be 0
            $said | ConvertFrom-Json
        }
    }
    It 'tests, sets and tests again' {
        $file = New-Copy shop
        (Invoke-Resource test @{ target = $file })._inDesiredState | Should -BeFalse
        (Invoke-Resource whatif @{ target = $file })._metadata.whatIf | Should -Be "${file}: lift the mappings of 'Shop/Partners' to the site 'Shop'"
        (Invoke-Resource set @{ target = $file })._inDesiredState | Should -BeTrue
        (Invoke-Resource test @{ target = $file })._inDesiredState | Should -BeTrue
    }
}

Describe 'dsc' -Skip:$noDsc {
    BeforeAll {
        $folder = New-Item -ItemType Directory "$TestDrive/resources"
        Copy-Item (Join-Path (Get-Repository) 'packaging/dsc/certlift.dsc.resource.json') $folder
        Copy-Item (Get-TestProgram) $folder
        $path = $env:PATH
        $env:PATH = "$folder" + [IO.Path]::PathSeparator + $path
    }
    AfterAll { $env:PATH = $path }
    It 'runs the resource' {
        $wanted = @{ target = New-Copy shop } | ConvertTo-Json -Compress
        foreach ($isThere in $false, $true) {
            $said = dsc resource test --resource Certlift/MappingLevel --input $wanted --output-format json | ConvertFrom-Json
            $LASTEXITCODE | Should -Be 0
            $said.inDesiredState | Should -Be $isThere
            dsc resource set --resource Certlift/MappingLevel --input $wanted | Out-Null
            $LASTEXITCODE | Should -Be 0
        }
    }
}
