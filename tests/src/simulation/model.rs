//! The table of a ticket's life once more, small and from `RULES.md` alone: it shares no code with the fleet.
//!
//! It is told each act in order, says what every ticket becomes, and which words a refusal may have. Three things it
//! does not work out but watches: the answer to a command, what units are told of their seats, and which unit is
//! called. A call has to be one that the rules allow, and afterwards none may be left to make.

mod cables;
mod calls;
mod changes;
mod clock;
mod days;
mod due;
mod logins;
mod means;
mod readers;
mod staff;

pub use cables::Ports;
pub use changes::Change;
use std::collections::BTreeMap;

/// A call stands this long.
const CALL: i64 = 90_000;
/// The backstop of a session.
const SESSION: i64 = 120_000;
/// A verifying ticket waits this long for a lost unit.
const GRACE: i64 = 20_000;
/// After a restart units have this long to come back, and deadlines are at least this far.
const RESTART: i64 = 30_000;
/// How long after the process went on a link that ends ends because of that.
const AFTER_SLEEP: i64 = 60_000;
/// A unit is free this long after an outcome, though the card still lies there.
const CARD: i64 = 30_000;
/// Preferences give way after this.
const PREFERENCE: i64 = 300_000;
/// An act can be undone this long.
const UNDO: i64 = 10_000;
const DAY: i64 = 86_400_000;
/// Japan is ahead of UTC by this.
const JAPAN: i64 = 9 * 3_600_000;
/// The head start of the priority class.
const HEAD_START: i64 = 900_000;
/// Closed tickets are kept this long.
pub const KEPT: i64 = 7 * DAY;
/// Walk-ups are kept this long.
const WALK_UPS_KEPT: i64 = 400 * DAY;

/// The eight states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    Waiting,
    Parked,
    Called {
        unit: String,
        until: i64,
    },
    Verifying {
        unit: String,
        until: i64,
        grace: Option<i64>,
    },
    Missed,
    Done,
    Cancelled,
    Ended,
}

/// What a ticket asks of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    Seated(bool),
    Tag(String),
    Unit(String),
}

/// Whether two of these wishes cannot be met together: two heights of a counter, or two units.
pub fn exclude(wishes: &[Wish]) -> bool {
    let pair = |one: &Wish, two: &Wish| match (one, two) {
        (Wish::Seated(one), Wish::Seated(two)) => one != two,
        (Wish::Unit(one), Wish::Unit(two)) => one != two,
        _ => false,
    };
    wishes
        .iter()
        .any(|one| wishes.iter().any(|two| pair(one, two)))
}

/// A hand-out: ticket and attempt.
pub type Handout = (u64, u32);
pub type Session = [u8; 16];

/// Urgent first; arrival less head start; those who were recalled behind the present; sequence.
type Rank = (bool, i64, bool, u64);

#[derive(Debug, Clone)]
pub struct Ticket {
    pub number: String,
    pub state: State,
    class: Class,
    pub rank: Rank,
    pub misses: u32,
    /// The unit of each attempt, and whether its outcome is known.
    pub attempts: Vec<(String, bool)>,
    needs: Vec<Wish>,
    prefers: Vec<Wish>,
    prefers_until: i64,
    /// Whether its preferences count no longer.
    gave_way: bool,
    /// Whether an older attempt verified while a newer one runs.
    held: bool,
    /// The session of the newest attempt.
    session: Option<Session>,
    pub closed_at: i64,
    /// Whether it was done without a reader.
    pub by_means: bool,
    arrived: i64,
    /// Whether an end of the day that is owed holds it back: it is not called, and its number is free.
    pub held_back: bool,
    /// By how much fleet time had been set in all when its times were last true.
    shifted: i64,
    /// What an undo would give back, as long as nothing else has changed it.
    undo: Option<Undo>,
    /// What a day's end by command found, as long as nothing else has changed it.
    ended: Option<days::Found>,
}

