#Requires -Version 5.1
@{
    Id = 'U03'
    Question = 'Is a certificate that the path does not request, but that came in the TLS handshake, mapped and checked?'
    OutcomeA = 'it is mapped: the request gets in as the mapped user'
    OutcomeB = 'it is not mapped: 401.2'
    Meanwhile = 'Both are told.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        New-LabClientCertificate $Lab old -Expired
        Set-LabBinding $Lab 28443 -Negotiate
        Set-LabProbe $Lab (Get-LabMappings -OneToOne ((Get-LabOneToOne $Lab alice) + (Get-LabOneToOne $Lab old bob))) -Access 'Ssl'
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Certificate alice -About 'mapped?'
        Send-LabRequest $Lab -Certificate old -About 'checked, though expired?'
    }
    Read = {
        param($Lab, $answers)
        # The second request, with an expired certificate, tells whether it is checked (403.17).
        Select-LabVerdict $answers 'passed as *alice' '401.2'
    }
    CleanUp = {
        param($Lab)
        Reset-LabBinding $Lab 28443
        Remove-LabCertificate $Lab old
    }
}
