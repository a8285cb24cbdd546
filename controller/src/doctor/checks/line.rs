//! Whether the way to the dedicated line (オンライン請求ネットワーク, FAQ 39) is still there, and does not lead into a reader.

use super::readers;
use crate::doctor::facts::{Facts, Line, Route};
use crate::doctor::finding::{Code, Finding};
use crate::texts::{Arg, same, text};
use std::net::IpAddr;

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    facts.line.iter().map(|line| judge(facts, line)).collect()
}

fn judge(facts: &Facts, line: &Line) -> Finding {
    let address = ("address", same(line.address));
    let from = match &line.from {
        Ok(from) => *from,
        Err(detail) => {
            let args = [address, ("detail", same(detail))];
            return Finding::new(Code::LineMissing, &args);
        }
    };
    let route = chosen(&facts.routes.routes, line.address);
    let interface = interface_with(facts, from);
    let interface = interface.or_else(|| route.map(|route| route.interface.clone()));
    // One of another table, where the system has more than one, we do not know.
    let route = route.filter(|route| Some(&route.interface) == interface.as_ref());
    let by_reader = interface.as_ref().is_some_and(|name| {
        let mut readers = readers::interfaces(facts).into_iter();
        readers.any(|reader| reader.name == *name)
    });
    let unknown = || Arg::from(text("doctor-not-known", &[]));
    let args = [
        address,
        ("interface", interface.map_or_else(unknown, same)),
        ("from", same(from)),
        ("route", route.map_or_else(unknown, |route| same(route.to))),
    ];
    let code = match by_reader {
        true => Code::LineByReader,
        false => Code::LineRoute,
    };
    Finding::new(code, &args)
}

/// The interface that has an address.
pub(super) fn interface_with(facts: &Facts, ip: IpAddr) -> Option<String> {
    let links = facts.links.as_ref().ok()?;
    let mut interfaces = links.interfaces.iter();
    let found = interfaces.find(|one| one.addresses.iter().any(|address| address.ip == ip));
    found.map(|interface| interface.name.clone())
}

/// The route that a packet to an address takes: the longest prefix, and of equals the least metric.
pub(super) fn chosen(routes: &[Route], to: IpAddr) -> Option<&Route> {
    let fitting = routes.iter().filter(|route| route.to.contains(&to));
    fitting.max_by_key(|route| (route.to.prefix_len(), std::cmp::Reverse(route.metric)))
}
