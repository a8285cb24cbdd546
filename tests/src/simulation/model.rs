//! The table of a ticket's life once more, small and from `RULES.md` alone: it shares no code with the fleet.
//!
//! It is told each act in order, says what every ticket becomes, and which words a refusal may have. Three things it
//! does not work out but watches: the answer to a command, what units are told of their seats, and which unit is
//! called. A call has to be one that the rules allow, and afterwards none may be left to make.

use std::collections::BTreeMap;

/// A call stands this long.
const CALL: i64 = 90_000;
/// The backstop of a session.
const SESSION: i64 = 120_000;
/// A verifying ticket waits this long for a lost unit.
const GRACE: i64 = 20_000;
/// After a restart units have this long to come back, and deadlines are at least this far.
const RESTART: i64 = 30_000;
/// A unit is free this long after an outcome, though the card still lies there.
const CARD: i64 = 30_000;
/// Preferences give way after this.
const PREFERENCE: i64 = 300_000;
/// The head start of the priority class.
const HEAD_START: i64 = 900_000;
/// Closed tickets are kept this long.
pub const KEPT: i64 = 7 * 86_400_000;

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

/// A hand-out: ticket and attempt.
pub type Handout = (u64, u32);
pub type Session = [u8; 16];

/// Urgent first; arrival less head start; those who were recalled behind the present; sequence.
type Rank = (bool, i64, bool, u64);

#[derive(Debug, Clone)]
pub struct Ticket {
    pub number: String,
    pub state: State,
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
    pub closed_at: i64,
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
    place: String,
    at_seated_counter: bool,
    tags: Vec<String>,
    /// Whether it belongs to the fleet.
    pub known: bool,
}

/// What a unit says that it has.
#[derive(Debug, Clone, Default)]
pub struct Holding {
    pub session: Option<(Session, Option<Handout>)>,
    pub card: bool,
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
}

impl Unit {
    fn is_free(&self) -> bool {
        matches!(self.hand, Hand::Free { .. })
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

// What staff do.
impl Model {
    pub fn add(
        &mut self,
        now: i64,
        id: u64,
        number: String,
        class: Class,
        needs: Vec<Wish>,
        prefers: Vec<Wish>,
    ) {
        let head_start = if class == Class::Priority {
            HEAD_START
        } else {
            0
        };
        let ticket = Ticket {
            number,
            state: State::Waiting,
            rank: (class != Class::Urgent, now - head_start, false, id),
            misses: 0,
            attempts: vec![],
            needs,
            prefers,
            prefers_until: now + PREFERENCE,
            gave_way: false,
            held: false,
            closed_at: 0,
        };
        self.tickets.insert(id, ticket);
    }

    /// The open ticket of a number, else the newest closed one.
    pub fn numbered(&self, number: &str) -> Option<u64> {
        let mut of_number = self.tickets.iter().filter(|(_, t)| t.number == number);
        let open = of_number.clone().find(|(_, t)| t.is_open());
        open.or_else(|| of_number.next_back()).map(|(id, _)| *id)
    }

    /// The refusal that a ticket's state is, if an act is only allowed from states for which `may` holds.
    pub fn refuses(
        &self,
        number: &str,
        may: fn(&State) -> bool,
    ) -> Option<&'static [&'static str]> {
        let Some(ticket) = self.numbered(number).and_then(|id| self.tickets.get(&id)) else {
            return Some(&["no-such-ticket"]);
        };
        match &ticket.state {
            state if may(state) => None,
            State::Verifying { .. } => Some(&["at-the-reader"]),
            _ if ticket.is_open() => Some(&["wrong-state"]),
            // It may be forgotten by now.
            _ => Some(&["wrong-state", "no-such-ticket"]),
        }
    }

    pub fn may_add(&self, number: &str) -> bool {
        !self
            .tickets
            .values()
            .any(|t| t.number == number && t.is_open())
    }

    /// Park, unpark, cancel, recall, and the call that a move takes back.
    pub fn becomes(&mut self, now: i64, id: u64, state: State) {
        self.free_called(now, id);
        self.set(now, id, state);
    }

    pub fn recall(&mut self, now: i64, id: u64) {
        if let Some(ticket) = self.tickets.get_mut(&id).filter(|t| t.misses >= 2) {
            ticket.rank = (true, now, true, id);
        }
        self.set(now, id, State::Waiting);
    }

    pub fn ties(&mut self, now: i64, id: u64, unit: &str) {
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.needs.retain(|wish| !matches!(wish, Wish::Unit(_)));
            ticket.needs.push(Wish::Unit(unit.to_owned()));
        }
        if let Some(State::Called { .. } | State::Waiting) = self.tickets.get(&id).map(|t| &t.state)
        {
            self.becomes(now, id, State::Waiting);
        }
    }

