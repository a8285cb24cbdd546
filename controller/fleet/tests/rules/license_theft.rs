//! A clinic that knows of the theft of an issuer's key cannot be harmed with it.

use crate::kit::{
    Clinic, ISSUER, OPENING, OTHER_ISSUER, Paper, additional, bundled, license_id, roots_list,
};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::time::DAY;
use madoguchi_licensing::revocations::Revocations;
use madoguchi_licensing::standing::Standing;

/// Signed by the other issuer, whose key was stolen.
fn stolen(mut paper: Paper) -> Paper {
    paper.0.grant.issuer_key = OTHER_ISSUER;
    paper.0.document = b"the thief's".as_slice().into();
    paper
}

/// The root takes that key back.
fn theft() -> Revocations {
    let mut list = roots_list(1, &[]);
    list.issuers.insert(OTHER_ISSUER, 1);
    list
}

#[test]
fn a_license_that_is_refused_moves_no_time_even_from_a_readers_box() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    clinic
        .install(additional("T-1", 1).until(OPENING.plus(90 * DAY)))
        .unwrap();
    clinic.accept(theft()).unwrap();
    let before = clinic.fleet.license_time_ms();
    let ahead = stolen(bundled("B-1", "CR-2")).issued(OPENING.plus(5 * 365 * DAY));
    clinic.back_with("CR-2", ahead.0.clone());
    assert_eq!(clinic.fleet.license_time_ms(), before);
    assert_eq!(clinic.standing("T-1"), Standing::InForce);
    assert!(matches!(clinic.installing(ahead), Standing::Revoked { .. }));
    assert_eq!(clinic.fleet.license_time_ms(), before);
    clinic.restart_after(60);
    assert_eq!(clinic.standing("T-1"), Standing::InForce);
}

#[test]
fn what_a_thief_put_in_the_place_of_a_license_gives_it_back_once_the_theft_is_known() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    clinic.install(additional("L-1", 1)).unwrap();
    // A license of another kind never replaces one.
    let box_license = stolen(bundled("B-1", "CR-2").superseding("L-1"));
    clinic.back_with("CR-2", box_license.0);
    assert_eq!(clinic.standing("L-1"), Standing::InForce);
    clinic
        .install(stolen(additional("L-2", 1).superseding("L-1")))
        .unwrap();
    let by = license_id("L-2");
    assert_eq!(clinic.standing("L-1"), Standing::Superseded { by });
    clinic.accept(theft()).unwrap();
    assert_eq!(clinic.standing("L-1"), Standing::InForce);
}

#[test]
fn the_id_of_a_license_is_no_hiding_place() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    clinic.install(stolen(additional("L-1", 1))).unwrap();
    let honest = || additional("L-1", 1);
    let in_use = Err(Refusal::LicenseIdInUse(license_id("L-1")));
    assert_eq!(clinic.install(honest()), in_use);
    clinic.accept(theft()).unwrap();
    clinic.install(honest()).unwrap();
    assert_eq!(clinic.standing("L-1"), Standing::InForce);
    clinic.restart_after(60);
    assert_eq!(clinic.standing("L-1"), Standing::InForce);
}

#[test]
fn a_key_that_was_taken_back_tells_no_time() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.ask_reset(7);
    let mut list = roots_list(1, &[]);
    list.issuers.insert(ISSUER, 1);
    clinic.accept(list).unwrap();
    let refused = clinic.reset_time(7, OPENING);
    assert_eq!(refused, Err(Refusal::ResetTakenBack));
}
