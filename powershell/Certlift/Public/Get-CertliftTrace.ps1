#Requires -Version 5.1

function Get-CertliftTrace {
    <#
.SYNOPSIS
Reads Failed Request Tracing logs: what was decided about the request, by which module, and why.
.DESCRIPTION
Runs certlift freb. With -Config the verdict is tied to the finding in the configuration that explains it.
.PARAMETER Log
Logs, or folders of them.
.PARAMETER Config
The configuration that the logs belong to.
.PARAMETER ProgramPath
certlift, or its folder. Without it: beside the module, then on PATH.
.INPUTS
System.String, or files.
.OUTPUTS
Certlift.Trace
.EXAMPLE
Get-CertliftTrace C:\inetpub\logs\FailedReqLogFiles -Config .\applicationHost.config

The verdict of each log, and its cause.
.EXAMPLE
Get-ChildItem fr0000*.xml | Get-CertliftTrace | Group-Object Verdict

How often each verdict came.
.LINK
Measure-CertliftLog
#>
    [CmdletBinding()]
    [OutputType('Certlift.Trace')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)]
        [Alias('FullName', 'Path', 'PSPath')]
        [string[]] $Log,
        [Parameter(Position = 1)] [Alias('Target')] [string] $Config,
        [string] $ProgramPath
    )
    begin { $program = Get-CertliftProgram -Cmdlet $PSCmdlet -ProgramPath $ProgramPath }
    process {
        $paths = @(Resolve-CertliftTarget -Cmdlet $PSCmdlet -Target $Log)
        $arguments = @(ConvertTo-CertliftArgument -Cmdlet $PSCmdlet -Bound $PSBoundParameters) + $paths
        $document = Invoke-CertliftCommand -Cmdlet $PSCmdlet -Program $program -Command freb -ArgumentList $arguments -Target ($paths -join ', ')
        foreach ($found in $document.logs) { if ($found) { ConvertTo-CertliftTrace -Log $found -Config $Config } }
    }
}
