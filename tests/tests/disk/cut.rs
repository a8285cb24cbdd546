//! A database that was cut, flipped or robbed of a file: the whole of what was acknowledged, or a clear refusal.

use crate::damage::{Left, Original, PAGE};
use madoguchi_tests::programs::all_tests;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fs::{self, File};
use std::path::Path;

/// Enough for what a clinic does in a morning, over some 90 pages.
const COMMITS: u64 = 300;
/// Behind what was written a segment may be empty for megabytes: every so many pages of that are enough.
const EMPTY_STEP: usize = 256;
/// Makes the bytes and bits that are flipped.
const SEED: u64 = 3;

/// All of them where every test has to run, else every fourth: a minute less.
fn affordable(pages: Vec<usize>) -> Vec<usize> {
    let step = if all_tests() { 1 } else { 4 };
    pages.into_iter().step_by(step).collect()
}

fn cut(folder: &Path, at: usize) {
    let file = File::options().write(true).open(folder.join("db")).unwrap();
    file.set_len(at as u64).unwrap();
}

fn every_boundary_is_cut(left: Left) {
    let original = Original::new(left, COMMITS, COMMITS, 1);
    let (written, empty) = original.boundaries(EMPTY_STEP);
    assert!(written.len() > 64, "only {} pages", written.len());
    let written = affordable(written);
    let refused = original.judge(&written, |folder, at| cut(folder, *at));
    // The last record ends in the last page, so whatever is cut before it is missed.
    assert!(
        refused >= written.len() - 1,
        "{refused} of {}",
        written.len()
    );
    assert_eq!(original.judge(&empty, |folder, at| cut(folder, *at)), 0);
}

#[test]
fn a_database_of_a_killed_controller_cut_at_any_page_is_refused() {
    every_boundary_is_cut(Left::Killed);
}

#[test]
fn a_database_that_was_opened_again_cut_at_any_page_is_refused_or_whole() {
    every_boundary_is_cut(Left::OpenedAgain);
}

#[test]
fn a_database_that_was_closed_cut_at_any_page_is_refused_or_whole() {
    every_boundary_is_cut(Left::Closed);
}

/// A few large tickets that were written again and again, so that sled has cleaned up and used its segments anew. So many
/// pages that only some are cut.
#[test]
fn a_large_database_cut_at_any_page_is_refused_or_whole() {
    let original = Original::new(Left::OpenedAgain, 400, 8, 1_000);
    let (written, _) = original.boundaries(EMPTY_STEP);
    let cuts = if all_tests() { 200 } else { 20 };
    let step = (written.len() / cuts).max(1);
    let some: Vec<_> = written.into_iter().step_by(step).collect();
    let refused = original.judge(&some, |folder, at| cut(folder, *at));
    assert!(refused > 0, "no cut was noticed");
}

fn a_byte_of_every_page_is_flipped(left: Left) {
    let original = Original::new(left, COMMITS, COMMITS, 1);
    let data = original.data();
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    let (written, empty) = original.boundaries(EMPTY_STEP);
    let written = affordable(written);
    let flips: Vec<_> = written
        .iter()
        .chain(&empty)
        .map(|page| {
            (
                page + rng.random_range(0..PAGE),
                1_u8 << rng.random_range(0..8),
            )
        })
        .filter(|(at, _)| *at < data.len())
        .collect();
    let refused = original.judge(&flips, |folder, (at, bit)| {
        let mut data = data.clone();
        data[*at] ^= bit;
        fs::write(folder.join("db"), data).unwrap();
    });
    assert!(refused > written.len() / 2, "{refused} of {}", flips.len());
}

#[test]
fn a_flipped_bit_in_a_page_of_a_killed_controller_is_refused_or_harmless() {
    a_byte_of_every_page_is_flipped(Left::Killed);
}

#[test]
fn a_flipped_bit_in_a_page_that_was_opened_again_is_refused_or_harmless() {
    a_byte_of_every_page_is_flipped(Left::OpenedAgain);
}

#[test]
fn a_flipped_bit_in_a_page_that_was_closed_is_refused_or_harmless() {
    a_byte_of_every_page_is_flipped(Left::Closed);
}

#[derive(Debug)]
enum Harm {
    Missing,
    Empty,
    Half,
    Flipped,
}

fn harm(file: &Path, how: &Harm) {
    if file.is_dir() {
        fs::remove_dir_all(file).unwrap();
        return;
    }
    let mut bytes = fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    match how {
        Harm::Missing => return fs::remove_file(file).unwrap(),
        Harm::Empty => bytes.clear(),
        Harm::Half => bytes.truncate(middle),
        Harm::Flipped => bytes[middle] ^= 4,
    }
    fs::write(file, bytes).unwrap();
}

#[test]
fn a_file_that_is_missing_empty_or_damaged_is_refused_or_not_needed() {
    for left in [Left::Killed, Left::OpenedAgain, Left::Closed] {
        let original = Original::new(left, COMMITS, COMMITS, 1);
        let names = original.names();
        for needed in ["db", "conf", "revision"] {
            assert!(names.iter().any(|name| name == needed), "{names:?}");
        }
        let harms = [Harm::Missing, Harm::Empty, Harm::Half, Harm::Flipped];
        let cases: Vec<_> = names
            .iter()
            .flat_map(|name| harms.iter().map(move |how| (name, how)))
            .collect();
        original.judge(&cases, |folder, (name, how)| harm(&folder.join(name), how));
        // Without the records there is nothing, whatever else lies there.
        let gone = [("db", Harm::Missing), ("db", Harm::Empty)];
        let refused = original.judge(&gone, |folder, (name, how)| harm(&folder.join(name), how));
        assert_eq!(refused, gone.len());
    }
}
