//! The book: what the world saw go in and come out, kept apart from the fleet, so that the fleet is judged by it.
//!
//! Nothing in here asks the fleet for a seat or a verdict: it is worked out anew, from the acts that were accepted and
//! the orders that left. What it keeps of tickets is in the `model`.

use super::controller::Released;
use super::papers::Papers;
use super::watch::Forgotten;
use madoguchi_fleet::command::{Act, Attach, Command, Holding, SessionEnded};
use madoguchi_fleet::decision::{Answer, Order};
use madoguchi_fleet::ids::{
    Assignment, ConnectionId, Installation, KeyFingerprint, RequestId, Serial, SessionId, TicketId,
};
use madoguchi_fleet::link::{Path, Port};
use madoguchi_fleet::time::{DAY, FleetTime, MINUTE, TimeOfDay};
use madoguchi_licensing::grant::LicenseId;
use std::collections::{BTreeMap, BTreeSet};

/// The clinic's offset from UTC: Japan.
const JAPAN_MS: i64 = 9 * 60 * MINUTE;

/// What a unit said of itself.
#[derive(Debug, Default, Clone)]
pub struct Line {
    pub connection: Option<ConnectionId>,
    pub gone_at: FleetTime,
    pub faulted: bool,
    /// The session that it said runs.
    pub session: Option<SessionId>,
    /// The call that it was given and that was not taken back.
    pub shown: Option<Assignment>,
    /// Where it is, or was last.
    pub installation: Option<Installation>,
    key: Option<KeyFingerprint>,
    retired: bool,
    /// The unit in its place.
    pub replaced_by: Option<Serial>,
}

/// What is known of a connection.
#[derive(Debug, Clone)]
pub struct Wire {
    pub serial: Serial,
    pub installation: Installation,
    pub path: Path,
    pub port: Port,
    /// Whether USB shows the serial elsewhere too.
    pub copied: bool,
    /// Whether the last admission that was told serves.
    pub serves: bool,
}

/// What one batch was about, beyond what the book keeps.
#[derive(Debug, Default)]
pub struct Heard {
    /// Connections that were direct until their link was looked at anew.
    pub were_direct: BTreeSet<ConnectionId>,
    /// Staff preferred a unit, or the clock was confirmed: somebody may lose a seat.
    pub reseats: bool,
    /// Tickets of which a verified outcome came in.
    pub verified: BTreeSet<TicketId>,
    /// Hand-outs whose card was placed. In one batch that may come right after the call was repeated.
    pub placed: BTreeSet<Assignment>,
    /// Tickets that staff opened again.
    pub opened_again: BTreeSet<TicketId>,
    /// Units that connected, said how they are, or were changed by staff.
    pub stirred: BTreeSet<Serial>,
    /// Connections that had to be turned away.
    pub turned_away: BTreeSet<ConnectionId>,
}

/// The book.
#[derive(Debug, Default, Clone)]
pub struct Book {
    /// Tickets that were added.
    pub tickets: BTreeSet<TicketId>,
    pub lines: BTreeMap<Serial, Line>,
    pub wires: BTreeMap<ConnectionId, Wire>,
    /// Requests that were answered, with the answer.
    pub answers: BTreeMap<RequestId, (Act, Answer)>,
    pub licenses: BTreeSet<LicenseId>,
    /// Lists, licenses of PCs that died, and the time that terms are judged by.
    pub papers: Papers,
    /// Sessions whose outcome was taken: each counts once.
    counted: BTreeMap<SessionId, Counted>,
    /// How many outcomes of each unit were taken on each day.
    tallies: BTreeMap<(i64, Serial), u32>,
}

/// An outcome that was taken.
#[derive(Debug, Clone)]
struct Counted {
    ticket: Option<TicketId>,
    /// Its ticket, or the walk-up that it is, ended so long ago that it is no longer kept. Sent again, it counts again:
    /// nobody can know any more.
    forgotten: bool,
}

impl Book {
    /// Notes what was accepted in a batch, in its order. An error is an answer that differs from the first one.
    ///
    /// The batch began at `began`, when the wall clock showed `wall`.
    pub fn hear(
        &mut self,
        began: FleetTime,
        wall: TimeOfDay,
        released: &Released,
    ) -> Result<Heard, String> {
        let mut heard = Heard::default();
        let mut at = began;
        let mut moves = released.moves.iter().peekable();
        for (nth, ((act, _), reply)) in released.replies.iter().enumerate() {
            while let Some((_, by)) = moves.next_if(|(after, _)| *after <= nth) {
                at = self.time_was_set(at, *by, &mut heard);
            }
            let Ok(answer) = reply else {
                self.papers.refused(&act.command)?;
                continue;
            };
            if let Some((_, first)) = act.request.and_then(|r| self.answers.get(&r.id)) {
                if first != answer {
                    let command = &act.command;
                    return Err(format!("{command:?}: {first:?} at first, now {answer:?}"));
                }
                // A repeat changes nothing.
                continue;
            }
            if let Some(request) = act.request {
                self.answers
                    .insert(request.id, (act.clone(), answer.clone()));
            }
            match (&act.command, answer) {
                (Command::AddTicket(_), Answer::Ticket(id)) => self.tickets.extend([*id]),
                (Command::ReopenTicket { .. } | Command::UndoTicket { .. }, Answer::Ticket(id)) => {
                    heard.opened_again.extend([*id])
                }
                (Command::UndoDay, _) => heard.opened_again.extend(&self.tickets),
                _ => {}
            }
            self.papers.hear(at, &act.command)?;
            self.hear_of_unit(at, wall, &act.command, &mut heard);
        }
        for (_, by) in moves {
            at = self.time_was_set(at, *by, &mut heard);
        }
        Ok(heard)
    }

