//! Whether a unit fails more often than it should: the alarms, and against what.
//!
//! A unit should fail no more often than its specification says, *or* than the clinic's own other readers do where those fail more often: what a
//! laboratory measured may not be reached at a window in June. So an alarm has to refute both claims ([`AgainstValue`] and
//! [`AgainstOthers`]), each at the level of the [`Quality`]. Whichever of them is the worse one, its claim is true of a healthy unit, and is refuted
//! by chance at most that often: nothing has to be estimated, and nothing is assumed about how often the others fail. (An
//! intersection-union test: R. L. Berger, 1982.) The uncertainty about few sessions of the others is in their test.
//!
//! Others that are hardly used show too little to excuse anybody, and would excuse everything: where they have less than a quarter of a unit's tries
//! together, it is held against its specification alone, as a single reader is.
//!
//! Both tests run over the days of one month. An alarm that was reached stands until the month's end.

use crate::rate::Rate;
use crate::sequential::{AgainstOthers, AgainstValue};

/// Fewer failures than these are no alarm: one patient who tries again and again is not the unit's fault.
const FEWEST_FAILURES: u32 = 5;

/// The part of a unit's tries that the others need to be a reference: one in so many.
const LEAST_PART: u32 = 4;

/// What is tested of each unit. The levels together bound the chance of any false alarm in a unit's month: 0.95 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quality {
    /// Faces that match (FAQ 12).
    Face,
    /// Cards that can be read (FAQ 18).
    Card,
    /// Patients who get as far as a face or a PIN, and do not give up or run out of time before. Nothing is specified of it.
    Screen,
}

