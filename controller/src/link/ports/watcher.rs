//! Follows messages and scans, and publishes what changed.

use super::pace::Pace;
use super::threads::{self, Eyes, Order};
use crate::link::Error;
use crate::link::scan::Scan;
use madoguchi_ports::{DeviceId, Snapshot};
use nusb::hotplug::HotplugEvent;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

/// Decides when to scan, and publishes what changed.
pub(super) struct Watcher {
    sender: watch::Sender<Arc<Snapshot>>,
    /// The devices of the last scan, by the names that messages use.
    names: HashMap<nusb::DeviceId, DeviceId>,
    /// Devices that went during a scan, which may still have seen them.
    went: BTreeSet<DeviceId>,
    pace: Pace,
    /// Whether a device came or went without a message.
    deaf: bool,
    /// Whether the last scan failed, which was logged then.
    silent: bool,
}

impl Watcher {
    /// A watcher after one scan; `names` are its result.
    pub fn new(
        sender: watch::Sender<Arc<Snapshot>>,
        names: HashMap<nusb::DeviceId, DeviceId>,
    ) -> Self {
        Self {
            sender,
            names,
            went: BTreeSet::new(),
            pace: Pace::new(Instant::now()),
            deaf: false,
            silent: false,
        }
    }

    /// Runs until nobody wants the snapshots any longer.
    pub async fn run(mut self, mut eyes: Eyes, mut anew: watch::Receiver<u64>) {
        loop {
            tokio::select! {
                () = self.sender.closed() => return,
                // Nobody is left to ask for it once the ports themselves are dropped; their snapshots may still be wanted.
                Ok(()) = anew.changed() => self.pace.hurry(Instant::now()),
                Some(event) = heard(&mut eyes.events) => self.hear(&event, &eyes),
                scan = eyes.scans.recv() => match scan {
                    Some(scan) => self.see(scan, eyes.events.is_some()),
                    // The scanning thread has ended, and the last snapshot would be believed for ever.
                    None => return tracing::error!("the watch over the USB ports ended"),
                },
                () = tokio::time::sleep_until(self.pace.next), if !self.pace.scanning => {
                    self.pace.scanning = eyes.orders.try_send(Order::Scan).is_ok();
                    self.pace.last = Instant::now();
                }
            }
        }
    }

    /// Handles a message of the system.
    fn hear(&mut self, event: &HotplugEvent, eyes: &Eyes) {
        if let HotplugEvent::Disconnected(name) = event
            && let Some(id) = self.names.remove(name)
        {
            self.sender.send_if_modified(|shown| {
                let before = Arc::clone(shown);
                let news = take_out(Arc::make_mut(shown), &id);
                note(&before, shown);
                news
            });
            let _ = eyes.went.send(id.clone());
            if self.pace.scanning {
                self.went.insert(id);
            }
        }
        self.deaf = false;
        self.pace.hurry(Instant::now());
    }

