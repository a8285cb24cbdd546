//! Puts a patient into the queue.

use crate::command::AddTicket;
use crate::decision::Answer;
use crate::fleet::Fleet;
use crate::ids::{Number, TicketId};
use crate::refusal::Refusal;
use crate::settings::SIGNATURES;
use crate::ticket::{Class, Rank, State, Ticket, What};
use crate::wish::{MAX_WISHES, Signature, Wish};
use crate::work::Work;
use std::sync::Arc;

impl Fleet {
    pub(crate) fn add_ticket(&mut self, work: &mut Work, add: AddTicket) -> Result<(), Refusal> {
        self.check_room()?;
        if add.needs.len() > MAX_WISHES || add.prefers.len() > MAX_WISHES {
            return Err(Refusal::TooManyWishes(MAX_WISHES));
        }
        self.check_wished_units(add.needs.iter().chain(&add.prefers))?;
        let signature = Arc::new(Signature::new(add.needs, add.prefers));
        self.check_signatures(&signature)?;
        let number = match add.number {
            Some(number) if self.has_number(&number).is_some() => {
                return Err(Refusal::NumberInUse(number));
            }
            Some(number) => number,
            None => self.next_number(),
        };
        let id = self.insert(number, add.class, signature);
        work.touch_counters();
        work.touch_ticket(id);
        work.is_about(id);
        work.answers(Answer::Ticket(id));
        self.tell(work, id, What::Added, None, None);
        self.announce_unmet(work, id);
        Ok(())
    }

    /// One signature more than the bound would make every free unit look at more lines.
    pub(crate) fn check_signatures(&self, signature: &Signature) -> Result<(), Refusal> {
        if self.queue.would_exceed(signature, SIGNATURES) {
            return Err(Refusal::TooManySignatures(SIGNATURES));
        }
        Ok(())
    }

    fn check_wished_units<'a>(
        &self,
        mut wishes: impl Iterator<Item = &'a Wish>,
    ) -> Result<(), Refusal> {
        let unknown = wishes.find_map(|wish| match wish {
            Wish::Unit(serial) => self.enrolled(serial).err(),
            _ => None,
        });
        unknown.map_or(Ok(()), Err)
    }

    /// Notes in the story that no serving unit meets what the ticket needs.
    pub(crate) fn announce_unmet(&mut self, work: &mut Work, id: TicketId) {
        let unmet = self
            .tickets
            .get(&id)
            .and_then(|ticket| self.unmet_need(ticket));
        if let Some(need) = unmet {
            self.tell_need(work, id, What::NeedUnmet, need);
        }
    }

    /// The next number that no open ticket has.
    fn next_number(&mut self) -> Number {
        self.begin_numbers();
        loop {
            let number = Number::automatic(self.counters.number);
            // Nine digits would no longer be a number: start over, long after those labels are gone.
            self.counters.number = if self.counters.number >= 99_999_999 {
                1
            } else {
                self.counters.number + 1
            };
            if self.has_number(&number).is_none() {
                return number;
            }
        }
    }

    fn insert(&mut self, number: Number, class: Class, signature: Arc<Signature>) -> TicketId {
        let now = self.now;
        let id = TicketId(self.counters.ticket);
        self.counters.ticket += 1;
        let head_start = match class {
            Class::Priority => self.settings.priority_head_start_ms,
            Class::Normal | Class::Urgent => 0,
        };
        let ticket = Ticket {
            id,
            number: number.clone(),
            class,
            added_at: now,
            rank: Rank::new(class, now.plus(-head_start), id),
            signature,
            prefers_until: now.plus(self.settings.preference_ms),
            state: State::Waiting,
            shifted_ms: self.counters.shifted_ms,
            attempts: Vec::new(),
            misses: 0,
            called_by_staff: false,
            held: None,
            before: None,
            outcome: None,
            closed_at: None,
            story: Vec::with_capacity(4),
        };
        self.tickets.insert(id, ticket);
        self.give_number(&number, id);
        self.line_up(id);
        id
    }
}
