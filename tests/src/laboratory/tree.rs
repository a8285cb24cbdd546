//! A made-up `/sys`: the USB devices of a PC and its network interfaces, as Linux shows them.
//!
//! Devices and the folders of interfaces are real folders, everything else links to them; attributes are files, read anew by
//! whoever looks. A device's name is its port: "1-3.1" is on bus 1, port 3, behind a hub there.

use std::fmt;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// Ports of each root hub.
const ROOT_PORTS: u32 = 8;
/// Who made the root hubs: Linux itself.
const LINUX: (&str, &str) = ("1d6b", "0002");
/// USB ids of the readers: a Linux gadget.
pub(super) const READER_ID: (&str, &str) = ("1d6b", "0104");

/// Where a device is plugged in, as Linux writes it: "1-3.1".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortName(String);

impl PortName {
    /// Its bus.
    #[must_use]
    pub fn bus(&self) -> u32 {
        self.0.split('-').next().unwrap().parse().unwrap()
    }

    /// Its port numbers from the PC outward: "3.1".
    #[must_use]
    pub fn chain(&self) -> &str {
        self.0.split_once('-').unwrap().1
    }
}

impl From<&str> for PortName {
    fn from(text: &str) -> Self {
        let (bus, chain) = text.split_once('-').expect("a bus and a chain");
        assert!(bus.parse::<u32>().is_ok() && !chain.is_empty(), "{text}");
        Self(text.to_owned())
    }
}

impl fmt::Display for PortName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A hub.
#[derive(Debug, Clone)]
pub struct Hub {
    /// USB ids, as hex.
    pub id: (&'static str, &'static str),
    /// What its maker calls it.
    pub product: &'static str,
}

/// A USB device that will have a network interface.
#[derive(Debug, Clone)]
pub struct Gadget {
    /// USB ids, as hex.
    pub id: (&'static str, &'static str),
    /// What its descriptor says; `None` where it has no serial number.
    pub serial: Option<String>,
    /// Megabits per second.
    pub speed: u32,
}

/// The tree.
#[derive(Debug)]
pub struct Tree {
    root: PathBuf,
    next_device: u32,
}

