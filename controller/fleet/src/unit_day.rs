//! What one unit did on one day (RULES, "Days"): counts that name no patient, so that they can be kept for a year and added up to months.

use crate::outcome::{Kind, Method, Outcome};
use crate::time::FleetTime;
use crate::times::Times;
use crate::unit::{Membership, Pause, Presence, Unit};
use std::collections::BTreeMap;

/// The time within which a face has to be verified, as a rule, in milliseconds (FAQ 17).
pub const FACE_IN_TIME_MS: u64 = 5_000;

/// A unit's day, or what several days make together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnitDay {
    /// Days since 1970 in the clinic's time zone; of several days the first one.
    pub day: i32,
    /// How its sessions ended, by the plain kind, in the order of their first one.
    pub outcomes: Vec<(Kind, u32)>,
    pub faces: Faces,
    /// How long its sessions took, from the card to the end, by the reader's clock.
    pub service: Times,
    /// How often its link was lost.
    pub drops: u32,
    /// How often it began to report a fault.
    pub faults: u32,
    /// The restarts that began: asked for by staff, or planned.
    pub restarts: u32,
    /// For how long it served, in milliseconds of fleet time.
    pub serving_ms: u64,
    /// For how long it did not, by the reason, in milliseconds of fleet time.
    pub not_serving_ms: BTreeMap<NotServing, u64>,
}

/// The sessions in which a face was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Faces {
    pub tried: u32,
    /// Verified by the face.
    pub matched: u32,
    /// The face did not match, or another way was taken after it.
    pub failed: u32,
    /// Matched within [`FACE_IN_TIME_MS`].
    pub in_time: u32,
}

/// Why an enrolled unit does not serve: the first of these that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotServing {
    /// Somebody works on it (RULES A23).
    Maintenance,
    /// It restarts, and is back by itself.
    Restarting,
    /// It is not connected.
    Link,
    /// It reports a fault.
    Fault,
    /// It has no seat, or was turned away.
    NoSeat,
    PausedByStaff,
    PausedByFleet,
}

/// Since when a unit's time is counted, and as what. It is stored: what was not added to the day yet is not lost with the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counted {
    pub since: FleetTime,
    /// `None` of a unit that is not enrolled, whose time counts nowhere.
    pub stood: Option<Standing>,
}

/// Whether a unit serves, or the reason why not.
pub type Standing = Result<(), NotServing>;

impl NotServing {
    pub const ALL: [Self; 7] = [
        Self::Maintenance,
        Self::Restarting,
        Self::Link,
        Self::Fault,
        Self::NoSeat,
        Self::PausedByStaff,
        Self::PausedByFleet,
    ];
}

impl UnitDay {
    /// A day on which nothing has happened.
    #[must_use]
    pub fn on(day: i32) -> Self {
        Self {
            day,
            ..Self::default()
        }
    }

    /// Whether nothing is counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::on(self.day)
    }

    /// Counts a session.
    pub fn count(&mut self, outcome: &Outcome) {
        let kind = outcome.kind.plain();
        match self.outcomes.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => self.outcomes.push((kind, 1)),
        }
        self.service.add(outcome.duration_ms);
        self.faces.count(outcome);
    }

    /// Adds time in which it served, or did not for this reason.
    pub fn add_time(&mut self, stood: Standing, ms: u64) {
        if ms == 0 {
            return;
        }
        let time = match stood {
            Ok(()) => &mut self.serving_ms,
            Err(why) => self.not_serving_ms.entry(why).or_default(),
        };
        *time = time.saturating_add(ms);
    }

    /// Adds what is counted of another day, or of another part of the same one. The earlier day gives the name.
    pub fn merge(&mut self, other: &Self) {
        self.day = self.day.min(other.day);
        for (kind, more) in &other.outcomes {
            match self.outcomes.iter_mut().find(|(known, _)| known == kind) {
                Some((_, count)) => *count = count.saturating_add(*more),
                None => self.outcomes.push((kind.clone(), *more)),
            }
        }
        self.faces.merge(other.faces);
        self.service.merge(&other.service);
        for (count, more) in [
            (&mut self.drops, other.drops),
            (&mut self.faults, other.faults),
            (&mut self.restarts, other.restarts),
        ] {
            *count = count.saturating_add(more);
        }
        self.serving_ms = self.serving_ms.saturating_add(other.serving_ms);
        for (why, ms) in &other.not_serving_ms {
            self.add_time(Err(*why), *ms);
        }
    }

    /// How many sessions ended.
    #[must_use]
    pub fn sessions(&self) -> u32 {
        self.sum_of(|_| true)
    }

    /// How many of them were verified.
    #[must_use]
    pub fn verified(&self) -> u32 {
        self.sum_of(|kind| matches!(kind, Kind::Verified(_)))
    }

    /// How many sessions ended so; what is told beside a kind makes no difference.
    #[must_use]
    pub fn ended_so(&self, kind: &Kind) -> u32 {
        let kind = kind.plain();
        self.sum_of(|known| *known == kind)
    }

    fn sum_of(&self, is_meant: impl Fn(&Kind) -> bool) -> u32 {
        let meant = self.outcomes.iter().filter(|(kind, _)| is_meant(kind));
        meant.fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }
}

