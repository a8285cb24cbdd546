//! How a unit reaches the PC: what was observed, and what it means.

use crate::admission::Refusal;
use crate::ids::Serial;
use crate::settings::HIGH_SPEED_MBPS;
use madoguchi_plain::marked;
use std::fmt;
use std::sync::Arc;

/// Longest part of a descriptor's serial that is shown: as long as the serial of a unit can be.
const MAX_LABEL_CHARS: usize = 32;

/// A USB port of the PC. Both parts are opaque: no platform promises their form.
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

/// What stands between the unit and the PC (FAQ 7, 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Path {
    /// Plugged straight into the PC.
    Direct,
    /// A hub in between.
    BehindHub,
    /// The connection did not arrive over USB.
    NotUsb,
    /// It could not be found out.
    Unknown,
}

/// The USB ids of a kind of device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UsbId {
    pub vendor: u16,
    /// The product, as the vendor numbers it.
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
    /// What it is, where that could be read.
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
    /// There is no USB device, or none that could be found: nothing to compare.
    NoDevice,
    /// The device shows none.
    Missing,
    /// The device shows this, as it stands.
    Shown(Arc<str>),
}

impl UsbSerial {
    /// What is shown.
    #[must_use]
    pub fn shown(&self) -> Option<&str> {
        match self {
            Self::Shown(serial) => Some(serial),
            Self::NoDevice | Self::Missing => None,
        }
    }

    /// What is shown, fit for a line of a list: whoever made the device wrote it, and could have written anything.
    #[must_use]
    pub fn label(&self) -> Option<String> {
        let shown = marked(self.shown()?);
        Some(shown.chars().take(MAX_LABEL_CHARS).collect())
    }
}

/// How a unit reaches the PC: evidence, kept with the verdict drawn from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The interface that the connection came in by; empty where a device has none yet.
    pub interface: String,
    /// The port that it is plugged into.
    pub port: Port,
    /// What stands in between.
    pub path: Path,
    /// The first hub on the way, from the PC, that is no part of the PC's board.
    pub hub: Option<Hub>,
    /// What the device is.
    pub device: Option<UsbId>,
    /// Megabits per second as negotiated, where known.
    pub speed_mbps: Option<u32>,
    /// The serial that the USB descriptor shows: must be the unit's own.
    pub usb_serial: UsbSerial,
    /// Other ports where the same serial is plugged in at this moment: a copy.
    pub copies: Vec<Port>,
}

impl Link {
    /// Whether it comes over USB by a port that is known: an unknown one is nobody's.
    #[must_use]
    pub const fn is_on_usb(&self) -> bool {
        matches!(self.path, Path::Direct | Path::BehindHub)
    }

    /// Whether a reader came up slower than USB 2.0 high speed (FAQ 26, 28), and how slow.
    #[must_use]
    pub fn too_slow(&self) -> Option<u32> {
        let speed = self.speed_mbps.filter(|_| self.is_on_usb());
        speed.filter(|mbps| *mbps < HIGH_SPEED_MBPS)
    }

    /// Judges a unit's link by itself, in the order of admission (RULES, "Units and admission"). What depends on other units is
    /// judged when it attaches.
    ///
    /// # Errors
    /// The first reason why a unit with this serial could not have a seat over this link.
    pub fn admits(&self, serial: &Serial) -> Result<(), Refusal> {
        self.shows(serial)?;
        self.way()
    }

    /// Judges whose device it is: one that shows this serial, and the only one.
    pub(crate) fn shows(&self, serial: &Serial) -> Result<(), Refusal> {
        self.is_of(serial)?;
        match self.copies.first() {
            Some(port) => Err(Refusal::SerialTwice { port: port.clone() }),
            None => Ok(()),
        }
    }

    /// Judges whether the USB device says that it is this unit's. One without a device has nothing to say.
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

    /// Judges the way from the unit to the PC: straight over USB and no other (FAQ 7, 9).
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
    /// How it is plugged in; its serial is `link.usb_serial`.
    pub link: Link,
}

/// A device that is another maker's card reader (FAQ 25).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForeignReader {
    /// Its name, from the configuration.
    pub name: String,
    pub port: Port,
    pub id: UsbId,
}
