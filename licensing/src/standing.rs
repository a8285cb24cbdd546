//! The standing of a license: whether and why it gives its seats, as pure rules without a clock or a file.
//!
//! Times are *license time*: fleet time, as far as it can be believed (RULES P9 to P14). The fleet computes it and passes it in.

use std::collections::BTreeMap;

use crate::grant::{Binding, Environment, Grant, InstallationKey, KeyId, LicenseId};
use crate::revocations::Revocations;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// How long a term license gives its seats after its end, so that a late renewal closes no counter.
pub const TERM_GRACE_MS: i64 = 14 * DAY_MS;

/// How long before its end a term license is announced, the first and the second time.
pub const WARNINGS_MS: [i64; 2] = [30 * DAY_MS, 7 * DAY_MS];

/// Whether a license gives its seats at an installation now, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It gives its seats.
    InForce,
    /// Its term has ended; it gives its seats until the end of the grace.
    InGrace {
        /// The end of the grace (exclusive), in milliseconds since 1970.
        until_ms: i64,
    },
    /// It names another installation, whose PC died. It gives its seats for some days, until the vendor's new license arrives.
    Bridging {
        /// The end of the bridge (exclusive), in milliseconds since 1970.
        until_ms: i64,
    },
    OtherEnvironment,
    /// It names another installation.
    OtherInstallation,
    /// Its term begins later.
    NotYet,
    /// Its term and its grace have ended.
    Expired,
    /// It has a term and the clock was set back, so nobody knows whether the term has ended.
    Suspended,
    /// A newer license took its place.
    Superseded {
        /// The newer license.
        by: LicenseId,
    },
    /// Its vendor took it back.
    Revoked {
        number: u64,
    },
    /// It was given back to its vendor.
    Returned,
}

impl Standing {
    #[must_use]
    pub const fn gives_seats(&self) -> bool {
        matches!(
            self,
            Self::InForce | Self::InGrace { .. } | Self::Bridging { .. }
        )
    }
}

/// A license with what an installation knows about it.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    pub grant: &'a Grant,
    /// The end of its bridge (exclusive, in milliseconds since 1970), if it gives seats although it names another installation: once per
    /// lineage.
    pub bridge_until_ms: Option<i64>,
    pub returned: bool,
}

impl<'a> Held<'a> {
    /// A license without anything known about it.
    #[must_use]
    pub const fn plain(grant: &'a Grant) -> Self {
        Self {
            grant,
            bridge_until_ms: None,
            returned: false,
        }
    }
}

/// The circumstances in which licenses are judged.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances<'a> {
    pub environment: Environment,
    pub installation: InstallationKey,
    /// License time, in milliseconds since 1970.
    pub now_ms: i64,
    /// Whether the clock was set back, by more than is tolerated.
    pub clock_set_back: bool,
    /// The newest list of each signer.
    pub revocations: &'a BTreeMap<KeyId, Revocations>,
}

impl<'a> Circumstances<'a> {
    /// The lists that hold: a root's list may take back what a stolen key signed, also another list.
    fn lists(&self) -> impl Iterator<Item = &'a Revocations> {
        let all = self.revocations;
        all.values()
            .filter(move |list| !list.is_taken_back_by(all.values()))
    }
}

/// The standing of `held`. `all` are all licenses of the installation, with or without this one.
#[must_use]
pub fn standing<'a>(
    held: Held<'_>,
    all: impl IntoIterator<Item = Held<'a>>,
    here: &Circumstances<'_>,
) -> Standing {
    let grant = held.grant;
    if grant.environment != here.environment {
        return Standing::OtherEnvironment;
    }
    if held.returned {
        return Standing::Returned;
    }
    if let Some(list) = here
        .lists()
        .filter(|list| list.cover(grant))
        .max_by_key(|l| l.number)
    {
        return Standing::Revoked {
            number: list.number,
        };
    }
    if let Some(newer) = all
        .into_iter()
        .find(|other| supersedes(other.grant, grant, here))
    {
        let by = newer.grant.id.clone();
        return Standing::Superseded { by };
    }
    let elsewhere = matches!(&grant.binding, Binding::Additional { installation, .. } if *installation != here.installation);
    let bridge = held.bridge_until_ms.filter(|&until| here.now_ms < until);
    if elsewhere && bridge.is_none() {
        return Standing::OtherInstallation;
    }
    match (term(grant, here), bridge.filter(|_| elsewhere)) {
        (Standing::InForce, Some(until_ms)) => Standing::Bridging { until_ms },
        // The earlier end is the one that people have to know.
        (Standing::InGrace { until_ms: grace }, Some(until_ms)) if until_ms < grace => {
            Standing::Bridging { until_ms }
        }
        (other, _) => other,
    }
}

/// Whether `newer` replaced `older`. Naming it is not enough, or any issuer could end any other's license: it must be of the same kind and
/// lineage, and its signature must still hold. (If it was taken back by its own id it still replaced the older one: a license that was
/// moved does not come back to life where it was.) A license that begins later ends no other one before it begins.
fn supersedes(newer: &Grant, older: &Grant, here: &Circumstances<'_>) -> bool {
    newer.supersedes.contains(&older.id)
        && newer.lineage == older.lineage
        && std::mem::discriminant(&newer.binding) == std::mem::discriminant(&older.binding)
        && newer.not_before_ms <= here.now_ms
        && !here
            .lists()
            .any(|list| list.cover_signature(newer.issuer_key, newer.sequence))
}

fn term(grant: &Grant, here: &Circumstances<'_>) -> Standing {
    if here.now_ms < grant.not_before_ms {
        return Standing::NotYet;
    }
    let Some(end) = grant.not_after_ms else {
        return Standing::InForce;
    };
    let until_ms = end.saturating_add(TERM_GRACE_MS);
    if until_ms <= here.now_ms {
        return Standing::Expired;
    }
    if here.clock_set_back {
        return Standing::Suspended;
    }
    match end <= here.now_ms {
        true => Standing::InGrace { until_ms },
        false => Standing::InForce,
    }
}

/// The next license time after `now_ms` at which the standing can change without an event.
#[must_use]
pub fn next_change_ms(held: Held<'_>, now_ms: i64) -> Option<i64> {
    let end = held.grant.not_after_ms;
    [
        Some(held.grant.not_before_ms),
        end,
        end.map(|end| end.saturating_add(TERM_GRACE_MS)),
        held.bridge_until_ms,
    ]
    .into_iter()
    .flatten()
    .filter(|&at| at > now_ms)
    .min()
}
