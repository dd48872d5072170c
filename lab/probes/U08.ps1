#Requires -Version 5.1
@{
    Id = 'U08'
    Question = 'What does SslRequireCert or Ssl128 without Ssl do to a request over http?'
    OutcomeA = 'both are refused: 403.x'
    OutcomeB = 'both are served'
    Meanwhile = 'Both are told, and the rule odd-ssl-flags warns.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab '' -Access 'SslNegotiateCert, SslRequireCert' -Anonymous 'true'
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Scheme http -About 'SslRequireCert'
        Set-LabProbe $Lab '' -Access 'Ssl128' -Anonymous 'true'
        Reset-LabPool $Lab
        Send-LabRequest $Lab -Scheme http -About 'Ssl128'
    }
    Read = {
        param($Lab, $answers)
        # One refused and the other served is neither.
        $verdicts = @($answers | ForEach-Object { Get-LabVerdict $_ '403.*' 'passed*' } | Select-Object -Unique)
        if ($verdicts.Count -eq 1) { $verdicts[0] } else { 'other' }
        Get-LabSeen $answers
    }
    CleanUp = { param($Lab) }
}
