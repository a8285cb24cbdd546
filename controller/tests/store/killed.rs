//! What a commit acknowledged is there after the process was killed, and meanwhile nobody else gets in.

use crate::support::records::*;
use madoguchi_controller::store::{LoadError, Sled, Store};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// The folder that the other process commits to.
const FOLDER: &str = "MADOGUCHI_KILLED_FOLDER";
const ACKNOWLEDGED: &str = "acknowledged ";
/// Commits before the kill.
const ENOUGH: u64 = 50;

#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let mut other = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "killed::commits_until_killed",
            "--ignored",
            "--nocapture",
        ])
        .env(FOLDER, folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let said = BufReader::new(other.stdout.take().unwrap()).lines();
    let newest = said
        .map_while(Result::ok)
        .filter_map(|line| line.strip_prefix(ACKNOWLEDGED)?.parse().ok())
        .find(|revision: &u64| *revision >= ENOUGH)
        .expect("the other process ended by itself");

    let refused = Sled::open(folder.path(), grants()).err().unwrap();
    assert!(matches!(refused, LoadError::InUse { .. }), "{refused}");

    other.kill().unwrap();
    other.wait().unwrap();
    let mut store = Sled::open(folder.path(), grants()).unwrap();
    let loaded = store.load().await.unwrap();
    assert!(
        loaded.revision.0 >= newest,
        "{} < {newest}",
        loaded.revision
    );
    let kept = loaded.records.tickets.len();
    assert_eq!(u64::try_from(kept).unwrap(), loaded.revision.0);
}

/// What the other process does; as a test of its own it has no folder to work on.
#[tokio::test]
#[ignore = "run in a process of its own by the test above"]
async fn commits_until_killed() {
    let folder = std::env::var(FOLDER).expect("run by the test above");
    let mut store = Sled::open(Path::new(&folder), grants()).unwrap();
    let mut out = std::io::stdout();
    for revision in 0.. {
        let one_more = vec![ticket_change(eventful(revision))];
        let now = store.commit(&batch(revision, one_more)).await.unwrap();
        // Nobody reads any longer: the parent is gone, so this goes too.
        if writeln!(out, "\n{ACKNOWLEDGED}{now}").is_err() {
            return;
        }
    }
}
