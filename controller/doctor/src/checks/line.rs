//! Whether the way to the dedicated line (オンライン請求ネットワーク, FAQ 39) is still there, and does not lead into a reader.
//!
//! A default route fits every address, so that it is no sign of the line: where it alone fits, the route that was laid for the
//! line may have been lost (FAQ 19).

use super::readers;
use super::remedy;
use crate::facts::{Facts, Kind, Line, Route};
use crate::finding::{Code, Finding, Word, said, same};
use ipnet::IpNet;
use std::net::IpAddr;

/// What stands in a command for the address that only the papers of the line say.
const ROUTER: &str = "ROUTER";
/// 100.64.0.0/10, which providers share among their customers (RFC 6598): its first octet, and the second's first two bits.
const SHARED: (u8, u8) = (100, 64);

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    facts.line.iter().map(|line| judge(facts, line)).collect()
}

fn judge(facts: &Facts, line: &Line) -> Finding {
    let address = ("address", same(line.address));
    let from = match &line.from {
        Ok(from) => *from,
        Err(detail) => {
            let args = [address, ("detail", detail.clone())];
            return Finding::new(Code::LineMissing, &args);
        }
    };
    let route = chosen(&facts.routes.routes, line.address);
    let interface = interface_with(facts, from);
    let interface = interface.or_else(|| route.map(|route| route.interface.clone()));
    // One of another table, where the system has more than one, we do not know.
    let route = route.filter(|route| Some(&route.interface) == interface.as_ref());
    let by_reader = interface.as_ref().is_some_and(|name| {
        let mut readers = readers::interfaces(facts).into_iter();
        readers.any(|reader| reader.name == *name)
    });
    let code = match route {
        _ if by_reader => Code::LineByReader,
        Some(route) if is_everywhere(route) && is_private(line.address) => Code::LineByDefault,
        Some(route) if is_everywhere(route) => Code::LineByDefaultPublic,
        _ => Code::LineRoute,
    };
    let commands = match (&interface, code) {
        (Some(name), Code::LineByDefault | Code::LineByDefaultPublic) => {
            vec![lay(line.address, name, &facts.system.kind)]
        }
        _ => Vec::new(),
    };
    let unknown = || said("doctor-not-known");
    let interface = ("interface", interface.map_or_else(unknown, same));
    let way = match route.and_then(|route| route.gateway) {
        Some(router) => {
            let router = ("router", same(router));
            Word::Said("doctor-way-router", vec![router, interface.clone()])
        }
        None => Word::Said("doctor-way-interface", vec![interface.clone()]),
    };
    let args = [
        address,
        interface,
        ("from", same(from)),
        ("route", route.map_or_else(unknown, |route| same(route.to))),
        ("way", way),
    ];
    Finding::new(code, &args).with(commands)
}

/// Whether a route goes to everywhere: whole, or in the halves that VPNs lay, or to all addresses of IPv6 that are in use.
pub(super) fn is_everywhere(route: &Route) -> bool {
    let longest = if route.to.addr().is_ipv4() { 1 } else { 3 };
    route.to.prefix_len() <= longest
}

/// Whether an address is one that no public router knows.
const fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [first, second, ..] = v4.octets();
            let shared = first == SHARED.0 && second & 0b1100_0000 == SHARED.1;
            v4.is_private() || v4.is_link_local() || shared
        }
        IpAddr::V6(v6) => v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

/// The command that lays the route to the line again.
fn lay(address: IpAddr, interface: &str, kind: &Kind) -> String {
    let to = IpNet::from(address);
    match kind {
        Kind::Windows { .. } => {
            let interface = remedy::quoted_for_powershell(interface);
            format!(
                "New-NetRoute -DestinationPrefix {to} -InterfaceAlias {interface} -NextHop {ROUTER}"
            )
        }
        Kind::Linux { .. } | Kind::Other => {
            let family = if address.is_ipv4() { "" } else { " -6" };
            let interface = remedy::quoted(interface);
            format!("ip{family} route replace {to} via {ROUTER} dev {interface}")
        }
    }
}

/// The interface that has an address.
pub(super) fn interface_with(facts: &Facts, ip: IpAddr) -> Option<String> {
    let links = facts.links.as_ref().ok()?;
    let mut interfaces = links.interfaces.iter();
    let found = interfaces.find(|one| one.addresses.iter().any(|address| address.ip == ip));
    found.map(|interface| interface.name.clone())
}

/// The route that a packet to an address takes: the longest prefix, and of equals the least metric.
pub(super) fn chosen(routes: &[Route], to: IpAddr) -> Option<&Route> {
    let fitting = routes.iter().filter(|route| route.to.contains(&to));
    fitting.max_by_key(|route| (route.to.prefix_len(), std::cmp::Reverse(route.metric)))
}
