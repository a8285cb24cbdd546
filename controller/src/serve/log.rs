//! The bounded log, on stderr and in files by day: lines of one kind are written a few times, and then only counted.
//!
//! A flood of requests must not fill the disk with log lines. Each line of code that logs has its own account, so that a flood of one kind
//! hides no other kind.

use crate::config::{Config, LogFormat};
use crate::event_log;
use crate::identity::LOGS_FOLDER;
use madoguchi_files::day_log::{self, Watch};
use std::collections::HashMap;
use std::fmt;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tracing::callsite::Identifier;
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, MakeWriter};
use tracing_subscriber::layer::{Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, fmt as lines};

/// The lines of one kind that are written at once: enough for all readers of a clinic that come and go together.
const BURST: u32 = 30;
/// The interval of further lines of one kind: some 2 MB a day for a kind that never ends.
const EVERY: Duration = Duration::from_secs(10);
/// The default of `MADOGUCHI_LOG`. The second part shows why the transport closed a connection. The database's own lines are off: the store
/// reports what happened and what to do.
const USUAL: &str = "info,tonic::transport::server=debug,sled=off";

/// The largest file of a day: four times what a kind of line that never ends writes, and a hundredth of a small disk in two weeks.
const DAY_BYTES: u64 = 8 * 1024 * 1024;

/// The log of a running controller. Dropped, it writes what waits for the disk.
#[derive(Debug)]
pub struct Log {
    watch: Watch,
    _waits: day_log::Guard,
}

impl Log {
    /// How it goes with the files.
    #[must_use]
    pub fn watch(&self) -> Watch {
        self.watch.clone()
    }
}

/// Writes the log to stderr and into files in the data directory. `MADOGUCHI_LOG` chooses the lines (default: info).
#[must_use]
pub fn log(config: &Config, data_dir: &Path) -> Log {
    let (files, watch, waits) = day_log::begin(day_log::Place {
        folder: data_dir.join(LOGS_FOLDER),
        days: config.logs_days,
        day_bytes: DAY_BYTES,
        is_json: config.log == LogFormat::Json,
    });
    let filter = EnvFilter::try_from_env("MADOGUCHI_LOG").unwrap_or_else(|_| EnvFilter::new(USUAL));
    let terminal =
        layer(config.log, io::stderr, io::stderr().is_terminal()).with_filter(filter_fn(is_a_line));
    let files = layer(config.log, files, false).with_filter(filter_fn(may_be_kept));
    let log = tracing_subscriber::registry()
        .with(filter)
        .with(files)
        .with(terminal);
    #[cfg(windows)]
    let log = log.with(of_the_system());
    // A surrounding program has set its own log.
    drop(log.try_init());
    Log {
        watch,
        _waits: waits,
    }
}

/// Windows' event log, where the installation of the service has made us known to it.
#[cfg(windows)]
fn of_the_system<S>() -> Option<impl Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let log = tracing_layer_win_eventlog::EventLogLayer::new(event_log::SOURCE).ok();
    let entries = filter_fn(|about: &Metadata<'_>| about.target() == event_log::TARGET);
    log.filter(|_| event_log::has_source())
        .map(|log| log.with_filter(entries))
}

/// Whether a line may lie in a file, from which it leaves with a bundle. The libraries' finest lines show what is sent, so they are for who
/// reads along alone (RULES G1).
fn may_be_kept(about: &Metadata<'_>) -> bool {
    is_a_line(about) && (about.target().starts_with("madoguchi") || *about.level() <= Level::DEBUG)
}

/// Whether it is a line of this log, and no entry of the system's.
fn is_a_line(about: &Metadata<'_>) -> bool {
    about.target() != event_log::TARGET
}

fn layer<S, W>(format: LogFormat, to: W, ansi: bool) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let log = lines::layer()
        .with_writer(to)
        .with_ansi(ansi)
        // Where the log cannot be written its own complaint cannot, either, and would end the thread that logs.
        .log_internal_errors(false);
    match format {
        LogFormat::Text => log
            .map_event_format(|lines| Bounded::new(lines, left_out_text))
            .boxed(),
        LogFormat::Json => log
            .json()
            .map_event_format(|lines| Bounded::new(lines, left_out_json))
            .boxed(),
    }
}

