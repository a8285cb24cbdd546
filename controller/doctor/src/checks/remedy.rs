//! Commands that open the packet filter for readers: shown, never run. Each opens the ports on the reader's interface alone (for the
//! program alone, where Windows has no name for the interface yet), in the words of the tool that keeps the rules on this PC: rules
//! laid beside it would be gone with its next start.

use crate::facts::{Chain, Filter, Tool};
use crate::windows::{Held, Packet, Protocol};

/// Makes the readers' zone of firewalld, unless it is there: to make it again would be a mistake to it.
const NEW_ZONE: &str = "firewall-cmd --permanent --get-zones | grep -qw madoguchi || firewall-cmd --permanent --new-zone=madoguchi";

/// What Windows opens.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'a> {
    /// An interface, by name.
    Interface(&'a str),
    /// A program, for whoever is on the same link: where the interface has no name yet.
    Program(&'a str),
}

/// The lines for each filter that readers meet.
pub(super) fn for_linux(
    filters: &[&Filter],
    interfaces: &[&str],
    ports: &[(Protocol, u16)],
) -> Vec<String> {
    let lines = filters.iter().flat_map(|filter| match filter.tool {
        Tool::Ufw => each(interfaces, |interface| {
            let outgoing = filter.chains.iter().any(|chain| chain.outgoing);
            ufw(interface, ports, outgoing)
        }),
        Tool::Firewalld => firewalld(interfaces, ports),
        tool @ (Tool::NftablesService | Tool::Nft | Tool::Iptables | Tool::Ip6tables) => {
            each(interfaces, |interface| {
                let met = filter.chains.iter().filter(|chain| chain.sees(interface));
                met.flat_map(|chain| insert(tool, chain, interface, ports))
                    .collect()
            })
        }
    });
    lines.collect()
}

fn each(interfaces: &[&str], lines: impl Fn(&str) -> Vec<String>) -> Vec<String> {
    interfaces.iter().flat_map(|name| lines(name)).collect()
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

/// The ports of each protocol.
fn by_protocol(
    wanted: &[(Protocol, u16)],
) -> impl Iterator<Item = (Protocol, Vec<String>)> + use<> {
    let of = |protocol| {
        let ports = wanted.iter().filter(|(of, _)| *of == protocol);
        let mut ports: Vec<_> = ports.map(|(_, port)| *port).collect();
        ports.sort_unstable();
        ports.dedup();
        let ports: Vec<_> = ports.iter().map(ToString::to_string).collect();
        (protocol, ports)
    };
    let both = [Protocol::Tcp, Protocol::Udp].map(of).into_iter();
    both.filter(|(_, ports)| !ports.is_empty())
}

/// Answers to what comes in pass ufw by themselves; those of multicast DNS do not, as they go to a group.
fn ufw(interface: &str, ports: &[(Protocol, u16)], outgoing: bool) -> Vec<String> {
    let interface = quoted(interface);
    let mut lines = Vec::new();
    for (protocol, ports) in by_protocol(ports) {
        let (ports, name) = (ports.join(","), protocol.name());
        lines.push(format!(
            "ufw prepend allow in on {interface} to any port {ports} proto {name}"
        ));
        if outgoing && protocol == Protocol::Udp {
            lines.push(format!(
                "ufw prepend allow out on {interface} to any port {ports} proto {name}"
            ));
        }
    }
    lines
}

fn firewalld(interfaces: &[&str], ports: &[(Protocol, u16)]) -> Vec<String> {
    let zone = "firewall-cmd --permanent --zone=madoguchi";
    let mut commands = vec![NEW_ZONE.to_owned()];
    let interfaces = interfaces.iter().map(|name| quoted(name));
    commands.extend(interfaces.map(|name| format!("{zone} --change-interface={name}")));
    for (protocol, ports) in by_protocol(ports) {
        let protocol = protocol.name();
        let ports = ports.iter();
        commands.extend(ports.map(|port| format!("{zone} --add-port={port}/{protocol}")));
    }
    commands.push("firewall-cmd --reload".to_owned());
    commands
}

/// Rules before all others of a chain: the ports, and what two neighbours need to find each other before any packet to a port.
/// ufw and firewalld let that in by themselves.
fn insert(tool: Tool, chain: &Chain, interface: &str, ports: &[(Protocol, u16)]) -> Vec<String> {
    let by_iptables = matches!(tool, Tool::Iptables | Tool::Ip6tables);
    let ports = by_protocol(ports).map(|(protocol, ports)| {
        let protocol = protocol.name();
        // Answers leave from the port that was asked.
        let side = if chain.outgoing { "sport" } else { "dport" };
        match by_iptables {
            true => format!("-p {protocol} -m multiport --{side}s {}", ports.join(",")),
            false => format!("{protocol} {side} {{ {} }}", ports.join(", ")),
        }
    });
    let neighbours = match chain.family.as_str() {
        "ip6" if by_iptables => &["-p ipv6-icmp"][..],
        "ip6" | "inet" => &["meta l4proto ipv6-icmp"],
        "netdev" | "bridge" => &["ether type arp", "meta l4proto ipv6-icmp"],
        _ => &[],
    };
    ports
        .chain(neighbours.iter().map(ToString::to_string))
        .map(|packets| match by_iptables {
            true => iptables(tool.name(), chain, interface, &packets),
            false => nft(chain, interface, &packets),
        })
        .collect()
}

fn nft(chain: &Chain, interface: &str, packets: &str) -> String {
    let Chain {
        family,
        table,
        name,
        ..
    } = chain;
    let side = if chain.outgoing { "oifname" } else { "iifname" };
    let rule = format!("{side} \"{interface}\" {packets} accept");
    // In quotes, as a shell would take the braces.
    format!("nft insert rule {family} {table} {name} {}", quoted(&rule))
}

fn iptables(program: &str, chain: &Chain, interface: &str, packets: &str) -> String {
    let interface = quoted(interface);
    let table = match chain.table.as_str() {
        "filter" => String::new(),
        other => format!(" -t {other}"),
    };
    let name = &chain.name;
    let side = if chain.outgoing { "-o" } else { "-i" };
    format!("{program}{table} -I {name} {side} {interface} {packets} -j ACCEPT")
}

/// A rule that blocks wins over all that allow, so that it has to go first; then what is missing is allowed.
pub(super) fn for_windows(place: Place<'_>, held: &[(Packet, Held)]) -> Vec<String> {
    let place = match place {
        Place::Interface(name) => format!("-InterfaceAlias {}", quoted_for_powershell(name)),
        Place::Program(path) => {
            let path = quoted_for_powershell(path);
            format!("-Program {path} -RemoteAddress LocalSubnet")
        }
    };
    let mut commands: Vec<String> = Vec::new();
    for (_, by) in held {
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
    let closed = held.iter().filter(|(_, by)| by.needs_allow);
    let closed: Vec<_> = closed
        .map(|(packet, _)| (packet.protocol, packet.port))
        .collect();
    let allowing = by_protocol(&closed).map(|(protocol, ports)| {
        let (ports, protocol) = (ports.join(","), protocol.name().to_uppercase());
        format!(
            "New-NetFirewallRule -DisplayName 'Madoguchi {protocol}' -Direction Inbound -Action Allow \
             -Protocol {protocol} -LocalPort {ports} {place}"
        )
    });
    commands.extend(allowing);
    commands
}
