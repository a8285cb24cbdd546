//! The book: what the world saw go in and come out, kept apart from the fleet, so that the fleet is judged by it.
//!
//! Nothing in here asks the fleet for a rank, a seat or whom it may serve. It is worked out anew, from the acts
//! that were accepted and the orders that left.

use super::controller::{HERE, Released};
use madoguchi_fleet::command::{Act, Command, Holding};
use madoguchi_fleet::decision::{Answer, Order};
use madoguchi_fleet::ids::{Assignment, ConnectionId, RequestId, Serial, SessionId, TicketId};
use madoguchi_fleet::link::{Path, Port};
use madoguchi_fleet::ticket::Class;
use madoguchi_fleet::time::{FleetTime, MINUTE};
use madoguchi_fleet::wish::{Placement, Wish};
use madoguchi_licensing::grant::{Binding, Grant, LicenseId};
use std::collections::{BTreeMap, BTreeSet};

/// Head start of the priority class (RULES, "Queue": the default).
const HEAD_START_MS: i64 = 15 * MINUTE;
/// A preference gives way after this (the default).
const PREFERENCE_MS: i64 = 5 * MINUTE;

/// A place in the order, as the rules give it: urgent first, arrival less the head start, sequence.
pub type Place = (bool, i64, u64);

/// What reception asked for.
#[derive(Debug, Clone)]
pub struct Patient {
    pub place: Place,
    pub class: Class,
    pub misses: u32,
    arrival: FleetTime,
    needs_seated: bool,
    prefers_seated: bool,
    tied: Option<Serial>,
}

/// What a unit said of itself.
#[derive(Debug, Default, Clone)]
pub struct Line {
    seated: bool,
    pub connection: Option<ConnectionId>,
    pub gone_at: FleetTime,
    pub faulted: bool,
    /// The session that it said runs.
    pub session: Option<SessionId>,
    /// The call that it was given and that was not taken back.
    pub shown: Option<Assignment>,
    /// Sessions whose outcome was acknowledged: each counts once.
    pub outcomes: BTreeSet<SessionId>,
}

/// What is known of a connection.
#[derive(Debug, Clone)]
pub struct Wire {
    pub serial: Serial,
    pub behind_hub: bool,
    pub port: Port,
    /// Whether the last admission that was told serves.
    pub serves: bool,
}

/// What one batch was about, beyond what the book keeps.
#[derive(Debug, Default)]
pub struct Heard {
    /// Staff preferred a unit: somebody may lose a seat.
    pub preferred: bool,
    /// Tickets that staff called by hand: they may pass others.
    pub by_staff: BTreeSet<TicketId>,
    /// Tickets of which a verified outcome came in.
    pub verified: BTreeSet<TicketId>,
    /// Units that connected, or said how they are.
    pub stirred: BTreeSet<Serial>,
}

/// The book.
#[derive(Debug, Default, Clone)]
pub struct Book {
    pub patients: BTreeMap<TicketId, Patient>,
    pub lines: BTreeMap<Serial, Line>,
    pub wires: BTreeMap<ConnectionId, Wire>,
    /// Requests that were answered, with the answer.
    pub answers: BTreeMap<RequestId, (Act, Answer)>,
    pub licenses: BTreeSet<LicenseId>,
}

impl Book {
    /// Notes what was accepted in a batch, in its order. An error is an answer that differs from the first one.
    pub fn hear(&mut self, now: FleetTime, released: &Released) -> Result<Heard, String> {
        let mut heard = Heard::default();
        for ((act, _), reply) in &released.replies {
            let Ok(answer) = reply else { continue };
            if let Some((_, first)) = act.request.and_then(|id| self.answers.get(&id)) {
                if first != answer {
                    let command = &act.command;
                    return Err(format!("{command:?}: {first:?} at first, now {answer:?}"));
                }
                // A repeat changes nothing.
                continue;
            }
            if let Some(request) = act.request {
                self.answers.insert(request, (act.clone(), answer.clone()));
            }
            match answer {
                Answer::Ticket(id) => self.hear_of_ticket(now, &act.command, *id, &mut heard),
                _ => self.hear_of_unit(now, &act.command, &mut heard),
            }
        }
        Ok(heard)
    }

