//! The patients of a clinic's morning, made from a seed or read from a file.

use madoguchi_proto::v1::{Placement, TicketClass, Wish, wish};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The clinic opens at 8:30.
pub const OPENS_MS: i64 = (8 * 60 + 30) * 60_000;
/// The arrivals of a made morning are within three and a half hours.
const MORNING_MS: i64 = 210 * 60_000;
/// The share of a made morning's patients who wait at the door or come within the first hour.
const RUSH_SHARE: f64 = 0.45;
const RUSH_MS: i64 = 60 * 60_000;
/// The most patients of one demo: those of a hospital's day, and more than a person would watch.
pub const MAX_PATIENTS: usize = 5_000;

/// A patient who comes to the counter.
#[derive(Debug, Clone, PartialEq)]
pub struct Patient {
    /// Milliseconds after midnight.
    pub arrives_ms: i64,
    /// The number on the label; empty if the fleet gives one.
    pub number: String,
    pub class: TicketClass,
    pub needs: Vec<Wish>,
    pub prefers: Vec<Wish>,
    /// The line of the file; `None` for a made patient.
    pub line: Option<u64>,
}

/// A made morning. The same seed gives the same morning.
#[must_use]
pub fn made(seed: u64, patients: usize) -> Vec<Patient> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut arrivals: Vec<i64> = (0..patients).map(|_| arrival(&mut random)).collect();
    arrivals.sort_unstable();
    arrivals
        .into_iter()
        .enumerate()
        .map(|(index, arrives_ms)| Patient {
            arrives_ms,
            number: (index + 1).to_string(),
            class: class(&mut random),
            needs: seated(random.random_bool(0.06)),
            prefers: seated(random.random_bool(0.08)),
            line: None,
        })
        .collect()
}

fn arrival(random: &mut ChaCha8Rng) -> i64 {
    let within = if random.random_bool(RUSH_SHARE) {
        RUSH_MS
    } else {
        MORNING_MS
    };
    OPENS_MS + random.random_range(0..within)
}

fn class(random: &mut ChaCha8Rng) -> TicketClass {
    match random.random_range(0..100) {
        0..2 => TicketClass::Urgent,
        2..12 => TicketClass::Priority,
        _ => TicketClass::Normal,
    }
}

fn seated(wanted: bool) -> Vec<Wish> {
    let wish = Wish {
        wish: Some(wish::Wish::Placement(Placement::Seated.into())),
    };
    if wanted { vec![wish] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_morning() {
        assert_eq!(made(7, 50), made(7, 50));
        assert_ne!(made(7, 50), made(8, 50));
    }

    #[test]
    fn patients_come_in_order_and_while_the_clinic_is_open() {
        let day = made(1, 200);
        assert_eq!(day.len(), 200);
        assert!(day.is_sorted_by_key(|p| p.arrives_ms));
        assert!(
            day.iter()
                .all(|p| (OPENS_MS..OPENS_MS + MORNING_MS).contains(&p.arrives_ms))
        );
    }
}
