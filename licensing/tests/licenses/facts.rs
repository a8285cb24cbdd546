//! Licenses as plain facts, and what can happen to one.

use std::collections::{BTreeMap, BTreeSet};

use madoguchi_licensing::grant::{Binding, Environment, Grant, InstallationKey, KeyId, LicenseId};
use madoguchi_licensing::revocations::{Revocations, Scope};
use madoguchi_licensing::standing::{Circumstances, Held, TERM_GRACE_MS};

pub const DAY: i64 = 24 * 60 * 60 * 1_000;
pub const NOW: i64 = 1_000 * DAY;
pub const HERE: InstallationKey = InstallationKey([1; 32]);
pub const ELSEWHERE: InstallationKey = InstallationKey([2; 32]);
pub const ISSUER: KeyId = KeyId([9; 8]);
pub const OTHER_ISSUER: KeyId = KeyId([8; 8]);
pub const ROOT: KeyId = KeyId([7; 8]);

pub fn id(text: &str) -> LicenseId {
    LicenseId::parse(text).unwrap()
}

pub fn license(name: &str, binding: Binding) -> Grant {
    Grant {
        id: id(name),
        environment: Environment::Test,
        binding,
        not_before_ms: NOW - 400 * DAY,
        not_after_ms: None,
        supersedes: Vec::new(),
        lineage: id(name),
        issuer: "窓口商会".into(),
        issuer_key: ISSUER,
        sequence: 1,
        issued_at_ms: NOW - 400 * DAY,
    }
}

/// Seats for any unit of this PC, for ever.
pub fn additional(name: &str, seats: u8) -> Grant {
    let installation = HERE;
    let binding = Binding::Additional {
        installation,
        seats,
    };
    license(name, binding)
}

/// The seat of one unit, for ever.
pub fn bundled(name: &str, serial: &str) -> Grant {
    let (serial, unit_key) = (serial.into(), None);
    license(name, Binding::Bundled { serial, unit_key })
}

/// A license as the PC holds it, and the one that took its place.
pub struct Case {
    pub grant: Grant,
    pub newer: Option<Grant>,
    pub bridge_until_ms: Option<i64>,
    pub returned: bool,
}

impl Case {
    pub fn held(&self) -> Vec<Held<'_>> {
        let this = Held {
            grant: &self.grant,
            bridge_until_ms: self.bridge_until_ms,
            returned: self.returned,
        };
        let newer = self.newer.as_ref().map(Held::plain);
        std::iter::once(this).chain(newer).collect()
    }
}

impl From<Grant> for Case {
    fn from(grant: Grant) -> Self {
        Self {
            grant,
            newer: None,
            bridge_until_ms: None,
            returned: false,
        }
    }
}

/// Something that happened: to a license, and to the PC that holds it.
pub struct State {
    pub apply: fn(Grant) -> Case,
    pub clock_set_back: bool,
    pub lists: BTreeMap<KeyId, Revocations>,
}

impl State {
    pub fn here(&self) -> Circumstances<'_> {
        Circumstances {
            environment: Environment::Test,
            installation: HERE,
            now_ms: NOW,
            clock_set_back: self.clock_set_back,
            revocations: &self.lists,
        }
    }
}

/// List number 5 of `signer`.
pub fn list(signer: KeyId, scope: Scope, licenses: &[LicenseId]) -> Revocations {
    Revocations {
        id: id("REVOKED-5"),
        signer,
        scope,
        number: 5,
        issued_at_ms: NOW,
        licenses: licenses.iter().cloned().collect(),
        issuers: BTreeMap::new(),
    }
}

fn ends(grant: Grant, at: i64) -> Case {
    let not_after_ms = Some(at);
    Case::from(Grant {
        not_after_ms,
        ..grant
    })
}

/// Gives the license a name that a list of [`naming`] has.
fn named(grant: Grant) -> Case {
    let id = id(&format!("BAD-{}", grant.id));
    Case::from(Grant { id, ..grant })
}

/// A list that names every license whose name was changed so.
fn naming(signer: KeyId, scope: Scope) -> Revocations {
    let names = ["A", "B"]
        .into_iter()
        .flat_map(|kind| (0..10).map(move |n| format!("BAD-{kind}-{n}")));
    let names: BTreeSet<_> = names.map(|name| id(&name)).collect();
    list(signer, scope, &Vec::from_iter(names))
}

