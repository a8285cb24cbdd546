//! The engine: one task owns the fleet, and everything that changes it passes through here.
//!
//! ```text
//! Handle ──► inbox ──► decide ──► commit ──► publish ──► deliver ──► answers, orders
//!                      (pure)     (store)    (people)                 then questions
//! ```
//! The order is held by types (`batch`): a decided batch can only be committed, a committed one only published,
//! and only a published one has `deliver`. While a batch is on its way it borrows the fleet, so nothing can look
//! at what is not durable yet.
//!
//! The engine runs on an operating-system thread of its own with a single-threaded runtime (`driver`): a commit
//! blocks until the disk has it, and must not hold up the threads that serve connections.

pub mod batch;
pub mod clock;
mod disk;
mod driver;
mod handle;

pub use clock::{Clock, MonotonicClock, Wall, wall_clock};
pub(crate) use disk::MIN_FREE_BYTES;
pub use driver::{EngineError, Parts, Running, Stopper, start};
pub use handle::Handle;

use madoguchi_fleet::Refusal;
use madoguchi_fleet::decision::Order;
use madoguchi_fleet::ids::ConnectionId;
use madoguchi_fleet::time::FleetTime;

/// What people may know without asking: published after every batch that was committed.
///
/// A batch that changes only what is not stored (a unit attached) is published with the revision as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Published {
    /// Commits so far.
    pub revision: u64,
    /// Fleet time of the newest batch.
    pub fleet_time: FleetTime,
}

/// Why an act was not done.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// The fleet refused it; nothing changed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The disk is nearly full: new work is refused, what runs can finish.
    #[error("the data disk has only {free_mib} MiB left")]
    DiskFull {
        /// What is left.
        free_mib: u64,
    },
    /// The commit failed; the process ends.
    #[error("the change could not be made durable: {0}")]
    StoreFailed(String),
    /// The engine has stopped.
    #[error("the controller is stopping")]
    Stopped,
}

/// The engine has stopped.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the controller is stopping")]
pub struct Stopped;

/// Where orders go once they may leave.
pub trait Deliver: Send + 'static {
    /// Hands one order to a connection; never waits. An order for a connection that is gone is dropped.
    fn deliver(&mut self, to: ConnectionId, order: Order);
}
