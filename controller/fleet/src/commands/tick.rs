//! Lets what is due happen. In a batch the commands come first, then this.

use crate::decision::Order;
use crate::fleet::Fleet;
use crate::ids::{Serial, TicketId};
use crate::refusal::Refusal;
use crate::ticket::{State, What, Why};
use crate::time::FleetTime;
use crate::unit::{Activity, Presence};
use crate::work::Work;

/// Most old tickets, and most old walk-ups, that one tick removes: a batch stays small even after a long holiday.
const FORGOTTEN_PER_TICK: usize = 100;

impl Fleet {
    /// When the fleet wants to be called with `Command::Tick`, at the latest.
    #[must_use]
    pub fn next_deadline(&self) -> Option<FleetTime> {
        let tickets = self.active_tickets().filter_map(|ticket| ticket.deadline());
        let units = self.units.values().flat_map(|unit| {
            let finishing = match unit.activity {
                Activity::Finishing { until } => Some(until),
                _ => None,
            };
            let (held, expected) = match unit.presence {
                Presence::Absent {
                    held_until,
                    expected_until,
                } => (unit.seat.is_some().then_some(held_until), expected_until),
                Presence::Attached(_) => (None, None),
            };
            let flaps = self.flaps_until(unit);
            [finishing, held, expected, flaps, unit.unheard_until()]
                .into_iter()
                .flatten()
        });
        let licenses = self
            .licenses
            .values()
            .filter_map(|license| self.next_change_after(license, self.now));
        tickets
            .chain(units)
            .chain(licenses)
            .chain(self.queue.next_giving_way())
            .chain(self.next_day_end())
            .chain(self.running_graces().map(|(_, grace)| grace.until))
            .chain([self.next_keeping()])
            .chain(self.sets_time_at())
            .chain(self.keeps_start_at())
            .chain(self.keeps_settled_at())
            .min()
    }

    pub(crate) fn tick(&mut self, work: &mut Work) -> Result<(), Refusal> {
        // A license may have begun or ended, a held seat be free again.
        work.stir();
        // Units first: a call whose unit did not come back after a restart is not the patient's miss.
        self.units_due(work);
        self.tickets_due(work);
        self.preferences_due(work);
        self.time_due(work);
        self.day_due(work);
        self.running_due(work);
        if self.keeps_start_at().is_some_and(|at| at <= self.now) {
            work.touch_counters();
        }
        if self.keeps_settled_at().is_some_and(|at| at <= self.now) {
            self.settled_kept = true;
            work.touch_counters();
        }
        self.forget_old(work);
        Ok(())
    }

    fn tickets_due(&mut self, work: &mut Work) {
        let now = self.now;
        let due: Vec<(TicketId, State)> = self
            .active_tickets()
            .filter(|ticket| ticket.deadline().is_some_and(|at| at <= now))
            .map(|ticket| (ticket.id, ticket.state.clone()))
            .collect();
        for (id, state) in due {
            match state {
                State::Called { unit, .. } => self.miss(work, id, &unit),
                State::Verifying {
                    unit,
                    grace: Some(at),
                    ..
                } if at <= now => self.grace_over(work, id, &unit),
                State::Verifying { unit, .. } => self.backstop(work, id, &unit),
                _ => {}
            }
        }
    }

    /// The unit did not come back in time, or came back without a word about the session.
    fn grace_over(&mut self, work: &mut Work, id: TicketId, serial: &Serial) {
        self.break_off(work, id, What::Returned, Why::UnitLost);
        let Some(unit) = self.units.get(serial) else {
            return;
        };
        if matches!(unit.activity, Activity::Verifying(a) if a.ticket == id) {
            let lies_there = unit.attachment().is_some_and(|a| a.card_present);
            self.empty_handed(work, serial, lies_there);
        }
    }

    /// The session took longer than even the reader allows: the unit is asked what it has.
    fn backstop(&mut self, work: &mut Work, id: TicketId, serial: &Serial) {
        let Some(assignment) = self.tickets.get(&id).map(|ticket| ticket.assignment()) else {
            return;
        };
        self.break_off(work, id, What::TimedOut, Why::Backstop);
        let Some(unit) = self.units.get_mut(serial) else {
            return;
        };
        unit.failures += 1;
        work.touch_unit(serial);
        if unit.activity != Activity::Verifying(assignment) {
            return;
        }
        match unit.connection() {
            Some(connection) => {
                work.order(connection, Order::ReportHolding);
                self.set_activity(work, serial, Activity::Asked(assignment));
            }
            None => self.set_activity(work, serial, Activity::Free { since: self.now }),
        }
    }

    fn preferences_due(&mut self, work: &mut Work) {
        let now = self.now;
        while let Some(id) = self.queue.pop_giving_way(now) {
            if let Some(ticket) = self.tickets.get(&id) {
                self.queue.remove(ticket);
                self.queue.insert(ticket, now);
                self.tell(work, id, What::GaveWay, None, None);
            }
        }
    }

    fn units_due(&mut self, work: &mut Work) {
        let now = self.now;
        let mut freed = Vec::new();
        let mut missing = Vec::new();
        for unit in self.units.values_mut() {
            if matches!(unit.activity, Activity::Finishing { until } if until <= now) {
                freed.push(unit.serial.clone());
            }
            match &mut unit.presence {
                Presence::Absent { expected_until, .. } => {
                    if expected_until.take_if(|at| *at <= now).is_some() {
                        missing.push((unit.serial.clone(), unit.activity.clone()));
                    }
                }
                Presence::Attached(attachment) => {
                    attachment.unheard_until.take_if(|at| *at <= now);
                }
            }
        }
        for serial in freed {
            self.set_activity(work, &serial, Activity::Free { since: now });
        }
        for (serial, activity) in missing {
            if let Activity::Called(a) = activity {
                self.give_back(work, a.ticket, &serial, Why::UnitLost);
            }
        }
    }

    /// Tickets that were closed, and walk-ups that ended, long ago: by a time that has stood for a day of running, so that a
    /// wrong date costs no figures.
    fn forget_old(&mut self, work: &mut Work) {
        let believed = self.now.min(FleetTime(self.licensing.clock.mark_ms));
        let before = believed.plus(-self.settings.closed_retention_ms);
        for _ in 0..FORGOTTEN_PER_TICK {
            match self.closed.first() {
                Some(&(at, id)) if at < before => {
                    self.closed.pop_first();
                    if let Some(ticket) = self.tickets.remove(&id) {
                        self.sessions.forget(&ticket);
                    }
                    work.forget_ticket(id);
                }
                _ => break,
            }
        }
        let before = believed.plus(-self.settings.walk_up_retention_ms);
        let old = self
            .walk_ups
            .values()
            .filter(|walk_up| walk_up.ended_at < before);
        let old: Vec<_> = old
            .map(|walk_up| walk_up.session)
            .take(FORGOTTEN_PER_TICK)
            .collect();
        for session in old {
            self.walk_ups.remove(&session);
            work.forget_walk_up(session);
        }
    }
}
