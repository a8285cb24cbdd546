//! A database that was cut, flipped, robbed of a file or removed: the journal has everything, so every start has it.

use super::damage::{
    DATABASE, ENOUGH_PAGES, HARMS, Harm, Left, Original, PAGE, Young, harm, names_in, opened_young,
    reopened, used,
};
use madoguchi_tests::programs::long_sweeps;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fs::{self, File};
use std::path::Path;

/// Enough for what a clinic does in a morning.
const COMMITS: u64 = 300;
/// Behind what was written a segment may be empty for megabytes: every so many pages of that are enough.
const EMPTY_STEP: usize = 256;
/// Makes the bytes and bits that are flipped.
const SEED: u64 = 3;

/// All of them in a long sweep, else every sixth.
fn affordable(pages: Vec<usize>) -> Vec<usize> {
    let step = if long_sweeps() { 1 } else { 6 };
    pages.into_iter().step_by(step).collect()
}

/// The pages to harm.
fn pages(original: &Original) -> Vec<usize> {
    let (written, empty) = original.boundaries(EMPTY_STEP);
    assert!(written.len() >= ENOUGH_PAGES, "{} pages", written.len());
    let mut pages = affordable(written);
    pages.extend(empty);
    pages
}

fn cut(folder: &Path, at: usize) {
    let log = File::options().write(true).open(folder.join(DATABASE));
    log.unwrap().set_len(at as u64).unwrap();
}

/// Flips a bit in each of these pages.
fn flipped(original: &Original, pages: &[usize]) {
    let data = original.content(DATABASE);
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    let flips: Vec<_> = pages
        .iter()
        .map(|page| {
            let at = page + rng.random_range(0..PAGE);
            (at, 1_u8 << rng.random_range(0..8))
        })
        .filter(|(at, _)| *at < data.len())
        .collect();
    let refused = original.judge(&flips, |folder, (at, bit)| {
        let mut data = data.clone();
        data[*at] ^= bit;
        fs::write(folder.join(DATABASE), data).unwrap();
    });
    assert_eq!(refused, 0);
}

fn pages_are_cut_and_flipped(left: Left) {
    let original = Original::new(left, COMMITS, COMMITS, 1);
    let pages = pages(&original);
    let refused = original.judge(&pages, |folder, at| cut(folder, *at));
    assert_eq!(refused, 0);
    flipped(&original, &pages);
}

#[test]
fn a_database_of_a_killed_controller_cut_or_flipped_at_any_page_costs_nothing() {
    pages_are_cut_and_flipped(Left::Killed);
}

#[test]
fn a_database_that_was_opened_again_cut_or_flipped_at_any_page_costs_nothing() {
    pages_are_cut_and_flipped(Left::OpenedAgain);
}

#[test]
fn a_database_that_was_closed_cut_or_flipped_at_any_page_costs_nothing() {
    pages_are_cut_and_flipped(Left::Closed);
}

/// A few large tickets that were written again and again, so that sled has cleaned up and used its segments anew, and the journal has
/// forgotten what the images have.
#[test]
fn a_large_database_cut_or_flipped_at_any_page_costs_nothing() {
    let original = Original::new(Left::OpenedAgain, 400, 8, 1_000);
    let (written, _) = original.boundaries(EMPTY_STEP);
    let cases = if long_sweeps() { 200 } else { 10 };
    let step = (written.len() / cases).max(1);
    let some: Vec<_> = written.into_iter().step_by(step).collect();
    let refused = original.judge(&some, |folder, at| cut(folder, *at));
    assert_eq!(refused, 0);
    flipped(&original, &some);
}

/// What is done to the whole folder.
#[derive(Debug)]
enum Folder {
    Deleted,
    Emptied,
    WithoutLog,
    OnlySettings,
}

