//! Closes the data directory to other users. One that an administrator made or copied is open to them.
//!
//! On Windows a file has the rights of its folder, and the data directory lies in a place that other users cannot read.

use madoguchi_files::{Readers, replace};
use std::fs;
use std::io;
use std::path::Path;

/// Replaces a file of the data directory in one step. While that runs, a file lies beside it that `leftovers` recognises.
pub(crate) fn replace_file(path: &Path, content: &[u8]) -> io::Result<()> {
    let beside = path.with_extension(format!("new-{}", std::process::id()));
    replace(path, &beside, content, Readers::Owner)
}

/// Takes the rights of all others away.
pub(super) fn tighten(path: &Path) -> io::Result<()> {
    platform::tighten(path)
}

/// The parts of a data directory, beside the leftovers of an interrupted start.
const OURS: [&str; 11] = [
    "identity",
    super::LOGS_FOLDER,
    crate::store::FOLDER,
    crate::store::JOURNAL,
    crate::store::ASIDE,
    crate::store::HALF,
    crate::store::NEW,
    super::ADDRESS_FILE,
    super::CONSOLE_FILE,
    super::LAN_FILE,
    super::METRICS_TOKEN_FILE,
];

/// Closes the parts of a data directory to other users, and takes them over from another owner if that is allowed. What stays open is
/// logged and stops no start. A folder in which somebody also keeps other things is only logged.
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

#[cfg(unix)]
mod platform {
    use super::{Path, fs, io};
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};

    /// Closes a folder. One that must not be changed is only logged.
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

    /// Whether the file belongs to another user than the one who runs this; `false` if the system does not say.
    fn is_anothers(about: &fs::Metadata) -> bool {
        // The kernel's folder of this process belongs to the user of this process.
        fs::metadata("/proc/self").is_ok_and(|ours| ours.uid() != about.uid())
    }

    /// Takes a file or folder over from another owner. Only root may.
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
}

#[cfg(not(unix))]
mod platform {
    use super::{Path, io};

    pub(super) fn tighten(_path: &Path) -> io::Result<()> {
        Ok(())
    }

    /// The rights of a folder are set once, by the installation; what is wrong with them is logged, and a service refuses to start (RULES X5).
    #[cfg(windows)]
    pub(super) fn close(folder: &Path, _may_change: bool) {
        use crate::identity::rights::{self, Rights};
        match rights::look(folder) {
            Rights::Closed => {}
            Rights::Open(open) => {
                tracing::warn!(folder = %folder.display(), who = ?open.who, mend = ?open.mend, "others can use the data directory: close it to them");
            }
            Rights::Unknown(error) => {
                tracing::warn!(folder = %folder.display(), %error, "who can use the data directory cannot be read");
            }
        }
    }

    #[cfg(not(windows))]
    pub(super) fn close(_folder: &Path, _may_change: bool) {}
}
