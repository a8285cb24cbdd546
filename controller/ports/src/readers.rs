//! The readers among the devices, how each is plugged in, and other makers' readers.

use crate::unknown;
use crate::{Arrival, Device, DeviceId, ForeignKind, Interface, Settings, Snapshot};
use madoguchi_fleet::command::SeenPorts;
use madoguchi_fleet::ids::Installation;
use madoguchi_fleet::link::{ForeignReader, Link, Path, Port, SeenReader, UsbId, UsbSerial};
use madoguchi_fleet::settings::SEEN_READERS;
use std::net::SocketAddr;

impl Snapshot {
    /// The interfaces behind which a reader may be: those of USB network devices, or of the devices in `reader_ids` if that is given. Never
    /// a wireless one, one with a route to other networks, or another maker's reader; a network card only if it is in `reader_ids`.
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

    /// The link of a connection from `peer` to the local address `local`; `None` if the interface, or its device, does not exist any
    /// longer.
    #[must_use]
    pub fn link(&self, settings: &Settings, peer: SocketAddr, local: SocketAddr) -> Option<Link> {
        match self.arrival(peer, local) {
            Arrival::Gone => None,
            Arrival::Unclear => Some(unknown::link(peer)),
            Arrival::FromHere(interface) => Some(not_usb(interface, peer)),
            Arrival::By(interface) => Some(self.link_over(settings, interface, peer)),
        }
    }

    /// The link of connections over an interface.
    #[must_use]
    pub fn link_over(&self, settings: &Settings, interface: &Interface, peer: SocketAddr) -> Link {
        match self.device_of(interface) {
            Some(device) => self.link_of(settings, device, &interface.name),
            None if interface.device.is_none() => not_usb(Some(interface), peer),
            // A USB device that could not be read.
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

    #[must_use]
    pub fn device(&self, id: &DeviceId) -> Option<&Device> {
        self.devices.iter().find(|device| device.id == *id)
    }

    /// The device of an interface, if it is listed.
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

    /// The other ports at which the same serial is plugged in. Devices that are not readers are left out: many cheap ones all have the same
    /// serial.
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
        // Called for each pair of devices, so no device is searched by its interface here, however many are plugged in.
        let mut interfaces = self.interfaces.iter();
        may_be
            && interfaces
                .any(|i| settings.may_lead_to_reader(i) && i.device.as_ref() == Some(&device.id))
    }

    /// The name of a reader's interface; empty if it has none yet.
    fn name_of_interface(&self, settings: &Settings, device: &Device) -> &str {
        let of_device = |interface: &&Interface| interface.device.as_ref() == Some(&device.id);
        let mut for_readers = self.reader_interfaces(settings).filter(of_device);
        let any = || self.interfaces.iter().find(of_device);
        let found = for_readers.next().or_else(any);
        found.map_or("", |interface| &interface.name)
    }
}

/// The link of a connection that did not come over USB (FAQ 9); its interface is the evidence.
fn not_usb(interface: Option<&Interface>, peer: SocketAddr) -> Link {
    Link {
        interface: interface.map_or("loopback", |i| &i.name).to_owned(),
        path: Path::NotUsb,
        ..unknown::link(peer)
    }
}

impl Settings {
    /// The entry for another maker's card reader with these USB ids.
    #[must_use]
    pub fn foreign(&self, id: UsbId) -> Option<&ForeignKind> {
        self.foreign_readers.iter().find(|kind| kind.id == id)
    }

    /// Whether an interface may lead to the plugged-in device and nowhere else, as far as is known.
    fn may_lead_to_reader(&self, interface: &Interface) -> bool {
        let listed = !self.reader_ids.is_empty();
        let plain = !interface.wireless && !interface.default_route;
        plain && (listed || !interface.is_network_card())
    }

    /// Whether a device with these USB ids may be a reader.
    #[must_use]
    pub fn may_be_reader(&self, id: UsbId) -> bool {
        self.foreign(id).is_none() && (self.reader_ids.is_empty() || self.reader_ids.contains(&id))
    }
}
