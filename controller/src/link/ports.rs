//! The PC's ports at any time: a snapshot that follows what is plugged in and pulled.
//!
//! The system tells of plugs, and each of its messages is followed by scans in quick succession, because a network interface comes
//! up some time after its device. A message that a device went is believed at once, before any scan. A slow scan finds what no
//! message told; where the system sends none (Linux without udev), or sends them where this program does not hear them (from outside
//! a container), it is a quick one.

mod pace;
mod threads;
mod watcher;

use super::Error;
use madoguchi_ports::{Settings, Snapshot};
use std::fmt;
use std::sync::Arc;
use threads::Eyes;
use tokio::sync::watch;
use watcher::Watcher;

/// The PC's USB ports and interfaces, watched for as long as this or a receiver of its snapshots is there.
#[derive(Clone)]
pub struct Ports {
    snapshots: watch::Receiver<Arc<Snapshot>>,
    settings: Arc<Settings>,
}

impl Ports {
    /// Watches this PC's ports. Looks once before it returns, which takes some milliseconds.
    ///
    /// # Errors
    /// When the system cannot be asked.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub fn watch(settings: Settings) -> Result<Self, Error> {
        let (eyes, first) = Eyes::open()?;
        let (sender, snapshots) = watch::channel(Arc::new(first.snapshot));
        let watcher = Watcher::new(sender, first.names);
        tokio::spawn(watcher.run(eyes));
        Ok(Self::given(snapshots, settings))
    }

    /// Ports that somebody else watches: for tests.
    #[must_use]
    pub fn given(snapshots: watch::Receiver<Arc<Snapshot>>, settings: Settings) -> Self {
        Self {
            snapshots,
            settings: Arc::new(settings),
        }
    }

    /// What the ports show, now and whenever it is another thing than before.
    #[must_use]
    pub fn snapshots(&self) -> watch::Receiver<Arc<Snapshot>> {
        self.snapshots.clone()
    }

    /// What the configuration says of links.
    #[must_use]
    pub fn settings(&self) -> &Arc<Settings> {
        &self.settings
    }
}

impl fmt::Debug for Ports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ports")
            .field("snapshot", &*self.snapshots.borrow())
            .finish_non_exhaustive()
    }
}
