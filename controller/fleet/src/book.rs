//! The book of tickets: all kept tickets, their numbers, and the indices over them (RULES, "Queue").
//!
//! Every index is derived from the tickets. Only [`Book::change`] changes a ticket: it compares the ticket's place in the indices before
//! and after, and moves it. So no ticket is in two indices, or in none (invariant 1). Which tickets are held also depends on the clock
//! ([`Book::hold_by`]).

mod active;
mod check;
mod day_end;
mod numbers;
mod place;
mod queue;
mod sessions;

pub(crate) use queue::Queue;

use crate::clock::Clock;
use crate::decision::{Change, Counters, DayEnd};
use crate::ids::{Assignment, Number, Serial, SessionId, TicketId};
use crate::refusal::Refusal;
use crate::settings::{SIGNATURES, Settings};
use crate::ticket::{Chapter, Class, State, Ticket};
use crate::time::{FleetTime, SinceMidnight};
use crate::wish::Signature;
use active::Active;
use numbers::Numbers;
use place::Place;
use sessions::Sessions;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// All kept tickets: the open ones, and those that were closed in the last days.
#[derive(Debug, Clone)]
pub(crate) struct Book {
    /// Each shares its ticket with the changes that are being made durable: it is copied only where it changes again before that.
    tickets: BTreeMap<TicketId, Arc<Ticket>>,
    numbers: Numbers,
    queue: Queue,
    /// Waiting tickets of an earlier day whose end is owed. They are not in the queue.
    held: BTreeSet<TicketId>,
    /// Tickets that are called or verifying.
    active: Active,
    /// Closed tickets, oldest first.
    closed: BTreeSet<(FleetTime, TicketId)>,
    sessions: Sessions,
    /// The id of the next new ticket.
    next_id: u64,
    /// The newest day's end by command.
    day_end: Option<DayEnd>,
    /// Tickets to write with this decision.
    touched: BTreeSet<TicketId>,
    /// Tickets to remove with this decision.
    forgotten: Vec<TicketId>,
}

/// A ticket that is about to be added.
#[derive(Debug)]
pub(crate) struct NewTicket {
    pub(crate) number: Option<Number>,
    pub(crate) class: Class,
    pub(crate) signature: Arc<Signature>,
    pub(crate) arrived_elsewhere: Option<SinceMidnight>,
}

impl Book {
    /// An empty book that continues with the stored counters.
    pub(crate) fn new(counters: &Counters) -> Self {
        Self {
            tickets: BTreeMap::new(),
            numbers: Numbers::new(counters.number),
            queue: Queue::default(),
            held: BTreeSet::new(),
            active: Active::default(),
            closed: BTreeSet::new(),
            sessions: Sessions::default(),
            next_id: counters.ticket,
            day_end: counters.day_end,
            touched: BTreeSet::new(),
            forgotten: Vec::new(),
        }
    }

    /// Puts a stored ticket into the book.
    pub(crate) fn restore(&mut self, clock: &Clock, ticket: Ticket) {
        self.sessions.note_all(&ticket);
        let id = ticket.id;
        if ticket.is_open() {
            self.numbers.give(&ticket.number, id);
        }
        let place = Place::of(&ticket);
        self.tickets.insert(id, Arc::new(ticket));
        self.arrive(clock, id, &place);
    }

    /// Adds a ticket at the end of its class.
    pub(crate) fn add(&mut self, clock: &Clock, settings: &Settings, new: NewTicket) -> TicketId {
        let now = clock.now();
        let number = match new.number {
            Some(number) => number,
            None => self.next_number(clock),
        };
        let id = TicketId(self.next_id);
        self.next_id += 1;
        let ticket = Ticket {
            id,
            number: number.clone(),
            class: new.class,
            added_at: now,
            arrived_elsewhere: new.arrived_elsewhere,
            rank: settings.rank(new.class, now, id),
            signature: new.signature,
            prefers_until: now.plus(settings.preference_ms),
            state: State::Waiting,
            shifted_ms: clock.shifted_ms(),
            attempts: Vec::new(),
            misses: 0,
            called_by_staff: false,
            late: None,
            before: None,
            outcome: None,
            means: None,
            closed_at: None,
            story: Vec::with_capacity(4),
            left_out: 0,
        };
        let place = Place::of(&ticket);
        self.tickets.insert(id, Arc::new(ticket));
        self.numbers.give(&number, id);
        self.arrive(clock, id, &place);
        self.touched.insert(id);
        id
    }

