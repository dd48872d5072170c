#Requires -Version 5.1

# One answer of `certlift simulate` in words: "401.2", "CONTOSO\alice", "anonymous", or the answers that are possible.
function ConvertTo-CertliftAnswer {
    param($Prediction)
    $words = foreach ($outcome in $Prediction.outcomes) {
        if ($outcome.status -ne 'passed') { $outcome.status }
        elseif ($null -eq $outcome.user) { 'passed' }
        elseif ($outcome.user -eq '') { 'anonymous' }
        else { $outcome.user }
    }
    @($words | Select-Object -Unique) -join ' or '
}

function ConvertTo-CertliftRequest {
    param([Parameter(Mandatory)] $Request, [Parameter(Mandatory)] $Document)
    [pscustomobject]@{
        PSTypeName  = 'Certlift.Request'
        Url         = $Request.url
        Method      = $Request.method
        Certificate = if ($Request.certificate) { $Request.certificate.subject } else { '(none)' }
        Sha256      = if ($Request.certificate) { $Request.certificate.sha256 }
        Site        = $Request.site
        Application = $Request.application
        Now         = ConvertTo-CertliftAnswer $Request.now
        After       = ConvertTo-CertliftAnswer $Request.after
        Changed     = [bool] $Request.changed
        Grade       = $Request.now.grade
        GradeAfter  = $Request.after.grade
        Succeeded   = $Document.exit_code -eq 0
        Stages      = @($Request.now.stages)
        StagesAfter = @($Request.after.stages)
        Outcomes    = @($Request.now.outcomes)
        Assumptions = @($Document.assumptions)
        Path        = $Document.file
    }
}

# Who gets in where now, and who will once the file is fixed: only what differs. Nothing where the program cannot tell.
function Get-CertliftEffect {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, $Program, [string] $Path, [string[]] $ArgumentList = @())
    $arguments = @('simulate', '--format=json', '--all', '--changed') + $ArgumentList + $Path
    $run = Start-CertliftProgram -Cmdlet $Cmdlet -Program $Program -ArgumentList $arguments
    $document = ConvertFrom-CertliftJson $run.Output
    if (-not $document -or $document.schema_version -ne 1) { return }
    foreach ($request in $document.requests) { ConvertTo-CertliftRequest -Request $request -Document $document }
}

function Format-CertliftEffect {
    param($Effect)
    foreach ($request in $Effect) {
        $who = if ($request.Certificate -eq '(none)') { 'without a certificate' } else { "with $($request.Certificate)" }
        "$($request.Url) ${who}: $($request.Now) -> $($request.After)"
    }
}
