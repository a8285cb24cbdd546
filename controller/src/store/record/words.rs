//! The values that several kinds of records share.

use crate::store::damage::Bad;
use crate::wire;
use madoguchi_fleet::ids::{Serial, SessionId};
use madoguchi_fleet::outcome::Outcome;
use madoguchi_fleet::ticket::Actor;
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::unit::Health;
use madoguchi_fleet::wish::{Counter, Wish};
use madoguchi_proto::v1;

/// A serial that must be present.
pub(super) fn serial(text: &str) -> Result<Serial, Bad> {
    Ok(wire::serial_of(text)?)
}

/// A serial that may be absent, as an empty text.
pub(super) fn serial_or_none(text: &str) -> Result<Option<Serial>, Bad> {
    (!text.is_empty()).then(|| serial(text)).transpose()
}

/// The text of a serial that may be absent.
pub(super) fn serial_text(serial: Option<&Serial>) -> String {
    serial.map(ToString::to_string).unwrap_or_default()
}

/// Bytes of a fixed length.
pub(super) fn bytes<const N: usize>(bytes: &[u8], field: &'static str) -> Result<[u8; N], Bad> {
    <[u8; N]>::try_from(bytes).map_err(|_| Bad::Field(field))
}

pub(super) fn session(session: &[u8]) -> Result<SessionId, Bad> {
    Ok(wire::session_of(session)?)
}

/// A time that may be absent, as 0, which no clinic's clock shows.
pub(super) fn time_or_none(ms: i64) -> Option<FleetTime> {
    (ms != 0).then_some(FleetTime(ms))
}

/// The milliseconds of a time that may be absent.
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

pub(super) fn counter(wire: v1::Counter) -> Result<Counter, Bad> {
    Ok(Counter {
        name: wire.name,
        placement: wire::placement_said(wire.placement)?,
        tags: wire::tags_of(&wire.tags)?,
    })
}

pub(super) fn wishes(wire: Vec<v1::Wish>) -> Result<Vec<Wish>, Bad> {
    wire.iter().map(wish).collect()
}

pub(super) fn wish(wire: &v1::Wish) -> Result<Wish, Bad> {
    Ok(wire::wish_of(wire)?)
}

pub(super) fn outcome(wire: v1::Outcome) -> Result<Outcome, Bad> {
    wire::outcome_of(wire).ok_or(Bad::Field("outcome"))
}

pub(super) fn health(wire: v1::Health) -> Result<Health, Bad> {
    wire::health_of(wire).ok_or(Bad::Field("health"))
}
