//! Whether a unit fails more often than it should: the alarms, and against what.
//!
//! A unit should fail no more often than its specification says, *or* than the clinic's own other readers do where those fail more often: what a
//! laboratory measured may not be reached at a window in June. So an alarm has to refute both claims ([`AgainstValue`] and
//! [`AgainstOthers`]), each at the level of the [`Quality`]. Whichever of them is the worse one, its claim is true of a healthy unit, and is refuted
//! by chance at most that often: nothing has to be estimated, and nothing is assumed about how often the others fail. (An
//! intersection-union test: R. L. Berger, 1982.) The uncertainty about few sessions of the others is in their test.
//!
//! Both tests run over the days of one month. An alarm that was reached stands until the month's end.

use crate::rate::Rate;
use crate::sequential::{AgainstOthers, AgainstValue};

/// Fewer failures than these are no alarm: one patient who tries again and again is not the unit's fault.
const FEWEST_FAILURES: u32 = 5;

/// What is tested of each unit. The levels together are the chance of any false alarm in a unit's month: 0.95 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quality {
    /// Faces that match (FAQ 12).
    Face,
    /// Cards that can be read (FAQ 18).
    Card,
}

impl Quality {
    pub const ALL: [Self; 2] = [Self::Face, Self::Card];

    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Face => "face",
            Self::Card => "card",
        }
    }

    /// The specified share of failures, measured in a laboratory: FNMR 0.6 % at FMR 0.01 %, and 99.0 % of the printed data read.
    #[must_use]
    pub const fn specified(self) -> f64 {
        match self {
            Self::Face => 0.006,
            Self::Card => 0.010,
        }
    }

    /// The highest chance of a false alarm in a unit's month.
    #[must_use]
    pub const fn level(self) -> f64 {
        match self {
            Self::Face => 0.008_5,
            Self::Card => 0.001,
        }
    }
}

/// Against what a unit is held: the worse of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    Specified,
    OtherReaders,
}

impl Reference {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Specified => "specified",
            Self::OtherReaders => "other-readers",
        }
    }
}

/// One day of a unit, and of the clinic's other readers together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Beside {
    pub unit: Rate,
    pub others: Rate,
}

/// What is known of one quality of a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    pub quality: Quality,
    pub unit: Rate,
    /// The clinic's other readers together.
    pub others: Rate,
    pub reference: Reference,
    /// The reference's share of failures.
    pub expected: f64,
    /// On which of the days it was certain that the unit fails more often than both, counted from 0; `None` while it may be chance.
    pub alarm: Option<usize>,
}

/// Judges the days of a month, oldest first, each of them over.
#[must_use]
pub fn judge(quality: Quality, days: impl IntoIterator<Item = Beside>) -> Judged {
    let enough = (1.0 / quality.level()).ln();
    let mut value = AgainstValue::new(quality.specified());
    let mut others = AgainstOthers::default();
    let (mut sum, mut alarm) = (Beside::default(), None);
    let (mut beyond_value, mut beyond_others) = (false, false);
    for (nth, day) in days.into_iter().enumerate() {
        value.see(day.unit);
        others.see(day.unit, day.others);
        sum.unit = sum.unit.plus(day.unit);
        sum.others = sum.others.plus(day.others);
        beyond_value |= value.ln() >= enough;
        beyond_others |= others.ln() >= enough;
        let alone = sum.others.tried == 0;
        let certain = beyond_value && (beyond_others || alone);
        if alarm.is_none() && certain && sum.unit.failed >= FEWEST_FAILURES {
            alarm = Some(nth);
        }
    }
    let specified = quality.specified();
    let shown = sum.others.failing().filter(|share| *share > specified);
    Judged {
        quality,
        unit: sum.unit,
        others: sum.others,
        reference: shown.map_or(Reference::Specified, |_| Reference::OtherReaders),
        expected: shown.unwrap_or(specified),
        alarm,
    }
}

impl Judged {
    /// Whether the others together certainly fail more often than is specified, so that the place, the season or the cards are the cause rather than one unit.
    #[must_use]
    pub fn others_fail_too(&self) -> bool {
        self.others.interval().low > self.quality.specified()
    }
}
