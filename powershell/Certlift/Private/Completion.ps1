#Requires -Version 5.1

# Completion is a help while typing: it never fails, and offers nothing where it knows nothing.

function Get-CertliftRuleList {
    param([string] $ProgramPath)
    $name = if (Test-OnWindows) { 'certlift.exe' } else { 'certlift' }
    $path = $ProgramPath
    if (-not $path) {
        $beside = Join-Path $script:CertliftModuleRoot $name
        $path = if (Test-Path -LiteralPath $beside) { $beside }
        else { (Get-Command -Name $name -CommandType Application -ErrorAction Stop | Select-Object -First 1).Source }
    }
    $run = Invoke-NativeProgram -FilePath $path -ArgumentList 'rules', '--format=json'
    (ConvertFrom-CertliftJson $run.Output).rules
}

# The file that a command line is about, as far as it is typed.
function Get-CertliftTypedTarget {
    param([System.Collections.IDictionary] $Bound)
    foreach ($name in 'Target', 'Path', 'FullName') { if ($Bound[$name]) { return @($Bound[$name])[0] } }
    if (Test-OnWindows) { Join-Path $env:windir 'System32\inetsrv\config\applicationHost.config' }
}

# The sites of a configuration, and the paths of its location tags.
function Get-CertliftLocationList {
    param([string] $Path, [switch] $SitesOnly)
    $settings = New-Object System.Xml.XmlReaderSettings
    $settings.DtdProcessing = 'Prohibit'
    $settings.XmlResolver = $null
    $full = (Get-Item -LiteralPath $Path -ErrorAction Stop).FullName
    $reader = [System.Xml.XmlReader]::Create($full, $settings)
    try {
        while ($reader.Read()) {
            if ($reader.NodeType -ne 'Element') { continue }
            if ($reader.Name -eq 'site' -and $reader.GetAttribute('name')) { $reader.GetAttribute('name') }
            if (-not $SitesOnly -and $reader.Name -eq 'location' -and $reader.GetAttribute('path')) { $reader.GetAttribute('path') }
        }
    }
    finally { $reader.Dispose() }
}

function Get-CertliftIdList {
    param([string] $Path, [string] $ProgramPath)
    $arguments = @{ Path = $Path }
    if ($ProgramPath) { $arguments.ProgramPath = $ProgramPath }
    (Get-CertliftBackup @arguments -ErrorAction SilentlyContinue).Id
}

# Offers the values that begin with the word; quotes them where PowerShell needs it.
function ConvertTo-CertliftCompletion {
    param([string] $Word, [string[]] $Value)
    $begin = $Word.Trim([char[]] '''"')
    foreach ($text in ($Value | Where-Object { $_ } | Select-Object -Unique)) {
        if (-not $text.StartsWith($begin, [StringComparison]::OrdinalIgnoreCase)) { continue }
        $quoted = if ($text -match '^[\w.\-/]+$') { $text } else { "'" + $text.Replace("'", "''") + "'" }
        New-Object System.Management.Automation.CompletionResult $quoted, $text, 'ParameterValue', $text
    }
}

function Get-CertliftCompletion {
    param([string] $Kind, [string] $Word, [System.Collections.IDictionary] $Bound)
    try {
        $target = Get-CertliftTypedTarget $Bound
        $values = switch ($Kind) {
            'Rule' { (Get-CertliftRuleList $Bound['ProgramPath']).id }
            'Risk' { (Get-CertliftRuleList $Bound['ProgramPath']).risks; 'shared-configuration'; 'all' }
            'Site' { if ($target) { Get-CertliftLocationList $target -SitesOnly } }
            'Location' { if ($target) { Get-CertliftLocationList $target } }
            'Id' { if ($target) { Get-CertliftIdList $target $Bound['ProgramPath'] } }
        }
        ConvertTo-CertliftCompletion -Word $Word -Value $values
    }
    catch { Write-Debug "certlift: nothing to complete: $($_.Exception.Message)" }
}

function Register-CertliftCompleter {
    $kinds = @{ Only = 'Rule'; Skip = 'Rule'; Accept = 'Risk'; Site = 'Site'; Location = 'Location'; Id = 'Id' }
    $commands = 'Get-CertliftFinding', 'Compare-CertliftConfiguration', 'Repair-CertliftConfiguration', 'New-CertliftPlan',
    'Undo-CertliftChange', 'Restore-CertliftBackup', 'Get-CertliftEffective', 'Test-CertliftRequest', 'Invoke-CertliftRollout'
    foreach ($parameter in $kinds.Keys) {
        $known = $commands | Where-Object { (Get-Command $_).Parameters.ContainsKey($parameter) }
        $kind = $kinds[$parameter]
        $complete = [scriptblock]::Create("param(`$a, `$b, `$word, `$d, `$bound) Get-CertliftCompletion -Kind $kind -Word `$word -Bound `$bound")
        # A script block that is made from text belongs to no module yet.
        $complete = $ExecutionContext.SessionState.Module.NewBoundScriptBlock($complete)
        Register-ArgumentCompleter -CommandName $known -ParameterName $parameter -ScriptBlock $complete
    }
}
