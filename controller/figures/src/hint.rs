//! Why a unit may be out of line: what else is out of line beside it, and what that usually comes from (FAQ 12, 13, 15, 16, 18).
//!
//! A hint is no alarm. It goes with one, or with what is certain of all readers together, and says where to look first.

use crate::judge::Quality;
use crate::rate::Rate;
use crate::unit::{UnitFigures, given_up_at_face, slow_faces};
use crate::waits::HOURS;
use madoguchi_fleet::unit_day::UnitDay;

/// The faces that were decided, by the hour of the day.
pub type Hours = [Rate; HOURS];

/// The longest stretch of hours in which the sun stands in one window.
const LONGEST_STRETCH: usize = 4;
/// Fewer failures in a stretch of hours say nothing about it.
const FEWEST_IN_STRETCH: u32 = 4;
/// The normal distribution's quantile for 95 % on two sides over all 90 stretches of a day, each of which may be clear by chance (C. E. Bonferroni, 1936).
const Z_OF_STRETCHES: f64 = 3.453;

/// A likely cause, with a stable name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Light falls on faces or into the reader: the sun through a window, a lamp.
    Light,
    /// Faces are not where the camera looks: it stands too high, too low, askew.
    Placement,
    /// The glass over the camera or the card is dirty.
    Glass,
    /// Patients touch the screen with thick gloves on.
    Gloves,
    /// Patients wear masks whose pattern or shape is not taken for a face.
    Masks,
    /// Many cards are worn.
    WornCards,
}

impl Cause {
    pub const ALL: [Self; 6] = [
        Self::Light,
        Self::Placement,
        Self::Glass,
        Self::Gloves,
        Self::Masks,
        Self::WornCards,
    ];

    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Placement => "placement",
            Self::Glass => "glass",
            Self::Gloves => "gloves",
            Self::Masks => "masks",
            Self::WornCards => "worn-cards",
        }
    }
}

/// A likely cause of what is out of line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint {
    pub quality: Quality,
    pub cause: Cause,
    /// The first hour and the hour after the last one, where it is one of the day.
    pub hours: Option<(usize, usize)>,
}

/// The likely causes for a unit, the likeliest first, given what all readers share and the other readers' days together.
pub(crate) fn hints(
    unit: &UnitFigures,
    shared: &[Quality],
    others: &UnitDay,
    hours: Option<&Hours>,
) -> Vec<Hint> {
    let mut hints = Vec::new();
    for judged in &unit.judged {
        let quality = judged.quality;
        let causes = match (judged.alarm.is_some(), quality) {
            (true, Quality::Face) => of_faces(unit, others, hours),
            (true, Quality::Card) => vec![(Cause::Glass, None), (Cause::Light, None)],
            (true, Quality::Screen) => vec![(Cause::Gloves, None)],
            (false, Quality::Face) if shared.contains(&quality) => vec![(Cause::Masks, None)],
            (false, Quality::Card) if shared.contains(&quality) => vec![(Cause::WornCards, None)],
            (false, _) => Vec::new(),
        };
        hints.extend(causes.into_iter().map(|(cause, hours)| Hint {
            quality,
            cause,
            hours,
        }));
    }
    hints
}

type Found = (Cause, Option<(usize, usize)>);

/// What makes one unit's faces fail: at some hours it is light; where patients give up looking for the camera it is its place; where those that match
/// are slow, too, it is the glass. Where nothing else is out of line, all that can be looked at is named.
fn of_faces(unit: &UnitFigures, others: &UnitDay, hours: Option<&Hours>) -> Vec<Found> {
    let lost = |day: &UnitDay| Rate::new(day.faces.tried, given_up_at_face(day));
    let mut found: Vec<Found> = Vec::new();
    if let Some(stretch) = hours.and_then(worst_stretch) {
        found.push((Cause::Light, Some(stretch)));
    }
    if is_clearly_more(lost(&unit.sum), lost(others)) {
        found.push((Cause::Placement, None));
    }
    if is_clearly_more(slow_faces(&unit.sum), slow_faces(others)) {
        found.push((Cause::Glass, None));
    }
    if found.is_empty() {
        found = [Cause::Glass, Cause::Light, Cause::Placement]
            .map(|cause| (cause, None))
            .to_vec();
    }
    found
}

/// Whether one rate lies above the other beyond the uncertainty of both.
fn is_clearly_more(one: Rate, other: Rate) -> bool {
    one.interval().low > other.interval().high
}

