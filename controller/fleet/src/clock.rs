//! Fleet time, the time of day, and the day's end that is owed (RULES, "Time", "A ticket's life").
//!
//! Fleet time orders what happens. The time of day is computed from the PC's wall clock as it is now ([`WallClock`]): when a wrong clock is
//! corrected, everything that was derived from it is corrected, too.

pub mod wall;

use crate::decision::Counters;
use crate::settings::{JUMP_MS, Settings};
use crate::time::{DAY, FleetTime, HOUR, SECOND, TimeOfDay};
use wall::{Calendar, JUMP_OF_DAY_MS, Run, WallClock};

/// *Fixed*: a set time that comes again within this time after the day ended counts as the same one: the clock was put back a little.
const SAME_END_MS: i64 = HOUR;
/// The delay after which the beginning of a run is stored: before the engine would store fleet time by itself, but not at the start itself,
/// which must not need free space on the disk.
const START_KEPT_AFTER_MS: i64 = 30 * SECOND;

/// Fleet time, the wall clock, and the days between.
#[derive(Debug, Clone)]
pub(crate) struct Clock {
    /// The time of the newest command.
    now: FleetTime,
    wall: WallClock,
    /// The moment when somebody asked to set fleet time to the wall clock; `None` unless that is pending.
    setting_since: Option<FleetTime>,
    /// The moment when the process started, or resumed after a sleep in which the day may have ended.
    back_since: FleetTime,
    /// The set time of an end that is owed: tickets added before it are held.
    holding: Option<TimeOfDay>,
    /// The beginning of the time that the PC was off, until it is known whether an end of the day fell into it; 0 when nothing is open.
    off_since: FleetTime,
    /// The moment when the day last ended by itself; 0 for never.
    day_ended: FleetTime,
    /// The set time of that end.
    ended_set: TimeOfDay,
    /// The sum of all changes that administrators made to fleet time.
    shifted_ms: i64,
    keeps: Keeps,
    day_end_ms: Option<i64>,
    utc_offset_ms: i64,
}

/// What about the wall clock still has to be stored.
#[derive(Debug, Clone, Copy)]
struct Keeps {
    /// The beginning of this run.
    start: bool,
    /// The distance at which the time of day settled.
    settled: bool,
    /// A jump, or a change of fleet time: stored with this decision.
    now: bool,
}

/// The two times with which a start begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beginning {
    /// Fleet time of the newest commit; 0 if there was none.
    pub(crate) stored: FleetTime,
    pub(crate) wall: TimeOfDay,
}

impl Beginning {
    /// Whether the store was empty.
    pub(crate) fn is_fresh(self) -> bool {
        self.stored == FleetTime::default()
    }

