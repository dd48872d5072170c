#Requires -Version 7.0
# The laboratory, against a stand-in for Windows and IIS: whatever ends a run, nothing is left. Nothing here says anything
# about IIS.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1') -Force
    $experiments = Get-ChildItem (Join-Path (Get-Repository) 'lab/probes'), (Join-Path (Get-Repository) 'lab/checks') -Filter *.ps1 | ForEach-Object { @{ Id = $_.BaseName; Kind = $_.Directory.Name } }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1') -Force
    $lab = Join-Path (Get-Repository) 'lab'
    $env:CERTLIFT = Get-TestProgram
    Import-Module (Join-Path $lab 'Lab.psm1') -Global -Force
    Import-Module (Join-Path $lab 'tests/StandIn.psm1') -Global -Force
    Import-Module (Join-Path $PSScriptRoot 'LabHelpers.psm1') -Force

    function New-Machine { New-LabMachine $TestDrive }

    # Fails each Step-th change of the machine, before its effect and after it.
    function Test-EachChange {
        param([int] $Step, [int] $Begin)
        $counting = New-Machine
        Invoke-LabPlan $counting (Get-QuickPlan) 6> $null
        $all = (Get-StandInState).Calls
        $all | Should -BeGreaterThan 30
        $failed = 0
        $again = 0
        foreach ($after in $false, $true) {
            for ($at = $Begin; $at -le $all; $at += $Step) {
                $machine = New-Machine
                $before = @(Get-StandInInventory)
                (Get-StandInState).FailAt = $at
                (Get-StandInState).After = $after
                $plan = Get-QuickPlan
                Invoke-LabPlan $machine $plan 6> $null
                $why = "call $at, $((Get-StandInState).Names[$at - 1]), after: $after"
                ($machine.Error -or $machine.Left) | Should -BeTrue -Because $why
                if ($machine.Left) { $again++; Test-Path $machine.Record | Should -BeTrue; (Invoke-CleanUp $machine $plan).Left | Should -BeNullOrEmpty -Because $why }
                Get-StandInInventory | Should -Be $before -Because $why
                $failed++
            }
        }
        Write-Host "failed at $failed changes of the machine, $again of them while removing; left: nothing"
    }

    function Test-EachExperiment {
        param([string] $Part)
        $machine = New-Machine
        $begin = @(Get-StandInInventory)
        $plan = @(Get-QuickPlan | Where-Object Name -NE 'fix') + @(Get-LabPlan -Id 'U12' | Where-Object Name -EQ 'the site for the probes')
        $script:part = $Part
        $script:failed = 0
        $script:faults = @()
        $each = New-LabStep 'each' 'all of them' {
            param($Lab)
            foreach ($one in @(Get-LabExperiment probes) + @(Get-LabExperiment checks)) {
                if ($script:part -ne 'SetUp') { $one.Request = { @{ request = 'none'; status = 'reset' } } }
                $do = $one.SetUp
                if ($script:part -eq 'SetUp') { $one.SetUp = { param($Lab) & $do $Lab; throw 'it is so' }.GetNewClosure() } else { $one[$script:part] = { throw 'it is so' } }
                $one.Needs = { }
                $before = @(Get-StandInInventory | Where-Object { $_ -notmatch '^file .*(\.certlift|answer|body)' })
                Invoke-LabExperiment $Lab $one
                $after = @(Get-StandInInventory | Where-Object { $_ -notmatch '^file .*(\.certlift|answer|body)' })
                if (Compare-Object $before $after) { $script:faults += "$($one.Id): $(Compare-Object $before $after | Out-String)" }
                if ($Lab.Results[-1].verdict -ne 'not-run') { $script:faults += "$($one.Id): $($Lab.Results[-1].seen)" }
                $script:failed++
            }
        }
        Invoke-LabPlan $machine ($plan + $each) 6> $null
        $machine.Error | Should -BeNullOrEmpty
        $script:faults | Should -BeNullOrEmpty
        $script:failed | Should -Be 34
        Get-StandInInventory | Should -Be $begin
    }

    function Start-Laboratory {
        param([string] $Folder, [string[]] $Arguments, [hashtable] $Environment = @{})
        # Where the tests run in the background Ctrl-C is ignored, and children inherit that.
        $start = [Diagnostics.ProcessStartInfo]::new('/usr/bin/env')
        foreach ($word in @('--default-signal=INT,QUIT', (Join-Path (Get-Repository) 'build/tools/pwsh'), '-NoProfile', '-File', (Join-Path $lab 'Invoke-CertliftLab.ps1'), '-StandIn', (Join-Path $lab 'tests/StandIn.psm1'), '-ProgramPath', (Get-TestProgram),
                '-ResultPath', "$Folder-results", '-ArticleOnly', '-Confirm:$false') + $Arguments) { $start.ArgumentList.Add($word) }
        $start.Environment['LAB_STANDIN_ROOT'] = $Folder
        foreach ($name in $Environment.Keys) { $start.Environment[$name] = "$($Environment[$name])" }
        $start.RedirectStandardOutput = $true
        $process = [Diagnostics.Process]::Start($start)
        $process | Add-Member -NotePropertyName Said -NotePropertyValue $process.StandardOutput.ReadToEndAsync() -PassThru
    }

    function Wait-Asleep {
        param([string] $Folder)
        for ($i = 0; -not (Test-Path "$Folder/asleep"); $i++) { if ($i -gt 600) { throw 'the run did not get there' }; Start-Sleep -Milliseconds 50 }
    }

    # What a run in another process has left.
    function Get-Left { param([string] $Folder) $env:LAB_STANDIN_ROOT = $Folder; try { [void] (Enable-StandIn); Get-StandInInventory } finally { $env:LAB_STANDIN_ROOT = $null } }
}

