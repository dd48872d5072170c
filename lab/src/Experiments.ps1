#Requires -Version 5.1
# Probes (what IIS does, of which nobody knows) and checks (what certlift does on a real Windows): files of one shape.

$script:LabKeys = 'Id', 'Question', 'OutcomeA', 'OutcomeB', 'Meanwhile', 'Needs', 'SetUp', 'Request', 'Read', 'CleanUp'

# Kind: probes or checks. Each file gives one hashtable.
function Get-LabExperiment {
    param([ValidateSet('probes', 'checks')] [string] $Kind, [string[]] $Id)
    foreach ($file in @(Get-ChildItem -LiteralPath (Join-Path $script:LabFolder $Kind) -Filter '*.ps1' | Sort-Object Name)) {
        if ($Id -and $file.BaseName -notin $Id) { continue }
        $one = . $file.FullName
        foreach ($key in $script:LabKeys) { if (-not $one.ContainsKey($key)) { throw "$($file.FullName) has no $key" } }
        if ($one.Id -ne $file.BaseName) { throw "$($file.FullName) calls itself $($one.Id)" }
        $one['Kind'] = $Kind.TrimEnd('s')
        $one
    }
}

function New-LabResult {
    param($Lab, $Experiment)
    [ordered]@{
        id = $Experiment.Id; kind = $Experiment.Kind; question = $Experiment.Question; set_up = "$($Experiment.SetUp)".Trim(); request = "$($Experiment.Request)".Trim()
        expectations = [ordered]@{ A = $Experiment.OutcomeA; B = $Experiment.OutcomeB }; verdict = 'not-run'; seen = ''; answers = @()
        windows = "$($Lab.Windows.Name) build $($Lab.Windows.Build).$($Lab.Windows.Revision)"; iis = $Lab.Iis; stand_in = $Lab.StandIn
    }
}

# One experiment: it never ends the run, and always cleans up. Read gives the verdict and, second, what was seen.
function Invoke-LabExperiment {
    param($Lab, $Experiment)
    $result = New-LabResult $Lab $Experiment
    $clean = $true
    try {
        $reason = & $Experiment.Needs $Lab
        if (-not $reason -and $Experiment.Kind -eq 'probe') { $reason = $Lab.NoControl }
        if ($reason) { $result.seen = "not run: $reason" } else {
            try {
                & $Experiment.SetUp $Lab
                Reset-LabPool $Lab
                $answers = @(& $Experiment.Request $Lab)
                if ($Experiment.Kind -eq 'probe') { $result.answers = $answers }
                $read = @(& $Experiment.Read $Lab $answers)
                $result.verdict = $read[0]
                $result.seen = "$($read[1])"
                foreach ($answer in $answers) { if ($answer -is [System.Collections.IDictionary] -and $answer.Contains('as_predicted')) { Add-LabDifference $Lab $answer $Experiment.Id } }
            } finally {
                $clean = $false
                & $Experiment.CleanUp $Lab
                Clear-LabSection $Lab 'probe'
                $clean = $true
            }
        }
    } catch {
        $result.verdict = 'not-run'
        $result.seen = "not run: $_"
        $Lab.Differences += "$($Experiment.Id): it failed by itself, and has no result: $(Hide-LabSecret $Lab $_)"
    }
    # What did not clean up is tried again at the end.
    if ($clean) { $Lab.Begun = @($Lab.Begun | Where-Object { $_ -ne $Experiment.Id }) }
    $result.seen = Hide-LabSecret $Lab $result.seen
    $Lab.Results += $result
    Write-LabLine $Lab "    $($result.id): $($result.verdict): $($result.seen)"
}

# No password in what is published: an error of IIS may quote the configuration. The code of a step names variables only.
function Hide-LabSecret {
    param($Lab, [string] $Text)
    foreach ($account in @($Lab.Accounts.Values)) { $Text = $Text.Replace($account.Password, '***') }
    $Text
}

