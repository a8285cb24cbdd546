//! Notices that the PC slept, where no service manager tells it: one clock counts sleep, another does not (RULES X3). No desktop and no
//! system bus is needed for it, and one look a second costs nothing.

use super::outside::Asked;
use crate::engine::uptime;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// Between two looks.
const LOOK: Duration = Duration::from_secs(1);
/// A shorter sleep leaves connections as they were, and both clocks are not read at one moment.
const SLEPT: Duration = Duration::from_secs(5);

/// Both clocks at one moment.
#[derive(Debug, Clone, Copy)]
struct Clocks {
    with_sleep: Duration,
    without: Duration,
}

impl Clocks {
    /// Whether the PC slept since an earlier moment.
    fn slept_since(self, before: Self) -> bool {
        let with_sleep = self.with_sleep.saturating_sub(before.with_sleep);
        let without = self.without.saturating_sub(before.without);
        with_sleep.saturating_sub(without) >= SLEPT
    }
}

/// Tells of each sleep once it is over, until nobody listens. A PC that hibernates keeps its users logged in: such a sleep starts no day.
pub(super) async fn tell(ask: mpsc::Sender<Asked>) {
    let start = Instant::now();
    let mut looks = 0;
    let mut look = || {
        looks += 1;
        Clocks {
            with_sleep: uptime(),
            // On Windows every clock counts sleep, but nobody looks meanwhile. A program that was held for so long is as good as asleep.
            without: match cfg!(windows) {
                true => LOOK * looks,
                false => start.elapsed(),
            },
        }
    };
    let mut before = look();
    loop {
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            () = ask.closed() => return,
        }
        let now = look();
        if now.slept_since(before) && ask.send(Asked::Resume { fresh: false }).await.is_err() {
            return;
        }
        before = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleep_is_what_one_clock_counts_and_the_other_does_not() {
        let at = |with_sleep, without| Clocks {
            with_sleep: Duration::from_secs(with_sleep),
            without: Duration::from_secs(without),
        };
        let before = at(1_000, 100);
        assert!(at(30_000, 101).slept_since(before));
        assert!(at(1_006, 101).slept_since(before));
        // A second, a PC that is out of memory, and a clock that was read late.
        for (with_sleep, without) in [(1_001, 101), (1_060, 160), (1_005, 101), (999, 101)] {
            assert!(!at(with_sleep, without).slept_since(before));
        }
    }
}
