//! This reader's network interfaces, as far as the way to the controller goes by them: asked again and again, since a cable that
//! is pulled gives an open connection no error.

use std::net::IpAddr;
use std::time::Duration;

use if_addrs::{IfAddr, Interface};
use madoguchi_plain::address::holds;

/// How often they are looked at: a reader that is plugged in again serves within 2 s, and asking takes microseconds.
pub(crate) const LOOK: Duration = Duration::from_millis(100);
/// Addresses that are kept in mind; a reader has a few.
const MAX_INTERFACES: usize = 256;

/// An address of an interface that is up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Up {
    /// The system's number for the interface: the scope id of its link-local addresses. Another one after a replug.
    pub(crate) index: u32,
    /// The interface's name.
    pub(crate) name: String,
    /// The address.
    pub(crate) ip: IpAddr,
    /// Length of its network's prefix.
    pub(crate) prefix: u8,
}

impl Up {
    /// Whether an address lies in the network.
    pub(crate) fn holds(&self, ip: IpAddr) -> bool {
        holds(self.ip, self.prefix, ip)
    }
}

/// All of them in order; `None` where the system does not say.
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
