#Requires -Version 5.1
# The whole plan, in order.

function Get-LabPlan {
    param([string[]] $Id, [switch] $ArticleOnly)
    Get-LabSetUpPlan
    Get-LabArticlePlan
    if ($ArticleOnly) { $probes = @(); $checks = @() } else { $probes = @(Get-LabExperiment probes $Id); $checks = @(Get-LabExperiment checks $Id) }
    if ($probes) {
        New-LabStep 'the site for the probes' 'makes the site certlift-lab-probe (ports 28080 and 28443) with the application /app, its logs and traces; a control shows that mappings work there at all' {
            param($Lab)
            New-LabSite $Lab probe 7302 28080 28443 app
            Enable-LabTracing $Lab probe
            Test-LabControl $Lab
        } 'removes it with its location tags, pool and port' { param($Lab) Invoke-LabAll { Remove-LabBinding 28443 }, { Remove-LabSite $Lab probe } }
    }
    foreach ($one in $probes + $checks) {
        New-LabStep $one.Id $one.Question { param($Lab, $experiment) Invoke-LabExperiment $Lab $experiment } 'cleans up what it has set up' { param($Lab, $experiment) & $experiment.CleanUp $Lab } $one
    }
    New-LabStep 'results' 'writes the results and copies the traces to -ResultPath, where they stay' { param($Lab) Save-LabResult $Lab }
}

function Get-LabSetUpPlan {
    New-LabStep 'features' 'installs IIS with Failed Request Tracing, URL authorization and IIS Client Certificate Mapping Authentication, what is not there' {
        param($Lab)
        $missing = @(Get-LabFeatureName | Where-Object { -not (Test-LabFeature $_) })
        if (-not $Lab.KeepFeatures) { $Lab.Made.Features = $missing }
        Save-LabRecord $Lab
        if ($missing -and (Install-LabFeature $missing)) { Write-LabLine $Lab '    Windows wants a restart; if the run fails, restart and run it again' }
        if ($Lab.Windows.Name -eq 'not known') { $Lab.Windows = Get-LabWindows }
        $Lab.Iis = Get-LabIisVersion
        if (-not $Lab.StandIn) {
            Import-Module WebAdministration
            Start-Service W3SVC
        }
    } 'uninstalls those that were not there before (not with -KeepFeatures)' {
        param($Lab)
        if (-not $Lab.KeepFeatures -and $Lab.Made.Features -and (Uninstall-LabFeature $Lab.Made.Features)) { Write-LabLine $Lab '    Windows wants a restart before IIS can be installed again' }
    }
    New-LabStep 'backups' 'notes which backups of the configuration there are' { param($Lab) Read-LabBackup $Lab } 'removes those that the run has added, certlift''s and appcmd''s' { param($Lab) Remove-LabBackup $Lab }
    New-LabStep 'folder' 'makes the folder certlift-lab on the system drive, for pages, logs, traces and certificates' {
        param($Lab)
        foreach ($path in $Lab.Folder, $Lab.LogFolder, $Lab.TraceFolder) { [void] (New-Item -ItemType Directory -Path $path -Force) }
        Grant-LabFolder $Lab.Folder 'S-1-1-0' 'RX'
        Grant-LabFolder $Lab.TraceFolder 'S-1-5-32-568' 'M'
    } 'removes it' { param($Lab) Remove-LabFolder $Lab.Folder }
    New-LabStep 'certificates' 'makes an authority that this machine trusts, and certificates for the server, alice, bob and carol (who is not mapped)' {
        param($Lab)
        New-LabAuthority $Lab ca -Trusted
        New-LabServerCertificate $Lab
        foreach ($name in 'alice', 'bob', 'carol') { New-LabClientCertificate $Lab $name }
    } 'removes all certificates whose subject begins with certlift-lab-, with their keys' { param($Lab) Remove-LabCertificate $Lab }
    New-LabStep 'accounts' 'makes the local accounts certlift-lab-alice and certlift-lab-bob with random passwords' {
        param($Lab)
        New-LabAccount $Lab alice
        New-LabAccount $Lab bob
    } 'removes them' { param($Lab) Remove-LabAccount $Lab }
}

function Get-LabArticlePlan {
    New-LabStep 'the site of the article' 'makes the site certlift-lab-article (ports 18080 and 18443) with the application /Sub-Application' {
        param($Lab)
        New-LabSite $Lab article 7301 18080 18443 'Sub-Application'
    } 'removes it with its location tags, pool and port' { param($Lab) Invoke-LabAll { Remove-LabBinding 18443 }, { Remove-LabSite $Lab article } }
    New-LabStep 'tracing' 'turns on Failed Request Tracing and request logs of the site' {
        param($Lab)
        Enable-LabTracing $Lab article
        Set-LabSection $Lab article '' ''
    }
    New-LabStep 'mappings' 'saves the mappings of alice and bob at the sub-application, as in the article' { param($Lab) Set-LabArticle $Lab }
    New-LabStep 'check' 'certlift check finds the misplaced section' { param($Lab) Test-LabCheck $Lab }
    New-LabStep 'before the fix' 'requests with curl and HttpClient, TLS 1.2 and 1.3, HTTP/1.1 and 2, with and without a certificate, bodies of 40000 and 60000 bytes; each compared with certlift simulate' {
        param($Lab)
        Send-LabArticle $Lab 'before the fix'
        Assert-LabArticle $Lab 'before the fix' '401.2'
    }
    New-LabStep 'fix' 'certlift fix lifts the mappings to the site' { param($Lab) Invoke-LabFix $Lab } 'certlift undo, if that has not been done' { param($Lab) Undo-LabFix $Lab }
    New-LabStep 'after the fix' 'the same requests again' {
        param($Lab)
        Send-LabArticle $Lab 'after the fix'
        Assert-LabArticle $Lab 'after the fix' 'the account'
    }
    New-LabStep 'logs' 'certlift logs counts what was answered' { param($Lab) Test-LabLogs $Lab }
    New-LabStep 'undo' 'certlift undo; the file has to be the same byte for byte, and the answers at the sub-application as before' {
        param($Lab)
        Undo-LabFix $Lab
        Reset-LabPool $Lab
        if ((Get-LabDigest $Lab) -ne $Lab.Before) { $Lab.Differences += 'undo: the file is not the one before the fix, byte for byte' }
        Send-LabArticle $Lab 'after the undo' 4 6
        Assert-LabArticle $Lab 'after the undo' '401.2'
    }
}
