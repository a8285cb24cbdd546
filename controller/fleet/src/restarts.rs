//! Restarts of readers (RULES A27 to A30): asked for by staff or planned for a time of day, one unit at a time, never during a session.
//!
//! ```text
//!   asked by staff ──► waiting ──its turn──► finishing ──free──► running ──back in service──► (none)
//!                        ▲ │                  │  ▲                │  │
//!                        └─┼── link lost ─────┘  └── card placed ─┘  └── 5 minutes ──► overdue ──back──► (none)
//!                          └── an hour ──► (none)
//!   planned: nobody waits, nobody is at a reader ────────────────► running
//! ```

use crate::command::Engine;
use crate::decision::Order;
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::reasons::Alarm;
use crate::time::{DAY, FleetTime, HOUR, MINUTE, TimeOfDay};
use crate::unit::{Activity, Membership, Unit};
use crate::work::Work;
use crate::yard::List;

/// *Fixed*: the time within which a unit has to be back in service: a small computer that starts whole, with its own tests, and some more.
pub const RESTART_MS: i64 = 5 * MINUTE;
/// *Fixed*: how long a restart that staff asked for waits for its turn and its patient; later nobody remembers having asked.
pub const ASKED_MS: i64 = HOUR;
/// *Fixed*: how long after its time a planned restart may begin; later it is given up until the next day.
pub const WINDOW_MS: i64 = HOUR;

/// What is known of a unit's restarts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Restarts {
    /// The one that was asked for or runs.
    pub present: Option<Restart>,
    /// The newest one after which the unit was back in service.
    pub last: Option<LastRestart>,
    /// The day of the newest planned one that began or was given up, in days since 1970 in the clinic's time zone.
    pub planned_on: Option<i32>,
}

/// A restart that is not over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restart {
    pub by: Occasion,
    pub asked_at: FleetTime,
    pub stage: Stage,
}

/// Why a unit restarts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// Somebody asked for it.
    Staff,
    /// The time of day is set for it.
    Plan,
}

/// How far a restart has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Another unit goes first, or this one is not connected. It serves as before.
    Waiting,
    /// It is next: the unit finishes what it has, and is given nobody.
    Finishing,
    /// The unit was told.
    Running {
        since: FleetTime,
        /// Whether the unit said that it did; it is back once it serves, too.
        done: bool,
    },
    /// It was not back in time.
    Overdue {
        /// When it was told.
        since: FleetTime,
        done: bool,
    },
}

/// A restart that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastRestart {
    pub by: Occasion,
    /// When the unit was told.
    pub at: FleetTime,
}

impl Restarts {
    /// Whether the unit takes nobody because of a restart.
    #[must_use]
    pub const fn holds(&self) -> bool {
        matches!(
            &self.present,
            Some(Restart {
                stage: Stage::Finishing | Stage::Running { .. },
                ..
            })
        )
    }

    /// The time at which the unit was told to restart, while it is not back and still in time.
    #[must_use]
    pub const fn running_since(&self) -> Option<FleetTime> {
        match &self.present {
            Some(Restart {
                stage: Stage::Running { since, .. },
                ..
            }) => Some(*since),
            _ => None,
        }
    }

    /// Whether the unit was told to restart and is not back, in time or not.
    #[must_use]
    pub const fn is_away_by_it(&self) -> bool {
        matches!(
            &self.present,
            Some(Restart {
                stage: Stage::Running { .. } | Stage::Overdue { .. },
                ..
            })
        )
    }

    /// Moves its times after fleet time was set.
    pub(crate) fn move_times(&mut self, by: i64) {
        if let Some(restart) = &mut self.present {
            restart.asked_at = restart.asked_at.plus(by);
            if let Stage::Running { since, .. } | Stage::Overdue { since, .. } = &mut restart.stage
            {
                *since = since.plus(by);
            }
        }
        if let Some(last) = &mut self.last {
            last.at = last.at.plus(by);
        }
    }

    fn set(&mut self, next: Stage) {
        if let Some(restart) = &mut self.present {
            restart.stage = next;
        }
    }

    fn stage(&self) -> Option<Stage> {
        self.present.map(|restart| restart.stage)
    }
}

impl Unit {
    /// Whether it can be told to restart now: connected, heard, free, and of a release that knows how.
    fn can_restart(&self) -> bool {
        self.is_there_for_it() && self.is_free()
    }

    fn is_there_for_it(&self) -> bool {
        let knows = self
            .attachment()
            .is_some_and(|attachment| attachment.restarts);
        knows && self.unheard_until().is_none()
    }

    /// Whether it is connected, heard and without a fault.
    fn is_back(&self) -> bool {
        self.attachment().is_some() && self.unheard_until().is_none() && self.health.serves()
    }

