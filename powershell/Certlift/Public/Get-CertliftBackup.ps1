#Requires -Version 5.1

function Get-CertliftBackup {
    <#
.SYNOPSIS
Lists the backups of what certlift has changed.
.DESCRIPTION
Runs certlift backups: every stored file is read and compared with its hash. A damaged or missing backup is listed with that
state, and is an error too.
.PARAMETER Path
A file, or a folder that is searched for applicationHost.config. Wildcards are allowed. Without it, the live configuration of
this Windows server.
.PARAMETER Journal
Give out who did what when, instead of the backups.
.PARAMETER Express
The applicationhost.config of IIS Express.
.PARAMETER Moved
Use the backups of a file of this name that was moved or copied here with them.
.PARAMETER BackupDirectory
Where backups and the journal are. Without it: .certlift beside the file.
.PARAMETER Wait
How many seconds to try again when another process holds a file. 10 if not said.
.PARAMETER ProgramPath
certlift, or its folder. Without it: beside the module, then on PATH.
.INPUTS
System.String, or objects with a property FullName or Path, such as files.
.OUTPUTS
Certlift.Backup, or Certlift.JournalEntry with -Journal
.EXAMPLE
Get-CertliftBackup

The backups of the live configuration.
.EXAMPLE
Get-CertliftBackup D:\copies | Where-Object State -ne intact

Backups that nothing can be restored from.
.EXAMPLE
Get-CertliftBackup .\applicationHost.config -Journal | Format-Table

Who changed this file, and when.
.LINK
Restore-CertliftBackup
#>
    [CmdletBinding()]
    [OutputType('Certlift.Backup', 'Certlift.JournalEntry')]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)]
        # The files of Get-ChildItem have a property Target of their own, which must not come first.
        [Alias('FullName', 'PSPath', 'Target')]
        [string[]] $Path,
        [switch] $Journal,
        [switch] $Express,
        [switch] $Moved,
        [string] $BackupDirectory,
        [ValidateRange(0, 86400)] [int] $Wait,
        [string] $ProgramPath
    )
    begin { $program = Get-CertliftProgram -Cmdlet $PSCmdlet -ProgramPath $ProgramPath }
    process {
        $paths = @(Resolve-CertliftTarget -Cmdlet $PSCmdlet -Target $Path)
        $arguments = @(ConvertTo-CertliftArgument -Cmdlet $PSCmdlet -Bound $PSBoundParameters) + $paths
        $document = Invoke-CertliftCommand -Cmdlet $PSCmdlet -Program $program -Command backups -ArgumentList $arguments -Target ($paths -join ', ')
        foreach ($found in $document.targets) {
            if ($Journal) { foreach ($moment in $found.journal) { ConvertTo-CertliftJournalEntry -Moment $moment -Path $found.path } }
            else { foreach ($backup in $found.backups) { ConvertTo-CertliftBackup -Backup $backup -Path $found.path } }
        }
    }
}
