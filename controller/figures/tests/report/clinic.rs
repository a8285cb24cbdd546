//! A made month of a clinic with three readers, and what can be wrong in it.

use madoguchi_figures::report::Month;
use madoguchi_figures::{HOURS, Rate, Say, UnitMonth};
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::outcome::{Kind, Method, Outcome};
use madoguchi_fleet::queue_day::QueueDay;
use madoguchi_fleet::ticket::Means;
use madoguchi_fleet::unit_day::{NotServing, UnitDay};
use madoguchi_fleet::wish::{Counter, Placement};
use madoguchi_texts::{Lang, Sentences};

pub static SENTENCES: Sentences = Sentences::new(
    &[
        include_str!("../../../texts/ja.ftl"),
        include_str!("../../../texts/ja-figures.ftl"),
    ],
    &[
        include_str!("../../../texts/en.ftl"),
        include_str!("../../../texts/en-figures.ftl"),
    ],
);

/// Speaks a language.
pub fn say(lang: Lang) -> Box<Say<'static>> {
    Box::new(move |key, values| SENTENCES.label(lang, key, values))
}

/// What is wrong in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    None,
    Light,
    Glass,
    Placement,
    Gloves,
    Cards,
    AllFaces,
    AllCards,
    /// At two of three readers.
    MostFaces,
    /// All faces fail, and at one reader far more than at the others.
    AllFacesAndOne,
    /// One bad day, and a good month after it.
    OnceBad,
    /// Every outcome, every reason.
    Everything,
    /// It is the 14th of the month.
    NotOver,
    /// It is the first day.
    FirstDay,
    /// Patients were received and none of them was served.
    NobodyServed,
    Nobody,
    /// A counter's name is markup and a formula.
    Named,
}

impl Trouble {
    pub const ALL: [Self; 17] = [
        Self::None,
        Self::Light,
        Self::Glass,
        Self::Placement,
        Self::Gloves,
        Self::Cards,
        Self::AllFaces,
        Self::AllCards,
        Self::MostFaces,
        Self::AllFacesAndOne,
        Self::OnceBad,
        Self::Everything,
        Self::NotOver,
        Self::FirstDay,
        Self::NobodyServed,
        Self::Nobody,
        Self::Named,
    ];
}

/// 2026-11-01.
pub const FIRST: i32 = 20_758;
const HOUR_MS: u64 = 3_600_000;

/// November 2026 with three readers, of which the first may be in trouble.
pub fn month(trouble: Trouble) -> Month {
    let today = match trouble {
        Trouble::NotOver => FIRST + 13,
        // The first that is no Sunday.
        Trouble::FirstDay => FIRST + 1,
        _ => FIRST + 40,
    };
    let units = ["窓口 1", "窓口 2", "座席の窓口"];
    let units = units.iter().enumerate().map(|(nth, name)| {
        let days = (FIRST..FIRST + 30).filter(|day| is_open(*day));
        let days = days.filter(|day| *day <= today);
        let days = days.map(|day| of_day(day, nth, trouble));
        UnitMonth {
            serial: Serial::parse(&format!("CR-2024-000{}", nth + 1)).unwrap(),
            counter: Counter {
                name: match trouble {
                    Trouble::Named => format!("=1+<b>{name}</b>"),
                    _ => (*name).to_owned(),
                },
                placement: if nth == 2 {
                    Placement::Seated
                } else {
                    Placement::Standing
                },
                tags: Vec::new(),
            },
            days: if trouble == Trouble::Nobody {
                Vec::new()
            } else {
                days.collect()
            },
            hours: (trouble == Trouble::Light && nth == 0).then(evening_sun),
        }
    });
    let queue: Vec<_> = (FIRST..FIRST + 30)
        .filter(|day| is_open(*day) && trouble != Trouble::Nobody)
        .map(|day| queue(day, trouble))
        .collect();
    Month::of((2026, 11), units.collect(), queue, today).unwrap()
}

/// Weekdays: the first of the month is a Sunday. One is a holiday, so that there are twenty.
fn is_open(day: i32) -> bool {
    !matches!((day - FIRST) % 7, 0 | 6) && day != FIRST + 2
}

fn ended(kind: Kind, face_ms: Option<u64>) -> Outcome {
    Outcome {
        kind,
        duration_ms: 9_000 + face_ms.unwrap_or(4_000),
        face_ms,
    }
}