    /// Paused now, retired, faulted, gone for good: a call goes back.
    pub fn gives_back(&mut self, now: i64, serial: &str) {
        if let Some(id) = self.called_at(serial) {
            self.becomes(now, id, State::Waiting);
        }
    }

    pub fn enrolls(
        &mut self,
        now: i64,
        serial: &str,
        place: String,
        seated: bool,
        tags: Vec<String>,
    ) {
        let unit = self.units.entry(serial.to_owned()).or_insert_with(|| Unit {
            hand: Hand::Free { since: now },
            connection: None,
            serves: false,
            seated: false,
            refused: false,
            well: true,
            card: false,
            expected: None,
            place: place.clone(),
            at_seated_counter: seated,
            tags: vec![],
            known: true,
        });
        unit.at_seated_counter = seated;
        unit.tags = tags;
        if !std::mem::replace(&mut unit.known, true) {
            unit.place = place;
        }
    }

    pub fn retires(&mut self, now: i64, serial: &str) {
        self.gives_back(now, serial);
        if let Some(unit) = self.units.get_mut(serial) {
            unit.known = false;
        }
    }
}

// What readers say.
impl Model {
    pub fn connects(
        &mut self,
        now: i64,
        serial: &str,
        connection: u64,
        place: String,
        well: bool,
        has: &Holding,
        spooled: bool,
    ) {
        let Some(unit) = self.units.get_mut(serial) else {
            return;
        };
        unit.connection = Some(connection);
        unit.expected = None;
        unit.well = well;
        if std::mem::replace(&mut unit.place, place.clone()) != place {
            // Carried to another PC: what it had stays with the queue.
            unit.seated = false;
            self.gives_back(now, serial);
            if let Some(id) = self.ticket_in_hand(serial) {
                self.breaks_off(now, id);
                self.free(now, serial);
            }
        }
        self.holds(now, serial, has, spooled);
    }

    /// What a unit has, against what it should have.
    pub fn holds(&mut self, now: i64, serial: &str, has: &Holding, spooled: bool) {
        self.card_lies(serial, has.card);
        let Some(hand) = self.units.get(serial).map(|unit| unit.hand.clone()) else {
            return;
        };
        let ours = self.ticket_in_hand(serial);
        let called = self.called_at(serial);
        match (&has.session, &hand) {
            (Some((_, Some(theirs))), Hand::Ticket(handout)) if theirs == handout => {
                if called.is_some() {
                    return self.places(now, serial, *handout);
                }
                if let Some(State::Verifying { grace, .. }) = ours
                    .and_then(|id| self.tickets.get_mut(&id))
                    .map(|t| &mut t.state)
                {
                    *grace = None;
                }
            }
            (Some((session, _)), _) => {
                self.yields(now, serial, spooled);
                self.takes(serial, Hand::Somebody(*session));
            }
            (None, _) if called.is_some() => {}
            (None, Hand::Ticket((id, _))) if spooled => self.start_grace(now, *id),
            (None, Hand::Card { .. }) if has.card => {}
            (None, _) => {
                if let Some(id) = ours {
                    self.breaks_off(now, id);
                }
                self.empty_handed(now, serial);
            }
        }
    }

    /// A call at a unit that cannot serve: it is out of order, or its link is refused.
    pub fn spares(&mut self, now: i64, serial: &str) {
        if self
            .units
            .get(serial)
            .is_some_and(|unit| !unit.well || unit.refused)
        {
            self.gives_back(now, serial);
        }
    }

    pub fn goes(&mut self, now: i64, serial: &str) {
        let ours = self.ticket_in_hand(serial);
        let called = self.called_at(serial).is_some();
        let Some(unit) = self.units.get_mut(serial) else {
            return;
        };
        (unit.connection, unit.serves, unit.card) = (None, false, false);
        match ours {
            Some(_) if called => self.gives_back(now, serial),
            Some(id) => self.start_grace(now, id),
            None => self.free(now, serial),
        }
    }

    pub fn speaks_by(&self, serial: &str, connection: u64) -> bool {
        self.units
            .get(serial)
            .is_some_and(|unit| unit.connection == Some(connection))
    }

    pub fn card_placed(
        &mut self,
        now: i64,
        serial: &str,
        session: Session,
        handout: Option<Handout>,
    ) {
        self.card_lies(serial, true);
        let hand = self.units.get(serial).map(|unit| unit.hand.clone());
        match (hand, handout) {
            (Some(Hand::Ticket(ours)), Some(theirs)) if ours == theirs => {
                if self.called_at(serial).is_some() {
                    self.places(now, serial, ours);
                }
            }
            _ => {
                self.yields(now, serial, false);
                self.takes(serial, Hand::Somebody(session));
            }
        }
    }

