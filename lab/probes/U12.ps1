#Requires -Version 5.1
@{
    Id = 'U12'
    Question = 'Is ''enabled'' of the mappings read at the site or at the path of the request?'
    OutcomeA = 'at the site: the request gets in as the mapped user, though the section is off at the application'
    OutcomeB = 'at the path: 401.2'
    Meanwhile = 'Both are told: mapped or not.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab (Get-LabMappings -OneToOne (Get-LabOneToOne $Lab alice)) -AppMappings '<iisClientCertificateMappingAuthentication enabled="false" />'
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