    /// Fleet time was set. What it is now.
    fn time_was_set(&mut self, at: FleetTime, by: i64, heard: &mut Heard) -> FleetTime {
        let license_time = self.papers.time(at);
        let now = at.plus(by);
        self.papers.was_set(license_time, now, by);
        heard.reseats = true;
        for line in self.lines.values_mut() {
            line.gone_at = FleetTime(i64::MIN);
        }
        now
    }

    fn hear_of_unit(
        &mut self,
        now: FleetTime,
        wall: TimeOfDay,
        command: &Command,
        heard: &mut Heard,
    ) {
        match command {
            Command::EnrollUnit(enroll) => {
                let line = self.lines.entry(enroll.serial.clone()).or_default();
                line.key = Some(enroll.key);
                line.retired = false;
                line.installation.get_or_insert(enroll.installation);
                heard.stirred.insert(enroll.serial.clone());
            }
            Command::RetireUnit { serial } => {
                heard.stirred.insert(serial.clone());
                self.with(serial, |line| line.retired = true);
            }
            Command::ReplaceUnit { old, new, .. } => {
                heard.stirred.extend([old.clone(), new.clone()]);
                // It may take the seat of a unit in order of pairing, and of a license that named the old one.
                heard.reseats = true;
                let new = new.clone();
                self.with(old, |line| {
                    (line.retired, line.replaced_by) = (true, Some(new))
                });
            }
            Command::PreferUnit { preferred, .. } => heard.reseats |= preferred,
            Command::InstallLicense(install) => {
                self.licenses.insert(install.grant.id.clone());
            }
            // In between there may have been no seat.
            Command::AcceptRevocations(_) | Command::ResetTime(_) => heard.reseats = true,
            Command::Attach(attach) => self.attached(attach, heard),
            Command::LinkObserved {
                serial,
                connection,
                link,
            } => {
                heard.stirred.insert(serial.clone());
                // Whoever sits on the port that it is seen on has a reason, too: its own device or not.
                let there = self.connected().filter(|wire| wire.port == link.port);
                heard.stirred.extend(there.map(|wire| wire.serial.clone()));
                if let Some(wire) = self.wires.get_mut(connection) {
                    if wire.path == Path::Direct {
                        heard.were_direct.insert(*connection);
                    }
                    wire.copied = !link.copies.is_empty();
                    (wire.path, wire.port) = (link.path, link.port.clone());
                }
            }
            Command::Detach {
                serial, connection, ..
            } => self.with(serial, |line| {
                if line.connection == Some(*connection) {
                    line.goes(now);
                }
            }),
            Command::CardPlaced {
                serial,
                session,
                assignment,
                ..
            } => {
                heard.placed.extend(*assignment);
                self.with(serial, |line| {
                    line.session = Some(*session);
                    line.shown = None;
                });
            }
            Command::SessionEnded(ended) => {
                if self.counts(wall, ended)
                    && let Some(assignment) = ended.assignment
                    && ended.outcome.is_verified()
                {
                    heard.verified.insert(assignment.ticket);
                }
                self.with(&ended.serial, |line| {
                    line.session = line.session.filter(|running| *running != ended.session);
                    line.shown = line.shown.filter(|shown| Some(*shown) != ended.assignment);
                });
            }
            Command::HealthChanged { serial, health, .. } => {
                heard.stirred.insert(serial.clone());
                self.with(serial, |line| line.faulted = !health.serves());
            }
            Command::HoldingReported {
                serial, holding, ..
            } => self.with(serial, |line| line.has(holding)),
            _ => {}
        }
    }

    /// Takes an outcome, if it was not taken before.
    fn counts(&mut self, wall: TimeOfDay, ended: &SessionEnded) -> bool {
        let known = self.counted.get(&ended.session);
        if known.is_some_and(|counted| !counted.forgotten) {
            return false;
        }
        let counted = Counted {
            ticket: ended.assignment.map(|assignment| assignment.ticket),
            forgotten: false,
        };
        self.counted.insert(ended.session, counted);
        // The day that it is may be another one, and the same again, when the wall clock is set.
        let tally = self.tallies.entry((day(wall), ended.serial.clone()));
        *tally.or_default() += 1;
        true
    }

