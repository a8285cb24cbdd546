//! What the configuration says of an engine.

use std::path::PathBuf;
use std::time::Duration;

/// How an engine is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Where the engine is.
    pub via: Via,
    /// How long it may take for what.
    pub limits: Limits,
}

/// Where an engine is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Via {
    /// A child process, spoken to over its standard input and output.
    Command {
        /// The program and its arguments; not empty. A program without a path separator is looked for in `PATH`.
        command: Vec<String>,
        /// The folder in which it runs, and on which a relative program hangs; empty for the agent's own.
        folder: PathBuf,
    },
    /// A Unix socket on which an engine listens that somebody else starts.
    Socket(PathBuf),
}

/// How long an engine may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// From its start to its hello.
    pub start: Duration,
    /// From one answered ping to the next.
    pub ping: Duration,
    /// From a ping to its pong; also how much longer than its limit a session may take.
    pub answer: Duration,
    /// From the beginning of a session to its end.
    pub session: Duration,
    /// From the closed input at the agent's end to the engine's own; then it is killed.
    pub stop: Duration,
    /// The longest wait before an engine is started again.
    pub restart: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // A reader's small computer that loads a model of faces.
            start: Duration::from_secs(10),
            ping: Duration::from_secs(5),
            answer: Duration::from_secs(5),
            // With the answer's time below the 120 s after which the controller takes the ticket back.
            session: Duration::from_secs(110),
            stop: Duration::from_secs(3),
            restart: Duration::from_secs(30),
        }
    }
}
