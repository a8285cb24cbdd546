//! A look at the PC's wall clock, and the process that stood still (RULES, "Time").

use crate::decision::Order;
use crate::fleet::Fleet;
use crate::ids::{ConnectionId, Serial};
use crate::ticket::State;
use crate::time::{FleetTime, TimeOfDay};
use crate::unit::{Activity, Presence};
use crate::work::Work;

impl Fleet {
    /// The wall clock shows this now.
    pub(crate) fn see_clock(&mut self, work: &mut Work, wall: TimeOfDay) {
        if self.wall.look(self.now, wall) {
            // An administrator saw another distance.
            self.setting_time = None;
            self.settled_kept = false;
            work.touch_counters();
            self.hold_anew(work);
        }
    }

    /// A unit said something by its connection, so that is alive.
    pub(crate) fn hear(&mut self, serial: &Serial, by: ConnectionId) {
        if let Some(Presence::Attached(attachment)) =
            self.units.get_mut(serial).map(|unit| &mut unit.presence)
            && attachment.connection == by
        {
            attachment.unheard_until = None;
        }
    }

    /// The process stood still since `since`: a sleep of the PC, or a stop. Nobody could say anything, so nobody's time is up.
    pub(crate) fn resumed(&mut self, work: &mut Work, since: FleetTime) {
        let later = self.now.plus(self.settings.restart_grace_ms);
        let active: Vec<_> = self.active.iter().copied().collect();
        for id in active {
            let Some(ticket) = self.tickets.get_mut(&id) else {
                continue;
            };
            match &mut ticket.state {
                State::Called { deadline, .. } => *deadline = later.max(*deadline),
                State::Verifying {
                    deadline, grace, ..
                } => {
                    *deadline = later.max(*deadline);
                    *grace = grace.map(|at| later.max(at));
                }
                _ => {}
            }
            work.touch_ticket(id);
        }
        let passed = |at: FleetTime| since < at && at <= self.now;
        let moved = |at: FleetTime| if passed(at) { later } else { at };
        for unit in self.units.values_mut() {
            match &mut unit.presence {
                Presence::Absent {
                    held_until,
                    expected_until,
                } => {
                    *held_until = moved(*held_until);
                    *expected_until = expected_until.map(moved);
                }
                // Its connection may have died meanwhile, and only its own word tells.
                Presence::Attached(attachment) => {
                    attachment.unheard_until = Some(later);
                    work.order(attachment.connection, Order::ReportHolding);
                }
            }
            if let Activity::Finishing { until } = &mut unit.activity {
                *until = moved(*until);
            }
        }
        work.stir();
        self.off_between(work, since, self.now);
    }
}
