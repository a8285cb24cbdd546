# Stories of the Debian packages, for `debian.rs`, which gives ROOT (the repository), PROGRAMS (built ones) and WORK (an empty folder), and runs
# this in a mount namespace of its own: what is mounted here is seen by nobody else, and is gone with it.
set -euo pipefail

fail() { echo "NOT as it should be: $*" >&2; exit 1; }
same() { [ "$1" = "$2" ] || fail "$3: \"$1\" is not \"$2\""; }

# A copy of this system's files that costs nothing: what is changed in it is in memory.
mount --make-rprivate /
mount -t tmpfs copy "$WORK"
mkdir "$WORK"/{upper,work,root,packages}
mount -t overlay copy -o "lowerdir=/,upperdir=$WORK/upper,workdir=$WORK/work" "$WORK/root"
mount --rbind /dev "$WORK/root/dev"
mount -t proc proc "$WORK/root/proc"
mount --rbind /sys "$WORK/root/sys"
mkdir -p "$WORK/root/packages"
mount --bind "$WORK/packages" "$WORK/root/packages"
within() { chroot "$WORK/root" env -u MADOGUCHI_DATA_DIR DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }

# All that counts of the data: contents, owners, rights.
data() {
  within sh -c "cd /var/lib/madoguchi/data && find . -type f ! -path './logs/*' ! -name update.undone | sort | xargs sha256sum; stat -c '%n %U:%G %a' * | grep -v -e logs -e update.undone"
}

serving=
# A story that fails leaves no program behind.
trap '[ -z "$serving" ] || kill -KILL "$serving" 2>/dev/null || true' EXIT
# Starts a program as user $1; its number is in $serving, with nothing between it and this shell.
begin() {
  local user=$1
  shift
  (exec chroot "$WORK/root" setpriv --reuid "$user" --regid "$user" --init-groups env -u MADOGUCHI_DATA_DIR LC_ALL=C.UTF-8 "$@") &
  serving=$!
}

# Packages of these programs as version $1; $2: a folder with other ones.
build() { MADOGUCHI_COMPRESS=none "$ROOT/controller/linux/build" "$WORK/packages" "${2:-$PROGRAMS}" "$1" >/dev/null; }
package() { echo "/packages/$1_$2_$(dpkg --print-architecture).deb"; }
install_it() { within dpkg -i "$(package madoguchi "$1")"; }
who() { within stat -c '%U:%G %a' "$1"; }
own() { within runuser -u madoguchi -- "$@"; }
# A controller as the unit would start it, with a desk at a free port.
serve() {
  cat >"$WORK/root/etc/madoguchi/controller.toml" <<'END'
data_dir = "/var/lib/madoguchi/data"
policy = "loopback"
gateway.listen = "127.0.0.1:0"
desk.listen = "127.0.0.1:0"
console.listen = "off"
END
  begin madoguchi /usr/bin/madoguchi serve --config /etc/madoguchi/controller.toml 2>"$WORK/serve.log"
  timeout 60 sh -c "until grep -q 'the controller is ready' '$WORK/serve.log'; do kill -0 $serving || exit 1; sleep 0.1; done" ||
    fail "the controller did not start: $(cat "$WORK/serve.log")"
}
stop() {
  kill -TERM "$serving"
  wait "$serving" || fail "the controller ended with $?: $(cat "$WORK/serve.log")"
  serving=
}

