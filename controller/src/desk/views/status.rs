//! The fleet in one look.

use super::{count, environment, ticket, units};
use crate::texts;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::licensing::Notice;
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
            .chain(license_alarms(fleet))
            .collect(),
        policy: policy.to_owned(),
        revision,
        utc_offset_min: texts::utc_offset_min(fleet.settings()),
    }
}

/// What has to be done about licenses. That the PC has other parts than before is in their list alone: nobody has to do
/// anything about it.
fn license_alarms(fleet: &Fleet) -> Vec<v1::Text> {
    let clock = texts::Clock::of(fleet.settings());
    let notices = fleet.license_notices();
    notices
        .iter()
        .filter(|notice| !matches!(notice, Notice::OtherMachine { .. }))
        .map(|notice| texts::license_notice(notice, &clock))
        .collect()
}
