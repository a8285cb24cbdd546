//! The seats for every combination of units and licenses: expected values made by hand from the rules ("Seats"; FAQ 7, 8).
//!
//! One letter per unit in the order of pairing: `I` included, `A` additional, `B` bundled, `-` no seat.

use crate::kit::{Clinic, OPENING, Paper, THERE, additional, additional_of, bundled, roots_list};
use madoguchi_fleet::time::DAY;
use madoguchi_fleet::unit::Edition;
use madoguchi_licensing::grant::{Binding, Environment, KeyId};

/// The number of units, the one with a bundled license (0: none), and the seats with 0, 1, 2 and 3 additional seats.
const TABLE: &[(usize, usize, [&str; 4])] = &[
    (0, 0, ["", "", "", ""]),
    (1, 0, ["I", "I", "I", "I"]),
    (1, 1, ["B", "B", "B", "B"]),
    (2, 0, ["I-", "IA", "IA", "IA"]),
    (2, 1, ["BI", "BI", "BI", "BI"]),
    (2, 2, ["IB", "IB", "IB", "IB"]),
    (3, 0, ["I--", "IA-", "IAA", "IAA"]),
    (3, 1, ["BI-", "BIA", "BIA", "BIA"]),
    (3, 2, ["IB-", "IBA", "IBA", "IBA"]),
    (3, 3, ["I-B", "IAB", "IAB", "IAB"]),
    (4, 0, ["I---", "IA--", "IAA-", "IAAA"]),
    (4, 1, ["BI--", "BIA-", "BIAA", "BIAA"]),
    (4, 2, ["IB--", "IBA-", "IBAA", "IBAA"]),
    (4, 3, ["I-B-", "IAB-", "IABA", "IABA"]),
    (4, 4, ["I--B", "IA-B", "IAAB", "IAAB"]),
    // A PC has at most four serving units, whatever the licenses say.
    (5, 0, ["I----", "IA---", "IAA--", "IAAA-"]),
    (5, 1, ["BI---", "BIA--", "BIAA-", "BIAA-"]),
    (5, 5, ["I---B", "IA--B", "IAA-B", "IAAA-"]),
];

/// The flaws of a license. A flawed license counts as absent, and none affects the included seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Nothing,
    OtherInstallation,
    OtherEnvironment,
    NotYet,
    Expired,
    Revoked,
    IssuerRevoked,
    Superseded,
}

const ALL: [Wrong; 8] = [
    Wrong::Nothing,
    Wrong::OtherInstallation,
    Wrong::OtherEnvironment,
    Wrong::NotYet,
    Wrong::Expired,
    Wrong::Revoked,
    Wrong::IssuerRevoked,
    Wrong::Superseded,
];

fn serial(unit: usize) -> String {
    format!("CR-{unit}")
}

fn letter(verdict: &str) -> char {
    match verdict.split(':').nth(1) {
        _ if verdict.starts_with("refused:") => '-',
        Some("included") => 'I',
        Some("additional") => 'A',
        Some("bundled") => 'B',
        _ => '?',
    }
}

/// Makes a license flawed. Some flaws are refused at once, others take effect later.
fn spoil(clinic: &mut Clinic, wrong: Wrong, mut paper: Paper) {
    let id = paper.0.grant.id.to_string();
    match wrong {
        Wrong::Nothing => drop(clinic.install(paper).unwrap()),
        Wrong::OtherInstallation => {
            let one = additional_of(&id, 3, THERE);
            clinic.install(one).unwrap_err();
        }
        Wrong::OtherEnvironment => {
            paper.0.grant.environment = Environment::Production;
            clinic.install(paper).unwrap_err();
        }
        Wrong::NotYet => drop(clinic.install(paper.from(OPENING.plus(DAY))).unwrap()),
        // Its term and its grace of 14 days have ended.
        Wrong::Expired => drop(
            clinic
                .install(paper.until(OPENING.plus(-15 * DAY)))
                .unwrap_err(),
        ),
        Wrong::Revoked => {
            clinic.install(paper).unwrap();
            let list = roots_list(clinic.fleet.revocation_lists().count() as u64 + 1, &[&id]);
            clinic.accept(list).unwrap();
        }
        Wrong::IssuerRevoked => {
            // From a separate issuer, so that the other licenses stay valid.
            let issuer = KeyId([5; 8]);
            let mut list = roots_list(9, &[]);
            list.issuers.insert(issuer, 50);
            clinic.install(paper.signed(issuer, 51)).unwrap();
            clinic.accept(list).unwrap();
        }
        Wrong::Superseded => {
            let bundle = matches!(paper.0.grant.binding, Binding::Bundled { .. });
            clinic.install(paper).unwrap();
            // The newer license was revoked later; the one that it replaced stays ended.
            let newer = format!("{id}-NEW");
            let list = roots_list(9, &[&newer]);
            let newer = match bundle {
                true => bundled(&newer, "CR-99"),
                false => additional(&newer, 1),
            };
            clinic.install(newer.superseding(&id)).unwrap();
            clinic.accept(list).unwrap();
        }
    }
}

