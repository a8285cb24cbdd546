//! An append, seen from outside in its system calls: one write and one sync.
//!
//! Needs `strace` (Debian: `apt-get install strace`) and Linux; skipped without it unless `MADOGUCHI_TESTS=all`.

#![cfg(target_os = "linux")]

use madoguchi_journal::{Journal, OpenError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// The folder in which the traced process works.
const FOLDER: &str = "MADOGUCHI_TRACED_FOLDER";

/// Four payloads for one segment; one that needs a larger one than that which was laid down ahead.
const LENGTHS: [usize; 5] = [5_000, 5_000, 5_000, 600_000, 1_200_000];

/// What the traced process does; as a test of its own it has no folder to work in.
#[test]
#[ignore = "run under strace by the test below"]
fn five_appends() {
    let folder = PathBuf::from(env::var_os(FOLDER).unwrap());
    let mut journal = Journal::open(&folder, &mut |_, _| Ok::<_, OpenError>(())).unwrap();
    for (number, length) in (1..).zip(LENGTHS) {
        journal.append(number, &vec![7; length]).unwrap();
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
    let traced = traced(&folder, &place.path().join("trace"));
    let named = |call: &str| call.split('(').next().unwrap().to_owned();
    let names = |calls: &[String]| {
        let mut names: Vec<_> = calls.iter().map(|call| named(call)).collect();
        // A segment is laid down piece by piece, an append is never.
        names.dedup_by(|piece, before| piece == before && piece == "write");
        names
    };
    let durable = ["write", "fsync", "rename", "fsync"];
    let append = ["pwrite64", "fdatasync"];
    let first = [&append[..], &append, &append, &append].concat();
    // At once as large as it must be.
    let second = [&durable[..], &append].concat();
    // The folder when it is opened again, then its newest frame.
    let opened = ["fsync", "pwrite64", "fdatasync"];
    let expected = [&durable[..], &first, &second, &opened].concat();
    let (calls, ahead): (BTreeMap<_, _>, BTreeMap<_, _>) = traced
        .into_iter()
        .partition(|(_, calls)| calls.iter().any(|call| named(call) == "pwrite64"));
    assert_eq!(calls.len(), 1, "{calls:#?}");
    let calls = calls.into_values().next().unwrap();
    let calls = calls.as_slice();
    let own = names(calls);
    let from = own.iter().position(|name| name == "write").unwrap();
    assert_eq!(own[from..], expected, "{calls:#?}");
    // Each in a thread of its own: nobody waits for it.
    assert_eq!(ahead.len(), 2, "{ahead:#?}");
    assert!(
        ahead.values().all(|calls| names(calls) == durable),
        "{ahead:#?}"
    );
    let in_place = calls.iter().filter(|call| named(call) == "pwrite64");
    let segments = in_place.map(|call| call.contains("/segment-00000000000000000002>"));
    let second = [false, false, false, false, true, true];
    assert_eq!(segments.collect::<Vec<_>>(), second, "{calls:#?}");
    for pair in calls
        .windows(2)
        .filter(|pair| named(&pair[0]) == "pwrite64")
    {
        let file = |call: &str| call.split(['<', '>']).nth(1).map(str::to_owned);
        assert_eq!(file(&pair[0]), file(&pair[1]));
    }
}

fn has_strace() -> bool {
    let version = Command::new("strace")
        .arg("-V")
        .stdout(Stdio::null())
        .status();
    version.is_ok_and(|status| status.success())
}

/// The calls about the folder that write, rename and sync, of each thread in their order, from the name of the call on.
fn traced(folder: &Path, output: &Path) -> BTreeMap<String, Vec<String>> {
    let calls = "trace=write,pwrite64,fsync,fdatasync,ftruncate,rename,renameat,renameat2";
    let status = Command::new("strace")
        .args(["-f", "-y", "-s", "8", "-e", calls, "-o"])
        .arg(output)
        .arg(env::current_exe().unwrap())
        .args([
            "--exact",
            "calls::five_appends",
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
    let mut calls = BTreeMap::<_, Vec<_>>::new();
    for (thread, call) in about.filter_map(|line| line.split_once(' ')) {
        let call = call.trim_start().to_owned();
        calls.entry(thread.to_owned()).or_default().push(call);
    }
    calls
}
