//! Seats and licenses.

use super::bundles::{Arg, said, same, sentence};
use madoguchi_licensing::seats::Arithmetic;
use madoguchi_licensing::standing::Standing;
use madoguchi_proto::v1::Text;

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
    let args: Vec<(_, Arg)> = match standing {
        Standing::Superseded { by } => vec![("by", same(by))],
        Standing::Revoked { number } => vec![("number", same(number))],
        _ => Vec::new(),
    };
    said("standing", standing_name(standing), &args)
}

/// The stable name of a standing, for programs, and the key of its text.
#[must_use]
pub const fn standing_name(standing: &Standing) -> &'static str {
    match standing {
        Standing::InForce => "in-force",
        Standing::InGrace { .. } => "in-grace",
        Standing::Bridging { .. } => "bridging",
        Standing::OtherEnvironment => "other-environment",
        Standing::OtherInstallation => "other-installation",
        Standing::NotYet => "not-yet",
        Standing::Expired => "expired",
        Standing::Suspended => "suspended",
        Standing::Superseded { .. } => "superseded",
        Standing::Revoked { .. } => "revoked",
        Standing::Returned => "returned",
    }
}
