//! The clinic as it is before the first patient comes: PCs, readers, licenses. Drawn from the seed, kept in the log.

use super::controller::key_of_pc;
use super::event::Wall;
use super::world::OPENING;
use madoguchi_fleet::ids::{Serial, Tag};
use madoguchi_fleet::time::MINUTE;
use madoguchi_fleet::wish::{Counter, Placement};
use madoguchi_licensing::grant::{Binding, Environment, Grant, KeyId, LicenseId};
use madoguchi_licensing::revocations::{Revocations, Scope};
use madoguchi_licensing::standing::TERM_GRACE_MS;
use rand::{Rng, RngExt};
use serde::{Deserialize, Serialize};

/// Most installations of one fleet: a hospital.
const MOST_PCS: usize = 16;
/// Who signed the licenses, and some of the lists.
const ISSUER: KeyId = KeyId([9; 8]);
/// Who signed the other lists.
const ROOT: KeyId = KeyId([1; 8]);
/// A license's `pc` that no fleet has.
const ELSEWHERE: usize = 99;

/// What there is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Installations; the first has the controller.
    pub pcs: usize,
    /// Readers, in the order in which they were paired.
    pub readers: Vec<ReaderPlan>,
    /// Licenses that can be installed.
    pub licenses: Vec<LicensePlan>,
    /// Revocation lists that can arrive.
    #[serde(default)]
    pub lists: Vec<ListPlan>,
    /// When the day ends by itself, in minutes after midnight.
    pub day_ends_min: Option<i64>,
    /// When readers restart as planned, in minutes after midnight.
    #[serde(default)]
    pub restarts_min: Option<i64>,
    /// What the wall clock says when the controller is installed.
    #[serde(default)]
    pub wall: Wall,
}

/// One reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderPlan {
    /// Where it is plugged in at first.
    pub pc: usize,
    /// Whether its counter is a seated one.
    pub seated: bool,
    /// Whether English is spoken there.
    pub english: bool,
    /// Whether it is labelled as a multi edition.
    pub multi: bool,
}

/// One license.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicensePlan {
    /// Its id.
    pub id: String,
    /// The PC that it names, or where it is installed.
    pub pc: usize,
    /// Seats of an additional license; 0: bundled.
    pub seats: u8,
    /// The reader that a bundled license names.
    pub reader: usize,
    /// In force from so many minutes after the opening; 0: always.
    pub begins_min: i64,
    /// In force until so many minutes after the opening.
    pub ends_min: Option<i64>,
    /// The license that it takes the place of.
    pub supersedes: Option<String>,
    /// For production, which a test installation does not take.
    pub production: bool,
    /// The license that its lineage began with; its own, else.
    #[serde(default)]
    pub lineage: Option<String>,
    /// When it was signed, in minutes after the opening; long ago, else.
    #[serde(default)]
    pub issued_min: Option<i64>,
}

/// A revocation list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPlan {
    /// Whether the root signed it, or the issuer of all licenses here.
    pub root: bool,
    /// Its number.
    pub number: u64,
    /// Licenses that no longer hold.
    pub licenses: Vec<String>,
    /// The issuer's signatures no longer hold from this number on.
    pub issuer_from: Option<u64>,
}

impl Plan {
    /// Draws a clinic: mostly one PC, at times a hospital.
    pub fn draw(random: &mut impl Rng) -> Self {
        let pcs = match random.random_range(0..10) {
            0..6 => 1,
            6 | 7 => 2,
            8 => random.random_range(3..=6),
            _ => random.random_range(7..=MOST_PCS),
        };
        let mut readers = Vec::new();
        for pc in 0..pcs {
            let count = match pcs {
                1 => random.random_range(2..=6).max(random.random_range(2..=6)),
                2 => random.random_range(2..=5),
                3..=6 => random.random_range(1..=3),
                _ => random.random_range(1..=2),
            };
            readers.extend((0..count).map(|_| ReaderPlan {
                pc,
                seated: random.random_bool(0.3),
                english: random.random_bool(0.2),
                multi: random.random_bool(0.2),
            }));
        }
        let licenses = licenses(random, pcs, readers.len());
        Self {
            pcs,
            readers,
            lists: lists(random, &licenses),
            licenses,
            // Half of the clinics end their day soon after they opened at 8:30.
            day_ends_min: random
                .random_bool(0.5)
                .then(|| random.random_range(511..550)),
            restarts_min: random
                .random_bool(0.3)
                .then(|| random.random_range(511..550)),
            // A PC without a battery, or with another's time zone.
            wall: match random.random_range(0..20) {
                0 => Wall::Epoch,
                1 => Wall::Off(9 * 3_600),
                2 => Wall::Off(-9 * 3_600),
                _ => Wall::Right,
            },
        }
    }

    /// The serial of a reader.
    pub fn serial(&self, reader: usize) -> Serial {
        let text = format!("CR-{}", reader + 1);
        Serial::parse(&text).unwrap_or_else(|| panic!("{text} is a serial"))
    }

    /// Where a reader stands.
    pub fn counter(&self, reader: usize) -> Counter {
        let plan = &self.readers[reader];
        Counter {
            name: format!("窓口{}", reader + 1),
            placement: if plan.seated {
                Placement::Seated
            } else {
                Placement::Standing
            },
            tags: plan.english.then(english).into_iter().collect(),
        }
    }

    /// The port where a reader is plugged in at first: one after the other at its PC, the fifth behind a hub.
    pub fn port(&self, reader: usize) -> u8 {
        let pc = self.readers[reader].pc;
        let before = self.readers[..reader].iter().filter(|r| r.pc == pc).count();
        u8::try_from(before % 5 + 1).unwrap_or(1)
    }

