//! The interfaces with a route to other networks, by the kernel's routing tables.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;

/// The longest table that is read in bytes: a PC has some dozens of routes of 150 bytes.
const TABLE_BYTES: u64 = 1024 * 1024;
/// Flags of a route: in use (`RTF_UP`), through a router (`RTF_GATEWAY`), refusing (`RTF_REJECT`; linux/route.h).
const UP: u32 = 0x1;
const GATEWAY: u32 = 0x2;
const REJECT: u32 = 0x200;

/// The names of interfaces that have a default route or a route through a router.
pub(super) fn interfaces_to_elsewhere() -> BTreeSet<String> {
    let v4 = table("/proc/net/route");
    let v6 = table("/proc/net/ipv6_route");
    let found = v4.lines().skip(1).filter_map(v4_to_elsewhere);
    found
        .chain(v6.lines().filter_map(v6_to_elsewhere))
        .map(str::to_owned)
        .collect()
}

/// Parses "usb0 00000000 0101A8C0 0003 0 0 0 00000000 …": interface, destination, router, flags, …, mask.
fn v4_to_elsewhere(route: &str) -> Option<&str> {
    let fields: Vec<_> = route.split_ascii_whitespace().take(8).collect();
    let &[interface, destination, _, flags, _, _, _, mask] = fields.as_slice() else {
        return None;
    };
    let default = zeros(destination) && zeros(mask);
    leads_out(flags, default).then_some(interface)
}

/// Parses "00…00 00 00…00 00 fe80…01 00000400 … 00000003 usb0": destination, its prefix, source, its prefix, router, metric, two counters,
/// flags, interface.
fn v6_to_elsewhere(route: &str) -> Option<&str> {
    let fields: Vec<_> = route.split_ascii_whitespace().take(10).collect();
    let &[destination, prefix, .., flags, interface] = fields.as_slice() else {
        return None;
    };
    let default = fields.len() == 10 && zeros(destination) && zeros(prefix);
    leads_out(flags, default).then_some(interface)
}

fn leads_out(flags: &str, default: bool) -> bool {
    u32::from_str_radix(flags, 16).is_ok_and(|flags| {
        flags & UP != 0 && flags & REJECT == 0 && (default || flags & GATEWAY != 0)
    })
}

fn zeros(hex: &str) -> bool {
    hex.bytes().all(|b| b == b'0')
}

/// The text of a table; empty if there is none (a kernel without IPv6).
fn table(path: &str) -> String {
    let mut text = Vec::new();
    let read = File::open(path).and_then(|file| file.take(TABLE_BYTES).read_to_end(&mut text));
    if let Err(error) = read {
        tracing::debug!(%error, path, "a routing table cannot be read");
    }
    String::from_utf8_lossy(&text).into_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn a_default_route_and_one_by_a_router_lead_to_elsewhere_and_a_link_does_not() {
        let default = "eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0";
        let bare_default = "ppp0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0";
        let by_router = "eth1\t0000000A\t0102A8C0\t0003\t0\t0\t0\t000000FF\t0\t0\t0";
        let link = "usb0\t004DA8C0\t00000000\t0001\t0\t0\t0\tFCFFFFFF\t0\t0\t0";
        let refused = "lo\t0000000A\t00000000\t0201\t0\t0\t0\t000000FF\t0\t0\t0";
        assert_eq!(v4_to_elsewhere(default), Some("eth0"));
        assert_eq!(v4_to_elsewhere(bare_default), Some("ppp0"));
        assert_eq!(v4_to_elsewhere(by_router), Some("eth1"));
        assert_eq!(v4_to_elsewhere(link), None);
        assert_eq!(v4_to_elsewhere(refused), None);
    }

    #[test]
    fn the_same_for_ipv6_and_the_kernels_own_refusal_is_no_route() {
        let zero = "0".repeat(32);
        let route = |to: &str, prefix: &str, by: &str, flags: &str, name: &str| {
            format!("{to} {prefix} {zero} 00 {by} 00000400 00000001 00000000 {flags} {name}")
        };
        let router = "fe800000000000000000000000000001";
        let local = "fe800000000000000000000000000000";
        let default = route(&zero, "00", router, "00450003", "eth0");
        let by_router = route(
            "20010db8000000000000000000000000",
            "20",
            router,
            "00000003",
            "eth1",
        );
        let link = route(local, "40", &zero, "00000001", "usb0");
        let refusal = route(&zero, "00", &zero, "00200200", "lo");
        assert_eq!(v6_to_elsewhere(&default), Some("eth0"));
        assert_eq!(v6_to_elsewhere(&by_router), Some("eth1"));
        assert_eq!(v6_to_elsewhere(&link), None);
        assert_eq!(v6_to_elsewhere(&refusal), None);
    }

    #[test]
    fn lines_that_are_no_routes_are_passed_over() {
        for line in ["", "eth0", "a b c d e f g h i j k", "\u{fffd} \u{fffd}"] {
            assert_eq!(v4_to_elsewhere(line), None);
            assert_eq!(v6_to_elsewhere(line), None);
        }
    }
}
