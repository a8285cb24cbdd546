//! What must not be torn, seen from outside in its system calls: the new file is flushed before it is renamed, and its folder after that.
//!
//! Needs `strace` (Debian: `apt-get install strace`) and Linux; skipped without it unless `MADOGUCHI_TESTS=all`.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use madoguchi_files::{Readers, create_folder_with, move_to, replace, write_new};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// The folder in which the traced process works.
const FOLDER: &str = "MADOGUCHI_TRACED_FOLDER";

/// What the traced process does; as a test of its own it has no folder to work in.
#[test]
#[ignore = "run under strace by the test below"]
fn each_way_once() {
    let folder = PathBuf::from(env::var_os(FOLDER).unwrap());
    let at = |name: &str| folder.join(name);
    fs::write(at("key"), "old").unwrap();
    replace(&at("key"), &at("key.new"), b"new", Readers::Owner).unwrap();
    let files: [(&str, &[u8]); 2] = [("a", b"1"), ("b", b"2")];
    create_folder_with(&at("keys"), &at("keys.new"), &files, Readers::Owner).unwrap();
    write_new(&at("backup.new"), b"long", Readers::Owner).unwrap();
    move_to(&at("backup.new"), &at("backup")).unwrap();
}

#[test]
fn what_must_not_be_torn_is_flushed_then_renamed_and_then_its_folder_is_flushed() {
    if !has_strace() {
        let all = env::var("MADOGUCHI_TESTS").is_ok_and(|tests| tests == "all");
        assert!(!all, "strace is missing: apt-get install strace");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let calls = traced(folder.path());
    for (new, name, flushed) in [
        ("key.new", "key", &["key.new"][..]),
        (
            "keys.new",
            "keys",
            &["keys.new/a", "keys.new/b", "keys.new"],
        ),
        ("backup.new", "backup", &["backup.new"]),
    ] {
        let renamed = |call: &String| {
            call.contains("rename")
                && call.contains(&format!("/{new}\""))
                && call.contains(&format!("/{name}\""))
        };
        let at = calls.iter().position(renamed);
        let at = at.unwrap_or_else(|| panic!("{name} was not renamed: {calls:#?}"));
        for path in flushed {
            let path = folder.path().join(path);
            let before = calls[..at].iter().any(|call| flushes(call, &path));
            assert!(before, "{path:?} was not flushed before: {calls:#?}");
        }
        // Before anything else is renamed.
        let rest = &calls[at + 1..];
        let next = rest.iter().position(|call| call.contains("rename"));
        let after = &rest[..next.unwrap_or(rest.len())];
        let after = after.iter().any(|call| flushes(call, folder.path()));
        assert!(after, "the folder was not flushed after {name}: {calls:#?}");
    }
}

fn flushes(call: &str, path: &Path) -> bool {
    let named = format!("<{}>)", path.display());
    call.contains("fsync(") && call.contains(&named) && call.trim_end().ends_with("= 0")
}

fn has_strace() -> bool {
    let version = Command::new("strace")
        .arg("-V")
        .stdout(Stdio::null())
        .status();
    version.is_ok_and(|status| status.success())
}

/// The calls that flush and rename, in their order, with the paths of descriptors.
fn traced(folder: &Path) -> Vec<String> {
    let output = folder.with_extension("trace");
    let status = Command::new("strace")
        .args([
            "-f",
            "-y",
            "-s",
            "400",
            "-e",
            "trace=fsync,rename,renameat,renameat2",
            "-o",
        ])
        .arg(&output)
        .arg(env::current_exe().unwrap())
        .args(["--exact", "each_way_once", "--ignored", "--test-threads=1"])
        .env(FOLDER, folder)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    let trace = fs::read_to_string(&output).unwrap();
    fs::remove_file(&output).unwrap();
    assert!(status.success(), "{trace}");
    trace.lines().map(str::to_owned).collect()
}
