//! How a connection reaches the PC: evidence for admission, which the fleet judges.
//!
//! [`Links`] is what the gateway asks. `virtual_bus` answers for `policy = "loopback"`, `usb` for readers over USB.
//!
//! [`Snapshot`] is everything that the PC shows of its ports and interfaces at one moment; what it means is worked out from it
//! alone, without asking the system again. `scan` reads one, [`Ports`] has the newest at any time, and `report` tells the
//! engine what it shows.

mod announce;
mod doors;
mod ports;
pub mod report;
mod scan;
mod settings;
mod snapshot;
mod text;
mod unknown;
mod usb;
mod virtual_bus;

pub use announce::Announcer;
pub use doors::{Arrival, Doors, Doorway, Entrance, Readers};
pub use ports::Ports;
pub use settings::{BoardHub, ForeignKind, Settings};
pub use snapshot::{Address, Device, DeviceId, Interface, Snapshot};
pub use usb::Usb;
pub use virtual_bus::VirtualBus;

use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::link::Link;
use std::any::Any;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use tokio::sync::watch;

/// Why the PC's ports cannot be looked at.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the network interfaces of this PC cannot be listed")]
    Interfaces(#[source] io::Error),
    #[error("the USB devices of this PC cannot be listed")]
    Devices(#[source] nusb::Error),
    #[error("the watch over the USB ports cannot be started")]
    Thread(#[source] io::Error),
}

/// What a unit says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Its serial, as its certificate says; `None` where it showed none.
    pub serial: Option<Serial>,
    /// The port of the virtual bus that it names; empty where it names none.
    pub virtual_port: String,
}

/// Finds out how connections reach the PC.
pub trait Links: Send + Sync + fmt::Debug {
    /// Looks at a connection from `peer` that came in by our own address `local`.
    fn observe(&self, peer: SocketAddr, local: SocketAddr, claim: &Claim) -> Observation;
}

/// How one connection reaches the PC, for as long as it lasts: to be dropped when the connection ends.
pub struct Observation {
    link: watch::Receiver<Option<Link>>,
    _plugged: Box<dyn Any + Send + Sync>,
}

impl Observation {
    /// An observation that can change, and to `None` when the plug is pulled; `plugged` is dropped with it.
    #[must_use]
    pub fn new(link: watch::Receiver<Option<Link>>, plugged: impl Any + Send + Sync) -> Self {
        Self {
            link,
            _plugged: Box::new(plugged),
        }
    }

    /// One that stays as it is.
    #[must_use]
    pub fn fixed(link: Link) -> Self {
        let (sender, receiver) = watch::channel(Some(link));
        Self::new(receiver, sender)
    }

    /// The link as it is now, which counts as seen; `None`: it is not plugged in any more.
    pub fn link(&mut self) -> Option<Link> {
        self.link.borrow_and_update().clone()
    }

    /// Waits until the link is another than the one seen last.
    pub async fn changed(&mut self) -> Option<Link> {
        if self.link.changed().await.is_err() {
            // Nobody observes any longer: it stays as it is.
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
