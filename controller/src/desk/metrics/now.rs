//! How it stands at a scrape.

use super::process::Process;
use super::seen::enrolled;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::ticket::State;
use madoguchi_fleet::time::DAY;
use madoguchi_fleet::unit::Unit;
use madoguchi_licensing::seats::Arithmetic;
use madoguchi_licensing::standing;
use madoguchi_proto::v1;

/// How it stands: the fleet, and what it does not know.
#[derive(Debug)]
pub(super) struct Now {
    pub standing: Standing,
    /// The units as people see them, also those that are not enrolled.
    pub units: Vec<v1::Unit>,
    pub alarms: Vec<v1::Text>,
    pub policy: &'static str,
    /// Commits since the store was made.
    pub commits: u64,
    /// Whether no image could be made lately; `None` where nothing is kept.
    pub image_missed: Option<bool>,
    /// What the data's disk has free; `None` where nothing is kept.
    pub free_bytes: Option<u64>,
    pub process: Process,
}

/// How the fleet stands.
#[derive(Debug)]
pub(super) struct Standing {
    /// The enrolled units in the order of pairing, each with the end of its coverage in milliseconds since 1970.
    pub enrolled: Vec<(Serial, Option<i64>)>,
    pub queue: Queue,
    pub seats: Arithmetic,
    /// The soonest end of a license that gives seats and is not renewed, in milliseconds since 1970.
    pub license_ends_ms: Option<i64>,
    /// How far fleet time is ahead of the time of day.
    pub clock_ahead_ms: i64,
}

/// How many open tickets are in each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Queue {
    pub waiting: u32,
    pub called: u32,
    pub verifying: u32,
    pub missed: u32,
    pub parked: u32,
}

impl Standing {
    pub(super) fn of(fleet: &Fleet) -> Self {
        let offset_ms = fleet.settings().utc_offset_ms;
        let units = enrolled(fleet).into_iter();
        Self {
            enrolled: units
                .map(|unit| (unit.serial.clone(), covered_until_ms(unit, offset_ms)))
                .collect(),
            queue: Queue::of(fleet),
            seats: fleet.arithmetic(fleet.installation()),
            license_ends_ms: soonest_end(fleet),
            clock_ahead_ms: fleet.now().0.saturating_sub(fleet.time_of_day().0),
        }
    }
}

impl Queue {
    fn of(fleet: &Fleet) -> Self {
        let mut queue = Self::default();
        for ticket in fleet.tickets() {
            let many = match ticket.state {
                State::Waiting => &mut queue.waiting,
                State::Called { .. } => &mut queue.called,
                State::Verifying { .. } => &mut queue.verifying,
                State::Missed => &mut queue.missed,
                State::Parked => &mut queue.parked,
                State::Done | State::Cancelled | State::Ended => continue,
            };
            *many += 1;
        }
        queue
    }
}

/// The end of a unit's coverage: the midnight behind its last day, where the clinic is (RULES A18).
fn covered_until_ms(unit: &Unit, offset_ms: i64) -> Option<i64> {
    let last = unit.coverage()?.until;
    let midnight = last.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(midnight.timestamp().as_millisecond() + DAY - offset_ms)
}

fn soonest_end(fleet: &Fleet) -> Option<i64> {
    let at = fleet.installation();
    let licenses = fleet.licenses();
    let ends = licenses
        .filter(|license| !fleet.is_renewed(license))
        .filter_map(|license| match fleet.standing(license, at) {
            standing::Standing::InForce => license.grant.not_after_ms,
            standing::Standing::InGrace { until_ms }
            | standing::Standing::Bridging { until_ms } => Some(until_ms),
            _ => None,
        });
    ends.min()
}
