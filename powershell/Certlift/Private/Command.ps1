#Requires -Version 5.1

# How a parameter of this module is called on the program's command line.
$script:CertliftOptions = @{
    Accept = '--accept'; Site = '--site'; Only = '--only'; Skip = '--skip'; Schema = '--schema'; WindowsVersion = '--windows'
    WebConfig = '--web-config'; Map = '--map'; Express = '--express'; BackupDirectory = '--backup-dir'; Keep = '--keep'
    Wait = '--wait'; Moved = '--moved'; Force = '--force'; Location = '--path'; Section = '--section'; Url = '--url'
    Certificate = '--certificate'; NoCertificate = '--no-certificate'; Method = '--method'; Body = '--body'; Tls = '--tls'
    Http = '--http'; PostHandshakeAuth = '--post-handshake-auth'; Negotiated = '--negotiated'; All = '--all'; User = '--user'
    Changed = '--changed'; Expect = '--expect'; After = '--after'; Config = '--config'
}

# Files and folders, which the program must not look for from its own working directory.
$script:CertliftPathOptions = 'Schema', 'BackupDirectory', 'Config'

# The options among the parameters that a function was called with. A value stands behind `=`, so that one that begins with
# `-` is not taken for an option.
function ConvertTo-CertliftArgument {
    param(
        [Parameter(Mandatory)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [Parameter(Mandatory)] [System.Collections.IDictionary] $Bound
    )
    foreach ($name in ($Bound.Keys | Sort-Object)) {
        $option = $script:CertliftOptions[$name]
        if (-not $option -or $null -eq $Bound[$name]) { continue }
        if ($Bound[$name] -is [switch]) {
            if ($Bound[$name]) { $option }
            continue
        }
        foreach ($value in @($Bound[$name])) {
            $text = [string] $value
            if ($name -in $script:CertliftPathOptions) { $text = $Cmdlet.GetUnresolvedProviderPathFromPSPath($text) }
            if ($text -eq '') { $option; $text } else { "$option=$text" }
        }
    }
}

# Full paths of what a user has named; wildcards are resolved where no file has that very name. A path that leads nowhere is
# passed on, for the program to say so.
function Resolve-CertliftTarget {
    param([Parameter(Mandatory)] [System.Management.Automation.PSCmdlet] $Cmdlet, [AllowNull()] [string[]] $Target)
    foreach ($path in $Target) {
        if (-not (Test-Path -LiteralPath $path) -and [WildcardPattern]::ContainsWildcardCharacters($path)) {
            $provider = $null
            try { $Cmdlet.GetResolvedProviderPathFromPSPath($path, [ref] $provider) }
            catch [System.Management.Automation.ItemNotFoundException] { $Cmdlet.GetUnresolvedProviderPathFromPSPath($path) }
        }
        else { $Cmdlet.GetUnresolvedProviderPathFromPSPath($path) }
    }
}

# Runs one command of the program and returns its document, having written its errors. Returns nothing if there is none.
function Invoke-CertliftCommand {
    param(
        [Parameter(Mandatory)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [Parameter(Mandatory)] $Program,
        [Parameter(Mandatory)] [string] $Command,
        [string[]] $ArgumentList = @(),
        $Target
    )
    $arguments = @($Command, '--format=json') + $ArgumentList
    $run = Start-CertliftProgram -Cmdlet $Cmdlet -Program $Program -ArgumentList $arguments
    $document = ConvertFrom-CertliftJson $run.Output
    if ($document -and $document.schema_version -ne 1) {
        $Cmdlet.WriteError((New-CertliftErrorRecord -Id SchemaVersion -Category InvalidData -Target $Target -Message (
                    "certlift $Command has answered with schema_version '$($document.schema_version)', and this module reads 1; " +
                    'install the module that belongs to this certlift')))
        return
    }
    $written = Write-CertliftDocumentError -Cmdlet $Cmdlet -Document $document
    if (-not $document -or ($run.ExitCode -notin 0, 1 -and -not $written)) {
        $Cmdlet.WriteError((Get-CertliftRunError -Run $run -Program $Program -Command $Command -Target $Target))
    }
    $document
}

function Start-CertliftProgram {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, $Program, [string[]] $ArgumentList)
    $Cmdlet.WriteVerbose("$($Program.Path) $($ArgumentList -join ' ')")
    # The program's own folder of work is the one of this session, which the process does not follow by itself.
    $folder = $Cmdlet.SessionState.Path.CurrentFileSystemLocation.ProviderPath
    try { $run = Invoke-NativeProgram -FilePath $Program.Path -ArgumentList $ArgumentList -WorkingDirectory $folder }
    catch {
        $why = "$($Program.Path) cannot be run: $($_.Exception.GetBaseException().Message)"
        $Cmdlet.ThrowTerminatingError((New-CertliftErrorRecord -Id ProgramNotFound -Category ObjectNotFound -Message $why -Target $Program.Path))
    }
    foreach ($line in ($run.Errors -split '\r?\n')) { if ($line) { $Cmdlet.WriteVerbose($line) } }
    $run
}

# Writes the errors that a document holds and returns whether there were any. A damaged backup is one too.
function Write-CertliftDocumentError {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, $Document)
    $written = $false
    if ($Document.error) {
        $Cmdlet.WriteError((ConvertTo-CertliftErrorRecord -CertliftError $Document.error -Target $Document.file))
        $written = $true
    }
    foreach ($target in $Document.targets) {
        foreach ($failure in @($target.error) + @($target.backups.damage)) {
            if (-not $failure) { continue }
            $Cmdlet.WriteError((ConvertTo-CertliftErrorRecord -CertliftError $failure -Target $target.path))
            $written = $true
        }
    }
    $written
}

# The text of a command, for a difference: it is shown and never read.
function Get-CertliftText {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, $Program, [string[]] $ArgumentList)
    $run = Start-CertliftProgram -Cmdlet $Cmdlet -Program $Program -ArgumentList $ArgumentList
    if ($run.ExitCode -in 0, 1) { $run.Output.TrimEnd() }
}
