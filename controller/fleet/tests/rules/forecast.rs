//! How long patients are likely to wait: the queue at the pace of today's newest sessions.

use crate::kit::{Clinic, seated};
use madoguchi_fleet::time::SECOND;

/// A clinic in which each of these readers had three patients, who took 40 s from the call to the end.
fn paced(readers: &[&str]) -> Clinic {
    let mut clinic = Clinic::with_units(readers);
    for round in 0..3 {
        for (place, _) in readers.iter().enumerate() {
            clinic.add(&format!("{round}{place}"));
        }
        for reader in readers {
            clinic.card(reader);
        }
        clinic.wait(40);
        for reader in readers {
            clinic.verified(reader);
        }
    }
    clinic
}

/// The expected waits of these tickets, in seconds.
fn waits(clinic: &Clinic, numbers: &[&str]) -> Vec<Option<i64>> {
    let forecast = clinic.fleet.forecast();
    let wait = |number: &&str| forecast.of(clinic.ticket(number).id);
    let in_seconds = |ms: i64| ms / SECOND;
    numbers.iter().map(|n| wait(n).map(in_seconds)).collect()
}

#[test]
fn each_patient_waits_for_those_before_him_at_the_pace_of_the_newest_sessions() {
    let mut clinic = paced(&["CR-1"]);
    for number in ["1", "2", "3"] {
        clinic.add(number);
    }
    assert_eq!(clinic.state("1"), "called CR-1");
    assert_eq!(
        waits(&clinic, &["1", "2", "3"]),
        [None, Some(40), Some(80)],
        "a called patient waits no more"
    );
    clinic.card("CR-1");
    clinic.wait(15);
    assert_eq!(waits(&clinic, &["2", "3"]), [Some(25), Some(65)]);
    clinic.wait(60);
    assert_eq!(
        waits(&clinic, &["2", "3"]),
        [Some(0), Some(40)],
        "one who takes longer than others may be done at any moment"
    );
}

#[test]
fn several_readers_share_the_queue() {
    let mut clinic = paced(&["CR-1", "CR-2"]);
    for number in ["1", "2", "3", "4", "5"] {
        clinic.add(number);
    }
    assert_eq!(
        waits(&clinic, &["3", "4", "5"]),
        [Some(40), Some(40), Some(80)]
    );
}

#[test]
fn nothing_is_expected_where_nothing_can_be_known() {
    let mut fresh = Clinic::with_units(&["CR-1"]);
    for number in ["1", "2"] {
        fresh.add(number);
    }
    assert_eq!(waits(&fresh, &["2"]), [None], "no session has ended yet");

    let mut clinic = paced(&["CR-1"]);
    clinic.add("1");
    clinic.add("2");
    clinic.add_wishing("3", &[seated()], &[]).unwrap();
    clinic.park("2").unwrap();
    assert_eq!(
        waits(&clinic, &["2", "3"]),
        [None, None],
        "one is aside, and no reader meets the other's need"
    );
    clinic.unpark("2").unwrap();
    assert_eq!(waits(&clinic, &["2"]), [Some(40)]);
    clinic.pause("CR-1", false);
    assert_eq!(waits(&clinic, &["2"]), [None], "no reader serves");
}

#[test]
fn sessions_of_yesterday_say_nothing_of_today() {
    let mut clinic = paced(&["CR-1"]);
    clinic.wait(24 * 3_600);
    clinic.add("1");
    clinic.add("2");
    assert_eq!(waits(&clinic, &["2"]), [None]);
}
