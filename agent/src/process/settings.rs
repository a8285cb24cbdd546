//! The settings of an engine.

use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub via: Via,
    pub limits: Limits,
    /// What its maker set up for a restart that the controller orders; `None`: the engine alone is started anew.
    pub restart: Option<RestartCommand>,
}

/// A command that restarts what belongs to the reader beside its engine, or the whole reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestartCommand {
    /// The program and its arguments, as in [`Via::Command`].
    pub command: Vec<String>,
    pub folder: PathBuf,
    /// The time for it to end; then it is killed.
    pub limit: Duration,
    /// The time from its end until the engine is started: a command that starts the whole reader often ends before the reader does.
    pub wait: Duration,
}

impl RestartCommand {
    /// The time for a command that says nothing else.
    pub const LIMIT: Duration = Duration::from_secs(60);
    /// The wait where nothing else is said.
    pub const WAIT: Duration = Duration::from_secs(20);
}

/// The way to an engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Via {
    /// A child process, which reads its standard input and writes its standard output.
    Command {
        /// The program and its arguments; not empty. A program without a path separator is looked for in `PATH`.
        command: Vec<String>,
        /// The folder in which it runs, and to which a relative program path refers; empty for the agent's own.
        folder: PathBuf,
    },
    /// A Unix socket of an engine that somebody else starts.
    Socket(PathBuf),
}

/// The time limits of an engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The time from its start to its hello.
    pub start: Duration,
    /// The time from one answered ping to the next.
    pub ping: Duration,
    /// The time from a ping to its pong; a session may also exceed its limit by this.
    pub answer: Duration,
    /// The time from the beginning of a session to its end.
    pub session: Duration,
    /// The time from closing its input to its end; then it is killed.
    pub stop: Duration,
    /// The longest wait before an engine is started again.
    pub restart: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // Long enough for a reader's small computer that loads a face model.
            start: Duration::from_secs(10),
            ping: Duration::from_secs(5),
            answer: Duration::from_secs(5),
            // Together with `answer` below the 120 s after which the controller takes the ticket back.
            session: Duration::from_secs(110),
            stop: Duration::from_secs(3),
            restart: Duration::from_secs(30),
        }
    }
}
