//! A sync or a write that fails: everybody who waits is told, the process says why and ends, and the next start reads
//! what is really there (RULES, "The store"). Behind the journal a failure comes after the answer, and costs nothing that was answered.

use madoguchi_tests::programs::{
    Answer, Clinic, Errno, FailingDisk, PATIENCE, Reception, Terminal,
};
use std::ffi::OsString;
use std::fs;
use std::thread;

/// Programs that add a ticket at the same time while the disk fails.
const CALLERS: usize = 4;
/// More tickets than a controller takes on a database that gave up: it is told within a second or two.
const MANY: usize = 200;
/// More tickets than two segments have room for: to add and to cancel one takes two sectors of 512 bytes at least.
const MORE_THAN_TWO_SEGMENTS: usize = 2_048;

/// Segments that have their name.
const SEGMENT: &str = "/journal/segment-";
/// One that is being laid down.
const NEW_SEGMENT: &str = "/journal/segment.new";
const NEW_IMAGE: &str = "/journal/image.new";
const DATABASE: &str = "/store/db";

const ERRNOS: [Errno; 2] = [Errno::Io, Errno::NoSpace];

fn failing(clinic: &mut Clinic) -> FailingDisk {
    let disk = FailingDisk::build(clinic.path());
    for (variable, value) in disk.environment() {
        clinic.set(variable, value);
    }
    disk
}

fn a_commit_fails(call: &str, errno: Errno, says: &str) {
    if !FailingDisk::possible() {
        return;
    }
    let mut clinic = Clinic::new();
    let disk = failing(&mut clinic);
    clinic.start();
    for number in 1..=3 {
        let _ = clinic.ask(&format!("ticket add {number}")).done();
    }
    disk.fail_once(call, SEGMENT, errno);
    let asking = (0..CALLERS).map(|n| clinic.asking(&format!("ticket add 1{n}")));
    let callers: Vec<_> = asking
        .map(|mut asking| thread::spawn(move || Answer::of(&mut asking)))
        .collect();
    let told = callers
        .into_iter()
        .map(|caller| caller.join().unwrap().refused());
    let told: Vec<String> = told.collect();
    // Who came after the end finds no controller; nobody is told that it was done.
    let failed = told
        .iter()
        .filter(|text| text.contains("could not be saved"))
        .count();
    assert!(failed > 0, "{told:#?}");
    assert_eq!(clinic.controller().ended().code(), Some(1));
    let said = clinic.controller().written().join("\n");
    assert!(said.contains(says), "{said}");
    assert!(
        said.contains("a commit failed; the controller ends"),
        "{said}"
    );
    assert!(said.contains("Start it again"), "{said}");

    disk.heal();
    clinic.start();
    for number in 1..=3 {
        let told = clinic.json(&format!("ticket show {number}"));
        assert_eq!(told["ticket"]["state"], "waiting", "{told}");
    }
    let _ = clinic.ask("ticket add 4").done();
    let list = clinic.json("ticket list");
    let many = list["tickets"].as_array().unwrap().len();
    assert!((4..=4 + CALLERS).contains(&many), "{list}");
}

#[test]
fn a_failed_sync_of_the_journal_ends_the_controller_and_loses_nothing() {
    a_commit_fails("fdatasync", Errno::Io, "Input/output error");
}

#[test]
fn a_sync_of_the_journal_that_finds_no_space_ends_the_controller_and_loses_nothing() {
    a_commit_fails("fdatasync", Errno::NoSpace, "No space left on device");
}

#[test]
fn a_failed_write_of_the_journal_ends_the_controller_and_loses_nothing() {
    a_commit_fails("pwrite", Errno::Io, "Input/output error");
}

#[test]
fn a_write_of_the_journal_that_finds_no_space_ends_the_controller_and_loses_nothing() {
    a_commit_fails("pwrite", Errno::NoSpace, "No space left on device");
}

/// Adds tickets until one is refused, and gives the numbers of those that were taken.
fn taken_until_refused(clinic: &Clinic) -> Vec<usize> {
    let is_taken = |number: &usize| {
        let answer = clinic.ask(&format!("ticket add {number}"));
        answer.code == Some(0)
    };
    let taken: Vec<_> = (1..MANY).take_while(is_taken).collect();
    assert!(taken.len() < MANY - 1, "nothing was refused");
    taken
}

