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
        foreach ($case in @('alice', 'Subject.O=cert*ft'), @('alice', 'Subject.O=certlif?'), @('alice', 'Subject.o=certlift'), @('twice', 'Subject.OU=First'), @('twice', 'Subject.OU=Second')) {
            Set-LabProbe $Lab (Get-LabMappings -ManyToOne (Get-LabManyToOne $Lab 'lab' alice $case[1]))
            Reset-LabPool $Lab
            Send-LabRequest $Lab -Certificate $case[0]
        }
    }
    Read = {
        param($Lab, $answers)
        # In this order: * in the middle, ?, a sub-field in lower case, the first and the second of two attributes.
        Select-LabVerdict $answers 'passed as *alice' '401.2'
    }
    CleanUp = {
        param($Lab)
        Remove-LabCertificate $Lab twice
    }
}
