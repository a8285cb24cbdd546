//! Parses single fields of a reader's frames, each within its bound.

use super::Nonsense;
use crate::wire;
use madoguchi_fleet::command::Holding;
use madoguchi_fleet::ids::{Assignment, SessionId, TicketId};
use madoguchi_fleet::outcome::Outcome;
use madoguchi_fleet::unit::{Health, MAX_CODE_CHARS, MAX_CODES};
use madoguchi_licensing::grant::Environment;
use madoguchi_plain::is_plain;
use madoguchi_proto::v1;

/// The largest duration in a session's figures, a day: more comes from a reader's clock that jumped.
pub(super) const MAX_SESSION_MS: u64 = 24 * 60 * 60 * 1_000;
/// The most tries that a card's PIN can have left.
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
    wire::session_of(bytes).map_err(|_| Nonsense::Malformed("session_id"))
}

pub(super) const fn assignment(wire: v1::Assignment) -> Result<Assignment, Nonsense> {
    // Both numbers start at 1.
    if wire.ticket_id == 0 || wire.attempt == 0 {
        return Err(Nonsense::Malformed("assignment"));
    }
    Ok(Assignment {
        ticket: TicketId(wire.ticket_id),
        attempt: wire.attempt,
    })
}

/// Parses an outcome. Figures above their bounds are cut: an outcome is not lost because a reader's clock jumped.
pub(super) fn outcome(mut outcome: v1::Outcome) -> Result<Outcome, Nonsense> {
    if outcome.kind == v1::OutcomeKind::Unspecified as i32 {
        return Err(Nonsense::Missing("outcome.kind"));
    }
    if outcome.tries_left > MAX_TRIES {
        return Err(Nonsense::TooLarge("tries_left"));
    }
    outcome.error_code = short(outcome.error_code, MAX_CODE_CHARS, "error_code")?;
    outcome.duration_ms = outcome.duration_ms.min(MAX_SESSION_MS);
    outcome.face_ms = outcome.face_ms.min(MAX_SESSION_MS);
    wire::outcome_of(outcome).ok_or(Nonsense::Malformed("outcome.kind"))
}

/// Parses health. A unit that says nothing of it counts as healthy.
pub(super) fn health(mut health: v1::Health) -> Result<Health, Nonsense> {
    if health.codes.len() > MAX_CODES {
        return Err(Nonsense::TooLarge("health.codes"));
    }
    let codes = health.codes.into_iter();
    health.codes = codes
        .map(|code| short(code, MAX_CODE_CHARS, "health.codes"))
        .collect::<Result<_, _>>()?;
    wire::health_of(health).ok_or(Nonsense::Malformed("health.state"))
}

pub(super) fn environment(wire: i32) -> Result<Environment, Nonsense> {
    match v1::Environment::try_from(wire) {
        Ok(v1::Environment::Production) => Ok(Environment::Production),
        Ok(v1::Environment::Test) => Ok(Environment::Test),
        Ok(v1::Environment::Unspecified) => Err(Nonsense::Missing("environment")),
        Err(_) => Err(Nonsense::Malformed("environment")),
    }
}

/// Parses a short text for people. It has no invisible characters, which would garble a log or a table.
pub(super) fn short(text: String, most: usize, field: &'static str) -> Result<String, Nonsense> {
    if text.chars().nth(most).is_some() {
        return Err(Nonsense::TooLarge(field));
    }
    if !is_plain(&text) {
        return Err(Nonsense::Malformed(field));
    }
    Ok(text)
}
