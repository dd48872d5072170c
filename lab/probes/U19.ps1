#Requires -Version 5.1
@{
    Id = 'U19'
    Question = 'Does a many-to-one mapping without rules match every certificate, or none?'
    OutcomeA = 'every: the request gets in as the mapped user'
    OutcomeB = 'none: 401.2'
    Meanwhile = 'Both are told, and the rule mapping-without-rules warns.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab (Get-LabMappings -ManyToOne (Get-LabManyToOne $Lab 'lab' alice))
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Certificate alice
    }
    Read = {
        param($Lab, $answers)
        Select-LabVerdict $answers 'passed as *alice' '401.2'
    }
    CleanUp = { param($Lab) }
}
