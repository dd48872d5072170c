#Requires -Version 5.1
@{
    Id = 'U16'
    Question = 'Does one broken certificate fail its own mapping, or all?'
    OutcomeA = 'its own: the other certificate gets in as its user'
    OutcomeB = 'all: 401.1'
    Meanwhile = 'Both are told: 401.1, or as if the mapping were not there.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab (Get-LabMappings -OneToOne ((Get-LabOneToOne $Lab bob -Text 'MIIBbroken') + (Get-LabOneToOne $Lab alice)))
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Certificate alice
    }
    Read = {
        param($Lab, $answers)
        Select-LabVerdict $answers 'passed as *alice' '401.1'
    }
    CleanUp = { param($Lab) }
}
