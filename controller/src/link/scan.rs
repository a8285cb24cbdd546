//! Reads what the PC shows of its USB ports and network interfaces at this moment. Blocks on small files of the system, or on its
//! device manager: not for async threads.
//!
//! What vanishes while it is read is just not there; no device can spoil the scan of the others.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(any(target_os = "linux", windows)))]
mod other;
#[cfg(any(windows, test))]
mod windows;

#[cfg(target_os = "linux")]
pub(super) use linux::Scanner;
#[cfg(not(any(target_os = "linux", windows)))]
pub(super) use other::Scanner;
#[cfg(windows)]
pub(super) use windows::Scanner;

use super::{DeviceId, Error, Snapshot};
use std::collections::HashMap;

/// Most network interfaces that are looked at. A clinic's PC has a dozen; one that hosts containers some hundreds.
#[cfg_attr(not(any(target_os = "linux", windows)), expect(dead_code))]
const INTERFACES: usize = 4_096;

/// What one scan found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// What the PC shows.
    pub snapshot: Snapshot,
    /// The devices by the names that nusb's watch gives them when they go.
    pub names: HashMap<nusb::DeviceId, DeviceId>,
}

impl Snapshot {
    /// Reads what this PC shows now. Blocks for some milliseconds.
    ///
    /// # Errors
    /// When the system tells nothing of its network interfaces.
    pub fn read() -> Result<Self, Error> {
        Scanner::new().scan().map(|scan| scan.snapshot)
    }

    /// In the order that the fields promise.
    #[cfg_attr(not(any(target_os = "linux", windows)), expect(dead_code))]
    fn sort(&mut self) {
        self.devices
            .sort_by(|a, b| (&a.port, &a.id).cmp(&(&b.port, &b.id)));
        for interface in &mut self.interfaces {
            interface.addresses.sort();
            interface.addresses.dedup();
        }
        self.interfaces
            .sort_by(|a, b| (a.index, &a.name).cmp(&(b.index, &b.name)));
    }
}