    fn hear_of_ticket(
        &mut self,
        now: FleetTime,
        command: &Command,
        id: TicketId,
        heard: &mut Heard,
    ) {
        if let Command::AddTicket(add) = command {
            let seated = Wish::Placement(Placement::Seated);
            self.patients.entry(id).or_insert_with(|| Patient {
                place: place(add.class, now, id),
                class: add.class,
                misses: 0,
                arrival: now,
                needs_seated: add.needs.contains(&seated),
                prefers_seated: add.prefers.contains(&seated),
                tied: None,
            });
        }
        let Some(patient) = self.patients.get_mut(&id) else {
            return;
        };
        match command {
            // The only thing that changes a place: after the second miss it is behind all who are present.
            Command::RecallTicket { .. } if patient.misses >= 2 => {
                patient.class = Class::Normal;
                patient.place = place(Class::Normal, now.plus(1), id);
            }
            Command::MoveTicket { unit, .. } => patient.tied = Some(unit.clone()),
            Command::CallTicket { .. } => drop(heard.by_staff.insert(id)),
            _ => {}
        }
    }

    fn hear_of_unit(&mut self, now: FleetTime, command: &Command, heard: &mut Heard) {
        match command {
            Command::EnrollUnit(enroll) => {
                let line = self.lines.entry(enroll.serial.clone()).or_default();
                line.seated = enroll.counter.placement == Placement::Seated;
            }
            Command::PreferUnit { preferred, .. } => heard.preferred |= preferred,
            Command::InstallLicense(install) => {
                self.licenses.insert(install.grant.id.clone());
            }
            Command::Attach(attach) => {
                let wire = Wire {
                    serial: attach.serial.clone(),
                    behind_hub: attach.link.path == Path::BehindHub,
                    port: attach.link.port.clone(),
                    serves: false,
                };
                self.wires.insert(attach.connection, wire);
                heard.stirred.insert(attach.serial.clone());
                self.with(&attach.serial, |line| {
                    line.connection = Some(attach.connection);
                    line.faulted = !attach.health.serves();
                    line.has(&attach.holding);
                });
            }
            Command::Detach { serial, connection } => self.with(serial, |line| {
                if line.connection == Some(*connection) {
                    line.goes(now);
                }
            }),
            Command::CardPlaced {
                serial, session, ..
            } => self.with(serial, |line| {
                line.session = Some(*session);
                line.shown = None;
            }),
            Command::SessionEnded(ended) => {
                if let Some(assignment) = ended.assignment.filter(|_| ended.outcome.is_verified()) {
                    heard.verified.insert(assignment.ticket);
                }
                self.with(&ended.serial, |line| {
                    line.outcomes.insert(ended.session);
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

    fn with(&mut self, serial: &Serial, change: impl FnOnce(&mut Line)) {
        if let Some(line) = self.lines.get_mut(serial) {
            change(line);
        }
    }

    /// Notes what a reader is told.
    pub fn tell(&mut self, connection: ConnectionId, order: &Order) {
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
            _ => {}
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

    /// Whether the unit is what the patient asked for.
    pub fn suits(&self, id: TicketId, serial: &Serial, now: FleetTime) -> bool {
        let (Some(patient), Some(line)) = (self.patients.get(&id), self.lines.get(serial)) else {
            return false;
        };
        let still_prefers = patient.prefers_seated && now < patient.arrival.plus(PREFERENCE_MS);
        (line.seated || !(patient.needs_seated || still_prefers))
            && patient.tied.as_ref().is_none_or(|tied| tied == serial)
    }

    /// How many seats the accepted licenses give now, at most.
    pub fn seats(&self, grants: &[Grant], now: FleetTime) -> usize {
        let accepted = grants.iter().filter(|g| self.licenses.contains(&g.id));
        let in_force = accepted.filter(|g| g.not_after_ms.is_none_or(|end| now.0 < end));
        let given = in_force.map(|grant| match &grant.binding {
            Binding::Additional {
                seats,
                installation,
            } if *installation == HERE => usize::from(*seats),
            Binding::Additional { .. } => 0,
            Binding::Bundled { .. } => 1,
        });
        1 + given.sum::<usize>()
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

fn place(class: Class, at: FleetTime, id: TicketId) -> Place {
    let head_start = if class == Class::Priority {
        HEAD_START_MS
    } else {
        0
    };
    (class != Class::Urgent, at.0 - head_start, id.0)
}
