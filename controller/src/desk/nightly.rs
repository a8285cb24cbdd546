//! The backups that are made by themselves, at the desk: how it goes with them, and what the fleet knows that they need (RULES K3, K5).

use super::{Desk, Refused, Right};
use crate::texts::nightly::{self, Newest, Trouble};
use crate::texts::{self, Clock};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::time::{DAY, FleetTime, MINUTE, TimeOfDay};
use madoguchi_proto::v1;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// From this age on it is an alarm that there is no newer one (RULES K5): a weekend with its Monday passes without.
const LATE_MS: i64 = 3 * DAY;
/// The time within which a disk that answers took a step, a stick and a network share, too.
const SILENT: Duration = Duration::from_secs(60);

/// The state of the backups, written by whoever makes them. Clones show the same.
#[derive(Debug, Clone)]
pub struct Nightly {
    folder: Arc<Path>,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// Since when the disk has been asked without an answer.
    asking: Option<Instant>,
    trouble: Option<Trouble>,
    /// The newest one in the folder, and when it was made in words.
    newest: Option<(FleetTime, String)>,
    /// The newest one that anybody made, wherever it lies.
    any: Option<FleetTime>,
    same_disk: bool,
}

impl Nightly {
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

    /// Notes how a try ended, and says whether that is something else than before.
    pub(crate) fn tried(&self, trouble: Option<Trouble>) -> bool {
        let mut state = self.state();
        let news = state.trouble != trouble;
        state.trouble = trouble;
        news
    }

    /// Notes the newest ones: that in the folder, and that of anybody.
    pub(crate) fn knows(&self, newest: Option<(FleetTime, String)>, any: Option<FleetTime>) {
        let mut state = self.state();
        state.newest = newest.or_else(|| state.newest.take());
        state.any = any;
    }

    /// Notes that the folder is on the disk of the data.
    pub(crate) fn is_on_same_disk(&self, same: bool) {
        self.state().same_disk = same;
    }

    /// Adds to a status how it goes, and the alarm where there has been none for too long.
    pub(crate) fn tell(&self, status: &mut v1::Status) {
        let state = self.state();
        let now = FleetTime(status.fleet_time_ms);
        let newest = state.newest.as_ref().map(|(at, shown)| Newest {
            at: shown.clone(),
            age_ms: now.since(*at).max(0),
        });
        let newest = newest.as_ref();
        let is_silent = state.asking.is_some_and(|since| since.elapsed() > SILENT);
        let trouble = match is_silent {
            true => Some(&Trouble::Silent),
            false => state.trouble.as_ref(),
        };
        let told = match trouble {
            Some(trouble) => nightly::trouble(trouble, &self.folder, newest),
            None => nightly::well(&self.folder, newest, state.same_disk),
        };
        let last = state.newest.as_ref().map(|(at, _)| *at).max(state.any);
        let is_late = last.map_or(trouble.is_some(), |at| now.since(at) > LATE_MS);
        if is_late {
            let alarm = match trouble {
                Some(_) => told.clone(),
                None => nightly::late(&self.folder, newest),
            };
            status.alarms.push(alarm);
        }
        status.auto_backup = Some(told);
    }

    /// A thread that panicked left nothing half written here.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What decides whether a backup is due, at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BackupMoment {
    pub now: FleetTime,
    /// The newest moment at which the set time of night was reached; `None` where none is set, and while the PC's clock has not rested.
    pub night: Option<FleetTime>,
    /// The days that have ended: those by command, and when the newest ended by itself.
    pub ends: (u64, FleetTime),
    /// The newest backup in the folder that the fleet was told of.
    pub newest: Option<(FleetTime, String)>,
    /// Now, for the name of a file: "2026-11-30 02:30:07", by fleet time, which goes on evenly.
    pub shown: String,
}

impl Desk {
    /// Looks at what decides whether a backup is due, and notes what is known of the newest ones.
    pub(crate) async fn backup_moment(
        &self,
        nightly: &Nightly,
        at_minute: Option<i64>,
    ) -> Result<BackupMoment, Refused> {
        let folder = Arc::clone(&nightly.folder);
        let look = move |fleet: &Fleet| (moment(fleet, &folder, at_minute), newest(fleet));
        let (moment, any) = self.ask(Right::Backup, look).await?;
        nightly.knows(moment.newest.clone(), any);
        Ok(moment)
    }
}

