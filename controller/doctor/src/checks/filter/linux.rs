//! Linux: a filter that is active is told with its tool and the lines that let readers in. Its rules are not interpreted, so that
//! it is accused only where an attempt failed.

use super::{Attempt, FIRST_USB, Filtered, Tried, shown, wanted};
use crate::checks::remedy;
use crate::facts::{Facts, Filter, Tool};
use crate::finding::{Code, Finding, Word, listed, said, same};

/// The filters that a packet meets which comes in by an interface.
pub(super) fn before<'a>(
    active: &'a [Filter],
    interface: &'a str,
) -> impl Iterator<Item = &'a Filter> {
    active.iter().filter(move |filter| {
        let mut chains = filter.chains.iter();
        filter.chains.is_empty() || chains.any(|chain| chain.sees(interface))
    })
}

/// Judges the links over which no reader is connected.
pub(super) fn check(facts: &Facts, active: &[Filter], attempts: &[&Attempt<'_>]) -> Filtered {
    let mut filtered = Filtered::default();
    let mut not_tried = Vec::new();
    let usable =
        |attempt: &&&Attempt<'_>| attempt.interface.up && !attempt.interface.addresses.is_empty();
    for attempt in attempts.iter().filter(usable) {
        let name = attempt.interface.name.as_str();
        if before(active, name).next().is_none() {
            continue;
        }
        filtered.links.push(name.to_owned());
        let (code, seen) = match &attempt.tried {
            Tried::Unanswered(address, why) => {
                let words = vec![("address", same(address)), ("detail", (*why).clone())];
                let seen = Word::Said("doctor-tried-unanswered", words);
                (Code::FirewallBlocks, seen)
            }
            Tried::Refused(address) => {
                let seen = Word::Said("doctor-tried-refused", vec![("address", same(address))]);
                (Code::FirewallSuspected, seen)
            }
            Tried::NotConnected => (Code::FirewallSuspected, said("doctor-tried-not-connected")),
            Tried::CameIn | Tried::Nothing => {
                not_tried.push(name);
                continue;
            }
        };
        let finding = finding(facts, active, code, &[name], seen);
        filtered.findings.push(finding);
    }
    if attempts.is_empty() && before(active, FIRST_USB).next().is_some() {
        let seen = said("doctor-tried-no-reader");
        let finding = finding(facts, active, Code::FirewallActive, &[FIRST_USB], seen);
        filtered.findings.push(finding);
    }
    if !not_tried.is_empty() {
        let seen = said("doctor-tried-nothing");
        let finding = finding(facts, active, Code::FirewallActive, &not_tried, seen);
        filtered.findings.push(finding);
    }
    filtered
}

fn finding(
    facts: &Facts,
    active: &[Filter],
    code: Code,
    interfaces: &[&str],
    tried: Word,
) -> Finding {
    let mut met: Vec<_> = interfaces
        .iter()
        .flat_map(|name| before(active, name))
        .collect();
    met.sort_by_key(|filter| filter.tool);
    met.dedup();
    let ports = wanted(facts);
    let commands = remedy::for_linux(&met, interfaces, &ports);
    let filters = met.iter().map(|filter| described(filter));
    let seen = vec![("filters", listed(filters)), ("tried", tried)];
    let open = vec![("interface", listed(interfaces)), ("kept", kept(&met))];
    let words = [
        ("interface", listed(interfaces)),
        ("ports", shown(ports)),
        ("tools", listed(met.iter().map(|filter| filter.tool.name()))),
        ("seen", Word::Said("doctor-filter-seen", seen)),
        ("open", Word::Said("doctor-open-linux", open)),
    ];
    Finding::new(code, &words).with(commands)
}

/// Which of the lines are gone after a restart: ufw and firewalld write down what they are told.
fn kept(filters: &[&Filter]) -> Word {
    let forget = filters.iter().map(|filter| filter.tool);
    let forget = forget.filter(|tool| !matches!(tool, Tool::Ufw | Tool::Firewalld));
    let forget: Vec<_> = forget.map(Tool::name).collect();
    match forget.is_empty() {
        true => said("doctor-kept"),
        false => Word::Said("doctor-not-kept", vec![("tools", listed(forget))]),
    }
}

/// "ufw (ip filter INPUT, ip6 filter INPUT)".
fn described(filter: &Filter) -> String {
    let chains = filter.chains.iter();
    let chains: Vec<_> = chains
        .map(|chain| format!("{} {} {}", chain.family, chain.table, chain.name))
        .collect();
    match chains.is_empty() {
        true => filter.tool.name().to_owned(),
        false => format!("{} ({})", filter.tool.name(), chains.join(", ")),
    }
}