    pub fn card_removed(&mut self, now: i64, serial: &str) {
        self.card_lies(serial, false);
        if matches!(
            self.units.get(serial).map(|unit| &unit.hand),
            Some(Hand::Card { .. })
        ) {
            self.free(now, serial);
        }
    }

    pub fn session_ended(
        &mut self,
        now: i64,
        serial: &str,
        session: Session,
        handout: Option<Handout>,
        how: Ended,
    ) {
        let had = self.units.get(serial).map(|unit| unit.hand.clone());
        if let Some((id, attempt)) = handout
            && let Some(ticket) = self.tickets.get_mut(&id)
            && ticket.state != State::Ended
            && let Some((unit, known)) = ticket.attempts.get_mut((attempt as usize).wrapping_sub(1))
            && unit == serial
            && !std::mem::replace(known, true)
        {
            let runs = ticket.unit() == Some(serial) && ticket.attempt() == attempt;
            let verifies = matches!(ticket.state, State::Verifying { .. });
            match how {
                Ended::Verified if !runs && verifies => ticket.held = true,
                Ended::Verified if ticket.is_open() => self.becomes(now, id, State::Done),
                Ended::UnitFailed if runs && !ticket.held => self.set(now, id, State::Waiting),
                _ if runs => self.set(now, id, State::Done),
                _ => {}
            }
        }
        let over = match had {
            Some(Hand::Ticket(ours) | Hand::Asked(ours)) => Some(ours) == handout,
            Some(Hand::Somebody(running)) => running == session,
            _ => false,
        };
        if over {
            self.empty_handed(now, serial);
        }
    }
}

// What happens by itself.
impl Model {
    pub fn restarts(&mut self, now: i64) {
        for unit in self.units.values_mut() {
            (unit.connection, unit.serves, unit.card) = (None, false, false);
            (unit.expected, unit.hand) = (Some(now + RESTART), Hand::Free { since: now });
        }
        for (id, ticket) in &mut self.tickets {
            let attempt = ticket.attempt();
            let unit = match &mut ticket.state {
                State::Called { unit, until } => (unit, until),
                State::Verifying { unit, until, grace } => {
                    *grace = Some(now + RESTART);
                    (unit, until)
                }
                _ => {
                    ticket.gave_way = now >= ticket.prefers_until;
                    continue;
                }
            };
            *unit.1 = (*unit.1).max(now + RESTART);
            if let Some(unit) = self.units.get_mut(unit.0) {
                unit.hand = Hand::Ticket((*id, attempt));
            }
        }
    }

    /// A clock that was put right: what is left of every deadline stays.
    pub fn moves_time(&mut self, ahead: i64) {
        for ticket in self.tickets.values_mut() {
            match &mut ticket.state {
                State::Called { until, .. } => *until += ahead,
                State::Verifying { until, grace, .. } => {
                    *until += ahead;
                    *grace = grace.map(|at| at + ahead);
                }
                _ => {}
            }
        }
        for unit in self.units.values_mut() {
            unit.expected = unit.expected.map(|at| at + ahead);
            match &mut unit.hand {
                Hand::Free { since: at } | Hand::Card { until: at } => *at += ahead,
                _ => {}
            }
        }
    }