/// What a ticket was before an act that can be undone.
#[derive(Debug, Clone)]
struct Undo {
    at: i64,
    gives: State,
    needs: Vec<Wish>,
    prefers: Vec<Wish>,
}

/// A session of somebody who was not called.
#[derive(Debug, Clone)]
pub struct WalkUp {
    unit: String,
    ended_at: i64,
    failed: bool,
    bound: bool,
}

/// What a unit has in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hand {
    Free { since: i64 },
    Ticket(Handout),
    Asked(Handout),
    Somebody(Session),
    Card { until: i64 },
}

#[derive(Debug, Clone)]
pub struct Unit {
    pub hand: Hand,
    pub connection: Option<u64>,
    /// What it was told last: whether it serves, has a seat, is refused for its link.
    pub serves: bool,
    pub seated: bool,
    pub refused: bool,
    pub well: bool,
    card: bool,
    /// After a restart: it is expected back until then.
    expected: Option<i64>,
    /// After the process stood still: it is not called until it says something, or until then.
    unheard: Option<i64>,
    /// When it was heard last; where it could not be, when that ended.
    heard: i64,
    place: String,
    at_seated_counter: bool,
    tags: Vec<String>,
    /// Whether it belongs to the fleet.
    pub known: bool,
    /// Whether another is in its place for good.
    pub replaced: bool,
    pub multi: bool,
}

/// What a unit says that it has.
#[derive(Debug, Clone, Default)]
pub struct Holding {
    /// The call that it shows.
    pub call: Option<Handout>,
    pub session: Option<(Session, Option<Handout>)>,
    pub card: bool,
    /// Whether outcomes follow.
    pub spooled: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Normal,
    Priority,
    Urgent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Verified,
    UnitFailed,
    Otherwise,
}

/// The model.
#[derive(Debug, Default)]
pub struct Model {
    pub tickets: BTreeMap<u64, Ticket>,
    pub units: BTreeMap<String, Unit>,
    pub walk_ups: BTreeMap<Session, WalkUp>,
    pub clock: clock::Clock,
    day: Option<days::Day>,
    /// By how much fleet time was set in all.
    shifted: i64,
    /// When the process went on that had stood still.
    woke: Option<i64>,
    cables: cables::Cables,
    /// Who may log in, and whether each is an administrator.
    pub people: BTreeMap<String, bool>,
}

impl Ticket {
    pub fn is_open(&self) -> bool {
        !matches!(self.state, State::Done | State::Cancelled | State::Ended)
    }

    fn unit(&self) -> Option<&str> {
        match &self.state {
            State::Called { unit, .. } | State::Verifying { unit, .. } => Some(unit),
            _ => None,
        }
    }

    fn attempt(&self) -> u32 {
        u32::try_from(self.attempts.len()).unwrap_or(u32::MAX)
    }

    /// Fleet time was set: what is left of everything stays.
    fn moves_time(&mut self, by: i64) {
        self.shifted += by;
        self.rank.1 += by;
        self.arrived += by;
        self.prefers_until += by;
        if let Some(undo) = &mut self.undo {
            undo.at += by;
        }
        match &mut self.state {
            State::Called { until, .. } => *until += by,
            State::Verifying { until, grace, .. } => {
                *until += by;
                *grace = grace.map(|at| at + by);
            }
            _ => {}
        }
    }
}

impl Unit {
    pub fn is_free(&self) -> bool {
        matches!(self.hand, Hand::Free { .. }) && self.unheard.is_none()
    }

    fn meets(&self, serial: &str, wish: &Wish) -> bool {
        match wish {
            Wish::Seated(seated) => self.at_seated_counter == *seated,
            Wish::Tag(tag) => self.tags.contains(tag),
            Wish::Unit(wanted) => wanted == serial,
        }
    }

    /// How much this counter has that others lack.
    fn special(&self) -> usize {
        usize::from(self.at_seated_counter) + self.tags.len()
    }
}

