//! What is wrong with a clinic's PC, before the first reader is plugged in and at any time after: facts in, findings out.
//!
//! The controller gathers [`Facts`] once, as plain data, and says the findings in words. Everything here is a pure function of the
//! facts. Commands are shown to people and never run.
//!
//! Packet filters: what a real attempt shows comes before any rule. Where a reader is connected over a link, no filter is accused.
//! Of Linux, whose rule languages are not interpreted, it is known that a filter is active and whose it is: that alone is no fault
//! (`firewall-active`, a notice); it is named as a possible cause where a reader is there and does not connect
//! (`firewall-suspected`, a notice), and as the cause where the controller's own listener does not answer (`firewall-blocks`).
//! The rules of Windows are judged ([`windows`]).

mod checks;
pub mod facts;
mod finding;
pub mod planner;
pub mod windows;

pub use facts::Facts;
pub use finding::{Code, Finding, Level, Theme, Word};

use madoguchi_licensing::grant::Environment;

/// What was found on a PC.
#[derive(Debug, Clone)]
pub struct Report {
    /// The operating system, by its name.
    pub system: String,
    /// Whether it was examined as a test installation.
    pub test: bool,
    /// The worst first, and by theme.
    pub findings: Vec<Finding>,
}

impl Report {
    /// How many findings have a level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        let of_level = |finding: &&Finding| finding.code.level() == level;
        self.findings.iter().filter(of_level).count()
    }
}

/// Judges what was seen of a PC.
#[must_use]
pub fn examine(facts: &Facts) -> Report {
    Report {
        findings: checks::all(facts),
        test: facts.settings.environment == Environment::Test,
        system: facts.system.name.clone(),
    }
}
