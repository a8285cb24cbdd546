//! Seats and licenses.

use super::bundles::{Arg, said, same, sentence};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::settings::UNITS_PER_PC;
use madoguchi_licensing::grant::{Binding, Standing};
use madoguchi_proto::v1::Text;

/// Where an installation's seats come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arithmetic {
    /// Without any license.
    pub included: u8,
    /// By additional licenses.
    pub additional: u8,
    /// By bundled licenses.
    pub bundled: u8,
    /// Most serving units of one PC.
    pub limit: u8,
}

/// The arithmetic of a fleet's own installation, now.
#[must_use]
pub fn arithmetic(fleet: &Fleet) -> Arithmetic {
    let here = fleet.installation();
    let mut seats = Arithmetic {
        included: 1,
        additional: 0,
        bundled: 0,
        limit: u8::try_from(UNITS_PER_PC).unwrap_or(u8::MAX),
    };
    for license in fleet.licenses() {
        if fleet.standing(&license.grant, here) != Standing::InForce {
            continue;
        }
        match license.grant.binding {
            Binding::Additional { seats: more, .. } => {
                seats.additional = seats.additional.saturating_add(more);
            }
            Binding::Bundled { .. } => seats.bundled = seats.bundled.saturating_add(1),
        }
    }
    seats
}

/// The arithmetic in words: "1 included + 2 additional = 3; limit of the PC: 4".
#[must_use]
pub fn seats(seats: &Arithmetic) -> Text {
    let parts = [
        ("included", seats.included),
        ("additional", seats.additional),
        ("bundled", seats.bundled),
    ];
    let total: u16 = parts.iter().map(|(_, count)| u16::from(*count)).sum();
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| sentence("", &format!("seats-part-{name}"), &[("count", same(count))]))
        .collect();
    let sum = |side: fn(&Text) -> &str| parts.iter().map(side).collect::<Vec<_>>().join(" + ");
    let parts = Text {
        code: String::new(),
        ja: sum(|t| &t.ja),
        en: sum(|t| &t.en),
    };
    let args = [
        ("parts", parts.into()),
        ("total", same(total)),
        ("limit", same(seats.limit)),
    ];
    sentence("seats", "seats-sum", &args)
}

/// Whether a license gives its seats, and why not.
#[must_use]
pub fn standing(standing: &Standing) -> Text {
    let (code, args): (_, Vec<(_, Arg)>) = match standing {
        Standing::InForce => ("in-force", Vec::new()),
        Standing::OtherEnvironment => ("other-environment", Vec::new()),
        Standing::OtherInstallation => ("other-installation", Vec::new()),
        Standing::NotYet => ("not-yet", Vec::new()),
        Standing::Expired => ("expired", Vec::new()),
        Standing::Superseded { by } => ("superseded", vec![("by", same(by))]),
    };
    said("standing", code, &args)
}
