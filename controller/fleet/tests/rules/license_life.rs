//! The life of a license at a clinic: terms, revocation, dead PCs, returns, replaced units (RULES, "Licenses").

use crate::kit::{
    Clinic, HERE, ISSUER, OPENING, OTHER_ISSUER, THERE, act_after, additional, additional_of,
    bundled, issuers_list, license_id, roots_list,
};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::Command;
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::licensing::{ACTS_KEPT, ActChain, ActKind, MachinePart, MachinePrint, Notice};
use madoguchi_fleet::reasons::Service;
use madoguchi_fleet::time::{DAY, SECOND};
use madoguchi_licensing::standing::Standing;

/// These units plugged in, in this order, without a license.
fn plugged(serials: &[&str]) -> Clinic {
    let mut clinic = Clinic::new();
    for (port, serial) in serials.iter().enumerate() {
        clinic.enroll(serial);
        clinic.plug(serial, &format!("1-{}", port + 1));
    }
    clinic.orders();
    clinic
}

fn notices(clinic: &Clinic) -> Vec<Notice> {
    clinic.fleet.license_notices()
}

#[test]
fn a_term_is_announced_30_and_7_days_ahead_then_has_14_days_of_grace() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    let end = OPENING.plus(40 * DAY);
    clinic.install(additional("T-1", 1).until(end)).unwrap();
    assert_eq!(notices(&clinic), []);
    let soon = |very| Notice::EndsSoon {
        license: license_id("T-1"),
        at_ms: end.0,
        very,
    };
    clinic.days(9);
    assert_eq!(notices(&clinic), [], "31 days are left");
    clinic.days(1);
    assert_eq!(notices(&clinic), [soon(false)]);
    clinic.days(22);
    assert_eq!(notices(&clinic), [soon(false)], "8 days are left");
    clinic.days(1);
    assert_eq!(notices(&clinic), [soon(true)]);
    clinic.days(7);
    let until_ms = end.plus(14 * DAY).0;
    assert_eq!(clinic.standing("T-1"), Standing::InGrace { until_ms });
    let license = license_id("T-1");
    assert_eq!(notices(&clinic), [Notice::InGrace { license, until_ms }]);
    assert_eq!(clinic.admission("CR-2"), "seat:additional:T-1");
    clinic.days(13);
    assert_eq!(clinic.admission("CR-2"), "seat:additional:T-1");
    clinic.days(1);
    assert_eq!(clinic.standing("T-1"), Standing::Expired);
    assert_eq!(clinic.admission("CR-2"), "refused:no-seat");
    assert_eq!(clinic.admission("CR-1"), "seat:included");
}

#[test]
fn the_seats_of_a_term_end_as_units_get_free() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    let end = OPENING.plus(DAY);
    clinic.install(additional("T-1", 1).until(end)).unwrap();
    clinic.wait(15 * DAY / SECOND - 30);
    clinic.add("1");
    clinic.add("2");
    clinic.card("CR-2");
    clinic.wait(60);
    assert_eq!(clinic.standing("T-1"), Standing::Expired);
    assert!(matches!(
        clinic.fleet.service(clinic.unit("CR-2")),
        Service::Leaving(_)
    ));
    assert_eq!(clinic.state("2"), "verifying CR-2");
    clinic.verified("CR-2");
    assert_eq!(clinic.state("2"), "done");
    assert_eq!(clinic.admission("CR-2"), "refused:no-seat");
}

#[test]
fn who_renewed_in_time_is_not_warned_again() {
    let mut clinic = plugged(&["CR-1"]);
    let end = OPENING.plus(20 * DAY);
    clinic.install(additional("T-1", 1).until(end)).unwrap();
    let next = additional("T-2", 1).from(end).lineage("T-1");
    clinic.install(next).unwrap();
    assert_eq!(notices(&clinic), []);
}

