#Requires -Version 5.1

# These two functions are also sent to the hosts of a rollout, which may have no module: they call nothing but each other.

# One argument as a program on Windows reads it back from its command line (and .NET on every system). Windows PowerShell 5.1
# has no ProcessStartInfo.ArgumentList, and its own call operator loses quotes and empty arguments.
function ConvertTo-NativeArgument {
    param([Parameter(Mandatory)] [AllowEmptyString()] [string] $Value)
    if ($Value -ne '' -and $Value -notmatch '[\s"]') { return $Value }
    # Backslashes count only before a quote, and before the closing one.
    $escaped = [regex]::Replace($Value, '(\\*)"', '$1$1\"')
    $escaped = [regex]::Replace($escaped, '(\\+)$', '$1$1')
    '"' + $escaped + '"'
}

# Runs a program to its end and returns its exit code and what it has said. The text is read as UTF-8, whatever the code page is.
# Standard input is closed at once: the program must never ask.
function Invoke-NativeProgram {
    param(
        [Parameter(Mandatory)] [string] $FilePath,
        [string[]] $ArgumentList = @(),
        [string] $WorkingDirectory
    )
    $start = New-Object System.Diagnostics.ProcessStartInfo
    $start.FileName = $FilePath
    $start.Arguments = @($ArgumentList | ForEach-Object { ConvertTo-NativeArgument $_ }) -join ' '
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.StandardOutputEncoding = New-Object System.Text.UTF8Encoding $false
    $start.StandardErrorEncoding = New-Object System.Text.UTF8Encoding $false
    if ($WorkingDirectory) { $start.WorkingDirectory = $WorkingDirectory }
    $process = New-Object System.Diagnostics.Process
    $process.StartInfo = $start
    try {
        [void] $process.Start()
        # Both streams are read at once: a program that fills one while the other is read would wait for ever.
        $output = $process.StandardOutput.ReadToEndAsync()
        $errors = $process.StandardError.ReadToEndAsync()
        $process.StandardInput.Close()
        # In short waits, so that Ctrl-C gets through.
        while (-not $process.WaitForExit(200)) { }
        $process.WaitForExit()
        [pscustomobject]@{
            ExitCode = $process.ExitCode
            Output   = $output.Result
            Errors   = $errors.Result
        }
    }
    finally { $process.Dispose() }
}
