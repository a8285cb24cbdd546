//! The ids of a Linux PC's parts, from files that any user may read, and a few that only root may.

use super::Parts;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The longest id in bytes; a serial number has some twenty.
const PART_BYTES: u64 = 256;
/// The longest list of mounts that is read in bytes; a PC has some dozens of 100 bytes.
const MOUNTS_BYTES: u64 = 256 * 1024;
/// The most file systems whose names are searched; a PC has a handful.
const FILE_SYSTEMS: usize = 256;

pub(super) fn parts_of_this_pc() -> Parts {
    parts_under(Path::new("/"))
}

pub(super) fn name_of_this_pc() -> Option<String> {
    said(Path::new("/proc/sys/kernel/hostname"))
}

/// The kernel's version, and the id that it makes at each start.
pub(super) fn run_of_this_pc() -> (Option<String>, Option<String>) {
    let version = said(Path::new("/proc/sys/kernel/osrelease"));
    let version = version.map(|version| format!("Linux {version}"));
    (version, said(Path::new("/proc/sys/kernel/random/boot_id")))
}

/// The parts of a PC whose files are under `root`.
fn parts_under(root: &Path) -> Parts {
    Parts {
        machine_id: machine_id(root),
        board: board(root),
        disk: disk(root),
    }
}

/// The id that systemd made at installation. D-Bus has a copy on systems without systemd.
fn machine_id(root: &Path) -> Option<String> {
    let places = ["etc/machine-id", "var/lib/dbus/machine-id"];
    let said = places.into_iter().find_map(|place| said(&root.join(place)));
    // A disk image that was never started says "uninitialized".
    said.filter(|id| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// What the firmware says of the board. Root can read its serial number, other users only its name; a controller always runs as the same
/// user.
fn board(root: &Path) -> Option<String> {
    let folder = root.join("sys/class/dmi/id");
    let names = [
        "board_vendor",
        "board_name",
        "board_serial",
        "product_name",
        "product_uuid",
    ];
    let told: Vec<_> = names
        .into_iter()
        .filter_map(|name| said(&folder.join(name)))
        .collect();
    match told.is_empty() {
        false => Some(told.join("\0")),
        // A board without PC firmware.
        true => said(&root.join("sys/firmware/devicetree/base/serial-number")),
    }
}

/// The disk with `/`: its serial number, else the name of its file system.
fn disk(root: &Path) -> Option<String> {
    let mounts = text(&root.join("proc/self/mountinfo"), MOUNTS_BYTES)?;
    let source = mounts.lines().find_map(source_of_root)?;
    let device = fs::canonicalize(root.join(source.strip_prefix('/')?)).ok()?;
    let name = device.file_name()?.to_str()?.to_owned();
    serial(root, &name).or_else(|| file_system(root, &device))
}

/// The device of the mount at `/`, as in `36 35 98:0 / / rw,noatime shared:1 - ext4 /dev/nvme0n1p2 rw`.
fn source_of_root(mount: &str) -> Option<&str> {
    let (place, system) = mount.split_once(" - ")?;
    let is_root = place.split(' ').nth(4) == Some("/");
    let source = system.split(' ').nth(1)?;
    (is_root && source.starts_with("/dev/")).then_some(source)
}

/// The serial number of a disk, or of the disk that a partition belongs to.
fn serial(root: &Path, name: &str) -> Option<String> {
    let device = fs::canonicalize(root.join("sys/class/block").join(name)).ok()?;
    let disk = device.parent().map(PathBuf::from);
    let places = std::iter::once(device).chain(disk);
    places
        .flat_map(|place| ["device/serial", "serial", "device/wwid", "wwid"].map(|f| place.join(f)))
        .find_map(|file| said(&file))
}

fn file_system(root: &Path, device: &Path) -> Option<String> {
    let names = fs::read_dir(root.join("dev/disk/by-uuid")).ok()?;
    let names = names.take(FILE_SYSTEMS).flatten();
    let mut ours =
        names.filter(|entry| fs::canonicalize(entry.path()).is_ok_and(|to| to == *device));
    ours.next()?.file_name().into_string().ok()
}

/// One line of a file; `None` if the file is absent, unreadable or empty.
fn said(path: &Path) -> Option<String> {
    let text = text(path, PART_BYTES)?;
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    (!text.is_empty()).then(|| text.to_owned())
}

/// The text of a file, at most `most` bytes.
fn text(path: &Path, most: u64) -> Option<String> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;
    use tempfile::TempDir;

    struct Pc(TempDir);

    impl Pc {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        fn with(self, path: &str, content: &str) -> Self {
            let path = self.0.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
            self
        }

        fn link(self, from: &str, to: &str) -> Self {
            let path = self.0.path().join(from);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            symlink(to, path).unwrap();
            self
        }

        fn parts(&self) -> Parts {
            parts_under(self.0.path())
        }
    }

    const MOUNTS: &str = "22 1 0:5 / /proc rw - proc proc rw\n\
        36 1 259:2 / / rw,noatime shared:1 - ext4 /dev/nvme0n1p2 rw\n";

    #[test]
    fn a_pc_with_one_disk_is_told_by_all_three_parts() {
        let pc = Pc::new()
            .with("etc/machine-id", "0123456789abcdef0123456789abcdef\n")
            .with("sys/class/dmi/id/board_vendor", "Example\n")
            .with("sys/class/dmi/id/board_name", "B1\n")
            .with("proc/self/mountinfo", MOUNTS)
            .with("dev/nvme0n1p2", "")
            .with("sys/devices/nvme0/nvme0n1/serial", "S123 \n")
            .with("sys/devices/nvme0/nvme0n1/nvme0n1p2/partition", "2\n")
            .link(
                "sys/class/block/nvme0n1p2",
                "../../devices/nvme0/nvme0n1/nvme0n1p2",
            );
        let parts = pc.parts();
        assert_eq!(
            parts.machine_id.unwrap(),
            "0123456789abcdef0123456789abcdef"
        );
        assert_eq!(parts.board.unwrap(), "Example\0B1");
        assert_eq!(parts.disk.unwrap(), "S123");
    }

    #[test]
    fn a_disk_without_a_serial_number_is_told_by_its_file_system() {
        let pc = Pc::new()
            .with("proc/self/mountinfo", MOUNTS)
            .with("dev/nvme0n1p2", "")
            .with("dev/sdb1", "")
            .link("dev/disk/by-uuid/aaaa-1111", "../../sdb1")
            .link("dev/disk/by-uuid/bbbb-2222", "../../nvme0n1p2");
        assert_eq!(pc.parts().disk.unwrap(), "bbbb-2222");
    }

    #[test]
    fn what_is_not_there_is_left_out() {
        let pc = Pc::new().with("etc/machine-id", "uninitialized\n").with(
            "proc/self/mountinfo",
            "36 1 0:9 / / rw - overlay overlay rw\n",
        );
        let parts = pc.parts();
        assert!(parts == Parts::default());
    }

    #[test]
    fn a_file_without_end_is_read_no_further_than_a_part_is_long() {
        let long = "x".repeat(10_000);
        let pc = Pc::new().with("sys/class/dmi/id/board_name", &long);
        assert_eq!(pc.parts().board.unwrap().len() as u64, PART_BYTES);
    }
}
