//! What must hold, noted beside the programs: every answer that reception got, and every outcome that a reader kept.

use madoguchi_proto::v1::{OutcomeKind, Ticket, TicketState};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// Most patients who wait or are served at a time.
const CROWD: usize = 16;
/// A controller remembers 10,000 requests (`REMEMBERED_REQUESTS` of the fleet), and nobody makes three of a number on average.
const REMEMBERED: usize = 10_000 / 3;

#[derive(Debug, Default)]
pub struct Book {
    pages: Mutex<Pages>,
    /// Told of every new line.
    turned: Condvar,
}

#[derive(Debug, Default)]
struct Pages {
    /// Tickets that were answered, by number.
    added: BTreeMap<String, u64>,
    /// Numbers whose cancellation was answered.
    cancelled: BTreeSet<String>,
    /// Outcomes that a reader kept, by its serial and session.
    kept: BTreeMap<(String, String), Kept>,
    next_number: usize,
    closed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept {
    ticket: u64,
    attempt: u64,
    outcome: OutcomeKind,
}

/// What was counted, all in all.
#[derive(Debug, PartialEq, Eq)]
pub struct Counted {
    pub sessions: u64,
    pub verified: u64,
    pub cancelled: usize,
}

impl Book {
    /// A line of an agent's log.
    pub fn hear(&self, line: &str) {
        let word = |name: &str| {
            let (_, rest) = line.split_once(&format!("{name}="))?;
            Some(rest.split([' ', '}']).next()?.trim_matches('"').to_owned())
        };
        if !line.contains("an outcome is kept") {
            return;
        }
        let read = || {
            let kept = Kept {
                ticket: word("ticket")?.parse().ok()?,
                attempt: word("attempt")?.parse().ok()?,
                outcome: OutcomeKind::from_str_name(&word("outcome")?)?,
            };
            Some(((word("serial")?, word("session")?), kept))
        };
        let (of, kept) = read().unwrap_or_else(|| panic!("not understood: {line}"));
        let before = self.pages().kept.insert(of, kept.clone());
        assert!(before.is_none_or(|before| before == kept), "{line}");
        self.turned.notify_all();
    }

    /// The next number to add, once there are not too many; none when the doors are closed.
    pub fn next_number(&self) -> Option<String> {
        let crowded = |pages: &mut Pages| !pages.closed && pages.open() >= CROWD;
        let mut pages = self.turned.wait_while(self.pages(), crowded).unwrap();
        (!pages.closed).then(|| pages.number())
    }

    /// The next number to add, however many there are.
    pub fn number(&self) -> String {
        self.pages().number()
    }

    /// Whether a request about this number is among those whose repeats are answered.
    pub fn is_remembered(&self, number: &str) -> bool {
        let number: usize = number.parse().unwrap();
        number + REMEMBERED > self.pages().next_number
    }

    /// An answer: the ticket of this number. The same however often it is asked for.
    pub fn answered(&self, number: &str, ticket: &Ticket) {
        assert_eq!(ticket.number, number);
        let before = self
            .pages()
            .added
            .insert(number.to_owned(), ticket.ticket_id);
        assert!(
            before.is_none_or(|before| before == ticket.ticket_id),
            "a repeat made another ticket of {number}"
        );
    }

    pub fn was_cancelled(&self, number: &str) {
        self.pages().cancelled.insert(number.to_owned());
        self.turned.notify_all();
    }

    /// Nobody new comes in.
    pub fn close(&self) {
        self.pages().closed = true;
        self.turned.notify_all();
    }

    pub fn added(&self) -> usize {
        self.pages().added.len()
    }

    /// Waits for some outcomes more; false if they do not come.
    pub fn more_outcomes(&self, more: usize, patience: Duration) -> bool {
        let pages = self.pages();
        let enough = pages.kept.len() + more;
        let waits = |pages: &mut Pages| pages.kept.len() < enough;
        let waited = self.turned.wait_timeout_while(pages, patience, waits);
        !waited.unwrap().1.timed_out()
    }

    /// Lets time pass: the moment of a kill is a random one.
    pub fn pause(&self, time: Duration) {
        let until = Instant::now() + time;
        let mut pages = self.pages();
        while let Some(left) = until
            .checked_duration_since(Instant::now())
            .filter(|l| !l.is_zero())
        {
            (pages, _) = self.turned.wait_timeout(pages, left).unwrap();
        }
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap()
    }

    /// The controller's tickets and units are what the book says, to the last one.
    pub fn check(&self, tickets: &[Ticket], units: &Value) -> Counted {
        let pages = self.pages();
        let found: BTreeMap<_, _> = tickets
            .iter()
            .map(|t| (t.number.clone(), t.ticket_id))
            .collect();
        assert_eq!(found.len(), tickets.len(), "a number was given twice");
        assert_eq!(found, pages.added, "the tickets that were answered");
        for ticket in tickets {
            pages.check_ticket(ticket);
        }
        let mut counted = Counted {
            sessions: 0,
            verified: 0,
            cancelled: pages.cancelled.len(),
        };
        for unit in units["units"].as_array().unwrap() {
            let serial = unit["serial"].as_str().unwrap();
            let kept: Vec<_> = pages
                .kept
                .iter()
                .filter(|((of, _), _)| of == serial)
                .collect();
            let verified = kept
                .iter()
                .filter(|(_, kept)| is_verified(kept.outcome))
                .count();
            assert_eq!(
                (&unit["sessions_today"], &unit["verified_today"]),
                (&kept.len().into(), &verified.into()),
                "what {serial} counted itself: {kept:#?}"
            );
            counted.sessions += kept.len() as u64;
            counted.verified += verified as u64;
        }
        counted
    }
}

impl Pages {
    fn number(&mut self) -> String {
        self.next_number += 1;
        self.next_number.to_string()
    }

    fn open(&self) -> usize {
        // Those who are asked for twice are counted as two that went: it only has to be about right.
        (self.next_number).saturating_sub(self.kept.len() + self.cancelled.len())
    }

    fn check_ticket(&self, ticket: &Ticket) {
        let number = &ticket.number;
        if self.cancelled.contains(number) {
            assert_eq!(ticket.state(), TicketState::Cancelled, "{ticket:?}");
            return;
        }
        assert_eq!(ticket.state(), TicketState::Done, "{ticket:?}");
        let outcome = ticket.outcome.as_ref().unwrap().kind();
        let reported = || {
            self.kept
                .values()
                .filter(|kept| kept.ticket == ticket.ticket_id)
        };
        assert!(
            reported().any(|kept| kept.outcome == outcome),
            "no reader had this outcome: {ticket:?}, {:?}",
            reported().collect::<Vec<_>>()
        );
        let attempts: BTreeSet<_> = reported().map(|kept| kept.attempt).collect();
        assert_eq!(
            attempts.len(),
            reported().count(),
            "a hand-out ended twice: {ticket:?}"
        );
    }
}

fn is_verified(outcome: OutcomeKind) -> bool {
    outcome.as_str_name().starts_with("OUTCOME_KIND_VERIFIED")
}
