//! Which sentences were said in a run of tests, noted for the gate: a sentence that no test shows is one that nobody has read.
//!
//! Programs and tests that are built with debug assertions append to the file that `MADOGUCHI_SHOWN` names: the key of each sentence, once a
//! process, and `KEY lacks an argument` where a value was missing.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write as _;
use std::sync::{Mutex, OnceLock, PoisonError};

/// The file, and what this process has noted there.
struct Noted {
    file: File,
    lines: BTreeSet<String>,
}

/// Notes that a sentence was said, whole or not.
pub(crate) fn note(key: &str, whole: bool) {
    static NOTED: OnceLock<Option<Mutex<Noted>>> = OnceLock::new();
    if !cfg!(debug_assertions) {
        return;
    }
    let Some(noted) = NOTED.get_or_init(|| open().map(Mutex::new)) else {
        return;
    };
    let mut noted = noted.lock().unwrap_or_else(PoisonError::into_inner);
    let lacks = if whole { "" } else { " lacks an argument" };
    let line = format!("{key}{lacks}\n");
    if noted.lines.insert(line.clone()) {
        // In one write, which keeps the lines of several processes whole. A lost line is a sentence that the gate misses.
        let _ = noted.file.write_all(line.as_bytes());
    }
}

fn open() -> Option<Noted> {
    let path = std::env::var_os("MADOGUCHI_SHOWN")?;
    let file = File::options().create(true).append(true).open(path).ok()?;
    Some(Noted {
        file,
        lines: BTreeSet::new(),
    })
}
