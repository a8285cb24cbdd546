//! Killed at any moment, an act was done or not, and whatever was printed as done is there. One at a time.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::process::{Child, ExitStatus};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::clinic::Clinic;
use crate::office::Office;
use fs4::FileExt;

/// How often the tool is killed.
const KILLS: u32 = 20;

/// Lets the tool work for so long, then kills it; returns what it printed until then, and how it ended.
fn kill_after(mut child: Child, time: Duration) -> (String, ExitStatus) {
    // Nobody sends: this is a clock that no test result waits for.
    let (_nobody, clock) = mpsc::channel::<()>();
    let _ = clock.recv_timeout(time);
    let _ = child.kill();
    let mut said = String::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    (said, child.wait().unwrap())
}

#[test]
fn an_activation_that_was_killed_is_done_or_not_and_never_half() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "K", KILLS as usize + 1);
    let begun = Instant::now();
    office.activates(&mut Clinic::new(100), &keys[KILLS as usize], "whole");
    let whole = begun.elapsed();

    let (mut done, mut killed) = (0, 0);
    for (number, key) in (0..KILLS).zip(&keys) {
        let name = format!("c{number}");
        let mut clinic = Clinic::new(u8::try_from(number).unwrap());
        office.receives(&name, &clinic.asks(key));
        let activate = format!("activate {name} --issuer issuer --out {name}.license");
        // From its first moments to some time behind its end.
        let time = whole * (number + 1) / (KILLS * 4 / 5);
        let (said, status) = kill_after(office.begins(&activate), time);
        killed += u32::from(!status.success());
        done += u32::from(status.success());
        let verified = office.does("ledger verify");
        let shown = office.does(&format!("product show {key}"));
        let booked = shown.contains("activated: ");
        assert_eq!(
            shown.contains("state      used"),
            booked,
            "{shown}\n{verified}"
        );
        // What was printed, or is in a file, is in the ledger.
        if said.contains("Signed by") || office.has(&format!("{name}.license")) {
            assert!(booked, "{said}\n{shown}");
        }
        if status.success() {
            assert!(said.contains("Signed by"), "{said}");
        }
        // Done again, it is the license that was booked, or the one that was not made yet.
        let before = office.does("ledger head");
        remove_half(&office, &name);
        office.does(&activate);
        let license = office.verified(&format!("{name}.license")).grant;
        assert_eq!(before == office.does("ledger head"), booked, "{name}");
        if booked {
            assert!(shown.contains(license.id.as_str()), "{shown}");
        }
    }
    println!("{killed} of {KILLS} were killed, {done} had ended before");
    assert!(killed > 0);
    // No number was used twice.
    let issued = (0..KILLS).map(|number| office.verified(&format!("c{number}.license")).grant);
    let numbers: BTreeSet<_> = issued.map(|license| license.sequence).collect();
    assert_eq!(numbers.len(), KILLS as usize);
}

/// A file that was cut off while it was written stands in the way of the next try: a person takes it away.
fn remove_half(office: &Office, name: &str) {
    let path = office.path(&format!("{name}.license"));
    let whole = std::fs::read(&path).is_ok_and(|file| file.ends_with(b"LICENSE-----\n"));
    if path.exists() && !whole {
        std::fs::remove_file(path).unwrap();
    }
}

#[test]
fn an_import_that_was_killed_is_done_again_and_goes_on() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "K", 2_000);
    let other = Office::with_ledger();
    std::fs::copy(office.path("K.csv"), other.path("in.csv")).unwrap();
    let mut entered = 0;
    for kill in 1..=4 {
        let time = Duration::from_millis(30 * kill);
        kill_after(other.begins("product import in.csv"), time);
        other.does("ledger verify");
        let list = other.does("product list");
        let now = list.lines().filter(|line| line.starts_with("MDG-")).count();
        // Whole acts of a hundred, and none is lost again.
        assert!(now >= entered && now % 100 == 0, "{entered} {now}");
        entered = now;
    }
    let said = other.does("product import in.csv");
    let new = keys.len() - entered;
    assert!(
        said.contains(&format!("{new} products, {entered} were there already")),
        "{said}"
    );
}

#[test]
fn a_second_process_is_told_that_the_ledger_is_in_use() {
    let office = Office::with_ledger();
    let lock = std::fs::File::options()
        .write(true)
        .open(office.path("books/lock"))
        .unwrap();
    FileExt::lock(&lock).unwrap();
    let said = office.refuses("product list");
    assert!(
        said.contains("another madoguchi-license works with the ledger"),
        "{said}"
    );
    drop(lock);
    office.does("product list");
}
