//! Replacing a unit, and the automatic pause (RULES, "Seats" and "Units and admission").

use crate::kit::{Clinic, HERE, counter, license, license_id, name, seated_counter};
use madoguchi_fleet::command::{Command, EnrollUnit};
use madoguchi_fleet::ids::KeyFingerprint;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::reasons::Alarm;
use madoguchi_fleet::ticket::Why;
use madoguchi_fleet::unit::{Edition, Ground, Membership, Pause, PauseReason};
use madoguchi_licensing::grant::Binding;

const DAY_S: i64 = 24 * 3_600;

fn failed() -> Kind {
    Kind::UnitFailed {
        code: "E-7".to_owned(),
    }
}

/// A clinic whose unit CR-1 has a bundled license beside the included seat, which CR-2 has.
fn with_bundle() -> Clinic {
    let mut clinic = Clinic::new();
    clinic.enroll_at("CR-1", seated_counter("low"));
    clinic.enroll("CR-2");
    clinic.bundled("B-1", "CR-1");
    clinic.plug("CR-1", "1-1");
    clinic.plug("CR-2", "1-2");
    assert_eq!(clinic.admission("CR-1"), "seat:bundled:B-1");
    assert_eq!(clinic.admission("CR-2"), "seat:included");
    clinic.enroll("CR-9");
    clinic.orders();
    clinic
}

// Replace.

#[test]
fn a_replacement_takes_counter_place_and_seat_of_the_broken_unit() {
    let mut clinic = with_bundle();
    let (pairing, place) = (
        clinic.unit("CR-1").pairing,
        clinic.unit("CR-1").counter.clone(),
    );
    clinic.replace("CR-1", "CR-9").unwrap();
    assert_eq!(clinic.unit("CR-9").pairing, pairing);
    assert_eq!(clinic.unit("CR-9").counter, place);
    clinic.plug("CR-9", "1-3");
    assert_eq!(clinic.admission("CR-9"), "seat:bundled:B-1");
    assert_eq!(clinic.admission("CR-2"), "seat:included");
    assert!(matches!(
        &clinic.unit("CR-1").membership,
        Membership::Replaced { by, .. } if *by == name("CR-9")
    ));
}

#[test]
fn the_broken_unit_is_told_that_it_was_replaced_and_is_barred() {
    let mut clinic = with_bundle();
    clinic.replace("CR-1", "CR-9").unwrap();
    assert_eq!(clinic.orders(), ["CR-1 close replaced"]);
    clinic.unplug("CR-1");
    clinic.back("CR-1");
    assert!(!clinic.unit("CR-1").serves());
    assert_eq!(clinic.admission("CR-1"), "refused:replaced");
    let again = clinic.enroll_with("CR-1", counter("front"), KeyFingerprint([99; 32]));
    assert_eq!(again.unwrap_err().code(), "replaced-already");
}

#[test]
fn a_call_at_the_broken_unit_goes_back_to_its_rank() {
    let mut clinic = with_bundle();
    clinic.walk_up("CR-2");
    clinic.add("1");
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic.replace("CR-1", "CR-9").unwrap();
    assert_eq!(clinic.state("1"), "waiting");
    let why = clinic.ticket("1").story.last().unwrap().why;
    assert_eq!(why, Some(Why::UnitReplaced));
}

#[test]
fn the_replacement_sits_only_when_the_broken_unit_is_gone() {
    let mut clinic = with_bundle();
    clinic.walk_up("CR-2");
    clinic.add("1");
    clinic.card("CR-1");
    clinic.plug("CR-9", "1-3");
    clinic.replace("CR-1", "CR-9").unwrap();
    // A patient is at the old unit: it finishes, and the new one waits.
    assert_eq!(clinic.state("1"), "verifying CR-1");
    assert!(clinic.unit("CR-9").seat.is_none());
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "done");
    assert_eq!(clinic.admission("CR-9"), "seat:bundled:B-1");
}

#[test]
fn a_replacement_serves_fourteen_days_without_the_vendor() {
    let mut clinic = with_bundle();
    clinic.replace("CR-1", "CR-9").unwrap();
    clinic.plug("CR-9", "1-3");
    let alarms = clinic.fleet.alarms();
    let unit = name("CR-9");
    let until = clinic.now.plus(14 * DAY_S * 1_000);
    assert_eq!(alarms, [Alarm::ReplacementGrace { unit, until }]);
    clinic.wait(14 * DAY_S - 1);
    assert_eq!(clinic.admission("CR-9"), "seat:bundled:B-1");
    clinic.wait(1);
    assert_eq!(clinic.admission("CR-9"), "refused:no-seat");
    let units = vec![name("CR-9")];
    assert!(clinic.fleet.alarms().contains(&Alarm::SeatsShort { units }));
}

