#Requires -Version 5.1

# What runs on a host of a rollout. Its text is sent there, to a PowerShell that may be 5.1 and has no module: it uses only
# the functions of Process.ps1, decides nothing, and gives back what the program has said.

function Find-HostProgram {
    param([string] $ProgramPath)
    $onWindows = [Environment]::OSVersion.Platform -eq 'Win32NT'
    $name = if ($onWindows) { 'certlift.exe' } else { 'certlift' }
    if ($ProgramPath) {
        $path = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($ProgramPath)
        if (Test-Path -LiteralPath $path -PathType Leaf) { return $path }
        throw "there is no program $path on the host; -ProgramPath says where certlift is there"
    }
    if ($onWindows) {
        $usual = Join-Path $env:ProgramFiles 'certlift\certlift.exe'
        if (Test-Path -LiteralPath $usual) { return $usual }
    }
    $found = @(Get-Command -Name $name -CommandType Application -ErrorAction SilentlyContinue)
    if (-not $found) { throw "there is no $name on the host, neither in its usual folder nor on PATH; copy it there, or name it with -ProgramPath" }
    $found[0].Source
}

# The health script passes unless it throws or gives out False.
function Test-HostHealth {
    param([string] $Script)
    try {
        $said = @(& ([scriptblock]::Create($Script)))
        if ($said -contains $false) { throw 'it gave out False' }
        ''
    }
    catch { "the health script failed: $($_.Exception.Message)" }
}

# Work: ProgramPath, Target, Arguments (a list of command lines; {target} and {plan} stand for files), Plan, Health.
function Invoke-HostWork {
    param([System.Collections.IDictionary] $Work)
    $answer = @{ CertliftAnswer = 1; Version = ''; Runs = @(); Sick = '' }
    $plan = $null
    try {
        $program = Find-HostProgram $Work.ProgramPath
        $version = Invoke-NativeProgram -FilePath $program -ArgumentList '--version'
        if ($version.ExitCode -eq 0 -and $version.Output -match '^certlift (\d+\.\d+\.\d+)') { $answer.Version = $Matches[1] }
        else { throw "$program does not answer --version as certlift does; install certlift there" }
        $target = ''
        if ($Work.Target) { $target = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Work.Target) }
        if ($Work.Plan) {
            $plan = [System.IO.Path]::GetTempFileName()
            [System.IO.File]::WriteAllText($plan, $Work.Plan, (New-Object System.Text.UTF8Encoding $false))
        }
        foreach ($line in $Work.Arguments) {
            $arguments = foreach ($word in $line) {
                if ($word -eq '{target}') { if ($target) { $target } } elseif ($word -eq '{plan}') { $plan } else { [string] $word }
            }
            $answer.Runs += Invoke-NativeProgram -FilePath $program -ArgumentList $arguments
        }
        if ($Work.Health) { $answer.Sick = Test-HostHealth $Work.Health }
    }
    catch { $answer.Problem = $_.Exception.GetBaseException().Message }
    finally { if ($plan) { [System.IO.File]::Delete($plan) } }
    [pscustomobject] $answer
}

# The functions above as one script, for the host.
function Get-HostScript {
    $names = 'ConvertTo-NativeArgument', 'Invoke-NativeProgram', 'Find-HostProgram', 'Test-HostHealth', 'Invoke-HostWork'
    $text = foreach ($name in $names) { "function $name {$((Get-Command $name).Definition)}" }
    [scriptblock]::Create("param(`$Work)`n" + ($text -join "`n") + "`nInvoke-HostWork `$Work")
}
