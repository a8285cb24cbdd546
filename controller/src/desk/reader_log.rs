//! The log of one reader, for support (RULES G8): fetched from it over its connection, written down in the record of acts before.

use super::bundle::kept::Kept;
use super::bundle::redact::Written;
use super::bundle::{about, days_of};
use super::{Desk, Refused, Right, names};
use crate::gateway::reader_logs::{MAX_LOG_BYTES, Missing, PART_TIME, Wish};
use crate::texts::text;
use madoguchi_bundle::Pseudonyms;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::ids::{RequestId, Serial};
use madoguchi_proto::v1::{FetchLogRequest, ReaderLogProgress, Text};
use std::time::Duration;
use tokio::time::Instant;
use zeroize::Zeroizing;

/// The time for all of it: 2 MiB come over USB within a second, and through a very slow link within this.
const WHOLE_TIME: Duration = Duration::from_secs(60);

/// Who is told how far it is.
pub(crate) type Told<'a> = &'a (dyn Fn(ReaderLogProgress) + Send + Sync);

/// A wish for a log that may be fetched.
pub(crate) struct Granted {
    serial: Serial,
    days: u32,
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct ReaderLog {
    /// The newest lines, the oldest of them first.
    pub(crate) text: String,
    /// Why older lines are missing.
    pub(crate) missing: Option<Text>,
}

impl Desk {
    /// Checks what is asked for.
    pub(crate) async fn begin_log(&self, request: &FetchLogRequest) -> Result<Granted, Refused> {
        self.may(Right::Bundle)?;
        let days = days_of(request.days)?;
        let name = names::checked(&request.serial)?.to_owned();
        let find = move |fleet: &Fleet| {
            let unit = fleet.known_unit(&name)?;
            Ok::<_, Refused>(unit.serial.clone())
        };
        let serial = self.ask(Right::Bundle, find).await??;
        Ok(Granted { serial, days })
    }

    /// Fetches the log. That it is fetched stands in the record of acts before anything of it is handed out.
    ///
    /// # Errors
    /// Nothing of it came.
    pub(crate) async fn fetch_log(
        &self,
        granted: &Granted,
        told: Told<'_>,
    ) -> Result<ReaderLog, Refused> {
        let serial = &granted.serial;
        self.note_log(serial.clone()).await?;
        let wish = Wish {
            days: granted.days,
            most_bytes: MAX_LOG_BYTES,
            part_time: PART_TIME,
            until: Instant::now() + WHOLE_TIME,
        };
        let telling = |progress| told(about(serial, 0, 1, progress));
        let fetched = self.reader_logs.fetch(serial, &wish, &telling).await;
        let missing = fetched.missing.map(|missing| why(missing, serial));
        if let Some(text) = missing.clone().filter(|_| fetched.text.is_empty()) {
            return Err(Refused::state(text));
        }
        let written = self.written().await?;
        let lines = fetched.text.lines().map(|line| written.hidden_in(line));
        Ok(ReaderLog {
            text: lines.map(|line| line + "\n").collect(),
            missing,
        })
    }

    async fn note_log(&self, serial: Serial) -> Result<(), Refused> {
        let mut id = [0; 16];
        getrandom::fill(&mut id).map_err(|_| no_random_bytes())?;
        let act = Act::staff(RequestId(id), Command::NoteLog { serial });
        self.send(Right::Bundle, act, |_, _| ()).await
    }

    /// The numbers of the tickets that are kept, with what stands for each in this log.
    async fn written(&self) -> Result<Written, Refused> {
        let mut key = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *key).map_err(|_| no_random_bytes())?;
        let kept = Kept::read(self, None).await?;
        Ok(Written::of(&kept.numbers, &Pseudonyms::new(key)))
    }
}

/// Why it, or its older part, is not there.
fn why(missing: Missing, serial: &Serial) -> Text {
    let key = match missing {
        Missing::Away => "reader-log-away",
        Missing::NotKept => "reader-log-none",
        Missing::Unreadable => "reader-log-unreadable",
        Missing::Late => "reader-log-late",
        Missing::Lost => "reader-log-lost",
        Missing::Nonsense => "reader-log-nonsense",
        Missing::Size => "reader-log-size",
    };
    text(key, &[("serial", serial.as_str())])
}

fn no_random_bytes() -> Refused {
    Refused::internal(text("bundle-failed", &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_says_in_both_languages_which_reader_and_what_to_do() {
        let serial = Serial::parse("CR-1").unwrap_or_else(|| unreachable!());
        for missing in [
            Missing::Away,
            Missing::NotKept,
            Missing::Unreadable,
            Missing::Late,
            Missing::Lost,
            Missing::Nonsense,
            Missing::Size,
        ] {
            let said = why(missing, &serial);
            assert!(
                said.ja.contains("CR-1") && said.en.contains("CR-1"),
                "{said:?}"
            );
            assert!(!said.en.contains('{') && said.ja != said.code, "{said:?}");
        }
    }
}
