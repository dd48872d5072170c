#Requires -Version 7.0
# Calling the program: finding it, its arguments and its text, and what becomes of each way in which it can end.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1') -Force
    Import-TestModule
    $shop = Get-Fixture shop
}

Describe 'finding the program' {
    It 'takes the one on PATH' {
        (Get-CertliftFinding $shop).Rule | Should -Contain 'misplaced-client-cert-mappings'
    }
    It 'takes the one beside the module before that' {
        $copy = Join-Path $TestDrive 'module'
        Copy-Item (Join-Path (Get-Repository) 'powershell/Certlift') $copy -Recurse
        [void] (New-StandIn (Join-Path $copy 'certlift') 'exit 5')
        $code = "Import-Module '$copy/Certlift.psd1'; try { Get-CertliftFinding x -ErrorAction Stop } catch { `$_.FullyQualifiedErrorId }"
        & (Join-Path (Get-Repository) 'build/tools/pwsh') -NoProfile -Command $code | Should -Be 'Certlift.LawBroken,Get-CertliftFinding'
    }
    It 'takes a folder for the program in it' {
        Get-CertliftFinding $shop -ProgramPath (Split-Path (Get-TestProgram)) | Should -Not -BeNullOrEmpty
    }
    It 'says where it has looked if there is none' {
        $path = $env:PATH
        try {
            $env:PATH = '/nowhere'
            { Get-CertliftFinding $shop } | Should -Throw -ErrorId 'Certlift.ProgramNotFound,Get-CertliftFinding' -ExpectedMessage '*beside the module*nor on PATH*-ProgramPath*'
        }
        finally { $env:PATH = $path }
    }
    It 'says which one is not there' {
        { Get-CertliftFinding $shop -ProgramPath "$TestDrive/none" } | Should -Throw -ErrorId 'Certlift.ProgramNotFound,*' -ExpectedMessage "*$TestDrive/none*"
    }
    It 'says that a file is no program' {
        $file = Join-Path $TestDrive 'text'
        Set-Content $file 'not a program'
        { Get-CertliftFinding $shop -ProgramPath $file } | Should -Throw -ErrorId 'Certlift.ProgramNotFound,*' -ExpectedMessage '*cannot be run*'
    }
    It 'refuses another program' {
        { Get-CertliftFinding $shop -ProgramPath /bin/echo } | Should -Throw -ErrorId 'Certlift.ProgramVersion,*' -ExpectedMessage '*does not answer --version*'
    }
    It 'refuses <version>, which is too old' -ForEach @{ version = 'certlift 0.0.9' } {
        $program = New-StandIn (Join-Path $TestDrive 'old') 'exit 0' -Version $version
        { Get-CertliftFinding $shop -ProgramPath $program } | Should -Throw -ErrorId 'Certlift.ProgramVersion,*' -ExpectedMessage '*is certlift 0.0.9*needs certlift 0.1.0*'
    }
    It 'takes a later one' {
        $program = New-StandIn (Join-Path $TestDrive 'new') "exec '$(Get-TestProgram)' `"`$@`"" -Version 'certlift 3.4.5'
        Get-CertliftFinding $shop -ProgramPath $program | Should -Not -BeNullOrEmpty
    }
    It 'asks a program for its version once' {
        $count = Join-Path $TestDrive 'asked'
        $program = Join-Path $TestDrive 'counting'
        [System.IO.File]::WriteAllText($program, "#!/bin/sh`n[ `"`$1`" != --version ] || echo x >>'$count'`nexec '$(Get-TestProgram)' `"`$@`"`n")
        & chmod +x $program
        1..3 | ForEach-Object { [void] (Get-CertliftFinding $shop -ProgramPath $program) }
        @(Get-Content $count).Count | Should -Be 1
    }
}

