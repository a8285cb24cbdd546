//! One UDP socket for multicast DNS on one link.

use super::card::Card;
use socket2::{Domain, Protocol, Socket, Type};
use std::io;
use std::net::{Ipv6Addr, SocketAddr, SocketAddrV6};
use tokio::net::UdpSocket;

/// The address of multicast DNS on IPv6 (RFC 6762, 3).
const GROUP: Ipv6Addr = Ipv6Addr::new(0xff02, 0, 0, 0, 0, 0, 0, 0xfb);
/// The port of multicast DNS.
const PORT: u16 = 5353;
/// The hop limit; receivers check it to be sure that a message came over no router (RFC 6762, 11).
const HOPS: u32 = 255;

/// The multicast address on a link.
pub(super) fn group(index: u32) -> SocketAddr {
    SocketAddrV6::new(GROUP, PORT, 0, index).into()
}

/// The socket of a link. Other programs on this PC can use multicast DNS beside it.
pub(super) fn on(index: u32, card: &Card) -> io::Result<UdpSocket> {
    let socket = Socket::new(Domain::IPV6, Type::DGRAM, Some(Protocol::UDP))?;
    socket.set_only_v6(true)?;
    socket.set_reuse_address(true)?;
    #[cfg(unix)]
    socket.set_reuse_port(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&bound(index, card)?.into())?;
    socket.join_multicast_v6(&GROUP, index)?;
    socket.set_multicast_if_v6(index)?;
    socket.set_multicast_hops_v6(HOPS)?;
    // The messages are for the other end of the link only.
    socket.set_multicast_loop_v6(false)?;
    UdpSocket::from_std(socket.into())
}

/// The group itself in the link's scope, so that no other packet arrives.
#[cfg(not(windows))]
#[expect(clippy::unnecessary_wraps, reason = "Windows may have no address")]
fn bound(index: u32, _: &Card) -> io::Result<SocketAddr> {
    Ok(group(index))
}

/// The link's own address. Windows cannot bind to a group, and gives a socket the packets of the groups that it joined.
#[cfg(windows)]
fn bound(_: u32, card: &Card) -> io::Result<SocketAddr> {
    let local = card.link_local().map(|mut address| {
        address.set_port(PORT);
        address
    });
    local.ok_or_else(|| io::ErrorKind::AddrNotAvailable.into())
}
