//! Who may use a folder beside whom it belongs to: one question, answered by each system in its own way (RULES X5).
//!
//! On Unix a folder is its owner's alone by its mode. On Windows it has a list of who may what (DACL); there SYSTEM, the administrators, the
//! service's own account and whoever runs this program are the owner's side, and everybody else is not. Windows lets everybody pass through
//! folders that he cannot read, so what lies in the folder of keys is looked at, too.

#[cfg(windows)]
pub(super) mod icacls;
#[cfg(any(windows, test))]
pub(super) mod sddl;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;
#[cfg(windows)]
pub use windows::{close, make_closed};

use super::files;
use std::fs;
use std::io;
use std::path::Path;

/// What a look at the rights of a folder showed.
#[derive(Debug)]
pub enum Rights {
    /// Its owner's side alone may use it.
    Closed,
    /// Somebody else may, too.
    Open(Open),
    /// The system does not say.
    Unknown(io::Error),
}

/// Somebody else may use a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Who, as the system names him: on Windows by his SID. Nobody yet, where the folder takes its rights from the one above it, which may let
    /// somebody in tomorrow.
    pub who: Vec<String>,
    /// The commands that close it, one after the other; for an administrator, on Unix for its owner or root.
    pub mend: Vec<String>,
}

/// Looks at a data directory, and at the keys in it. The first thing that is open is told; one that does not exist yet is closed.
#[must_use]
pub fn look(data_dir: &Path) -> Rights {
    let keys = files::folder(data_dir);
    let mut rights = of(data_dir, true);
    if matches!(rights, Rights::Closed) {
        rights = of(&keys, false);
    }
    let inside = fs::read_dir(&keys).into_iter().flatten().flatten();
    for entry in inside.take(MOST_KEYS) {
        if !matches!(rights, Rights::Closed) {
            break;
        }
        rights = of(&entry.path(), false);
    }
    rights
}

/// Looks at one file, which may hold a secret; one that does not exist is closed.
#[must_use]
pub fn of_file(path: &Path) -> Rights {
    of(path, false)
}

/// Looks at who may change a file that everybody may read; one that does not exist is closed.
#[must_use]
pub fn of_writers(path: &Path) -> Rights {
    judged(system::of_writers(path))
}

/// Makes a data directory that is not there yet. On Unix whoever makes it gives it the mode of its owner's alone.
#[cfg(not(windows))]
pub const fn make_closed(_data_dir: &Path) {}

/// The files of a folder of keys are fewer than twenty; what somebody else has put there is no reason to look for ever.
const MOST_KEYS: usize = 100;

/// Looks at one folder or file; `top` is the data directory itself.
fn of(path: &Path, top: bool) -> Rights {
    judged(system::of(path, top))
}

fn judged(looked: io::Result<Option<Open>>) -> Rights {
    match looked {
        Ok(None) => Rights::Closed,
        Ok(Some(open)) => Rights::Open(open),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Rights::Closed,
        Err(error) => Rights::Unknown(error),
    }
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_folder_that_others_may_use_is_told_with_the_command_that_closes_it() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("データ 1");
        assert!(matches!(look(&data), Rights::Closed), "not there yet");
        fs::create_dir_all(files::folder(&data)).unwrap();
        let key = files::folder(&data).join("authority.key");
        fs::write(&key, "").unwrap();
        for closed in [&data, &files::folder(&data)] {
            mode(closed, 0o700);
        }
        mode(&key, 0o600);
        assert!(matches!(look(&data), Rights::Closed));
        for (path, open, shut) in [
            (&data, 0o755, 0o700),
            (&files::folder(&data), 0o710, 0o700),
            (&key, 0o640, 0o600),
        ] {
            mode(path, open);
            let Rights::Open(told) = look(&data) else {
                panic!("{path:?}")
            };
            let command = format!("chmod go= \"{}\"", path.display());
            assert_eq!(told.mend, [command]);
            mode(path, shut);
        }
        assert!(matches!(look(&data), Rights::Closed));
    }
}
