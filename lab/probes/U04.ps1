#Requires -Version 5.1
@{
    Id = 'U04'
    Question = 'Does a client try again with HTTP/1.1 after an HTTP/2 request whose certificate cannot be requested?'
    OutcomeA = 'it does: the request gets in as the mapped user'
    OutcomeB = 'it does not: the request ends in a reset'
    Meanwhile = 'Both are told: a reset, or what comes of the request with HTTP/1.1.'
    Needs = {
        param($Lab)
        if (-not (Test-LabCurl $Lab 'HTTP/2')) { 'no client here speaks HTTP/2; -CurlPath can name a curl that does' }
    }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab (Get-LabMappings -OneToOne (Get-LabOneToOne $Lab alice))
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Certificate alice -Http 2
    }
    Read = {
        param($Lab, $answers)
        Select-LabVerdict $answers 'passed as *alice' 'reset'
    }
    CleanUp = { param($Lab) }
}
