//! Whether a reader reaches the gateway over each link, and if not, whether it is a missing listener, a filter or a route
//! (FAQ 19).

use super::filter::{self, Attempt, Tried};
use super::readers;
use super::remedy;
use crate::facts::{Answer, Controller, DataState, Door, Facts, Kind, Route};
use crate::finding::{Code, Finding, Word, listed, said, same};
use crate::planner;
use ipnet::IpNet;
use madoguchi_plain::address::is_link_local;
use madoguchi_ports::Interface;

/// The code of the answer that no controller was ever started on the data directory.
pub(super) const NEVER_STARTED: &str = "cli-never-started";

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    if !facts.settings.over_usb {
        return Vec::new();
    }
    let interfaces = readers::interfaces(facts);
    let attempts = interfaces
        .iter()
        .map(|interface| Attempt::of(facts, interface));
    let attempts: Vec<_> = attempts.collect();
    let filtered = filter::check(facts, &attempts);
    let routed: Vec<_> = interfaces
        .iter()
        .filter_map(|interface| Some((interface.name.as_str(), route(facts, interface)?)))
        .collect();
    let held: Vec<_> = held(facts).collect();
    let doors = facts.doors.iter();
    let closed: Vec<_> = doors.filter(|door| is_closed(facts, door)).collect();
    let open = attempts.iter().filter(|attempt| {
        let name = &attempt.interface.name;
        attempt.interface.up
            && !attempt.interface.addresses.is_empty()
            && !closed.iter().any(|door| door.interface == *name)
            && !held.iter().any(|door| door.interface == *name)
            && !matches!(attempt.tried, Tried::Unanswered(..))
            && !routed.iter().any(|(routed, _)| routed == name)
            && !filtered.links.contains(name)
    });
    let mut findings: Vec<_> = open.map(|attempt| good(facts, attempt)).collect();
    findings.extend(filtered.findings);
    findings.extend(routed.into_iter().map(|(_, finding)| finding));
    findings.extend(listener(facts, &closed));
    findings.extend(port_held(facts, &held));
    findings
}

/// The addresses at which somebody listens although no controller of this data directory runs.
fn held(facts: &Facts) -> impl Iterator<Item = &Door> {
    let nobody = match &facts.controller {
        Controller::Stopped(_) => true,
        Controller::NotAsked(why) => why.code == NEVER_STARTED,
        Controller::Runs(_) | Controller::Silent(_) => false,
    };
    let doors = facts.doors.iter();
    doors.filter(move |door| nobody && door.answer == Answer::Listening)
}

fn port_held(facts: &Facts, held: &[&Door]) -> Option<Finding> {
    held.first()?;
    let mut interfaces: Vec<_> = held.iter().map(|door| &door.interface).collect();
    interfaces.dedup();
    let unknown = || said("doctor-not-known");
    let args = [
        ("interface", listed(interfaces)),
        ("port", same(facts.settings.gateway_port)),
        ("addresses", listed(held.iter().map(|door| door.address))),
        ("program", facts.holder.as_ref().map_or_else(unknown, same)),
    ];
    Some(Finding::new(Code::PortHeld, &args))
}

/// Whether an address does not answer, for no cause that another finding tells: a running controller behind a filter is told with
/// the filter.
fn is_closed(facts: &Facts, door: &Door) -> bool {
    match door.answer {
        Answer::Listening => false,
        Answer::Refused | Answer::Failed(_) => true,
        Answer::Held(_) => {
            let runs = matches!(facts.controller, Controller::Runs(_));
            !(runs && filter::meets_knocks(facts, &door.interface))
        }
    }
}

/// A link on which nothing is in the attempt. Only a reader that came in shows that readers reach the controller; our own knock shows
/// that the port answers.
fn good(facts: &Facts, attempt: &Attempt<'_>) -> Finding {
    let code = match attempt.tried {
        Tried::CameIn => Code::GatewayReachable,
        _ => Code::GatewayListens,
    };
    let words = [
        ("interface", same(&attempt.interface.name)),
        ("port", same(facts.settings.gateway_port)),
    ];
    Finding::new(code, &words)
}

/// The addresses of readers' interfaces that do not answer: one finding, as there is one controller.
fn listener(facts: &Facts, closed: &[&Door]) -> Option<Finding> {
    let first = closed.first()?;
    let detail = match &first.answer {
        Answer::Held(detail) | Answer::Failed(detail) => detail.clone(),
        Answer::Refused | Answer::Listening => said("doctor-door-refused"),
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
    let table = said("doctor-other-table");
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
    route: Word,
) -> [(&'static str, Word); 4] {
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