#[test]
fn a_renewal_that_begins_later_takes_no_seat_away_before_it_gives_one() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    clinic.additional("L-1", 1);
    let begins = OPENING.plus(DAY);
    clinic
        .install(additional("L-2", 1).from(begins).superseding("L-1"))
        .unwrap();
    assert_eq!(clinic.standing("L-2"), Standing::NotYet);
    assert_eq!(clinic.admission("CR-2"), "seat:additional:L-1");
    clinic.days(1);
    let by = license_id("L-2");
    assert_eq!(clinic.standing("L-1"), Standing::Superseded { by });
    assert_eq!(clinic.admission("CR-2"), "seat:additional:L-2");
}

#[test]
fn a_license_that_is_revoked_in_the_middle_of_a_session_lets_it_finish() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    clinic.additional("L-1", 1);
    clinic.add("1");
    clinic.add("2");
    clinic.card("CR-2");
    clinic.accept(roots_list(1, &["L-1"])).unwrap();
    assert_eq!(clinic.standing("L-1"), Standing::Revoked { number: 1 });
    assert!(matches!(
        clinic.fleet.service(clinic.unit("CR-2")),
        Service::Leaving(_)
    ));
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic.verified("CR-2");
    assert_eq!(clinic.state("2"), "done");
    assert_eq!(clinic.admission("CR-2"), "refused:no-seat");
    let license = license_id("L-1");
    assert_eq!(notices(&clinic), [Notice::Revoked { license, number: 1 }]);
}

#[test]
fn the_highest_list_of_a_signer_wins_and_is_remembered() {
    let mut clinic = plugged(&["CR-1"]);
    clinic.additional("L-1", 1);
    clinic.additional("L-2", 1);
    clinic.accept(roots_list(2, &["L-1"])).unwrap();
    clinic.restart_after(60);
    let not_newer = |number| Err(Refusal::ListNotNewer { number, known: 2 });
    assert_eq!(clinic.accept(roots_list(1, &["L-2"])), not_newer(1));
    assert_eq!(clinic.accept(roots_list(2, &["L-2"])), not_newer(2));
    assert!(clinic.accept(roots_list(2, &["L-1"])).is_ok(), "once more");
    assert!(clinic.standing("L-2").gives_seats());
    // A license that a newer list no longer names is valid again.
    clinic.accept(roots_list(3, &["L-2"])).unwrap();
    assert!(clinic.standing("L-1").gives_seats());
    assert_eq!(clinic.standing("L-2"), Standing::Revoked { number: 3 });
}

#[test]
fn an_issuers_list_covers_its_own_licenses_only() {
    let mut clinic = plugged(&["CR-1"]);
    clinic.additional("L-1", 1);
    clinic
        .accept(issuers_list(OTHER_ISSUER, 1, &["L-1"]))
        .unwrap();
    assert_eq!(clinic.standing("L-1"), Standing::InForce);
    clinic.accept(issuers_list(ISSUER, 1, &["L-1"])).unwrap();
    assert_eq!(clinic.standing("L-1"), Standing::Revoked { number: 1 });
}

#[test]
fn what_a_stolen_key_signed_is_taken_back_from_a_number_on() {
    let mut clinic = plugged(&["CR-1"]);
    clinic
        .install(additional("L-4", 1).signed(ISSUER, 4))
        .unwrap();
    clinic
        .install(additional("L-5", 1).signed(ISSUER, 5))
        .unwrap();
    clinic.accept(issuers_list(ISSUER, 7, &["L-4"])).unwrap();
    assert_eq!(clinic.standing("L-4"), Standing::Revoked { number: 7 });
    let mut stolen = roots_list(1, &[]);
    stolen.issuers.insert(ISSUER, 5);
    clinic.accept(stolen).unwrap();
    assert_eq!(
        clinic.standing("L-4"),
        Standing::InForce,
        "the thief's list"
    );
    assert_eq!(clinic.standing("L-5"), Standing::Revoked { number: 1 });
    let refused = clinic.accept(issuers_list(ISSUER, 9, &["L-4"]));
    assert_eq!(refused, Err(Refusal::ListTakenBack(9)));
    // The thief's high number does not block a later list.
    clinic.accept(issuers_list(ISSUER, 3, &["L-4"])).unwrap();
    assert_eq!(clinic.standing("L-4"), Standing::Revoked { number: 3 });
    let newer = additional("L-6", 1).signed(ISSUER, 6);
    assert_eq!(clinic.installing(newer), Standing::Revoked { number: 1 });
}

