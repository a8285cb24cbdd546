//! Who else can read a file, which each system knows in its own way.

use std::path::Path;

/// Whether others than its owner can read or change it.
#[cfg(unix)]
pub(super) fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).is_ok_and(|metadata| metadata.mode() & 0o077 != 0)
}

/// On Windows the folder's own access list decides, which the installer sets.
#[cfg(not(unix))]
pub(super) fn is_open_to_others(_path: &Path) -> bool {
    false
}
