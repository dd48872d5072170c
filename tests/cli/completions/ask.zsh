# What zsh offers at the end of each line of standard input, then a line with a dot. Completion works only where
# somebody types: a second zsh, on a terminal of its own, writes down what is added to the list.
zmodload zsh/zpty
zmodload zsh/zselect
zpty typed 'TERM=dumb zsh -f -i'
zpty -w typed "source ${0:h}/typed.zsh"
while IFS= read -r line; do
  rm -f added answered
  zpty -w -n typed $line$'\t'
  for (( i = 0; i < 1000; i++ )); do
    [[ ! -e answered ]] || break
    zselect -t 1
  done
  [[ ! -e added ]] || cat added
  print -r -- .
done
zpty -d typed