#[test]
fn a_list_rides_on_a_license_and_is_taken_first() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    clinic.additional("L-1", 1);
    let own_end = additional("L-2", 1).with_list(roots_list(1, &["L-2"]));
    assert_eq!(clinic.installing(own_end), Standing::Revoked { number: 1 });
    assert_eq!(clinic.fleet.revocation_lists().count(), 0, "it was refused");
    let newer = additional("L-3", 1).with_list(roots_list(2, &["L-1"]));
    clinic.install(newer).unwrap();
    assert_eq!(clinic.standing("L-1"), Standing::Revoked { number: 2 });
    assert_eq!(clinic.admission("CR-2"), "seat:additional:L-3");
    // An older list is no reason against the license that contains it.
    let older = additional("L-4", 1).with_list(roots_list(1, &["L-4"]));
    clinic.install(older).unwrap();
    assert_eq!(clinic.standing("L-4"), Standing::InForce);
}

#[test]
fn a_license_of_a_pc_that_died_bridges_seven_days_once_per_lineage() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    let old = || additional_of("L-1", 1, THERE);
    assert_eq!(clinic.installing(old()), Standing::OtherInstallation);
    clinic.install(old().old_pc_died()).unwrap();
    let until_ms = OPENING.plus(7 * DAY).0;
    assert_eq!(clinic.standing("L-1"), Standing::Bridging { until_ms });
    let license = license_id("L-1");
    assert_eq!(notices(&clinic), [Notice::Bridging { license, until_ms }]);
    assert_eq!(clinic.admission("CR-2"), "seat:additional:L-1");
    clinic.days(6);
    clinic.install(old().old_pc_died()).unwrap();
    clinic.days(1);
    assert_eq!(
        clinic.standing("L-1"),
        Standing::OtherInstallation,
        "no longer"
    );
    assert_eq!(clinic.admission("CR-2"), "refused:no-seat");
    let again = additional_of("L-2", 1, THERE).lineage("L-1").old_pc_died();
    let refused = Err(Refusal::BridgedBefore(license_id("L-1")));
    assert_eq!(clinic.install(again.clone()), refused);
    clinic.restart_after(60);
    assert_eq!(clinic.install(again), refused);
}

#[test]
fn the_vendors_new_license_ends_the_bridge() {
    let mut clinic = plugged(&["CR-1", "CR-2", "CR-3"]);
    let old = additional_of("L-1", 1, THERE).old_pc_died();
    clinic.install(old).unwrap();
    clinic.add("1");
    clinic.add("2");
    clinic.card("CR-2");
    let reissued = additional("L-2", 1).lineage("L-1");
    clinic.install(reissued).unwrap();
    assert_eq!(clinic.standing("L-1"), Standing::OtherInstallation);
    assert_eq!(clinic.state("2"), "verifying CR-2");
    assert_eq!(clinic.fleet.seat_count(HERE), 2, "the seat is not doubled");
    let older = additional_of("L-0", 1, THERE).lineage("L-1").old_pc_died();
    let refused = Err(Refusal::BridgedBefore(license_id("L-1")));
    assert_eq!(clinic.install(older), refused);
}

#[test]
fn only_a_license_that_would_hold_elsewhere_bridges() {
    let mut clinic = plugged(&["CR-1"]);
    clinic.accept(roots_list(1, &["L-1"])).unwrap();
    let revoked = additional_of("L-1", 1, THERE).old_pc_died();
    assert_eq!(clinic.installing(revoked), Standing::Revoked { number: 1 });
    let ended = additional_of("L-2", 1, THERE).until(OPENING.plus(-15 * DAY));
    assert_eq!(clinic.installing(ended.old_pc_died()), Standing::Expired);
    let later = additional_of("L-3", 1, THERE).from(OPENING.plus(DAY));
    assert_eq!(clinic.installing(later.old_pc_died()), Standing::NotYet);
    // Staff were too careful: the license is of this PC, or fits any PC.
    clinic.install(additional("L-4", 1).old_pc_died()).unwrap();
    assert_eq!(clinic.standing("L-4"), Standing::InForce);
    clinic
        .install(bundled("B-1", "CR-1").old_pc_died())
        .unwrap();
    assert_eq!(clinic.standing("B-1"), Standing::InForce);
}

