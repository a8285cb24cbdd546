//! A ticket: one queued patient, and its story.
//!
//! ```text
//!            add                  first for a free unit             card placed
//!   (none) ──────► Waiting ─────────────────────────► Called ─────────────────► Verifying
//!                  ▲  │ ▲ ▲ ▲                        │  │ │                     │   │
//!            unpark│  │ │ │ └── unit lost, withdrawn ─┘  │ └─ deadline ─► Missed  │   │
//!                  │  │ │ └──── recall ─────────────────────────────────────┘    │   │
//!                  │  │ └────── unit failed, backstop, unit lost for good ───────┘   │
//!                Parked ◄── park ── (Waiting, Called)                                ▼
//!                     └── cancel (Waiting, Parked, Called, Missed) ──► Cancelled    Done
//!                                                                                   ▲
//!      done by other means (Waiting, Parked, Called, Missed, at a silent reader) ───┘
//! ```
//! The table in `RULES.md` ("A ticket's life") with L21 to L29 is complete; `life.rs` is its code.

use crate::ids::{Assignment, Number, Serial, SessionId, TicketId};
use crate::outcome::Outcome;
pub use crate::story::{Actor, Chapter, What, Why};
use crate::time::{FleetTime, SinceMidnight};
use crate::wish::Signature;
use std::sync::Arc;

/// The most lines of a ticket's story: a record has to stay far below 64 KiB (RULES, "The store").
pub const MAX_CHAPTERS: usize = 128;

/// The most hand-outs of one ticket, for the same reason: at a reader with a bad cable a ticket could be called for ever. Such a ticket is
/// parked, and staff look at it.
pub const MAX_ATTEMPTS: usize = 200;

/// A ticket's class in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Class {
    /// No head start.
    #[default]
    Normal,
    /// It has a head start of some minutes.
    Priority,
    /// It comes before all others.
    Urgent,
}

/// The way in which staff served a patient without a reader (RULES L18).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Means {
    /// A paper certificate (資格確認書).
    Paper,
    /// Staff looked at card and face (目視).
    Seen,
    /// A mobile device in the reader's place.
    Mobile,
    Other,
}

/// A position in the queue's total order; smaller is earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank {
    /// `false` sorts first, so urgent tickets come before all others.
    not_urgent: bool,
    /// The time of arrival less the head start of the class.
    at: FleetTime,
    sequence: TicketId,
}

impl Rank {
    /// The rank of a ticket of this class that arrived at `at`.
    #[must_use]
    pub const fn new(class: Class, at: FleetTime, sequence: TicketId) -> Self {
        Self {
            not_urgent: !matches!(class, Class::Urgent),
            at,
            sequence,
        }
    }

    /// The time of arrival less the head start.
    #[must_use]
    pub const fn at(self) -> FleetTime {
        self.at
    }

    /// The same rank after fleet time was set.
    #[must_use]
    pub const fn plus(self, ms: i64) -> Self {
        Self {
            at: self.at.plus(ms),
            ..self
        }
    }
}

/// The state of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// In the queue.
    Waiting,
    /// Out of the queue for a while.
    Parked,
    /// Asked to come to a unit.
    Called {
        unit: Serial,
        /// The time after which it counts as missed.
        deadline: FleetTime,
    },
    /// Its patient is at the reader.
    Verifying {
        unit: Serial,
        /// The backstop: longer than the reader's own time limit.
        deadline: FleetTime,
        /// Set while the unit is lost: the time after which the ticket returns to the queue.
        grace: Option<FleetTime>,
    },
    /// Did not come when called.
    Missed,
    /// Closed: a session ended, or staff did it by other means.
    Done,
    /// Closed by staff.
    Cancelled,
    /// Closed with the day.
    Ended,
}

