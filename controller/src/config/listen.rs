//! The addresses and ports for readers: `[gateway]` and `[pairing]`.
//!
//! ```toml
//! # policy = "usb": on readers' links alone, so there is no address to choose
//! gateway.port = 7443
//! pairing.port = 7444
//! # policy = "loopback"
//! gateway.listen = "127.0.0.1:7443"
//! pairing.listen = "127.0.0.1:7444"
//! ```

use super::Policy;
use super::fields::Fields;
use super::mistake::Wrong;
use std::net::{Ipv4Addr, SocketAddr};
use std::ops::RangeInclusive;

/// The ports that can be told to readers.
const PORTS: RangeInclusive<i64> = 1..=65_535;

/// The place where readers can connect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listen {
    /// At one address (`policy = "loopback"`); port 0 takes a free port.
    At(SocketAddr),
    /// On the readers' own interfaces only (`policy = "usb"`), at this port.
    Links(u16),
}

impl Listen {
    #[must_use]
    pub const fn port(self) -> u16 {
        match self {
            Self::At(address) => address.port(),
            Self::Links(port) => port,
        }
    }

    /// Whether two places need the same port.
    pub(super) fn collides(self, other: Self) -> bool {
        match (self, other) {
            (Self::At(one), Self::At(two)) => one == two && one.port() != 0,
            (Self::Links(one), Self::Links(two)) => one == two,
            _ => false,
        }
    }
}

/// Takes the fields of a section. Each policy has its own field; that of the other policy is a mistake: an address for readers over USB
/// would be one on the clinic's network, as would one beyond this PC for simulated readers. Where the policy is not known, neither is which
/// of them is wrong.
pub(super) fn of(fields: &mut Fields, policy: Option<Policy>, section: &str, usual: u16) -> Listen {
    let (listen, port) = (format!("{section}.listen"), format!("{section}.port"));
    let over_links = |number: Option<i64>| {
        let number = number.and_then(|number| u16::try_from(number).ok());
        Listen::Links(number.unwrap_or(usual))
    };
    match policy {
        None => {
            fields.address(&listen);
            over_links(fields.number(&port, PORTS))
        }
        Some(Policy::Usb) => {
            let number = fields.number(&port, PORTS);
            if fields.is_there(&listen) {
                fields.wrong(&listen, Wrong::ListenOverUsb { port });
            }
            over_links(number)
        }
        Some(Policy::Loopback) => {
            let address = fields.address(&listen);
            if address.is_some_and(|address| !address.ip().is_loopback()) {
                fields.wrong(&listen, Wrong::NotLoopback);
            }
            if fields.is_there(&port) {
                fields.wrong(&port, Wrong::PortOnLoopback { listen });
            }
            let usual = SocketAddr::from((Ipv4Addr::LOCALHOST, usual));
            Listen::At(address.unwrap_or(usual))
        }
    }
}