#[test]
fn the_vendors_transfer_ends_the_grace_and_seats_the_replacement() {
    let mut clinic = with_bundle();
    clinic.replace("CR-1", "CR-9").unwrap();
    clinic.plug("CR-9", "1-3");
    let mut transfer = license(
        "B-2",
        Binding::Bundled {
            serial: "CR-9".into(),
            unit_key: None,
        },
        None,
    );
    transfer.grant.supersedes = vec![license_id("B-1")];
    transfer.grant.lineage = license_id("B-1");
    clinic
        .staff(Command::InstallLicense(Box::new(transfer)))
        .unwrap();
    assert_eq!(clinic.admission("CR-9"), "seat:bundled:B-2");
    assert!(clinic.fleet.alarms().is_empty());
    clinic.wait(15 * DAY_S);
    assert_eq!(clinic.admission("CR-9"), "seat:bundled:B-2");
}

#[test]
fn a_lineage_has_its_grace_once() {
    let mut clinic = with_bundle();
    clinic.replace("CR-1", "CR-9").unwrap();
    clinic.plug("CR-9", "1-3");
    // The transfer arrives, and then the replacing unit breaks, too.
    let mut transfer = license(
        "B-2",
        Binding::Bundled {
            serial: "CR-9".into(),
            unit_key: None,
        },
        None,
    );
    transfer.grant.supersedes = vec![license_id("B-1")];
    transfer.grant.lineage = license_id("B-1");
    clinic
        .staff(Command::InstallLicense(Box::new(transfer)))
        .unwrap();
    clinic.enroll("CR-10");
    clinic.replace("CR-9", "CR-10").unwrap();
    clinic.plug("CR-10", "1-4");
    assert_eq!(clinic.admission("CR-10"), "refused:no-seat");
    assert!(clinic.unit("CR-9").grace().is_none());
}

#[test]
fn a_unit_without_a_bundled_license_is_replaced_without_the_vendor() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    clinic.enroll("CR-9");
    clinic.replace("CR-1", "CR-9").unwrap();
    clinic.plug("CR-9", "1-1");
    assert_eq!(clinic.admission("CR-9"), "seat:included");
    assert!(clinic.unit("CR-1").grace().is_none());
}

#[test]
fn the_seat_moves_to_the_replacement_before_another_newcomer_gets_it() {
    let mut clinic = Clinic::new();
    clinic.enroll("CR-1");
    clinic.enroll("CR-2");
    clinic.plug("CR-1", "1-1");
    clinic.plug("CR-2", "1-2");
    clinic.enroll("CR-9");
    clinic.plug("CR-9", "1-3");
    clinic.replace("CR-1", "CR-9").unwrap();
    assert_eq!(clinic.admission("CR-9"), "seat:included");
    assert_eq!(clinic.admission("CR-2"), "refused:no-seat");
}

#[test]
fn what_cannot_be_replaced_is_refused_with_the_reason() {
    let mut clinic = with_bundle();
    let code = |clinic: &mut Clinic, old: &str, new: &str| {
        clinic.replace(old, new).unwrap_err().code().to_owned()
    };
    assert_eq!(code(&mut clinic, "CR-77", "CR-9"), "no-such-unit");
    assert_eq!(code(&mut clinic, "CR-1", "CR-77"), "no-such-unit");
    assert_eq!(code(&mut clinic, "CR-1", "CR-1"), "replaces-itself");
    let other = EnrollUnit {
        cable: String::new(),
        delivered: None,
        serial: name("CR-5"),
        installation: HERE,
        key: KeyFingerprint([55; 32]),
        edition: Edition::Single,
        counter: counter("front"),
    };
    clinic.staff(Command::EnrollUnit(other)).unwrap();
    assert_eq!(code(&mut clinic, "CR-1", "CR-5"), "other-edition");
    clinic.retire("CR-2");
    assert_eq!(code(&mut clinic, "CR-1", "CR-2"), "unit-retired");
    clinic.replace("CR-1", "CR-9").unwrap();
    clinic.enroll("CR-10");
    assert_eq!(code(&mut clinic, "CR-1", "CR-10"), "replaced-already");
}

#[test]
fn a_unit_that_was_retired_first_can_still_be_replaced() {
    let mut clinic = with_bundle();
    clinic.retire("CR-1");
    clinic.replace("CR-1", "CR-9").unwrap();
    clinic.plug("CR-9", "1-3");
    assert_eq!(clinic.admission("CR-9"), "seat:bundled:B-1");
}

#[test]
fn the_grace_survives_a_restart() {
    let mut clinic = with_bundle();
    clinic.replace("CR-1", "CR-9").unwrap();
    clinic.plug("CR-9", "1-3");
    clinic.restart_after(60);
    clinic.back("CR-9");
    assert_eq!(clinic.admission("CR-9"), "seat:bundled:B-1");
}

// A pause by staff.

