//! Why a unit serves or does not: the one place that knows. Everything that names a cause to people asks here.

use crate::admission::{Refusal, Verdict};
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::link::Port;
use crate::restarts::Occasion;
use crate::time::FleetTime;
use crate::unit::{Activity, Health, Membership, Pause, Presence, Unit};

/// Why a unit serves or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Service {
    /// It serves, and is free.
    Free,
    /// It serves and is free, but was not heard since the process did not run. It is called to nothing new until then.
    Unheard {
        /// The time from which it is called again in any case.
        until: FleetTime,
    },
    /// It serves, and waits for the patient whom it called.
    Calling,
    /// It serves, and a patient is at it.
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
    /// It has no seat, or was turned away at its connection.
    Refused(Refusal),
    /// It lost its seat for this reason; its connection ends when it is free.
    Leaving(Refusal),
    /// It restarts, and is back by itself.
    Restarting {
        by: Occasion,
        /// When it was told; `None` while it finishes what it has.
        since: Option<FleetTime>,
    },
    /// It is paused, and would serve otherwise.
    Paused(Pause),
    /// It reports a fault.
    Faulted(Vec<String>),
    /// It is paused, and would not serve otherwise, for this reason: to end the pause alone brings nothing.
    AlsoPaused { pause: Pause, why: Box<Self> },
}

/// What is known about an absent unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absence {
    /// Nothing is known: nobody looked at the PC's ports, or the unit was never here.
    Away,
    /// The controller has just started, and the unit has not connected yet.
    JustStarted {
        /// The time from which it counts as missing.
        until: FleetTime,
    },
    /// It went from USB at this time, and is not back: its plug, or its power.
    Unplugged { at: FleetTime },
    /// Nobody looked at the PC's ports, and a reader was refused in its handshake that nothing names: it may be this unit.
    Nameless {
        /// The time of the newest refusal.
        at: FleetTime,
        /// The time when this unit's link was lost, if it had one.
        lost: Option<FleetTime>,
    },
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

/// An enrolled unit that does not serve, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutOfUse {
    pub unit: Serial,
    /// The name of its counter.
    pub counter: String,
    pub why: Service,
}

impl Fleet {
    /// Why a unit serves or does not.
    #[must_use]
    pub fn service(&self, unit: &Unit) -> Service {
        match &unit.membership {
            Membership::Enrolled => {}
            Membership::Retired => return Service::Retired,
            Membership::Replaced { by, .. } => return Service::Replaced(by.clone()),
        }
        if let Some(restart) = unit.restarts.present.filter(|_| unit.restarts.holds()) {
            return Service::Restarting {
                by: restart.by,
                since: unit.restarts.running_since(),
            };
        }
        match (self.obstacle(unit), unit.pause.clone()) {
            (Some(why), None) => why,
            (Some(why), Some(pause)) => {
                let why = Box::new(why);
                Service::AlsoPaused { pause, why }
            }
            (None, Some(pause)) => Service::Paused(pause),
            (None, None) => at_work(unit),
        }
    }

    /// What keeps an enrolled unit from serving, apart from a pause.
    fn obstacle(&self, unit: &Unit) -> Option<Service> {
        if let Presence::Absent { held_until, .. } = &unit.presence {
            return Some(match self.absence(unit) {
                Ok(how) => Service::Absent {
                    how,
                    seat_until: unit.seat.as_ref().map(|_| *held_until),
                },
                Err(refusal) => Service::Refused(refusal),
            });
        }
        let refusal = match self.verdict(unit) {
            Verdict::Refused(refusal) => Some(refusal),
            Verdict::Seated(_) => None,
        };
        if unit.is_leaving() {
            return refusal.map(Service::Leaving);
        }
        if let Health::Faulted { codes } = &unit.health {
            return Some(Service::Faulted(codes.clone()));
        }
        refusal.map(Service::Refused)
    }

    /// The enrolled units that do not serve, in the order of pairing, each with its reason.
    #[must_use]
    pub fn out_of_use(&self) -> Vec<OutOfUse> {
        self.out_of_use_where(|_| true)
    }

    /// Those of them that this is true of.
    pub(super) fn out_of_use_where(&self, wanted: impl Fn(&Unit) -> bool) -> Vec<OutOfUse> {
        let mut units: Vec<_> = self
            .units()
            .filter(|unit| unit.membership == Membership::Enrolled && !unit.serves())
            .filter(|unit| wanted(unit))
            .collect();
        units.sort_by_key(|unit| unit.pairing);
        let out = |unit: &Unit| OutOfUse {
            unit: unit.serial.clone(),
            counter: unit.counter.name.clone(),
            why: self.service(unit),
        };
        units.into_iter().map(out).collect()
    }
}

/// What a unit that serves is doing.
fn at_work(unit: &Unit) -> Service {
    match (&unit.activity, unit.unheard_until()) {
        (Activity::Free { .. }, Some(until)) => Service::Unheard { until },
        (Activity::Free { .. }, None) => Service::Free,
        (Activity::Called(_), _) => Service::Calling,
        (Activity::Verifying(_), _) => Service::Busy,
        (Activity::Unplanned { .. }, _) => Service::WalkUp,
        (Activity::Finishing { .. }, _) => Service::CardStillThere,
        (Activity::Asked(_), _) => Service::Asked,
    }
}
