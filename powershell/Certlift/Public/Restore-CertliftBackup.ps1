#Requires -Version 5.1

function Restore-CertliftBackup {
    <#
.SYNOPSIS
Puts the whole file back from a backup.
.DESCRIPTION
Runs certlift restore: the file becomes what it was before the change, byte for byte; what is replaced is backed up first. It
refuses if later edits would be lost, unless -Force is given; Undo-CertliftChange keeps them. Asks before it writes.
.PARAMETER Path
The file that was changed. It is made anew if it is gone.
.PARAMETER Id
The id of the backup.
.PARAMETER Force
Even if later edits are lost.
.PARAMETER Accept
shared-configuration: consent to a change that affects all servers that share the file.
.PARAMETER Moved
Use the backups of a file of this name that was moved or copied here with them.
.PARAMETER BackupDirectory
Where backups and the journal are. Without it: .certlift beside the file.
.PARAMETER Wait
How many seconds to try again when another process holds a file. 10 if not said.
.PARAMETER ProgramPath
certlift, or its folder. Without it: beside the module, then on PATH.
.INPUTS
Objects with the properties Path and Id, such as those of Get-CertliftBackup.
.OUTPUTS
Certlift.Reversal
.EXAMPLE
Restore-CertliftBackup .\applicationHost.config 20261122T083000Z-3f2a

Puts this backup back.
.EXAMPLE
Get-CertliftBackup | Select-Object -Last 1 | Restore-CertliftBackup -WhatIf

What the oldest backup would do to the live configuration.
.LINK
Undo-CertliftChange
#>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    [OutputType('Certlift.Reversal')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipelineByPropertyName)]
        # The files of Get-ChildItem have a property Target of their own, which must not come first.
        [Alias('FullName', 'PSPath', 'Target')]
        [string] $Path,
        [Parameter(Mandatory, Position = 1, ValueFromPipelineByPropertyName)]
        [Alias('Backup')]
        [string] $Id,
        [switch] $Force,
        [string[]] $Accept,
        [switch] $Moved,
        [string] $BackupDirectory,
        [ValidateRange(0, 86400)] [int] $Wait,
        [string] $ProgramPath
    )
    begin { $program = Get-CertliftProgram -Cmdlet $PSCmdlet -ProgramPath $ProgramPath }
    process {
        Invoke-CertliftReversal -Cmdlet $PSCmdlet -Program $program -Command restore -Bound $PSBoundParameters -Target $Path -Id $Id
    }
}
