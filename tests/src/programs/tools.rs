//! What some tests want from the system, and what becomes of them without it.

use std::process::{Command, Stdio};

/// Whether every test has to run: `MADOGUCHI_TESTS=all`.
fn all_tests() -> bool {
    std::env::var("MADOGUCHI_TESTS").is_ok_and(|tests| tests == "all")
}

/// Whether sweeps over places, bits and moments are long, as before a release: `MADOGUCHI_SWEEPS=long`. They take minutes.
#[must_use]
pub fn long_sweeps() -> bool {
    std::env::var("MADOGUCHI_SWEEPS").is_ok_and(|sweeps| sweeps == "long")
}

/// Whether what a test wants is there: `probe` is a command that succeeds then. Without it the test is skipped with
/// a word on stderr, and fails where every test has to run.
#[must_use]
#[allow(clippy::print_stderr)] // a test that is skipped must be seen
pub fn have(what: &str, probe: &[&str]) -> bool {
    let status = probe.split_first().map(|(program, arguments)| {
        Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
    });
    let there = status.is_some_and(|status| status.is_ok_and(|status| status.success()));
    if !there {
        assert!(!all_tests(), "this test needs {what}");
        eprintln!("SKIPPED: this test needs {what}");
    }
    there
}