#[test]
fn the_reason_of_a_pause_stays_with_it_until_another_is_given_or_it_ends() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    let reason = |text: &str| PauseReason::parse(text).unwrap();
    let pause = |clinic: &mut Clinic, said: Option<&str>| {
        let pause = Command::PauseUnit {
            serial: name("CR-1"),
            now: false,
            reason: said.map(reason),
        };
        clinic.staff(pause).unwrap();
        clinic.unit("CR-1").pause_reason().cloned()
    };
    assert_eq!(pause(&mut clinic, None), None);
    let cleaned = pause(&mut clinic, Some(" ガラスの清掃 "));
    assert_eq!(cleaned, Some(reason("ガラスの清掃")));
    assert_eq!(pause(&mut clinic, None), cleaned);
    let dark = pause(&mut clinic, Some("停電"));
    assert_eq!(dark, Some(reason("停電")));
    clinic.restart_after(60);
    assert_eq!(clinic.unit("CR-1").pause_reason().cloned(), dark);
    clinic.resume("CR-1");
    assert_eq!(pause(&mut clinic, None), None);
}

#[test]
fn a_reason_is_a_line_that_can_be_seen() {
    let longest = "長".repeat(PauseReason::MAX_CHARS);
    assert!(PauseReason::parse(&longest).is_some());
    for bad in ["", "  ", "a\nb", "a\u{202e}b", &format!("{longest}長")] {
        assert_eq!(PauseReason::parse(bad), None, "{bad:?}");
    }
}

// The automatic pause.

/// Lets sessions fail at this unit, one walk-up after the other.
fn fails(clinic: &mut Clinic, serial: &str, times: u32) {
    for _ in 0..times {
        clinic.walk_up(serial);
        clinic.ends(serial, failed());
        clinic.card_removed(serial);
    }
}

#[test]
fn three_failures_in_a_row_pause_a_unit() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    fails(&mut clinic, "CR-1", 2);
    assert_eq!(clinic.unit("CR-1").pause, None);
    fails(&mut clinic, "CR-1", 1);
    assert_eq!(clinic.unit("CR-1").pause, Some(Pause::ByFleet));
    assert_eq!(clinic.fleet.alarms(), [Alarm::PausedByFleet(name("CR-1"))]);
    clinic.add("1");
    assert_eq!(clinic.state("1"), "called CR-2");
}

#[test]
fn a_session_that_ends_in_order_begins_the_count_anew() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    fails(&mut clinic, "CR-1", 2);
    clinic.walk_up("CR-1");
    clinic.ends("CR-1", Kind::CardExpired);
    clinic.card_removed("CR-1");
    fails(&mut clinic, "CR-1", 2);
    assert_eq!(clinic.unit("CR-1").pause, None);
}

#[test]
fn the_last_unit_that_serves_is_never_paused_by_itself() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    fails(&mut clinic, "CR-1", 3);
    fails(&mut clinic, "CR-2", 5);
    assert_eq!(clinic.unit("CR-2").pause, None);
    // As soon as another unit serves again, this one is paused.
    clinic.resume("CR-1");
    assert_eq!(clinic.unit("CR-2").pause, Some(Pause::ByFleet));
    assert_eq!(clinic.unit("CR-1").pause, None);
}

#[test]
fn of_two_failing_units_the_worse_is_paused() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2", "CR-3"]);
    clinic.pause("CR-3", false);
    fails(&mut clinic, "CR-2", 2);
    fails(&mut clinic, "CR-1", 3);
    assert_eq!(clinic.unit("CR-1").pause, Some(Pause::ByFleet));
    assert_eq!(clinic.unit("CR-2").pause, None);
}

#[test]
fn a_patient_who_is_called_to_a_unit_that_is_paused_by_itself_is_still_served() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    fails(&mut clinic, "CR-2", 4);
    assert_eq!(clinic.unit("CR-2").pause, Some(Pause::ByFleet));
    clinic.add("1");
    clinic.card("CR-1");
    clinic.ends("CR-1", Kind::Verified(Method::Face));
    assert_eq!(clinic.state("1"), "done");
}

#[test]
fn resuming_a_unit_gives_it_a_new_count() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    fails(&mut clinic, "CR-1", 3);
    clinic.resume("CR-1");
    assert_eq!(clinic.unit("CR-1").pause, None);
    assert_eq!(clinic.unit("CR-1").failures, 0);
}

#[test]
fn a_unit_is_replaced_on_a_ground_which_stays_with_it_and_in_the_audit() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.enroll("CR-9");
    let replace = |ground| Command::ReplaceUnit {
        old: name("CR-1"),
        new: name("CR-9"),
        ground,
    };
    let refused = clinic.staff(replace(None)).unwrap_err();
    assert_eq!(refused.code(), "replace-no-ground");
    assert_eq!(clinic.unit("CR-1").membership, Membership::Enrolled);
    let reason = PauseReason::parse("盗まれた").map(Ground::Override);
    assert!(reason.is_some());
    clinic.staff(replace(reason.clone())).unwrap();
    assert_eq!(clinic.unit("CR-1").ground().cloned(), reason);
    let told = format!("{:?}", clinic.store.audit.last());
    assert!(told.contains("override=盗まれた"), "{told}");
    clinic.restart_after(10);
    assert_eq!(clinic.unit("CR-1").ground().cloned(), reason);
}