fn harm_folder(data_dir: &Path, how: &Folder) {
    let folder = data_dir.join("store");
    for name in names_in(&folder) {
        let goes = match how {
            Folder::Deleted | Folder::Emptied => true,
            Folder::WithoutLog => name == "db",
            Folder::OnlySettings => name != "conf",
        };
        if goes {
            harm(&folder.join(name), &Harm::Missing);
        }
    }
    if matches!(how, Folder::Deleted) {
        fs::remove_dir(folder).unwrap();
    }
}

#[test]
fn whatever_happens_to_a_file_of_the_database_or_to_its_folder_the_start_has_everything() {
    for left in Left::ALL {
        let original = Original::new(left, COMMITS, COMMITS, 1);
        let files = original.files("store");
        for needed in ["store/conf", DATABASE] {
            assert!(files.iter().any(|file| file == needed), "{files:?}");
        }
        let has_table = files.iter().any(|file| file.starts_with("store/snap."));
        assert_eq!(has_table, left != Left::Killed, "{files:?}");
        let cases: Vec<_> = files
            .iter()
            .flat_map(|file| HARMS.iter().map(move |how| (file, how)))
            .collect();
        let refused = original.judge(&cases, |folder, (file, how)| harm(&folder.join(file), how));
        assert_eq!(refused, 0, "{left:?}");
        let folders = [
            Folder::Deleted,
            Folder::Emptied,
            Folder::WithoutLog,
            Folder::OnlySettings,
        ];
        assert_eq!(original.judge(&folders, harm_folder), 0, "{left:?}");
    }
}

/// sled's settings and its table of pages, which are small: a bit is flipped in every byte of them, and they end at every byte.
#[test]
fn the_databases_other_files_flipped_or_cut_at_any_byte_cost_nothing() {
    let cases = if long_sweeps() { 600 } else { 8 };
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    for left in Left::ALL {
        let original = Original::new(left, COMMITS, COMMITS, 1);
        let files = original.files("store");
        let names = ["store/conf", "store/snap."];
        let is_one = |file: &&String| names.iter().any(|name| file.starts_with(name));
        for file in files.iter().filter(is_one) {
            let whole = original.content(file);
            let step = (whole.len() / cases).max(1);
            let bytes: Vec<_> = (0..whole.len())
                .step_by(step)
                .flat_map(|at| [(at, Some(1_u8 << rng.random_range(0..8))), (at, None)])
                .collect();
            let refused = original.judge(&bytes, |folder, (at, flipped)| {
                let mut content = whole.clone();
                match flipped {
                    Some(bit) => content[*at] ^= bit,
                    None => content.truncate(*at),
                }
                fs::write(folder.join(file), content).unwrap();
            });
            assert_eq!(refused, 0, "{left:?}, {file}");
        }
    }
}

/// The notes that a database is to be made anew are files without content: whatever a disk gives back of them, nothing goes.
#[test]
fn a_note_that_the_database_is_to_be_made_anew_costs_nothing_whatever_is_in_it() {
    let contents: [&[u8]; 3] = [b"", &[0; 512], b"no note"];
    let notes = ["anew", "made-anew"];
    let cases: Vec<_> = contents
        .iter()
        .flat_map(|content| [&notes[..1], &notes[1..], &notes].map(|notes| (notes, content)))
        .flat_map(|note| [false, true].map(|is_gone| (note, is_gone)))
        .collect();
    for left in Left::ALL {
        let original = Original::new(left, COMMITS, COMMITS, 1);
        let refused = original.judge(&cases, |folder, ((notes, content), is_gone)| {
            for note in *notes {
                fs::write(folder.join("journal").join(note), content).unwrap();
            }
            if *is_gone {
                harm_folder(folder, &Folder::Deleted);
            }
        });
        assert_eq!(refused, 0, "{left:?}");
    }
}

