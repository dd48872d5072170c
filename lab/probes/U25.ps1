#Requires -Version 5.1
@{
    Id = 'U25'
    Question = 'Is a name such as Ssl in another letter case (sslFlags="ssl") accepted?'
    OutcomeA = 'it is read as Ssl: 403.4 over http'
    OutcomeB = 'it is not: 500.19'
    Meanwhile = 'The rule invalid-section warns; simulate reads the name as Ssl.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab '' -Access 'ssl' -Anonymous 'true'
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Scheme http
    }
    Read = {
        param($Lab, $answers)
        Select-LabVerdict $answers '403.4' '500.19'
    }
    CleanUp = { param($Lab) }
}