/// A root's list that takes back all that the issuer signed from number 50 on.
fn stolen() -> Revocations {
    let issuers = BTreeMap::from([(ISSUER, 50)]);
    Revocations {
        issuers,
        ..list(ROOT, Scope::Everything, &[])
    }
}

fn elsewhere(grant: Grant) -> Case {
    let binding = match grant.binding {
        Binding::Additional { seats, .. } => Binding::Additional {
            installation: ELSEWHERE,
            seats,
        },
        bundled @ Binding::Bundled { .. } => bundled,
    };
    Case::from(Grant { binding, ..grant })
}

/// A newer license took its place, and gives its seats elsewhere.
fn superseded(grant: Grant) -> Case {
    let mut newer = match grant.binding {
        Binding::Additional { .. } => elsewhere(additional("NEWER", 3)).grant,
        Binding::Bundled { .. } => bundled("NEWER", "CR-9"),
    };
    newer.id = id(&format!("NEWER-{}", grant.id));
    newer.supersedes = vec![grant.id.clone()];
    newer.lineage = grant.lineage.clone();
    Case {
        newer: Some(newer),
        ..Case::from(grant)
    }
}

fn moved_away(grant: Grant) -> Case {
    Case::from(bundled(grant.id.as_str(), "CR-9"))
}

/// All that can happen to a license, by the names that the tables use.
pub fn states() -> Vec<(&'static str, State)> {
    let state = |apply: fn(Grant) -> Case| State {
        apply,
        clock_set_back: false,
        lists: BTreeMap::new(),
    };
    let set_back = |apply| State {
        clock_set_back: true,
        ..state(apply)
    };
    let listed = |apply, list: Revocations| State {
        lists: BTreeMap::from([(list.signer, list)]),
        ..state(apply)
    };
    vec![
        ("in force", state(Case::from)),
        (
            "for a term, before its end",
            state(|grant| ends(grant, NOW + 1)),
        ),
        ("for a term, in its grace", state(|grant| ends(grant, NOW))),
        (
            "expired, its grace too",
            state(|grant| ends(grant, NOW - TERM_GRACE_MS)),
        ),
        (
            "not yet begun",
            state(|grant| {
                let not_before_ms = NOW + 1;
                Case::from(Grant {
                    not_before_ms,
                    ..grant
                })
            }),
        ),
        ("for another PC", state(elsewhere)),
        (
            "for another PC, which died",
            state(|grant| Case {
                bridge_until_ms: Some(NOW + 1),
                ..elsewhere(grant)
            }),
        ),
        (
            "its bridge has ended",
            state(|grant| Case {
                bridge_until_ms: Some(NOW),
                ..elsewhere(grant)
            }),
        ),
        (
            "for the other environment",
            state(|grant| {
                let environment = Environment::Production;
                Case::from(Grant {
                    environment,
                    ..grant
                })
            }),
        ),
        (
            "for a term, clock set back",
            set_back(|grant| ends(grant, NOW + 1)),
        ),
        ("for ever, clock set back", set_back(Case::from)),
        (
            "revoked by a root",
            listed(named, naming(ROOT, Scope::Everything)),
        ),
        (
            "revoked by its issuer",
            listed(named, naming(ISSUER, Scope::Own)),
        ),
        (
            "named by another issuer's list",
            listed(named, naming(OTHER_ISSUER, Scope::Own)),
        ),
        (
            "its issuer's key was stolen",
            listed(
                |grant| {
                    let sequence = 50;
                    Case::from(Grant { sequence, ..grant })
                },
                stolen(),
            ),
        ),
        (
            "signed before the key was stolen",
            listed(
                |grant| {
                    let sequence = 49;
                    Case::from(Grant { sequence, ..grant })
                },
                stolen(),
            ),
        ),
        ("superseded", state(superseded)),
        (
            "given back",
            state(|grant| Case {
                returned: true,
                ..Case::from(grant)
            }),
        ),
        ("its unit is not here", state(moved_away)),
    ]
}
