//! The fleet: a table of contents. Each command has a file of its own in `commands/`.
//!
//! Three kinds of method, in the order in which an engine calls them:
//! 1. [`Fleet::restore`] once, from what the store holds;
//! 2. [`Fleet::decide`] for each command, then with [`Command::Tick`]; its [`Decision`] has to be made
//!    durable before anything of it is told;
//! 3. [`Fleet::next_deadline`] for when to come back, and any question (`&self`) between batches.

use crate::command::{Act, Command, SeenPorts};
use crate::decision::{Counters, Decision, WalkUp};
use crate::ids::{Installation, Number, Serial, SessionId, TicketId};
use crate::license::License;
use crate::licensing::{Licensing, MachinePrint, SignedAct};
use crate::queue::Queue;
use crate::refusal::Refusal;
use crate::requests::Requests;
use crate::sessions::Sessions;
use crate::settings::Settings;
use crate::ticket::Ticket;
use crate::time::{FleetTime, TimeOfDay};
use crate::unit::Unit;
use crate::visitors::Visitor;
use crate::wall::WallClock;
use crate::work::Work;
use madoguchi_licensing::grant::{KeyId, LicenseId};
use madoguchi_licensing::revocations::Revocations;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that the fleet is: plain data, ordered, so that a seed replays.
#[derive(Debug, Clone)]
pub struct Fleet {
    pub(crate) settings: Settings,
    /// This controller's own installation.
    pub(crate) installation: Installation,
    /// The time of the newest command.
    pub(crate) now: FleetTime,
    /// The PC's wall clock.
    pub(crate) wall: WallClock,
    /// Since when fleet time is about to be set to the wall clock, if it is.
    pub(crate) setting_time: Option<FleetTime>,
    /// When the process began to run, or went on after a sleep in which the day may have ended.
    pub(crate) back_since: FleetTime,
    /// The set time of an end that is owed: what was added before it is held.
    pub(crate) holding: Option<TimeOfDay>,
    /// Waiting tickets that are held: they are not in the queue.
    pub(crate) held: BTreeSet<TicketId>,
    pub(crate) units: BTreeMap<Serial, Unit>,
    pub(crate) visitors: BTreeMap<Serial, Visitor>,
    /// What USB shows on each PC.
    pub(crate) ports: BTreeMap<Installation, SeenPorts>,
    pub(crate) licenses: BTreeMap<LicenseId, License>,
    /// Open tickets, and closed ones for as long as they are kept.
    pub(crate) tickets: BTreeMap<TicketId, Ticket>,
    /// The open ticket of each number.
    pub(crate) numbers: BTreeMap<Number, TicketId>,
    /// Open tickets whose number a newer open one has.
    pub(crate) outnumbered: BTreeSet<TicketId>,
    /// Tickets that are called or verifying.
    pub(crate) active: BTreeSet<TicketId>,
    /// Closed tickets, oldest first.
    pub(crate) closed: BTreeSet<(FleetTime, TicketId)>,
    pub(crate) queue: Queue,
    pub(crate) walk_ups: BTreeMap<SessionId, WalkUp>,
    /// Which hand-out each session serves.
    pub(crate) sessions: Sessions,
    /// What was done, for repeats.
    pub(crate) requests: Requests,
    pub(crate) counters: Counters,
    /// What this installation keeps about its own licensing.
    pub(crate) licensing: Licensing,
    /// Its newest signed acts.
    pub(crate) acts: BTreeMap<u64, SignedAct>,
    /// The newest list of each signer.
    pub(crate) revocations: BTreeMap<KeyId, Revocations>,
    /// Until when the running is counted that moves the mark of license time.
    pub(crate) counted_at: FleetTime,
    /// Whether the start changed what is kept about licensing: the first tick writes it.
    pub(crate) licensing_unkept: bool,
    /// Whether it is stored that this run began: at the latest half a minute later, and with the first change.
    pub(crate) start_kept: bool,
    /// Whether the distance at which the time of day settled is stored.
    pub(crate) settled_kept: bool,
    /// How far fleet time is ahead of license time; below 0 where signed time is ahead of the clock.
    pub(crate) license_behind_ms: i64,
    /// What the clock showed at the start, where that was too long before the mark.
    pub(crate) clock_set_back: Option<i64>,
    /// The PC that it runs on now.
    pub(crate) machine: MachinePrint,
    /// When it was last found that nobody's seat has to change; `None`: that has to be looked at.
    pub(crate) seated_at: Option<FleetTime>,
}

