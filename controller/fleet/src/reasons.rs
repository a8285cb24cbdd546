//! The reasons why a ticket waits and why a unit does not serve, in a form that can be put into words.
//!
//! They are derived from the present state when somebody asks; nothing here changes the fleet.

use crate::admission::{Refusal, Verdict};
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::link::{ForeignReader, Port};
use crate::ticket::{State, Ticket};
use crate::time::FleetTime;
use crate::unit::{Activity, Membership, Pause, Presence, Unit};
use crate::wish::{Signature, Wish};

/// Why a ticket waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wait {
    /// No unit serves at all.
    NoUnitServes,
    /// No serving unit meets this need; staff may drop it.
    NeedUnmet(Wish),
    /// All units that it may take are busy, and it is the next for one of them.
    NextInLine {
        /// The number of units that it may take.
        units: usize,
    },
    /// Tickets with a better rank wait, whatever they need.
    BehindOthers { others: usize },
    /// It is a ticket of an earlier day whose end is owed: it is held until it ends.
    EarlierDay {
        /// The time when it ends, if the clock stays as it is.
        ends_at: FleetTime,
    },
    /// Units are free, but not a preferred one; the preference gives way at this time.
    Prefers {
        wish: Wish,
        /// The time when the preference gives way.
        until: FleetTime,
    },
}

/// Why a unit serves or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Service {
    /// It serves, and is free.
    Free,
    /// It serves, and has a ticket.
    Busy,
    /// It serves; the card of the last patient has not been removed.
    CardStillThere,
    /// It serves a patient who was not called.
    WalkUp,
    /// Its session took too long, and it was asked what it is doing.
    Asked,
    /// It is not attached.
    Absent {
        how: Absence,
        /// The time until which its seat is kept, if it has one.
        seat_until: Option<FleetTime>,
    },
    /// It was retired.
    Retired,
    /// Another unit took its place.
    Replaced(Serial),
    /// It has no seat.
    Refused(Refusal),
    /// It lost its seat; its connection ends when it is free.
    Leaving,
    Paused(Pause),
    /// It reports a fault.
    Faulted(Vec<String>),
}

/// What is known about an absent unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absence {
    /// Nothing is known: nobody looked at the PC's ports, or the unit was never here.
    Away,
    /// Its plug was pulled at this time, and it is not back.
    Unplugged { at: FleetTime },
    /// USB does not show it.
    NotPlugged,
    /// Its link was lost at this time; whether it is plugged in is unknown.
    Lost { at: FleetTime },
    /// It is plugged in correctly and does not connect: the cause is its power, its agent, or a firewall on the PC.
    NotConnecting {
        port: Port,
        /// The time when its link was lost, if it had one.
        lost: Option<FleetTime>,
    },
}