/// Writes the number of lines of a place that were left out.
type LeftOut = fn(&mut Writer<'_>, &str, u64) -> fmt::Result;

fn left_out_text(writer: &mut Writer<'_>, place: &str, many: u64) -> fmt::Result {
    writeln!(
        writer,
        "({many} lines like the next one were left out: {place})"
    )
}

fn left_out_json(writer: &mut Writer<'_>, place: &str, many: u64) -> fmt::Result {
    // A place is a source path and a line number, which need no escape.
    writeln!(
        writer,
        r#"{{"left_out":{many},"place":"{}"}}"#,
        place.replace('\\', "/")
    )
}

/// A log format that bounds the lines of each kind.
struct Bounded<F> {
    lines: F,
    left_out: LeftOut,
    accounts: Mutex<HashMap<Identifier, Account>>,
}

impl<F> Bounded<F> {
    fn new(lines: F, left_out: LeftOut) -> Self {
        Self {
            lines,
            left_out,
            accounts: Mutex::default(),
        }
    }

    /// Whether a line of this place may be written; if so, the number of lines left out before it.
    fn may_write(&self, place: Identifier, now: Instant) -> Option<u64> {
        // The map is bounded by the number of places in the program that log.
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        let account = accounts.entry(place).or_insert(Account {
            room: BURST,
            since: now,
            left_out: 0,
        });
        account.take(now)
    }
}

impl<S, N, F> FormatEvent<S, N> for Bounded<F>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
    F: FormatEvent<S, N>,
{
    fn format_event(
        &self,
        ctx: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let metadata = event.metadata();
        // Lines below info are not bounded: they are written only for somebody who asked for them and reads along.
        let asked_for =
            *metadata.level() > Level::INFO && metadata.target().starts_with("madoguchi");
        if !asked_for {
            match self.may_write(metadata.callsite(), Instant::now()) {
                None => return Ok(()),
                Some(0) => {}
                Some(many) => {
                    let place = format!(
                        "{}:{}",
                        metadata.target(),
                        metadata.line().unwrap_or_default()
                    );
                    (self.left_out)(&mut writer, &place, many)?;
                }
            }
        }
        self.lines.format_event(ctx, writer, event)
    }
}

/// The account of one place: the lines that it may still write.
#[derive(Debug)]
struct Account {
    room: u32,
    since: Instant,
    left_out: u64,
}

impl Account {
    fn take(&mut self, now: Instant) -> Option<u64> {
        let passed = now.saturating_duration_since(self.since).as_nanos() / EVERY.as_nanos();
        if passed > 0 {
            let gained = u32::try_from(passed).unwrap_or(BURST);
            self.room = self.room.saturating_add(gained).min(BURST);
            self.since = now;
        }
        if self.room == 0 {
            self.left_out += 1;
            return None;
        }
        self.room -= 1;
        Some(std::mem::take(&mut self.left_out))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use std::sync::{Arc, MutexGuard};

    #[test]
    fn lines_of_a_kind_are_written_some_times_then_counted_and_told_later() {
        let start = Instant::now();
        let mut account = Account {
            room: BURST,
            since: start,
            left_out: 0,
        };
        let written = (0..1_000).filter(|_| account.take(start).is_some()).count();
        assert_eq!(u32::try_from(written), Ok(BURST));
        assert_eq!(account.take(start + EVERY), Some(1_000 - u64::from(BURST)));
        assert_eq!(account.take(start + EVERY), None);
        assert_eq!(account.take(start + EVERY * 3), Some(1));
    }

    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Page {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl<'a> MakeWriter<'a> for Page {
        type Writer = Self;

        fn make_writer(&'a self) -> Self {
            self.clone()
        }
    }

    impl Page {
        fn text(&self) -> String {
            let bytes: MutexGuard<'_, Vec<u8>> = self.0.lock().unwrap();
            String::from_utf8(bytes.clone()).unwrap()
        }
    }

    #[test]
    fn a_flood_of_one_line_hides_no_other() {
        let page = Page::default();
        let log = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(page.clone())
            .map_event_format(|lines| Bounded::new(lines, left_out_text))
            .finish();
        tracing::subscriber::with_default(log, || {
            for n in 0..1_000 {
                tracing::warn!(n, "a flood");
            }
            tracing::info!("something else");
        });
        let text = page.text();
        assert_eq!(text.matches("a flood").count(), 30, "{text}");
        assert_eq!(text.matches("something else").count(), 1, "{text}");
    }

    #[test]
    fn what_was_left_out_is_json_where_the_log_is() {
        let page = Page::default();
        let mut bytes = String::new();
        left_out_json(&mut Writer::new(&mut bytes), "madoguchi::gateway:7", 12).unwrap();
        let line: serde_json::Value = serde_json::from_str(&bytes).unwrap();
        assert_eq!(line["left_out"], 12);
        let log = tracing_subscriber::fmt()
            .json()
            .with_writer(page.clone())
            .map_event_format(|lines| Bounded::new(lines, left_out_json))
            .finish();
        tracing::subscriber::with_default(log, || {
            for n in 0..100 {
                tracing::warn!(n, "a flood");
            }
        });
        let text = page.text();
        assert_eq!(text.lines().count(), 30, "{text}");
        for line in text.lines() {
            serde_json::from_str::<serde_json::Value>(line).unwrap();
        }
    }
}
