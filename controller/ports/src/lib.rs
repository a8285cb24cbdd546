//! The PC's USB ports and network interfaces at one moment: plain data, read once and judged by pure functions.
//!
//! `arrival` finds the interface of a connection, `network_card` recognises adapters to the clinic's network, `path` finds what is between
//! a device and the PC, `readers` decides which devices are readers and how each is plugged in. The controller reads
//! the system and makes a [`Snapshot`]; its gateway and the doctor judge by it.

mod arrival;
mod network_card;
mod path;
mod readers;
mod settings;
pub mod unknown;

pub use arrival::Arrival;
pub use settings::{BoardHub, ForeignKind, Settings};

use madoguchi_fleet::link::{Hub, Port, UsbId};
use std::net::IpAddr;
use std::sync::Arc;

/// The name of a USB device while it is plugged in: opaque, the platform's own name (a folder of sysfs, a Windows instance id) with a
/// number that distinguishes it from the device that was plugged in there before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(pub Arc<str>);

/// One USB device that is no hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    pub id: DeviceId,
    pub port: Port,
    /// The hubs between it and the PC, from the PC outward, without root hubs; `None` if they could not be read.
    pub hubs: Option<Vec<Hub>>,
    pub usb: UsbId,
    /// The serial in its descriptor; `None` if it has none.
    pub serial: Option<Arc<str>>,
    /// The negotiated speed in megabits per second, if known.
    pub speed_mbps: Option<u32>,
    /// The product's name in its descriptor.
    pub product: Option<String>,
}

/// An address of an interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// The address; the scope of a link-local one is the interface's index.
    pub ip: IpAddr,
    /// The length of its network's prefix.
    pub prefix: u8,
}

/// One network interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// The system's number of it, which is the scope id of its link-local addresses.
    pub index: u32,
    /// The system's name of it.
    pub name: String,
    pub up: bool,
    pub wireless: bool,
    /// Whether it has a route to other networks (a default route, or one through a router). Then it leads to the clinic's network or the
    /// dedicated line, whatever its plug; a reader's link leads to the reader only.
    pub default_route: bool,
    /// The name of its driver, if known.
    pub driver: Option<String>,
    pub addresses: Vec<Address>,
    /// The USB device of it, even if that is not listed; `None` if it is not a USB device.
    pub device: Option<DeviceId>,
}

/// The PC's ports and interfaces at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snapshot {
    /// USB devices that are not hubs, in the order of their ports.
    pub devices: Vec<Device>,
    /// Network interfaces in the order of their numbers.
    pub interfaces: Vec<Interface>,
}

impl Snapshot {
    /// Puts devices and interfaces in the order that the fields promise.
    pub fn sort(&mut self) {
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
