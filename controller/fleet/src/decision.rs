//! The output of a command: changes to make durable, orders to send after that, and the answer.

use crate::admission::Verdict;
use crate::audit::Digest;
use crate::days::DayOfUnit;
use crate::ids::{
    Assignment, ConnectionId, Number, PersonName, Request, Serial, SessionId, TicketId,
};
use crate::license::License;
use crate::licensing::{KnownList, Licensing, SignedAct};
use crate::outcome::Outcome;
use crate::people::Person;
use crate::queue_day::QueueDay;
use crate::refusal::Refusal;
use crate::ticket::{Actor, Ticket, Why};
use crate::time::{FleetTime, TimeOfDay};
use crate::unit::Unit;
use crate::wall::Run;
use madoguchi_licensing::grant::LicenseId;
use std::net::IpAddr;
use std::sync::Arc;

/// The result of one command. Nothing of it may leave before `changes` are durable (invariant 6).
#[derive(Debug, Default)]
#[must_use = "a decision has to be committed, and its orders delivered after that"]
pub struct Decision {
    /// Records to make durable in one batch.
    pub changes: Vec<Change>,
    /// Orders to send, in this order, once the changes are durable.
    pub orders: Vec<(ConnectionId, Order)>,
    pub answer: Answer,
    /// The amount by which fleet time was set; the engine's clock moves by the same.
    pub clock_moves_ms: i64,
}

/// One change of what is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Writes a ticket.
    Ticket(Arc<Ticket>),
    /// Removes a ticket that was closed long ago.
    ForgetTicket(TicketId),
    /// Writes a unit.
    Unit(Arc<Unit>),
    /// Writes a license.
    License(License),
    /// Writes the record of the installation's own licensing.
    Licensing(Licensing),
    /// Writes the newest revocation list of a signer.
    Revocations(KnownList),
    /// Writes a signed act.
    Act(SignedAct),
    /// Removes the signed act with this number, which many newer ones follow.
    ForgetAct(u64),
    /// Writes a walk-up.
    WalkUp(WalkUp),
    /// Removes a walk-up that ended long ago.
    ForgetWalkUp(SessionId),
    /// Writes what a unit did on a day that is over.
    UnitDay(DayOfUnit),
    /// Removes that of a day long ago.
    ForgetUnitDay(i32, Serial),
    /// Writes what the queue was like on a day that is over.
    QueueDay(QueueDay),
    /// Removes that of a day long ago.
    ForgetQueueDay(i32),
    /// Writes a person.
    Person(Box<Person>),
    ForgetPerson(PersonName),
    /// Removes an audit entry that many newer ones follow.
    ForgetAudit(u64),
    /// Appends an audit entry.
    Audit(AuditEntry),
    /// Writes the counters.
    Counters(Counters),
}

/// The next number or id of each kind, and what is stored about days and runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counters {
    pub ticket: u64,
    /// The next automatic number.
    pub number: u64,
    /// The number of the next audit entry.
    pub audit: u64,
    /// The next place in the order of pairing.
    pub pairing: u64,
    /// The moment when the day last ended by itself; 0 for never.
    pub day_ended: FleetTime,
    /// The set time of that end.
    pub ended_set: TimeOfDay,
    /// The beginning of the time that the PC was off, until it is known whether an end of the day fell into it; 0 when nothing is open.
    pub off_since: FleetTime,
    /// The sum of all changes that administrators made to fleet time.
    pub shifted_ms: i64,
    /// The newest day's end by command; `None` before the first.
    pub day_end: Option<DayEnd>,
    /// The newest backup; `None` before the first that was told of.
    pub backup: Option<Backup>,
    /// The runs so far, which map fleet time to time of day.
    pub runs: Vec<Run>,
}

impl Default for Counters {
    fn default() -> Self {
        Self {
            ticket: 1,
            number: 1,
            audit: 1,
            pairing: 1,
            day_ended: FleetTime(0),
            ended_set: TimeOfDay(0),
            off_since: FleetTime(0),
            shifted_ms: 0,
            day_end: None,
            backup: None,
            runs: Vec::new(),
        }
    }
}

/// A backup that was written whole (RULES R11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    pub at: FleetTime,
    pub by: Actor,
    /// The file as whoever wrote it names it, at most [`MAX_BACKUP_FILE_CHARS`] characters.
    pub file: String,
}

