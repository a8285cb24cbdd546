//! The times of scans: quick ones while something happens, slow ones as a backstop, and always a pause between two.

use std::time::Duration;
use tokio::time::Instant;

/// The interval of scans while something happens, or where no messages come: a third of the 300 ms in which a pulled plug has to be
/// noticed, so that a slow scan on a busy PC still fits.
const QUICK: Duration = Duration::from_millis(100);
/// How long quick scans go on after a message: a reader's interface appears within two seconds, on a slow PC within four.
const BUSY: Duration = Duration::from_secs(5);
/// The interval of scans otherwise: the backstop for lost messages.
const SLOW: Duration = Duration::from_secs(1);
/// The shortest pause between scans: a bouncing plug sends many messages, and a scan takes long on a busy PC.
const BREATH: Duration = Duration::from_millis(30);

/// The times of scans.
#[derive(Debug)]
pub(super) struct Pace {
    /// The start of the last scan.
    pub last: Instant,
    /// The time of the next scan.
    pub next: Instant,
    /// The end of the quick scans.
    pub busy: Instant,
    /// Whether a scan is running.
    pub scanning: bool,
}

impl Pace {
    /// The state after a message, because interfaces may be coming up at the start.
    pub fn new(now: Instant) -> Self {
        Self {
            last: now,
            next: now + QUICK,
            busy: now + BUSY,
            scanning: false,
        }
    }

    /// Notes a message.
    pub fn hurry(&mut self, now: Instant) {
        self.busy = now + BUSY;
        self.next = self.next.min(now.max(self.last + BREATH));
    }

    /// Notes the end of a scan.
    pub fn scanned(&mut self, now: Instant, events_come: bool) {
        self.scanning = false;
        let pause = if events_come && now >= self.busy {
            SLOW
        } else {
            QUICK
        };
        self.next = (now + BREATH).max(self.last + pause);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    /// A scan that takes a millisecond and begins in time.
    fn scan(pace: &mut Pace, events_come: bool) -> Instant {
        pace.last = pace.next;
        pace.scanned(pace.last + MS, events_come);
        pace.last
    }

    #[test]
    fn after_a_message_scans_follow_quickly_and_then_slowly() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        let mut times = Vec::new();
        while times
            .last()
            .is_none_or(|last| *last < start + BUSY + 5 * SLOW)
        {
            times.push(scan(&mut pace, true));
        }
        let pauses: Vec<_> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let (quick, slow): (Vec<Duration>, Vec<Duration>) =
            pauses.iter().partition(|pause| **pause == QUICK);
        assert!(quick.len() >= 40 && slow.len() >= 4, "{pauses:?}");
        assert!(slow.iter().all(|pause| *pause == SLOW), "{pauses:?}");
        // A message during a slow pause leads to a scan at once.
        let told = pace.last + 500 * MS;
        pace.hurry(told);
        assert_eq!(pace.next, told);
        scan(&mut pace, true);
        assert_eq!(pace.next - pace.last, QUICK);
    }

    #[test]
    fn without_messages_scans_are_always_quick() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        while pace.last < start + 2 * BUSY {
            let last = scan(&mut pace, false);
            assert_eq!(pace.next - last, QUICK);
        }
    }

    #[test]
    fn a_plug_that_bounces_makes_no_scan_without_a_breath_between() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        let last = scan(&mut pace, true);
        for n in 0..20 {
            pace.hurry(last + MS * n);
        }
        assert_eq!(pace.next, last + BREATH);
    }

    #[test]
    fn a_scan_that_hangs_is_followed_by_the_next_after_a_breath() {
        let mut pace = Pace::new(Instant::now());
        pace.last = pace.next;
        let ended = pace.last + 10 * SLOW;
        pace.scanned(ended, false);
        assert_eq!(pace.next, ended + BREATH);
    }
}
