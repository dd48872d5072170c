#Requires -Version 5.1
@{
    Id = 'U10'
    Question = 'What is the answer to a certificate that is not meant for clients?'
    OutcomeA = '403.16'
    OutcomeB = '403.7: the client does not show it'
    Meanwhile = 'Both are told.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        New-LabClientCertificate $Lab wronguse -Use 1
        Set-LabProbe $Lab (Get-LabMappings -OneToOne (Get-LabOneToOne $Lab wronguse alice))
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Certificate wronguse
        # This client may look at the purpose by itself.
        Send-LabRequest $Lab -Certificate wronguse -Client HttpClient
    }
    Read = {
        param($Lab, $answers)
        Select-LabVerdict $answers '403.16' '403.7'
    }
    CleanUp = {
        param($Lab)
        Remove-LabCertificate $Lab wronguse
    }
}
