#Requires -Version 7.0
# The module as it is shipped: Windows PowerShell 5.1 can read it, and every function is documented.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1') -Force
    $root = Get-Repository
    $shipped = @('powershell/Certlift', 'packaging/configmgr', 'examples/rollout', 'lab' | ForEach-Object { Join-Path $root $_ } | Where-Object { Test-Path $_ } |
            ForEach-Object { Get-ChildItem $_ -Recurse -Include *.ps1, *.psm1, *.psd1, *.ps1xml, *.txt -File } |
            Where-Object FullName -NotLike '*/lab/tests/*')
    $scripts = $shipped | Where-Object Extension -In .ps1, .psm1, .psd1
    Import-TestModule
    $functions = (Get-Module Certlift).ExportedFunctions.Keys | ForEach-Object { @{ Name = $_ } }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestHelpers.psm1') -Force
    Import-TestModule

    # What Windows PowerShell 5.1 has no syntax, parameter or .NET method for.
    function Find-LaterSyntax {
        param([string] $Code)
        $tokens = $null
        $mistakes = $null
        $tree = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $tokens, [ref] $mistakes)
        $mistakes | ForEach-Object { "does not parse: $($_.Message)" }
        $kinds = 'QuestionMark', 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'AndAnd', 'OrOr'
        $tokens | Where-Object { "$($_.Kind)" -in $kinds } | ForEach-Object { "$($_.Text) in line $($_.Extent.StartLineNumber)" }
        if ($tokens | Where-Object { $_.Kind -eq 'Ampersand' -and $_.HasError }) { '& at the end' }
        $commands = @{
            'ForEach-Object' = 'Parallel', 'ThrottleLimit', 'AsJob'; 'ConvertFrom-Json' = 'AsHashtable', 'Depth', 'NoEnumerate', 'DateKind'
            'ConvertTo-Json' = 'AsArray', 'EnumsAsStrings', 'EscapeHandling'; 'Get-Content' = 'AsByteStream'; 'Set-Content' = 'AsByteStream'
            'Invoke-WebRequest' = 'SkipHttpErrorCheck', 'SkipCertificateCheck', 'MaximumRetryCount'; 'Select-Object' = 'SkipIndex'; 'Join-Path' = 'AdditionalChildPath'
            'Split-Path' = 'LeafBase', 'Extension'; 'Sort-Object' = 'Top', 'Bottom', 'Stable'; 'Start-Sleep' = 'Duration'; 'Where-Object' = @(); 'Test-Json' = @()
        }
        $none = 'Test-Json', 'Get-Error', 'Join-String', 'Start-ThreadJob', 'Get-Uptime', 'Remove-Service', 'ConvertFrom-Markdown', 'Get-SecureRandom', 'ConvertTo-CliXml'
        foreach ($command in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
            $name = $command.GetCommandName()
            if ($name -in $none) { "$name in line $($command.Extent.StartLineNumber)" }
            foreach ($part in $command.CommandElements) {
                if ($part -is [System.Management.Automation.Language.CommandParameterAst] -and $name -and $commands[$name] -contains $part.ParameterName) {
                    "$name -$($part.ParameterName) in line $($command.Extent.StartLineNumber)"
                }
            }
        }
        $members = 'ArgumentList', 'StandardInputEncoding', 'GetRelativePath', 'ReadToEndAsyncWithToken', 'ProcessId', 'ProcessPath', 'WaitForExitAsync', 'WriteAllTextAsync', 'EnsureCapacity', 'ReplaceLineEndings', 'TryDequeue', 'TryAdd', 'ToHexString', 'HashData'
        foreach ($use in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.MemberExpressionAst] }, $true)) {
            if ($use.Member.Value -in $members) { "$($use.Extent.Text) in line $($use.Extent.StartLineNumber)" }
        }
        foreach ($variable in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.VariableExpressionAst] }, $true)) {
            if ($variable.VariablePath.UserPath -in 'IsWindows', 'IsLinux', 'IsMacOS', 'IsCoreCLR', 'PSStyle') { "$($variable.Extent.Text) in line $($variable.Extent.StartLineNumber)" }
        }
    }
}

