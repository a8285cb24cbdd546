//! Files and folders that only their owner may read, brought to the disk before anything relies on them.
//!
//! On Unix by mode (0700, 0600). On Windows a file has the rights of its folder, and the data directory lies
//! in a place that other users cannot read; setting an access list comes with the Windows installation.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Creates a folder, and those above it, for the owner alone; one that exists is left as it is. Each is durable
/// before anything in it relies on it.
pub(crate) fn create_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let above = path.parent().filter(|above| !above.as_os_str().is_empty());
    if let Some(above) = above {
        create_folder(above)?;
    }
    let mut builder = fs::DirBuilder::new();
    platform::folder_mode(&mut builder);
    match builder.create(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    sync_folder(above.unwrap_or(Path::new(".")))
}

/// Writes a file that must not exist yet, and brings it to the disk.
pub(crate) fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = create_file(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Creates a file that must not exist yet.
pub(crate) fn create_file(path: &Path) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    platform::file_mode(&mut options);
    options.open(path)
}

/// Replaces a file in one step: readers see the old or the new content, never a part.
pub(crate) fn replace_file(path: &Path, content: &[u8]) -> io::Result<()> {
    let beside = path.with_extension(format!("new-{}", std::process::id()));
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    write_new(&beside, content)?;
    fs::rename(&beside, path)?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Takes away what others may do.
pub(super) fn tighten(path: &Path) -> io::Result<()> {
    platform::tighten(path)
}

/// What lies in a data directory, beside what a start that was cut short left.
const OURS: [&str; 3] = ["identity", crate::store::FOLDER, super::ADDRESS_FILE];

/// Takes away what others may do in a data directory, and takes it over from another owner where we may; whatever stays
/// open is said, and stops no start. A folder that somebody also keeps other things in is only spoken of.
pub(super) fn close_data_dir(data_dir: &Path) {
    let is_ours = |entry: fs::DirEntry| {
        let name = entry.file_name();
        OURS.iter().any(|ours| name == *ours) || super::leftovers::is_leftover(&entry.path())
    };
    let only_ours = fs::read_dir(data_dir)
        .and_then(|entries| entries.map(|entry| entry.map(is_ours)).collect())
        .is_ok_and(|all: Vec<bool>| all.into_iter().all(|ours| ours));
    platform::close(data_dir, only_ours);
}

/// Brings a folder's entries to the disk.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    platform::sync_folder(path)
}

#[cfg(unix)]
mod platform {
    use super::{OpenOptions, Path, fs, io};
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, chown};

    pub(super) fn folder_mode(builder: &mut fs::DirBuilder) {
        builder.mode(0o700);
    }

    pub(super) fn file_mode(options: &mut OpenOptions) {
        options.mode(0o600);
    }

    /// A folder that is not to be changed is only spoken of.
    pub(super) fn close(folder: &Path, may_change: bool) {
        let closed = match may_change {
            true => tighten(folder),
            false => Err(io::Error::other("other things are kept in it")),
        };
        let Ok(about) = fs::metadata(folder) else {
            return;
        };
        let why = closed.err().map(tracing::field::display);
        if is_anothers(&about) {
            tracing::warn!(folder = %folder.display(), why, "the data directory belongs to another user, who can change everything in it: give it to the user who starts madoguchi (chown -R)");
        }
        if about.mode() & 0o077 != 0 {
            tracing::warn!(folder = %folder.display(), why, "others can look into the data directory: close it to them (chmod 700)");
        }
    }

    /// Whether it belongs to another user than the one who runs this; `false` where the system does not say.
    fn is_anothers(about: &fs::Metadata) -> bool {
        // The kernel's own folder of this process belongs to its user.
        fs::metadata("/proc/self").is_ok_and(|ours| ours.uid() != about.uid())
    }

    /// Takes a file or folder over from another owner; only root may.
    fn take_over(path: &Path) -> io::Result<()> {
        let ours = fs::metadata("/proc/self")?;
        chown(path, Some(ours.uid()), Some(ours.gid()))?;
        tracing::warn!(path = %path.display(), "this belonged to another user; now it is the one's who runs madoguchi");
        Ok(())
    }

    pub(super) fn tighten(path: &Path) -> io::Result<()> {
        let about = fs::metadata(path)?;
        if is_anothers(&about) {
            take_over(path)?;
        }
        let mode = about.permissions().mode();
        if mode & 0o077 == 0 {
            return Ok(());
        }
        tracing::warn!(path = %path.display(), "others could read this; now the owner alone can");
        fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o700))
    }

    pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
        fs::File::open(path)?.sync_all()
    }
}

#[cfg(not(unix))]
mod platform {
    use super::{OpenOptions, Path, fs, io};

    pub(super) fn folder_mode(_builder: &mut fs::DirBuilder) {}

    pub(super) fn file_mode(_options: &mut OpenOptions) {}

    pub(super) fn tighten(_path: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn close(_folder: &Path, _may_change: bool) {}

    /// NTFS journals its folders; there is no handle to sync.
    pub(super) fn sync_folder(_path: &Path) -> io::Result<()> {
        Ok(())
    }
}
