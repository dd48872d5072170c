#Requires -Version 5.1
@{
    Id = 'W7'
    Question = 'Is a file on an SMB share fixed and undone?'
    OutcomeA = 'it is'
    OutcomeB = 'it is not'
    Meanwhile = 'docs/windows.md lists it as not run.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        [void] (New-LabCopy $Lab 'share')
        [void] (New-SmbShare -Name 'certlift-lab-share' -Path (Join-Path $Lab.Folder 'share') -FullAccess "$env:USERDOMAIN\$env:USERNAME")
    }
    Request = {
        param($Lab)
        Test-LabFixAndUndo $Lab (Get-LabSharePath $Lab 'share' 'applicationHost.config')
    }
    Read = {
        param($Lab, $answers)
        Get-LabCheckVerdict $answers[0].Good $answers[0].Text
    }
    CleanUp = {
        param($Lab)
        Get-SmbShare | Where-Object { $_.Name -eq 'certlift-lab-share' } | ForEach-Object { Remove-SmbShare -Name $_.Name -Force }
        Remove-LabFolder (Join-Path $Lab.Folder 'share')
    }
}
