#Requires -Version 5.1
@{
    Id = 'W5'
    Question = 'Does an encrypted file stay encrypted, and come back byte for byte?'
    OutcomeA = 'it does'
    OutcomeB = 'it does not'
    Meanwhile = 'docs/windows.md lists it as not run.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        $Lab['Copy'] = New-LabCopy $Lab 'encrypted'
        [void] (Invoke-LabProgram cipher.exe @('/e', '/a', $Lab.Copy) -Check)
    }
    Request = {
        param($Lab)
        $result = Test-LabFixAndUndo $Lab $Lab.Copy
        $still = Test-LabEncrypted $Lab.Copy
        @{ Good = ($result.Good -and $still); Text = "$($result.Text), encrypted: $still" }
    }
    Read = {
        param($Lab, $answers)
        Get-LabCheckVerdict $answers[0].Good $answers[0].Text
    }
    CleanUp = {
        param($Lab)
        Remove-LabFolder (Join-Path $Lab.Folder 'encrypted')
    }
}
