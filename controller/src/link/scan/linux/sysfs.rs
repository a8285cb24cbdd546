//! How sysfs names USB devices: `…/0000:00:14.0/usb1/1-3/1-3.1` is the device at port 1 of the hub at port 3 of bus 1.

use crate::link::DeviceId;
use madoguchi_fleet::link::{Hub, Port, UsbId};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Longest attribute that is read: numbers, and words of the kernel's.
const ATTRIBUTE_BYTES: u64 = 64;
/// Most hubs in a row: USB allows five, and a controller with more is read no further.
const HUBS: usize = 8;

/// A device's place in the tree, by the name of its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place<'a> {
    bus: &'a str,
    chain: &'a str,
}

/// The way from the PC to a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// By these hubs, from the PC outward.
    Hubs(Vec<Hub>),
    /// It leads to no controller of this PC.
    Unknown,
}

impl<'a> Place<'a> {
    /// The place of a device's folder; `None` for any other folder, a root hub's too.
    pub fn of(folder: &'a Path) -> Option<Self> {
        let (bus, chain) = folder.file_name()?.to_str()?.split_once('-')?;
        let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        (number(bus) && chain.split('.').all(number)).then_some(Self { bus, chain })
    }

    /// The port: "1" and "3.1".
    pub fn port(self) -> Port {
        Port {
            bus: self.bus.into(),
            chain: self.chain.into(),
        }
    }

    /// The name of what is plugged in there. The kernel numbers the devices of a bus one after the other, so that what is plugged
    /// in next has another number.
    pub fn id(self, device_number: u8) -> DeviceId {
        DeviceId(format!("{}-{}#{device_number}", self.bus, self.chain).into())
    }
}

/// The way to a device, by the folders above its own.
pub(super) fn way(device: &Path) -> Way {
    let mut hubs = Vec::new();
    for folder in device.ancestors().skip(1).take(HUBS) {
        if let Some(place) = Place::of(folder) {
            hubs.push(Hub {
                port: place.port(),
                id: usb_id(folder),
            });
            continue;
        }
        let Some(bus) = root_hub(folder) else { break };
        if is_remote(folder) {
            break;
        }
        if is_in_dock(folder) {
            hubs.push(Hub {
                port: Port {
                    bus: bus.into(),
                    chain: "0".into(),
                },
                id: usb_id(folder),
            });
        }
        hubs.reverse();
        return Way::Hubs(hubs);
    }
    Way::Unknown
}

/// The device that a folder below it belongs to: its own folder.
pub(super) fn device_above(folder: &Path) -> Option<&Path> {
    // Other buses' devices have names of the same form.
    let below_usb = folder.ancestors().any(|folder| root_hub(folder).is_some());
    let mut above = folder.ancestors().filter(|_| below_usb);
    above.find(|folder| Place::of(folder).is_some())
}

/// The name of the device whose folder this is.
pub(super) fn id(folder: &Path) -> Option<DeviceId> {
    let number = attribute(folder, "devnum").and_then(|number| number.parse().ok());
    // One that is gone already has a name, too, which no device has.
    Some(Place::of(folder)?.id(number.unwrap_or(0)))
}

/// Megabits per second as negotiated; low speed's 1.5 count as 1.
pub(super) fn speed(device: &Path) -> Option<u32> {
    let speed = attribute(device, "speed")?;
    speed.split('.').next()?.parse().ok()
}

/// One line of an attribute.
pub(super) fn attribute(folder: &Path, name: &str) -> Option<String> {
    let mut line = String::new();
    let file = File::open(folder.join(name)).ok()?;
    file.take(ATTRIBUTE_BYTES).read_to_string(&mut line).ok()?;
    Some(line.trim().to_owned())
}

fn usb_id(folder: &Path) -> Option<UsbId> {
    let number = |name| u16::from_str_radix(&attribute(folder, name)?, 16).ok();
    Some(UsbId {
        vendor: number("idVendor")?,
        product: number("idProduct")?,
    })
}

/// The bus of a root hub's folder.
fn root_hub(folder: &Path) -> Option<&str> {
    let bus = folder.file_name()?.to_str()?.strip_prefix("usb")?;
    (!bus.is_empty() && bus.bytes().all(|b| b.is_ascii_digit())).then_some(bus)
}

/// Whether a root hub is the kernel's for devices of other PCs, which arrive over a network (USB/IP; FAQ 9).
fn is_remote(root_hub: &Path) -> bool {
    let names = root_hub.ancestors().filter_map(Path::file_name);
    let mut names = names.filter_map(std::ffi::OsStr::to_str);
    names.any(|name| name.starts_with("vhci_hcd"))
}

/// Whether a root hub belongs to a controller that can be unplugged with all its ports, as in a Thunderbolt dock: then its
/// ports are not the PC's own (FAQ 7). The kernel says it of every device below a port that leads out of the PC.
fn is_in_dock(root_hub: &Path) -> bool {
    let mut above = root_hub.ancestors().skip(1);
    above.any(|folder| attribute(folder, "removable").is_some_and(|word| word == "removable"))
}
