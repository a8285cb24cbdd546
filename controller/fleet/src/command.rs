//! All input of the fleet: one flat enum of commands, and the envelope around it.

mod tickets;

pub use tickets::{AddTicket, ChangeTicket, WalkUpChoice};

use crate::handshakes::Cause;
use crate::ids::{
    Assignment, ConnectionId, Content, Installation, KeyFingerprint, Number, PersonName, Request,
    Serial, SessionId, Tag,
};
use crate::licensing::{ActChain, ActKind, MachinePrint};
use crate::link::{ForeignReader, Link, SeenReader};
use crate::maintenance::PlannedWork;
use crate::outcome::Outcome;
use crate::people::{Credentials, Proof, Role};
use crate::ticket::{Actor, Means};
use crate::time::{FleetTime, TimeOfDay};
use crate::unit::{Edition, Ground, Health, PauseReason};
use crate::wish::{Counter, Placement, Wish};
use madoguchi_licensing::grant::{Grant, KeyId, LicenseId};
use madoguchi_licensing::revocations::Revocations;
use madoguchi_support::Date;
use std::net::IpAddr;
use std::sync::Arc;

/// A command and its sender.
#[derive(Debug, Clone)]
pub struct Act {
    /// The caller's request. A repeat gets the first answer; another command under the same id is refused. `None` for readers, whose events
    /// have their own identity.
    pub request: Option<Request>,
    pub actor: Actor,
    /// Where a person's act came from: the address of the browser or program.
    pub place: Option<IpAddr>,
    pub command: Command,
}

impl Act {
    /// A command of staff, or of a program that speaks for reception.
    #[must_use]
    pub fn staff(request: impl Into<Request>, command: Command) -> Self {
        Self {
            request: Some(request.into()),
            actor: Actor::Staff,
            place: None,
            command,
        }
    }

    /// Adds the hash of the request's content.
    #[must_use]
    pub fn saying(mut self, content: Content) -> Self {
        if let Some(request) = &mut self.request {
            request.content = Some(content);
        }
        self
    }

    /// A command that comes from a reader.
    #[must_use]
    pub const fn reader(command: Command) -> Self {
        Self {
            request: None,
            actor: Actor::Reader,
            place: None,
            command,
        }
    }
}

/// Every command that the fleet decides.
#[derive(Debug, Clone)]
pub enum Command {
    // The front desk.
    /// Puts a patient into the queue.
    AddTicket(AddTicket),
    /// Calls a ticket by hand, to this unit or the best free one.
    CallTicket {
        number: Number,
        unit: Option<Serial>,
    },
    /// Puts a missed ticket back into the queue.
    RecallTicket {
        number: Number,
    },
    /// Makes one unit a need of the ticket.
    MoveTicket {
        number: Number,
        unit: Serial,
        /// Staff know that the unit lacks what else the ticket needs.
        insist: bool,
    },
    /// Takes a ticket out of the queue for a while.
    ParkTicket {
        number: Number,
    },
    /// Puts a parked ticket back into the queue.
    UnparkTicket {
        number: Number,
    },
    /// Ends a ticket without a session (RULES L5).
    CancelTicket {
        number: Number,
    },
    /// Closes a ticket whose patient was served without a reader (RULES L18).
    DoneByMeans {
        number: Number,
        means: Means,
    },
    /// Takes back the newest call, cancel, park, move or closing by other means of a ticket, within ten seconds (RULES L27).
    UndoTicket {
        number: Number,
    },
    /// Opens a closed ticket again.
    ReopenTicket {
        number: Number,
    },
    /// Changes the class, needs or preferences of an open ticket (RULES L29).
    ChangeTicket(ChangeTicket),
    /// Drops one need of a ticket; `None` drops those that no serving unit meets.
    DropNeed {
        number: Number,
        need: Option<Wish>,
    },
    /// Counts the outcome of a walk-up for an open ticket.
    BindWalkUp {
        number: Number,
        walk_up: WalkUpChoice,
    },
    /// Closes every open ticket.
    EndDay,
    /// Takes back the newest `EndDay` as a whole (RULES D8).
    UndoDay,