#[test]
fn a_superseded_license_is_refused_and_the_newer_one_counts_alone() {
    let mut clinic = plugged(&["CR-1", "CR-2", "CR-3"]);
    clinic
        .install(additional("L-2", 1).superseding("L-1"))
        .unwrap();
    let by = license_id("L-2");
    let refused = clinic.installing(additional("L-1", 2));
    assert_eq!(refused, Standing::Superseded { by });
    assert_eq!(clinic.fleet.seat_count(HERE), 2);
}

#[test]
fn a_return_ends_the_key_and_the_seats_but_no_session() {
    let mut clinic = plugged(&["CR-1", "CR-2", "CR-3"]);
    clinic.additional("L-1", 1);
    clinic.bundled("B-3", "CR-3");
    clinic.sign(ActKind::Activation).unwrap();
    clinic.add("1");
    clinic.add("2");
    clinic.card("CR-2");
    assert_eq!(clinic.return_licenses(THERE), Ok(Answer::Act(2)));
    assert_eq!(clinic.fleet.installation(), THERE);
    assert_eq!(clinic.fleet.act_chain(), ActChain::default(), "a new chain");
    assert_eq!(clinic.standing("L-1"), Standing::Returned);
    assert_eq!(clinic.state("2"), "verifying CR-2");
    assert!(matches!(
        clinic.fleet.service(clinic.unit("CR-2")),
        Service::Leaving(_)
    ));
    assert_eq!(
        clinic.admission("CR-3"),
        "seat:bundled:B-3",
        "it is the unit's"
    );
    clinic.verified("CR-2");
    assert_eq!(clinic.admission("CR-2"), "refused:no-seat");
    clinic.restart_after(60);
    assert_eq!(clinic.installing(additional("L-1", 1)), Standing::Returned);
    assert_eq!(clinic.return_licenses(HERE), Err(Refusal::NothingToReturn));
    // The return can be written out again, even after the new key has signed.
    clinic.sign(ActKind::Activation).unwrap();
    let kinds: Vec<_> = clinic.fleet.acts().map(|a| (a.kind, a.counter)).collect();
    assert_eq!(
        kinds,
        [
            (ActKind::Activation, 1),
            (ActKind::Return, 2),
            (ActKind::Activation, 1)
        ]
    );
}

#[test]
fn acts_form_a_chain_and_one_that_does_not_go_on_from_it_is_refused() {
    let mut clinic = plugged(&["CR-1"]);
    let before = clinic.fleet.act_chain();
    assert_eq!(clinic.sign(ActKind::Activation), Ok(Answer::Act(1)));
    let late = act_after(ActKind::Transfer, before);
    let refused = clinic.staff(Command::RecordAct(late));
    assert_eq!(refused, Err(Refusal::ActOutOfOrder(1)));
    clinic.restart_after(60);
    assert_eq!(clinic.sign(ActKind::Transfer), Ok(Answer::Act(2)));
    assert_eq!(clinic.fleet.act_chain().counter, 2);
}

#[test]
fn the_newest_acts_are_kept() {
    let mut clinic = plugged(&[]);
    for _ in 0..ACTS_KEPT + 3 {
        clinic.sign(ActKind::Activation).unwrap();
    }
    let kept: Vec<_> = clinic.fleet.acts().map(|act| act.counter).collect();
    assert_eq!(kept.len() as u64, ACTS_KEPT);
    assert_eq!(kept.first(), Some(&4));
    assert_eq!(kept.last(), Some(&(ACTS_KEPT + 3)));
}

