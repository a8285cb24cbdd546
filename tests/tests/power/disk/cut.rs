//! A database that was cut, flipped or robbed of a file: the whole of what was acknowledged, or a clear refusal.

use super::damage::{Left, Original, PAGE};
use madoguchi_tests::programs::long_sweeps;
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

/// All of them in a long sweep, else every fourth: a minute less.
fn affordable(pages: Vec<usize>) -> Vec<usize> {
    let step = if long_sweeps() { 1 } else { 4 };
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
    // The last record ends in the last page that was acknowledged, so whatever is cut before that page is missed. What sled writes
    // behind it as it closes may be missing.
    let missed = written
        .iter()
        .filter(|at| **at + PAGE < original.acknowledged);
    let missed = missed.count();
    assert!(refused >= missed, "{refused} of {missed}");
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
    let cuts = if long_sweeps() { 200 } else { 20 };
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
    Zeros,
    Half,
    Doubled,
    Flipped,
}

const HARMS: [Harm; 6] = [
    Harm::Missing,
    Harm::Empty,
    Harm::Zeros,
    Harm::Half,
    Harm::Doubled,
    Harm::Flipped,
];

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
        Harm::Zeros => bytes.fill(0),
        Harm::Half => bytes.truncate(middle),
        Harm::Doubled => bytes.extend_from_within(..),
        Harm::Flipped => bytes[middle] ^= 4,
    }
    fs::write(file, bytes).unwrap();
}

/// The log alone holds what was acknowledged: whatever happens to any other file of the store stops no start.
#[test]
fn whatever_happens_to_a_file_beside_the_log_the_start_has_everything() {
    for left in [Left::Killed, Left::OpenedAgain, Left::Closed] {
        let original = Original::new(left, COMMITS, COMMITS, 1);
        let mut names = original.names();
        names.retain(|name| name != "db");
        for needed in ["conf", "revision"] {
            assert!(names.iter().any(|name| name == needed), "{names:?}");
        }
        let has_table = names.iter().any(|name| name.starts_with("snap."));
        assert_eq!(has_table, matches!(left, Left::OpenedAgain), "{names:?}");
        let cases: Vec<_> = names
            .iter()
            .flat_map(|name| HARMS.iter().map(move |how| (name, how)))
            .collect();
        let refused = original.judge(&cases, |folder, (name, how)| harm(&folder.join(name), how));
        assert_eq!(refused, 0, "{left:?}");
        // Without the records there is nothing, whatever else lies there.
        let gone = [Harm::Missing, Harm::Empty, Harm::Zeros];
        let refused = original.judge(&gone, |folder, how| harm(&folder.join("db"), how));
        assert_eq!(refused, gone.len());
    }
}

/// A kill or a full disk in the middle of sled's table of pages leaves a file that sled takes for the newest table. All of
/// them, at once and at any length, and all that was finished harmed as well.
#[test]
fn what_a_kill_leaves_of_sleds_table_of_pages_stops_no_start() {
    for left in [Left::Killed, Left::OpenedAgain] {
        let original = Original::new(left, COMMITS, COMMITS, 1);
        let table = table_of(&original);
        let lengths = [
            0,
            1,
            11,
            12,
            13,
            table.len() / 2,
            table.len() - 1,
            table.len(),
        ];
        let names = [
            "snap.0000000000000001.generating",
            "snap.0FFFFFFFFFFFFFFF.generating",
            "snap.0FFFFFFFFFFFFFFF",
        ];
        let mut cases: Vec<_> = names
            .into_iter()
            .flat_map(|name| lengths.map(|length| (name, length)))
            .collect();
        // A whole table is one that sled finished: another name makes it another's.
        cases.retain(|(name, length)| name.ends_with("generating") || *length < table.len());
        let refused = original.judge(&cases, |folder, (name, length)| {
            for old in names_in(folder)
                .iter()
                .filter(|old| old.starts_with("snap."))
            {
                fs::write(folder.join(old), "no table").unwrap();
            }
            fs::write(folder.join(name), &table[..*length]).unwrap();
        });
        assert_eq!(refused, 0, "{left:?}");
    }
}

/// The same where sled has cleaned up and used its segments anew: the log alone still has every page.
#[test]
fn a_large_database_is_whole_without_any_table_of_pages() {
    let original = Original::new(Left::OpenedAgain, 400, 8, 1_000);
    assert!(
        original.data().len() > 8 * 1024 * 1024,
        "one segment is never used anew"
    );
    let harms = [Harm::Missing, Harm::Empty, Harm::Half];
    let refused = original.judge(&harms, |folder, how| {
        for table in names_in(folder)
            .iter()
            .filter(|name| name.starts_with("snap."))
        {
            harm(&folder.join(table), how);
        }
    });
    assert_eq!(refused, 0);
}

/// Nothing was ever kept in a store whose first start was killed: it is made anew. One that may have held something is not.
#[test]
fn a_first_start_that_was_cut_short_is_made_anew_and_nothing_else_is() {
    use crate::disk::damage::{Young, opened_young};
    let whole = Young::new();
    for torn in (0..whole.settings.len()).step_by(7) {
        // Killed between the two writes of `conf`, or anywhere in them.
        let found =
            opened_young(|folder| fs::write(folder.join("conf"), &whole.settings[..torn]).unwrap());
        assert_eq!(found.unwrap().revision.0, 0, "{torn} bytes");
    }
    for torn in (0..=whole.log.len()).step_by(whole.log.len() / 24) {
        // A power cut in the first write of the log, before the mark is there.
        let found = opened_young(|folder| {
            fs::write(folder.join("conf"), &whole.settings).unwrap();
            let mut log = whole.log.clone();
            log[torn..].fill(0);
            fs::write(folder.join("db"), log).unwrap();
        });
        assert!(found.unwrap().revision.0 <= 1, "{torn} bytes");
    }
    // A mark, or a table, says that there was a log.
    let refused = |damage: &dyn Fn(&Path)| {
        let error = opened_young(|folder| {
            fs::write(folder.join("conf"), &whole.settings).unwrap();
            damage(folder);
        });
        let error = error.expect_err("it opened").to_string();
        assert!(error.contains("db is damaged"), "{error}");
    };
    refused(&|folder| fs::write(folder.join("revision"), &whole.mark).unwrap());
    refused(&|folder| fs::write(folder.join("snap.00000000000000FC"), "").unwrap());
    let original = Original::new(Left::Killed, COMMITS, COMMITS, 1);
    let gone = [Harm::Zeros];
    let refused = original.judge(&gone, |folder, _| {
        let mut data = fs::read(folder.join("db")).unwrap();
        data[..64].fill(0);
        fs::write(folder.join("db"), data).unwrap();
        fs::remove_file(folder.join("revision")).unwrap();
    });
    assert_eq!(refused, 1, "a log without its beginning is no empty one");
}

fn table_of(original: &Original) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    for name in original.names() {
        if original.file(&name).is_file() {
            fs::copy(original.file(&name), folder.path().join(&name)).unwrap();
        }
    }
    drop(super::damage::reopened(folder.path()));
    let table = names_in(folder.path())
        .into_iter()
        .find(|name| name.starts_with("snap."));
    fs::read(folder.path().join(table.expect("an open writes one"))).unwrap()
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}
