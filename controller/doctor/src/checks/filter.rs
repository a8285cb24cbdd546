//! Whether the packet filter keeps readers out. What a real attempt shows comes first; rules are read on Windows alone.

mod linux;
mod windows;

use crate::facts::{Answer, Controller, Facts, Firewall, Unreadable};
use crate::finding::{Code, Finding, Word, listed, said};
use crate::windows::Protocol;
use madoguchi_ports::Interface;
use madoguchi_proto::v1::Unit;
use std::net::SocketAddr;

/// Where multicast DNS speaks (RFC 6762): how a reader finds the controller.
const MDNS_PORT: u16 = 5353;
/// How Linux calls the first interface of a USB device, in the kernel's own attempt.
const FIRST_USB: &str = "usb0";

/// Why the controller refuses a reader that only USB shows (RULES, "Units and admission"). Any other refusal is of one that
/// connected.
pub(super) const SHOWN_BY_USB: [&str; 8] = [
    "not-paired",
    "retired",
    "replaced",
    "identity-mismatch",
    "serial-twice",
    "port-in-use",
    "link-unknown",
    "behind-hub",
];

/// What the filter does.
#[derive(Default)]
pub(super) struct Filtered {
    pub findings: Vec<Finding>,
    /// The links whose readers it keeps out, or may.
    pub links: Vec<String>,
}

/// What attempts have shown of a link.
pub(super) enum Tried<'a> {
    /// A reader is connected over it, or was turned away by the controller: packets come in.
    CameIn,
    /// The controller runs, and its listener did not answer us at an address of this PC; why, in the system's words.
    Unanswered(SocketAddr, &'a Word),
    /// The controller runs, and an address of this PC refused us: it does not listen there, or a filter rejects.
    Refused(SocketAddr),
    /// The controller runs and its listener answers, and a reader that it would take has not connected.
    NotConnected,
    /// The reader is refused for what USB shows of it, nobody could be reached for another cause, or the controller could not be asked.
    Nothing,
}

/// A reader's link, with what attempts have shown of it.
pub(super) struct Attempt<'a> {
    pub interface: &'a Interface,
    pub tried: Tried<'a>,
}

impl<'a> Attempt<'a> {
    pub(super) fn of(facts: &'a Facts, interface: &'a Interface) -> Self {
        let tried = tried(facts, interface);
        Self { interface, tried }
    }
}

/// Judges the links over which no reader has come in.
pub(super) fn check(facts: &Facts, attempts: &[Attempt<'_>]) -> Filtered {
    let untold = attempts
        .iter()
        .filter(|attempt| !matches!(attempt.tried, Tried::CameIn));
    let untold: Vec<_> = untold.collect();
    if untold.is_empty() && !attempts.is_empty() {
        return Filtered::default();
    }
    let mut filtered = match &facts.firewall {
        Firewall::Linux(filters) => linux::check(facts, &filters.active, &untold),
        Firewall::Windows {
            rules: Ok(rules),
            program,
        } => windows::check(facts, rules, program, &untold),
        Firewall::Windows { rules: Err(_), .. } | Firewall::Other(_) => Filtered::default(),
    };
    filtered.findings.extend(unread(facts));
    filtered
}

/// What could not be looked at.
fn unread(facts: &Facts) -> Option<Finding> {
    let unreadable = unreadable(facts)?;
    let (what, why) = match &facts.firewall {
        Firewall::Linux(_) => ("doctor-unread-filters", "doctor-unread-filters-why"),
        _ => ("doctor-unread-rules", "doctor-unread-rules-why"),
    };
    let words = [
        ("what", said(what)),
        ("detail", unreadable.why.clone()),
        ("why", said(why)),
    ];
    let command = Some(unreadable.command.clone()).filter(|line| !line.is_empty());
    Some(Finding::new(Code::FirewallUnreadable, &words).with(command))
}

fn tried<'a>(facts: &'a Facts, interface: &Interface) -> Tried<'a> {
    let Controller::Runs(running) = &facts.controller else {
        return Tried::Nothing;
    };
    let on_link = |unit: &&Unit| {
        let link = unit.link.as_ref();
        link.is_some_and(|link| link.interface == interface.name)
    };
    let units = running.status.units.iter().filter(on_link);
    let units: Vec<_> = units.map(|unit| (unit.attached, refusal(unit))).collect();
    let came_in = |(attached, refusal): &(bool, Option<&str>)| {
        *attached || refusal.is_some_and(|reason| !SHOWN_BY_USB.contains(&reason))
    };
    if units.iter().any(came_in) {
        return Tried::CameIn;
    }
    let doors = facts.doors.iter();
    let doors: Vec<_> = doors.filter(|d| d.interface == interface.name).collect();
    if !doors.iter().any(|door| door.answer == Answer::Listening) {
        let held = doors.iter().find_map(|door| match &door.answer {
            Answer::Held(why) => Some(Tried::Unanswered(door.address, why)),
            _ => None,
        });
        let refused = doors.iter().find(|door| door.answer == Answer::Refused);
        let refused = refused.map(|door| Tried::Refused(door.address));
        return held.or(refused).unwrap_or(Tried::Nothing);
    }
    match units.iter().any(|(_, refusal)| refusal.is_some()) {
        true => Tried::Nothing,
        false => Tried::NotConnected,
    }
}

fn refusal(unit: &Unit) -> Option<&str> {
    unit.admission.strip_prefix("refused:")
}

/// Whether a filter is known that our own knock at a link meets. That of Windows lets a PC talk to itself.
pub(super) fn meets_knocks(facts: &Facts, interface: &str) -> bool {
    match &facts.firewall {
        Firewall::Linux(filters) => linux::before(&filters.active, interface).next().is_some(),
        Firewall::Windows { .. } | Firewall::Other(_) => false,
    }
}

fn unreadable(facts: &Facts) -> Option<&Unreadable> {
    match &facts.firewall {
        Firewall::Linux(filters) => filters.unreadable.as_ref(),
        Firewall::Windows { rules, .. } => rules.as_ref().err(),
        Firewall::Other(unreadable) => Some(unreadable),
    }
}

/// What readers send to.
fn wanted(facts: &Facts) -> [(Protocol, u16); 3] {
    [
        (Protocol::Tcp, facts.settings.gateway_port),
        (Protocol::Tcp, facts.settings.pairing_port),
        (Protocol::Udp, MDNS_PORT),
    ]
}

/// "TCP 7443, TCP 7444, UDP 5353".
fn shown(ports: impl IntoIterator<Item = (Protocol, u16)>) -> Word {
    let shown = ports.into_iter().map(|(protocol, port)| {
        let protocol = protocol.name().to_uppercase();
        format!("{protocol} {port}")
    });
    listed(shown)
}
