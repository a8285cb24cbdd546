//! Which devices are readers, how each is plugged in, and which are other makers'.

use crate::unknown;
use crate::{Arrival, Device, DeviceId, ForeignKind, Interface, Settings, Snapshot};
use madoguchi_fleet::command::SeenPorts;
use madoguchi_fleet::ids::Installation;
use madoguchi_fleet::link::{ForeignReader, Link, Path, Port, SeenReader, UsbId, UsbSerial};
use madoguchi_fleet::settings::SEEN_READERS;
use std::net::SocketAddr;

impl Snapshot {
    /// The interfaces that readers may be behind: those of USB network devices, with `reader_ids` given of those devices alone.
    /// Never a wireless one, never one with a way to elsewhere, never another maker's reader, and a network card only if it is
    /// listed in `reader_ids`.
    pub fn reader_interfaces<'a>(
        &'a self,
        settings: &Settings,
    ) -> impl Iterator<Item = &'a Interface> {
        self.interfaces.iter().filter(move |interface| {
            settings.may_lead_to_reader(interface)
                && self
                    .device_of(interface)
                    .is_some_and(|device| settings.may_be_reader(device.usb))
        })
    }

    /// How a connection from `peer` to our own address `local` reaches the PC; `None`: the interface, or the device that it
    /// belonged to, is not there any longer.
    #[must_use]
    pub fn link(&self, settings: &Settings, peer: SocketAddr, local: SocketAddr) -> Option<Link> {
        match self.arrival(peer, local) {
            Arrival::Gone => None,
            Arrival::Unclear => Some(unknown::link(peer)),
            Arrival::FromHere(interface) => Some(not_usb(interface, peer)),
            Arrival::By(interface) => Some(self.link_over(settings, interface, peer)),
        }
    }

    /// How what comes in by an interface reaches the PC.
    #[must_use]
    pub fn link_over(&self, settings: &Settings, interface: &Interface, peer: SocketAddr) -> Link {
        match self.device_of(interface) {
            Some(device) => self.link_of(settings, device, &interface.name),
            None if interface.device.is_none() => not_usb(Some(interface), peer),
            // It is USB, and its device could not be read.
            None => Link {
                interface: interface.name.clone(),
                ..unknown::link(peer)
            },
        }
    }

    /// The readers that USB shows, connected or not, and other makers' readers.
    #[must_use]
    pub fn seen(&self, settings: &Settings, installation: Installation) -> SeenPorts {
        let readers = self.devices.iter().filter(|d| self.is_reader(settings, d));
        let foreign = self.devices.iter().filter_map(|device| {
            let kind = settings.foreign(device.usb)?;
            Some(ForeignReader {
                name: kind.name.clone(),
                port: device.port.clone(),
                id: device.usb,
            })
        });
        let seen = |device| SeenReader {
            link: self.link_of(settings, device, self.name_of_interface(settings, device)),
        };
        SeenPorts {
            installation,
            readers: readers.map(seen).take(SEEN_READERS).collect(),
            foreign: foreign.take(SEEN_READERS).collect(),
        }
    }

    /// A device by its name.
    #[must_use]
    pub fn device(&self, id: &DeviceId) -> Option<&Device> {
        self.devices.iter().find(|device| device.id == *id)
    }

    /// The device that an interface belongs to, if it is listed.
    #[must_use]
    pub fn device_of(&self, interface: &Interface) -> Option<&Device> {
        self.device(interface.device.as_ref()?)
    }

    fn link_of(&self, settings: &Settings, device: &Device, interface: &str) -> Link {
        let (path, hub) = device.path(settings);
        Link {
            interface: interface.to_owned(),
            port: device.port.clone(),
            path,
            hub,
            device: Some(device.usb),
            speed_mbps: device.speed_mbps,
            usb_serial: match &device.serial {
                Some(serial) => UsbSerial::Shown(serial.clone()),
                None => UsbSerial::Missing,
            },
            copies: self.copies(settings, device),
        }
    }

    /// The other ports where the same serial is plugged in now. Devices that are no readers may show whatever they like: many
    /// cheap ones all show the same.
    fn copies(&self, settings: &Settings, device: &Device) -> Vec<Port> {
        let Some(serial) = &device.serial else {
            return Vec::new();
        };
        let others = self.devices.iter().filter(|other| other.id != device.id);
        let same = others.filter(|other| other.serial.as_ref() == Some(serial));
        let readers =
            same.filter(|other| other.usb == device.usb || self.is_reader(settings, other));
        let mut ports: Vec<_> = readers.map(|other| other.port.clone()).collect();
        ports.sort();
        ports.dedup();
        ports
    }

    fn is_reader(&self, settings: &Settings, device: &Device) -> bool {
        let may_be = settings.may_be_reader(device.usb);
        if !settings.reader_ids.is_empty() {
            return may_be;
        }
        // Asked of each device for each other one: so no device is looked up by its interface here, whoever plugs in however many.
        let mut interfaces = self.interfaces.iter();
        may_be
            && interfaces
                .any(|i| settings.may_lead_to_reader(i) && i.device.as_ref() == Some(&device.id))
    }

    /// The interface of a reader; empty where it has none yet.
    fn name_of_interface(&self, settings: &Settings, device: &Device) -> &str {
        let of_device = |interface: &&Interface| interface.device.as_ref() == Some(&device.id);
        let mut for_readers = self.reader_interfaces(settings).filter(of_device);
        let any = || self.interfaces.iter().find(of_device);
        let found = for_readers.next().or_else(any);
        found.map_or("", |interface| &interface.name)
    }
}

/// A link that is not USB (FAQ 9): its interface is the evidence.
fn not_usb(interface: Option<&Interface>, peer: SocketAddr) -> Link {
    Link {
        interface: interface.map_or("loopback", |i| &i.name).to_owned(),
        path: Path::NotUsb,
        ..unknown::link(peer)
    }
}

impl Settings {
    /// Another maker's card reader, if a device is one.
    #[must_use]
    pub fn foreign(&self, id: UsbId) -> Option<&ForeignKind> {
        self.foreign_readers.iter().find(|kind| kind.id == id)
    }

    /// Whether an interface leads to what is plugged in and no further, as far as it is known.
    fn may_lead_to_reader(&self, interface: &Interface) -> bool {
        let listed = !self.reader_ids.is_empty();
        let plain = !interface.wireless && !interface.default_route;
        plain && (listed || !interface.is_network_card())
    }

    /// Whether a device may be a reader by its USB ids.
    #[must_use]
    pub fn may_be_reader(&self, id: UsbId) -> bool {
        self.foreign(id).is_none() && (self.reader_ids.is_empty() || self.reader_ids.contains(&id))
    }
}