/// The longest name of a backup's file that is kept, in characters: any that Windows can open by its usual ways.
pub const MAX_BACKUP_FILE_CHARS: usize = 260;

/// A day's end by command, and whether it can still be taken back (RULES D8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayEnd {
    /// Its number among these ends, from 1. The tickets that it closed name it.
    pub nth: u64,
    /// The id of the next day's first ticket.
    pub next_ticket: TicketId,
    /// The automatic number that was next before.
    pub next_number: u64,
    pub since: SinceDayEnd,
}

/// What has happened since a day's end by command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SinceDayEnd {
    /// It can be taken back.
    Nothing,
    /// A ticket of the next day was called.
    Called,
    /// It was taken back.
    TakenBack,
    /// The next day was called, or this one taken back, and then a day ended by itself.
    EndedByItself,
}

/// A session of a patient who was not called, counted on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkUp {
    pub session: SessionId,
    pub unit: Serial,
    pub ended_at: FleetTime,
    pub outcome: Outcome,
    /// The ticket that staff bound it to.
    pub bound_to: Option<TicketId>,
}

/// One accepted command, kept with what it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Counts from 1 without gaps.
    pub sequence: u64,
    pub at: FleetTime,
    pub actor: Actor,
    pub command: String,
    /// The subject: a ticket's id, a serial, a license id or a person's name.
    pub subject: String,
    pub request: Option<Request>,
    /// The answer that a repeat gets.
    pub answer: Answer,
    /// How its subject stood before an act of a person; empty where there was none, and for everything else.
    pub before: String,
    /// How it stood after the act.
    pub after: String,
    /// Where a person's act came from: an address; `None` for everything else, and in an entry of an older release.
    pub place: Option<IpAddr>,
    /// Its link in the chain ([`crate::audit`]); `None` in an entry of an older release.
    pub digest: Option<Digest>,
}

/// The answer to a command that was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Answer {
    /// Accepted; there is nothing more to say.
    #[default]
    Done,
    /// A ticket was added or changed.
    Ticket(TicketId),
    /// A unit was enrolled or changed.
    Unit(Serial),
    /// A license was installed.
    License(LicenseId),
    /// A signed act was kept; its counter.
    Act(u64),
    /// A reader's report was taken except for one part. A reader cannot be refused, so this is only logged.
    Except(Box<Refusal>),
    /// The day was ended.
    Day {
        /// The number of tickets that were still open.
        ended: u32,
    },
    /// A day's end was taken back.
    DayBack {
        /// The number of tickets that are open again.
        reopened: u32,
    },
}

/// All effects on the world; each goes to one connection. Orders are hints, state is the truth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// The verdict on this unit.
    Admission {
        verdict: Verdict,
        /// Whether the unit may take tickets now.
        serves: bool,
    },
    /// Call this patient.
    Call {
        assignment: Assignment,
        /// The number to show.
        number: Number,
        /// The time from now for which the call stands, in milliseconds.
        expires_in_ms: u64,
    },
    /// Take that call back.
    Withdraw {
        assignment: Assignment,
        reason: Withdrawal,
    },
    /// Report what you are doing.
    ReportHolding,
    /// Show which reader this is, unless there is something to show to a patient.
    Identify {
        /// The name of its counter.
        counter: String,
        /// For how long.
        show_ms: u64,
    },
    /// Restart, unless somebody is at the reader.
    Restart,
    /// End the connection.
    Close(Closing),
}

/// Why a call is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdrawal {
    /// Staff cancelled, parked, moved or changed the ticket, or served its patient by other means.
    ByStaff,
    /// The patient did not come in time.
    Expired,
    /// The unit no longer serves, for this reason.
    Unit(Why),
    /// The patient was verified in an earlier session after all.
    VerifiedElsewhere,
    /// The reader showed a call that does not stand, or no longer.
    NotCurrent,
}

/// Why a connection ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closing {
    /// Another connection of the same unit took its place.
    Superseded,
    /// The unit is not let in.
    Refused(crate::admission::Refusal),
}

impl Closing {
    /// Whether the reader should try again by itself.
    #[must_use]
    pub const fn retry(&self) -> bool {
        false
    }
}
