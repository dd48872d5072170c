#Requires -Version 5.1
@{
    Id = 'W4'
    Question = 'Is each write an event of the log Application, source certlift?'
    OutcomeA = 'it is'
    OutcomeB = 'it is not'
    Meanwhile = 'docs/windows.md lists it as not run.'
    Needs = { param($Lab) }
    SetUp = {
        param($Lab)
        $Lab['Since'] = (Get-Date).AddSeconds(-1)
        Invoke-LabFix $Lab
    }
    Request = {
        param($Lab)
        # A source that is not registered may not be named in the filter, and has no message but its sentence.
        $events = @(Get-WinEvent -FilterHashtable @{ LogName = 'Application'; StartTime = $Lab.Since } -ErrorAction SilentlyContinue | Where-Object { $_.ProviderName -eq 'certlift' })
        @{ Good = ($events.Count -gt 0); Text = "$($events.Count) events; the first: $(@($events | Select-Object -First 1 | ForEach-Object { $_.Properties } | ForEach-Object { $_.Value }) -join ' ')" }
    }
    Read = {
        param($Lab, $answers)
        Get-LabCheckVerdict $answers[0].Good $answers[0].Text
    }
    CleanUp = {
        param($Lab)
        Undo-LabFix $Lab
    }
}