impl State {
    /// The times at which it ends without an event.
    fn times_mut(&mut self) -> impl Iterator<Item = &mut FleetTime> {
        let (deadline, grace) = match self {
            Self::Called { deadline, .. } => (Some(deadline), None),
            Self::Verifying {
                deadline, grace, ..
            } => (Some(deadline), grace.as_mut()),
            _ => (None, None),
        };
        deadline.into_iter().chain(grace)
    }
}

/// One hand-out of a ticket to a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    pub unit: Serial,
    pub called_at: FleetTime,
    pub placed_at: Option<FleetTime>,
    pub session: Option<SessionId>,
    /// The outcome; `None` while it is open, and always if the patient did not come.
    pub outcome: Option<Outcome>,
}

/// A late outcome that is used only if the running attempt does not verify.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateOutcome {
    pub attempt: u32,
    pub outcome: Outcome,
}

/// The state before the newest call, cancel, park, move or closing by other means, or before a day's end by command. An undo restores it, unless something else
/// has changed the ticket since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    pub at: FleetTime,
    pub what: What,
    pub state: State,
    /// Its needs and preferences.
    pub signature: Arc<Signature>,
    /// The day's end by command that closed it; 0 for any other act.
    pub day_end: u64,
}

impl Before {
    /// The present state of a ticket.
    pub(crate) fn of(ticket: &Ticket, at: FleetTime, what: What) -> Self {
        Self {
            at,
            what,
            state: ticket.state.clone(),
            signature: Arc::clone(&ticket.signature),
            day_end: 0,
        }
    }
}

/// One queued patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Never used again.
    pub id: TicketId,
    pub number: Number,
    pub class: Class,
    pub added_at: FleetTime,
    /// When its patient arrived, as another system wrote it (RULES Q14).
    pub arrived_elsewhere: Option<SinceMidnight>,
    pub rank: Rank,
    /// Its needs and preferences.
    pub signature: Arc<Signature>,
    /// The time at which its preferences give way.
    pub prefers_until: FleetTime,
    pub state: State,
    /// The sum of all changes of fleet time when its times were written; a closed ticket keeps that value.
    pub shifted_ms: i64,
    /// Its hand-outs so far; the first is attempt 1.
    pub attempts: Vec<Attempt>,
    /// How often it was missed.
    pub misses: u32,
    /// Whether the last call was an act of staff, which may pass others.
    pub called_by_staff: bool,
    /// A late outcome that waits for the running attempt.
    pub late: Option<LateOutcome>,
    /// The state before the newest act that can be undone, unless something else has changed it since.
    pub before: Option<Before>,
    /// The outcome that closed it.
    pub outcome: Option<Outcome>,
    /// The way in which it was done without a reader, where that closed it.
    pub means: Option<Means>,
    pub closed_at: Option<FleetTime>,
    pub story: Vec<Chapter>,
    /// How many lines of the story were left out, after the first one, because it was full.
    pub left_out: u32,
}

