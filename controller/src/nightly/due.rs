//! When a backup is due (RULES K2): once for each night that has come since the newest one, and once for each day's end.

use crate::desk::BackupMoment;
use madoguchi_fleet::time::FleetTime;
use std::time::{Duration, Instant};

/// The wait behind a try that found no folder. A look at a folder costs nothing, so a stick that is plugged in late is found soon.
const AGAIN_AWAY: Duration = Duration::from_secs(20);
/// The wait behind any other: all that is stored was read and written in vain.
const AGAIN: Duration = Duration::from_secs(15 * 60);

/// What was done already.
#[derive(Debug, Default)]
pub(super) struct Due {
    /// The newest one that was made since the start.
    done: Option<FleetTime>,
    /// The days' ends that are dealt with; `None` before the first look.
    ends: Option<(u64, FleetTime)>,
    /// Before this no other try is made.
    not_before: Option<Instant>,
}

impl Due {
    /// Whether one is to be made now. A newest one from the future, where fleet time was set back since, counts as none.
    pub(super) fn is_due(&mut self, moment: &BackupMoment, now: Instant) -> bool {
        // The ends before the start: a night has come behind them, or none is set.
        let dealt_with = *self.ends.get_or_insert(moment.ends);
        if self.not_before.is_some_and(|then| now < then) {
            return false;
        }
        if dealt_with != moment.ends {
            return true;
        }
        let told = moment.newest.as_ref().map(|(at, _)| *at);
        let newest = self.done.max(told).filter(|at| *at <= moment.now);
        match (newest, moment.night) {
            (None, _) => true,
            (Some(newest), Some(night)) => newest < night,
            (Some(_), None) => false,
        }
    }

    /// Notes that one was made of what this moment had.
    pub(super) fn done(&mut self, moment: &BackupMoment) {
        self.done = Some(moment.now);
        self.ends = Some(moment.ends);
        self.not_before = None;
    }

    /// Notes that none could be made.
    pub(super) fn failed(&mut self, is_away: bool, now: Instant) {
        let wait = if is_away { AGAIN_AWAY } else { AGAIN };
        self.not_before = Some(now + wait);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_fleet::time::{DAY, HOUR};

    const START: FleetTime = FleetTime(1_800_000_000_000);

    fn at(hours: i64, night_hours: i64) -> BackupMoment {
        BackupMoment {
            now: START.plus(hours * HOUR),
            night: Some(START.plus(night_hours * HOUR)),
            ends: (0, FleetTime(0)),
            newest: None,
            shown: String::new(),
        }
    }

    #[test]
    fn one_is_made_at_once_where_there_is_none_then_each_night_and_at_each_days_end() {
        let (mut due, now) = (Due::default(), Instant::now());
        assert!(due.is_due(&at(0, -8), now), "there is none");
        due.done(&at(0, -8));
        assert!(!due.is_due(&at(9, -8), now));
        let ended = BackupMoment {
            ends: (1, FleetTime(0)),
            ..at(10, -8)
        };
        assert!(due.is_due(&ended, now), "the day was ended");
        due.done(&ended);
        assert!(!due.is_due(&ended, now));
        let night = BackupMoment {
            ends: ended.ends,
            ..at(17, 16)
        };
        assert!(due.is_due(&night, now), "the night has come");
        due.done(&night);
        assert!(!due.is_due(&night, now));
    }

    #[test]
    fn a_night_in_which_the_pc_was_off_is_made_up_for_once() {
        let (mut due, now) = (Due::default(), Instant::now());
        let newest = |hours: i64| Some((START.plus(hours * HOUR), String::new()));
        let known = |newest| BackupMoment { newest, ..at(9, 2) };
        assert!(due.is_due(&known(newest(1)), now));
        assert!(
            !due.is_due(&known(newest(3)), now),
            "one of this night is known"
        );
        due.done(&known(newest(1)));
        assert!(!due.is_due(&known(newest(1)), now));
    }

    #[test]
    fn a_clock_that_jumps_costs_one_backup_at_most_and_one_that_has_not_rested_none() {
        let (mut due, now) = (Due::default(), Instant::now());
        due.done(&at(0, -8));
        assert!(!due.is_due(&at(0, -8), now));
        let unsettled = BackupMoment {
            night: None,
            ..at(1, 0)
        };
        assert!(!due.is_due(&unsettled, now));
        // Fleet time itself was set back by a day: what was made then is of the future.
        let back = BackupMoment {
            now: START.plus(-DAY),
            night: Some(START.plus(-DAY - HOUR)),
            ..at(0, 0)
        };
        assert!(due.is_due(&back, now));
        due.done(&back);
        assert!(!due.is_due(&back, now));
    }

    #[test]
    fn a_try_that_failed_is_made_again_soon_where_the_folder_was_away_and_later_else() {
        let (mut due, now) = (Due::default(), Instant::now());
        for (is_away, wait) in [(true, AGAIN_AWAY), (false, AGAIN)] {
            due.failed(is_away, now);
            assert!(!due.is_due(&at(0, -8), now + wait / 2));
            assert!(due.is_due(&at(0, -8), now + wait));
        }
    }
}
