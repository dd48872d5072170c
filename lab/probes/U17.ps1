#Requires -Version 5.1
@{
    Id = 'U17'
    Question = 'Do all rules of a many-to-one mapping have to hold, or one?'
    OutcomeA = 'all: with one rule that does not hold, 401.2'
    OutcomeB = 'one: the request gets in as the mapped user'
    Meanwhile = 'Both are told: mapped or not.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab (Get-LabMappings -ManyToOne (Get-LabManyToOne $Lab 'lab' alice 'Subject.O=certlift', 'Subject.OU=elsewhere'))
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Certificate alice
    }
    Read = {
        param($Lab, $answers)
        Select-LabVerdict $answers '401.2' 'passed as *alice'
    }
    CleanUp = { param($Lab) }
}
