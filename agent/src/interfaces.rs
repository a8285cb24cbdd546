//! The reader's network interfaces, as far as the link to the controller depends on them. They are read again and again, because an open
//! connection gets no error when its cable is pulled.

use std::net::IpAddr;
use std::time::Duration;

use if_addrs::{IfAddr, Interface};
use madoguchi_plain::address::holds;

/// The time between two readings: a reader that is plugged in again must serve within 2 s, and reading takes microseconds.
pub(crate) const LOOK: Duration = Duration::from_millis(100);
/// The most addresses; a reader has a few.
const MAX_INTERFACES: usize = 256;

/// An address of an interface that is up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Up {
    /// The system's number of the interface: the scope id of its link-local addresses. It changes when the cable is plugged in again.
    pub(crate) index: u32,
    pub(crate) name: String,
    pub(crate) ip: IpAddr,
    /// The prefix length of its network.
    pub(crate) prefix: u8,
}

impl Up {
    /// Whether an address is in its network.
    pub(crate) fn holds(&self, ip: IpAddr) -> bool {
        holds(self.ip, self.prefix, ip)
    }
}

/// All addresses in order; `None` if the system does not tell.
pub(crate) fn up() -> Option<Vec<Up>> {
    let listed = if_addrs::get_if_addrs().ok()?;
    let up = listed.into_iter().filter(Interface::is_oper_up);
    let mut up: Vec<_> = up.take(MAX_INTERFACES).map(of).collect();
    up.sort();
    Some(up)
}

fn of(interface: Interface) -> Up {
    let (ip, prefix) = match interface.addr {
        IfAddr::V4(v4) => (v4.ip.into(), v4.prefixlen),
        IfAddr::V6(v6) => (v6.ip.into(), v6.prefixlen),
    };
    Up {
        index: interface.index.unwrap_or(0),
        name: interface.name,
        ip,
        prefix,
    }
}
