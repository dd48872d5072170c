#Requires -Version 5.1
@{
    Id = 'W3'
    Question = 'Do appcmd list backup and appcmd restore backup know what certlift lays out?'
    OutcomeA = 'both do'
    OutcomeB = 'one does not'
    Meanwhile = 'docs/windows.md lists it as not run.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Invoke-LabFix $Lab
    }
    Request = {
        param($Lab)
        $name = "certlift-$($Lab.Fixed)"
        $listed = [bool] ((Invoke-LabProgram appcmd.exe @('list', 'backup')).Lines -match [regex]::Escape($name))
        $restored = Invoke-LabProgram appcmd.exe @('restore', 'backup', $name)
        $same = (Get-LabDigest $Lab) -eq $Lab.Before
        if ($same) { $Lab['Fixed'] = $null }
        @{ Good = ($listed -and $restored.Code -eq 0 -and $same); Text = "listed: $listed, restore ended with $($restored.Code), the file before the fix: $same" }
    }
    Read = {
        param($Lab, $answers)
        Get-LabCheckVerdict $answers[0].Good $answers[0].Text
    }
    CleanUp = {
        param($Lab)
        Undo-LabFix $Lab
    }
}
