//! Which time it is, which day, and what an end of the day that is owed holds back (RULES, "Time", "A ticket's life").
//!
//! Fleet time orders what happens; the time of day is worked out from the PC's wall clock as it is now ([`WallClock`]), so that a
//! clock which is put right takes back what it seemed to say.

pub mod wall;

use crate::decision::Counters;
use crate::settings::{JUMP_MS, Settings};
use crate::time::{DAY, FleetTime, HOUR, SECOND, TimeOfDay};
use wall::{Calendar, JUMP_OF_DAY_MS, Run, WallClock};

/// *Fixed*: a set time that comes again within this after the day ended is the same one: the clock was put back a little.
const SAME_END_MS: i64 = HOUR;
/// That a run began is stored by then: before the engine stores fleet time by itself, and not at the start, which needs no room on
/// the disk.
const START_KEPT_AFTER_MS: i64 = 30 * SECOND;

/// Fleet time, the wall clock, and the days between.
#[derive(Debug, Clone)]
pub(crate) struct Clock {
    /// The time of the newest command.
    now: FleetTime,
    wall: WallClock,
    /// Since when fleet time is about to be set to the wall clock, if it is.
    setting_since: Option<FleetTime>,
    /// When the process began to run, or went on after a sleep in which the day may have ended.
    back_since: FleetTime,
    /// The set time of an end that is owed: what was added before it is held.
    holding: Option<TimeOfDay>,
    /// Since when the PC was off, while nobody has found out whether an end of the day fell into that; 0 for nothing to find out.
    off_since: FleetTime,
    /// When the day ended by itself last; 0 for never.
    day_ended: FleetTime,
    /// The set time at which that was.
    ended_set: TimeOfDay,
    /// The sum of all settings of fleet time.
    shifted_ms: i64,
    keeps: Keeps,
    day_end_ms: Option<i64>,
    utc_offset_ms: i64,
}

/// What of the wall clock is not stored yet.
#[derive(Debug, Clone, Copy)]
struct Keeps {
    /// That this run began.
    start: bool,
    /// The distance at which the time of day settled.
    settled: bool,
    /// A jump, or a time that was set: stored with this decision.
    now: bool,
}

/// Where fleet time goes on from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beginning {
    /// Fleet time of the newest commit; 0 where there was none.
    pub(crate) stored: FleetTime,
    /// The wall clock.
    pub(crate) wall: TimeOfDay,
}

impl Beginning {
    /// Whether nothing was stored before.
    pub(crate) fn is_fresh(self) -> bool {
        self.stored == FleetTime::default()
    }

    /// The later of stored and wall time; a jump of more than 60 days waits for an administrator. Also what license time begins
    /// at: the clock as far as it is believed.
    pub(crate) fn times(self) -> (FleetTime, FleetTime) {
        let shown = FleetTime(self.wall.0);
        let jumped = !self.is_fresh() && shown.since(self.stored) > JUMP_MS;
        match jumped {
            true => (self.stored, self.stored),
            false => (self.stored.max(shown), shown),
        }
    }
}

impl Clock {
    /// The clock at a start. Whether an end of the day fell into the time that the PC was off is found out once the time of day is
    /// settled.
    pub(crate) fn start(settings: &Settings, beginning: Beginning, counters: &Counters) -> Self {
        let (now, _) = beginning.times();
        let (fresh, stored) = (beginning.is_fresh(), beginning.stored);
        let off_since = match counters.off_since == FleetTime::default() {
            true => stored,
            false => counters.off_since,
        };
        // What was stored last belongs to the run before this one, also where fleet time goes on from there.
        let began = if fresh { now } else { now.max(stored.plus(1)) };
        let runs = runs_before(counters.runs.clone(), fresh);
        let wall = WallClock::start(runs, began, beginning.wall.plus(began.since(now)));
        let mut clock = Self {
            now,
            wall,
            setting_since: None,
            back_since: began,
            holding: None,
            off_since,
            day_ended: counters.day_ended,
            ended_set: counters.ended_set,
            shifted_ms: counters.shifted_ms,
            keeps: Keeps {
                start: !fresh,
                settled: true,
                now: false,
            },
            day_end_ms: settings.day_end_ms,
            utc_offset_ms: settings.utc_offset_ms,
        };
        clock.holding = clock.owed_end();
        clock
    }

    /// The time of the newest command.
    pub(crate) const fn now(&self) -> FleetTime {
        self.now
    }

    /// Time goes on, never back. What it was.
    pub(crate) fn go_on_to(&mut self, now: FleetTime) -> FleetTime {
        let later = self.now.max(now);
        std::mem::replace(&mut self.now, later)
    }

    /// The command was refused: the time is what it was before.
    pub(crate) const fn go_back_to(&mut self, before: FleetTime) {
        self.now = before;
    }

