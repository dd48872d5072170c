#Requires -Version 5.1
@{
    Id = 'U21'
    Question = 'What becomes of a certificate that fits an Allow mapping without userName?'
    OutcomeA = '401.1 or 500'
    OutcomeB = 'the mapping is passed over: 401.2'
    Meanwhile = 'All are told: 401.1, 500, or passed over; the rule mapping-without-user warns.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab (Get-LabMappings -ManyToOne (Get-LabManyToOne $Lab 'lab' '' 'Subject.O=certlift'))
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Certificate alice
    }
    Read = {
        param($Lab, $answers)
        if ((Get-LabAnswerText $answers[0]) -like '500*') { 'A'; Get-LabSeen $answers } else { Select-LabVerdict $answers '401.1' '401.2' }
    }
    CleanUp = { param($Lab) }
}
