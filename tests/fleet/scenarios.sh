# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by run: each function is a test of its own. `expect` says what is asserted.

configs=$root/tests/cli
shop=$configs/shop.config
sub_application=$root/examples/sub-application/applicationHost.config

add_malformed_host() {
  head -n 20 "$shop" >"$fleet/malformed.config"
  add_host "$1" "$fleet/malformed.config"
}

# One host that certlift must not change: a living process holds its lock.
lock() {
  local store=$fleet/hosts/$1/.certlift
  sleep 3600 &
  lock_holder=$!
  mkdir -p "$store"
  printf '{"host":"%s","pid":%d,"process":"","time":"2026-11-22T08:29:00.000000Z"}\n' "$(uname -n)" "$lock_holder" >"$store/lock"
}

unlock() {
  kill "$lock_holder"
  wait "$lock_holder" || true
}

scenario_fleet() {
  add_host web01 "$shop"
  add_host web02 "$sub_application"
  add_host web03 "$configs/clean.config"
  add_host web04 "$configs/refused.config"
  add_malformed_host web05
  add_host web06 "$shop"
  add_host web07 "$configs/risky.config"
  stop_host web06
  expect "a rollout over unfit hosts stops" play_fails rollout
  expect "before any file is changed" old web01 web02 web03 web04 web05 web06 web07
  expect "or any host is drained" none_drained
  expect "misplaced: to fix" outcome "to fix" web01 web02
  expect "clean: nothing to do" outcome "nothing to do" web03
  expect "conflicting: refused" outcome refused web04
  expect "and the report says why" why web04 "has the name of another rule"
  expect "malformed: failed" outcome failed web05
  expect "and the report says where" why web05 "applicationHost.config:[0-9]+:[0-9]+"
  expect "unreachable: failed" outcome failed web06
  expect "wants consent: refused" outcome refused web07
  expect "and the report says which" why web07 "widens-access"

  expect "left out, they stand in nobody's way" play rollout -e certlift_leave_out=web04,web05,web06,web07
  expect "the misplaced are fixed" new web01 web02
  expect "and the report says so" outcome fixed web01 web02
  expect "the clean one is not touched" old web03
  expect "nor are those left out" old web04 web05 web06 web07
  expect "and the report says so" outcome "left out" web04 web05 web06 web07
  expect "no host is left drained" none_drained

  expect "a second run succeeds" play rollout -e certlift_leave_out=web04,web05,web06,web07
  expect "and changes nothing anywhere" recap changed 0 web01 web02 web03 web04 web05 web06 web07
  expect "and the report keeps what was fixed" outcome fixed web01 web02
}

# The passwords and keys of shop.config and sub-application.
no_secrets() { ! grep -E 'Spring2019|enc:' "$@"; }

scenario_undo() {
  add_host web01 "$shop"
  add_host web02 "$sub_application"
  add_host web03 "$configs/clean.config"
  expect "a rollout succeeds" play rollout -vvv --diff
  expect "and fixes" new web01 web02
  expect "and leaves none drained" none_drained
  expect "and nowhere says a secret" no_secrets "$fleet/run.log" "$fleet/report/report.json"
  expect "a check of the undo succeeds" play undo --check
  expect "says what it would do" recap changed 1 web01 web02
  expect "and changes nothing" new web01 web02
  expect "the undo succeeds" play undo
  expect "all hosts are as they were, byte for byte" old web01 web02 web03
  expect "none is left drained" none_drained
  expect "the report says so" outcome undone web01 web02
  expect "the report is shown without any host" play report
  expect "with a line for each" said 'web03 +nothing to do'
  expect "made by certlift, which also makes a page" grep -q '<title>certlift report: 3 hosts' "$fleet/report/report.html"
  expect "a second undo succeeds" play undo
  expect "and changes nothing" recap changed 0 web01 web02 web03
}

# log HOST MINUTES_AGO STATUS SUB_STATUS: a request to the application Partners, logged as IIS does.
log() {
  local folder=$fleet/hosts/$1/logs
  mkdir -p "$folder"
  [ -e "$folder/u_ex.log" ] || printf '#Version: 1.0\n#Fields: date time s-sitename cs-method cs-uri-stem c-ip sc-status sc-substatus sc-win32-status\n' >"$folder/u_ex.log"
  printf '%s W3SVC1 GET /Partners/order.aspx 192.0.2.7 %s %s 0\n' "$(date -u -d "-$2 minutes" '+%F %T')" "$3" "$4" >>"$folder/u_ex.log"
}

