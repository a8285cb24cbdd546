//! The arithmetic of seats: how many a PC has, and from what (FAQ 7, 8).

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::grant::{Binding, Grant, LicenseId};
use crate::standing::{Circumstances, Held, standing};

/// The seats of every installation without a license (FAQ 8).
pub const INCLUDED: u8 = 1;

/// The most units that may serve on one PC, whatever the licenses give (FAQ 7).
pub const LIMIT: u8 = 4;

/// The most seats of an additional license, and the most that can be asked for: the PC's limit with the included one.
pub const MAX_ADDITIONAL: u8 = LIMIT - INCLUDED;

/// The seats of one PC by their source.
///
/// `Display` writes the sum as people check it: "1 included + 2 additional = 3; limit of the PC: 4".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arithmetic {
    /// The seats without a license.
    pub included: u8,
    /// The seats of the additional licenses in force.
    pub additional: u8,
    /// The bundled licenses in force whose unit is here, one seat each.
    pub bundled: u8,
    /// The most seats that count.
    pub limit: u8,
}

impl Arithmetic {
    #[must_use]
    pub fn new(additional: u8, bundled: u8) -> Self {
        Self {
            included: INCLUDED,
            additional,
            bundled,
            limit: LIMIT,
        }
    }

    /// The units that may serve at once: the sum, at most the limit.
    #[must_use]
    pub fn total(self) -> u8 {
        u8::try_from(self.sum()).map_or(self.limit, |sum| sum.min(self.limit))
    }

    fn sum(self) -> u16 {
        u16::from(self.included) + u16::from(self.additional) + u16::from(self.bundled)
    }
}

impl fmt::Display for Arithmetic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} included", self.included)?;
        for (seats, word) in [(self.additional, "additional"), (self.bundled, "bundled")] {
            if seats > 0 {
                write!(f, " + {seats} {word}")?;
            }
        }
        write!(f, " = {}; limit of the PC: {}", self.sum(), self.limit)
    }
}

/// The additional licenses in force with the number of their seats, lowest license id first: the order in which seats are given out (RULES
/// S2).
#[must_use]
pub fn additional_seats<'a>(
    all: impl IntoIterator<Item = Held<'a>> + Clone,
    here: &Circumstances<'_>,
) -> Vec<(LicenseId, u8)> {
    let mut seats: Vec<_> = giving(all, here)
        .filter_map(|grant| match grant.binding {
            Binding::Additional { seats, .. } => Some((grant.id.clone(), seats)),
            Binding::Bundled { .. } => None,
        })
        .collect();
    seats.sort();
    seats.dedup_by(|a, b| a.0 == b.0);
    seats
}

/// The seat of one unit by its bundled license.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundledSeat {
    pub license: LicenseId,
    /// The factory key that the unit has to prove, if the license names one.
    pub unit_key: Option<[u8; 32]>,
}

/// The bundled licenses in force by the serial of their unit. A serial that two licenses name has one seat, on the lowest license id.
#[must_use]
pub fn bundled_seats<'a>(
    all: impl IntoIterator<Item = Held<'a>> + Clone,
    here: &Circumstances<'_>,
) -> BTreeMap<Arc<str>, BundledSeat> {
    let mut seats: BTreeMap<Arc<str>, BundledSeat> = BTreeMap::new();
    for grant in giving(all, here) {
        let Binding::Bundled { serial, unit_key } = &grant.binding else {
            continue;
        };
        let lower = seats.get(serial).is_none_or(|seat| grant.id < seat.license);
        if lower {
            let license = grant.id.clone();
            let unit_key = *unit_key;
            seats.insert(serial.clone(), BundledSeat { license, unit_key });
        }
    }
    seats
}