#[test]
fn a_bundled_license_with_a_factory_key_seats_the_reader_that_proves_it() {
    let mut clinic = plugged(&["CR-1"]);
    let key = [7; 32];
    let license = bundled("B-2", "CR-2").with_unit_key(key);
    clinic.install(license).unwrap();
    clinic.enroll("CR-2");
    clinic.plug("CR-2", "1-2");
    assert_eq!(clinic.admission("CR-2"), "refused:factory-key-not-proven");
    assert_eq!(clinic.fleet.seat_count(HERE), 1);
    clinic.with_factory_key("CR-2", [8; 32]);
    clinic.back("CR-2");
    assert_eq!(clinic.admission("CR-2"), "refused:factory-key-not-proven");
    clinic.with_factory_key("CR-2", key);
    clinic.back("CR-2");
    assert_eq!(clinic.admission("CR-2"), "seat:bundled:B-2");
    clinic.restart_after(10);
    clinic.back("CR-1");
    clinic.back("CR-2");
    assert_eq!(clinic.admission("CR-2"), "seat:bundled:B-2");
    // The included seat still fits any unit, whatever it proves.
    clinic.retire("CR-1");
    clinic.with_factory_key("CR-2", [8; 32]);
    clinic.back("CR-2");
    assert_eq!(clinic.admission("CR-2"), "seat:included");
}

#[test]
fn the_grace_of_a_replaced_unit_asks_for_no_factory_key_and_ends_with_the_license() {
    let mut clinic = plugged(&["CR-1", "CR-9"]);
    let key = [7; 32];
    clinic.enroll("CR-2");
    clinic
        .install(bundled("B-2", "CR-2").with_unit_key(key))
        .unwrap();
    clinic.with_factory_key("CR-2", key);
    clinic.plug("CR-2", "1-3");
    clinic.unplug("CR-2");
    clinic.replace("CR-2", "CR-9").unwrap();
    clinic.wait(1);
    assert_eq!(clinic.admission("CR-9"), "seat:bundled:B-2");
    clinic.plug("CR-2", "1-3");
    assert_eq!(clinic.admission("CR-2"), "refused:replaced", "barred");
    clinic.accept(roots_list(1, &["B-2"])).unwrap();
    assert_eq!(clinic.admission("CR-9"), "refused:no-seat");
}

#[test]
fn a_transfer_takes_over_from_the_grace_and_leaves_none_for_the_lineage() {
    let mut clinic = plugged(&["CR-1", "CR-8", "CR-9"]);
    clinic.enroll("CR-2");
    clinic.bundled("B-2", "CR-2");
    clinic.replace("CR-2", "CR-8").unwrap();
    assert_eq!(clinic.admission("CR-8"), "seat:bundled:B-2");
    let transfer = bundled("B-8", "CR-8").superseding("B-2").lineage("B-2");
    clinic.install(transfer).unwrap();
    assert_eq!(clinic.admission("CR-8"), "seat:bundled:B-8");
    clinic.unplug("CR-8");
    clinic.replace("CR-8", "CR-9").unwrap();
    clinic.wait(61);
    assert_eq!(
        clinic.admission("CR-9"),
        "refused:no-seat",
        "once per lineage"
    );
}

#[test]
fn another_pc_is_reported_by_its_parts_and_stops_nobody() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    clinic.additional("L-1", 1);
    let first = MachinePrint {
        machine_id: Some([1; 8]),
        board: None,
        disk: Some([3; 8]),
    };
    clinic.staff(Command::SeeMachine(first)).unwrap();
    assert_eq!(notices(&clinic), []);
    clinic.restart_after(60);
    let new_disk = MachinePrint {
        machine_id: Some([1; 8]),
        board: Some([2; 8]),
        disk: Some([4; 8]),
    };
    clinic.staff(Command::SeeMachine(new_disk)).unwrap();
    let parts = vec![MachinePart::Disk];
    assert_eq!(notices(&clinic), [Notice::OtherMachine { parts }]);
    let first_seen = clinic.fleet.machines().0.unwrap();
    assert_eq!(first_seen.board, Some([2; 8]), "learnt later");
    clinic.back("CR-1");
    clinic.back("CR-2");
    assert_eq!(clinic.admission("CR-2"), "seat:additional:L-1");
}
