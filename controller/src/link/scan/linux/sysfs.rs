//! How sysfs names USB devices: `…/0000:00:14.0/usb1/1-3/1-3.1` is the device at port 1 of the hub at port 3 of bus 1.

use madoguchi_fleet::link::{Hub, Port, UsbId};
use madoguchi_ports::DeviceId;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The longest attribute that is read: numbers and the kernel's words.
const ATTRIBUTE_BYTES: u64 = 64;
/// The most hubs in a row that are followed: USB allows five.
const HUBS: usize = 8;

/// The place of a device in the tree, by the name of its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place<'a> {
    bus: &'a str,
    chain: &'a str,
}

/// The path from the PC to a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum HubPath {
    /// Through these hubs, from the PC outward.
    Hubs(Vec<Hub>),
    /// It does not start at a USB controller of this PC.
    Unknown,
}

impl<'a> Place<'a> {
    /// The place of a device's folder; `None` for any other folder, also for that of a root hub.
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

    /// The name of this plugging in. The kernel counts the devices of a bus, so the next device at this place gets another number.
    pub fn id(self, device_number: u8) -> DeviceId {
        DeviceId(format!("{}-{}#{device_number}", self.bus, self.chain).into())
    }
}

/// The path to a device, by the folders above its own.
pub(super) fn way(device: &Path) -> HubPath {
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
        return HubPath::Hubs(hubs);
    }
    HubPath::Unknown
}

/// The folder of the device to which a folder below it belongs.
pub(super) fn device_above(folder: &Path) -> Option<&Path> {
    // Devices of other buses have names of the same form.
    let below_usb = folder.ancestors().any(|folder| root_hub(folder).is_some());
    let mut above = folder.ancestors().filter(|_| below_usb);
    above.find(|folder| Place::of(folder).is_some())
}

/// The name of the device with this folder.
pub(super) fn id(folder: &Path) -> Option<DeviceId> {
    let number = attribute(folder, "devnum").and_then(|number| number.parse().ok());
    // A device that has gone gets a name, too, which no present device has.
    Some(Place::of(folder)?.id(number.unwrap_or(0)))
}

/// The negotiated speed in megabits per second; the 1.5 of low speed count as 1.
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

/// Whether a root hub is a virtual one for devices of other PCs over a network (USB/IP; FAQ 9).
fn is_remote(root_hub: &Path) -> bool {
    let names = root_hub.ancestors().filter_map(Path::file_name);
    let mut names = names.filter_map(std::ffi::OsStr::to_str);
    names.any(|name| name.starts_with("vhci_hcd"))
}

