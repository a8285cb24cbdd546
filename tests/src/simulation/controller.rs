//! The simulated controller: the real fleet, the real batches and the real records, on a disk in memory.

use madoguchi_agent::session::Input;
use madoguchi_controller::engine::batch::{Deciding, Position, Reply};
use madoguchi_controller::engine::{Deliver, Published};
use madoguchi_controller::store::{
    Batch, CommitError, GrantReader, LoadError, Loaded, Memory, Revision, Store, memory::Disk,
};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Start};
use madoguchi_fleet::decision::Order;
use madoguchi_fleet::ids::{ConnectionId, Installation};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::FleetTime;
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
}

impl Deliver for Released {
    fn deliver(&mut self, to: ConnectionId, order: Order) {
        self.orders.push((to, order));
    }
}

/// A running controller.
#[derive(Debug)]
pub struct Controller {
    pub fleet: Fleet,
    pub inbox: VecDeque<(Act, Caller)>,
    pub disk_fails: bool,
    store: Faulty,
    position: Position,
    people: watch::Sender<Published>,
}

impl Controller {
    /// Starts on what the disk holds.
    pub fn start(
        disk: &Disk,
        settings: Settings,
        start: Start,
        grants: GrantReader,
    ) -> Result<Self, LoadError> {
        let mut store = Memory::open(disk.clone(), grants)?;
        let loaded = now(store.load())?;
        let position = Position {
            revision: loaded.revision,
            fleet_time: loaded.records.fleet_time,
        };
        Ok(Self {
            fleet: Fleet::restore(settings, start, loaded.records),
            inbox: VecDeque::new(),
            disk_fails: false,
            store: Faulty {
                store,
                fails: false,
            },
            position,
            people: watch::Sender::new(Published::default()),
        })
    }

    /// What the store has come to: the same again means that nothing was written.
    pub const fn revision(&self) -> Revision {
        self.position.revision
    }

    /// One batch. `None`: the disk failed, and the controller is gone.
    pub fn batch(&mut self, at: FleetTime, acts: usize, id: [u8; 16]) -> Option<Released> {
        self.store.fails = self.disk_fails;
        let mut deciding = Deciding::new(&mut self.fleet);
        for (act, caller) in self.inbox.drain(..acts.min(self.inbox.len())) {
            deciding.act(at, act.clone(), (act, caller));
        }
        let committed = now(deciding.end(at).commit(&mut self.store, self.position, id)).ok()?;
        self.position = committed.position();
        let mut orders = Released::default();
        let mut replies = Vec::new();
        committed
            .publish(&self.people)
            .deliver(&mut orders, |caller, reply| replies.push((caller, reply)));
        Some(Released { replies, ..orders })
    }
}

/// What is stored on a disk now, as a start would read it.
pub fn stored(disk: &Disk, grants: GrantReader) -> Result<Loaded, LoadError> {
    let mut store = Memory::open(disk.clone(), grants)?;
    now(store.load())
}

/// The memory store, with a disk that can fail.
struct Faulty {
    store: Memory,
    fails: bool,
}

impl std::fmt::Debug for Faulty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Faulty")
            .field("fails", &self.fails)
            .finish_non_exhaustive()
    }
}

impl Store for Faulty {
    async fn load(&mut self) -> Result<Loaded, LoadError> {
        self.store.load().await
    }

    async fn commit(&mut self, batch: &Batch) -> Result<Revision, CommitError> {
        if self.fails {
            return Err(CommitError::Failed {
                source: io::Error::other("the simulated disk failed"),
            });
        }
        self.store.commit(batch).await
    }

    fn free_bytes(&self) -> io::Result<u64> {
        self.store.free_bytes()
    }
}

/// The memory store is always ready: its futures need no executor.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the memory store waited for something"),
    }
}

/// An order as the agent's machine takes it; `None` for one that ends the connection.
pub fn input_of(order: Order) -> Option<Input> {
    let text = Text::default();
    Some(match order {
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
        Order::ReportHolding => Input::ReportHolding,
        Order::Close(closing) => {
            let retry = closing.retry();
            return (!retry).then_some(Input::Closing {
                reason: text,
                retry,
            });
        }
    })
}

fn wire(assignment: madoguchi_fleet::ids::Assignment) -> madoguchi_proto::v1::Assignment {
    madoguchi_proto::v1::Assignment {
        ticket_id: assignment.ticket.0,
        attempt: assignment.attempt,
    }
}

/// This clinic's installation.
pub const HERE: Installation = madoguchi_licensing::grant::InstallationKey([7; 32]);
