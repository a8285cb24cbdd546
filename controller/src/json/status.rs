//! The fleet in one look, and its time.

use super::words::Environment;
use super::{Text, Ticket, Unit, above_zero, text, texts};
use madoguchi_proto::v1;
use serde::Serialize;
use utoipa::ToSchema;

/// The fleet in one look.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Status {
    #[serde(flatten)]
    clock: Clock,
    /// The controller's version.
    software: String,
    environment: Environment,
    /// Which links readers may come by: "usb" or "loopback".
    policy: String,
    /// Changes made durable so far.
    revision: u64,
    /// All readers that are not retired.
    units: Vec<Unit>,
    /// Tickets that wait.
    waiting: u32,
    /// Tickets of an earlier day that are held; they are not among the waiting.
    held: u32,
    /// Tickets that are called, at the reader, parked or missed.
    tickets: Vec<Ticket>,
    /// The arithmetic of seats, in words.
    seats: Option<Text>,
    /// Tickets closed today.
    closed_today: u32,
    /// Of those, done without a reader.
    by_other_means: u32,
    /// What needs somebody's attention; empty is good.
    alarms: Vec<Text>,
}

impl From<&v1::Status> for Status {
    fn from(status: &v1::Status) -> Self {
        let of_status = || v1::Times {
            fleet_time_ms: status.fleet_time_ms,
            utc_offset_min: status.utc_offset_min,
            ..v1::Times::default()
        };
        Self {
            clock: (&status.time.unwrap_or_else(of_status)).into(),
            software: status.software.clone(),
            environment: status.environment().into(),
            policy: status.policy.clone(),
            revision: status.revision,
            units: status.units.iter().map(Unit::from).collect(),
            waiting: status.waiting,
            held: status.held,
            tickets: status.tickets.iter().map(Ticket::from).collect(),
            seats: text(status.seats.as_ref()),
            closed_today: status.closed_today,
            by_other_means: status.by_other_means,
            alarms: texts(&status.alarms),
        }
    }
}

/// The PC's clock beside fleet time, the controller's own, which orders what happens. In milliseconds since 1970.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Clock {
    /// What the PC's clock shows.
    time_of_day_ms: i64,
    fleet_time_ms: i64,
    /// How far fleet time is ahead of the PC's clock, in milliseconds.
    fleet_ahead_ms: i64,
    /// Whether the PC's clock has not jumped for 5 minutes. Until then no day ends.
    clock_settled: bool,
    /// Since when both have been more than 5 minutes apart.
    apart_since_ms: Option<i64>,
    /// The clinic's offset from UTC, in minutes.
    utc_offset_min: i32,
}

impl From<&v1::Times> for Clock {
    fn from(times: &v1::Times) -> Self {
        Self {
            time_of_day_ms: times.time_of_day_ms,
            fleet_time_ms: times.fleet_time_ms,
            fleet_ahead_ms: times.fleet_time_ms.saturating_sub(times.time_of_day_ms),
            clock_settled: times.settled,
            apart_since_ms: above_zero(times.apart_since_ms),
            utc_offset_min: times.utc_offset_min,
        }
    }
}

/// Both times, and what setting one to the other would do.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Time {
    #[serde(flatten)]
    clock: Clock,
    /// Whether there is anything to set.
    differ: bool,
    /// Ids of the licenses that give seats now and would not any longer.
    ends: Vec<String>,
    /// Ids of the licenses that give no seats now and would.
    begins: Vec<String>,
    /// When fleet time is set, at the latest, if it is about to be.
    sets_at_ms: Option<i64>,
    /// What is wrong, and what to do.
    text: Option<Text>,
}

impl From<&v1::GetTimeResponse> for Time {
    fn from(seen: &v1::GetTimeResponse) -> Self {
        Self {
            clock: (&seen.time.unwrap_or_default()).into(),
            differ: seen.differ,
            ends: seen.ends.clone(),
            begins: seen.begins.clone(),
            sets_at_ms: above_zero(seen.sets_at_ms),
            text: text(seen.text.as_ref()),
        }
    }
}

/// The time that is used now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TimeConfirmed {
    fleet_time_ms: i64,
    /// When fleet time is set, at the latest; null where it is set already.
    sets_at_ms: Option<i64>,
    /// The clinic's offset from UTC, in minutes.
    utc_offset_min: i32,
}

impl From<&v1::ConfirmTimeResponse> for TimeConfirmed {
    fn from(used: &v1::ConfirmTimeResponse) -> Self {
        Self {
            fleet_time_ms: used.fleet_time_ms,
            sets_at_ms: above_zero(used.sets_at_ms),
            utc_offset_min: used.utc_offset_min,
        }
    }
}
