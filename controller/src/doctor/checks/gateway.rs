//! Whether a reader reaches the gateway over each link, and if not, whether it is a missing listener, a filter or a route
//! (FAQ 19).

use super::readers;
use super::remedy;
use crate::config::Policy;
use crate::doctor::facts::{Answer, Controller, DataState, Door, Facts, Keeper, Kind, Route};
use crate::doctor::finding::{Code, Finding, listed};
use crate::doctor::firewall::{Blocked, Packet, Protocol, Verdict, judge, windows};
use crate::doctor::planner;
use crate::link::{Address, Interface};
use crate::texts::{Arg, same};
use ipnet::IpNet;
use madoguchi_link::address::is_link_local;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where multicast DNS speaks (RFC 6762): how a reader finds the controller.
const MDNS_PORT: u16 = 5353;
/// The groups that it speaks to.
const MDNS_V4: Ipv4Addr = Ipv4Addr::new(224, 0, 0, 251);
/// The same for IPv6.
const MDNS_V6: Ipv6Addr = Ipv6Addr::new(0xff02, 0, 0, 0, 0, 0, 0, 0xfb);
/// How Linux calls the first interface of a USB device, in the kernel's own way.
const FIRST_USB: &str = "usb0";

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    if facts.settings.policy != Policy::Usb {
        return Vec::new();
    }
    let interfaces = readers::interfaces(facts);
    let filtered = filters(facts, &interfaces);
    let routed: Vec<_> = interfaces
        .iter()
        .filter_map(|interface| Some((interface.name.as_str(), route(facts, interface)?)))
        .collect();
    let closed: Vec<_> = facts
        .doors
        .iter()
        .filter(|door| is_closed(facts, door))
        .collect();
    let mut findings = good(facts, |name| {
        let bad = |(interface, _): &(&str, Finding)| *interface == name;
        let shut = closed.iter().any(|door| door.interface == name);
        !shut && !routed.iter().any(bad) && !filtered.iter().any(bad)
    });
    findings.extend(
        filtered
            .into_iter()
            .chain(routed)
            .map(|(_, finding)| finding),
    );
    findings.extend(listener(facts, &closed));
    findings.extend(unreadable(facts));
    findings
}

/// Whether nobody listens at an address. Where a controller runs and our own knock went unanswered, a filter dropped it: that is
/// no word on who listens.
fn is_closed(facts: &Facts, door: &Door) -> bool {
    match door.answer {
        Answer::Listening => false,
        Answer::Refused => true,
        Answer::Failed(_) => !matches!(facts.controller, Controller::Runs(_)),
    }
}

/// The links on which nothing is in the way. Without the rules of the filter we know only that somebody listens.
fn good(facts: &Facts, clear: impl Fn(&str) -> bool) -> Vec<Finding> {
    let code = match facts.firewall.unreadable {
        None => Code::GatewayReachable,
        Some(_) => Code::GatewayListens,
    };
    let interfaces = readers::interfaces(facts).into_iter();
    let open = interfaces.filter(|one| one.up && !one.addresses.is_empty() && clear(&one.name));
    open.map(|interface| {
        let args = [
            ("interface", same(&interface.name)),
            ("port", same(facts.settings.gateway_port)),
        ];
        Finding::new(code, &args)
    })
    .collect()
}

fn unreadable(facts: &Facts) -> Option<Finding> {
    let unreadable = facts.firewall.unreadable.as_ref()?;
    let args = [("detail", same(&unreadable.detail))];
    let command = unreadable.command.clone();
    Some(Finding::new(Code::FirewallUnreadable, &args).with([command]))
}

/// The addresses of readers' interfaces at which nobody listens: one finding, as there is one controller.
fn listener(facts: &Facts, closed: &[&Door]) -> Option<Finding> {
    let first = closed.first()?;
    let detail = match &first.answer {
        Answer::Failed(detail) => same(detail),
        Answer::Refused | Answer::Listening => {
            crate::texts::text("doctor-door-refused", &[]).into()
        }
    };
    let mut interfaces: Vec<_> = closed.iter().map(|door| &door.interface).collect();
    interfaces.dedup();
    let args = [
        ("interface", listed(interfaces)),
        ("port", same(facts.settings.gateway_port)),
        ("addresses", listed(closed.iter().map(|door| door.address))),
        ("detail", detail),
    ];
    let code = match facts.data.state {
        DataState::NotYet => Code::ListenerNotYet,
        DataState::Used | DataState::Unreadable(_) => Code::ListenerMissing,
    };
    Some(Finding::new(code, &args))
}

