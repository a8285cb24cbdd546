//! One batch: decide → commit → publish → deliver, in an order that the types enforce.
//!
//! [`Deciding`] takes acts and changes the fleet; [`Decided`] can only be committed; [`Committed`] can only be published; only
//! [`Announced`] has `deliver`. The batch borrows the fleet from the first decision until it is published, so nobody sees what is not
//! durable (invariant 6). There are no timers and no channels here: the simulation runs the same code on virtual time. `R` stands for a
//! caller.

use crate::engine::{ActError, Deliver, Published};
use crate::store::{self, CommitError, Revision, Store};
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::decision::{Answer, Change, Order};
use madoguchi_fleet::ids::ConnectionId;
use madoguchi_fleet::ticket::Actor;
use madoguchi_fleet::time::{FleetTime, MINUTE, TimeOfDay};
use madoguchi_fleet::{Decision, Fleet};
use tokio::sync::watch;

/// The most acts in one batch: enough to share one sync among all that wait, few enough that the first of them does not wait long. Acts
/// that came in one piece stay together, so a batch may have one piece beyond that.
pub const MAX_ACTS: usize = 256;
/// The longest time after which fleet time is stored again, so that a start with a wrong wall clock is not far behind.
pub const STORE_TIME_EVERY_MS: i64 = 10 * MINUTE;

/// The state of the store, as far as this engine knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Position {
    pub revision: Revision,
    /// The stored fleet time.
    pub fleet_time: FleetTime,
}

impl Position {
    /// The time at which fleet time has to be stored again.
    #[must_use]
    pub const fn time_due(&self) -> FleetTime {
        self.fleet_time.plus(STORE_TIME_EVERY_MS)
    }
}

/// The answer to a caller.
pub type Reply = Result<Answer, ActError>;

/// The results of the acts so far. None of them may leave before the commit.
#[derive(Debug)]
struct Pending<R> {
    changes: Vec<Change>,
    orders: Vec<(ConnectionId, Order)>,
    replies: Vec<(R, Reply)>,
    /// The amount by which fleet time was set in this batch.
    clock_moves_ms: i64,
    /// Whether the fleet did anything, even if it is not stored.
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

    /// Decides one act. Its answer, also a refusal, waits for the commit, because it may depend on changes that are not durable yet.
    pub fn act(&mut self, now: FleetTime, act: Act, caller: R) {
        let now = self.moved(now);
        let reply = match self.fleet.decide(now, act) {
            Ok(decision) => Ok(self.pending.take(decision)),
            Err(refusal) => Err(refusal.into()),
        };
        self.pending.replies.push((caller, reply));
    }

    /// Whether the act's request id was used already. Such an act brings no new work, whatever the fleet answers.
    #[must_use]
    pub fn knows(&self, act: &Act) -> bool {
        act.request
            .is_some_and(|request| self.fleet.has_answered(request.id))
    }

    /// Shows the fleet at `now` to a caller when its turn comes. What it sees may not be durable yet, so the caller tells nobody of it
    /// before the delivery.
    pub fn show<T>(&mut self, now: FleetTime, to: impl FnOnce(&Fleet) -> T) -> T {
        let now = self.moved(now);
        self.fleet.at(now, to)
    }

    /// Keeps a caller that asks for no act: it is answered with the others, after the commit.
    pub fn keep(&mut self, caller: R) {
        self.pending.replies.push((caller, Ok(Answer::Done)));
    }

    /// Answers an act that the fleet must not see.
    pub fn refuse(&mut self, caller: R, why: ActError) {
        self.pending.replies.push((caller, Err(why)));
    }

    /// Tells the fleet what the engine observed itself: the wall clock, and that the process did not run. Called before the batch's acts.
    pub fn see_clock(&mut self, now: FleetTime, wall: TimeOfDay, stood_still: Option<FleetTime>) {
        if let Some(since) = stood_still {
            let now = self.moved(now);
            self.fleet.stood_still(since, now);
        }
        if self.fleet.is_worth_a_look(now, wall) {
            self.own(now, Command::SeeClock { wall });
        }
        if let Some(since) = stood_still {
            self.own(now, Command::Resumed { since });
        }
    }

    /// Ends the batch: after the commands come the deadlines that are due (RULES T8).
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

    /// Decides a command of the engine itself.
    fn own(&mut self, now: FleetTime, command: Command) {
        let now = self.moved(now);
        let name = command.name();
        let act = Act {
            request: None,
            actor: Actor::Fleet,
            place: None,
            command,
        };
        match self.fleet.decide(now, act) {
            Ok(decision) => drop(self.pending.take(decision)),
            Err(refusal) => tracing::error!(
                refusal = refusal.code(),
                name,
                "the fleet refused the engine"
            ),
        }
    }

    /// Fleet time with the change of this batch. The engine's clock changes only after the commit.
    const fn moved(&self, now: FleetTime) -> FleetTime {
        now.plus(self.pending.clock_moves_ms)
    }
}

/// A decided batch: the fleet has changed, and nobody has been told. It can only be committed.
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
    /// A batch without stored changes needs no commit: everything that its answers depend on is durable already. It is written all the same
    /// when fleet time is due to be stored.
    ///
    /// # Errors
    /// The store failed. Nothing of the batch may leave, and the fleet is ahead of the store: the caller of this function has to answer the
    /// acts and end.
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
        // The new fleet time is stored with the batch that set it, because the deadlines in the batch are counted from it.
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

/// A batch whose commit failed.
#[derive(Debug)]
pub struct Failed<R> {
    pub error: CommitError,
    /// The callers that wait for it.
    pub callers: Vec<R>,
}

/// A durable batch. It can only be published.
#[derive(Debug)]
#[must_use = "a committed batch has answers and orders to deliver"]
pub struct Committed<'f, R> {
    at: Position,
    now: FleetTime,
    /// Borrowed until the batch is published: whoever is told to look finds this state.
    _fleet: &'f mut Fleet,
    pending: Pending<R>,
}

impl<R> Committed<'_, R> {
    /// The state of the store now.
    #[must_use]
    pub const fn position(&self) -> Position {
        self.at
    }

    /// Tells all watchers that the fleet has changed, if it has.
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

/// A durable and published batch: its answers and orders may leave.
#[derive(Debug)]
#[must_use = "it has answers and orders to deliver"]
pub struct Announced<R> {
    pending: Pending<R>,
}

impl<R> Announced<R> {
    /// Releases first the answers, then the orders, in the order of the decisions. Returns the amount by which fleet time was set; the
    /// engine's clock has to move by the same.
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
