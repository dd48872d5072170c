#Requires -Version 7.0
# docs/powershell.md shows sessions as a user sees them: each ```powershell block with a prompt is run again and compared.
# CERTLIFT_UPDATE=1 writes what came out.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1') -Force
    $page = Join-Path (Get-Repository) 'docs/powershell.md'
    $text = [System.IO.File]::ReadAllText($page)
    $fence = [regex] '(?s)```powershell\n(PS> .*?)```'

    # All commands of the page in one PowerShell, in a folder with two configurations. Ids, times and the folder differ each
    # time, so they are written as fixed ones.
    function Invoke-Session {
        param([string[]] $Command)
        $folder = Join-Path $TestDrive 'session'
        [void] (New-Item -ItemType Directory $folder)
        Copy-Item (Get-Fixture shop) "$folder/applicationHost.config"
        Copy-Item (Get-Fixture sub-application) "$folder/sub-application.config"
        $mark = '=====8<====='
        $lines = @("`$PSStyle.OutputRendering = 'PlainText'; `$ErrorView = 'CategoryView'; Set-Location '$folder'")
        $lines += "`$env:PATH = '$(Split-Path (Get-TestProgram))' + ':' + `$env:PATH; Import-Module '$(Get-Repository)/powershell/Certlift'"
        $lines += '$ErrorView = ''ConciseView'''
        foreach ($one in $Command) { $lines += "Write-Host '$mark'"; $lines += ". { $one } 2>&1 | Out-String -Width 118 | Write-Host" }
        Set-Content "$folder/session.ps1" $lines
        $said = (& (Join-Path (Get-Repository) 'build/tools/pwsh') -NoProfile -NonInteractive -File "$folder/session.ps1") -join "`n"
        $said = $said.Replace("$folder/", '/copies/') -replace '\d{8}T\d{6}Z-[0-9a-f]{4}', '20261122T083000Z-3f2a'
        $said = $said -replace '\d{4}-\d\d-\d\d \d\d:\d\d:\d\d', '2026-11-22 08:30:00' -replace '(intact +\w+ +)\w+( +)', '$1admin '
        $said = $said -replace '[ \t]+(?=\n|$)', ''
        ($said -split $mark)[1..($Command.Count)] | ForEach-Object { $_.Trim("`n") }
    }
}

Describe 'docs/powershell.md' {
    It 'shows what a user sees' {
        $blocks = $fence.Matches($text)
        $blocks.Count | Should -BeGreaterThan 5
        $commands = @($blocks | ForEach-Object { $_.Groups[1].Value -split "`n" | Where-Object { $_.StartsWith('PS> ') } | ForEach-Object { $_.Substring(4) } })
        $answers = @(Invoke-Session $commands)
        $script:next = 0
        $new = $fence.Replace($text, {
                param($block)
                $prompts = @($block.Groups[1].Value -split "`n" | Where-Object { $_.StartsWith('PS> ') })
                $parts = foreach ($prompt in $prompts) { "$prompt`n$($answers[$script:next])".TrimEnd("`n"); $script:next++ }
                "``````powershell`n" + ($parts -join "`n`n") + "`n``````"
            })
        if ($env:CERTLIFT_UPDATE) { [System.IO.File]::WriteAllText($page, $new) }
        $new | Should -BeExactly $text
    }
    It 'names every function' {
        foreach ($file in (Get-ChildItem (Join-Path (Get-Repository) 'powershell/Certlift/Public') -Filter *.ps1)) { $text | Should -BeLike "*$($file.BaseName)*" }
    }
    It 'shows no secret' { $text | Should -Not -Match 'Spring2019|enc:' }
}