fn ends_with_words(clinic: &mut Clinic) -> String {
    assert_eq!(clinic.controller().ended().code(), Some(1));
    let said = clinic.controller().written().join("\n");
    assert!(said.contains("Start it again"), "{said}");
    said
}

fn has_them(clinic: &Clinic, numbers: &[usize]) {
    for number in numbers {
        let told = clinic.json(&format!("ticket show {number}"));
        assert_eq!(told["ticket"]["state"], "waiting", "{told}");
    }
}

/// The database is behind: whoever was answered was told the truth, and the controller ends at a later commit.
fn the_database_fails(call: &str) {
    if !FailingDisk::possible() {
        return;
    }
    for errno in ERRNOS {
        let mut clinic = Clinic::new();
        let disk = failing(&mut clinic);
        clinic.start();
        disk.fail_once(call, DATABASE, errno);
        let taken = taken_until_refused(&clinic);
        assert!(disk.has_failed());
        let said = ends_with_words(&mut clinic);
        assert!(
            said.contains("the database took something no more"),
            "{said}"
        );
        clinic.start();
        has_them(&clinic, &taken);
    }
}

#[test]
fn a_failed_write_of_the_database_ends_the_controller_later_and_loses_nothing() {
    the_database_fails("pwrite");
}

#[test]
fn a_failed_sync_of_a_range_of_the_database_ends_the_controller_later_and_loses_nothing() {
    the_database_fails("sync_file_range");
}

#[test]
fn a_failed_sync_of_the_database_ends_the_controller_later_and_loses_nothing() {
    the_database_fails("fdatasync");
}

#[test]
fn an_image_that_cannot_be_made_at_a_stop_is_told_and_costs_nothing() {
    if !FailingDisk::possible() {
        return;
    }
    for (call, errno) in ["write", "pwrite", "fsync"]
        .into_iter()
        .flat_map(|call| ERRNOS.map(|errno| (call, errno)))
    {
        let mut clinic = Clinic::new();
        let disk = failing(&mut clinic);
        clinic.start();
        let _ = clinic.ask("ticket add 1").done();
        disk.fail_once(call, NEW_IMAGE, errno);
        clinic.controller().ask_to_stop();
        assert_eq!(clinic.controller().ended().code(), Some(0));
        assert!(disk.has_failed(), "{call}");
        let said = clinic.controller().written().join("\n");
        assert!(
            said.contains("no image of the data could be made"),
            "{said}"
        );
        clinic.start();
        has_them(&clinic, &[1]);
    }
}

#[test]
fn a_first_segment_that_cannot_be_laid_down_ends_the_controller_and_the_next_start_begins() {
    if !FailingDisk::possible() {
        return;
    }
    for (call, errno) in ["write", "fsync"]
        .into_iter()
        .flat_map(|call| ERRNOS.map(|errno| (call, errno)))
    {
        let mut clinic = Clinic::new();
        let disk = failing(&mut clinic);
        disk.fail_once(call, NEW_SEGMENT, errno);
        clinic.start_hastily_with(&[]);
        let is_ready = |line: &str| line.contains("the controller is ready").then_some(());
        let came = clinic.controller().line_or_end_within(PATIENCE, is_ready);
        if came.expect("it hangs").is_some() {
            assert!(taken_until_refused(&clinic).is_empty());
        }
        assert!(disk.has_failed(), "{call}");
        let said = ends_with_words(&mut clinic);
        assert!(
            said.contains("Input/output error") || said.contains("No space left"),
            "{said}"
        );
        clinic.start();
        let _ = clinic.ask("ticket add 1").done();
    }
}

/// The next segment is laid down ahead, once the one before has a frame: what fails there is tried again once it is needed, and nobody notices.
#[test]
fn a_next_segment_that_cannot_be_laid_down_at_once_is_laid_down_later() {
    if !FailingDisk::possible() {
        return;
    }
    for (call, errno) in [("write", Errno::NoSpace), ("fsync", Errno::Io)] {
        let mut clinic = Clinic::new();
        let disk = failing(&mut clinic);
        clinic.start();
        let _ = clinic.ask("ticket add first").done();
        disk.fail_once(call, NEW_SEGMENT, errno);
        let first = newest_segment(&clinic);
        let added = patients_come_until(&clinic, || newest_segment(&clinic) != first);
        assert!(disk.has_failed(), "{call}");
        clinic.kill();
        clinic.start();
        let list = clinic.json("ticket list --all");
        assert_eq!(list["tickets"].as_array().unwrap().len(), added + 1);
    }
}