/// A condition that needs attention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alarm {
    NoUnitServes,
    /// Tickets wait with a need that no serving unit meets.
    NeedUnmet {
        wish: Wish,
        /// The number of those tickets.
        tickets: usize,
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
    /// These units could serve, and the licenses give them no seat.
    SeatsShort {
        units: Vec<Serial>,
    },
    /// A replacement serves on the old unit's license until the vendor's transfer arrives.
    ReplacementGrace {
        /// The new unit.
        unit: Serial,
        /// The time when its seat ends.
        until: FleetTime,
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
    ClockRestless {
        since: FleetTime,
    },
    /// An end of the day is owed: tickets of an earlier day are held.
    EarlierDay {
        tickets: usize,
        /// The time when they end, if the clock stays as it is; one that is at a reader ends when that is free.
        ends_at: FleetTime,
    },
}

/// The most tickets that are counted for a position in the queue; beyond that "far behind" is enough.
pub const POSITION_LIMIT: usize = 1_000;

impl Fleet {
    /// The reason why a ticket waits; `None` if it does not wait.
    #[must_use]
    pub fn why_waiting(&self, ticket: &Ticket) -> Option<Wait> {
        if ticket.state != State::Waiting {
            return None;
        }
        if self.is_held(ticket) {
            let ends_at = self.clock.settles_at();
            return Some(Wait::EarlierDay { ends_at });
        }
        let wishes = ticket.wishes_at(self.now());
        let serving: Vec<_> = self.yard.units().filter(|u| u.serves()).collect();
        if serving.is_empty() {
            return Some(Wait::NoUnitServes);
        }
        let able: Vec<_> = serving
            .iter()
            .filter(|u| wishes.unmet_need(&u.serial, &u.counter).is_none())
            .collect();
        if able.is_empty() {
            return unmet_by_all(&wishes, &serving).map(|wish| Wait::NeedUnmet(wish.clone()));
        }
        if let Some(free) = able.iter().find(|u| u.is_free())
            && let Some(wish) = wishes.unmet(&free.serial, &free.counter)
        {
            return Some(Wait::Prefers {
                wish: wish.clone(),
                until: ticket.prefers_until,
            });
        }
        let others = self.book.queue().position(ticket.rank, POSITION_LIMIT) - 1;
        Some(if others == 0 {
            Wait::NextInLine { units: able.len() }
        } else {
            Wait::BehindOthers { others }
        })
    }

    /// A waiting ticket's position in the queue, from 1 to at most [`POSITION_LIMIT`].
    #[must_use]
    pub fn position(&self, ticket: &Ticket) -> usize {
        self.book.queue().position(ticket.rank, POSITION_LIMIT)
    }

    /// The first need of a ticket that no serving unit meets.
    #[must_use]
    pub fn unmet_need(&self, ticket: &Ticket) -> Option<Wish> {
        // `why_waiting` would also count the position in the queue, which looks at many tickets.
        if ticket.state != State::Waiting {
            return None;
        }
        self.need_that_nobody_meets(&ticket.wishes_at(self.now()))
    }

    /// The need that keeps every serving unit from serving a ticket with these wishes; `None` also if no unit serves.
    pub(crate) fn need_that_nobody_meets(&self, wishes: &Signature) -> Option<Wish> {
        let serving: Vec<_> = self.yard.units().filter(|u| u.serves()).collect();
        let able = |u: &&Unit| wishes.unmet_need(&u.serial, &u.counter).is_none();
        if serving.is_empty() || serving.iter().any(able) {
            return None;
        }
        unmet_by_all(wishes, &serving).cloned()
    }

    /// Why a unit serves or does not.
    #[must_use]
    pub fn service(&self, unit: &Unit) -> Service {
        match &unit.membership {
            Membership::Enrolled => {}
            Membership::Retired => return Service::Retired,
            Membership::Replaced { by, .. } => return Service::Replaced(by.clone()),
        }
        if let Presence::Absent { held_until, .. } = &unit.presence {
            return match self.absence(unit) {
                Ok(how) => Service::Absent {
                    how,
                    seat_until: unit.seat.as_ref().map(|_| *held_until),
                },
                Err(refusal) => Service::Refused(refusal),
            };
        }
        if unit.is_leaving() {
            return Service::Leaving;
        }
        if let crate::unit::Health::Faulted { codes } = &unit.health {
            return Service::Faulted(codes.clone());
        }
        if let Verdict::Refused(refusal) = self.verdict(unit) {
            return Service::Refused(refusal);
        }
        if let Some(pause) = unit.pause {
            return Service::Paused(pause);
        }
        match unit.activity {
            Activity::Free { .. } => Service::Free,
            Activity::Called(_) | Activity::Verifying(_) => Service::Busy,
            Activity::Unplanned { .. } => Service::WalkUp,
            Activity::Finishing { .. } => Service::CardStillThere,
            Activity::Asked(_) => Service::Asked,
        }
    }

    /// The conditions that need attention.
    #[must_use]
    pub fn alarms(&self) -> Vec<Alarm> {
        let mut alarms = Vec::new();
        if !self.yard.units().any(Unit::serves) {
            alarms.push(Alarm::NoUnitServes);
        }
        alarms.extend(self.unmet_needs());
        alarms.extend(self.copies().into_iter().map(Alarm::Copy));
        alarms.extend(self.link_alarms());
        for unit in self.yard.units().filter(|u| u.attachment().is_some()) {
            if !unit.health.serves() {
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
        let enrolled = |unit: &&Unit| unit.membership == Membership::Enrolled;
        for unit in self.yard.units().filter(enrolled) {
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
        let serving: Vec<_> = self.yard.units().filter(|u| u.serves()).collect();
        if serving.is_empty() {
            return Vec::new();
        }
        self.book
            .queue()
            .signatures()
            .filter(|(wishes, _)| {
                serving
                    .iter()
                    .all(|u| wishes.unmet_need(&u.serial, &u.counter).is_some())
            })
            .filter_map(|(wishes, tickets)| {
                let wish = unmet_by_all(wishes, &serving)?.clone();
                Some(Alarm::NeedUnmet { wish, tickets })
            })
            .collect()
    }
}

/// The need that keeps all of these units from serving a ticket: one that none of them meets; else, if no unit meets all, the first need
/// that the first unit does not meet.
fn unmet_by_all<'a>(wishes: &'a Signature, units: &[&Unit]) -> Option<&'a Wish> {
    let by_none = |wish: &&Wish| units.iter().all(|u| !wish.is_met_by(&u.serial, &u.counter));
    wishes.needs().iter().find(by_none).or_else(|| {
        let nearest = units.first()?;
        wishes.unmet_need(&nearest.serial, &nearest.counter)
    })
}
