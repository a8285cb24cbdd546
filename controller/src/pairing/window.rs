//! One window: from the opening of the port to its closing. It knows whose turn it is, which commitments were used, and how many attempts
//! failed. One reader is paired at a time, and the others are told so.

use super::coordinator::Context;
use super::ends::End;
use super::limits::{MAX_KNOCKS, MAX_TOLD};
use super::unit::Wanted;
use super::{Limits, exchange};
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::link::Port;
use madoguchi_link::bounds::MAX_PAIRING_ATTEMPTS;
use madoguchi_link::pairing::{Bytes32, hash};
use madoguchi_proto::v1;
use madoguchi_proto::v1::{PairingAnswer, PairingDigits, Text};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{mpsc, watch};

/// An event of an attempt, in the order in which they happen.
#[derive(Debug)]
pub(super) enum Event {
    /// A notice for staff.
    Notice(Text),
    /// The digits to compare.
    Digits(Box<PairingDigits>),
    /// The turn of a reader ended without a unit.
    Failed,
    /// The reader is a unit now, durably.
    Paired(Paired),
}

/// A reader that became a unit.
#[derive(Debug)]
pub(super) struct Paired {
    pub serial: Serial,
    /// The unit as the act left it.
    pub unit: Option<Box<v1::Unit>>,
}

/// The state that all attempts of a window share.
#[derive(Debug)]
pub(super) struct Window {
    pub context: Arc<Context>,
    pub limits: Limits,
    pub wanted: Wanted,
    /// SHA-256 of the CA's and of the server's certificate.
    pub certificates: (Bytes32, Bytes32),
    /// The CA's certificate, DER.
    pub authority: Vec<u8>,
    /// The newest answer of staff.
    pub answers: watch::Receiver<Option<PairingAnswer>>,
    /// Becomes true when the window is over.
    pub closed: watch::Receiver<bool>,
    events: mpsc::UnboundedSender<Event>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Whether a reader has its turn now.
    taken: bool,
    over: bool,
    failed: u32,
    knocks: u32,
    /// The commitments that were used; each turn adds one.
    settled: BTreeSet<Bytes32>,
    /// The readers of which staff were told, and for what.
    told: BTreeSet<(Serial, &'static str)>,
}

impl Window {
    /// Events are few: a handful for each of [`MAX_PAIRING_ATTEMPTS`] turns, and [`MAX_TOLD`] notices, so that nothing has to bound them
    /// again.
    pub(super) fn new(
        context: Arc<Context>,
        limits: Limits,
        wanted: Wanted,
        certificates: (&[u8], &[u8]),
        answers: watch::Receiver<Option<PairingAnswer>>,
        closed: watch::Receiver<bool>,
    ) -> (Arc<Self>, mpsc::UnboundedReceiver<Event>) {
        let (events, told) = mpsc::unbounded_channel();
        let (authority, server) = certificates;
        let window = Self {
            context,
            limits,
            wanted,
            certificates: (hash(authority), hash(server)),
            authority: authority.to_vec(),
            answers,
            closed,
            events,
            state: Mutex::default(),
        };
        (Arc::new(window), told)
    }

    /// Counts a new stream; `false` if there were too many, which ends the window: at once, or after the turn of the reader that has it
    /// now. So a reader that connects without end takes nobody's turn away.
    pub(super) fn knock(&self) -> bool {
        let mut state = self.state();
        state.knocks = state.knocks.saturating_add(1);
        let too_many = state.knocks > MAX_KNOCKS && !state.over;
        state.over |= too_many;
        let (open, idle) = (!state.over, !state.taken);
        drop(state);
        if too_many && idle {
            // Without an event nobody would look before the time is over.
            self.tell(Event::Failed);
        }
        open
    }

    /// Gives a reader its turn, if no reader has it now.
    pub(super) fn take(self: &Arc<Self>, hello: &exchange::Hello) -> Result<Turn, End> {
        if (self.wanted.serial.as_ref()).is_some_and(|wanted| *wanted != hello.serial) {
            return Err(End::NotWanted);
        }
        let mut state = self.state();
        if state.over {
            return Err(End::Closed);
        }
        if state.taken {
            return Err(End::Busy);
        }
        if !state.settled.insert(hello.commitment) {
            state.failed += 1;
            drop(state);
            self.tell(Event::Failed);
            return Err(End::Replay);
        }
        state.taken = true;
        Ok(Turn {
            window: Arc::clone(self),
            counts: false,
        })
    }

    /// Tells staff why a reader was not paired: once for each cause, and at most [`MAX_TOLD`] times.
    pub(super) fn note(&self, serial: &Serial, port: Option<&Port>, end: &End, turn: bool) {
        let Some(text) = end.notice(serial, port) else {
            return;
        };
        let kind = match end {
            End::Busy => "busy",
            End::NotWanted => "not-wanted",
            _ => "refused",
        };
        let mut state = self.state();
        let new = state.told.len() < MAX_TOLD && state.told.insert((serial.clone(), kind));
        drop(state);
        // A turn is always told of: their number is bounded.
        if turn || new {
            self.tell(Event::Notice(text));
        }
    }

    /// The reason why the window has to close, if there is one.
    pub(super) fn spent(&self) -> Option<&'static str> {
        let state = self.state();
        if state.failed >= MAX_PAIRING_ATTEMPTS {
            return Some("pairing-too-many-failures");
        }
        (state.over && !state.taken).then_some("pairing-too-many-knocks")
    }

    pub(super) fn tell(&self, event: Event) {
        // Nobody reads the events of a window that is over.
        drop(self.events.send(event));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A reader's turn; dropping it ends the turn.
#[derive(Debug)]
pub(super) struct Turn {
    window: Arc<Window>,
    counts: bool,
}

impl Turn {
    /// Counts this attempt from the challenge on: unless it ends in a unit, it failed.
    pub(super) fn counts(&mut self) {
        self.counts = true;
    }

    /// Ends the turn, and with it the window, because the reader is a unit now.
    pub(super) fn done(mut self, paired: Paired) {
        self.counts = false;
        self.window.state().over = true;
        self.window.tell(Event::Paired(paired));
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut state = self.window.state();
        state.taken = false;
        state.failed += u32::from(self.counts);
        state.over |= state.failed >= MAX_PAIRING_ATTEMPTS;
        drop(state);
        if self.counts {
            self.window.tell(Event::Failed);
        }
    }
}