    /// Tickets and walk-ups that the fleet no longer keeps; `kept` says which sessions it still has as walk-ups.
    pub fn forget(&mut self, gone: &Forgotten, kept: impl Fn(&SessionId) -> bool) {
        if gone.tickets.is_empty() && gone.walk_ups.is_empty() {
            return;
        }
        for (session, counted) in &mut self.counted {
            let ticket = counted
                .ticket
                .is_some_and(|ticket| gone.tickets.contains(&ticket));
            counted.forgotten |= gone.walk_ups.contains(session) || (ticket && !kept(session));
        }
    }

    fn attached(&mut self, attach: &Attach, heard: &mut Heard) {
        if self.turns_away(attach) {
            heard.turned_away.insert(attach.connection);
            return;
        }
        if self.is_overtaken(attach) {
            return;
        }
        let wire = Wire {
            serial: attach.serial.clone(),
            installation: attach.installation,
            path: attach.link.path,
            port: attach.link.port.clone(),
            copied: !attach.link.copies.is_empty(),
            serves: false,
        };
        self.wires.insert(attach.connection, wire);
        heard.stirred.insert(attach.serial.clone());
        // Who is on the same port has to do with it, too.
        let place = (attach.installation, &attach.link.port);
        let there = self
            .connected()
            .filter(|w| (w.installation, &w.port) == place);
        heard.stirred.extend(there.map(|wire| wire.serial.clone()));
        self.with(&attach.serial, |line| {
            line.connection = Some(attach.connection);
            line.installation = Some(attach.installation);
            line.faulted = !attach.health.serves();
            line.has(&attach.holding);
        });
    }

    /// Whether this key gets no further than being told why: it is not the unit's newest, or the unit is retired.
    pub fn turns_away(&self, attach: &Attach) -> bool {
        let line = self.lines.get(&attach.serial);
        line.is_none_or(|line| line.retired || line.key != Some(attach.key))
    }

    /// Whether a connection that was opened later at the same PC came first.
    fn is_overtaken(&self, attach: &Attach) -> bool {
        let line = self.lines.get(&attach.serial);
        line.is_some_and(|line| {
            line.installation == Some(attach.installation)
                && line
                    .connection
                    .is_some_and(|newer| attach.connection < newer)
        })
    }

    fn with(&mut self, serial: &Serial, change: impl FnOnce(&mut Line)) {
        if let Some(line) = self.lines.get_mut(serial) {
            change(line);
        }
    }

    /// Notes what a reader is told.
    pub fn tell(&mut self, now: FleetTime, connection: ConnectionId, order: &Order) {
        let Some(wire) = self.wires.get_mut(&connection) else {
            return;
        };
        if let Order::Admission { serves, .. } = order {
            wire.serves = *serves;
        }
        let Some(line) = self.lines.get_mut(&wire.serial) else {
            return;
        };
        if line.connection != Some(connection) {
            return;
        }
        match order {
            Order::Call { assignment, .. } => line.shown = Some(*assignment),
            Order::Withdraw { assignment, .. } => {
                line.shown = line.shown.filter(|shown| shown != assignment);
            }
            Order::Close(_) => line.goes(now),
            Order::Admission { .. }
            | Order::ReportHolding
            | Order::Identify { .. }
            | Order::Restart => {}
        }
    }

    /// Calls that were told in a batch in which their card was placed are over.
    pub fn end_calls(&mut self, heard: &Heard) {
        for line in self.lines.values_mut() {
            line.shown = line.shown.filter(|shown| !heard.placed.contains(shown));
        }
    }

    /// The controller is gone, or was: nobody is connected.
    pub fn restart(&mut self, now: FleetTime) {
        for line in self.lines.values_mut() {
            line.goes(now);
        }
    }

    /// The units that are connected, by what the world did.
    pub fn connected(&self) -> impl Iterator<Item = &Wire> {
        let of = |line: &Line| line.connection.and_then(|c| self.wires.get(&c));
        self.lines.values().filter_map(of)
    }

    /// Every session whose outcome was taken.
    pub fn outcomes(&self) -> impl Iterator<Item = &SessionId> {
        self.counted.keys()
    }

    /// Days that the fleet no longer keeps.
    pub fn forget_days(&mut self, are_gone: impl Fn(&(i64, Serial)) -> bool) {
        self.tallies.retain(|key, _| !are_gone(key));
    }

    /// How many outcomes of each unit were taken, by day.
    pub const fn tallies(&self) -> &BTreeMap<(i64, Serial), u32> {
        &self.tallies
    }

    /// Whether an outcome was taken so long ago that it is forgotten.
    pub fn was_forgotten(&self, session: SessionId) -> bool {
        let counted = self.counted.get(&session);
        counted.is_some_and(|counted| counted.forgotten)
    }
}

impl Line {
    fn has(&mut self, holding: &Holding) {
        self.session = holding.session.map(|(session, _)| session);
        self.shown = holding.call;
    }

    fn goes(&mut self, now: FleetTime) {
        self.connection = None;
        self.gone_at = now;
        self.session = None;
        self.shown = None;
    }
}

/// The day that it is in the clinic, in days since 1970.
pub fn day(wall: TimeOfDay) -> i64 {
    (wall.0 + JAPAN_MS).div_euclid(DAY)
}
