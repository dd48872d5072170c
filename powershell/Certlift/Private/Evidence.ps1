#Requires -Version 5.1

# What logs say: the objects of Get-CertliftTrace and Measure-CertliftLog.

function ConvertTo-CertliftCause {
    param($Cause, [string] $Config)
    if ($Cause) { ConvertTo-CertliftFinding -Finding $Cause -Path $Config }
}

function ConvertTo-CertliftTrace {
    param([Parameter(Mandatory)] $Log, [string] $Config)
    [pscustomobject]@{
        PSTypeName         = 'Certlift.Trace'
        Path               = $Log.path
        SiteId             = $Log.site_id
        Url                = $Log.url
        Status             = $Log.status
        Verdict            = $Log.verdict
        Module             = $Log.module
        User               = $Log.user
        CertificateSetup   = [bool] $Log.certificate_setup
        WindowsFirstLeg    = [bool] $Log.windows_first_leg
        Authenticate       = @($Log.authenticate)
        Cause              = ConvertTo-CertliftCause -Cause $Log.cause -Config $Config
        Reasons            = @($Log.reasons)
    }
}

function ConvertTo-CertliftLogGroup {
    param([Parameter(Mandatory)] $Group, [string] $Config)
    [pscustomobject]@{
        PSTypeName  = 'Certlift.LogGroup'
        SiteId      = $Group.site_id
        Site        = $Group.site
        Application = $Group.application
        Status      = $Group.status
        Win32       = $Group.win32
        Count       = [long] $Group.count
        First       = ConvertTo-CertliftTime $Group.first
        Last        = ConvertTo-CertliftTime $Group.last
        Clients     = $Group.clients
        Recovered   = $Group.recovered
        Cause       = ConvertTo-CertliftCause -Cause $Group.cause -Config $Config
    }
}
