//! Drops a need of a ticket: staff decide that the patient can do without (RULES, "Queue").

use super::staff_tickets::{concerns, wrong_state};
use crate::fleet::Fleet;
use crate::ids::{Number, TicketId};
use crate::refusal::Refusal;
use crate::ticket::{State, Ticket, What};
use crate::wish::{Signature, Wish};
use crate::work::Work;
use std::sync::Arc;

impl Fleet {
    /// Drops this need, or with `None` those that keep every serving unit from serving the ticket.
    pub(crate) fn drop_need(
        &mut self,
        work: &mut Work,
        number: &Number,
        need: Option<&Wish>,
    ) -> Result<(), Refusal> {
        let ticket = self.open_ticket(number)?;
        if let State::Verifying { .. } = ticket.state {
            return Err(wrong_state(ticket));
        }
        let signature = self.without(ticket, need)?;
        let waits = ticket.state == State::Waiting;
        if waits && !self.queue.is_alone(ticket) {
            self.check_signatures(&signature)?;
        }
        let id = ticket.id;
        let kept = |wish: &&Wish| signature.needs().contains(wish);
        let needs = ticket.signature.needs().iter();
        let dropped: Vec<_> = needs.filter(|wish| !kept(wish)).cloned().collect();
        concerns(work, id);
        self.change_signature(id, Arc::new(signature));
        for need in dropped {
            self.tell_need(work, id, What::NeedDropped, need);
        }
        self.announce_unmet(work, id);
        Ok(())
    }

    fn without(&self, ticket: &Ticket, need: Option<&Wish>) -> Result<Signature, Refusal> {
        let number = || ticket.number.clone();
        match need {
            Some(need) if ticket.signature.needs().contains(need) => {
                Ok(ticket.signature.without_need(need))
            }
            Some(_) => Err(Refusal::NoSuchNeed(number())),
            None => {
                let mut signature = (*ticket.signature).clone();
                while let Some(unmet) = self.need_that_nobody_meets(&signature) {
                    signature = signature.without_need(&unmet);
                }
                if signature == *ticket.signature {
                    return Err(Refusal::NoSuchNeed(number()));
                }
                Ok(signature)
            }
        }
    }

    /// Gives a ticket other wishes, wherever it stands.
    fn change_signature(&mut self, id: TicketId, signature: Arc<Signature>) {
        let waits = self
            .tickets
            .get(&id)
            .is_some_and(|t| t.state == State::Waiting);
        if waits {
            self.step_out(id);
        }
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.signature = signature;
            ticket.before = None;
        }
        if waits {
            self.line_up(id);
        }
    }
}
