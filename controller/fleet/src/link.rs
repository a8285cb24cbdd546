//! The path by which a unit reaches the PC: what was observed, and what that means for admission.

use crate::admission::Refusal;
use crate::ids::Serial;
use crate::settings::HIGH_SPEED_MBPS;
use madoguchi_plain::marked;
use std::fmt;
use std::sync::Arc;

/// The longest shown part of a descriptor's serial: as long as a unit's serial can be.
const MAX_LABEL_CHARS: usize = 32;

/// A USB port of the PC. Both parts are opaque: no platform promises their format.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Port {
    pub bus: Arc<str>,
    /// The port chain on it.
    pub chain: Arc<str>,
}

impl fmt::Display for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.bus, self.chain)
    }
}

/// The kind of path between the unit and the PC (FAQ 7, 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Path {
    /// Plugged straight into the PC.
    Direct,
    /// A hub in between.
    BehindHub,
    /// The connection did not arrive over USB.
    NotUsb,
    /// The path could not be determined.
    Unknown,
}

/// The USB ids of a kind of device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UsbId {
    pub vendor: u16,
    /// The product id, as the vendor assigned it.
    pub product: u16,
}

impl fmt::Display for UsbId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04x}:{:04x}", self.vendor, self.product)
    }
}

/// A hub between a unit and the PC.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hub {
    pub port: Port,
    /// Its USB ids, if they could be read.
    pub id: Option<UsbId>,
}

impl fmt::Display for Hub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.id {
            Some(id) => write!(f, "{} {id}", self.port),
            None => self.port.fmt(f),
        }
    }
}

/// The serial number in a USB descriptor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UsbSerial {
    /// There is no USB device, or it could not be found, so there is nothing to compare.
    NoDevice,
    /// The device has no serial.
    Missing,
    /// The device's serial, unchanged.
    Shown(Arc<str>),
}

impl UsbSerial {
    /// The serial as the device shows it.
    #[must_use]
    pub fn shown(&self) -> Option<&str> {
        match self {
            Self::Shown(serial) => Some(serial),
            Self::NoDevice | Self::Missing => None,
        }
    }

    /// The serial in a form that fits a line of a list. The maker of the device chose it freely, so it can contain anything.
    #[must_use]
    pub fn label(&self) -> Option<String> {
        let shown = marked(self.shown()?);
        Some(shown.chars().take(MAX_LABEL_CHARS).collect())
    }
}

/// The observed path of a unit to the PC: evidence, kept with the verdict drawn from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The network interface of the connection; empty for a device that has none yet.
    pub interface: String,
    /// The port that it is plugged into.
    pub port: Port,
    pub path: Path,
    /// The first hub on the path, seen from the PC, that is not part of the PC's board.
    pub hub: Option<Hub>,
    /// The USB ids of the device.
    pub device: Option<UsbId>,
    /// The negotiated speed in megabits per second, if known.
    pub speed_mbps: Option<u32>,
    /// The serial in the USB descriptor, which has to be the unit's own.
    pub usb_serial: UsbSerial,
    /// Other ports at which the same serial is plugged in now: one of the devices is a copy.
    pub copies: Vec<Port>,
}

impl Link {
    /// Whether the unit is connected over USB at a known port. An unknown port belongs to no unit.
    #[must_use]
    pub const fn is_on_usb(&self) -> bool {
        matches!(self.path, Path::Direct | Path::BehindHub)
    }

    /// The speed in megabits per second, if the reader came up slower than USB 2.0 high speed (FAQ 26, 28).
    #[must_use]
    pub fn too_slow(&self) -> Option<u32> {
        let speed = self.speed_mbps.filter(|_| self.is_on_usb());
        speed.filter(|mbps| *mbps < HIGH_SPEED_MBPS)
    }

    /// Judges a unit's link alone, in the order of admission (RULES, "Units and admission"). What depends on other units is judged when the
    /// unit attaches.
    ///
    /// # Errors
    /// The first reason why a unit with this serial cannot have a seat over this link.
    pub fn admits(&self, serial: &Serial) -> Result<(), Refusal> {
        self.shows(serial)?;
        self.way()
    }

    /// Checks that the USB device has this serial and that no second device has it.
    pub(crate) fn shows(&self, serial: &Serial) -> Result<(), Refusal> {
        self.is_of(serial)?;
        match self.copies.first() {
            Some(port) => Err(Refusal::SerialTwice { port: port.clone() }),
            None => Ok(()),
        }
    }

    /// Checks that the USB device names this unit. A link without a USB device passes.
    pub(crate) fn is_of(&self, serial: &Serial) -> Result<(), Refusal> {
        match &self.usb_serial {
            UsbSerial::Shown(usb) if **usb != *serial.as_str() => {
                let usb = Some(usb.clone());
                Err(Refusal::IdentityMismatch { usb })
            }
            UsbSerial::Missing => Err(Refusal::IdentityMismatch { usb: None }),
            UsbSerial::Shown(_) | UsbSerial::NoDevice => Ok(()),
        }
    }

    /// Checks that the path is direct over USB (FAQ 7, 9).
    pub(crate) fn way(&self) -> Result<(), Refusal> {
        match self.path {
            Path::Direct => Ok(()),
            Path::Unknown => Err(Refusal::LinkUnknown),
            Path::NotUsb => Err(Refusal::NotUsb {
                interface: self.interface.clone(),
            }),
            Path::BehindHub => Err(Refusal::BehindHub {
                port: self.port.clone(),
                hub: self.hub.clone(),
            }),
        }
    }
}

/// A reader that USB shows, connected or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenReader {
    /// Its link; its serial is `link.usb_serial`.
    pub link: Link,
}

/// A device that is another maker's card reader (FAQ 25).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForeignReader {
    /// Its name in the configuration.
    pub name: String,
    pub port: Port,
    pub id: UsbId,
}