files() {
  build 1.0.0
  install_it 1.0.0
  within dpkg -i "$(package madoguchi-agent 1.0.0)"
  same "$(who /usr/bin/madoguchi)" "root:root 755" "the program"
  same "$(who /etc/madoguchi/controller.toml)" "root:madoguchi 640" "the configuration"
  same "$(who /var/lib/madoguchi)" "madoguchi:madoguchi 755" "the controller's folder"
  same "$(who /var/lib/madoguchi-agent)" "madoguchi-agent:madoguchi-agent 700" "the agent's folder"
  same "$(within dpkg --verify madoguchi madoguchi-agent)" "" "what dpkg finds changed"
  within dpkg -L madoguchi madoguchi-agent
  # No word on the units, and a score that stays.
  local words
  words=$(within systemd-analyze verify --man=no /lib/systemd/system/madoguchi.service /lib/systemd/system/madoguchi-agent.service 2>&1 |
    grep -F madoguchi || true)
  same "$words" "" "what systemd says of the units"
  within systemd-analyze security --offline=true --threshold=20 --no-pager /lib/systemd/system/madoguchi.service | tail -n 1
  within systemd-analyze security --offline=true --threshold=35 --no-pager /lib/systemd/system/madoguchi-agent.service | tail -n 1
  # The example is a configuration, but for the engine, which is the vendor's.
  within /usr/bin/madoguchi-agent --version
  # Whoever asks on this PC finds the service's data without naming them.
  serve
  within /usr/bin/madoguchi status --lang en >/dev/null || fail "the command line did not find the controller"
  same "$(who /var/lib/madoguchi/data)" "madoguchi:madoguchi 700" "the data"
  # Reception's users read their folder, and the data not at all (RULES X7 to X9).
  local folder=/var/lib/madoguchi/data-reception
  same "$(who $folder)" "madoguchi:madoguchi-reception 2750" "reception's folder"
  same "$(who $folder/reception.token)" "madoguchi:madoguchi-reception 640" "reception's token"
  within useradd --groups madoguchi-reception uketsuke
  within useradd somebody
  within runuser -u uketsuke -- madoguchi ticket add 12 --lang en >/dev/null || fail "reception did not get in"
  if within runuser -u uketsuke -- madoguchi user list --lang en 2>"$WORK/said"; then fail "reception saw the people"; fi
  grep -qF "Reception's access" "$WORK/said" || fail "$(cat "$WORK/said")"
  if within runuser -u somebody -- madoguchi status --lang en 2>"$WORK/said"; then fail "somebody else got in"; fi
  grep -qF "madoguchi-reception" "$WORK/said" || fail "$(cat "$WORK/said")"
  stop
  # One command of root's makes the key of the backups and sets them up; the service still reads its configuration.
  within mkdir /mnt/stick
  within /usr/bin/madoguchi backup-key --config /etc/madoguchi/controller.toml --folder /mnt/stick --out /root/key.html
  same "$(who /root/key.html)" "root:root 600" "the key's sheet"
  same "$(who /etc/madoguchi/controller.toml)" "root:madoguchi 640" "the configuration with a recipient"
  own grep -qF 'folder = "/mnt/stick"' /etc/madoguchi/controller.toml || fail "the folder is not in the configuration"
  own /usr/bin/madoguchi serve --probe --config /etc/madoguchi/controller.toml || fail "the configuration cannot be read"
}

update() {
  build 1.0.0
  install_it 1.0.0
  serve
  own madoguchi ticket add 11 --data-dir /var/lib/madoguchi/data
  stop
  install_it 1.0.0 >"$WORK/said" 2>&1 || fail "the same package again: $(cat "$WORK/said")"
  grep -qF "no way back" "$WORK/said" || fail "the same package again is an update, too: $(cat "$WORK/said")"
  build 1.1.0
  install_it 1.1.0 >"$WORK/said" 2>&1 || fail "the update: $(cat "$WORK/said")"
  grep -qF "no way back" "$WORK/said" || fail "the new version did not judge"
  [ ! -e "$WORK/root/usr/lib/madoguchi/former" ] || fail "the former program is still there"
  own test ! -e /var/lib/madoguchi/data/update || fail "the copy is still there"

  # A version that makes rubbish of the data and then fails.
  mkdir "$WORK/broken"
  printf '#!/bin/sh\nfor a; do last=$a; done\n[ "$1" = --version ] && exec echo broken\necho rubbish >/var/lib/madoguchi/data/store/db\nexit 1\n' >"$WORK/broken/madoguchi"
  cp "$WORK/broken/madoguchi" "$WORK/broken/madoguchi-agent"
  build 2.0.0 "$WORK/broken"
  local before
  before=$(data)
  if install_it 2.0.0 >"$WORK/said" 2>&1; then fail "a broken version was installed: $(cat "$WORK/said")"; fi
  grep -qF "The former version was put back" "$WORK/said" || fail "$(cat "$WORK/said")"
  same "$(data)" "$before" "the data"
  cmp "$WORK/root/usr/bin/madoguchi" "$PROGRAMS/madoguchi" || fail "the former program is not back"
  same "$(within dpkg-query -W -f '${db:Status-Status}' madoguchi)" "half-configured" "dpkg's word"
  # As if the power had gone before the former program stood at its place again: whoever asks anew hears the same.
  cp "$WORK/broken/madoguchi" "$WORK/root/usr/bin/madoguchi"
  if within dpkg --configure -a >"$WORK/said" 2>&1; then fail "it was configured after a cut"; fi
  cmp "$WORK/root/usr/bin/madoguchi" "$PROGRAMS/madoguchi" || fail "after a cut the former program is not back"
  same "$(data)" "$before" "the data after a cut"
  # Configured again it is as broken; its data are the former version's, which serves.
  if within dpkg --configure -a >"$WORK/said" 2>&1; then fail "it was configured"; fi
  serve
  own madoguchi ticket show 11 --data-dir /var/lib/madoguchi/data >/dev/null || fail "the ticket is gone"
  stop
  build 2.0.1
  install_it 2.0.1
  same "$(within dpkg-query -W -f '${db:Status-Status}' madoguchi)" "installed" "dpkg's word"
  serve
  own madoguchi ticket show 11 --data-dir /var/lib/madoguchi/data >/dev/null || fail "the ticket is gone"
  stop
}

