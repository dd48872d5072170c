#Requires -Version 5.1
@{
    Id = 'U09'
    Question = 'What does SslMapCert in the access flags do?'
    OutcomeA = 'nothing: no certificate is requested, 401.2'
    OutcomeB = 'a certificate is requested: the request gets in as the mapped user'
    Meanwhile = 'Both are told.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab (Get-LabMappings -OneToOne (Get-LabOneToOne $Lab alice)) -Access 'Ssl, SslMapCert'
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
