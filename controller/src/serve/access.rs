//! How readers reach this PC, by its policy: who says which port a connection comes by, and where readers are let in.

use super::{Error, Parts};
use crate::config::{Listen, Policy};
use crate::engine::Handle;
use crate::link::{Doors, Entrance, Links, Ports, Readers, Usb, VirtualBus, report};
use crate::pairing;
use crate::tls::Bounds;
use madoguchi_fleet::ids::Installation;
use std::sync::Arc;
use tokio::task::JoinHandle;

/// How readers reach this PC.
pub(super) enum Access {
    /// Over USB.
    Usb(Ports),
    /// On the virtual bus.
    Loopback(Arc<VirtualBus>),
}

impl Access {
    /// Looks at the ports that the policy asks for.
    pub(super) fn look(parts: &Parts) -> Result<Self, Error> {
        Ok(match parts.policy {
            Policy::Usb => {
                let ports = Ports::watch(parts.link.clone());
                Self::Usb(ports.map_err(|why| Error::Ports(Box::new(why)))?)
            }
            Policy::Loopback => Self::Loopback(Arc::new(VirtualBus::new())),
        })
    }

    /// Who says which port a connection comes by.
    pub(super) fn links(&self) -> Arc<dyn Links> {
        match self {
            Self::Usb(ports) => Arc::new(Usb::new(ports)),
            Self::Loopback(bus) => Arc::clone(bus) as Arc<dyn Links>,
        }
    }

    /// How many connections there may be.
    pub(super) const fn bounds(&self) -> Bounds {
        match self {
            Self::Usb(_) => Bounds::READERS,
            Self::Loopback(_) => Bounds::LOOPBACK,
        }
    }

    /// How many connections there may be at the pairing port.
    pub(super) const fn pairing_bounds(&self) -> Bounds {
        match self {
            Self::Usb(_) => pairing::READERS,
            Self::Loopback(_) => pairing::LOOPBACK,
        }
    }

    /// A place where readers can be let in. What the configuration cannot say is refused: an address over USB would be one on the
    /// clinic's network.
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

    /// Tells the engine what the ports show, as long as both are there.
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

/// What tells the engine of the ports. Dropping it ends it.
#[derive(Debug)]
pub(super) struct Report(Option<JoinHandle<()>>);

impl Report {
    /// Until it has ended by itself; for ever, where there is nothing to tell.
    pub(super) async fn ended(&mut self) {
        match &mut self.0 {
            Some(task) => {
                // However it ended, nobody is told any longer.
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
