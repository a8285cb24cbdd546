//! An engine that is a child process: its start, its end, and its standard error.

use crate::logs::ENGINE;
use crate::texts::in_words;
use std::io;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout, timeout_at};
use tracing::Instrument;

use super::lines::{CHUNK_BYTES, Lines, Piece};
use super::platform;
use super::rate::Rate;

/// The longest line of an engine in the log; the rest of a longer line is left out.
const MAX_LOG_LINE_BYTES: usize = 1_024;
/// The most log lines of an engine in a second; further ones are only counted. The reader's disk is small.
const MAX_LOG_LINES_PER_SECOND: u32 = 20;
/// The time that the standard error of an ended engine is still read: a process that it left behind may keep it open.
const LAST_WORDS: Duration = Duration::from_secs(1);
/// The time that an ending agent waits for a killed engine.
const MAX_KILL_TIME: Duration = Duration::from_secs(5);

/// The child process.
pub(super) struct EngineChild {
    child: Child,
    id: Option<u32>,
    killed: bool,
    /// Whether it has ended and that was logged.
    gone: bool,
    log: Option<JoinHandle<()>>,
    log_until: Option<Instant>,
}

impl EngineChild {
    /// Starts it; returns it with its input and output.
    pub(super) fn spawn(
        words: &[String],
        folder: &Path,
    ) -> io::Result<(Self, ChildStdin, ChildStdout)> {
        let mut command = command(words, folder)?;
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // Ends the child if the agent's task is dropped.
            .kill_on_drop(true);
        platform::own_group(&mut command);
        let mut child = command.spawn()?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = pipes else {
            return Err(io::Error::other("the child has no pipes"));
        };
        let log = tokio::spawn(log(stderr).instrument(tracing::Span::current()));
        let id = child.id();
        tracing::info!(process = id, "{}", in_words("log-engine-started", &[]));
        let engine = Self {
            child,
            id,
            killed: false,
            gone: false,
            log: Some(log),
            log_until: None,
        };
        Ok((engine, stdin, stdout))
    }

    /// Kills it, and on Unix the processes that it started. A group keeps its id while it has a member, so this is correct even after the
    /// child itself has ended.
    pub(super) fn kill(&mut self) {
        if !std::mem::replace(&mut self.killed, true) {
            if let Some(id) = self.id {
                platform::kill_group(id);
            }
            // An error means that it has ended.
            self.child.start_kill().ok();
        }
    }

    /// Waits until it has ended, and kills it at the given time. A second engine is never started beside one that cannot be killed. May be
    /// dropped and called again.
    pub(super) async fn gone(&mut self, kill_at: Instant) {
        if !self.killed {
            timeout_at(kill_at, self.child.wait()).await.ok();
            // Ended or not: nothing that it started may stay.
            self.kill();
        }
        let status = self.child.wait().await;
        if !std::mem::replace(&mut self.gone, true) {
            note_end(status);
        }
        let until = *self
            .log_until
            .get_or_insert_with(|| Instant::now() + LAST_WORDS);
        if let Some(log) = &mut self.log {
            if timeout_at(until, &mut *log).await.is_err() {
                log.abort();
            }
            self.log = None;
        }
    }

    /// The same for an ending agent, which does not wait for ever.
    pub(super) async fn end_within(&mut self, wait: Duration) {
        self.end(wait, MAX_KILL_TIME).await;
    }

    /// `dying`: the time for a killed engine.
    async fn end(&mut self, wait: Duration, dying: Duration) {
        let kill_at = Instant::now() + wait;
        if timeout(wait + dying, self.gone(kill_at)).await.is_err() {
            tracing::error!(process = self.id, "{}", in_words("log-engine-stays", &[]));
        }
    }
}

fn note_end(status: io::Result<ExitStatus>) {
    match status {
        Ok(status) => tracing::info!(%status, "{}", in_words("log-engine-gone", &[])),
        Err(error) => tracing::error!(%error, "{}", in_words("log-engine-end-unknown", &[])),
    }
}

/// The program of these words, looked for and run in a folder, without a shell.
pub(super) fn command(words: &[String], folder: &Path) -> io::Result<Command> {
    let Some((program, arguments)) = words.split_first() else {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "no program is named",
        ));
    };
    // An absolute path, because systems differ in whether a relative program is looked up before or after the folder changes.
    let folder = std::path::absolute(if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    })?;
    let by_path = Path::new(program).components().count() > 1;
    let mut command = if by_path {
        Command::new(folder.join(program))
    } else {
        Command::new(program)
    };
    command.args(arguments).current_dir(folder);
    Ok(command)
}

/// Copies an engine's standard error into the log of whoever asked for it, until it ends.
async fn log(mut stderr: ChildStderr) {
    let mut lines = Lines::new(MAX_LOG_LINE_BYTES);
    let mut chunk = Box::new([0; CHUNK_BYTES]);
    let mut rate = Rate::new(
        MAX_LOG_LINES_PER_SECOND,
        Duration::from_secs(1),
        Instant::now(),
    );
    let mut left_out = 0_u64;
    while let Ok(count @ 1..) = stderr.read(&mut chunk[..]).await {
        lines.take(&chunk[..count]);
        while let Some(Piece::Line(line) | Piece::TooLong(line)) = lines.next() {
            if rate.exceeded(Instant::now()) {
                left_out += 1;
                continue;
            }
            if left_out > 0 {
                tracing::debug!(target: ENGINE, left_out, "{}", in_words("log-engine-too-fast", &[]));
                left_out = 0;
            }
            // Logged as a value, so that control characters are escaped.
            let said = String::from_utf8_lossy(&line);
            tracing::debug!(target: ENGINE, said = &*said, "{}", in_words("log-engine-said", &[]));
        }
    }
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::logged::Logged;

    #[tokio::test]
    async fn an_engine_that_no_signal_ends_holds_up_no_agent_that_stops() {
        let words = ["sleep", "60"].map(str::to_owned);
        let (mut engine, ..) = EngineChild::spawn(&words, Path::new("")).unwrap();
        // As if the signal did nothing.
        engine.killed = true;
        let log = Logged::listen();
        engine.end(Duration::ZERO, Duration::ZERO).await;
        log.expect(&["the engine cannot be ended"]);
    }

    /// For whoever works on an engine and asked for it.
    #[tokio::test]
    async fn what_an_engine_says_on_its_standard_error_is_told_to_whoever_asks() {
        let mut said = Command::new("sh")
            .args(["-c", "echo glass >&2"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let logged = Logged::listen();
        log(said.stderr.take().unwrap()).await;
        logged.expect(&["the engine's standard error", "glass"]);
        assert!(said.wait().await.unwrap().success());
    }

    #[test]
    fn an_end_that_the_system_does_not_tell_is_noted() {
        let log = Logged::listen();
        note_end(Err(io::ErrorKind::Other.into()));
        log.expect(&["nobody knows how the engine ended"]);
    }
}
