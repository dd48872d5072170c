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
        $folder = Join-Path $Lab.Folder 'share'
        $me = Get-LabIdentity
        # Over the network an administrator may count as a user.
        Grant-LabFolder $folder $me.Sid 'F'
        [void] (New-SmbShare -Name 'certlift-lab-share' -Path $folder -FullAccess $me.Name -ErrorAction Stop)
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
