//! The rules of a packet filter as plain data, whichever tool showed them.

use super::{ChainName, Packet, Tool};
use ipnet::IpNet;
use std::net::IpAddr;

/// All rules that one tool shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ruleset {
    /// The tool.
    pub tool: Tool,
    /// Its chains.
    pub chains: Vec<Chain>,
}

/// A chain of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chain {
    /// Its name.
    pub name: ChainName,
    /// The packets that it sees.
    pub family: Family,
    /// When the kernel calls it for packets that come in: the smaller the earlier. `None`: other chains call it.
    pub order: Option<(u8, i64)>,
    /// The interfaces that it is bound to; `None` for all.
    pub devices: Option<Vec<String>>,
    /// Whether what no rule decides is dropped.
    pub drops_by_policy: bool,
    /// Its rules.
    pub rules: Vec<Rule>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rule {
    /// What has to be met, all of it.
    pub tests: Vec<Test>,
    /// What is done then.
    pub act: Act,
    /// The rule as people read it.
    pub text: String,
}

/// What a rule does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Act {
    /// Nothing that matters here.
    Pass,
    Accept,
    /// Dropped or rejected.
    Drop,
    Return,
    Jump(String),
    Goto(String),
    /// Something that may end the packet.
    Unknown,
}

/// What a rule looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Test {
    Interface(Interface),
    Family(Family),
    Protocol(Names),
    /// Ports of one protocol, or of both.
    Port(Option<Protocol>, Numbers),
    From(Networks),
    To(Networks),
    /// The state of the connection; a first packet is "new".
    State(Names),
    /// Never met by a packet that begins a connection.
    Never,
    /// Not known to us.
    Unknown,
}

/// Which packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    V4,
    V6,
    Both,
}

impl Family {
    fn has(self, to: IpAddr) -> bool {
        match self {
            Self::Both => true,
            Self::V4 => to.is_ipv4(),
            Self::V6 => to.is_ipv6(),
        }
    }
}

/// What travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protocol {
    Tcp,
    Udp,
}

impl Protocol {
    /// As the tools write it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
        }
    }

    const fn number(self) -> &'static str {
        match self {
            Self::Tcp => "6",
            Self::Udp => "17",
        }
    }
}

/// Interfaces by name; "usb*" and "usb+" are patterns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Interface {
    pub patterns: Vec<String>,
    pub not: bool,
}

/// Some names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Names {
    pub names: Vec<String>,
    pub not: bool,
}

/// Ranges of numbers, both ends among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Numbers {
    pub ranges: Vec<(u16, u16)>,
    pub not: bool,
}

/// Networks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Networks {
    pub networks: Vec<IpNet>,
    pub not: bool,
}

/// Whether a packet meets a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Met {
    Yes,
    No,
    Perhaps,
}

impl Met {
    const fn of(yes: bool, not: bool) -> Self {
        if yes != not { Self::Yes } else { Self::No }
    }

    const fn turned(self, not: bool) -> Self {
        match (self, not) {
            (Self::Yes, true) => Self::No,
            (Self::No, true) => Self::Yes,
            (met, _) => met,
        }
    }
}

impl Ruleset {
    /// The chains that the kernel calls for a packet, in its order.
    pub(super) fn entrances(&self, packet: &Packet) -> Vec<&Chain> {
        let mut called: Vec<_> = self
            .chains
            .iter()
            .filter(|chain| chain.order.is_some() && chain.sees(packet))
            .collect();
        called.sort_by_key(|chain| chain.order);
        called
    }

    /// The chain that a rule of another one names: always of the same table.
    pub(super) fn chain(&self, from: &ChainName, name: &str) -> Option<&Chain> {
        self.chains.iter().find(|chain| {
            chain.name.family == from.family
                && chain.name.table == from.table
                && chain.name.chain == name
        })
    }
}

impl Chain {
    fn sees(&self, packet: &Packet) -> bool {
        let here = |devices: &Vec<String>| devices.contains(&packet.interface);
        self.family.has(packet.to) && self.devices.as_ref().is_none_or(here)
    }
}

impl Rule {
    pub(super) fn meets(&self, packet: &Packet) -> Met {
        let met = self.tests.iter().map(|test| test.meets(packet));
        met.fold(Met::Yes, |all, one| match (all, one) {
            (Met::No, _) | (_, Met::No) => Met::No,
            (Met::Perhaps, _) | (_, Met::Perhaps) => Met::Perhaps,
            (Met::Yes, Met::Yes) => Met::Yes,
        })
    }
}

impl Test {
    fn meets(&self, packet: &Packet) -> Met {
        match self {
            Self::Interface(interface) => {
                let fits = |pattern: &String| fits(pattern, &packet.interface);
                Met::of(interface.patterns.iter().any(fits), interface.not)
            }
            Self::Family(family) => Met::of(family.has(packet.to), false),
            Self::Protocol(names) => {
                let protocol = packet.protocol;
                let named = |name: &String| name == protocol.name() || name == protocol.number();
                Met::of(names.names.iter().any(named), names.not)
            }
            // Looking at a port of TCP means that it is TCP, also where the port is "not 22".
            Self::Port(Some(protocol), _) if *protocol != packet.protocol => Met::No,
            Self::Port(_, numbers) => {
                let ranges = &numbers.ranges;
                let within = ranges.iter().any(|(least, most)| {
                    let range = *least..=*most;
                    range.contains(&packet.port)
                });
                Met::of(within, numbers.not)
            }
            Self::From(networks) => from(&packet.from, &networks.networks).turned(networks.not),
            Self::To(networks) => {
                let has = networks.networks.iter().any(|net| net.contains(&packet.to));
                Met::of(has, networks.not)
            }
            Self::State(names) => {
                let new = names
                    .names
                    .iter()
                    .any(|name| name.eq_ignore_ascii_case("new"));
                Met::of(new, names.not)
            }
            Self::Never => Met::No,
            Self::Unknown => Met::Perhaps,
        }
    }
}

/// We know the network that a packet comes from, not the very address.
fn from(ours: &IpNet, networks: &[IpNet]) -> Met {
    if networks.iter().any(|net| net.contains(ours)) {
        return Met::Yes;
    }
    match networks.iter().any(|net| ours.contains(net)) {
        true => Met::Perhaps,
        false => Met::No,
    }
}

fn fits(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix(['*', '+']) {
        Some(start) => name.starts_with(start),
        None => pattern == name,
    }
}
