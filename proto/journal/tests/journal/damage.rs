//! Whatever is not as it was written is found, and never taken for the rest of a cut.

use crate::folder::{Folder, SECTOR, length_of, payload, put};
use madoguchi_files::{Readers, beside, move_to, write_new};
use madoguchi_journal::{Damage, SEGMENT_BYTES};
use std::fs::{self, File};
use std::path::Path;

fn sector(path: &Path, at: usize) -> Vec<u8> {
    fs::read(path).unwrap()[at * SECTOR..][..SECTOR].to_vec()
}

fn has_flipped(folder: &Folder, segment: u64, bit: usize) {
    let path = folder.segment(segment);
    let is = fs::read(&path).unwrap()[bit / 8];
    flipped(folder, &path, bit, is);
}

/// The bit of a byte that is `is` is flipped and flipped back: damage, at its sector or at one before that says so.
fn flipped(folder: &Folder, path: &Path, bit: usize, is: u8) {
    let at = bit / 8;
    put(path, at, &[is ^ 1 << (bit % 8)]);
    let found = folder.damage();
    put(path, at, &[is]);
    let Some((file, told, _)) = found else {
        panic!("bit {bit} is flipped and nobody says so");
    };
    assert_eq!(file, path);
    assert_eq!(told as usize, at / SECTOR * SECTOR, "bit {bit}");
}

#[test]
fn each_flipped_bit_of_what_was_written_is_found_in_its_sector() {
    let folder = Folder::with(&[b"", &payload(2, 500), b"three"]);
    let path = folder.segment(1);
    let content = fs::read(&path).unwrap();
    for bit in 0..4 * SECTOR * 8 {
        flipped(&folder, &path, bit, content[bit / 8]);
    }
    assert_eq!(folder.damage(), None);
}

#[test]
fn flipped_bits_of_what_was_never_written_are_found() {
    let folder = Folder::with(&[b"one", &payload(2, length_of(SECTORS / 2))]);
    let in_use = (SECTORS / 2 + 1) * SECTOR * 8;
    for bit in (in_use..SEGMENT_BYTES * 8).step_by(8_191) {
        has_flipped(&folder, 1, bit);
    }
    has_flipped(&folder, 1, SEGMENT_BYTES * 8 - 1);
    // The segment that was laid down ahead, too.
    for bit in (0..SEGMENT_BYTES * 8).step_by(65_537) {
        has_flipped(&folder, 2, bit);
    }
    assert_eq!(folder.damage(), None);
}

const SECTORS: usize = SEGMENT_BYTES / SECTOR;

#[test]
fn a_torn_frame_with_a_flipped_bit_is_damage() {
    for missing in 1..4 {
        let folder = Folder::with(&[b"one", &payload(2, length_of(3))]);
        let path = folder.segment(1);
        put(&path, missing * SECTOR, &[0; SECTOR]);
        assert_eq!(folder.damage(), None);
        let content = fs::read(&path).unwrap();
        // Of each byte another bit: all bits of a sector stand in the test of whole frames.
        for (at, is) in content.into_iter().enumerate().take(5 * SECTOR) {
            flipped(&folder, &path, at * 8 + at % 8, is);
        }
    }
}

