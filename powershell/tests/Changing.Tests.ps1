#Requires -Version 7.0
# The functions that write: each asks first, shows what it would do, and gives out what it has done.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1') -Force
    Import-TestModule
    $number = 0
    function New-Copy { param([string] $Name) $script:number++; Copy-Fixture $Name "$TestDrive/c$script:number" }
    # What a fresh PowerShell prints for a command, as a user sees it.
    function Invoke-Shell {
        param([string] $Command)
        $module = Join-Path (Get-Repository) 'powershell/Certlift/Certlift.psd1'
        & (Join-Path (Get-Repository) 'build/tools/pwsh') -NoProfile -NonInteractive -Command "`$PSStyle.OutputRendering = 'PlainText'; Import-Module '$module'; $Command" 2>&1 | Out-String
    }
}

Describe 'Repair-CertliftConfiguration' {
    It 'fixes, and says what it has done' {
        $file = New-Copy shop
        $change = Repair-CertliftConfiguration $file -Confirm:$false
        $change.Outcome | Should -Be 'fixed'
        $change.Changed | Should -BeTrue
        $change.Fixed.Rule | Should -Be 'misplaced-client-cert-mappings'
        $change.Sha256After | Should -Be (Get-Sha256 $file)
        $change.Backup | Should -Match '^\d{8}T\d{6}Z-'
        Get-CertliftFinding $file -Only misplaced-client-cert-mappings | Should -BeNullOrEmpty
    }
    It 'with -WhatIf shows the masked difference and its effect, and writes nothing' {
        $file = New-Copy shop
        $said = Invoke-Shell "Repair-CertliftConfiguration '$file' -WhatIf"
        $said | Should -BeLike "What if: Fix ${file}: lift the mappings of 'Shop/Partners' to the site 'Shop'*"
        $said | Should -BeLike '*+*<iisClientCertificateMappingAuthentication*password="`*`*`* (secret 2)"*'
        $said | Should -BeLike '*Effect:*https://localhost/Partners with *: 401.2 -> SHOP\partner*'
        $said | Should -Not -BeLike '*Spring2019*'
        Get-Sha256 $file | Should -Be (Get-Sha256 (Get-Fixture shop))
        Get-ChildItem (Split-Path $file) -Force | Should -HaveCount 1
    }
    It 'asks before it writes' {
        $file = New-Copy shop
        Invoke-Shell "Repair-CertliftConfiguration '$file'" | Should -BeLike '*NonInteractive*'
        Get-Sha256 $file | Should -Be (Get-Sha256 (Get-Fixture shop))
    }
    It 'and so does <name>' -ForEach @(
        @{ name = 'Undo-CertliftChange'; command = "Undo-CertliftChange '{0}'" }
        @{ name = 'Restore-CertliftBackup'; command = "Get-CertliftBackup '{0}' | Restore-CertliftBackup" }
        @{ name = 'Invoke-CertliftPlan'; command = "Undo-CertliftChange '{0}' -Confirm:`$false; New-CertliftPlan '{0}' -PlanPath '{0}.json' -Confirm:`$false | Invoke-CertliftPlan" }
    ) {
        $file = New-Copy shop
        $fixed = (Repair-CertliftConfiguration $file -Confirm:$false).Sha256After
        Invoke-Shell ($command -f $file) | Should -BeLike '*NonInteractive*'
        $wanted = if ($name -eq 'Invoke-CertliftPlan') { Get-Sha256 (Get-Fixture shop) } else { $fixed }
        Get-Sha256 $file | Should -Be $wanted
    }
    It 'has nothing to ask where nothing is to be done' {
        $file = New-Copy clean
        Invoke-Shell "(Repair-CertliftConfiguration '$file').Outcome" | Should -Be "nothing to do$([Environment]::NewLine)"
    }
    It 'is silent with -WhatIf where nothing is to be done' {
        Invoke-Shell "Repair-CertliftConfiguration '$(New-Copy clean)' -WhatIf" | Should -BeNullOrEmpty
    }
    It 'with -WhatIf warns of what needs consent' {
        Repair-CertliftConfiguration (New-Copy risky) -WhatIf -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*nothing would be changed*Needs -Accept widens-access*'
    }
    It 'leaves what needs consent, and says so' {
        $file = New-Copy risky
        $change = Repair-CertliftConfiguration $file -Confirm:$false
        $change.Outcome | Should -Be 'not fixed'
        $change.Left.Risks | Should -Contain 'widens-access'
        (Repair-CertliftConfiguration $file -Accept widens-access -Confirm:$false).Outcome | Should -Be 'fixed'
    }
    It 'takes findings from the pipeline, and each file once' {
        $file = New-Copy sub-application
        @(Get-CertliftFinding $file | Repair-CertliftConfiguration -Confirm:$false) | Should -HaveCount 1
    }
    It 'goes on after a file that cannot be read' {
        $bad = "$TestDrive/bad.config"
        Get-Content (Get-Fixture shop) -TotalCount 20 | Set-Content $bad
        $file = New-Copy shop
        $changes = @(Repair-CertliftConfiguration $bad, $file -Confirm:$false -ErrorVariable problems -ErrorAction SilentlyContinue)
        $changes.Path | Should -Be $file
        $problems[0].CategoryInfo.Category | Should -Be 'ParserError'
        $problems[0].TargetObject | Should -Be $bad
    }
    It 'writes nothing if the file is modified while a person decides' {
        $file = New-Copy shop
        InModuleScope Certlift -Parameters @{ File = $file } {
            function Try-It {
                [CmdletBinding()] param($File)
                Test-CertliftUnchanged -Cmdlet $PSCmdlet -Difference ([pscustomobject]@{ Path = $File; Sha256Before = '0' * 64 })
            }
            Try-It $File -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeFalse
            $problems[0].CategoryInfo.Category | Should -Be 'ResourceBusy'
        }
    }
    It 'says that another certlift holds the file' {
        $file = New-Copy shop
        $store = New-Item -ItemType Directory "$(Split-Path $file)/.certlift"
        Set-Content "$store/lock" ('{{"host":"{0}","pid":{1},"process":"","time":"2026-11-22T08:29:00.000000Z"}}' -f (hostname), $PID)
        Repair-CertliftConfiguration $file -Wait 0 -Confirm:$false -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].CategoryInfo.Category | Should -Be 'ResourceBusy'
        $problems[0].Exception.Message | Should -BeLike '*another certlift*'
    }
    It 'keeps backups where it is told to' {
        $file = New-Copy shop
        [void] (Repair-CertliftConfiguration $file -BackupDirectory "$TestDrive/store" -Confirm:$false)
        Get-CertliftBackup $file | Should -BeNullOrEmpty
        Get-CertliftBackup $file -BackupDirectory "$TestDrive/store" | Should -HaveCount 1
    }
    It 'reads well as a table' {
        Repair-CertliftConfiguration (New-Copy shop) -Confirm:$false | Out-String -Width 140 | Should -Match 'Outcome +Backup +Left Path'
    }
}

