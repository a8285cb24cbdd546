//! A start must start. What a power cut leaves of the files that it reads (`torn`), and every system call of a start and of a stop that touches the data directory: killed there, and answered there with "no space
//! left" and with "input/output error". Whatever happens, nobody is told that sound data is damaged, and the next start has
//! everything that was acknowledged.
//!
//! `MADOGUCHI_SWEEP` says how many of the places are tried on each kind of folder with each kind of fault (usually 1, 2 with
//! `MADOGUCHI_SWEEPS=long`; `all` for every one of them, which takes hours). `MADOGUCHI_SWEEP_SEED` chooses them.

mod pc;
mod place;
mod torn;

use self::pc::{Left, Pc};
use self::place::{Fault, Place};
use madoguchi_tests::programs::{have, long_sweeps};
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

#[test]
fn wherever_a_start_or_a_stop_is_cut_short_the_next_start_has_everything() {
    if !have("strace", &["strace", "--version"]) {
        return;
    }
    let many = many();
    let seed = setting("MADOGUCHI_SWEEP_SEED")
        .map_or_else(|| getrandom::u64().unwrap(), |text| text.parse().unwrap());
    println!("MADOGUCHI_SWEEP_SEED={seed}");
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut figures = BTreeMap::<String, usize>::new();
    let mut wrong = Vec::new();
    for left in Left::ALL {
        let original = Pc::left(left);
        let places = original.again().places();
        assert!(places.len() > 20, "{left:?}: only {} places", places.len());
        for fault in Fault::ALL {
            let mut chosen: Vec<_> = places.iter().filter(|place| place.can(fault)).collect();
            chosen.shuffle(&mut rng);
            chosen.truncate(many);
            for place in chosen {
                let what = format!("{left:?}, {fault:?} at {place}");
                let kind = match tried(&original, place, fault) {
                    Ok(kind) => kind,
                    Err(why) => {
                        println!("WRONG {what}: {why}");
                        wrong.push(format!("{what}: {why}"));
                        "wrong"
                    }
                };
                *figures
                    .entry(format!("{left:?}, {fault:?}: {kind}"))
                    .or_default() += 1;
            }
        }
    }
    for (kind, many) in &figures {
        println!("{many:5} {kind}");
    }
    assert!(
        wrong.is_empty(),
        "{} are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The same without strace, at random moments: a start, a stop, or the work in between ends by a kill.
#[test]
fn a_start_that_is_killed_at_any_moment_blocks_no_later_one() {
    let kills = setting("MADOGUCHI_START_KILLS").map(|text| text.parse().unwrap());
    let kills = kills.unwrap_or(if long_sweeps() { 10 } else { 5 });
    let seed = setting("MADOGUCHI_SWEEP_SEED")
        .map_or_else(|| getrandom::u64().unwrap(), |text| text.parse().unwrap());
    println!("MADOGUCHI_SWEEP_SEED={seed} MADOGUCHI_START_KILLS={kills}");
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut pc = Pc::left(Left::Nothing);
    for kill in 1..=kills {
        let after = std::time::Duration::from_micros(rng.random_range(0..150_000));
        let stopping = rng.random_bool(0.3);
        pc.killed(after, stopping);
        if let Err(why) = pc.has_everything() {
            panic!("after kill {kill}: {why}");
        }
    }
}

/// One place: the faulty start, and the one after it.
fn tried(original: &Pc, place: &Place, fault: Fault) -> Result<&'static str, String> {
    let mut pc = original.again();
    let came = pc.faulty(place, fault)?;
    pc.has_everything()?;
    Ok(came)
}

fn many() -> usize {
    match setting("MADOGUCHI_SWEEP").as_deref() {
        Some("all") => usize::MAX,
        Some(number) => number.parse().expect("MADOGUCHI_SWEEP is a number, or all"),
        None if long_sweeps() => 2,
        None => 1,
    }
}

fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
