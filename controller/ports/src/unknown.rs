//! A link of which nothing is known.

use madoguchi_fleet::link::{Link, Path, Port, UsbSerial};
use std::net::SocketAddr;

/// A link of which nothing is known. Its port is the connection's own, so that two of them never look like one.
#[must_use]
pub fn link(peer: SocketAddr) -> Link {
    Link {
        interface: "unknown".to_owned(),
        port: Port {
            bus: "unknown".into(),
            chain: peer.to_string().into(),
        },
        path: Path::Unknown,
        hub: None,
        device: None,
        speed_mbps: None,
        usb_serial: UsbSerial::NoDevice,
        copies: Vec::new(),
    }
}
