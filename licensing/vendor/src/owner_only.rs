//! What differs between Unix and Windows in keeping a file: who may read it, and when its name is safe.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;

/// Lets only the owner read and write what is created with `options`.
#[cfg(unix)]
pub fn restrict(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600);
}

/// On Windows a file takes the permissions of its folder; a user's own folders are the user's alone.
#[cfg(not(unix))]
pub fn restrict(_options: &mut OpenOptions) {}

/// Makes a new name in `folder` durable.
#[cfg(unix)]
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

/// Windows cannot sync a folder; its file systems keep names in a journal.
#[cfg(not(unix))]
pub fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes a folder that only its owner may look into.
#[cfg(unix)]
pub fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().mode(0o700).create(folder)
}

/// On Windows a folder takes the permissions of the one that it is in.
#[cfg(not(unix))]
pub fn make_folder(folder: &Path) -> io::Result<()> {
    std::fs::create_dir(folder)
}

/// Lets only its owner look into a folder that somebody else made.
#[cfg(unix)]
pub fn close_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
}

/// On Windows a folder keeps the permissions that it was given.
#[cfg(not(unix))]
pub fn close_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
