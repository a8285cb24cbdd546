//! Compares what a unit is doing with what it should do. Orders are hints, so whatever may have been lost is derived here anew (RULES,
//! "Units and admission").

use crate::command::Holding;
use crate::decision::{Order, Withdrawal};
use crate::fleet::Fleet;
use crate::ids::{Assignment, Serial, SessionId, TicketId};
use crate::ticket::{State, Ticket, What, Why};
use crate::time::FleetTime;
use crate::unit::Activity;
use crate::work::Work;

impl Fleet {
    /// Notes a message from a unit, which proves that its connection is alive.
    pub(crate) fn hear(&mut self, serial: &Serial) {
        let now = self.now();
        self.yard.hear(serial, now);
    }

    /// Reconciles the fleet's belief about a unit with the unit's own report.
    pub(crate) fn reconcile(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        holding: &Holding,
        spooled: u32,
    ) {
        let Some(believed) = self.unit(serial).map(|unit| unit.activity.clone()) else {
            return;
        };
        match holding.session {
            Some((session, assignment)) => {
                self.resume_session(work, serial, &believed, session, assignment, spooled)
            }
            None => self.without_session(work, serial, &believed, holding, spooled),
        }
        let stands = self.unit(serial).and_then(|unit| unit.assignment());
        if let Some(shown) = holding.call.filter(|shown| Some(*shown) != stands)
            && let Some(connection) = self.unit(serial).and_then(|unit| unit.connection())
        {
            work.order(
                connection,
                Order::Withdraw {
                    assignment: shown,
                    reason: Withdrawal::NotCurrent,
                },
            );
        }
    }

    /// Handles a running session: the known one, or somebody else's.
    fn resume_session(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        believed: &Activity,
        session: SessionId,
        assignment: Option<Assignment>,
        spooled: u32,
    ) {
        let current = match believed {
            Activity::Called(a) | Activity::Verifying(a) => Some(*a),
            _ => None,
        };
        match (believed, assignment) {
            (Activity::Called(a), Some(b)) if *a == b && self.may_serve_as(serial, session, b) => {
                self.place(work, b, serial, session);
            }
            (Activity::Verifying(a), Some(b))
                if *a == b && self.may_serve_as(serial, session, b) =>
            {
                self.resume_link(work, b, serial);
            }
            _ => {
                if let Some(other) = current {
                    self.yield_to_other(work, serial, believed, other, spooled > 0);
                }
                self.yard.set_activity(
                    serial,
                    Activity::Unplanned {
                        session,
                        assignment,
                    },
                );
            }
        }
    }

    /// Handles somebody else's card at a unit that had a call or a session of ours.
    ///
    /// A call goes back to its rank: a walk-up that crosses a call wins. A session of ours is over; its outcome may still be on the way, so
    /// the ticket waits for it as it does for a lost unit.
    pub(crate) fn yield_to_other(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        believed: &Activity,
        ours: Assignment,
        outcome_on_the_way: bool,
    ) {
        match believed {
            Activity::Called(_) => self.give_back(work, ours.ticket, serial, Why::WalkUp),
            _ if outcome_on_the_way => self.start_grace(ours),
            _ => self.break_off(work, ours.ticket, What::Returned, Why::SessionGone),
        }
    }

    fn without_session(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        believed: &Activity,
        holding: &Holding,
        spooled: u32,
    ) {
        match believed {
            Activity::Called(a) if holding.call == Some(*a) => {}
            Activity::Called(a) => self.repeat_call(work, serial, *a),
            // It ended while the link was down; the outcome follows from the spool.
            Activity::Verifying(a) if spooled > 0 => self.start_grace(*a),
            Activity::Verifying(a) => {
                self.break_off(work, a.ticket, What::Returned, Why::SessionGone);
                self.settle_empty_handed(work, serial, holding.card_present);
            }
            // A card that was there before keeps its own deadline.
            Activity::Finishing { .. } if holding.card_present => {}
            _ => self.settle_empty_handed(work, serial, holding.card_present),
        }
    }

