//! What must hold from one batch to the next, by the [`Book`]'s word and not by the fleet's.

use super::book::{Book, Heard, Line, Wire, day as today};
use super::controller::{Controller, Released};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::days::DAYS_KEPT;
use madoguchi_fleet::decision::Order;
use madoguchi_fleet::ids::{Assignment, ConnectionId, Installation, Serial, TicketId};
use madoguchi_fleet::link::Path;
use madoguchi_fleet::settings::UNITS_PER_PC;
use madoguchi_fleet::ticket::State;
use madoguchi_fleet::time::{DAY, FleetTime, SECOND, TimeOfDay};
use madoguchi_fleet::unit::{Activity, Seat, Unit};
use madoguchi_licensing::grant::{Binding, Grant};
use std::collections::{BTreeMap, BTreeSet};

/// An absent unit's seat is held this long (RULES S5: the default).
const SEAT_HOLD_MS: i64 = 60 * SECOND;
/// Longest grace of a verifying ticket: the one after a restart (the default).
const LONGEST_GRACE_MS: i64 = 30 * SECOND;

/// A jump of the wall clock further than this needs an administrator (RULES T2).
pub const FAR_MS: i64 = 60 * DAY;
/// Longest that a call, and a session, can still take (the defaults).
const LONGEST_MS: (i64, i64) = (90 * SECOND, 120 * SECOND);

/// What was before a batch.
#[derive(Debug)]
pub struct Before {
    /// Attempts of all tickets.
    attempts: BTreeMap<TicketId, u32>,
    sitting: BTreeMap<Serial, Seat>,
    lines: BTreeMap<Serial, Line>,
}

impl Before {
    pub fn of(fleet: &Fleet, book: &Book) -> Self {
        let sitting = |unit: &Unit| Some((unit.serial.clone(), unit.seat.clone()?));
        Self {
            attempts: fleet.tickets().map(|t| (t.id, t.attempt())).collect(),
            sitting: fleet.units().filter_map(sitting).collect(),
            lines: book.lines.clone(),
        }
    }
}

/// One batch, as it is judged.
#[derive(Debug)]
pub struct Judge<'a> {
    /// When it began, and what time it was then: another only if the clock was confirmed in it.
    pub began: FleetTime,
    pub now: FleetTime,
    /// The wall clock when it began: the day.
    pub wall: TimeOfDay,
    pub before: &'a Before,
    pub fleet: &'a Fleet,
    pub grants: &'a [Grant],
}

