#Requires -Version 5.1
@{
    Id = 'W6'
    Question = 'Does a file of another owner keep its owner and its access control list?'
    OutcomeA = 'it does'
    OutcomeB = 'it does not'
    Meanwhile = 'docs/windows.md lists it as not run.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        $Lab['Copy'] = New-LabCopy $Lab 'owned'
        [void] (Invoke-LabProgram icacls.exe @($Lab.Copy, '/setowner', $Lab.Accounts['bob'].User) -Check)
    }
    Request = {
        param($Lab)
        $before = (Get-Acl -LiteralPath $Lab.Copy).Sddl
        $Lab['Between'] = ''
        $result = Test-LabFixAndUndo $Lab $Lab.Copy { $Lab['Between'] = (Get-Acl -LiteralPath $Lab.Copy).Sddl }
        $after = (Get-Acl -LiteralPath $Lab.Copy).Sddl
        $same = $before -eq $after -and $before -eq $Lab.Between
        @{ Good = ($result.Good -and $same); Text = "$($result.Text), owner and list the same: $same" }
    }
    Read = {
        param($Lab, $answers)
        Get-LabCheckVerdict $answers[0].Good $answers[0].Text
    }
    CleanUp = {
        param($Lab)
        Remove-LabFolder (Join-Path $Lab.Folder 'owned')
    }
}
