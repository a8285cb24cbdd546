//! The status of the fleet.

use super::{count, for_anybody, ticket, units};
use crate::texts;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::licensing::Notice;
use madoguchi_fleet::ticket::State;
use madoguchi_fleet::time::FleetTime;
use madoguchi_licensing::grant::LicenseId;
use madoguchi_proto::v1;

/// The most tickets in one status: many times as many as a screen of reception shows.
const MAX_TICKETS: usize = 500;

/// The status. `policy` is the link policy, `revision` the newest commit.
#[must_use]
pub fn status(fleet: &Fleet, policy: &str, revision: u64) -> v1::Status {
    let mut status = without_licenses(fleet, policy, revision);
    status.alarms.extend(license_alarms(fleet));
    status
}

/// The status without what only those may see who look at licenses: that these need somebody is said, and not which and why (RULES W1).
#[must_use]
pub fn status_for_anybody(fleet: &Fleet, policy: &str, revision: u64) -> v1::Status {
    let mut status = without_licenses(fleet, policy, revision);
    let needed = !license_alarms(fleet).is_empty();
    let told = needed.then(|| texts::text("licenses-need-somebody", &[]));
    status.alarms.extend(told);
    for unit in &mut status.units {
        for_anybody(unit);
    }
    status
}

fn without_licenses(fleet: &Fleet, policy: &str, revision: u64) -> v1::Status {
    let aside = fleet
        .tickets()
        .filter(|ticket| matches!(ticket.state, State::Missed | State::Parked));
    let tickets = fleet.active_tickets().chain(aside).take(MAX_TICKETS);
    let clock = texts::Clock::of(fleet);
    v1::Status {
        fleet_time_ms: fleet.now().0,
        software: env!("CARGO_PKG_VERSION").to_owned(),
        environment: v1::Environment::from(fleet.settings().environment).into(),
        units: units(fleet, false),
        waiting: count(fleet.waiting()),
        tickets: tickets.map(|t| ticket(fleet, t)).collect(),
        seats: Some(texts::seats(&fleet.arithmetic(fleet.installation()))),
        closed_today: count(fleet.closed_today()),
        by_other_means: count(fleet.done_by_means_today()),
        alarms: fleet
            .alarms()
            .iter()
            .map(|alarm| texts::alarm(alarm, fleet.settings(), &clock))
            .collect(),
        policy: policy.to_owned(),
        revision,
        utc_offset_min: texts::utc_offset_min(fleet.settings()),
        time: Some(times(fleet)),
        held: count(fleet.waiting_held()),
        // The desk knows.
        watched_folder: None,
        auto_backup: None,
        ready: None,
        ready_at_ms: 0,
    }
}

/// Both times, and what setting one to the other would change.
#[must_use]
pub fn time(fleet: &Fleet) -> v1::GetTimeResponse {
    let change = fleet.time_change();
    let clock = texts::Clock::of(fleet);
    let ids = |ids: &[LicenseId]| ids.iter().map(ToString::to_string).collect();
    v1::GetTimeResponse {
        time: Some(times(fleet)),
        differ: change.is_some(),
        ends: change.as_ref().map_or_else(Vec::new, |c| ids(&c.ends)),
        begins: change.as_ref().map_or_else(Vec::new, |c| ids(&c.begins)),
        sets_at_ms: moment(fleet, fleet.sets_time_at()),
        text: Some(texts::times(
            fleet.now().0.saturating_sub(fleet.time_of_day().0),
            fleet.apart_since(),
            fleet.calendar().is_possible(),
            fleet.sets_time_at(),
            &clock,
        )),
    }
}

fn times(fleet: &Fleet) -> v1::Times {
    v1::Times {
        time_of_day_ms: fleet.time_of_day().0,
        fleet_time_ms: fleet.now().0,
        settled: fleet.time_of_day_is_settled(),
        apart_since_ms: moment(fleet, fleet.apart_since()),
        utc_offset_min: texts::utc_offset_min(fleet.settings()),
    }
}

/// A time of day on the wire; 0 for none.
pub fn moment(fleet: &Fleet, at: Option<FleetTime>) -> i64 {
    at.map_or(0, |at| fleet.of_day(at).0)
}

/// The alarms about licenses. Other parts in the PC are no alarm, because nobody has to do anything; they are in the notices only.
fn license_alarms(fleet: &Fleet) -> Vec<v1::Text> {
    let clock = texts::Clock::of(fleet);
    let notices = fleet.license_notices();
    notices
        .iter()
        .filter(|notice| !matches!(notice, Notice::OtherMachine { .. }))
        .map(|notice| texts::license_notice(notice, &clock))
        .collect()
}
