//! Whether the networks of readers, there or planned, overlap with what the PC reaches otherwise (FAQ 19), and networks
//! that do not.

use super::readers;
use crate::facts::{Facts, Route};
use crate::finding::{Code, Finding, Word, listed, said, same};
use crate::planner;
use ipnet::IpNet;
use madoguchi_plain::address::is_link_local;
use madoguchi_ports::{Address, Interface};

/// Most collisions that one finding names.
const MAX_NAMED: usize = 6;

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(detail) = &facts.routes.unknown {
        let args = [("detail", detail.clone())];
        findings.push(Finding::new(Code::NetworksUnknown, &args));
    }
    let used = used(facts);
    let networks: Vec<_> = readers_networks(facts).chain(plans(facts)).collect();
    findings.extend(networks.iter().enumerate().map(|(n, network)| {
        let earlier = &networks[..n];
        judge(network, earlier, &used, facts)
    }));
    findings.extend(proposal(facts, &used));
    findings
}

/// A network of a reader.
struct Network<'a> {
    net: IpNet,
    /// Its interface; `None`: it is planned.
    interface: Option<&'a str>,
}

/// Something that the PC reaches.
struct Used {
    net: IpNet,
    /// The interface, by name, where it has one.
    interface: Option<String>,
    /// Whether that is a reader's.
    readers: bool,
    /// What it is, for people.
    what: Word,
}

fn readers_networks(facts: &Facts) -> impl Iterator<Item = Network<'_>> {
    readers::interfaces(facts)
        .into_iter()
        .flat_map(|interface| {
            let addresses = interface.addresses.iter().filter_map(network_of);
            addresses.map(|net| Network {
                net,
                interface: Some(&interface.name),
            })
        })
}

fn plans(facts: &Facts) -> impl Iterator<Item = Network<'_>> {
    facts.asked.plans.iter().map(|plan| Network {
        net: plan.trunc(),
        interface: None,
    })
}

/// Everything that the PC has an address, a route or a DNS server in, but not what is everywhere.
fn used(facts: &Facts) -> Vec<Used> {
    let readers: Vec<_> = readers::interfaces(facts).iter().map(|i| &i.name).collect();
    let is_readers = |name: &String| readers.contains(&name);
    let links = facts.links.iter();
    let interfaces = links.flat_map(|links| &links.interfaces);
    let addresses = interfaces
        .flat_map(|interface| addresses_of(interface, is_readers(&interface.name)))
        .collect::<Vec<_>>();
    // The route that comes with an address says nothing new.
    let known = |route: &Route| {
        let same = |one: &Used| {
            one.net == route.to.trunc() && one.interface.as_ref() == Some(&route.interface)
        };
        addresses.iter().any(same)
    };
    let routes = facts.routes.routes.iter();
    let routes = routes.filter(|route| tells(route) && !known(route));
    let routes = routes.map(|route| Used {
        net: route.to.trunc(),
        interface: Some(route.interface.clone()),
        readers: is_readers(&route.interface),
        what: Word::Said(
            "doctor-used-route",
            vec![
                ("net", same(route.to)),
                ("interface", same(&route.interface)),
            ],
        ),
    });
    let dns = facts.routes.dns.iter().filter(|dns| !dns.is_loopback());
    let dns = dns.map(|server| Used {
        net: IpNet::from(*server),
        interface: None,
        readers: false,
        what: Word::Said("doctor-used-dns", vec![("address", same(server))]),
    });
    let others: Vec<_> = routes.chain(dns).collect();
    addresses.into_iter().chain(others).collect()
}

fn addresses_of(interface: &Interface, readers: bool) -> impl Iterator<Item = Used> {
    interface.addresses.iter().filter_map(move |address| {
        let shown = format!("{}/{}", address.ip, address.prefix);
        Some(Used {
            net: network_of(address)?,
            interface: Some(interface.name.clone()),
            readers,
            what: Word::Said(
                "doctor-used-address",
                vec![("net", same(shown)), ("interface", same(&interface.name))],
            ),
        })
    })
}