#[test]
fn opening_says_the_same_and_changes_nothing() {
    let folder = Folder::with(&[b"one", &payload(2, length_of(3)), b"three"]);
    let path = folder.segment(1);
    put(&path, 2 * SECTOR + 100, b"other");
    let before = fs::read(&path).unwrap();
    let error = folder.try_open().err().unwrap();
    let told = error.to_string();
    let name = path.display();
    assert_eq!(
        told,
        format!("{name} is damaged: at byte 1024 it does not fit its checksum")
    );
    assert!(fs::read(&path).unwrap() == before);
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_damage() {
    let folder = Folder::with(&[
        &payload(1, length_of(SECTORS - 4)),
        b"two",
        &payload(3, 900),
    ]);
    let path = folder.segment(1);
    let file = File::options().write(true).open(&path).unwrap();
    let last_frames = (SECTORS - 4) * SECTOR;
    let each_byte = (last_frames..SEGMENT_BYTES).rev();
    let each_sector = (0..last_frames)
        .rev()
        .step_by(SECTOR)
        .map(|at| at / SECTOR * SECTOR);
    for length in each_byte.chain(each_sector) {
        file.set_len(length as u64).unwrap();
        let damaged = (path.clone(), length as u64, Damage::Size);
        assert_eq!(folder.damage(), Some(damaged));
    }
}

#[test]
fn a_larger_segment_that_is_cut_off_is_damage_though_others_are_shorter() {
    let folder = Folder::with(&[&payload(1, SEGMENT_BYTES + 3_000)]);
    let path = folder.segment(1);
    let file = File::options().write(true).open(&path).unwrap();
    let whole = file.metadata().unwrap().len() as usize;
    for length in (SEGMENT_BYTES..whole).rev().step_by(SECTOR) {
        let length = length / SECTOR * SECTOR;
        file.set_len(length as u64).unwrap();
        assert_eq!(folder.damage(), Some((path.clone(), 0, Damage::Length)));
    }
}

#[test]
fn a_file_that_goes_on_is_damage() {
    let folder = Folder::with(&[b"one"]);
    let path = folder.segment(1);
    put(&path, SEGMENT_BYTES, b"x");
    let damage = folder.damage().unwrap();
    assert_eq!(
        damage,
        (path.clone(), SEGMENT_BYTES as u64 + 1, Damage::Size)
    );
    put(&path, SEGMENT_BYTES, &[b'x'; SECTOR]);
    let damage = folder.damage().unwrap();
    assert_eq!(damage, (path, SEGMENT_BYTES as u64, Damage::Checksum));
}

/// Three segments with three frames, two and one, all of two sectors.
fn three_segments() -> Folder {
    let folder = Folder::new();
    let (mut journal, _) = folder.open();
    for number in 1..=6 {
        journal.append(number, &payload(number, 700)).unwrap();
        if [3, 5].contains(&number) {
            journal.turn().unwrap();
        }
    }
    drop(journal);
    folder
}

#[test]
fn sectors_of_another_segment_at_the_same_place_are_damage() {
    // Over written ones, and over the zeros behind them.
    let stale = [
        (1, 2, 0..1),
        (1, 2, 1..2),
        (1, 2, 2..4),
        (1, 2, 0..4),
        (1, 2, 4..5),
        (1, 2, 4..6),
        (1, 3, 2..4),
        (2, 3, 0..2),
        (2, 3, 2..4),
        (2, 3, 3..4),
        (3, 2, 0..2),
        (2, 1, 1..2),
        (3, 1, 0..2),
    ];
    for (from, to, sectors) in stale {
        let folder = three_segments();
        let content = fs::read(folder.segment(from)).unwrap();
        let bytes = sectors.start * SECTOR..sectors.end * SECTOR;
        put(&folder.segment(to), bytes.start, &content[bytes.clone()]);
        let damaged = (folder.segment(to), bytes.start as u64, Damage::Checksum);
        assert_eq!(folder.damage(), Some(damaged), "{from} {to} {sectors:?}");
    }
}

#[test]
fn sectors_at_another_place_of_their_segment_are_damage() {
    for (from, to) in [(0, 2), (2, 0), (1, 3), (0, 4), (2, 4), (3, 5)] {
        let folder = three_segments();
        let path = folder.segment(2);
        put(&path, to * SECTOR, &sector(&path, from));
        let damaged = (path, (to * SECTOR) as u64, Damage::Checksum);
        assert_eq!(folder.damage(), Some(damaged));
    }
}

#[test]
fn the_newest_frame_at_another_place_than_behind_the_one_before_is_damage() {
    let folder = three_segments();
    let path = folder.segment(3);
    let frame = fs::read(&path).unwrap()[..2 * SECTOR].to_vec();
    put(&path, 0, &[0; SECTOR]);
    put(&path, SECTOR, &frame);
    let damaged = (path, SECTOR as u64, Damage::Checksum);
    assert_eq!(folder.damage(), Some(damaged));
}

#[test]
fn what_is_left_of_a_torn_frame_behind_another_one_is_damage() {
    let folder = Folder::with(&[b"one", &payload(2, length_of(7))]);
    let path = folder.segment(1);
    let end_of_long = sector(&path, 7);
    put(&path, SECTOR, &[0; 7 * SECTOR]);
    folder.append(&[&payload(3, length_of(3))]);
    put(&path, 7 * SECTOR, &end_of_long);
    let at = 7 * SECTOR as u64;
    let damaged = (path.clone(), at, Damage::Checksum);
    assert_eq!(folder.damage(), Some(damaged));
    // Torn itself: of which of both it is the end cannot be told by its checksum.
    put(&path, 2 * SECTOR, &[0; SECTOR]);
    let damaged = (path, at, Damage::Behind);
    assert_eq!(folder.damage(), Some(damaged));
}

#[test]
fn a_segment_at_anothers_place_is_damage() {
    let folder = three_segments();
    fs::copy(folder.segment(1), folder.segment(2)).unwrap();
    let damaged = (folder.segment(2), 0, Damage::Checksum);
    assert_eq!(folder.damage(), Some(damaged));
    let folder = three_segments();
    let aside = beside(&folder.segment(2), ".aside");
    let aside = aside.with_file_name("aside");
    move_to(&folder.segment(2), &aside).unwrap();
    let missing = (folder.segment(2), 0, Damage::Missing);
    assert_eq!(folder.damage(), Some(missing));
    move_to(&folder.segment(3), &folder.segment(2)).unwrap();
    move_to(&aside, &folder.segment(3)).unwrap();
    let damaged = (folder.segment(2), 0, Damage::Checksum);
    assert_eq!(folder.damage(), Some(damaged));
}

#[test]
fn a_segment_of_another_journal_is_damage() {
    let (folder, other) = (three_segments(), Folder::new());
    let (mut journal, _) = other.open();
    journal.append(1, b"another first one").unwrap();
    journal.append(2, &payload(2, 700)).unwrap();
    journal.turn().unwrap();
    journal.append(3, &payload(3, 700)).unwrap();
    drop(journal);
    fs::copy(other.segment(2), folder.segment(2)).unwrap();
    let damaged = (folder.segment(2), 0, Damage::Checksum);
    assert_eq!(folder.damage(), Some(damaged));
}

#[test]
fn whatever_was_written_behind_a_hole_is_damage() {
    // A sector of a frame that others follow on.
    for lost in 0..4 {
        let folder = Folder::with(&[&payload(1, 700), &payload(2, 700), b"three"]);
        let path = folder.segment(1);
        put(&path, lost * SECTOR, &[0; SECTOR]);
        let (file, ..) = folder.damage().unwrap();
        assert_eq!(file, path);
    }
    // A whole frame in the midst, as if the next one had been torn.
    let folder = Folder::with(&[b"one", b"two", b"three"]);
    put(&folder.segment(1), SECTOR, &[0; SECTOR]);
    let damaged = (folder.segment(1), 2 * SECTOR as u64, Damage::Checksum);
    assert_eq!(folder.damage(), Some(damaged));
    // The newest frame of a segment that another one follows on: a part of it, and all of it.
    for lost in [vec![0; SECTOR], vec![0; 2 * SECTOR]] {
        let folder = three_segments();
        put(&folder.segment(2), 2 * SECTOR, &lost);
        assert_eq!(folder.damage().unwrap().0, folder.segment(3));
    }
    // All of a segment.
    let folder = three_segments();
    put(&folder.segment(2), 0, &[0; 4 * SECTOR]);
    let behind = (folder.segment(3), 0, Damage::Behind);
    assert_eq!(folder.damage(), Some(behind));
}

#[test]
fn two_torn_frames_are_damage() {
    // The end of a segment is torn, and so is the beginning of the next one.
    let folder = three_segments();
    put(&folder.segment(2), 3 * SECTOR, &[0; SECTOR]);
    put(&folder.segment(3), 0, &[0; SECTOR]);
    let behind = (folder.segment(3), SECTOR as u64, Damage::Behind);
    assert_eq!(folder.damage(), Some(behind));
}

#[test]
fn a_second_segment_without_a_frame_is_damage() {
    let folder = Folder::with(&[b"one"]);
    assert!(folder.segment(2).exists());
    assert_eq!(folder.damage(), None);
    let zeros = vec![0; SEGMENT_BYTES];
    write_new(&folder.segment(3), &zeros, Readers::Owner).unwrap();
    let behind = (folder.segment(3), 0, Damage::Behind);
    assert_eq!(folder.damage(), Some(behind));
}
