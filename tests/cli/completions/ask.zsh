# What zsh offers at the end of each line of standard input, then a line with a dot. Completion works only where
# somebody types: a second zsh, on a terminal of its own, writes down what is added to the list.
zmodload zsh/zpty
zmodload zsh/zselect
zpty typed 'TERM=dumb zsh -f -i'
zpty -w typed "source ${0:h}/typed.zsh"
while IFS= read -r line; do
  rm -f added answered
  zpty -w -n typed $line$'\t'
  # A minute, for a machine that has much to do; an answer that came later would be taken for that of the next line.
  for (( i = 0; i < 6000; i++ )); do
    [[ ! -e answered ]] || break
    zselect -t 1
  done
  [[ -e answered ]] || { print -ru2 "no answer to: $line"; exit 1 }
  [[ ! -e added ]] || cat added
  print -r -- .
done
zpty -d typed
