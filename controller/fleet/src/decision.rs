//! What comes out: changes to make durable, orders to send once they are, and the answer.

use crate::admission::Verdict;
use crate::ids::{Assignment, ConnectionId, Number, Request, Serial, SessionId, TicketId};
use crate::license::License;
use crate::licensing::{KnownList, Licensing, SignedAct};
use crate::outcome::Outcome;
use crate::refusal::Refusal;
use crate::ticket::{Actor, Ticket, Why};
use crate::time::{FleetTime, TimeOfDay};
use crate::unit::Unit;
use crate::wall::Run;
use madoguchi_licensing::grant::LicenseId;

/// What one command leads to. Nothing of it may leave before `changes` are durable (invariant 6).
#[derive(Debug, Default)]
#[must_use = "a decision has to be committed, and its orders delivered after that"]
pub struct Decision {
    /// To make durable, as one.
    pub changes: Vec<Change>,
    /// To send once they are, in this order.
    pub orders: Vec<(ConnectionId, Order)>,
    /// The answer for the caller.
    pub answer: Answer,
    /// By how much fleet time was set: the engine's clock moves by as much.
    pub clock_moves_ms: i64,
}

/// One change of what is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Writes a ticket.
    Ticket(Box<Ticket>),
    /// Removes a ticket that was closed long ago.
    ForgetTicket(TicketId),
    /// Writes a unit.
    Unit(Box<Unit>),
    /// Writes a license.
    License(License),
    /// Writes what the installation keeps about its own licensing.
    Licensing(Licensing),
    /// Writes the newest revocation list of a signer.
    Revocations(KnownList),
    /// Writes a signed act.
    Act(SignedAct),
    /// Removes a signed act that many newer ones follow, by its number.
    ForgetAct(u64),
    /// Writes a walk-up.
    WalkUp(WalkUp),
    /// Removes a walk-up that ended long ago.
    ForgetWalkUp(SessionId),
    /// Removes an audit entry that many newer ones follow.
    ForgetAudit(u64),
    /// Appends an audit entry.
    Audit(AuditEntry),
    /// Writes the counters.
    Counters(Counters),
}

/// What the next thing of each kind is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counters {
    /// The next ticket's id.
    pub ticket: u64,
    /// The next automatic number.
    pub number: u64,
    /// The next audit entry.
    pub audit: u64,
    /// The next place in the order of pairing.
    pub pairing: u64,
    /// When the day ended by itself last; 0 for never.
    pub day_ended: FleetTime,
    /// The set time at which that was.
    pub ended_set: TimeOfDay,
    /// Since when the PC was off, while nobody has found out whether an end of the day fell into that; 0 for nothing to find out.
    pub off_since: FleetTime,
    /// The sum of all settings of fleet time.
    pub shifted_ms: i64,
    /// Which fleet time is which time of day: the runs so far.
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
            runs: Vec::new(),
        }
    }
}

/// A session of somebody who was not called: counted by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkUp {
    /// The session.
    pub session: SessionId,
    /// The unit.
    pub unit: Serial,
    /// When it ended.
    pub ended_at: FleetTime,
    /// How it ended.
    pub outcome: Outcome,
    /// The ticket that staff bound it to.
    pub bound_to: Option<TicketId>,
}

/// One act, kept with what it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// From 1, without gaps.
    pub sequence: u64,
    /// When it was done.
    pub at: FleetTime,
    /// Who did it.
    pub actor: Actor,
    /// The command's name.
    pub command: String,
    /// What it was about: a ticket's id, a serial or a license id.
    pub subject: String,
    /// The caller's request.
    pub request: Option<Request>,
    /// The answer that a repeat gets.
    pub answer: Answer,
}

/// The answer to a command that was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Answer {
    /// Done, nothing more to say.
    #[default]
    Done,
    /// A ticket was added or changed.
    Ticket(TicketId),
    /// A unit was enrolled or changed.
    Unit(Serial),
    /// A license was installed.
    License(LicenseId),
    /// An act was signed: its counter.
    Act(u64),
    /// Taken from a reader, except for what this says: there is nobody to be refused, only a log to be told.
    Except(Box<Refusal>),
    /// The day was ended.
    Day {
        /// Tickets that were still open.
        ended: u32,
    },
}

/// What we may do to the world: always to one connection. Orders are hints; state is the truth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// The verdict on this unit.
    Admission {
        /// The verdict.
        verdict: Verdict,
        /// Whether it may take tickets now.
        serves: bool,
    },
    /// Call this patient.
    Call {
        /// The hand-out.
        assignment: Assignment,
        /// The number to show.
        number: Number,
        /// How long the call stands from now, in milliseconds.
        expires_in_ms: u64,
    },
    /// Take that call back.
    Withdraw {
        /// The hand-out.
        assignment: Assignment,
        /// Why it is taken back.
        reason: Withdrawal,
    },
    /// Say what you have.
    ReportHolding,
    /// The connection ends.
    Close(Closing),
}

/// Why a call is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdrawal {
    /// Staff cancelled, parked or moved the ticket.
    ByStaff,
    /// The patient did not come.
    Expired,
    /// The unit does not serve any longer, for this reason.
    Unit(Why),
    /// An earlier session of this patient verified after all.
    VerifiedElsewhere,
    /// The reader showed a call that does not stand (any longer).
    NotCurrent,
}

/// Why a connection ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closing {
    /// Another connection of the same unit took its place.
    Superseded,
    /// The unit does not belong to the fleet.
    Refused(crate::admission::Refusal),
}

impl Closing {
    /// Whether it is of use to try again by itself.
    #[must_use]
    pub const fn retry(&self) -> bool {
        false
    }
}