impl Faces {
    fn count(&mut self, outcome: &Outcome) {
        // A reader that does not say how long it took has tried a face all the same where one ended the session.
        let by_face = Kind::Verified(Method::Face);
        let ended_by_it = outcome.kind == by_face || outcome.kind == Kind::FaceNotMatched;
        if outcome.face_ms.is_none() && !ended_by_it {
            return;
        }
        self.tried += 1;
        match &outcome.kind {
            kind if *kind == by_face => {
                let in_time = outcome.face_ms.is_some_and(|ms| ms <= FACE_IN_TIME_MS);
                self.matched += 1;
                self.in_time += u32::from(in_time);
            }
            Kind::FaceNotMatched | Kind::Verified(_) | Kind::PinWrong { .. } | Kind::PinLocked => {
                self.failed += 1
            }
            // What ended it says nothing of the face.
            Kind::CardExpired
            | Kind::CardUnreadable
            | Kind::NotMyNumberCard
            | Kind::GivenUp
            | Kind::TimedOut
            | Kind::UnitFailed { .. } => {}
        }
    }

    fn merge(&mut self, other: Self) {
        for (count, more) in [
            (&mut self.tried, other.tried),
            (&mut self.matched, other.matched),
            (&mut self.failed, other.failed),
            (&mut self.in_time, other.in_time),
        ] {
            *count = count.saturating_add(more);
        }
    }
}

impl Unit {
    /// As what its time counts now; `None` unless it is enrolled.
    pub(crate) const fn standing(&self) -> Option<Standing> {
        if !matches!(self.membership, Membership::Enrolled) {
            return None;
        }
        Some(match (&self.pause, &self.presence) {
            (Some(Pause::Maintenance(_)), _) => Err(NotServing::Maintenance),
            _ if self.restarts.holds() => Err(NotServing::Restarting),
            (_, Presence::Absent { .. }) => Err(NotServing::Link),
            _ if !self.health.serves() => Err(NotServing::Fault),
            _ if self.seat.is_none() => Err(NotServing::NoSeat),
            (Some(Pause::ByStaff(_)), _) => Err(NotServing::PausedByStaff),
            (Some(Pause::ByFleet), _) => Err(NotServing::PausedByFleet),
            (None, _) => Ok(()),
        })
    }

    /// Adds the time until then to its day, and counts on from `on`: what lies between them counts nowhere.
    pub(crate) fn count_time(&mut self, until: FleetTime, on: FleetTime) {
        if let (Some(stood), Ok(ms)) = (
            self.counted.stood,
            u64::try_from(until.since(self.counted.since)),
        ) {
            self.today.add_time(stood, ms);
        }
        self.count_from(on);
    }

    /// Counts time from then on, as what it stands now.
    pub(crate) fn count_from(&mut self, on: FleetTime) {
        self.counted = Counted {
            since: on,
            stood: self.standing(),
        };
    }
}
