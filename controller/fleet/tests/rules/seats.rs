//! Seats are kept, deterministic, and taken without interrupting anybody (RULES, "Seats").

use crate::kit::{Clinic, THERE, faulted, link};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::reasons::Service;
use madoguchi_fleet::unit::Health;
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

fn verdicts(clinic: &Clinic, serials: &[&str]) -> Vec<String> {
    serials.iter().map(|s| clinic.admission(s)).collect()
}

#[test]
fn the_included_seat_fits_any_unit() {
    let mut clinic = Clinic::new();
    clinic.enroll("CR-1");
    clinic.enroll("CR-2");
    clinic.plug("CR-2", "1-2");
    assert_eq!(clinic.admission("CR-2"), "seat:included");
}

#[test]
fn a_newcomer_displaces_nobody() {
    let mut clinic = Clinic::new();
    clinic.enroll("CR-1");
    clinic.enroll("CR-2");
    clinic.plug("CR-2", "1-2");
    clinic.plug("CR-1", "1-1");
    assert_eq!(clinic.admission("CR-2"), "seat:included");
    assert_eq!(clinic.admission("CR-1"), "refused:no-seat", "paired first");
}

#[test]
fn a_bundled_newcomer_displaces_nobody_of_four() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2", "CR-3", "CR-4"]);
    clinic.bundled("B-5", "CR-5");
    clinic.enroll("CR-5");
    clinic.plug("CR-5", "1-5");
    assert_eq!(clinic.admission("CR-5"), "refused:fleet-full");
    clinic.unplug("CR-2");
    clinic.wait(60);
    assert_eq!(clinic.admission("CR-5"), "seat:bundled:B-5");
}

#[test]
fn seats_are_taken_bundled_first_then_included_then_the_lowest_additional() {
    let mut clinic = Clinic::new();
    clinic.additional("L-2", 1);
    clinic.additional("L-1", 1);
    clinic.bundled("B-1", "CR-1");
    for (serial, port) in [
        ("CR-1", "1-1"),
        ("CR-2", "1-2"),
        ("CR-3", "1-3"),
        ("CR-4", "1-4"),
    ] {
        clinic.enroll(serial);
        clinic.plug(serial, port);
    }
    assert_eq!(
        verdicts(&clinic, &["CR-1", "CR-2", "CR-3", "CR-4"]),
        [
            "seat:bundled:B-1",
            "seat:included",
            "seat:additional:L-1",
            "seat:additional:L-2"
        ]
    );
}

#[test]
fn preferred_units_claim_first_and_then_the_order_of_pairing_counts() {
    let mut clinic = plugged(&["CR-0", "CR-1", "CR-2", "CR-3"]);
    clinic.add("1");
    clinic.card("CR-0");
    clinic.prefer("CR-3");
    clinic.additional("L-1", 1);
    assert_eq!(
        verdicts(&clinic, &["CR-1", "CR-2"]),
        ["refused:no-seat", "refused:no-seat"]
    );
    clinic.verified("CR-0");
    clinic.unplug("CR-0");
    clinic.wait(60);
    assert!(clinic.admission("CR-3").starts_with("seat:"));
    assert!(clinic.admission("CR-1").starts_with("seat:"));
    assert_eq!(clinic.admission("CR-2"), "refused:no-seat");
}

#[test]
fn prefer_displaces_the_last_claimant_once_that_one_is_free() {
    let mut clinic = plugged(&["CR-1", "CR-2", "CR-3"]);
    clinic.additional("L-1", 1);
    clinic.add("1");
    clinic.add("2");
    clinic.add("3");
    clinic.card("CR-2");
    clinic.prefer("CR-3");
    assert!(matches!(
        clinic.fleet.service(clinic.unit("CR-2")),
        Service::Leaving(_)
    ));
    assert_eq!(clinic.admission("CR-3"), "refused:no-seat");
    assert_eq!(clinic.state("2"), "verifying CR-2");
    clinic.verified("CR-2");
    assert_eq!(clinic.admission("CR-2"), "refused:no-seat");
    assert_eq!(clinic.admission("CR-3"), "seat:additional:L-1");
    assert_eq!(clinic.state("3"), "called CR-3");
    assert_eq!(clinic.admission("CR-1"), "seat:included");
}

#[test]
fn an_absent_units_seat_is_held_a_minute_and_then_free() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    clinic.unplug("CR-1");
    clinic.wait(59);
    assert_eq!(clinic.admission("CR-2"), "refused:no-seat");
    clinic.wait(1);
    assert_eq!(clinic.admission("CR-2"), "seat:included");
    clinic.back("CR-1");
    assert_eq!(clinic.admission("CR-1"), "refused:no-seat");
}

#[test]
fn a_unit_that_is_back_within_the_minute_keeps_its_seat() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    clinic.unplug("CR-1");
    clinic.wait(59);
    clinic.back("CR-1");
    clinic.wait(600);
    assert_eq!(clinic.admission("CR-1"), "seat:included");
}

