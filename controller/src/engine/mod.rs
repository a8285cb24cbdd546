//! The engine: one task owns the fleet (placeholder of the handle's signatures).

use madoguchi_fleet::command::Act;
use madoguchi_fleet::decision::{Answer, Order};
use madoguchi_fleet::ids::ConnectionId;
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::{Fleet, Refusal};
use tokio::sync::watch;

/// What people may know without asking: published after every commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Published {
    /// Commits so far.
    pub revision: u64,
    /// Fleet time of the newest.
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

/// The way to the engine.
#[derive(Debug, Clone)]
pub struct Handle {
    published: watch::Receiver<Published>,
}

impl Handle {
    /// Sends one act; durable when this returns `Ok`.
    ///
    /// # Errors
    /// See [`ActError`].
    pub async fn act(&self, _act: Act) -> Result<Answer, ActError> {
        Err(ActError::Stopped)
    }

    /// Asks the fleet as it was last committed.
    ///
    /// # Errors
    /// When the engine has stopped.
    pub async fn ask<R: Send + 'static>(
        &self,
        _question: impl FnOnce(&Fleet) -> R + Send + 'static,
    ) -> Result<R, Stopped> {
        Err(Stopped)
    }

    /// What is published after every commit.
    #[must_use]
    pub fn published(&self) -> watch::Receiver<Published> {
        self.published.clone()
    }
}
