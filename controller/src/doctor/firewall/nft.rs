//! The rules as `nft -j list ruleset` shows them (libnftables-json(5)).

use super::{
    Act, Chain, ChainName, Family, Interface, Names, Networks, Numbers, Protocol, Rule, Ruleset,
    Test, Tool,
};
use ipnet::IpNet;
use serde_json::Value;
use std::collections::BTreeMap;
use std::net::IpAddr;

/// Longest text of a rule that is shown to people.
const MAX_TEXT_CHARS: usize = 240;

type Sets<'a> = BTreeMap<(&'a str, &'a str, &'a str), &'a Value>;

/// Reads a ruleset; `None` where it is none. Tables that iptables wrote in a form that nft cannot show are left out
/// when `without_foreign` is set: iptables-save shows them better.
pub(crate) fn parse(json: &[u8], without_foreign: bool) -> Option<Ruleset> {
    let whole: Value = serde_json::from_slice(json).ok()?;
    let objects = whole.get("nftables")?.as_array()?;
    let sets = objects.iter().filter_map(set).collect::<Sets<'_>>();
    let mut chains: Vec<Chain> = objects.iter().filter_map(chain).collect();
    let mut foreign = Vec::new();
    for rule in objects.iter().filter_map(|object| object.get("rule")) {
        let Some(place) = name_of(rule, "chain") else {
            continue;
        };
        let expressions = rule.get("expr").and_then(Value::as_array);
        let expressions = expressions.map_or(&[][..], Vec::as_slice);
        if expressions.iter().any(|one| one.get("xt").is_some()) {
            foreign.push((place.family.clone(), place.table.clone()));
        }
        if let Some(chain) = chains.iter_mut().find(|chain| chain.name == place) {
            let reader = Reader {
                place: &place,
                sets: &sets,
            };
            chain.rules.extend(reader.rules(expressions));
        }
    }
    if without_foreign {
        let is_foreign = |name: &ChainName| {
            let table = (name.family.clone(), name.table.clone());
            foreign.contains(&table)
        };
        chains.retain(|chain| !is_foreign(&chain.name));
    }
    let tool = Tool::Nft;
    Some(Ruleset { tool, chains })
}

fn text<'a>(of: &'a Value, key: &str) -> Option<&'a str> {
    of.get(key)?.as_str()
}

fn name_of(object: &Value, key: &str) -> Option<ChainName> {
    Some(ChainName {
        family: text(object, "family")?.to_owned(),
        table: text(object, "table")?.to_owned(),
        chain: text(object, key)?.to_owned(),
    })
}

fn set(object: &Value) -> Option<((&str, &str, &str), &Value)> {
    let set = object.get("set")?;
    let key = (
        text(set, "family")?,
        text(set, "table")?,
        text(set, "name")?,
    );
    Some((key, set.get("elem").unwrap_or(&Value::Null)))
}

fn chain(object: &Value) -> Option<Chain> {
    let chain = object.get("chain")?;
    let name = name_of(chain, "name")?;
    let family = match name.family.as_str() {
        "ip" => Family::V4,
        "ip6" => Family::V6,
        "inet" | "netdev" => Family::Both,
        _ => return None,
    };
    let filters = text(chain, "type") == Some("filter");
    let stage = match text(chain, "hook") {
        Some("ingress") => Some(0),
        Some("prerouting") => Some(1),
        Some("input") => Some(2),
        _ => None,
    };
    let priority = chain.get("prio").and_then(Value::as_i64).unwrap_or(0);
    let devices = chain.get("dev").map(|device| match device {
        Value::Array(names) => names
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        one => one.as_str().map(str::to_owned).into_iter().collect(),
    });
    Some(Chain {
        name,
        family,
        order: stage.filter(|_| filters).map(|stage| (stage, priority)),
        devices,
        drops_by_policy: text(chain, "policy") == Some("drop"),
        rules: Vec::new(),
    })
}

/// Reads the rules of one chain.
struct Reader<'a> {
    place: &'a ChainName,
    sets: &'a Sets<'a>,
}

