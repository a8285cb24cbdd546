//! Whether a PC's packet filter lets a reader's first packet in: the rules as plain data, and what they say of one packet.
//!
//! What is read of nft and of iptables becomes the same [`Ruleset`]. A test that we do not know is neither met nor unmet;
//! a verdict that hangs on one is [`Verdict::Unclear`], never a guess.

mod iptables;
mod nft;
mod rules;
pub(crate) mod windows;

pub(super) use iptables::parse as iptables;
pub(super) use nft::parse as nft;
pub(super) use rules::{
    Act, Chain, Family, Interface, Names, Networks, Numbers, Protocol, Rule, Ruleset, Test,
};

use ipnet::IpNet;
use rules::Met;
use std::net::IpAddr;

/// Deepest chain of jumps that is followed: the kernel itself allows 16.
const MAX_DEPTH: usize = 16;
/// Most rules that one packet is held against: jumps may meet the same chain again and again.
const MAX_STEPS: usize = 100_000;

/// A packet that begins a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Packet {
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

/// What the rules say of a packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It comes in.
    Passes,
    /// It does not.
    Blocked(Blocked),
    /// That depends on what we cannot judge.
    Unclear(Blocked),
}

/// Where a packet ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Blocked {
    /// The tool that shows the rule.
    pub tool: Tool,
    /// The first chain, which the kernel itself calls.
    pub chain: ChainName,
    /// The rule, or the policy of the chain, as people read it.
    pub rule: String,
}

/// A tool that writes rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tool {
    /// nft.
    Nft,
    /// iptables.
    Iptables,
    /// ip6tables.
    Ip6tables,
}

/// A chain by its full name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ChainName {
    /// The family, as nft calls it.
    pub family: String,
    /// The table.
    pub table: String,
    /// The chain.
    pub chain: String,
}

impl std::fmt::Display for ChainName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.family, self.table, self.chain)
    }
}

/// Holds a packet against the rules: every chain that the kernel calls has to let it in.
pub(crate) fn judge(rules: &Ruleset, packet: &Packet) -> Verdict {
    let mut unclear = None;
    for chain in rules.entrances(packet) {
        let mut walk = Walk {
            rules,
            packet,
            steps: 0,
            doubt: None,
        };
        let end = walk.through(chain, 0);
        let blocked = |rule| Blocked {
            tool: rules.tool,
            chain: chain.name.clone(),
            rule,
        };
        let block = match end {
            End::Drop(rule) => Some(rule),
            End::Accept => None,
            End::Falls if chain.drops_by_policy => Some("policy drop".to_owned()),
            End::Falls => None,
        };
        match (block, walk.doubt) {
            (Some(rule), None) => return Verdict::Blocked(blocked(rule)),
            (Some(rule), Some(Doubt::Accepts)) => {
                unclear.get_or_insert_with(|| blocked(rule));
            }
            // Dropped here or there: dropped.
            (Some(rule), Some(Doubt::Drops(_))) => return Verdict::Blocked(blocked(rule)),
            (None, Some(Doubt::Drops(rule))) => {
                unclear.get_or_insert_with(|| blocked(rule));
            }
            (None, Some(Doubt::Accepts) | None) => {}
        }
    }
    unclear.map_or(Verdict::Passes, Verdict::Unclear)
}

/// How a walk through a chain ends.
enum End {
    Accept,
    Drop(String),
    /// No rule had the last word.
    Falls,
}

/// What a rule whose tests we do not know would have done. The first one counts.
enum Doubt {
    Accepts,
    Drops(String),
}

struct Walk<'a> {
    rules: &'a Ruleset,
    packet: &'a Packet,
    steps: usize,
    doubt: Option<Doubt>,
}

impl Walk<'_> {
    fn through(&mut self, chain: &Chain, depth: usize) -> End {
        for rule in &chain.rules {
            self.steps += 1;
            if self.steps > MAX_STEPS || depth > MAX_DEPTH {
                self.doubt.get_or_insert(Doubt::Accepts);
                return End::Falls;
            }
            let met = rule.meets(self.packet);
            if met == Met::No {
                continue;
            }
            let (end, last) = match &rule.act {
                Act::Pass => continue,
                Act::Accept => (End::Accept, true),
                Act::Drop => (End::Drop(rule.text.clone()), true),
                Act::Return => (End::Falls, true),
                Act::Unknown => {
                    self.doubt
                        .get_or_insert_with(|| Doubt::Drops(rule.text.clone()));
                    continue;
                }
                Act::Jump(to) => (self.into(chain, to, depth), false),
                Act::Goto(to) => (self.into(chain, to, depth), true),
            };
            match (end, met) {
                (End::Falls, Met::Yes) if last => return End::Falls,
                // It may have left here, and then what follows says nothing.
                (End::Falls, Met::Perhaps) if last => {
                    self.doubt.get_or_insert(Doubt::Accepts);
                }
                (End::Falls, _) => {}
                (end, Met::Yes) => return end,
                (End::Accept, _) => {
                    self.doubt.get_or_insert(Doubt::Accepts);
                }
                (End::Drop(rule), _) => {
                    self.doubt.get_or_insert(Doubt::Drops(rule));
                }
            }
        }
        End::Falls
    }

    fn into(&mut self, from: &Chain, to: &str, depth: usize) -> End {
        match self.rules.chain(&from.name, to) {
            Some(chain) => self.through(chain, depth + 1),
            None => End::Falls,
        }
    }
}

#[cfg(test)]
mod tests;
