//! How a unit reaches the PC: what was observed, and what it means.

use crate::ids::Serial;
use std::fmt;
use std::sync::Arc;

/// A USB port of the PC. Both parts are opaque: no platform promises their form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Port {
    /// The bus.
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

/// How a unit reaches the PC: evidence, kept with the verdict drawn from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The interface that the connection came in by.
    pub interface: String,
    /// The port that it is plugged into.
    pub port: Port,
    /// What stands in between.
    pub path: Path,
    /// Megabits per second as negotiated, where known.
    pub speed_mbps: Option<u32>,
    /// The serial that the USB descriptor shows, where there is one.
    pub usb_serial: Option<Serial>,
    /// Other ports where the same serial is plugged in at this moment: a copy.
    pub copies: Vec<Port>,
}
