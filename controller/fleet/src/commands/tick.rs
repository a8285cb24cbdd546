//! Processes the deadlines that are due. In a batch it comes after the commands.

use crate::fleet::Fleet;
use crate::ids::{Serial, TicketId};
use crate::ticket::{State, What, Why};
use crate::time::FleetTime;
use crate::unit::{Activity, Presence, Unit};
use crate::work::Work;
use crate::yard::List;

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work) {
    // Units come first: if a unit did not return after a restart, the patient who was called there is not counted as absent.
    fleet.stop_waiting_for_units(work);
    fleet.expire_tickets(work);
    fleet.set_time_if_due(work);
    fleet.end_day_if_due(work);
    fleet.papers.keep_due(fleet.clock.now());
    fleet.clock.keep_due();
    fleet.keep_queue_days();
    fleet.forget_old_days();
    fleet.forget_old(work);
}

impl Fleet {
    /// The latest time at which the fleet has to be given `Command::Tick`.
    #[must_use]
    pub fn next_deadline(&self) -> Option<FleetTime> {
        let graces = match self.yard.has(List::Graced) {
            true => self.running_graces().map(|(_, grace)| grace.until).min(),
            false => None,
        };
        let licenses = self.next_license_change().into_iter();
        licenses
            .chain(self.book.next_deadline())
            .chain(self.next_deadline_of_a_unit())
            .chain(self.book.queue().next_giving_way())
            .chain(self.next_day_end())
            .chain(self.turns_day_at())
            .chain(graces)
            .chain([self.papers.keeps_at(self.now())])
            .chain(self.sets_time_at())
            .chain(self.plans_restarts_at())
            .chain(self.clock.keeps_at())
            .chain(self.yard.handshakes().ends_at(self.now()))
            .min()
    }

    fn next_deadline_of_a_unit(&self) -> Option<FleetTime> {
        if !self.yard.has(List::Timed) {
            return None;
        }
        let units = self.yard.units().flat_map(|unit| {
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
            // Somebody may be watching for the alarm.
            let idle = self.idle_from(unit).filter(|from| *from > self.now());
            let reminds = self.reminds_at(unit);
            [
                finishing,
                held,
                expected,
                flaps,
                idle,
                reminds,
                unit.restart_due(),
                unit.unheard_until(),
            ]
            .into_iter()
            .flatten()
        });
        units.min()
    }

    fn expire_tickets(&mut self, work: &mut Work) {
        let now = self.now();
        let due = self.book.due(now);
        let due: Vec<(TicketId, State)> = due
            .map(|ticket| (ticket.id, ticket.state.clone()))
            .collect();
        for (id, state) in due {
            match state {
                State::Called { unit, .. } => self.miss(work, id, &unit),
                State::Verifying {
                    unit,
                    grace: Some(at),
                    ..
                } if at <= now => self.end_grace(work, id, &unit),
                State::Verifying { unit, .. } => self.time_out(work, id, &unit),
                _ => {}
            }
        }
    }

    /// Ends the grace: the unit did not return in time, or returned without a word about the session.
    fn end_grace(&mut self, work: &mut Work, id: TicketId, serial: &Serial) {
        self.break_off(work, id, What::Returned, Why::UnitLost);
        let Some(unit) = self.unit(serial) else {
            return;
        };
        if matches!(unit.activity, Activity::Verifying(a) if a.ticket == id) {
            let lies_there = unit.attachment().is_some_and(|a| a.card_present);
            self.settle_empty_handed(work, serial, lies_there);
        }
    }

    /// Ends a session that took longer than the reader itself allows: the unit is asked what it is doing.
    fn time_out(&mut self, work: &mut Work, id: TicketId, serial: &Serial) {
        let Some(assignment) = self.book.ticket(id).map(|ticket| ticket.assignment()) else {
            return;
        };
        self.break_off(work, id, What::TimedOut, Why::Backstop);
        self.yard.count_failure(serial);
        self.ask_what_it_has(work, serial, assignment);
    }

    fn stop_waiting_for_units(&mut self, work: &mut Work) {
        let now = self.now();
        let finished =
            |unit: &&Unit| matches!(unit.activity, Activity::Finishing { until } if until <= now);
        let finished = self.yard.units().filter(finished);
        let finished: Vec<_> = finished.map(|unit| unit.serial.clone()).collect();
        for serial in finished {
            self.set_free(&serial);
        }
        for serial in self.yard.let_pass(now) {
            self.give_call_back(work, &serial, Why::UnitLost);
        }
    }
}
