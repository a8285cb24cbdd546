//! What an act on a unit takes from the tickets that are open (RULES Q13): how many are tied to it, and how many lose the last unit that
//! meets their needs. Whoever asks staff for consent counts here.

use crate::fleet::Fleet;
use crate::ids::{Serial, Tag};
use crate::ticket::{State, Ticket};
use crate::unit::Unit;
use crate::wish::{Counter, Placement, Wish};

/// An act on a unit, as far as tickets can lose by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taking {
    /// It leaves the fleet.
    Retire,
    /// It leaves the fleet, and this unit gets its counter.
    Replace(Serial),
    /// It stays, and takes nobody new.
    Pause,
    /// Its counter changes; `None` stays as it is.
    Change {
        placement: Option<Placement>,
        tags: Option<Vec<Tag>>,
    },
}

/// What open tickets lose, without those whose patient is at a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Loss {
    /// The tickets that need this unit and no other.
    pub bound: usize,
    /// The other tickets whose needs no unit meets any more, or none that serves.
    pub unmet: usize,
}

/// A unit as it is, or as it would be.
struct Place<'a> {
    serial: &'a Serial,
    counter: Counter,
    serves: bool,
}

/// How far a ticket's needs are met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Met {
    Nobody,
    OutOfUse,
    Serving,
}

impl Fleet {
    /// What open tickets would lose by this act on an enrolled unit.
    #[must_use]
    pub fn loss(&self, unit: &Serial, taking: &Taking) -> Loss {
        let before: Vec<_> = self.enrolled().map(place).collect();
        let after = self.after(unit, taking);
        // Where nobody serves, that is the cause, and no need.
        let some_serves = after.iter().any(|place| place.serves);
        let loses = |ticket: &&Ticket| {
            let needs = ticket.signature.needs();
            let at_reader = matches!(ticket.state, State::Verifying { .. });
            let left = met(needs, &after);
            let told = left == Met::Nobody || some_serves;
            !needs.is_empty() && !at_reader && told && left < met(needs, &before)
        };
        let mut loss = Loss::default();
        for ticket in self.book.open().filter(loses) {
            match ticket.signature.needs().contains(&Wish::Unit(unit.clone())) {
                true => loss.bound += 1,
                false => loss.unmet += 1,
            }
        }
        loss
    }

    /// The enrolled units as they would be. A unit in the place of another serves as soon as that one did.
    fn after<'a>(&'a self, serial: &Serial, taking: &Taking) -> Vec<Place<'a>> {
        let mut after: Vec<_> = self.enrolled().map(place).collect();
        let at = after.iter().position(|place| place.serial == serial);
        let Some(mut own) = at.map(|at| after.swap_remove(at)) else {
            return after;
        };
        match taking {
            Taking::Retire => return after,
            Taking::Replace(by) => {
                if let Some(new) = after.iter_mut().find(|place| place.serial == by) {
                    new.counter = own.counter;
                    new.serves |= own.serves;
                }
                return after;
            }
            Taking::Pause => own.serves = false,
            Taking::Change { placement, tags } => {
                let old = own.counter;
                own.counter = Counter {
                    name: old.name,
                    placement: placement.unwrap_or(old.placement),
                    tags: tags.clone().unwrap_or(old.tags),
                };
            }
        }
        after.push(own);
        after
    }
}

fn place(unit: &Unit) -> Place<'_> {
    Place {
        serial: &unit.serial,
        counter: unit.counter.clone(),
        serves: unit.serves(),
    }
}

fn met(needs: &[Wish], places: &[Place<'_>]) -> Met {
    let meets = |place: &&Place<'_>| {
        let mut needs = needs.iter();
        needs.all(|need| need.is_met_by(place.serial, &place.counter))
    };
    let best = places.iter().filter(meets).map(|place| match place.serves {
        true => Met::Serving,
        false => Met::OutOfUse,
    });
    best.max().unwrap_or(Met::Nobody)
}
