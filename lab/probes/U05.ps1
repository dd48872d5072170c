#Requires -Version 5.1
@{
    Id = 'U05'
    Question = 'TLS 1.3 before Windows Server 2025, the certificate requested after the handshake: what does a client get that cannot show one then?'
    OutcomeA = 'a reset'
    OutcomeB = '403.7'
    Meanwhile = 'The answers are told: reset, 403.7 or, where the certificate is only accepted, no certificate.'
    Needs = {
        param($Lab)
        if ($Lab.Windows.Like -in '2016', '2019') { 'this Windows has no TLS 1.3' } elseif ($Lab.Windows.Like -eq '2025') { 'the question is about the Windows versions before this one' }
    }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab (Get-LabMappings -OneToOne (Get-LabOneToOne $Lab alice))
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Certificate alice -Tls 1.3
        Set-LabProbe $Lab (Get-LabMappings -OneToOne (Get-LabOneToOne $Lab alice)) -Access 'Ssl, SslNegotiateCert'
        Reset-LabPool $Lab
        Send-LabRequest $Lab -Certificate alice -Tls 1.3 -About 'accepted, not required'
        Send-LabRequest $Lab -Path '/page.htm' -Tls 1.3 -About 'the control: no certificate is requested'
    }
    Read = {
        param($Lab, $answers)
        # Where TLS 1.3 does not work at all, a reset says nothing. A client that can show the certificate then is another outcome.
        if ($answers[-1].status -eq 'passed') { Select-LabVerdict $answers 'reset' '403.7' } else { 'not-run'; "TLS 1.3 does not work here: $(Get-LabSeen $answers)" }
    }
    CleanUp = { param($Lab) }
}
