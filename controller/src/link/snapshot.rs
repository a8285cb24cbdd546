//! What a PC shows of its USB ports and network interfaces at one moment: plain data, read once, judged by pure functions.
//!
//! `arrival` finds the interface of a connection, `network_card` tells adapters to the clinic's network, `path` what stands between a device and the PC, `readers` which devices are
//! readers and how each is plugged in. `scan` fills a snapshot in.

mod arrival;
mod network_card;
mod path;
mod readers;

pub(super) use arrival::Arrival;

use madoguchi_fleet::link::{Hub, Port, UsbId};
use std::net::IpAddr;
use std::sync::Arc;

/// Which USB device, for as long as it is plugged in: opaque, the platform's own name (a folder of sysfs, a Windows instance
/// id) with what tells it from the one that was plugged in there before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(pub Arc<str>);

/// One USB device that is no hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its name on this platform, for as long as it is plugged in.
    pub id: DeviceId,
    pub port: Port,
    /// The hubs between it and the PC, from the PC outward, root hubs not among them. `None` where the way could not be read.
    pub hubs: Option<Vec<Hub>>,
    pub usb: UsbId,
    /// Its serial number as the descriptor shows it; `None` where it shows none.
    pub serial: Option<Arc<str>>,
    /// Megabits per second as negotiated, where known.
    pub speed_mbps: Option<u32>,
    /// What its maker calls it, for people.
    pub product: Option<String>,
}

/// An address of an interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// The address; a link-local one has its scope in the interface's index.
    pub ip: IpAddr,
    /// Length of its network's prefix.
    pub prefix: u8,
}

/// One network interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// The system's number for it: the scope id of its link-local addresses.
    pub index: u32,
    /// Its name, for people and for what follows interfaces by name.
    pub name: String,
    /// Whether it is up.
    pub up: bool,
    /// Whether it is wireless.
    pub wireless: bool,
    /// Whether a way to elsewhere goes by it (a default route, or another by a router): then it leads to the clinic's network
    /// or to the dedicated line, over whatever plug. A reader's link leads to the reader alone.
    pub default_route: bool,
    /// Its driver, where known.
    pub driver: Option<String>,
    pub addresses: Vec<Address>,
    /// The USB device that it belongs to, though that be none of those listed; `None` for one that is not USB.
    pub device: Option<DeviceId>,
}

/// What a PC shows at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snapshot {
    /// USB devices that are no hubs, in order of their ports.
    pub devices: Vec<Device>,
    /// Network interfaces, in order of their numbers.
    pub interfaces: Vec<Interface>,
}
