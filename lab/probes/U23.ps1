#Requires -Version 5.1
@{
    Id = 'U23'
    Question = 'Does a section that is off and cannot be read matter?'
    OutcomeA = 'it does: 500.19'
    OutcomeB = 'it does not: the request is served'
    Meanwhile = 'Both are told: 500.19, or as if the section were not there.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab '<iisClientCertificateMappingAuthentication enabled="false" noSuchAttribute="1" />' -Access 'Ssl' -Anonymous 'true'
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab
    }
    Read = {
        param($Lab, $answers)
        Select-LabVerdict $answers '500.19' 'passed*'
    }
    CleanUp = { param($Lab) }
}