AfterAll { Remove-Module StandIn, Lab -Force }

Describe 'a probe or check' {
    It '<Id> has the one shape' -ForEach $experiments {
        $one = Get-LabExperiment $Kind $Id
        foreach ($key in 'Question', 'OutcomeA', 'OutcomeB', 'Meanwhile') { $one.$key | Should -BeOfType string; $one.$key | Should -Not -BeNullOrEmpty }
        foreach ($key in 'Needs', 'SetUp', 'Request', 'Read', 'CleanUp') { $one.$key | Should -BeOfType scriptblock }
        $one.Count | Should -Be 11
    }
    It 'is there for each question' {
        @(Get-LabExperiment probes).Id | Should -Be (1..26 | ForEach-Object { 'U{0:d2}' -f $_ })
        @(Get-LabExperiment checks).Id | Should -Be (1..8 | ForEach-Object { "W$_" })
    }
}

Describe 'a run' {
    BeforeAll {
        # The script has loaded the module anew.
        Import-Module (Join-Path $lab 'Lab.psm1') -Global -Force
        $machine = New-Machine
        $before = @(Get-StandInInventory)
        $said = (& { Invoke-LabPlan $machine (Get-LabPlan); $script:code = Complete-LabRun $machine } 6>&1) -join "`n"
        $written = Get-ChildItem $machine.ResultPath -Filter *.json | Get-Content -Raw
        $document = $written | ConvertFrom-Json
        if ($env:LAB_LOG) { Set-Content $env:LAB_LOG $said }
    }
    It 'leaves nothing' { Get-StandInInventory | Should -Be $before; $machine.Left | Should -BeNullOrEmpty; Test-Path $machine.Record | Should -BeFalse }
    It 'finds no difference where the server does as simulate says' { $machine.Differences | Should -BeNullOrEmpty; $machine.Error | Should -BeNullOrEmpty; $script:code | Should -Be 0 }
    It 'runs all probes, and the checks for which there is something' {
        @($document.results | Where-Object verdict -EQ 'not-run').id | Should -Be 'W1', 'W8'
        $document.results.Count | Should -Be 34
    }
    It 'runs into the question that each probe is about, which certlift tells with all its outcomes' {
        # U13 decides no answer, and of U25 and U26 simulate takes one outcome.
        foreach ($result in ($document.results | Where-Object { $_.kind -eq 'probe' -and $_.id -notin 'U13', 'U25', 'U26' })) {
            $first = $result.answers[0]
            $first.not_known | Should -Contain "U$([int] $result.id.Substring(1))" -Because $result.id
            if ($result.id -ne 'U02') { $first.predicted.Count | Should -BeGreaterThan 1 -Because $result.id }
        }
    }
    It 'writes what its schema says' { $written | Test-Json -SchemaFile (Join-Path (Get-Repository) 'docs/lab.schema.json') | Should -BeTrue }
    It 'writes traces beside it, and no password anywhere' {
        @(Get-ChildItem $machine.ResultPath -Filter 'trace-*.xml').Count | Should -BeGreaterThan 5
        Get-ChildItem $machine.ResultPath | Get-Content -Raw | Should -Not -Match 'Lab1-[0-9a-f]{8}'
    }
    It 'says that it was a stand-in, and no page is made of that' {
        $said | Should -BeLike '*This was a stand-in, no IIS*'
        $document.stand_in | Should -BeTrue
        { & (Join-Path $lab 'ConvertTo-UncertainPage.ps1') -ResultPath $machine.ResultPath } | Should -Throw '*stand-in*'
        Import-Module (Join-Path $lab 'Lab.psm1') -Global -Force
    }
    It 'fails where the server answers something else, and says what to fix' {
        $liar = New-Machine
        (Get-StandInState).Lie = '/Sub-Application/*'
        $plan = @(Get-LabPlan -Id 'none' | Where-Object Name -NotIn 'after the fix', 'undo', 'logs', 'check')
        $said = (& { Invoke-LabPlan $liar $plan; $script:code = Complete-LabRun $liar } 6>&1) -join "`n"
        $script:code | Should -Be 1
        $said | Should -BeLike "*to fix, 1. before the fix: GET, *certlift said 401.2, the server answered 403.7*"
        $said | Should -BeLike '*the article expects 401.2, the server answered 403.7*'
    }
}