    /// The time at which its restart goes on without anybody saying anything.
    pub(crate) fn restart_due(&self) -> Option<FleetTime> {
        let restart = self.restarts.present?;
        match restart.stage {
            Stage::Waiting | Stage::Finishing => Some(restart.asked_at.plus(ASKED_MS)),
            Stage::Running { since, .. } => Some(since.plus(RESTART_MS)),
            Stage::Overdue { since, .. } => self.is_back().then(|| since.plus(DAY)),
        }
    }
}

impl Fleet {
    /// Carries restarts on: ends those that are over, and lets the next unit restart where none does.
    pub(crate) fn restart_units(&mut self, work: &mut Work) {
        if self.yard.has(List::Restarts) {
            let open = self.yard.units().filter(|u| u.restarts.present.is_some());
            let open: Vec<Serial> = open.map(|unit| unit.serial.clone()).collect();
            for serial in open {
                self.carry_on(&serial);
            }
        }
        if let Some((serial, by)) = self.next_restart() {
            self.begin_restart(work, &serial, by);
        }
    }

    /// Takes one restart to the stage that it has reached.
    fn carry_on(&mut self, serial: &Serial) {
        let Some((unit, restart)) = self
            .unit(serial)
            .and_then(|unit| Some((unit, unit.restarts.present?)))
        else {
            return;
        };
        let now = self.now();
        if unit.membership != Membership::Enrolled {
            self.end_restart(serial, None);
            return;
        }
        match restart.stage {
            Stage::Waiting | Stage::Finishing if restart.asked_at.plus(ASKED_MS) <= now => {
                self.end_restart(serial, None);
            }
            Stage::Finishing if unit.attachment().is_none() => self.stage(serial, Stage::Waiting),
            Stage::Running { done: false, .. } if has_somebody(unit) => self.step_back(serial),
            Stage::Running { since, done: true } if unit.is_back() => {
                self.end_restart(serial, Some(since));
            }
            Stage::Running { since, done } if since.plus(RESTART_MS) <= now => {
                self.stage(serial, Stage::Overdue { since, done });
                self.give_up_others();
            }
            Stage::Overdue { since, done }
                if unit.is_back() && (done || since.plus(DAY) <= now) =>
            {
                self.end_restart(serial, done.then_some(since));
            }
            _ => {}
        }
    }

    /// A card was placed before the reader heard of the restart, so that it passed over the order: the patient goes first.
    fn step_back(&mut self, serial: &Serial) {
        self.yard.change(serial, |unit| {
            let planned = |restart: &mut Restart| restart.by == Occasion::Plan;
            match unit.restarts.present.take_if(planned) {
                Some(_) => unit.restarts.planned_on = None,
                None => unit.restarts.set(Stage::Finishing),
            }
        });
    }

    fn stage(&mut self, serial: &Serial, next: Stage) {
        self.yard.change(serial, |unit| unit.restarts.set(next));
    }

    /// Ends a restart; with the time of its beginning where the unit is back.
    fn end_restart(&mut self, serial: &Serial, began: Option<FleetTime>) {
        self.yard.change(serial, |unit| {
            let ended = unit.restarts.present.take();
            if let (Some(restart), Some(at)) = (ended, began) {
                let by = restart.by;
                unit.restarts.last = Some(LastRestart { by, at });
            }
        });
    }

    /// A unit did not come back: nothing else restarts today unless staff ask for it anew.
    fn give_up_others(&mut self) {
        let today = self.today();
        let units: Vec<Serial> = self.enrolled().map(|unit| unit.serial.clone()).collect();
        for serial in units {
            self.yard.change(&serial, |unit| {
                let restarts = &mut unit.restarts;
                restarts.planned_on = Some(today);
                restarts
                    .present
                    .take_if(|restart| matches!(restart.stage, Stage::Waiting | Stage::Finishing));
            });
        }
    }

    /// The unit whose turn it is; `None` while another one restarts, or where none is to.
    fn next_restart(&self) -> Option<(Serial, Occasion)> {
        if self.yard.has(List::Restarts) {
            let at = |wanted: fn(Stage) -> bool| {
                let units = self.enrolled();
                units.filter(move |unit| unit.restarts.stage().is_some_and(wanted))
            };
            let mut running = at(|stage| matches!(stage, Stage::Running { .. }));
            if running.next().is_some() {
                return None;
            }
            let finishing = at(|stage| stage == Stage::Finishing).next();
            let asked = at(|stage| stage == Stage::Waiting)
                .filter(|unit| unit.is_there_for_it())
                .min_by_key(|unit| (unit.restarts.present.map(|r| r.asked_at), unit.pairing));
            if let Some(unit) = finishing.or(asked) {
                return Some((unit.serial.clone(), Occasion::Staff));
            }
        }
        let planned = self.next_planned()?;
        Some((planned.serial.clone(), Occasion::Plan))
    }

