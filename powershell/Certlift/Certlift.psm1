#Requires -Version 5.1

$script:CertliftModuleRoot = $PSScriptRoot

foreach ($folder in 'Private', 'Public') {
    foreach ($file in (Get-ChildItem -LiteralPath (Join-Path $PSScriptRoot $folder) -Filter '*.ps1' | Sort-Object Name)) { . $file.FullName }
}

Register-CertliftCompleter
