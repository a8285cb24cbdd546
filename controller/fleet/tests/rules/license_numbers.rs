//! At a clinic one sequence of one issuer is one license, whatever way it comes (RULES P4).

use crate::kit::{
    Clinic, ISSUER, OPENING, OTHER_ISSUER, Paper, THERE, additional, additional_of, bundled,
    license_id, roots_list,
};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::licensing::Notice;
use madoguchi_fleet::time::DAY;
use madoguchi_licensing::standing::Standing;

fn numbered(paper: Paper) -> Paper {
    paper.signed(ISSUER, 12)
}

/// The refusal of every other license with that sequence after `L-1` was installed.
fn is_l_1() -> Refusal {
    Refusal::SequenceInUse {
        first: license_id("L-1"),
        issuer: "test".into(),
        sequence: 12,
    }
}

fn clinic() -> Clinic {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2", "CR-3"]);
    clinic.install(numbered(additional("L-1", 1))).unwrap();
    clinic
}

fn seats(clinic: &Clinic) -> u8 {
    clinic.fleet.arithmetic(clinic.fleet.installation()).total()
}

#[test]
fn the_second_license_of_a_number_is_refused_and_the_first_named() {
    let mut clinic = clinic();
    let before = seats(&clinic);
    for second in [
        additional("L-2", 2),
        bundled("B-1", "CR-3"),
        additional("L-2", 1).superseding("L-1"),
        additional("L-2", 1).until(OPENING.plus(30 * DAY)),
        additional("L-2", 1).from(OPENING.plus(DAY)),
        additional_of("L-2", 1, THERE).old_pc_died(),
    ] {
        let refused = clinic.install(numbered(second)).unwrap_err();
        assert_eq!(refused, is_l_1());
    }
    assert_eq!(seats(&clinic), before);
    assert_eq!(clinic.standing("L-1"), Standing::InForce);
}

#[test]
fn the_very_same_license_once_more_is_a_success_and_changes_nothing() {
    let mut clinic = clinic();
    let before = seats(&clinic);
    for restart in [false, true] {
        if restart {
            clinic.restart_after(1);
        }
        let again = clinic.install(numbered(additional("L-1", 1)));
        assert_eq!(again, Ok(Answer::License(license_id("L-1"))));
        assert_eq!(seats(&clinic), before);
    }
}

#[test]
fn another_number_or_another_issuer_is_another_license() {
    let mut clinic = clinic();
    clinic
        .install(additional("L-2", 1).signed(ISSUER, 13))
        .unwrap();
    clinic
        .install(additional("L-3", 1).signed(OTHER_ISSUER, 12))
        .unwrap();
    assert_eq!(clinic.standing("L-3"), Standing::InForce);
}

#[test]
fn a_number_stays_used_however_its_license_stands_by_now() {
    // Superseded, revoked by its id, or ended.
    let mut clinic = clinic();
    clinic
        .install(additional("L-2", 1).signed(ISSUER, 13).superseding("L-1"))
        .unwrap();
    let second = || numbered(additional("L-9", 1));
    assert_eq!(clinic.install(second()), Err(is_l_1()));
    clinic.accept(roots_list(1, &["L-1"])).unwrap();
    assert_eq!(clinic.install(second()), Err(is_l_1()));
    clinic.restart_after(3_600);
    assert_eq!(clinic.install(second()), Err(is_l_1()));
}

#[test]
fn a_second_one_in_a_readers_box_is_not_taken_and_the_reader_attaches_all_the_same() {
    let mut clinic = clinic();
    let before = seats(&clinic);
    clinic.back_with("CR-3", numbered(bundled("B-1", "CR-3")).0);
    assert!(
        !clinic
            .fleet
            .licenses()
            .any(|l| l.grant.id == license_id("B-1"))
    );
    assert!(clinic.unit("CR-3").connection().is_some());
    assert_eq!(seats(&clinic), before);
    // The other way round: the license from the box was installed first.
    let mut clinic = Clinic::with_units(&["CR-1", "CR-3"]);
    clinic.back_with("CR-3", numbered(bundled("L-1", "CR-3")).0);
    assert_eq!(
        clinic.install(numbered(additional("L-2", 1))),
        Err(is_l_1())
    );
}

#[test]
fn doubles_that_an_older_release_took_stay_in_force_and_are_told() {
    let mut clinic = clinic();
    clinic
        .install(additional("L-2", 1).signed(ISSUER, 13))
        .unwrap();
    for serial in ["CR-1", "CR-2", "CR-3"] {
        assert!(clinic.unit(serial).serves(), "{serial}");
    }
    // As that release stored it.
    clinic.store.renumber("L-2", 12);
    clinic.restart_after(1);
    for serial in ["CR-1", "CR-2", "CR-3"] {
        clinic.back(serial);
        assert!(clinic.unit(serial).serves(), "{serial}");
    }
    assert_eq!(clinic.standing("L-2"), Standing::InForce);
    let told = Notice::SameSequence {
        license: license_id("L-2"),
        first: license_id("L-1"),
    };
    assert_eq!(clinic.fleet.license_notices(), [told]);
    // Each of them can be installed again; a third license is refused.
    clinic.install(numbered(additional("L-1", 1))).unwrap();
    clinic.install(numbered(additional("L-2", 1))).unwrap();
    assert_eq!(
        clinic.install(numbered(additional("L-3", 1))),
        Err(is_l_1())
    );
}
