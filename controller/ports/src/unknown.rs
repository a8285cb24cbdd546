//! The link of a connection about which nothing is known.

use madoguchi_fleet::link::{Link, Path, Port, UsbSerial};
use std::net::SocketAddr;

/// An unknown link. Its port is derived from the connection, so that two of them are never equal.
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
