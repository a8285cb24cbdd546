//! What a start that was cut short left beside its files: each is written under another name first, with the process in it.

use super::files;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

/// What the names of such files begin with.
const STEMS: [&str; 4] = ["desk", "environment", "identity", "server"];
/// What stands before the process.
const MARK: &str = "new-";

/// Removes them. Only for whoever holds the store's lock: another start may be writing such a file.
pub(crate) fn clear_leftovers(data_dir: &Path) {
    for folder in [data_dir.to_owned(), files::folder(data_dir)] {
        let Ok(entries) = fs::read_dir(folder) else {
            continue;
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            if !is_leftover(&path) {
                continue;
            }
            // It was never in use; one that stays does no harm, and is tried again at the next start.
            let removed = match path.is_dir() {
                true => fs::remove_dir_all(&path),
                false => fs::remove_file(&path),
            };
            if let Err(error) = removed {
                tracing::warn!(path = %path.display(), %error, "what a start that was cut short left could not be removed");
            }
        }
    }
}

/// Whether a name is one of those.
pub(super) fn is_leftover(path: &Path) -> bool {
    let text = |part: Option<&OsStr>| part.and_then(OsStr::to_str).map(str::to_owned);
    let (Some(stem), Some(extension)) = (text(path.file_stem()), text(path.extension())) else {
        return false;
    };
    let process = extension.strip_prefix(MARK);
    let digits = |process: &str| process.bytes().all(|digit| digit.is_ascii_digit());
    STEMS.contains(&&*stem) && process.is_some_and(digits)
}
