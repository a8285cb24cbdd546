//! What really happened, counted: a simulation in which nothing happens proves nothing.

use super::event::Event;
use madoguchi_fleet::command::Command;
use madoguchi_fleet::{Decision, Refusal};
use std::collections::BTreeMap;
use std::fmt;

/// How often each thing happened, by what kind of thing it is.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Coverage(BTreeMap<(&'static str, String), u64>);

impl Coverage {
    fn count(&mut self, kind: &'static str, name: String) {
        *self.0.entry((kind, name)).or_default() += 1;
    }

    /// An event that did something.
    pub(super) fn event(&mut self, event: &Event) {
        self.count("event", event.kind());
    }

    /// Something about the frames of a connection.
    pub(super) fn flow(&mut self, what: &str) {
        self.count("flow", what.to_owned());
    }

    /// A ticket went from one state to another.
    pub(super) fn transition(&mut self, from: &str, to: &str) {
        self.count("ticket", format!("{from} > {to}"));
    }

    /// A command was answered.
    pub(super) fn reply(
        &mut self,
        command: &Command,
        repeat: bool,
        decided: &Result<Decision, Refusal>,
    ) {
        let name = command.name();
        let name = match decided {
            Ok(_) if repeat => format!("{name} again"),
            Ok(_) => name.to_owned(),
            Err(refusal) => format!("{name} {}", refusal.code()),
        };
        self.count("command", name);
    }

    /// A chapter of a ticket's story.
    pub(super) fn chapter(&mut self, what: &str, why: Option<&str>) {
        self.count("story", what.to_owned());
        if let Some(why) = why {
            self.count("why", format!("{what} {why}"));
        }
    }

    /// Adds what happened in another run.
    pub fn add(&mut self, other: Self) {
        for (what, times) in other.0 {
            *self.0.entry(what).or_default() += times;
        }
    }

    /// How often it happened.
    #[must_use]
    pub fn times(&self, kind: &'static str, name: &str) -> u64 {
        self.0.get(&(kind, name.to_owned())).copied().unwrap_or(0)
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut kind = "";
        for ((of, name), times) in &self.0 {
            let separator = if *of == kind { ", " } else { "\n" };
            if *of != kind {
                write!(f, "{separator}{of}: {name} {times}")?;
            } else {
                write!(f, "{separator}{name} {times}")?;
            }
            kind = of;
        }
        Ok(())
    }
}
