#Requires -Version 5.1
@{
    Id = 'U06'
    Question = 'From which size on does a body fail when a certificate is requested after the handshake, and with which status?'
    OutcomeA = '413'
    OutcomeB = '500.x'
    Meanwhile = 'Both are told: 413 or 500.0.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab (Get-LabMappings -OneToOne (Get-LabOneToOne $Lab alice))
    }
    Request = {
        param($Lab)
        foreach ($size in 60000, 49153, 49152, 49151) { Send-LabRequest $Lab -Certificate alice -Body $size }
        Send-LabRequest $Lab -Certificate alice -Body 60000 -Chunked
    }
    Read = {
        param($Lab, $answers)
        # The first is above any reading of the limit, and tells the status; the others tell where the limit is.
        Select-LabVerdict $answers '413*' '500.*'
    }
    CleanUp = { param($Lab) }
}