// The parts that several of them need.
impl Model {
    fn has(&self, serial: &str, handout: Handout) -> bool {
        self.units
            .get(serial)
            .is_some_and(|unit| unit.hand == Hand::Ticket(handout))
    }

    fn ticket_in_hand(&self, serial: &str) -> Option<u64> {
        match self.units.get(serial)?.hand {
            Hand::Ticket((id, _)) => Some(id),
            _ => None,
        }
    }

    fn called_at(&self, serial: &str) -> Option<u64> {
        let id = self.ticket_in_hand(serial)?;
        matches!(self.tickets.get(&id)?.state, State::Called { .. }).then_some(id)
    }

    fn takes(&mut self, serial: &str, hand: Hand) {
        if let Some(unit) = self.units.get_mut(serial) {
            unit.hand = hand;
        }
    }

    fn free(&mut self, now: i64, serial: &str) {
        self.takes(serial, Hand::Free { since: now });
    }

    fn card_lies(&mut self, serial: &str, lies: bool) {
        if let Some(unit) = self.units.get_mut(serial) {
            unit.card = lies;
        }
    }

    /// The unit that a ticket is called to is free again.
    fn free_called(&mut self, now: i64, id: u64) {
        if let Some(State::Called { unit, .. }) = self.tickets.get(&id).map(|t| t.state.clone()) {
            self.free(now, &unit);
        }
    }

    fn places(&mut self, now: i64, serial: &str, (id, _): Handout, session: Session) {
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.session = Some(session);
        }
        let (unit, until) = (serial.to_owned(), now + SESSION);
        self.set(
            now,
            id,
            State::Verifying {
                unit,
                until,
                grace: None,
            },
        );
    }

    /// Somebody else is at the unit: a call goes back, a session of ours is over or its outcome on the way.
    fn yields(&mut self, now: i64, serial: &str, spooled: bool) {
        self.gives_back(now, serial);
        match self.ticket_in_hand(serial) {
            Some(id) if spooled => self.start_grace(now, id),
            Some(id) => self.breaks_off(now, id),
            None => {}
        }
    }

    fn start_grace(&mut self, now: i64, id: u64) {
        if let Some(State::Verifying { grace, .. }) =
            self.tickets.get_mut(&id).map(|t| &mut t.state)
        {
            *grace = Some(now + GRACE);
        }
    }

    /// A session that did not verify: back to the queue, unless an older attempt did.
    fn breaks_off(&mut self, now: i64, id: u64) {
        let held = self.tickets.get(&id).is_some_and(|t| t.held);
        self.set(now, id, if held { State::Done } else { State::Waiting });
    }

    /// Nothing in hand, but perhaps a card, or an outcome that is on the way.
    fn empty_handed(&mut self, now: i64, serial: &str) {
        let Some(unit) = self.units.get(serial) else {
            return;
        };
        let (seated, card) = (unit.seated, unit.card);
        let verifies =
            |t: &Ticket| matches!(t.state, State::Verifying { .. }) && t.unit() == Some(serial);
        let on_the_way = self
            .tickets
            .iter()
            .find(|(_, t)| verifies(t))
            .map(|(id, t)| (*id, t.attempt()));
        match on_the_way {
            Some(handout) if seated => return self.takes(serial, Hand::Ticket(handout)),
            Some((id, _)) => self.breaks_off(now, id),
            None => {}
        }
        if card {
            self.takes(serial, Hand::Card { until: now + CARD });
        } else {
            self.free(now, serial);
        }
    }

    fn set(&mut self, now: i64, id: u64, state: State) {
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        let was_open = ticket.is_open();
        ticket.state = state;
        (ticket.undo, ticket.ended, ticket.by_means) = (None, None, false);
        if ticket.is_open() && !was_open {
            let by = self.shifted - ticket.shifted;
            ticket.moves_time(by);
        }
        ticket.gave_way = now >= ticket.prefers_until;
        if !ticket.is_open() {
            (ticket.closed_at, ticket.held) = (now, false);
        }
    }
}
