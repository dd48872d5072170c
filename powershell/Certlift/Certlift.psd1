@{
    RootModule           = 'Certlift.psm1'
    ModuleVersion        = '0.2.0'
    GUID                 = '6d0a6f52-1f5e-4c39-9d0c-6a2f6f5c7b1e'
    Author               = 'The certlift authors'
    CompanyName          = 'certlift'
    Copyright            = '(c) The certlift authors. MIT licence.'
    Description          = 'Finds IIS client certificate mappings that are saved where IIS does not read them, and lifts them to the site: certlift as PowerShell commands that take and give objects.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    TypesToProcess       = @('Certlift.Types.ps1xml')
    FormatsToProcess     = @('Certlift.Format.ps1xml')
    FunctionsToExport    = @(
        'Compare-CertliftConfiguration'
        'Get-CertliftBackup'
        'Get-CertliftEffective'
        'Get-CertliftFinding'
        'Get-CertliftTrace'
        'Invoke-CertliftPlan'
        'Invoke-CertliftRollout'
        'Measure-CertliftLog'
        'New-CertliftPlan'
        'Repair-CertliftConfiguration'
        'Restore-CertliftBackup'
        'Test-CertliftRequest'
        'Undo-CertliftChange'
    )
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{ PSData = @{ Tags = @('IIS', 'certificate', 'authentication', 'applicationHost') } }
}
