//! Whether a packet filter is active, and whose it is: by the chains that the kernel calls for packets to and from this PC, which only
//! root may list, and by what the tools' own settings say. The rules are counted and not read. No tool is made to load anything that is not
//! loaded: iptables is asked only where nft is not there, or its older kind has tables.

use super::super::{files, said};
use crate::facts::programs::{self, Error};
use madoguchi_doctor::Word;
use madoguchi_doctor::facts::{Chain, Filter, Filters, Tool, Unreadable};
use serde_json::Value;
use std::collections::BTreeMap;

/// The command with which a person sees the rules.
const LOOK: &str = "sudo nft list ruleset; sudo iptables-save; sudo ip6tables-save";
/// What the kernel calls before a packet reaches a program of this PC, and after one was sent.
const INCOMING: [&str; 3] = ["ingress", "prerouting", "input"];
const OUTGOING: [&str; 3] = ["output", "postrouting", "egress"];
/// The chains of iptables at these hooks; the next constant has the tables that can drop.
const INCOMING_OF_IPTABLES: [&str; 2] = ["PREROUTING", "INPUT"];
const OUTGOING_OF_IPTABLES: [&str; 2] = ["OUTPUT", "POSTROUTING"];
const TABLES_OF_IPTABLES: [&str; 4] = ["raw", "mangle", "filter", "security"];
/// Chains that ufw and firewalld add to a table of iptables: without one of them it is not theirs.
const MARKS: [(&str, Tool); 3] = [
    ("ufw-before-input", Tool::Ufw),
    ("ufw6-before-input", Tool::Ufw),
    ("INPUT_ZONES", Tool::Firewalld),
];

/// The programs that show the rules of iptables, with the family of each.
const IPTABLES: [(&str, &str); 2] = [("iptables-save", "ip"), ("ip6tables-save", "ip6")];
const LEGACY: [(&str, &str); 2] = [
    ("iptables-legacy-save", "ip"),
    ("ip6tables-legacy-save", "ip6"),
];

pub(super) fn read() -> Filters {
    let on = On::look();
    let mut chains = Vec::new();
    let mut unreadable = None;
    let mut take = |listed: Result<Vec<Listed>, Word>| match listed {
        Ok(listed) => chains.extend(listed),
        Err(why) => {
            unreadable.get_or_insert(Unreadable {
                why,
                command: LOOK.to_owned(),
            });
        }
    };
    take(listed());
    if has_legacy_tables() {
        let saved = saved(&LEGACY).or_else(|_| saved(&IPTABLES));
        take(saved.map_err(|error| said::of_program(&error)));
    }
    let mut active = filters(chains, &on);
    if unreadable.is_some() {
        on.add_to(&mut active);
    }
    Filters { active, unreadable }
}

/// The services that are switched on.
#[derive(Debug, Default)]
struct On {
    ufw: bool,
    firewalld: bool,
    nftables: bool,
}

impl On {
    fn look() -> Self {
        let ufw = files::text("/etc/ufw/ufw.conf").unwrap_or_default();
        let state = programs::ask("firewall-cmd", &["--state"]).unwrap_or_default();
        Self {
            ufw: ufw.lines().any(|line| line.trim() == "ENABLED=yes"),
            firewalld: state.trim_ascii() == b"running",
            // The program succeeds if the unit is active.
            nftables: programs::ask("systemctl", &["is-active", "nftables"]).is_ok(),
        }
    }

    /// Adds the services that always have a rule when they are on; nftables.service may have loaded an empty file.
    fn add_to(&self, filters: &mut Vec<Filter>) {
        for (on, tool) in [(self.ufw, Tool::Ufw), (self.firewalld, Tool::Firewalld)] {
            if on && filters.iter().all(|filter| filter.tool != tool) {
                let chains = Vec::new();
                filters.push(Filter { tool, chains });
            }
        }
    }

    /// Whose chain it is, by the names that the tools give their tables and chains.
    fn keeper(&self, listed: &Listed) -> Tool {
        let chain = &listed.chain;
        let names = [INCOMING_OF_IPTABLES, OUTGOING_OF_IPTABLES];
        let by_iptables = names.as_flattened().contains(&chain.name.as_str());
        match chain.family.as_str() {
            _ if chain.table == "firewalld" => Tool::Firewalld,
            "ip" if by_iptables => listed.mark.unwrap_or(Tool::Iptables),
            "ip6" if by_iptables => listed.mark.unwrap_or(Tool::Ip6tables),
            _ if self.nftables => Tool::NftablesService,
            _ => Tool::Nft,
        }
    }
}

/// An active chain, and the tool whose mark is in its table.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Listed {
    chain: Chain,
    mark: Option<Tool>,
}

/// The tool that adds a chain of this name to a table.
fn marked(name: &str) -> Option<Tool> {
    let mut marks = MARKS.iter();
    marks.find(|(mark, _)| *mark == name).map(|(_, tool)| *tool)
}

fn filters(chains: Vec<Listed>, on: &On) -> Vec<Filter> {
    let mut by_tool: BTreeMap<Tool, Vec<Chain>> = BTreeMap::new();
    for listed in chains {
        let of_tool = by_tool.entry(on.keeper(&listed)).or_default();
        if !of_tool.contains(&listed.chain) {
            of_tool.push(listed.chain);
        }
    }
    let filters = by_tool.into_iter();
    filters
        .map(|(tool, chains)| Filter { tool, chains })
        .collect()
}