/// Whether a root hub belongs to a controller that can be unplugged with all its ports, as in a Thunderbolt dock: then its ports are not
/// the PC's own (FAQ 7). The kernel marks every device below an external port so. If a PC marks a controller on its own board so, that root
/// hub, whose chain is "0", has to be listed in `board_hubs`.
fn is_in_dock(root_hub: &Path) -> bool {
    let mut above = root_hub.ancestors().skip(1);
    above.any(|folder| attribute(folder, "removable").is_some_and(|word| word == "removable"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use std::fs;
    use tempfile::TempDir;

    /// An invented `/sys/devices`.
    struct Tree(TempDir);

    impl Tree {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        fn with(self, file: &str, content: &str) -> Self {
            let file = self.0.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, content).unwrap();
            self
        }

        fn way(&self, device: &str) -> Option<Vec<(String, Option<String>)>> {
            let told = |hub: Hub| (hub.port.to_string(), hub.id.map(|id| id.to_string()));
            match way(&self.0.path().join(device)) {
                HubPath::Hubs(hubs) => Some(hubs.into_iter().map(told).collect()),
                HubPath::Unknown => None,
            }
        }
    }

    fn hub(port: &str, id: Option<&str>) -> (String, Option<String>) {
        (port.to_owned(), id.map(str::to_owned))
    }

    #[test]
    fn the_hubs_on_the_way_are_the_folders_above_from_the_pc_outward() {
        let tree = Tree::new()
            .with("pci0000:00/0000:00:14.0/usb1/1-3/idVendor", "05e3\n")
            .with("pci0000:00/0000:00:14.0/usb1/1-3/idProduct", "0610\n");
        let way = |device: &str| tree.way(&format!("pci0000:00/0000:00:14.0/usb1/{device}"));
        assert_eq!(way("1-2"), Some(vec![]));
        // The ids of the second one cannot be read.
        let both = [hub("1-3", Some("05e3:0610")), hub("1-3.1", None)];
        assert_eq!(way("1-3/1-3.1/1-3.1.4"), Some(both.to_vec()));
    }

    #[test]
    fn a_way_that_leads_to_no_controller_of_this_pc_is_unknown() {
        let tree = Tree::new();
        assert_eq!(tree.way("somewhere/1-2"), None);
        assert_eq!(tree.way("pci0000:00/usbserial/1-2"), None);
        // Devices of another PC by USB/IP: they come over a network, whatever their port says.
        assert_eq!(tree.way("platform/vhci_hcd.0/usb3/3-1"), None);
        let endless = (0..2 * HUBS).map(|_| "1-1").collect::<Vec<_>>().join("/");
        assert_eq!(tree.way(&format!("usb1/{endless}")), None);
    }

    #[test]
    fn the_ports_of_a_controller_in_a_dock_are_not_the_pcs_own() {
        let bridge = "pci0000:00/0000:00:1d.0/0000:05:00.0";
        let controller = format!("{bridge}/0000:07:00.0/usb5");
        let tree = Tree::new()
            .with(&format!("{bridge}/removable"), "removable\n")
            .with(&format!("{controller}/idVendor"), "1d6b\n")
            .with(&format!("{controller}/idProduct"), "0002\n")
            .with("pci0000:00/0000:00:14.0/removable", "fixed\n");
        let dock = [hub("5-0", Some("1d6b:0002"))];
        assert_eq!(tree.way(&format!("{controller}/5-1")), Some(dock.to_vec()));
        assert_eq!(tree.way("pci0000:00/0000:00:14.0/usb1/1-1"), Some(vec![]));
    }

    #[test]
    fn the_device_of_a_function_is_the_folder_above_it_and_other_buses_have_none() {
        let above = |path: &'static str| device_above(Path::new(path));
        let device = "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-3/1-3.1";
        let function = "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-3/1-3.1/1-3.1:1.0";
        assert_eq!(above(function), Some(Path::new(device)));
        // Phones and modems have more folders in between.
        let deep = "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.4/wwan/wwan0";
        assert_eq!(above(deep).unwrap().file_name().unwrap(), "1-2");
        assert_eq!(above("/sys/devices/pci0000:00/0000:00:1f.6"), None);
        assert_eq!(above("/sys/devices/platform/i2c-1/1-0050"), None);
    }

    #[test]
    fn only_names_of_devices_are_places() {
        let port =
            |name: &'static str| Place::of(Path::new(name)).map(|place| place.port().to_string());
        assert_eq!(port("10-3.1.4").as_deref(), Some("10-3.1.4"));
        for name in [
            "usb1", "1-0:1.0", "1-3:1.0", "1-", "-1", "1-3.", "1", "..", "a-1", "1-a",
        ] {
            assert_eq!(port(name), None, "{name}");
        }
    }

    #[test]
    fn what_is_plugged_in_next_on_a_port_has_another_name() {
        let folder = "usb1/1-1";
        let first = Tree::new().with("usb1/1-1/devnum", "2\n");
        let next = Tree::new().with("usb1/1-1/devnum", "3\n");
        assert_ne!(
            id(&first.0.path().join(folder)),
            id(&next.0.path().join(folder))
        );
    }

    #[test]
    fn speeds_are_megabits_and_low_speed_is_told_as_one() {
        let speed = |text: &str| speed(&Tree::new().with("1-1/speed", text).0.path().join("1-1"));
        assert_eq!(speed("480\n"), Some(480));
        assert_eq!(speed("20000\n"), Some(20_000));
        assert_eq!(speed("1.5\n"), Some(1));
        assert_eq!(speed("unknown\n"), None);
    }
}
