//! Routing: no unit stays idle while it may serve, tickets go in rank order, and the least special unit is taken (RULES, "Queue").

use crate::fleet::Fleet;
use crate::ids::{Serial, TicketId};
use crate::ticket::{What, Why};
use crate::unit::{Activity, Unit};
use crate::wish::Signature;
use crate::work::Work;
use crate::yard::List;

impl Fleet {
    /// Completes a decision after the command itself: seats, then calls, then what units are told. Each step asks the yard's roll first whether
    /// there is a unit that it has anything to do with.
    pub(crate) fn settle(&mut self, work: &mut Work) {
        self.close_departed(work);
        self.restart_units(work);
        if self.papers.take_standing_moved() {
            self.yard.request_seats();
        }
        let seats = self.yard.seats_are_due(self.now());
        if seats {
            self.reseat();
        }
        self.pause_failing();
        self.drop_old_preferences(work);
        self.dispatch(work);
        self.tell_verdicts(work, seats);
        self.note_working();
        self.count_time();
    }

    /// Drops preferences whose time is over. Not in a tick alone: whatever is decided before that tick would pass over these tickets.
    fn drop_old_preferences(&mut self, work: &mut Work) {
        for id in self.book.give_way(&self.clock) {
            self.tell(work, id, What::GaveWay, None, None);
        }
    }

    /// Calls tickets until no free unit may serve a waiting one (invariants 4 and 5).
    fn dispatch(&mut self, work: &mut Work) {
        while let Some((id, serial, why)) = self.next_call() {
            self.call(work, id, &serial, why);
        }
    }

    /// The first ticket in the queue's order that a free unit may serve, with that unit.
    fn next_call(&self) -> Option<(TicketId, Serial, Why)> {
        if self.book.queue().len() == 0 || !self.yard.has(List::MayTake) || self.is_setting_time() {
            return None;
        }
        let free: Vec<&Unit> = self.yard.units().filter(|unit| unit.may_take()).collect();
        let (wishes, _, id) = self
            .book
            .queue()
            .heads(|wishes| free.iter().any(|unit| meets(unit, wishes)))
            .min_by_key(|(_, rank, _)| *rank)?;
        let (unit, why) = least_special(free.into_iter().filter(|unit| meets(unit, wishes)))?;
        Some((id, unit.serial.clone(), why))
    }

    /// The best free unit for a call by hand: one that meets the preferences, too, if there is one.
    pub(crate) fn best_free(&self, wishes: &Signature) -> Option<Serial> {
        let able = || {
            self.yard
                .units()
                .filter(|u| u.may_take() && wishes.unmet_need(&u.serial, &u.counter).is_none())
        };
        least_special(able().filter(|unit| meets(unit, wishes)))
            .or_else(|| least_special(able()))
            .map(|(unit, _)| unit.serial.clone())
    }
}

fn meets(unit: &Unit, wishes: &Signature) -> bool {
    wishes.unmet(&unit.serial, &unit.counter).is_none()
}

/// The least special of these units, then the one that was idle longest; with the reason.
fn least_special<'a>(units: impl Iterator<Item = &'a Unit>) -> Option<(&'a Unit, Why)> {
    let key = |unit: &Unit| match unit.activity {
        Activity::Free { since } => (unit.counter.specialness(), since),
        // A unit that is not free comes last.
        _ => (usize::MAX, crate::time::FleetTime(i64::MAX)),
    };
    let units: Vec<_> = units.collect();
    let best = *units.iter().min_by_key(|unit| (key(unit), &unit.serial))?;
    let others = units.iter().filter(|unit| unit.serial != best.serial);
    let why = match others.map(|unit| key(unit).0).min() {
        None => Why::OnlyFreeUnit,
        Some(next) if next > key(best).0 => Why::LeastSpecial,
        Some(_) => Why::IdleLongest,
    };
    Some((best, why))
}
