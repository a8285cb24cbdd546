//! The simulated controller: the real fleet, the real batches and the real records, on a disk in memory whose sync can
//! fail. What was not synced is lost with the controller, or found at the next start: nobody knows before.

use super::watch::Seen;
use madoguchi_agent::session::Input;
use madoguchi_controller::engine::batch::{Deciding, Position, Reply};
use madoguchi_controller::engine::{ActError, Deliver, Published};
use madoguchi_controller::store::{
    Batch, CommitError, LoadError, Loaded, Memory, Readers, Revision, Store, memory::Disk,
};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Start};
use madoguchi_fleet::decision::Order;
use madoguchi_fleet::ids::{ConnectionId, Installation};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::FleetTime;
use madoguchi_licensing::grant::InstallationKey;
use madoguchi_proto::v1::Text;
use std::collections::VecDeque;
use std::future::Future;
use std::io;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use tokio::sync::watch;

/// Who waits for an answer.
#[derive(Debug, Clone)]
pub enum Caller {
    /// Nobody.
    Nobody,
    /// A connection that waits to hear that it, or its link, is known.
    Hello(ConnectionId),
    /// Somebody at the desk.
    Desk,
    /// A reader, for the acknowledgement of an event.
    Reader {
        connection: ConnectionId,
        sequence: u64,
    },
}

/// What left the controller in one batch.
#[derive(Debug, Default)]
pub struct Released {
    /// Each act with its caller and its reply, in the order of the batch.
    pub replies: Vec<((Act, Caller), Reply)>,
    pub orders: Vec<(ConnectionId, Order)>,
    /// By how much fleet time was set, and after how many replies. Of the real one only the sum is known.
    pub moves: Vec<(usize, i64)>,
}

impl Released {
    /// Whether the same leaves.
    pub fn is_same(&self, other: &Self) -> bool {
        let replies = |of: &Self| -> Vec<_> {
            let replies = of.replies.iter();
            replies
                .map(|(_, reply)| reply.as_ref().map_err(ToString::to_string).cloned())
                .collect()
        };
        self.orders == other.orders
            && replies(self) == replies(other)
            && self.moved_ms() == other.moved_ms()
    }

    /// By how much fleet time was set in all.
    pub fn moved_ms(&self) -> i64 {
        self.moves.iter().map(|(_, by)| by).sum()
    }
}

impl Deliver for Released {
    fn deliver(&mut self, to: ConnectionId, order: Order) {
        self.orders.push((to, order));
    }
}

/// Nanoseconds in a millisecond.
const NS: i128 = 1_000_000;
/// An engine that runs looks at least once a second.
const LOOKS_WITHIN_MS: i64 = 1_000;
/// While fleet time is slewed, a look this often is enough to see where it has come to.
const LOOKS_AGAIN_MS: i64 = 10_000;

/// Fleet time, as the engine's clock has it: it goes on from a moment, a little faster or slower, whatever the wall clock does.
#[derive(Debug)]
struct Clock {
    fleet_ns: i128,
    at: i64,
    ppm: i64,
}

impl Clock {
    const fn rate(&self) -> i128 {
        NS + self.ppm as i128
    }

    const fn ns(&self, elapsed: i64) -> i128 {
        self.fleet_ns + (elapsed - self.at) as i128 * self.rate()
    }

    /// When it will be a fleet time, in the world's time.
    fn elapsed(&self, at: FleetTime) -> i64 {
        let ns = i128::from(at.0) * NS - self.fleet_ns;
        let ms = -(-ns).div_euclid(self.rate());
        i64::try_from(ms).map_or(i64::MAX, |ms| self.at.saturating_add(ms))
    }
}

/// A running controller.
#[derive(Debug)]
pub struct Controller {
    pub fleet: Fleet,
    pub inbox: VecDeque<(Act, Caller)>,
    /// What the next commit does.
    pub fault: Fault,
    /// Whether the disk is nearly full: new work is refused, as the engine's driver does.
    pub full: bool,
    store: Faulty,
    position: Position,
    /// The fleet time of the newest commit.
    stored: FleetTime,
    people: watch::Sender<Published>,
    clock: Clock,
    /// When the engine looks at the wall clock again, in the world's time, if there is something to see.
    looks_at: Option<i64>,
}

/// How a batch ended.
#[derive(Debug)]
pub enum Batched {
    /// It is durable, and this leaves.
    Released(Released),
    /// The commit failed and the controller is gone; what it wrote is there all the same.
    Kept,
    /// The commit failed and the controller is gone, and so is what it wrote.
    Lost,
}

impl Controller {
    /// Starts on what the disk holds, so many milliseconds after the opening.
    pub fn start(
        disk: &Disk,
        settings: Settings,
        start: Start,
        readers: Readers,
        elapsed: i64,
    ) -> Result<Self, LoadError> {
        let mut store = Memory::open(disk.clone(), readers)?;
        let loaded = now(store.load())?;
        let stored = loaded.records.fleet_time;
        let fleet = Fleet::restore(settings, start, loaded.records);
        // As the engine's driver begins: the time alone is stored some minutes after a start.
        let position = Position {
            revision: loaded.revision,
            fleet_time: fleet.now(),
        };
        Ok(Self {
            clock: Clock {
                fleet_ns: i128::from(fleet.now().0) * NS,
                at: elapsed,
                ppm: 0,
            },
            looks_at: None,
            fleet,
            inbox: VecDeque::new(),
            fault: Fault::None,
            full: false,
            store: Faulty {
                store,
                fault: Fault::None,
            },
            position,
            stored,
            people: watch::Sender::new(Published::default()),
        })
    }