fn who_sits(units: usize, edition: Edition, licenses: &[(Wrong, Paper)]) -> String {
    let mut clinic = Clinic::new();
    for (wrong, paper) in licenses {
        spoil(&mut clinic, *wrong, paper.clone());
    }
    for unit in 1..=units {
        clinic.enroll_labelled(&serial(unit), edition);
        clinic.plug(&serial(unit), &format!("1-{unit}"));
    }
    let verdicts = (1..=units).map(|unit| clinic.admission(&serial(unit)));
    verdicts.map(|verdict| letter(&verdict)).collect()
}

/// The row of the table for so many units, with the bundled license at this one.
fn row(units: usize, with: usize) -> [&'static str; 4] {
    let found = TABLE.iter().find(|(u, b, _)| (*u, *b) == (units, with));
    found.map(|(.., sits)| *sits).unwrap()
}

#[test]
fn every_combination_of_units_and_licenses_seats_whom_the_table_says() {
    for edition in [Edition::Single, Edition::Multi] {
        for (units, with, expected) in TABLE {
            for (seats, expected) in expected.iter().enumerate() {
                let mut licenses = Vec::new();
                if seats > 0 {
                    let seats = u8::try_from(seats).unwrap();
                    licenses.push((Wrong::Nothing, additional("L-1", seats)));
                }
                if *with > 0 {
                    licenses.push((Wrong::Nothing, bundled("B-1", &serial(*with))));
                }
                let sits = who_sits(*units, edition, &licenses);
                assert_eq!(
                    sits, *expected,
                    "{units} units of {edition:?}, {seats} additional seats, bundled: {with}"
                );
            }
        }
    }
}

#[test]
fn a_license_with_anything_wrong_counts_as_if_it_were_not_there() {
    for wrong in ALL.into_iter().filter(|wrong| *wrong != Wrong::Nothing) {
        for (units, with, expected) in TABLE {
            let right = bundled("B-1", &serial(*with));
            let mut licenses = vec![(wrong, additional("L-1", 3))];
            if *with > 0 {
                licenses.push((Wrong::Nothing, right));
            }
            let sits = who_sits(*units, Edition::Multi, &licenses);
            assert_eq!(sits, expected[0], "additional {wrong:?}, {units}, {with}");
            if *with == 0 {
                continue;
            }
            for seats in 1..=3u8 {
                let licenses = [
                    (Wrong::Nothing, additional("L-1", seats)),
                    (wrong, bundled("B-1", &serial(*with))),
                ];
                let without = row(*units, 0)[usize::from(seats)];
                let sits = who_sits(*units, Edition::Multi, &licenses);
                assert_eq!(sits, without, "bundled {wrong:?}, {units}, {with}, {seats}");
            }
        }
    }
}

#[test]
fn the_seats_of_several_additional_licenses_add_up_to_four_units() {
    for (seats, expected) in [
        (&[1, 1][..], "IAA-"),
        (&[1, 2], "IAAA"),
        (&[3, 3], "IAAA"),
        (&[1, 1, 1], "IAAA"),
    ] {
        let papers = seats.iter().zip(1..).map(|(seats, n)| {
            let id = format!("L-{n}");
            (Wrong::Nothing, additional(&id, *seats))
        });
        let papers: Vec<_> = papers.collect();
        assert_eq!(who_sits(4, Edition::Single, &papers), expected, "{seats:?}");
    }
}
