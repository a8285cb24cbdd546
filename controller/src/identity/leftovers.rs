//! Removes the files that an interrupted start left beside the real ones. Each file is first written under another name, which has the
//! number of the process in it.

use super::files;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

/// The beginnings of such names.
const STEMS: [&str; 6] = [
    "console",
    "desk",
    "environment",
    "identity",
    "lan",
    "server",
];
/// The mark before the number of the process.
const MARK: &str = "new-";

/// Removes them. Only for the holder of the store's lock: another start may be writing such a file.
pub(crate) fn clear_leftovers(data_dir: &Path) {
    for folder in [data_dir.to_owned(), files::folder(data_dir)] {
        let Ok(entries) = fs::read_dir(folder) else {
            continue;
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            if !is_leftover(&path) {
                continue;
            }
            // The file was never in use. One that stays does no harm, and the next start tries again.
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

/// Whether a name is one of a leftover.
pub(super) fn is_leftover(path: &Path) -> bool {
    let text = |part: Option<&OsStr>| part.and_then(OsStr::to_str).map(str::to_owned);
    let (Some(stem), Some(extension)) = (text(path.file_stem()), text(path.extension())) else {
        return false;
    };
    let process = extension.strip_prefix(MARK);
    let digits = |process: &str| process.bytes().all(|digit| digit.is_ascii_digit());
    STEMS.contains(&&*stem) && process.is_some_and(digits)
}
