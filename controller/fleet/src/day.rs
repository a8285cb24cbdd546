//! Which day it is, which tickets are of an earlier one, and what an end that is owed holds back (RULES, "A ticket's life").

use crate::fleet::Fleet;
use crate::ids::{Number, TicketId};
use crate::queue::Queue;
use crate::ticket::{State, Ticket};
use crate::time::{DAY, FleetTime, HOUR, SECOND, TimeOfDay};
use crate::wall::Calendar;
use crate::work::Work;

/// *Fixed*: a set time that comes again within this after the day ended is the same one: the clock was put back a little.
const SAME_END_MS: i64 = HOUR;
/// That a run began is stored by then: before the engine stores fleet time by itself, and not at the start, which needs no room on
/// the disk.
const START_KEPT_AFTER_MS: i64 = 30 * SECOND;

impl Fleet {
    /// The time of day now: the PC's wall clock.
    #[must_use]
    pub const fn time_of_day(&self) -> TimeOfDay {
        // In the millisecond in which a run begins, the calendar still knows that moment as the run before it.
        TimeOfDay(self.now.0.saturating_add(self.wall.ahead_ms()))
    }

    /// Which fleet time is which time of day.
    #[must_use]
    pub const fn calendar(&self) -> &Calendar {
        self.wall.calendar()
    }

    /// The time of day at which something happened.
    #[must_use]
    pub fn of_day(&self, at: FleetTime) -> TimeOfDay {
        self.wall.calendar().of_day(at)
    }

    /// Whether a look at the wall clock would tell something: [`crate::command::Command::SeeClock`].
    #[must_use]
    pub fn is_worth_a_look(&self, now: FleetTime, wall: TimeOfDay) -> bool {
        self.wall.is_worth_a_look(now, wall)
    }

    /// How fast fleet time is to go after the wall clock, in parts per million more than a real second a second.
    #[must_use]
    pub fn slew_ppm(&self) -> i64 {
        self.wall.slew_ppm(self.now)
    }

    /// Since when fleet time and time of day have been more than 5 minutes apart, while they are.
    #[must_use]
    pub const fn apart_since(&self) -> Option<FleetTime> {
        self.wall.apart_since()
    }

    /// Whether the wall clock has stood still against fleet time for long enough to be lived by.
    #[must_use]
    pub fn time_of_day_is_settled(&self) -> bool {
        self.wall.is_settled(self.now)
    }

    /// Today, in days since 1970 in the clinic's time zone.
    #[must_use]
    pub fn today(&self) -> i32 {
        let days = (self.time_of_day().0 + self.settings.utc_offset_ms).div_euclid(DAY);
        i32::try_from(days).unwrap_or(i32::MAX)
    }

    /// When today began, in the clinic's time zone.
    #[must_use]
    pub fn midnight(&self) -> TimeOfDay {
        TimeOfDay(i64::from(self.today()) * DAY - self.settings.utc_offset_ms)
    }

    /// Whether something happened today.
    #[must_use]
    pub fn is_of_today(&self, at: FleetTime) -> bool {
        self.of_day(at) >= self.midnight()
    }

    /// Whether an open ticket was added on an earlier day: before the day's newest set time, or before midnight where no time is
    /// set. It is marked wherever tickets are listed.
    #[must_use]
    pub fn is_of_an_earlier_day(&self, ticket: &Ticket) -> bool {
        let began = self.set_time_by(self.time_of_day());
        ticket.is_open() && self.is_before(ticket, began.unwrap_or_else(|| self.midnight()))
    }

    /// Whether an open ticket is held back, because an end of the day is owed: not called, and its number is free.
    #[must_use]
    pub fn is_held(&self, ticket: &Ticket) -> bool {
        ticket.is_open() && self.holds(ticket.added_at)
    }

    pub(crate) fn holds(&self, added_at: FleetTime) -> bool {
        let calendar = self.calendar();
        self.holding
            .is_some_and(|set| calendar.was_before(added_at, set))
    }

    pub(crate) fn is_before(&self, ticket: &Ticket, set: TimeOfDay) -> bool {
        self.calendar().was_before(ticket.added_at, set)
    }

    /// All open tickets, by id within those whose number is theirs, then the others.
    pub(crate) fn open_tickets(&self) -> impl Iterator<Item = &Ticket> + Clone {
        self.numbers
            .values()
            .chain(&self.outnumbered)
            .filter_map(|id| self.tickets.get(id))
    }

    /// The newest set time that has come by a time of day.
    fn set_time_by(&self, at: TimeOfDay) -> Option<TimeOfDay> {
        let end = self.settings.day_end_ms?;
        let shift = self.settings.utc_offset_ms - end;
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
        let ended = self.counters.day_ended;
        if ended == FleetTime::default() || !self.calendar().knows(ended) {
            return true;
        }
        let since_end = set.since(self.of_day(ended));
        since_end > 0 && !(set == self.counters.ended_set && since_end <= SAME_END_MS)
    }

