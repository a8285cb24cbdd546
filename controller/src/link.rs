//! The path by which a connection reaches the PC: evidence for admission, which the fleet judges.
//!
//! The gateway asks [`Links`]. `virtual_bus` answers for `policy = "loopback"`, `usb` for readers over USB.
//!
//! A [`Snapshot`](madoguchi_ports::Snapshot) is all that the PC shows of its ports and interfaces at one moment; everything else is derived from it without asking the
//! system again. `scan` reads one, [`Ports`] always has the newest, and `report` tells the engine what it shows.

mod announce;
mod doors;
mod ports;
pub mod report;
mod scan;
mod text;
mod usb;
mod virtual_bus;

pub use announce::Announcer;
pub(crate) use doors::MAX_DOORS;
pub use doors::{Arrival, Doors, Doorway, Entrance, Readers};
pub use ports::Ports;
pub use scan::read;
pub use usb::Usb;
pub use virtual_bus::VirtualBus;

use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::link::Link;
use std::any::Any;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use tokio::sync::watch;

/// The reason why the PC's ports cannot be watched.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the network interfaces of this PC cannot be listed")]
    Interfaces(#[source] io::Error),
    #[error("the USB devices of this PC cannot be listed")]
    Devices(#[source] nusb::Error),
    #[error("the watch over the USB ports cannot be started")]
    Thread(#[source] io::Error),
}

/// The unit's own statements about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The serial in its certificate; `None` without a certificate.
    pub serial: Option<Serial>,
    /// The port of the virtual bus that it names; empty for none.
    pub virtual_port: String,
}

/// The source that knows how connections reach the PC.
pub trait Links: Send + Sync + fmt::Debug {
    /// Observes a connection from `peer` to the local address `local`.
    fn observe(&self, peer: SocketAddr, local: SocketAddr, claim: &Claim) -> Observation;
}

/// The observed path of one connection. Dropped when the connection ends.
pub struct Observation {
    link: watch::Receiver<Option<Link>>,
    _plugged: Box<dyn Any + Send + Sync>,
}

impl Observation {
    /// An observation that can change, and becomes `None` when the plug is pulled; `plugged` is dropped with it.
    #[must_use]
    pub fn new(link: watch::Receiver<Option<Link>>, plugged: impl Any + Send + Sync) -> Self {
        Self {
            link,
            _plugged: Box::new(plugged),
        }
    }

    /// An observation that never changes.
    #[must_use]
    pub fn fixed(link: Link) -> Self {
        let (sender, receiver) = watch::channel(Some(link));
        Self::new(receiver, sender)
    }

    /// The present link, which then counts as seen; `None` if it is no longer plugged in.
    pub fn link(&mut self) -> Option<Link> {
        self.link.borrow_and_update().clone()
    }

    /// Waits until the link differs from the one seen last.
    pub async fn changed(&mut self) -> Option<Link> {
        if self.link.changed().await.is_err() {
            // The observer is gone, so the link stays as it is.
            std::future::pending::<()>().await;
        }
        self.link()
    }
}

impl fmt::Debug for Observation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Observation")
            .field(&*self.link.borrow())
            .finish()
    }
}
