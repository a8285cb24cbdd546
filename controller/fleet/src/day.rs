//! Questions about time and day (RULES, "Time"), and the queue's answer to an owed end of the day.

use crate::clock::wall::Calendar;
use crate::fleet::Fleet;
use crate::ticket::Ticket;
use crate::time::{FleetTime, TimeOfDay};

impl Fleet {
    #[must_use]
    pub const fn now(&self) -> FleetTime {
        self.clock.now()
    }

    /// Shows the fleet at `now` to somebody who asks: times that go on by themselves are those of now, and not of the newest command. It is
    /// no decision, so fleet time is afterwards what it was.
    pub fn at<R>(&mut self, now: FleetTime, look: impl FnOnce(&Self) -> R) -> R {
        let before = self.clock.go_on_to(now);
        let seen = look(self);
        self.clock.go_back_to(before);
        seen
    }

    /// The time of day now, by the PC's wall clock.
    #[must_use]
    pub const fn time_of_day(&self) -> TimeOfDay {
        self.clock.time_of_day()
    }

    /// The days that have ended: how many by command, and when the newest one ended by itself (zero: none). Another value means another end.
    #[must_use]
    pub fn day_ends(&self) -> (u64, FleetTime) {
        let by_command = self.book.day_end().map_or(0, |end| end.nth);
        (by_command, self.clock.newest_day_end())
    }

    /// The mapping between fleet time and time of day.
    #[must_use]
    pub const fn calendar(&self) -> &Calendar {
        self.clock.calendar()
    }

    /// The time of day at which something happened.
    #[must_use]
    pub fn of_day(&self, at: FleetTime) -> TimeOfDay {
        self.clock.calendar().of_day(at)
    }

    /// Whether a reading of the wall clock would tell something: [`crate::command::Command::SeeClock`].
    #[must_use]
    pub fn is_worth_a_look(&self, now: FleetTime, wall: TimeOfDay) -> bool {
        self.clock.wall().is_worth_a_look(now, wall)
    }

    /// The rate at which fleet time has to be slewed towards the wall clock, in parts per million.
    #[must_use]
    pub fn slew_ppm(&self) -> i64 {
        self.clock.wall().slew_ppm(self.now())
    }

    /// The moment when fleet time and time of day came more than 5 minutes apart; `None` while they are closer.
    #[must_use]
    pub const fn apart_since(&self) -> Option<FleetTime> {
        self.clock.wall().apart_since()
    }

    /// Whether the wall clock has kept its distance from fleet time for long enough that people can live by it.
    #[must_use]
    pub fn time_of_day_is_settled(&self) -> bool {
        self.clock.is_settled()
    }

    /// Today, in days since 1970 in the clinic's time zone.
    #[must_use]
    pub fn today(&self) -> i32 {
        self.clock.today()
    }

    /// The beginning of today, in the clinic's time zone.
    #[must_use]
    pub fn midnight(&self) -> TimeOfDay {
        self.clock.midnight()
    }

    /// Whether something happened today.
    #[must_use]
    pub fn is_of_today(&self, at: FleetTime) -> bool {
        self.of_day(at) >= self.midnight()
    }

    /// Whether an open ticket was added on an earlier day. Lists mark such a ticket.
    #[must_use]
    pub fn is_of_an_earlier_day(&self, ticket: &Ticket) -> bool {
        ticket.is_open() && self.is_before_today(ticket.added_at)
    }

    /// Whether something happened on an earlier day: before the newest set time, or before midnight if no time is set.
    #[must_use]
    pub fn is_before_today(&self, at: FleetTime) -> bool {
        let began = self.clock.set_time_by(self.time_of_day());
        let began = began.unwrap_or_else(|| self.midnight());
        self.clock.was_before(at, began)
    }

    /// Whether an open ticket is held because an end of the day is owed: it is not called, and its number is free.
    #[must_use]
    pub fn is_held(&self, ticket: &Ticket) -> bool {
        ticket.is_open() && self.clock.holds(ticket.added_at)
    }

    /// Derives anew which tickets are held, after the owed end or the clock changed.
    pub(crate) fn hold_anew(&mut self) {
        if self.clock.hold_anew() || self.clock.is_holding() {
            self.book.hold_by(&self.clock);
        }
    }

    /// Notes that the PC was off, or the process did not run, from `since` to `back`.
    pub(crate) fn note_off(&mut self, since: FleetTime, back: FleetTime) {
        if self.clock.note_off(since, back) {
            self.hold_anew();
        }
    }
}
