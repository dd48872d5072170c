#Requires -Version 5.1
@{
    Id = 'U20'
    Question = 'Which status has a certificate that a Deny mapping fits?'
    OutcomeA = '403.12'
    OutcomeB = '401.x'
    Meanwhile = 'Both are told: 403.12 or 401.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab (Get-LabMappings -ManyToOne (Get-LabManyToOne $Lab 'lab' alice 'Subject.O=certlift' 'permissionMode="Deny"'))
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Certificate alice
    }
    Read = {
        param($Lab, $answers)
        Select-LabVerdict $answers '403.12' '401.*'
    }
    CleanUp = { param($Lab) }
}
