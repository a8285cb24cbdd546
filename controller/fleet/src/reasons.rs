//! The reasons why a ticket waits and why a unit does not serve, in a form that can be put into words.
//!
//! They are derived from the present state when somebody asks; nothing here changes the fleet.

mod lacks;
mod passed;
mod service;
mod waiting;

pub use lacks::Lack;
pub use passed::Passed;
pub use service::{Absence, OutOfUse, Service};
pub use waiting::{POSITION_LIMIT, Preference, Wait};

use crate::fleet::Fleet;
use crate::handshakes::RefusedHandshakes;
use crate::ids::Serial;
use crate::link::{ForeignReader, Port};
use crate::restarts::Occasion;
use crate::time::{FleetTime, TimeOfDay};
use crate::unit::{Membership, Pause, Unit};
use crate::wish::Wish;
use madoguchi_support::{Date, Stage};

/// A condition that needs attention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alarm {
    /// No unit serves: none is enrolled, or each has its reason.
    NoUnitServes(Vec<OutOfUse>),
    /// Tickets wait with a need that no serving unit meets.
    NeedUnmet {
        wish: Wish,
        /// The number of those tickets.
        tickets: usize,
        /// As in [`Lack::Need`].
        by: Vec<OutOfUse>,
    },
    /// Tickets wait with needs that units meet one by one, and no unit that serves meets all.
    NeedsApart {
        needs: Vec<Wish>,
        /// The number of those tickets.
        tickets: usize,
        /// The enrolled units that meet all; empty: there is none.
        by: Vec<OutOfUse>,
    },
    /// The same serial is plugged in twice.
    Copy(Serial),
    /// Another maker's card reader is on the PC (FAQ 25).
    Foreign(ForeignReader),
    /// A unit's link is lost again and again: three drops within ten minutes.
    Flapping {
        unit: Serial,
        /// Its present or last port.
        port: Option<Port>,
        /// The note about its cable; empty for none.
        cable: String,
        /// The number of drops; at least so many.
        drops: usize,
        /// Whether USB still showed it at the last drop: then its plug held.
        plug_held: bool,
    },
    /// A reader came up slower than USB 2.0 high speed: its cable or its port (FAQ 26, 28).
    SlowLink {
        unit: Serial,
        port: Port,
        /// Megabits per second.
        speed_mbps: u32,
        /// The note about its cable; empty for none.
        cable: String,
    },
    /// Handshakes were refused within the last ten minutes.
    Handshakes(RefusedHandshakes),
    /// A unit reports a fault.
    Faulted(Serial),
    /// Repeated failures paused a unit.
    PausedByFleet(Serial),
    /// An enrolled unit does not serve, and nobody wished so.
    NotServing {
        unit: Serial,
        /// The name of its counter.
        counter: String,
        /// Its present or last port.
        port: Option<Port>,
        /// The note about its cable; empty for none.
        cable: String,
        why: Service,
    },
    /// A unit in maintenance has been without a fault for a while: it can be ended.
    WorksAgain {
        unit: Serial,
        /// The name of its counter.
        counter: String,
        since: FleetTime,
    },
    /// The time is over by which the maintenance of a unit should have ended.
    MaintenanceOver {
        unit: Serial,
        /// The name of its counter.
        counter: String,
        until: TimeOfDay,
    },
    /// A unit was told to restart and is not back in service in time.
    RestartOverdue {
        unit: Serial,
        /// The name of its counter.
        counter: String,
        /// When it was told.
        since: FleetTime,
        by: Occasion,
    },
    /// A connected unit's clock is far from the PC's.
    ReaderClock {
        unit: Serial,
        /// The name of its counter.
        counter: String,
        /// How far it is ahead; negative if it is behind.
        ahead_ms: i64,
    },
    /// These units could serve, and the licenses give them no seat.
    SeatsShort { units: Vec<Serial> },
    /// A replacement serves on the old unit's license until the vendor's transfer arrives.
    ReplacementGrace {
        /// The new unit.
        unit: Serial,
        /// The time when its seat ends.
        until: FleetTime,
    },
    /// The coverage of these units ends soon, or ended lately (RULES A18); each unit with its last day.
    Coverage {
        stage: Stage,
        units: Vec<(Serial, Date)>,
    },
    /// Fleet time and the PC's wall clock are more than 5 minutes apart.
    ClocksApart {
        /// The distance by which fleet time is ahead of the wall clock; negative if it is behind.
        ahead_ms: i64,
        since: FleetTime,
        /// Whether the wall clock's date is possible; if not, it ends no earlier day.
        possible: bool,
        /// The latest time at which fleet time is set to the wall clock; `None` unless that is pending.
        sets_at: Option<FleetTime>,
    },
    /// The PC's wall clock has not been settled for an hour.
    ClockRestless { since: FleetTime },
    /// An end of the day is owed: tickets of an earlier day are held.
    EarlierDay {
        tickets: usize,
        /// The time when they end, if the clock stays as it is; one that is at a reader ends when that is free.
        ends_at: FleetTime,
    },
}

