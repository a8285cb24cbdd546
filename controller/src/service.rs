//! Madoguchi as a service of the clinic's PC: what the system asks of it, what it is told, and how the service is installed.
//!
//! ```text
//! the system ─ controls ─► a channel ─► Life (pure) ─┬─► statuses, for the system
//!                                                    └─► orders, for the controller
//! ```
//! `life` decides, `runner` carries to and fro; both run on every system, so that they are tested on each. `windows` is the service manager
//! of Windows. On Linux systemd does all of that by itself (`systemctl`).

pub mod life;
pub mod plan;
pub mod runner;
pub mod search_path;
#[cfg(windows)]
mod windows;

pub use plan::Plan;
#[cfg(windows)]
pub use windows::{install, run, start, status, stop, uninstall};

use std::io;

/// How a service is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    NotInstalled,
    Stopped,
    Starting,
    Running,
    Stopping,
}

/// Why the service manager did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// This system has no services of this kind.
    #[error("this system has no service manager that this program knows")]
    Elsewhere,
    #[error("the service is not installed")]
    NotInstalled,
    /// It is not this process that the service manager started.
    #[error("the service manager did not start this process")]
    NotByManager,
    #[error("the service did not get there in time")]
    Late(State),
    /// The rights of whoever asked do not reach so far.
    #[error("the service manager refuses this user")]
    NoRights,
    #[error("{what}")]
    Failed {
        what: &'static str,
        #[source]
        source: io::Error,
    },
}

#[cfg(not(windows))]
mod elsewhere {
    use super::{Error, Plan, State};

    /// # Errors
    /// Always: systemd is asked by its own program.
    pub fn install(_plan: &Plan) -> Result<Vec<&'static str>, Error> {
        Err(Error::Elsewhere)
    }

    /// # Errors
    /// Always.
    pub fn uninstall() -> Result<(), Error> {
        Err(Error::Elsewhere)
    }

    /// # Errors
    /// Always.
    pub fn start() -> Result<(), Error> {
        Err(Error::Elsewhere)
    }

    /// # Errors
    /// Always.
    pub fn stop() -> Result<(), Error> {
        Err(Error::Elsewhere)
    }

    /// # Errors
    /// Always.
    pub fn status() -> Result<State, Error> {
        Err(Error::Elsewhere)
    }
}
#[cfg(not(windows))]
pub use elsewhere::{install, start, status, stop, uninstall};