    /// The set time that fell while the PC was off, if the day has not ended since. It is worked out from the wall clock as it is
    /// now, so that a clock which is put right after the start takes back what it seemed to say.
    pub(crate) fn owed_end(&self) -> Option<TimeOfDay> {
        let off_since = self.may_owe()?;
        let set = self.set_time_by(self.of_day(self.back_since))?;
        (set > self.of_day(off_since) && self.has_not_ended_since(set)).then_some(set)
    }

    /// Since when the PC was off, while it can be found out whether an end of the day fell into that. A clock that shows an
    /// impossible date cannot tell.
    pub(crate) fn may_owe(&self) -> Option<FleetTime> {
        let off_since = self.counters.off_since;
        (off_since != FleetTime::default() && self.calendar().is_possible()).then_some(off_since)
    }

    /// The PC was off, or the process stood still, between these. If nobody has found out yet whether an earlier such time held
    /// an end of the day, both are one.
    pub(crate) fn off_between(&mut self, work: &mut Work, since: FleetTime, back: FleetTime) {
        let known = self.counters.off_since != FleetTime::default();
        let set = self.set_time_by(self.of_day(back));
        if !known && set.is_none_or(|set| set <= self.of_day(since)) {
            return;
        }
        if !known {
            self.counters.off_since = since;
            work.touch_counters();
        }
        self.back_since = back;
        self.hold_anew(work);
    }

    /// When it is stored that this run began, if nothing else is before that.
    pub(crate) fn keeps_start_at(&self) -> Option<FleetTime> {
        (!self.start_kept).then(|| self.back_since.plus(START_KEPT_AFTER_MS))
    }

    /// When the distance is stored at which the time of day settled.
    pub(crate) fn keeps_settled_at(&self) -> Option<FleetTime> {
        (!self.settled_kept).then(|| self.wall.settles_at(self.now))
    }

    /// Works out anew whom an owed end holds back.
    pub(crate) fn hold_anew(&mut self, work: &mut Work) {
        let owed = self.owed_end();
        if owed != self.holding {
            self.holding = owed;
            self.line_up_anew();
            work.stir();
        }
    }

    /// Puts every waiting ticket into the queue, or aside where it is held.
    pub(crate) fn line_up_anew(&mut self) {
        self.queue = Queue::default();
        self.held.clear();
        let waiting: Vec<_> = self
            .open_tickets()
            .filter(|ticket| ticket.state == State::Waiting)
            .map(|ticket| ticket.id)
            .collect();
        for id in waiting {
            self.line_up(id);
        }
    }

    /// Puts a waiting ticket into the queue, or aside where it is held.
    pub(crate) fn line_up(&mut self, id: TicketId) {
        let Some(ticket) = self.tickets.get(&id) else {
            return;
        };
        if self.holds(ticket.added_at) {
            self.held.insert(id);
        } else {
            self.queue.insert(ticket, self.now);
        }
    }

    /// Takes a waiting ticket out of the queue, or from aside.
    pub(crate) fn step_out(&mut self, id: TicketId) {
        if !self.held.remove(&id)
            && let Some(ticket) = self.tickets.get(&id)
        {
            self.queue.remove(ticket);
        }
    }

    /// The open ticket that keeps a number from being given out: a held one does not.
    pub(crate) fn has_number(&self, number: &Number) -> Option<&Ticket> {
        let ticket = self.tickets.get(self.numbers.get(number)?)?;
        (!self.is_held(ticket)).then_some(ticket)
    }

    /// Gives a number to an open ticket. Of two, the newer one has it, and is found by it.
    pub(crate) fn give_number(&mut self, number: &Number, id: TicketId) {
        match self.numbers.get(number) {
            Some(newer) if *newer > id => drop(self.outnumbered.insert(id)),
            Some(older) if *older < id => {
                self.outnumbered.insert(*older);
                self.numbers.insert(number.clone(), id);
            }
            _ => drop(self.numbers.insert(number.clone(), id)),
        }
    }

    /// Takes the number from a ticket that was closed. An older open one gets it back.
    pub(crate) fn free_number(&mut self, number: &Number, id: TicketId) {
        if self.outnumbered.remove(&id) || self.numbers.get(number) != Some(&id) {
            return;
        }
        let has_it = |id: &&TicketId| {
            let ticket = self.tickets.get(*id);
            ticket.is_some_and(|ticket| ticket.number == *number)
        };
        match self.outnumbered.iter().rfind(has_it).copied() {
            Some(older) => {
                self.outnumbered.remove(&older);
                self.numbers.insert(number.clone(), older);
            }
            None => drop(self.numbers.remove(number)),
        }
    }

    /// A day's automatic numbers begin at 1 with its first ticket. While the time of day is not settled, the only day that is
    /// taken to have begun is the one whose beginning is owed.
    pub(crate) fn begin_numbers(&mut self) {
        let settled = self.time_of_day_is_settled();
        let began = if settled {
            self.set_time_by(self.time_of_day())
        } else {
            self.holding
        };
        let newest = self.tickets.values().next_back();
        if let (Some(began), Some(newest)) = (began, newest)
            && self.is_before(newest, began)
        {
            self.counters.number = 1;
        }
    }
}