fn giving<'a>(
    all: impl IntoIterator<Item = Held<'a>> + Clone,
    here: &Circumstances<'_>,
) -> impl Iterator<Item = &'a Grant> {
    let others = all.clone();
    all.into_iter()
        .filter(move |held| standing(*held, others.clone(), here).gives_seats())
        .map(|held| held.grant)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::grant::{Environment, InstallationKey, KeyId};
    use crate::standing::TERM_GRACE_MS;

    static NOTHING_REVOKED: BTreeMap<KeyId, crate::revocations::Revocations> = BTreeMap::new();

    fn here() -> Circumstances<'static> {
        Circumstances {
            environment: Environment::Test,
            installation: HERE,
            now_ms: NOW,
            clock_set_back: false,
            revocations: &NOTHING_REVOKED,
        }
    }

    fn additional_of(grants: &[Grant]) -> Vec<(LicenseId, u8)> {
        additional_seats(grants.iter().map(Held::plain), &here())
    }

    const HERE: InstallationKey = InstallationKey([1; 32]);
    const ELSEWHERE: InstallationKey = InstallationKey([2; 32]);
    const NOW: i64 = 1_000;

    fn id(text: &str) -> LicenseId {
        LicenseId::parse(text).unwrap()
    }

    fn grant(name: &str, binding: Binding) -> Grant {
        Grant {
            id: id(name),
            environment: Environment::Test,
            binding,
            not_before_ms: 0,
            not_after_ms: None,
            supersedes: Vec::new(),
            lineage: id(name),
            issuer: "a vendor".into(),
            issuer_key: KeyId([9; 8]),
            sequence: 1,
            issued_at_ms: 1,
        }
    }

    fn additional(name: &str, seats: u8) -> Grant {
        let installation = HERE;
        grant(
            name,
            Binding::Additional {
                installation,
                seats,
            },
        )
    }

    fn bundled(name: &str, serial: &str) -> Grant {
        let serial = serial.into();
        grant(
            name,
            Binding::Bundled {
                serial,
                unit_key: None,
            },
        )
    }

    #[test]
    fn seats_are_told_in_words_and_never_exceed_the_pc() {
        // (additional, bundled, total, words)
        let table = [
            (0, 0, 1, "1 included = 1; limit of the PC: 4"),
            (2, 0, 3, "1 included + 2 additional = 3; limit of the PC: 4"),
            (0, 1, 2, "1 included + 1 bundled = 2; limit of the PC: 4"),
            (
                2,
                1,
                4,
                "1 included + 2 additional + 1 bundled = 4; limit of the PC: 4",
            ),
            (
                3,
                2,
                4,
                "1 included + 3 additional + 2 bundled = 6; limit of the PC: 4",
            ),
            (
                255,
                255,
                4,
                "1 included + 255 additional + 255 bundled = 511; limit of the PC: 4",
            ),
        ];
        for (additional, bundled, total, words) in table {
            let arithmetic = Arithmetic::new(additional, bundled);
            assert_eq!(arithmetic.total(), total, "{words}");
            assert_eq!(arithmetic.to_string(), words);
        }
    }

    #[test]
    fn additional_seats_come_lowest_license_id_first() {
        let grants = [additional("B", 2), bundled("A", "S-1"), additional("A2", 1)];
        assert_eq!(additional_of(&grants), [(id("A2"), 1), (id("B"), 2)]);
    }

    #[test]
    fn only_licenses_in_force_here_and_now_give_seats() {
        let plain = || additional("X", 2);
        let table = [
            ("in force", plain(), true),
            (
                "begins now",
                Grant {
                    not_before_ms: NOW,
                    ..plain()
                },
                true,
            ),
            (
                "begins later",
                Grant {
                    not_before_ms: NOW + 1,
                    ..plain()
                },
                false,
            ),
            (
                "ends in a moment",
                Grant {
                    not_after_ms: Some(NOW + 1),
                    ..plain()
                },
                true,
            ),
            (
                "ended now, in its grace",
                Grant {
                    not_after_ms: Some(NOW),
                    ..plain()
                },
                true,
            ),
            (
                "its grace ended now",
                Grant {
                    not_before_ms: -TERM_GRACE_MS,
                    not_after_ms: Some(NOW - TERM_GRACE_MS),
                    ..plain()
                },
                false,
            ),
            (
                "production",
                Grant {
                    environment: Environment::Production,
                    ..plain()
                },
                false,
            ),
            (
                "another PC",
                Grant {
                    binding: Binding::Additional {
                        installation: ELSEWHERE,
                        seats: 2,
                    },
                    ..plain()
                },
                false,
            ),
        ];
        for (case, grant, counts) in table {
            let seats = additional_of(&[grant]);
            let expected = counts.then(|| (id("X"), 2));
            assert_eq!(seats, Vec::from_iter(expected), "{case}");
        }
    }

    #[test]
    fn a_license_that_takes_the_place_of_another_ends_it() {
        let newer = Grant {
            supersedes: vec![id("OLD")],
            lineage: id("OLD"),
            ..additional("NEW", 3)
        };
        let grants = [additional("OLD", 2), newer];
        assert_eq!(additional_of(&grants), [(id("NEW"), 3)]);
    }

    #[test]
    fn a_license_counts_once_and_a_unit_has_one_bundled_seat() {
        let twice = [additional("X", 2), additional("X", 2)];
        assert_eq!(additional_of(&twice), [(id("X"), 2)]);
        let grants = [
            bundled("C", "S-1"),
            bundled("B", "S-1"),
            bundled("D", "S-2"),
        ];
        let seats = bundled_seats(grants.iter().map(Held::plain), &here());
        let seats: Vec<_> = seats
            .iter()
            .map(|(serial, seat)| (&**serial, seat.license.as_str()))
            .collect();
        assert_eq!(seats, [("S-1", "B"), ("S-2", "D")]);
    }
}
