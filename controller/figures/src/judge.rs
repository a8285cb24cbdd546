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
//! Both tests run over the days of one month. An alarm that was reached stands until the month's end, with what was seen until then: what the unit
//! and the others do on later days belongs to another sentence.

use crate::rate::Rate;
use crate::sequential::{AgainstOthers, AgainstValue};

/// Fewer failures than these are no alarm: one patient who tries again and again is not the unit's fault.
const FEWEST_FAILURES: u32 = 5;

/// The part of a unit's tries that the others need to be a reference: one in so many.
const LEAST_PART: u32 = 4;

/// The most tries of a day, by a unit or by all others together: one each two seconds, day and night. A day with more was not written by a reader
/// and is left out.
const MOST_A_DAY: u32 = 43_200;

/// What is tested of each unit. The levels together bound the chance of any false alarm in a unit's month, while tries are independent: 0.95 %.
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
    /// Whether readers can have tried so often in a day.
    const fn is_possible(self) -> bool {
        self.unit.tried <= MOST_A_DAY && self.others.tried <= MOST_A_DAY
    }

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
    /// `None` while it may be chance.
    pub alarm: Option<Alarm>,
}

/// When it was certain that the unit fails more often than it should, and what was known then.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alarm {
    /// On which of the days, counted from 0.
    pub nth: usize,
    /// The unit up to this day.
    pub unit: Rate,
    /// Against what it was held.
    pub reference: Reference,
    /// The reference's share of failures up to this day, which is lower than the unit's.
    pub expected: f64,
}