# logged HOST EXPRESSION: what jq finds in the record's counts.
logged() {
  jq -e --arg host "$1" '.hosts[] | select(.host == $host).logs | '"$2" "$fleet/report/report.json" >/dev/null ||
    { jq -c '.hosts[].logs' "$fleet/report/report.json" >&2; return 1; }
}

scenario_logs() {
  add_host web01 "$shop"
  add_host web02 "$shop"
  add_host web03 "$configs/clean.config"
  log web01 90 401 2
  log web01 20 401 2
  log web01 10 401 2
  log web01 9 403 7
  local logs="certlift_logs=$fleet/hosts/{{ inventory_hostname }}/logs"
  expect "a check counts in the logs" play check -e "$logs"
  expect "the last hour" logged web01 '.before | .requests == 3 and .unauthorized == 2 and .unauthorized_per_minute == 0.03'
  expect "and reports it" said '401.2 at Shop/Partners: 2 of 3 requests in the 60.0 minutes before'
  expect "where there is no log it says so" logged web02 '.before.error | test("no such file or directory")'
  expect "a rollout succeeds nevertheless" play rollout -e "$logs"
  expect "and fixes" new web01 web02
  expect "nothing is counted where nothing is lifted" [ "$(record_of web03 logs)" = null ]
  expect "the count before is kept" logged web01 '.before.unauthorized == 2'
  log web01 0 200 0
  log web01 0 200 0
  expect "later it counts what came since the change" play logs -e "$logs"
  expect "and that alone" logged web01 '.after | .requests == 2 and .unauthorized == 0'
  expect "reports it beside the count before" said '2 of 3 requests in the 60.0 minutes before, 0 of 2 requests in the [0-9.]+ minutes since'
  expect "and connects to no host without a variable that names logs" play logs
  expect "whose report stays" logged web01 '.after.requests == 2'
}

scenario_check() {
  add_host web01 "$shop"
  add_host web02 "$configs/clean.config"
  cp -a "$fleet/hosts" "$fleet/before"
  expect "--check --diff succeeds" play rollout --check --diff -vvv
  expect "leaves no trace on any host" diff -r --exclude tmp --exclude '*.log' "$fleet/before" "$fleet/hosts"
  expect "writes no report" [ ! -e "$fleet/report" ]
  expect "says which file would be changed" said 'web01/applicationHost.config would be changed'
  expect "and not the other" not_said 'web02/applicationHost.config would be changed'
  expect "shows the difference" said '\+ .*<iisClientCertificateMappingAuthentication'
  expect "masks every secret in it" said 'password=\\"\*\*\* \(secret 1\)'
  expect "and says none" no_secrets "$fleet/run.log"
}

scenario_waves() {
  add_host web01 "$shop"
  add_host web02 "$sub_application"
  add_host web03 "$shop"
  add_host web04 "$shop"
  add_host web05 "$shop"
  add_host web06 "$sub_application"
  : >"$fleet/hosts/web02/starting"
  : >"$fleet/hosts/web03/sick"
  lock web04
  serve_health
  local waves='{"certlift_serial": [1, 3, 2], "certlift_health_command": [], "certlift_health_status": [204],
    "certlift_health_url": "http://{{ ansible_host }}:2199/{{ inventory_hostname }}"}'
  expect "the rollout stops in the second of three waves" play_fails rollout -e "$waves"
  expect "the first wave is fixed" new web01
  expect "so is a host of the second that was healthy at the second try" new web02
  expect "which was made" [ ! -e "$fleet/hosts/web02/starting" ]
  expect "the one that was sick afterwards is old, byte for byte" old web03
  expect "its change was taken back" outcome undone web03
  expect "because of what its URL answered" why web03 "Ask the URL: .*503"
  expect "the locked one is old" old web04
  expect "and says who holds the lock" why web04 "another certlift \(process $lock_holder"
  expect "the third wave is not touched" old web05 web06
  expect "and says so" outcome "to fix" web05 web06
  expect "no host is left drained" none_drained

  rm "$fleet/hosts/web03/sick"
  unlock
  expect "once they are healed a second run finishes" play rollout -e "$waves"
  expect "all are fixed" new web01 web02 web03 web04 web05 web06
  expect "and say so" outcome fixed web01 web02 web03 web04 web05 web06
  expect "those that were fixed before are not changed again" recap changed 0 web01 web02
}

