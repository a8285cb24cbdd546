//! The PC's wall clock and the day, by the rules alone ("Time", "A ticket's life").

use super::{CALL, DAY, JAPAN, Model, RESTART, State, Ticket};
use std::collections::BTreeSet;

/// A distance between wall clock and fleet time that changed by more than this has jumped.
const JUMP: i64 = 2_000;
/// Without a jump for this long, the time of day is settled.
const SETTLES: i64 = 300_000;
/// A set time that comes again within this after the day ended is the same one.
const SAME: i64 = 3_600_000;
/// Runs whose distances differ by no more than this are remembered as one, with the distance of the first.
const ONE_RUN: i64 = 30_000;
/// What is stored of an earlier run's clock may be off by this: so near to a set time, either is right.
const UNCLEAR: i64 = 60_000;

/// 2026-01-01: no PC ran this program before.
const EARLIEST: i64 = 1_767_225_600_000;

/// What is known of the wall clock and of the days.
#[derive(Debug, Default)]
pub struct Clock {
    /// When the day ends by itself, after midnight.
    pub day_end: Option<i64>,
    /// When each run began, and how far the wall clock was ahead in it. The last one goes on.
    runs: Vec<(i64, i64)>,
    /// In the last one, the distance that was settled last, and the furthest ahead of what can be: what the next start knows of it.
    settled_at: Option<i64>,
    furthest: i64,
    /// Whether anything was stored in the last one: one that left nothing is not known of at the next start.
    kept: bool,
    /// The distance from which a jump is told, and since when.
    steady: (i64, i64),
    settled: bool,
    /// Since when the PC was off, until it is known whether an end of the day fell into that; and when it was back.
    off: Option<i64>,
    back: i64,
    /// When the day ended by itself last.
    pub(super) ended: Option<i64>,
    /// The set time at which that was.
    ended_set: i64,
    /// Since when fleet time is about to be set.
    setting: Option<i64>,
}

/// Whether a clock's date can be: not before the program was made, and no further ahead than holidays are long.
const fn is_possible(from: &i64, ahead: &i64) -> bool {
    *from + *ahead >= EARLIEST && *ahead <= 60 * DAY
}

impl Clock {
    fn starts(&mut self, now: i64, wall: i64, stored: Option<i64>) {
        let ahead = wall - now;
        if let Some(stored) = stored {
            self.off = self.off.or(Some(stored));
        }
        self.back = stored.map_or(now, |stored| now.max(stored + 1));
        if !self.kept {
            self.runs.pop();
        } else if stored.is_none_or(|stored| !self.is_settled(stored))
            && let Some(run) = self.runs.last_mut()
        {
            run.1 = self.settled_at.unwrap_or(self.furthest);
        }
        if let [.., (_, earlier), (_, later)] = self.runs[..]
            && (later - earlier).abs() <= ONE_RUN
        {
            self.runs.pop();
        }
        (self.settled_at, self.furthest) = (None, ahead);
        self.kept = false;
        self.runs.push((self.back, ahead));
        (self.steady, self.settled, self.setting) = ((ahead, self.back), false, None);
    }

    fn ahead(&self) -> i64 {
        self.runs.last().map_or(0, |(_, ahead)| *ahead)
    }

    fn is_settled(&self, now: i64) -> bool {
        self.settled || now - self.steady.1 >= SETTLES
    }

    /// The time of day of something: by the run in which it was, and no later than a later run began.
    fn of_day(&self, at: i64) -> i64 {
        let Some((began, now_ahead)) = self.runs.last() else {
            return at;
        };
        let mut earlier = self.runs.iter().rev().skip(1);
        let own = earlier.find(|(from, _)| *from <= at).or(self.runs.first());
        match own {
            Some((_, ahead)) if at < *began && self.runs.len() > 1 => {
                let (own, latest) = (at + ahead, began + now_ahead);
                match (self.is_possible(), is_possible(&at, ahead)) {
                    (false, _) => own,
                    (true, true) => own.min(latest),
                    // Of a run in 1970 nothing is known, but that it was before this one.
                    (true, false) => latest,
                }
            }
            _ => at + now_ahead,
        }
    }

    /// Whether the clock of the run that goes on can tell anything of a day.
    fn is_possible(&self) -> bool {
        self.runs
            .last()
            .is_none_or(|(from, ahead)| is_possible(from, ahead))
    }

    /// The newest set time by a time of day.
    fn newest(&self, of_day: i64) -> Option<i64> {
        let shift = JAPAN - self.day_end?;
        Some((of_day + shift).div_euclid(DAY) * DAY - shift)
    }

    fn has_ended_since(&self, set: i64) -> bool {
        self.ended.is_some_and(|ended| {
            let earlier = self.runs.iter().rev().skip(1);
            let mut own = earlier.filter(|(from, _)| *from <= ended);
            let this_run = self.runs.last().is_some_and(|(from, _)| *from <= ended);
            if !this_run
                && own
                    .next()
                    .is_some_and(|(_, ahead)| !is_possible(&ended, ahead))
            {
                return false;
            }
            let after = set - self.of_day(ended);
            after <= 0 || (set == self.ended_set && after <= SAME)
        })
    }