/// A kill or a full disk in the middle of sled's table of pages leaves a file that sled takes for the newest table. All of
/// them, at once and at any length, and all that was finished harmed as well.
#[test]
fn what_a_kill_leaves_of_sleds_table_of_pages_stops_no_start() {
    let table = table();
    for left in [Left::Killed, Left::OpenedAgain] {
        let original = Original::new(left, COMMITS, COMMITS, 1);
        let (half, all) = (table.len() / 2, table.len());
        let lengths = [0, 1, 11, 12, 13, half, all - 1, all];
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
        cases.retain(|(name, length)| name.ends_with("generating") || *length < all);
        let refused = original.judge(&cases, |folder, (name, length)| {
            let folder = folder.join("store");
            for old in names_in(&folder) {
                if old.starts_with("snap.") {
                    fs::write(folder.join(old), "no table").unwrap();
                }
            }
            fs::write(folder.join(name), &table[..*length]).unwrap();
        });
        assert_eq!(refused, 0, "{left:?}");
    }
}

/// A table of pages, as sled writes one when it opens a database.
fn table() -> Vec<u8> {
    let original = Original::new(Left::Closed, COMMITS, COMMITS, 1);
    let files = original.files("store");
    let table = files.iter().find(|file| file.starts_with("store/snap."));
    original.content(table.expect("an open writes one"))
}

/// Nothing was ever kept in a store whose first start was killed: it is made anew. One that has, or had, more is not.
#[test]
fn a_first_start_that_was_cut_short_is_made_anew_and_nothing_else_is() {
    let whole = Young::new();
    for torn in (0..whole.settings.len()).step_by(7) {
        // Killed between the two writes of `conf`, or anywhere in them.
        let found = opened_young(|folder| {
            fs::write(folder.join("store/conf"), &whole.settings[..torn]).unwrap();
        });
        assert_eq!(found.unwrap().revision.0, 0, "{torn} bytes");
    }
    for torn in (0..=used(&whole.log)).step_by(16) {
        // A power cut in the first write of the log.
        let found = opened_young(|folder| {
            fs::write(folder.join("store/conf"), &whole.settings).unwrap();
            let mut log = whole.log.clone();
            log[torn..].fill(0);
            fs::write(folder.join(DATABASE), log).unwrap();
        });
        assert_eq!(found.unwrap().revision.0, 0, "{torn} bytes");
    }
    // Started again and again, and nothing was ever kept.
    let often = opened_young(|folder| (0..10).for_each(|_| drop(reopened(folder))));
    assert_eq!(often.unwrap().revision.0, 0);
    // Without its journal a database is not gone on with, nor taken for an empty one.
    let original = Original::new(Left::Closed, COMMITS, COMMITS, 1);
    let refused = |damage: &dyn Fn(&Path), names: &str| {
        let error = opened_young(|folder| {
            for file in ["store/conf", DATABASE] {
                fs::write(folder.join(file), original.content(file)).unwrap();
            }
            damage(folder);
        });
        let error = error.expect_err("it opened").to_string();
        assert!(error.contains(names) && error.contains("backup"), "{error}");
    };
    let without_journal = "journal are missing";
    refused(&|_| (), without_journal);
    let beginning = |folder: &Path| {
        let mut data = fs::read(folder.join(DATABASE)).unwrap();
        data[..64].fill(0);
        fs::write(folder.join(DATABASE), data).unwrap();
    };
    refused(&beginning, without_journal);
    let only_table = |folder: &Path| {
        harm_folder(folder, &Folder::WithoutLog);
        fs::write(folder.join("store/snap.00000000000000FC"), "").unwrap();
    };
    refused(&only_table, &format!("{DATABASE} is damaged"));
}

/// A database that was made anew has a log that sled opens again like any other.
#[test]
fn a_database_that_was_made_anew_twice_in_a_row_has_everything_still() {
    let original = Original::new(Left::Closed, COMMITS, COMMITS, 1);
    let twice = [()];
    let refused = original.judge(&twice, |folder, ()| {
        harm_folder(folder, &Folder::Deleted);
        let _ = reopened(folder);
        cut(folder, PAGE);
    });
    assert_eq!(refused, 0);
}
