#Requires -Version 5.1

# Options of `diff` that other commands do not know.
function Select-CertliftSelection {
    param([System.Collections.IDictionary] $Bound, [string[]] $Without = @())
    $names = 'Accept', 'Site', 'Only', 'Skip', 'Schema', 'WindowsVersion', 'WebConfig', 'Map'
    $selected = @{}
    foreach ($name in $names) { if ($Bound.ContainsKey($name) -and $name -notin $Without) { $selected[$name] = $Bound[$name] } }
    $selected
}

# What fix would do to each file: the difference, with passwords and keys masked, and its effect.
function Get-CertliftDifference {
    param(
        [System.Management.Automation.PSCmdlet] $Cmdlet,
        $Program,
        [System.Collections.IDictionary] $Bound,
        [string[]] $Target
    )
    $options = @(ConvertTo-CertliftArgument -Cmdlet $Cmdlet -Bound $Bound)
    $selection = @(ConvertTo-CertliftArgument -Cmdlet $Cmdlet -Bound (Select-CertliftSelection $Bound))
    $named = if ($Target) { $Target -join ', ' }
    $document = Invoke-CertliftCommand -Cmdlet $Cmdlet -Program $Program -Command diff -ArgumentList ($options + $Target) -Target $named
    foreach ($found in $document.targets) {
        if ($found.error) { continue }
        $text = $null
        $effect = @()
        if ($found.changed) {
            $text = Get-CertliftText -Cmdlet $Cmdlet -Program $Program -ArgumentList (@('diff', '--quiet', '--color=never') + $selection + $found.path)
            $effect = @(Get-CertliftEffect -Cmdlet $Cmdlet -Program $Program -Path $found.path -ArgumentList $selection)
        }
        $findings = @(ConvertTo-CertliftFindings -Target $found -HostName $document.host)
        [pscustomobject]@{
            PSTypeName   = 'Certlift.Difference'
            Path         = $found.path
            Changed      = [bool] $found.changed
            Difference   = $text
            Effect       = $effect
            Findings     = $findings
            Left         = @(Get-CertliftLeft $findings)
            Sha256Before = $found.sha256_before
            Sha256After  = $found.sha256_after
            ServerName   = $document.host
        }
    }
}

# What a person is to read before the file is changed.
function Format-CertliftDifference {
    param([Parameter(Mandatory)] $Difference)
    $titles = @($Difference.Findings | Where-Object Applied | ForEach-Object { $_.Fix } | Select-Object -Unique)
    "Fix $($Difference.Path): $($titles -join '; ')"
    $Difference.Difference -split '\r?\n'
    if ($Difference.Effect) {
        'Effect:'
        Format-CertliftEffect $Difference.Effect | ForEach-Object { "  $_" }
    }
    Format-CertliftLeft $Difference
}

# What a fix would leave, and what each takes.
function Format-CertliftLeft {
    param([Parameter(Mandatory)] $Difference)
    foreach ($finding in $Difference.Left) {
        $why = if ($finding.Refusal) { ". $($finding.Refusal)" } elseif ($finding.Risks) { ". Needs -Accept $($finding.Risks -join ', ')" }
        "Left: $($finding.Message)$why"
    }
}
