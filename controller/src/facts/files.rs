//! Small files of the system, read no further than they can sensibly be long.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Longest file: a table of routes, or a list of mounts.
const MAX_BYTES: u64 = 1024 * 1024;

/// The text of a file.
pub(super) fn text(path: impl AsRef<Path>) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A file of one line; `None` where there is none, or nothing in it.
#[cfg(target_os = "linux")]
pub(super) fn line(path: impl AsRef<Path>) -> Option<String> {
    let text = text(path).ok()?;
    let line = text.trim();
    (!line.is_empty()).then(|| line.to_owned())
}