# use_program HOST: its certlift is the program on standard input.
use_program() {
  cat >"$fleet/bin/of-$1"
  variables_of[$1]=", certlift_program: $fleet/bin/of-$1, certlift_sha256: $(sha256sum "$fleet/bin/of-$1" | cut -d ' ' -f 1)"
}

# Its answers come after those of all others: the waves must keep to the inventory nevertheless.
add_late_host() {
  add_host "$1" "$2"
  use_program "$1" <<LATE
#!/bin/sh
sleep 2
exec "$fleet/bin/certlift" "\$@"
LATE
}

scenario_killed() {
  add_host web01 "$shop"
  add_late_host web02 "$shop"
  add_host web03 "$shop"
  : >"$fleet/hosts/web02/slow"
  expect "a rollout begins" kill_in_mid_wave
  expect "killed in mid-wave, it leaves every host old or new" old_or_new web01 web02 web03
  expect "the first wave is new" new web01
  expect "the host in hand is still drained" drained web02
  expect "the report says that it is not finished" why web02 "not finished"
  rm "$fleet/hosts/web02/slow"
  : >"$fleet/hosts/web02/sick"
  expect "a second run takes that host up again, and stops" play_fails rollout -e '{"certlift_serial": [1, 2]}'
  expect "for it is sick, and the change of the killed run is taken back" old web02
  expect "and the rest is not touched" old web03
  rm "$fleet/hosts/web02/sick"
  expect "once it is healed a third run over a list of hosts finishes" \
    play rollout -e '{"certlift_hosts": ["web01", "web02", "web03"]}'
  expect "all are fixed" new web01 web02 web03
  expect "none is left drained" none_drained
}

# The control process and all of its children, while the second wave is being looked at.
kill_in_mid_wave() {
  local tries
  begin_play rollout -e '{"certlift_serial": [1, 1, 1]}'
  for tries in {1..6000}; do
    [ ! -e "$fleet/hosts/web02/checking" ] || break
    kill -0 "$control" 2>/dev/null || return
    sleep 0.1
  done
  kill -KILL -- "-$control"
  wait "$control" 2>/dev/null || true
  [ "$tries" -lt 6000 ]
}

scenario_lost() {
  add_host web01 "$shop"
  add_host web02 "$shop"
  add_host web03 "$shop"
  local losing="[ {{ inventory_hostname }} != web02 ] || exec $fleet/lose {{ ansible_port }} {{ sshd }}"
  expect "a rollout stops before the first change where a host is lost while it is looked at" \
    play_fails rollout -e "{\"certlift_health_command\": [\"sh\", \"-c\", \"$losing\"]}"
  expect "all hosts are old" old web01 web02 web03
  expect "and the report says which was lost" why web02 "connection was lost"
  start_host web02

  expect "a rollout stops where a host is lost while it is changed" play_fails rollout -e '{"certlift_serial": [2, 1], "lost": "web02"}' -e "certlift_drain=$fleet/drain_and_lose.yml"
  expect "its neighbour is fixed" new web01
  expect "it is old" old web02
  expect "and the report says that it is not finished" why web02 "not finished"
  expect "the next wave is not touched" old web03
  start_host web02
  expect "once it is back a second run finishes" play rollout
  expect "all are fixed" new web01 web02 web03
  expect "none is left drained" none_drained
}

# A program that is certlift, but before the first plan is applied another process writes the file.
add_meddled_host() {
  add_host "$1" "$2"
  use_program "$1" <<MEDDLER
#!/bin/sh
cd "\$(dirname "\$0")/.." || exit
[ "\$1" != apply ] || [ -e meddled ] || { echo '<!-- by another hand -->' >>applicationHost.config; : >meddled; }
exec "$fleet/bin/certlift" "\$@"
MEDDLER
}

# The host's original with what the other hand has written; then it is what the host is measured by.
meddle_with_original() { echo '<!-- by another hand -->' >>"$fleet/hosts/$1/original"; }

one_has_changed_it() {
  [ "$(for name; do record_of "$name" outcome; done | sort | tr '\n' ,)" = "fixed,nothing to do," ]
}

