# shellcheck shell=bash disable=SC2154
# Sourced by run: a fleet of hosts, each an sshd of its own on a loopback address of this process, with an
# applicationHost.config of its own, and what a scenario needs to look at them. Nothing is left when the shell ends; should
# it be killed, the servers end by themselves after an hour.

fleet=""
skipped=77

skip() {
  printf 'skipped: %s\n' "$*"
  exit "$skipped"
}

fail() {
  printf 'FAILED: %s\n' "$*" >&2
  [ ! -s "$fleet/run.log" ] || sed 's/^/  | /' "$fleet/run.log" | tail -n 80 >&2
  exit 1
}

# The scenario's hosts and what was asserted of them, for the table.
scenario_hosts=""
asserted=()

# expect WHAT COMMAND...: the command must succeed.
expect() {
  local what=$1
  shift
  "$@" || fail "$what ($*)"
  asserted+=("$what")
}

command -v ansible-playbook >/dev/null || skip "there is no ansible-playbook (Debian: ansible-core)"
command -v jq >/dev/null || skip "there is no jq"
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
CERTLIFT=${CERTLIFT:-$root/build/dev/certlift}
[ -x "$CERTLIFT" ] || fail "there is no $CERTLIFT; scripts/build dev makes it"
sshd=$(command -v sshd || command -v /usr/sbin/sshd) || skip "there is no sshd (Debian: openssh-server)"

# --- the fleet ---

# A host's address is that of the process, so that many fleets can be up at once; the port is the host's own.
address=127.$(($$ >> 16 & 255)).$(($$ >> 8 & 255)).$(($$ & 255))
declare -A sshd_of=() port_of=() variables_of=()