impl Ticket {
    /// Whether it is open, that is, still to be served.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self.state, State::Done | State::Cancelled | State::Ended)
    }

    /// How long its patient has waited by `now`: until the newest call, if it stands or closed the ticket.
    #[must_use]
    pub fn waited_ms(&self, now: FleetTime) -> i64 {
        let called = self.attempts.last().map(|attempt| attempt.called_at);
        let until = match self.state {
            State::Waiting | State::Parked | State::Missed => None,
            State::Called { .. } | State::Verifying { .. } => called,
            State::Done | State::Cancelled | State::Ended => called.or(self.closed_at),
        };
        until.unwrap_or(now).since(self.added_at).max(0)
    }

    /// The unit to which it is called or at which it is verifying.
    #[must_use]
    pub const fn unit(&self) -> Option<&Serial> {
        match &self.state {
            State::Called { unit, .. } | State::Verifying { unit, .. } => Some(unit),
            _ => None,
        }
    }

    /// Whether it was called as often as allowed.
    #[must_use]
    pub const fn is_worn_out(&self) -> bool {
        self.attempts.len() >= MAX_ATTEMPTS
    }

    /// The number of the newest attempt, from 1; 0 before the first.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        u32::try_from(self.attempts.len()).unwrap_or(u32::MAX)
    }

    /// The newest hand-out; attempt 0 if there was none.
    #[must_use]
    pub fn assignment(&self) -> Assignment {
        Assignment {
            ticket: self.id,
            attempt: self.attempt(),
        }
    }

    /// The attempt of a hand-out of this ticket.
    #[must_use]
    pub fn attempt_of(&self, assignment: Assignment) -> Option<&Attempt> {
        let index = usize::try_from(assignment.attempt).ok()?.checked_sub(1)?;
        self.attempts.get(index)
    }

    /// An attempt by its number.
    #[must_use]
    pub fn attempt_mut(&mut self, attempt: u32) -> Option<&mut Attempt> {
        let index = usize::try_from(attempt).ok()?.checked_sub(1)?;
        self.attempts.get_mut(index)
    }

    /// Its needs, and its preferences as long as they have not given way at `now`.
    #[must_use]
    pub fn wishes_at(&self, now: FleetTime) -> Arc<Signature> {
        if self.signature.prefers().is_empty() || now < self.prefers_until {
            Arc::clone(&self.signature)
        } else {
            Arc::new(self.signature.given_way())
        }
    }

    /// The time at which its state ends without an event.
    #[must_use]
    pub fn deadline(&self) -> Option<FleetTime> {
        match &self.state {
            State::Called { deadline, .. } => Some(*deadline),
            State::Verifying {
                deadline, grace, ..
            } => Some(grace.map_or(*deadline, |g| g.min(*deadline))),
            _ => None,
        }
    }

    /// Changes its state. A ticket that was called as often as allowed is parked instead of returning to the queue; returns whether that
    /// happened.
    pub(crate) fn enter(&mut self, state: State, now: FleetTime) -> bool {
        let worn_out = state == State::Waiting && self.is_worn_out();
        self.state = if worn_out { State::Parked } else { state };
        self.before = None;
        if !self.is_open() {
            self.closed_at = Some(now);
            self.late = None;
        }
        worn_out
    }

    /// Removes how it was closed; its attempts keep their outcomes. Its times follow the changes of fleet time since.
    pub(crate) fn open_again(&mut self, shifted_ms: i64) {
        if self.closed_at.take().is_some() {
            self.late = None;
            self.means = None;
            self.outcome = None;
            self.move_to(shifted_ms);
        }
    }

    /// Moves all times with the changes of fleet time; `shifted_ms` is the sum of all changes so far.
    pub(crate) fn move_to(&mut self, shifted_ms: i64) {
        let by = shifted_ms.saturating_sub(self.shifted_ms);
        if by == 0 {
            return;
        }
        self.shifted_ms = shifted_ms;
        self.rank = self.rank.plus(by);
        let attempts = self.attempts.iter_mut().flat_map(|attempt| {
            std::iter::once(&mut attempt.called_at).chain(&mut attempt.placed_at)
        });
        let before = self.before.iter_mut();
        let before = before
            .flat_map(|before| std::iter::once(&mut before.at).chain(before.state.times_mut()));
        let story = self.story.iter_mut().map(|chapter| &mut chapter.at);
        let times = [&mut self.added_at, &mut self.prefers_until]
            .into_iter()
            .chain(self.state.times_mut())
            .chain(attempts)
            .chain(before)
            .chain(story);
        for at in times {
            *at = at.plus(by);
        }
    }

    /// Writes a line of the story. If it is full, the second line is left out and counted, so that the beginning stays.
    pub fn tell(&mut self, chapter: Chapter) {
        if self.story.len() >= MAX_CHAPTERS {
            self.story.remove(1);
            self.left_out = self.left_out.saturating_add(1);
        }
        self.story.push(chapter);
    }
}
