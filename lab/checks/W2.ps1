#Requires -Version 5.1
@{
    Id = 'W2'
    Question = 'Does a reader in a loop always find the old file or the new one while fix and undo replace it?'
    OutcomeA = 'always'
    OutcomeB = 'it found something else'
    Meanwhile = 'docs/windows.md lists it as not run.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        $Lab['Copy'] = New-LabCopy $Lab 'reader'
    }
    Request = {
        param($Lab)
        $before = (Get-FileHash -LiteralPath $Lab.Copy -Algorithm SHA256).Hash
        $stop = Join-Path $Lab.Folder 'stop-reading'
        Get-ChildItem -LiteralPath $Lab.Folder -Filter 'stop-reading*' | Remove-Item
        # A job of its own reads without a pause: every digest that it sees, and how often there was no file.
        $reader = Start-Job -Name certlift-lab-reader -ArgumentList $Lab.Copy, $stop {
            param($path, $stop)
            $seen = @{}
            $missing = 0
            $held = 0
            $count = 0
            $sha = [Security.Cryptography.SHA256]::Create()
            [IO.File]::WriteAllText("$stop-begun", '')
            while (-not [IO.File]::Exists($stop)) {
                $count++
                try {
                    $stream = New-Object IO.FileStream ($path, 'Open', 'Read', 'ReadWrite, Delete')
                    try { $seen[[BitConverter]::ToString($sha.ComputeHash($stream)) -replace '-'] = 1 } finally { $stream.Dispose() }
                } catch [IO.FileNotFoundException] { $missing++ } catch { $held++ }
            }
            @{ Seen = @($seen.Keys); Missing = $missing; Held = $held; Count = $count }
        }
        try {
            $after = @()
            for ($wait = 1; -not (Test-Path -LiteralPath "$stop-begun"); $wait++) { if ($wait -gt 300) { throw 'the reader did not begin' }; Start-Sleep -Milliseconds 100 }
            for ($round = 1; $round -le $(if ($Lab.StandIn) { 1 } else { 20 }); $round++) {
                $fix = (Invoke-LabCertlift $Lab @('fix', $Lab.Copy, '--site', "$($Lab.Prefix)article") -Json).Document
                if (-not $fix.targets[0].changed) { throw "fix: $($fix.targets[0].error.message)" }
                $after += $fix.targets[0].sha256_after
                [void] (Invoke-LabCertlift $Lab @('undo', $Lab.Copy))
            }
        } finally { Set-Content -LiteralPath $stop -Value 'stop' }
        $found = $reader | Wait-Job -Timeout 60 | Receive-Job
        $reader | Remove-Job -Force
        $else = @($found.Seen | Where-Object { $_ -ne $before -and $_ -notin $after })
        # docs/windows.md says that there is an instant without the file: it is counted, and no fault.
        @{ Good = ($found.Count -gt 0 -and -not $else.Count); Text = "read $($found.Count) times, other contents $($else.Count), no file $($found.Missing), held $($found.Held)" }
    }
    Read = {
        param($Lab, $answers)
        Get-LabCheckVerdict $answers[0].Good $answers[0].Text
    }
    CleanUp = {
        param($Lab)
        Get-Job | Where-Object { $_.Name -eq 'certlift-lab-reader' } | Remove-Job -Force
        Remove-LabFolder (Join-Path $Lab.Folder 'reader')
    }
}
