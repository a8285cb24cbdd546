//! One batch on its way: decide → commit → publish → deliver, held by types.
//!
//! [`Deciding`] takes acts and changes the fleet; [`Decided`] can only be committed; [`Committed`] can only be
//! published; [`Announced`] alone has `deliver`. From the first decision to the publishing it holds the fleet, so
//! nobody sees what is not durable (invariant 6). There are no timers and no channels in here: the simulation
//! drives the very same code on virtual time. `R` is whatever stands for a caller.

use crate::engine::{ActError, Deliver, Published};
use crate::store::{self, CommitError, Revision, Store};
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::decision::{Answer, Change, Order};
use madoguchi_fleet::ids::ConnectionId;
use madoguchi_fleet::ticket::Actor;
use madoguchi_fleet::time::{FleetTime, MINUTE, TimeOfDay};
use madoguchi_fleet::{Decision, Fleet};
use tokio::sync::watch;

/// Most acts in one batch: enough to share a sync between all that wait, few enough that the first of them does not
/// wait for long.
pub const MAX_ACTS: usize = 256;
/// Fleet time is stored at least this often, so that a start with a wrong wall clock is not far behind.
pub const STORE_TIME_EVERY_MS: i64 = 10 * MINUTE;

/// Where the store is, as far as this engine knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Position {
    /// Its revision.
    pub revision: Revision,
    /// The fleet time that it has.
    pub fleet_time: FleetTime,
}

impl Position {
    /// When fleet time has to be stored again.
    #[must_use]
    pub const fn time_due(&self) -> FleetTime {
        self.fleet_time.plus(STORE_TIME_EVERY_MS)
    }
}

/// What a caller gets.
pub type Reply = Result<Answer, ActError>;

/// What became of the acts so far. None of it may leave before the commit.
#[derive(Debug)]
struct Pending<R> {
    changes: Vec<Change>,
    orders: Vec<(ConnectionId, Order)>,
    replies: Vec<(R, Reply)>,
    /// By how much fleet time was set in this batch.
    clock_moves_ms: i64,
    /// Whether the fleet did anything, stored or not.
    acted: bool,
}

impl<R> Pending<R> {
    fn take(&mut self, decision: Decision) -> Answer {
        self.acted = true;
        self.changes.extend(decision.changes);
        self.orders.extend(decision.orders);
        self.clock_moves_ms = self.clock_moves_ms.saturating_add(decision.clock_moves_ms);
        decision.answer
    }
}

/// A batch that still takes acts.
#[derive(Debug)]
#[must_use = "a batch that is dropped leaves the fleet ahead of the store"]
pub struct Deciding<'f, R> {
    fleet: &'f mut Fleet,
    pending: Pending<R>,
}

impl<'f, R> Deciding<'f, R> {
    /// Begins a batch.
    pub const fn new(fleet: &'f mut Fleet) -> Self {
        Self {
            fleet,
            pending: Pending {
                changes: Vec::new(),
                orders: Vec::new(),
                replies: Vec::new(),
                clock_moves_ms: 0,
                acted: false,
            },
        }
    }

    /// Decides one act. Its answer, a refusal too, waits for the commit: it may rest on what is not durable yet.
    pub fn act(&mut self, now: FleetTime, act: Act, caller: R) {
        let now = self.moved(now);
        let reply = match self.fleet.decide(now, act) {
            Ok(decision) => Ok(self.pending.take(decision)),
            Err(refusal) => Err(refusal.into()),
        };
        self.pending.replies.push((caller, reply));
    }

    /// Whether something was done under the act's request id: whatever the fleet says to it, it brings no new work.
    #[must_use]
    pub fn knows(&self, act: &Act) -> bool {
        act.request
            .is_some_and(|request| self.fleet.has_answered(request.id))
    }

    /// What a caller makes of the fleet when its turn comes. The state that it sees may not be durable yet, so whoever
    /// calls this tells nobody of it before the delivery.
    pub fn show<T>(&self, to: impl FnOnce(&Fleet) -> T) -> T {
        to(self.fleet)
    }

    /// Keeps a caller that asks for no act: it is told with the others, after the commit.
    pub fn keep(&mut self, caller: R) {
        self.pending.replies.push((caller, Ok(Answer::Done)));
    }

    /// Refuses an act that the fleet is not to see.
    pub fn refuse(&mut self, caller: R, why: ActError) {
        self.pending.replies.push((caller, Err(why)));
    }

    /// Lets the fleet see what the engine itself saw: the wall clock, and that it stood still. Before the acts of others.
    pub fn see_clock(&mut self, now: FleetTime, wall: TimeOfDay, stood_still: Option<FleetTime>) {
        if self.fleet.is_worth_a_look(now, wall) {
            self.own(now, Command::SeeClock { wall });
        }
        if let Some(since) = stood_still {
            self.own(now, Command::Resumed { since });
        }
    }

