//! The listeners for readers: one on every address of every reader's own interface, and on no other.
//!
//! The port is never open on the clinic's network, not even for a moment: nothing listens on "any address" and filters afterwards. A
//! listener is opened when its interface and address appear, and closed when they go. Connections that it accepted are not ended here;
//! their [`Observation`](super::Observation) does that.
//!
//! ```text
//! snapshots ─► readers' interfaces ─► one listener per address ─┐
//!                                     one listener per address ─┼─► arrivals ─► tls::Incoming
//!                                     …                         ┘
//! ```

mod bind;
mod wanted;

use super::Ports;
use bind::Bound;
use madoguchi_plain::address::scoped;
use madoguchi_ports::{DeviceId, Interface, Snapshot};
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
pub(crate) use wanted::MAX_DOORS;
use wanted::{Place, wanted};

/// The most accepted connections that wait here; they are taken at once.
const ARRIVALS: usize = 8;
/// The pause after the system could not accept, for example without free file handles: trying faster would not help.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// The retry interval for an address that the system still checks for duplicates (RFC 4862: one second), which cannot be bound yet. A
/// reader has to serve within 2 s of plugging in, and this much of it may be lost.
const NOT_YET: Duration = Duration::from_millis(50);
/// The retry interval for an address that cannot be bound for another reason, such as another program on the port. Such reasons last.
const NOT_FREE: Duration = Duration::from_secs(1);

/// A place where readers can connect while it is open: the gateway's always, the pairing's during a pairing.
#[derive(Debug, Clone)]
pub enum Entrance {
    /// One address; port 0 takes a free port.
    At(SocketAddr),
    /// Every address of the readers' interfaces, at this port.
    Links(Readers, u16),
}

impl Entrance {
    /// Opens the place.
    ///
    /// # Errors
    /// The one address cannot be listened on. Readers' links are followed as they come and go, and a link on which nothing can listen yet
    /// is no error.
    pub async fn open(&self) -> io::Result<Doors> {
        match self {
            Self::At(address) => Ok(Doors::from(TcpListener::bind(address).await?)),
            Self::Links(readers, port) => Ok(Doors::open(readers.clone(), *port)),
        }
    }
}

/// The readers' interfaces, as they come and go.
#[derive(Clone)]
pub struct Readers {
    snapshots: watch::Receiver<Arc<Snapshot>>,
    anew: watch::Receiver<u64>,
    which: Which,
}

type Which = Arc<dyn Fn(&Snapshot) -> Vec<Interface> + Send + Sync>;

impl Readers {
    /// The readers' interfaces among the PC's ports.
    #[must_use]
    pub fn of(ports: &Ports) -> Self {
        let settings = Arc::clone(ports.settings());
        let readers = Self::new(ports.snapshots(), move |snapshot| {
            snapshot.reader_interfaces(&settings).cloned().collect()
        });
        Self {
            anew: ports.anew(),
            ..readers
        }
    }

    /// The interfaces that `which` selects.
    pub fn new(
        snapshots: watch::Receiver<Arc<Snapshot>>,
        which: impl Fn(&Snapshot) -> Vec<Interface> + Send + Sync + 'static,
    ) -> Self {
        Self {
            snapshots,
            anew: watch::channel(0).1,
            which: Arc::new(which),
        }
    }

    /// The present interfaces, which then count as seen.
    fn now(&mut self) -> Vec<Interface> {
        let snapshot = Arc::clone(&self.snapshots.borrow_and_update());
        (self.which)(&snapshot)
    }
}

/// Waits for a change; for ever if nobody watches the ports any longer.
async fn changed<T>(what: &mut watch::Receiver<T>) {
    if what.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
}

impl fmt::Debug for Readers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Readers").finish_non_exhaustive()
    }
}

/// An open listener: one address of one interface.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Doorway {
    /// The interface's number.
    pub index: u32,
    pub name: String,
    /// The address of the listener; a link-local one has its scope id.
    pub address: SocketAddr,
}

/// An accepted connection.
#[derive(Debug)]
pub struct Arrival {
    pub stream: TcpStream,
    /// The address of the peer.
    pub peer: SocketAddr,
    /// The interface by which it came; `None` for a fixed listener.
    pub interface: Option<u32>,
    /// The device of the interface; one device can have many interfaces.
    pub device: Option<DeviceId>,
}

