//! Where readers are let in: a listener on every address of every reader's own interface, and on no other.
//!
//! The clinic's network never sees the port, not even for a moment: nothing listens on "any address" and is judged afterwards.
//! A listener is opened when its interface and address appear and closed when they go; connections that came in by it are
//! not ended here (their [`Observation`](super::Observation) does that).
//!
//! ```text
//! snapshots ─► readers' interfaces ─► one listener per address ─┐
//!                                     one listener per address ─┼─► arrivals ─► tls::Incoming
//!                                     …                         ┘
//! ```

mod bind;
mod wanted;

use super::{DeviceId, Interface, Ports, Snapshot};
use bind::Bound;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr, SocketAddrV6};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use wanted::{Place, wanted};

/// Connections that are accepted and not yet looked at: they are looked at at once.
const ARRIVALS: usize = 8;
/// Pause after the system could not accept (out of file handles, say): it gets no better by hurrying.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// An address that the system still checks for doubles (RFC 4862: a second) cannot be bound yet. A reader that was plugged in
/// serves within 2 s, and this is the part of it that may pass unused.
const NOT_YET: Duration = Duration::from_millis(50);
/// What else keeps an address from being bound (another program has the port) lasts, and is looked at again now and then.
const NOT_FREE: Duration = Duration::from_secs(1);

/// A place where readers are let in while it is open: the gateway's for always, the pairing's while somebody pairs.
#[derive(Debug, Clone)]
pub enum Entrance {
    /// One address; port 0 takes a free one.
    At(SocketAddr),
    /// Every address of the readers' interfaces, at this port.
    Links(Readers, u16),
}

impl Entrance {
    /// Opens it.
    ///
    /// # Errors
    /// When the one address cannot be listened on. Readers' links are followed as they come and go, and a link on which
    /// nothing can listen yet is no error.
    pub async fn open(&self) -> io::Result<Doors> {
        match self {
            Self::At(address) => Ok(Doors::from(TcpListener::bind(address).await?)),
            Self::Links(readers, port) => Ok(Doors::open(readers.clone(), *port)),
        }
    }
}

/// The interfaces that readers are on, as they come and go.
#[derive(Clone)]
pub struct Readers {
    snapshots: watch::Receiver<Arc<Snapshot>>,
    which: Which,
}

type Which = Arc<dyn Fn(&Snapshot) -> Vec<Interface> + Send + Sync>;

impl Readers {
    /// Those of the PC's ports.
    #[must_use]
    pub fn of(ports: &Ports) -> Self {
        let settings = Arc::clone(ports.settings());
        Self::new(ports.snapshots(), move |snapshot| {
            snapshot.reader_interfaces(&settings).cloned().collect()
        })
    }

    /// Those that `which` picks.
    pub fn new(
        snapshots: watch::Receiver<Arc<Snapshot>>,
        which: impl Fn(&Snapshot) -> Vec<Interface> + Send + Sync + 'static,
    ) -> Self {
        Self {
            snapshots,
            which: Arc::new(which),
        }
    }

    /// What is there now, which counts as seen.
    fn now(&mut self) -> Vec<Interface> {
        let snapshot = Arc::clone(&self.snapshots.borrow_and_update());
        (self.which)(&snapshot)
    }

    /// Waits until something is different; for ever, where nobody looks any longer.
    async fn changed(&mut self) {
        if self.snapshots.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

impl fmt::Debug for Readers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Readers").finish_non_exhaustive()
    }
}

/// A door that is open: one address of one interface.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Doorway {
    /// The interface's number.
    pub index: u32,
    /// Its name.
    pub name: String,
    /// Where the listener is; a link-local address has its scope id.
    pub address: SocketAddr,
}

/// A connection that came in.
#[derive(Debug)]
pub struct Arrival {
    /// The connection.
    pub stream: TcpStream,
    /// The other end.
    pub peer: SocketAddr,
    /// The interface by which it came; `None` by a fixed listener.
    pub interface: Option<u32>,
    /// The device that the interface belongs to: one device can have many.
    pub device: Option<DeviceId>,
}

/// Listeners whose connections come in one after the other. Dropping it closes them; connections live on.
#[derive(Debug)]
pub struct Doors {
    arrivals: mpsc::Receiver<Arrival>,
    open: watch::Receiver<Arc<[Doorway]>>,
    fixed: Option<SocketAddr>,
    _keeper: Task,
}

impl Doors {
    /// Listens at `port` on every address of the readers' interfaces, for as long as each is there. Port 0 takes a free one
    /// per address.
    #[must_use]
    pub fn open(readers: Readers, port: u16) -> Self {
        let (sender, arrivals) = mpsc::channel(ARRIVALS);
        let (shown, open) = watch::channel(Arc::from([]));
        let keeper = Keeper {
            readers,
            port,
            listeners: BTreeMap::new(),
            troubles: BTreeMap::new(),
            arrivals: sender,
            shown,
        };
        Self {
            arrivals,
            open,
            fixed: None,
            _keeper: Task(tokio::spawn(keeper.keep())),
        }
    }

    /// Where the fixed listener is; `None` where readers' links are followed.
    #[must_use]
    pub const fn fixed(&self) -> Option<SocketAddr> {
        self.fixed
    }

    /// The doors that are open, as they come and go; none for a fixed listener.
    #[must_use]
    pub fn doorways(&self) -> watch::Receiver<Arc<[Doorway]>> {
        self.open.clone()
    }

