//! Reads the kernel's routes (`/proc/net/route`, `/proc/net/ipv6_route`) and the configured DNS servers.

use super::super::{files, said};
use ipnet::IpNet;
use madoguchi_doctor::facts::{Route, Routes};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The most routes that are read: a PC has dozens, one that hosts containers hundreds.
const MAX_ROUTES: usize = 4_096;
/// The flags of a route (linux/route.h, linux/ipv6_route.h): in use, by a router, refused, to one of several, to our own address.
const UP: u32 = 0x1;
const GATEWAY: u32 = 0x2;
const REJECT: u32 = 0x200;
const ANYCAST: u32 = 0x10_0000;
const LOCAL: u32 = 0x8000_0000;

pub(super) fn read() -> Routes {
    let v4 = files::text("/proc/net/route");
    // A kernel without IPv6 has no such table.
    let v6 = files::text("/proc/net/ipv6_route").unwrap_or_default();
    let unknown = v4
        .as_ref()
        .err()
        .map(|error| said::of_file("/proc/net/route", error));
    let v4 = v4.unwrap_or_default();
    let routes = v4.lines().skip(1).filter_map(route_v4);
    let routes = routes.chain(v6.lines().filter_map(route_v6));
    Routes {
        unknown,
        routes: routes.take(MAX_ROUTES).collect(),
        dns: dns(),
    }
}

/// Parses "usb0 0001A8C0 00000000 0001 0 0 0 00FFFFFF 0 0 0": interface, destination, router, flags, two counters, metric, mask.
fn route_v4(line: &str) -> Option<Route> {
    let fields: Vec<_> = line.split_ascii_whitespace().take(8).collect();
    let &[interface, to, gateway, flags, _, _, metric, mask] = fields.as_slice() else {
        return None;
    };
    let flags = u32::from_str_radix(flags, 16).ok()?;
    if flags & UP == 0 || flags & REJECT != 0 {
        return None;
    }
    let to = IpNet::with_netmask(address_v4(to)?.into(), address_v4(mask)?.into()).ok()?;
    let gateway = address_v4(gateway).filter(|_| flags & GATEWAY != 0);
    Some(Route {
        to,
        interface: interface.to_owned(),
        gateway: gateway.map(IpAddr::V4),
        metric: metric.parse().ok()?,
    })
}

/// Parses an address. The kernel prints the bytes of the wire as a number of this machine.
fn address_v4(hex: &str) -> Option<Ipv4Addr> {
    let number = u32::from_str_radix(hex, 16).ok()?;
    Some(Ipv4Addr::from(number.to_ne_bytes()))
}

/// Parses destination, its prefix, source, its prefix, router, metric, two counters, flags, interface.
fn route_v6(line: &str) -> Option<Route> {
    let fields: Vec<_> = line.split_ascii_whitespace().take(10).collect();
    let &[to, prefix, _, _, gateway, metric, _, _, flags, interface] = fields.as_slice() else {
        return None;
    };
    let flags = u32::from_str_radix(flags, 16).ok()?;
    if flags & UP == 0 || flags & (REJECT | ANYCAST | LOCAL) != 0 || interface == "lo" {
        return None;
    }
    let prefix = u8::from_str_radix(prefix, 16).ok()?;
    let gateway = address_v6(gateway).filter(|_| flags & GATEWAY != 0);
    Some(Route {
        to: IpNet::new(address_v6(to)?.into(), prefix).ok()?,
        interface: interface.to_owned(),
        gateway: gateway.map(IpAddr::V6),
        metric: u32::from_str_radix(metric, 16).ok()?,
    })
}

fn address_v6(hex: &str) -> Option<Ipv6Addr> {
    (hex.len() == 32).then_some(())?;
    u128::from_str_radix(hex, 16).ok().map(Ipv6Addr::from)
}

/// The servers in resolv.conf(5). With systemd-resolved they are in another file, which has the servers that it asks itself.
fn dns() -> Vec<IpAddr> {
    let files = ["/etc/resolv.conf", "/run/systemd/resolve/resolv.conf"];
    let mut servers: Vec<_> = files
        .iter()
        .filter_map(|file| files::text(file).ok())
        .flat_map(|text| servers(&text))
        .collect();
    servers.sort();
    servers.dedup();
    servers
}

fn servers(resolv_conf: &str) -> Vec<IpAddr> {
    let server = |line: &str| {
        let mut words = line.split_ascii_whitespace();
        let address = words
            .next()
            .filter(|word| *word == "nameserver")
            .and(words.next())?;
        // An address with a scope is on a link of its own.
        address.split('%').next()?.parse().ok()
    };
    resolv_conf.lines().filter_map(server).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn routes_as_the_kernel_prints_them_are_read() {
        let default = route_v4("eth0 00000000 010200C0 0003 0 0 100 00000000 0 0 0").unwrap();
        assert_eq!(default.to.to_string(), "0.0.0.0/0");
        assert_eq!(default.gateway.unwrap().to_string(), "192.0.2.1");
        let link = route_v4("usb0\t00001DAC\t00000000\t0001\t0\t0\t0\tFCFFFFFF\t0\t0\t0").unwrap();
        assert_eq!(
            (link.to.to_string().as_str(), link.metric),
            ("172.29.0.0/30", 0)
        );
        assert_eq!(
            route_v4("eth0 0000000A 00000000 0201 0 0 0 000000FF 0 0 0"),
            None
        );
        let line = "fd000001000000000000000000000000 40 00000000000000000000000000000000 00 \
                    00000000000000000000000000000000 00000100 00000001 00000000 00000001 usb0";
        assert_eq!(route_v6(line).unwrap().to.to_string(), "fd00:1::/64");
        assert_eq!(
            route_v6(&line.replace("00000001 usb0", "80200001 lo")),
            None
        );
    }

    #[test]
    fn dns_servers_are_read_from_resolv_conf() {
        let text = "# made by hand\nsearch clinic.example\nnameserver 192.168.10.1\nnameserver fe80::1%eth0\n";
        let shown: Vec<_> = servers(text).iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["192.168.10.1", "fe80::1"]);
    }

    proptest! {
        #[test]
        fn any_line_is_read_without_a_panic(line: String, words in "([0-9a-fA-F]{0,33} ){0,11}") {
            for line in [&line, &words] {
                let _ = (route_v4(line), route_v6(line), servers(line));
            }
        }
    }
}
