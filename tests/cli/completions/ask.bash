# What bash offers at the end of each line of standard input, then a line with a dot.
# shellcheck shell=bash disable=SC1091
source completions.bash
complete -p certlift | grep -q -- '-F _certlift ' || exit
compopt() { :; } # knows itself only while bash completes
while IFS= read -r line; do
  # bash hands words over like this: broken at blanks and at =, the last one perhaps empty
  IFS=' ' read -r -a COMP_WORDS <<<"${line//=/ = }"
  [[ $line != *' ' ]] || COMP_WORDS+=('')
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  _certlift
  printf '%s\n' "${COMPREPLY[@]}" .
done