    /// Handles the result of a scan.
    fn see(&mut self, scan: Result<Scan, Error>, listens: bool) {
        let now = Instant::now();
        match scan {
            Ok(mut scan) => {
                for id in std::mem::take(&mut self.went) {
                    take_out(&mut scan.snapshot, &id);
                }
                let same = same_devices(&self.sender.borrow(), &scan.snapshot);
                if !same && now >= self.pace.busy && !self.deaf {
                    self.deaf = true;
                    tracing::warn!(
                        "the system did not tell of what was plugged in; until it does, the ports are looked at all the time"
                    );
                }
                self.names = scan.names;
                self.silent = false;
                self.sender.send_if_modified(|shown| {
                    let news = **shown != scan.snapshot;
                    if news {
                        note(shown, &scan.snapshot);
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
        let events_come = listens && threads::events_come() && !self.deaf;
        self.pace.scanned(now, events_come);
    }
}

/// The next message; never returns if there are none.
async fn heard(events: &mut Option<mpsc::Receiver<HotplugEvent>>) -> Option<HotplugEvent> {
    let Some(receiver) = events else {
        return std::future::pending().await;
    };
    let event = receiver.recv().await;
    if event.is_none() {
        tracing::warn!(
            "the system tells nothing of plugs any more; the ports are looked at all the time instead"
        );
        *events = None;
    }
    event
}

fn same_devices(before: &Snapshot, after: &Snapshot) -> bool {
    let ids = |snapshot: &Snapshot| snapshot.devices.iter().map(|d| d.id.clone()).collect();
    let (before, after): (BTreeSet<_>, BTreeSet<_>) = (ids(before), ids(after));
    before == after
}

/// Logs the devices that came and went.
fn note(before: &Snapshot, after: &Snapshot) {
    for device in &after.devices {
        if before.device(&device.id).is_none() {
            tracing::info!(port = %device.port, id = %device.usb, "a USB device was plugged in");
        }
    }
    for device in &before.devices {
        if after.device(&device.id).is_none() {
            tracing::info!(port = %device.port, id = %device.usb, "a USB device went");
        }
    }
}

/// Removes a device with its interfaces. Returns whether it was there.
fn take_out(snapshot: &mut Snapshot, id: &DeviceId) -> bool {
    let before = snapshot.devices.len() + snapshot.interfaces.len();
    snapshot.devices.retain(|device| device.id != *id);
    let other = |device: &Option<DeviceId>| device.as_ref() != Some(id);
    snapshot
        .interfaces
        .retain(|interface| other(&interface.device));
    before != snapshot.devices.len() + snapshot.interfaces.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_fleet::link::{Port, UsbId};
    use madoguchi_ports::Device;
    use std::time::Duration;

    /// Less than the slow interval, more than the quick one.
    const SOON: Duration = Duration::from_millis(500);

    fn device(name: &str) -> Device {
        Device {
            id: DeviceId(name.into()),
            port: Port {
                bus: "1".into(),
                chain: "1".into(),
            },
            hubs: Some(Vec::new()),
            usb: UsbId {
                vendor: 0x1d6b,
                product: 0x0104,
            },
            serial: None,
            speed_mbps: None,
            product: None,
        }
    }

    fn found(name: &str) -> Result<Scan, Error> {
        let snapshot = Snapshot {
            devices: vec![device(name)],
            interfaces: Vec::new(),
        };
        Ok(Scan {
            snapshot,
            names: HashMap::new(),
        })
    }

    fn watcher(busy: Instant) -> (Watcher, watch::Receiver<Arc<Snapshot>>) {
        let (sender, shown) = watch::channel(Arc::default());
        let mut watcher = Watcher::new(sender, HashMap::new());
        watcher.pace.busy = busy;
        (watcher, shown)
    }

    #[test]
    fn a_watcher_that_is_told_nothing_of_a_plug_looks_by_itself_from_then_on() {
        let now = Instant::now();
        let (mut told, _shown) = watcher(now + SOON);
        told.see(found("1-1#2"), true);
        assert!(!told.deaf);
        let (mut untold, _shown) = watcher(now);
        untold.see(Ok(Scan::default()), true);
        assert!(!untold.deaf);
        untold.see(found("1-1#2"), true);
        assert!(untold.deaf);
        untold.pace.last = Instant::now();
        untold.see(found("1-1#2"), true);
        assert!(untold.pace.next < untold.pace.last + SOON);
    }

    #[test]
    fn without_the_systems_messages_the_ports_are_looked_at_all_the_time() {
        let (mut watcher, _shown) = watcher(Instant::now());
        watcher.pace.last = Instant::now();
        watcher.see(Ok(Scan::default()), false);
        assert!(watcher.pace.next < watcher.pace.last + SOON);
    }

    #[test]
    fn a_scan_that_was_under_way_is_not_believed_about_what_went_and_a_failed_one_changes_nothing()
    {
        let (mut watcher, shown) = watcher(Instant::now() + SOON);
        watcher.went.insert(DeviceId("1-1#2".into()));
        let shows = |name: &str| shown.borrow().device(&DeviceId(name.into())).is_some();
        watcher.see(found("1-1#2"), true);
        assert!(!shows("1-1#2"));
        watcher.see(found("1-1#3"), true);
        assert!(shows("1-1#3"));
        watcher.see(
            Err(Error::Interfaces(std::io::Error::other("no more files"))),
            true,
        );
        assert!(shows("1-1#3"));
    }
}
