//! The engine: one task owns the fleet, and everything that changes it passes through here.
//!
//! ```text
//! Handle ──► inbox ──► decide ──► commit ──► publish ──► deliver ──► orders, answers
//!                      (pure)     (store)    (people)                 then questions
//! ```
//! The types in `batch` enforce this order: a decided batch can only be committed, a committed one only published, and only a published one
//! has `deliver`. Until it is published, a batch borrows the fleet, so nothing can look at what is not durable yet.
//!
//! The engine runs on its own operating-system thread with a single-threaded runtime (`driver`): a commit blocks until the disk has the
//! data, and must not block the threads that serve connections.

pub mod batch;
pub mod clock;
mod disk;
mod driver;
mod handle;

pub(crate) use clock::uptime;
pub use clock::{Clock, MonotonicClock, Wall, wall_clock};
pub(crate) use disk::MIN_FREE_BYTES;
pub use driver::{EngineError, Parts, Running, Stopper, start};
pub use handle::Handle;

use crate::store::CommitError;
use madoguchi_fleet::Refusal;
use madoguchi_fleet::decision::Order;
use madoguchi_fleet::ids::ConnectionId;
use madoguchi_fleet::time::FleetTime;
use std::sync::Arc;

/// The state that watchers get after every committed batch.
///
/// A batch that changes only what is not stored (a unit attached) keeps the revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Published {
    /// The number of commits.
    pub revision: u64,
    /// Fleet time of the newest batch.
    pub fleet_time: FleetTime,
}

/// The reason why an act was not done.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// The fleet refused the act; nothing changed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The disk is nearly full: new work is refused, work that has begun can finish.
    #[error("the data disk has only {free_mib} MiB left")]
    DiskFull {
        /// The free space in MiB.
        free_mib: u64,
    },
    /// The commit failed; the process ends.
    #[error("the change could not be made durable")]
    StoreFailed(#[source] Arc<CommitError>),
    #[error("the controller is stopping")]
    Stopped,
}

#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the controller is stopping")]
pub struct Stopped;

/// The receiver of orders, once they may leave.
pub trait Deliver: Send + 'static {
    /// Hands one order to a connection without waiting. An order for a connection that has ended is dropped.
    fn deliver(&mut self, to: ConnectionId, order: Order);
}