# A 401.2 answers a question only where the same mapping works otherwise.
function Test-LabControl {
    param($Lab)
    $rule = Get-LabManyToOne $Lab 'lab' alice 'Subject.O=certlift'
    foreach ($control in @('one-to-one', (Get-LabMappings -OneToOne (Get-LabOneToOne $Lab alice))), @('many-to-one', (Get-LabMappings -ManyToOne $rule))) {
        Set-LabProbe $Lab $control[1]
        Reset-LabPool $Lab
        $answer = Send-LabRequest $Lab -Certificate alice -About "the control: $($control[0])"
        Add-LabDifference $Lab $answer 'the control'
        if ((Get-LabAnswerText $answer) -notlike 'passed as *alice') { $Lab.NoControl = "no mapping works at the site of the probes: $(Get-LabSeen $answer)" }
    }
    Clear-LabSection $Lab 'probe'
}

# What most probes set up: mappings at the site, and the application that requires a certificate and nobody anonymous.
function Set-LabProbe {
    param($Lab, [string] $Mappings, [string] $Access = 'Ssl, SslNegotiateCert, SslRequireCert', [string] $Anonymous = 'false', [string] $AppMappings, [string] $Extra)
    Set-LabSection $Lab probe '' (Get-LabSecurity -Mappings $Mappings)
    Set-LabSection $Lab probe 'app' (Get-LabSecurity -Access $Access -Anonymous $Anonymous -Mappings $AppMappings -Extra $Extra)
}

# What most probes read: the answers, and what a client says of one that it did not get.
function Get-LabSeen {
    param($Answers)
    $texts = foreach ($answer in $Answers) {
        $more = @(if ($answer['logged']) { "logged as $($answer['logged'])" }; if ($answer['error']) { $answer['error'] }) -join '; '
        "$(if ($answer['about']) { "$($answer['about']): " })$($answer.request): $(Get-LabAnswerText $answer)$(if ($more) { " ($more)" })"
    }
    $texts -join '; '
}

# A, B, other or not-run, by one answer: A and B are patterns of its text, as in '403.4' or 'passed as *alice'.
function Get-LabVerdict {
    param($Answer, [string] $A, [string] $B)
    foreach ($text in (Get-LabAnswerText $Answer), $Answer['logged']) { if ($text -like $A) { return 'A' } elseif ($text -like $B) { return 'B' } }
    if ($Answer.status -eq 'not sent') { 'not-run' } else { 'other' }
}

# The verdict by the first answer, and what was seen.
function Select-LabVerdict {
    param($Answers, [string] $A, [string] $B)
    Get-LabVerdict @($Answers)[0] $A $B
    Get-LabSeen $Answers
}

function Save-LabResult {
    param($Lab)
    $document = [ordered]@{
        schema_version = 1; tool = 'certlift-lab'; certlift = "$((Invoke-LabCertlift $Lab @('--version')).Lines[0])"; stand_in = $Lab.StandIn; time = (Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')
        windows = "$($Lab.Windows.Name) build $($Lab.Windows.Build).$($Lab.Windows.Revision)"; iis = $Lab.Iis; differences = @($Lab.Differences); article = @($Lab.Article); results = @($Lab.Results)
    }
    foreach ($answer in @($Lab.Article) + @($Lab.Results | ForEach-Object { $_.answers })) {
        if ($answer -is [System.Collections.IDictionary] -and $answer.Contains('trace') -and $answer.trace) {
            $name = 'trace-{0}.xml' -f ($answer.trace -replace '^.*?([^\\/]+)[\\/]([^\\/]+)\.xml$', '$1-$2')
            # A trace holds the page that was sent, which may quote the configuration.
            [IO.File]::WriteAllText((Join-Path $Lab.ResultPath $name), (Hide-LabSecret $Lab ([IO.File]::ReadAllText($answer.trace))))
            $answer.trace = $name
        }
    }
    $file = Join-Path $Lab.ResultPath "lab-$($Lab.Windows.Build)-$($Lab.RunId).json"
    [IO.File]::WriteAllText($file, ($document | ConvertTo-Json -Depth 8))
    Write-LabLine $Lab "    results: $file"
}
