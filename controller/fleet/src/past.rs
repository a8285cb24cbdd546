//! What happened at a unit lately, as far as triage asks for it (RULES A25). It is bounded, stands in the unit's record, and names no patient.

use crate::link::Port;
use crate::outcome::Kind;
use crate::time::FleetTime;

/// The most outcomes that are kept.
pub const OUTCOMES_KEPT: usize = 20;
/// *Fixed*: the days with lost links or faults that are kept.
pub const DAYS_KEPT: usize = 7;

/// What happened at a unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Past {
    /// The time since which this is kept: its first connection under a release that does. `None` before that.
    pub since: Option<FleetTime>,
    /// How its newest sessions ended, the newest last; what is told beside a kind is left out.
    pub outcomes: Vec<Kind>,
    /// The days on which its link was lost or it reported a fault, the newest last.
    pub days: Vec<Day>,
    /// The port at which it was connected last.
    pub port: Option<Port>,
    /// The time since which it is at another port than before.
    pub moved_at: Option<FleetTime>,
}

/// A day of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Day {
    /// Days since 1970 in the clinic's time zone.
    pub day: i32,
    /// How often its link was lost.
    pub drops: u32,
    /// How often it began to report a fault.
    pub faults: u32,
}

impl Past {
    /// Keeps how a session ended; the oldest one goes.
    pub(crate) fn ended(&mut self, kind: &Kind) {
        if self.outcomes.len() >= OUTCOMES_KEPT {
            self.outcomes.remove(0);
        }
        self.outcomes.push(kind.plain());
    }

    /// The day to count at; the oldest one goes.
    pub(crate) fn on(&mut self, day: i32) -> &mut Day {
        let at = self.days.iter().position(|known| known.day == day);
        let at = at.unwrap_or_else(|| {
            if self.days.len() >= DAYS_KEPT {
                self.days.remove(0);
            }
            self.days.push(Day {
                day,
                ..Day::default()
            });
            self.days.len() - 1
        });
        // It was found or pushed just now.
        &mut self.days[at]
    }

    /// Whether a connection at a port tells anything new.
    pub(crate) fn is_news(&self, port: Option<&Port>) -> bool {
        self.since.is_none() || (port.is_some() && self.port.as_ref() != port)
    }

    /// Notes a connection at a port; without one nobody knows where it is.
    pub(crate) fn came(&mut self, now: FleetTime, port: Option<&Port>) {
        self.since.get_or_insert(now);
        if port.is_none() {
            return;
        }
        if self.port.is_some() && self.port.as_ref() != port {
            self.moved_at = Some(now);
        }
        self.port = port.cloned();
    }

    /// Moves its times after fleet time was set.
    pub(crate) fn move_times(&mut self, by: i64) {
        self.since = self.since.map(|at| at.plus(by));
        self.moved_at = self.moved_at.map(|at| at.plus(by));
    }
}