    /// Fleet time at the start, which is the later of stored and wall time unless the clock jumped by more than 60 days (that waits for an
    /// administrator); and the time with which license time begins: the clock as far as it is believed.
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
    /// The clock at a start. Whether an end of the day fell into the time that the PC was off is decided later, once the time of day is
    /// settled.
    pub(crate) fn start(settings: &Settings, beginning: Beginning, counters: &Counters) -> Self {
        let (now, _) = beginning.times();
        let (fresh, stored) = (beginning.is_fresh(), beginning.stored);
        let off_since = match counters.off_since == FleetTime::default() {
            true => stored,
            false => counters.off_since,
        };
        // Events at the stored time belong to the run before this one, also when fleet time continues from there.
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

    pub(crate) const fn now(&self) -> FleetTime {
        self.now
    }

    /// Moves fleet time forward, never back. Returns the time before.
    pub(crate) fn go_on_to(&mut self, now: FleetTime) -> FleetTime {
        let later = self.now.max(now);
        std::mem::replace(&mut self.now, later)
    }

    /// Takes fleet time back to the time before, because the command was refused.
    pub(crate) const fn go_back_to(&mut self, before: FleetTime) {
        self.now = before;
    }

    /// The PC's wall clock.
    pub(crate) const fn wall(&self) -> &WallClock {
        &self.wall
    }

    /// The mapping between fleet time and time of day.
    pub(crate) const fn calendar(&self) -> &Calendar {
        self.wall.calendar()
    }

    pub(crate) const fn time_of_day(&self) -> TimeOfDay {
        // In the first millisecond of a run the calendar still counts that moment to the run before, so the distance is applied here.
        TimeOfDay(self.now.0.saturating_add(self.wall.ahead_ms()))
    }

    /// Whether the wall clock has kept its distance from fleet time for long enough that people can live by it.
    pub(crate) fn is_settled(&self) -> bool {
        self.wall.is_settled(self.now)
    }

    /// The time at which the time of day will be settled if the distance stays as it is; now, if it is settled already.
    pub(crate) fn settles_at(&self) -> FleetTime {
        self.wall.settles_at(self.now)
    }

    /// Today, in days since 1970 in the clinic's time zone.
    pub(crate) fn today(&self) -> i32 {
        self.day_at(self.time_of_day().0)
    }

    /// The day of a time of day in milliseconds since 1970, in the clinic's time zone.
    pub(crate) fn day_at(&self, of_day_ms: i64) -> i32 {
        let days = of_day_ms.saturating_add(self.utc_offset_ms).div_euclid(DAY);
        i32::try_from(days).unwrap_or(i32::MAX)
    }

    /// The beginning of today, in the clinic's time zone.
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

    /// Whether an end of the day is owed, so that tickets may be held.
    pub(crate) const fn is_holding(&self) -> bool {
        self.holding.is_some()
    }

    /// The beginning of the day to which a ticket added now belongs; `None` if no time is set. While the time of day is not settled, only
    /// the day whose beginning is owed is taken to have begun.
    pub(crate) fn day_began(&self) -> Option<TimeOfDay> {
        match self.is_settled() {
            true => self.set_time_by(self.time_of_day()),
            false => self.holding,
        }
    }

    /// The newest set time at or before a time of day.
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

    /// The set time at which the day has to end now, unless it has ended since.
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

    /// The set time that fell into the time that the PC was off, unless the day has ended since.
    pub(crate) fn owed_end(&self) -> Option<TimeOfDay> {
        let off_since = self.may_owe()?;
        let of_day = |at| self.calendar().of_day(at);
        let set = self.set_time_by(of_day(self.back_since))?;
        (set > of_day(off_since) && self.has_not_ended_since(set)).then_some(set)
    }

    /// The beginning of the time that the PC was off, while it is still to be decided whether an end of the day fell into it. `None` for a
    /// clock with an impossible date, which cannot tell.
    pub(crate) fn may_owe(&self) -> Option<FleetTime> {
        (self.off_since != FleetTime::default() && self.calendar().is_possible())
            .then_some(self.off_since)
    }

    /// Whether a day has ever ended by itself.
    pub(crate) fn has_ended_a_day(&self) -> bool {
        self.day_ended != FleetTime::default()
    }

    /// When the newest day ended by itself; zero where none did.
    pub(crate) const fn newest_day_end(&self) -> FleetTime {
        self.day_ended
    }

    /// Notes that the day ended by itself, at this set time.
    pub(crate) const fn note_day_end(&mut self, set: TimeOfDay) {
        self.day_ended = self.now;
        self.ended_set = set;
    }

    /// Notes that no end of the day is owed any longer: none fell into the time that the PC was off, or it has taken place.
    pub(crate) fn clear_owed_end(&mut self) {
        self.off_since = FleetTime::default();
    }

    /// Notes that the PC was off, or the process did not run, from `since` to `back`. An earlier such time that is not decided yet is
    /// merged with it. Returns whether there is something to decide.
    pub(crate) fn note_off(&mut self, since: FleetTime, back: FleetTime) -> bool {
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

    /// Derives anew which end of the day is owed. Returns whether it is another one than before, so that other tickets are held.
    pub(crate) fn hold_anew(&mut self) -> bool {
        let owed = self.owed_end();
        std::mem::replace(&mut self.holding, owed) != owed
    }

    /// Takes a new reading of the wall clock.
    pub(crate) fn look(&mut self, wall: TimeOfDay) {
        if self.wall.look(self.now, wall) {
            // After a jump the distance is not the one that the administrator saw.
            self.setting_since = None;
            self.keeps.settled = true;
            self.keeps.now = true;
        }
    }

    /// Whether fleet time and the wall clock are equal.
    pub(crate) const fn is_even(&self) -> bool {
        !is_a_jump(self.wall.ahead_ms(), 0)
    }

    /// Whether the wall clock is still as far ahead as somebody saw it.
    pub(crate) const fn is_ahead_by(&self, seen_ms: i64) -> bool {
        !is_a_jump(seen_ms, self.wall.ahead_ms())
    }

    /// The moment when somebody asked to set fleet time; `None` unless that is pending.
    pub(crate) const fn setting_since(&self) -> Option<FleetTime> {
        self.setting_since
    }

    /// Starts to wait for the moment to set fleet time. Asking again does not extend the wait: it lasts at most as long as a call stands.
    pub(crate) fn wait_to_be_set(&mut self) {
        self.setting_since.get_or_insert(self.now);
    }

    /// Sets fleet time to the wall clock and moves all times that the clock keeps. Returns the difference.
    pub(crate) fn set_to_wall(&mut self) -> i64 {
        let by = self.wall.ahead_ms();
        self.setting_since = None;
        self.now = self.now.plus(by);
        self.wall.move_fleet_time(by);
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

    /// Whether the beginning of this run is stored: until then a start writes nothing by itself.
    pub(crate) const fn start_is_kept(&self) -> bool {
        !self.keeps.start
    }

    /// The time at which the runs are stored next, if no earlier change stores them: the beginning of this run, and the distance that
    /// settled.
    pub(crate) fn keeps_at(&self) -> Option<FleetTime> {
        let start = self.keeps.start;
        let start = start.then(|| self.back_since.plus(START_KEPT_AFTER_MS));
        let settled = self.keeps.settled.then(|| self.settles_at());
        start.into_iter().chain(settled).min()
    }

    /// Notes that the runs that were due are stored.
    pub(crate) fn keep_due(&mut self) {
        let due = |at: FleetTime| at <= self.now;
        let start = self.keeps.start && due(self.back_since.plus(START_KEPT_AFTER_MS));
        let settled = self.keeps.settled && due(self.settles_at());
        if settled {
            self.keeps.settled = false;
        }
        self.keeps.now |= start || settled;
    }

    /// Whether the runs have to be stored with this decision; `else_changed`: it stores something else, too.
    pub(crate) fn take_keeps(&mut self, else_changed: bool) -> bool {
        let keeps = self.keeps.now || (self.keeps.start && else_changed);
        self.keeps.now = false;
        self.keeps.start &= !keeps;
        keeps
    }

    /// The counters with the values that the clock keeps of days and runs.
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

/// The runs before this one. A release that stored none took the wall clock as fleet time.
fn runs_before(stored: Vec<Run>, fresh: bool) -> Vec<Run> {
    if !stored.is_empty() || fresh {
        return stored;
    }
    vec![Run {
        from: FleetTime::default(),
        ahead_ms: 0,
    }]
}
