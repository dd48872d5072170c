#Requires -Version 5.1
@{
    Id = 'U01'
    Question = 'Do request filtering or the access flags of the path answer first?'
    OutcomeA = '403.4: the access flags answer first'
    OutcomeB = '404.8: request filtering answers first'
    Meanwhile = 'Both are told: 404.8 or 404.13, and what the access flags and the certificate end with.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab '' -Access 'Ssl' -Extra '<requestFiltering><hiddenSegments><add segment="denied" /></hiddenSegments></requestFiltering>'
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Scheme http -Path '/app/denied/page.htm'
    }
    Read = {
        param($Lab, $answers)
        Select-LabVerdict $answers '403.4' '404.8'
    }
    CleanUp = { param($Lab) }
}
