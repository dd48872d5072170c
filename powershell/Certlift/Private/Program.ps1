#Requires -Version 5.1

$script:CertliftMinimum = [version] '0.1.0'
# What is known of each program that was used: by path and time of its last change.
$script:CertliftPrograms = @{}

function Test-OnWindows { [Environment]::OSVersion.Platform -eq 'Win32NT' }

# The file to run: the one that is named, one beside the module, or the first on PATH.
function Find-CertliftProgram {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $ProgramPath)
    $name = if (Test-OnWindows) { 'certlift.exe' } else { 'certlift' }
    if ($ProgramPath) {
        $path = $Cmdlet.GetUnresolvedProviderPathFromPSPath($ProgramPath)
        if (Test-Path -LiteralPath $path -PathType Container) { $path = Join-Path $path $name }
        if (Test-Path -LiteralPath $path -PathType Leaf) { return $path }
        $why = "there is no program $path; -ProgramPath names certlift or its folder"
    }
    else {
        $beside = Join-Path $script:CertliftModuleRoot $name
        if (Test-Path -LiteralPath $beside -PathType Leaf) { return $beside }
        $found = @(Get-Command -Name $name -CommandType Application -ErrorAction SilentlyContinue)
        if ($found) { return $found[0].Source }
        $why = "$name is neither beside the module ($script:CertliftModuleRoot) nor on PATH; copy it there, or name it with -ProgramPath"
    }
    $Cmdlet.ThrowTerminatingError((New-CertliftErrorRecord -Id ProgramNotFound -Category ObjectNotFound -Message $why -Target $ProgramPath))
}

# The version that `certlift --version` prints, or nothing if that is not certlift.
function Get-CertliftProgramVersion {
    param([Parameter(Mandatory)] [string] $Path)
    $run = Invoke-NativeProgram -FilePath $Path -ArgumentList '--version'
    if ($run.ExitCode -eq 0 -and $run.Output -match '^certlift (\d+\.\d+\.\d+)') { [version] $Matches[1] }
}

# The program with its version, which is requested once. Ends the command if there is none that this module can use.
function Get-CertliftProgram {
    param([Parameter(Mandatory)] [System.Management.Automation.PSCmdlet] $Cmdlet, [string] $ProgramPath)
    $path = Find-CertliftProgram -Cmdlet $Cmdlet -ProgramPath $ProgramPath
    $key = $path + '|' + (Get-Item -LiteralPath $path -Force).LastWriteTimeUtc.Ticks
    if ($script:CertliftPrograms.ContainsKey($key)) { return $script:CertliftPrograms[$key] }
    try { $version = Get-CertliftProgramVersion $path }
    catch {
        $why = "$path cannot be run: $($_.Exception.GetBaseException().Message); name the right program with -ProgramPath"
        $Cmdlet.ThrowTerminatingError((New-CertliftErrorRecord -Id ProgramNotFound -Category ObjectNotFound -Message $why -Target $path))
    }
    if ($null -eq $version -or $version -lt $script:CertliftMinimum) {
        $found = if ($version) { "is certlift $version" } else { 'does not answer --version as certlift does' }
        $why = "$path $found; this module needs certlift $script:CertliftMinimum or later: install it, or name it with -ProgramPath"
        $Cmdlet.ThrowTerminatingError((New-CertliftErrorRecord -Id ProgramVersion -Category NotInstalled -Message $why -Target $path))
    }
    $program = [pscustomobject]@{ Path = $path; Version = $version; Commands = @{}; Rules = $null }
    $script:CertliftPrograms[$key] = $program
    $program
}

# Whether the program has this command; requested only once something has failed.
function Test-CertliftCommandKnown {
    param([Parameter(Mandatory)] $Program, [Parameter(Mandatory)] [string] $Command)
    if (-not $Program.Commands.ContainsKey($Command)) {
        $run = Invoke-NativeProgram -FilePath $Program.Path -ArgumentList 'help', $Command
        $Program.Commands[$Command] = $run.ExitCode -ne 2
    }
    $Program.Commands[$Command]
}
