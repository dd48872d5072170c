# shellcheck shell=bash
# Sourced by run: each function is a test of its own.

configs=$root/tests/cli
shop=$configs/shop.config
sub_application=$root/examples/sub-application/applicationHost.config

malformed() {
  head -n 20 "$shop" >"$fleet/malformed.config"
  printf '%s/malformed.config' "$fleet"
}

scenario_preflight() {
  add_host web01 "$shop"
  add_host web02 "$sub_application"
  add_host web03 "$configs/clean.config"
  add_host web04 "$configs/refused.config"
  add_host web05 "$(malformed)"
  add_host web06 "$shop"
  add_host web07 "$configs/risky.config"
  stop_host web06
  expect "a rollout over unfit hosts fails" play_fails rollout
  expect "no file is changed" old web01 web02 web03 web04 web05 web06 web07
  expect "no host is drained" none_drained
  expect "the report says what is to be done" outcome "to fix" web01 web02
  expect "and where there is nothing to do" outcome "nothing to do" web03
  expect "the conflicting one is refused, with the reason" why web04 "has the name of another rule"
  expect "the malformed one has failed, with the place" why web05 "original|applicationHost.config:[0-9]+:[0-9]+"
  expect "the unreachable one has failed" outcome failed web06
  expect "the one that wants consent says to what" why web07 "widens-access"

  expect "left out, they do not stand in the way" play rollout -e certlift_leave_out=web04,web05,web06,web07
  expect "the others are fixed" new web01 web02
  expect "and say so" outcome fixed web01 web02
  expect "the clean one is as it was" old web03
  expect "those left out are as they were" old web04 web05 web06 web07
  expect "and say so" outcome "left out" web04 web05 web06 web07
}
