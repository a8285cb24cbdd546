//! The rules as `iptables-save` and `ip6tables-save` show them.

use super::{
    Act, Chain, ChainName, Family, Interface, Names, Networks, Numbers, Protocol, Rule, Ruleset,
    Test, Tool,
};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Reads what iptables-save (`Tool::Iptables`) or ip6tables-save shows. What is no rule is passed over.
pub(crate) fn parse(text: &str, tool: Tool) -> Ruleset {
    let (family, family_name) = match tool {
        Tool::Ip6tables => (Family::V6, "ip6"),
        Tool::Iptables | Tool::Nft => (Family::V4, "ip"),
    };
    let mut chains: Vec<Chain> = Vec::new();
    let mut table = "";
    for line in text.lines() {
        let line = line.trim();
        if let Some(name) = line.strip_prefix('*') {
            table = name;
        } else if let Some(declared) = line.strip_prefix(':') {
            let mut words = declared.split(' ');
            let (name, policy) = (words.next().unwrap_or_default(), words.next());
            chains.push(Chain {
                name: ChainName {
                    family: family_name.to_owned(),
                    table: table.to_owned(),
                    chain: name.to_owned(),
                },
                family,
                order: order(table, name),
                devices: None,
                drops_by_policy: policy == Some("DROP"),
                rules: Vec::new(),
            });
        } else if let Some(rule) = line.strip_prefix("-A ") {
            let words = words(rule);
            let Some((name, words)) = words.split_first() else {
                continue;
            };
            let of = |chain: &&mut Chain| chain.name.table == table && chain.name.chain == *name;
            if let Some(chain) = chains.iter_mut().find(of) {
                let text = line.to_owned();
                let (tests, act) = read(words);
                chain.rules.push(Rule { tests, act, text });
            }
        }
    }
    Ruleset { tool, chains }
}

/// The tables in the order in which packets that come in meet them.
fn order(table: &str, chain: &str) -> Option<(u8, i64)> {
    match (table, chain) {
        ("raw", "PREROUTING") => Some((1, -300)),
        ("mangle", "PREROUTING") => Some((1, -150)),
        ("mangle", "INPUT") => Some((2, -150)),
        ("filter", "INPUT") => Some((2, 0)),
        ("security", "INPUT") => Some((2, 50)),
        _ => None,
    }
}

/// The words of a rule; what is in quotes is one.
fn words(rule: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    let mut escaped = false;
    for c in rule.chars() {
        match c {
            _ if escaped => {
                word.push(c);
                escaped = false;
            }
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ' ' if !quoted => {
                words.extend(Some(std::mem::take(&mut word)).filter(|w| !w.is_empty()))
            }
            c => word.push(c),
        }
    }
    words.extend(Some(word).filter(|w| !w.is_empty()));
    words
}

fn read(words: &[String]) -> (Vec<Test>, Act) {
    let mut tests = Vec::new();
    let mut act = Act::Pass;
    let mut not = false;
    let mut words = words.iter().map(String::as_str);
    while let Some(word) = words.next() {
        let mut value = || words.next().unwrap_or_default();
        match word {
            "!" => {
                not = true;
                continue;
            }
            "-i" => tests.push(Test::Interface(Interface {
                patterns: vec![value().to_owned()],
                not,
            })),
            "-p" => tests.push(Test::Protocol(Names {
                names: vec![value().to_owned()],
                not,
            })),
            "-s" => tests.push(networks(value()).map_or(Test::Unknown, |networks| {
                Test::From(Networks { networks, not })
            })),
            "-d" => tests.push(networks(value()).map_or(Test::Unknown, |networks| {
                Test::To(Networks { networks, not })
            })),
            "--dport" | "--dports" | "--ports" => {
                tests.push(ports(value()).map_or(Test::Unknown, |ranges| {
                    let of: Option<Protocol> = None;
                    Test::Port(of, Numbers { ranges, not })
                }));
            }
            "--ctstate" | "--state" => tests.push(Test::State(Names {
                names: value().split(',').map(str::to_owned).collect(),
                not,
            })),
            "--dst-type" => tests.push(destination(value(), not)),
            // A first packet has SYN and nothing else of these.
            "--syn" if not => tests.push(Test::Never),
            "--syn" => {}
            "--tcp-flags" => {
                let (mask, flags) = (value(), words.next().unwrap_or_default());
                let alone = if mask.split(',').any(|flag| flag == "SYN") {
                    "SYN"
                } else {
                    "NONE"
                };
                if (flags == alone) == not {
                    tests.push(Test::Never);
                }
            }
            // The start of a match whose options follow, and words for people.
            "-m" => match value() {
                // Routing headers, which ufw drops: a reader on the very link sends none.
                "rt" => tests.push(Test::Never),
                "tcp" | "udp" | "multiport" | "conntrack" | "state" | "comment" | "addrtype" => {}
                _ => tests.push(Test::Unknown),
            },
            "--comment" => {
                value();
            }
            "-j" => act = target(value(), false),
            "-g" => act = target(value(), true),
            // Options of a target.
            "--reject-with" | "--log-prefix" | "--log-level" | "--nflog-group"
            | "--nflog-prefix" | "--set-xmark" | "--set-mark" => {
                value();
            }
            _ if act != Act::Pass => {}
            _ => tests.push(Test::Unknown),
        }
        not = false;
    }
    (tests, act)
}

/// To an address of our own, or to a group: what a reader sends first goes to one of the two.
fn destination(kind: &str, not: bool) -> Test {
    let groups = [
        IpNet::new(Ipv4Addr::new(224, 0, 0, 0).into(), 4),
        IpNet::new(Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0).into(), 8),
    ];
    let networks = groups.into_iter().flatten().collect();
    match kind {
        "LOCAL" => Test::To(Networks {
            networks,
            not: !not,
        }),
        "MULTICAST" => Test::To(Networks { networks, not }),
        "BROADCAST" if !not => Test::Never,
        _ => Test::Unknown,
    }
}

fn target(name: &str, goes: bool) -> Act {
    match name {
        "ACCEPT" => Act::Accept,
        "DROP" | "REJECT" => Act::Drop,
        "RETURN" => Act::Return,
        "LOG" | "NFLOG" | "MARK" | "CONNMARK" | "CT" | "NOTRACK" | "TCPMSS" | "CHECKSUM"
        | "CLASSIFY" | "DSCP" | "TOS" | "TRACE" | "AUDIT" => Act::Pass,
        "QUEUE" | "NFQUEUE" | "TPROXY" | "SYNPROXY" | "REDIRECT" | "DNAT" => Act::Unknown,
        chain if goes => Act::Goto(chain.to_owned()),
        chain => Act::Jump(chain.to_owned()),
    }
}

fn networks(text: &str) -> Option<Vec<IpNet>> {
    let one = |one: &str| {
        let network = one.parse::<IpNet>().ok();
        network.or_else(|| one.parse::<IpAddr>().ok().map(IpNet::from))
    };
    text.split(',').map(one).collect()
}

fn ports(text: &str) -> Option<Vec<(u16, u16)>> {
    let one = |one: &str| {
        let (least, most) = one.split_once(':').unwrap_or((one, one));
        Some((least.parse().ok()?, most.parse().ok()?))
    };
    text.split(',').map(one).collect()
}