/// Whether what goes to a reader's network leaves by the reader's interface: by the table of routes, and as the system
/// itself chooses, which may have more tables than one.
fn route(facts: &Facts, interface: &Interface) -> Option<Finding> {
    let routes = &facts.routes.routes;
    let by_table = interface.addresses.iter().find_map(|address| {
        let net = IpNet::new(address.ip, address.prefix).ok()?.trunc();
        if routes.is_empty() || is_link_local(address.ip) {
            return None;
        }
        let neighbours = planner::neighbours(&net, address.ip);
        let chosen = neighbours
            .iter()
            .filter_map(|ip| super::line::chosen(routes, *ip));
        let within = routes
            .iter()
            .filter(|route| net.contains(&route.to) && route.to != net);
        let other = chosen
            .chain(within)
            .find(|route| route.interface != interface.name)?;
        Some((net, other))
    });
    if let Some((net, other)) = by_table {
        let args = elsewhere(interface, net, &other.interface, same(other.to));
        let command = remove(other, &facts.system.kind);
        return Some(Finding::new(Code::RouteElsewhere, &args).with([command]));
    }
    let (line, other) = facts.towards.iter().find_map(|(name, line)| {
        let from = line
            .from
            .as_ref()
            .ok()
            .filter(|_| *name == interface.name)?;
        let ours = interface
            .addresses
            .iter()
            .any(|address| address.ip == *from);
        let other = super::line::interface_with(facts, *from).unwrap_or_else(|| from.to_string());
        (!ours).then_some((line, other))
    })?;
    let table = crate::texts::text("doctor-other-table", &[]).into();
    let args = elsewhere(interface, IpNet::from(line.address), &other, table);
    let command = match facts.system.kind {
        Kind::Windows { .. } => format!("Find-NetRoute -RemoteIPAddress {}", line.address),
        Kind::Linux { .. } | Kind::Other => format!("ip route get {}", line.address),
    };
    Some(Finding::new(Code::RouteElsewhere, &args).with([command]))
}

fn elsewhere(
    interface: &Interface,
    net: IpNet,
    other: &str,
    route: Arg,
) -> [(&'static str, Arg); 4] {
    [
        ("interface", same(&interface.name)),
        ("net", same(net)),
        ("other", same(other)),
        ("route", route),
    ]
}

fn remove(route: &Route, kind: &Kind) -> String {
    let (to, interface) = (route.to, &route.interface);
    match kind {
        Kind::Windows { .. } => {
            let interface = remedy::quoted_for_powershell(interface);
            format!("Remove-NetRoute -DestinationPrefix {to} -InterfaceAlias {interface}")
        }
        Kind::Linux { .. } | Kind::Other => {
            let family = if to.addr().is_ipv4() { "" } else { " -6" };
            let interface = remedy::quoted(interface);
            format!("ip{family} route del {to} dev {interface}")
        }
    }
}

/// What the packet filter does with what readers send, by their interfaces.
fn filters<'a>(facts: &Facts, interfaces: &[&'a Interface]) -> Vec<(&'a str, Finding)> {
    if interfaces.is_empty() {
        let made_up = not_there_yet();
        let found = filter(facts, &made_up, Code::FirewallWillBlock);
        return found
            .map(|finding| (FIRST_USB, finding))
            .into_iter()
            .collect();
    }
    let held = |interface: &&'a Interface| {
        let found = filter(facts, interface, Code::FirewallBlocks)?;
        Some((interface.name.as_str(), found))
    };
    let mut found: Vec<_> = interfaces.iter().filter_map(held).collect();
    // One zone is for all readers: it is made once.
    for (_, finding) in found.iter_mut().skip(1) {
        finding.commands.retain(|line| line != remedy::NEW_ZONE);
    }
    found
}

/// Before the first reader is plugged in: what would become of it.
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

