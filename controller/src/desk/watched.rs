//! The watched folder at the desk: what it shows of itself, and what it asks before it adds patients.

use super::{Desk, Refused, Right};
use crate::texts::Clock;
use crate::texts::folder::{self, Taken, Trouble};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::RequestId;
use madoguchi_proto::v1::Text;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The time within which a folder that answers was looked at, over a network, too.
const SILENT: Duration = Duration::from_secs(10);

/// The state of the watched folder, written by whoever watches it. Clones show the same.
#[derive(Debug, Clone)]
pub struct Watched {
    folder: Arc<Path>,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// Since when the disk has been asked without an answer.
    asking: Option<Instant>,
    troubles: Vec<Trouble>,
    newest: Option<Taken>,
}

impl Watched {
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: folder.into(),
            state: Arc::default(),
        }
    }

    /// Notes that the disk is asked now, or has answered.
    pub(crate) fn asks(&self, now: Option<Instant>) {
        self.state().asking = now;
    }

    /// Notes what a look found, and says whether that is something else than before.
    pub(crate) fn found(&self, troubles: Vec<Trouble>) -> bool {
        let mut state = self.state();
        let news = state.troubles != troubles;
        state.troubles = troubles;
        news
    }

    /// Notes a file that was taken.
    pub(crate) fn taken(&self, taken: Taken) {
        self.state().newest = Some(taken);
    }

    /// What needs somebody's look.
    pub(crate) fn alarms(&self) -> Vec<Text> {
        let state = self.state();
        let is_silent = state.asking.is_some_and(|since| since.elapsed() > SILENT);
        let silent = is_silent.then(|| Trouble::Unreachable {
            why: folder::no_answer(),
        });
        let troubles = match &silent {
            Some(silent) => std::slice::from_ref(silent),
            None => &state.troubles,
        };
        let told = |trouble| folder::trouble(trouble, &self.folder);
        troubles.iter().map(told).collect()
    }

    /// The folder and its newest file in one sentence.
    pub(crate) fn told(&self) -> Text {
        folder::watched(&self.folder, self.state().newest.as_ref())
    }

    /// A thread that panicked left nothing half written here.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A moment of the clinic's wall clock.
#[derive(Debug, Clone)]
pub(crate) struct Now {
    /// "2026-04-01"
    pub day: String,
    /// "2026-04-01 09:05"
    pub minute: String,
}

impl Desk {
    /// The time of day, in words.
    pub(crate) async fn now(&self) -> Result<Now, Refused> {
        let look = |fleet: &Fleet| {
            let (clock, at) = (Clock::of(fleet), fleet.time_of_day());
            Now {
                day: clock.day(at),
                minute: clock.day_and_minutes(at),
            }
        };
        self.ask(Right::Look, look).await
    }

    /// Which of these requests were answered before.
    pub(crate) async fn answered(&self, ids: Vec<RequestId>) -> Result<Vec<bool>, Refused> {
        let look = move |fleet: &Fleet| ids.iter().map(|id| fleet.has_answered(*id)).collect();
        self.ask(Right::Look, look).await
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn codes(watched: &Watched) -> Vec<String> {
        let alarms = watched.alarms().into_iter();
        alarms.map(|alarm| alarm.code).collect()
    }

    #[test]
    fn a_disk_that_does_not_answer_is_told_while_it_is_asked_and_no_longer() {
        let watched = Watched::new(Path::new("/in"));
        assert_eq!(codes(&watched), [""; 0]);
        let bad = || Trouble::Bad {
            count: 1,
            newest: "a.csv".to_owned(),
        };
        assert!(watched.found(vec![bad()]) && !watched.found(vec![bad()]));
        watched.asks(Some(Instant::now()));
        assert_eq!(codes(&watched), ["folder-bad"]);
        let long_ago = Instant::now().checked_sub(SILENT * 2).unwrap();
        watched.asks(Some(long_ago));
        assert_eq!(codes(&watched), ["folder-unreachable"]);
        assert!(watched.alarms()[0].ja.contains("応答がありません"));
        watched.asks(None);
        assert_eq!(codes(&watched), ["folder-bad"]);
    }
}
