#Requires -Version 5.1
@{
    Id = 'U13'
    Question = 'What does a trace call the authentication of a mapped certificate (AuthType)?'
    OutcomeA = 'SSL/PCT'
    OutcomeB = 'another text'
    Meanwhile = 'freb does not look at it; no answer depends on it.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab (Get-LabMappings -OneToOne (Get-LabOneToOne $Lab alice))
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Certificate alice
    }
    Read = {
        param($Lab, $answers)
        $text = Get-LabAuthType $answers[0].trace
        if (-not $text) { Get-LabVerdict $answers[0] 'SSL/PCT' 'another text'; "no USER_SET in the trace; $(Get-LabSeen $answers)" } elseif ($text -eq 'SSL/PCT') { 'A'; $text } else { 'B'; $text }
    }
    CleanUp = { param($Lab) }
}
