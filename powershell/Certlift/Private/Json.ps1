#Requires -Version 5.1

# The reader of Windows PowerShell 5.1 takes no more than two million characters; an access matrix can have more.
function ConvertFrom-LongJson {
    param([Parameter(Mandatory)] [string] $Json)
    Add-Type -AssemblyName System.Web.Extensions
    $reader = New-Object System.Web.Script.Serialization.JavaScriptSerializer
    $reader.MaxJsonLength = [int]::MaxValue
    ConvertFrom-JsonValue ($reader.DeserializeObject($Json))
}

function ConvertFrom-JsonValue {
    param($Value)
    if ($Value -is [System.Collections.IDictionary]) {
        $members = [ordered]@{}
        foreach ($name in $Value.Keys) { $members[$name] = ConvertFrom-JsonValue $Value[$name] }
        return [pscustomobject] $members
    }
    if ($Value -is [System.Collections.IList]) {
        $items = New-Object System.Collections.ArrayList
        foreach ($item in $Value) { [void] $items.Add((ConvertFrom-JsonValue $item)) }
        return , $items.ToArray()
    }
    $Value
}

# The document that the program has written, or nothing if it is none.
function ConvertFrom-CertliftJson {
    param([AllowEmptyString()] [AllowNull()] [string] $Json)
    # Looked at first, because an error of ConvertFrom-Json gets into the caller's -ErrorVariable even where it is caught.
    if ([string]::IsNullOrWhiteSpace($Json) -or $Json.TrimStart()[0] -ne '{' -or -not $Json.TrimEnd().EndsWith('}')) { return }
    try {
        if ($PSVersionTable.PSVersion.Major -lt 6 -and $Json.Length -gt 2000000) { ConvertFrom-LongJson $Json }
        else { ConvertFrom-Json -InputObject $Json -ErrorAction Stop }
    }
    catch { Write-Debug "certlift: not JSON: $($_.Exception.Message)" }
}

# A time of the document. PowerShell 7 reads it as a time by itself, 5.1 as text.
function ConvertTo-CertliftTime {
    param($Value)
    if ($null -eq $Value -or $Value -eq '') { return }
    if ($Value -is [datetime]) { return $Value.ToUniversalTime() }
    $style = [Globalization.DateTimeStyles] 'AdjustToUniversal, AssumeUniversal'
    [datetime]::Parse($Value, [cultureinfo]::InvariantCulture, $style)
}
