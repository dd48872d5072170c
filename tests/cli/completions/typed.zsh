# Read by the zsh that ask.zsh types into.
PROMPT=
autoload -Uz compinit
compinit -D -u
source ./completions.zsh

# Whatever completion finds comes by here.
compadd() {
  local -a found
  if [[ ${@[1,(i)(-|--)]} != *-[OAD]\ * ]]; then
    builtin compadd -A found "$@"
    (( ! $#found )) || print -rl -- $found >>added
  fi
  builtin compadd "$@"
}
answer() {
  zle list-choices
  BUFFER=
  : >answered
}
zle -N answer
bindkey '^I' answer
