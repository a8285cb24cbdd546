//! The PC's ports at any time: a snapshot that follows what is plugged in and pulled.
//!
//! The system sends a message for each plug. Several quick scans follow it, because a network interface comes up some time after its
//! device. A message that a device went is believed at once, before any scan. A slow regular scan finds changes without a message. If the
//! system sends no messages (Linux without udev), or this program cannot receive them (from outside a container), the regular scan is a
//! quick one.

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

/// The PC's USB ports and interfaces, watched while this or a receiver of its snapshots exists.
#[derive(Clone)]
pub struct Ports {
    snapshots: watch::Receiver<Arc<Snapshot>>,
    settings: Arc<Settings>,
    /// How often all of it was to be looked at anew.
    anew: Arc<watch::Sender<u64>>,
}

impl Ports {
    /// Watches this PC's ports. Scans once before it returns, which takes some milliseconds.
    ///
    /// # Errors
    /// The system cannot be asked.
    ///
    /// # Panics
    /// Called outside a tokio runtime.
    pub fn watch(settings: Settings) -> Result<Self, Error> {
        let (eyes, first) = Eyes::open()?;
        let (sender, snapshots) = watch::channel(Arc::new(first.snapshot));
        let watcher = Watcher::new(sender, first.names);
        let ports = Self::given(snapshots, settings);
        tokio::spawn(watcher.run(eyes, ports.anew.subscribe()));
        Ok(ports)
    }

    /// Ports that a test supplies.
    #[must_use]
    pub fn given(snapshots: watch::Receiver<Arc<Snapshot>>, settings: Settings) -> Self {
        Self {
            snapshots,
            settings: Arc::new(settings),
            anew: Arc::new(watch::Sender::new(0)),
        }
    }

    /// Scans at once, and opens every listener on readers' links anew: the PC slept, and a number of an interface that is the same may be
    /// another's (RULES X3).
    pub fn look_anew(&self) {
        self.anew.send_modify(|times| *times += 1);
    }

    /// Changes whenever all is to be looked at anew.
    pub(super) fn anew(&self) -> watch::Receiver<u64> {
        self.anew.subscribe()
    }

    /// The snapshot, now and after every change.
    #[must_use]
    pub fn snapshots(&self) -> watch::Receiver<Arc<Snapshot>> {
        self.snapshots.clone()
    }

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