    /// Fleet time, as the engine's clock has it.
    pub fn now(&self, elapsed: i64) -> FleetTime {
        let ms = self.clock.ns(elapsed).div_euclid(NS);
        FleetTime(i64::try_from(ms).unwrap_or(i64::MAX))
    }

    /// The wall clock was set: the engine looks within a second.
    pub fn clock_was_set(&mut self, elapsed: i64) {
        self.looks_at = Some(elapsed + LOOKS_WITHIN_MS);
    }

    /// The fleet time that is stored.
    pub const fn stored_time(&self) -> FleetTime {
        self.stored
    }

    /// When the engine wakes by itself, in the world's time.
    pub fn wakes_at(&self) -> i64 {
        let due = self.position.time_due();
        let at = self.fleet.next_deadline().map_or(due, |next| next.min(due));
        let due = self.clock.elapsed(at);
        self.looks_at.map_or(due, |look| look.min(due))
    }

    /// What the store has come to: the same again means that nothing was written.
    pub const fn revision(&self) -> Revision {
        self.position.revision
    }

    /// The next acts, at most so many.
    pub fn take(&mut self, acts: usize) -> Vec<(Act, Caller)> {
        self.inbox.drain(..acts.min(self.inbox.len())).collect()
    }

    /// One batch.
    pub fn batch(
        &mut self,
        elapsed: i64,
        seen: Seen,
        acts: Vec<(Act, Caller)>,
        id: [u8; 16],
    ) -> Batched {
        let at = seen.now;
        self.store.fault = self.fault;
        let mut deciding = Deciding::new(&mut self.fleet);
        deciding.see_clock(at, seen.wall, seen.since);
        for (act, caller) in acts {
            if self.full && act.command.is_new_work() && !deciding.knows(&act) {
                deciding.refuse((act, caller), ActError::DiskFull { free_mib: 1 });
            } else {
                deciding.act(at, act.clone(), (act, caller));
            }
        }
        let committing = deciding.end(at).commit(&mut self.store, self.position, id);
        let Ok(committed) = now(committing) else {
            return match self.fault {
                Fault::Kept => Batched::Kept,
                Fault::None | Fault::Lost => Batched::Lost,
            };
        };
        if self.position.revision != committed.position().revision {
            self.stored = committed.position().fleet_time;
        }
        self.position = committed.position();
        let mut orders = Released::default();
        let mut replies = Vec::new();
        let moves = committed
            .publish(&self.people)
            .deliver(&mut orders, |caller, reply| replies.push((caller, reply)));
        let ppm = self.fleet.slew_ppm();
        self.clock = Clock {
            fleet_ns: self.clock.ns(elapsed) + i128::from(moves) * NS,
            at: elapsed,
            ppm,
        };
        self.looks_at = (ppm != 0).then_some(elapsed + LOOKS_AGAIN_MS);
        let moves = vec![(replies.len(), moves)];
        Batched::Released(Released {
            replies,
            moves,
            ..orders
        })
    }
}

/// What is stored on a disk now, as a start would read it.
pub fn stored(disk: &Disk, readers: Readers) -> Result<Loaded, LoadError> {
    let mut store = Memory::open(disk.clone(), readers)?;
    now(store.load())
}

/// What a disk does to a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The sync fails, and what was written is lost with the controller.
    Lost,
    /// The sync fails, and what was written is found at the next start.
    Kept,
}

/// The memory store, on a disk whose sync can fail.
struct Faulty {
    store: Memory,
    fault: Fault,
}

impl std::fmt::Debug for Faulty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Faulty")
            .field("fault", &self.fault)
            .finish_non_exhaustive()
    }
}

impl Store for Faulty {
    async fn load(&mut self) -> Result<Loaded, LoadError> {
        self.store.load().await
    }

    async fn commit(&mut self, batch: &Batch) -> Result<Revision, CommitError> {
        if self.fault == Fault::Lost {
            return Err(sync_failed());
        }
        let revision = self.store.commit(batch).await?;
        if self.fault == Fault::Kept {
            return Err(sync_failed());
        }
        Ok(revision)
    }

    fn free_bytes(&self) -> io::Result<u64> {
        self.store.free_bytes()
    }
}

fn sync_failed() -> CommitError {
    CommitError::Failed {
        source: io::Error::other("the simulated sync failed"),
    }
}

/// The memory store is always ready: its futures need no executor.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the memory store waited for something"),
    }
}

/// An order as the agent's machine takes it.
pub fn input_of(order: Order) -> Input {
    let text = Text::default();
    match order {
        Order::Admission { verdict, serves } => Input::Admission {
            verdict: verdict.to_string(),
            serves,
            text,
        },
        Order::Call {
            assignment,
            number,
            expires_in_ms,
        } => Input::Call {
            assignment: wire(assignment),
            number: number.to_string(),
            expires_in_ms,
        },
        Order::Withdraw { assignment, .. } => Input::Withdraw {
            assignment: wire(assignment),
            reason: text,
        },
        Order::Restart => Input::Restart,
        Order::ReportHolding => Input::ReportHolding,
        Order::Identify { counter, show_ms } => Input::Identify { counter, show_ms },
        Order::Close(closing) => Input::Closing {
            reason: text,
            retry: closing.retry(),
        },
    }
}

fn wire(assignment: madoguchi_fleet::ids::Assignment) -> madoguchi_proto::v1::Assignment {
    madoguchi_proto::v1::Assignment {
        ticket_id: assignment.ticket.0,
        attempt: assignment.attempt,
    }
}

/// The installation of a PC; the first one has the controller.
pub fn key_of_pc(pc: usize) -> Installation {
    InstallationKey([u8::try_from(pc + 7).unwrap_or(u8::MAX); 32])
}