impl Fleet {
    /// The conditions that need attention.
    #[must_use]
    pub fn alarms(&self) -> Vec<Alarm> {
        let mut alarms = Vec::new();
        if !self.yard.units().any(Unit::serves) && !self.some_unit_restarts() {
            alarms.push(Alarm::NoUnitServes(self.out_of_use()));
        }
        alarms.extend(self.unmet_needs());
        alarms.extend(self.copies().into_iter().map(Alarm::Copy));
        alarms.extend(self.link_alarms());
        let refused = self.yard.handshakes().told(self.now());
        alarms.extend(refused.cloned().map(Alarm::Handshakes));
        for unit in self.yard.units().filter(|u| u.attachment().is_some()) {
            let expected = unit.maintenance().is_some() || unit.restarts.holds();
            if !unit.health.serves() && !expected {
                alarms.push(Alarm::Faulted(unit.serial.clone()));
            }
        }
        let paused = |unit: &&Unit| unit.pause == Some(Pause::ByFleet);
        let enrolled = |unit: &&Unit| unit.membership == Membership::Enrolled;
        let by_fleet = self.yard.units().filter(enrolled).filter(paused);
        alarms.extend(by_fleet.map(|unit| Alarm::PausedByFleet(unit.serial.clone())));
        alarms.extend(self.idle_alarms());
        let graces = self.running_graces();
        alarms.extend(graces.map(|(unit, grace)| Alarm::ReplacementGrace {
            unit: unit.clone(),
            until: grace.until,
        }));
        alarms.extend(self.maintenance_alarms());
        alarms.extend(self.restart_alarms());
        alarms.extend(self.coverage_alarms());
        alarms.extend(self.reader_clock_alarms());
        alarms.extend(self.clock_alarms());
        alarms
    }

    /// Alarms about the PC's clock.
    fn clock_alarms(&self) -> impl Iterator<Item = Alarm> {
        let apart = self.apart_since().map(|since| Alarm::ClocksApart {
            ahead_ms: self.now().0.saturating_sub(self.time_of_day().0),
            since,
            possible: self.calendar().is_possible(),
            sets_at: self.sets_time_at(),
        });
        let restless = self.clock.wall().restless(self.now());
        let restless = restless.map(|since| Alarm::ClockRestless { since });
        let tickets = self.book.open().filter(|t| self.is_held(t)).count();
        let held = (tickets > 0).then(|| Alarm::EarlierDay {
            tickets,
            ends_at: self.clock.settles_at(),
        });
        apart.into_iter().chain(restless).chain(held)
    }

    /// Alarms about other makers' readers, links that are lost again and again, and slow links.
    fn link_alarms(&self) -> Vec<Alarm> {
        let foreign = self.yard.all_ports().flat_map(|ports| &ports.foreign);
        let mut alarms: Vec<_> = foreign.cloned().map(Alarm::Foreign).collect();
        // Whoever works on a unit plugs it in and out, and tries cables.
        let watched =
            |unit: &&Unit| unit.membership == Membership::Enrolled && unit.maintenance().is_none();
        for unit in self.yard.units().filter(watched) {
            if self.is_flapping(unit) {
                alarms.push(Alarm::Flapping {
                    unit: unit.serial.clone(),
                    port: self.newest_port(unit),
                    cable: unit.cable.clone(),
                    drops: self.drops(unit),
                    plug_held: self.plug_held(unit),
                });
            }
            if let Some(link) = self.plugged_by(unit)
                && let Some(speed_mbps) = link.too_slow()
            {
                alarms.push(Alarm::SlowLink {
                    unit: unit.serial.clone(),
                    port: link.port.clone(),
                    speed_mbps,
                    cable: unit.cable.clone(),
                });
            }
        }
        alarms
    }

    /// Alarms about needs of waiting tickets that no serving unit meets.
    fn unmet_needs(&self) -> Vec<Alarm> {
        self.book
            .queue()
            .signatures()
            .filter_map(|(wishes, tickets)| match self.unmet(wishes)? {
                // A unit that restarts is back by itself.
                Lack::Need { by, .. } | Lack::Together { by, .. } if some_restarts(&by) => None,
                Lack::Need { wish, by } => Some(Alarm::NeedUnmet { wish, tickets, by }),
                Lack::Together { needs, by } => Some(Alarm::NeedsApart { needs, tickets, by }),
                // Told once for all, and not for each combination of needs.
                Lack::NoneEnrolled | Lack::NoneServes(_) => None,
            })
            .collect()
    }
}

/// Whether one of them restarts just now.
fn some_restarts(units: &[OutOfUse]) -> bool {
    units
        .iter()
        .any(|out| matches!(out.why, Service::Restarting { .. }))
}
