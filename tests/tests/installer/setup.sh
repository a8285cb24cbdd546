# Stories of Windows' installer, for `setup.rs`, which gives ROOT (the repository), PROGRAMS (the folder of the programs for Windows) and WORK
# (an empty folder). The PC is a prefix of wine's of its own in WORK.
#
# What installs, updates and removes is the real installer. The program that it lays down is a stub in front of the real one: it notes what
# is asked of the service manager, since each of these stories would have to wait for wine's.
set -euo pipefail

# The usual ports are this PC's alone, where the system lets us have a network of our own.
if [ -z "${ALONE:-}" ] && unshare -n true 2>/dev/null; then
  ALONE=yes exec unshare -n bash "$0" "$@"
fi
[ -z "${ALONE:-}" ] || ip link set lo up

fail() { echo "NOT as it should be: $*" >&2; [ ! -e "$program/setup.log" ] || iconv -f UTF-16LE -t UTF-8 "$program/setup.log" >&2; cat "$data"/logs/* >&2 || true; exit 1; }
same() { [ "$1" = "$2" ] || fail "$3: \"$1\" is not \"$2\""; }

export WINEPREFIX=$WORK/pc WINEDEBUG=-all LC_ALL=C.UTF-8 WINEDLLOVERRIDES='cfgmgr32=n;winemenubuilder.exe=d;mscoree=;mshtml='
unset DISPLAY
pc=$WINEPREFIX/drive_c
program="$pc/Program Files/Madoguchi"
data=$pc/ProgramData/Madoguchi
export MADOGUCHI_REAL="Z:${PROGRAMS//\//\\}\\madoguchi.exe" MADOGUCHI_NOTES="C:\\notes.txt"
wine() { /usr/lib/wine/wine64 "$@" </dev/null; }
trap '/usr/lib/wine/wineserver64 --kill >/dev/null 2>&1 || true' EXIT

# The installer of a build, as version $1; further arguments are the compiler's.
build() {
  local version=$1
  shift
  mkdir -p "$WORK/$version"
  x86_64-w64-mingw32-gcc -municode -Wall -Werror -s "-DBUILD=\"$version\"" "$@" -o "$WORK/$version/madoguchi.exe" "$ROOT/tests/tests/installer/stub.c"
  MADOGUCHI_COMPRESS=off "$ROOT/controller/windows/setup/build" "$WORK/$version/out" "$WORK/$version" "$version" >/dev/null
}
# Runs it silently; the exit code is its own.
setup() {
  local version=$1
  shift
  wine "$WORK/$version/out/madoguchi-setup.exe" /S "$@"
}
# An uninstaller goes on in a copy of itself, so it is over when nothing runs on this PC any more.
uninstall() {
  wine "$program/uninstall.exe" /S "$@" || fail "the uninstaller ended with $?"
  timeout 60 /usr/lib/wine/wineserver64 --wait || fail "the uninstaller did not end"
}
notes() { tr -d '\r' <"$pc/notes.txt"; : >"$pc/notes.txt"; }
registry() { wine reg query 'HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\Madoguchi' /v "$1" | tr -d '\r' | sed -n "s/.*REG_SZ *//p"; }
records() { (cd "$data" && find . -type f ! -path './logs/*' | sort | xargs -d '\n' sha256sum); }

life() {
  wine wineboot --init
  for library in bcryptprimitives cfgmgr32; do
    x86_64-w64-mingw32-gcc -shared -o "$pc/windows/system32/$library.dll" "$ROOT/tests/fixtures/windows/$library.c"
  done
  build 1.0.0
  build 1.1.0
  build 2.0.0 -DBROKEN

  # A PC without anything.
  : >"$pc/notes.txt"
  setup 1.0.0 '/BACKUP=E:\控え' || fail "the installer ended with $?"
  cmp "$program/madoguchi.exe" "$WORK/1.0.0/madoguchi.exe" || fail "another program was laid down"
  for file in LICENSE.txt controller.toml setup.log uninstall.exe; do
    [ -e "$program/$file" ] || fail "$file is missing"
  done
  grep -qF "# folder = 'E:\\控え'" "$program/controller.toml" || fail "the folder of backups is not noted as UTF-8"
  same "$(registry DisplayVersion)" "1.0.0" "the registry's version"
  same "$(registry InstallLocation)" 'C:\Program Files\Madoguchi' "the registry's folder"
  grep -qF 'URL=http://127.0.0.1:7480/' "$pc/ProgramData/Microsoft/Windows/Start Menu/Programs/Madoguchi/Madoguchi.url" || fail "the start menu has no entry"
  same "$(notes)" $'build 1.0.0: service install\nbuild 1.0.0: service start' "what the service manager was asked"
  local log
  log=$(iconv -f UTF-16LE -t UTF-8 "$program/setup.log" | tr -d '\r')
  grep -F advfirewall <<<"$log"
  grep -F icacls <<<"$log"
  grep -qF 'protocol=TCP localport=7443,7444 remoteip=LocalSubnet,fe80::/10' <<<"$log" || fail "the readers' ports are not opened"
  grep -qF 'protocol=UDP localport=5353' <<<"$log" || fail "their question is not let in"
  if grep -E '7445|7480' <<<"$log"; then fail "a port is opened that is this PC's own"; fi

  # Somebody uses it: its records, made by the real program in a console.
  printf 'policy = "loopback"\ngateway.listen = "127.0.0.1:0"\ndesk.listen = "127.0.0.1:0"\nconsole.listen = "off"\n' >>"$program/controller.toml"
  serve
  wine "$PROGRAMS/madoguchi.exe" ticket add 11 || fail "no ticket could be added"
  stop

  # Another build over it.
  setup 1.1.0 || fail "the update ended with $?"
  cmp "$program/madoguchi.exe" "$WORK/1.1.0/madoguchi.exe" || fail "the update laid nothing down"
  same "$(registry DisplayVersion)" "1.1.0" "the registry's version"
  same "$(notes)" $'build 1.0.0: service stop\nbuild 1.1.0: service install\nbuild 1.1.0: service start' "what the service manager was asked"
  [ ! -e "$data/update" ] && [ ! -e "$program/former" ] || fail "something of the update is left"

  # One that makes rubbish of the records.
  local before status=0
  before=$(records)
  setup 2.0.0 || status=$?
  same "$status" 5 "the broken version's exit code"
  cmp "$program/madoguchi.exe" "$WORK/1.1.0/madoguchi.exe" || fail "the former program is not back"
  same "$(records)" "$before" "the records"
  same "$(registry DisplayVersion)" "1.1.0" "the registry's version"
  same "$(notes)" $'build 1.1.0: service stop\nbuild 1.1.0: service start' "what the service manager was asked"

  # Cut off after the copy was made and the new program laid down: the next run begins with what was before.
  mkdir -p "$program/former"
  cp "$program/madoguchi.exe" "$program/former/"
  wine "$PROGRAMS/madoguchi.exe" update prepare || fail "no copy could be made"
  cp "$WORK/2.0.0/madoguchi.exe" "$program/madoguchi.exe"
  echo rubbish >"$data/store/db"
  setup 1.1.0 || fail "after a cut it ended with $?"
  cmp "$program/madoguchi.exe" "$WORK/1.1.0/madoguchi.exe" || fail "the program is not the new one"
  : >"$pc/notes.txt"

  # Removed, the data stay; installed again, they are found. Reception's folder is made by "service install", which is nobody's here.
  mkdir "$data-reception"
  echo token >"$data-reception/reception.token"
  uninstall
  same "$(notes)" $'build 1.1.0: service stop\nbuild 1.1.0: service uninstall' "what the service manager was asked"
  [ ! -e "$program/madoguchi.exe" ] || fail "the program is still there"
  [ ! -e "$pc/ProgramData/Microsoft/Windows/Start Menu/Programs/Madoguchi" ] || fail "the start menu still has it"
  same "$(registry DisplayVersion 2>/dev/null || true)" "" "the registry"
  [ -e "$data/store/db" ] || fail "the data are gone"
  [ -e "$data-reception/reception.token" ] || fail "reception's folder is gone"
  setup 1.1.0 || fail "the second installation ended with $?"
  serve
  wine "$PROGRAMS/madoguchi.exe" ticket show 11 >/dev/null || fail "the ticket is gone"
  stop
  uninstall /DATA=remove
  [ ! -e "$data" ] || fail "the data are still there"
  [ ! -e "$data-reception" ] || fail "reception's folder is still there"
  [ ! -e "$program/controller.toml" ] || fail "the configuration is still there"
}

# A controller on the installed data; its number is in $serving.
serve() {
  /usr/lib/wine/wine64 "$PROGRAMS/madoguchi.exe" serve --config 'C:\Program Files\Madoguchi\controller.toml' </dev/null >"$WORK/serve.log" 2>&1 &
  serving=$!
  timeout 60 sh -c "until grep -q 'the controller is ready' '$WORK/serve.log'; do kill -0 $serving || exit 1; sleep 0.1; done" ||
    fail "the controller did not start: $(cat "$WORK/serve.log")"
}
# A program of wine's ends with its process here, as by a power cut.
stop() {
  kill -KILL "$serving"
  wait "$serving" || true
}

# A throw-away certificate stands for the vendor's.
signature() {
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
