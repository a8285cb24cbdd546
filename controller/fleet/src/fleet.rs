//! The fleet: a table of contents. Each command has a file of its own in `commands/`.
//!
//! Three kinds of method, in the order in which an engine calls them:
//! 1. [`Fleet::restore`] once, from what the store holds;
//! 2. [`Fleet::decide`] for each command, then with [`Command::Tick`]; its [`Decision`] has to be made
//!    durable before anything of it is told;
//! 3. [`Fleet::next_deadline`] for when to come back, and any question (`&self`) between batches.

use crate::command::Act;
use crate::decision::{Answer, Counters, Decision, WalkUp};
use crate::ids::{Installation, Number, RequestId, Serial, SessionId, TicketId};
use crate::license::License;
use crate::queue::Queue;
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::ticket::Ticket;
use crate::time::FleetTime;
use crate::unit::Unit;
use crate::visitors::Visitor;
use crate::work::Work;
use madoguchi_licensing::grant::LicenseId;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Everything that the fleet is: plain data, ordered, so that a seed replays.
#[derive(Debug, Clone)]
pub struct Fleet {
    pub(crate) settings: Settings,
    /// This controller's own installation.
    pub(crate) installation: Installation,
    /// The time of the newest command.
    pub(crate) now: FleetTime,
    /// A wall clock that jumped too far ahead to be believed.
    pub(crate) held_back_clock: Option<FleetTime>,
    pub(crate) units: BTreeMap<Serial, Unit>,
    pub(crate) visitors: BTreeMap<Serial, Visitor>,
    pub(crate) licenses: BTreeMap<LicenseId, License>,
    /// Open tickets, and closed ones for as long as they are kept.
    pub(crate) tickets: BTreeMap<TicketId, Ticket>,
    /// The open ticket of each number.
    pub(crate) numbers: BTreeMap<Number, TicketId>,
    /// Tickets that are called or verifying.
    pub(crate) active: BTreeSet<TicketId>,
    /// Closed tickets, oldest first.
    pub(crate) closed: BTreeSet<(FleetTime, TicketId)>,
    pub(crate) queue: Queue,
    pub(crate) walk_ups: BTreeMap<SessionId, WalkUp>,
    pub(crate) answers: BTreeMap<RequestId, Answer>,
    pub(crate) answered: VecDeque<RequestId>,
    pub(crate) counters: Counters,
}

impl Fleet {
    /// Decides one command at `now`, which never goes back.
    ///
    /// # Errors
    /// A refusal with its reason; nothing has changed then.
    pub fn decide(&mut self, now: FleetTime, act: Act) -> Result<Decision, Refusal> {
        self.now = self.now.max(now);
        if let Some(answer) = act.request.and_then(|id| self.answers.get(&id)) {
            return Ok(Decision {
                answer: answer.clone(),
                ..Decision::default()
            });
        }
        let mut work = Work::new(act.actor, act.command.name(), act.request);
        self.wip(&mut work)?;
        Ok(self.conclude(work))
    }
    fn wip(&mut self, _w: &mut Work) -> Result<(), Refusal> {
        Err(Refusal::NothingToConfirm)
    }
}
