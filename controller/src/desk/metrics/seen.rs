//! What is new in the fleet since the last look: the fleet keeps figures of a day, and counters go on over days.

use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::{Serial, TicketId};
use madoguchi_fleet::outcome::Outcome;
use madoguchi_fleet::ticket::{Means, State, Ticket};
use madoguchi_fleet::unit::{Membership, Unit};
use std::collections::{BTreeMap, BTreeSet};

/// What was counted already.
#[derive(Debug, Default)]
pub(super) struct Seen {
    newest: Option<TicketId>,
    /// The tickets that are open, or whose session is not over.
    tickets: BTreeMap<TicketId, SeenTicket>,
    /// How many walk-ups, of all that came since the start.
    walk_ups: u64,
    /// All of them: one that is enrolled again has its days still.
    units: BTreeMap<Serial, SeenUnit>,
}

/// What was counted of a ticket.
#[derive(Debug, Default)]
struct SeenTicket {
    /// The attempts whose outcome was.
    outcomes: BTreeSet<usize>,
    /// Whether its closing was. One that is opened again and closed again counts twice.
    closed: bool,
}

/// What was counted of a unit.
#[derive(Debug, Default)]
struct SeenUnit {
    /// Lost links by day, as the unit's record keeps them (RULES A25).
    drops: BTreeMap<i32, u32>,
    restarts: bool,
}

/// What is new.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub added: u64,
    /// Each ticket that was closed.
    pub closed: Vec<Closed>,
    /// Each session that ended, and where.
    pub sessions: Vec<(Serial, Outcome)>,
    /// How often each enrolled unit lost its link, and how often it was told to restart: also those that did not.
    pub units: Vec<(Serial, u64, u64)>,
}

/// A ticket that was closed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Closed {
    pub how: &'static str,
    /// How long its patient waited, if he was served.
    pub waited_ms: Option<i64>,
}

/// The ways in which a ticket is closed: by a session, by other means (RULES L18), by staff, with the day.
pub(super) const WAYS: [&str; 7] = [
    "session",
    "paper",
    "seen",
    "mobile",
    "other",
    "cancelled",
    "day_end",
];

impl Seen {
    /// What is there now and is not to be counted: it happened before.
    pub(super) fn of(fleet: &Fleet) -> Self {
        let mut seen = Self::default();
        seen.look(fleet);
        seen
    }

    /// Finds what is new, and remembers it. Costs O(open tickets, new walk-ups, units): the engine waits for it.
    pub(super) fn look(&mut self, fleet: &Fleet) -> Found {
        let mut found = Found::default();
        self.look_at_tickets(fleet, &mut found);
        self.look_at_walk_ups(fleet, &mut found);
        self.look_at_units(fleet, &mut found);
        found
    }

    fn look_at_tickets(&mut self, fleet: &Fleet, found: &mut Found) {
        let newest = self.newest;
        let fresh = fleet.tickets().rev();
        for ticket in fresh.take_while(|ticket| newest.is_none_or(|newest| ticket.id > newest)) {
            found.added += 1;
            self.newest = self.newest.max(Some(ticket.id));
            self.tickets.insert(ticket.id, SeenTicket::default());
        }
        // One that was opened again comes back; what it had before was counted.
        for ticket in fleet.open_tickets() {
            let again = || SeenTicket {
                outcomes: ended(ticket).map(|(at, ..)| at).collect(),
                closed: false,
            };
            self.tickets.entry(ticket.id).or_insert_with(again);
        }
        self.tickets.retain(|id, seen| {
            let Some(ticket) = fleet.ticket(*id) else {
                return false;
            };
            for (at, unit, outcome) in ended(ticket) {
                if seen.outcomes.insert(at) {
                    found.sessions.push((unit.clone(), outcome.clone()));
                }
            }
            if !ticket.is_open() && !seen.closed {
                found.closed.push(closed(fleet, ticket));
            }
            seen.closed = !ticket.is_open();
            let last = ticket.attempts.last();
            let goes_on =
                last.is_some_and(|last| last.placed_at.is_some() && last.outcome.is_none());
            ticket.is_open() || goes_on
        });
    }

    fn look_at_walk_ups(&mut self, fleet: &Fleet, found: &mut Found) {
        let new = fleet.walk_ups_after(self.walk_ups);
        let sessions = new.map(|walk_up| (walk_up.unit.clone(), walk_up.outcome.clone()));
        found.sessions.extend(sessions);
        self.walk_ups = fleet.walk_up_arrivals();
    }

    fn look_at_units(&mut self, fleet: &Fleet, found: &mut Found) {
        for unit in by_pairing(fleet) {
            let seen = self.units.entry(unit.serial.clone()).or_default();
            let (lost, told) = seen.look(unit);
            if unit.membership == Membership::Enrolled {
                found.units.push((unit.serial.clone(), lost, told));
            }
        }
        self.units.retain(|serial, _| fleet.unit(serial).is_some());
    }
}

impl SeenUnit {
    /// How often it lost its link since the last look, and whether it was told to restart: 0 or 1.
    fn look(&mut self, unit: &Unit) -> (u64, u64) {
        let days = unit.past.days.iter();
        let new = days.clone().map(|day| {
            let before = self.drops.get(&day.day).copied().unwrap_or(0);
            u64::from(day.drops.saturating_sub(before))
        });
        let lost = new.sum();
        self.drops = days.map(|day| (day.day, day.drops)).collect();
        let restarts = unit.restarts.running_since().is_some();
        let told = u64::from(restarts && !self.restarts);
        self.restarts = restarts;
        (lost, told)
    }
}

/// The enrolled units in the order of pairing.
pub(super) fn enrolled(fleet: &Fleet) -> Vec<&Unit> {
    let mut units = by_pairing(fleet);
    units.retain(|unit| unit.membership == Membership::Enrolled);
    units
}

fn by_pairing(fleet: &Fleet) -> Vec<&Unit> {
    let mut units: Vec<_> = fleet.units().collect();
    units.sort_by_key(|unit| unit.pairing);
    units
}

/// The attempts of a ticket whose session has ended.
fn ended(ticket: &Ticket) -> impl Iterator<Item = (usize, &Serial, &Outcome)> {
    let attempts = ticket.attempts.iter().enumerate();
    attempts.filter_map(|(at, attempt)| Some((at, &attempt.unit, attempt.outcome.as_ref()?)))
}

fn closed(fleet: &Fleet, ticket: &Ticket) -> Closed {
    let how = match (&ticket.state, ticket.means) {
        (State::Cancelled, _) => "cancelled",
        (State::Ended, _) => "day_end",
        (_, Some(Means::Paper)) => "paper",
        (_, Some(Means::Seen)) => "seen",
        (_, Some(Means::Mobile)) => "mobile",
        (_, Some(Means::Other)) => "other",
        (_, None) => "session",
    };
    let is_served = ticket.state == State::Done;
    Closed {
        how,
        waited_ms: is_served.then(|| ticket.waited_ms(fleet.now())),
    }
}
