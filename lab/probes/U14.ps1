#Requires -Version 5.1
@{
    Id = 'U14'
    Question = 'A certificate fits a one-to-one mapping and a many-to-one mapping: which user does it become?'
    OutcomeA = 'that of the one-to-one mapping'
    OutcomeB = 'that of the many-to-one mapping'
    Meanwhile = 'Both users are told.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab (Get-LabMappings -OneToOne (Get-LabOneToOne $Lab alice) -ManyToOne (Get-LabManyToOne $Lab 'lab' bob 'Subject.O=certlift'))
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Certificate alice
    }
    Read = {
        param($Lab, $answers)
        Select-LabVerdict $answers 'passed as *alice' 'passed as *bob'
    }
    CleanUp = { param($Lab) }
}
