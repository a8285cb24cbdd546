//! Why a ticket waits, and who goes before it.

use super::OutOfUse;
use crate::fleet::Fleet;
use crate::ids::TicketId;
use crate::ticket::{State, Ticket};
use crate::time::FleetTime;
use crate::unit::{Membership, Unit};
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

/// Why no unit can serve a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// No unit is enrolled.
    NoneEnrolled,
    /// Units are enrolled, and none serves.
    NoneServes(Vec<OutOfUse>),
    /// No serving unit meets this need; staff may drop it.
    Need {
        wish: Wish,
        /// The enrolled units that meet it; empty: there is none.
        by: Vec<OutOfUse>,
    },
    /// Each of these needs is met by a serving unit, and no unit meets all of them.
    Together(Vec<Wish>),
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

    /// Why no unit can serve a ticket with these wishes; `None`: a serving unit meets its needs.
    pub(crate) fn lack(&self, wishes: &Signature) -> Option<Lack> {
        if self.serving().next().is_none() {
            let out = self.out_of_use();
            return Some(match out.is_empty() {
                true => Lack::NoneEnrolled,
                false => Lack::NoneServes(out),
            });
        }
        self.unmet(wishes)
    }

    /// What keeps every serving unit from serving a ticket with these wishes; `None` also if no unit serves.
    pub(crate) fn unmet(&self, wishes: &Signature) -> Option<Lack> {
        if self.serving().next().is_none() || self.serving().any(|u| meets_needs(wishes, u)) {
            return None;
        }
        let met = |wish: &Wish| {
            self.serving()
                .any(|u| wish.is_met_by(&u.serial, &u.counter))
        };
        let Some(wish) = wishes.needs().iter().find(|wish| !met(wish)) else {
            return Some(Lack::Together(wishes.needs().to_vec()));
        };
        let by = self.out_of_use_where(|u| wish.is_met_by(&u.serial, &u.counter));
        let wish = wish.clone();
        Some(Lack::Need { wish, by })
    }

    /// What keeps every serving unit from serving a waiting ticket; `None` also if no unit serves.
    #[must_use]
    pub fn unmet_needs_of(&self, ticket: &Ticket) -> Option<Lack> {
        if ticket.state != State::Waiting {
            return None;
        }
        self.unmet(&ticket.wishes_at(self.now()))
    }

    /// A need to drop so that a serving unit may serve a ticket with these wishes: one that no serving unit meets; else, if no unit meets
    /// all, the first that the first unit does not meet. `None` also if no unit serves.
    pub(crate) fn need_to_drop(&self, wishes: &Signature) -> Option<Wish> {
        match self.unmet(wishes)? {
            Lack::Need { wish, .. } => Some(wish),
            _ => {
                let first = self.serving().next()?;
                wishes.unmet_need(&first.serial, &first.counter).cloned()
            }
        }
    }

    /// A waiting ticket's position in the queue, from 1 to at most [`POSITION_LIMIT`].
    #[must_use]
    pub fn position(&self, ticket: &Ticket) -> usize {
        self.book.queue().position(ticket.rank, POSITION_LIMIT)
    }

    /// The wishes among these that no enrolled unit meets; none if no unit is enrolled, because then nobody knows what will be.
    pub(crate) fn met_by_nobody<'a>(
        &self,
        wishes: impl Iterator<Item = &'a Wish>,
    ) -> Vec<&'a Wish> {
        let enrolled = || {
            let units = self.units();
            units.filter(|unit| unit.membership == Membership::Enrolled)
        };
        if enrolled().next().is_none() {
            return Vec::new();
        }
        let met = |wish: &&Wish| enrolled().any(|u| wish.is_met_by(&u.serial, &u.counter));
        wishes.filter(|wish| !met(wish)).collect()
    }

    fn serving(&self) -> impl Iterator<Item = &Unit> {
        self.yard.units().filter(|unit| unit.serves())
    }
}

fn meets_needs(wishes: &Signature, unit: &Unit) -> bool {
    wishes.unmet_need(&unit.serial, &unit.counter).is_none()
}
