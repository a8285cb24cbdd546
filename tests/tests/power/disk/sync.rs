//! A sync or a write that fails: everybody who waits is told, the process says why and ends, and the next start reads
//! what is really there (RULES, "The store").

use madoguchi_tests::programs::{Answer, Clinic, Errno, FailingDisk, Terminal};
use std::thread;

/// Programs that add a ticket at the same time while the disk fails.
const CALLERS: usize = 4;

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
    disk.fail(call, errno);
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
fn a_failed_fdatasync_ends_the_controller_and_loses_nothing() {
    a_commit_fails("fdatasync", Errno::Io, "Input/output error");
}

#[test]
fn a_failed_sync_of_a_range_ends_the_controller_and_loses_nothing() {
    a_commit_fails("sync_file_range", Errno::Io, "Input/output error");
}

#[test]
fn a_write_that_fails_ends_the_controller_and_loses_nothing() {
    a_commit_fails("pwrite", Errno::Io, "Input/output error");
}

#[test]
fn a_write_that_finds_no_space_ends_the_controller_and_loses_nothing() {
    a_commit_fails("pwrite", Errno::NoSpace, "No space left on device");
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
    disk.fail("fsync", Errno::Io);
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
        said.contains("data/store") && said.contains("Check that the disk"),
        "{said}"
    );

    disk.heal();
    clinic.start();
    let told = clinic.json("ticket show 1");
    assert_eq!(told["ticket"]["state"], "waiting", "{told}");
}
