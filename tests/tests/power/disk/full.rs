//! A small file system that fills up (RULES, "The store"): below 64 MiB nothing new is taken and what runs finishes;
//! without a byte left the controller says so and ends; with room again everything is there.

use madoguchi_tests::programs::{Clinic, SmallDisk, Terminal};
use serde_json::Value;

/// Room for a controller, a database that is made anew, and the 64 MiB that it wants to be left.
const DISK_MIB: usize = 128;
/// What is taken of that, so that less than 64 MiB are left.
const TAKEN_MIB: usize = 90;
/// Every patient comes and takes half a second.
const PATIENTS: [(&str, &str); 1] = [("speed = 20", "speed = 100\nno_show_rate = 0.0")];

fn on_a_small_disk() -> (Clinic, SmallDisk) {
    let mut clinic = Clinic::new();
    let disk = SmallDisk::mount(&clinic.data_dir(), DISK_MIB);
    clinic.start_through(disk.way_in());
    clinic.start();
    clinic.enroll(1);
    clinic.start_agent_with(1, &PATIENTS);
    (clinic, disk)
}

/// The words of a start without room, in the language of whoever runs this.
fn says_no_room(line: &str) -> bool {
    line.contains("no room left on the disk") || line.contains("ディスクに空きがない")
}

fn add(clinic: &Clinic, numbers: std::ops::RangeInclusive<usize>) {
    for number in numbers {
        let _ = clinic.ask(&format!("ticket add {number}")).done();
    }
}

/// Every one of so many tickets was served, and each counted once.
fn all_are_served(clinic: &Clinic, many: usize) {
    let mut watch = clinic.watch();
    watch.until(|look| look["closed_today"] == many);
    let tickets = clinic.json("ticket list --all");
    let tickets = tickets["tickets"].as_array().unwrap();
    assert_eq!(tickets.len(), many, "{tickets:#?}");
    assert!(
        tickets.iter().all(|ticket| ticket["state"] == "done"),
        "{tickets:#?}"
    );
    let units = clinic.json("unit list");
    assert_eq!(units["units"][0]["sessions_today"], many, "{units}");
}

#[test]
fn below_64_mib_nothing_new_is_taken_and_what_runs_finishes() {
    if !SmallDisk::possible() {
        return;
    }
    let (clinic, disk) = on_a_small_disk();
    add(&clinic, 1..=3);
    disk.take(TAKEN_MIB);
    // The free space is asked for once a second, so a few more may come in.
    let mut many = 3;
    let refused = loop {
        let answer = clinic.ask(&format!("ticket add {}", many + 1));
        if answer.code != Some(0) {
            break answer.refused();
        }
        many += 1;
    };
    assert!(refused.contains("MiB of disk space left"), "{refused}");
    let refused = clinic.ask("ticket add 999 --lang ja").refused();
    assert!(refused.contains("空き容量"), "{refused}");
    all_are_served(&clinic, many);

    disk.make_room();
    let again = |clinic: &Clinic| clinic.ask(&format!("ticket add {}", many + 1)).code;
    while again(&clinic) != Some(0) {}
    all_are_served(&clinic, many + 1);
}

#[test]
fn without_a_byte_left_the_controller_says_so_and_with_room_everything_is_there() {
    if !SmallDisk::possible() {
        return;
    }
    let (mut clinic, disk) = on_a_small_disk();
    let mut watch = clinic.watch();
    add(&clinic, 1..=8);
    watch.until(|look| look["units"][0]["activity"] == "verifying");
    disk.fill_up();
    // Each of the eight needs several commits, and none fits any more.
    assert_eq!(clinic.controller().ended().code(), Some(1));
    let said = clinic.controller().written().join("\n");
    assert!(said.contains("No space left on device"), "{said}");
    assert!(said.contains("Start it again"), "{said}");

    // A start finds no room either: it says so, or does without.
    let file = clinic.example(
        "controller.toml",
        &[
            ("127.0.0.1:7443", "127.0.0.1:0"),
            ("127.0.0.1:7445", "127.0.0.1:0"),
            ("127.0.0.1:7480", "127.0.0.1:0"),
        ],
    );
    let mut full = clinic.serve(&file);
    let ready = full.line(|line| {
        let failed = says_no_room(line).then_some(false);
        line.contains("the controller is ready")
            .then_some(true)
            .or(failed)
    });
    if ready {
        full.kill();
    } else {
        assert_eq!(full.ended().code(), Some(1), "{}", disk.listing());
    }

    disk.make_room();
    clinic.start();
    all_are_served(&clinic, 8);
    let _: Value = clinic.json("status");
}

/// A morning on which the disk is full already: the starts say so, as often as somebody tries, and none of them leaves anything
/// behind that stops the one that has room.
#[test]
fn however_often_a_start_finds_no_room_the_one_that_has_room_has_everything() {
    if !SmallDisk::possible() {
        return;
    }
    for byte_left in [0, 1, 5_000] {
        let mut clinic = Clinic::new();
        let disk = SmallDisk::mount(&clinic.data_dir(), DISK_MIB);
        clinic.start_through(disk.way_in());
        clinic.start();
        add(&clinic, 1..=8);
        clinic.kill();
        disk.fill_up_but(byte_left);
        for _ in 0..4 {
            clinic.start_hastily_with(&[]);
            let ready = clinic.controller().line(|line| {
                assert!(
                    !line.contains("damaged") && !line.contains("壊れ"),
                    "{line}"
                );
                let failed = says_no_room(line).then_some(false);
                line.contains("the controller is ready")
                    .then_some(true)
                    .or(failed)
            });
            if ready {
                clinic.kill();
            } else {
                assert_eq!(clinic.controller().ended().code(), Some(1));
            }
        }
        disk.make_room();
        clinic.start();
        let tickets = clinic.json("ticket list");
        assert_eq!(tickets["tickets"].as_array().unwrap().len(), 8, "{tickets}");
        // What stood in the way does not pile up.
        let listing = disk.listing();
        assert!(listing.matches("snap.").count() <= 2, "{listing}");
        clinic.kill();
    }
}

/// Installed on a full disk: there is nothing yet, and with room everything begins.
#[test]
fn a_first_start_without_room_can_be_made_again() {
    if !SmallDisk::possible() {
        return;
    }
    for bytes_left in [0, 8_192, 40_960, 61_440] {
        let mut clinic = Clinic::new();
        let disk = SmallDisk::mount(&clinic.data_dir(), DISK_MIB);
        clinic.start_through(disk.way_in());
        disk.fill_up_but(bytes_left);
        clinic.start_hastily_with(&[]);
        let ready = clinic.controller().line(|line| {
            let failed = says_no_room(line).then_some(false);
            line.contains("the controller is ready")
                .then_some(true)
                .or(failed)
        });
        if ready {
            clinic.kill();
        }
        disk.make_room();
        clinic.start();
        let _ = clinic.ask("ticket add 1").done();
        clinic.kill();
    }
}
