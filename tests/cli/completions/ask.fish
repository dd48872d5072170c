# What fish offers at the end of each line of standard input, then a line with a dot.
source completions.fish
while read --local line
    complete --do-complete "$line" | string replace --regex '\t.*' ''
    echo .
end
