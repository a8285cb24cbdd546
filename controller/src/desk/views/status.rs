//! The fleet in one look.

use super::{count, environment, ticket, units};
use crate::texts;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ticket::State;
use madoguchi_proto::v1;

/// Most tickets in one look: what a screen of reception holds, many times over.
const MAX_TICKETS: usize = 500;

/// The fleet in one look; `policy` is the link policy, `revision` the newest commit.
#[must_use]
pub fn status(fleet: &Fleet, policy: &str, revision: u64) -> v1::Status {
    let aside = fleet
        .tickets()
        .filter(|ticket| matches!(ticket.state, State::Missed | State::Parked));
    let tickets = fleet.active_tickets().chain(aside).take(MAX_TICKETS);
    v1::Status {
        fleet_time_ms: fleet.now().0,
        software: env!("CARGO_PKG_VERSION").to_owned(),
        environment: environment(fleet.settings().environment).into(),
        units: units(fleet, false),
        waiting: count(fleet.waiting()),
        tickets: tickets.map(|t| ticket(fleet, t)).collect(),
        seats: Some(texts::seats(&fleet.arithmetic(fleet.installation()))),
        closed_today: count(fleet.closed_today()),
        alarms: fleet
            .alarms()
            .iter()
            .map(|alarm| texts::alarm(alarm, fleet.settings()))
            .collect(),
        policy: policy.to_owned(),
        revision,
        utc_offset_min: texts::utc_offset_min(fleet.settings()),
    }
}
