#Requires -Version 5.1
@{
    Id = 'U02'
    Question = 'Two sites share a port and a host name, and one of the bindings has an address too: which site takes a request to that address?'
    OutcomeA = 'the site whose binding has the address and the host name'
    OutcomeB = 'the site whose binding has the host name alone'
    Meanwhile = 'Either site is told.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        New-LabSite $Lab second 7303 28081 28444
        Enable-LabTracing $Lab second
        Edit-LabConfiguration $Lab {
            param($document)
            foreach ($pair in @('probe', '*:28080:lab.example'), @('second', '127.0.0.1:28080:lab.example')) {
                $bindings = $document.SelectSingleNode("/configuration/system.applicationHost/sites/site[@name='$($Lab.Prefix)$($pair[0])']/bindings")
                $binding = $document.CreateElement('binding')
                $binding.SetAttribute('protocol', 'http')
                $binding.SetAttribute('bindingInformation', $pair[1])
                [void] $bindings.AppendChild($binding)
            }
        }
    }
    Request = {
        param($Lab)
        Send-LabRequest $Lab -Scheme http -Server 127.0.0.1 -HostName lab.example -Path '/page.htm'
    }
    Read = {
        param($Lab, $answers)
        # The page names its site.
        if ($answers[0].content -eq 'certlift-lab second') { 'A' } elseif ($answers[0].content -eq 'certlift-lab probe') { 'B' } else { Get-LabVerdict $answers[0] 'second' 'probe' }
        "$(Get-LabSeen $answers); the page: $($answers[0].content)"
    }
    CleanUp = {
        param($Lab)
        Remove-LabBinding 28444
        Remove-LabSite $Lab second
        Edit-LabConfiguration $Lab {
            param($document)
            foreach ($binding in @($document.SelectNodes("//binding[contains(@bindingInformation, ':lab.example')]"))) { [void] $binding.ParentNode.RemoveChild($binding) }
        }
    }
}
