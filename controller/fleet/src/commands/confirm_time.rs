//! Sets fleet time to the wall clock, forwards or backwards, after an administrator compared the two (RULES, "Time").
//!
//! New calls wait until nothing is called or verifying, at most as long as a call stands. Then the times of everything open move by the
//! same amount: nobody waits longer or is nearer to a deadline because of it. Closed tickets keep their times.

use crate::fleet::Fleet;
use crate::license::License;
use crate::refusal::Refusal;
use crate::time::{FleetTime, TimeOfDay};
use crate::work::Work;
use madoguchi_licensing::grant::LicenseId;

/// The effect of setting fleet time to the wall clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeChange {
    /// The present fleet time.
    pub from: FleetTime,
    /// The wall clock, which would become fleet time.
    pub to: TimeOfDay,
    /// Licenses that give seats now and would give none then.
    pub ends: Vec<LicenseId>,
    /// Licenses that give no seats now and would give some then.
    pub begins: Vec<LicenseId>,
}

/// Proof that the check passed.
#[derive(Debug)]
pub(crate) struct Plan(());

/// `ahead_ms` is the distance that the administrator saw; if the wall clock has jumped since, the confirmation is refused.
pub(crate) fn check(fleet: &Fleet, ahead_ms: Option<i64>) -> Result<Plan, Refusal> {
    if ahead_ms.is_some_and(|seen| !fleet.clock.is_ahead_by(seen)) {
        return Err(Refusal::ClockMovedOn);
    }
    if fleet.clock.is_even() {
        return Err(Refusal::NothingToConfirm);
    }
    Ok(Plan(()))
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, Plan(()): Plan) {
    if fleet.book.has_active() {
        fleet.clock.wait_to_be_set();
        work.set_subject("clock");
    } else {
        fleet.set_time(work);
    }
}

impl Fleet {
    /// Whether fleet time is waiting to be set; until then nobody is called.
    #[must_use]
    pub const fn is_setting_time(&self) -> bool {
        self.clock.setting_since().is_some()
    }

    /// The latest moment at which fleet time is set, if that is pending.
    #[must_use]
    pub fn sets_time_at(&self) -> Option<FleetTime> {
        let asked = self.clock.setting_since()?;
        Some(match self.book.has_active() {
            true => asked.plus(self.settings.call_ms),
            false => self.now(),
        })
    }

    /// Sets fleet time if that is due.
    pub(crate) fn set_time_if_due(&mut self, work: &mut Work) {
        if self.sets_time_at().is_some_and(|at| at <= self.now()) {
            self.set_time(work);
        }
    }

    /// The effect of setting fleet time now; `None` if both times are equal.
    #[must_use]
    pub fn time_change(&self) -> Option<TimeChange> {
        if self.clock.is_even() {
            return None;
        }
        let mut after = self.clone();
        let mut work = Work::new(crate::ticket::Actor::Fleet, "check", None);
        after.set_time(&mut work);
        let seats = |fleet: &Self, license: &License| {
            fleet.standing(license, fleet.installation()).gives_seats()
        };
        let differ = |before: bool| {
            let of = |license: &&License| {
                seats(self, license) == before && seats(&after, license) != before
            };
            let ids = self.licenses().filter(of);
            ids.map(|license| license.grant.id.clone()).collect()
        };
        Some(TimeChange {
            from: self.now(),
            to: self.time_of_day(),
            ends: differ(true),
            begins: differ(false),
        })
    }

    fn set_time(&mut self, work: &mut Work) {
        let from = self.now();
        let by = self.clock.set_to_wall();
        self.papers.follow_set_time(from, self.now());
        let shifted_ms = self.clock.shifted_ms();
        let open: Vec<_> = self.book.open().map(|ticket| ticket.id).collect();
        for id in open {
            self.book
                .change(&self.clock, id, |ticket| ticket.move_to(shifted_ms));
        }
        self.yard.move_times(by);
        // A date that was too far ahead to be believed is believed from now on.
        self.hold_anew();
        work.set_subject(format!("clock {by:+} ms"));
        work.move_clock(by);
    }
}
