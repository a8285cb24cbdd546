//! The PC's ports at any time: a snapshot that follows what is plugged in and pulled.
//!
//! The system tells of plugs, and each of its messages is followed by scans in quick succession, because a network interface comes
//! up some time after its device. A message that a device went is believed at once, before any scan. A slow scan finds what no
//! message told; where the system sends none (Linux without udev), it is a quick one.

mod threads;

use super::scan::Scan;
use super::{DeviceId, Error, Settings, Snapshot};
use nusb::hotplug::HotplugEvent;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use threads::{Eyes, Order};
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

/// From one scan to the next while something happens, and where no messages come: a third of the 300 ms within which a pulled
/// plug has to be known, with as much again for a scan on a busy PC.
const QUICK: Duration = Duration::from_millis(100);
/// How long something happens after a message: a reader's interface is there within two seconds, on a slow PC within four.
const BUSY: Duration = Duration::from_secs(5);
/// From one scan to the next otherwise: the backstop for messages that were lost.
const SLOW: Duration = Duration::from_secs(1);
/// The least from one scan to the next: a plug that bounces makes many messages.
const BREATH: Duration = Duration::from_millis(30);

/// The PC's USB ports and interfaces, watched for as long as this or a receiver of its snapshots is there.
#[derive(Clone)]
pub struct Ports {
    snapshots: watch::Receiver<Arc<Snapshot>>,
    settings: Arc<Settings>,
}

impl Ports {
    /// Watches this PC's ports. Looks once before it returns, which takes some milliseconds.
    ///
    /// # Errors
    /// When the system cannot be asked.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub fn watch(settings: Settings) -> Result<Self, Error> {
        let (eyes, first) = Eyes::open()?;
        let (sender, snapshots) = watch::channel(Arc::new(first.snapshot));
        let watcher = Watcher {
            sender,
            names: first.names,
            went: BTreeSet::new(),
            pace: Pace::new(Instant::now()),
            silent: false,
        };
        tokio::spawn(watcher.run(eyes));
        Ok(Self::given(snapshots, settings))
    }

    /// Ports that somebody else watches: for tests.
    #[must_use]
    pub fn given(snapshots: watch::Receiver<Arc<Snapshot>>, settings: Settings) -> Self {
        Self {
            snapshots,
            settings: Arc::new(settings),
        }
    }

    /// What the ports show, now and whenever it is another thing than before.
    #[must_use]
    pub fn snapshots(&self) -> watch::Receiver<Arc<Snapshot>> {
        self.snapshots.clone()
    }

    /// What the configuration says of links.
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

/// Decides when to scan, and what of it is news.
struct Watcher {
    sender: watch::Sender<Arc<Snapshot>>,
    /// The devices of the last scan, by the names of the messages.
    names: HashMap<nusb::DeviceId, DeviceId>,
    /// What went while a scan was under way, which may have seen it still.
    went: BTreeSet<DeviceId>,
    pace: Pace,
    /// Whether the last scan failed, and that was said.
    silent: bool,
}

impl Watcher {
    /// Runs until nobody looks any longer.
    async fn run(mut self, mut eyes: Eyes) {
        loop {
            tokio::select! {
                () = self.sender.closed() => return,
                Some(event) = heard(&mut eyes.events) => self.hear(&event, &eyes),
                scan = eyes.scans.recv() => match scan {
                    Some(scan) => self.see(scan),
                    // The thread is gone; what was seen last would stand for ever.
                    None => return tracing::error!("the watch over the USB ports ended"),
                },
                () = tokio::time::sleep_until(self.pace.next), if !self.pace.scanning => {
                    self.pace.scanning = eyes.orders.try_send(Order::Scan).is_ok();
                    self.pace.last = Instant::now();
                }
            }
        }
    }

    /// A message of the system's.
    fn hear(&mut self, event: &HotplugEvent, eyes: &Eyes) {
        if let HotplugEvent::Disconnected(name) = event
            && let Some(id) = self.names.remove(name)
        {
            self.sender
                .send_if_modified(|snapshot| take_out(Arc::make_mut(snapshot), &id));
            let _ = eyes.went.send(id.clone());
            if self.pace.scanning {
                self.went.insert(id);
            }
        }
        self.pace.hurry(Instant::now());
    }

    /// A scan came back.
    fn see(&mut self, scan: Result<Scan, Error>) {
        self.pace.scanned(Instant::now(), threads::events_come());
        match scan {
            Ok(mut scan) => {
                for id in std::mem::take(&mut self.went) {
                    take_out(&mut scan.snapshot, &id);
                }
                self.names = scan.names;
                self.silent = false;
                self.sender.send_if_modified(|shown| {
                    let news = **shown != scan.snapshot;
                    if news {
                        *shown = Arc::new(scan.snapshot);
                    }
                    news
                });
            }
            Err(error) if !self.silent => {
                self.silent = true;
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "what is plugged in is not known now; it is taken to be as before"
                );
            }
            Err(_) => {}
        }
    }
}

/// The next message; none ever where there are none.
async fn heard(events: &mut Option<mpsc::Receiver<HotplugEvent>>) -> Option<HotplugEvent> {
    let Some(receiver) = events else {
        return std::future::pending().await;
    };
    let event = receiver.recv().await;
    if event.is_none() {
        *events = None;
    }
    event
}

/// Takes a device out, with its interfaces. Returns whether it was there.
fn take_out(snapshot: &mut Snapshot, id: &DeviceId) -> bool {
    let before = snapshot.devices.len() + snapshot.interfaces.len();
    snapshot.devices.retain(|device| device.id != *id);
    let other = |device: &Option<DeviceId>| device.as_ref() != Some(id);
    snapshot
        .interfaces
        .retain(|interface| other(&interface.device));
    before != snapshot.devices.len() + snapshot.interfaces.len()
}

/// When to scan next.
#[derive(Debug)]
struct Pace {
    /// When the last scan began.
    last: Instant,
    /// When the next one is due.
    next: Instant,
    /// Until when things happen.
    busy: Instant,
    scanning: bool,
}

impl Pace {
    /// As after a message: at the start interfaces may be on their way up.
    fn new(now: Instant) -> Self {
        Self {
            last: now,
            next: now + QUICK,
            busy: now + BUSY,
            scanning: false,
        }
    }

    /// Something happened.
    fn hurry(&mut self, now: Instant) {
        self.busy = now + BUSY;
        self.next = self.next.min(now.max(self.last + BREATH));
    }

    /// A scan ended.
    fn scanned(&mut self, now: Instant, events_come: bool) {
        self.scanning = false;
        let pause = if events_come && now >= self.busy {
            SLOW
        } else {
            QUICK
        };
        self.next = now.max(self.last + pause);
    }
}
