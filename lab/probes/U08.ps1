#Requires -Version 5.1
@{
    Id = 'U08'
    Question = 'What does SslRequireCert or Ssl128 without Ssl do to a request over http?'
    OutcomeA = 'it is refused: 403.x'
    OutcomeB = 'it is served'
    Meanwhile = 'Both are told, and the rule odd-ssl-flags warns.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab '' -Access 'SslNegotiateCert, SslRequireCert' -Anonymous 'true'
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Scheme http
        Set-LabProbe $Lab '' -Access 'Ssl128' -Anonymous 'true'
        Reset-LabPool $Lab
        Send-LabRequest $Lab -Scheme http
    }
    Read = {
        param($Lab, $answers)
        # The first request is about SslRequireCert, the second about Ssl128.
        Select-LabVerdict $answers '403.*' 'passed*'
    }
    CleanUp = { param($Lab) }
}