    /// Changes a ticket, marks it to be written with this decision, and moves it to its new place in the indices. `None`: no such ticket.
    pub(crate) fn change<T>(
        &mut self,
        clock: &Clock,
        id: TicketId,
        change: impl FnOnce(&mut Ticket) -> T,
    ) -> Option<T> {
        let ticket = Arc::make_mut(self.tickets.get_mut(&id)?);
        let stood = Place::of(ticket);
        let done = change(ticket);
        let stands = Place::of(ticket);
        if stood != stands {
            self.leave(id, &stood);
            self.open_or_close(id, &stood, &stands);
            self.arrive(clock, id, &stands);
        }
        self.touched.insert(id);
        Some(done)
    }

    /// Writes a line of a ticket's story, to be written with this decision. Its place stays.
    pub(crate) fn tell(&mut self, id: TicketId, chapter: Chapter) {
        if let Some(ticket) = self.tickets.get_mut(&id) {
            Arc::make_mut(ticket).tell(chapter);
            self.touched.insert(id);
        }
    }

    /// Gives a number to a ticket that was opened, and takes it from one that was closed: only open tickets have numbers.
    fn open_or_close(&mut self, id: TicketId, stood: &Place, stands: &Place) {
        let Some(ticket) = self.tickets.get(&id) else {
            return;
        };
        match (stood.is_open(), stands.is_open()) {
            (true, false) => self.numbers.free(&ticket.number, id, &self.tickets),
            (false, true) => self.numbers.give(&ticket.number, id),
            _ => {}
        }
    }

    fn leave(&mut self, id: TicketId, place: &Place) {
        match place {
            Place::Waiting {
                rank,
                signature,
                prefers_until,
            } => {
                if !self.held.remove(&id) {
                    self.queue.remove(id, *rank, signature, *prefers_until);
                }
            }
            Place::Active { unit, deadline } => self.active.remove(id, unit, *deadline),
            Place::Aside => {}
            Place::Closed(Some(at)) => drop(self.closed.remove(&(*at, id))),
            Place::Closed(None) => {}
        }
    }

    fn arrive(&mut self, clock: &Clock, id: TicketId, place: &Place) {
        match place {
            Place::Waiting { .. } => self.line_up(clock, id),
            Place::Active { unit, deadline } => self.active.insert(id, unit, *deadline),
            Place::Aside => {}
            Place::Closed(Some(at)) => drop(self.closed.insert((*at, id))),
            Place::Closed(None) => {}
        }
    }

    /// Puts a waiting ticket into the queue, or among the held ones.
    fn line_up(&mut self, clock: &Clock, id: TicketId) {
        let Some(ticket) = self.tickets.get(&id) else {
            return;
        };
        if clock.holds(ticket.added_at) {
            self.held.insert(id);
        } else {
            self.queue.insert(ticket, clock.now());
        }
    }

    /// Moves tickets between the queue and the held ones after the clock or the owed end changed. A ticket that is already in the right
    /// place is not touched, so its pending preference stays.
    pub(crate) fn hold_by(&mut self, clock: &Clock) {
        let differs = |ticket: &&Ticket| {
            let waits = ticket.state == State::Waiting;
            waits && clock.holds(ticket.added_at) != self.held.contains(&ticket.id)
        };
        let differ = self.open().filter(differs);
        let differ: Vec<_> = differ
            .map(|ticket| (ticket.id, Place::of(ticket)))
            .collect();
        for (id, place) in differ {
            self.leave(id, &place);
            self.arrive(clock, id, &place);
        }
    }

    /// Drops the preferences whose time is over; returns the tickets that had them.
    pub(crate) fn give_way(&mut self, clock: &Clock) -> Vec<TicketId> {
        let now = clock.now();
        let mut gave_way = Vec::new();
        while let Some(id) = self.queue.pop_giving_way(now) {
            if let Some(ticket) = self.tickets.get(&id) {
                let (rank, until) = (ticket.rank, ticket.prefers_until);
                self.queue.remove(id, rank, &ticket.signature, until);
                self.queue.insert(ticket, now);
                gave_way.push(id);
            }
        }
        gave_way
    }