    /// Everything that is due.
    pub fn time(&mut self, now: i64) {
        let serials: Vec<String> = self.units.keys().cloned().collect();
        for serial in &serials {
            let Some(unit) = self.units.get_mut(serial) else {
                continue;
            };
            if matches!(unit.hand, Hand::Card { until } if until <= now) {
                unit.hand = Hand::Free { since: now };
            }
            if unit.expected.take_if(|at| *at <= now).is_some() && unit.connection.is_none() {
                self.gives_back(now, serial);
            }
        }
        let ids: Vec<u64> = self.tickets.keys().copied().collect();
        for id in ids {
            let Some(ticket) = self.tickets.get_mut(&id) else {
                continue;
            };
            ticket.gave_way |= ticket.state == State::Waiting && now >= ticket.prefers_until;
            let handout = (id, ticket.attempt());
            match ticket.state.clone() {
                State::Called { until, .. } if until <= now => {
                    ticket.misses += 1;
                    self.becomes(now, id, State::Missed);
                }
                State::Verifying {
                    unit,
                    grace: Some(grace),
                    ..
                } if grace <= now => {
                    self.breaks_off(now, id);
                    if self.has(&unit, handout) {
                        self.empty_handed(now, &unit);
                    }
                }
                State::Verifying { unit, until, .. } if until <= now => {
                    self.breaks_off(now, id);
                    if self.has(&unit, handout) {
                        match self.units.get(&unit).and_then(|unit| unit.connection) {
                            Some(_) => self.takes(&unit, Hand::Asked(handout)),
                            None => self.free(now, &unit),
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

// Who is called.
impl Model {
    fn may_serve(&self, serial: &str, ticket: &Ticket) -> bool {
        let Some(unit) = self.units.get(serial) else {
            return false;
        };
        let prefers = ticket.prefers.iter().filter(|_| !ticket.gave_way);
        let wishes = ticket.needs.iter().chain(prefers);
        unit.serves && unit.is_free() && wishes.clone().all(|wish| unit.meets(serial, wish))
    }

    fn meets_needs(&self, serial: &str, ticket: &Ticket) -> bool {
        let unit = self.units.get(serial);
        unit.is_some_and(|unit| ticket.needs.iter().all(|wish| unit.meets(serial, wish)))
    }

    /// Whether staff may call a ticket now, to this unit or to any.
    pub fn may_call(&self, id: u64, serial: Option<&str>) -> Result<(), &'static [&'static str]> {
        let Some(ticket) = self.tickets.get(&id) else {
            return Err(&["no-such-ticket"]);
        };
        let free = |serial: &str| {
            self.units
                .get(serial)
                .is_some_and(|u| u.serves && u.is_free())
        };
        match serial {
            Some(serial) if !self.units.contains_key(serial) => Err(&["no-such-unit"]),
            Some(serial) if !free(serial) => Err(&["unit-not-free", "unit-retired"]),
            Some(serial) if !self.meets_needs(serial, ticket) => Err(&["need-unmet"]),
            Some(_) => Ok(()),
            None if self
                .units
                .keys()
                .any(|s| free(s) && self.meets_needs(s, ticket)) =>
            {
                Ok(())
            }
            None => Err(&["no-free-unit"]),
        }
    }

    /// A call was made: by the rules it has to be of a waiting ticket, the first that the unit may serve, and to the
    /// least special of the units that may, then to the one idle longest.
    pub fn calls(&mut self, now: i64, id: u64, serial: &str, by_staff: bool) -> Result<(), String> {
        let ticket = self.tickets.get(&id).ok_or("a call of nobody")?;
        let unit = self.units.get(serial).ok_or("a call to no unit")?;
        if !by_staff {
            if ticket.state != State::Waiting || !self.may_serve(serial, ticket) {
                return Err(format!(
                    "{id} {:?} must not be called to {serial} {unit:?}",
                    ticket.state
                ));
            }
            let passed = self.tickets.iter().find(|(_, other)| {
                other.state == State::Waiting
                    && other.rank < ticket.rank
                    && self.may_serve(serial, other)
            });
            if let Some((other, _)) = passed {
                return Err(format!(
                    "invariant 4: {id} was called to {serial} while {other} has a better rank"
                ));
            }
            let rank = |unit: &Unit| match unit.hand {
                Hand::Free { since } => (unit.special(), since),
                _ => (usize::MAX, i64::MAX),
            };
            let better = self
                .units
                .iter()
                .find(|(s, other)| self.may_serve(s, ticket) && rank(other) < rank(unit));
            if let Some((better, _)) = better {
                return Err(format!(
                    "{id} was called to {serial}, not to {better}: less special, or idle longer"
                ));
            }
        }
        let unit = serial.to_owned();
        let attempt = ticket.attempt() + 1;
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.attempts.push((unit.clone(), false));
        }
        self.set(
            now,
            id,
            State::Called {
                unit,
                until: now + CALL,
            },
        );
        self.takes(serial, Hand::Ticket((id, attempt)));
        Ok(())
    }

    /// Nobody waits whom a free unit may serve (invariant 5).
    pub fn is_work_conserving(&self) -> Result<(), String> {
        let free = |unit: &Unit| unit.serves && unit.is_free();
        for (serial, _) in self.units.iter().filter(|(_, unit)| free(unit)) {
            let idle = self
                .tickets
                .iter()
                .find(|(_, t)| t.state == State::Waiting && self.may_serve(serial, t));
            if let Some((id, _)) = idle {
                return Err(format!("invariant 5: {serial} is free, and {id} waits"));
            }
        }
        Ok(())
    }

    pub fn may_be_forgotten(&self, id: u64, now: i64) -> bool {
        let ticket = self.tickets.get(&id);
        ticket.is_some_and(|t| !t.is_open() && now - t.closed_at >= KEPT)
    }
}

// The parts of all that.
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

    fn places(&mut self, now: i64, serial: &str, (id, _): Handout) {
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
        ticket.state = state;
        ticket.gave_way = now >= ticket.prefers_until;
        if !ticket.is_open() {
            (ticket.closed_at, ticket.held) = (now, false);
        }
    }
}
