#Requires -Version 5.1

function Get-CertliftEffective {
    <#
.SYNOPSIS
Shows the effective values at a path, where each comes from, and what IIS does not read there.
.DESCRIPTION
Runs certlift effective for the sections of authentication, authorization and access. Each value is an object of its own, with
its line; values that IIS ignores have Read = False and say why.
.PARAMETER Path
The file. Without it, the live configuration of this Windows server.
.PARAMETER Location
A location path: a site, or what is below it, as in Shop/Partners. An empty one is the server level.
.PARAMETER Section
Only this section, such as access.
.PARAMETER Schema
A folder of *_schema.xml files that say what IIS allows.
.PARAMETER ProgramPath
certlift, or its folder. Without it: beside the module, then on PATH.
.INPUTS
Objects with the properties Path and Location, such as findings.
.OUTPUTS
Certlift.EffectiveValue
.EXAMPLE
Get-CertliftEffective .\applicationHost.config -Location Shop/Partners -Section access

Which certificates this path requests.
.EXAMPLE
Get-CertliftEffective -Location Shop/Partners | Where-Object Read -eq $false

What IIS ignores there in the live configuration.
.LINK
Test-CertliftRequest
#>
    [CmdletBinding()]
    [OutputType('Certlift.EffectiveValue')]
    param(
        [Parameter(Position = 0, ValueFromPipelineByPropertyName)]
        # The files of Get-ChildItem have a property Target of their own, which must not come first.
        [Alias('FullName', 'PSPath', 'Target')]
        [string] $Path,
        [Parameter(Mandatory, Position = 1, ValueFromPipelineByPropertyName)]
        [AllowEmptyString()]
        [string] $Location,
        [string] $Section,
        [string] $Schema,
        [string] $ProgramPath
    )
    begin { $program = Get-CertliftProgram -Cmdlet $PSCmdlet -ProgramPath $ProgramPath }
    process {
        $paths = @(if ($Path) { Resolve-CertliftTarget -Cmdlet $PSCmdlet -Target $Path })
        $arguments = @(ConvertTo-CertliftArgument -Cmdlet $PSCmdlet -Bound $PSBoundParameters) + $paths
        $document = Invoke-CertliftCommand -Cmdlet $PSCmdlet -Program $program -Command effective -ArgumentList $arguments -Target ($paths -join ', ')
        if ($document -and -not $document.error) { ConvertTo-CertliftEffective $document }
    }
}