/// The network of an address; `None` for link-local ones, which each interface has for itself.
fn network_of(address: &Address) -> Option<IpNet> {
    let net = IpNet::new(address.ip, address.prefix).ok()?.trunc();
    (!is_link_local(address.ip)).then_some(net)
}

/// Whether a route says something of this PC's networks. One to everywhere, whole or in the halves that VPNs lay, has no
/// network of its own: the longer prefix of a reader's link wins.
fn tells(route: &Route) -> bool {
    let address = route.to.addr();
    !super::line::is_everywhere(route) && !address.is_multicast() && !is_link_local(address)
}

fn judge(network: &Network<'_>, earlier: &[Network<'_>], used: &[Used], facts: &Facts) -> Finding {
    let mut hits: Vec<Word> = used
        .iter()
        .filter(|one| !is_itself(network, one) && planner::overlap(&network.net, &one.net))
        .map(|one| one.what.clone())
        .collect();
    let other_plans = earlier.iter().filter(|other| {
        let planned = network.interface.is_none() && other.interface.is_none();
        planned && planner::overlap(&network.net, &other.net)
    });
    hits.extend(
        other_plans.map(|other| Word::Said("doctor-used-plan", vec![("net", same(other.net))])),
    );
    hits.dedup();
    let whose = match network.interface {
        Some(interface) => Word::Said(
            "doctor-network-of-reader",
            vec![("interface", same(interface))],
        ),
        None => said("doctor-network-planned"),
    };
    let mut args = vec![("net", same(network.net)), ("whose", whose)];
    if hits.is_empty() {
        return Finding::new(Code::NetworkClear, &args);
    }
    hits.truncate(MAX_NAMED);
    args.push(("used", Word::Listed(hits)));
    args.push(("instead", instead(network, used, facts)));
    Finding::new(Code::NetworkOverlap, &args)
}

/// Whether what is used is the network itself: the reader's own interface has it as its address and its route, and a
/// plan that was carried out is just that.
fn is_itself(network: &Network<'_>, used: &Used) -> bool {
    match network.interface {
        Some(interface) => used.interface.as_deref() == Some(interface),
        None => used.readers && network.net.contains(&used.net),
    }
}

fn instead(network: &Network<'_>, used: &[Used], facts: &Facts) -> Word {
    match planner::instead_of(&network.net, &all_nets(used, facts)) {
        Some(free) => same(free),
        None => said("doctor-nothing"),
    }
}

fn all_nets(used: &[Used], facts: &Facts) -> Vec<IpNet> {
    let mut nets: Vec<_> = used.iter().map(|one| one.net).collect();
    nets.extend(facts.asked.plans.iter().map(IpNet::trunc));
    nets
}

fn proposal(facts: &Facts, used: &[Used]) -> Option<Finding> {
    let wanted = facts.asked.propose;
    if wanted == 0 {
        return None;
    }
    let free = planner::propose(&all_nets(used, facts), planner::LINK_PREFIX, wanted);
    let args = [
        ("wanted", same(wanted)),
        ("found", same(free.len())),
        ("nets", listed(&free)),
    ];
    if free.len() < wanted {
        let code = Code::NetworkNoneFree;
        return Some(Finding::new(code, &args).with(free.iter().map(ToString::to_string)));
    }
    let nets = free.iter().map(|net| {
        let mut hosts = net.hosts();
        match (hosts.next(), hosts.next()) {
            (Some(pc), Some(reader)) => {
                let prefix = net.prefix_len();
                // In the order that the sentence above says: these lines are the same in both languages.
                format!("{net}  {pc}/{prefix}  {reader}/{prefix}")
            }
            _ => net.to_string(),
        }
    });
    Some(Finding::new(Code::NetworkProposed, &args).with(nets))
}
