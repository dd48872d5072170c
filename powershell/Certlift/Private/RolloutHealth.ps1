#Requires -Version 5.1

# One request from this machine; an empty text if the answer is healthy. Not by Invoke-WebRequest: its errors get into the
# caller's -ErrorVariable even where they are caught, and a host may be healthy at the next try.
function Test-CertliftUrl {
    param([string] $Url, [int[]] $Status, [int] $TimeoutSeconds)
    if ($PSVersionTable.PSVersion.Major -lt 6) {
        # Windows PowerShell may begin with protocols that servers have switched off.
        [System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor 'Tls12'
    }
    $response = $null
    try {
        $request = [System.Net.WebRequest]::Create($Url)
        $request.Timeout = 1000 * $TimeoutSeconds
        $response = $request.GetResponse()
    }
    catch {
        $failure = $_.Exception
        while ($failure.InnerException -and -not $failure.Response) { $failure = $failure.InnerException }
        $response = $failure.Response
        if (-not $response) { return "$Url does not answer: $($failure.Message)" }
    }
    $code = [int] $response.StatusCode
    $response.Dispose()
    if ($code -in $Status) { '' } else { "$Url answers $code" }
}

# Asks each host until it is healthy or the tries are used up; the pauses are shared. Enters the failure of those that are not.
# First: answers of the step before, by host, which have run the health script already; a connection costs seconds.
function Test-CertliftHealth {
    param($Rollout, [string[]] $Name, [hashtable] $First = @{})
    $health = $Rollout.Health
    $sick = @{}
    foreach ($one in $Name) { $sick[$one] = 'it was not asked' }
    if (-not $health.Url -and -not $health.Script) { return }
    for ($try = 0; $try -le $health.Retries -and $sick.Count; $try++) {
        if ($try) { Start-Sleep -Seconds $health.Delay }
        $asked = @($sick.Keys | Sort-Object)
        if ($health.Script) {
            $work = @{ ProgramPath = $Rollout.ProgramPath; Health = $health.Script; Arguments = @() }
            $others = @($asked | Where-Object { -not $First.ContainsKey($_) })
            $answers = Invoke-CertliftStep -Rollout $Rollout -Step 'Check its health' -Name $others -WorkOf { $work }
            foreach ($one in $asked) { if ($First.ContainsKey($one)) { $answers[$one] = $First[$one] } }
            $First = @{}
        }
        foreach ($one in $asked) {
            $why = ''
            if ($health.Script) {
                # One that was lost on the way has its failure already.
                if (-not $answers[$one]) { $sick.Remove($one); continue }
                $why = $answers[$one].Sick
            }
            if (-not $why -and $health.Url) {
                $url = $health.Url.Replace('{0}', (Get-CertliftHostAddress $one))
                $why = Test-CertliftUrl -Url $url -Status $health.Status -TimeoutSeconds ([Math]::Min(30, $Rollout.Connection.OperationTimeout))
            }
            if ($why) { $sick[$one] = $why } else { $sick.Remove($one) }
        }
    }
    foreach ($one in $sick.Keys) { Set-CertliftFailure -Rollout $Rollout -Name $one -Step 'Check its health' -Why $sick[$one] }
}

# Calls -Drain or -Undrain on this machine, with the host's name.
function Invoke-CertliftHook {
    param($Rollout, [string] $Step, [scriptblock] $Hook, [string[]] $Name)
    if (-not $Hook) { return }
    foreach ($one in $Name) {
        try { & $Hook $one | ForEach-Object { Write-Verbose "${one}: $_" } }
        catch {
            Set-CertliftFailure -Rollout $Rollout -Name $one -Step $Step -Why $_.Exception.Message
            $Rollout.InOrder[$one] = $false
        }
    }
}