fn newest(fleet: &Fleet) -> Option<FleetTime> {
    fleet.backup().map(|backup| backup.at)
}

fn moment(fleet: &Fleet, folder: &Path, at_minute: Option<i64>) -> BackupMoment {
    let now = fleet.now();
    let settled = at_minute.filter(|_| fleet.time_of_day_is_settled());
    let offset_min = texts::utc_offset_min(fleet.settings());
    let night = settled.map(|minute| {
        let offset_ms = i64::from(offset_min) * MINUTE;
        let into_day_ms = fleet.time_of_day().0.saturating_add(offset_ms);
        now.plus(-since_night_ms(into_day_ms, minute))
    });
    let ours = fleet.backup().filter(|backup| {
        let file = Path::new(&backup.file);
        file.parent() == Some(folder)
    });
    BackupMoment {
        now,
        night,
        ends: fleet.day_ends(),
        shown: Clock::at_offset(offset_min).day_and_seconds(TimeOfDay(now.0)),
        newest: ours.map(|backup| (backup.at, Clock::of(fleet).day_and_minutes(backup.at))),
    }
}

/// How long ago the set time of night was, by the time of day alone: never more than a day, whatever date the clock shows.
fn since_night_ms(time_of_day_ms: i64, minute: i64) -> i64 {
    time_of_day_ms
        .saturating_sub(minute * MINUTE)
        .rem_euclid(DAY)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const NOW: FleetTime = FleetTime(1_800_000_000_000);

    fn told(nightly: &Nightly) -> (String, Vec<String>) {
        let mut status = v1::Status {
            fleet_time_ms: NOW.0,
            ..v1::Status::default()
        };
        nightly.tell(&mut status);
        let alarms = status.alarms.into_iter().map(|alarm| alarm.code);
        (status.auto_backup.unwrap().code, alarms.collect())
    }

    #[test]
    fn no_good_one_for_three_days_is_an_alarm_with_its_cause() {
        let nightly = Nightly::new(Path::new("/stick"));
        assert_eq!(told(&nightly), ("nightly-first".to_owned(), vec![]));
        let at = |ago_ms: i64| Some((NOW.plus(-ago_ms), "then".to_owned()));
        nightly.knows(at(LATE_MS), None);
        assert!(nightly.tried(Some(Trouble::Full)) && !nightly.tried(Some(Trouble::Full)));
        assert_eq!(told(&nightly), ("auto-backup-full".to_owned(), vec![]));
        nightly.knows(at(LATE_MS + 1), None);
        let full = "auto-backup-full".to_owned();
        assert_eq!(told(&nightly), (full.clone(), vec![full]));
        // Somebody made one by hand: the disk may die.
        nightly.knows(None, Some(NOW.plus(-DAY)));
        assert!(told(&nightly).1.is_empty());
        nightly.knows(None, None);
        assert!(nightly.tried(None));
        assert_eq!(told(&nightly).1, ["auto-backup-late"]);
    }

    #[test]
    fn where_there_has_never_been_one_what_is_in_the_way_is_an_alarm_at_once() {
        let nightly = Nightly::new(Path::new("/stick"));
        nightly.tried(Some(Trouble::Full));
        assert_eq!(told(&nightly).1, ["auto-backup-full"]);
    }

    #[test]
    fn a_disk_that_does_not_answer_is_told_while_it_is_asked() {
        let nightly = Nightly::new(Path::new("/stick"));
        nightly.asks(Some(Instant::now()));
        assert_eq!(told(&nightly).0, "nightly-first");
        let long_ago = Instant::now().checked_sub(SILENT * 2).unwrap();
        nightly.asks(Some(long_ago));
        assert_eq!(told(&nightly).0, "auto-backup-silent");
        nightly.asks(None);
        assert_eq!(told(&nightly).0, "nightly-first");
    }

    #[test]
    fn the_night_is_at_most_a_day_ago_whatever_the_clock_shows() {
        let minute = 150;
        for (hours, since) in [(2, 23 * 60 + 30), (3, 30), (26, 23 * 60 + 30)] {
            assert_eq!(since_night_ms(hours * 60 * MINUTE, minute), since * MINUTE);
        }
        assert_eq!(since_night_ms(-DAY + 150 * MINUTE, minute), 0);
    }
}
