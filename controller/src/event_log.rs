//! What stands in the system's own log of events, where whoever looks after many PCs looks first (RULES X6): start, stop, readers let in and
//! refused, licenses, and a commit that failed. The numbers are the catalogue's (RULES F1).
//!
//! An entry is made of the catalogue's words and a reader's serial: nothing that somebody typed, and no ticket, can be in it. It is written as
//! a line of the log for [`TARGET`] alone, with the number as the field `id`; a layer of the log carries it on where the system has such a log.

use crate::texts;
use madoguchi_faults::Fault;
use madoguchi_proto::v1::Text;
use std::time::{Duration, Instant};

/// The target of the lines that are entries.
pub const TARGET: &str = "madoguchi_event_log";
/// The number of what is no fault: the first beside the catalogue's, and the last for which `EventCreate.exe` has words.
pub const ALL_WELL: u16 = 1_000;
/// The codes of licenses at the clinic (`proto/faults/faults.toml`).
const OF_LICENSES: std::ops::RangeInclusive<u16> = 500..=599;
/// Entries in an hour: some for each reader each minute. A loose plug must not push what others wrote out of the log.
pub const MOST: u32 = 120;
const HOUR: Duration = Duration::from_secs(3_600);

/// The name under which the system knows us.
pub const SOURCE: &str = "Madoguchi";
/// Where Windows keeps who writes into its log of applications.
#[cfg(windows)]
const SOURCES: &str = r"SYSTEM\CurrentControlSet\Services\EventLog\Application";
/// A program of Windows that has the words "%1" for each number up to 1000: entries need no resources of ours.
#[cfg(windows)]
const MESSAGES: &str = r"%SystemRoot%\System32\EventCreate.exe";

/// Makes us known to Windows' event log; an administrator may.
///
/// # Errors
/// Windows refuses.
#[cfg(windows)]
pub(crate) fn add_source() -> std::io::Result<()> {
    let key = windows_registry::LOCAL_MACHINE.create(format!(r"{SOURCES}\{SOURCE}"))?;
    key.set_expand_string("EventMessageFile", MESSAGES)?;
    // Errors, warnings and information.
    key.set_u32("TypesSupported", 7)?;
    Ok(())
}

/// Takes that back. What was never there need not go.
#[cfg(windows)]
pub(crate) fn remove_source() {
    let _ = windows_registry::LOCAL_MACHINE.remove_tree(format!(r"{SOURCES}\{SOURCE}"));
}

/// Whether we are known: without it entries would have no words.
#[cfg(windows)]
pub(crate) fn has_source() -> bool {
    let key = windows_registry::LOCAL_MACHINE.open(format!(r"{SOURCES}\{SOURCE}"));
    key.is_ok()
}

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened<'a> {
    /// The controller takes connections.
    Started,
    /// It was asked to stop.
    Stopped,
    LetIn {
        serial: &'a str,
    },
    /// A reader is refused, by the stable name of the reason.
    Refused {
        serial: &'a str,
        why: &'a str,
    },
    /// An alarm, by its stable name.
    Alarm {
        name: &'a str,
    },
    /// The controller did not start, or ended by itself: the stable name of the failure.
    Failed {
        name: &'a str,
    },
}

/// How serious an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Information,
    Warning,
    Error,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// From 1 to [`ALL_WELL`].
    pub id: u16,
    pub level: Level,
    /// Japanese, then English below it.
    pub words: String,
}

impl Entry {
    /// The entry for what happened; `None` for what does not belong there.
    #[must_use]
    pub fn of(happened: Happened<'_>) -> Option<Self> {
        let well = |text: &Text| Self {
            id: ALL_WELL,
            level: Level::Information,
            words: both(text),
        };
        let fault = |name: &str, level, serial: Option<&str>| {
            let fault = madoguchi_faults::of_name(name)?;
            Some(Self {
                id: number(fault),
                level,
                words: words(fault, serial),
            })
        };
        match happened {
            Happened::Started => Some(well(&texts::text("event-log-started", &[]))),
            Happened::LetIn { serial } => Some(well(&texts::text(
                "event-log-let-in",
                &[("serial", serial)],
            ))),
            // That it does not run is the catalogue's first fault; here somebody asked for it.
            Happened::Stopped => Some(Self {
                id: madoguchi_faults::of_name("stopped").map_or(ALL_WELL, number),
                level: Level::Information,
                words: both(&texts::text("event-log-stopped", &[])),
            }),
            Happened::Refused { serial, why } => fault(why, Level::Warning, Some(serial)),
            Happened::Alarm { name } => {
                let entry = fault(name, Level::Warning, None)?;
                OF_LICENSES.contains(&entry.id).then_some(entry)
            }
            Happened::Failed { name } => fault(name, Level::Error, None),
        }
    }

    fn write(&self) {
        let Self { id, words, .. } = self;
        match self.level {
            Level::Information => tracing::info!(target: TARGET, id, "{words}"),
            Level::Warning => tracing::warn!(target: TARGET, id, "{words}"),
            Level::Error => tracing::error!(target: TARGET, id, "{words}"),
        }
    }
}

/// Writes what happens once: start, stop, failure.
pub fn write(happened: Happened<'_>) {
    if let Some(entry) = Entry::of(happened) {
        entry.write();
    }
}