Describe 'Windows PowerShell 5.1' {
    It 'can read <_.Name>' -ForEach $scripts {
        Find-LaterSyntax (Get-Content $_.FullName -Raw) | Should -BeNullOrEmpty
    }
    It 'takes <_.Name> for what it is: a file without a byte order mark is read in the code page, so it must be ASCII' -ForEach $shipped {
        (Get-Content $_.FullName -Raw) -cmatch '[^\x00-\x7F]' | Should -BeFalse
    }
    It 'is required by <_.Name>' -ForEach ($scripts | Where-Object Extension -NE .psd1) {
        Get-Content $_.FullName -TotalCount 1 | Should -Be '#Requires -Version 5.1'
    }
    It 'would not read this, and the test notices: <_>' -ForEach @(
        '$a ? 1 : 2', '$a ?? 1', '$a ??= 1', '${a}?.b', '${a}?[0]', 'ls && ls', 'ls || ls', '1 | ForEach-Object -Parallel { 1 }', 'ConvertFrom-Json -AsHashtable $x',
        '$start.ArgumentList.Add(1)', '[IO.Path]::GetRelativePath(1, 2)', 'if ($IsWindows) { }', 'Get-Content x -AsByteStream', 'Test-Json x', '[Environment]::ProcessId', 'if ('
    ) {
        Find-LaterSyntax $_ | Should -Not -BeNullOrEmpty
    }
}

Describe 'the module' {
    It 'has a manifest that is valid' {
        $manifest = Test-ModuleManifest (Join-Path (Get-Repository) 'powershell/Certlift/Certlift.psd1') -ErrorAction Stop
        $manifest.PowerShellVersion | Should -Be '5.1'
        $manifest.CompatiblePSEditions | Should -Be 'Desktop', 'Core'
    }
    It 'exports each file of Public, and nothing else' {
        $files = (Get-ChildItem (Join-Path (Get-Repository) 'powershell/Certlift/Public') -Filter *.ps1).BaseName
        (Get-Module Certlift).ExportedFunctions.Keys | Sort-Object | Should -Be ($files | Sort-Object)
        (Get-Module Certlift).ExportedVariables.Count + (Get-Module Certlift).ExportedAliases.Count | Should -Be 0
    }
    It 'loads without a word' {
        $module = Join-Path (Get-Repository) 'powershell/Certlift/Certlift.psd1'
        & (Join-Path (Get-Repository) 'build/tools/pwsh') -NoProfile -Command "Import-Module '$module' -ErrorAction Stop -WarningAction Stop; Remove-Module Certlift" 2>&1 | Should -BeNullOrEmpty
    }
    It 'has the page about_Certlift' {
        $page = Get-Content (Join-Path (Get-Repository) 'powershell/Certlift/en-US/about_Certlift.help.txt') -Raw
        foreach ($name in (Get-Module Certlift).ExportedFunctions.Keys) { $page | Should -BeLike "*$name*" }
    }
    It 'has no file that is too long' {
        Get-ChildItem (Join-Path (Get-Repository) 'powershell'), (Join-Path (Get-Repository) 'lab') -Recurse -Include *.ps1, *.psm1 -File |
            Where-Object { @(Get-Content $_.FullName).Count -gt 300 } | Should -BeNullOrEmpty
    }
}

Describe '<Name>' -ForEach $functions {
    BeforeAll {
        $command = Get-Command $Name
        $help = Get-Help $Name -Full
    }
    It 'has an approved verb' { $command.Verb | Should -BeIn (Get-Verb).Verb }
    It 'has help with examples' {
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis | Should -Not -BeLike "*$Name*"
        @($help.description).Text | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterThan 1
    }
    It 'has a word on each parameter' {
        $own = $command.Parameters.Keys | Where-Object { $_ -notin [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters }
        foreach ($parameter in $own) {
            ($help.parameters.parameter | Where-Object name -EQ $parameter).description.Text | Should -Not -BeNullOrEmpty -Because "-$parameter"
        }
    }
    It 'has examples that are called as they can be' {
        foreach ($example in $help.examples.example) {
            $mistakes = $null
            $tree = [System.Management.Automation.Language.Parser]::ParseInput($example.code, [ref] $null, [ref] $mistakes)
            $mistakes | Should -BeNullOrEmpty
            foreach ($call in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
                $called = Get-Command $call.GetCommandName() -ErrorAction Stop
                foreach ($part in $call.CommandElements) {
                    if ($part -is [System.Management.Automation.Language.CommandParameterAst] -and $called.Parameters) { { $called.ResolveParameter($part.ParameterName) } | Should -Not -Throw -Because $example.code }
                }
            }
        }
    }
    It 'asks before it writes, if it does' {
        $attribute = $command.ScriptBlock.Attributes | Where-Object { $_ -is [System.Management.Automation.CmdletBindingAttribute] }
        $wanted = if ($command.Verb -in 'Repair', 'Undo', 'Restore', 'Invoke') { 'High' } elseif ($command.Verb -eq 'New') { 'Low' } else { 'None' }
        $attribute.SupportsShouldProcess | Should -Be ($wanted -ne 'None')
        "$($attribute.ConfirmImpact)" | Should -Be $wanted
    }
}
