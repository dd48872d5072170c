#Requires -Version 5.1
@{
    Id = 'U07'
    Question = 'Does SslRequireCert without SslNegotiateCert request a certificate?'
    OutcomeA = 'it does not: 403.7'
    OutcomeB = 'it does: the request gets in as the mapped user'
    Meanwhile = 'Both are told, and the rule odd-ssl-flags warns.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab (Get-LabMappings -OneToOne (Get-LabOneToOne $Lab alice)) -Access 'Ssl, SslRequireCert'
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Certificate alice
    }
    Read = {
        param($Lab, $answers)
        Select-LabVerdict $answers '403.7' 'passed as *alice'
    }
    CleanUp = { param($Lab) }
}