    // Units.
    /// Makes a unit known, or gives a known one a new key.
    EnrollUnit(EnrollUnit),
    /// Pauses a unit; with `now` a standing call is taken back. Without a reason the one of a pause that stands stays.
    PauseUnit {
        serial: Serial,
        now: bool,
        reason: Option<PauseReason>,
    },
    ResumeUnit {
        serial: Serial,
    },
    /// Begins or changes the maintenance of a unit; `None` ends it (RULES A23).
    MaintainUnit {
        serial: Serial,
        planned: Option<PlannedWork>,
    },
    /// Asks for a restart of a unit (RULES A27); with `now` a standing call is taken back.
    RestartUnit {
        serial: Serial,
        now: bool,
    },
    /// Lets a unit show for a moment which one it is (RULES A16).
    IdentifyUnit {
        serial: Serial,
    },
    /// Gives a unit precedence where seats are short, or takes it back.
    PreferUnit {
        serial: Serial,
        preferred: bool,
    },
    /// Gives a unit another counter without enrolling it again.
    ChangeCounter(ChangeCounter),
    /// Takes a unit out for good.
    RetireUnit {
        serial: Serial,
    },
    /// Puts a unit in the place of a broken one.
    ReplaceUnit {
        old: Serial,
        new: Serial,
        /// Why; without one it is refused (RULES A24).
        ground: Option<Ground>,
    },
    /// Notes the cable of a unit; an empty text removes the note.
    NoteCable {
        serial: Serial,
        cable: String,
    },
    /// Notes in the ledger of units what each was delivered with, all or nothing (RULES A17).
    NoteLedger(Vec<LedgerEntry>),

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
    /// What the unit's own clock shows now (RULES A22).
    HearClock {
        serial: Serial,
        connection: ConnectionId,
        shown: TimeOfDay,
    },
    /// The unit restarted and passed its own tests; the answer to [`crate::decision::Order::Restart`].
    UnitRestarted {
        serial: Serial,
        connection: ConnectionId,
    },
    /// What the unit is doing; the answer to [`crate::decision::Order::ReportHolding`].
    HoldingReported {
        serial: Serial,
        connection: ConnectionId,
        holding: Holding,
    },
    /// What USB shows on a PC now; it replaces what USB showed before.
    SeePorts(SeenPorts),
    /// A reader was refused in its handshake. Its name is not proved.
    SeeStranger(Stranger),
    /// A unit's link changed: a copy appeared or went, or the port is another one.
    LinkObserved {
        serial: Serial,
        connection: ConnectionId,
        link: Link,
    },

    // People.
    AddPerson(Box<AddPerson>),
    /// Gives a person other credentials and ends his sessions (RULES W5).
    SetCredentials {
        name: PersonName,
        credentials: Box<Credentials>,
    },
    RemovePerson {
        name: PersonName,
    },
    /// So many sessions of a person were ended before their time.
    EndSessions {
        name: PersonName,
        count: u32,
    },
    /// A person whose password was right logs in.
    LogIn {
        name: PersonName,
        /// The generation of the credentials that the password was compared with.
        generation: u64,
        /// A right code of the second factor; `None` where none was shown.
        proof: Option<Proof>,
    },
    /// Logins by a person's name failed so often since the last of these; `None` for all names that nobody has.
    NoteFailedLogins {
        name: Option<PersonName>,
        count: u32,
    },

    // Licenses and time.
    /// Puts a verified license in force.
    InstallLicense(Box<InstallLicense>),
    /// Takes a verified revocation list.
    AcceptRevocations(Box<ReceivedList>),
    /// Notes that a backup was written whole, into this file.
    NoteBackup {
        file: String,
    },
    /// Notes that a bundle for support is made: of one reader, or of all.
    NoteBundle {
        unit: Option<Serial>,
    },
    /// Notes that the log of a reader is read from it.
    NoteLog {
        serial: Serial,
    },
    /// Keeps an act that this installation signed, if it is the next one of the chain.
    RecordAct(RecordAct),
    /// Gives all additional licenses back; the installation continues under a new key.
    ReturnLicenses {
        act: RecordAct,
        to: Installation,
    },
    /// Starts the clearing of a clock that was set back: a time reset has to name these random bytes.
    AskTimeReset {
        nonce: [u8; 8],
    },
    /// Takes a verified time reset.
    ResetTime(TimeReset),
    /// The PC's parts, as they were read at the start.
    SeeMachine(MachinePrint),
    /// Sets fleet time to the wall clock; `ahead_ms` is the distance that the administrator saw.
    ConfirmTime {
        ahead_ms: Option<i64>,
    },
    /// A new reading of the wall clock.
    SeeClock {
        wall: TimeOfDay,
    },
    /// The process did not run since this moment: the PC slept, or the process was stopped.
    Resumed {
        since: FleetTime,
    },
    /// Processes the deadlines that are due. The engine sends it after the commands of each batch.
    Tick,
}

#[derive(Debug, Clone)]
pub struct EnrollUnit {
    pub serial: Serial,
    /// The PC at which the unit is enrolled.
    pub installation: Installation,
    pub key: KeyFingerprint,
    /// The edition that staff typed, which is only a label (RULES A5).
    pub edition: Edition,
    pub counter: Counter,
    /// The note about its cable (FAQ 26, 28); empty for none.
    pub cable: String,
    /// The day of its delivery (RULES A17), where somebody said it.
    pub delivered: Option<Date>,
}

