//! A clinic's morning by seed: its units, its patients, and the times that they take.

use madoguchi_fleet::ticket::Class;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Arrivals of a morning are within three and a half hours.
const MORNING_MS: i64 = 210 * MINUTE;
/// The share of a crowded morning's patients who wait at the door, and are in the queue within the first minutes.
const DOOR_SHARE: f64 = 0.10;
const DOOR_MS: i64 = 3 * MINUTE;
/// The share of the patients who come within the first hour, with those at the door.
const RUSH_SHARE: f64 = 0.45;
const RUSH_MS: i64 = 60 * MINUTE;
/// The patients per unit: the first hour keeps each unit busy for half to nearly all of its time.
const PATIENTS_PER_UNIT: std::ops::RangeInclusive<usize> = 60..=100;
/// The time after which a forgotten card is noticed: longer than a unit waits for its removal (RULES L22: 30 s), and before the next
/// patient can have come from the waiting room.
pub const FORGOTTEN_MS: i64 = 35 * SECOND;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;

/// A property of a counter that patients may need or prefer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trait {
    /// A low counter: a wheelchair, a child.
    Seated,
    /// Somebody who speaks English.
    English,
    /// A reader that takes a phone instead of a card.
    Phone,
}

/// The beginning of a morning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Morning {
    /// Some patients wait at the door when the clinic opens.
    Crowded,
    /// Nobody waits.
    Calm,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patient {
    /// The arrival, in milliseconds after the opening.
    pub arrives_ms: i64,
    pub class: Class,
    /// What a unit must have.
    pub needs: Vec<Trait>,
    /// What a unit should have.
    pub prefers: Vec<Trait>,
    /// The time from the call to the card on the reader.
    pub walks_ms: i64,
    /// The time from the card to the outcome.
    pub session_ms: i64,
    /// The time from the outcome to the card's removal.
    pub removes_ms: i64,
}

/// A morning at one clinic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// One to four units, by the properties of their counters.
    pub units: Vec<Vec<Trait>>,
    /// The patients in the order of arrival.
    pub patients: Vec<Patient>,
}

impl Day {
    /// The same day without any preference.
    #[must_use]
    pub fn without_preferences(mut self) -> Self {
        for patient in &mut self.patients {
            patient.prefers.clear();
        }
        self
    }
}

/// The day of a seed.
#[must_use]
pub fn made(seed: u64, morning: Morning) -> Day {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let units = units(&mut random);
    let count = units.len() * random.random_range(PATIENTS_PER_UNIT);
    let mut arrivals: Vec<i64> = (0..count).map(|_| arrival(&mut random, morning)).collect();
    arrivals.sort_unstable();
    let patients = arrivals
        .into_iter()
        .map(|arrives_ms| patient(&mut random, &units, arrives_ms))
        .collect();
    Day { units, patients }
}

fn units(random: &mut ChaCha8Rng) -> Vec<Vec<Trait>> {
    let count = match random.random_range(0..100) {
        0..10 => 1,
        10..40 => 2,
        40..70 => 3,
        _ => 4,
    };
    let mut unit = || match random.random_range(0..100) {
        0..45 => vec![],
        45..70 => vec![Trait::Seated],
        70..85 => vec![Trait::English],
        85..95 => vec![Trait::Phone],
        _ => vec![Trait::Seated, Trait::English],
    };
    (0..count).map(|_| unit()).collect()
}

fn arrival(random: &mut ChaCha8Rng, morning: Morning) -> i64 {
    let door_share = match morning {
        Morning::Crowded => DOOR_SHARE,
        Morning::Calm => 0.0,
    };
    let share: f64 = random.random_range(0.0..1.0);
    let within = if share < door_share {
        DOOR_MS
    } else if share < RUSH_SHARE {
        RUSH_MS
    } else {
        MORNING_MS
    };
    random.random_range(0..within)
}

fn patient(random: &mut ChaCha8Rng, units: &[Vec<Trait>], arrives_ms: i64) -> Patient {
    let class = match random.random_range(0..100) {
        0..2 => Class::Urgent,
        2..12 => Class::Priority,
        _ => Class::Normal,
    };
    let needs = wishes(random, units, &[], [0.06, 0.04, 0.03]);
    let prefers = wishes(random, units, &needs, [0.08, 0.04, 0.0]);
    // Most faces match at the first look; some patients try again or enter the PIN.
    let again = random.random_bool(0.12);
    let forgets = random.random_bool(0.03);
    Patient {
        arrives_ms,
        class,
        needs,
        prefers,
        walks_ms: random.random_range(8 * SECOND..28 * SECOND),
        session_ms: random.random_range(12 * SECOND..40 * SECOND)
            + i64::from(again) * random.random_range(15 * SECOND..60 * SECOND),
        removes_ms: if forgets {
            FORGOTTEN_MS
        } else {
            random.random_range(1_500..6 * SECOND)
        },
    }
}

/// Draws wishes with these chances. Patients wish only for what the clinic has besides what they need: reception knows that no unit is both
/// low and English.
fn wishes(
    random: &mut ChaCha8Rng,
    units: &[Vec<Trait>],
    beside: &[Trait],
    chances: [f64; 3],
) -> Vec<Trait> {
    let mut wished = Vec::new();
    for (one, chance) in [Trait::Seated, Trait::English, Trait::Phone]
        .into_iter()
        .zip(chances)
    {
        let all = [beside, &wished[..], &[one]].concat();
        let offered = units
            .iter()
            .any(|unit| all.iter().all(|w| unit.contains(w)));
        if random.random_bool(chance) && offered && !beside.contains(&one) {
            wished.push(one);
        }
    }
    wished
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_day() {
        assert_eq!(made(7, Morning::Calm), made(7, Morning::Calm));
        assert_ne!(made(7, Morning::Calm), made(8, Morning::Calm));
    }

    #[test]
    fn patients_come_in_order_and_wish_for_what_there_is() {
        for day in (0..50).map(|seed| made(seed, Morning::Crowded)) {
            assert!(day.patients.is_sorted_by_key(|p| p.arrives_ms));
            for patient in &day.patients {
                let mut all = patient.needs.iter().chain(&patient.prefers);
                assert!(day.units.iter().any(|u| all.all(|wish| u.contains(wish))));
            }
        }
    }
}
