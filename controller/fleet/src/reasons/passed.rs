//! Who was called before a ticket that came earlier: for a better class, or by staff. Both are judged as they were at the call: class and
//! needs may have changed since, which their stories tell.

use crate::fleet::Fleet;
use crate::ids::{Number, Serial};
use crate::ticket::{Class, Rank, Ticket, What, Why};
use crate::time::FleetTime;
use crate::wish::Wish;

/// Another ticket's call that passed this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    pub at: FleetTime,
    /// The ticket that was called.
    pub number: Number,
    pub class: Class,
    pub unit: Serial,
    /// Whether staff called it by hand; else it went before for its class.
    pub by_staff: bool,
}

impl Fleet {
    /// The calls that passed a ticket while it waited, to units that meet its needs; oldest first. O(kept tickets).
    #[must_use]
    pub fn passed_by(&self, ticket: &Ticket) -> Vec<Passed> {
        // What is held is not called for another reason.
        if self.is_held(ticket) {
            return Vec::new();
        }
        let mut passed: Vec<_> = self
            .tickets()
            .filter(|other| other.id != ticket.id)
            .filter(|other| other.closed_at.is_none_or(|at| at >= ticket.added_at))
            .flat_map(|other| self.calls_past(other, ticket))
            .collect();
        passed.sort_by_key(|call| call.at);
        passed
    }

    fn calls_past(&self, other: &Ticket, ticket: &Ticket) -> Vec<Passed> {
        let called = other.story.iter().filter(|line| line.what == What::Called);
        let past = called.filter_map(|line| {
            let unit = self.unit(line.unit.as_ref()?)?;
            let by_staff = line.why == Some(Why::StaffChoice);
            let goes_before = match by_staff {
                true => self.rank_at(other, line.at) > self.rank_at(ticket, line.at),
                false => {
                    other.id > ticket.id && class_at(other, line.at) > class_at(ticket, line.at)
                }
            };
            let needs = needs_at(ticket, line.at);
            let could = needs
                .iter()
                .all(|need| need.is_met_by(&unit.serial, &unit.counter));
            let passes = goes_before && could && waited_at(ticket, line.at);
            passes.then(|| Passed {
                at: line.at,
                number: other.number.clone(),
                class: class_at(other, line.at),
                unit: unit.serial.clone(),
                by_staff,
            })
        });
        past.collect()
    }

    /// The rank that a ticket had at a time.
    fn rank_at(&self, ticket: &Ticket, at: FleetTime) -> Rank {
        match class_before_change(ticket, at) {
            Some(class) => self.settings.rank(class, ticket.added_at, ticket.id),
            None => ticket.rank,
        }
    }
}

/// The class from which a ticket was changed for the first time after `at`.
fn class_before_change(ticket: &Ticket, at: FleetTime) -> Option<Class> {
    let mut later = ticket.story.iter().filter(|line| line.at > at);
    later
        .find_map(|line| line.classes)
        .map(|(before, _)| before)
}

/// The class that a ticket had at a time.
fn class_at(ticket: &Ticket, at: FleetTime) -> Class {
    class_before_change(ticket, at).unwrap_or(ticket.class)
}

/// The needs that a ticket had at a time: those that it has, without what was added since and with what was dropped since.
fn needs_at(ticket: &Ticket, at: FleetTime) -> Vec<Wish> {
    let mut needs = ticket.signature.needs().to_vec();
    for line in ticket.story.iter().rev().take_while(|line| line.at > at) {
        match (line.what, &line.wish) {
            (What::NeedAdded, Some(need)) => needs.retain(|other| other != need),
            (What::NeedDropped, Some(need)) => needs.push(need.clone()),
            _ => {}
        }
    }
    needs
}

/// Where a ticket was, as far as it matters for who passed it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Was {
    Waiting,
    /// Called, or at a reader.
    HandedOut,
    /// Parked, missed or closed.
    Aside,
}

/// Whether a ticket waited at a time, as its story tells.
fn waited_at(ticket: &Ticket, at: FleetTime) -> bool {
    let (mut was, mut before) = (Was::Aside, Was::Aside);
    for line in ticket.story.iter().take_while(|line| line.at <= at) {
        let becomes = match (line.what, line.why) {
            (_, Some(Why::CalledTooOften | Why::CallUndone)) => Was::Aside,
            (
                What::Added | What::Returned | What::Recalled | What::Unparked | What::Reopened,
                _,
            ) => Was::Waiting,
            (What::Called | What::Placed, _) => Was::HandedOut,
            // A call that was taken back does not come back, neither by a move nor by an undo.
            (What::Moved, _) if was == Was::HandedOut => Was::Waiting,
            (What::Undone, _) if before == Was::HandedOut => Was::Waiting,
            (What::Undone, _) => before,
            (What::Missed | What::Parked | What::Cancelled | What::Ended, _) => Was::Aside,
            (What::Verified | What::NotVerified | What::LateUsed | What::Bound, _) => Was::Aside,
            (What::DoneByMeans, _) => Was::Aside,
            _ => was,
        };
        if matches!(
            line.what,
            What::Parked | What::Cancelled | What::Moved | What::DoneByMeans
        ) {
            before = was;
        }
        was = becomes;
    }
    was == Was::Waiting
}
