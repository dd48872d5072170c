#Requires -Version 5.1

function Measure-CertliftLog {
    <#
.SYNOPSIS
Counts what applications have answered, from IIS and HTTPERR logs.
.DESCRIPTION
Runs certlift logs: which application answered which status how often, since when, and to how many clients. With -Config each
group is tied to the finding in the configuration that explains it.
.PARAMETER Log
W3C extended or HTTPERR logs, or folders of them.
.PARAMETER Config
The configuration that the logs belong to.
.PARAMETER Since
Only what was logged from this time on.
.PARAMETER Until
Only what was logged up to this time.
.PARAMETER ProgramPath
certlift, or its folder. Without it: beside the module, then on PATH.
.INPUTS
System.String, or files.
.OUTPUTS
Certlift.LogGroup
.EXAMPLE
Measure-CertliftLog C:\inetpub\logs\LogFiles -Since (Get-Date).AddDays(-7) | Where-Object Status -like 401*

The 401s of a week.
.EXAMPLE
Measure-CertliftLog .\u_ex261103.log -Config .\applicationHost.config | Where-Object Cause

What the configuration explains.
.LINK
Get-CertliftTrace
#>
    [CmdletBinding()]
    [OutputType('Certlift.LogGroup')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)]
        [Alias('FullName', 'Path', 'PSPath')]
        [string[]] $Log,
        [Parameter(Position = 1)] [Alias('Target')] [string] $Config,
        [datetime] $Since,
        [datetime] $Until,
        [string] $ProgramPath
    )
    begin { $program = Get-CertliftProgram -Cmdlet $PSCmdlet -ProgramPath $ProgramPath }
    process {
        $paths = @(Resolve-CertliftTarget -Cmdlet $PSCmdlet -Target $Log)
        $arguments = @(ConvertTo-CertliftArgument -Cmdlet $PSCmdlet -Bound $PSBoundParameters)
        # The program takes times in UTC, whatever the culture of this session writes.
        $format = 'yyyy-MM-ddTHH:mm:ssZ'
        if ($PSBoundParameters.ContainsKey('Since')) { $arguments += '--since=' + $Since.ToUniversalTime().ToString($format, [cultureinfo]::InvariantCulture) }
        if ($PSBoundParameters.ContainsKey('Until')) { $arguments += '--until=' + $Until.ToUniversalTime().ToString($format, [cultureinfo]::InvariantCulture) }
        $document = Invoke-CertliftCommand -Cmdlet $PSCmdlet -Program $program -Command logs -ArgumentList ($arguments + $paths) -Target ($paths -join ', ')
        foreach ($group in $document.groups) { if ($group) { ConvertTo-CertliftLogGroup -Group $group -Config $Config } }
    }
}
