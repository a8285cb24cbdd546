//! Windows' own firewall, as PowerShell shows it as JSON: which profile an interface has, what that one does with what
//! comes in, and the rules for a port.

use ipnet::IpNet;
use serde::Deserialize;
use std::net::IpAddr;

/// What PowerShell shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct WindowsFirewall {
    /// The three profiles.
    pub profiles: Vec<Profile>,
    /// Which profile each interface has. One that is not among them has "Public".
    pub interfaces: Vec<Connection>,
    /// The rules for what comes in that are switched on.
    pub rules: Vec<InboundRule>,
}

/// A profile.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Profile {
    /// "Domain", "Private" or "Public".
    pub name: String,
    /// Whether it is switched on.
    pub enabled: bool,
    /// "Allow", "Block" or "NotConfigured", which blocks.
    pub inbound: String,
}

/// An interface.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Connection {
    /// Its index.
    pub index: u32,
    /// "Public", "Private" or "DomainAuthenticated".
    pub category: String,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct InboundRule {
    /// Its name, for programs.
    pub id: String,
    /// Its name, for people.
    pub name: String,
    /// "Allow" or "Block".
    pub action: String,
    /// "Any", or some profiles with commas.
    pub profile: String,
    /// "TCP", "UDP", a number or "Any".
    pub protocol: String,
    /// "Any", ports, or ranges with a hyphen.
    pub ports: Vec<String>,
    /// The program that it is for, or "Any".
    pub program: String,
    /// The interfaces that it is for, by name, or "Any".
    pub interfaces: Vec<String>,
    /// Kinds of interfaces: "Any", or some of "Wired", "Wireless" and "RemoteAccess" with commas.
    pub kind: String,
    /// Whom it is for: "Any", addresses, networks, ranges, or words like "LocalSubnet".
    pub remote: Vec<String>,
    /// Our own addresses that it is for, in the same form.
    pub local: Vec<String>,
}

/// A packet that begins a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packet {
    /// The interface that it comes in by.
    pub interface: String,
    /// The network that it comes from: the reader's address is somewhere in it.
    pub from: IpNet,
    /// Where it goes.
    pub to: IpAddr,
    /// What it is.
    pub protocol: Protocol,
    /// The port that it goes to.
    pub port: u16,
}

/// What travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protocol {
    /// Connections.
    Tcp,
    /// Single messages.
    Udp,
}

impl Protocol {
    /// As the tools write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
        }
    }
}

/// What holds a packet back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Whether it is certain; else it hangs on what cannot be judged.
    pub certain: bool,
    /// The rules that block it, which win over all that allow. None: the profile, which lets in only what a rule allows.
    pub rules: Vec<RuleName>,
    /// Whether it would not come in without those rules either: no rule allows it.
    pub needs_allow: bool,
    /// The profile, and what it does with what no rule is for.
    pub profile: String,
}

/// A rule by its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleName {
    /// For programs; empty where it was not told.
    pub id: String,
    /// For people.
    pub name: String,
}

/// Whether a rule is for a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fits {
    No,
    Unclear,
    Yes,
}

