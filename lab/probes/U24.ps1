#Requires -Version 5.1
@{
    Id = 'U24'
    Question = 'Which sub-status has a request that URL authorization denies?'
    OutcomeA = '401.2'
    OutcomeB = '401.7'
    Meanwhile = 'Both are told.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab (Get-LabMappings -OneToOne (Get-LabOneToOne $Lab alice)) -Extra '<authorization><clear /><add accessType="Deny" users="*" /></authorization>'
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Certificate alice
    }
    Read = {
        param($Lab, $answers)
        Select-LabVerdict $answers '401.2' '401.7'
    }
    CleanUp = { param($Lab) }
}
