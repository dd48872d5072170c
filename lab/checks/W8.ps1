#Requires -Version 5.1
@{
    Id = 'W8'
    Question = 'Does certlift build with MSVC and vcpkg?'
    OutcomeA = 'it does'
    OutcomeB = 'it does not'
    Meanwhile = 'docs/windows.md lists it as not run.'
    Needs = {
        param($Lab)
        if (-not $Lab.SourcePath) { '-SourcePath names no source tree' }
        elseif (@(Get-Command cmake.exe, cl.exe -ErrorAction SilentlyContinue).Count -lt 2) { 'there is no cmake.exe or cl.exe: run it from an x64 developer prompt' }
        elseif (-not $env:VCPKG_ROOT) { 'VCPKG_ROOT names no vcpkg' }
    }
    SetUp = { param($Lab) }
    Request = {
        param($Lab)
        Push-Location -LiteralPath $Lab.SourcePath
        try {
            $ran = Invoke-LabProgram cmake.exe @('--preset', 'msvc')
            if ($ran.Code -eq 0) { $ran = Invoke-LabProgram cmake.exe @('--build', '--preset', 'msvc') }
            @{ Good = ($ran.Code -eq 0); Text = "ended with $($ran.Code): $(@($ran.Lines | Select-Object -Last 5) -join ' ')" }
        } finally { Pop-Location }
    }
    Read = {
        param($Lab, $answers)
        Get-LabCheckVerdict $answers[0].Good $answers[0].Text
    }
    CleanUp = { param($Lab) }
}
