#Requires -Version 5.1
@{
    Id = 'U18'
    Question = 'What do patterns with * in the middle or ?, attributes that are there twice, and lower-case sub-fields match?'
    OutcomeA = 'a * in the middle matches: the request gets in as the mapped user'
    OutcomeB = 'it does not: 401.2'
    Meanwhile = 'Both are told: mapped or not.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        New-LabClientCertificate $Lab twice ', OU=First, OU=Second, O=certlift'
    }
    Request = {
        param($Lab)
        $cases = @('alice', 'Subject.O=cert*ft'), @('alice', 'Subject.O=certlif?'), @('alice', 'Subject.o=certlift'), @('twice', 'Subject.OU=First'), @('twice', 'Subject.OU=Second')
        foreach ($case in $cases) {
            Set-LabProbe $Lab (Get-LabMappings -ManyToOne (Get-LabManyToOne $Lab 'lab' alice $case[1]))
            Reset-LabPool $Lab
            Send-LabRequest $Lab -Certificate $case[0] -About $case[1]
        }
    }
    Read = {
        param($Lab, $answers)
        # The verdict is about the * in the middle; what was seen tells of the others.
        Select-LabVerdict $answers 'passed as *alice' '401.2'
    }
    CleanUp = {
        param($Lab)
        Remove-LabCertificate $Lab twice
    }
}
