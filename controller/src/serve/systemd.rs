//! What systemd is told of a controller that it started (`Type=notify`): that its doors are open, that it ends, and, where the unit asks for it
//! (`WatchdogSec=`), that its engine still answers. Started by anything else it tells nobody.

use crate::engine::Handle;
use tokio::task::JoinHandle;

/// Ends the watch when it is dropped.
#[derive(Debug)]
pub(super) struct Watchdog(Option<JoinHandle<()>>);

impl Drop for Watchdog {
    fn drop(&mut self) {
        if let Some(task) = &self.0 {
            task.abort();
        }
    }
}

#[cfg(target_os = "linux")]
mod imp {
    use super::{Handle, Watchdog};
    use sd_notify::NotifyState;
    use std::time::Duration;

    /// Tells that the doors are open, and from then on that the engine answers.
    pub(in crate::serve) fn ready(engine: &Handle) -> Watchdog {
        tell(NotifyState::Ready);
        Watchdog(sd_notify::watchdog_enabled().map(|within| {
            // Twice in each period, so that one that comes late is no reason to be ended.
            tokio::spawn(answer(engine.clone(), within / 2))
        }))
    }

    /// Tells that the controller ends because it was asked to.
    pub(in crate::serve) fn stopping() {
        tell(NotifyState::Stopping);
    }

    async fn answer(engine: Handle, every: Duration) {
        let mut turns = tokio::time::interval(every);
        loop {
            turns.tick().await;
            if engine.ask(|_| ()).await.is_err() {
                return;
            }
            tell(NotifyState::Watchdog);
        }
    }

    fn tell(what: NotifyState<'_>) {
        if let Err(error) = sd_notify::notify(&[what]) {
            tracing::warn!(%error, "systemd could not be told how it goes");
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod imp {
    use super::{Handle, Watchdog};

    pub(in crate::serve) fn ready(_engine: &Handle) -> Watchdog {
        Watchdog(None)
    }

    pub(in crate::serve) fn stopping() {}
}

pub(super) use imp::{ready, stopping};
