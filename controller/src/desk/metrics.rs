//! The metrics: how it stands, and what happened since this process started, as text for Prometheus (RULES M1 to M4).
//!
//! ```text
//! published ─► seen (what is new) ─► counts ─┐
//! scrape ────► now (how it stands) ──────────┴─► written ─► text
//! ```
//! A scrape costs one question to the engine. What is counted is found by another one after the engine has published something, at most four
//! times a second: the engine answers it between two batches, so it costs O(open tickets, units, what is new) and no more.

mod classic;
mod counts;
mod now;
mod process;
mod seen;
mod written;

#[cfg(test)]
mod tests;

use super::{Desk, Refused};
use crate::views;
pub use counts::Counts;
use madoguchi_fleet::Fleet;
use now::{Now, Standing};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// The most units with a label of their own: many times as many as a PC has, so that whoever enrolls and retires without end fills no
/// collector. What happens at any other one is counted at [`OTHER`].
pub(crate) const MAX_UNITS: usize = 64;
/// The label of units beyond those.
const OTHER: &str = "other";
/// The time for which a text is given again: nobody scrapes more often, and whoever does costs the engine nothing.
pub(crate) const FRESH: Duration = Duration::from_secs(1);

/// The forms of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Prometheus' own text format, version 0.0.4.
    Classic,
    /// OpenMetrics 1.0.
    OpenMetrics,
}

impl Form {
    /// The content type of the text.
    pub(crate) const fn content_type(self) -> &'static str {
        match self {
            Self::Classic => "text/plain; version=0.0.4; charset=utf-8",
            Self::OpenMetrics => "application/openmetrics-text; version=1.0.0; charset=utf-8",
        }
    }
}

/// The newest text, in OpenMetrics, and when it was made.
pub(super) type Newest = Mutex<Option<(Instant, Arc<str>)>>;

impl Desk {
    /// The metrics now, or a moment ago. Whoever asks meanwhile waits for the same text.
    pub(crate) async fn metrics(&self, form: Form) -> Result<String, Refused> {
        let mut newest = self.counts.newest().lock().await;
        let text = match &*newest {
            Some((made, text)) if made.elapsed() < FRESH => Arc::clone(text),
            _ => {
                let text: Arc<str> = written::text(&self.stands().await?, &self.counts).into();
                *newest = Some((Instant::now(), Arc::clone(&text)));
                text
            }
        };
        Ok(match form {
            Form::OpenMetrics => text.to_string(),
            Form::Classic => classic::text(&text),
        })
    }

    /// How everything stands: the fleet as it was last committed, then what it does not know.
    async fn stands(&self) -> Result<Now, Refused> {
        let look = |fleet: &Fleet| (views::status(fleet, "", 0), Standing::of(fleet));
        let asked = self.handle.ask(look).await;
        let (mut status, standing) = asked.map_err(|_| Refused::stopped())?;
        self.beside_the_fleet(&mut status).await;
        let folder = self.folder.clone();
        // A disk may hang.
        let looked = tokio::task::spawn_blocking(move || {
            let free_bytes = folder.and_then(|folder| fs4::available_space(folder).ok());
            (free_bytes, process::Process::look())
        });
        let (free_bytes, process) = looked.await.unwrap_or_default();
        Ok(Now {
            standing,
            units: status.units,
            alarms: status.alarms,
            policy: self.policy,
            commits: self.handle.published().borrow().revision,
            image_missed: self.images.as_ref().map(|images| images.missed().is_some()),
            free_bytes,
            process,
        })
    }
}
