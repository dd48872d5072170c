#Requires -Version 5.1
@{
    Id = 'U15'
    Question = 'Are the certificates of one-to-one mappings compared as text or as bytes?'
    OutcomeA = 'as text: with blanks inside the base64 the mapping does not fit, 401.2'
    OutcomeB = 'as bytes: the request gets in as the mapped user'
    Meanwhile = 'Both are told: mapped or not.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab (Get-LabMappings -OneToOne (Get-LabOneToOne $Lab alice -Text ((Get-LabBase64 $Lab alice) -replace '(.{64})', '$1 ')))
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