impl Fits {
    const fn of(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

impl WindowsFirewall {
    /// What keeps a packet from coming in by the interface with an index; `None` where it comes in.
    #[must_use]
    pub fn blocks(&self, index: u32, packet: &Packet, program: &str) -> Option<Held> {
        let category = self.interfaces.iter().find(|one| one.index == index);
        let category = category.map_or("Public", |one| match one.category.as_str() {
            "DomainAuthenticated" | "Domain" => "Domain",
            "Private" => "Private",
            _ => "Public",
        });
        let profile = self.profiles.iter().find(|one| one.name == category)?;
        if !profile.enabled {
            return None;
        }
        let rules: Vec<_> = self
            .rules
            .iter()
            .map(|rule| (rule.fits(category, packet, program), rule))
            .collect();
        let named = |action: &str, least: Fits| {
            let fitting = rules.iter();
            let fitting = fitting.filter(|(fits, rule)| rule.action == action && *fits == least);
            let names = fitting.map(|(_, rule)| RuleName {
                id: rule.id.clone(),
                name: rule.name.clone(),
            });
            names.collect::<Vec<_>>()
        };
        let allowed = profile.inbound == "Allow" || !named("Allow", Fits::Yes).is_empty();
        let perhaps_allowed = allowed || !named("Allow", Fits::Unclear).is_empty();
        let held = |certain: bool, rules: Vec<RuleName>| Held {
            certain,
            rules,
            needs_allow: !allowed,
            profile: format!("{category}: DefaultInboundAction {}", profile.inbound),
        };
        // One that blocks wins over all that allow.
        let blocking = named("Block", Fits::Yes);
        if !blocking.is_empty() {
            return Some(held(true, blocking));
        }
        if !allowed {
            return Some(held(!perhaps_allowed, Vec::new()));
        }
        let perhaps = named("Block", Fits::Unclear);
        (!perhaps.is_empty()).then(|| held(false, perhaps))
    }
}

impl InboundRule {
    fn fits(&self, category: &str, packet: &Packet, program: &str) -> Fits {
        let profile = is_any(&self.profile)
            || self
                .profile
                .split(',')
                .any(|one| one.trim().eq_ignore_ascii_case(category));
        let number = match packet.protocol {
            Protocol::Tcp => "6",
            Protocol::Udp => "17",
        };
        let same_protocol = is_any(&self.protocol)
            || self.protocol.eq_ignore_ascii_case(packet.protocol.name())
            || self.protocol == number;
        let ports = one_of(&self.ports, |one| Fits::of(has(one, packet.port)));
        let same_program = is_any(&self.program) || self.program.eq_ignore_ascii_case(program);
        let interface = one_of(&self.interfaces, |one| {
            Fits::of(one.to_lowercase() == packet.interface.to_lowercase())
        });
        // A network over USB is a wired one.
        let kind = is_any(&self.kind)
            || self
                .kind
                .split(',')
                .any(|one| one.trim().eq_ignore_ascii_case("wired"));
        let from = one_of(&self.remote, |one| addresses(one, &packet.from));
        let to = one_of(&self.local, |one| match packet.to.is_multicast() {
            // Whether the group counts, or the address that it is heard at, Windows does not say.
            true => Fits::Unclear,
            false => addresses(one, &IpNet::from(packet.to)),
        });
        let plain = Fits::of(profile && same_protocol && same_program && kind);
        [plain, ports, interface, from, to]
            .into_iter()
            .min()
            .unwrap_or(Fits::No)
    }
}

/// "Any", or nothing told.
fn is_any(text: &str) -> bool {
    text.is_empty() || text.eq_ignore_ascii_case("any")
}

/// Whether one of several words fits; none of them fits all.
fn one_of(words: &[String], fits: impl Fn(&str) -> Fits) -> Fits {
    let of = |word: &String| if is_any(word) { Fits::Yes } else { fits(word) };
    words.iter().map(of).max().unwrap_or(Fits::Yes)
}

/// Whether the addresses of a rule are those of a network: an address, a network with its length or its mask, a range, or a
/// word of Windows', of which we know what lies on the link itself.
fn addresses(word: &str, of: &IpNet) -> Fits {
    match word.to_ascii_lowercase().as_str() {
        "localsubnet" => return Fits::Yes,
        "localsubnet4" => return Fits::of(of.addr().is_ipv4()),
        "localsubnet6" => return Fits::of(of.addr().is_ipv6()),
        _ => {}
    }
    let Some((first, last)) = range(word) else {
        return Fits::Unclear;
    };
    let (least, most) = (of.network(), of.broadcast());
    if first.is_ipv4() != least.is_ipv4() || last < least || most < first {
        return Fits::No;
    }
    match first <= least && most <= last {
        true => Fits::Yes,
        // The reader's address is somewhere in its network.
        false => Fits::Unclear,
    }
}

fn range(word: &str) -> Option<(IpAddr, IpAddr)> {
    if let Some((first, last)) = word.split_once('-') {
        return Some((first.trim().parse().ok()?, last.trim().parse().ok()?));
    }
    let net: IpNet = match word.split_once('/') {
        Some((address, mask)) if mask.contains('.') => {
            IpNet::with_netmask(address.parse().ok()?, mask.parse().ok()?).ok()?
        }
        Some(_) => word.parse().ok()?,
        None => IpNet::from(word.parse::<IpAddr>().ok()?),
    };
    Some((net.network(), net.broadcast()))
}

fn has(ports: &str, port: u16) -> bool {
    let (least, most) = ports.split_once('-').unwrap_or((ports, ports));
    match (least.trim().parse::<u16>(), most.trim().parse::<u16>()) {
        (Ok(least), Ok(most)) => (least..=most).contains(&port),
        // "RPC", "IPHTTPSIn" and the like.
        _ => false,
    }
}

#[cfg(test)]
mod tests;
