//! All that can come in: one flat enum, and the envelope around it.

use crate::ids::{
    Assignment, ConnectionId, Content, Installation, KeyFingerprint, Number, Request, Serial,
    SessionId,
};
use crate::licensing::{ActChain, ActKind, MachinePrint};
use crate::link::{ForeignReader, Link, SeenReader};
use crate::outcome::Outcome;
use crate::ticket::{Actor, Class};
use crate::time::{FleetTime, TimeOfDay};
use crate::unit::{Edition, Health};
use crate::wish::{Counter, Wish};
use madoguchi_licensing::grant::{Grant, KeyId, LicenseId};
use madoguchi_licensing::revocations::Revocations;
use std::sync::Arc;

/// A command with who sent it.
#[derive(Debug, Clone)]
pub struct Act {
    /// The caller's request; a repeat gets the first answer, and another one under the same id is refused. `None` for readers, whose events have their own identity.
    pub request: Option<Request>,
    /// Who sent it.
    pub actor: Actor,
    /// What is asked.
    pub command: Command,
}

impl Act {
    /// A command of staff, or of a program that speaks for reception.
    #[must_use]
    pub fn staff(request: impl Into<Request>, command: Command) -> Self {
        Self {
            request: Some(request.into()),
            actor: Actor::Staff,
            command,
        }
    }

    /// The same, with what the caller's request said.
    #[must_use]
    pub fn saying(mut self, content: Content) -> Self {
        if let Some(request) = &mut self.request {
            request.content = Some(content);
        }
        self
    }

    /// What a reader says.
    #[must_use]
    pub const fn reader(command: Command) -> Self {
        Self {
            request: None,
            actor: Actor::Reader,
            command,
        }
    }
}

/// All that can come in.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the fields' types say what they are; each line says what they are for"
)]
pub enum Command {
    // The front desk.
    /// Puts a patient into the queue.
    AddTicket(AddTicket),
    /// Calls a ticket by hand, to this unit or the best free one.
    CallTicket {
        number: Number,
        unit: Option<Serial>,
    },
    /// Puts a missed ticket back.
    RecallTicket { number: Number },
    /// Ties a ticket to one unit.
    MoveTicket { number: Number, unit: Serial },
    /// Takes a ticket out of the queue for a while.
    ParkTicket { number: Number },
    /// Puts a parked ticket back.
    UnparkTicket { number: Number },
    /// Closes a ticket.
    CancelTicket { number: Number },
    /// Takes back the newest act on a ticket, within seconds.
    UndoTicket { number: Number },
    /// Opens a closed ticket again.
    ReopenTicket { number: Number },
    /// Drops a need; `None`: those that no serving unit meets.
    DropNeed { number: Number, need: Option<Wish> },
    /// Ties the outcome of a walk-up to an open ticket.
    BindWalkUp {
        number: Number,
        walk_up: WalkUpChoice,
    },
    /// Closes every open ticket.
    EndDay,

    // Units.
    /// Makes a unit known, or gives a known one a new key.
    EnrollUnit(EnrollUnit),
    /// Pauses a unit; `now` takes back a call that stands.
    PauseUnit { serial: Serial, now: bool },
    /// Ends a pause.
    ResumeUnit { serial: Serial },
    /// Gives precedence, or takes it back.
    PreferUnit { serial: Serial, preferred: bool },
    /// Takes a unit out for good.
    RetireUnit { serial: Serial },
    /// Puts a unit in the place of a broken one.
    ReplaceUnit { old: Serial, new: Serial },
    /// Notes which cable a unit hangs on; an empty text takes the note away.
    NoteCable { serial: Serial, cable: String },

    // Readers.
    /// A unit connected.
    Attach(Box<Attach>),
    /// A connection ended.
    Detach {
        serial: Serial,
        connection: ConnectionId,
        how: Parting,
    },
    /// A card was placed.
    CardPlaced {
        serial: Serial,
        connection: ConnectionId,
        session: SessionId,
        assignment: Option<Assignment>,
    },
    /// A session ended.
    SessionEnded(SessionEnded),
    /// The card was taken away.
    CardRemoved {
        serial: Serial,
        connection: ConnectionId,
    },
    /// The unit's own state changed.
    HealthChanged {
        serial: Serial,
        connection: ConnectionId,
        health: Health,
    },
    /// What the unit has, because it was asked.
    HoldingReported {
        serial: Serial,
        connection: ConnectionId,
        holding: Holding,
    },
    /// What USB shows on a PC now; it takes the place of what it showed before.
    SeePorts(SeenPorts),
    /// A reader was refused in its handshake; what it calls itself is not proved.
    SeeStranger(Stranger),
    /// A link was observed anew: a copy appeared or went, a port changed.
    LinkObserved {
        serial: Serial,
        connection: ConnectionId,
        link: Link,
    },

    // Licenses and time.
    /// Puts a verified license in force.
    InstallLicense(Box<InstallLicense>),
    /// Takes a verified revocation list.
    AcceptRevocations(Box<ReceivedList>),
    /// Keeps an act that this installation signed, if it is the next one.
    RecordAct(RecordAct),
    /// Gives all licenses back; the installation goes on under a new key.
    ReturnLicenses { act: RecordAct, to: Installation },
    /// Begins to clear a clock that was set back: a time reset has to name these random bytes.
    AskTimeReset { nonce: [u8; 8] },
    /// Takes a verified time reset.
    ResetTime(TimeReset),
    /// The PC, as it is seen at the start.
    SeeMachine(MachinePrint),
    /// Sets fleet time to the wall clock, which an administrator saw so far ahead.
    ConfirmTime { ahead_ms: Option<i64> },
    /// What the wall clock shows now.
    SeeClock { wall: TimeOfDay },
    /// The process stood still since then: a sleep of the PC, or a stop.
    Resumed { since: FleetTime },
    /// Lets what is due happen. The engine sends it after the commands of each batch.
    Tick,
}

