#Requires -Version 5.1

# The values of `certlift effective`, one object for each: attributes, entries of collections, and what IIS does not read.

function New-CertliftEffectiveValue {
    param($Document, [string] $Section, [string] $Name, $Value, $Origin, [bool] $Read = $true, [string] $Why, $Attributes)
    [pscustomobject]@{
        PSTypeName     = 'Certlift.EffectiveValue'
        Section        = $Section
        Name           = $Name
        Value          = $Value
        Read           = $Read
        Why            = $Why
        Line           = if ($Origin) { [int] $Origin.line }
        OriginLocation = if ($Origin) { $Origin.location }
        Default        = $null -eq $Origin
        Attributes     = $Attributes
        Path           = $Document.file
        Location       = $Document.path
    }
}

# One row for each attribute and each entry of a section or of a part that is not read.
function ConvertTo-CertliftEffectiveRow {
    param($Document, [string] $Section, $Part, [bool] $Read, [string] $Why)
    $common = @{ Document = $Document; Section = $Section; Read = $Read; Why = $Why }
    foreach ($attribute in $Part.attributes) {
        $origin = if ($attribute.origin) { $attribute.origin } else { $Part.origin }
        New-CertliftEffectiveValue @common -Name $attribute.name -Value $attribute.value -Origin $origin
    }
    foreach ($collection in $Part.collections) {
        foreach ($entry in $collection.entries) {
            $values = @($entry.attributes.PSObject.Properties | ForEach-Object { "$($_.Name)=$($_.Value)" }) -join ', '
            New-CertliftEffectiveValue @common -Name "$($collection.name)/$($entry.element)" -Value $values `
                -Origin $entry.origin -Attributes $entry.attributes
        }
    }
}

function ConvertTo-CertliftEffective {
    param([Parameter(Mandatory)] $Document)
    foreach ($section in $Document.sections) {
        ConvertTo-CertliftEffectiveRow -Document $Document -Section $section.path -Part $section -Read ([bool] $section.read)
        foreach ($part in $section.not_read) {
            ConvertTo-CertliftEffectiveRow -Document $Document -Section $section.path -Part $part -Read $false -Why $part.why
        }
        foreach ($fault in $section.faults) {
            New-CertliftEffectiveValue -Document $Document -Section $section.path -Name '(fault)' -Value $fault.message `
                -Origin $fault.origin -Read $false -Why $fault.severity
        }
    }
    foreach ($section in $Document.not_read) {
        New-CertliftEffectiveValue -Document $Document -Section $section.path -Name '(section)' -Origin $section.origin `
            -Read $false -Why "IIS reads it at the $($section.read_at) only"
    }
}
