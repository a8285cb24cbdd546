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
//! ```
//! The table in `RULES.md` ("A ticket's life") is the whole of it; `life.rs` is its code.

use crate::ids::{Assignment, Number, Serial, SessionId, TicketId};
use crate::outcome::Outcome;
pub use crate::story::{Actor, Chapter, What, Why};
use crate::time::FleetTime;
use crate::wish::Signature;
use std::sync::Arc;

/// Most chapters that a ticket's story keeps: a record has to stay far below 64 KiB (RULES, "The store").
pub const MAX_CHAPTERS: usize = 128;

/// Most hand-outs of one ticket, for the same reason: a reader with a bad cable could be called for ever. Such a
/// ticket is parked, and staff look at it.
pub const MAX_ATTEMPTS: usize = 200;

/// A ticket's class in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Class {
    /// No head start.
    #[default]
    Normal,
    /// A head start of some minutes.
    Priority,
    /// Before all others.
    Urgent,
}

/// A place in the queue's one total order: smaller is earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank {
    /// False sorts first: urgent tickets are before all others.
    not_urgent: bool,
    /// Arrival less the head start of the class.
    at: FleetTime,
    sequence: TicketId,
}

impl Rank {
    /// The rank of a ticket of this class that counts as arrived at `at`.
    #[must_use]
    pub const fn new(class: Class, at: FleetTime, sequence: TicketId) -> Self {
        Self {
            not_urgent: !matches!(class, Class::Urgent),
            at,
            sequence,
        }
    }

    /// Arrival less the head start.
    #[must_use]
    pub const fn at(self) -> FleetTime {
        self.at
    }

    /// The same place after fleet time was set.
    #[must_use]
    pub const fn plus(self, ms: i64) -> Self {
        Self {
            at: self.at.plus(ms),
            ..self
        }
    }
}

/// Where a ticket is in its life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// In the queue.
    Waiting,
    /// Out of the queue for a while.
    Parked,
    /// Asked to come to a unit.
    Called {
        unit: Serial,
        /// Then it counts as missed.
        deadline: FleetTime,
    },
    /// At the reader.
    Verifying {
        unit: Serial,
        /// The backstop, longer than the reader's own limit.
        deadline: FleetTime,
        /// Set while the unit is lost: then the ticket goes back to the queue.
        grace: Option<FleetTime>,
    },
    /// Did not come when called.
    Missed,
    /// Closed: a session ended.
    Done,
    /// Closed: by staff.
    Cancelled,
    /// Closed: with the day.
    Ended,
}

impl State {
    /// The times at which it ends by itself.
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
    /// When it was called.
    pub called_at: FleetTime,
    /// When the card was placed.
    pub placed_at: Option<FleetTime>,
    /// The reader's session.
    pub session: Option<SessionId>,
    /// How it ended; `None` while it is open, and for ever if the patient did not come.
    pub outcome: Option<Outcome>,
}

/// An outcome of an older attempt, used only if the one that runs does not verify.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub attempt: u32,
    pub outcome: Outcome,
}

/// What a ticket was before an act of staff: an undo gives it back, as long as nothing else has changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// When the act was.
    pub at: FleetTime,
    /// Which act.
    pub what: What,
    pub state: State,
    /// What it needed and preferred.
    pub signature: Arc<Signature>,
}

impl Before {
    /// What a ticket is now.
    pub(crate) fn of(ticket: &Ticket, at: FleetTime, what: What) -> Self {
        Self {
            at,
            what,
            state: ticket.state.clone(),
            signature: Arc::clone(&ticket.signature),
        }
    }
}

/// One queued patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Unique for ever.
    pub id: TicketId,
    /// The label.
    pub number: Number,
    pub class: Class,
    /// When it was added.
    pub added_at: FleetTime,
    /// Its place in the queue.
    pub rank: Rank,
    /// What it needs and prefers.
    pub signature: Arc<Signature>,
    /// When its preferences give way.
    pub prefers_until: FleetTime,
    /// Where it is in its life.
    pub state: State,
    /// The sum of all settings of fleet time at which its times were written: a closed one keeps its own.
    pub shifted_ms: i64,
    /// Hand-outs so far: the first is attempt 1.
    pub attempts: Vec<Attempt>,
    /// How often it was missed.
    pub misses: u32,
    /// Whether the last call was an act of staff, which may pass others.
    pub called_by_staff: bool,
    /// An outcome of an older attempt.
    pub held: Option<Held>,
    /// What it was before the newest act of staff, while nothing else has changed it.
    pub before: Option<Before>,
    /// The outcome that closed it.
    pub outcome: Option<Outcome>,
    /// When it was closed.
    pub closed_at: Option<FleetTime>,
    /// Its story, oldest first.
    pub story: Vec<Chapter>,
}

impl Ticket {
    /// Whether it is still to be served.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self.state, State::Done | State::Cancelled | State::Ended)
    }

    /// The unit that it is called to or at.
    #[must_use]
    pub const fn unit(&self) -> Option<&Serial> {
        match &self.state {
            State::Called { unit, .. } | State::Verifying { unit, .. } => Some(unit),
            _ => None,
        }
    }

    /// Whether it was called as often as any ticket may be.
    #[must_use]
    pub const fn is_worn_out(&self) -> bool {
        self.attempts.len() >= MAX_ATTEMPTS
    }

    /// The newest attempt, from 1; 0 before the first.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        u32::try_from(self.attempts.len()).unwrap_or(u32::MAX)
    }

    /// The newest hand-out, if there was one.
    #[must_use]
    pub fn assignment(&self) -> Assignment {
        Assignment {
            ticket: self.id,
            attempt: self.attempt(),
        }
    }

    /// A hand-out of it.
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

    /// What it asks of a unit at `now`: its preferences give way with time.
    #[must_use]
    pub fn wishes_at(&self, now: FleetTime) -> Arc<Signature> {
        if self.signature.prefers().is_empty() || now < self.prefers_until {
            Arc::clone(&self.signature)
        } else {
            Arc::new(self.signature.given_way())
        }
    }

    /// When its state ends by itself.
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

    /// Changes its state. Not called for ever: one that is worn out steps aside instead of going back to the queue. Whether it did.
    pub(crate) fn enter(&mut self, state: State, now: FleetTime) -> bool {
        let worn_out = state == State::Waiting && self.is_worn_out();
        self.state = if worn_out { State::Parked } else { state };
        self.before = None;
        if !self.is_open() {
            self.closed_at = Some(now);
            self.held = None;
        }
        worn_out
    }

    /// Forgets how it was closed: its attempts keep their outcomes. Its times come to where fleet time has been set since.
    pub(crate) fn open_again(&mut self, shifted_ms: i64) {
        if self.closed_at.take().is_some() {
            self.outcome = None;
            self.move_to(shifted_ms);
        }
    }

    /// Brings all times to where fleet time has been set: `shifted_ms` is the sum of all settings so far.
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

    /// Writes a line of the story. When it is full the second line goes: how it began stays.
    pub fn tell(&mut self, chapter: Chapter) {
        if self.story.len() >= MAX_CHAPTERS {
            self.story.remove(1);
        }
        self.story.push(chapter);
    }
}
