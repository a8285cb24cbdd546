//! The reader's side of a session: a pure machine. It reads no clock, draws no random bytes and does no
//! I/O; [`Machine::handle`] takes what happened and when, and returns what is to be done.
//!
//! ```text
//!                    Call                    card placed
//!          ┌──────┐ ─────────► ┌─────────┐ ───────────────┐
//!     ┌───►│ free │            │ free,   │                ▼
//!     │    │      │ ◄───────── │ called  │          ┌───────────┐ session ended ┌────────┐
//!     │    └──────┘  expiry,   └─────────┘          │ verifying │ ────────────► │ saving │
//!     │        │     Withdraw      ▲                └───────────┘    (Store)    └────────┘
//!     │        └───────────────────┼──────────────────────▲                         │ Stored, or
//!     │          card placed: walk-up                     │                         │ acknowledged
//!     │ card removed               │ card removed         │ card placed             ▼
//!     │                    ┌───────┴───────┐ Call   ┌───────────┐
//!     └─────────────────── │ done, called  │ ◄───── │   done    │  (ShowResult: never before)
//!                          └───────────────┘        └───────────┘
//! ```
//! The link is no state of a session: it comes and goes in each of them. While a stream is open, events are sent with sequences from 1
//! without gaps, and none waits for the acknowledgement of another; the spool's room bounds the outcomes that may be unacknowledged. On
//! each new stream the machine reports what it is doing (`SendHello`) and sends every unacknowledged outcome again, oldest first. A call
//! stands until it expires here, even without a link, so that a restarted controller finds it.
//!
//! Order of use: [`Machine::new`] with the outcomes in the spool, [`Machine::start`] once, then [`Machine::handle`] for every event, and
//! `Tick` at [`Machine::next_deadline`].

mod call;
mod card;
mod health;
mod identity;
mod restart;
mod screen;
mod stream;
mod words;

use std::collections::VecDeque;

use madoguchi_proto::v1::{Assignment, Health, Holding, Outcome, RunningSession, Text};

pub use self::words::{Ended, Input, Order, Output, SessionId};
use self::{restart::Restart, screen::Screen, stream::Stream};

/// The state of one reader: its session, call, card and stream.
#[derive(Debug)]
pub struct Machine {
    /// The most unacknowledged outcomes that the spool keeps; with so many the reader takes no card.
    capacity: usize,
    phase: Phase,
    call: Option<StandingCall>,
    card_present: bool,
    /// The hand-out whose session ended last: a call for it is late, not new.
    last_served: Option<Assignment>,
    /// Ended sessions that are not acknowledged, oldest first.
    unacknowledged: VecDeque<Ended>,
    stream: Option<Stream>,
    device_health: Health,
    store_failed: bool,
    /// The last verdict, kept while the link is down; `None` before the first.
    admission: Option<(bool, Text)>,
    /// The reason why the controller refuses this unit; kept until it decides otherwise.
    closed: Option<Text>,
    notice: Option<Notice>,
    restart: Restart,
    /// The time at which the reader was started last.
    started_at_ms: u64,
    shown: Screen,
}

#[derive(Debug)]
enum Phase {
    Free,
    Verifying(Running),
    Saving(Saving),
    Done { outcome: Outcome },
}

#[derive(Debug, Clone)]
struct Running {
    session_id: SessionId,
    assignment: Option<Assignment>,
    number: Option<String>,
    placed_at_ms: u64,
}

/// An ended session whose outcome is not durable anywhere yet.
#[derive(Debug)]
struct Saving {
    running: Running,
    ended: Ended,
    /// The time of the next try after a failed write.
    retry_at_ms: Option<u64>,
    /// Whether the outcome was sent to the controller meanwhile, whose store is as good.
    handed_over: bool,
}

#[derive(Debug)]
struct StandingCall {
    assignment: Assignment,
    number: String,
    expires_at_ms: u64,
}

#[derive(Debug)]
struct Notice {
    what: NoticeKind,
    until_ms: u64,
}

#[derive(Debug)]
enum NoticeKind {
    Withdrawn(Text),
    Result(Outcome),
    /// Which reader this is, for staff who stand before it.
    Identity {
        counter: String,
    },
}

impl Machine {
    /// A reader that was just switched on, with the outcomes in its spool, oldest first. `capacity` is the most unacknowledged outcomes, at
    /// least 1.
    #[must_use]
    pub fn new(spooled: Vec<Ended>, capacity: usize) -> Self {
        Self {
            capacity: capacity.max(1),
            phase: Phase::Free,
            call: None,
            card_present: false,
            last_served: None,
            unacknowledged: spooled.into(),
            stream: None,
            device_health: health::healthy(),
            store_failed: false,
            admission: None,
            closed: None,
            notice: None,
            restart: Restart::None,
            started_at_ms: 0,
            shown: Screen::Nothing,
        }
    }