/// The name of the newest segment.
fn newest_segment(clinic: &Clinic) -> Option<OsString> {
    let files = fs::read_dir(clinic.data_dir().join("journal")).unwrap();
    let names = files.map(|file| file.unwrap().file_name());
    let segments = names.filter(|name| name.to_string_lossy().starts_with("segment-"));
    segments.max()
}

/// Adds and cancels tickets, and gives how many.
fn patients_come_until(clinic: &Clinic, enough: impl Fn() -> bool) -> usize {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().unwrap();
    let mut reception = Reception::new(clinic.data_dir());
    runtime.block_on(async {
        let mut many = 0;
        while !enough() {
            many += 1;
            assert!(many <= MORE_THAN_TWO_SEGMENTS, "the segment is never full");
            let number = many.to_string();
            let request = |kind: u8| {
                [&[kind; 8][..], &many.to_be_bytes()]
                    .concat()
                    .try_into()
                    .unwrap()
            };
            reception.add(request(1), &number).await.unwrap();
            reception.cancel(request(2), &number).await.unwrap();
        }
        many
    })
}

/// Whether people are told that the database was made anew.
fn is_told_of(clinic: &Clinic) -> bool {
    let alarms = clinic.json("status")["alarms"].to_string();
    alarms.contains("database-made-anew")
}

#[test]
fn an_area_under_the_database_that_cannot_be_read_costs_nothing_and_one_start_tells_it() {
    if !FailingDisk::possible() {
        return;
    }
    let mut clinic = Clinic::new();
    let disk = failing(&mut clinic);
    clinic.start();
    let _ = clinic.ask("ticket add 1").done();
    assert!(clinic.stop().success());
    disk.fail_once("pread", DATABASE, Errno::Io);
    clinic.start();
    assert!(disk.has_failed());
    has_them(&clinic, &[1]);
    assert!(is_told_of(&clinic));
    assert!(clinic.data_dir().join("store.aside/db").exists());
    assert!(clinic.stop().success());
    clinic.start();
    has_them(&clinic, &[1]);
    assert!(!is_told_of(&clinic));
}

#[test]
fn a_disk_that_is_full_while_the_database_is_made_anew_without_what_went_stops_no_start() {
    if !FailingDisk::possible() {
        return;
    }
    let mut clinic = Clinic::new();
    let disk = failing(&mut clinic);
    clinic.start();
    let _ = clinic.ask("ticket add 1").done();
    assert!(clinic.stop().success());
    // As at the end of retention.
    let due = clinic.data_dir().join("journal/anew");
    fs::write(&due, "").unwrap();
    disk.fail("pwrite", "/store.half/db", Errno::NoSpace);
    clinic.start();
    has_them(&clinic, &[1]);
    assert!(due.exists() && !is_told_of(&clinic));
    let said = clinic.controller().written().join("\n");
    assert!(said.contains("could not be written anew"), "{said}");
    disk.heal();
    assert!(clinic.stop().success());
    clinic.start();
    has_them(&clinic, &[1]);
    assert!(!due.exists());
}

#[test]
fn a_disk_that_syncs_nothing_stops_the_start_and_the_next_one_finds_everything() {
    if !FailingDisk::possible() {
        return;
    }
    let mut clinic = Clinic::new();
    let disk = failing(&mut clinic);
    clinic.start();
    let _ = clinic.ask("ticket add 1").done();
    clinic.kill();
    disk.fail("fsync", "/data/journal", Errno::Io);
    let free = ("127.0.0.1:7443", "127.0.0.1:0");
    let file = clinic.example(
        "controller.toml",
        &[
            free,
            ("127.0.0.1:7445", "127.0.0.1:0"),
            ("127.0.0.1:7480", "127.0.0.1:0"),
        ],
    );
    let mut start = clinic.serve(&file);
    assert_eq!(start.ended().code(), Some(1));
    let said = start.written().join("\n");
    assert!(said.contains("system error 5"), "{said}");
    assert!(
        said.contains("data/journal") && said.contains("Check that the disk"),
        "{said}"
    );

    disk.heal();
    clinic.start();
    let told = clinic.json("ticket show 1");
    assert_eq!(told["ticket"]["state"], "waiting", "{told}");
}