    /// Ends the batch: after the commands comes what is due by then (RULES T8).
    pub fn end(mut self, now: FleetTime) -> Decided<'f, R> {
        let by_now = self.moved(now);
        if self.fleet.next_deadline().is_some_and(|due| due <= by_now) {
            self.own(now, Command::Tick);
        }
        Decided {
            now: self.moved(now),
            fleet: self.fleet,
            pending: self.pending,
        }
    }

    /// A command of the engine's own.
    fn own(&mut self, now: FleetTime, command: Command) {
        let now = self.moved(now);
        let name = command.name();
        let act = Act {
            request: None,
            actor: Actor::Fleet,
            command,
        };
        match self.fleet.decide(now, act) {
            Ok(decision) => drop(self.pending.take(decision)),
            Err(refusal) => tracing::error!(%refusal, name, "the fleet refused the engine"),
        }
    }

    /// The engine's clock goes on from a time that was set only after the commit; within the batch it is counted here.
    const fn moved(&self, now: FleetTime) -> FleetTime {
        now.plus(self.pending.clock_moves_ms)
    }
}

/// A batch that was decided: the fleet has changed, and nobody knows. It can only be committed.
#[derive(Debug)]
#[must_use = "a batch that is dropped leaves the fleet ahead of the store"]
pub struct Decided<'f, R> {
    now: FleetTime,
    fleet: &'f mut Fleet,
    pending: Pending<R>,
}

impl<'f, R> Decided<'f, R> {
    /// Makes the batch durable. `batch_id` is 16 random bytes.
    ///
    /// A batch that changes nothing that is stored needs no commit: all that its answers rest on is durable
    /// already. It is written all the same when fleet time is due to be stored.
    ///
    /// # Errors
    /// When the store failed. Nothing of the batch may leave, and the fleet is ahead of the store: whoever drives it
    /// tells the callers and ends.
    pub async fn commit<S: Store>(
        self,
        store: &mut S,
        at: Position,
        batch_id: [u8; 16],
    ) -> Result<Committed<'f, R>, Failed<R>> {
        let Self {
            now,
            fleet,
            mut pending,
        } = self;
        // A time that was set is durable with its setting: the deadlines in this batch are counted from it.
        let fleet_time = now;
        if pending.changes.is_empty() && fleet_time < at.time_due() {
            return Ok(Committed {
                at,
                now,
                _fleet: fleet,
                pending,
            });
        }
        let batch = store::Batch {
            id: batch_id,
            expected_revision: at.revision,
            fleet_time,
            changes: std::mem::take(&mut pending.changes),
        };
        match store.commit(&batch).await {
            Ok(revision) => Ok(Committed {
                at: Position {
                    revision,
                    fleet_time,
                },
                now,
                _fleet: fleet,
                pending,
            }),
            Err(error) => Err(Failed {
                error,
                callers: pending.replies.into_iter().map(|(r, _)| r).collect(),
            }),
        }
    }
}

/// A batch that could not be made durable.
#[derive(Debug)]
pub struct Failed<R> {
    /// Why.
    pub error: CommitError,
    /// Everybody who waits for it.
    pub callers: Vec<R>,
}

/// A batch that is durable. It can only be published.
#[derive(Debug)]
#[must_use = "a committed batch has answers and orders to deliver"]
pub struct Committed<'f, R> {
    at: Position,
    now: FleetTime,
    /// Held until the publishing: whoever is told to look finds this state.
    _fleet: &'f mut Fleet,
    pending: Pending<R>,
}

impl<R> Committed<'_, R> {
    /// Where the store is now.
    #[must_use]
    pub const fn position(&self) -> Position {
        self.at
    }

    /// Tells everybody who watches that the fleet is another. If it is not, there is nothing to tell.
    pub fn publish(self, people: &watch::Sender<Published>) -> Announced<R> {
        if self.pending.acted {
            people.send_replace(Published {
                revision: self.at.revision.0,
                fleet_time: self.now,
            });
        }
        Announced {
            pending: self.pending,
        }
    }
}

/// A batch that is durable and published: its answers and orders may leave.
#[derive(Debug)]
#[must_use = "it has answers and orders to deliver"]
pub struct Announced<R> {
    pending: Pending<R>,
}

impl<R> Announced<R> {
    /// Releases answers, then orders, in the order in which they were decided. Returns by how much fleet time was set: the
    /// clock moves by as much.
    pub fn deliver<D: Deliver + ?Sized>(
        self,
        orders: &mut D,
        mut answer: impl FnMut(R, Reply),
    ) -> i64 {
        for (caller, reply) in self.pending.replies {
            answer(caller, reply);
        }
        for (to, order) in self.pending.orders {
            orders.deliver(to, order);
        }
        self.pending.clock_moves_ms
    }
}
