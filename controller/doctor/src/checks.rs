//! The checks: pure functions from what was seen to what it means, one file per theme.

mod board;
mod controller;
mod coverage;
mod data;
mod filter;
mod gateway;
mod line;
mod networks;
mod placement;
mod ports;
mod readers;
mod remedy;
mod system;
mod time;

use crate::facts::Facts;
use crate::finding::Finding;

/// What the facts mean: the worst first, and by theme.
pub fn all(facts: &Facts) -> Vec<Finding> {
    let themes = [
        system::check,
        ports::check,
        readers::check,
        networks::check,
        gateway::check,
        line::check,
        time::check,
        data::check,
        controller::check,
        coverage::check,
        placement::check,
    ];
    let mut findings: Vec<_> = themes.iter().flat_map(|check| check(facts)).collect();
    findings.sort_by_key(|finding| (finding.code.level(), finding.code.theme()));
    findings
}

#[cfg(test)]
mod tests;