    /// The PC's wall clock.
    pub(crate) const fn wall(&self) -> &WallClock {
        &self.wall
    }

    /// Which fleet time is which time of day.
    pub(crate) const fn calendar(&self) -> &Calendar {
        self.wall.calendar()
    }

    /// The time of day now.
    pub(crate) const fn time_of_day(&self) -> TimeOfDay {
        // In the millisecond in which a run begins, the calendar still knows that moment as the run before it.
        TimeOfDay(self.now.0.saturating_add(self.wall.ahead_ms()))
    }

    /// Whether the wall clock has stood still against fleet time for long enough to be lived by.
    pub(crate) fn is_settled(&self) -> bool {
        self.wall.is_settled(self.now)
    }

    /// When the time of day is settled, if it stays as it is: now, where it is already.
    pub(crate) fn settles_at(&self) -> FleetTime {
        self.wall.settles_at(self.now)
    }

    /// Today, in days since 1970 in the clinic's time zone.
    pub(crate) fn today(&self) -> i32 {
        let days = (self.time_of_day().0 + self.utc_offset_ms).div_euclid(DAY);
        i32::try_from(days).unwrap_or(i32::MAX)
    }

    /// When today began, in the clinic's time zone.
    pub(crate) fn midnight(&self) -> TimeOfDay {
        TimeOfDay(i64::from(self.today()) * DAY - self.utc_offset_ms)
    }

    /// Whether something happened before a time of day.
    pub(crate) fn was_before(&self, at: FleetTime, set: TimeOfDay) -> bool {
        self.calendar().was_before(at, set)
    }

    /// Whether an end of the day that is owed holds back who was added then.
    pub(crate) fn holds(&self, added_at: FleetTime) -> bool {
        self.holding
            .is_some_and(|set| self.was_before(added_at, set))
    }

    /// Whether an end of the day is owed that may hold somebody back.
    pub(crate) const fn is_holding(&self) -> bool {
        self.holding.is_some()
    }

    /// When the day began that a ticket of now is added on; `None` where no time is set. While the time of day is not settled, the
    /// only day that is taken to have begun is the one whose beginning is owed.
    pub(crate) fn day_began(&self) -> Option<TimeOfDay> {
        match self.is_settled() {
            true => self.set_time_by(self.time_of_day()),
            false => self.holding,
        }
    }

    /// The newest set time that has come by a time of day.
    pub(crate) fn set_time_by(&self, at: TimeOfDay) -> Option<TimeOfDay> {
        let end = self.day_end_ms?;
        let shift = self.utc_offset_ms - end;
        let days = at.0.saturating_add(shift).div_euclid(DAY);
        Some(TimeOfDay(days.saturating_mul(DAY).saturating_sub(shift)))
    }

    /// The next set time.
    pub(crate) fn next_set_time(&self) -> Option<TimeOfDay> {
        self.set_time_by(self.time_of_day())
            .map(|set| set.plus(DAY))
    }

    /// The set time at which the day is to end, if it has not since.
    pub(crate) fn due_end(&self) -> Option<TimeOfDay> {
        let set = self.set_time_by(self.time_of_day())?;
        self.has_not_ended_since(set).then_some(set)
    }

    fn has_not_ended_since(&self, set: TimeOfDay) -> bool {
        let ended = self.day_ended;
        if ended == FleetTime::default() || !self.calendar().knows(ended) {
            return true;
        }
        let since_end = set.since(self.calendar().of_day(ended));
        since_end > 0 && !(set == self.ended_set && since_end <= SAME_END_MS)
    }

    /// The set time that fell while the PC was off, if the day has not ended since.
    pub(crate) fn owed_end(&self) -> Option<TimeOfDay> {
        let off_since = self.may_owe()?;
        let of_day = |at| self.calendar().of_day(at);
        let set = self.set_time_by(of_day(self.back_since))?;
        (set > of_day(off_since) && self.has_not_ended_since(set)).then_some(set)
    }

    /// Since when the PC was off, while it can be found out whether an end of the day fell into that. A clock that shows an
    /// impossible date cannot tell.
    pub(crate) fn may_owe(&self) -> Option<FleetTime> {
        (self.off_since != FleetTime::default() && self.calendar().is_possible())
            .then_some(self.off_since)
    }

    /// The day ended by itself, at this set time.
    pub(crate) const fn day_has_ended(&mut self, set: TimeOfDay) {
        self.day_ended = self.now;
        self.ended_set = set;
    }

    /// No end of the day fell into the time that the PC was off, or it has ended since.
    pub(crate) fn owes_nothing(&mut self) {
        self.off_since = FleetTime::default();
    }

