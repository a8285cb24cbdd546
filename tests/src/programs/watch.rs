//! `madoguchi status --watch --json` as a stream of what the fleet looks like.

use super::child::Program;
use serde_json::Value;
use std::process::{Command, ExitStatus};

/// Looks at a fleet after every change.
#[derive(Debug)]
pub struct Watch(Program);

impl Watch {
    /// Starts to look, by a program that knows where.
    #[must_use]
    pub fn start(status: &mut Command) -> Self {
        Self(Program::start(status.args(["status", "--watch", "--json"])))
    }

    /// Waits for a look of which `holds` is true, and gives it.
    pub fn until(&mut self, holds: impl Fn(&Value) -> bool) -> Value {
        self.0.line(|line| {
            let look = serde_json::from_str(line).ok()?;
            holds(&look).then_some(look)
        })
    }

    /// Waits until the controller is gone and the watch has ended with it.
    #[must_use]
    pub fn ended(mut self) -> (ExitStatus, Vec<String>) {
        (self.0.ended(), self.0.written())
    }
}
