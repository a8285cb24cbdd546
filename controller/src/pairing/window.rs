//! One window: from the opening of the port to its closing. It knows whose turn it is, what was settled before, and how often it
//! failed; one reader is paired at a time, and the others are told so.

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

/// What an attempt tells the window, in the order in which it happens.
#[derive(Debug)]
pub(super) enum Event {
    /// Staff should know.
    Notice(Text),
    /// Compare.
    Digits(Box<PairingDigits>),
    /// The turn of a reader ended without a unit.
    Failed,
    /// It is a unit now, durably.
    Paired(Paired),
}

/// A reader that became a unit.
#[derive(Debug)]
pub(super) struct Paired {
    pub serial: Serial,
    /// The unit as the act left it.
    pub unit: Option<Box<v1::Unit>>,
}

/// What all attempts of a window share.
#[derive(Debug)]
pub(super) struct Window {
    pub context: Arc<Context>,
    pub limits: Limits,
    pub wanted: Wanted,
    /// SHA-256 of the CA's and of the server's certificate, once for all.
    pub certificates: (Bytes32, Bytes32),
    /// The CA, DER.
    pub authority: Vec<u8>,
    /// The newest word of staff.
    pub answers: watch::Receiver<Option<PairingAnswer>>,
    /// Raised when it is over.
    pub closed: watch::Receiver<bool>,
    events: mpsc::UnboundedSender<Event>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Whose turn it is.
    taken: bool,
    over: bool,
    failed: u32,
    knocks: u32,
    /// What was settled; as long as turns can be.
    settled: BTreeSet<Bytes32>,
    /// Of whom staff were told.
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

    /// A stream begins; `false` where there were too many, which ends the window: at once, or when the reader whose turn it is has
    /// had it. Whoever knocks without end takes nobody's turn away.
    pub(super) fn knock(&self) -> bool {
        let mut state = self.state();
        state.knocks = state.knocks.saturating_add(1);
        let too_many = state.knocks > MAX_KNOCKS && !state.over;
        state.over |= too_many;
        let (open, idle) = (!state.over, !state.taken);
        drop(state);
        if too_many && idle {
            // Else nobody would look until the time is over.
            self.tell(Event::Failed);
        }
        open
    }

    /// Gives a reader its turn, if nobody has it.
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

    /// Tells staff why a reader was not paired: of the same thing once, and of only so many.
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
        // A turn is told always: there are only so many.
        if turn || new {
            self.tell(Event::Notice(text));
        }
    }

    /// Whether it has to close, and why.
    pub(super) fn spent(&self) -> Option<&'static str> {
        let state = self.state();
        if state.failed >= MAX_PAIRING_ATTEMPTS {
            return Some("pairing-too-many-failures");
        }
        (state.over && !state.taken).then_some("pairing-too-many-knocks")
    }

    pub(super) fn tell(&self, event: Event) {
        // A window that is over listens to nobody.
        drop(self.events.send(event));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A reader's turn; dropping it gives it back.
#[derive(Debug)]
pub(super) struct Turn {
    window: Arc<Window>,
    counts: bool,
}

impl Turn {
    /// The challenge goes out: unless it ends in a unit, this attempt failed.
    pub(super) fn counts(&mut self) {
        self.counts = true;
    }

    /// It ended in a unit, and with it the window.
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