    /// Handles a unit without call or session, except perhaps a card or an outcome that is still on the way. In that case it is not free
    /// for another ticket yet (invariant 2).
    pub(crate) fn settle_empty_handed(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        card_present: bool,
    ) {
        let on_the_way = self
            .book
            .active_at(serial)
            .find(|t| matches!(t.state, State::Verifying { .. }))
            .map(Ticket::assignment);
        let sits = self.unit(serial).is_some_and(|u| u.seat.is_some());
        if let Some(assignment) = on_the_way.filter(|_| !sits) {
            // The unit was leaving, and its seat may have gone to another unit: it must not serve as a fifth.
            self.break_off(work, assignment.ticket, What::Returned, Why::SessionGone);
        }
        let activity = if let Some(assignment) = on_the_way.filter(|_| sits) {
            Activity::Verifying(assignment)
        } else if card_present {
            Activity::Finishing {
                until: self.now().plus(self.settings.card_removal_ms),
            }
        } else {
            Activity::Free { since: self.now() }
        };
        self.yard.set_activity(serial, activity);
    }

    /// Asks a unit whose session no ticket waits for any more what it has. It is not free until it says.
    pub(crate) fn ask_what_it_has(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        assignment: Assignment,
    ) {
        let Some(unit) = self.unit(serial) else {
            return;
        };
        if unit.activity != Activity::Verifying(assignment) {
            return;
        }
        match unit.connection() {
            Some(connection) => {
                work.order(connection, Order::ReportHolding);
                self.yard.set_activity(serial, Activity::Asked(assignment));
            }
            None => self.set_free(serial),
        }
    }

    /// Gives a lost order *call* again, with the remaining time. If the unit cannot serve, or the ticket is of an earlier day (so the call
    /// was yesterday's), the ticket goes back to the queue.
    fn repeat_call(&mut self, work: &mut Work, serial: &Serial, assignment: Assignment) {
        let Some(ticket) = self.book.ticket(assignment.ticket) else {
            return;
        };
        let yesterdays = self.is_held(ticket).then_some(Why::UnitLost);
        if let Some(why) = self.cannot_serve(serial).or(yesterdays) {
            return self.give_back(work, assignment.ticket, serial, why);
        }
        let left = ticket
            .deadline()
            .map_or(0, |deadline| deadline.since(self.now()));
        let (Ok(expires_in_ms), number) = (u64::try_from(left), ticket.number.clone()) else {
            return;
        };
        if let Some(connection) = self.unit(serial).and_then(|unit| unit.connection()) {
            work.order(
                connection,
                Order::Call {
                    assignment,
                    number,
                    expires_in_ms,
                },
            );
        }
    }

    /// Notes that the unit is back and its session continues.
    fn resume_link(&mut self, work: &Work, assignment: Assignment, serial: &Serial) {
        let id = assignment.ticket;
        let ticket = self.book.ticket(id);
        let waits =
            |ticket: &Ticket| matches!(ticket.state, State::Verifying { grace: Some(_), .. });
        if ticket.is_some_and(waits) {
            self.set_grace(id, None);
            self.tell(work, id, What::LinkBack, None, Some(serial));
        }
    }

    /// Lets a verifying ticket wait a little for its unit's report.
    pub(crate) fn start_grace(&mut self, assignment: Assignment) {
        self.start_grace_until(assignment, self.now().plus(self.settings.grace_ms));
    }

    /// The same until a given time.
    pub(crate) fn start_grace_until(&mut self, assignment: Assignment, until: FleetTime) {
        self.set_grace(assignment.ticket, Some(until));
    }

    fn set_grace(&mut self, id: TicketId, until: Option<FleetTime>) {
        self.book.change(&self.clock, id, |ticket| {
            if let State::Verifying { grace, .. } = &mut ticket.state {
                *grace = until;
            }
        });
    }

    /// Takes back a call at a unit that cannot serve, so that no patient stands there in vain.
    pub(crate) fn spare_patient(&mut self, work: &mut Work, serial: &Serial) {
        if let Some(why) = self.cannot_serve(serial) {
            self.give_call_back(work, serial, why);
        }
    }

    /// The reason why a call cannot stand at a unit: it reports a fault, or it is connected in a way that is not admitted. A unit that only
    /// lost its seat finishes its call.
    fn cannot_serve(&self, serial: &Serial) -> Option<Why> {
        let unit = self.unit(serial)?;
        if !unit.health.serves() {
            return Some(Why::UnitFaulted);
        }
        self.evidence(unit).is_err().then_some(Why::UnitLost)
    }
}
