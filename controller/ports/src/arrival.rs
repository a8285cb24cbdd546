//! The interface by which a connection came in.

use crate::{Interface, Snapshot};
use madoguchi_plain::address::is_link_local;
use std::net::{IpAddr, SocketAddr};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival<'a> {
    /// The connection came by this interface.
    By(&'a Interface),
    /// The connection came from this PC itself; the loopback interface, if it is known.
    FromHere(Option<&'a Interface>),
    /// Several interfaces have the local address, so it cannot be decided.
    Unclear,
    /// The interface does not exist any longer.
    Gone,
}

impl Snapshot {
    /// The interface of a connection from `peer` to the local address `local`: the scope of a link-local address names it; otherwise it is
    /// the interface that has the address `local`.
    #[must_use]
    pub fn arrival(&self, peer: SocketAddr, local: SocketAddr) -> Arrival<'_> {
        let (peer_ip, local_ip) = (peer.ip().to_canonical(), local.ip().to_canonical());
        if peer_ip.is_loopback() || local_ip.is_loopback() {
            return Arrival::FromHere(self.loopback());
        }
        if let Some(index) = scope(peer).or_else(|| scope(local)) {
            return match self.interfaces.iter().find(|i| i.index == index) {
                // A peer with our own address on a link is this PC; the reader at the other end has another address.
                Some(by) if by.has(peer_ip) => Arrival::FromHere(self.loopback()),
                Some(by) => Arrival::By(by),
                None => Arrival::Gone,
            };
        }
        let mut owners = self.interfaces.iter().filter(|i| i.has(local_ip));
        match (owners.next(), owners.next()) {
            (None, _) => Arrival::Gone,
            _ if !is_link_local(peer_ip) && self.interfaces.iter().any(|i| i.has(peer_ip)) => {
                Arrival::FromHere(self.loopback())
            }
            // The same for IPv4's link-local addresses (RFC 3927).
            (Some(by), None) if by.has(peer_ip) => Arrival::FromHere(self.loopback()),
            (Some(by), None) => Arrival::By(by),
            (Some(_), Some(_)) => Arrival::Unclear,
        }
    }

    fn loopback(&self) -> Option<&Interface> {
        let mut all = self.interfaces.iter();
        all.find(|i| i.addresses.iter().any(|a| a.ip.is_loopback()))
    }
}

impl Interface {
    /// Whether this is one of its addresses.
    #[must_use]
    pub fn has(&self, ip: IpAddr) -> bool {
        self.addresses.iter().any(|a| a.ip.to_canonical() == ip)
    }
}

/// The scope of a link-local address: the number of its interface.
fn scope(address: SocketAddr) -> Option<u32> {
    match address {
        SocketAddr::V6(v6) if v6.ip().is_unicast_link_local() && v6.scope_id() != 0 => {
            Some(v6.scope_id())
        }
        _ => None,
    }
}