Describe 'Undo-CertliftChange' {
    It 'undoes the change that it is given' {
        $file = New-Copy shop
        $reversal = Repair-CertliftConfiguration $file -Confirm:$false | Undo-CertliftChange -Confirm:$false
        $reversal.Outcome | Should -Be 'undone'
        Get-Sha256 $file | Should -Be (Get-Sha256 (Get-Fixture shop))
    }
    It 'undoes the last change, and then nothing' {
        $file = New-Copy shop
        [void] (Repair-CertliftConfiguration $file -Confirm:$false)
        (Undo-CertliftChange $file -Confirm:$false).Changed | Should -BeTrue
        $again = Undo-CertliftChange $file -Confirm:$false
        $again.Outcome | Should -Be 'nothing to do'
        $again.Why | Should -Not -BeNullOrEmpty
    }
    It 'undoes nothing for a change that was none' {
        $file = New-Copy shop
        [void] (Repair-CertliftConfiguration $file -Confirm:$false)
        $after = Get-Sha256 $file
        Repair-CertliftConfiguration $file -Confirm:$false | Undo-CertliftChange -Confirm:$false | Should -BeNullOrEmpty
        Get-Sha256 $file | Should -Be $after
    }
    It 'with -WhatIf says which change, shows the difference, and writes nothing' {
        $file = New-Copy shop
        $change = Repair-CertliftConfiguration $file -Confirm:$false
        $said = Invoke-Shell "Undo-CertliftChange '$file' -WhatIf"
        $said | Should -BeLike "What if: Undo the change $($change.Backup) of ${file}:*-*<iisClientCertificateMappingAuthentication*"
        $said | Should -Not -BeLike '*Spring2019*'
        Get-Sha256 $file | Should -Be $change.Sha256After
    }
    It 'refuses where a later edit overlaps' {
        $file = New-Copy shop
        [void] (Repair-CertliftConfiguration $file -Confirm:$false)
        (Get-Content $file -Raw).Replace('matchCriteria="Partner Ltd"', 'matchCriteria="Another Ltd"') | Set-Content $file -NoNewline
        Undo-CertliftChange $file -Confirm:$false -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].CategoryInfo.Category | Should -Be 'ResourceBusy'
    }
}

