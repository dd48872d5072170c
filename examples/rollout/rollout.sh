#!/bin/sh
# rollout.sh CONFIG HOST...: fixes the file CONFIG on each host over ssh, one host after the other. Looks at all of them
# first, and stops at the first that is not in order. certlift has to be on each host's PATH, and jq on this one's.
# HEALTH, if set, is a command that gets a host's name and fails if the host is not in order; then the change is reverted.
set -eu
config=$1
shift

# What is left of a report's findings, and what of that stops the rollout: not a warning that no fix is for.
left='def left: [.findings[] | select(.severity != "note" and (.fix.applied | not))];
  def stops: [left[] | select(.severity == "error" or .fix)];'

# One line for the host, and what a person has to do there, from the report on standard input.
say() {
  jq -r --arg host "$1" "$left"' .targets[]
    | $host + ": " + (if .error then "failed: " + .error.message
        elif .backup then "fixed, the backup is " + .backup
        elif .changed then "to fix"
        elif stops == [] then "nothing to do"
        else "not fixed" end),
      (left[] | "  left: " + .message + (if .fix.refusal then ". " + .fix.refusal.message else "" end))'
}

# Runs diff or fix on the host and says what came of it. Fails if a fix is left to do. Without a report, certlift did not
# run: the host was not reached, it has no certlift, or that one takes other options.
run_on() {
  report=$(ssh "$1" certlift "$2" --format json "$config") || true
  [ -n "$report" ] || { echo "$1: certlift cannot be run there"; return 1; }
  printf '%s\n' "$report" | say "$1"
  printf '%s\n' "$report" | jq -e "$left"' .targets | all(.error == null and stops == [])' >/dev/null
}

for host; do run_on "$host" diff || exit 1; done
for host; do
  run_on "$host" fix || exit 1
  backup=$(printf '%s\n' "$report" | jq -r '.targets[0].backup // empty')
  if [ -n "$backup" ] && ! "${HEALTH:-true}" "$host"; then
    ssh "$host" certlift undo --quiet "$config" "$backup"
    echo "$host: not in order after the change, which was reverted"
    exit 1
  fi
done
