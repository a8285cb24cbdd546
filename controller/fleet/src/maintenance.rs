//! Maintenance of a unit: somebody works on it, so that it takes no patients, raises no alarm and counts in no figure (RULES A23).

use crate::fleet::Fleet;
use crate::reasons::Alarm;
use crate::refusal::Refusal;
use crate::time::{DAY, FleetTime, MINUTE, TimeOfDay};
use crate::unit::{Health, Membership, Pause, PauseReason, Presence, Unit};
use crate::yard::List;
use madoguchi_support::{Date, day, days_between};

/// *Fixed*: how long a unit in maintenance has to be without a fault before people are reminded to end it: longer than it takes to plug it in
/// and out again while somebody tries cables.
pub const WORKS_AGAIN_MS: i64 = 10 * MINUTE;

/// That somebody works on a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maintenance {
    /// What is done, in the words of staff.
    pub reason: PauseReason,
    pub since: FleetTime,
    /// The time of day by which it should be over; then people are reminded. It ends nothing by itself: nobody knows whether the unit works.
    pub until: Option<TimeOfDay>,
}

/// The time by which a maintenance should be over, as people say it: by the clock of the clinic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Until {
    /// The day; `None` is today.
    pub day: Option<Date>,
    /// Minutes after midnight, below 1,440.
    pub minute: u16,
}

/// What staff say of a maintenance that begins or goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedWork {
    pub reason: PauseReason,
    pub until: Option<Until>,
}

impl Unit {
    /// The maintenance that it is in.
    #[must_use]
    pub const fn maintenance(&self) -> Option<&Maintenance> {
        match &self.pause {
            Some(Pause::Maintenance(work)) => Some(work),
            Some(Pause::ByStaff(_) | Pause::ByFleet) | None => None,
        }
    }

    /// Whether it would serve if nobody worked on it: connected, with a seat, and its own tests passed.
    #[must_use]
    pub const fn works(&self) -> bool {
        matches!(self.membership, Membership::Enrolled)
            && self.seat.is_some()
            && matches!(self.health, Health::Healthy)
            && matches!(self.presence, Presence::Attached(_))
            && self.unheard_until().is_none()
    }

    /// Whether it would serve if somebody did not work on it.
    pub(crate) const fn works_in_maintenance(&self) -> bool {
        self.maintenance().is_some() && self.works()
    }
}

impl Fleet {
    /// Refuses what would end a maintenance by the way: whoever pauses or resumes a unit may not know that somebody works on it.
    pub(crate) fn not_in_maintenance(unit: &Unit) -> Result<(), Refusal> {
        match unit.maintenance() {
            Some(_) => Err(Refusal::InMaintenance(unit.serial.clone())),
            None => Ok(()),
        }
    }

    /// The moment that people mean.
    pub(crate) fn moment_of(&self, until: Until) -> TimeOfDay {
        let days = until
            .day
            .map_or(0, |of| days_between(day(self.clock.today()), of));
        let into = i64::from(days) * DAY + i64::from(until.minute) * MINUTE;
        self.clock.midnight().plus(into)
    }

    /// Notes since when each unit in maintenance works.
    pub(crate) fn note_working(&mut self) {
        if self.yard.has(List::WorksUnnoted) {
            let now = self.now();
            self.yard.note_working(now);
        }
    }

    /// The next time at which people are reminded of a maintenance.
    pub(crate) fn reminds_at(&self, unit: &Unit) -> Option<FleetTime> {
        let work = unit.maintenance()?;
        let works = unit.works_since.map(|since| since.plus(WORKS_AGAIN_MS));
        let until = work.until.map(|until| {
            let left_ms = until.since(self.time_of_day());
            self.now().plus(left_ms)
        });
        let ahead = |at: &FleetTime| *at > self.now();
        works.into_iter().chain(until).filter(ahead).min()
    }

    /// Reminders that a maintenance can be ended: the unit works again, or the time is over by which it should be.
    pub(crate) fn maintenance_alarms(&self) -> impl Iterator<Item = Alarm> {
        let enrolled = |unit: &&Unit| unit.membership == Membership::Enrolled;
        let units = self.yard.units().filter(enrolled);
        units.filter_map(|unit| {
            let work = unit.maintenance()?;
            let (unit_, counter) = (unit.serial.clone(), unit.counter.name.clone());
            let works = unit
                .works_since
                .filter(|since| self.now().since(*since) >= WORKS_AGAIN_MS);
            if let Some(since) = works {
                return Some(Alarm::WorksAgain {
                    unit: unit_,
                    counter,
                    since,
                });
            }
            let until = work.until.filter(|until| *until <= self.time_of_day())?;
            Some(Alarm::MaintenanceOver {
                unit: unit_,
                counter,
                until,
            })
        })
    }
}
