//! Why a ticket waits, and who goes before it.

use super::Lack;
use crate::fleet::Fleet;
use crate::ids::TicketId;
use crate::ticket::{State, Ticket};
use crate::time::FleetTime;
use crate::unit::Unit;
use crate::wish::{Signature, Wish};

/// The most tickets that are counted in the queue; beyond that "far behind" is enough.
pub const POSITION_LIMIT: usize = 1_000;

/// Why a ticket waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wait {
    /// It is a ticket of an earlier day whose end is owed: it is held until it ends.
    EarlierDay {
        /// The time when it ends, if the clock stays as it is.
        ends_at: FleetTime,
    },
    /// No unit that serves meets its needs, or none serves at all.
    NoUnit(Lack),
    /// Fleet time is about to be set, and nobody is called until then.
    SettingTime {
        /// The latest time at which it is set.
        at: FleetTime,
    },
    /// A unit that meets its needs is free, or none of a preferred kind serves; the preference gives way at this time.
    Prefers {
        wish: Wish,
        /// The time when the preference gives way.
        until: FleetTime,
    },
    /// A unit that it may take is free, but was not heard since the process did not run. It is the next for it.
    Unheard {
        /// The time from which that unit is called in any case.
        until: FleetTime,
    },
    /// It is the next for each of the units that it may take now, and none of them is free.
    NextInLine {
        /// The number of those units.
        units: usize,
        prefers: Option<Preference>,
    },
    /// Tickets go before it that units which it may take now can serve.
    BehindOthers {
        /// The number of those tickets; at most [`POSITION_LIMIT`] are counted.
        others: usize,
        /// Those of them that came later and have a better class.
        passed_by: usize,
        prefers: Option<Preference>,
    },
}

/// A preference that still holds: it keeps a ticket from units that would meet its needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preference {
    pub wish: Wish,
    /// The time when it gives way.
    pub until: FleetTime,
}

impl Fleet {
    /// The reason why a ticket waits; `None` if it does not wait.
    #[must_use]
    pub fn why_waiting(&self, ticket: &Ticket) -> Option<Wait> {
        if ticket.state != State::Waiting {
            return None;
        }
        if self.is_held(ticket) {
            let ends_at = self.clock.settles_at();
            return Some(Wait::EarlierDay { ends_at });
        }
        let wishes = ticket.wishes_at(self.now());
        if let Some(lack) = self.lack(&wishes) {
            return Some(Wait::NoUnit(lack));
        }
        if let Some(at) = self.sets_time_at() {
            return Some(Wait::SettingTime { at });
        }
        Some(self.place_in_line(ticket, &wishes))
    }

    /// Why a ticket waits that a serving unit could serve.
    fn place_in_line(&self, ticket: &Ticket, wishes: &Signature) -> Wait {
        let able: Vec<_> = self.serving().filter(|u| meets_needs(wishes, u)).collect();
        let fits = |unit: &Unit| wishes.unmet(&unit.serial, &unit.counter).is_none();
        let (fitting, others): (Vec<_>, Vec<_>) = able.into_iter().partition(|unit| fits(unit));
        let prefers = others.iter().find_map(|unit| {
            let wish = wishes.unmet(&unit.serial, &unit.counter)?.clone();
            let until = ticket.prefers_until;
            Some(Preference { wish, until })
        });
        if let Some(Preference { wish, until }) = &prefers
            && (fitting.is_empty() || others.iter().any(|unit| unit.may_take()))
        {
            let (wish, until) = (wish.clone(), *until);
            return Wait::Prefers { wish, until };
        }
        let goes = |wishes: &Signature| {
            let meets = |unit: &&Unit| wishes.unmet(&unit.serial, &unit.counter).is_none();
            fitting.iter().any(meets)
        };
        let before = self.book.queue().before(ticket.rank, POSITION_LIMIT, goes);
        let free = fitting.iter().filter(|unit| unit.is_free());
        let unheard = free.filter_map(|unit| unit.unheard_until()).min();
        match (before.len(), unheard) {
            (0, Some(until)) => Wait::Unheard { until },
            (0, None) => Wait::NextInLine {
                units: fitting.len(),
                prefers,
            },
            (others, _) => Wait::BehindOthers {
                others,
                passed_by: before.iter().filter(|id| self.passes(**id, ticket)).count(),
                prefers,
            },
        }
    }

    /// Whether a ticket came later than another and goes before it for its class.
    fn passes(&self, id: TicketId, ticket: &Ticket) -> bool {
        id > ticket.id && self.ticket(id).is_some_and(|t| t.class > ticket.class)
    }

    /// A waiting ticket's position in the queue, from 1 to at most [`POSITION_LIMIT`].
    #[must_use]
    pub fn position(&self, ticket: &Ticket) -> usize {
        self.book.queue().position(ticket.rank, POSITION_LIMIT)
    }

    pub(super) fn serving(&self) -> impl Iterator<Item = &Unit> {
        self.yard.units().filter(|unit| unit.serves())
    }
}

pub(super) fn meets_needs(wishes: &Signature, unit: &Unit) -> bool {
    wishes.unmet_need(&unit.serial, &unit.counter).is_none()
}
