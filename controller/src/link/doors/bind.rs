//! One listener on one address of one interface, which takes no packets of other interfaces.
//!
//! A link-local address belongs to its interface. Any other address of this PC can be reached through all of its networks (Linux accepts a
//! packet for it on any interface), so that listener is bound to the device as well. Windows drops such packets itself (its strong host
//! model).

use madoguchi_plain::address::holds;
use madoguchi_ports::{Address, Interface};
use socket2::{Domain, Protocol, Socket, Type};
use std::io;
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// The most connections that the system accepts in advance: a reader makes one, and a flood has to wait outside.
const BACKLOG: i32 = 64;

/// A listener, and the way in which it is kept to its interface.
#[derive(Debug)]
pub(super) struct Bound {
    pub listener: TcpListener,
    pub guard: Guard,
}

/// The way in which connections of other networks are kept out.
#[derive(Debug)]
pub(super) enum Guard {
    /// The system keeps them out.
    System,
    /// The system would not bind to the device, so only peers on the link's own networks are accepted. An answer to such a peer leaves by
    /// the link, so nobody elsewhere can complete a handshake with a forged address.
    #[cfg_attr(
        windows,
        allow(dead_code, reason = "Windows keeps others out by itself")
    )]
    Networks(Vec<Address>),
}

impl Guard {
    /// Whether a peer may have come by the link.
    pub(super) fn lets_in(&self, peer: SocketAddr) -> bool {
        match self {
            Self::System => true,
            Self::Networks(networks) => networks
                .iter()
                .any(|network| holds(network.ip, network.prefix, peer.ip().to_canonical())),
        }
    }
}

/// Opens a listener.
pub(super) fn on(address: SocketAddr, interface: &Interface) -> io::Result<Bound> {
    let socket = Socket::new(
        Domain::for_address(address),
        Type::STREAM,
        Some(Protocol::TCP),
    )?;
    // So that a restart need not wait until old connections have ended. On Windows it would let other programs take the port.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    let guard = guard(&socket, address, interface)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(Bound {
        listener: TcpListener::from_std(socket.into())?,
        guard,
    })
}

#[cfg(target_os = "linux")]
fn guard(socket: &Socket, address: SocketAddr, interface: &Interface) -> io::Result<Guard> {
    if is_scoped(address) {
        return Ok(Guard::System);
    }
    match socket.bind_device(Some(interface.name.as_bytes())) {
        Ok(()) => Ok(Guard::System),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            // Linux before 5.7, without the right to bind to a device.
            static SAID: std::sync::Once = std::sync::Once::new();
            SAID.call_once(|| {
                tracing::warn!(%error, "listeners cannot be bound to the readers' interfaces; peers are checked by their addresses instead");
            });
            Ok(Guard::Networks(interface.addresses.clone()))
        }
        Err(error) => Err(error),
    }
}

#[cfg(windows)]
fn guard(_: &Socket, _: SocketAddr, _: &Interface) -> io::Result<Guard> {
    Ok(Guard::System)
}

#[cfg(not(any(target_os = "linux", windows)))]
fn guard(_: &Socket, address: SocketAddr, interface: &Interface) -> io::Result<Guard> {
    Ok(if is_scoped(address) {
        Guard::System
    } else {
        Guard::Networks(interface.addresses.clone())
    })
}

#[cfg(not(windows))]
fn is_scoped(address: SocketAddr) -> bool {
    matches!(address, SocketAddr::V6(v6) if v6.ip().is_unicast_link_local())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn where_the_system_does_not_keep_others_out_only_the_links_own_networks_are_let_in() {
        let networks = [("192.168.7.1", 30), ("fd00:7::1", 64)];
        let guard = Guard::Networks(
            networks
                .map(|(ip, prefix)| Address {
                    ip: ip.parse().unwrap(),
                    prefix,
                })
                .to_vec(),
        );
        for (peer, in_there) in [
            ("192.168.7.2:1", true),
            ("192.168.7.5:1", false),
            ("[fd00:7::2]:1", true),
            ("[fd00:8::2]:1", false),
            ("10.0.0.1:1", false),
        ] {
            assert_eq!(guard.lets_in(peer.parse().unwrap()), in_there, "{peer}");
        }
    }
}
