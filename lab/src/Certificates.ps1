#Requires -Version 5.1
# Certificates: an authority, one for the server, and those of clients. All have a subject that begins with the prefix.

function Get-LabStoreCertificate {
    param($Lab, [string] $Store)
    @(Get-ChildItem -LiteralPath "Cert:\$Store" | Where-Object { $_.Subject.StartsWith("CN=$($Lab.Prefix)") })
}

function Remove-LabStoreCertificate {
    param([string] $Store, $Certificate)
    $path = "Cert:\$Store\$($Certificate.Thumbprint)"
    # -DeleteKey is of the provider of certificates; only these stores have keys.
    if ($Store -like '*\My') { Remove-Item -LiteralPath $path -DeleteKey } else { Remove-Item -LiteralPath $path }
}

function Add-LabTrust {
    param([string] $Path)
    [void] (Import-Certificate -FilePath $Path -CertStoreLocation 'Cert:\LocalMachine\Root')
}

# Valid from long ago, so that it can sign a certificate that has expired.
function New-LabAuthority {
    param($Lab, [string] $Name, [switch] $Trusted)
    $made = New-SelfSignedCertificate -Type Custom -Subject "CN=$($Lab.Prefix)$Name" -CertStoreLocation 'Cert:\LocalMachine\My' -KeyUsage CertSign, CRLSign, DigitalSignature `
        -TextExtension @('2.5.29.19={text}CA=true') -NotAfter (Get-Date).AddDays(90) -NotBefore (Get-Date).AddYears(-2)
    $Lab.Certificates[$Name] = $made
    $file = Save-LabCertificate $Lab $Name
    if ($Trusted) { Add-LabTrust $file }
}

function New-LabServerCertificate {
    param($Lab)
    $Lab.Certificates['server'] = New-SelfSignedCertificate -Type Custom -Subject "CN=$($Lab.Prefix)server" -DnsName 'localhost' -CertStoreLocation 'Cert:\LocalMachine\My' `
        -Signer $Lab.Certificates['ca'] -KeyUsage DigitalSignature, KeyEncipherment -TextExtension @('2.5.29.37={text}1.3.6.1.5.5.7.3.1') -NotAfter (Get-Date).AddDays(90)
}

# Rest: what follows the common name in the subject. Use: the extended key usage (2 for clients, 1 for servers).
function New-LabClientCertificate {
    param($Lab, [string] $Name, [string] $Rest = ', OU=Lab, O=certlift', [string] $Signer = 'ca', [int] $Use = 2, [switch] $Expired)
    $begin = (Get-Date).AddDays(-1)
    $end = (Get-Date).AddDays(60)
    if ($Expired) { $begin = (Get-Date).AddDays(-30); $end = (Get-Date).AddDays(-10) }
    $Lab.Certificates[$Name] = New-SelfSignedCertificate -Type Custom -Subject "CN=$($Lab.Prefix)$Name$Rest" -CertStoreLocation 'Cert:\CurrentUser\My' -Signer $Lab.Certificates[$Signer] `
        -KeyUsage DigitalSignature -TextExtension @("2.5.29.37={text}1.3.6.1.5.5.7.3.$Use") -NotBefore $begin -NotAfter $end
    [void] (Save-LabCertificate $Lab $Name)
}

# NAME.cer in the laboratory's folder: what simulate and the mappings take.
function Save-LabCertificate {
    param($Lab, [string] $Name)
    $file = Join-Path $Lab.Folder "$Name.cer"
    [IO.File]::WriteAllBytes($file, $Lab.Certificates[$Name].RawData)
    $file
}

function Get-LabBase64 { param($Lab, [string] $Name) [Convert]::ToBase64String($Lab.Certificates[$Name].RawData) }

# All, or those with one of these names.
function Remove-LabCertificate {
    param($Lab, [string[]] $Name)
    foreach ($store in 'CurrentUser\My', 'LocalMachine\My', 'LocalMachine\Root', 'CurrentUser\CA', 'LocalMachine\CA') {
        foreach ($one in (Get-LabStoreCertificate $Lab $store)) {
            $short = ($one.Subject -split ',')[0].Substring("CN=$($Lab.Prefix)".Length)
            if (-not $Name -or $short -in $Name) { Remove-LabStoreCertificate $store $one }
        }
    }
    foreach ($one in @($Lab.Certificates.Keys)) { if (-not $Name -or $one -in $Name) { $Lab.Certificates.Remove($one) } }
    # Those without a name go with the folder.
    foreach ($one in $Name) { Remove-LabFolder (Join-Path $Lab.Folder "$one.cer") }
}
