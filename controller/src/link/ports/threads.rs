//! The threads that scan and listen. Both can hang when the system hangs, which must not block anybody else or the end of the process.

use crate::link::Error;
use crate::link::scan::{Scan, Scanner};
use madoguchi_ports::DeviceId;
use nusb::hotplug::HotplugEvent;
use std::thread;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio_stream::StreamExt;

/// The most waiting messages: those of several hubs. Further ones wait in the system and are not lost.
const EVENTS: usize = 64;

/// An order to the scanning thread.
pub(super) enum Order {
    Scan,
}

/// The channels to the threads. Dropping it ends both.
pub(super) struct Eyes {
    /// Orders to the scanning thread, one scan at a time.
    pub orders: mpsc::Sender<Order>,
    /// Devices that went, for the scanning thread.
    pub went: mpsc::UnboundedSender<DeviceId>,
    /// The results of the scans.
    pub scans: mpsc::Receiver<Result<Scan, Error>>,
    /// The system's messages; `None` if there are none.
    pub events: Option<mpsc::Receiver<HotplugEvent>>,
}

impl Eyes {
    /// Starts the threads and scans once. Messages are received from before that first scan, so that no change is missed.
    pub fn open() -> Result<(Self, Scan), Error> {
        let events = listen()?;
        let mut scanner = Scanner::new();
        let first = scanner.scan()?;
        let (orders, mut to_do) = mpsc::channel(1);
        let (went, mut gone) = mpsc::unbounded_channel();
        let (found, scans) = mpsc::channel(1);
        let scan = move || {
            while let Some(Order::Scan) = to_do.blocking_recv() {
                while let Ok(id) = gone.try_recv() {
                    scanner.went(&id);
                }
                if found.blocking_send(scanner.scan()).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new()
            .name("usb-scan".to_owned())
            .spawn(scan)
            .map_err(Error::Thread)?;
        let eyes = Self {
            orders,
            went,
            scans,
            events,
        };
        Ok((eyes, first))
    }
}

/// Receives the system's messages. When a device comes, nusb reads its files at once, so it needs its own thread.
fn listen() -> Result<Option<mpsc::Receiver<HotplugEvent>>, Error> {
    let mut watch = match nusb::watch_devices() {
        Ok(watch) => watch,
        Err(error) => {
            tracing::warn!(%error, "the system tells nothing of plugs; the ports are looked at all the time instead");
            return Ok(None);
        }
    };
    let (sender, events) = mpsc::channel(EVENTS);
    let runtime = Handle::current();
    let forward = async move {
        loop {
            tokio::select! {
                () = sender.closed() => return,
                event = watch.next() => match event {
                    Some(event) => drop(sender.send(event).await),
                    None => return,
                },
            }
        }
    };
    thread::Builder::new()
        .name("usb-events".to_owned())
        .spawn(move || runtime.block_on(forward))
        .map_err(Error::Thread)?;
    Ok(Some(events))
}

/// Whether messages can be expected. On Linux udev sends them.
pub(super) fn events_come() -> bool {
    !cfg!(target_os = "linux") || std::path::Path::new("/run/udev/control").exists()
}
