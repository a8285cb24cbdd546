//! Limits how many frames a reader may send. A reader sends a handful per patient. One that sends without end is broken, and every frame
//! costs a commit for which others wait.
//!
//! The account belongs to the key of the unit, not to the connection: a reader that is closed and comes back at once finds its account as
//! it was.

use madoguchi_fleet::ids::KeyFingerprint;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// Frames per second on average: a hundred times as many as a busy reader sends.
pub(super) const PER_SECOND: u64 = 50;
/// Frames at once: several times what the end of a session produces, with everything that changes by it.
pub(super) const BURST: u64 = 64;
/// The price of a new stream in frames: the fleet judges the unit again, and seats may change.
pub(super) const ATTACH: u64 = 4;
/// The shortest time between two spools that count. A link that comes and goes announces its spool each time, but outcomes that were
/// acknowledged are no longer in it.
pub(super) const SPOOL_EVERY: Duration = Duration::from_secs(60);
/// The shortest time between two signed certificates: an agent asks after a welcome and then every hour.
pub(super) const RENEW_EVERY: Duration = Duration::from_secs(60);
/// The number of accounts: as many as units can be enrolled. Only their keys get here.
const ACCOUNTS: usize = 256;
/// The price of one frame in thousandths, so that a millisecond counts.
const FRAME: u64 = 1_000;

/// The accounts of all units.
#[derive(Debug, Clone)]
pub(super) struct Rates {
    accounts: Arc<Mutex<HashMap<KeyFingerprint, Allowance>>>,
    /// Frames per second on average.
    per_second: u64,
}

impl Rates {
    /// For readers whose time runs `speed` times as fast as ours: 1, and more in the demo.
    pub(super) fn at_speed(speed: u32) -> Self {
        Self {
            accounts: Arc::default(),
            per_second: PER_SECOND.saturating_mul(u64::from(speed.max(1))),
        }
    }

    /// Pays for a new stream; `false` if the account is empty.
    pub(super) fn attach(&self, key: KeyFingerprint, now: Instant) -> bool {
        self.with(key, now, |account| account.take(ATTACH))
    }

    /// Adds the number of outcomes that the unit says it brings at once.
    pub(super) fn announce(&self, key: KeyFingerprint, spooled: u32, now: Instant) {
        self.with(key, now, |account| account.announce(spooled, now));
    }

    /// Pays for one frame; `false` if the account is empty.
    pub(super) fn frame(&self, key: KeyFingerprint, now: Instant) -> bool {
        self.with(key, now, |account| account.take(1))
    }

    /// Whether the unit may have a certificate signed again.
    pub(super) fn renew(&self, key: KeyFingerprint, now: Instant) -> bool {
        self.with(key, now, |account| account.renew(now))
    }

    /// Works on one account. A panic elsewhere cannot leave a half-changed account: it is replaced as a whole.
    fn with<R>(
        &self,
        key: KeyFingerprint,
        now: Instant,
        act: impl FnOnce(&mut Allowance) -> R,
    ) -> R {
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        if accounts.len() >= ACCOUNTS && !accounts.contains_key(&key) {
            let oldest = accounts.iter().min_by_key(|(_, account)| account.since);
            if let Some(oldest) = oldest.map(|(key, _)| *key) {
                accounts.remove(&oldest);
            }
        }
        let account = accounts.entry(key).or_insert_with(|| Allowance::new(now));
        account.refill(self.per_second, now);
        act(account)
    }
}

/// The account of one unit.
#[derive(Debug)]
struct Allowance {
    thousandths: u64,
    since: Instant,
    /// The time of the last spool that counted.
    spool: Option<Instant>,
    /// The time of the last signed certificate.
    renewed: Option<Instant>,
}

impl Allowance {
    const fn new(now: Instant) -> Self {
        Self {
            thousandths: BURST * FRAME,
            since: now,
            spool: None,
            renewed: None,
        }
    }

    fn announce(&mut self, spooled: u32, now: Instant) {
        let believed = |at: Instant| now.saturating_duration_since(at) < SPOOL_EVERY;
        if spooled > 0 && !self.spool.is_some_and(believed) {
            self.spool = Some(now);
            self.thousandths = self
                .thousandths
                .saturating_add(u64::from(spooled).saturating_mul(FRAME));
        }
    }

