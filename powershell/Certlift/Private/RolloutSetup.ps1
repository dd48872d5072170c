#Requires -Version 5.1

# Ends the command where the list of hosts or an option cannot be meant.
function Assert-CertliftRollout {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string[]] $Name, [string[]] $LeaveOut, [System.Collections.IDictionary] $Bound)
    $mistakes = @(
        foreach ($group in ($Name | Group-Object | Where-Object Count -gt 1)) { "the host $($group.Name) is named twice" }
        foreach ($one in $LeaveOut) { if ($one -notin $Name) { "-LeaveOut: there is no host $one in the list" } }
        if ($Bound.ContainsKey('HostName') -and $PSVersionTable.PSVersion.Major -lt 6) {
            'Windows PowerShell has no remoting over SSH; use PowerShell 7, or -ComputerName'
        }
        if ($Bound.ContainsKey('SSHOption') -and -not (Get-Command Invoke-Command).Parameters.ContainsKey('Options')) {
            '-SSHOption needs PowerShell 7.3 or later'
        }
    )
    if (-not $mistakes) { return }
    $Cmdlet.ThrowTerminatingError((New-CertliftErrorRecord -Id Rollout -Category InvalidArgument -Target $Name -Message (
                ($mistakes -join '; ') + '; nothing was changed')))
}

# All that the steps of a rollout share.
function New-CertliftRollout {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Bound, [hashtable] $Settings)
    $selected = @{}
    foreach ($name in 'Accept', 'Site', 'Only', 'Skip') { if ($Bound.ContainsKey($name)) { $selected[$name] = $Bound[$name] } }
    $consents = @($Bound['Accept'] | Where-Object { $_ -in 'all', 'shared-configuration' })
    $folder = $Cmdlet.GetUnresolvedProviderPathFromPSPath($Settings.ReportPath)
    $connection = @{ Bound = $Bound; ThrottleLimit = $Settings.ThrottleLimit; OperationTimeout = $Settings.OperationTimeout }
    @{
        Activity    = if ($Bound['Undo']) { 'certlift: undoing a rollout' } else { 'certlift: rollout' }
        IsUndo      = [bool] $Bound['Undo']
        IsDry       = [bool] $WhatIfPreference
        Connection  = New-CertliftConnection @connection
        Target      = $Bound['Target']
        ProgramPath = $Bound['ProgramPath']
        Selection   = @(ConvertTo-CertliftArgument -Cmdlet $Cmdlet -Bound $selected)
        # A folder of the host's, which is not for this machine to resolve.
        Store       = @(if ($Bound['BackupDirectory']) { "--backup-dir=$($Bound['BackupDirectory'])" })
        Consent     = @(if ($consents) { '--accept=shared-configuration' })
        Drain       = $Bound['Drain']
        Undrain     = $Bound['Undrain']
        Health      = @{
            Url = $Bound['HealthUrl']; Script = [string] $Bound['HealthScript']; Status = $Settings.HealthStatus
            Retries = $Settings.HealthRetries; Delay = $Settings.HealthDelay
        }
        ReportPath  = $folder
        Before      = Read-CertliftRollout -Cmdlet $Cmdlet -Folder $folder
        Records     = [ordered]@{}
        Categories  = @{}   # by host: that it has failed in this run, and what kind of error it is
        Lost        = @{}   # by host: that it did not answer, so that nobody knows how far it got
        InOrder     = @{}   # by host: that it may be put back into service
        WaveOf      = @{}
    }
}

# The preflight; returns whether the waves may begin.
function Invoke-CertliftLook {
    param($Rollout, [string[]] $Name)
    # A step that fails in a way that nobody has thought of must end the rollout, and not be passed over.
    $ErrorActionPreference = 'Stop'
    if ($Rollout.IsUndo) { Invoke-CertliftUndoPreflight -Rollout $Rollout -Name $Name }
    else { Invoke-CertliftPreflight -Rollout $Rollout -Name $Name }
    $unfit = @($Name | Where-Object { $Rollout.Records[$_].outcome -in 'failed', 'refused' })
    -not $unfit
}

# The waves, until one of them has a host that is not in order.
function Invoke-CertliftWaves {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, $Rollout, [string[]] $Name, [string[]] $Wave)
    $ErrorActionPreference = 'Stop'
    $todo = @($Name | Where-Object { $Rollout.Records[$_].outcome -in 'to fix', 'to undo' })
    if (-not $todo) { return }
    $waves = @(Split-CertliftWave -Name $todo -Wave $Wave)
    $what = if ($Rollout.IsUndo) { 'Undo the change' } else { 'Fix' }
    $lines = for ($number = 1; $number -le $waves.Count; $number++) { "wave ${number}: $($waves[$number - 1] -join ', ')" }
    # Where nobody can be asked, this throws, and PowerShell goes on behind the statement.
    $isWanted = $false
    $isWanted = $Cmdlet.ShouldProcess($lines -join '; ', $what)
    if (-not $isWanted) { return }
    for ($number = 1; $number -le $waves.Count; $number++) {
        $hosts = $waves[$number - 1]
        foreach ($one in $hosts) { $Rollout.WaveOf[$one] = $number }
        $Rollout.Activity = "$($Rollout.Activity -replace ', wave.*'), wave $number of $($waves.Count)"
        if ($Rollout.IsUndo) { Invoke-CertliftUndoWave -Rollout $Rollout -Name $hosts }
        else { Invoke-CertliftWave -Rollout $Rollout -Name $hosts }
        if (@($hosts | Where-Object { $Rollout.Categories.ContainsKey($_) })) { return }
    }
}