    /// The set time that fell while the PC was off, if the day has not ended since.
    fn owed(&self) -> Option<i64> {
        let off = self.off.filter(|_| self.is_possible())?;
        let set = self.newest(self.of_day(self.back))?;
        let fell = set > self.of_day(off);
        (fell && !self.has_ended_since(set)).then_some(set)
    }

    /// Whether something came before a set time; `None`: it can be said of neither.
    fn is_before(&self, at: i64, set: i64) -> Option<bool> {
        let of_day = self.of_day(at);
        let this_run = self.runs.last().is_some_and(|(from, _)| *from <= at);
        if !this_run && !self.is_possible() {
            // How long that is ago, such a clock cannot tell.
            return Some(false);
        }
        (this_run || (of_day - set).abs() > UNCLEAR).then_some(of_day < set)
    }
}

impl Model {
    /// The controller starts, on a store whose newest commit was at `stored`.
    pub fn starts(&mut self, now: i64, wall: i64, stored: Option<i64>) {
        self.clock.starts(now, wall, stored);
        self.restarts(now);
    }

    /// Something was stored, and with it that this run began.
    pub const fn keeps_run(&mut self) {
        self.clock.kept = true;
    }

    /// The engine looks at the wall clock.
    pub fn sees_clock(&mut self, now: i64, wall: i64) {
        let (clock, ahead) = (&mut self.clock, wall - now);
        if clock.is_settled(now) {
            clock.settled_at = Some(clock.ahead());
        }
        if let Some((from, _)) = clock.runs.last() {
            let (new, old) = (
                is_possible(from, &ahead),
                is_possible(from, &clock.furthest),
            );
            if new && old {
                clock.furthest = clock.furthest.max(ahead);
            } else if new || !old {
                clock.furthest = ahead;
            }
        }
        if (ahead - clock.steady.0).abs() > JUMP {
            (clock.steady, clock.settled, clock.setting) = ((ahead, now), false, None);
        } else if clock.is_settled(now) && now - clock.steady.1 >= SETTLES {
            (clock.steady, clock.settled) = ((ahead, now), true);
        }
        if let Some(run) = clock.runs.last_mut() {
            run.1 = ahead;
        }
    }

    /// The process stood still: nobody's time is up, and nothing was heard of any unit.
    pub fn resumes(&mut self, now: i64, since: i64) {
        self.woke = Some(now);
        let later = now + RESTART;
        let moved = |at: &mut i64| {
            if since < *at && *at <= now {
                *at = later;
            }
        };
        for ticket in self.tickets.values_mut() {
            match &mut ticket.state {
                State::Called { until, .. } => *until = later.max(*until),
                State::Verifying { until, grace, .. } => {
                    *until = later.max(*until);
                    *grace = grace.map(|at| later.max(at));
                }
                _ => {}
            }
        }
        for unit in self.units.values_mut() {
            unit.heard = now;
            if unit.connection.is_some() {
                unit.unheard = Some(later);
            }
            unit.expected.iter_mut().for_each(moved);
            if let super::Hand::Card { until } = &mut unit.hand {
                moved(until);
            }
        }
        let clock = &mut self.clock;
        let set = clock.newest(now + clock.ahead());
        let fell = set.is_some_and(|set| set > clock.of_day(since));
        if clock.off.is_some() || fell {
            clock.off = clock.off.or(Some(since));
            clock.back = now;
        }
    }

    /// A unit said something.
    pub fn hears(&mut self, now: i64, serial: &str) {
        if let Some(unit) = self.units.get_mut(serial) {
            (unit.unheard, unit.heard) = (None, now);
        }
    }

    /// Whether there is a time to confirm.
    pub fn may_confirm(&self) -> bool {
        self.clock.ahead().abs() > JUMP
    }

    /// An administrator confirmed the wall clock, and fleet time moved by so much with that.
    pub fn confirms(&mut self, now: i64, by: i64) -> Result<(), String> {
        if self.is_anybody_at_a_unit() {
            self.clock.setting.get_or_insert(now);
            return self.moves(by, 0);
        }
        self.moves(by, self.clock.ahead())
    }

    /// Whether new calls are held because fleet time is about to be set.
    pub const fn is_setting(&self) -> bool {
        self.clock.setting.is_some()
    }

    /// Whether fleet time has to be set now.
    pub fn sets_time(&self, now: i64) -> bool {
        let over = |asked: i64| !self.is_anybody_at_a_unit() || now - asked >= CALL;
        self.clock.setting.is_some_and(over)
    }

    /// Fleet time was set in what was due.
    pub fn sets(&mut self, by: i64, due: bool) -> Result<(), String> {
        let should = if due { self.clock.ahead() } else { 0 };
        self.moves(by, should)
    }