/// The chains for packets to and from this PC that have a rule or drop by their policy; else why they cannot be listed.
fn listed() -> Result<Vec<Listed>, Word> {
    match programs::ask("nft", &["-j", "list", "ruleset"]) {
        Ok(shown) => of_nft(&shown)
            .ok_or_else(|| Word::Said("doctor-program-no-list", vec![("program", "nft".into())])),
        Err(Error::Absent(_)) => saved(&IPTABLES).map_err(|error| without_nft(&error)),
        Err(error) => Err(said::of_program(&error)),
    }
}

/// Why the chains cannot be listed where nft is not there.
fn without_nft(error: &Error) -> Word {
    match error {
        Error::Absent(_) => Word::Said("doctor-unreadable-no-tool", Vec::new()),
        other => said::of_program(other),
    }
}

/// Whether the older kind of iptables has tables.
fn has_legacy_tables() -> bool {
    let names = ["/proc/net/ip_tables_names", "/proc/net/ip6_tables_names"];
    names.iter().any(|file| files::line(file).is_some())
}

/// The chains that the existing programs show; `Absent` if none of them exists.
fn saved(programs: &[(&str, &str)]) -> Result<Vec<Listed>, Error> {
    let (mut found, mut absent) = (Vec::new(), None);
    for (program, family) in programs {
        match programs::ask(program, &[]) {
            Ok(shown) => found.push(of_iptables(&String::from_utf8_lossy(&shown), family)),
            Err(error @ Error::Absent(_)) => absent = Some(error),
            Err(error) => return Err(error),
        }
    }
    match absent {
        Some(absent) if found.is_empty() => Err(absent),
        _ => Ok(found.concat()),
    }
}

/// The active chains in the output of `nft -j list ruleset` (libnftables-json(5)); `None` if it is no such list.
fn of_nft(json: &[u8]) -> Option<Vec<Listed>> {
    let whole: Value = serde_json::from_slice(json).ok()?;
    let objects = whole.get("nftables")?.as_array()?;
    let word = |object: &Value, key: &str| object.get(key)?.as_str().map(str::to_owned);
    let has_rule = |chain: &Chain| {
        let mut rules = objects.iter().filter_map(|object| object.get("rule"));
        rules.any(|rule| {
            word(rule, "family").as_ref() == Some(&chain.family)
                && word(rule, "table").as_ref() == Some(&chain.table)
                && word(rule, "chain").as_ref() == Some(&chain.name)
        })
    };
    let is_dormant = |chain: &Chain| {
        let mut tables = objects.iter().filter_map(|object| object.get("table"));
        tables.any(|table| {
            word(table, "family").as_ref() == Some(&chain.family)
                && word(table, "name").as_ref() == Some(&chain.table)
                && table
                    .get("flags")
                    .is_some_and(|flags| flags.to_string().contains("dormant"))
        })
    };
    let mark = |chain: &Chain| {
        let mut chains = objects.iter().filter_map(|object| object.get("chain"));
        chains.find_map(|other| {
            let beside = word(other, "family").as_ref() == Some(&chain.family)
                && word(other, "table").as_ref() == Some(&chain.table);
            marked(&word(other, "name").filter(|_| beside)?)
        })
    };
    let active = |object: &Value| {
        let shown = object.get("chain")?;
        let hook = word(shown, "hook")?;
        let outgoing = OUTGOING.contains(&hook.as_str());
        let seen = outgoing || INCOMING.contains(&hook.as_str());
        let filters = word(shown, "type")? == "filter" && seen;
        let chain = Chain {
            family: word(shown, "family")?,
            table: word(shown, "table")?,
            name: word(shown, "name")?,
            devices: match shown.get("dev") {
                Some(Value::String(device)) => vec![device.clone()],
                Some(Value::Array(devices)) => {
                    let names = devices.iter().filter_map(Value::as_str);
                    names.map(str::to_owned).collect()
                }
                _ => Vec::new(),
            },
            outgoing,
        };
        let drops = word(shown, "policy").as_deref() == Some("drop");
        let active = filters && (drops || has_rule(&chain)) && !is_dormant(&chain);
        active.then(|| Listed {
            mark: mark(&chain),
            chain,
        })
    };
    Some(objects.iter().filter_map(active).collect())
}

/// The active chains in the output of `iptables-save`: "*filter", ":INPUT DROP [0:0]", "-A INPUT …".
fn of_iptables(text: &str, family: &str) -> Vec<Listed> {
    let mut found: Vec<Chain> = Vec::new();
    let mut marks: BTreeMap<&str, Tool> = BTreeMap::new();
    let mut table = "";
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('*') {
            table = name.trim();
        }
        let mut words = line.split_ascii_whitespace();
        let (first, second) = (words.next(), words.next());
        let declared = first.and_then(|first| first.strip_prefix(':'));
        if let Some(tool) = declared.and_then(marked) {
            marks.insert(table, tool);
        }
        let name = match (first, second) {
            (Some("-A"), name) => name,
            (_, Some("DROP")) => declared,
            _ => None,
        };
        let Some(name) = name else {
            continue;
        };
        let outgoing = OUTGOING_OF_IPTABLES.contains(&name);
        let chain = Chain {
            family: family.to_owned(),
            table: table.to_owned(),
            name: name.to_owned(),
            devices: Vec::new(),
            outgoing,
        };
        let seen = outgoing || INCOMING_OF_IPTABLES.contains(&name);
        if seen && TABLES_OF_IPTABLES.contains(&table) && !found.contains(&chain) {
            found.push(chain);
        }
    }
    let listed = |chain: Chain| Listed {
        mark: marks.get(chain.table.as_str()).copied(),
        chain,
    };
    found.into_iter().map(listed).collect()
}

#[cfg(test)]
mod tests;