# The disk died: another PC is installed, its service has begun, and root restores what the stick has.
restored() {
  build 1.0.0
  install_it 1.0.0
  serve
  own madoguchi ticket add 11 --data-dir /var/lib/madoguchi/data
  within env MADOGUCHI_PASSPHRASE="a long passphrase" madoguchi backup /packages/clinic.backup --data-dir /var/lib/madoguchi/data
  if within env MADOGUCHI_PASSPHRASE="a long passphrase" madoguchi restore /packages/clinic.backup --lang en 2>"$WORK/said"; then fail "it was restored under a controller"; fi
  grep -qF 'systemctl stop madoguchi' "$WORK/said" || fail "$(cat "$WORK/said")"
  stop
  if within env MADOGUCHI_PASSPHRASE="a long passphrase" madoguchi restore /packages/clinic.backup --lang en 2>"$WORK/said"; then fail "used records were lost"; fi
  grep -qF 'holds records that were used' "$WORK/said" || fail "$(cat "$WORK/said")"
  rm -r "$WORK/root/var/lib/madoguchi/data"
  serve
  stop
  within env MADOGUCHI_PASSPHRASE="a long passphrase" madoguchi restore /packages/clinic.backup
  same "$(who /var/lib/madoguchi/data)" "madoguchi:madoguchi 700" "the data"
  same "$(within find /var/lib/madoguchi/data ! -user madoguchi)" "" "what is root's in the data"
  serve
  own madoguchi ticket show 11 --data-dir /var/lib/madoguchi/data >/dev/null || fail "the ticket is gone"
  stop
}

removal() {
  build 1.0.0
  install_it 1.0.0
  serve
  own madoguchi ticket add 11 --data-dir /var/lib/madoguchi/data
  stop
  within dpkg -r madoguchi
  own test -e /var/lib/madoguchi/data/store/db || fail "the data are gone"
  [ ! -e "$WORK/root/usr/bin/madoguchi" ] || fail "the program is still there"
  install_it 1.0.0 >"$WORK/said" 2>&1 || fail "the second installation: $(cat "$WORK/said")"
  grep -qF "The new version can go on with the data" "$WORK/said" || fail "what was left was not judged: $(cat "$WORK/said")"
  serve
  own madoguchi ticket show 11 --data-dir /var/lib/madoguchi/data >/dev/null || fail "the ticket is gone"
  stop
  within dpkg -P madoguchi 2>&1 | grep -F "were kept" || fail "it is not said that the data were kept"
  own test -e /var/lib/madoguchi/data/store/db || fail "the data are gone"
  install_it 1.0.0
  echo "madoguchi madoguchi/remove-data boolean true" | within debconf-set-selections
  within dpkg -P madoguchi
  [ ! -e "$WORK/root/var/lib/madoguchi" ] || fail "the data are still there"
}

# The agent as its unit starts it, with everything else read-only.
read_only() {
  build 1.0.0
  within dpkg -i "$(package madoguchi-agent 1.0.0)"
  sed -e 's/"auto"/"127.0.0.1:9"/' -e 's/"production"/"test"/' -e '/^\[device\]/,$d' "$WORK/root/usr/share/madoguchi-agent/agent.toml" >"$WORK/root/etc/madoguchi-agent/agent.toml"
  printf '[device]\nkind = "simulated"\nseed = 1\n' >>"$WORK/root/etc/madoguchi-agent/agent.toml"
  sed -i '/^serial/a virtual_port = "1-1"' "$WORK/root/etc/madoguchi-agent/agent.toml"
  mount --bind "$WORK/root/var/lib/madoguchi-agent" "$WORK/root/var/lib/madoguchi-agent"
  mount -o remount,bind,ro "$WORK/root"
  if within touch /etc/x 2>/dev/null; then fail "the root can be written to"; fi
  begin madoguchi-agent madoguchi-agent --config /etc/madoguchi-agent/agent.toml >"$WORK/agent.log" 2>&1
  # Its log is the first that it writes, and the last that it does before it waits to be paired.
  timeout 60 sh -c "until ls '$WORK/root/var/lib/madoguchi-agent/logs/'*; do kill -0 $serving || exit 1; sleep 0.1; done" >/dev/null 2>&1 ||
    fail "it kept no log: $(cat "$WORK/agent.log")"
  local status=0
  kill -TERM "$serving"
  wait "$serving" || status=$?
  serving=
  same "$status" 0 "the agent's end ($(cat "$WORK/agent.log"))"
  if grep -i "read-only" "$WORK/agent.log"; then fail "it wanted to write elsewhere"; fi
}

"$1"
echo "as it should be"
