//! Single words of a reader's frames, each within its bound.

use super::Nonsense;
use madoguchi_fleet::command::Holding;
use madoguchi_fleet::ids::{Assignment, SessionId, TicketId};
use madoguchi_fleet::outcome::{Kind, Method, Outcome};
use madoguchi_fleet::unit::{Health, MAX_CODE_CHARS, MAX_CODES};
use madoguchi_licensing::grant::Environment;
use madoguchi_proto::v1::{self, HealthState, OutcomeKind};

/// A session's figures are counted up to a day: more is a reader's clock that jumped.
pub(super) const MAX_SESSION_MS: u64 = 24 * 60 * 60 * 1_000;
/// Most tries that a card's PIN has left.
const MAX_TRIES: u32 = 10;

pub(super) fn holding(wire: v1::Holding) -> Result<Holding, Nonsense> {
    let running = |wire: v1::RunningSession| {
        let id = session(&wire.session_id)?;
        Ok((id, wire.assignment.map(assignment).transpose()?))
    };
    Ok(Holding {
        call: wire.call.map(assignment).transpose()?,
        session: wire.session.map(running).transpose()?,
        card_present: wire.card_present,
    })
}

pub(super) fn session(bytes: &[u8]) -> Result<SessionId, Nonsense> {
    let bytes = bytes
        .try_into()
        .map_err(|_| Nonsense::Malformed("session_id"))?;
    Ok(SessionId(bytes))
}

pub(super) const fn assignment(wire: v1::Assignment) -> Result<Assignment, Nonsense> {
    // Both count from 1.
    if wire.ticket_id == 0 || wire.attempt == 0 {
        return Err(Nonsense::Malformed("assignment"));
    }
    Ok(Assignment {
        ticket: TicketId(wire.ticket_id),
        attempt: wire.attempt,
    })
}

/// Figures beyond their bounds are cut: an outcome is not lost because a reader's clock jumped.
pub(super) fn outcome(wire: v1::Outcome) -> Result<Outcome, Nonsense> {
    let kind = OutcomeKind::try_from(wire.kind).map_err(|_| Nonsense::Malformed("outcome.kind"))?;
    let kind = match kind {
        OutcomeKind::Unspecified => return Err(Nonsense::Missing("outcome.kind")),
        OutcomeKind::VerifiedFace => Kind::Verified(Method::Face),
        OutcomeKind::VerifiedPin => Kind::Verified(Method::Pin),
        OutcomeKind::VerifiedPinGuardian => Kind::Verified(Method::PinByGuardian),
        OutcomeKind::FaceNotMatched => Kind::FaceNotMatched,
        OutcomeKind::PinWrong => Kind::PinWrong {
            tries_left: u8::try_from(wire.tries_left)
                .ok()
                .filter(|tries| u32::from(*tries) <= MAX_TRIES)
                .ok_or(Nonsense::TooLarge("tries_left"))?,
        },
        OutcomeKind::PinLocked => Kind::PinLocked,
        OutcomeKind::CardExpired => Kind::CardExpired,
        OutcomeKind::CardUnreadable => Kind::CardUnreadable,
        OutcomeKind::NotMyNumberCard => Kind::NotMyNumberCard,
        OutcomeKind::GivenUp => Kind::GivenUp,
        OutcomeKind::TimedOut => Kind::TimedOut,
        OutcomeKind::UnitFailed => Kind::UnitFailed {
            code: short(wire.error_code, MAX_CODE_CHARS, "error_code")?,
        },
    };
    Ok(Outcome {
        kind,
        duration_ms: wire.duration_ms.min(MAX_SESSION_MS),
        face_ms: (wire.face_ms > 0).then(|| wire.face_ms.min(MAX_SESSION_MS)),
    })
}

/// A unit that does not say how it is counts as healthy; codes beside "healthy" mean nothing.
pub(super) fn health(wire: v1::Health) -> Result<Health, Nonsense> {
    if wire.codes.len() > MAX_CODES {
        return Err(Nonsense::TooLarge("health.codes"));
    }
    let state =
        HealthState::try_from(wire.state).map_err(|_| Nonsense::Malformed("health.state"))?;
    let codes: Vec<_> = wire
        .codes
        .into_iter()
        .map(|code| short(code, MAX_CODE_CHARS, "health.codes"))
        .collect::<Result<_, _>>()?;
    Ok(match state {
        HealthState::Unspecified | HealthState::Healthy => Health::Healthy,
        HealthState::Degraded => Health::Degraded { codes },
        HealthState::Faulted => Health::Faulted { codes },
    })
}

pub(super) fn environment(wire: i32) -> Result<Environment, Nonsense> {
    match v1::Environment::try_from(wire) {
        Ok(v1::Environment::Production) => Ok(Environment::Production),
        Ok(v1::Environment::Test) => Ok(Environment::Test),
        Ok(v1::Environment::Unspecified) => Err(Nonsense::Missing("environment")),
        Err(_) => Err(Nonsense::Malformed("environment")),
    }
}

/// A short text for people: no control characters, which would garble a log or a table.
pub(super) fn short(text: String, most: usize, field: &'static str) -> Result<String, Nonsense> {
    if text.chars().nth(most).is_some() {
        return Err(Nonsense::TooLarge(field));
    }
    if text.chars().any(char::is_control) {
        return Err(Nonsense::Malformed(field));
    }
    Ok(text)
}
