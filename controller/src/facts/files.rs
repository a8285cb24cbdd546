//! Reads small files of the system, up to a sensible length.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The longest file: a table of routes, or a list of mounts.
const MAX_BYTES: u64 = 1024 * 1024;

pub(super) fn text(path: impl AsRef<Path>) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The text of a file of one line; `None` if it does not exist or is empty.
#[cfg(target_os = "linux")]
pub(super) fn line(path: impl AsRef<Path>) -> Option<String> {
    let text = text(path).ok()?;
    let line = text.trim();
    (!line.is_empty()).then(|| line.to_owned())
}
