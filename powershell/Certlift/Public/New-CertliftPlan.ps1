#Requires -Version 5.1

function New-CertliftPlan {
    <#
.SYNOPSIS
Writes down what a fix would do, for review.
.DESCRIPTION
Runs certlift plan. The plan is JSON and holds each change, what it rests on and what was consented to, but no secret.
Invoke-CertliftPlan makes exactly that change.
.PARAMETER Path
A file, or a folder that is searched for applicationHost.config. Wildcards are allowed. Without it, the live configuration of
this Windows server.
.PARAMETER PlanPath
Where the plan goes. An older plan is replaced, any other file is not.
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
.OUTPUTS
Certlift.Plan
.EXAMPLE
New-CertliftPlan -PlanPath change.json

A plan for the live configuration.
.EXAMPLE
(New-CertliftPlan .\applicationHost.config -PlanPath change.json).Changes

The sections that it changes.
.LINK
Invoke-CertliftPlan
#>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Low')]
    [OutputType('Certlift.Plan')]
    param(
        [Parameter(Position = 0)]
        # The files of Get-ChildItem have a property Target of their own, which must not come first.
        [Alias('FullName', 'PSPath', 'Target')]
        [string[]] $Path,
        [Parameter(Mandatory)] [string] $PlanPath,
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
    $program = Get-CertliftProgram -Cmdlet $PSCmdlet -ProgramPath $ProgramPath
    $paths = @(Resolve-CertliftTarget -Cmdlet $PSCmdlet -Target $Path)
    $file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($PlanPath)
    $isWanted = $false
    $isWanted = $PSCmdlet.ShouldProcess($file, 'Write a plan')
    if (-not $isWanted) { return }
    $arguments = @('plan', "--output=$file") + @(ConvertTo-CertliftArgument -Cmdlet $PSCmdlet -Bound $PSBoundParameters) + $paths
    $run = Start-CertliftProgram -Cmdlet $PSCmdlet -Program $program -ArgumentList $arguments
    if ($run.ExitCode -notin 0, 1) {
        $PSCmdlet.WriteError((Get-CertliftRunError -Run $run -Program $program -Command plan -Target ($paths -join ', ')))
        return
    }
    Read-CertliftPlan -Cmdlet $PSCmdlet -File $file
}
