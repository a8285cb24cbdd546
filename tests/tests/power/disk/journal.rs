//! A journal that was cut, flipped or robbed of a file: refused by the file's name, and left as it is. Images cost nothing while the database
//! is sound.

use super::damage::{HARMS, Harm, JOURNAL, Left, Original, harm, used};
use madoguchi_tests::programs::long_sweeps;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fs;
use std::path::Path;

/// Some more than a segment holds, so that there is a full one.
const COMMITS: u64 = 300;
/// What a disk writes at once.
const SECTOR: usize = 512;
/// The frames at the end that are cut at every byte.
const LAST: usize = 3;
/// What an image begins with, in bytes (`proto/journal/src/images/form.rs`).
const IMAGE_HEAD: usize = 120;
/// Makes the bits that are flipped.
const SEED: u64 = 7;

/// The segments, the oldest first.
fn segments(original: &Original) -> Vec<String> {
    let mut files = original.files(JOURNAL);
    files.retain(|file| file.contains("/segment-"));
    files
}

/// The images, the oldest first.
fn images(original: &Original) -> Vec<String> {
    let mut files = original.files(JOURNAL);
    files.retain(|file| file.contains("/image-"));
    files
}

/// The newest segment with a frame: its file, and where its frames begin and the last one ends.
fn newest(original: &Original) -> (String, Vec<usize>) {
    let is_used = |file: &String| used(&original.content(file)) > 0;
    let file = segments(original).into_iter().rfind(is_used).unwrap();
    let content = original.content(&file);
    let (sectors, _) = content.as_chunks::<SECTOR>();
    // Its index in the frame stands at byte 16 of a sector (`proto/journal/src/sector.rs`).
    let frames = sectors.iter().enumerate().filter(|(_, sector)| {
        let is_written = sector.iter().any(|byte| *byte != 0);
        is_written && sector[16..20] == [0; 4]
    });
    let mut frames: Vec<_> = frames.map(|(at, _)| at * SECTOR).collect();
    frames.push(used(&content).next_multiple_of(SECTOR));
    assert!(frames.len() > LAST, "{file} has {} frames", frames.len());
    (file, frames)
}

/// Some of a long list, all of it in a long sweep.
fn affordable<T>(all: impl Iterator<Item = T>, step: usize) -> Vec<T> {
    all.step_by(if long_sweeps() { 1 } else { step }).collect()
}

fn every_cut_of_a_segment_is_refused(left: Left) {
    let original = Original::new(left, COMMITS, COMMITS, 1);
    let (last, frames) = newest(&original);
    let shorter = |whole: &[u8], at: &usize| whole[..*at].to_vec();
    for segment in segments(&original) {
        let length = original.content(&segment).len();
        let cuts = affordable((0..length).step_by(SECTOR), 32);
        let verdicts = original.judge_one(&segment, &cuts, shorter);
        assert_eq!(verdicts.refused, cuts.len(), "{segment}: {verdicts:?}");
    }
    let end = frames[frames.len() - 1];
    let begin = frames[frames.len() - 1 - LAST];
    let cuts = affordable(begin..end, 4);
    let verdicts = original.judge_one(&last, &cuts, shorter);
    assert_eq!(verdicts.refused, cuts.len(), "{verdicts:?}");
}

#[test]
fn a_journal_of_a_killed_controller_that_ends_anywhere_is_refused() {
    every_cut_of_a_segment_is_refused(Left::Killed);
}

#[test]
fn a_journal_that_was_opened_again_that_ends_anywhere_is_refused() {
    every_cut_of_a_segment_is_refused(Left::OpenedAgain);
}

#[test]
fn a_journal_that_was_closed_that_ends_anywhere_is_refused() {
    every_cut_of_a_segment_is_refused(Left::Closed);
}

#[test]
fn a_flipped_bit_anywhere_in_a_journal_is_refused() {
    for left in Left::ALL {
        let original = Original::new(left, COMMITS, COMMITS, 1);
        let mut rng = ChaCha8Rng::seed_from_u64(SEED);
        for segment in segments(&original) {
            let length = original.content(&segment).len();
            let bits = (0..length).step_by(SECTOR).map(|sector| {
                let at = sector + rng.random_range(0..SECTOR);
                (at, 1_u8 << rng.random_range(0..8))
            });
            let flips = affordable(bits, 32);
            let verdicts = original.judge_one(&segment, &flips, |whole, (at, bit)| {
                let mut content = whole.to_vec();
                content[*at] ^= bit;
                content
            });
            assert_eq!(verdicts.refused, flips.len(), "{segment}: {verdicts:?}");
        }
    }
}

/// Whole sectors of zeros are what a cut leaves of a frame in flight: nobody can know that this one was durable, unless the database or an
/// image has it. Any other zeros are damage.
#[test]
fn a_newest_frame_that_ends_in_zeros_is_refused_or_by_whole_sectors_one_that_was_in_flight() {
    for left in Left::ALL {
        let original = Original::new(left, COMMITS, COMMITS, 1);
        let (file, frames) = newest(&original);
        let content = original.content(&file);
        let frame = frames[frames.len() - 2]..frames[frames.len() - 1];
        let sectors: Vec<_> = frame.clone().step_by(SECTOR).collect();
        let has_some = |bytes: &[u8]| bytes.iter().any(|byte| *byte != 0);
        let is_half = |at: &usize| {
            let sector = at - at % SECTOR;
            has_some(&content[sector..*at]) && has_some(&content[*at..sector + SECTOR])
        };
        let halves = affordable(frame.filter(is_half), 16);
        assert!(!halves.is_empty());
        let zeros_from = |whole: &[u8], at: &usize| {
            let mut content = whole.to_vec();
            content[*at..].fill(0);
            content
        };
        let verdicts = original.judge_one(&file, &halves, zeros_from);
        assert_eq!(verdicts.refused, halves.len(), "{left:?}: {verdicts:?}");
        let ends: Vec<_> = sectors.iter().map(|at| (*at, content.len())).collect();
        let single = sectors.iter().map(|at| (*at, at + SECTOR));
        let holes: Vec<_> = ends.into_iter().chain(single).collect();
        let verdicts = original.verdicts(&holes, None, |folder, (from, to)| {
            let mut content = content.clone();
            content[*from..*to].fill(0);
            fs::write(folder.join(&file), content).unwrap();
        });
        assert_eq!(verdicts.whole, 0, "{left:?}: {verdicts:?}");
        if left == Left::Closed {
            assert_eq!(verdicts.without_newest, 0, "{verdicts:?}");
        }
    }
}

