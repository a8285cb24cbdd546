//! The work of one decision: its actor and output, until it becomes a [`Decision`]. The changed records are known by the fleet's parts.

use crate::decision::{Answer, AuditEntry, Change, Counters, Decision, Order};
use crate::fleet::Fleet;
use crate::ids::{ConnectionId, Request};
use crate::requests::Answered;
use crate::ticket::Actor;
use std::net::IpAddr;

/// The output of a decision so far.
#[derive(Debug)]
pub(crate) struct Work {
    pub(crate) actor: Actor,
    command: &'static str,
    request: Option<Request>,
    /// Where a person's act came from.
    place: Option<IpAddr>,
    /// The subject for the audit; empty if the command is not worth an entry.
    subject: String,
    /// How the subject of a person's act stood before and after it.
    stood: (String, String),
    orders: Vec<(ConnectionId, Order)>,
    answer: Answer,
    clock_moves_ms: i64,
}

impl Work {
    pub(crate) const fn new(actor: Actor, command: &'static str, request: Option<Request>) -> Self {
        Self {
            actor,
            command,
            request,
            place: None,
            subject: String::new(),
            stood: (String::new(), String::new()),
            orders: Vec::new(),
            answer: Answer::Done,
            clock_moves_ms: 0,
        }
    }

    /// Sets the subject of the command, so that an audit entry is written.
    pub(crate) fn set_subject(&mut self, subject: impl ToString) {
        self.subject = subject.to_string();
    }

    pub(crate) const fn set_place(&mut self, place: Option<IpAddr>) {
        self.place = place;
    }

    /// Sets how the subject stood before and after the act.
    pub(crate) fn set_stood(&mut self, before: String, after: String) {
        self.stood = (before, after);
    }

    pub(crate) const fn answer(&self) -> &Answer {
        &self.answer
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

    pub(crate) const fn move_clock(&mut self, by_ms: i64) {
        self.clock_moves_ms = by_ms;
    }
}

impl Fleet {
    /// Turns the work into a decision, with the audit entry in the same batch.
    pub(crate) fn conclude(&mut self, mut work: Work) -> Decision {
        let mut changes = Vec::new();
        self.book.take_changes(&mut changes);
        self.yard.take_changes(&mut changes);
        self.papers.take_changes(&mut changes);
        self.walk_ups.take_changes(&mut changes);
        self.days.take_changes(&mut changes);
        self.people.take_changes(&mut changes);
        if work.has_subject() {
            let (before, after) = std::mem::take(&mut work.stood);
            let entry = AuditEntry {
                sequence: self.memory.next_entry(),
                at: self.now(),
                actor: work.actor.clone(),
                command: work.command.to_owned(),
                subject: std::mem::take(&mut work.subject),
                request: work.request,
                answer: work.answer.clone(),
                before,
                after,
                place: work.place,
                // It gets its link when it is written.
                digest: None,
            };
            self.memory.write(&mut changes, entry);
        }
        let counters = self.counters();
        let moved = self.memory.replace_counters(&counters);
        if self.clock.take_keeps(moved || !changes.is_empty()) || moved {
            self.yard.take_started(&mut changes);
            let runs = self.clock.runs();
            changes.push(Change::Counters(Counters { runs, ..counters }));
        }
        if let Some(request) = work.request {
            self.memory.remember(Answered {
                request,
                command: work.command.into(),
                answer: work.answer.clone(),
            });
        }
        // A reader has to hear whether it serves before it hears whom to call.
        work.orders
            .sort_by_key(|(_, order)| !matches!(order, Order::Admission { .. }));
        Decision {
            changes,
            orders: work.orders,
            answer: work.answer,
            clock_moves_ms: work.clock_moves_ms,
        }
    }

    /// The next number or id of each kind, without the runs.
    pub(crate) fn counters(&self) -> Counters {
        let (ticket, number) = self.book.counters();
        self.clock.counters(Counters {
            ticket,
            number,
            audit: self.memory.next_entry(),
            pairing: self.yard.next_pairing(),
            day_end: self.book.day_end(),
            backup: self.memory.backup().cloned(),
            ..Counters::default()
        })
    }
}
