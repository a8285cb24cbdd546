//! A commit is one write to the journal and one sync of it: seen from outside, in its system calls.
//!
//! Needs `strace` (Debian: `apt-get install strace`) and Linux; skipped without it unless `MADOGUCHI_TESTS=all`.
#![cfg(target_os = "linux")]

use crate::support::records::*;
use madoguchi_controller::store::{Sled, Store};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// The folder that the traced process commits to.
const FOLDER: &str = "MADOGUCHI_TRACED_FOLDER";
const BEGINS: &str = "the commit begins";
const RETURNED: &str = "the commit returned";

/// How often the traced process commits.
const COMMITS: usize = 3;

#[test]
fn a_commit_is_one_write_and_one_sync() {
    if !has_strace() {
        let all = std::env::var("MADOGUCHI_TESTS").is_ok_and(|tests| tests == "all");
        assert!(!all, "strace is missing: apt-get install strace");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let trace = trace_commits(folder.path());
    let commits = between_marks(&trace);
    assert_eq!(commits.len(), COMMITS, "{trace}");
    for calls in commits {
        // What other threads do meanwhile, behind the journal and for the next segment, is not waited for.
        let [write, sync] = calls.as_slice() else {
            panic!("not one write and one sync: {calls:#?}");
        };
        assert!(
            write.contains("pwrite64(") && write.contains("/segment-"),
            "{write}"
        );
        assert!(
            sync.contains("fdatasync(") && sync.contains("/segment-"),
            "{sync}"
        );
        assert!(succeeded(sync), "{sync}");
    }
}

/// What the traced process does; as a test of its own it has no folder to work on.
#[test]
#[ignore = "run under strace by the test above"]
fn commits_between_marks() {
    let folder = std::env::var(FOLDER).expect("run by the test above");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut store = Sled::open(Path::new(&folder), readers()).unwrap();
        for revision in 0..=COMMITS as u64 {
            let batch = batch(revision, everything());
            if revision == 0 {
                // The first one of all lays down the journal's first segment.
                store.commit(&batch).await.unwrap();
                continue;
            }
            mark(BEGINS);
            store.commit(&batch).await.unwrap();
            mark(RETURNED);
        }
    });
}

/// One write call that the trace shows.
fn mark(text: &str) {
    std::io::stderr().write_all(text.as_bytes()).unwrap();
}

fn has_strace() -> bool {
    let version = Command::new("strace")
        .arg("-V")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    version.is_ok_and(|status| status.success())
}

/// Runs this test program under strace and returns the trace: descriptors with their paths, threads in the order
/// of their calls.
fn trace_commits(folder: &Path) -> String {
    let output = folder.join("trace");
    let status = Command::new("strace")
        .args([
            "-f",
            "-y",
            "-e",
            "trace=pwrite64,write,fdatasync,fsync,sync_file_range,openat,rename,ftruncate,fallocate",
        ])
        .arg("-o")
        .arg(&output)
        .arg(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "syscalls::commits_between_marks",
            "--ignored",
            "--nocapture",
        ])
        .env(FOLDER, folder.join("store"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    let trace = fs::read_to_string(&output).unwrap_or_default();
    assert!(status.success(), "{trace}");
    trace
}

/// The calls of each commit, of the thread that commits.
fn between_marks(trace: &str) -> Vec<Vec<String>> {
    let mut commits = Vec::new();
    let mut running: Option<Vec<String>> = None;
    let thread = |call: &str| call.split_whitespace().next().map(str::to_owned);
    let commits_on = trace.lines().find(|call| call.contains(BEGINS));
    let commits_on = commits_on.and_then(thread);
    for call in trace.lines().filter(|call| thread(call) == commits_on) {
        if call.contains(BEGINS) {
            running = Some(Vec::new());
        } else if call.contains(RETURNED) {
            commits.extend(running.take());
        } else if let Some(calls) = &mut running {
            // A call that another thread's came between is told in two lines; the first one may be the mark's.
            if !call.contains(" resumed>") {
                calls.push(call.to_owned());
            } else if let Some(begun) = calls.last_mut() {
                begun.push_str(call);
            }
        }
    }
    commits
}

fn succeeded(call: &str) -> bool {
    call.trim_end().ends_with("= 0")
}