    /// The PC was off, or the process stood still, between these. If nobody has found out yet whether an earlier such time held
    /// an end of the day, both are one. Whether there is something to find out.
    pub(crate) fn off_between(&mut self, since: FleetTime, back: FleetTime) -> bool {
        let known = self.off_since != FleetTime::default();
        let of_day = |at| self.calendar().of_day(at);
        let set = self.set_time_by(of_day(back));
        if !known && set.is_none_or(|set| set <= of_day(since)) {
            return false;
        }
        if !known {
            self.off_since = since;
        }
        self.back_since = back;
        true
    }

    /// Works out anew which end is owed. Whether that is another one: then others are held.
    pub(crate) fn hold_anew(&mut self) -> bool {
        let owed = self.owed_end();
        std::mem::replace(&mut self.holding, owed) != owed
    }

    /// Looks at the wall clock.
    pub(crate) fn look(&mut self, wall: TimeOfDay) {
        if self.wall.look(self.now, wall) {
            // An administrator saw another distance.
            self.setting_since = None;
            self.keeps.settled = true;
            self.keeps.now = true;
        }
    }

    /// Whether fleet time and the wall clock show the same.
    pub(crate) const fn is_even(&self) -> bool {
        !is_a_jump(self.wall.ahead_ms(), 0)
    }

    /// Whether the wall clock is where somebody saw it, so far ahead.
    pub(crate) const fn is_ahead_by(&self, seen_ms: i64) -> bool {
        !is_a_jump(seen_ms, self.wall.ahead_ms())
    }

    /// Since when fleet time is about to be set, if it is.
    pub(crate) const fn setting_since(&self) -> Option<FleetTime> {
        self.setting_since
    }

    /// Fleet time is about to be set. Asked again, it is not later: nobody waits for longer than one call stands.
    pub(crate) fn wait_to_be_set(&mut self) {
        self.setting_since.get_or_insert(self.now);
    }

    /// Sets fleet time to the wall clock, and all times that are kept here with it. By how much.
    pub(crate) fn set_to_wall(&mut self) -> i64 {
        let by = self.wall.ahead_ms();
        self.setting_since = None;
        self.now = self.now.plus(by);
        self.wall.fleet_time_moved(by);
        self.shifted_ms = self.shifted_ms.saturating_add(by);
        for at in [&mut self.day_ended, &mut self.off_since] {
            if *at != FleetTime::default() {
                *at = at.plus(by);
            }
        }
        self.back_since = self.back_since.plus(by);
        self.keeps.now = true;
        by
    }

    /// The sum of all settings of fleet time.
    pub(crate) const fn shifted_ms(&self) -> i64 {
        self.shifted_ms
    }

    /// When something of the wall clock is stored next, if nothing else is before that: that this run began, and the distance at
    /// which the time of day settled.
    pub(crate) fn keeps_at(&self) -> Option<FleetTime> {
        let start = self.keeps.start;
        let start = start.then(|| self.back_since.plus(START_KEPT_AFTER_MS));
        let settled = self.keeps.settled.then(|| self.settles_at());
        start.into_iter().chain(settled).min()
    }

    /// Has stored what is due.
    pub(crate) fn keep_due(&mut self) {
        let due = |at: FleetTime| at <= self.now;
        let start = self.keeps.start && due(self.back_since.plus(START_KEPT_AFTER_MS));
        let settled = self.keeps.settled && due(self.settles_at());
        if settled {
            self.keeps.settled = false;
        }
        self.keeps.now |= start || settled;
    }

    /// Whether the runs have to be stored with this decision, which changes something else or not.
    pub(crate) fn take_keeps(&mut self, else_changed: bool) -> bool {
        let keeps = self.keeps.now || (self.keeps.start && else_changed);
        self.keeps.now = false;
        self.keeps.start &= !keeps;
        keeps
    }

    /// What is stored of days and runs.
    pub(crate) fn counters(&self, others: Counters) -> Counters {
        Counters {
            day_ended: self.day_ended,
            ended_set: self.ended_set,
            off_since: self.off_since,
            shifted_ms: self.shifted_ms,
            ..others
        }
    }

    /// The runs as they are stored.
    pub(crate) fn runs(&self) -> Vec<Run> {
        self.wall.runs(self.now)
    }
}

const fn is_a_jump(one: i64, other: i64) -> bool {
    one.saturating_sub(other).saturating_abs() > JUMP_OF_DAY_MS
}

/// The runs before this one. A release that knew of none had a wall clock that was fleet time.
fn runs_before(stored: Vec<Run>, fresh: bool) -> Vec<Run> {
    if !stored.is_empty() || fresh {
        return stored;
    }
    vec![Run {
        from: FleetTime::default(),
        ahead_ms: 0,
    }]
}
