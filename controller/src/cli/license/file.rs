//! Reads documents from files or from stdin.

use crate::cli::client::Failure;
use crate::wire::MAX_DOCUMENT;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The file name for stdin.
const STDIN: &str = "-";

/// The longest line with a product key: a key in full-width letters, and some space.
const MAX_KEY_BYTES: u64 = 256;

pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// Reads a document up to its size limit: from a file, or from stdin for `-`.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let name = path.display().to_string();
    let unreadable = |error: std::io::Error| {
        let args = [("path", name.as_str()), ("detail", &error.to_string())];
        Failure::own("cli-file-unreadable", &args)
    };
    let source: Box<dyn Read> = match is_stdin(path) {
        true => Box::new(std::io::stdin().lock()),
        false => Box::new(File::open(path).map_err(unreadable)?),
    };
    let limit = u64::try_from(MAX_DOCUMENT).unwrap_or(u64::MAX);
    let mut document = Vec::new();
    source
        .take(limit + 1)
        .read_to_end(&mut document)
        .map_err(unreadable)?;
    if document.len() > MAX_DOCUMENT {
        let args = [("path", name.as_str()), ("limit", &limit.to_string())];
        return Err(Failure::own("cli-file-too-large", &args));
    }
    Ok(document)
}

/// Reads a product key from stdin, so that it is in no list of processes and in no shell's history.
pub(super) fn product_key() -> Result<zeroize::Zeroizing<String>, Failure> {
    let most = usize::try_from(MAX_KEY_BYTES).unwrap_or(usize::MAX);
    let mut key = zeroize::Zeroizing::new(String::with_capacity(most));
    std::io::stdin()
        .lock()
        .take(MAX_KEY_BYTES)
        .read_to_string(&mut key)
        .map_err(|error| Failure::own("cli-no-reply", &[("detail", &error.to_string())]))?;
    Ok(key)
}