/// The stretch of hours in which most failures are, and which fails clearly more often than the rest of the day: of several the one farthest above it.
fn worst_stretch(hours: &Hours) -> Option<(usize, usize)> {
    let sum = |hours: &[Rate]| hours.iter().copied().fold(Rate::default(), Rate::plus);
    let stretches = (0..HOURS).flat_map(|from| {
        (1..=LONGEST_STRETCH)
            .map(move |length| (from, from + length))
            .filter(|(_, to)| *to <= HOURS)
    });
    let above = stretches.filter_map(|(from, to)| {
        let within = sum(&hours[from..to]);
        let rest = sum(&hours[..from]).plus(sum(&hours[to..]));
        let ends = [within, rest].map(|rate| rate.interval_at(Z_OF_STRETCHES));
        let above = ends[0].low - ends[1].high;
        let most = within.failed > rest.failed && within.failed >= FEWEST_IN_STRETCH;
        (most && above > 0.0).then_some((above, (from, to)))
    });
    above
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, stretch)| stretch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::{UnitMonth, figures};
    use madoguchi_fleet::ids::Serial;
    use madoguchi_fleet::outcome::{Kind, Method, Outcome};
    use madoguchi_fleet::wish::Counter;

    fn ended(kind: Kind, face_ms: Option<u64>) -> Outcome {
        Outcome {
            kind,
            duration_ms: 9_000,
            face_ms,
        }
    }

    fn face(face_ms: u64) -> Outcome {
        ended(Kind::Verified(Method::Face), Some(face_ms))
    }

    /// Twenty days of 30 good faces, and on each of them these besides.
    fn month(serial: &str, besides: &[Outcome]) -> UnitMonth {
        let day = |day| {
            let mut of = UnitDay::on(day);
            for _ in 0..30 {
                of.count(&face(3_000));
            }
            besides.iter().for_each(|outcome| of.count(outcome));
            of
        };
        UnitMonth {
            serial: Serial::parse(serial).unwrap(),
            counter: Counter::default(),
            days: (1..=20).map(day).collect(),
            hours: None,
        }
    }

    fn causes(besides: &[Outcome]) -> Vec<Cause> {
        let units = [
            month("CR-1", besides),
            month("CR-2", &[]),
            month("CR-3", &[]),
        ];
        let figures = figures(&units, 21);
        assert!(figures[1].hints.is_empty(), "{:?}", figures[1].hints);
        figures[0].hints.iter().map(|hint| hint.cause).collect()
    }

    fn no_match() -> Outcome {
        ended(Kind::FaceNotMatched, Some(6_000))
    }

    #[test]
    fn slow_faces_beside_failing_ones_are_the_glass() {
        let slow = [
            no_match(),
            no_match(),
            face(7_000),
            face(8_000),
            face(7_000),
        ];
        assert_eq!(causes(&slow), [Cause::Glass]);
    }

    #[test]
    fn faces_that_are_given_up_are_its_place() {
        let given_up = || ended(Kind::GivenUp, Some(20_000));
        let lost = [no_match(), no_match(), given_up(), given_up()];
        assert_eq!(causes(&lost), [Cause::Placement]);
    }

    #[test]
    fn failing_faces_alone_name_all_that_can_be_looked_at() {
        let all = [Cause::Glass, Cause::Light, Cause::Placement];
        assert_eq!(causes(&[no_match(), no_match()]), all);
        assert_eq!(causes(&[]), []);
    }

    #[test]
    fn patients_who_get_to_nothing_wear_gloves() {
        let out = || ended(Kind::TimedOut, None);
        assert_eq!(causes(&[out(), out()]), [Cause::Gloves]);
    }

    #[test]
    fn cards_that_one_unit_cannot_read_are_its_glass_before_the_light() {
        let unread = || ended(Kind::CardUnreadable, None);
        let all = [unread(), unread(), unread()];
        assert_eq!(causes(&all), [Cause::Glass, Cause::Light]);
    }

    #[test]
    fn what_all_readers_show_is_no_units_fault() {
        let unread = ended(Kind::CardUnreadable, None);
        let besides = [
            no_match(),
            no_match(),
            unread.clone(),
            unread.clone(),
            unread,
        ];
        let units = ["CR-1", "CR-2", "CR-3"].map(|serial| month(serial, &besides));
        for unit in figures(&units, 21) {
            assert!(!unit.is_out_of_line());
            let causes: Vec<_> = unit.hints.iter().map(|hint| hint.cause).collect();
            assert_eq!(causes, [Cause::Masks, Cause::WornCards]);
        }
    }

    #[test]
    fn failures_of_the_evening_are_the_light() {
        let mut hours = [Rate::default(); HOURS];
        hours[9..18].fill(Rate::new(60, 0));
        (hours[15], hours[16]) = (Rate::new(60, 18), Rate::new(60, 20));
        let mut unit = month("CR-1", &[no_match(), no_match()]);
        unit.hours = Some(hours);
        let found = figures(&[unit, month("CR-2", &[]), month("CR-3", &[])], 21);
        assert_eq!(found[0].hints[0].cause, Cause::Light);
        assert_eq!(found[0].hints[0].hours, Some((15, 17)));
    }

    #[test]
    fn hours_with_less_than_half_of_the_failures_are_not_named() {
        let mut hours = [Rate::default(); HOURS];
        hours[9..18].fill(Rate::new(60, 4));
        // Clearly more than at any other hour, and 20 of 52.
        hours[15] = Rate::new(60, 20);
        assert_eq!(worst_stretch(&hours), None);
        hours[15] = Rate::new(60, 40);
        assert_eq!(worst_stretch(&hours), Some((15, 16)));
    }

    #[test]
    fn of_ninety_stretches_one_that_would_be_clear_alone_is_none() {
        let mut hours = [Rate::default(); HOURS];
        hours[9..18].fill(Rate::new(20, 0));
        (hours[9], hours[14]) = (Rate::new(20, 2), Rate::new(20, 4));
        let (within, rest) = (hours[14], Rate::new(160, 2));
        assert!(is_clearly_more(within, rest));
        assert_eq!(worst_stretch(&hours), None);
    }

    #[test]
    fn a_day_that_is_not_over_is_not_judged() {
        let units = [month("CR-1", &[no_match(), no_match()]), month("CR-2", &[])];
        let of = figures(&units, 1);
        assert!(!of[0].is_out_of_line());
        assert_eq!(of[0].sum.sessions(), 20 * 32);
    }
}