    /// What the licenses give.
    pub fn grants(&self) -> Vec<Grant> {
        let numbered = self.licenses.iter().zip(1..);
        numbered.map(|(plan, n)| self.grant(plan, n)).collect()
    }

    /// What the lists take back.
    pub fn revocations(&self) -> Vec<Revocations> {
        self.lists.iter().map(revocations).collect()
    }

    fn grant(&self, plan: &LicensePlan, sequence: u64) -> Grant {
        let id = |text: &str| LicenseId::parse(text).unwrap_or_else(|| panic!("{text} is an id"));
        let at = |minutes: i64| OPENING.plus(minutes * MINUTE).0;
        Grant {
            issuer_key: ISSUER,
            sequence,
            issued_at_ms: plan.issued_min.map_or(1, at),
            id: id(&plan.id),
            lineage: id(plan.lineage.as_ref().unwrap_or(&plan.id)),
            environment: if plan.production {
                Environment::Production
            } else {
                Environment::Test
            },
            binding: if plan.seats > 0 {
                Binding::Additional {
                    installation: key_of_pc(plan.pc),
                    seats: plan.seats,
                }
            } else {
                Binding::Bundled {
                    serial: self.serial(plan.reader).as_str().into(),
                    unit_key: None,
                }
            },
            not_before_ms: if plan.begins_min == 0 {
                0
            } else {
                at(plan.begins_min)
            },
            not_after_ms: plan.ends_min.map(at),
            supersedes: plan.supersedes.iter().map(|old| id(old)).collect(),
            issuer: "simulated".into(),
        }
    }
}

/// The tag of a counter where English is spoken.
pub fn english() -> Tag {
    Tag::parse("language:en").unwrap_or_else(|| panic!("a plain tag"))
}

/// Seats for every PC; on the first also one license that ends soon and one that begins later, one that takes another's
/// place, bundled ones, one for a PC elsewhere and one for production.
fn licenses(random: &mut impl Rng, pcs: usize, readers: usize) -> Vec<LicensePlan> {
    let plain = |id: &str, pc, seats| LicensePlan {
        id: id.to_owned(),
        pc,
        seats,
        reader: 0,
        begins_min: 0,
        ends_min: None,
        supersedes: None,
        production: false,
        lineage: None,
        issued_min: None,
    };
    // Some are in their grace already, which ends soon.
    let grace = Some(random.random_range(2..20) - TERM_GRACE_MS / MINUTE);
    let mut licenses = vec![
        plain("ONE", 0, 1),
        LicensePlan {
            ends_min: Some(random.random_range(2..20)),
            ..plain("SOON", 0, 3)
        },
        LicensePlan {
            ends_min: grace,
            ..plain("GRACE", 0, 2)
        },
        LicensePlan {
            begins_min: random.random_range(1..20),
            ..plain("LATER", 0, 2)
        },
        LicensePlan {
            supersedes: Some("ONE".to_owned()),
            lineage: Some("ONE".to_owned()),
            ..plain("NEWER", 0, random.random_range(1..=2))
        },
        LicensePlan {
            reader: random.random_range(0..readers),
            ..plain("BUNDLED", 0, 0)
        },
        LicensePlan {
            reader: random.random_range(0..readers),
            ends_min: Some(random.random_range(2..20)),
            ..plain("BOX-SOON", 0, 0)
        },
        plain("ELSEWHERE", ELSEWHERE, 3),
        LicensePlan {
            lineage: Some("ELSEWHERE".to_owned()),
            // Signed after the clock without a battery, and at times after the PC's.
            issued_min: Some(random.random_range(-100..4_000)),
            ..plain("ELSEWHERE-2", ELSEWHERE, 2)
        },
        LicensePlan {
            production: true,
            ..plain("PRODUCTION", 0, 3)
        },
    ];
    licenses.extend((1..pcs).map(|pc| plain(&format!("PC-{pc}"), pc, random.random_range(1..=3))));
    licenses
}

/// Two lists of the issuer and three of the root, which take back some licenses, and once what the issuer's key signed
/// from a number on.
fn lists(random: &mut impl Rng, licenses: &[LicensePlan]) -> Vec<ListPlan> {
    let mut some = || {
        let picked = licenses.iter().filter(|_| random.random_bool(0.15));
        picked.map(|license| license.id.clone()).collect()
    };
    let mut lists: Vec<ListPlan> = [(true, 1), (true, 2), (false, 2), (false, 5)]
        .into_iter()
        .map(|(root, number)| ListPlan {
            root,
            number,
            licenses: some(),
            issuer_from: None,
        })
        .collect();
    lists.push(ListPlan {
        root: true,
        number: 3,
        licenses: Vec::new(),
        issuer_from: Some(random.random_range(2..12)),
    });
    lists
}

fn revocations(plan: &ListPlan) -> Revocations {
    let id = |text: &str| LicenseId::parse(text).unwrap_or_else(|| panic!("{text} is an id"));
    let (signer, scope, name) = if plan.root {
        (ROOT, Scope::Everything, "ROOT")
    } else {
        (ISSUER, Scope::Own, "ISSUER")
    };
    Revocations {
        id: id(&format!("{name}-{}", plan.number)),
        signer,
        scope,
        number: plan.number,
        issued_at_ms: 1,
        licenses: plan.licenses.iter().map(|text| id(text)).collect(),
        issuers: plan
            .issuer_from
            .map(|from| (ISSUER, from))
            .into_iter()
            .collect(),
    }
}
