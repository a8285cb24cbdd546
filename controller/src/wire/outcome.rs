//! How a session ended.

use super::unit::short;
use super::{BadField, Field};
use madoguchi_fleet::outcome::{Kind, Method, Outcome};
use madoguchi_link::bounds::{MAX_CODE_CHARS, MAX_PIN_TRIES, MAX_SESSION_MS};
use madoguchi_proto::v1;

#[must_use]
pub fn outcome(outcome: &Outcome) -> v1::Outcome {
    let (kind, tries_left, error_code) = words(&outcome.kind);
    v1::Outcome {
        kind: kind.into(),
        tries_left: tries_left.into(),
        duration_ms: outcome.duration_ms,
        face_ms: outcome.face_ms.unwrap_or(0),
        error_code: error_code.to_owned(),
    }
}

/// A kind alone, without what is told beside it.
#[must_use]
pub fn outcome_kind(kind: &Kind) -> i32 {
    words(kind).0.into()
}

/// The way back.
///
/// # Errors
/// When it is not said, or not known.
pub fn outcome_kind_of(kind: i32) -> Result<Kind, BadField> {
    kind_of(v1::Outcome {
        kind,
        ..v1::Outcome::default()
    })
}

fn words(kind: &Kind) -> (v1::OutcomeKind, u8, &str) {
    use v1::OutcomeKind as Wire;
    match kind {
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
    }
}

/// How a session ended. Figures beyond their bounds are cut: an outcome is not lost because a reader's clock jumped.
///
/// # Errors
/// When its kind is not said or not known, or its tries or its code cannot be.
pub fn outcome_of(wire: v1::Outcome) -> Result<Outcome, BadField> {
    let face_ms = wire.face_ms.min(MAX_SESSION_MS);
    Ok(Outcome {
        duration_ms: wire.duration_ms.min(MAX_SESSION_MS),
        face_ms: (face_ms != 0).then_some(face_ms),
        kind: kind_of(wire)?,
    })
}

fn kind_of(wire: v1::Outcome) -> Result<Kind, BadField> {
    use v1::OutcomeKind as Wire;
    let code = wire.error_code;
    short(&code, MAX_CODE_CHARS, Field::ErrorCode)?;
    let tries_left = match u8::try_from(wire.tries_left) {
        Ok(tries) if wire.tries_left <= MAX_PIN_TRIES => tries,
        _ => return Err(Field::TriesLeft.too_large()),
    };
    match Wire::try_from(wire.kind) {
        Ok(Wire::Unspecified) => Err(Field::OutcomeKind.missing()),
        Ok(Wire::VerifiedFace) => Ok(Kind::Verified(Method::Face)),
        Ok(Wire::VerifiedPin) => Ok(Kind::Verified(Method::Pin)),
        Ok(Wire::VerifiedPinGuardian) => Ok(Kind::Verified(Method::PinByGuardian)),
        Ok(Wire::FaceNotMatched) => Ok(Kind::FaceNotMatched),
        Ok(Wire::PinWrong) => Ok(Kind::PinWrong { tries_left }),
        Ok(Wire::PinLocked) => Ok(Kind::PinLocked),
        Ok(Wire::CardExpired) => Ok(Kind::CardExpired),
        Ok(Wire::CardUnreadable) => Ok(Kind::CardUnreadable),
        Ok(Wire::NotMyNumberCard) => Ok(Kind::NotMyNumberCard),
        Ok(Wire::GivenUp) => Ok(Kind::GivenUp),
        Ok(Wire::TimedOut) => Ok(Kind::TimedOut),
        Ok(Wire::UnitFailed) => Ok(Kind::UnitFailed { code }),
        Err(_) => Err(Field::OutcomeKind.malformed()),
    }
}
