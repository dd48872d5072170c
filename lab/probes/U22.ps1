#Requires -Version 5.1
@{
    Id = 'U22'
    Question = 'Which status has a password that is encrypted by a provider the file does not list?'
    OutcomeA = '500.19'
    OutcomeB = '401.1'
    Meanwhile = 'Both are told. That a listed provider can decrypt on the server is taken for granted.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab ((Get-LabMappings -OneToOne (Get-LabOneToOne $Lab alice)) -replace 'password="[^"]*"', 'password="[enc:certlift-lab-no-provider:AAAAAAAAAAA=:enc]"')
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Certificate alice
    }
    Read = {
        param($Lab, $answers)
        Select-LabVerdict $answers '500.19' '401.1'
    }
    CleanUp = { param($Lab) }
}
