//! The newest day's end by command, and whether it can be taken back (RULES D8).

use super::Book;
use crate::decision::{DayEnd, SinceDayEnd};
use crate::ids::TicketId;
use crate::ticket::{State, Ticket};

impl Book {
    pub(crate) const fn day_end(&self) -> Option<DayEnd> {
        self.day_end
    }

    /// Notes that the day ends by command, before its tickets are closed; returns the end's number.
    pub(crate) fn note_day_end(&mut self) -> u64 {
        let nth = self.day_end.map_or(1, |end| end.nth + 1);
        self.day_end = Some(DayEnd {
            nth,
            next_ticket: TicketId(self.next_id),
            next_number: self.numbers.next_value(),
            since: SinceDayEnd::Nothing,
        });
        nth
    }

    /// Notes a call: that of a ticket which was added since is the next day's first.
    pub(crate) fn note_call(&mut self, id: TicketId) {
        if let Some(end) = &mut self.day_end
            && end.since == SinceDayEnd::Nothing
            && id >= end.next_ticket
        {
            end.since = SinceDayEnd::Called;
        }
    }

    /// Notes that a day ended by itself. An end by command that can be taken back stays so.
    pub(crate) fn note_end_by_itself(&mut self) {
        if let Some(end) = &mut self.day_end
            && end.since != SinceDayEnd::Nothing
        {
            end.since = SinceDayEnd::EndedByItself;
        }
    }

    /// Notes that the newest end was taken back: automatic numbers go on from where they were.
    pub(crate) fn take_day_end_back(&mut self) {
        if let Some(end) = &mut self.day_end {
            end.since = SinceDayEnd::TakenBack;
            self.numbers.go_on_from(end.next_number);
        }
    }

    /// The tickets that the newest end closed and that have not changed since, the newest first. O(kept tickets).
    pub(crate) fn closed_with_the_day(&self) -> impl Iterator<Item = &Ticket> {
        let nth = self.day_end.map_or(0, |end| end.nth);
        self.tickets().rev().filter(move |ticket| {
            let before = ticket.before.as_ref();
            let of_this = before.is_some_and(|before| before.day_end == nth);
            ticket.state == State::Ended && of_this && nth > 0
        })
    }
}
