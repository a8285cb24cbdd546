//! Any life of a journal, against a list of frames.

use crate::folder::{Folder, Frames, SECTOR, payload};
use madoguchi_journal::{AppendError, Journal, SEGMENT_BYTES};
use proptest::prelude::*;

const SECTORS: usize = SEGMENT_BYTES / SECTOR;

#[derive(Debug, Clone)]
enum Act {
    Append(usize),
    AppendWrong(u64),
    Turn,
    /// Of so many thousandths of the numbers up to the newest.
    Forget(u64),
    Open,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let length = prop_oneof![
        8 => 0..2_000_usize,
        2 => Just(480_usize),
        2 => Just(972_usize),
        4 => 100_000..500_000_usize,
        1 => 1_000_000..1_100_000_usize,
    ];
    let act = prop_oneof![
        12 => length.prop_map(Act::Append),
        1 => (2..9_u64).prop_map(Act::AppendWrong),
        3 => Just(Act::Turn),
        3 => (0..1_200_u64).prop_map(Act::Forget),
        3 => Just(Act::Open),
    ];
    prop::collection::vec(act, 1..40)
}

/// The segments as they should be: frames, sectors in use, sectors.
#[derive(Debug, Default)]
struct Model {
    segments: Vec<(Frames, usize, usize)>,
    turned: bool,
    newest: Option<u64>,
}

impl Model {
    fn append(&mut self, number: u64, payload: Vec<u8>) {
        let sectors = 1 + payload.len().saturating_sub(480).div_ceil(492);
        match self.segments.last_mut() {
            Some((frames, used, room)) if !self.turned && *used + sectors <= *room => {
                frames.push((number, payload));
                *used += sectors;
            }
            _ => {
                let frames = vec![(number, payload)];
                self.segments.push((frames, sectors, sectors.max(SECTORS)));
            }
        }
        self.turned = false;
        self.newest = Some(number);
    }

    fn forget(&mut self, through: u64) {
        while let Some((frames, ..)) = self.segments.first() {
            let stays = self.segments.len() == 1 && !self.turned;
            if stays || frames.last().unwrap().0 > through {
                break;
            }
            self.segments.remove(0);
        }
    }

    fn open(&mut self) {
        self.turned = false;
        self.newest = self.frames().last().map(|(number, _)| *number);
    }

    fn frames(&self) -> Frames {
        let frames = self.segments.iter().flat_map(|(frames, ..)| frames);
        frames.cloned().collect()
    }

    fn is(&self, journal: &Journal) {
        let frames = self.frames();
        assert_eq!(journal.oldest(), frames.first().map(|(number, _)| *number));
        assert_eq!(journal.newest(), frames.last().map(|(number, _)| *number));
        let used: usize = self.segments.iter().map(|(_, used, _)| used).sum();
        assert_eq!(journal.bytes_behind(0) as usize, used * SECTOR);
    }
}

fn live(acts: Vec<Act>, first: u64) {
    let folder = Folder::new();
    let (mut journal, mut model) = (folder.open().0, Model::default());
    for act in acts {
        let next = model.newest.map_or(first, |newest| newest + 1);
        match act {
            Act::Append(length) => {
                let payload = payload(next, length);
                journal.append(next, &payload).unwrap();
                model.append(next, payload);
            }
            Act::AppendWrong(off) => {
                if model.newest.is_some() {
                    let refused = journal.append(next + off, b"").unwrap_err();
                    assert!(matches!(refused, AppendError::Number { .. }));
                }
            }
            Act::Turn => {
                journal.turn().unwrap();
                model.turned = true;
            }
            Act::Forget(thousandths) => {
                let oldest = model.frames().first().map_or(next, |(number, _)| *number);
                let through = oldest + (next - oldest) * thousandths / 1_000;
                journal.forget(through).unwrap();
                model.forget(through);
            }
            Act::Open => {
                drop(journal);
                assert!(folder.read().unwrap() == model.frames());
                let (again, frames) = folder.open();
                assert!(frames == model.frames());
                model.open();
                journal = again;
            }
        }
        model.is(&journal);
    }
    drop(journal);
    assert!(folder.open().1 == model.frames());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_journal_has_the_frames_that_were_appended_and_not_forgotten(acts in acts(), first in 1..1_000_u64) {
        live(acts, first);
    }
}