    fn moves(&mut self, by: i64, should: i64) -> Result<(), String> {
        if by != should {
            return Err(format!("time: it was set by {by} ms, not by {should}"));
        }
        if by == 0 {
            return Ok(());
        }
        let clock = &mut self.clock;
        clock.setting = None;
        for (from, ahead) in &mut clock.runs {
            (*from, *ahead) = (*from + by, *ahead - by);
        }
        clock.steady = (clock.steady.0 - by, clock.steady.1 + by);
        clock.furthest -= by;
        clock.settled_at = clock.settled_at.map(|ahead| ahead - by);
        clock.back += by;
        for at in [&mut clock.off, &mut clock.ended].into_iter().flatten() {
            *at += by;
        }
        self.moves_time(by);
        Ok(())
    }

    fn is_anybody_at_a_unit(&self) -> bool {
        self.tickets.values().any(|ticket| ticket.unit().is_some())
    }

    /// Whom an owed end of the day holds is what the fleet says, where the rules can tell.
    pub fn is_held(&mut self, now: i64, id: u64, held: bool) -> Result<(), String> {
        let owed = self.clock.owed();
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return Ok(());
        };
        let should = match owed {
            Some(set) if ticket.is_open() => self.clock.is_before(ticket.arrived, set),
            _ => Some(false),
        };
        ticket.held_back = held;
        if should.is_some_and(|should| should != held) {
            return Err(format!(
                "day's end: ticket {id} is held: {held}, and should not be so at {now}; owed: {owed:?}"
            ));
        }
        Ok(())
    }

    /// The day ends by itself once the time of day is settled: an owed end as its tickets are free, one that came while the
    /// controller ran as nothing is called or verifying. `ended` are those that the fleet ended.
    pub fn day_due(&mut self, now: i64, ended: &BTreeSet<u64>) -> Result<(), String> {
        if self.clock.is_settled(now) {
            self.day_ends(now, ended)?;
        }
        match ended.iter().find(|id| {
            let ticket = self.tickets.get(id);
            ticket.is_some_and(|ticket| ticket.state != State::Ended)
        }) {
            Some(id) => Err(format!("day's end: ticket {id} was ended early, at {now}")),
            None => Ok(()),
        }
    }

    fn day_ends(&mut self, now: i64, ended: &BTreeSet<u64>) -> Result<(), String> {
        match self.clock.owed() {
            Some(set) => {
                self.ends_before(now, set, ended)?;
                // Of whom it can be said of neither, the fleet may hold.
                let left = |t: &Ticket| {
                    let before = self.clock.is_before(t.arrived, set);
                    t.is_open() && before.unwrap_or(t.held_back)
                };
                if !self.tickets.values().any(left) {
                    (self.clock.ended, self.clock.off) = (Some(now), None);
                    self.clock.ended_set = set;
                    self.day_ended_by_itself();
                }
            }
            None if self.clock.is_possible() => self.clock.off = None,
            None => {}
        }
        let set = self.clock.newest(now + self.clock.ahead());
        if let Some(set) = set.filter(|set| !self.clock.has_ended_since(*set))
            && !self.is_anybody_at_a_unit()
        {
            self.ends_before(now, set, ended)?;
            (self.clock.ended, self.clock.ended_set) = (Some(now), set);
            self.day_ended_by_itself();
        }
        Ok(())
    }

    /// Who came before a set time and is at no unit has ended.
    fn ends_before(&mut self, now: i64, set: i64, ended: &BTreeSet<u64>) -> Result<(), String> {
        let mut over = Vec::new();
        for (id, ticket) in &self.tickets {
            if !ticket.is_open() || ticket.unit().is_some() {
                continue;
            }
            match self.clock.is_before(ticket.arrived, set) {
                Some(true) if !ended.contains(id) => {
                    return Err(format!(
                        "day's end: ticket {id} of before {set} did not end with its day, at {now}"
                    ));
                }
                Some(false) => {}
                Some(true) | None => over.extend(ended.contains(id).then_some(*id)),
            }
        }
        for id in over {
            self.becomes(now, id, State::Ended);
        }
        Ok(())
    }

    /// An automatic number was given. A day's first ticket, if it is given one, has the first that is free from 1 on.
    pub fn may_give(&self, now: i64, number: &str) -> Result<(), String> {
        let first = || (1..).map(|n: u32| n.to_string()).find(|n| self.may_add(n));
        if self.begins_numbers(now) && first().as_deref() != Some(number) {
            return Err(format!(
                "day: its first ticket was given {number}, not {:?}",
                first()
            ));
        }
        Ok(())
    }

    /// Whether automatic numbers begin anew with the next ticket: the newest one came before the day began.
    fn begins_numbers(&self, now: i64) -> bool {
        let began = if self.clock.is_settled(now) {
            self.clock.newest(now + self.clock.ahead())
        } else {
            self.clock.owed()
        };
        let newest = self.tickets.values().next_back();
        let before = |set| newest.and_then(|t| self.clock.is_before(t.arrived, set));
        began.and_then(before) == Some(true)
    }

    /// Whether something was today.
    pub(super) fn is_of_today(&self, at: i64, now: i64) -> bool {
        let today = (now + self.clock.ahead() + JAPAN).div_euclid(DAY) * DAY - JAPAN;
        self.clock.of_day(at) >= today
    }
}
