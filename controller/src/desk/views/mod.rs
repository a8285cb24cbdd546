//! The fleet as people see it: fleet → proto messages, worked out when somebody asks.

mod licenses;
mod status;
mod tickets;
mod units;

#[cfg(test)]
mod tests;

pub use licenses::{license, licenses};
pub use status::status;
pub use tickets::{in_order, story, ticket, ticket_at};
pub use units::{unit, units};

use madoguchi_fleet::outcome::{Kind, Method, Outcome};
use madoguchi_fleet::wish::{Counter, Placement, Wish};
use madoguchi_licensing::grant::Environment;
use madoguchi_proto::v1;

/// The environment on the wire.
#[must_use]
pub const fn environment(environment: Environment) -> v1::Environment {
    match environment {
        Environment::Production => v1::Environment::Production,
        Environment::Test => v1::Environment::Test,
    }
}

/// A count that cannot be larger than `u32` in any fleet.
fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

const fn placement(placement: Placement) -> v1::Placement {
    match placement {
        Placement::Standing => v1::Placement::Standing,
        Placement::Seated => v1::Placement::Seated,
    }
}

fn wish(wish: &Wish) -> v1::Wish {
    use v1::wish::Wish as Wire;
    let wish = match wish {
        Wish::Placement(p) => Wire::Placement(placement(*p).into()),
        Wish::Tag(tag) => Wire::Tag(tag.to_string()),
        Wish::Unit(serial) => Wire::Unit(serial.to_string()),
    };
    v1::Wish { wish: Some(wish) }
}

fn counter(counter: &Counter) -> v1::Counter {
    v1::Counter {
        name: counter.name.clone(),
        placement: placement(counter.placement).into(),
        tags: counter.tags.iter().map(ToString::to_string).collect(),
    }
}

fn outcome(outcome: &Outcome) -> v1::Outcome {
    use v1::OutcomeKind as Wire;
    let (kind, tries_left, error_code) = match &outcome.kind {
        Kind::Verified(Method::Face) => (Wire::VerifiedFace, 0, ""),
        Kind::Verified(Method::Pin) => (Wire::VerifiedPin, 0, ""),
        Kind::Verified(Method::PinByGuardian) => (Wire::VerifiedPinGuardian, 0, ""),
        Kind::FaceNotMatched => (Wire::FaceNotMatched, 0, ""),
        Kind::PinWrong { tries_left } => (Wire::PinWrong, *tries_left, ""),
        Kind::PinLocked => (Wire::PinLocked, 0, ""),
        Kind::CardExpired => (Wire::CardExpired, 0, ""),
        Kind::CardUnreadable => (Wire::CardUnreadable, 0, ""),
        Kind::NotMyNumberCard => (Wire::NotMyNumberCard, 0, ""),
        Kind::GivenUp => (Wire::GivenUp, 0, ""),
        Kind::TimedOut => (Wire::TimedOut, 0, ""),
        Kind::UnitFailed { code } => (Wire::UnitFailed, 0, code.as_str()),
    };
    v1::Outcome {
        kind: kind.into(),
        tries_left: tries_left.into(),
        duration_ms: outcome.duration_ms,
        face_ms: outcome.face_ms.unwrap_or(0),
        error_code: error_code.to_owned(),
    }
}
