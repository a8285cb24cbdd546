//! Readers over USB: what a connection shows follows the snapshots of the ports, for as long as it lasts.

use super::{Claim, Links, Observation, Ports};
use madoguchi_fleet::link::Link;
use madoguchi_ports::{Arrival, DeviceId, Settings, Snapshot};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::watch;
use tokio::task::AbortHandle;

/// The PC's USB ports, asked about connections.
#[derive(Debug, Clone)]
pub struct Usb {
    ports: Ports,
}

impl Usb {
    /// Asks these ports.
    #[must_use]
    pub fn new(ports: &Ports) -> Self {
        Self {
            ports: ports.clone(),
        }
    }
}

impl Links for Usb {
    fn observe(&self, peer: SocketAddr, local: SocketAddr, _claim: &Claim) -> Observation {
        let mut snapshots = self.ports.snapshots();
        let settings = Arc::clone(self.ports.settings());
        let (wire, link) = {
            let snapshot = snapshots.borrow_and_update();
            let mut wire = Wire::find(&snapshot, peer, local);
            let link = wire.link(&snapshot, &settings);
            (wire, link)
        };
        let (sender, receiver) = watch::channel(link);
        let following = tokio::spawn(follow(wire, snapshots, settings, sender));
        Observation::new(receiver, Following(following.abort_handle()))
    }
}

/// Follows the snapshots until the plug is pulled: what is plugged in afterwards is another connection's.
async fn follow(
    mut wire: Wire,
    mut snapshots: watch::Receiver<Arc<Snapshot>>,
    settings: Arc<Settings>,
    sender: watch::Sender<Option<Link>>,
) {
    while sender.borrow().is_some() && snapshots.changed().await.is_ok() {
        let link = wire.link(&snapshots.borrow_and_update(), &settings);
        sender.send_if_modified(|known| {
            let news = *known != link;
            *known = link;
            news
        });
    }
    if sender.borrow().is_some() {
        tracing::error!(
            "nobody watches the USB ports any longer; a plug that is pulled goes unnoticed"
        );
    }
}

/// What a connection came in by.
struct Wire {
    peer: SocketAddr,
    local: SocketAddr,
    /// The interface's number, and the device that it belonged to then; `None` where there was no one interface.
    by: Option<(u32, Option<DeviceId>)>,
    /// Whether that device was listed once.
    listed: bool,
}

impl Wire {
    fn find(snapshot: &Snapshot, peer: SocketAddr, local: SocketAddr) -> Self {
        let by = match snapshot.arrival(peer, local) {
            Arrival::By(interface) => Some((interface.index, interface.device.clone())),
            Arrival::FromHere(_) | Arrival::Unclear | Arrival::Gone => None,
        };
        Self {
            peer,
            local,
            by,
            listed: false,
        }
    }

    /// How it reaches the PC by a snapshot; `None`: what it came in by is gone, whatever is there now.
    fn link(&mut self, snapshot: &Snapshot, settings: &Settings) -> Option<Link> {
        let Some((index, device)) = &self.by else {
            return snapshot.link(settings, self.peer, self.local);
        };
        let interface = snapshot.interfaces.iter().find(|i| i.index == *index)?;
        let listed = snapshot.device_of(interface).is_some();
        if interface.device != *device || (self.listed && !listed) {
            return None;
        }
        self.listed = listed;
        Some(snapshot.link_over(settings, interface, self.peer))
    }
}

/// Ends with the observation.
struct Following(AbortHandle);

impl Drop for Following {
    fn drop(&mut self) {
        self.0.abort();
    }
}
