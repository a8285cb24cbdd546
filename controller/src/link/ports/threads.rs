//! The threads that look: both can hang for as long as the system hangs, which must hold up nobody else and no end of the process.

use crate::link::Error;
use crate::link::scan::{Scan, Scanner};
use madoguchi_ports::DeviceId;
use nusb::hotplug::HotplugEvent;
use std::thread;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio_stream::StreamExt;

/// Messages that may wait: some hubs' worth. More are not lost, they wait in the system.
const EVENTS: usize = 64;

/// What the scanning thread is to do.
pub(super) enum Order {
    Scan,
}

/// The ways to the threads. Without it both end.
pub(super) struct Eyes {
    /// To the scanning thread: one scan at a time.
    pub orders: mpsc::Sender<Order>,
    /// Devices that went, for the scanning thread.
    pub went: mpsc::UnboundedSender<DeviceId>,
    /// What it found.
    pub scans: mpsc::Receiver<Result<Scan, Error>>,
    /// The system's messages; `None` where there are none to be had.
    pub events: Option<mpsc::Receiver<HotplugEvent>>,
}

impl Eyes {
    /// Starts the threads and looks once. Messages are taken from before that first look, so that nothing is missed between.
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

/// Takes the system's messages. nusb reads the files of a device that came as soon as it hears of it, hence a thread of its own.
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

/// Whether messages are to be expected. On Linux it is udev that sends them.
pub(super) fn events_come() -> bool {
    !cfg!(target_os = "linux") || std::path::Path::new("/run/udev/control").exists()
}