#[test]
fn after_a_restart_the_first_to_reconnect_steals_nothing() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    clinic.restart_after(5);
    clinic.back("CR-2");
    clinic.wait(59);
    assert_eq!(clinic.admission("CR-2"), "refused:no-seat");
    clinic.back("CR-1");
    assert_eq!(clinic.admission("CR-1"), "seat:included");
}

#[test]
fn after_a_restart_the_seat_of_one_that_stays_away_is_free_after_a_minute() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    clinic.restart_after(5);
    clinic.back("CR-2");
    clinic.wait(60);
    assert_eq!(clinic.admission("CR-2"), "seat:included");
}

#[test]
fn a_faulted_unit_yields_to_a_healthy_one_that_waits() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    clinic.health("CR-1", faulted());
    assert_eq!(clinic.admission("CR-2"), "seat:included");
    clinic.health("CR-1", Health::Healthy);
    assert_eq!(clinic.admission("CR-2"), "seat:included", "sticky");
    assert_eq!(clinic.admission("CR-1"), "refused:no-seat");
}

#[test]
fn a_faulted_unit_keeps_the_seat_that_nobody_waits_for() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    clinic.additional("L-1", 1);
    clinic.unplug("CR-1");
    clinic.wait(60);
    clinic.health("CR-2", faulted());
    assert_eq!(clinic.admission("CR-2"), "seat:additional:L-1");
    clinic.health("CR-2", Health::Healthy);
    assert_eq!(clinic.admission("CR-2"), "seat:additional:L-1");
}

#[test]
fn a_paused_unit_keeps_its_seat() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    clinic.pause("CR-1", true);
    assert_eq!(clinic.admission("CR-2"), "refused:no-seat");
    clinic.add("1");
    assert_eq!(clinic.state("1"), "waiting");
}

#[test]
fn a_degraded_unit_serves() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    let codes = vec!["W-1".to_owned()];
    clinic.health("CR-1", Health::Degraded { codes });
    clinic.add("1");
    assert_eq!(clinic.state("1"), "called CR-1");
}

#[test]
fn a_license_that_arrives_while_patients_wait_seats_more_units_at_once() {
    let mut clinic = plugged(&["CR-1", "CR-2", "CR-3"]);
    for number in ["1", "2", "3", "4"] {
        clinic.add(number);
    }
    clinic.card("CR-1");
    clinic.additional("L-1", 2);
    assert_eq!(clinic.state("1"), "verifying CR-1");
    assert_eq!(clinic.state("2"), "called CR-2");
    assert_eq!(clinic.state("3"), "called CR-3");
    assert_eq!(clinic.state("4"), "waiting");
}

#[test]
fn a_license_that_ends_lets_the_session_finish() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    clinic.additional_until("L-1", 1, Some(60)).unwrap();
    clinic.add("1");
    clinic.add("2");
    clinic.add("3");
    clinic.wait(50);
    clinic.card("CR-2");
    clinic.wait(20);
    assert_eq!(clinic.state("2"), "verifying CR-2");
    assert!(matches!(
        clinic.fleet.service(clinic.unit("CR-2")),
        Service::Leaving(_)
    ));
    clinic.verified("CR-2");
    assert_eq!(clinic.state("2"), "done");
    assert_eq!(clinic.state("3"), "waiting", "CR-2 takes nothing new");
    assert_eq!(clinic.admission("CR-2"), "refused:no-seat");
}

#[test]
fn a_license_that_ended_calls_nobody_even_before_the_next_tick() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    clinic.additional_until("L-1", 1, Some(60)).unwrap();
    clinic.add("1");
    clinic.now = clinic.now.plus(61_000);
    clinic.add("2");
    assert_eq!(clinic.state("2"), "waiting");
}

#[test]
fn a_sitting_unit_moves_to_its_bundled_seat_and_frees_the_included_one() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    clinic.add("1");
    clinic.card("CR-1");
    clinic.bundled("B-1", "CR-1");
    assert_eq!(clinic.state("1"), "verifying CR-1");
    assert_eq!(
        verdicts(&clinic, &["CR-1", "CR-2"]),
        ["seat:bundled:B-1", "seat:included"]
    );
}

#[test]
fn a_bundled_newcomer_sits_on_its_own_seat_while_another_unit_is_leaving() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    clinic.additional_until("L-1", 1, Some(60)).unwrap();
    clinic.add("1");
    clinic.add("2");
    clinic.card("CR-2");
    clinic.wait(60);
    clinic.bundled("B-3", "CR-3");
    clinic.enroll("CR-3");
    clinic.plug("CR-3", "1-3");
    assert!(matches!(
        clinic.fleet.service(clinic.unit("CR-2")),
        Service::Leaving(_)
    ));
    assert_eq!(clinic.admission("CR-3"), "seat:bundled:B-3");
}

