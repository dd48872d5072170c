# What PowerShell offers at the end of each line of standard input, then a line with a dot.
. ./completions.ps1
foreach ($line in $input) {
    (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches | ForEach-Object CompletionText
    '.'
}
