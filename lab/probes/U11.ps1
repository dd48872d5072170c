#Requires -Version 5.1
@{
    Id = 'U11'
    Question = 'A certificate is expired and not meant for clients: which of the two is reported?'
    OutcomeA = '403.17, expired'
    OutcomeB = '403.16, not meant for clients'
    Meanwhile = 'Both are told, and 403.7, if the client does not show it.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        New-LabClientCertificate $Lab twofaults -Use 1 -Expired
        Set-LabProbe $Lab (Get-LabMappings -OneToOne (Get-LabOneToOne $Lab twofaults alice))
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Certificate twofaults
    }
    Read = {
        param($Lab, $answers)
        Select-LabVerdict $answers '403.17' '403.16'
    }
    CleanUp = {
        param($Lab)
        Remove-LabCertificate $Lab twofaults
    }
}
