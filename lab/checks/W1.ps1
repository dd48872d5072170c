#Requires -Version 5.1
@{
    Id = 'W1'
    Question = 'Do the tests of the Windows build pass on this Windows?'
    OutcomeA = 'all pass'
    OutcomeB = 'some fail'
    Meanwhile = 'docs/windows.md lists it as not run.'
    Needs = {
        param($Lab)
        if (-not $Lab.TestsPath) { '-TestsPath names no certlift_tests.exe' }
        elseif (-not $Lab.SourcePath) { 'the tests look for files among the sources, and -SourcePath names none' }
    }
    # They were built on another machine.
    SetUp = { param($Lab) $env:CERTLIFT_SOURCE_DIR = $Lab.SourcePath }
    Request = {
        param($Lab)
        $ran = Invoke-LabProgram $Lab.TestsPath @('--gtest_brief=1')
        @{ Good = ($ran.Code -eq 0); Text = "ended with $($ran.Code): $(@($ran.Lines | Select-Object -Last 5) -join ' ')" }
    }
    Read = {
        param($Lab, $answers)
        Get-LabCheckVerdict $answers[0].Good $answers[0].Text
    }
    CleanUp = { param($Lab) $env:CERTLIFT_SOURCE_DIR = $null }
}