scenario_others() {
  add_meddled_host web01 "$shop"
  add_host web02 "$shop"
  add_host web03 "$shop"
  variables_of[web03]=", certlift_target: $(config_of web02)"
  expect "a rollout in one wave stops, because another process writes a file after the plan" play_fails rollout -e '{"certlift_serial": [3]}'
  expect "the stale plan is not applied" outcome failed web01
  expect "and the report says what has become of the file" why web01 "Apply exactly that plan: .*(stale|changed|since)"
  meddle_with_original web01
  expect "what the other has written is all that has changed there" old web01
  expect "two hosts that share a file are no failure" new web02
  expect "and only one of them says that it has changed it" one_has_changed_it web02 web03
  expect "no host is left drained" none_drained
  expect "a second run finishes" play rollout
  expect "with a plan of the file as it is now" new web01
  expect "an undo leaves out the host that it is told to" play undo -e certlift_leave_out=web01
  expect "which stays as it is" new web01
  expect "the shared file is as it was" old web02
}

scenario_program() {
  add_host web01 "$shop"
  expect "a program with another checksum stops the rollout" play_fails rollout -e certlift_sha256=0123
  expect "is not put on the host" [ ! -e "$fleet/hosts/web01/bin/certlift" ]
  expect "and the report says why" why web01 "has the SHA-256 [0-9a-f]{64}, and not 0123"
  expect "an unknown kind of value is refused" play_fails rollout -e certlift_health_retries=often
  expect "so are mistyped names" play_fails rollout -e certlift_leaveout=web01 -e certlift_leave_out=web99 -e certlift_drain=/nowhere.yml
  expect "of a variable" why web01 "certlift_leaveout: there is no such variable"
  expect "of a host" why web01 "certlift_leave_out: there is no host web99"
  expect "of a file" why web01 "there is no file of tasks /nowhere.yml"
}

# The arguments of the tasks that choose their module by the kind of host, by what the modules for Windows say of themselves.
windows_modules_know_their_arguments() {
  ANSIBLE_CONFIG=$fleet/ansible.cfg ansible-doc -j ansible.windows.win_{command,copy,file,stat,tempfile} >"$fleet/modules.json"
  python3 - "$fleet/modules.json" "$root"/rollout/ansible/roles/certlift/tasks/*.yml <<'CHECK'
import json, re, sys, yaml
known = {name.split(".win_")[1]: page["doc"]["options"] for name, page in json.load(open(sys.argv[1])).items()}
seen = set()
def look(tasks):
    for task in tasks:
        for part in "block", "rescue", "always":
            look(task.get(part, []))
        if "action" in task:
            module = re.search(r"_certlift_modules\['(\w+)'\]", task["action"])[1]
            seen.add(module)
            for argument, value in task["args"].items():
                if argument not in known[module] and "ternary(omit" not in value:
                    sys.exit(f"win_{module} has no {argument}: {task['name']}")
for path in sys.argv[2:]:
    look(yaml.safe_load(open(path)))
sys.exit(seen != set(known))
CHECK
}

# An operator may have chosen another strategy, and no other knows `any_errors_fatal` and `serial`.
plays_name_their_strategy() {
  python3 - "$root"/rollout/ansible/playbooks/*.yml <<'CHECK'
import sys, yaml
for path in sys.argv[1:]:
    for play in yaml.safe_load(open(path)):
        if play.get("hosts", "localhost") != "localhost" and play.get("strategy") != "linear":
            sys.exit(f"{path}: {play['name']}: no strategy")
CHECK
}

scenario_lint() {
  local playbook
  for playbook in check rollout undo logs report; do
    expect "$playbook.yml has no fault of syntax" play "$playbook" --syntax-check
  done
  expect "every play over hosts names its strategy" plays_name_their_strategy
  expect "the collection can be built" ansible-galaxy collection build "$root/rollout/ansible" --output-path "$fleet"
  command -v ansible-lint >/dev/null || skip "there is no ansible-lint"
  cd "$root/rollout/ansible" || return
  expect "ansible-lint is content, with its profile for production" \
    env ANSIBLE_CONFIG="$fleet/ansible.cfg" XDG_CACHE_HOME="$fleet" ansible-lint --offline --strict --profile production
  ansible-galaxy collection list ansible.windows >/dev/null 2>&1 ||
    skip "there is no ansible.windows to ask for its modules' arguments (Debian: ansible)"
  expect "the Windows modules know each argument that they are given" windows_modules_know_their_arguments
}