/// A person who may log in from now on.
#[derive(Debug, Clone)]
pub struct AddPerson {
    pub name: PersonName,
    pub role: Role,
    pub credentials: Credentials,
}

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parting {
    /// USB does not show the reader any more: its plug was pulled, or it has no power, or it, its cable or its port is dead. USB says the same of
    /// all of them.
    Unplugged,
    /// The link was lost without a word while USB still showed the reader: its program ended, or the network between broke.
    Lost,
    /// One side closed the connection in good order.
    Closed,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenPorts {
    pub installation: Installation,
    /// Readers, connected or not, in order of their ports.
    pub readers: Vec<SeenReader>,
    /// Other makers' card readers (FAQ 25).
    pub foreign: Vec<ForeignReader>,
}

/// A reader that was refused in its handshake, or that refused ours.
#[derive(Debug, Clone)]
pub struct Stranger {
    /// Its serial by USB, else as it claims; `None` where neither says it.
    pub serial: Option<Serial>,
    pub installation: Installation,
    pub link: Link,
    pub cause: Cause,
}

#[derive(Debug, Clone)]
pub struct Attach {
    /// The serial in its certificate.
    pub serial: Serial,
    /// The key of its certificate.
    pub key: KeyFingerprint,
    pub installation: Installation,
    pub connection: ConnectionId,
    pub link: Link,
    pub holding: Holding,
    /// The number of unacknowledged outcomes that follow at once.
    pub spooled: u32,
    pub health: Health,
    pub software: String,
    /// Whether its agent knows [`crate::decision::Order::Identify`].
    pub identifies: bool,
    /// What it says of its restarts; `None` where its agent does not know [`crate::decision::Order::Restart`].
    pub engine: Option<Engine>,
    /// A verified license that came in the unit's box and with this connection.
    pub bundled: Option<InstallLicense>,
    /// The factory key that it proved to have.
    pub factory_key: Option<[u8; 32]>,
}

/// What a reader says of its restarts at its connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Engine {
    /// Whether it restarts just now.
    pub restarting: bool,
    /// The time since it was started last, in milliseconds.
    pub running_ms: u64,
}

/// What a reader is doing, as it says itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holding {
    pub call: Option<Assignment>,
    /// The running session, and the hand-out that it serves.
    pub session: Option<(SessionId, Option<Assignment>)>,
    /// Whether a card lies on the reader.
    pub card_present: bool,
}

#[derive(Debug, Clone)]
pub struct SessionEnded {
    pub serial: Serial,
    pub connection: ConnectionId,
    pub session: SessionId,
    /// The hand-out that it served; `None` for a walk-up.
    pub assignment: Option<Assignment>,
    pub outcome: Outcome,
    /// The time since it ended, in milliseconds.
    pub age_ms: u64,
}

/// A license whose signature was verified before it came here.
#[derive(Debug, Clone)]
pub struct InstallLicense {
    pub grant: Grant,
    /// The signed document.
    pub document: Arc<[u8]>,
    pub installation: Installation,
    /// The verified revocation list that came with the license.
    pub revocations: Option<ReceivedList>,
    /// Whether staff say that the PC named in the license has died: then it bridges some days, once per lineage.
    pub old_pc_died: bool,
}

/// A revocation list whose signature was verified before it came here.
#[derive(Debug, Clone)]
pub struct ReceivedList {
    pub revocations: Revocations,
    /// The signed document.
    pub document: Arc<[u8]>,
}

/// What changes at the counter of a unit; `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeCounter {
    pub serial: Serial,
    pub name: Option<String>,
    pub placement: Option<Placement>,
    pub tags: Option<Vec<Tag>>,
}

/// What is noted in the ledger of one unit; `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerEntry {
    pub serial: Serial,
    pub delivery: Option<Delivery>,
    /// The note about its cable; an empty one removes the note.
    pub cable: Option<String>,
}

/// What becomes of the day of a unit's delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    On(Date),
    /// It is not known any more.
    Unknown,
}

/// An act that this installation signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordAct {
    pub kind: ActKind,
    /// The chain that it continues. If the chain has grown meanwhile, the act is refused and has to be signed anew.
    pub after: ActChain,
    /// SHA-256 of the document.
    pub hash: [u8; 32],
    pub document: Arc<[u8]>,
}

/// A time reset whose signature was verified before it came here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeReset {
    /// Kept for the audit.
    pub id: LicenseId,
    pub installation: Installation,
    /// The random bytes with which the installation asked for it.
    pub nonce: [u8; 8],
    /// The time, in milliseconds since 1970.
    pub time_ms: i64,
    pub issuer_key: KeyId,
    /// Its number among its signer's documents.
    pub sequence: u64,
}

/// What a start has to be told besides the stored records.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    pub installation: Installation,
    pub wall: TimeOfDay,
}
