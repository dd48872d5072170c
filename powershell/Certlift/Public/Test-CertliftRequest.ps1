#Requires -Version 5.1

function Test-CertliftRequest {
    <#
.SYNOPSIS
Predicts what IIS answers to a request with or without a client certificate, now and after the fix.
.DESCRIPTION
Runs certlift simulate on the configuration alone; sends nothing. -All is the access matrix: every path that requests or maps
certificates, with every mapped certificate, another one, and none.
.PARAMETER Path
The file. Without it, the live configuration of this Windows server.
.PARAMETER Url
What is requested, as in https://shop.example/Partners/a.txt.
.PARAMETER Certificate
The client's certificate: a file (DER, PEM, PKCS#7), or mapped:N or mapped:USER for the one of a one-to-one mapping.
.PARAMETER NoCertificate
The client has none.
.PARAMETER Method
GET and the like.
.PARAMETER Body
The size of the request body in bytes; K, M and G may follow.
.PARAMETER Tls
The version of TLS; 1.2 is assumed.
.PARAMETER Http
The version of HTTP; 1.1 is assumed.
.PARAMETER PostHandshakeAuth
Under TLS 1.3 the client can show its certificate after the handshake.
.PARAMETER Negotiated
Whether HTTP.sys requests the certificate in the TLS handshake (clientcertnegotiation in netsh http show sslcert).
.PARAMETER All
The access matrix.
.PARAMETER Location
Only this location path and those below it.
.PARAMETER User
Only certificates that are mapped to this user.
.PARAMETER Changed
Only what the fix changes.
.PARAMETER Expect
Succeeded says whether it ends like this: a status, a user, anonymous or reset.
.PARAMETER After
Succeeded is about what the fix would leave.
.PARAMETER Quiet
Give out True or False alone.
.PARAMETER Accept
Risks that you consent to, such as widens-access; all: any risk.
.PARAMETER Site
Only these sites.
.PARAMETER Only
Only these rules.
.PARAMETER Skip
All rules but these.
.PARAMETER WindowsVersion
The server runs this Windows Server; from 2022 on there is TLS 1.3.
.PARAMETER WebConfig
Look into web.config files too. None of them is ever changed.
.PARAMETER Map
Where a copy of the server's folders is, as in 'C:\=D:\copy'.
.PARAMETER Schema
A folder of *_schema.xml files that say what IIS allows.
.PARAMETER ProgramPath
certlift, or its folder. Without it: beside the module, then on PATH.
.INPUTS
System.String, or objects with a property FullName or Path, such as files.
.OUTPUTS
Certlift.Request, or System.Boolean with -Quiet
.EXAMPLE
Test-CertliftRequest .\applicationHost.config https://shop.example/Partners -Certificate mapped:1

What a mapped certificate gets.
.EXAMPLE
Test-CertliftRequest -Url https://shop.example/ -NoCertificate -Expect 403.7 -Quiet

Whether the live server refuses a client without a certificate.
.EXAMPLE
Test-CertliftRequest .\applicationHost.config -All -Changed

Who gets in where after the fix, and not now.
.LINK
Get-CertliftEffective
#>
    [CmdletBinding(DefaultParameterSetName = 'Request')]
    [OutputType('Certlift.Request', [bool])]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)]
        # The files of Get-ChildItem have a property Target of their own, which must not come first.
        [Alias('FullName', 'PSPath', 'Target')]
        [string] $Path,
        [Parameter(Mandatory, Position = 1, ParameterSetName = 'Request')] [string] $Url,
        [Parameter(ParameterSetName = 'Request')] [string] $Certificate,
        [Parameter(ParameterSetName = 'Request')] [switch] $NoCertificate,
        [Parameter(ParameterSetName = 'Request')] [string] $Expect,
        [Parameter(ParameterSetName = 'Request')] [switch] $After,
        [Parameter(Mandatory, ParameterSetName = 'Matrix')] [switch] $All,
        [Parameter(ParameterSetName = 'Matrix')] [string] $Location,
        [Parameter(ParameterSetName = 'Matrix')] [string] $User,
        [Parameter(ParameterSetName = 'Matrix')] [switch] $Changed,
        [string] $Method,
        [string] $Body,
        [ValidateSet('1.2', '1.3')] [string] $Tls,
        [ValidateSet('1.1', '2')] [string] $Http,
        [switch] $PostHandshakeAuth,
        [ValidateSet('yes', 'no')] [string] $Negotiated,
        [switch] $Quiet,
        [string[]] $Accept,
        [string[]] $Site,
        [string[]] $Only,
        [string[]] $Skip,
        [ValidateSet('2016', '2019', '2022', '2025')] [string] $WindowsVersion,
        [switch] $WebConfig,
        [string[]] $Map,
        [string] $Schema,
        [string] $ProgramPath
    )
    begin { $program = Get-CertliftProgram -Cmdlet $PSCmdlet -ProgramPath $ProgramPath }
    process {
        $paths = @(if ($Path) { Resolve-CertliftTarget -Cmdlet $PSCmdlet -Target $Path })
        $bound = @{} + $PSBoundParameters
        # A certificate may be named by a path of PowerShell's.
        if ($Certificate -and $Certificate -notlike 'mapped:*') { $bound.Certificate = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Certificate) }
        $arguments = @(ConvertTo-CertliftArgument -Cmdlet $PSCmdlet -Bound $bound) + $paths
        $document = Invoke-CertliftCommand -Cmdlet $PSCmdlet -Program $program -Command simulate -ArgumentList $arguments -Target ($paths -join ', ')
        if (-not $document -or $document.error) { return }
        if ($Quiet) { return $document.exit_code -eq 0 }
        foreach ($request in $document.requests) { ConvertTo-CertliftRequest -Request $request -Document $document }
        if ($document.left_out) { Write-Warning "$($document.left_out) more requests were left out; select some with -Location or -User" }
    }
}