/// Judges the days of a month, oldest first, each of them over. Days with impossible counts are left out.
#[must_use]
pub fn judge(quality: Quality, days: impl IntoIterator<Item = Beside>) -> Judged {
    let enough = (1.0 / quality.level()).ln();
    let mut value = quality.specified().map(AgainstValue::new);
    let mut others = AgainstOthers::default();
    let (mut sum, mut alarm) = (Beside::default(), None);
    let (mut beyond_value, mut beyond_others) = (value.is_none(), false);
    let days = days.into_iter().enumerate();
    for (nth, day) in days.filter(|(_, day)| day.is_possible()) {
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
            alarm = alarm_on(nth, quality, sum, alone);
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

/// An alarm on this day, given all up to it. None where the unit's share is no longer above what it is held against, though it once was.
fn alarm_on(nth: usize, quality: Quality, sum: Beside, alone: bool) -> Option<Alarm> {
    let shown = sum.others.failing().filter(|_| !alone);
    let (reference, expected) = worse(quality.specified(), shown);
    let expected = expected.filter(|expected| sum.unit.failing() > Some(*expected))?;
    let unit = sum.unit;
    Some(Alarm {
        nth,
        unit,
        reference,
        expected,
    })
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
    /// Against what it is held, with its share of failures: where there is an alarm what that was held against, else all days.
    #[must_use]
    pub fn held_against(&self) -> (Reference, Option<f64>) {
        match &self.alarm {
            Some(alarm) => (alarm.reference, Some(alarm.expected)),
            None => (self.reference, self.expected),
        }
    }

    /// Whether the unit certainly fails more often than is specified, by the uncertainty of what it shows.
    fn is_beyond_specified(&self) -> bool {
        let low = self.unit.interval().low;
        self.quality.specified().is_some_and(|at| low > at)
    }
}

/// Whether all of a clinic's readers, two or more, each certainly fail more often than is specified, and none of them so often that it is out of line:
/// then the place, the season or the cards are the cause rather than one unit. They are judged for one quality; those that tried nothing do not count.
pub(crate) fn all_fail<'a>(readers: impl IntoIterator<Item = &'a Judged>) -> bool {
    let tried = readers.into_iter().filter(|one| one.unit.tried > 0);
    let tried: Vec<_> = tried.collect();
    let fails = |one: &&Judged| one.alarm.is_none() && one.is_beyond_specified();
    tried.len() > 1 && tried.iter().all(fails)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn days(unit: (u32, u32), others: (u32, u32)) -> Vec<Beside> {
        let day = Beside {
            unit: Rate::new(unit.0, unit.1),
            others: Rate::new(others.0, others.1),
        };
        vec![day; 20]
    }

    /// The day of the alarm, counted from 0.
    fn nth(judged: &Judged) -> Option<usize> {
        judged.alarm.map(|alarm| alarm.nth)
    }

    #[test]
    fn a_unit_is_held_against_the_worse_of_both_and_told_which() {
        let good = judge(Quality::Face, days((30, 3), (90, 0)));
        assert_eq!(good.reference, Reference::Specified);
        assert_eq!(good.expected, Some(0.006));
        assert!(good.alarm.is_some());
        // The others are as bad: it is none of the unit's own matter.
        let bad = judge(Quality::Face, days((30, 3), (90, 9)));
        assert_eq!(bad.reference, Reference::OtherReaders);
        assert_eq!(bad.expected, Some(0.1));
        assert!(bad.alarm.is_none());
    }

    #[test]
    fn one_stubborn_patient_is_no_alarm() {
        let mut days = days((1, 0), (0, 0));
        days[0].unit = Rate::new(4, 4);
        assert_eq!(judge(Quality::Face, days.clone()).alarm, None);
        days[1].unit = Rate::new(1, 1);
        assert_eq!(nth(&judge(Quality::Face, days)), Some(1));
    }

    #[test]
    fn a_reader_that_is_hardly_used_excuses_nobody() {
        let beside_one_a_day = judge(Quality::Face, days((60, 12), (1, 1)));
        assert_eq!(nth(&beside_one_a_day), Some(0));
        assert_eq!(beside_one_a_day.reference, Reference::Specified);
    }

    #[test]
    fn an_alarm_stands_until_the_month_is_over() {
        let mut month = days((60, 0), (60, 0));
        month[2].unit = Rate::new(60, 20);
        assert_eq!(nth(&judge(Quality::Face, month)), Some(2));
    }

    #[test]
    fn an_alarm_tells_what_was_seen_when_it_was_reached() {
        // One bad day, and three weeks without a failure: over all days 0.4 % fail.
        let mut month = days((60, 0), (180, 0));
        month[0].unit = Rate::new(60, 5);
        let judged = judge(Quality::Face, month);
        assert_eq!(judged.unit, Rate::new(1_200, 5));
        let alarm = judged.alarm.unwrap();
        assert_eq!((alarm.nth, alarm.unit), (0, Rate::new(60, 5)));
        assert_eq!(
            (alarm.reference, alarm.expected),
            (Reference::Specified, 0.006)
        );
    }

    #[test]
    fn an_alarm_that_the_specification_decided_alone_names_it() {
        // The others are off on the first day, and later fail far more often.
        let mut month = days((20, 0), (40, 4));
        month[0] = Beside {
            unit: Rate::new(20, 5),
            others: Rate::default(),
        };
        let judged = judge(Quality::Face, month);
        assert_eq!(judged.expected, Some(0.1));
        assert_eq!(judged.alarm.unwrap().unit, Rate::new(20, 5));
        assert_eq!(judged.held_against(), (Reference::Specified, Some(0.006)));
    }

    #[test]
    fn a_unit_that_got_better_before_its_fifth_failure_has_no_alarm() {
        let mut month = days((60, 0), (200, 0));
        month[0].unit = Rate::new(4, 4);
        month[18].unit = Rate::new(60, 1);
        // Both claims are refuted by the first day, and five of 1,084 are less than is specified.
        assert_eq!(judge(Quality::Face, month).alarm, None);
    }

    #[test]
    fn all_readers_fail_only_where_each_of_them_does_and_none_is_out_of_line() {
        let of = |tried, failed, others| judge(Quality::Face, days((tried, failed), others));
        let bad = of(30, 2, (60, 4));
        assert!(bad.alarm.is_none());
        assert!(all_fail([&bad, &bad, &bad]));
        assert!(all_fail([&bad, &bad, &of(0, 0, (60, 4))]));
        assert!(!all_fail([&bad, &of(0, 0, (30, 2))]), "one alone");
        // The third is healthy, or its few tries may be.
        assert!(!all_fail([&bad, &bad, &of(30, 0, (60, 4))]));
        let few = judge(Quality::Face, days((1, 0), (60, 4)).into_iter().take(2));
        assert!(!all_fail([&bad, &bad, &few]));
        let out_of_line = of(30, 12, (60, 4));
        assert!(out_of_line.alarm.is_some());
        assert!(!all_fail([&bad, &bad, &out_of_line]));
        let screen = judge(Quality::Screen, days((30, 9), (60, 18)));
        assert!(!all_fail([&screen, &screen]), "nothing is specified");
    }

    #[test]
    fn a_day_with_impossible_counts_is_left_out() {
        let all = Rate::new(u32::MAX, u32::MAX);
        for (unit, others) in [(all, all), (all, Rate::default()), (Rate::new(30, 3), all)] {
            let mut month = days((30, 0), (60, 0));
            month.insert(0, Beside { unit, others });
            let judged = judge(Quality::Face, month);
            assert_eq!((judged.unit, judged.alarm), (Rate::new(600, 0), None));
        }
    }

    proptest! {
        #[test]
        fn what_an_alarm_says_is_so(
            month in prop::collection::vec((0..60_u32, 0..8_u32, 0..120_u32, 0..8_u32), 1..23),
            quality in prop::sample::select(Quality::ALL.to_vec()),
        ) {
            let days = month.into_iter().map(|(unit, failed, others, theirs)| Beside {
                unit: Rate::new(unit, failed),
                others: Rate::new(others, theirs),
            });
            let days: Vec<_> = days.collect();
            if let Some(alarm) = judge(quality, days.clone()).alarm {
                let until = days[..=alarm.nth].iter().map(|day| day.unit);
                prop_assert_eq!(alarm.unit, until.fold(Rate::default(), Rate::plus));
                prop_assert!(alarm.unit.failing().unwrap() > alarm.expected);
                prop_assert_eq!(judge(quality, days[..=alarm.nth].to_vec()).alarm, Some(alarm));
            }
        }
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