impl Reader<'_> {
    /// A rule, or several where it is a map from values to acts.
    fn rules(&self, expressions: &[Value]) -> Vec<Rule> {
        let shown = shown(expressions);
        let mut tests = Vec::new();
        let mut rules = Vec::new();
        for one in expressions {
            let Some((kind, content)) = one.as_object().and_then(|one| one.iter().next()) else {
                tests.push(Test::Unknown);
                continue;
            };
            if let Some(act) = act(kind, content) {
                rules.push((tests.clone(), act));
                continue;
            }
            match kind.as_str() {
                "match" => tests.push(self.test(content)),
                "vmap" => rules.extend(self.map(&tests, content)),
                // What tells nothing apart.
                "counter" | "log" | "comment" | "mangle" | "notrack" | "ct helper" | "flow"
                | "set" | "last" => {}
                "xt" if text(content, "name") == Some("comment") => {}
                _ => tests.push(Test::Unknown),
            }
        }
        let rule = |(tests, act)| Rule {
            tests,
            act,
            text: shown.clone(),
        };
        rules.into_iter().map(rule).collect()
    }

    fn map(&self, tests: &[Test], content: &Value) -> Vec<(Vec<Test>, Act)> {
        let unknown = || {
            let mut tests = tests.to_vec();
            tests.push(Test::Unknown);
            vec![(tests, Act::Unknown)]
        };
        let key = content.get("key");
        let pairs = content.get("data").and_then(|data| data.get("set"));
        let (Some(key), Some(pairs)) = (key, pairs.and_then(Value::as_array)) else {
            return unknown();
        };
        let pair = |pair: &Value| {
            let (value, verdict) = (pair.get(0)?, pair.get(1)?);
            let (kind, content) = verdict.as_object()?.iter().next()?;
            let mut tests = tests.to_vec();
            tests.push(self.on(key, value, false));
            Some((tests, act(kind, content)?))
        };
        let read: Option<Vec<_>> = pairs.iter().map(pair).collect();
        read.unwrap_or_else(unknown)
    }

    fn test(&self, content: &Value) -> Test {
        let not = match text(content, "op") {
            Some("==" | "in") => false,
            Some("!=") => true,
            _ => return Test::Unknown,
        };
        match (content.get("left"), content.get("right")) {
            (Some(left), Some(right)) => self.on(left, right, not),
            _ => Test::Unknown,
        }
    }

    fn on(&self, left: &Value, right: &Value, not: bool) -> Test {
        let values = match self.values(right) {
            Some(values) => values,
            None => return Test::Unknown,
        };
        if let Some(meta) = left.get("meta") {
            return meta_test(text(meta, "key"), &values, not);
        }
        if let Some(ct) = left.get("ct") {
            return match text(ct, "key") {
                Some("state") => {
                    names(&values).map_or(Test::Unknown, |names| Test::State(Names { names, not }))
                }
                // A packet to one of our own addresses is not on its way to another's.
                Some("status") if !not && values == [&Value::from("dnat")] => Test::Never,
                _ => Test::Unknown,
            };
        }
        if let Some(fib) = left.get("fib") {
            // "No way back to where it came from": a reader is on the very link.
            let missing = text(fib, "result") == Some("oif") && values == [&Value::Bool(false)];
            return if missing && !not {
                Test::Never
            } else {
                Test::Unknown
            };
        }
        match left.get("payload") {
            Some(payload) => payload_test(
                text(payload, "protocol"),
                text(payload, "field"),
                &values,
                not,
            ),
            None => Test::Unknown,
        }
    }

    /// The single values of what stands on the right: one, a set, or a named set.
    fn values<'v>(&'v self, right: &'v Value) -> Option<Vec<&'v Value>> {
        if let Some(name) = right.as_str().and_then(|name| name.strip_prefix('@')) {
            let key = (self.place.family.as_str(), self.place.table.as_str(), name);
            return match self.sets.get(&key)? {
                Value::Null => Some(Vec::new()),
                elements => Some(elements.as_array()?.iter().map(element).collect()),
            };
        }
        match right.get("set").unwrap_or(right) {
            Value::Array(values) => Some(values.iter().map(element).collect()),
            one => Some(vec![one]),
        }
    }
}

/// An element of a set may have a comment or a time beside its value.
fn element(of: &Value) -> &Value {
    let val = of.get("elem").and_then(|elem| elem.get("val"));
    val.unwrap_or(of)
}

fn act(kind: &str, content: &Value) -> Option<Act> {
    let target = || text(content, "target").map(str::to_owned);
    Some(match kind {
        "accept" => Act::Accept,
        "drop" | "reject" => Act::Drop,
        "return" => Act::Return,
        "continue" => Act::Pass,
        "jump" => target().map_or(Act::Unknown, Act::Jump),
        "goto" => target().map_or(Act::Unknown, Act::Goto),
        "queue" | "tproxy" | "synproxy" | "fwd" => Act::Unknown,
        // A target of iptables that nft cannot show; a match is only a test.
        "xt" if text(content, "type") != Some("match") => match text(content, "name") {
            Some("REJECT") => Act::Drop,
            Some("LOG" | "TCPMSS" | "MARK" | "CT" | "NFLOG") => Act::Pass,
            _ => Act::Unknown,
        },
        _ => return None,
    })
}

