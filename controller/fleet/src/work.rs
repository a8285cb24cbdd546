//! The work of one decision: what it touched, until it becomes a [`Decision`].

use crate::decision::{Answer, AuditEntry, Change, Decision, Order, WalkUp};
use crate::fleet::Fleet;
use crate::ids::{ConnectionId, Request, Serial, SessionId, TicketId};
use crate::license::License;
use crate::licensing::{KnownList, SignedAct};
use crate::requests::Answered;
use crate::settings::AUDIT_KEPT;
use crate::ticket::Actor;
use std::collections::BTreeSet;

/// What one decision touched so far.
#[derive(Debug)]
pub(crate) struct Work {
    pub(crate) actor: Actor,
    command: &'static str,
    request: Option<Request>,
    /// What the command is about, for the audit; empty: nothing worth an entry.
    subject: String,
    tickets: BTreeSet<TicketId>,
    forgotten: Vec<TicketId>,
    forgotten_walk_ups: Vec<SessionId>,
    units: BTreeSet<Serial>,
    licenses: Vec<License>,
    lists: Vec<KnownList>,
    acts: Vec<Change>,
    /// Whether something changed of what the installation keeps about its own licensing.
    licensing: bool,
    walk_ups: Vec<WalkUp>,
    orders: Vec<(ConnectionId, Order)>,
    answer: Answer,
    counters: bool,
    /// Whether anything changed that seats, or what units may take, could depend on.
    stirred: bool,
    /// Whether anything may have changed that seats depend on.
    moves_seats: bool,
    clock_moves_ms: i64,
}

impl Work {
    pub(crate) const fn new(actor: Actor, command: &'static str, request: Option<Request>) -> Self {
        Self {
            actor,
            command,
            request,
            subject: String::new(),
            tickets: BTreeSet::new(),
            forgotten: Vec::new(),
            forgotten_walk_ups: Vec::new(),
            units: BTreeSet::new(),
            licenses: Vec::new(),
            lists: Vec::new(),
            acts: Vec::new(),
            licensing: false,
            walk_ups: Vec::new(),
            orders: Vec::new(),
            answer: Answer::Done,
            counters: false,
            stirred: false,
            moves_seats: true,
            clock_moves_ms: 0,
        }
    }

    /// Names what the command is about: an audit entry will be written.
    pub(crate) fn is_about(&mut self, subject: impl ToString) {
        self.subject = subject.to_string();
    }

    pub(crate) const fn has_subject(&self) -> bool {
        !self.subject.is_empty()
    }

    pub(crate) fn answers(&mut self, answer: Answer) {
        self.answer = answer;
    }

    pub(crate) fn order(&mut self, to: ConnectionId, order: Order) {
        self.orders.push((to, order));
    }

    pub(crate) fn touch_ticket(&mut self, id: TicketId) {
        self.tickets.insert(id);
    }

    pub(crate) fn forget_ticket(&mut self, id: TicketId) {
        self.forgotten.push(id);
    }

    pub(crate) fn forget_walk_up(&mut self, session: SessionId) {
        self.forgotten_walk_ups.push(session);
    }

    /// Writes a unit: something of it changed that is stored.
    pub(crate) fn touch_unit(&mut self, serial: &Serial) {
        self.stirred = true;
        if !self.units.contains(serial) {
            self.units.insert(serial.clone());
        }
    }

    /// Something changed that is not stored, but that seats or verdicts depend on.
    pub(crate) const fn stir(&mut self) {
        self.stirred = true;
    }

    pub(crate) const fn is_stirred(&self) -> bool {
        self.stirred
    }

    /// This command moves nobody's seat, unless it frees a unit that has none (`moves_seats` again).
    pub(crate) const fn leaves_seats(&mut self) {
        self.moves_seats = false;
    }

    /// Seats have to be looked at.
    pub(crate) const fn moves_seats(&mut self) {
        self.moves_seats = true;
    }

    pub(crate) const fn may_move_seats(&self) -> bool {
        self.moves_seats
    }

    pub(crate) fn keep_license(&mut self, license: License) {
        self.stirred = true;
        self.licenses.push(license);
    }

    pub(crate) fn keep_list(&mut self, list: KnownList) {
        self.stirred = true;
        self.lists.push(list);
    }

    pub(crate) fn keep_act(&mut self, act: SignedAct) {
        self.acts.push(Change::Act(act));
    }

    pub(crate) fn forget_act(&mut self, number: u64) {
        self.acts.push(Change::ForgetAct(number));
    }

    /// Writes what the installation keeps about its own licensing.
    pub(crate) const fn touch_licensing(&mut self) {
        self.licensing = true;
    }

    pub(crate) fn keep_walk_up(&mut self, walk_up: WalkUp) {
        self.walk_ups.push(walk_up);
    }

    pub(crate) const fn touch_counters(&mut self) {
        self.counters = true;
    }

    pub(crate) const fn clock_moves(&mut self, by_ms: i64) {
        self.clock_moves_ms = by_ms;
    }
}

impl Fleet {
    /// Turns the work into a decision, with the audit entry in the same batch.
    pub(crate) fn conclude(&mut self, mut work: Work) -> Decision {
        let mut changes = Vec::with_capacity(work.tickets.len() + work.units.len() + 2);
        for id in &work.tickets {
            changes.extend(
                self.tickets
                    .get(id)
                    .map(|ticket| Change::Ticket(Box::new(ticket.clone()))),
            );
        }
        changes.extend(work.forgotten.drain(..).map(Change::ForgetTicket));
        let walk_ups = work.forgotten_walk_ups.drain(..);
        changes.extend(walk_ups.map(Change::ForgetWalkUp));
        for serial in &work.units {
            changes.extend(
                self.units
                    .get(serial)
                    .map(|unit| Change::Unit(Box::new(unit.clone()))),
            );
        }
        changes.extend(work.licenses.drain(..).map(Change::License));
        changes.extend(work.lists.drain(..).map(Change::Revocations));
        changes.append(&mut work.acts);
        if work.licensing {
            changes.push(Change::Licensing(self.licensing.clone()));
        }
        changes.extend(work.walk_ups.drain(..).map(Change::WalkUp));
        if !work.subject.is_empty() {
            let entry = self.audit(&mut work);
            if let Some(old) = entry
                .sequence
                .checked_sub(AUDIT_KEPT)
                .filter(|old| *old > 0)
            {
                changes.push(Change::ForgetAudit(old));
            }
            changes.push(Change::Audit(entry));
        }
        if work.counters || !(self.start_kept || changes.is_empty()) {
            self.start_kept = true;
            self.counters.runs = self.wall.runs(self.now);
            changes.push(Change::Counters(self.counters.clone()));
        }
        if let Some(request) = work.request {
            self.requests.remember(Answered {
                request,
                command: work.command.into(),
                answer: work.answer.clone(),
            });
        }
        // A reader hears whether it serves before it hears whom to call.
        work.orders
            .sort_by_key(|(_, order)| !matches!(order, Order::Admission { .. }));
        Decision {
            changes,
            orders: work.orders,
            answer: work.answer,
            clock_moves_ms: work.clock_moves_ms,
        }
    }

    fn audit(&mut self, work: &mut Work) -> AuditEntry {
        let sequence = self.counters.audit;
        self.counters.audit = sequence + 1;
        work.counters = true;
        AuditEntry {
            sequence,
            at: self.now,
            actor: work.actor,
            command: work.command.to_owned(),
            subject: std::mem::take(&mut work.subject),
            request: work.request,
            answer: work.answer.clone(),
        }
    }
}