    fn renew(&mut self, now: Instant) -> bool {
        let lately = |at: Instant| now.saturating_duration_since(at) < RENEW_EVERY;
        let may = !self.renewed.is_some_and(lately);
        if may {
            self.renewed = Some(now);
        }
        may
    }

    fn take(&mut self, frames: u64) -> bool {
        match self.thousandths.checked_sub(frames * FRAME) {
            Some(left) => {
                self.thousandths = left;
                true
            }
            None => false,
        }
    }

    /// Adds what the time since the last frame gives, up to the burst. The frames of a spool come on top of that; they do not grow.
    fn refill(&mut self, per_second: u64, now: Instant) {
        let passed = now.saturating_duration_since(self.since).as_millis();
        if passed == 0 {
            return;
        }
        let gained = u64::try_from(passed)
            .unwrap_or(u64::MAX)
            .saturating_mul(per_second);
        if self.thousandths < BURST * FRAME {
            self.thousandths = self.thousandths.saturating_add(gained).min(BURST * FRAME);
        }
        self.since = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: KeyFingerprint = KeyFingerprint([1; 32]);

    fn passes(rates: &Rates, key: KeyFingerprint, many: u64, now: Instant) -> u64 {
        (0..many).map(|_| u64::from(rates.frame(key, now))).sum()
    }

    #[test]
    fn a_burst_passes_a_flood_does_not_and_time_gives_room_again() {
        let (rates, start) = (Rates::at_speed(1), Instant::now());
        assert_eq!(passes(&rates, UNIT, 1_000, start), BURST);
        let later = start + Duration::from_secs(1);
        assert_eq!(passes(&rates, UNIT, 1_000, later), PER_SECOND);
        // The account of another unit is not touched.
        assert_eq!(passes(&rates, KeyFingerprint([2; 32]), 1_000, later), BURST);
    }

    #[test]
    fn a_spool_that_was_announced_passes_at_once_and_is_believed_once_a_minute() {
        let (rates, start) = (Rates::at_speed(1), Instant::now());
        rates.announce(UNIT, 10_000, start);
        assert_eq!(passes(&rates, UNIT, 20_000, start), 10_000 + BURST);
        rates.announce(UNIT, 10_000, start);
        assert_eq!(passes(&rates, UNIT, 20_000, start), 0);
        let later = start + SPOOL_EVERY;
        rates.announce(UNIT, 10_000, later);
        assert_eq!(passes(&rates, UNIT, 20_000, later), 10_000 + BURST);
    }

    #[test]
    fn a_certificate_is_signed_once_a_minute_for_each_unit() {
        let (rates, start) = (Rates::at_speed(1), Instant::now());
        assert!(rates.renew(UNIT, start));
        assert!(!rates.renew(UNIT, start + RENEW_EVERY / 2));
        assert!(rates.renew(KeyFingerprint([2; 32]), start));
        assert!(rates.renew(UNIT, start + RENEW_EVERY));
    }

    #[test]
    fn streams_that_are_opened_without_end_find_an_empty_account() {
        let (rates, start) = (Rates::at_speed(1), Instant::now());
        let opened = (0..1_000).filter(|_| rates.attach(UNIT, start)).count();
        assert_eq!(u64::try_from(opened), Ok(BURST / ATTACH));
    }

    #[test]
    fn only_so_many_accounts_are_kept_and_the_one_least_used_goes() {
        let (rates, start) = (Rates::at_speed(1), Instant::now());
        for n in 0..=ACCOUNTS {
            let mut key = [0; 32];
            key[..8].copy_from_slice(&n.to_be_bytes());
            let at = start + Duration::from_millis(u64::try_from(n).unwrap_or(0));
            assert!(rates.frame(KeyFingerprint(key), at));
        }
        let accounts = rates.accounts.lock().map(|all| all.len());
        assert_eq!(accounts.ok(), Some(ACCOUNTS));
    }

    #[test]
    fn in_quick_motion_a_reader_sends_as_many_times_as_much() {
        let (rates, start) = (Rates::at_speed(10), Instant::now());
        passes(&rates, UNIT, 1_000, start);
        let later = start + Duration::from_millis(100);
        assert_eq!(passes(&rates, UNIT, 1_000, later), PER_SECOND);
    }
}
