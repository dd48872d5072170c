#Requires -Version 5.1
@{
    Id = 'U12'
    Question = 'Is ''enabled'' of the mappings read at the site or at the path of the request?'
    OutcomeA = 'at the site: the request gets in as the mapped user, though the section is off at the application'
    OutcomeB = 'at the path: 401.2, and the mapped user where it is on at the application alone'
    Meanwhile = 'Both are told: mapped or not.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        Set-LabProbe $Lab (Get-LabMappings -OneToOne (Get-LabOneToOne $Lab alice)) -AppMappings '<iisClientCertificateMappingAuthentication enabled="false" />'
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Certificate alice -About 'on at the site, off at the application'
        Set-LabProbe $Lab (Get-LabMappings -OneToOne (Get-LabOneToOne $Lab alice) -Enabled 'false') -AppMappings '<iisClientCertificateMappingAuthentication enabled="true" />'
        Reset-LabPool $Lab
        Send-LabRequest $Lab -Certificate alice -About 'off at the site, on at the application'
    }
    Read = {
        param($Lab, $answers)
        # Refused both times is neither: then it has to be on at both.
        $verdicts = @($answers | ForEach-Object { Get-LabVerdict $_ 'passed as *alice' '401.2' })
        if ("$verdicts" -eq 'A B') { 'A' } elseif ("$verdicts" -eq 'B A') { 'B' } elseif ('not-run' -in $verdicts) { 'not-run' } else { 'other' }
        Get-LabSeen $answers
    }
    CleanUp = { param($Lab) }
}
