//! Engines written in Python, which stand for any language. Needs `python3`; without it these tests are skipped,
//! unless `MADOGUCHI_TESTS=all`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use madoguchi_agent::process::{Limits, Settings, Via};

const PYTHON: &str = "python3";

/// Where the engines are.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engines")
}

/// An engine as a child process, with limits that only an engine that does nothing reaches; `None` without Python.
pub(crate) fn child(words: &[&str]) -> Option<Settings> {
    if !has_python() {
        return None;
    }
    let mut command = vec![PYTHON.to_owned(), "-B".to_owned()];
    command.extend(words.iter().map(|word| (*word).to_owned()));
    Some(Settings {
        via: Via::Command {
            command,
            folder: folder(),
        },
        limits: patient(),
        restart: None,
    })
}

/// Long enough for a busy machine.
pub(crate) fn patient() -> Limits {
    Limits {
        start: Duration::from_secs(60),
        answer: Duration::from_secs(60),
        // Longer than any test waits: who ends within the test ended by itself.
        stop: Duration::from_secs(600),
        ..Limits::default()
    }
}

pub(crate) fn has_python() -> bool {
    let version = Command::new(PYTHON)
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    let found = version.is_ok_and(|status| status.success());
    let all = std::env::var("MADOGUCHI_TESTS").is_ok_and(|tests| tests == "all");
    assert!(found || !all, "python3 is missing: apt-get install python3");
    found
}
