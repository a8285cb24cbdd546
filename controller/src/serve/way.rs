//! How readers reach this PC, by its policy: who says which port a connection comes by, and where readers are let in.

use super::{Error, Parts};
use crate::config::{Listen, Policy};
use crate::link::{Doors, Entrance, Links, Readers, Snapshot, Usb, VirtualBus};
use crate::tls::Bounds;
use std::sync::Arc;
use tokio::sync::watch;

/// How readers reach this PC.
pub(super) enum Way {
    /// Over USB.
    Usb { links: Usb, readers: Readers },
    /// On the virtual bus.
    Loopback(Arc<VirtualBus>),
}

impl Way {
    /// Looks at the ports that the policy asks for.
    pub(super) fn look(parts: &Parts) -> Result<Self, Error> {
        Ok(match parts.policy {
            Policy::Usb => {
                let (_, snapshots) = watch::channel(Arc::new(Snapshot::default()));
                let readers = Readers::new(snapshots, |_| Vec::new());
                Self::Usb {
                    links: Usb,
                    readers,
                }
            }
            Policy::Loopback => Self::Loopback(Arc::new(VirtualBus::new())),
        })
    }

    /// Who says which port a connection comes by.
    pub(super) fn links(&self) -> Arc<dyn Links> {
        match self {
            Self::Usb { links, .. } => Arc::new(links.clone()),
            Self::Loopback(bus) => Arc::clone(bus) as Arc<dyn Links>,
        }
    }

    /// How many connections there may be.
    pub(super) const fn bounds(&self) -> Bounds {
        match self {
            Self::Usb { .. } => Bounds::READERS,
            Self::Loopback(_) => Bounds::LOOPBACK,
        }
    }

    /// A place where readers can be let in. What the configuration cannot say is refused: an address over USB would be one on the
    /// clinic's network.
    pub(super) fn entrance(&self, listen: Listen) -> Result<Entrance, Error> {
        match (self, listen) {
            (Self::Usb { readers, .. }, Listen::Links(port)) => {
                Ok(Entrance::Links(readers.clone(), port))
            }
            (Self::Loopback(_), Listen::At(address)) => Ok(Entrance::At(address)),
            (Self::Usb { .. }, _) => Err(Error::Listening(Policy::Usb.name())),
            (Self::Loopback(_), _) => Err(Error::Listening(Policy::Loopback.name())),
        }
    }

    /// Opens such a place.
    pub(super) async fn open(&self, what: &'static str, listen: Listen) -> Result<Doors, Error> {
        let entrance = self.entrance(listen)?;
        entrance.open().await.map_err(|source| match entrance {
            Entrance::At(address) => Error::Listen {
                what,
                address,
                source,
            },
            Entrance::Links(..) => Error::Ports(source.into()),
        })
    }
}
