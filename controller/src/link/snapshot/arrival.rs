//! By which interface a connection came in.

use super::{Interface, Snapshot};
use madoguchi_link::address::is_link_local;
use std::net::{IpAddr, SocketAddr};

/// By which interface a connection came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::link) enum Arrival<'a> {
    /// By this one.
    By(&'a Interface),
    /// From this PC itself; where it is known, by the interface of its own talk.
    FromHere(Option<&'a Interface>),
    /// Several interfaces have the address that it came to: there is no telling.
    Unclear,
    /// By none that is there any longer.
    Gone,
}

impl Snapshot {
    /// The interface of a connection from `peer` to our own address `local`: the scope of a link-local address says it, else
    /// whose address `local` is.
    pub(in crate::link) fn arrival(&self, peer: SocketAddr, local: SocketAddr) -> Arrival<'_> {
        let (peer_ip, local_ip) = (peer.ip().to_canonical(), local.ip().to_canonical());
        if peer_ip.is_loopback() || local_ip.is_loopback() {
            return Arrival::FromHere(self.loopback());
        }
        if let Some(index) = scope(peer).or_else(|| scope(local)) {
            return match self.interfaces.iter().find(|i| i.index == index) {
                // Whoever has our own address on a link is us: the reader at the other end has another.
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
            // Of IPv4's link-local addresses (RFC 3927), too, the one of this end is ours.
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
    fn has(&self, ip: IpAddr) -> bool {
        self.addresses.iter().any(|a| a.ip.to_canonical() == ip)
    }
}

/// The interface's number that goes with a link-local address.
fn scope(address: SocketAddr) -> Option<u32> {
    match address {
        SocketAddr::V6(v6) if v6.ip().is_unicast_link_local() && v6.scope_id() != 0 => {
            Some(v6.scope_id())
        }
        _ => None,
    }
}