/// Writes what readers can make happen, and no more of it than [`MOST`] in an hour.
#[derive(Debug, Default)]
pub struct Writer {
    since: Option<Instant>,
    written: u32,
}

impl Writer {
    pub fn write(&mut self, happened: Happened<'_>) {
        self.write_at(Instant::now(), happened);
    }

    /// Whether it was written.
    fn write_at(&mut self, now: Instant, happened: Happened<'_>) -> bool {
        let Some(entry) = Entry::of(happened) else {
            return false;
        };
        if self
            .since
            .is_none_or(|since| now.duration_since(since) >= HOUR)
        {
            *self = Self {
                since: Some(now),
                written: 0,
            };
        }
        self.written = self.written.saturating_add(1);
        let room = self.written <= MOST;
        if room {
            entry.write();
        }
        room
    }
}

fn number(fault: &Fault) -> u16 {
    fault.code.number()
}

/// The catalogue's words for a fault, and the reader that it is about.
fn words(fault: &Fault, serial: Option<&str>) -> String {
    let code = fault.code.to_string();
    let side = |of: fn(&madoguchi_faults::Words) -> &'static str| {
        let parts = [of(&fault.title), of(&fault.text), of(&fault.todo)];
        parts.join("\n")
    };
    let reader = serial.map_or_else(String::new, |serial| format!(" [{serial}]"));
    format!(
        "{code}{reader} {}\n\n{}",
        side(|words| words.ja),
        side(|words| words.en)
    )
}

fn both(text: &Text) -> String {
    format!("{}\n\n{}", text.ja, text.en)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_fault_has_the_number_beside_the_catalogues_and_a_stop_has_its_first() {
        let id = |happened| Entry::of(happened).unwrap().id;
        assert_eq!(id(Happened::Started), 1_000);
        assert_eq!(id(Happened::LetIn { serial: "CR-1" }), 1_000);
        assert_eq!(id(Happened::Stopped), 1);
        let started = Entry::of(Happened::Started).unwrap();
        assert_eq!(started.level, Level::Information);
        assert!(!started.words.is_ascii() && started.words.contains("Madoguchi"));
        let let_in = Entry::of(Happened::LetIn { serial: "CR-1" }).unwrap();
        assert_eq!(let_in.words.matches("CR-1").count(), 2, "{let_in:?}");
        let stopped = Entry::of(Happened::Stopped).unwrap();
        assert!(stopped.words.contains("asked"), "{stopped:?}");
    }

    #[test]
    fn a_fault_has_its_code_as_number_and_the_catalogues_words_in_both_languages() {
        let entry = Entry::of(Happened::Refused {
            serial: "CR-1",
            why: "behind-hub",
        })
        .unwrap();
        let fault = madoguchi_faults::of_name("behind-hub").unwrap();
        assert_eq!((entry.id, entry.level), (204, Level::Warning));
        for part in [
            "MDG-0204 [CR-1]",
            fault.title.ja,
            fault.todo.ja,
            fault.text.en,
            fault.todo.en,
        ] {
            assert!(entry.words.contains(part), "{entry:?}");
        }
        let failed = Entry::of(Happened::Failed {
            name: "start-no-room",
        });
        assert_eq!(
            failed.map(|one| (one.id, one.level)),
            Some((13, Level::Error))
        );
    }

    #[test]
    fn of_alarms_those_of_licenses_are_told_and_no_other() {
        let all = madoguchi_faults::all().iter();
        let names = all.flat_map(|fault| fault.names.iter().copied());
        for name in names {
            let told = Entry::of(Happened::Alarm { name });
            let fault = madoguchi_faults::of_name(name).unwrap();
            assert_eq!(
                told.is_some(),
                (500..600).contains(&number(fault)),
                "{name}"
            );
        }
        assert_eq!(Entry::of(Happened::Alarm { name: "nonsense" }), None);
    }

    #[test]
    fn every_number_is_one_for_which_windows_has_words() {
        for fault in madoguchi_faults::all() {
            assert!((1..1_000).contains(&number(fault)), "{}", fault.code);
        }
    }

    /// RULES F1, X6.
    #[test]
    fn the_number_of_each_entry_is_the_catalogues_for_every_name_in_it() {
        for fault in madoguchi_faults::all() {
            let code = fault.code.to_string();
            let digits = code.strip_prefix("MDG-").unwrap().parse::<u16>().unwrap();
            for name in fault.names {
                let (serial, why) = ("CR-1", name);
                for happened in [Happened::Refused { serial, why }, Happened::Failed { name }] {
                    let entry = Entry::of(happened).unwrap();
                    assert_eq!(entry.id, digits, "{name}");
                    assert!(entry.words.starts_with(&code), "{name}: {entry:?}");
                }
            }
        }
    }

    #[test]
    fn a_loose_plug_does_not_fill_the_log_and_is_told_again_an_hour_later() {
        let (mut writer, start) = (Writer::default(), Instant::now());
        let again = Happened::LetIn { serial: "CR-1" };
        let many = (0..1_000).filter(|_| writer.write_at(start, again)).count();
        assert_eq!(many, 120);
        assert!(writer.write_at(start + HOUR, again));
    }
}