    /// Tells a unit to restart, or lets it finish what it has first.
    fn begin_restart(&mut self, work: &mut Work, serial: &Serial, by: Occasion) {
        let Some(unit) = self.unit(serial) else {
            return;
        };
        let (now, today) = (self.now(), self.today());
        let connection = unit.connection().filter(|_| unit.can_restart());
        let Some(connection) = connection else {
            if unit.restarts.stage() == Some(Stage::Waiting) {
                self.stage(serial, Stage::Finishing);
            }
            return;
        };
        let stage = Stage::Running {
            since: now,
            done: false,
        };
        self.turn_day();
        self.yard.count(serial, |day| day.restarts += 1);
        self.yard.change(serial, |unit| match by {
            Occasion::Staff => unit.restarts.set(stage),
            Occasion::Plan => {
                let asked_at = now;
                unit.restarts.planned_on = Some(today);
                unit.restarts.present = Some(Restart {
                    by,
                    asked_at,
                    stage,
                });
            }
        });
        // What staff asked for is on record already.
        if by == Occasion::Plan && !work.has_subject() {
            work.set_subject(format_args!("restart {serial}"));
        }
        work.order(connection, Order::Restart);
    }

    /// What a unit's connection says of its restart: that it is done, or that the order was lost.
    pub(crate) fn hear_engine(&mut self, work: &mut Work, serial: &Serial, engine: Option<Engine>) {
        let Some((unit, engine)) = self.unit(serial).zip(engine) else {
            return;
        };
        let Some(Stage::Running { since, done: false } | Stage::Overdue { since, done: false }) =
            unit.restarts.stage()
        else {
            return;
        };
        if engine.restarting {
            return;
        }
        let age_ms = i64::try_from(engine.running_ms).unwrap_or(i64::MAX);
        if age_ms <= self.now().since(since) {
            self.restarted(serial);
        } else if let Some(connection) = unit.connection().filter(|_| unit.can_restart())
            && unit.restarts.running_since().is_some()
        {
            work.order(connection, Order::Restart);
        }
    }

    /// Notes that a unit said that it restarted.
    pub(crate) fn restarted(&mut self, serial: &Serial) {
        self.yard.change(serial, |unit| {
            if let Some(Restart {
                stage: Stage::Running { done, .. } | Stage::Overdue { done, .. },
                ..
            }) = &mut unit.restarts.present
            {
                *done = true;
            }
        });
    }

    /// The unit that restarts next as planned; `None` outside of the time for it, while somebody waits or is at a reader, and once all did.
    fn next_planned(&self) -> Option<&Unit> {
        let open = self.restart_window_is_open() && self.clock.is_settled();
        let quiet = self.book.queue().len() == 0 && !self.book.has_active();
        if !open || !quiet || self.enrolled().any(|unit| !unit.is_free()) {
            return None;
        }
        let today = self.today();
        let due = |unit: &&Unit| {
            unit.restarts.planned_on != Some(today)
                && unit.restarts.present.is_none()
                && unit.maintenance().is_none()
                && unit.health.serves()
                && unit.can_restart()
        };
        self.enrolled().filter(due).min_by_key(|unit| unit.pairing)
    }

    fn restart_window_is_open(&self) -> bool {
        let begins = self.restart_time();
        begins.is_some_and(|at| (0..WINDOW_MS).contains(&self.time_of_day().since(at)))
    }

    /// The time of today's planned restarts.
    fn restart_time(&self) -> Option<TimeOfDay> {
        let into = self.settings.restart_readers_ms?;
        Some(self.midnight().plus(into))
    }

    /// The next time at which planned restarts may begin.
    pub(crate) fn plans_restarts_at(&self) -> Option<FleetTime> {
        let begins = self.restart_time()?;
        let settled = self.clock.settles_at();
        if self.restart_window_is_open() && settled > self.now() {
            return Some(settled);
        }
        let next = match self.time_of_day() < begins {
            true => begins,
            false => begins.plus(DAY),
        };
        Some(self.calendar().fleet(next).max(settled))
    }

    /// Whether some unit is not there for patients because it restarts: that ends by itself, and is no alarm.
    pub(crate) fn some_unit_restarts(&self) -> bool {
        self.enrolled().any(|unit| unit.restarts.holds())
    }

    /// Units that did not come back from a restart.
    pub(crate) fn restart_alarms(&self) -> impl Iterator<Item = Alarm> {
        let units = self.enrolled().filter(|unit| unit.maintenance().is_none());
        units.filter_map(|unit| match unit.restarts.present {
            Some(Restart {
                by,
                stage: Stage::Overdue { since, .. },
                ..
            }) => Some(Alarm::RestartOverdue {
                unit: unit.serial.clone(),
                counter: unit.counter.name.clone(),
                since,
                by,
            }),
            _ => None,
        })
    }
}

/// Whether a patient is at the unit or called there.
fn has_somebody(unit: &Unit) -> bool {
    matches!(
        unit.activity,
        Activity::Called(_)
            | Activity::Verifying(_)
            | Activity::Unplanned { .. }
            | Activity::Asked(_)
    )
}
