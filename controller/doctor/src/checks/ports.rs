//! The PC's own USB sockets and the hubs in them: at most four readers, each on a port of the PC itself (FAQ 7, 26).

use super::board;
use crate::facts::{Facts, RootPort, SeenHub, Socket, UsbPorts};
use crate::finding::{Code, Finding, said, same};
use madoguchi_fleet::link::{Hub, Path};
use madoguchi_fleet::settings::UNITS_PER_PC;
use madoguchi_ports::Settings;

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    let Some(ports) = &facts.ports else {
        return vec![Finding::new(Code::PortsUnknown, &[])];
    };
    let mut findings = Vec::from_iter(sockets(facts, ports));
    let hubs = ports.hubs.iter();
    findings.extend(hubs.map(|seen| hub(seen, ports, &facts.settings.link)));
    findings
}

fn sockets(facts: &Facts, ports: &UsbPorts) -> Option<Finding> {
    let sockets = sockets_of(&ports.root_ports);
    let free = sockets.iter().filter(|socket| !socket.taken).count();
    let direct = super::readers::seen(facts);
    let direct = direct
        .iter()
        .filter(|reader| reader.link.path == Path::Direct)
        .count();
    let possible = (direct + free).min(UNITS_PER_PC);
    let args = [
        ("free", same(free)),
        ("sockets", same(sockets.len())),
        ("readers", same(direct)),
        ("possible", same(possible)),
    ];
    let code = match possible {
        0 if sockets.is_empty() => return None,
        0 => Code::PortsNone,
        UNITS_PER_PC => Code::PortsFree,
        _ => Code::PortsFew,
    };
    Some(Finding::new(code, &args))
}

/// A socket in which people can plug something.
struct OneSocket {
    taken: bool,
}

/// The sockets: a pair of ports that name each other is one. What is inside the PC, or nowhere, is none; what the
/// firmware says nothing of counts, so the number is one at most.
fn sockets_of(ports: &[RootPort]) -> Vec<OneSocket> {
    let mut found = Vec::new();
    let mut behind: Vec<&madoguchi_fleet::link::Port> = Vec::new();
    for port in ports {
        if matches!(port.kind, Socket::Hardwired | Socket::NotUsed) || behind.contains(&&port.at) {
            continue;
        }
        let peer = ports.iter().find(|other| {
            port.peer.as_ref() == Some(&other.at) || other.peer.as_ref() == Some(&port.at)
        });
        if let Some(peer) = peer {
            behind.push(&peer.at);
        }
        let taken = port.taken || peer.is_some_and(|peer| peer.taken);
        found.push(OneSocket { taken });
    }
    found
}

fn hub(seen: &SeenHub, ports: &UsbPorts, settings: &Settings) -> Finding {
    let hub = named(seen);
    let name = seen.product.clone().unwrap_or_else(|| seen.id.to_string());
    let args = [
        ("port", same(&seen.at)),
        ("id", same(seen.id)),
        ("name", same(name)),
        ("sockets", same(seen.sockets)),
        ("fixed", said(fixed_key(seen.fixed))),
    ];
    if settings.is_on_board(&hub) {
        return Finding::new(Code::BoardHub, &args);
    }
    // Those that it hangs on are on the board, too, or it is not.
    let before = ports
        .hubs
        .iter()
        .filter(|other| hangs_on(seen, other))
        .map(named);
    let mut chain: Vec<_> = before.chain([hub]).collect();
    chain.sort();
    Finding::new(Code::Hub, &args).with(board::line(settings, &chain))
}

fn named(seen: &SeenHub) -> Hub {
    Hub {
        port: seen.at.clone(),
        id: Some(seen.id),
    }
}

/// Whether a hub is plugged into another, or into one that is: its chain begins with the other's, as sysfs writes them.
fn hangs_on(hub: &SeenHub, other: &SeenHub) -> bool {
    let rest = hub.at.chain.strip_prefix(&*other.at.chain);
    hub.at.bus == other.at.bus && rest.is_some_and(|rest| rest.starts_with('.'))
}

const fn fixed_key(fixed: bool) -> &'static str {
    if fixed {
        "doctor-hub-fixed"
    } else {
        "doctor-hub-not-fixed"
    }
}
