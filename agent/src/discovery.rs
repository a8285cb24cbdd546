//! `controller = "auto"`: finds controllers by mDNS on the link. A found address proves nothing; a false one costs the time of a failed
//! handshake.

use std::collections::BTreeSet;
use std::io;
use std::net::{IpAddr, SocketAddr, SocketAddrV6};
use std::time::Duration;

use madoguchi_link::names::SERVICE;
use mdns_sd::{IfKind, ResolvedService, ServiceDaemon, ServiceEvent};
use tokio::time::{Instant, timeout_at};

use crate::interfaces::{self, Up};

/// The longest wait for an answer. A controller answers within 100 ms, and announces itself twice when its listener opens.
const ANSWER_TIME: Duration = Duration::from_millis(1_500);
/// The wait for further answers after the first one.
const OTHERS: Duration = Duration::from_millis(50);
/// The most addresses that are tried; each one that fails takes its time.
const MAX_ADDRESSES: usize = 4;

/// The addresses that are announced on an interface, link-local ones first. They are looked up each time: interfaces come and go, and
/// remembered ones would be wrong.
pub(crate) async fn find(index: u32) -> io::Result<Vec<SocketAddr>> {
    let daemon = ServiceDaemon::new().map_err(io::Error::other)?;
    let found = ask(&daemon, index).await;
    // Its thread ends by itself; nobody has to wait for it.
    drop(daemon.shutdown());
    let found = found?;
    if found.is_empty() {
        return Err(io::Error::new(
            io::ErrorKind::NotFound,
            "no controller answers on the USB link: is the PC on and madoguchi running?",
        ));
    }
    Ok(found)
}

async fn ask(daemon: &ServiceDaemon, index: u32) -> io::Result<Vec<SocketAddr>> {
    let all = |error: mdns_sd::Error| io::Error::other(error);
    daemon.disable_interface(IfKind::All).map_err(all)?;
    let ours = vec![IfKind::IndexV4(index), IfKind::IndexV6(index)];
    daemon.enable_interface(ours).map_err(all)?;
    let events = daemon.browse(&format!("{SERVICE}.")).map_err(all)?;
    let mut found = BTreeSet::new();
    let mut until = Instant::now() + ANSWER_TIME;
    while let Ok(Ok(event)) = timeout_at(until, events.recv_async()).await {
        let ServiceEvent::ServiceResolved(service) = event else {
            continue;
        };
        let up = interfaces::up().unwrap_or_default();
        found.extend(addresses(&service, index, &up));
        if !found.is_empty() {
            until = until.min(Instant::now() + OTHERS);
        }
        if found.len() >= MAX_ADDRESSES {
            break;
        }
    }
    Ok(found
        .into_iter()
        .map(|(_, address)| address)
        .take(MAX_ADDRESSES)
        .collect())
}

/// The usable addresses of an answer: link-local ones, with the link's own scope, and others only in the link's own networks, so that
/// nobody on the link can send this reader elsewhere. The first part of each pair sorts link-local ones first.
fn addresses(
    service: &ResolvedService,
    index: u32,
    up: &[Up],
) -> impl Iterator<Item = (bool, SocketAddr)> {
    let port = service.get_port();
    let ips = service.get_addresses().iter();
    ips.map(mdns_sd::ScopedIp::to_ip_addr)
        .filter_map(move |ip| dialled(ip, port, index, up))
}

fn dialled(ip: IpAddr, port: u16, index: u32, up: &[Up]) -> Option<(bool, SocketAddr)> {
    if port == 0 || ip.is_unspecified() || ip.is_multicast() || ip.is_loopback() {
        return None;
    }
    match ip {
        IpAddr::V6(ip) if ip.is_unicast_link_local() => {
            Some((false, SocketAddrV6::new(ip, port, 0, index).into()))
        }
        ip => {
            let near = up.iter().any(|up| up.index == index && up.holds(ip));
            near.then(|| (true, SocketAddr::new(ip, port)))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn only_what_lies_on_the_link_is_dialled_and_by_the_links_scope() {
        let up = |index, ip: &str, prefix| Up {
            index,
            name: "usb0".to_owned(),
            ip: ip.parse().unwrap(),
            prefix,
        };
        let up = [up(7, "192.168.7.2", 30), up(2, "10.0.0.5", 8)];
        let dialled = |ip: &str| {
            let found = dialled(ip.parse().unwrap(), 7443, 7, &up);
            found.map(|(_, address)| address.to_string())
        };
        assert_eq!(dialled("fe80::2").unwrap(), "[fe80::2%7]:7443");
        assert_eq!(dialled("192.168.7.1").unwrap(), "192.168.7.1:7443");
        for elsewhere in [
            "10.0.0.1",
            "192.168.7.9",
            "2001:db8::1",
            "127.0.0.1",
            "0.0.0.0",
            "ff02::1",
            "224.0.0.1",
        ] {
            assert_eq!(dialled(elsewhere), None, "{elsewhere}");
        }
    }
}