Describe 'arguments' {
    It 'reach the program as they are: <_>' -ForEach @(
        'plain', '', 'two words', 'a"quote"', 'end\', 'end \', 'a\"b', 'back\\slash', "tab`there", "it's", '--option=x y', '\\server\a b\', '%PATH%', '$HOME', '*',
        ([char]0xE4 + [char]0x20AC + [char]::ConvertFromUtf32(0x1F600))
    ) {
        $echo = Join-Path $TestDrive 'echo'
        [System.IO.File]::WriteAllText($echo, "#!/bin/sh`nfor word; do printf '<%s>' `"`$word`"; done`n")
        & chmod +x $echo
        $said = InModuleScope Certlift -Parameters @{ Path = $echo; Value = $_ } { Invoke-NativeProgram -FilePath $Path -ArgumentList 'a', $Value, 'b' }
        $said.Output | Should -BeExactly "<a><$_><b>"
    }
    It 'name files with blanks, umlauts and quotes' {
        $folder = Join-Path $TestDrive ('a b' + [char]0xFC + '''c"d[1]')
        $file = Copy-Fixture shop $folder
        $finding = Get-CertliftFinding -Target $file | Select-Object -First 1
        $finding.Path | Should -BeExactly $file
    }
    It 'are paths of this session and not of the process' {
        Copy-Fixture shop "$TestDrive/here"
        Push-Location "$TestDrive/here"
        try { (Get-CertliftFinding applicationHost.config)[0].Path | Should -Be "$TestDrive/here/applicationHost.config" }
        finally { Pop-Location }
    }
    It 'may hold wildcards' {
        Copy-Fixture shop "$TestDrive/w1"
        Copy-Fixture shop "$TestDrive/w2"
        (Get-CertliftFinding "$TestDrive/w?/*.config").Path | Sort-Object -Unique | Should -HaveCount 2
    }
    It 'of a call without a file name none, so that the program takes the live configuration: <name>' -ForEach @(
        @{ name = 'check'; call = { Get-CertliftFinding @args } }
        @{ name = 'diff'; call = { Compare-CertliftConfiguration @args } }
        @{ name = 'fix'; call = { Repair-CertliftConfiguration @args -Confirm:$false } }
        @{ name = 'backups'; call = { Get-CertliftBackup @args } }
        @{ name = 'effective'; call = { Get-CertliftEffective -Location Shop @args } }
        @{ name = 'simulate'; call = { Test-CertliftRequest -All @args } }
    ) {
        $log = Join-Path $TestDrive "$name.log"
        $program = New-StandIn (Join-Path $TestDrive "live-$name") "for word; do printf '<%s>' `"`$word`"; done >>'$log'; exit 2"
        & $call -ProgramPath $program -ErrorAction SilentlyContinue
        Get-Content $log | Should -BeLike "<$name><--format=json>*"
        Get-Content $log | Should -Not -BeLike '*<>*'
        (Get-Content $log) -replace '<--[^>]*>' | Should -Be "<$name>"
    }
    It 'that begin with a dash are values' {
        Get-CertliftFinding $shop -Site '--force' -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].Exception.Message | Should -BeLike '*there is no site "--force"*'
    }
}

Describe 'text' {
    It 'is UTF-8, whatever the encoding of the console is' {
        $word = 'caf' + [char]0xE9 + [char]0x4E2D
        $program = New-StandIn (Join-Path $TestDrive 'utf8') "printf '%s' '$(New-ErrorReport not_understood /x 3 $word)'; exit 3"
        $before = [Console]::OutputEncoding
        try {
            [Console]::OutputEncoding = [System.Text.Encoding]::Latin1
            Get-CertliftFinding /x -ProgramPath $program -ErrorVariable problems -ErrorAction SilentlyContinue
        }
        finally { [Console]::OutputEncoding = $before }
        $problems[0].Exception.Message | Should -BeExactly "/x:7:3: $word"
    }
    It 'is read as UTF-8 on Windows too, where that has to be said of each stream' {
        $source = InModuleScope Certlift { (Get-Command Invoke-NativeProgram).Definition }
        foreach ($stream in 'Output', 'Error') { $source | Should -Match "\`$start\.Standard${stream}Encoding = New-Object System\.Text\.UTF8Encoding" }
    }
    It 'may be long on both streams' {
        $program = New-StandIn (Join-Path $TestDrive 'long') "head -c 300000 /dev/zero | tr '\0' x >&2; exec '$(Get-TestProgram)' `"`$@`""
        Get-CertliftFinding $shop -ProgramPath $program | Should -Not -BeNullOrEmpty
    }
    It 'is not waited for on standard input' {
        $program = New-StandIn (Join-Path $TestDrive 'asks') "cat >/dev/null; exec '$(Get-TestProgram)' `"`$@`""
        Get-CertliftFinding $shop -ProgramPath $program | Should -Not -BeNullOrEmpty
    }
    It 'of standard error is verbose' {
        $said = Get-CertliftFinding $shop -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$said" | Should -BeLike '*certlift check --format=json*'
    }
}

Describe 'the end of a run' {
    It 'with the error <code> is <category>' -ForEach @(
        @{ code = 'not_found'; category = 'ObjectNotFound'; id = 'NotFound'; exit = 3 }
        @{ code = 'unreadable'; category = 'ReadError'; id = 'Unreadable'; exit = 3 }
        @{ code = 'not_understood'; category = 'ParserError'; id = 'NotUnderstood'; exit = 3 }
        @{ code = 'unwritable'; category = 'WriteError'; id = 'Unwritable'; exit = 3 }
        @{ code = 'changed'; category = 'ResourceBusy'; id = 'Changed'; exit = 4 }
        @{ code = 'busy'; category = 'ResourceBusy'; id = 'Busy'; exit = 4 }
        @{ code = 'law_broken'; category = 'InvalidResult'; id = 'LawBroken'; exit = 5 }
        @{ code = 'interrupted'; category = 'OperationStopped'; id = 'Interrupted'; exit = 130 }
        @{ code = 'new_code'; category = 'NotSpecified'; id = 'NewCode'; exit = 3 }
    ) {
        $program = New-StandIn (Join-Path $TestDrive $code) "cat <<'END'`n$(New-ErrorReport $code /x/y.config $exit)`nEND`nexit $exit"
        Get-CertliftFinding /x/y.config -ProgramPath $program -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems | Should -HaveCount 1
        $problems[0].CategoryInfo.Category | Should -Be $category
        $problems[0].FullyQualifiedErrorId | Should -Be "Certlift.$id,Get-CertliftFinding"
        $problems[0].TargetObject | Should -Be '/x/y.config'
        $problems[0].Exception.Message | Should -Be '/x/y.config:7:3: it is so'
    }
    It 'with <exit> and no report is <category>' -ForEach @(
        @{ exit = 2; category = 'InvalidArgument'; like = '*it is wrong*' }
        @{ exit = 3; category = 'ReadError'; like = '*it is wrong*' }
        @{ exit = 4; category = 'ResourceBusy'; like = '*it is wrong*' }
        @{ exit = 5; category = 'InvalidResult'; like = '*it is wrong*' }
        @{ exit = 0; category = 'InvalidData'; like = '*JSON is missing or cut short*Get-CertliftBackup*' }
        @{ exit = 1; category = 'InvalidData'; like = '*JSON is missing or cut short*' }
        @{ exit = 130; category = 'OperationStopped'; like = '*it is wrong*' }
        @{ exit = 77; category = 'OperationStopped'; like = '*ended unexpectedly (exit code 77)*' }
    ) {
        $program = New-StandIn (Join-Path $TestDrive "exit$exit") "echo 'certlift: it is wrong' >&2; echo 'see certlift check --help' >&2; exit $exit"
        Get-CertliftFinding /x -ProgramPath $program -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].CategoryInfo.Category | Should -Be $category
        $problems[0].Exception.Message | Should -BeLike $like
        $problems[0].Exception.Message | Should -Not -BeLike '*see certlift*'
        $problems[0].TargetObject | Should -Be '/x'
    }
    It 'with 3 and a report without an error is one nevertheless' {
        $program = New-StandIn (Join-Path $TestDrive 'lost') "'$(Get-TestProgram)' `"`$@`"; echo 'certlift: the output is lost' >&2; exit 3"
        Get-CertliftFinding $shop -ProgramPath $program -ErrorVariable problems -ErrorAction SilentlyContinue | Should -Not -BeNullOrEmpty
        $problems[0].Exception.Message | Should -BeLike '*the output is lost'
        $problems[0].CategoryInfo.Category | Should -Be 'ReadError'
    }
    It 'by a signal says which' {
        $program = New-StandIn (Join-Path $TestDrive 'killed') 'kill -KILL $$'
        Get-CertliftFinding /x -ProgramPath $program -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'Certlift.Killed,*'
        $problems[0].Exception.Message | Should -BeLike '*was killed (signal 9)*'
    }
    It 'in the middle of its JSON is an error and no result' {
        $program = New-StandIn (Join-Path $TestDrive 'cut') "'$(Get-TestProgram)' `"`$@`" | head -c 300; exit 1"
        Get-CertliftFinding $shop -ProgramPath $program -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'Certlift.NoReport,*'
    }
    It 'with another schema is refused' {
        $program = New-StandIn (Join-Path $TestDrive 'schema') 'echo "{\"schema_version\": 2, \"targets\": []}"; exit 0'
        Get-CertliftFinding $shop -ProgramPath $program -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'Certlift.SchemaVersion,*'
        $problems[0].Exception.Message | Should -BeLike "*schema_version '2'*reads 1*"
    }
    It 'of a command that it does not know says so, with its version' {
        $program = Join-Path $TestDrive 'less'
        [System.IO.File]::WriteAllText($program, "#!/bin/sh`n[ `"`$1`" = --version ] && { echo 'certlift 0.1.0'; exit; }`nexit 2`n")
        & chmod +x $program
        Get-CertliftTrace /x -ProgramPath $program -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -Be 'Certlift.UnknownCommand,Get-CertliftTrace'
        $problems[0].Exception.Message | Should -BeLike "*(certlift 0.1.0) does not know the command 'freb'*install a later certlift*"
    }
    It 'of a program that can no longer be begun says so' {
        $program = New-StandIn (Join-Path $TestDrive 'gone') "exec '$(Get-TestProgram)' `"`$@`""
        [void] (Get-CertliftFinding $shop -ProgramPath $program)
        & chmod -x $program
        { Get-CertliftFinding $shop -ProgramPath $program } | Should -Throw -ErrorId 'Certlift.ProgramNotFound,*' -ExpectedMessage '*gone cannot be run*'
    }
    It 'with a bad target leaves the good ones' {
        $good = Get-CertliftFinding $shop, '/nowhere/x.config' -ErrorVariable problems -ErrorAction SilentlyContinue
        $good | Should -Not -BeNullOrEmpty
        $problems | Should -HaveCount 1
        $problems[0].TargetObject | Should -Be '/nowhere/x.config'
    }
    It 'stops the script where that is wanted' {
        { Get-CertliftFinding /nowhere/x.config -ErrorAction Stop } | Should -Throw -ErrorId 'Certlift.NotFound,Get-CertliftFinding'
    }
}
