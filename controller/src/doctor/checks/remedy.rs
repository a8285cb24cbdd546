//! Commands that open the packet filter for readers: shown, never run. Each opens the ports on the reader's interface
//! alone (for the program alone, where that has no name yet), in the words of whoever keeps the rules on this PC.

use super::gateway::By;
use crate::doctor::facts::Keeper;
use crate::doctor::firewall::{Blocked, Packet, Protocol, Tool};

type Held<'a> = (&'a Packet, &'a By);

/// Makes the readers' zone of firewalld, once: one that is there already is a mistake to it.
pub(super) const NEW_ZONE: &str = "firewall-cmd --permanent --get-zones | grep -qw madoguchi || firewall-cmd --permanent --new-zone=madoguchi";

/// What is opened.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'a> {
    /// An interface, by name.
    Interface(&'a str),
    /// A program, for whoever is on the same link: where the interface has no name yet.
    Program(&'a str),
}

pub(super) fn commands(keeper: Keeper, place: Place<'_>, held: &[Held<'_>]) -> Vec<String> {
    match (keeper, place) {
        (Keeper::Windows, place) => windows(place, held),
        // No other keeper of rules knows programs.
        (_, Place::Program(_)) => Vec::new(),
        (Keeper::Ufw, Place::Interface(interface)) => ufw(interface, held),
        (Keeper::Firewalld, Place::Interface(interface)) => firewalld(interface, held),
        (Keeper::Nobody, Place::Interface(interface)) => tools(interface, held),
    }
}

/// A word of a shell's command line.
pub(super) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-:/".contains(c);
    match !word.is_empty() && word.chars().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

/// A word of PowerShell's.
pub(super) fn quoted_for_powershell(word: &str) -> String {
    format!("'{}'", word.replace('\'', "''"))
}

fn ports(held: &[Held<'_>], protocol: Protocol) -> Vec<String> {
    let mut ports: Vec<_> = held
        .iter()
        .filter(|(packet, _)| packet.protocol == protocol)
        .map(|(packet, _)| packet.port)
        .collect();
    ports.sort_unstable();
    ports.dedup();
    ports.iter().map(ToString::to_string).collect()
}

/// For each protocol that is held back, its ports.
fn by_protocol(held: &[Held<'_>]) -> impl Iterator<Item = (Protocol, Vec<String>)> {
    [Protocol::Tcp, Protocol::Udp]
        .map(|protocol| (protocol, ports(held, protocol)))
        .into_iter()
        .filter(|(_, ports)| !ports.is_empty())
}

fn ufw(interface: &str, held: &[Held<'_>]) -> Vec<String> {
    let interface = quoted(interface);
    by_protocol(held)
        .map(|(protocol, ports)| {
            let (ports, protocol) = (ports.join(","), protocol.name());
            format!("ufw allow in on {interface} to any port {ports} proto {protocol}")
        })
        .collect()
}

fn firewalld(interface: &str, held: &[Held<'_>]) -> Vec<String> {
    let interface = quoted(interface);
    let mut commands = vec![
        NEW_ZONE.to_owned(),
        format!("firewall-cmd --permanent --zone=madoguchi --add-interface={interface}"),
    ];
    for (protocol, ports) in by_protocol(held) {
        let protocol = protocol.name();
        commands.extend(ports.iter().map(|port| {
            format!("firewall-cmd --permanent --zone=madoguchi --add-port={port}/{protocol}")
        }));
    }
    commands.push("firewall-cmd --reload".to_owned());
    commands
}

/// A rule that blocks wins over all that allow, so that it has to go first; then what is missing is allowed.
fn windows(place: Place<'_>, held: &[Held<'_>]) -> Vec<String> {
    let place = match place {
        Place::Interface(name) => format!("-InterfaceAlias {}", quoted_for_powershell(name)),
        Place::Program(path) => {
            let path = quoted_for_powershell(path);
            format!("-Program {path} -RemoteAddress LocalSubnet")
        }
    };
    let mut commands: Vec<String> = Vec::new();
    for (_, by) in held {
        let By::Windows(by) = by else { continue };
        for rule in &by.rules {
            let (which, name) = match rule.id.is_empty() {
                true => ("DisplayName", &rule.name),
                false => ("Name", &rule.id),
            };
            let name = quoted_for_powershell(name);
            let command = format!("Disable-NetFirewallRule -{which} {name}");
            if !commands.contains(&command) {
                commands.push(command);
            }
        }
    }
    let closed = |(_, by): &&Held<'_>| matches!(by, By::Windows(by) if by.needs_allow);
    let closed: Vec<_> = held.iter().filter(closed).copied().collect();
    let allowing = by_protocol(&closed)
        .map(|(protocol, ports)| {
            let (ports, protocol) = (ports.join(","), protocol.name().to_uppercase());
            format!(
                "New-NetFirewallRule -DisplayName 'Madoguchi {protocol}' -Direction Inbound -Action Allow \
                 -Protocol {protocol} -LocalPort {ports} {place}"
            )
        });
    commands.extend(allowing);
    commands
}

/// One command for each first chain that holds something back.
fn tools(interface: &str, held: &[Held<'_>]) -> Vec<String> {
    let mut commands = Vec::new();
    let mut seen: Vec<&Blocked> = Vec::new();
    for (_, by) in held {
        let By::Rule(blocked) = by else { continue };
        let same = |one: &&Blocked| one.tool == blocked.tool && one.chain == blocked.chain;
        if seen.iter().any(same) {
            continue;
        }
        seen.push(blocked);
        let of_chain = |(_, by): &&Held<'_>| match by {
            By::Rule(other) => same(&other),
            By::Windows(_) => false,
        };
        let here: Vec<_> = held.iter().filter(of_chain).copied().collect();
        commands.extend(by_protocol(&here).map(|(protocol, ports)| {
            let protocol = protocol.name();
            match blocked.tool {
                Tool::Nft => nft(blocked, interface, protocol, &ports),
                Tool::Iptables => iptables("iptables", blocked, interface, protocol, &ports),
                Tool::Ip6tables => iptables("ip6tables", blocked, interface, protocol, &ports),
            }
        }));
    }
    commands
}

fn nft(blocked: &Blocked, interface: &str, protocol: &str, ports: &[String]) -> String {
    let chain = &blocked.chain;
    let ports = ports.join(", ");
    let rule = format!("iifname \"{interface}\" {protocol} dport {{ {ports} }} accept");
    // In quotes, as a shell would take the braces.
    format!("nft insert rule {chain} {}", quoted(&rule))
}

fn iptables(
    program: &str,
    blocked: &Blocked,
    interface: &str,
    protocol: &str,
    ports: &[String],
) -> String {
    let (table, chain) = (&blocked.chain.table, &blocked.chain.chain);
    let (interface, ports) = (quoted(interface), ports.join(","));
    let table = match table.as_str() {
        "filter" => String::new(),
        other => format!(" -t {other}"),
    };
    format!(
        "{program}{table} -I {chain} -i {interface} -p {protocol} -m multiport --dports {ports} -j ACCEPT"
    )
}
