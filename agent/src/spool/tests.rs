//! Tests of the spool: restarts and damage.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::logged::Logged;
use madoguchi_proto::v1::OutcomeKind;

fn kept(name: u8) -> Kept {
    Kept {
        session_id: SessionId([name; 16]),
        assignment: Some(Assignment {
            ticket_id: u64::from(name),
            attempt: 1,
        }),
        outcome: Outcome {
            kind: OutcomeKind::VerifiedFace.into(),
            duration_ms: 9_000,
            ..Outcome::default()
        },
        ended_wall_ms: 1_800_000_000_000,
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "lock")
        .collect()
}

#[test]
fn outcomes_come_back_in_their_order_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (mut spool, _) = Spool::open(folder.path()).unwrap();
    for name in [9, 3, 7] {
        spool.store(&kept(name)).unwrap();
    }
    drop(spool);
    let (mut spool, found) = Spool::open(folder.path()).unwrap();
    assert_eq!(found, [kept(9), kept(3), kept(7)]);
    spool.forget(SessionId([3; 16])).unwrap();
    spool.store(&kept(1)).unwrap();
    drop(spool);
    let (_, found) = Spool::open(folder.path()).unwrap();
    assert_eq!(found, [kept(9), kept(7), kept(1)]);
}

#[test]
fn an_outcome_is_kept_once_and_forgotten_once() {
    let folder = tempfile::tempdir().unwrap();
    let (mut spool, _) = Spool::open(folder.path()).unwrap();
    spool.store(&kept(1)).unwrap();
    spool.store(&kept(1)).unwrap();
    assert_eq!(names(folder.path()).len(), 1);
    spool.forget(SessionId([1; 16])).unwrap();
    spool.forget(SessionId([1; 16])).unwrap();
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_torn_or_corrupt_file_is_set_aside_and_the_others_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let (mut spool, _) = Spool::open(folder.path()).unwrap();
    for name in 1..=4 {
        spool.store(&kept(name)).unwrap();
    }
    let paths: Vec<_> = spool.kept.iter().map(|(_, path)| path.clone()).collect();
    let whole = fs::read(&paths[0]).unwrap();
    fs::write(&paths[0], &whole[..whole.len() - 3]).unwrap();
    let mut flipped = fs::read(&paths[1]).unwrap();
    flipped[20] ^= 1;
    fs::write(&paths[1], flipped).unwrap();
    fs::write(&paths[2], b"").unwrap();
    drop(spool);
    let log = Logged::listen();
    let (_, found) = Spool::open(folder.path()).unwrap();
    assert_eq!(found, [kept(4)]);
    log.expect(&[
        "is damaged and was set aside",
        "its checksum is wrong",
        "not an outcome file of this version",
    ]);
    let aside = names(folder.path())
        .iter()
        .filter(|name| name.ends_with(".corrupt"))
        .count();
    assert_eq!(aside, 3);
}

#[test]
fn a_file_that_cannot_be_read_or_moved_stops_no_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str, extension| folder.path().join(name).with_extension(extension);
    fs::create_dir(path("1-a", EXTENSION)).unwrap();
    // What stands at the name that it would get cannot be replaced.
    fs::create_dir_all(path("2-b", CORRUPT).join("x")).unwrap();
    let body = [0; 8];
    let sum = crc32fast::hash(&body).to_le_bytes();
    fs::write(path("2-b", EXTENSION), [&MAGIC[..], &sum, &body].concat()).unwrap();
    let log = Logged::listen();
    let (_, found) = Spool::open(folder.path()).unwrap();
    assert!(found.is_empty());
    log.expect(&[
        "it cannot be read",
        "its content makes no sense",
        "the damaged file could not be renamed",
    ]);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, b"").unwrap();
    let error = Spool::open(&file.join("spool")).unwrap_err().to_string();
    assert!(error.contains("cannot use the spool folder"), "{error}");
}

// Windows takes no folder away in which a file is open.
#[cfg(unix)]
#[test]
fn a_write_that_fails_keeps_nothing_and_can_be_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spool");
    let (mut spool, _) = Spool::open(&path).unwrap();
    fs::remove_dir_all(&path).unwrap();
    assert!(matches!(spool.store(&kept(1)), Err(Error::Write { .. })));
    fs::create_dir(&path).unwrap();
    spool.store(&kept(1)).unwrap();
    assert_eq!(names(&path).len(), 1);
}

#[test]
fn every_cut_of_a_file_is_noticed() {
    let whole = encode(&kept(5));
    assert_eq!(decode(&whole).unwrap(), kept(5));
    for length in 0..whole.len() {
        assert!(decode(&whole[..length]).is_err(), "cut at {length}");
    }
}

#[test]
fn an_interrupted_write_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("00000000000000000001-ab.tmp"), b"MGS1").unwrap();
    let (_, found) = Spool::open(folder.path()).unwrap();
    assert!(found.is_empty());
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_second_agent_on_the_same_folder_is_refused_and_the_first_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (mut first, _) = Spool::open(folder.path()).unwrap();
    let refused = Spool::open(folder.path()).unwrap_err();
    assert!(matches!(refused, Error::InUse { .. }), "{refused}");
    assert!(
        refused.to_string().contains("a folder of its own"),
        "{refused}"
    );
    first.store(&kept(1)).unwrap();
    drop(first);
    let (_, found) = Spool::open(folder.path()).unwrap();
    assert_eq!(found, [kept(1)]);
}

#[test]
fn of_more_outcomes_than_an_agent_keeps_the_oldest_are_read_and_none_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let put = |number: usize| {
        let mut one = kept(1);
        one.session_id.0[..8].copy_from_slice(&number.to_be_bytes());
        let name = format!("{number:020}-{}.{EXTENSION}", one.session_id);
        fs::write(folder.path().join(name), encode(&one)).unwrap();
        one
    };
    let all: Vec<_> = (1..=CAPACITY + 2).map(put).collect();
    let log = Logged::listen();
    let (mut spool, found) = Spool::open(folder.path()).unwrap();
    log.expect(&["holds more outcomes than an agent keeps"]);
    assert_eq!(found, all[..CAPACITY]);
    spool.store(&kept(9)).unwrap();
    for one in &found {
        spool.forget(one.session_id).unwrap();
    }
    drop(spool);
    let (_, found) = Spool::open(folder.path()).unwrap();
    let left = [&all[CAPACITY..], &[kept(9)]].concat();
    assert_eq!(found, left);
}
