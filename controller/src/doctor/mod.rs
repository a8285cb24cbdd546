//! `madoguchi doctor`: what is wrong with a PC before the first reader is plugged in, and at any time after.
//!
//! Facts are gathered at the edge (`gather`), once and as plain data; the checks are pure functions of them; each gives
//! findings, with what was found, what was seen, why it matters and what to do, in both languages. It changes nothing on the PC:
//! commands are shown, never run, and rights are judged by what the system says of files, not by writing one.

mod checks;
#[cfg_attr(
    not(target_os = "linux"),
    allow(dead_code, reason = "each platform tells its own")
)]
mod facts;
mod finding;
#[cfg_attr(
    not(target_os = "linux"),
    allow(dead_code, unused_imports, reason = "each platform has its own filter")
)]
mod firewall;
mod gather;
mod planner;
mod programs;

pub(crate) use facts::{Asked, Controller, Running};
pub(crate) use finding::{Finding, Level};
pub(crate) use gather::Request;

use madoguchi_licensing::grant::Environment;

/// What was found on a PC.
pub(crate) struct Report {
    /// The operating system, by its name.
    pub system: String,
    /// Whether it was examined as a test installation.
    pub test: bool,
    /// All findings: the worst first, and by theme.
    pub findings: Vec<Finding>,
}

impl Report {
    /// How many things have to be done.
    pub(crate) fn problems(&self) -> usize {
        let is_problem = |finding: &&Finding| finding.code.level() == Level::Problem;
        self.findings.iter().filter(is_problem).count()
    }

    /// How many things there are to know.
    pub(crate) fn notices(&self) -> usize {
        let is_notice = |finding: &&Finding| finding.code.level() == Level::Notice;
        self.findings.iter().filter(is_notice).count()
    }
}

/// Examines this PC. Blocks for as long as the programs of the system take that are asked: seconds.
pub(crate) fn examine(request: Request) -> Report {
    let facts = gather::facts(request);
    Report {
        findings: checks::all(&facts),
        test: facts.settings.environment == Environment::Test,
        system: facts.system.name,
    }
}
