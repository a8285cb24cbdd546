//! An append, seen from outside in its system calls: one write and one sync.
//!
//! Needs `strace` (Debian: `apt-get install strace`) and Linux; skipped without it unless `MADOGUCHI_TESTS=all`.

#![cfg(target_os = "linux")]

use madoguchi_journal::{Journal, OpenError};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// The folder in which the traced process works.
const FOLDER: &str = "MADOGUCHI_TRACED_FOLDER";

/// What the traced process does; as a test of its own it has no folder to work in.
#[test]
#[ignore = "run under strace by the test below"]
fn three_appends() {
    let folder = PathBuf::from(env::var_os(FOLDER).unwrap());
    let mut journal = Journal::open(&folder, &mut |_, _| Ok::<_, OpenError>(())).unwrap();
    for number in 1..=3 {
        journal.append(number, &[7; 5_000]).unwrap();
    }
    drop(journal);
    // Killed before its sync, for all that whoever opens it next can know.
    Journal::open(&folder, &mut |_, _| Ok::<_, OpenError>(())).unwrap();
}

#[test]
fn an_append_is_one_write_and_one_sync_into_a_segment_that_was_durable_before() {
    if !has_strace() {
        let all = env::var("MADOGUCHI_TESTS").is_ok_and(|tests| tests == "all");
        assert!(!all, "strace is missing: apt-get install strace");
        return;
    }
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("journal");
    let calls = traced(&folder, &place.path().join("trace"));
    let named = |call: &str| call.split('(').next().unwrap().to_owned();
    let names: Vec<_> = calls.iter().map(|call| named(call)).collect();
    let durable = ["write", "fsync", "rename", "fsync"];
    let append = ["pwrite64", "fdatasync"];
    // The folder when it is opened again, then its newest frame.
    let opened = ["fsync", "pwrite64", "fdatasync"];
    let expected = [&durable[..], &append, &append, &append, &opened].concat();
    let from = names.iter().position(|name| name == "write").unwrap();
    assert_eq!(names[from..], expected, "{calls:#?}");
    let path = folder.join("segment-00000000000000000001");
    for call in calls[from + 4..]
        .iter()
        .filter(|call| call.contains("data"))
    {
        assert!(call.contains(&format!("<{}>", path.display())), "{call}");
    }
}

fn has_strace() -> bool {
    let version = Command::new("strace")
        .arg("-V")
        .stdout(Stdio::null())
        .status();
    version.is_ok_and(|status| status.success())
}

/// The calls about the folder that write, rename and sync, in their order, from the name of the call on.
fn traced(folder: &Path, output: &Path) -> Vec<String> {
    let calls = "trace=write,pwrite64,fsync,fdatasync,ftruncate,rename,renameat,renameat2";
    let status = Command::new("strace")
        .args(["-f", "-y", "-s", "8", "-e", calls, "-o"])
        .arg(output)
        .arg(env::current_exe().unwrap())
        .args([
            "--exact",
            "calls::three_appends",
            "--ignored",
            "--test-threads=1",
        ])
        .env(FOLDER, folder)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    let trace = fs::read_to_string(output).unwrap();
    assert!(status.success(), "{trace}");
    let folder = folder.display().to_string();
    let about = trace.lines().filter(|line| line.contains(&folder));
    about
        .map(|line| line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' '))
        .map(str::to_owned)
        .collect()
}
