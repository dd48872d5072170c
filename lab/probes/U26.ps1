#Requires -Version 5.1
@{
    Id = 'U26'
    Question = 'Does a userName in another letter case log on as the same account, and how is it written in the log?'
    OutcomeA = 'it logs on: the request gets in'
    OutcomeB = 'it does not: 401.1'
    Meanwhile = 'Two spellings that differ in the letter case are taken for the same user.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab (Get-LabMappings -OneToOne (Get-LabOneToOne $Lab alice -User $Lab.Accounts['alice'].User.ToUpperInvariant()))
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