impl Quality {
    pub const ALL: [Self; 3] = [Self::Face, Self::Card, Self::Screen];

    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Face => "face",
            Self::Card => "card",
            Self::Screen => "screen",
        }
    }

    /// The specified share of failures, measured in a laboratory: FNMR 0.6 % at FMR 0.01 %, and 99.0 % of the printed data read.
    #[must_use]
    pub const fn specified(self) -> Option<f64> {
        match self {
            Self::Face => Some(0.006),
            Self::Card => Some(0.010),
            Self::Screen => None,
        }
    }

    /// The highest chance of a false alarm in a unit's month.
    #[must_use]
    pub const fn level(self) -> f64 {
        match self {
            Self::Face => 0.008_5,
            Self::Card => 0.000_7,
            Self::Screen => 0.000_3,
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

impl Beside {
    /// Whether the others tried enough to be held against.
    const fn has_reference(self) -> bool {
        self.others.tried.saturating_mul(LEAST_PART) >= self.unit.tried
    }
}

/// What is known of one quality of a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    pub quality: Quality,
    pub unit: Rate,
    /// The clinic's other readers together.
    pub others: Rate,
    pub reference: Reference,
    /// The reference's share of failures; `None` where nothing is specified and the others tried nothing.
    pub expected: Option<f64>,
    /// On which of the days it was certain that the unit fails more often than both, counted from 0; `None` while it may be chance.
    pub alarm: Option<usize>,
}

/// Judges the days of a month, oldest first, each of them over.
#[must_use]
pub fn judge(quality: Quality, days: impl IntoIterator<Item = Beside>) -> Judged {
    let enough = (1.0 / quality.level()).ln();
    let mut value = quality.specified().map(AgainstValue::new);
    let mut others = AgainstOthers::default();
    let (mut sum, mut alarm) = (Beside::default(), None);
    let (mut beyond_value, mut beyond_others) = (value.is_none(), false);
    for (nth, day) in days.into_iter().enumerate() {
        sum.unit = sum.unit.plus(day.unit);
        sum.others = sum.others.plus(day.others);
        if let Some(value) = &mut value {
            value.see(day.unit);
            beyond_value |= value.ln() >= enough;
        }
        others.see(day.unit, day.others);
        beyond_others |= others.ln() >= enough;
        let alone = value.is_some() && !sum.has_reference();
        let certain = beyond_value && (beyond_others || alone);
        if alarm.is_none() && certain && sum.unit.failed >= FEWEST_FAILURES {
            alarm = Some(nth);
        }
    }
    let shown = sum.others.failing().filter(|_| sum.has_reference());
    let (reference, expected) = worse(quality.specified(), shown);
    Judged {
        quality,
        unit: sum.unit,
        others: sum.others,
        reference,
        expected,
        alarm,
    }
}

fn worse(specified: Option<f64>, shown: Option<f64>) -> (Reference, Option<f64>) {
    match (specified, shown) {
        (Some(specified), Some(shown)) if shown <= specified => {
            (Reference::Specified, Some(specified))
        }
        (specified @ Some(_), None) => (Reference::Specified, specified),
        (_, shown) => (Reference::OtherReaders, shown),
    }
}

impl Judged {
    /// Whether the clinic's readers all together certainly fail more often than is specified, by the uncertainty of what they show: then the place, the
    /// season or the cards are the cause rather than one unit.
    #[must_use]
    pub fn all_fail(&self) -> bool {
        let all = self.unit.plus(self.others).interval().low;
        let (unit, others) = (self.unit.interval().low, self.others.interval().low);
        let beyond = |low: f64| self.quality.specified().is_some_and(|at| low > at);
        self.others.tried > 0 && beyond(all) && beyond(unit) && beyond(others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(unit: (u32, u32), others: (u32, u32)) -> Vec<Beside> {
        let day = Beside {
            unit: Rate::new(unit.0, unit.1),
            others: Rate::new(others.0, others.1),
        };
        vec![day; 20]
    }

    #[test]
    fn a_unit_is_held_against_the_worse_of_both_and_told_which() {
        let good = judge(Quality::Face, days((30, 3), (90, 0)));
        assert_eq!(good.reference, Reference::Specified);
        assert_eq!(good.expected, Some(0.006));
        assert!(good.alarm.is_some() && !good.all_fail());
        // The others are as bad: it is none of the unit's own matter.
        let bad = judge(Quality::Face, days((30, 3), (90, 9)));
        assert_eq!(bad.reference, Reference::OtherReaders);
        assert_eq!(bad.expected, Some(0.1));
        assert!(bad.alarm.is_none() && bad.all_fail());
    }

    #[test]
    fn one_stubborn_patient_is_no_alarm() {
        let mut days = days((1, 0), (0, 0));
        days[0].unit = Rate::new(4, 4);
        assert_eq!(judge(Quality::Face, days.clone()).alarm, None);
        days[1].unit = Rate::new(1, 1);
        assert_eq!(judge(Quality::Face, days).alarm, Some(1));
    }

    #[test]
    fn a_reader_that_is_hardly_used_excuses_nobody() {
        let beside_one_a_day = judge(Quality::Face, days((60, 12), (1, 1)));
        assert_eq!(beside_one_a_day.alarm, Some(0));
        assert_eq!(beside_one_a_day.reference, Reference::Specified);
    }

    #[test]
    fn an_alarm_stands_until_the_month_is_over() {
        let mut month = days((60, 0), (60, 0));
        month[2].unit = Rate::new(60, 20);
        assert_eq!(judge(Quality::Face, month).alarm, Some(2));
    }

    #[test]
    fn what_nothing_is_specified_of_has_no_alarm_without_others() {
        let alone = judge(Quality::Screen, days((30, 30), (0, 0)));
        assert_eq!((alone.alarm, alone.expected), (None, None));
        let beside = judge(Quality::Screen, days((30, 6), (60, 0)));
        assert!(beside.alarm.is_some());
    }

    #[test]
    fn the_levels_of_all_qualities_stay_below_one_in_a_hundred_unit_months() {
        let all: f64 = Quality::ALL.map(Quality::level).iter().sum();
        assert!(all < 0.01, "{all}");
    }
}