    /// Forgets at most `most` tickets that were closed before a time, and hands them out, the one that was closed first before all others.
    pub(crate) fn forget_closed_before(
        &mut self,
        before: FleetTime,
        most: usize,
    ) -> Vec<Arc<Ticket>> {
        let mut gone = Vec::new();
        while gone.len() < most {
            let Some(&(at, id)) = self.closed.first().filter(|(at, _)| *at < before) else {
                break;
            };
            self.closed.remove(&(at, id));
            if let Some(ticket) = self.tickets.remove(&id) {
                self.sessions.forget(&ticket);
                gone.push(ticket);
            }
            self.forgotten.push(id);
        }
        gone
    }

    /// Notes which hand-out a reader's session serves.
    pub(crate) fn note_session(&mut self, serial: &Serial, session: SessionId, of: Assignment) {
        self.sessions.note(serial, session, of);
    }

    /// The hand-out that a session of this reader serves.
    pub(crate) fn hand_out_of(&self, serial: &Serial, session: SessionId) -> Option<Assignment> {
        self.sessions.hand_out(serial, session)
    }

    /// Refuses a signature that would be one more than the bound: each one makes every free unit look at one more line.
    pub(crate) fn check_signatures(&self, signature: &Signature) -> Result<(), Refusal> {
        if self.queue.would_exceed(signature, SIGNATURES) {
            return Err(Refusal::TooManySignatures(SIGNATURES));
        }
        Ok(())
    }

    pub(crate) fn ticket(&self, id: TicketId) -> Option<&Ticket> {
        self.tickets.get(&id).map(Arc::as_ref)
    }

    /// All tickets that are kept, by id.
    pub(crate) fn tickets(&self) -> impl DoubleEndedIterator<Item = &Ticket> {
        self.tickets.values().map(Arc::as_ref)
    }

    /// All open tickets: first those that are found by their number, in its order, then the others.
    pub(crate) fn open(&self) -> impl Iterator<Item = &Ticket> + Clone {
        self.numbers.ids().filter_map(|id| self.ticket(id))
    }

    pub(crate) fn count_open(&self) -> usize {
        self.numbers.count()
    }

    /// Tickets that are called or verifying.
    pub(crate) fn active(&self) -> impl Iterator<Item = &Ticket> {
        self.active.ids().filter_map(|id| self.ticket(id))
    }

    /// Those at one unit.
    pub(crate) fn active_at(&self, unit: &Serial) -> impl Iterator<Item = &Ticket> {
        self.active.at(unit).filter_map(|id| self.ticket(id))
    }

    /// Those whose state has to end by a time, the first one first.
    pub(crate) fn due(&self, by: FleetTime) -> impl Iterator<Item = &Ticket> {
        self.active.due(by).filter_map(|id| self.ticket(id))
    }

    /// The first time at which a ticket's state ends without an event.
    pub(crate) fn next_deadline(&self) -> Option<FleetTime> {
        self.active.next_deadline()
    }

    pub(crate) fn has_active(&self) -> bool {
        !self.active.is_empty()
    }

    /// The times at which the kept closed tickets were closed, oldest first.
    pub(crate) fn closed_at(&self) -> impl Iterator<Item = FleetTime> {
        self.closed.iter().map(|(at, _)| *at)
    }

    /// The kept tickets that were closed, oldest first.
    pub(crate) fn closed(&self) -> impl Iterator<Item = &Ticket> {
        let ids = self.closed.iter().map(|(_, id)| id);
        ids.filter_map(|id| self.ticket(*id))
    }

    /// The waiting tickets that are not held.
    pub(crate) const fn queue(&self) -> &Queue {
        &self.queue
    }

    /// The waiting tickets that are held.
    pub(crate) fn held(&self) -> impl Iterator<Item = TicketId> {
        self.held.iter().copied()
    }

    /// How many tickets are held.
    pub(crate) fn count_held(&self) -> usize {
        self.held.len()
    }

    /// The next ticket's id, and the next automatic number.
    pub(crate) const fn counters(&self) -> (u64, u64) {
        (self.next_id, self.numbers.next_value())
    }

    /// Takes the changes that this decision has to make durable.
    pub(crate) fn take_changes(&mut self, changes: &mut Vec<Change>) {
        for id in std::mem::take(&mut self.touched) {
            let ticket = self.tickets.get(&id);
            changes.extend(ticket.cloned().map(Change::Ticket));
        }
        changes.extend(self.forgotten.drain(..).map(Change::ForgetTicket));
    }
}
