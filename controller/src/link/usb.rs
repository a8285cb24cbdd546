//! Readers over USB: the link of a connection follows the snapshots of the ports while it lasts.

use super::{Claim, Links, Observation, Ports};
use madoguchi_fleet::link::Link;
use madoguchi_ports::{Arrival, DeviceId, Settings, Snapshot};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::watch;
use tokio::task::AbortHandle;

/// The source of links for `policy = "usb"`.
#[derive(Debug, Clone)]
pub struct Usb {
    ports: Ports,
}

impl Usb {
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

/// Follows the snapshots until the plug is pulled. A device that is plugged in afterwards belongs to another connection.
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

/// The interface and device of a connection.
struct Wire {
    peer: SocketAddr,
    local: SocketAddr,
    /// The interface's number, and its device at that time; `None` if the interface was unclear.
    by: Option<(u32, Option<DeviceId>)>,
    /// Whether the device was ever listed.
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

    /// The link in a snapshot; `None` if its interface or device is gone, whatever is there now.
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

/// The task that follows the snapshots; ends with the observation.
struct Following(AbortHandle);

impl Drop for Following {
    fn drop(&mut self) {
        self.0.abort();
    }
}