/// Puts a patient into the queue.
#[derive(Debug, Clone, Default)]
pub struct AddTicket {
    /// The label; `None`: the next free number.
    pub number: Option<Number>,
    /// The class.
    pub class: Class,
    /// What a unit must have.
    pub needs: Vec<Wish>,
    /// What a unit should have, for a time.
    pub prefers: Vec<Wish>,
}

/// Which walk-up is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WalkUpChoice {
    /// This session.
    Session(SessionId),
    /// The newest of today at this unit that no ticket has yet.
    NewestAt(Serial),
}

/// Makes a unit known.
#[derive(Debug, Clone)]
pub struct EnrollUnit {
    /// Its name.
    pub serial: Serial,
    /// Where it is enrolled.
    pub installation: Installation,
    /// Its key.
    pub key: KeyFingerprint,
    /// What staff typed: a label.
    pub edition: Edition,
    /// Where it stands.
    pub counter: Counter,
    /// What staff noted of its cable (FAQ 26, 28); empty for nothing.
    pub cable: String,
}

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parting {
    /// USB says that the plug was pulled.
    Unplugged,
    /// The link was lost without a word: a bad cable, a reader without power, a network that went.
    Lost,
    /// One of both sides closed it in good order.
    Closed,
}

/// What USB shows on one PC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenPorts {
    /// The PC.
    pub installation: Installation,
    /// Readers, connected or not, in order of their ports.
    pub readers: Vec<SeenReader>,
    /// Other makers' card readers (FAQ 25).
    pub foreign: Vec<ForeignReader>,
}

/// A reader whose certificate is not of this controller.
#[derive(Debug, Clone)]
pub struct Stranger {
    /// What it calls itself.
    pub serial: Serial,
    /// Where it tried.
    pub installation: Installation,
    /// How it is connected.
    pub link: Link,
}

/// A unit connected.
#[derive(Debug, Clone)]
pub struct Attach {
    /// Its name, as its certificate says.
    pub serial: Serial,
    /// Its key, as its certificate says.
    pub key: KeyFingerprint,
    /// Where it connected.
    pub installation: Installation,
    /// The connection.
    pub connection: ConnectionId,
    /// The link, as observed.
    pub link: Link,
    /// What it has in hand.
    pub holding: Holding,
    /// Outcomes that it will send right after: not yet acknowledged ones.
    pub spooled: u32,
    /// Its own state.
    pub health: Health,
    /// The agent's version.
    pub software: String,
    /// A verified license that came with it.
    pub bundled: Option<InstallLicense>,
    /// The factory key that it proved to have.
    pub factory_key: Option<[u8; 32]>,
}

/// What a reader has in hand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holding {
    /// The call that it shows.
    pub call: Option<Assignment>,
    /// The session that runs, and the hand-out that it serves.
    pub session: Option<(SessionId, Option<Assignment>)>,
    /// Whether a card lies there.
    pub card_present: bool,
}

/// A session ended.
#[derive(Debug, Clone)]
pub struct SessionEnded {
    /// The unit.
    pub serial: Serial,
    /// Its connection.
    pub connection: ConnectionId,
    /// The session.
    pub session: SessionId,
    /// The hand-out that it served; `None` for a walk-up.
    pub assignment: Option<Assignment>,
    /// How it ended.
    pub outcome: Outcome,
    /// How long ago, in milliseconds.
    pub age_ms: u64,
}

/// A license that was verified at the edge.
#[derive(Debug, Clone)]
pub struct InstallLicense {
    /// What it gives.
    pub grant: Grant,
    /// The document as it was signed.
    pub document: Arc<[u8]>,
    /// Where it is installed.
    pub installation: Installation,
    /// The verified revocation list that came with it.
    pub revocations: Option<ReceivedList>,
    /// Staff say that the PC which it names has died: it bridges some days, once per lineage.
    pub old_pc_died: bool,
}

/// A revocation list that was verified at the edge.
#[derive(Debug, Clone)]
pub struct ReceivedList {
    /// What it takes back.
    pub revocations: Revocations,
    /// The document as it was signed.
    pub document: Arc<[u8]>,
}

/// An act that this installation signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordAct {
    /// What it is.
    pub kind: ActKind,
    /// The chain that it goes on from: the act is refused, to be signed anew, where it went on meanwhile.
    pub after: ActChain,
    /// SHA-256 of the document.
    pub hash: [u8; 32],
    /// The document, binary.
    pub document: Arc<[u8]>,
}

/// A time reset that was verified at the edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeReset {
    /// Its id, for the audit.
    pub id: LicenseId,
    /// Whom it is for.
    pub installation: Installation,
    /// What it was asked with.
    pub nonce: [u8; 8],
    /// The time, in milliseconds since 1970.
    pub time_ms: i64,
    /// Who signed it.
    pub issuer_key: KeyId,
    /// Its number among its signer's documents.
    pub sequence: u64,
}

/// What is known when the controller starts, besides the records.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// The installation that this controller is.
    pub installation: Installation,
    /// The wall clock.
    pub wall: TimeOfDay,
}
