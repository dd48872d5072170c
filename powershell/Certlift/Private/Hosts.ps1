#Requires -Version 5.1

# Work on many hosts at once over PowerShell remoting, each with a deadline of its own: one that hangs holds up nobody else.

# How Invoke-Command reaches a host, from the parameters of Invoke-CertliftRollout.
function New-CertliftConnection {
    param([System.Collections.IDictionary] $Bound, [int] $ThrottleLimit, [int] $OperationTimeout)
    $ssh = $Bound.ContainsKey('HostName')
    $names = if ($ssh) { 'UserName', 'KeyFilePath', 'Port', 'Subsystem' } else { 'Credential', 'Authentication', 'Port', 'UseSSL', 'ConfigurationName', 'SessionOption' }
    $options = @{}
    foreach ($name in $names) { if ($Bound.ContainsKey($name)) { $options[$name] = $Bound[$name] } }
    if ($ssh -and $Bound.ContainsKey('SSHOption')) { $options.Options = $Bound['SSHOption'] }
    if (-not $ssh -and -not $options.ContainsKey('SessionOption')) {
        # WinRM then gives up by itself what this session has given up.
        $patience = New-Object System.Management.Automation.Remoting.PSSessionOption
        $patience.OpenTimeout = $patience.OperationTimeout = [timespan]::FromSeconds($OperationTimeout)
        $patience.CancelTimeout = [timespan]::FromSeconds(5)
        $options.SessionOption = $patience
    }
    @{
        Parameter        = if ($ssh) { 'HostName' } else { 'ComputerName' }
        Options          = $options
        ThrottleLimit    = $ThrottleLimit
        OperationTimeout = $OperationTimeout
    }
}

# Starts the work on one host and returns its job.
function Start-CertliftHostJob {
    param($Connection, [string] $Name, [scriptblock] $Script, [System.Collections.IDictionary] $Work)
    $how = @{ $Connection.Parameter = $Name } + $Connection.Options
    Invoke-Command @how -ScriptBlock $Script -ArgumentList $Work -AsJob -ErrorAction Stop
}

# Gives up a job that hangs, without waiting for the host. Over SSH that is to end the ssh process of this session: as long as
# that lives, this PowerShell does not end either.
function Stop-CertliftHostJob {
    param($Connection, [string] $Name, $Job)
    if ($Connection.Parameter -eq 'HostName') {
        $address = Get-CertliftHostAddress $Name
        Get-Process -Name ssh -ErrorAction SilentlyContinue |
            Where-Object { $_.Parent.Id -eq $PID -and $_.CommandLine -match ('\s' + [regex]::Escape($address) + '\s') } |
            Where-Object { -not $Name.Contains(':') -or $_.CommandLine -match ('\s' + ($Name -replace '^.*:') + '\s') } |
            Stop-Process -Force -WhatIf:$false -Confirm:$false -ErrorAction SilentlyContinue
        return
    }
    $stopping = [powershell]::Create()
    [void] $stopping.AddScript('param($job) $job.StopJob()').AddArgument($Job)
    [void] $stopping.BeginInvoke()
}

# user@host:port is how SSH remoting names a host; this is the host alone.
function Get-CertliftHostAddress {
    param([string] $Name)
    $Name -replace '^[^@]*@' -replace ':\d+$'
}

# What came back: the answer of Invoke-HostWork, or why there is none.
function Receive-CertliftHostJob {
    param([string] $Name, $Job)
    # Read off the job and not received: its errors would become errors of the rollout by the way.
    $said = @($Job.ChildJobs | ForEach-Object { $_.Output })
    $answer = $said | Where-Object { $_.CertliftAnswer -eq 1 } | Select-Object -Last 1
    if ($answer -and -not $answer.Problem) { return @{ Answer = $answer } }
    if ($answer) { return @{ Kind = 'failed'; Why = $answer.Problem } }
    $reason = @($Job.ChildJobs | ForEach-Object { $_.JobStateInfo.Reason } | Where-Object { $_ })
    if (-not $reason) { $reason = @($Job.ChildJobs | ForEach-Object { $_.Error } | ForEach-Object { $_.Exception } | Where-Object { $_ }) }
    # By its type and not by its words, which come in the language of either machine.
    $isLost = @($reason | Where-Object { $_.GetType().Name -match '^PSRemoting(Transport|DataStructure)' })
    if ($isLost -or ($reason -and $Job.State -eq 'Failed')) {
        return @{ Kind = 'lost'; Why = "$Name cannot be reached, or the connection was lost: $($reason[0].Message)" }
    }
    if ($reason) { return @{ Kind = 'failed'; Why = $reason[0].Message } }
    @{ Kind = 'lost'; Why = "$Name has answered nothing; is its remote shell PowerShell?" }
}

function Clear-CertliftHostJob {
    param($Job)
    Remove-Job -Job $Job -Force -WhatIf:$false -Confirm:$false -ErrorAction Ignore
}

# Does the work of each host, on so many at once as the throttle allows, and returns what came back, by host.
function Invoke-OnCertliftHost {
    param($Connection, [string[]] $Name, [scriptblock] $WorkOf)
    $answers = @{}
    $running = @{}
    $script = Get-HostScript
    $waiting = New-Object System.Collections.Generic.Queue[string]
    foreach ($one in $Name) { $waiting.Enqueue($one) }
    while ($waiting.Count -or $running.Count) {
        while ($waiting.Count -and $running.Count -lt $Connection.ThrottleLimit) {
            $one = $waiting.Dequeue()
            try {
                $job = Start-CertliftHostJob -Connection $Connection -Name $one -Script $script -Work (& $WorkOf $one)
                $running[$one] = @{ Job = $job; Deadline = (Get-Date).AddSeconds($Connection.OperationTimeout) }
            }
            catch { $answers[$one] = @{ Kind = 'lost'; Why = "the connection to $one could not be begun: $($_.Exception.Message)" } }
        }
        foreach ($one in @($running.Keys)) {
            $entry = $running[$one]
            if ($entry.Job.State -notin 'NotStarted', 'Running') {
                $answers[$one] = Receive-CertliftHostJob -Name $one -Job $entry.Job
                Clear-CertliftHostJob $entry.Job
                $running.Remove($one)
            }
            elseif ((Get-Date) -ge $entry.Deadline) {
                Stop-CertliftHostJob -Connection $Connection -Name $one -Job $entry.Job
                $answers[$one] = @{ Kind = 'hung'; Why = "$one has not answered in $($Connection.OperationTimeout) seconds; see what holds it up there, or allow more with -OperationTimeout" }
                $running.Remove($one)
            }
        }
        if ($running.Count) { Start-Sleep -Milliseconds 40 }
    }
    $answers
}