#[test]
fn those_that_leave_count_towards_the_four() {
    let mut clinic = Clinic::new();
    clinic.additional_until("L-1", 3, Some(60)).unwrap();
    for serial in ["CR-1", "CR-2", "CR-3", "CR-4", "CR-5"] {
        clinic.enroll(serial);
        clinic.plug(serial, &serial.replace("CR", "1"));
    }
    for number in ["1", "2", "3", "4", "5"] {
        clinic.add(number);
    }
    for serial in ["CR-1", "CR-2", "CR-3", "CR-4"] {
        clinic.card(serial);
    }
    clinic.wait(60);
    clinic.bundled("B-5", "CR-5");
    assert_eq!(clinic.admission("CR-5"), "refused:fleet-full");
    clinic.verified("CR-4");
    assert_eq!(clinic.admission("CR-5"), "seat:bundled:B-5");
    assert_eq!(clinic.state("5"), "called CR-5");
}

#[test]
fn a_license_that_ended_or_is_for_elsewhere_is_refused() {
    let mut clinic = plugged(&["CR-1"]);
    let refused = clinic.additional_until("L-1", 1, Some(0));
    assert_eq!(refused, Err(Refusal::LicenseNotForHere(Standing::Expired)));
}

#[test]
fn a_license_installed_twice_counts_once() {
    let mut clinic = plugged(&["CR-1", "CR-2", "CR-3"]);
    clinic.additional("L-1", 1);
    clinic.additional("L-1", 1);
    assert_eq!(clinic.fleet.seat_count(crate::kit::HERE), 2);
}

#[test]
fn whatever_is_wrong_with_licenses_the_included_seat_serves() {
    let mut clinic = plugged(&["CR-1"]);
    clinic.bundled("B-1", "CR-1");
    clinic.additional_until("L-1", 3, Some(1)).unwrap();
    clinic.wait(10);
    clinic.add("1");
    assert_eq!(clinic.state("1"), "called CR-1");
}

#[test]
fn the_seat_of_a_retired_unit_is_free_when_its_session_ends() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    clinic.add("1");
    clinic.card("CR-1");
    clinic.retire("CR-1");
    clinic.verified("CR-1");
    assert_eq!(clinic.admission("CR-2"), "seat:included");
}

#[test]
fn every_pc_has_an_included_seat_and_licenses_of_its_own() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    for (serial, port) in [("CR-3", "1-1"), ("CR-4", "1-2")] {
        clinic.enroll(serial);
        clinic.plug_at(serial, link(port), THERE);
    }
    assert_eq!(clinic.admission("CR-3"), "seat:included");
    clinic.additional("L-1", 3);
    assert_eq!(clinic.admission("CR-2"), "seat:additional:L-1");
    assert_eq!(clinic.admission("CR-4"), "refused:no-seat");
}

#[test]
fn a_unit_that_moves_to_another_pc_leaves_its_seat_behind() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    clinic.bundled("B-2", "CR-2");
    clinic.plug_at("CR-1", link("1-1"), THERE);
    clinic.plug_at("CR-2", link("1-2"), THERE);
    assert_eq!(clinic.admission("CR-1"), "seat:included");
    assert_eq!(
        clinic.admission("CR-2"),
        "seat:bundled:B-2",
        "it counts where it is"
    );
    assert_eq!(clinic.unit("CR-2").installation, THERE);
}

#[test]
fn a_unit_carried_to_a_full_pc_in_the_middle_of_a_session_is_no_fifth_there() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2", "CR-3", "CR-4"]);
    clinic.enroll("CR-5");
    clinic.plug_at("CR-5", link("1-1"), THERE);
    for serial in ["CR-1", "CR-2", "CR-3", "CR-4"] {
        clinic.pause(serial, false);
    }
    clinic.add("1");
    clinic.card("CR-5");
    clinic.unplug("CR-5");
    clinic.plug("CR-5", "1-5");
    assert_eq!(clinic.state("1"), "waiting");
    assert_eq!(clinic.admission("CR-5"), "refused:fleet-full");
    clinic.verified("CR-5");
    assert_eq!(clinic.state("1"), "done", "believed late");
}

#[test]
fn one_queue_feeds_the_units_of_every_pc() {
    let mut clinic = plugged(&["CR-1"]);
    clinic.enroll("CR-2");
    clinic.plug_at("CR-2", link("1-1"), THERE);
    clinic.add("1");
    clinic.add("2");
    assert_eq!(clinic.state("1"), "called CR-1");
    assert_eq!(clinic.state("2"), "called CR-2");
}

#[test]
fn a_refusal_changes_nothing_not_even_the_time() {
    let mut clinic = plugged(&["CR-1", "CR-2"]);
    clinic.additional_until("L-1", 1, Some(60)).unwrap();
    let before = clinic.fleet.now();
    clinic.now = clinic.now.plus(61_000);
    clinic.cancel("9").unwrap_err();
    assert_eq!(clinic.fleet.now(), before);
}
