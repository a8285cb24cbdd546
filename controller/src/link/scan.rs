//! Reads the PC's USB ports and network interfaces at this moment. Blocks on small files of the system or on its device manager, so it must
//! not run on async threads.
//!
//! A device that vanishes meanwhile counts as absent. No device can spoil the scan of the others.

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

use super::Error;
use madoguchi_ports::{DeviceId, Snapshot};
use std::collections::HashMap;

/// The most network interfaces that are read. A clinic's PC has a dozen; one that hosts containers some hundreds.
#[cfg_attr(not(any(target_os = "linux", windows)), expect(dead_code))]
const INTERFACES: usize = 4_096;

/// The result of one scan.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub snapshot: Snapshot,
    /// The devices by the names that nusb's messages use.
    pub names: HashMap<nusb::DeviceId, DeviceId>,
}

/// Scans this PC. Blocks for some milliseconds.
///
/// # Errors
/// The system tells nothing about its network interfaces.
pub fn read() -> Result<Snapshot, Error> {
    Scanner::new().scan().map(|scan| scan.snapshot)
}
