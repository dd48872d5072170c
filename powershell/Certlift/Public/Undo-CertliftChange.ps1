#Requires -Version 5.1

function Undo-CertliftChange {
    <#
.SYNOPSIS
Undoes one change and keeps every later edit.
.DESCRIPTION
Runs certlift undo. Where a later edit overlaps the change, it refuses and changes nothing. Without -Id it undoes the last
change that is not reverted and is no undo itself. Asks before it writes; -WhatIf says what would be undone.
.PARAMETER Path
The file that was changed.
.PARAMETER Id
The id of the change, as Get-CertliftBackup and Repair-CertliftConfiguration give it.
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
Objects with the properties Path and Backup or Id, such as those of Repair-CertliftConfiguration and Get-CertliftBackup.
.OUTPUTS
Certlift.Reversal
.EXAMPLE
Undo-CertliftChange .\applicationHost.config

Undoes the last change.
.EXAMPLE
Get-CertliftBackup .\applicationHost.config | Where-Object Command -eq apply | Select-Object -First 1 | Undo-CertliftChange

Undoes the newest change that came from a plan.
.LINK
Get-CertliftBackup
.LINK
Restore-CertliftBackup
#>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    [OutputType('Certlift.Reversal')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipelineByPropertyName)]
        # The files of Get-ChildItem have a property Target of their own, which must not come first.
        [Alias('FullName', 'PSPath', 'Target')]
        [string] $Path,
        [Parameter(Position = 1, ValueFromPipelineByPropertyName)]
        [Alias('Backup')] [AllowEmptyString()] [AllowNull()]
        [string] $Id,
        [string[]] $Accept,
        [switch] $Moved,
        [string] $BackupDirectory,
        [ValidateRange(0, 86400)] [int] $Wait,
        [string] $ProgramPath
    )
    begin { $program = Get-CertliftProgram -Cmdlet $PSCmdlet -ProgramPath $ProgramPath }
    process {
        # A change that made nothing has no backup; to take another one then would undo something else.
        if ($PSBoundParameters.ContainsKey('Id') -and -not $Id) {
            Write-Verbose "${Path}: nothing was changed, so there is nothing to undo"
            return
        }
        Invoke-CertliftReversal -Cmdlet $PSCmdlet -Program $program -Command undo -Bound $PSBoundParameters -Target $Path -Id $Id
    }
}