Describe 'Get-CertliftBackup' {
    BeforeAll {
        $file = New-Copy shop
        $change = Repair-CertliftConfiguration $file -Confirm:$false
    }
    It 'lists backups as objects' {
        $backup = Get-CertliftBackup $file
        $backup.Id | Should -Be $change.Backup
        $backup.State | Should -Be 'intact'
        $backup.Intact | Should -BeTrue
        $backup.Command | Should -Be 'fix'
        [Math]::Abs(((Get-Date).ToUniversalTime() - $backup.Time).TotalMinutes) | Should -BeLessThan 5
        $backup.Time.Kind | Should -Be 'Utc'
        Get-Sha256 $backup.Original | Should -Be $backup.Sha256Before
    }
    It 'lists the journal' {
        (Get-CertliftBackup $file -Journal).Event | Should -Be 'begin', 'done'
    }
    It 'reads well as a table' {
        Get-CertliftBackup $file | Out-String -Width 140 | Should -Match "$($change.Backup) +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d intact +fix"
    }
    It 'lists a damaged backup, and says that it is' {
        $copy = New-Copy shop
        [void] (Repair-CertliftConfiguration $copy -Confirm:$false)
        Add-Content (Get-CertliftBackup $copy).Original 'x'
        $backup = Get-CertliftBackup $copy -ErrorVariable problems -ErrorAction SilentlyContinue
        $backup.State | Should -Be 'damaged'
        $backup.Damage | Should -Not -BeNullOrEmpty
        $problems | Should -Not -BeNullOrEmpty
        $problems[0].TargetObject | Should -Be $copy
    }
}

Describe 'Restore-CertliftBackup' {
    It 'puts the whole file back' {
        $file = New-Copy shop
        [void] (Repair-CertliftConfiguration $file -Confirm:$false)
        $reversal = Get-CertliftBackup $file | Restore-CertliftBackup -Confirm:$false
        $reversal.Outcome | Should -Be 'restored'
        Get-Sha256 $file | Should -Be (Get-Sha256 (Get-Fixture shop))
    }
    It 'refuses to lose later edits, unless it is forced' {
        $file = New-Copy shop
        $change = Repair-CertliftConfiguration $file -Confirm:$false
        Add-Content $file '<!-- later -->'
        Restore-CertliftBackup $file $change.Backup -Confirm:$false -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].CategoryInfo.Category | Should -Be 'ResourceBusy'
        (Restore-CertliftBackup $file $change.Backup -Force -Confirm:$false).Changed | Should -BeTrue
    }
    It 'says that there is no such backup' {
        $file = New-Copy shop
        Restore-CertliftBackup $file 20260101T000000Z-0000 -Confirm:$false -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems | Should -Not -BeNullOrEmpty
    }
    It 'with -WhatIf writes nothing' {
        $file = New-Copy shop
        $change = Repair-CertliftConfiguration $file -Confirm:$false
        Invoke-Shell "Restore-CertliftBackup '$file' $($change.Backup) -WhatIf" | Should -BeLike 'What if: Put the file back from the backup*'
        Get-Sha256 $file | Should -Be $change.Sha256After
    }
}

Describe 'plans' {
    BeforeAll {
        $file = New-Copy shop
        $plan = New-CertliftPlan $file -PlanPath "$TestDrive/change.json"
    }
    It 'say what they would change, and hold no secret' {
        $plan.Changed | Should -BeTrue
        $plan.Files | Should -Be $file
        $plan.Changes.Location | Should -Contain 'Shop/Partners'
        $plan.Created.Kind | Should -Be 'Utc'
        Get-Content $plan.PlanPath -Raw | Should -Not -BeLike '*Spring2019*'
    }
    It 'with -WhatIf are not applied, and are looked at' {
        Invoke-Shell "Invoke-CertliftPlan '$TestDrive/change.json' -WhatIf" | Should -BeLike "What if:*Apply the plan $($plan.Id)*$file*"
        Get-Sha256 $file | Should -Be (Get-Sha256 (Get-Fixture shop))
    }
    It 'are applied to another file that is the same' {
        $other = New-Copy shop
        $change = $plan | Invoke-CertliftPlan -Target $other -Confirm:$false
        $change.Path | Should -Be $other
        $change.Plan | Should -Be $plan.Id
    }
    It 'are applied exactly' {
        $change = $plan | Invoke-CertliftPlan -Confirm:$false
        $change.Outcome | Should -Be 'fixed'
        Get-Sha256 $file | Should -Be $change.Sha256After
    }
    It 'that are stale are refused, with what has changed' {
        $stale = New-Copy shop
        $late = New-CertliftPlan $stale -PlanPath "$TestDrive/stale.json"
        Add-Content $stale '<!-- by another hand -->'
        $late | Invoke-CertliftPlan -Confirm:$false -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].CategoryInfo.Category | Should -Be 'ResourceBusy'
        $problems[0].TargetObject | Should -Be $stale
    }
    It 'replace no other file' {
        Set-Content "$TestDrive/mine.txt" 'mine'
        New-CertliftPlan $file -PlanPath "$TestDrive/mine.txt" -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].CategoryInfo.Category | Should -Be 'ReadError'
        Get-Content "$TestDrive/mine.txt" | Should -Be 'mine'
    }
    It 'with -WhatIf are not written' {
        Invoke-Shell "New-CertliftPlan '$file' -PlanPath '$TestDrive/none.json' -WhatIf" | Should -BeLike 'What if:*Write a plan*none.json*'
        "$TestDrive/none.json" | Should -Not -Exist
    }
}
