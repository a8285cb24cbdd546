//! Readers over USB. Which port a connection comes by cannot be found out yet: the fleet refuses each reader as
//! `link-unknown`, with a clear text.

use super::{Claim, Links, Observation};
use madoguchi_fleet::link::{Link, Path, Port, UsbSerial};
use std::net::SocketAddr;

/// The PC's USB ports.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usb;

impl Links for Usb {
    fn observe(&self, peer: SocketAddr, _local: SocketAddr, _claim: &Claim) -> Observation {
        Observation::fixed(unknown(peer))
    }
}

/// A link of which nothing is known. Its port is the connection's own, so that two of them never look like one.
pub(super) fn unknown(peer: SocketAddr) -> Link {
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
