//! The scan on Linux: USB devices by nusb, which reads sysfs; interfaces by sysfs and the kernel's own lists.

mod interfaces;
mod routes;
mod sysfs;

use super::Scan;
use crate::link::{Error, text};
use madoguchi_fleet::link::UsbId;
use madoguchi_ports::{Device, DeviceId, Snapshot};
use nusb::{DeviceInfo, MaybeFuture};
use std::collections::HashMap;
use std::path::Path;
use sysfs::{HubPath, Place};

/// The class of hubs (USB 2.0, 11.23.1).
const HUB: u8 = 9;
/// The folder where a kernel with USB lists the devices.
const DEVICES: &str = "/sys/bus/usb/devices";

/// Scans without any memory: the kernel gives every plugging in a new number.
#[derive(Debug)]
pub(in crate::link) struct Scanner;

impl Scanner {
    pub fn new() -> Self {
        Self
    }

    /// Scans this PC.
    ///
    /// # Errors
    /// The kernel tells nothing about its network interfaces or its devices.
    pub fn scan(&mut self) -> Result<Scan, Error> {
        // Interfaces come first. A device that is plugged in between has no interface yet. A device that is pulled between leaves an
        // interface without a device, which is what a pulled plug looks like.
        let interfaces = interfaces::read()?;
        let (devices, names) = devices()?;
        let mut snapshot = Snapshot {
            devices,
            interfaces,
        };
        snapshot.sort();
        Ok(Scan { snapshot, names })
    }

    /// Nothing to do: the kernel's name of the device is not used again.
    pub fn went(&mut self, _: &DeviceId) {}
}

type Names = HashMap<nusb::DeviceId, DeviceId>;

/// The devices; none if there is no USB at all.
fn devices() -> Result<(Vec<Device>, Names), Error> {
    let mut names = Names::new();
    if !Path::new(DEVICES).exists() {
        return Ok((Vec::new(), names));
    }
    let listed = nusb::list_devices().wait().map_err(Error::Devices)?;
    let read: Vec<_> = listed
        .filter(|info| info.class() != HUB)
        .filter_map(|info| device(&info).map(|device| (info, device)))
        .collect();
    // A device that hangs blocks its reader. A device that was moved meanwhile would be listed twice, as its own copy.
    let there =
        |info: &DeviceInfo, id: &DeviceId| sysfs::id(info.sysfs_path()).as_ref() == Some(id);
    let mut devices = Vec::with_capacity(read.len());
    for (info, device) in read {
        if there(&info, &device.id) {
            names.insert(info.id(), device.id.clone());
            devices.push(device);
        }
    }
    Ok((devices, names))
}

fn device(info: &DeviceInfo) -> Option<Device> {
    let place = Place::of(info.sysfs_path())?;
    let hubs = match sysfs::way(info.sysfs_path()) {
        HubPath::Hubs(hubs) => Some(hubs),
        HubPath::Unknown => None,
    };
    Some(Device {
        id: place.id(info.device_address()),
        port: place.port(),
        hubs,
        usb: UsbId {
            vendor: info.vendor_id(),
            product: info.product_id(),
        },
        serial: info.serial_number().and_then(text::shown).map(Into::into),
        speed_mbps: sysfs::speed(info.sysfs_path()),
        product: info.product_string().and_then(text::shown),
    })
}
