//! The bounds of each kind of record: a sender of too many replaces only its own (T13, P7). The bounds on waiting tickets and signatures
//! are in `routing.rs`. The controller's `bounds.rs` lists every bound with its reason.

use crate::kit::*;
use madoguchi_fleet::Refusal;
use madoguchi_fleet::decision::{Change, WalkUp};
use madoguchi_fleet::ids::{KeyFingerprint, SessionId};
use madoguchi_fleet::outcome::Kind;
use madoguchi_fleet::settings::WALK_UPS_PER_UNIT;

/// A clinic that loads its store only now and then, because these tests make many decisions.
fn busy() -> Clinic {
    let mut clinic = Clinic::new();
    clinic.loads_every = 1_000;
    clinic
}

#[test]
fn more_units_than_a_fleet_has_are_refused() {
    let mut clinic = busy();
    for n in 1..=256 {
        clinic.enroll(&format!("CR-{n}"));
    }
    let key = KeyFingerprint([9; 32]);
    let refused = clinic.enroll_with("CR-257", counter("front"), key);
    assert_eq!(refused, Err(Refusal::TooManyUnits(256)));
    // A known unit can still get a new key.
    clinic.enroll_with("CR-1", counter("front"), key).unwrap();
}

#[test]
fn more_licenses_than_an_installation_has_are_refused() {
    let mut clinic = busy();
    for n in 1..=256 {
        clinic.install(additional(&format!("L-{n}"), 1)).unwrap();
    }
    let refused = clinic.install(additional("L-257", 1));
    assert_eq!(refused, Err(Refusal::TooManyLicenses(256)));
    // A license that is installed can be installed again, and patients are served.
    clinic.install(additional("L-1", 1)).unwrap();
    clinic.add("12");
}

#[test]
fn a_reader_that_makes_up_walk_ups_without_end_takes_its_own_place_alone() {
    let session = |n: usize| {
        let mut id = [0xff; 16];
        id[8..].copy_from_slice(&(n as u64).to_be_bytes());
        SessionId(id)
    };
    let walk_up = |unit: &str, n: usize| {
        Change::WalkUp(WalkUp {
            session: session(n),
            unit: name(unit),
            ended_at: OPENING.plus(n as i64 - 1_000_000),
            outcome: outcome(Kind::GivenUp),
            bound_to: None,
        })
    };
    let mut clinic = busy();
    // Older than all of the other's, and not removed.
    let others = (0..10).map(|n| walk_up("CR-2", n));
    let own = (10..10 + WALK_UPS_PER_UNIT).map(|n| walk_up("CR-1", n));
    let stored: Vec<_> = others.chain(own).collect();
    clinic.store.apply(&stored, OPENING);
    clinic.restart_after(1);
    clinic.enroll("CR-1");
    clinic.plug("CR-1", "1-1");
    clinic.walk_up("CR-1");
    clinic.verified("CR-1");

    let fleet = &clinic.fleet;
    assert_eq!(fleet.walk_ups_of(&name("CR-1")).count(), WALK_UPS_PER_UNIT);
    assert_eq!(fleet.walk_ups_of(&name("CR-2")).count(), 10);
    let gone = (0..12).filter(|n| fleet.walk_up(session(*n)).is_none());
    assert_eq!(gone.collect::<Vec<_>>(), [10], "its oldest");
}
