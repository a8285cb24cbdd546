//! The bytes to and from one engine. Holds at most one line in each direction, whatever the engine does.

use std::future::pending;
use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, sleep_until};

use super::child::EngineChild;
use super::lines::{CHUNK_BYTES, Lines, Piece};
use super::platform;
use super::protocol::MAX_LINE_BYTES;
use super::said::Said;
use super::settings::{Settings, Via};

/// The engine's output.
pub(super) type Input = Box<dyn AsyncRead + Send + Unpin>;
/// The engine's input.
pub(super) type Output = Box<dyn AsyncWrite + Send + Unpin>;

/// A running engine.
pub(super) struct Connection {
    input: Input,
    chunk: Box<[u8; CHUNK_BYTES]>,
    lines: Lines,
    /// `None` after the engine closed its input. Its end, or a missed ping, follows.
    output: Option<Output>,
    /// Bytes that the engine has not read yet.
    outgoing: Vec<u8>,
    /// `None` for an engine behind a socket.
    child: Option<EngineChild>,
}

/// The result of waiting.
pub(super) enum Met {
    Piece(Piece),
    /// The engine ended or closed its side; with an error if the connection broke.
    Closed(Option<io::Error>),
    /// The engine read some of its input.
    Taken,
    Deadline,
}

impl Connection {
    /// Starts the engine, or connects to it. May be dropped while it waits.
    ///
    /// # Errors
    /// There is no such engine, or it does not listen.
    pub(super) async fn open(settings: &Settings) -> io::Result<Self> {
        match &settings.via {
            Via::Command { command, folder } => {
                let (child, output, input) = EngineChild::spawn(command, folder)?;
                Ok(Self::new(Box::new(input), Box::new(output), Some(child)))
            }
            Via::Socket(path) => {
                let (input, output) = platform::connect(path).await?;
                Ok(Self::new(input, output, None))
            }
        }
    }

    fn new(input: Input, output: Output, child: Option<EngineChild>) -> Self {
        Self {
            input,
            chunk: Box::new([0; CHUNK_BYTES]),
            lines: Lines::new(MAX_LINE_BYTES),
            output: Some(output),
            outgoing: Vec::new(),
            child,
        }
    }

    /// Whether the engine has read everything. A caller that writes only then never buffers more than a line or two.
    pub(super) fn is_clear(&self) -> bool {
        self.outgoing.is_empty()
    }

    pub(super) fn say(&mut self, said: &Said) {
        self.outgoing.extend(said.line());
    }

    /// Waits for the next event. Nothing is lost when this is dropped.
    pub(super) async fn next(&mut self, deadline: Instant) -> Met {
        if let Some(piece) = self.lines.next() {
            return Met::Piece(piece);
        }
        loop {
            tokio::select! {
                // In this order: a line that came before a deadline counts even if both are ready.
                biased;
                taken = write(self.output.as_mut(), &self.outgoing) => {
                    match taken {
                        Ok(count) if count > 0 => drop(self.outgoing.drain(..count)),
                        // What it wrote before it stopped reading is still read.
                        _ => self.output = None,
                    }
                    return Met::Taken;
                }
                read = self.input.read(&mut self.chunk[..]) => match read {
                    Ok(0) => return Met::Closed(None),
                    Ok(count) => self.lines.take(&self.chunk[..count]),
                    Err(error) => return Met::Closed(Some(error)),
                },
                () = sleep_until(deadline) => return Met::Deadline,
            }
            if let Some(piece) = self.lines.next() {
                return Met::Piece(piece);
            }
        }
    }

    /// Writes what the engine has not read yet. Nothing is lost when this is dropped.
    pub(super) async fn flush(&mut self) {
        while !self.outgoing.is_empty() {
            match write(self.output.as_mut(), &self.outgoing).await {
                Ok(count) if count > 0 => drop(self.outgoing.drain(..count)),
                _ => return,
            }
        }
    }

    /// Drops the connection; returns the child, which still has to end.
    pub(super) fn into_child(self) -> Option<EngineChild> {
        self.child
    }

    /// Closes the engine's input and reads its output until it has ended, or is killed after the wait.
    pub(super) async fn finish(self, wait: Duration) {
        let Self {
            mut input,
            output,
            child,
            ..
        } = self;
        drop(output);
        let Some(mut child) = child else { return };
        let mut nowhere = tokio::io::sink();
        let drained = async {
            tokio::io::copy(&mut input, &mut nowhere).await.ok();
            pending::<()>().await;
        };
        tokio::select! {
            () = drained => {}
            () = child.end_within(wait) => {}
        }
    }
}

async fn write(output: Option<&mut Output>, outgoing: &[u8]) -> io::Result<usize> {
    match output {
        Some(output) if !outgoing.is_empty() => output.write(outgoing).await,
        _ => pending().await,
    }
}
