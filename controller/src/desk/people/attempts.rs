//! Failed logins: how long whoever failed has to wait, and how many are to be written down (RULES W9).
//!
//! An attempt counts as failed from its beginning until it succeeded, so that many at once are no way around. Each name has its waits by
//! where the attempts come from: nobody keeps a person out who comes from elsewhere, or by a browser in which he was logged in before.

use super::sessions::SessionId;
use madoguchi_fleet::ids::PersonName;
use std::collections::BTreeMap;
use std::mem;
use std::net::IpAddr;
use std::time::Duration;

/// Failures without a wait: people mistype.
const FREE: u32 = 3;
/// The longest wait; from [`FREE`] failures on it doubles from a second.
const LONGEST: Duration = Duration::from_secs(60);
/// When a source that made no attempt any more is forgotten.
const FORGOTTEN: Duration = Duration::from_secs(15 * 60);
/// The most sources that are remembered; beyond it that with the fewest failures goes.
const SOURCES: usize = 1_024;

/// Where an attempt comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// A browser in which this person was logged in before.
    KnownBrowser,
    /// A session of this person, in which he is asked for his password once more.
    Session(SessionId),
    Address(IpAddr),
}

/// Failed attempts; times are those since some fixed moment.
#[derive(Debug, Default)]
pub(super) struct Attempts {
    waits: BTreeMap<(String, Source), Wait>,
    /// Failures that are not written down, of the names that had one within the last minute; `None` stands for all names that nobody has.
    counted: BTreeMap<Option<PersonName>, u32>,
}

#[derive(Debug, Clone, Copy)]
struct Wait {
    failures: u32,
    newest: Duration,
}

impl Wait {
    fn until(self) -> Duration {
        let beyond = self.failures.checked_sub(FREE);
        let wait = beyond.map(|n| Duration::from_secs(1 << n.min(6)).min(LONGEST));
        self.newest.saturating_add(wait.unwrap_or_default())
    }
}

impl Attempts {
    /// Begins an attempt.
    ///
    /// # Errors
    /// How long it has to wait. It is not counted then.
    pub(super) fn begin(
        &mut self,
        name: &str,
        source: Source,
        now: Duration,
    ) -> Result<(), Duration> {
        self.waits
            .retain(|_, wait| now.saturating_sub(wait.newest) < FORGOTTEN);
        let key = (name.to_owned(), source);
        let failures = match self.waits.get(&key) {
            Some(wait) if now < wait.until() => return Err(wait.until().saturating_sub(now)),
            Some(wait) => wait.failures,
            None => 0,
        };
        let wait = Wait {
            failures: failures.saturating_add(1),
            newest: now,
        };
        self.waits.insert(key.clone(), wait);
        if self.waits.len() > SOURCES {
            let others = self.waits.iter().filter(|(other, _)| **other != key);
            let fewest = others.min_by_key(|(_, wait)| (wait.failures, wait.newest));
            if let Some(fewest) = fewest.map(|(key, _)| key.clone()) {
                self.waits.remove(&fewest);
            }
        }
        Ok(())
    }

    /// An attempt succeeded: nothing of the former ones is left.
    pub(super) fn succeeded(&mut self, name: &str, source: Source) {
        self.waits.remove(&(name.to_owned(), source));
    }

    /// Counts a failure. Returns whether it is the first of its name for a minute: that one is written down at once.
    pub(super) fn count(&mut self, known: Option<PersonName>) -> bool {
        let mut first = false;
        let more = self.counted.entry(known).or_insert_with(|| {
            first = true;
            0
        });
        *more = more.saturating_add(u32::from(!first));
        first
    }

    /// A minute has passed since failures of a name were written down: how many there were meanwhile. After `None` the next one is a first.
    pub(super) fn take_counted(&mut self, known: &Option<PersonName>) -> Option<u32> {
        let more = self.counted.get_mut(known).map(mem::take)?;
        if more == 0 {
            self.counted.remove(known);
        }
        Some(more).filter(|more| *more > 0)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const HERE: Source = Source::Address(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));

    fn there(last: u8) -> Source {
        Source::Address(IpAddr::from([192, 0, 2, last]))
    }

    fn seconds(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    #[test]
    fn the_wait_doubles_from_a_second_to_a_minute_and_ends_with_a_success() {
        let mut attempts = Attempts::default();
        let mut now = seconds(1_000);
        for wait in [0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60] {
            assert_eq!(attempts.begin("A", HERE, now), Ok(()));
            if wait > 0 {
                assert_eq!(attempts.begin("A", HERE, now), Err(seconds(wait)));
                // Asking meanwhile makes it no longer.
                now += seconds(wait) - Duration::from_millis(1);
                let left = Err(Duration::from_millis(1));
                assert_eq!(attempts.begin("A", HERE, now), left);
                now += Duration::from_millis(1);
            }
        }
        attempts.succeeded("A", HERE);
        for _ in 0..3 {
            assert_eq!(attempts.begin("A", HERE, now), Ok(()));
        }
        assert!(attempts.begin("A", HERE, now).is_err());
        assert_eq!(attempts.begin("A", HERE, now + FORGOTTEN), Ok(()));
    }

    #[test]
    fn a_strangers_thousand_failures_keep_nobody_out_who_comes_from_elsewhere() {
        let mut attempts = Attempts::default();
        let mut now = seconds(0);
        for n in 0..1_000 {
            let _ = attempts.begin("A", there(1), now);
            now += seconds(n % 3);
        }
        assert!(attempts.begin("A", there(1), now).is_err());
        assert_eq!(attempts.begin("A", HERE, now), Ok(()));
        assert_eq!(attempts.begin("A", Source::KnownBrowser, now), Ok(()));
        assert_eq!(attempts.begin("B", there(1), now), Ok(()));
    }

    #[test]
    fn names_without_end_take_the_place_of_none_that_failed_more_often() {
        let mut attempts = Attempts::default();
        for _ in 0..4 {
            let _ = attempts.begin("A", HERE, seconds(9));
        }
        for n in 0..5_000 {
            assert_eq!(attempts.begin(&format!("n{n}"), HERE, seconds(9)), Ok(()));
        }
        assert_eq!(attempts.waits.len(), SOURCES);
        assert_eq!(attempts.begin("A", HERE, seconds(9)), Err(seconds(1)));
    }

    #[test]
    fn failures_are_counted_by_the_names_of_people_and_all_others_together() {
        let mut attempts = Attempts::default();
        let yamada = PersonName::parse("yamada");
        assert!(attempts.count(yamada.clone()), "it is written down at once");
        assert!(!attempts.count(yamada.clone()) && !attempts.count(yamada.clone()));
        assert!(attempts.count(None) && !attempts.count(None));
        assert_eq!(attempts.take_counted(&yamada), Some(2));
        assert_eq!(attempts.take_counted(&None), Some(1));
        // A minute without one: the next is a first again.
        assert!(!attempts.count(yamada.clone()));
        assert_eq!(attempts.take_counted(&yamada), Some(1));
        assert_eq!(attempts.take_counted(&yamada), None);
        assert!(attempts.count(yamada));
    }
}