impl Tree {
    /// A PC with two USB controllers, a bus each, and nothing but loopback; its files lie in this folder, which is made.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        let tree = Self {
            root: root.to_owned(),
            next_device: 2,
        };
        for folder in ["bus/usb/devices", "class/net", "devices"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        for bus in [1, 2] {
            tree.root_hub(bus);
        }
        tree.net_folder("devices/virtual", "lo", 1, "");
        tree
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Plugs a hub in; gives its number on the bus.
    pub fn add_hub(&mut self, port: &PortName, hub: &Hub) -> u32 {
        let number = self.number();
        let place = self.place(port);
        self.attributes(
            &place,
            &[
                ("bDeviceClass", "09"),
                ("bDeviceSubClass", "00"),
                ("bDeviceProtocol", "01"),
                ("idVendor", hub.id.0),
                ("idProduct", hub.id.1),
                ("product", hub.product),
                ("speed", "480"),
                ("maxchild", "4"),
            ],
        );
        self.ports(&place, &format!("{port}:1.0"), &port.to_string(), 4);
        self.enumerate(port, number);
        number
    }

    /// Plugs a device with a network interface in; gives its number on the bus.
    pub fn add_gadget(&mut self, port: &PortName, gadget: &Gadget) -> u32 {
        let number = self.number();
        let place = self.place(port);
        self.attributes(
            &place,
            &[
                ("bDeviceClass", "ef"),
                ("bDeviceSubClass", "02"),
                ("bDeviceProtocol", "01"),
                ("idVendor", gadget.id.0),
                ("idProduct", gadget.id.1),
                ("product", "Card reader"),
                ("manufacturer", "Laboratory"),
                ("speed", &gadget.speed.to_string()),
                ("maxchild", "0"),
            ],
        );
        if let Some(serial) = &gadget.serial {
            self.attributes(&place, &[("serial", serial)]);
        }
        for (n, class) in [("0", ["02", "0d", "00"]), ("1", ["0a", "00", "01"])] {
            let interface = format!("{place}/{port}:1.{n}");
            self.attributes(
                &interface,
                &[
                    ("bInterfaceNumber", &format!("0{n}")),
                    ("bInterfaceClass", class[0]),
                    ("bInterfaceSubClass", class[1]),
                    ("bInterfaceProtocol", class[2]),
                ],
            );
            self.link("bus/usb/drivers/cdc_ncm", &format!("{interface}/driver"));
        }
        self.enumerate(port, number);
        number
    }

    /// The network interface of a gadget comes, as always a little later than the device.
    pub fn add_interface(&self, port: &PortName, name: &str, index: u32) {
        let control = format!("{}/{port}:1.0", self.place(port));
        self.net_folder(&control, name, index, &control);
    }

    /// Pulls whatever is at a port, with all that is behind it.
    pub fn remove(&mut self, port: &PortName) {
        let gone = self.root.join(self.place(port));
        for links in ["bus/usb/devices", "class/net"] {
            for link in fs::read_dir(self.root.join(links)).unwrap().flatten() {
                let to = fs::canonicalize(link.path());
                if to.is_ok_and(|to| to.starts_with(fs::canonicalize(&gone).unwrap())) {
                    fs::remove_file(link.path()).unwrap();
                }
            }
        }
        fs::remove_dir_all(gone).unwrap();
    }

    /// A network interface that is no USB: a card on the board.
    pub fn add_card(&self, name: &str, index: u32) {
        let card = format!("devices/pci0000:00/0000:00:1f.{}", index % 8);
        self.attributes(&card, &[("vendor", "0x8086"), ("device", "0x15fb")]);
        self.link("bus/pci/drivers/e1000e", &format!("{card}/driver"));
        self.link("bus/pci", &format!("{card}/subsystem"));
        self.net_folder(&card, name, index, &card);
    }

    /// A network interface that is no device at all: a VPN.
    pub fn add_virtual(&self, name: &str, index: u32) {
        self.net_folder("devices/virtual", name, index, "");
    }

    /// A device's place in the tree, as messages of udev have it.
    #[must_use]
    pub fn devpath(&self, port: &PortName) -> String {
        format!("/{}", self.place(port))
    }

    fn number(&mut self) -> u32 {
        self.next_device += 1;
        self.next_device - 1
    }

    fn place(&self, port: &PortName) -> String {
        let mut place = root_of(port.bus());
        let mut name = format!("{}-", port.bus());
        for (n, number) in port.chain().split('.').enumerate() {
            if n > 0 {
                name.push('.');
            }
            name.push_str(number);
            place = format!("{place}/{name}");
        }
        place
    }

    /// The device is complete: from now on it is listed.
    fn enumerate(&self, port: &PortName, number: u32) {
        let place = self.place(port);
        self.attributes(
            &place,
            &[
                ("busnum", &port.bus().to_string()),
                ("devnum", &number.to_string()),
                ("devpath", port.chain()),
                ("bcdDevice", "0100"),
                ("version", " 2.10"),
                ("bConfigurationValue", "1"),
            ],
        );
        self.link("bus/usb", &format!("{place}/subsystem"));
        self.link("bus/usb/drivers/usb", &format!("{place}/driver"));
        for interface in fs::read_dir(self.root.join(&place)).unwrap().flatten() {
            let name = interface.file_name().into_string().unwrap();
            if name.contains(':') {
                let interface = format!("{place}/{name}");
                self.link("bus/usb", &format!("{interface}/subsystem"));
                self.link(&interface, &format!("bus/usb/devices/{name}"));
            }
        }
        self.link(&place, &format!("bus/usb/devices/{port}"));
    }

    fn root_hub(&self, bus: u32) {
        let place = root_of(bus);
        let controller = Path::new(&place).parent().unwrap().display().to_string();
        self.link("bus/pci/drivers/xhci_hcd", &format!("{controller}/driver"));
        self.attributes(
            &place,
            &[
                ("busnum", &bus.to_string()),
                ("devnum", "1"),
                ("devpath", "0"),
                ("bcdDevice", "0618"),
                ("version", " 2.00"),
                ("bDeviceClass", "09"),
                ("bDeviceSubClass", "00"),
                ("bDeviceProtocol", "01"),
                ("idVendor", LINUX.0),
                ("idProduct", LINUX.1),
                ("product", "xHCI Host Controller"),
                ("serial", "0000:00:14.0"),
                ("speed", "480"),
                ("maxchild", &ROOT_PORTS.to_string()),
            ],
        );
        self.link("bus/usb", &format!("{place}/subsystem"));
        self.ports(
            &place,
            &format!("{bus}-0:1.0"),
            &format!("usb{bus}"),
            ROOT_PORTS,
        );
        self.link(&place, &format!("bus/usb/devices/usb{bus}"));
    }

    /// The sockets of a hub.
    fn ports(&self, hub: &str, interface: &str, name: &str, many: u32) {
        for n in 1..=many {
            let port = format!("{hub}/{interface}/{name}-port{n}");
            self.attributes(&port, &[("connect_type", "hotplug")]);
        }
        self.attributes(
            &format!("{hub}/{interface}"),
            &[
                ("bInterfaceNumber", "00"),
                ("bInterfaceClass", "09"),
                ("bInterfaceSubClass", "00"),
                ("bInterfaceProtocol", "00"),
            ],
        );
    }

    fn net_folder(&self, under: &str, name: &str, index: u32, device: &str) {
        let place = format!("{under}/net/{name}");
        self.attributes(
            &place,
            &[
                ("ifindex", &index.to_string()),
                (
                    "operstate",
                    if device.is_empty() { "unknown" } else { "up" },
                ),
                ("carrier", "1"),
                ("type", if name == "lo" { "772" } else { "1" }),
                ("address", &format!("02:00:00:00:00:{:02x}", index % 256)),
                ("mtu", "1500"),
            ],
        );
        if !device.is_empty() {
            self.link(device, &format!("{place}/device"));
        }
        self.link(&place, &format!("class/net/{name}"));
    }

    fn attributes(&self, place: &str, values: &[(&str, &str)]) {
        let folder = self.root.join(place);
        fs::create_dir_all(&folder).unwrap();
        for (name, value) in values {
            fs::write(folder.join(name), format!("{value}\n")).unwrap();
        }
    }

    /// A relative link, as the kernel makes them; what it points to is made a folder where it is nothing yet.
    fn link(&self, to: &str, at: &str) {
        let place = self.root.join(at);
        fs::create_dir_all(self.root.join(to)).unwrap();
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        let up = "../".repeat(at.split('/').count() - 1);
        symlink(format!("{up}{to}"), place).unwrap();
    }
}

fn root_of(bus: u32) -> String {
    // A controller of its own for each bus.
    format!("devices/pci0000:00/0000:00:{}.0/usb{bus}", 13 + bus)
}