impl Judge<'_> {
    /// Takes a batch into the book, and says what should not have been.
    pub fn judge(&self, book: &mut Book, released: &Released) -> Result<(), String> {
        let heard = book.hear(self.began, self.wall, released)?;
        let mut calls = BTreeSet::new();
        for (connection, order) in &released.orders {
            book.tell(self.now, *connection, order);
            if let Order::Call { assignment, .. } = order
                && self.is_new(*assignment)
                // The same again is the call repeated, after a connection was replaced.
                && calls.insert(*assignment)
            {
                self.call(book, &heard, *connection, *assignment)?;
            }
        }
        book.end_calls(&heard);
        turned_away(&heard, released)?;
        book.papers.check(self.fleet)?;
        self.attempts_are_calls(&calls)?;
        self.seats(book)?;
        self.sticky(book, &heard)?;
        self.at_the_readers(book)?;
        self.days_count_once(book)?;
        self.verified(&heard)?;
        Ok(())
    }

    fn is_new(&self, assignment: Assignment) -> bool {
        let before = self.before.attempts.get(&assignment.ticket);
        before.is_none_or(|attempt| *attempt < assignment.attempt)
    }

    /// A patient is called to a unit that serves and is not at work.
    fn call(
        &self,
        book: &Book,
        heard: &Heard,
        connection: ConnectionId,
        assignment: Assignment,
    ) -> Result<(), String> {
        let wire = book
            .wires
            .get(&connection)
            .ok_or_else(|| format!("{assignment:?} was called over a connection of nobody"))?;
        let serial = &wire.serial;
        if wire.path != Path::Direct && !heard.were_direct.contains(&connection) {
            return Err(format!("FAQ 7: {serial} is {:?} and was called", wire.path));
        }
        if !wire.serves {
            return Err(format!(
                "{serial} was told that it does not serve, and called"
            ));
        }
        if let (Some(was), Some(is)) = (self.before.lines.get(serial), book.lines.get(serial)) {
            if was.faulted && is.faulted && !heard.stirred.contains(serial) {
                return Err(format!("{serial} is faulted and was called"));
            }
            if was.session.is_some() && was.session == is.session {
                return Err(format!("{serial} said that a session runs, and was called"));
            }
        }
        Ok(())
    }

    /// Attempts grow by one per call, and only by calls.
    fn attempts_are_calls(&self, calls: &BTreeSet<Assignment>) -> Result<(), String> {
        for ticket in self.fleet.tickets() {
            let was = self.before.attempts.get(&ticket.id).copied().unwrap_or(0);
            let called = calls.iter().filter(|a| a.ticket == ticket.id).count();
            if was as usize + called != ticket.attempts.len() {
                return Err(format!(
                    "ticket {} had {was} attempts, was called {called} times and has {}",
                    ticket.id,
                    ticket.attempts.len()
                ));
            }
        }
        Ok(())
    }

    /// Invariant 3, by what readers were told: as many serve as the licenses give, and at most four work.
    fn seats(&self, book: &Book) -> Result<(), String> {
        let mut serving: BTreeMap<Installation, BTreeSet<&Serial>> = BTreeMap::new();
        for wire in book.connected().filter(|wire| wire.serves) {
            if wire.path != Path::Direct || wire.copied {
                return Err(format!(
                    "FAQ 7: {} was told to serve over {wire:?}",
                    wire.serial
                ));
            }
            serving
                .entry(wire.installation)
                .or_default()
                .insert(&wire.serial);
        }
        for (installation, serving) in &serving {
            let seats = book.seats(self.grants, *installation, self.now);
            if serving.len() > seats.min(UNITS_PER_PC) {
                return Err(format!(
                    "invariant 3: {serving:?} were told to serve on {seats} seats"
                ));
            }
        }
        let at_work = self.fleet.active_tickets().filter_map(|t| match &t.state {
            State::Called { unit, .. }
            | State::Verifying {
                unit, grace: None, ..
            } => Some(unit),
            _ => None,
        });
        for serial in at_work {
            if let Some(unit) = self.fleet.unit(serial) {
                serving.entry(unit.installation).or_default().insert(serial);
            }
        }
        match serving.values().find(|all| all.len() > UNITS_PER_PC) {
            Some(all) => Err(format!("invariant 3: {all:?} serve or are at work")),
            None => Ok(()),
        }
    }

    /// Who sits stays, unless a license ended, staff preferred another, or the unit itself gave reason.
    fn sticky(&self, book: &Book, heard: &Heard) -> Result<(), String> {
        if heard.reseats {
            return Ok(());
        }
        for (serial, seat) in &self.before.sitting {
            let (Some(line), Some(unit)) = (book.lines.get(serial), self.fleet.unit(serial)) else {
                continue;
            };
            let own = line.connection.and_then(|c| book.wires.get(&c));
            let there = own.map_or(self.now < line.gone_at.plus(SEAT_HOLD_MS), |wire| {
                let at = |w: &Wire| (w.installation, w.port.clone());
                book.connected()
                    .filter(|other| at(other) == at(wire))
                    .count()
                    == 1
            });
            let quiet = there
                && self.stands(book, seat, unit.installation)
                && !line.faulted
                && !heard.stirred.contains(serial);
            if quiet && unit.seat.is_none() {
                return Err(format!("{serial} sat, gave no reason, and lost its seat"));
            }
        }
        Ok(())
    }

    /// Whether the license of a seat still gives it.
    fn stands(&self, book: &Book, seat: &Seat, at: Installation) -> bool {
        let (Seat::Bundled(id) | Seat::Additional(id)) = seat else {
            return true;
        };
        let grant = self.grants.iter().find(|grant| grant.id == *id);
        grant.is_some_and(|grant| {
            let here = match &grant.binding {
                Binding::Additional { installation, .. } => *installation == at,
                Binding::Bundled { .. } => true,
            };
            let bridges = || book.papers.bridges(&grant.id, self.now);
            book.gives(self.grants, grant, self.now) && (here || bridges())
        })
    }

    /// Each outcome counts on the day on which it was taken, and on no other, until the day goes after thirteen months. An outcome of a day that
    /// went counts again if it is sent again, as its walk-up does.
    fn days_count_once(&self, book: &mut Book) -> Result<(), String> {
        let days = self.fleet.unit_days(i32::MIN..=i32::MAX).into_iter();
        let days = days.filter(|day| day.counts.sessions() > 0);
        let is: BTreeMap<_, _> = days
            .map(|day| ((i64::from(day.counts.day), day.unit), day.counts.sessions()))
            .collect();
        let believed = self.now.0.min(self.fleet.license_clock().mark_ms);
        let oldest = today(TimeOfDay(believed)) - i64::from(DAYS_KEPT);
        book.forget_days(|key| key.0 < oldest && !is.contains_key(key));
        let should = book.tallies();
        match is == *should {
            true => Ok(()),
            false => Err(format!(
                "invariant 2: outcomes by day are {is:?}, and should be {should:?}"
            )),
        }
    }

    /// What the fleet believes of its readers is what they said and were told.
    fn at_the_readers(&self, book: &Book) -> Result<(), String> {
        for (serial, line) in &book.lines {
            let unit = self
                .fleet
                .unit(serial)
                .ok_or_else(|| format!("{serial} is lost"))?;
            if unit.connection() != line.connection {
                return Err(format!(
                    "{serial} is on {:?}, not {line:?}",
                    unit.connection()
                ));
            }
            let Some(shown) = line.shown else { continue };
            if unit.activity != Activity::Called(shown) {
                return Err(format!(
                    "{serial} shows {shown:?}, which nobody took back: {:?}",
                    unit.activity
                ));
            }
        }
        for ticket in self.fleet.active_tickets() {
            let line = ticket.unit().and_then(|serial| book.lines.get(serial));
            let line = line.ok_or_else(|| format!("{} is at no unit", ticket.id))?;
            match &ticket.state {
                State::Called { deadline, .. } if deadline.since(self.now) > LONGEST_MS.0 => {
                    return Err(format!(
                        "invariant 8: {} is called until {deadline}",
                        ticket.id
                    ));
                }
                State::Verifying { deadline, .. } if deadline.since(self.now) > LONGEST_MS.1 => {
                    return Err(format!(
                        "invariant 8: {} verifies until {deadline}",
                        ticket.id
                    ));
                }
                State::Called { unit, .. } if line.faulted => {
                    return Err(format!("{unit} is faulted and keeps its call"));
                }
                State::Verifying { unit, grace, .. } if line.connection.is_none() => {
                    let latest = self.now.plus(LONGEST_GRACE_MS);
                    if grace.is_none_or(|at| at > latest) {
                        return Err(format!(
                            "{unit} is gone, and its ticket waits until {grace:?}"
                        ));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A verified outcome, late or not, closes its ticket; it is held only while another attempt verifies.
    fn verified(&self, heard: &Heard) -> Result<(), String> {
        for id in &heard.verified {
            let state = self.fleet.ticket(*id).map(|t| &t.state);
            let used = heard.opened_again.contains(id)
                || state.is_none_or(|state| {
                    matches!(
                        state,
                        State::Verifying { .. } | State::Done | State::Cancelled | State::Ended
                    )
                });
            if !used {
                return Err(format!("ticket {id} was verified and is {state:?}"));
            }
        }
        Ok(())
    }
}

/// Who has no business here is told so, and closed; nothing else comes of it.
fn turned_away(heard: &Heard, released: &Released) -> Result<(), String> {
    for connection in &heard.turned_away {
        let mut told = released.orders.iter().filter(|(to, _)| to == connection);
        let closed = matches!(told.next(), Some((_, Order::Close(_)))) && told.next().is_none();
        if !closed {
            return Err(format!("{connection:?} should have been turned away"));
        }
    }
    Ok(())
}

/// After a start: fleet time is the later of what was stored and the wall clock, but a jump of more than 60 days waits
/// for an administrator.
pub fn clock_at_start(controller: &Controller, wall: FleetTime) -> Result<(), String> {
    let (stored, now) = (controller.stored_time(), controller.fleet.now());
    let far = stored != FleetTime::default() && wall.since(stored) > FAR_MS;
    let should = if far { stored } else { stored.max(wall) };
    if now != should {
        return Err(format!(
            "time: {now} after a start at {wall}, {stored} was stored"
        ));
    }
    Ok(())
}

/// After a start: a verifying ticket's unit still has it.
pub fn remembered_at_start(fleet: &Fleet) -> Result<(), String> {
    for ticket in fleet.active_tickets() {
        let wanted = match &ticket.state {
            State::Verifying { .. } => Activity::Verifying(ticket.assignment()),
            _ => Activity::Called(ticket.assignment()),
        };
        let has = ticket
            .unit()
            .and_then(|serial| fleet.unit(serial))
            .map(|u| &u.activity);
        if has != Some(&wanted) {
            return Err(format!(
                "invariant 7: {wanted:?} was forgotten at the start: {has:?}"
            ));
        }
    }
    Ok(())
}

/// After a start: a repeat of every request gets the answer that the first one got.
pub fn answered_again(fleet: &Fleet, book: &Book) -> Result<(), String> {
    let mut fleet = fleet.clone();
    let now = fleet.now();
    for (act, first) in book.answers.values() {
        let again = fleet
            .decide(now, act.clone())
            .map(|decision| decision.answer);
        if again.as_ref() != Ok(first) {
            return Err(format!(
                "invariant 7: {:?} was answered {first:?}, its repeat {again:?}",
                act.command
            ));
        }
    }
    Ok(())
}
