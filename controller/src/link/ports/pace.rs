//! When to scan: quickly while something happens, slowly as a backstop, and never without a breath between.

use std::time::Duration;
use tokio::time::Instant;

/// From one scan to the next while something happens, and where no messages come: a third of the 300 ms within which a pulled
/// plug has to be known, with as much again for a scan on a busy PC.
const QUICK: Duration = Duration::from_millis(100);
/// How long something happens after a message: a reader's interface is there within two seconds, on a slow PC within four.
const BUSY: Duration = Duration::from_secs(5);
/// From one scan to the next otherwise: the backstop for messages that were lost.
const SLOW: Duration = Duration::from_secs(1);
/// The least from one scan to the next: a plug that bounces makes many messages, and a PC under load makes a scan long.
const BREATH: Duration = Duration::from_millis(30);

/// When to scan next.
#[derive(Debug)]
pub(super) struct Pace {
    /// When the last scan began.
    pub last: Instant,
    /// When the next one is due.
    pub next: Instant,
    /// Until when things happen.
    pub busy: Instant,
    /// Whether one is under way.
    pub scanning: bool,
}

impl Pace {
    /// As after a message: at the start interfaces may be on their way up.
    pub fn new(now: Instant) -> Self {
        Self {
            last: now,
            next: now + QUICK,
            busy: now + BUSY,
            scanning: false,
        }
    }

    /// Something happened.
    pub fn hurry(&mut self, now: Instant) {
        self.busy = now + BUSY;
        self.next = self.next.min(now.max(self.last + BREATH));
    }

    /// A scan ended.
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

    /// A scan that takes a millisecond, begun when it was due.
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
        // A message in the middle of a slow pause is not kept waiting.
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
