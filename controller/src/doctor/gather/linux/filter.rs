//! The rules of the packet filter, by its own tools. Only root may read them; none of the tools is made to load anything
//! that is not loaded: iptables is asked only where it has rules.

use super::super::files;
use crate::doctor::facts::{Firewall, Keeper, Unreadable};
use crate::doctor::firewall::{Ruleset, Tool, iptables, nft};
use crate::doctor::programs::{self, Error};
use crate::texts::text;

/// What a person can run to see the rules.
const LOOK: &str = "sudo nft list ruleset; sudo iptables-save; sudo ip6tables-save";

pub(super) fn read() -> Firewall {
    let mut wall = Firewall {
        keeper: keeper(),
        program: std::env::current_exe()
            .map(|path| path.display().to_string())
            .unwrap_or_default(),
        ..Firewall::default()
    };
    let legacy = has_legacy_tables();
    let shown = programs::ask("nft", &["-j", "list", "ruleset"]);
    let whole = shown.as_ref().ok().and_then(|shown| nft(shown, false));
    let foreign = shown.as_ref().ok().is_some_and(|shown| mentions_xt(shown));
    let mut by_iptables = Ok(Vec::new());
    if whole.is_none() || foreign || legacy {
        by_iptables = both(legacy);
    }
    match (&shown, whole) {
        (Ok(shown), Some(whole)) => {
            // Better read by its own tool, if that can be asked.
            let better = foreign && by_iptables.is_ok();
            wall.rules.push(if better {
                nft(shown, true).unwrap_or(whole)
            } else {
                whole
            });
        }
        (Ok(_), None) => wall.unreadable = unreadable("nft: ?"),
        (Err(Error::Absent(_)), _) if by_iptables.is_ok() => {}
        (Err(error), _) => wall.unreadable = unreadable(&why(error)),
    }
    match by_iptables {
        Ok(rules) => wall.rules.extend(rules),
        Err(error) if foreign || legacy => wall.unreadable = unreadable(&why(&error)),
        Err(_) => {}
    }
    wall
}

fn unreadable(detail: &str) -> Option<Unreadable> {
    Some(Unreadable {
        detail: detail.to_owned(),
        command: LOOK.to_owned(),
    })
}

fn why(error: &Error) -> String {
    match error {
        // In both languages the same: names of programs.
        Error::Absent(_) => text("doctor-unreadable-no-tool", &[]).en,
        other => other.to_string(),
    }
}

/// What iptables and ip6tables show.
fn both(legacy: bool) -> Result<Vec<Ruleset>, Error> {
    let tools = [
        ("iptables-legacy-save", "iptables-save", Tool::Iptables),
        ("ip6tables-legacy-save", "ip6tables-save", Tool::Ip6tables),
    ];
    let mut rules = Vec::new();
    for (old, usual, tool) in tools {
        let shown = programs::ask(usual, &[])?;
        rules.push(iptables(&String::from_utf8_lossy(&shown), tool));
        if legacy && let Ok(shown) = programs::ask(old, &[]) {
            rules.push(iptables(&String::from_utf8_lossy(&shown), tool));
        }
    }
    Ok(rules)
}

/// Whether the older kind of iptables has tables.
fn has_legacy_tables() -> bool {
    let names = ["/proc/net/ip_tables_names", "/proc/net/ip6_tables_names"];
    names.iter().any(|file| files::line(file).is_some())
}

/// Whether iptables laid rules that nft cannot show whole.
fn mentions_xt(shown: &[u8]) -> bool {
    shown.windows(4).any(|bytes| bytes == b"\"xt\"")
}

/// Who writes the rules here.
fn keeper() -> Keeper {
    let ufw = files::text("/etc/ufw/ufw.conf").unwrap_or_default();
    if ufw.lines().any(|line| line.trim() == "ENABLED=yes") {
        return Keeper::Ufw;
    }
    let state = programs::ask("firewall-cmd", &["--state"]).unwrap_or_default();
    match String::from_utf8_lossy(&state).trim() {
        "running" => Keeper::Firewalld,
        _ => Keeper::Nobody,
    }
}