impl Fleet {
    /// Decides one command at `now`, which never goes back.
    ///
    /// # Errors
    /// A refusal with its reason; nothing has changed then.
    pub fn decide(&mut self, now: FleetTime, act: Act) -> Result<Decision, Refusal> {
        if let Some(request) = act.request
            && let Some(answer) = self.requests.repeat(request, act.command.name())?
        {
            return Ok(Decision {
                answer: answer.clone(),
                ..Decision::default()
            });
        }
        let mut work = Work::new(act.actor, act.command.name(), act.request);
        if act.command.leaves_seats() {
            work.leaves_seats();
        }
        let before = self.now;
        self.now = before.max(now);
        let speaker = act
            .command
            .spoken_by()
            .map(|(serial, by)| (serial.clone(), by));
        let done = match act.command {
            Command::AddTicket(add) => self.add_ticket(&mut work, add),
            Command::CallTicket { number, unit } => {
                self.call_ticket(&mut work, &number, unit.as_ref())
            }
            Command::RecallTicket { number } => self.recall_ticket(&mut work, &number),
            Command::MoveTicket { number, unit } => self.move_ticket(&mut work, &number, &unit),
            Command::ParkTicket { number } => self.park_ticket(&mut work, &number),
            Command::UnparkTicket { number } => self.unpark_ticket(&mut work, &number),
            Command::CancelTicket { number } => self.cancel_ticket(&mut work, &number),
            Command::UndoTicket { number } => self.undo_ticket(&mut work, &number),
            Command::ReopenTicket { number } => self.reopen_ticket(&mut work, &number),
            Command::DropNeed { number, need } => self.drop_need(&mut work, &number, need.as_ref()),
            Command::BindWalkUp { number, walk_up } => {
                self.bind_walk_up(&mut work, &number, &walk_up)
            }
            Command::EndDay => self.end_day(&mut work),
            Command::EnrollUnit(enroll) => self.enroll_unit(&mut work, enroll),
            Command::PauseUnit { serial, now } => self.pause_unit(&mut work, &serial, now),
            Command::ResumeUnit { serial } => self.resume_unit(&mut work, &serial),
            Command::PreferUnit { serial, preferred } => {
                self.prefer_unit(&mut work, &serial, preferred)
            }
            Command::RetireUnit { serial } => self.retire_unit(&mut work, &serial),
            Command::ReplaceUnit { old, new } => self.replace_unit(&mut work, &old, &new),
            Command::Attach(attach) => self.attach(&mut work, *attach),
            Command::NoteCable { serial, cable } => self.note_cable(&mut work, &serial, cable),
            Command::Detach {
                serial,
                connection,
                how,
            } => self.detach(&mut work, &serial, connection, how),
            Command::SeePorts(seen) => self.see_ports(&mut work, seen),
            Command::SeeStranger(stranger) => self.see_stranger(&mut work, stranger),
            Command::CardPlaced {
                serial,
                connection,
                session,
                assignment,
            } => self.card_placed(&mut work, &serial, connection, session, assignment),
            Command::SessionEnded(ended) => self.session_ended(&mut work, ended),
            Command::CardRemoved { serial, connection } => {
                self.card_removed(&mut work, &serial, connection)
            }
            Command::HealthChanged {
                serial,
                connection,
                health,
            } => self.health_changed(&mut work, &serial, connection, health),
            Command::HoldingReported {
                serial,
                connection,
                holding,
            } => self.holding_reported(&mut work, &serial, connection, &holding),
            Command::LinkObserved {
                serial,
                connection,
                link,
            } => self.link_observed(&mut work, &serial, connection, link),
            Command::InstallLicense(install) => self.install_license(&mut work, *install),
            Command::AcceptRevocations(list) => self.accept_revocations(&mut work, *list),
            Command::RecordAct(act) => self.record_act(&mut work, act),
            Command::ReturnLicenses { act, to } => self.return_licenses(&mut work, act, to),
            Command::AskTimeReset { nonce } => self.ask_time_reset(&mut work, nonce),
            Command::ResetTime(reset) => self.reset_time(&mut work, &reset),
            Command::SeeMachine(seen) => self.see_machine(&mut work, seen),
            Command::ConfirmTime { ahead_ms } => self.confirm_time(&mut work, ahead_ms),
            Command::SeeClock { wall } => {
                self.see_clock(&mut work, wall);
                Ok(())
            }
            Command::Resumed { since } => {
                self.resumed(&mut work, since);
                Ok(())
            }
            Command::Tick => self.tick(&mut work),
        };
        if let Err(refusal) = done {
            self.now = before;
            return Err(refusal);
        }
        if let Some((serial, connection)) = speaker {
            self.hear(&serial, connection);
        }
        self.settle(&mut work);
        Ok(self.conclude(work))
    }
}