fn filter(facts: &Facts, interface: &Interface, blocks: Code) -> Option<Finding> {
    let held: Vec<_> = packets(facts, interface)
        .into_iter()
        .filter_map(|packet| {
            let (certain, by) = held(facts, interface, &packet)?;
            Some((packet, certain, by))
        })
        .collect();
    let certain = held.iter().any(|(_, certain, _)| *certain);
    let held: Vec<_> = held.into_iter().filter(|(_, c, _)| *c == certain).collect();
    let mut ports: Vec<_> = held
        .iter()
        .map(|(packet, ..)| (packet.protocol, packet.port))
        .collect();
    ports.sort_by_key(|(protocol, port)| (protocol.name(), *port));
    ports.dedup();
    let (_, _, by) = held.first()?;
    let shown = ports.iter().map(|(protocol, port)| {
        let protocol = protocol.name().to_uppercase();
        format!("{protocol} {port}")
    });
    let when = match facts.firewall.keeper {
        Keeper::Windows => "doctor-will-open-program",
        Keeper::Ufw | Keeper::Firewalld | Keeper::Nobody => "doctor-will-open-interface",
    };
    let when = crate::texts::text(when, &[("interface", &interface.name)]);
    let args = [
        ("interface", same(&interface.name)),
        ("when", when.into()),
        ("ports", listed(shown)),
        ("rule", same(by.rule())),
        ("chain", same(by.place())),
    ];
    let by: Vec<_> = held.iter().map(|(packet, _, by)| (packet, by)).collect();
    // What Windows will call an interface nobody knows before it is there.
    let by_program = facts.firewall.keeper == Keeper::Windows;
    let nameless = by_program && interface.device.is_none();
    let place = match nameless {
        true => remedy::Place::Program(&facts.firewall.program),
        false => remedy::Place::Interface(&interface.name),
    };
    let commands = remedy::commands(facts.firewall.keeper, place, &by);
    let code = if certain {
        blocks
    } else {
        Code::FirewallUnclear
    };
    Some(Finding::new(code, &args).with(commands))
}

/// What holds a packet back.
pub(super) enum By {
    /// A rule that a tool shows.
    Rule(Blocked),
    /// Rules of Windows, or a profile.
    Windows(windows::Held),
}

impl By {
    fn rule(&self) -> String {
        match self {
            Self::Rule(blocked) => blocked.rule.clone(),
            Self::Windows(held) if held.rules.is_empty() => held.profile.clone(),
            Self::Windows(held) => {
                let names: Vec<_> = held.rules.iter().map(|rule| rule.name.as_str()).collect();
                format!("Block: {}", names.join(", "))
            }
        }
    }

    fn place(&self) -> String {
        match self {
            Self::Rule(blocked) => blocked.chain.to_string(),
            Self::Windows(_) => "Windows Defender Firewall".to_owned(),
        }
    }
}

/// Whether a packet is held back, and whether that is certain.
fn held(facts: &Facts, interface: &Interface, packet: &Packet) -> Option<(bool, By)> {
    if let Some(windows) = &facts.firewall.windows {
        let program = &facts.firewall.program;
        let held = windows.blocks(interface.index, packet, program)?;
        return Some((held.certain, By::Windows(held)));
    }
    let mut unclear = None;
    for rules in &facts.firewall.rules {
        match judge(rules, packet) {
            Verdict::Passes => {}
            Verdict::Blocked(by) => return Some((true, By::Rule(by))),
            Verdict::Unclear(by) => unclear = unclear.or(Some((false, By::Rule(by)))),
        }
    }
    unclear
}

/// What a reader sends first, to each of our addresses.
fn packets(facts: &Facts, interface: &Interface) -> Vec<Packet> {
    let settings = &facts.settings;
    let wanted = [
        (Protocol::Tcp, settings.gateway_port),
        (Protocol::Tcp, settings.pairing_port),
        (Protocol::Udp, MDNS_PORT),
    ];
    let of = |address: &Address| {
        let from = IpNet::new(address.ip, address.prefix).ok()?.trunc();
        let to = address.ip;
        let name = &interface.name;
        Some(wanted.map(|(protocol, port)| Packet {
            interface: name.clone(),
            from,
            to: match (protocol, to) {
                (Protocol::Tcp, to) => to,
                (Protocol::Udp, IpAddr::V4(_)) => MDNS_V4.into(),
                (Protocol::Udp, IpAddr::V6(_)) => MDNS_V6.into(),
            },
            protocol,
            port,
        }))
    };
    interface
        .addresses
        .iter()
        .filter_map(of)
        .flatten()
        .collect()
}