Describe 'what ends a run' {
    It 'leaves nothing, whichever change of the machine fails, before its effect or after it, also while removing: one in eight' { Test-EachChange 8 3 }
    It 'leaves nothing, whichever change of the machine fails, before its effect or after it, also while removing: each' -Tag Long { Test-EachChange 1 1 }
    It 'leaves nothing, whichever step throws once it is done' -Tag Long {
        $names = (Get-QuickPlan).Name
        foreach ($name in $names) {
            $machine = New-Machine
            $before = @(Get-StandInInventory)
            $plan = Get-QuickPlan
            $step = $plan | Where-Object Name -EQ $name
            $step.With = $step.Do
            $step.Do = { param($Lab, $do) & $do $Lab; throw 'it is so' }
            Invoke-LabPlan $machine $plan 6> $null
            $machine.Error | Should -Be "${name}: it is so"
            $machine.Left | Should -BeNullOrEmpty
            Get-StandInInventory | Should -Be $before -Because $name
        }
        Write-Host "failed at each of $($names.Count) steps; left: nothing"
    }
    It 'leaves nothing of a probe or check that fails in its SetUp' { Test-EachExperiment 'SetUp' }
    It 'leaves nothing of a probe or check that fails in its <_>' -Tag Long -ForEach 'Request', 'Read' { Test-EachExperiment $_ }
    It 'leaves nothing after Ctrl-C' {
        $folder = Join-Path $TestDrive 'interrupted'
        $run = Start-Laboratory $folder @() @{ LAB_STANDIN_SLEEP_AT = 24 }
        Wait-Asleep $folder
        # pwsh is a small program that starts PowerShell.
        & kill -INT @(& pgrep -P $run.Id)
        $run.WaitForExit(60000) | Should -BeTrue
        @(Get-Left $folder | Where-Object { $_ -notmatch '^file .inetsrv(.config)?$' }) | Should -BeNullOrEmpty
        $run.Said.Result | Should -BeLike '*-- accounts: removes them*'
    }
    It 'is finished with -CleanUp after a kill, and no other run begins before' -Tag Long {
        $folder = Join-Path $TestDrive 'killed'
        $run = Start-Laboratory $folder @() @{ LAB_STANDIN_SLEEP_AT = 24 }
        Wait-Asleep $folder
        $run.Kill($true)
        $run.WaitForExit()
        @(Get-Left $folder).Count | Should -BeGreaterThan 20
        Remove-Item "$folder/asleep"
        $other = Start-Laboratory $folder @()
        $second = $null
        $other.WaitForExit()
        $other.ExitCode | Should -Be 2
        $other.Said.Result | Should -BeLike '*An earlier run is not finished*'
        $second = Start-Laboratory $folder '-CleanUp'
        $second.WaitForExit()
        $second.ExitCode | Should -Be 0 -Because $second.Said.Result
        @(Get-Left $folder | Where-Object { $_ -notmatch '^file .inetsrv(.config)?$' }) | Should -BeNullOrEmpty
    }
}

Describe 'docs/uncertain.md' {
    It 'is what the probes and the results say' {
        $page = [IO.File]::ReadAllText((Join-Path (Get-Repository) 'docs/uncertain.md'))
        & (Join-Path $lab 'ConvertTo-UncertainPage.ps1') | Should -BeExactly $page
    }
    It 'tells an answer, once there is one' {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive 'answers')
        $result = @{ id = 'U12'; verdict = 'B'; seen = 'made up for this test'; windows = 'Windows Server 2025'; iis = '10.0'; stand_in = $false }
        @{ schema_version = 1; tool = 'certlift-lab'; stand_in = $false; results = @($result) } | ConvertTo-Json -Depth 4 | Set-Content "$folder/lab-1.json"
        $page = & (Join-Path $lab 'ConvertTo-UncertainPage.ps1') -ResultPath $folder
        $page | Should -BeLike '*- Windows Server 2025, IIS 10.0: `*`*B`*`*. Seen: made up for this test*'
        ($page -split 'Answer: none yet').Count | Should -Be 26
    }
}