    /// The next connection; cancel-safe. Waits for ever while no door is open.
    pub async fn accept(&mut self) -> Arrival {
        match self.arrivals.recv().await {
            Some(arrival) => arrival,
            // The keeper lives as long as this does.
            None => std::future::pending().await,
        }
    }
}

/// One fixed listener, for `policy = "loopback"` and the desk.
impl From<TcpListener> for Doors {
    fn from(listener: TcpListener) -> Self {
        let (arrivals, received) = mpsc::channel(ARRIVALS);
        Self {
            arrivals: received,
            open: watch::channel(Arc::from([])).1,
            fixed: listener.local_addr().ok(),
            _keeper: Task(tokio::spawn(admit(listener, None, arrivals))),
        }
    }
}

/// A task that ends with its handle.
#[derive(Debug)]
struct Task(JoinHandle<()>);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Opens and closes listeners as interfaces come and go.
struct Keeper {
    readers: Readers,
    port: u16,
    listeners: BTreeMap<Place, Open>,
    /// Why a place has no listener, so that it is said once.
    troubles: BTreeMap<Place, io::ErrorKind>,
    arrivals: mpsc::Sender<Arrival>,
    shown: watch::Sender<Arc<[Doorway]>>,
}

struct Open {
    doorway: Doorway,
    _task: Task,
}

impl Keeper {
    async fn keep(mut self) {
        loop {
            let wanted = wanted(self.readers.now());
            let again = self.follow(&wanted);
            let retry = async {
                match again {
                    Some(pause) => tokio::time::sleep(pause).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = self.readers.changed() => {}
                () = retry => {}
            }
        }
    }

    /// Closes what is no longer wanted and opens what is missing; how soon to try again, if something could not be opened.
    fn follow(&mut self, wanted: &BTreeMap<Place, Interface>) -> Option<Duration> {
        self.listeners.retain(|place, open| {
            let stays = wanted
                .get(place)
                .is_some_and(|interface| interface.name == open.doorway.name);
            if !stays {
                tracing::info!(interface = open.doorway.name, address = %open.doorway.address, "a reader's link is gone: nothing listens there any longer");
            }
            stays
        });
        self.troubles.retain(|place, _| wanted.contains_key(place));
        let missing = wanted
            .iter()
            .filter(|(place, _)| !self.listeners.contains_key(place))
            .map(|(place, interface)| (*place, interface))
            .collect::<Vec<_>>();
        let pauses = missing
            .into_iter()
            .filter_map(|(place, interface)| self.open(place, interface));
        let again = pauses.min();
        let open = self.listeners.values().map(|open| open.doorway.clone());
        let open: Arc<[Doorway]> = open.collect();
        self.shown.send_if_modified(|shown| {
            let differs = *shown != open;
            *shown = open;
            differs
        });
        again
    }

    /// Opens one door; how soon to try again where that is not possible yet.
    fn open(&mut self, place: Place, interface: &Interface) -> Option<Duration> {
        let address = scoped(place.1, self.port, place.0);
        match bind::on(address, interface) {
            Ok(bound) => {
                self.troubles.remove(&place);
                let Bound { listener, guard } = bound;
                let address = listener.local_addr().unwrap_or(address);
                tracing::info!(interface = interface.name, %address, "readers are let in on a new link");
                let doorway = Doorway {
                    index: place.0,
                    name: interface.name.clone(),
                    address,
                };
                let way = Way {
                    index: place.0,
                    device: interface.device.clone(),
                    guard,
                };
                let task = Task(tokio::spawn(admit(
                    listener,
                    Some(way),
                    self.arrivals.clone(),
                )));
                let open = Open {
                    doorway,
                    _task: task,
                };
                self.listeners.insert(place, open);
                None
            }
            Err(error) => {
                let kind = error.kind();
                let not_yet = kind == io::ErrorKind::AddrNotAvailable;
                if self.troubles.insert(place, kind) != Some(kind) && !not_yet {
                    tracing::warn!(interface = interface.name, %address, %error, "readers cannot be let in on this link: does another program use the port?");
                }
                Some(if not_yet { NOT_YET } else { NOT_FREE })
            }
        }
    }
}

/// A link-local address means nothing without its interface.
fn scoped(ip: IpAddr, port: u16, index: u32) -> SocketAddr {
    match ip {
        IpAddr::V6(ip) if ip.is_unicast_link_local() => {
            SocketAddrV6::new(ip, port, 0, index).into()
        }
        ip => SocketAddr::new(ip, port),
    }
}

/// By which interface connections come in at a listener.
#[derive(Debug)]
struct Way {
    index: u32,
    device: Option<DeviceId>,
    guard: bind::Guard,
}

/// Accepts until it is aborted.
async fn admit(listener: TcpListener, way: Option<Way>, arrivals: mpsc::Sender<Arrival>) {
    loop {
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        if way.as_ref().is_some_and(|way| !way.guard.lets_in(peer)) {
            tracing::warn!(address = %peer, "a connection was dropped: it came in by another network than the reader's link");
            continue;
        }
        let arrival = Arrival {
            stream,
            peer,
            interface: way.as_ref().map(|way| way.index),
            device: way.as_ref().and_then(|way| way.device.clone()),
        };
        if arrivals.send(arrival).await.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests;
