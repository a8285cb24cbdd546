//! Reads the state of the data directory from the system. Nothing is written, and no lock is taken.

use super::{files, said};
use crate::engine::MIN_FREE_BYTES;
use crate::identity;
use crate::identity::rights::Rights;
use madoguchi_doctor::facts::{DataDir, DataState, OpenReception};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The paths that nobody but the owner may touch, in the order in which they are shown.
const PRIVATE: [&str; 6] = [
    "",
    "identity",
    "identity/authority.key",
    "identity/server.key",
    "identity/installation.key",
    "identity/desk.token",
];
/// The mark of the environment, as `identity` writes it.
const ENVIRONMENT: &str = "identity/environment";
/// The most characters of the mark that are shown.
const MAX_MARK_CHARS: usize = 32;

pub(super) fn read(path: PathBuf) -> DataDir {
    let state = state(&path);
    let used = state != DataState::NotYet;
    let reception = match identity::reception::look(&path) {
        Some(Rights::Open(open)) => Some(OpenReception {
            folder: identity::reception::folder(&path),
            who: open.who,
            mend: open.mend,
        }),
        _ => None,
    };
    let mark = files::text(path.join(ENVIRONMENT)).ok();
    let open = if used { open(&path) } else { Vec::new() };
    DataDir {
        open,
        other_owner: used && platform::is_anothers(&path),
        foreign: platform::foreign(&path),
        reception,
        free_bytes: free_bytes(&path),
        needed_bytes: MIN_FREE_BYTES,
        environment: mark.map(|mark| {
            let mark = identity::as_written(&mark);
            mark.chars().take(MAX_MARK_CHARS).collect()
        }),
        state,
        path,
    }
}

fn state(path: &Path) -> DataState {
    match fs::metadata(path.join("identity")) {
        Ok(_) => match fs::read_dir(path.join("identity")) {
            Ok(_) => DataState::Used,
            Err(error) => DataState::Unreadable(said::of_system(&error)),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => DataState::NotYet,
        Err(error) => DataState::Unreadable(said::of_system(&error)),
    }
}

fn open(path: &Path) -> Vec<(PathBuf, String)> {
    let places = PRIVATE.iter().map(|name| match name.is_empty() {
        true => path.to_owned(),
        false => path.join(name),
    });
    places
        .filter_map(|place| Some((place.clone(), platform::others(&place)?)))
        .collect()
}

/// The free space of the disk that the directory is on, or would be on.
fn free_bytes(path: &Path) -> Option<u64> {
    let path = std::path::absolute(path).ok()?;
    let mut places = path.ancestors();
    places.find_map(|place| fs4::available_space(place).ok())
}

/// Most files of another owner that are named.
#[cfg(unix)]
const MAX_FOREIGN: usize = 6;

#[cfg(unix)]
mod platform {
    use super::{MAX_FOREIGN, Path, PathBuf, fs};
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    /// The rights of others as a mode; `None` if they have none.
    pub(super) fn others(path: &Path) -> Option<String> {
        let mode = fs::metadata(path).ok()?.permissions().mode();
        (mode & 0o077 != 0).then(|| format!("{:04o}", mode & 0o7777))
    }

    /// The files in the directory that belong to another user than it does.
    pub(super) fn foreign(path: &Path) -> Vec<PathBuf> {
        let Ok(owner) = fs::metadata(path).map(|folder| folder.uid()) else {
            return Vec::new();
        };
        let folders = ["", "identity", "store"].map(|name| path.join(name));
        let files = folders
            .iter()
            .filter_map(|folder| fs::read_dir(folder).ok());
        let files = files.flatten().flatten().map(|entry| entry.path());
        let is_foreign = |file: &PathBuf| {
            let theirs = fs::symlink_metadata(file).map(|file| file.uid());
            theirs.is_ok_and(|theirs| theirs != owner)
        };
        files.filter(is_foreign).take(MAX_FOREIGN).collect()
    }

    /// Whether the directory belongs to another user. Root may look after everybody's.
    pub(super) fn is_anothers(path: &Path) -> bool {
        // The kernel's folder of this process belongs to the user of this process.
        let ours = fs::metadata("/proc/self").map(|ours| ours.uid());
        let theirs = fs::metadata(path).map(|theirs| theirs.uid());
        matches!((ours, theirs), (Ok(ours), Ok(theirs)) if ours != 0 && ours != theirs)
    }
}

#[cfg(windows)]
mod platform {
    use super::{Path, PathBuf};

    /// Rights go by lists there, not by the owner.
    pub(super) fn foreign(_path: &Path) -> Vec<PathBuf> {
        Vec::new()
    }

    /// The names of others with rights; `None` if there are none.
    pub(super) fn others(path: &Path) -> Option<String> {
        super::super::windows::others(path)
    }

    /// Always `false`: a service runs as another user than the person who asks, so the owner says nothing.
    pub(super) fn is_anothers(_path: &Path) -> bool {
        false
    }
}

#[cfg(not(any(unix, windows)))]
mod platform {
    use super::{Path, PathBuf};

    pub(super) fn foreign(_path: &Path) -> Vec<PathBuf> {
        Vec::new()
    }

    pub(super) fn others(_path: &Path) -> Option<String> {
        None
    }

    pub(super) fn is_anothers(_path: &Path) -> bool {
        false
    }
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_directory_that_is_not_there_yet_still_has_a_disk() {
        let folder = tempfile::tempdir().unwrap();
        let data = read(folder.path().join("not/yet"));
        assert_eq!(data.state, DataState::NotYet);
        assert_eq!(data.open, []);
        assert!(data.free_bytes.unwrap() > 0);
        assert!(!folder.path().join("not").exists());
    }

    #[test]
    fn a_key_that_others_can_read_is_found_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
        let _ = crate::identity::Identity::open_or_create(folder.path()).unwrap();
        assert_eq!(read(folder.path().to_owned()).open, []);
        let key = folder.path().join("identity/server.key");
        fs::set_permissions(&key, fs::Permissions::from_mode(0o640)).unwrap();
        let data = read(folder.path().to_owned());
        assert_eq!(data.state, DataState::Used);
        assert_eq!(data.open, [(key.clone(), "0640".to_owned())]);
        let mode = fs::metadata(&key).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }
}
