//! The words that several kinds of record share.

use crate::store::damage::Bad;
use madoguchi_fleet::ids::{Serial, SessionId, Tag};
use madoguchi_fleet::outcome::{Kind, Method, Outcome};
use madoguchi_fleet::ticket::Actor;
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::unit::Health;
use madoguchi_fleet::wish::{Counter, Placement, Wish};
use madoguchi_proto::v1;

/// A serial that has to be there.
pub(super) fn serial(text: &str) -> Result<Serial, Bad> {
    Serial::parse(text).ok_or(Bad::Field("serial"))
}

/// A serial that may be absent: empty.
pub(super) fn serial_or_none(text: &str) -> Result<Option<Serial>, Bad> {
    (!text.is_empty()).then(|| serial(text)).transpose()
}

/// A serial that may be absent, as text.
pub(super) fn serial_text(serial: Option<&Serial>) -> String {
    serial.map(ToString::to_string).unwrap_or_default()
}

/// Bytes of a fixed length.
pub(super) fn bytes<const N: usize>(bytes: &[u8], field: &'static str) -> Result<[u8; N], Bad> {
    <[u8; N]>::try_from(bytes).map_err(|_| Bad::Field(field))
}

pub(super) fn session(session: &[u8]) -> Result<SessionId, Bad> {
    bytes(session, "session").map(SessionId)
}

/// A time that may be absent: 0, which no clinic's clock ever shows.
pub(super) fn time_or_none(ms: i64) -> Option<FleetTime> {
    (ms != 0).then_some(FleetTime(ms))
}

/// A time that may be absent, in milliseconds.
pub(super) fn ms(time: Option<FleetTime>) -> i64 {
    time.map_or(0, |at| at.0)
}

pub(super) const fn actor_text(actor: Actor) -> &'static str {
    match actor {
        Actor::Staff => "staff",
        Actor::Reader => "reader",
        Actor::Fleet => "fleet",
    }
}

pub(super) fn actor(text: &str) -> Result<Actor, Bad> {
    match text {
        "staff" => Ok(Actor::Staff),
        "reader" => Ok(Actor::Reader),
        "fleet" => Ok(Actor::Fleet),
        _ => Err(Bad::Field("actor")),
    }
}

const fn placement_wire(placement: Placement) -> v1::Placement {
    match placement {
        Placement::Standing => v1::Placement::Standing,
        Placement::Seated => v1::Placement::Seated,
    }
}

fn placement(wire: i32) -> Result<Placement, Bad> {
    match v1::Placement::try_from(wire) {
        Ok(v1::Placement::Standing) => Ok(Placement::Standing),
        Ok(v1::Placement::Seated) => Ok(Placement::Seated),
        _ => Err(Bad::Field("placement")),
    }
}

pub(super) fn counter_wire(counter: &Counter) -> v1::Counter {
    v1::Counter {
        name: counter.name.clone(),
        placement: placement_wire(counter.placement).into(),
        tags: counter.tags.iter().map(ToString::to_string).collect(),
    }
}

pub(super) fn counter(wire: v1::Counter) -> Result<Counter, Bad> {
    Ok(Counter {
        name: wire.name,
        placement: placement(wire.placement)?,
        tags: wire
            .tags
            .iter()
            .map(|text| tag(text))
            .collect::<Result<_, _>>()?,
    })
}

fn tag(text: &str) -> Result<Tag, Bad> {
    Tag::parse(text).ok_or(Bad::Field("tag"))
}

pub(super) fn wishes_wire(wishes: &[Wish]) -> Vec<v1::Wish> {
    let wire = |wish: &Wish| match wish {
        Wish::Placement(p) => v1::wish::Wish::Placement(placement_wire(*p).into()),
        Wish::Tag(tag) => v1::wish::Wish::Tag(tag.to_string()),
        Wish::Unit(serial) => v1::wish::Wish::Unit(serial.to_string()),
    };
    wishes
        .iter()
        .map(|wish| v1::Wish {
            wish: Some(wire(wish)),
        })
        .collect()
}

pub(super) fn wishes(wire: Vec<v1::Wish>) -> Result<Vec<Wish>, Bad> {
    wire.into_iter()
        .map(|wish| match wish.wish {
            Some(v1::wish::Wish::Placement(p)) => placement(p).map(Wish::Placement),
            Some(v1::wish::Wish::Tag(text)) => tag(&text).map(Wish::Tag),
            Some(v1::wish::Wish::Unit(text)) => serial(&text).map(Wish::Unit),
            None => Err(Bad::Field("wish")),
        })
        .collect()
}

pub(super) fn outcome_wire(outcome: &Outcome) -> v1::Outcome {
    use v1::OutcomeKind as Wire;
    let (kind, tries_left, code) = match &outcome.kind {
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
        error_code: code.to_owned(),
    }
}

pub(super) fn outcome(wire: v1::Outcome) -> Result<Outcome, Bad> {
    use v1::OutcomeKind as Wire;
    let kind = match Wire::try_from(wire.kind) {
        Ok(Wire::VerifiedFace) => Kind::Verified(Method::Face),
        Ok(Wire::VerifiedPin) => Kind::Verified(Method::Pin),
        Ok(Wire::VerifiedPinGuardian) => Kind::Verified(Method::PinByGuardian),
        Ok(Wire::FaceNotMatched) => Kind::FaceNotMatched,
        Ok(Wire::PinWrong) => Kind::PinWrong {
            tries_left: u8::try_from(wire.tries_left).map_err(|_| Bad::Field("tries left"))?,
        },
        Ok(Wire::PinLocked) => Kind::PinLocked,
        Ok(Wire::CardExpired) => Kind::CardExpired,
        Ok(Wire::CardUnreadable) => Kind::CardUnreadable,
        Ok(Wire::NotMyNumberCard) => Kind::NotMyNumberCard,
        Ok(Wire::GivenUp) => Kind::GivenUp,
        Ok(Wire::TimedOut) => Kind::TimedOut,
        Ok(Wire::UnitFailed) => Kind::UnitFailed {
            code: wire.error_code,
        },
        Ok(Wire::Unspecified) | Err(_) => return Err(Bad::Field("outcome")),
    };
    Ok(Outcome {
        kind,
        duration_ms: wire.duration_ms,
        face_ms: (wire.face_ms != 0).then_some(wire.face_ms),
    })
}

pub(super) fn health_wire(health: &Health) -> v1::Health {
    let (state, codes) = match health {
        Health::Healthy => (v1::HealthState::Healthy, Vec::new()),
        Health::Degraded { codes } => (v1::HealthState::Degraded, codes.clone()),
        Health::Faulted { codes } => (v1::HealthState::Faulted, codes.clone()),
    };
    v1::Health {
        state: state.into(),
        codes,
    }
}

pub(super) fn health(wire: v1::Health) -> Result<Health, Bad> {
    let codes = wire.codes;
    match v1::HealthState::try_from(wire.state) {
        Ok(v1::HealthState::Healthy) => Ok(Health::Healthy),
        Ok(v1::HealthState::Degraded) => Ok(Health::Degraded { codes }),
        Ok(v1::HealthState::Faulted) => Ok(Health::Faulted { codes }),
        _ => Err(Bad::Field("health")),
    }
}
