//! The readers' access to this PC, by the policy: who knows the port of a connection, and where readers can connect.

use super::{Error, Parts};
use crate::config::{Listen, Policy};
use crate::console::OfReaders;
use crate::engine::Handle;
use crate::link::{Doors, Entrance, Links, Ports, Readers, Usb, VirtualBus, report};
use crate::pairing;
use crate::tls::{Acceptor, Bounds};
use madoguchi_fleet::ids::Installation;
use std::sync::Arc;
use tokio::task::JoinHandle;

/// The readers' access to this PC.
pub(super) enum Access {
    Usb(Ports),
    Loopback(Arc<VirtualBus>),
}

impl Access {
    /// Opens the view of the ports that the policy needs.
    pub(super) fn look(parts: &Parts) -> Result<Self, Error> {
        Ok(match parts.policy {
            Policy::Usb => {
                let ports = Ports::watch(parts.link.clone());
                Self::Usb(ports.map_err(|why| Error::Ports(Box::new(why)))?)
            }
            Policy::Loopback => Self::Loopback(Arc::new(VirtualBus::new())),
        })
    }

    /// The view of the ports; `None` where readers do not come over USB.
    pub(super) fn ports(&self) -> Option<Ports> {
        match self {
            Self::Usb(ports) => Some(ports.clone()),
            Self::Loopback(_) => None,
        }
    }

    /// The source that knows the USB port of a connection.
    pub(super) fn links(&self) -> Arc<dyn Links> {
        match self {
            Self::Usb(ports) => Arc::new(Usb::new(ports)),
            Self::Loopback(bus) => Arc::clone(bus) as Arc<dyn Links>,
        }
    }

    /// Which addresses of this PC are on readers' links.
    pub(super) fn of_readers(&self) -> OfReaders {
        match self {
            Self::Usb(ports) => {
                let (snapshots, settings) = (ports.snapshots(), Arc::clone(ports.settings()));
                Arc::new(move |ip| {
                    let snapshot = Arc::clone(&snapshots.borrow());
                    snapshot
                        .reader_interfaces(&settings)
                        .any(|interface| interface.has(ip))
                })
            }
            Self::Loopback(_) => Arc::new(|_| false),
        }
    }

    /// The limits on connections.
    pub(super) const fn bounds(&self) -> Bounds {
        match self {
            Self::Usb(_) => Bounds::READERS,
            Self::Loopback(_) => Bounds::LOOPBACK,
        }
    }

    /// The limits on connections at the pairing port.
    pub(super) const fn pairing_bounds(&self) -> Bounds {
        match self {
            Self::Usb(_) => pairing::READERS,
            Self::Loopback(_) => pairing::LOOPBACK,
        }
    }

    /// The place where readers can connect. A combination that the configuration does not allow is refused: an address over USB would be
    /// one on the clinic's network.
    pub(super) fn entrance(&self, listen: Listen) -> Result<Entrance, Error> {
        match (self, listen) {
            (Self::Usb(ports), Listen::Links(port)) => {
                Ok(Entrance::Links(Readers::of(ports), port))
            }
            (Self::Loopback(_), Listen::At(address)) => Ok(Entrance::At(address)),
            (Self::Usb(_), _) => Err(Error::Listening(Policy::Usb.name())),
            (Self::Loopback(_), _) => Err(Error::Listening(Policy::Loopback.name())),
        }
    }

    /// Opens such a place, with its listeners at `acceptor`.
    pub(super) async fn open(
        &self,
        what: &'static str,
        listen: Listen,
        acceptor: &Acceptor,
    ) -> Result<Doors, Error> {
        let entrance = self.entrance(listen)?;
        let opening = entrance.clone();
        let opened = acceptor.run(async move { opening.open().await }).await;
        opened
            .and_then(|doors| doors)
            .map_err(|source| match entrance {
                Entrance::At(address) => Error::Listen {
                    what,
                    address,
                    source,
                },
                Entrance::Links(..) => Error::Ports(source.into()),
            })
    }

    /// Reports the ports to the engine, as long as both exist.
    pub(super) fn report(&self, engine: &Handle, installation: Installation) -> Report {
        Report(match self {
            Self::Usb(ports) => {
                let running = report::run(engine.clone(), ports.clone(), installation);
                Some(tokio::spawn(running))
            }
            Self::Loopback(_) => None,
        })
    }
}

/// The task that reports the ports to the engine. Dropping it ends it.
#[derive(Debug)]
pub(super) struct Report(Option<JoinHandle<()>>);

impl Report {
    /// Waits until the task has ended by itself; for ever if there is none.
    pub(super) async fn ended(&mut self) {
        match &mut self.0 {
            Some(task) => {
                // Whatever the reason, the ports are no longer reported.
                let _ended = task.await;
                self.0 = None;
            }
            None => std::future::pending().await,
        }
    }
}

impl Drop for Report {
    fn drop(&mut self) {
        if let Some(task) = &self.0 {
            task.abort();
        }
    }
}
