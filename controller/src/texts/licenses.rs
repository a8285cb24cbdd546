//! Seats and licenses.

use super::bundles::{said, sentence};
use super::clock::Clock;
use madoguchi_fleet::licensing::{MachinePart, Notice};
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_licensing::grant::LicenseId;
use madoguchi_licensing::seats::Arithmetic;
use madoguchi_licensing::standing::Standing;
use madoguchi_proto::v1::Text;
use madoguchi_texts::{Arg, same};

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

/// Whether a license gives its seats, and why not; its times are license time.
#[must_use]
pub fn standing(standing: &Standing, clock: &Clock) -> Text {
    let args: Vec<(_, Arg)> = match standing {
        Standing::Superseded { by } => vec![("by", same(by))],
        Standing::Revoked { number } => vec![("number", same(number))],
        Standing::InGrace { until_ms } | Standing::Bridging { until_ms } => {
            vec![("until", moment(clock, *until_ms))]
        }
        _ => Vec::new(),
    };
    said("standing", standing_name(standing), &args)
}

/// What became of a license because of another document.
#[must_use]
pub fn license_now(license: &LicenseId, standing: &Text) -> Text {
    let args = [
        ("license", same(license)),
        ("standing", standing.clone().into()),
    ];
    sentence("license-now", "license-now", &args)
}

/// More seats, or fewer.
#[must_use]
pub fn seats_changed(before: u8, after: u8) -> Text {
    let args = [("before", same(before)), ("after", same(after))];
    sentence("license-seats-changed", "license-seats-changed", &args)
}

/// What somebody should know about a license, the clock or the PC.
#[must_use]
pub fn license_notice(notice: &Notice, clock: &Clock) -> Text {
    let (code, args): (_, Vec<(_, Arg)>) = match notice {
        Notice::EndsSoon {
            license,
            at_ms,
            very,
        } => {
            let code = if *very { "ends-very-soon" } else { "ends-soon" };
            // The last day counts in full.
            let at = ("at", same(clock.day(TimeOfDay(at_ms - 1))));
            (code, vec![("license", same(license)), at])
        }
        Notice::InGrace { license, until_ms } => {
            let until = ("until", moment(clock, *until_ms));
            ("in-grace", vec![("license", same(license)), until])
        }
        Notice::Bridging { license, until_ms } => {
            let until = ("until", moment(clock, *until_ms));
            ("bridging", vec![("license", same(license)), until])
        }
        Notice::Suspended { license } => ("suspended", vec![("license", same(license))]),
        Notice::Revoked { license, number } => {
            let number = ("number", same(number));
            ("revoked", vec![("license", same(license)), number])
        }
        Notice::ClockSetBack { clock_ms, mark_ms } => {
            let shown = ("clock", moment(clock, *clock_ms));
            (
                "clock-set-back",
                vec![shown, ("mark", moment(clock, *mark_ms))],
            )
        }
        Notice::SameSequence { license, first } => (
            "same-sequence",
            vec![("license", same(license)), ("first", same(first))],
        ),
        Notice::OtherMachine { parts } => (
            "other-machine",
            vec![("parts", machine_parts(parts).into())],
        ),
    };
    let code = format!("license-{code}");
    said("notice", &code, &args)
}

fn machine_parts(parts: &[MachinePart]) -> Text {
    let names: Vec<_> = parts
        .iter()
        .map(|part| {
            let name = match part {
                MachinePart::MachineId => "machine-id",
                MachinePart::Board => "board",
                MachinePart::Disk => "disk",
            };
            sentence("", &format!("machine-part-{name}"), &[])
        })
        .collect();
    let joined = |side: fn(&Text) -> &str, comma: &str| {
        let names: Vec<_> = names.iter().map(side).collect();
        names.join(comma)
    };
    Text {
        code: String::new(),
        ja: joined(|t| &t.ja, "、"),
        en: joined(|t| &t.en, ", "),
    }
}

fn moment(clock: &Clock, at_ms: i64) -> Arg {
    same(clock.day_and_minutes(TimeOfDay(at_ms)))
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
