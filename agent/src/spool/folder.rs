//! Making folders and renames durable, which each system does in its own way.

use std::io;
use std::path::Path;

/// Makes a folder and those above it, each durable before anything in it relies on it.
pub(super) fn create(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let above = folder
        .parent()
        .filter(|above| !above.as_os_str().is_empty());
    if let Some(above) = above {
        create(above)?;
    }
    match std::fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    sync(above.unwrap_or(Path::new(".")))
}

/// On Unix a new name is durable once its folder is synced.
#[cfg(unix)]
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

/// On Windows a folder cannot be synced; NTFS writes the rename to its journal before the synced file's data
/// is reached by that name.
#[cfg(not(unix))]
pub(super) fn sync(_folder: &Path) -> io::Result<()> {
    Ok(())
}
