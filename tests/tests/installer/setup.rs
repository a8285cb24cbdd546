//! `madoguchi-setup.exe` under wine, on a PC of its own: silent, with its service, a reader and patients, over a former version, over one that
//! cannot go on, and gone again.
//!
//! Needs `MADOGUCHI_WINDOWS`, the folder that `controller/windows/build` filled, and Debian's wine64, gcc-mingw-w64-x86-64, nsis and osslsigncode.

use madoguchi_agent::simulated::plan;
use madoguchi_tests::programs::{SEED, have, windows};
use std::env;
use std::path::{Path, PathBuf};

/// Where the folder of the programs is named.
const PROGRAMS: &str = "MADOGUCHI_WINDOWS";
/// How many come in a story.
const PATIENTS: usize = 8;

#[allow(clippy::print_stderr)] // a test that is skipped must be seen
fn programs() -> Option<PathBuf> {
    let Some(programs) = env::var_os(PROGRAMS) else {
        eprintln!(
            "SKIPPED: this test needs {PROGRAMS}, the folder that controller/windows/build filled"
        );
        return None;
    };
    let there = have(
        "wine (Debian's wine64)",
        &["/usr/lib/wine/wine64", "--version"],
    ) && have(
        "mingw (gcc-mingw-w64-x86-64)",
        &["x86_64-w64-mingw32-gcc", "--version"],
    ) && have("Python", &["python3", "--version"])
        && have("Debian's nsis", &["makensis", "-VERSION"])
        && have("Debian's osslsigncode", &["osslsigncode", "--version"]);
    there.then(|| std::fs::canonicalize(programs).unwrap())
}

/// Numbers of simulated patients who come when they are called.
fn patients() -> String {
    let numbers = (1..).map(|number: usize| number.to_string());
    let come = numbers.filter(|number| plan(SEED, number).shows_up);
    come.take(PATIENTS).collect::<Vec<_>>().join(" ")
}

/// Runs one story of `setup.sh`, which says what it saw.
fn story(name: &str) {
    let Some(programs) = programs() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let told = windows::steady("bash")
        .arg(tests.join("tests/installer/setup.sh"))
        .arg(name)
        .env("ROOT", tests.parent().unwrap())
        .env("PROGRAMS", programs)
        .env("PATIENTS", patients())
        .env("WORK", folder.path())
        .env_remove("MADOGUCHI_DATA_DIR")
        .output()
        .unwrap();
    let (out, err) = (
        String::from_utf8_lossy(&told.stdout),
        String::from_utf8_lossy(&told.stderr),
    );
    assert!(
        told.status.success() && out.ends_with("as it should be\n"),
        "{out}\n{err}"
    );
}

#[test]
fn a_pc_is_installed_updated_kept_from_a_broken_version_and_cleared() {
    story("life");
}

#[test]
fn an_installer_is_signed_and_its_signature_is_verified() {
    story("signature");
}
