#![allow(clippy::unwrap_used)]

use super::writer::Writer;
use super::*;
use std::fs;
use std::io::Write as _;

fn place(folder: &Path) -> Place {
    Place {
        folder: folder.join("logs"),
        days: 3,
        day_bytes: 2_000,
        is_json: false,
    }
}

fn writer(place: &Place, today: fn() -> String) -> (Writer, Watch) {
    let watch = Watch(Arc::new(Shared {
        folder: place.folder.clone(),
        trouble: Mutex::default(),
        waiting_lost: Mutex::default(),
    }));
    (Writer::new(place.clone(), watch.clone()).on(today), watch)
}

fn monday() -> String {
    "2026-11-30".to_owned()
}

fn tuesday() -> String {
    "2026-12-01".to_owned()
}

fn text(place: &Place, day: &str) -> String {
    fs::read_to_string(place.folder.join(format!("{day}.log"))).unwrap()
}

#[test]
fn a_day_has_its_file_and_the_oldest_go() {
    let above = tempfile::tempdir().unwrap();
    let place = place(above.path());
    fs::create_dir(&place.folder).unwrap();
    for old in [
        "2026-11-01.log",
        "2026-11-28.log",
        "2026-11-29.log",
        "notes.txt",
    ] {
        fs::write(place.folder.join(old), "old\n").unwrap();
    }
    let (mut log, _) = writer(&place, monday);
    log.write_all(b"one\n").unwrap();
    log.write_all(b"two\n").unwrap();
    assert_eq!(text(&place, "2026-11-30"), "one\ntwo\n");
    assert_eq!(
        files(&place.folder).unwrap(),
        ["2026-11-28.log", "2026-11-29.log", "2026-11-30.log"]
    );
    let mut log = log.on(tuesday);
    log.write_all(b"three\n").unwrap();
    assert_eq!(text(&place, "2026-12-01"), "three\n");
    assert_eq!(files(&place.folder).unwrap().len(), 3);
    assert!(place.folder.join("notes.txt").exists(), "not ours");
}

#[test]
fn a_day_has_its_bound_and_says_what_is_missing() {
    let above = tempfile::tempdir().unwrap();
    let place = place(above.path());
    let line = [b'x'; 99]
        .iter()
        .copied()
        .chain([b'\n'])
        .collect::<Vec<_>>();
    let (mut log, _) = writer(&place, monday);
    for _ in 0..1_000 {
        log.write_all(&line).unwrap();
    }
    // Started again the same day, it goes on with the same bound.
    let (mut log, _) = writer(&place, monday);
    for _ in 0..1_000 {
        log.write_all(&line).unwrap();
    }
    let full = text(&place, "2026-11-30");
    assert!(full.len() <= 2_000, "{}", full.len());
    assert!(full.contains("further lines are left out"), "{full}");
    let mut log = log.on(tuesday);
    log.write_all(b"a new day\n").unwrap();
    assert_eq!(
        text(&place, "2026-12-01"),
        "(1000 lines before this one are missing)\na new day\n"
    );
}

#[test]
fn lines_before_the_folder_above_is_there_are_kept() {
    let above = tempfile::tempdir().unwrap();
    let place = place(&above.path().join("data"));
    let (mut log, watch) = writer(&place, monday);
    log.write_all(b"early\n").unwrap();
    assert!(!place.folder.exists());
    assert_eq!(watch.trouble(), None);
    fs::create_dir(above.path().join("data")).unwrap();
    log.write_all(b"later\n").unwrap();
    assert_eq!(text(&place, "2026-11-30"), "early\nlater\n");
}

#[test]
fn a_place_that_takes_nothing_is_known_and_stops_nobody() {
    let above = tempfile::tempdir().unwrap();
    let place = place(above.path());
    // A file where the folder should be: no user, not even root, can write below it.
    fs::write(&place.folder, "in the way").unwrap();
    let (mut log, watch) = writer(&place, monday);
    log.write_all(b"lost\n").unwrap();
    assert!(watch.trouble().is_some());
    log.write_all(b"lost, and not tried within the minute\n")
        .unwrap();
    fs::remove_file(&place.folder).unwrap();
    let (mut log, watch) = writer(&place, monday);
    log.write_all(b"there\n").unwrap();
    assert_eq!(watch.trouble(), None);
    assert_eq!(text(&place, "2026-11-30"), "there\n");
}

#[test]
fn what_waits_is_written_at_the_end() {
    let above = tempfile::tempdir().unwrap();
    let place = place(above.path());
    let (mut queue, watch, guard) = begin(place.clone());
    for n in 0..10 {
        writeln!(queue, "line {n}").unwrap();
    }
    drop(guard);
    assert_eq!(watch.trouble(), None);
    let lines = newest(&place.folder, 1, 10_000).unwrap();
    assert!(lines.text.ends_with("line 9\n"), "{lines:?}");
    assert_eq!(lines.text.lines().count(), 10);
}

#[cfg(unix)]
#[test]
fn the_owner_alone_reads_a_log() {
    let above = tempfile::tempdir().unwrap();
    let place = place(above.path());
    let (mut log, _) = writer(&place, monday);
    log.write_all(b"one\n").unwrap();
    assert!(!crate::is_open_to_others(&place.folder));
    assert!(!crate::is_open_to_others(
        &place.folder.join("2026-11-30.log")
    ));
}

#[test]
fn the_newest_lines_are_read_whole_and_within_the_bound() {
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("logs");
    assert_eq!(newest(&folder, 9, 100).unwrap(), Lines::default());
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("2026-11-29.log"), "a1\na2\n").unwrap();
    fs::write(folder.join("2026-11-30.log"), "b1\nb2\n").unwrap();
    fs::write(folder.join("other.txt"), "no line\n").unwrap();
    let read = |days, most| {
        let lines = newest(&folder, days, most).unwrap();
        (lines.text, lines.is_cut)
    };
    assert_eq!(read(9, 100), ("a1\na2\nb1\nb2\n".to_owned(), false));
    assert_eq!(read(1, 100), ("b1\nb2\n".to_owned(), false));
    assert_eq!(read(9, 9), ("a2\nb1\nb2\n".to_owned(), true));
    assert_eq!(read(9, 8), ("b1\nb2\n".to_owned(), true));
    assert_eq!(read(9, 6), ("b1\nb2\n".to_owned(), true));
    assert_eq!(read(9, 5), ("b2\n".to_owned(), true));
    assert_eq!(read(9, 0), (String::new(), true));
}
