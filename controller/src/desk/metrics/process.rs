//! What this process takes of the PC, where the system says so in files: on Linux.

use std::fs;

/// What the process takes; `None` where the system does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Process {
    pub resident_bytes: Option<u64>,
    pub open_files: Option<u64>,
}

impl Process {
    /// Looks at the process as it is now.
    pub(super) fn look() -> Self {
        Self {
            resident_bytes: resident_bytes(),
            open_files: open_files(),
        }
    }
}

/// `VmRSS` of `/proc/self/status`, which is in kB (proc(5)).
fn resident_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

/// The entries of `/proc/self/fd`, without the one by which they are read.
fn open_files() -> Option<u64> {
    let open = fs::read_dir("/proc/self/fd").ok()?.count();
    u64::try_from(open).ok()?.checked_sub(1)
}
