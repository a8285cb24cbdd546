//! Windows: its rules are held against what a reader sends first.

use super::{Attempt, FIRST_USB, Filtered, shown, wanted};
use crate::checks::remedy;
use crate::facts::Facts;
use crate::finding::{Code, Finding, Word, said, same};
use crate::windows::{Held, Packet, Protocol, WindowsFirewall};
use ipnet::IpNet;
use madoguchi_ports::{Address, Interface};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The groups that multicast DNS speaks to.
const MDNS_V4: Ipv4Addr = Ipv4Addr::new(224, 0, 0, 251);
/// The same for IPv6.
const MDNS_V6: Ipv6Addr = Ipv6Addr::new(0xff02, 0, 0, 0, 0, 0, 0, 0xfb);
/// Who holds a packet back.
const NAME: &str = "Windows Defender Firewall";

/// Judges the links over which no reader is connected; before the first reader, what would become of it.
pub(super) fn check(
    facts: &Facts,
    rules: &WindowsFirewall,
    program: &str,
    attempts: &[&Attempt<'_>],
) -> Filtered {
    if attempts.is_empty() {
        let finding = judge(
            facts,
            rules,
            program,
            &not_there_yet(),
            Code::FirewallWillBlock,
        );
        return Filtered {
            findings: finding.into_iter().collect(),
            links: Vec::new(),
        };
    }
    let mut filtered = Filtered::default();
    for attempt in attempts {
        let interface = attempt.interface;
        let finding = judge(facts, rules, program, interface, Code::FirewallBlocks);
        if let Some(finding) = finding {
            filtered.findings.push(finding);
            filtered.links.push(interface.name.clone());
        }
    }
    filtered
}

fn not_there_yet() -> Interface {
    Interface {
        index: 0,
        name: FIRST_USB.to_owned(),
        up: true,
        wireless: false,
        default_route: false,
        driver: None,
        addresses: vec![Address {
            ip: IpAddr::V6(Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 1)),
            prefix: 64,
        }],
        device: None,
    }
}

fn judge(
    facts: &Facts,
    rules: &WindowsFirewall,
    program: &str,
    interface: &Interface,
    blocks: Code,
) -> Option<Finding> {
    let packets = packets(facts, interface).into_iter();
    let held: Vec<_> = packets
        .filter_map(|packet| {
            let held = rules.blocks(interface.index, &packet, program)?;
            Some((packet, held))
        })
        .collect();
    let certain = held.iter().any(|(_, held)| held.certain);
    let held: Vec<_> = held
        .into_iter()
        .filter(|(_, held)| held.certain == certain)
        .collect();
    let (_, first) = held.first()?;
    let mut ports: Vec<_> = held
        .iter()
        .map(|(packet, _)| (packet.protocol, packet.port))
        .collect();
    ports.sort();
    ports.dedup();
    let open = vec![("interface", same(&interface.name))];
    let seen = vec![("chain", same(NAME)), ("rule", same(rule(first)))];
    let shown_name = match interface.device {
        None => said("doctor-reader-to-come"),
        Some(_) => same(&interface.name),
    };
    let words = [
        ("interface", shown_name),
        ("ports", shown(ports)),
        ("seen", Word::Said("doctor-filter-rule", seen)),
        ("open", Word::Said("doctor-open-windows", open)),
    ];
    // What Windows will call an interface nobody knows before it is there.
    let place = match interface.device {
        None => remedy::Place::Program(program),
        Some(_) => remedy::Place::Interface(&interface.name),
    };
    let code = if certain {
        blocks
    } else {
        Code::FirewallUnclear
    };
    Some(Finding::new(code, &words).with(remedy::for_windows(place, &held)))
}

fn rule(held: &Held) -> String {
    if held.rules.is_empty() {
        return held.profile.clone();
    }
    let names: Vec<_> = held.rules.iter().map(|rule| rule.name.as_str()).collect();
    format!("Block: {}", names.join(", "))
}

/// What a reader sends first, to each of our addresses.
fn packets(facts: &Facts, interface: &Interface) -> Vec<Packet> {
    let of = |address: &Address| {
        let from = IpNet::new(address.ip, address.prefix).ok()?.trunc();
        Some(wanted(facts).map(|(protocol, port)| Packet {
            interface: interface.name.clone(),
            from,
            to: match (protocol, address.ip) {
                (Protocol::Udp, IpAddr::V4(_)) => MDNS_V4.into(),
                (Protocol::Udp, IpAddr::V6(_)) => MDNS_V6.into(),
                (Protocol::Tcp, to) => to,
            },
            protocol,
            port,
        }))
    };
    let addresses = interface.addresses.iter();
    addresses.filter_map(of).flatten().collect()
}
