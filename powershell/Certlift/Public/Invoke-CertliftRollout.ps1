#Requires -Version 5.1

function Invoke-CertliftRollout {
    <#
.SYNOPSIS
Lifts the mappings on many servers over PowerShell remoting, wave by wave, and stops at the first that is not healthy afterwards.
.DESCRIPTION
certlift has to be on each host; nothing is installed there, and this module need not be there.

1. All hosts are looked at before the first is changed. If one cannot be reached, needs a decision or consent, or is not
   healthy, the rollout ends here, having changed nothing. -WhatIf ends here in any case.
2. The hosts that have something to do are changed in waves: drain, certlift plan, certlift apply of exactly that plan,
   health, undrain.
3. If a step fails, the host's change is undone and its health asked again. If it passes now, the host is undrained; if not,
   it stays drained. The other hosts of the wave are finished; no further wave begins.

Run the same command again to go on: what is fixed stays as it is, and a host that was left in mid-change, because the
connection or this machine was lost, is finished. What is known of each host is kept in the folder -ReportPath: rollout.json,
and for each host certlift's own report in hosts, for certlift report.

Gives out one object for each host, and one error for each that is not in order.
.PARAMETER ComputerName
Windows servers, over WinRM.
.PARAMETER HostName
Hosts over SSH (PowerShell 7): name, user@name or user@name:port. Their sshd needs the subsystem powershell.
.PARAMETER Target
The configuration on the host; ~ is the home folder there. Without it, the live configuration of the Windows server.
.PARAMETER ProgramPath
certlift on the host. Without it: C:\Program Files\certlift\certlift.exe, then PATH.
.PARAMETER Wave
The sizes of the waves, as numbers or percents of the hosts that have something to do. The last holds for all further waves.
.PARAMETER ThrottleLimit
How many hosts are worked on at once.
.PARAMETER OperationTimeout
How many seconds one step may take on one host. A host that hangs has failed; the others are not held up.
.PARAMETER Accept
Risks that you consent to, such as widens-access.
.PARAMETER Site
Only these sites.
.PARAMETER Only
Only these rules.
.PARAMETER Skip
All rules but these.
.PARAMETER BackupDirectory
Where backups are kept on the host. Without it: .certlift beside the configuration.
.PARAMETER LeaveOut
Hosts of the list that are neither looked at nor changed.
.PARAMETER Drain
A script block that takes one host out of service. It runs here, with the host's name.
.PARAMETER Undrain
A script block that puts one host back into service.
.PARAMETER HealthUrl
A URL that this machine requests; {0} is the host.
.PARAMETER HealthStatus
The answers that are healthy.
.PARAMETER HealthScript
A script block that runs on the host; it is not healthy if that throws or gives out False.
.PARAMETER HealthRetries
How often a health check is tried again.
.PARAMETER HealthDelay
After how many seconds.
.PARAMETER ReportPath
The folder of what is known, on this machine. Keep it until the rollout is through.
.PARAMETER Undo
Undo the last change that a rollout made on each host, wave by wave, keeping what was modified since.
.PARAMETER Credential
For WinRM, as in Invoke-Command.
.PARAMETER Authentication
For WinRM, as in Invoke-Command.
.PARAMETER UseSSL
For WinRM, as in Invoke-Command.
.PARAMETER ConfigurationName
For WinRM, as in Invoke-Command.
.PARAMETER SessionOption
For WinRM, as in Invoke-Command.
.PARAMETER Port
The port of all hosts.
.PARAMETER UserName
For SSH, as in Invoke-Command.
.PARAMETER KeyFilePath
For SSH, as in Invoke-Command.
.PARAMETER Subsystem
For SSH, as in Invoke-Command.
.PARAMETER SSHOption
For SSH: options as in ssh -o; PowerShell 7.3 or later.
.OUTPUTS
Certlift.RolloutResult
.EXAMPLE
Invoke-CertliftRollout -ComputerName (Get-Content servers.txt) -HealthUrl 'https://{0}/health' -WhatIf

Looks at all servers and says what would be done; changes nothing.
.EXAMPLE
Invoke-CertliftRollout -ComputerName web01, web02, web03 -Wave 1, 5, '20%' -HealthUrl 'https://{0}/health'

Fixes them: one, then five, then a fifth of them at a time.
.EXAMPLE
Invoke-CertliftRollout -HostName admin@web01, admin@web02 -KeyFilePath ~/.ssh/id_ed25519 -Undo

Over SSH: undoes what the rollout has changed.
.LINK
about_Certlift
#>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High', DefaultParameterSetName = 'WinRM')]
    [OutputType('Certlift.RolloutResult')]
    param(
        [Parameter(Mandatory, Position = 0, ParameterSetName = 'WinRM')] [string[]] $ComputerName,
        [Parameter(Mandatory, ParameterSetName = 'SSH')] [string[]] $HostName,
        [string] $Target,
        [string] $ProgramPath,
        [ValidatePattern('^[1-9]\d*%?$')] [string[]] $Wave = @('1', '5', '20%'),
        [ValidateRange(1, 1000)] [int] $ThrottleLimit = 16,
        [ValidateRange(1, 86400)] [int] $OperationTimeout = 300,
        [string[]] $Accept,
        [string[]] $Site,
        [string[]] $Only,
        [string[]] $Skip,
        [string] $BackupDirectory,
        [string[]] $LeaveOut = @(),
        [scriptblock] $Drain,
        [scriptblock] $Undrain,
        [string] $HealthUrl,
        [int[]] $HealthStatus = @(200),
        [scriptblock] $HealthScript,
        [ValidateRange(0, 1000)] [int] $HealthRetries = 5,
        [ValidateRange(0, 3600)] [int] $HealthDelay = 3,
        [string] $ReportPath = 'certlift-report',
        [switch] $Undo,
        [ValidateRange(1, 65535)] [int] $Port,
        [Parameter(ParameterSetName = 'WinRM')] [pscredential] $Credential,
        [Parameter(ParameterSetName = 'WinRM')] [System.Management.Automation.Runspaces.AuthenticationMechanism] $Authentication,
        [Parameter(ParameterSetName = 'WinRM')] [switch] $UseSSL,
        [Parameter(ParameterSetName = 'WinRM')] [string] $ConfigurationName,
        [Parameter(ParameterSetName = 'WinRM')] [System.Management.Automation.Remoting.PSSessionOption] $SessionOption,
        [Parameter(ParameterSetName = 'SSH')] [string] $UserName,
        [Parameter(ParameterSetName = 'SSH')] [string] $KeyFilePath,
        [Parameter(ParameterSetName = 'SSH')] [string] $Subsystem,
        [Parameter(ParameterSetName = 'SSH')] [hashtable] $SSHOption
    )
    $names = @(if ($HostName) { $HostName } else { $ComputerName })
    $bound = $PSBoundParameters
    Assert-CertliftRollout -Cmdlet $PSCmdlet -Name $names -LeaveOut $LeaveOut -Bound $bound
    $rollout = New-CertliftRollout -Cmdlet $PSCmdlet -Bound $bound -Settings @{
        ThrottleLimit = $ThrottleLimit; OperationTimeout = $OperationTimeout; ReportPath = $ReportPath; HealthStatus = $HealthStatus
        HealthRetries = $HealthRetries; HealthDelay = $HealthDelay
    }
    foreach ($name in $names) { $rollout.Records[$name] = New-CertliftRecord -Name $name -Before $rollout.Before[$name] }
    foreach ($name in $LeaveOut) {
        $rollout.Records[$name].outcome = 'left out'
        $rollout.Records[$name].why = 'named in -LeaveOut'
    }
    try {
        $looked = @($names | Where-Object { $_ -notin $LeaveOut })
        $isFit = Invoke-CertliftLook -Rollout $rollout -Name $looked
        if ($isFit) { Invoke-CertliftWaves -Cmdlet $PSCmdlet -Rollout $rollout -Name $looked -Wave $Wave }
    }
    finally {
        Save-CertliftRollout $rollout
        Write-Progress -Activity $rollout.Activity -Completed
    }
    foreach ($name in $names) { ConvertTo-CertliftRolloutResult -Record $rollout.Records[$name] -Wave $rollout.WaveOf[$name] }
    Write-CertliftRolloutError -Cmdlet $PSCmdlet -Rollout $rollout
}