#[test]
fn a_segment_that_is_gone_empty_or_anothers_is_refused_or_not_missed() {
    for left in Left::ALL {
        let original = Original::new(left, COMMITS, COMMITS, 1);
        let segments = segments(&original);
        assert!(segments.len() > 1, "{segments:?}");
        let (newest, _) = newest(&original);
        // A journal without its newest segment is one that never came so far, but for who has more.
        let is_told = |segment: &str, how: Harm| {
            left == Left::Closed || segment != newest || !matches!(how, Harm::Missing | Harm::Zeros)
        };
        let cases: Vec<_> = segments
            .iter()
            .flat_map(|segment| HARMS.map(|how| (segment, how)))
            .filter(|(segment, how)| is_told(segment, *how))
            .collect();
        let refused = original.judge(&cases, |folder, (file, how)| harm(&folder.join(file), how));
        assert!(refused >= 3 * (segments.len() - 1), "{left:?}: {refused}");
        let swapped = original.judge(&[()], |folder, ()| {
            for (file, other) in [(0, 1), (1, 0)] {
                let content = original.content(&segments[other]);
                fs::write(folder.join(&segments[file]), content).unwrap();
            }
        });
        assert_eq!(swapped, 1, "{left:?}");
    }
}

#[test]
fn an_image_that_is_damaged_costs_nothing_while_the_database_is_sound() {
    for left in [Left::OpenedAgain, Left::Closed] {
        let original = Original::new(left, COMMITS, COMMITS, 1);
        let images = images(&original);
        assert_eq!(images.len(), 2);
        let cases: Vec<_> = images
            .iter()
            .flat_map(|image| HARMS.map(|how| (image, how)))
            .collect();
        let refused = original.judge(&cases, |folder, (file, how)| harm(&folder.join(file), how));
        assert_eq!(refused, 0, "{left:?}");
    }
}

/// Large tickets, so that the journal has forgotten what the older image has.
#[test]
fn without_a_database_the_older_image_stands_in_for_the_newest_and_nothing_for_both() {
    for left in [Left::OpenedAgain, Left::Closed] {
        let original = Original::new(left, COMMITS, 8, 1_000);
        let images = images(&original);
        assert_eq!(images.len(), 2);
        let without_database = |folder: &Path| fs::remove_dir_all(folder.join("store")).unwrap();
        let refused = original.judge(&HARMS, |folder, how| {
            without_database(folder);
            harm(&folder.join(&images[1]), how);
        });
        assert_eq!(refused, 0, "{left:?}");
        let refused = original.judge(&HARMS, |folder, how| {
            without_database(folder);
            images
                .iter()
                .for_each(|image| harm(&folder.join(image), how));
        });
        assert_eq!(refused, HARMS.len(), "{left:?}");
    }
}

/// In each sector one bit is flipped, and the image ends at each sector and at each byte of its head.
#[test]
fn without_a_database_a_newest_image_that_is_cut_or_flipped_anywhere_costs_nothing() {
    let original = Original::new(Left::Closed, COMMITS, 40, 20);
    let image = images(&original).pop().unwrap();
    let whole = original.content(&image);
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    let flips = (0..whole.len()).step_by(SECTOR).map(|sector| {
        let at = rng.random_range(sector..(sector + SECTOR).min(whole.len()));
        (at, Some(1_u8 << rng.random_range(0..8)))
    });
    let ends = (0..whole.len()).filter(|at| *at < IMAGE_HEAD || at % SECTOR == 0);
    let cases = affordable(flips.chain(ends.map(|at| (at, None))), 32);
    assert!(cases.len() > 8, "{} cases", cases.len());
    let refused = original.judge(&cases, |folder, (at, flipped)| {
        fs::remove_dir_all(folder.join("store")).unwrap();
        let mut content = whole.clone();
        match flipped {
            Some(bit) => content[*at] ^= bit,
            None => content.truncate(*at),
        }
        fs::write(folder.join(&image), content).unwrap();
    });
    assert_eq!(refused, 0);
}

/// What a cut leaves of an image or of a segment that was being made is not one, whatever is in it.
#[test]
fn what_a_kill_leaves_of_a_segment_or_an_image_in_the_making_stops_no_start() {
    let original = Original::new(Left::OpenedAgain, COMMITS, COMMITS, 1);
    let image = original.content(&images(&original)[0]);
    let lengths = [0, 1, SECTOR, image.len() / 2, image.len()];
    let cases: Vec<_> = ["segment.new", "image.new"]
        .into_iter()
        .flat_map(|name| lengths.map(|length| (name, length)))
        .collect();
    let refused = original.judge(&cases, |folder, (name, length)| {
        let journal = folder.join(JOURNAL);
        fs::write(journal.join(name), &image[..*length]).unwrap();
    });
    assert_eq!(refused, 0);
}