fn face(ms: u64) -> Outcome {
    ended(Kind::Verified(Method::Face), Some(ms))
}

fn of_day(day: i32, nth: usize, trouble: Trouble) -> UnitDay {
    let mut of = UnitDay::on(day);
    let count = if nth == 2 {
        10
    } else {
        33 + day.unsigned_abs() % 5
    };
    for n in 0..count {
        of.count(&face(2_500 + u64::from(n) * 60));
    }
    let no_match = || ended(Kind::FaceNotMatched, Some(6_000));
    let unread = || ended(Kind::CardUnreadable, None);
    let besides: Vec<Outcome> = match trouble {
        // It has a third of the others' sessions, and of their failures.
        Trouble::AllFaces | Trouble::AllCards if nth == 2 && day % 3 > 0 => Vec::new(),
        Trouble::AllFacesAndOne if nth == 0 => vec![no_match(); 20],
        Trouble::AllFaces | Trouble::AllFacesAndOne => vec![no_match(), no_match()],
        Trouble::MostFaces if nth < 2 => vec![no_match(), no_match()],
        Trouble::OnceBad if nth == 0 && day == FIRST + 1 => vec![no_match(); 12],
        Trouble::AllCards => vec![unread(), unread(), unread()],
        _ if nth > 0 => Vec::new(),
        Trouble::Light => vec![no_match(), no_match()],
        Trouble::Glass => vec![
            no_match(),
            no_match(),
            face(7_000),
            face(8_000),
            face(9_000),
        ],
        Trouble::Placement => {
            let lost = || ended(Kind::GivenUp, Some(20_000));
            vec![no_match(), no_match(), lost(), lost()]
        }
        Trouble::Gloves => vec![ended(Kind::TimedOut, None), ended(Kind::TimedOut, None)],
        Trouble::Cards => vec![unread(), unread(), unread()],
        Trouble::Everything => everything(),
        _ => Vec::new(),
    };
    besides.iter().for_each(|outcome| of.count(outcome));
    of.add_time(Ok(()), 9 * HOUR_MS);
    if trouble == Trouble::Everything {
        for (part, why) in NotServing::ALL.into_iter().enumerate() {
            of.add_time(Err(why), 40_000 * u64::try_from(part + 1).unwrap());
        }
        (of.drops, of.faults, of.restarts) = (1, 1, 1);
    }
    of
}

fn everything() -> Vec<Outcome> {
    let kinds = [
        Kind::Verified(Method::Pin),
        Kind::Verified(Method::PinByGuardian),
        Kind::FaceNotMatched,
        Kind::PinWrong { tries_left: 2 },
        Kind::PinLocked,
        Kind::CardExpired,
        Kind::CardUnreadable,
        Kind::NotMyNumberCard,
        Kind::GivenUp,
        Kind::TimedOut,
        Kind::UnitFailed {
            code: "E-1".to_owned(),
        },
    ];
    kinds.map(|kind| ended(kind, None)).to_vec()
}

fn evening_sun() -> [Rate; HOURS] {
    let mut hours = [Rate::default(); HOURS];
    hours[9..18].fill(Rate::new(80, 0));
    (hours[15], hours[16]) = (Rate::new(80, 21), Rate::new(80, 19));
    hours
}

/// A rush in the morning and a smaller one in the evening.
fn queue(day: i32, trouble: Trouble) -> QueueDay {
    let mut of = QueueDay {
        day,
        added: 80,
        cancelled: 2,
        ended: 1,
        walk_ups: 3,
        ..QueueDay::default()
    };
    if trouble == Trouble::NobodyServed {
        return of;
    }
    of.outcomes.push((Kind::Verified(Method::Face), 74));
    for means in [Means::Paper, Means::Seen, Means::Mobile, Means::Other] {
        of.means.insert(means, 1);
    }
    for (hour, count, each_ms) in [
        (9, 25, 22_000),
        (10, 18, 14_000),
        (11, 12, 7_000),
        (14, 8, 5_000),
        (15, 9, 9_000),
        (16, 12, 12_000),
        (17, 6, 4_000),
    ] {
        let times = of.waits.entry(hour).or_default();
        (0..count).for_each(|n| times.add(n * each_ms));
    }
    of
}