    /// The outputs at the start: what the device has to show.
    #[must_use]
    pub fn start(&mut self) -> Vec<Output> {
        let mut out = Vec::new();
        self.show(&mut out);
        out
    }

    /// Takes an event at `now_ms` (milliseconds of a clock that never goes back) and returns what has to be done, in order.
    #[must_use]
    pub fn handle(&mut self, now_ms: u64, input: Input) -> Vec<Output> {
        let mut out = Vec::new();
        self.expire(now_ms, &mut out);
        self.apply(now_ms, input, &mut out);
        self.tell_health(&mut out);
        self.show(&mut out);
        self.tell_restart(&mut out);
        out
    }

    fn apply(&mut self, now_ms: u64, input: Input, out: &mut Vec<Output>) {
        match input {
            Input::LinkOpened => self.link_opened(now_ms, out),
            Input::Welcomed => self.closed = None,
            Input::LinkDown => self.stream = None,
            Input::Admission { serves, text, .. } => self.admission = Some((serves, text)),
            Input::Call {
                assignment,
                number,
                expires_in_ms,
            } => self.called(now_ms, assignment, number, expires_in_ms),
            Input::Withdraw { assignment, reason } => self.withdrawn(now_ms, assignment, reason),
            Input::Identify { counter, show_ms } => self.identify(now_ms, counter, show_ms),
            Input::Restart => self.restart(),
            Input::Restarted => self.restarted(now_ms, out),
            Input::ReportHolding => self.report_holding(now_ms, out),
            Input::Acknowledge { sequence } => self.acknowledged(now_ms, sequence, out),
            Input::Closing { reason, retry } => self.closed = (!retry).then_some(reason),
            Input::CardPlaced { session_id } => self.card_placed(now_ms, session_id, out),
            Input::SessionEnded { outcome } => self.session_ended(now_ms, outcome, out),
            Input::CardRemoved => self.card_removed(out),
            Input::HealthChanged(health) => self.device_health = health,
            Input::Stored { session_id } => self.stored(now_ms, session_id, out),
            Input::StoreFailed { session_id } => self.store_failed(now_ms, session_id, out),
            Input::Tick => {}
        }
    }

    /// The time at which [`Input::Tick`] is due, in milliseconds of the machine's clock.
    #[must_use]
    pub fn next_deadline(&self) -> Option<u64> {
        let retry = match &self.phase {
            Phase::Saving(saving) => saving.retry_at_ms,
            _ => None,
        };
        let call = self.call.as_ref().map(|call| call.expires_at_ms);
        let notice = self.notice.as_ref().map(|notice| notice.until_ms);
        [retry, call, notice].into_iter().flatten().min()
    }

    /// What the reader is doing.
    #[must_use]
    pub fn holding(&self, now_ms: u64) -> Holding {
        let running = match &self.phase {
            Phase::Verifying(running) => Some(running),
            Phase::Saving(saving) => Some(&saving.running),
            Phase::Free | Phase::Done { .. } => None,
        };
        Holding {
            call: self.call.as_ref().map(|call| call.assignment),
            session: running.map(|running| RunningSession {
                session_id: running.session_id.0.to_vec(),
                assignment: running.assignment,
                elapsed_ms: now_ms.saturating_sub(running.placed_at_ms),
            }),
            card_present: self.card_present,
        }
    }

    /// The number of unacknowledged outcomes.
    #[must_use]
    pub fn unacknowledged(&self) -> usize {
        self.unacknowledged.len()
    }

    /// Whether the spool is full, so that no card is taken until the controller acknowledges.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.unacknowledged.len() >= self.capacity
    }

    fn expire(&mut self, now_ms: u64, out: &mut Vec<Output>) {
        if self
            .call
            .as_ref()
            .is_some_and(|call| call.expires_at_ms <= now_ms)
        {
            self.call = None;
        }
        if self
            .notice
            .as_ref()
            .is_some_and(|notice| notice.until_ms <= now_ms)
        {
            self.notice = None;
        }
        if let Phase::Saving(saving) = &mut self.phase
            && saving.retry_at_ms.is_some_and(|at| at <= now_ms)
        {
            saving.retry_at_ms = None;
            out.push(Output::Store(saving.ended.clone()));
        }
    }
}
