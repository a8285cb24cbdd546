//! The scan on Linux: USB devices by nusb, which reads sysfs; interfaces by sysfs and by the kernel's own lists.

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
use sysfs::{Place, Way};

/// The class of hubs (USB 2.0, 11.23.1).
const HUB: u8 = 9;
/// Where the kernel lists USB devices, if it knows USB.
const DEVICES: &str = "/sys/bus/usb/devices";

/// Scans. It keeps nothing: the kernel gives every plugging in a number of its own.
#[derive(Debug)]
pub(in crate::link) struct Scanner;

impl Scanner {
    /// One that has seen nothing yet.
    pub fn new() -> Self {
        Self
    }

    /// Reads what the PC shows now.
    ///
    /// # Errors
    /// When the kernel tells nothing of its network interfaces or of its devices.
    pub fn scan(&mut self) -> Result<Scan, Error> {
        // Interfaces first: what is plugged in between belongs to no interface yet, and what is pulled between has an interface
        // without a device, which is what a pulled plug looks like.
        let interfaces = interfaces::read()?;
        let (devices, names) = devices()?;
        let mut snapshot = Snapshot {
            devices,
            interfaces,
        };
        snapshot.sort();
        Ok(Scan { snapshot, names })
    }

    /// A device went. Its name goes with it.
    pub fn went(&mut self, _: &DeviceId) {}
}

type Names = HashMap<nusb::DeviceId, DeviceId>;

/// The devices; none where there is no USB at all.
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
    // A device that hangs holds up whoever reads it. What was moved meanwhile would stand there twice, as its own copy.
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
        Way::Hubs(hubs) => Some(hubs),
        Way::Unknown => None,
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
