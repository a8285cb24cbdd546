//! Sends the agent's own log to the controller, a part at a time and only when asked (RULES G7).
//!
//! A part is read on a thread of its own, one at a time, and the driver never waits for it: calls and outcomes go on meanwhile. A request names
//! a day and a place in the files of the log, never a path.

use std::future::pending;
use std::path::PathBuf;

use madoguchi_files::day_log::{Mark, Part, part};
use madoguchi_link::bounds::MAX_LOG_PART_BYTES;
use madoguchi_proto::v1::{LogPart, LogPlace, SendLog};
use tokio::task::JoinHandle;

use crate::texts::{chain, in_words};

/// The log of this agent, for whoever asks for it.
#[derive(Debug)]
pub(crate) struct OwnLog {
    /// The folder of its files; `None` where none are kept.
    folder: Option<PathBuf>,
    /// The part that is read now.
    reading: Option<JoinHandle<LogPart>>,
    /// What was asked for meanwhile: the newest request alone counts.
    next: Option<SendLog>,
}

impl OwnLog {
    pub(crate) const fn new(folder: Option<PathBuf>) -> Self {
        Self {
            folder,
            reading: None,
            next: None,
        }
    }

    /// Whether there is a log to ask for.
    pub(crate) const fn is_kept(&self) -> bool {
        self.folder.is_some()
    }

    /// Begins to read what is asked for.
    pub(crate) fn asked(&mut self, asked: SendLog) {
        let Some(folder) = &self.folder else {
            return;
        };
        if self.reading.is_some() {
            self.next = Some(asked);
            return;
        }
        let folder = folder.clone();
        self.reading = Some(tokio::task::spawn_blocking(move || read(&folder, &asked)));
    }

    /// The next part that was read; cancel-safe.
    pub(crate) async fn read(&mut self) -> LogPart {
        loop {
            let Some(reading) = &mut self.reading else {
                return pending().await;
            };
            let part = reading.await;
            self.reading = None;
            if let Some(next) = self.next.take() {
                self.asked(next);
            }
            // A read that panicked has no answer, and whoever asked waits no longer than his time.
            if let Ok(part) = part {
                return part;
            }
        }
    }

    /// Forgets what was asked for on a link that is gone.
    pub(crate) fn link_down(&mut self) {
        self.next = None;
    }
}

fn read(folder: &std::path::Path, asked: &SendLog) -> LogPart {
    let most = usize::try_from(asked.most_bytes).unwrap_or(MAX_LOG_PART_BYTES);
    let most = most.clamp(1, MAX_LOG_PART_BYTES);
    let days = u16::try_from(asked.days).unwrap_or(u16::MAX);
    let before = asked.before.map(|place| Mark {
        day: place.day,
        byte: place.byte,
    });
    let request = asked.request;
    match part(folder, days, before, most) {
        Ok(Part { bytes, from, older }) => LogPart {
            request,
            content: bytes,
            from: from.map(|mark| LogPlace {
                day: mark.day,
                byte: mark.byte,
            }),
            older_bytes: older,
            unreadable: false,
        },
        Err(error) => {
            tracing::warn!(
                error = chain(&error),
                "{}",
                in_words("log-own-log-unreadable", &[])
            );
            LogPart {
                request,
                unreadable: true,
                ..LogPart::default()
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logged::Logged;

    fn asks(request: u64, before: Option<LogPlace>) -> SendLog {
        SendLog {
            request,
            days: 7,
            most_bytes: u32::MAX,
            before,
        }
    }

    #[tokio::test]
    async fn the_newest_request_is_answered_where_several_came_at_once() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("2026-11-30.log"), "one\n").unwrap();
        let mut log = OwnLog::new(Some(folder.path().to_owned()));
        for request in 1..=3 {
            log.asked(asks(request, None));
        }
        let first = log.read().await;
        assert_eq!((first.request, &*first.content), (1, &b"one\n"[..]));
        assert_eq!(log.read().await.request, 3);
        log.asked(asks(4, None));
        log.asked(asks(5, None));
        log.link_down();
        assert_eq!(log.read().await.request, 4);
        assert!(log.reading.is_none() && log.next.is_none());
    }

    #[test]
    fn a_part_is_never_larger_than_a_frame_may_be() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("2026-11-30.log");
        std::fs::write(file, vec![b'x'; MAX_LOG_PART_BYTES + 9]).unwrap();
        let part = read(folder.path(), &asks(1, None));
        assert_eq!(
            (part.content.len(), part.older_bytes),
            (MAX_LOG_PART_BYTES, 9)
        );
        let last = read(folder.path(), &asks(2, part.from));
        assert_eq!((last.content.len(), last.from), (9, None));
    }

    #[test]
    fn a_folder_that_cannot_be_read_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let logged = Logged::listen();
        let file = folder.path().join("a-file");
        std::fs::write(&file, "").unwrap();
        assert!(read(&file, &asks(1, None)).unreadable);
        logged.expect(&["cannot be read"]);
    }
}
