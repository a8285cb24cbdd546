//! The agent's log: on the standard error, and in files by day beside the spool.
//!
//! A reader has little storage, so the files are few and small. What an engine writes to its standard error is in neither, unless somebody
//! asks for it by `RUST_LOG=engine=debug` at the reader itself: it may speak of a patient, and the files leave the reader (RULES G2).

use madoguchi_files::day_log::{self, Guard, Place, Watch};
use std::io::{self, IsTerminal};
use tracing::{Level, Metadata};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

/// The target of an engine's own lines.
pub(crate) const ENGINE: &str = "engine";

/// The files of a running agent's log. Dropped, it writes what waits for the disk.
#[derive(Debug)]
pub struct Logs {
    watch: Watch,
    _waits: Guard,
}

impl Logs {
    /// How it goes with the files.
    #[must_use]
    pub fn watch(&self) -> Watch {
        self.watch.clone()
    }
}

/// Begins the log. Without a place it is on the standard error alone. `RUST_LOG` chooses the lines (default: info).
#[must_use]
pub fn begin(place: Option<Place>) -> Option<Logs> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let terminal = layer()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        // Where the log cannot be written its own complaint cannot, either, and would end the agent.
        .log_internal_errors(false);
    let begun = place.map(day_log::begin);
    let (files, logs) = begun
        .map(|(queue, watch, waits)| {
            let files = layer().with_writer(queue).with_ansi(false);
            let files = files
                .log_internal_errors(false)
                .with_filter(filter_fn(may_be_kept));
            let logs = Logs {
                watch,
                _waits: waits,
            };
            (files, logs)
        })
        .unzip();
    tracing_subscriber::registry()
        .with(filter)
        .with(files)
        .with(terminal)
        .init();
    logs
}

/// Whether a line may lie in a file: no engine's own, and none of the libraries' finest, which show what is sent.
fn may_be_kept(about: &Metadata<'_>) -> bool {
    let is_ours = about.target().starts_with("madoguchi");
    is_ours || (about.target() != ENGINE && *about.level() <= Level::DEBUG)
}
