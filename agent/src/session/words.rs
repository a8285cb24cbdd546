//! The inputs and outputs of the session machine: one flat enum each.

use std::fmt;

use madoguchi_plain::hex::Hex;
use madoguchi_proto::v1::{Assignment, Health, Holding, Outcome, SessionEnded, Text};

/// A session's id: 16 random bytes made by the reader, unique for ever.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId(pub [u8; 16]);

impl SessionId {
    /// The id in the wire's bytes; `None` unless there are 16.
    #[must_use]
    pub fn from_wire(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Hex(&self.0), f)
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The events that can reach a reader.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// A stream to the controller is open; the first frame is due.
    LinkOpened,
    /// The controller welcomed this stream.
    Welcomed,
    /// The stream has ended.
    LinkDown,
    /// The verdict on this unit.
    Admission {
        /// The verdict in its wire form; the machine uses only `serves`.
        verdict: String,
        /// Whether the unit may take tickets now.
        serves: bool,
        text: Text,
    },
    /// Call this patient.
    Call {
        assignment: Assignment,
        number: String,
        /// The time for which the call stands from now, in milliseconds.
        expires_in_ms: u64,
    },
    /// Take that call back.
    Withdraw {
        assignment: Assignment,
        reason: Text,
    },
    /// Report what you are doing.
    ReportHolding,
    /// Show which reader this is.
    Identify {
        /// The name of its counter.
        counter: String,
        /// For how long, in milliseconds.
        show_ms: u64,
    },
    /// Restart, unless a patient is called or at the reader.
    Restart,
    /// The device has restarted and passed its own tests.
    Restarted,
    /// All events of this stream up to this sequence are durable at the controller.
    Acknowledge { sequence: u64 },
    /// The controller closes the stream.
    Closing {
        reason: Text,
        /// Whether the reader should try again.
        retry: bool,
    },
    /// A card was placed.
    CardPlaced {
        /// The id for a session that begins with this card: 16 new random bytes.
        session_id: SessionId,
    },
    /// The device ended the running session.
    SessionEnded { outcome: Outcome },
    /// The card was taken away.
    CardRemoved,
    /// The device's own state changed.
    HealthChanged(Health),
    /// The outcome of this session is durable in the spool.
    Stored { session_id: SessionId },
    /// The outcome of this session could not be written.
    StoreFailed { session_id: SessionId },
    /// The deadline of [`super::Machine::next_deadline`] has come; harmless at any other time.
    Tick,
}

/// The actions that the machine requests, in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// Send the first frame of the stream. The driver adds the unit's identity.
    SendHello {
        /// What the reader is doing.
        holding: Holding,
        health: Health,
        /// The number of outcomes that follow at once.
        spooled: u32,
        /// Whether the reader restarts just now.
        restarting: bool,
        /// The time since it was started last, in milliseconds.
        running_ms: u64,
    },
    /// Send this event.
    SendEvent(madoguchi_proto::v1::ReaderEvent),
    /// Make this outcome durable, then report `Stored` or `StoreFailed`.
    Store(Ended),
    /// Remove this outcome from the spool: it is durable at the controller.
    Forget { session_id: SessionId },
    /// Give this order to the device.
    Device(Order),
    /// Let the device restart, then report `Restarted`.
    Restart,
}

/// An ended session whose outcome is not acknowledged yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Ended {
    pub session_id: SessionId,
    /// The hand-out that it served; `None` for a walk-up.
    pub assignment: Option<Assignment>,
    pub outcome: Outcome,
    /// The time of its end in milliseconds of the machine's clock; negative if that was before this process began.
    pub ended_at_ms: i64,
}

impl Ended {
    /// The wire form at `now_ms`.
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

/// An order to the device. It replaces what the device showed before.
#[derive(Debug, Clone, PartialEq)]
pub enum Order {
    /// Show that the reader is ready.
    ShowIdle,
    /// Show that this number is called here.
    ShowCall {
        assignment: Assignment,
        number: String,
    },
    /// Show that the call was taken back, and why.
    ShowWithdrawn { text: Text },
    /// Show which reader this is, in large letters: the name of its counter, and its serial number.
    ShowIdentity { counter: String },
    /// Show these digits and ask the person at the reader whether the PC shows the same ones. Answered by
    /// [`crate::device::DeviceEvent::PairingAnswered`].
    ShowPairing {
        /// Six digits in two groups, for example "042 117".
        digits: String,
    },
    /// Show why the reader serves nobody.
    ShowRefusal { text: Text },
    /// Verify the patient whose card lies on the reader.
    BeginSession {
        session_id: SessionId,
        /// The hand-out that it serves; `None` for a walk-up.
        assignment: Option<Assignment>,
        /// The called number; `None` for a walk-up.
        number: Option<String>,
    },
    /// Show the outcome, which is durable now, and ask the patient to take the card.
    ShowResult { outcome: Outcome },
}
