//! Sets fleet time to the wall clock, forwards or backwards, after an administrator looked at both (RULES, "Time").
//!
//! New calls are held until nothing is called or verifying, for as long as a call stands at most. Then everything that is open
//! moves by the same amount: nobody waits longer or is nearer to a deadline by it. What is closed keeps its times.

use crate::fleet::Fleet;
use crate::license::License;
use crate::refusal::Refusal;
use crate::ticket::Ticket;
use crate::time::{FleetTime, TimeOfDay};
use crate::unit::{Activity, Membership, Presence, Unit};
use crate::wall::JUMP_OF_DAY_MS;
use crate::work::Work;
use madoguchi_licensing::grant::LicenseId;

/// What setting fleet time to the wall clock would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeChange {
    /// Fleet time as it is.
    pub from: FleetTime,
    /// The wall clock, which fleet time would be.
    pub to: TimeOfDay,
    /// Licenses that give seats now and would not any longer.
    pub ends: Vec<LicenseId>,
    /// Licenses that give no seats now and would.
    pub begins: Vec<LicenseId>,
}

impl Fleet {
    /// `ahead_ms` is how far ahead the administrator saw the wall clock: one that has jumped since is not confirmed by that.
    pub(crate) fn confirm_time(
        &mut self,
        work: &mut Work,
        ahead_ms: Option<i64>,
    ) -> Result<(), Refusal> {
        let ahead = self.wall.ahead_ms();
        if ahead_ms.is_some_and(|seen| is_a_jump(seen, ahead)) {
            return Err(Refusal::ClockMovedOn);
        }
        if !is_a_jump(ahead, 0) {
            return Err(Refusal::NothingToConfirm);
        }
        if self.active.is_empty() {
            self.set_time(work);
        } else {
            // Asked again, it is not later: nobody waits for longer than one call stands.
            self.setting_time.get_or_insert(self.now);
            work.is_about("clock");
        }
        Ok(())
    }

    /// Whether fleet time is about to be set: until then nobody is called.
    #[must_use]
    pub const fn is_setting_time(&self) -> bool {
        self.setting_time.is_some()
    }

    /// When fleet time is set, if it is about to be.
    #[must_use]
    pub fn sets_time_at(&self) -> Option<FleetTime> {
        let asked = self.setting_time?;
        Some(if self.active.is_empty() {
            self.now
        } else {
            asked.plus(self.settings.call_ms)
        })
    }

    /// Sets fleet time, where that is due.
    pub(crate) fn time_due(&mut self, work: &mut Work) {
        if self.sets_time_at().is_some_and(|at| at <= self.now) {
            self.set_time(work);
        }
    }

    /// What setting it now would do; `None` where both times are the same.
    #[must_use]
    pub fn time_change(&self) -> Option<TimeChange> {
        let ahead = self.wall.ahead_ms();
        if !is_a_jump(ahead, 0) {
            return None;
        }
        let mut after = self.clone();
        let mut work = Work::new(crate::ticket::Actor::Fleet, "check", None);
        after.set_time(&mut work);
        let seats = |fleet: &Self, license: &License| {
            fleet.standing(license, fleet.installation).gives_seats()
        };
        let differ = |before: bool| {
            let of = |license: &&License| {
                seats(self, license) == before && seats(&after, license) != before
            };
            let ids = self.licenses.values().filter(of);
            ids.map(|license| license.grant.id.clone()).collect()
        };
        Some(TimeChange {
            from: self.now,
            to: self.time_of_day(),
            ends: differ(true),
            begins: differ(false),
        })
    }

    fn set_time(&mut self, work: &mut Work) {
        let by = self.wall.ahead_ms();
        self.setting_time = None;
        // The hours that were skipped did not run.
        self.count_running();
        let license_time = self.license_time_ms();
        self.now = self.now.plus(by);
        self.wall.fleet_time_moved(by);
        self.move_open(work, by);
        if by > 0 {
            self.confirm_license_time(work, license_time);
        } else {
            // What the wrong date had made of license time goes with it, back to the mark.
            self.start_license_time(self.now);
            work.touch_licensing();
        }
        // A date that was too far ahead to be believed is believed now.
        self.hold_anew(work);
        work.is_about(format!("clock {by:+} ms"));
        work.clock_moves(by);
        work.touch_counters();
        work.stir();
    }

    /// Moves every time that something open carries.
    fn move_open(&mut self, work: &mut Work, by: i64) {
        let counters = &mut self.counters;
        counters.shifted_ms = counters.shifted_ms.saturating_add(by);
        let shifted_ms = counters.shifted_ms;
        for at in [&mut counters.day_ended, &mut counters.off_since] {
            if *at != FleetTime::default() {
                *at = at.plus(by);
            }
        }
        self.back_since = self.back_since.plus(by);
        let open: Vec<_> = self.open_tickets().map(|ticket| ticket.id).collect();
        for id in open {
            if let Some(ticket) = self.tickets.get_mut(&id) {
                ticket.move_to(shifted_ms);
            }
            work.touch_ticket(id);
        }
        let serials: Vec<_> = self.units.keys().cloned().collect();
        for serial in serials {
            if let Some(unit) = self.units.get_mut(&serial) {
                move_unit(unit, by);
            }
            work.touch_unit(&serial);
        }
        for visitor in self.visitors.values_mut() {
            visitor.at = visitor.at.plus(by);
        }
        self.line_up_anew();
    }
}

const fn is_a_jump(one: i64, other: i64) -> bool {
    one.saturating_sub(other).saturating_abs() > JUMP_OF_DAY_MS
}

fn move_unit(unit: &mut Unit, by: i64) {
    unit.enrolled_at = unit.enrolled_at.plus(by);
    if let Membership::Replaced {
        grace: Some(grace), ..
    } = &mut unit.membership
    {
        grace.until = grace.until.plus(by);
    }
    match &mut unit.presence {
        Presence::Absent {
            held_until,
            expected_until,
        } => {
            *held_until = held_until.plus(by);
            *expected_until = expected_until.map(|at| at.plus(by));
        }
        Presence::Attached(attachment) => {
            attachment.unheard_until = attachment.unheard_until.map(|at| at.plus(by));
        }
    }
    match &mut unit.activity {
        Activity::Finishing { until } => *until = until.plus(by),
        Activity::Free { since } => *since = since.plus(by),
        _ => {}
    }
    if let Some(left) = &mut unit.left {
        left.at = left.at.plus(by);
    }
    for at in &mut unit.drops {
        *at = at.plus(by);
    }
}

impl Ticket {
    /// Brings all times to where fleet time has been set: `shifted_ms` is the sum of all settings so far.
    pub(crate) fn move_to(&mut self, shifted_ms: i64) {
        let by = shifted_ms.saturating_sub(self.shifted_ms);
        if by == 0 {
            return;
        }
        self.shifted_ms = shifted_ms;
        self.rank = self.rank.plus(by);
        let attempts = self.attempts.iter_mut().flat_map(|attempt| {
            std::iter::once(&mut attempt.called_at).chain(&mut attempt.placed_at)
        });
        let before = self.before.iter_mut();
        let before = before
            .flat_map(|before| std::iter::once(&mut before.at).chain(before.state.times_mut()));
        let story = self.story.iter_mut().map(|chapter| &mut chapter.at);
        let times = [&mut self.added_at, &mut self.prefers_until]
            .into_iter()
            .chain(self.state.times_mut())
            .chain(attempts)
            .chain(before)
            .chain(story);
        for at in times {
            *at = at.plus(by);
        }
    }
}