/// A set of listeners whose connections are accepted in turn. Dropping it closes them; accepted connections continue.
#[derive(Debug)]
pub struct Doors {
    arrivals: mpsc::Receiver<Arrival>,
    open: watch::Receiver<Arc<[Doorway]>>,
    fixed: Option<SocketAddr>,
    _task: Task,
}

impl Doors {
    /// Listens at `port` on every address of the readers' interfaces while each exists. Port 0 takes a free port for each address.
    /// per address.
    #[must_use]
    pub fn open(readers: Readers, port: u16) -> Self {
        let (sender, arrivals) = mpsc::channel(ARRIVALS);
        let (shown, open) = watch::channel(Arc::from([]));
        let task = ListenerTask {
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
            _task: Task(tokio::spawn(task.run())),
        }
    }

    /// The address of the fixed listener; `None` if readers' links are followed.
    #[must_use]
    pub const fn fixed(&self) -> Option<SocketAddr> {
        self.fixed
    }

    /// The open listeners, as they come and go; none for a fixed listener.
    #[must_use]
    pub fn doorways(&self) -> watch::Receiver<Arc<[Doorway]>> {
        self.open.clone()
    }

    /// The next connection; cancel-safe. Waits for ever while nothing listens.
    pub async fn accept(&mut self) -> Arrival {
        match self.arrivals.recv().await {
            Some(arrival) => arrival,
            // Never reached: the task with the other end lives as long as `self`.
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
            _task: Task(tokio::spawn(admit(listener, None, arrivals))),
        }
    }
}

/// A task that is aborted when its handle is dropped.
#[derive(Debug)]
struct Task(JoinHandle<()>);

impl Task {
    /// Ends it, and waits until whatever it held is gone.
    async fn ended(mut self) {
        self.0.abort();
        let _cancelled = (&mut self.0).await;
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Opens and closes listeners as interfaces come and go.
struct ListenerTask {
    readers: Readers,
    port: u16,
    listeners: BTreeMap<Place, Open>,
    /// The reason why a place has no listener, kept so that it is logged once.
    troubles: BTreeMap<Place, io::ErrorKind>,
    arrivals: mpsc::Sender<Arrival>,
    shown: watch::Sender<Arc<[Doorway]>>,
}

struct Open {
    doorway: Doorway,
    task: Task,
}

impl ListenerTask {
    async fn run(mut self) {
        loop {
            let wanted = wanted(self.readers.now());
            let again = self.follow(&wanted);
            let retry = async {
                match again {
                    Some(pause) => tokio::time::sleep(pause).await,
                    None => std::future::pending().await,
                }
            };
            let Readers {
                snapshots, anew, ..
            } = &mut self.readers;
            tokio::select! {
                () = changed(snapshots) => {}
                () = changed(anew) => self.close_all().await,
                () = retry => {}
            }
        }
    }

    /// Closes every listener, and waits until each has let go of its address.
    async fn close_all(&mut self) {
        for open in std::mem::take(&mut self.listeners).into_values() {
            open.task.ended().await;
        }
    }

    /// Closes listeners that are no longer wanted and opens the missing ones. Returns the time until the next try, if one could not be
    /// opened.
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

    /// Opens one listener. Returns the time until the next try, if it cannot be opened yet.
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
                let origin = Origin {
                    index: place.0,
                    device: interface.device.clone(),
                    guard,
                };
                let task = Task(tokio::spawn(admit(
                    listener,
                    Some(origin),
                    self.arrivals.clone(),
                )));
                let open = Open { doorway, task };
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

/// The interface and device of a listener's connections.
#[derive(Debug)]
struct Origin {
    index: u32,
    device: Option<DeviceId>,
    guard: bind::Guard,
}

/// Accepts connections until it is aborted.
async fn admit(listener: TcpListener, origin: Option<Origin>, arrivals: mpsc::Sender<Arrival>) {
    loop {
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        if origin
            .as_ref()
            .is_some_and(|origin| !origin.guard.lets_in(peer))
        {
            tracing::warn!(address = %peer, "a connection was dropped: it came in by another network than the reader's link");
            continue;
        }
        let arrival = Arrival {
            stream,
            peer,
            interface: origin.as_ref().map(|origin| origin.index),
            device: origin.as_ref().and_then(|origin| origin.device.clone()),
        };
        if arrivals.send(arrival).await.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests;
