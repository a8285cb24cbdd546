# Stories of Windows' installer, for `setup.rs`, which gives ROOT (the repository), PROGRAMS (the folder of the programs for Windows), PATIENTS
# (numbers of simulated patients who come when they are called) and WORK (an empty folder). The PC is a prefix of wine's of its own in WORK.
#
# All that is installed is real, under wine's service manager; a reader of wine's connects to the service. A build differs from another one by
# what stands behind its end. `broken.c` is the one program that is none of ours.
set -euo pipefail

# The usual ports are this PC's alone, where the system lets us have a network of our own.
if [ -z "${ALONE:-}" ] && unshare -n true 2>/dev/null; then
  ALONE=yes exec unshare -n bash "$0" "$@"
fi
[ -z "${ALONE:-}" ] || ip link set lo up

fail() {
  echo "NOT as it should be: $*" >&2
  [ ! -e "$program/setup.log" ] || iconv -f UTF-16LE -t UTF-8 "$program/setup.log" >&2
  cat "$data"/logs/* "$WORK"/*.log >&2 || true
  exit 1
}
same() { [ "$1" = "$2" ] || fail "$3: \"$1\" is not \"$2\""; }

# Wine gives a file the rights that its mode says: without the mask everybody may read what the service makes, which it refuses.
umask 077
export WINEPREFIX=$WORK/pc WINEDEBUG=-all LC_ALL=C.UTF-8 WINEDLLOVERRIDES='cfgmgr32=n;winemenubuilder.exe=d;mscoree=;mshtml='
unset DISPLAY
pc=$WINEPREFIX/drive_c
program="$pc/Program Files/Madoguchi"
data=$pc/ProgramData/Madoguchi
config='C:\Program Files\Madoguchi\controller.toml'
wine() { /usr/lib/wine/wine64 "$@" </dev/null; }
trap '/usr/lib/wine/wineserver64 --kill >/dev/null 2>&1 || true' EXIT

# The PC is on while some program runs that is no service: this one waits for a line that never comes.
on() {
  [ -e "$WORK/line" ] || mkfifo "$WORK/line"
  /usr/lib/wine/wine64 cmd <>"$WORK/line" >/dev/null 2>&1 &
}

# The installer of a build, as version $1.
build() {
  local version=$1
  MADOGUCHI_COMPRESS=off "$ROOT/controller/windows/setup/build" "$WORK/$version/out" "$WORK/$version" "$version" >/dev/null
}
# The real program as version $1, without what debuggers read.
real() {
  mkdir -p "$WORK/$1"
  x86_64-w64-mingw32-strip -o "$WORK/$1/madoguchi.exe" "$PROGRAMS/madoguchi.exe"
  printf 'build %s' "$1" >>"$WORK/$1/madoguchi.exe"
}
# Runs it silently; the exit code is its own.
setup() {
  local version=$1
  shift
  wine "$WORK/$version/out/madoguchi-setup.exe" /S "$@"
}
# An uninstaller goes on in a copy of itself, so it is over when nothing runs on this PC any more. The PC is off then.
uninstall() {
  wine "$program/uninstall.exe" /S "$@" || fail "the uninstaller ended with $?"
  off
}
off() {
  local running
  running=$(jobs -p)
  # shellcheck disable=SC2086 # one number a word
  kill -KILL $running
  # shellcheck disable=SC2086
  wait $running 2>/dev/null || true
  timeout 60 /usr/lib/wine/wineserver64 --wait || fail "something still runs"
}
madoguchi() { wine "$program/madoguchi.exe" "$@"; }
runs() { madoguchi service status --json | grep -qF '"running"' || fail "the service does not run"; }
registry() { wine reg query 'HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\Madoguchi' /v "$1" | tr -d '\r' | sed -n "s/.*REG_SZ *//p"; }
search_path() { wine reg query 'HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment' /v Path; }
# The steps that stand in setup.log from line $1 on, in short: the exit code, and the program's words or the system's command.
steps() {
  iconv -f UTF-16LE -t UTF-8 "$program/setup.log" | tr -d '\r' | tail -n "+$1" |
    sed -nE -e 's/^([^ ]+)  "[^"]*\\former\\madoguchi.exe" ([a-z]+ -{0,2}[a-z]+).*/\1 former\\\2/p' -e t \
      -e 's/^([^ ]+)  "[^"]*\\madoguchi.exe" ([a-z]+ -{0,2}[a-z]+).*/\1 \2/p'
}
lines() { iconv -f UTF-16LE -t UTF-8 "$program/setup.log" | wc -l; }

# The reader, which knows nothing of the PC but what `unit enroll` gave it.
reader() {
  /usr/lib/wine/wine64 "$PROGRAMS/madoguchi-agent.exe" --config "Z:${WORK//\//\\}\\agent.toml" </dev/null >"$WORK/agent.log" 2>&1 &
}
# Waits until the board says so; $2 is a pattern.
until_board() {
  local look
  for _ in $(seq 200); do
    look=$(madoguchi "${@:2}" --json 2>/dev/null || true)
    ! grep -qE "$1" <<<"$look" || return 0
  done
  fail "$1 has not come in 200 looks: $look"
}
# The next patient comes, and is served by the reader.
served() {
  local number=${patients[0]}
  patients=("${patients[@]:1}")
  madoguchi ticket add "$number" >/dev/null || fail "no ticket could be added"
  until_board '"state":"done"' ticket show "$number"
  ticket=$number
}

life() {
  local -a patients
  read -ra patients <<<"$PATIENTS"
  wine wineboot --init
  for library in bcryptprimitives cfgmgr32; do
    x86_64-w64-mingw32-gcc -shared -o "$pc/windows/system32/$library.dll" "$ROOT/tests/fixtures/windows/$library.c"
  done
  for version in 1.0.0 1.1.0; do
    real "$version"
    build "$version"
  done
  mkdir "$WORK/2.0.0"
  x86_64-w64-mingw32-gcc -municode -Wall -Werror -s -o "$WORK/2.0.0/madoguchi.exe" "$ROOT/tests/tests/installer/broken.c"
  build 2.0.0
  on

  # A place for backups that would die with the data is refused before anything is done.
  local status=0
  setup 1.0.0 '/BACKUP=c:\programdata\MADOGUCHI\backup\' || status=$?
  same "$status" 9 "the exit code for a folder within the data"
  [ ! -e "$program" ] && [ ! -e "$data" ] || fail "a refused installation left something"

  # A PC without anything.
  setup 1.0.0 '/BACKUP=C:\控え\窓口\' || fail "the installer ended with $?"
  cmp "$program/madoguchi.exe" "$WORK/1.0.0/madoguchi.exe" || fail "another program was laid down"
  for file in LICENSE.txt controller.toml setup.log uninstall.exe; do
    [ -e "$program/$file" ] || fail "$file is missing"
  done
  same "$(registry DisplayVersion)" "1.0.0" "the registry's version"
  same "$(registry InstallLocation)" 'C:\Program Files\Madoguchi' "the registry's folder"
  grep -qF 'URL=http://127.0.0.1:7480/' "$pc/ProgramData/Microsoft/Windows/Start Menu/Programs/Madoguchi/Madoguchi.url" || fail "the start menu has no entry"
  same "$(steps 1)" $'0 update prepare\n0 update judge\n0 serve --probe\n0 service install\n0 service start' "the installer's steps"
  local log
  log=$(iconv -f UTF-16LE -t UTF-8 "$program/setup.log" | tr -d '\r')
  grep -F advfirewall <<<"$log"
  grep -F icacls <<<"$log"
  grep -qF 'protocol=TCP localport=7443,7444 remoteip=LocalSubnet,fe80::/10' <<<"$log" || fail "the readers' ports are not opened"
  grep -qF 'protocol=UDP localport=5353' <<<"$log" || fail "their question is not let in"
  if grep -E '7445|7480' <<<"$log"; then fail "a port is opened that is this PC's own"; fi
  runs
  grep -qiF 'Program Files\Madoguchi' <<<"$(search_path)" || fail "the program is not found by its name"

  # Backups wait for their key. The installed service reads the folder's name as it was typed.
  grep -qxF $'folder = "C:\\\\控え\\\\窓口"\r' "$program/controller.toml" || fail "the folder of backups is not written as TOML wants it"
  [ -d "$pc/控え/窓口" ] || fail "the folder of backups was not made"
  until_board '"auto-backup-no-key"' status
  madoguchi backup-key --config "$config" --out 'C:\key.html' || fail "no key could be made"
  grep -qE '^recipient = "age1' "$program/controller.toml" || fail "the recipient is not in the configuration"

  # A reader comes. There is no USB here, so this PC is made one for tests.
  local port
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  madoguchi service stop
  printf 'policy = "loopback"\ngateway.listen = "127.0.0.1:%s"\npairing.listen = "127.0.0.1:0"\ndesk.listen = "127.0.0.1:0"\nconsole.listen = "off"\n' "$port" |
    cat - "$program/controller.toml" >"$WORK/controller.toml"
  cp "$WORK/controller.toml" "$program/controller.toml"
  madoguchi service start || fail "the service does not start again"
  sed "s/127.0.0.1:7443/127.0.0.1:$port/" "$ROOT/tests/examples/clinic/agent-1.toml" >"$WORK/agent.toml"
  madoguchi unit enroll --serial CR-2024-0001 --edition single --counter 窓口1 --placement standing --out "Z:${WORK//\//\\}\\reader-1" --yes ||
    fail "the reader could not be enrolled"
  reader
  served
  until_board '"nightly-newest' status

  # The service stops, and the records are read by hand.
  madoguchi service stop
  madoguchi serve --probe --config "$config" --json | grep -qF '"units":1' || fail "the records cannot be read when the service is stopped"
  madoguchi service start

  # Another build over it, while the reader is connected.
  local from
  from=$(($(lines) + 1))
  setup 1.1.0 '/BACKUP=C:\elsewhere' || fail "the update ended with $?"
  cmp "$program/madoguchi.exe" "$WORK/1.1.0/madoguchi.exe" || fail "the update laid nothing down"
  same "$(registry DisplayVersion)" "1.1.0" "the registry's version"
  same "$(steps "$from")" $'0 service stop\n0 former\\update prepare\n0 former\\update judge\n0 service install\n0 service start' "the update's steps"
  [ ! -e "$data/update" ] && [ ! -e "$program/former" ] && [ ! -e "$pc/elsewhere" ] || fail "something of the update is left"
  served

  # One that makes rubbish of the records.
  from=$(($(lines) + 1)) status=0
  setup 2.0.0 || status=$?
  same "$status" 5 "the broken version's exit code"
  cmp "$program/madoguchi.exe" "$WORK/1.1.0/madoguchi.exe" || fail "the former program is not back"
  same "$(registry DisplayVersion)" "1.1.0" "the registry's version"
  same "$(steps "$from")" $'0 service stop\n0 former\\update prepare\n1 former\\update judge\n0 service start' "the broken update's steps"
  madoguchi ticket show "$ticket" >/dev/null || fail "the ticket is gone"
  served

  # Cut off after the copy was made and the new program laid down: the next run begins with what was before.
  madoguchi service stop
  mkdir -p "$program/former"
  cp "$program/madoguchi.exe" "$program/former/"
  madoguchi update prepare --config "$config" || fail "no copy could be made"
  cp "$WORK/2.0.0/madoguchi.exe" "$program/madoguchi.exe"
  echo rubbish >"$data/store/db"
  setup 1.1.0 || fail "after a cut it ended with $?"
  cmp "$program/madoguchi.exe" "$WORK/1.1.0/madoguchi.exe" || fail "the program is not the new one"
  runs

  # Removed, the data stay, and reception's folder; installed again, they are found, and the reader is known.
  mkdir -p "$data-reception"
  echo token >"$data-reception/reception.token"
  from=$(($(lines) + 1))
  uninstall
  same "$(steps "$from")" $'0 service stop\n0 service uninstall' "the uninstaller's steps"
  [ ! -e "$program/madoguchi.exe" ] || fail "the program is still there"
  [ ! -e "$pc/ProgramData/Microsoft/Windows/Start Menu/Programs/Madoguchi" ] || fail "the start menu still has it"
  same "$(registry DisplayVersion 2>/dev/null || true)" "" "the registry"
  if grep -iF 'Program Files\Madoguchi' <<<"$(search_path)"; then fail "the search path still has it"; fi
  [ -e "$data/store/db" ] || fail "the data are gone"
  [ -e "$data-reception/reception.token" ] || fail "reception's folder is gone"
  on
  setup 1.1.0 || fail "the second installation ended with $?"
  reader
  madoguchi ticket show "$ticket" >/dev/null || fail "the ticket is gone"
  served
  uninstall /DATA=remove
  [ ! -e "$data" ] || fail "the data are still there"
  [ ! -e "$data-reception" ] || fail "reception's folder is still there"
  [ ! -e "$program/controller.toml" ] || fail "the configuration is still there"
  compgen -G "$pc/控え/窓口/madoguchi-*.age" >/dev/null || fail "the backups went with the data"
}

# A throw-away certificate stands for the vendor's.
signature() {
  real 1.0.0
  build 1.0.0
  (
    cd "$WORK"
    openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out certificate.pem -days 2 -subj /CN=Madoguchi-Test \
      -addext extendedKeyUsage=codeSigning >/dev/null 2>&1
    osslsigncode sign -certs certificate.pem -key key.pem -n Madoguchi -in 1.0.0/out/madoguchi-setup.exe -out signed.exe
    osslsigncode verify -CAfile certificate.pem -in signed.exe | tee verified
    grep -qF "Signature verification: ok" verified || fail "the signature does not hold"
    # Its texts, icon and version are there.
    printf '\0' | dd of=signed.exe bs=1 seek=200000 conv=notrunc status=none
    if osslsigncode verify -CAfile certificate.pem -in signed.exe >changed 2>&1 && ! grep -q MISMATCH changed; then fail "a changed installer verifies"; fi
  )
}

"$1"
echo "as it should be"