fn meta_test(key: Option<&str>, values: &[&Value], not: bool) -> Test {
    let Some(names) = names(values) else {
        return Test::Unknown;
    };
    match key {
        Some("iifname" | "iif") => Test::Interface(Interface {
            patterns: names,
            not,
        }),
        Some("l4proto") => Test::Protocol(Names { names, not }),
        Some("nfproto" | "protocol") => {
            let of = |name: &str| match name {
                "ipv4" | "ip" => Some(Family::V4),
                "ipv6" | "ip6" => Some(Family::V6),
                _ => None,
            };
            match (names.as_slice(), not) {
                ([one], false) => of(one).map_or(Test::Never, Test::Family),
                _ => Test::Unknown,
            }
        }
        _ => Test::Unknown,
    }
}

fn payload_test(protocol: Option<&str>, field: Option<&str>, values: &[&Value], not: bool) -> Test {
    match (protocol, field) {
        (Some(protocol @ ("tcp" | "udp" | "th")), Some("dport")) => {
            let of = match protocol {
                "tcp" => Some(Protocol::Tcp),
                "udp" => Some(Protocol::Udp),
                _ => None,
            };
            numbers(values).map_or(Test::Unknown, |ranges| {
                Test::Port(of, Numbers { ranges, not })
            })
        }
        (Some("ip" | "ip6"), Some("saddr")) => networks(values).map_or(Test::Unknown, |networks| {
            Test::From(Networks { networks, not })
        }),
        (Some("ip" | "ip6"), Some("daddr")) => networks(values).map_or(Test::Unknown, |networks| {
            Test::To(Networks { networks, not })
        }),
        (Some("ip" | "ip6"), Some("protocol" | "nexthdr")) => {
            names(values).map_or(Test::Unknown, |names| Test::Protocol(Names { names, not }))
        }
        // A packet to us is neither of these.
        (Some("icmp" | "icmpv6" | "esp" | "ah" | "sctp" | "dccp"), _) => Test::Never,
        _ => Test::Unknown,
    }
}

fn names(values: &[&Value]) -> Option<Vec<String>> {
    let name = |value: &&Value| match value {
        Value::String(name) => Some(name.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    values.iter().map(name).collect()
}

fn numbers(values: &[&Value]) -> Option<Vec<(u16, u16)>> {
    let number = |value: &Value| u16::try_from(value.as_u64()?).ok();
    let range = |value: &&Value| match value.get("range") {
        Some(ends) => Some((number(ends.get(0)?)?, number(ends.get(1)?)?)),
        None => number(value).map(|one| (one, one)),
    };
    values.iter().map(range).collect()
}

fn networks(values: &[&Value]) -> Option<Vec<IpNet>> {
    let network = |value: &&Value| match value.get("prefix") {
        Some(prefix) => {
            let address: IpAddr = text(prefix, "addr")?.parse().ok()?;
            let length = u8::try_from(prefix.get("len")?.as_u64()?).ok()?;
            IpNet::new(address, length).ok()
        }
        None => value.as_str()?.parse::<IpAddr>().ok().map(IpNet::from),
    };
    values.iter().map(network).collect()
}

/// A rule for people: nft's own words would take nft's own grammar.
fn shown(expressions: &[Value]) -> String {
    let words: Vec<_> = expressions.iter().filter_map(word).collect();
    words.join(" ").chars().take(MAX_TEXT_CHARS).collect()
}

fn word(of: &Value) -> Option<String> {
    let (kind, content) = of.as_object()?.iter().next()?;
    Some(match kind.as_str() {
        "match" => {
            let op = text(content, "op").filter(|op| *op == "!=");
            let op = op.map_or_else(String::new, |op| format!("{op} "));
            format!(
                "{} {op}{}",
                plain(content.get("left")?),
                plain(content.get("right")?)
            )
        }
        "counter" | "comment" => return None,
        "jump" | "goto" => format!("{kind} {}", text(content, "target")?),
        "vmap" => format!("{} vmap", plain(content.get("key")?)),
        other => other.to_owned(),
    })
}

fn plain(value: &Value) -> String {
    let part = |one: &Value, key: &str| one.get(key).map(plain).unwrap_or_default();
    match value {
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(plain).collect::<Vec<_>>().join(","),
        Value::Object(map) => match map.iter().next() {
            Some((key, inner)) if key == "meta" => part(inner, "key"),
            Some((key, inner)) if key == "ct" => format!("ct {}", part(inner, "key")),
            Some((key, inner)) if key == "payload" => {
                format!("{} {}", part(inner, "protocol"), part(inner, "field"))
            }
            Some((key, inner)) if key == "range" => {
                let ends =
                    [inner.get(0), inner.get(1)].map(|end| end.map(plain).unwrap_or_default());
                ends.join("-")
            }
            Some((key, inner)) if key == "prefix" => {
                format!("{}/{}", part(inner, "addr"), part(inner, "len"))
            }
            Some((key, inner)) if key == "set" => format!("{{{}}}", plain(inner)),
            Some((key, _)) => key.clone(),
            None => String::new(),
        },
        other => other.to_string(),
    }
}
