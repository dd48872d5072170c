#Requires -Version 5.1

function Get-CertliftFinding {
    <#
.SYNOPSIS
Finds what is wrong with the client certificate mappings of an IIS configuration.
.DESCRIPTION
Runs certlift check and gives out one object for each finding. Writes nothing. A file that cannot be read is an error of its
own; the other files are checked nevertheless.
.PARAMETER Path
A file, or a folder that is searched for applicationHost.config. Wildcards are allowed. Without it, the live configuration of
this Windows server.
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
.PARAMETER Express
The applicationhost.config of IIS Express.
.PARAMETER Wait
How many seconds to try again when another process holds a file. 10 if not said.
.PARAMETER ProgramPath
certlift, or its folder. Without it: beside the module, then on PATH.
.INPUTS
System.String, or objects with a property FullName or Path, such as files.
.OUTPUTS
Certlift.Finding
.EXAMPLE
Get-CertliftFinding

Checks the live configuration of this Windows server.
.EXAMPLE
Get-ChildItem D:\copies -Filter applicationHost.config -Recurse | Get-CertliftFinding | Where-Object Severity -eq error

The errors of many copies.
.EXAMPLE
Get-CertliftFinding .\applicationHost.config -Skip plain-password | Format-List

Everything but one rule, with all that is known of each finding.
.LINK
Compare-CertliftConfiguration
.LINK
about_Certlift
#>
    [CmdletBinding()]
    [OutputType('Certlift.Finding')]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)]
        # The files of Get-ChildItem have a property Target of their own, which must not come first.
        [Alias('FullName', 'PSPath', 'Target')]
        [string[]] $Path,
        [string[]] $Accept,
        [string[]] $Site,
        [string[]] $Only,
        [string[]] $Skip,
        [ValidateSet('2016', '2019', '2022', '2025')] [string] $WindowsVersion,
        [switch] $WebConfig,
        [string[]] $Map,
        [string] $Schema,
        [switch] $Express,
        [ValidateRange(0, 86400)] [int] $Wait,
        [string] $ProgramPath
    )
    begin { $program = Get-CertliftProgram -Cmdlet $PSCmdlet -ProgramPath $ProgramPath }
    process {
        $paths = @(Resolve-CertliftTarget -Cmdlet $PSCmdlet -Target $Path)
        $arguments = @(ConvertTo-CertliftArgument -Cmdlet $PSCmdlet -Bound $PSBoundParameters) + $paths
        $document = Invoke-CertliftCommand -Cmdlet $PSCmdlet -Program $program -Command check -ArgumentList $arguments -Target ($paths -join ', ')
        foreach ($found in $document.targets) { ConvertTo-CertliftFindings -Target $found -HostName $document.host }
    }
}
