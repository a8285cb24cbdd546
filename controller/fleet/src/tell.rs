//! Writes events into the stories of tickets.

use crate::fleet::Fleet;
use crate::ids::{Assignment, Serial, TicketId};
use crate::story::{Actor, Chapter, What, Why};
use crate::ticket::{Class, Means};
use crate::wish::Wish;
use crate::work::Work;

impl Fleet {
    /// Writes a line about a ticket's newest attempt.
    pub(crate) fn tell(
        &mut self,
        work: &Work,
        id: TicketId,
        what: What,
        why: Option<Why>,
        unit: Option<&Serial>,
    ) {
        let Some(ticket) = self.book.ticket(id) else {
            return;
        };
        let attempt = if unit.is_some() { ticket.attempt() } else { 0 };
        // What the fleet does by a rule while it carries out somebody's command is the fleet's own act.
        let actor = match (what, why) {
            (What::Called, Some(why)) if why != Why::StaffChoice => Actor::Fleet,
            (What::Parked, Some(Why::CalledTooOften)) => Actor::Fleet,
            // The sender of the command did not cause that no unit meets the needs.
            (What::NeedUnmet, _) => Actor::Fleet,
            _ => work.actor.clone(),
        };
        self.book.tell(
            id,
            Chapter {
                why,
                unit: unit.cloned(),
                attempt,
                ..Chapter::new(self.now(), what, actor)
            },
        );
    }

    /// Writes a line about one of a ticket's attempts.
    pub(crate) fn tell_of(
        &mut self,
        work: &Work,
        assignment: Assignment,
        what: What,
        unit: Option<&Serial>,
    ) {
        let chapter = Chapter {
            unit: unit.cloned(),
            attempt: assignment.attempt,
            ..Chapter::new(self.now(), what, work.actor.clone())
        };
        self.book.tell(assignment.ticket, chapter);
    }

    /// Writes a line about one of a ticket's needs or preferences.
    pub(crate) fn tell_need(&mut self, work: &Work, id: TicketId, what: What, need: Wish) {
        let actor = match what {
            What::NeedUnmet => Actor::Fleet,
            _ => work.actor.clone(),
        };
        let chapter = Chapter {
            wish: Some(need),
            ..Chapter::new(self.now(), what, actor)
        };
        self.book.tell(id, chapter);
    }

    /// Writes a line about a ticket's class, before and after.
    pub(crate) fn tell_class(&mut self, work: &Work, id: TicketId, before: Class, after: Class) {
        let chapter = Chapter {
            classes: Some((before, after)),
            ..Chapter::new(self.now(), What::ClassChanged, work.actor.clone())
        };
        self.book.tell(id, chapter);
    }

    /// Writes that a ticket was done by other means.
    pub(crate) fn tell_means(&mut self, work: &Work, id: TicketId, means: Means) {
        let chapter = Chapter {
            means: Some(means),
            ..Chapter::new(self.now(), What::DoneByMeans, work.actor.clone())
        };
        self.book.tell(id, chapter);
    }
}
