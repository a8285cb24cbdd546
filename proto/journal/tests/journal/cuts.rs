//! Power cuts: each sector of the write in flight is old or new, in any mixture.

use crate::folder::{Folder, SECTOR, length_of, payload, put};
use madoguchi_journal::SEGMENT_BYTES;
use std::fs;

/// A folder as it was before its newest frame, and where that frame lies.
struct InFlight {
    folder: Folder,
    segment: u64,
    first: usize,
    sectors: Vec<[u8; SECTOR]>,
}

impl InFlight {
    /// Takes the newest frame out of a folder.
    fn of(folder: Folder, segment: u64, first: usize, length: usize) -> Self {
        let content = fs::read(folder.segment(segment)).unwrap();
        let (sectors, _) = content[first * SECTOR..].as_chunks();
        let sectors = sectors[..length].to_vec();
        Self {
            folder,
            segment,
            first,
            sectors,
        }
    }

    /// What a cut leaves where these sectors are new.
    fn cut(&self, is_new: impl Fn(usize) -> bool) {
        // The next segment is laid down once the first frame of this one is durable.
        let next = self.folder.segment(self.segment + 1);
        if self.first == 0 && next.exists() {
            fs::remove_file(next).unwrap();
        }
        for (index, sector) in self.sectors.iter().enumerate() {
            let sector = if is_new(index) { sector } else { &[0; SECTOR] };
            let at = (self.first + index) * SECTOR;
            put(&self.folder.segment(self.segment), at, sector);
        }
    }

    /// The frames before are there, and the journal goes on.
    fn is_cleared(&self, before: &[&[u8]], next: &[u8]) {
        let before = (1..).zip(before.iter().map(|payload| payload.to_vec()));
        let mut frames: Vec<_> = before.collect();
        let cut = fs::read(self.folder.segment(self.segment)).unwrap();
        assert_eq!(self.folder.read().unwrap(), frames);
        let untouched = fs::read(self.folder.segment(self.segment)).unwrap();
        assert!(untouched == cut);
        // Opened and left: nothing is torn any more.
        assert_eq!(self.folder.open().1, frames);
        let cleared = fs::read(self.folder.segment(self.segment)).unwrap();
        let from = self.first * SECTOR;
        assert!(cleared[from..].iter().all(|byte| *byte == 0));
        self.folder.append(&[next]);
        frames.push((frames.len() as u64 + 1, next.to_vec()));
        assert_eq!(self.folder.open().1, frames);
        // As before, for the next cut.
        let at = self.first * SECTOR;
        put(&self.folder.segment(self.segment), at, &[0; 8 * SECTOR]);
    }
}

/// Each mixture but that of all sectors, which is the frame.
fn each_mixture(of: impl Fn(&[u8]) -> (Folder, u64, usize), before: &[&[u8]]) {
    for length in 1..=7 {
        let (folder, segment, first) = of(&payload(9, length_of(length)));
        let in_flight = InFlight::of(folder, segment, first, length);
        // Of another length, so that it would not hide what was left.
        let next = payload(5, length_of(length) / 2);
        for mixture in 0..(1_u32 << length) - 1 {
            in_flight.cut(|index| mixture >> index & 1 == 1);
            in_flight.is_cleared(before, &next);
        }
    }
}

#[test]
fn of_a_frame_that_was_in_flight_nothing_is_left_whichever_sectors_were_written() {
    let before: [&[u8]; 2] = [b"one", &payload(2, 700)];
    let of = |payload: &[u8]| (Folder::with(&[before[0], before[1], payload]), 1, 3);
    each_mixture(of, &before);
}

#[test]
fn the_first_frame_of_all_may_be_torn() {
    each_mixture(|payload| (Folder::with(&[payload]), 1, 0), &[]);
}

#[test]
fn the_first_frame_of_a_segment_may_be_torn() {
    let before: [&[u8]; 2] = [b"one", b"two"];
    let of = |payload: &[u8]| {
        let folder = Folder::with(&before);
        let (mut journal, _) = folder.open();
        journal.turn().unwrap();
        journal.append(3, payload).unwrap();
        (folder, 2, 0)
    };
    for length in 1..=7 {
        let (folder, segment, first) = of(&payload(9, length_of(length)));
        let in_flight = InFlight::of(folder, segment, first, length);
        for mixture in 0..(1_u32 << length) - 1 {
            in_flight.cut(|index| mixture >> index & 1 == 1);
            // Goes into the first segment again, where there is room.
            let folder = &in_flight.folder;
            let frames = [(1, b"one".to_vec()), (2, b"two".to_vec())];
            assert_eq!(folder.read().unwrap(), frames);
            folder.append(&[b"three"]);
            assert_eq!(folder.open().1.len(), 3);
            let cleared = fs::read(folder.segment(2)).unwrap();
            assert!(cleared == vec![0; SEGMENT_BYTES]);
            put(&folder.segment(1), 2 * SECTOR, &[0; SECTOR]);
        }
    }
}

#[test]
fn the_first_frame_after_all_were_forgotten_may_be_torn() {
    let folder = Folder::with(&[b"one", b"two"]);
    let (mut journal, _) = folder.open();
    journal.turn().unwrap();
    journal.forget(2).unwrap();
    journal.append(3, &payload(3, length_of(4))).unwrap();
    drop(journal);
    let in_flight = InFlight::of(folder, 2, 0, 4);
    for mixture in 0..0b1111 {
        in_flight.cut(|index| mixture >> index & 1 == 1);
        assert_eq!(in_flight.folder.read().unwrap(), []);
        // Any number, as of an empty journal.
        let (mut journal, _) = in_flight.folder.open();
        journal.append(77, b"").unwrap();
        drop(journal);
        assert_eq!(in_flight.folder.open().1, [(77, Vec::new())]);
    }
}

#[test]
fn a_frame_that_is_larger_than_a_segment_may_be_torn() {
    let large = payload(2, SEGMENT_BYTES + 5_000);
    let sectors = 1 + (large.len() - 480).div_ceil(492);
    let mixtures: [&dyn Fn(usize) -> bool; 5] = [
        &|_| false,
        &|index| index % 2 == 0,
        &|index| index > 0,
        &|index| index + 1 < sectors,
        &|index| index + 1 == sectors,
    ];
    for mixture in mixtures {
        let folder = Folder::with(&[b"one", &large]);
        let in_flight = InFlight::of(folder, 2, 0, sectors);
        // The next one is laid down only once this frame is durable.
        fs::remove_file(in_flight.folder.segment(3)).unwrap();
        in_flight.cut(mixture);
        let folder = &in_flight.folder;
        assert_eq!(folder.read().unwrap().len(), 1);
        // The segment that was laid down for it takes others.
        folder.append(&[&large, b"three"]);
        let told = [
            (1, b"one".to_vec()),
            (2, large.clone()),
            (3, b"three".to_vec()),
        ];
        assert!(folder.open().1 == told);
    }
}

#[test]
fn a_cut_while_a_torn_frame_is_cleared_leaves_less_of_it() {
    let folder = Folder::with(&[b"one", &payload(2, length_of(5))]);
    let in_flight = InFlight::of(folder, 1, 1, 5);
    // The middle is old; the clearing came to the beginning, then to the end, too.
    for left in [0b11011, 0b11010, 0b01010] {
        in_flight.cut(|index| left >> index & 1 == 1);
        assert_eq!(in_flight.folder.read().unwrap().len(), 1);
    }
    assert_eq!(in_flight.folder.open().1.len(), 1);
}