begin_fleet() {
  fleet=$(mktemp -d "${TMPDIR:-/tmp}/certlift-fleet.XXXXXX")
  trap end_fleet EXIT
  trap 'exit 1' HUP INT TERM
  mkdir -p "$fleet"/{hosts,sockets,bin,collections/ansible_collections/certlift}
  ln -s "$root/rollout/ansible" "$fleet/collections/ansible_collections/certlift/iis"
  strip -o "$fleet/bin/certlift" "$CERTLIFT"
  ssh-keygen -q -t ed25519 -N '' -C fleet -f "$fleet/host_key"
  ssh-keygen -q -t ed25519 -N '' -C fleet -f "$fleet/user_key"
  printf '* %s\n' "$(<"$fleet/host_key.pub")" >"$fleet/known_hosts"
  [ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
  write_hooks
}

# Ends what was started, by its id: also in a scenario that failed.
end_fleet() {
  local name pid
  for name in "${!sshd_of[@]}"; do stop_host "$name"; done
  for pid in $(jobs -p); do kill -- "-$pid" 2>/dev/null || kill "$pid" 2>/dev/null || true; done
  wait
  [ -n "${FLEET_KEEP:-}" ] || rm -rf "$fleet"
}

start_host() {
  local name=$1 tries
  timeout 3600 "$sshd" -D -f "$fleet/hosts/$name/sshd_config" -E "$fleet/hosts/$name/sshd.log" &
  sshd_of[$name]=$!
  for tries in {1..100}; do
    ! grep -q 'Server listening' "$fleet/hosts/$name/sshd.log" 2>/dev/null || return 0
    kill -0 "${sshd_of[$name]}" 2>/dev/null || break
    sleep 0.1
  done
  fail "the sshd of $name did not start ($tries tries): $(cat "$fleet/hosts/$name/sshd.log")"
}

# Ends its sshd and the connection that ansible keeps open to it.
stop_host() {
  local name=$1 socket
  socket=$fleet/sockets/$address-${port_of[$name]}
  [ ! -S "$socket" ] || ssh -q -o ControlPath="$socket" -O exit fleet 2>/dev/null || true
  kill "${sshd_of[$name]}" 2>/dev/null || true
  wait "${sshd_of[$name]}" 2>/dev/null || true
  rm -f "$fleet/hosts/$name/sshd.log"
}

# add_host NAME CONFIGURATION: starts a host with a copy of this file.
add_host() {
  local name=$1 folder=$fleet/hosts/$1
  mkdir -p "$folder/tmp"
  cp "$2" "$folder/applicationHost.config"
  cp "$2" "$folder/original"
  cp "$fleet/health" "$folder/health"
  port_of[$name]=$((2200 + ${#port_of[@]}))
  cat >"$folder/sshd_config" <<CONFIG
ListenAddress $address
Port ${port_of[$name]}
HostKey $fleet/host_key
AuthorizedKeysFile $fleet/user_key.pub
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
StrictModes no
UsePAM no
PidFile none
SetEnv HOME=$folder
Subsystem sftp internal-sftp
CONFIG
  start_host "$name"
  scenario_hosts+="${scenario_hosts:+ }$name"
}

# What the playbooks call before and after a host is changed, and to check its health. After a change a host is sick while
# it has a file `sick`, and the first time if it has a file `starting`; the check does not end while there is a file `slow`.
write_hooks() {
  cat >"$fleet/health" <<'HEALTH'
#!/bin/sh
cd "$(dirname "$0")" || exit
cmp -s applicationHost.config original && exit 0
: >checking
while [ -e slow ]; do sleep 0.1; done
[ ! -e starting ] || { rm starting; exit 1; }
[ ! -e sick ] || { echo "the site answers 503" >&2; exit 1; }
HEALTH
  chmod +x "$fleet/health"
  cat >"$fleet/drain.yml" <<HOOK
- name: Take the host out of the load balancer
  ansible.builtin.command: "touch $fleet/hosts/{{ inventory_hostname }}/drained"
  delegate_to: localhost
HOOK
  cat >"$fleet/lose" <<LOSE
#!/bin/sh
ssh -q -o ControlPath="$fleet/sockets/$address-\$1" -O exit fleet
kill "\$2"
LOSE
  chmod +x "$fleet/lose"
  cat "$fleet/drain.yml" - >"$fleet/drain_and_lose.yml" <<HOOK
- name: Lose the host, where that is what the scenario is about
  when: inventory_hostname == lost
  ansible.builtin.command: "$fleet/lose {{ ansible_port }} {{ sshd }}"
  delegate_to: localhost
HOOK
  cat >"$fleet/undrain.yml" <<HOOK
- name: Put the host back into the load balancer
  ansible.builtin.command: "rm $fleet/hosts/{{ inventory_hostname }}/drained"
  delegate_to: localhost
HOOK
}

# Answers http://ADDRESS:2199/HOST with 204 if the host's health check succeeds, and with 503 if not.
serve_health() {
  cat >"$fleet/serve" <<SERVE
import http.server, os, subprocess
class Sites(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        health = os.path.join("$fleet/hosts", os.path.basename(self.path), "health")
        self.send_response(503 if subprocess.call([health]) else 204)
        self.end_headers()
http.server.HTTPServer(("$address", 2199), Sites).serve_forever()
SERVE
  timeout 3600 python3 "$fleet/serve" 2>"$fleet/serve.log" &
}

write_inventory() {
  local name
  cat <<INVENTORY
all:
  vars:
    ansible_host: $address
    ansible_python_interpreter: /usr/bin/python3
    ansible_ssh_private_key_file: $fleet/user_key
    ansible_remote_tmp: "$fleet/hosts/{{ inventory_hostname }}/tmp"
    certlift_program: $fleet/bin/certlift
    certlift_sha256: $(sha256sum "$fleet/bin/certlift" | cut -d ' ' -f 1 | tr a-f A-F)
    certlift_path: "$fleet/hosts/{{ inventory_hostname }}/bin/certlift"
    certlift_target: "$fleet/hosts/{{ inventory_hostname }}/applicationHost.config"
    certlift_drain: $fleet/drain.yml
    certlift_undrain: $fleet/undrain.yml
    certlift_health_command: ["$fleet/hosts/{{ inventory_hostname }}/health"]
    certlift_health_retries: 1
    certlift_health_delay: 0
    certlift_report_dir: $fleet/report
    certlift_report_program: $fleet/bin/certlift
  hosts:
INVENTORY
  for name in $scenario_hosts; do
    printf '    %s: {ansible_port: %s, sshd: %s%s}\n' "$name" "${port_of[$name]}" "${sshd_of[$name]}" "${variables_of[$name]:-}"
  done
}

write_settings() {
  cat <<SETTINGS
[defaults]
home = $fleet/ansible
collections_path = $fleet/collections:/usr/lib/python3/dist-packages
inventory = $fleet/inventory.yml
forks = 10
strategy = free
timeout = 60
nocolor = true
pipelining = true
deprecation_warnings = false
localhost_warning = false
[ssh_connection]
ssh_args = -o ControlMaster=auto -o ControlPersist=60s
control_path_dir = $fleet/sockets
control_path = %(directory)s/%%h-%%p
ssh_common_args = -F /dev/null -o UserKnownHostsFile=$fleet/known_hosts -o IdentitiesOnly=yes
SETTINGS
}

# Starts a playbook over the whole fleet, in a session of its own, so that all of it can be killed at once. What it says is
# in run.log.
begin_play() {
  local playbook=$1
  shift
  write_inventory >"$fleet/inventory.yml"
  write_settings >"$fleet/ansible.cfg"
  ANSIBLE_CONFIG=$fleet/ansible.cfg setsid ansible-playbook "certlift.iis.$playbook" "$@" </dev/null >"$fleet/run.log" 2>&1 &
  control=$!
}

# play PLAYBOOK OPTION...: runs it to its end.
play() {
  begin_play "$@"
  wait "$control"
}

# Fails as it does when a host has failed, and not for another reason.
play_fails() {
  local code=0
  play "$@" || code=$?
  [ "$code" -eq 2 ]
}

# --- what became of it ---

config_of() { printf '%s/hosts/%s/applicationHost.config' "$fleet" "$1"; }

# old HOST..., new HOST...: each file is byte for byte what it was, or what fix makes of that.
old() {
  local name
  for name in "$@"; do cmp "$fleet/hosts/$name/original" "$(config_of "$name")" || return; done
}

new() {
  local name
  for name in "$@"; do
    # 1: a finding is left that no fix is for.
    { "$fleet/bin/certlift" fix -q -o - "$fleet/hosts/$name/original" 2>/dev/null || [ $? -eq 1 ]; } | cmp - "$(config_of "$name")" || return
  done
}

old_or_new() {
  local name
  for name in "$@"; do old "$name" >/dev/null || new "$name" || return; done
}

# outcome WHAT HOST...: the report says so of each of them.
outcome() {
  local wanted=$1 name
  shift
  for name in "$@"; do
    [ "$(record_of "$name" outcome)" = "$wanted" ] || { record_of "$name" outcome; return 1; } >&2
  done
}

# record_of HOST MEMBER
record_of() {
  jq -r --arg host "$1" --arg member "$2" '.hosts[] | select(.host == $host)[$member]' "$fleet/report/report.json"
}

why() { record_of "$1" why | grep -qE "$2"; }

# recap COUNTER VALUE HOST...: ansible's last lines have this for each of them.
recap() {
  local counter=$1 value=$2 name
  shift 2
  for name in "$@"; do grep -qE "^$name +: .*\b$counter=$value\b" "$fleet/run.log" || return; done
}

said() { grep -qE "$1" "$fleet/run.log"; }
not_said() { ! said "$1"; }
drained() { [ "$(cd "$fleet/hosts" && printf '%s ' */drained)" = "${*/%//drained} " ]; }
none_drained() { ! ls "$fleet"/hosts/*/drained >/dev/null 2>&1; }
