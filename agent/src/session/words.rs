//! What can come into the session machine and what it wants done: one flat enum each way.

use std::fmt;

use madoguchi_proto::v1::{Assignment, Health, Holding, Outcome, SessionEnded, Text};

/// A session's name: 16 random bytes made by the reader, unique for ever.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId(pub [u8; 16]);

impl SessionId {
    /// From the wire's bytes; `None` unless there are 16.
    #[must_use]
    pub fn from_wire(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Everything that can happen to a reader.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// A stream to the controller can be written to; the first frame is due.
    LinkOpened,
    /// The controller said welcome on that stream.
    Welcomed,
    /// That stream is gone, for whatever reason.
    LinkDown,
    /// The verdict on this unit.
    Admission {
        /// The verdict for programs, as on the wire; the machine goes by `serves` alone.
        verdict: String,
        /// Whether the unit may take tickets now.
        serves: bool,
        /// The verdict for people.
        text: Text,
    },
    /// Call this patient.
    Call {
        assignment: Assignment,
        /// The number to show.
        number: String,
        /// How long the call stands from now, in milliseconds.
        expires_in_ms: u64,
    },
    /// Take that call back.
    Withdraw {
        assignment: Assignment,
        /// Why, for people.
        reason: Text,
    },
    /// Say what you have.
    ReportHolding,
    /// Everything up to and with this sequence of this stream is durable at the controller.
    Acknowledge { sequence: u64 },
    /// The controller closes the stream.
    Closing {
        /// Why, for people.
        reason: Text,
        /// Whether trying again is of use.
        retry: bool,
    },
    /// A card was placed.
    CardPlaced {
        /// The session that begins if the card is taken: 16 random bytes, never handed in before.
        session_id: SessionId,
    },
    /// The device finished the session that runs.
    SessionEnded { outcome: Outcome },
    /// The card was taken away.
    CardRemoved,
    /// The device's own state changed.
    HealthChanged(Health),
    /// The outcome of this session is durable in the spool.
    Stored { session_id: SessionId },
    /// The outcome of this session could not be written.
    StoreFailed { session_id: SessionId },
    /// The deadline that [`super::Machine::next_deadline`] gave has come; harmless at any other time.
    Tick,
}

/// Everything that the machine wants done, in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// Send the first frame of the stream, with what the reader has. The driver adds who it is.
    SendHello {
        /// What the reader has in hand.
        holding: Holding,
        /// The unit's own state.
        health: Health,
        /// How many outcomes follow right after it.
        spooled: u32,
    },
    /// Send this event now.
    SendEvent(madoguchi_proto::v1::ReaderEvent),
    /// Make this outcome durable, then say `Stored` or `StoreFailed`.
    Store(Ended),
    /// This outcome is durable at the controller: take it off the spool.
    Forget { session_id: SessionId },
    /// Tell the device.
    Device(Order),
}

/// A session that ended and whose outcome is not acknowledged yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Ended {
    pub session_id: SessionId,
    /// The hand-out that it served; `None` for a walk-up.
    pub assignment: Option<Assignment>,
    pub outcome: Outcome,
    /// When it ended, in milliseconds of the machine's clock; negative if before this process began.
    pub ended_at_ms: i64,
}

impl Ended {
    /// As it goes over the wire at `now_ms`.
    #[must_use]
    pub fn to_wire(&self, now_ms: u64) -> SessionEnded {
        let now = i64::try_from(now_ms).unwrap_or(i64::MAX);
        let age = now.saturating_sub(self.ended_at_ms);
        SessionEnded {
            session_id: self.session_id.0.to_vec(),
            assignment: self.assignment,
            outcome: Some(self.outcome.clone()),
            age_ms: u64::try_from(age).unwrap_or(0),
        }
    }
}

/// What the device is to do or show. Each order replaces what the device showed before.
#[derive(Debug, Clone, PartialEq)]
pub enum Order {
    /// Nothing to do: show that the reader is ready.
    ShowIdle,
    /// Show that this number is called here.
    ShowCall {
        assignment: Assignment,
        number: String,
    },
    /// Show that the call was taken back, and why.
    ShowWithdrawn { text: Text },
    /// Show these digits, and ask the person at the reader whether they are the same at the PC. Answered by
    /// [`crate::device::DeviceEvent::PairingAnswered`].
    ShowPairing {
        /// Six digits in two groups, for example "042 117".
        digits: String,
    },
    /// Show why the reader takes nobody.
    ShowRefusal { text: Text },
    /// Verify the person whose card lies on the reader.
    BeginSession {
        session_id: SessionId,
        /// The hand-out that it serves; `None` for a walk-up.
        assignment: Option<Assignment>,
        /// The number that was called; `None` for a walk-up.
        number: Option<String>,
    },
    /// The outcome is safe: show it, and ask for the card to be taken.
    ShowResult { outcome: Outcome },
}
