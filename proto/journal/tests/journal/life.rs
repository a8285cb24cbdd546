//! What a journal does in a life without accidents.

use crate::folder::{Folder, SECTOR, length_of, payload};
use madoguchi_journal::{
    AppendError, Damage, Journal, MAX_PAYLOAD_BYTES, OpenError, SEGMENT_BYTES,
};
use std::fs;

const SECTORS: usize = SEGMENT_BYTES / SECTOR;

#[test]
fn a_folder_that_is_not_there_has_no_frames_and_a_look_does_not_make_it() {
    let folder = Folder::new();
    let path = folder.path().join("none");
    let seen = Journal::read(&path, &mut |_, _| Ok::<_, OpenError>(())).unwrap();
    assert_eq!(seen, None);
    assert!(!path.exists());
    let journal = Journal::open(&path, &mut |_, _| Ok::<_, OpenError>(())).unwrap();
    assert_eq!((journal.oldest(), journal.newest()), (None, None));
    assert_eq!(journal.bytes_behind(0), 0);
    assert!(path.is_dir());
}

#[test]
fn frames_have_one_number_after_the_other_from_any_on() {
    let folder = Folder::new();
    let (mut journal, _) = folder.open();
    journal.append(40, b"forty").unwrap();
    for wrong in [40, 42, 1] {
        let refused = journal.append(wrong, b"").unwrap_err();
        assert!(
            matches!(refused, AppendError::Number { newest: 40, given } if given == wrong),
            "{refused}"
        );
    }
    let large = vec![0; MAX_PAYLOAD_BYTES + 1];
    let refused = journal.append(41, &large).unwrap_err();
    assert!(matches!(refused, AppendError::TooLarge { .. }), "{refused}");
    // Nothing was written, so it goes on.
    journal.append(41, b"").unwrap();
    assert_eq!((journal.oldest(), journal.newest()), (Some(40), Some(41)));
    assert_eq!(journal.bytes_behind(0), 2 * SECTOR as u64);
    drop(journal);
    let frames = [(40, b"forty".to_vec()), (41, Vec::new())];
    assert_eq!(folder.open().1, frames);
}

#[test]
fn no_number_comes_behind_the_last_one_there_is() {
    let folder = Folder::new();
    let (mut journal, _) = folder.open();
    journal.append(u64::MAX, b"").unwrap();
    for number in [0, u64::MAX] {
        let refused = journal.append(number, b"").unwrap_err();
        assert!(matches!(refused, AppendError::Number { .. }), "{refused}");
    }
    drop(journal);
    assert_eq!(folder.open().1, [(u64::MAX, Vec::new())]);
}

#[test]
fn what_the_visitor_returns_comes_back() {
    #[derive(Debug)]
    enum Mine {
        Enough(u64),
        Journal(OpenError),
    }
    impl From<OpenError> for Mine {
        fn from(error: OpenError) -> Self {
            Self::Journal(error)
        }
    }
    let folder = Folder::with(&[b"1", b"2", b"3"]);
    let mut enough = |number, _: &[u8]| match number {
        1 => Ok(()),
        _ => Err(Mine::Enough(number)),
    };
    let stopped = Journal::open(folder.path(), &mut enough).unwrap_err();
    assert!(matches!(stopped, Mine::Enough(2)), "{stopped:?}");
    fs::write(folder.path().join("segment-x"), "").unwrap();
    let damaged = Journal::open(folder.path(), &mut enough).unwrap_err();
    let Mine::Journal(damaged) = damaged else {
        panic!("{damaged:?}");
    };
    assert!(matches!(damaged, OpenError::Damaged { .. }), "{damaged}");
}

#[test]
fn the_next_segment_is_there_from_the_first_frame_of_one_on_and_used_next() {
    let folder = Folder::with(&[b"1"]);
    let two = [
        "segment-00000000000000000001",
        "segment-00000000000000000002",
    ];
    assert_eq!(folder.names(), two);
    let spare = fs::read(folder.segment(2)).unwrap();
    assert!(spare == vec![0; SEGMENT_BYTES]);
    assert_eq!(folder.damage(), None);
    // What fits goes into the first one still; what does not into the second.
    folder.append(&[&payload(2, length_of(SECTORS - 1))]);
    assert_eq!(folder.names(), two);
    assert!(fs::read(folder.segment(2)).unwrap() == spare);
    folder.append(&[b"3"]);
    assert!(fs::read(folder.segment(2)).unwrap() != spare);
    assert_eq!(folder.names().len(), 3);
    assert_eq!(folder.open().1.len(), 3);
}

#[test]
fn a_segment_is_filled_to_its_last_sector() {
    let whole = payload(1, length_of(SECTORS));
    let folder = Folder::with(&[&whole, b"2"]);
    let length = |number| fs::metadata(folder.segment(number)).unwrap().len() as usize;
    assert_eq!((length(1), length(2)), (SEGMENT_BYTES, SEGMENT_BYTES));
    assert_eq!(folder.open().1, [(1, whole), (2, b"2".to_vec())]);
}

#[test]
fn a_frame_that_is_larger_than_a_segment_has_one_of_its_size() {
    let large = payload(2, SEGMENT_BYTES + 1);
    let small = payload(1, length_of(SECTORS / 2 + 1));
    // The first time nothing is laid down, the second time a segment that is too small.
    let folder = Folder::with(&[&large, &small, &large, b"4"]);
    let length = |number| fs::metadata(folder.segment(number)).unwrap().len() as usize;
    let sectors = 1 + (large.len() - 480).div_ceil(492);
    assert_eq!((length(1), length(3)), (sectors * SECTOR, sectors * SECTOR));
    assert_eq!((length(2), length(4)), (SEGMENT_BYTES, SEGMENT_BYTES));
    let (journal, frames) = folder.open();
    let told = [
        (1, large.clone()),
        (2, small),
        (3, large),
        (4, b"4".to_vec()),
    ];
    assert!(frames == told);
    let small = SECTORS / 2 + 1;
    assert_eq!(
        journal.bytes_behind(0) as usize,
        (2 * sectors + small + 1) * SECTOR
    );
}

#[test]
fn a_frame_of_many_segments_is_taken_and_read() {
    let large = payload(3, 16 * SEGMENT_BYTES);
    let folder = Folder::with(&[&large]);
    assert!(folder.open().1 == [(1, large)]);
}

#[test]
fn whole_segments_of_old_frames_go_and_the_newest_stays_unless_it_was_turned() {
    let folder = Folder::new();
    let (mut journal, _) = folder.open();
    for number in 1..=3 {
        journal.append(number, b"").unwrap();
        journal.append(number + 3, b"").unwrap_err();
        journal.turn().unwrap();
    }
    journal.append(4, b"").unwrap();
    // Frame 3 is asked to stay, so its segment does.
    journal.forget(2).unwrap();
    assert_eq!((journal.oldest(), journal.newest()), (Some(3), Some(4)));
    journal.forget(u64::MAX).unwrap();
    assert_eq!((journal.oldest(), journal.newest()), (Some(4), Some(4)));
    journal.turn().unwrap();
    let left = [
        "segment-00000000000000000004",
        "segment-00000000000000000005",
    ];
    assert_eq!(folder.names(), left);
    journal.forget(u64::MAX).unwrap();
    assert_eq!((journal.oldest(), journal.newest()), (None, None));
    assert_eq!(journal.bytes_behind(0), 0);
    // Its number is given to no other segment.
    assert_eq!(folder.names(), ["segment-00000000000000000005"]);
    // Nothing to turn, nothing to forget.
    journal.turn().unwrap();
    journal.forget(u64::MAX).unwrap();
    // It goes on where it was ...
    let refused = journal.append(9, b"").unwrap_err();
    assert!(
        matches!(refused, AppendError::Number { newest: 4, .. }),
        "{refused}"
    );
    drop(journal);
    // ... until it is opened again.
    let (mut journal, frames) = folder.open();
    assert_eq!(frames, []);
    journal.append(9, b"nine").unwrap();
    drop(journal);
    assert_eq!(folder.open().1, [(9, b"nine".to_vec())]);
    assert_eq!(folder.names()[0], "segment-00000000000000000005");
}

#[test]
fn a_journal_that_forgot_all_goes_on_and_is_read() {
    let folder = Folder::with(&[b"1", b"2"]);
    let (mut journal, _) = folder.open();
    journal.turn().unwrap();
    journal.forget(2).unwrap();
    journal.append(3, b"3").unwrap();
    drop(journal);
    assert_eq!(folder.open().1, [(3, b"3".to_vec())]);
}

#[test]
fn a_segment_that_cannot_be_laid_down_is_told_and_nothing_follows() {
    let folder = Folder::new();
    let (mut journal, _) = folder.open();
    // What no cut leaves, and what is not removed like a file.
    let taken = folder.path().join("segment.new");
    fs::create_dir(&taken).unwrap();
    let failed = journal.append(1, b"").unwrap_err();
    assert!(
        matches!(
            failed,
            AppendError::Io {
                doing: "lay down",
                ..
            }
        ),
        "{failed}"
    );
    fs::remove_dir(&taken).unwrap();
    let refused = journal.append(1, b"").unwrap_err();
    assert!(matches!(refused, AppendError::Poisoned), "{refused}");
    drop(journal);
    folder.append(&[b"1"]);
    assert_eq!(folder.open().1, [(1, b"1".to_vec())]);
}

#[test]
fn where_no_segment_can_be_laid_down_nothing_is_turned_and_the_journal_goes_on_in_the_one_it_has() {
    let folder = Folder::new();
    let (mut journal, _) = folder.open();
    journal.append(1, b"").unwrap();
    journal.turn().unwrap();
    let taken = folder.path().join("segment.new");
    fs::create_dir(&taken).unwrap();
    // Takes the one that is there; the thread that begins the next one fails, and so does who waits for it.
    journal.append(2, b"").unwrap();
    journal.turn().unwrap_err();
    journal.append(3, b"").unwrap();
    journal.forget(3).unwrap();
    assert_eq!(journal.oldest(), Some(2), "in one segment with the newest");
    fs::remove_dir(&taken).unwrap();
    journal.turn().unwrap();
    journal.forget(3).unwrap();
    assert_eq!(journal.oldest(), None);
    journal.append(4, b"four").unwrap();
    drop(journal);
    assert_eq!(folder.open().1, [(4, b"four".to_vec())]);
}

#[test]
fn the_bytes_behind_a_number_are_those_of_the_segments_with_later_frames() {
    let folder = Folder::new();
    let (mut journal, _) = folder.open();
    for number in 1..=6 {
        journal.append(number, b"").unwrap();
        if number % 2 == 0 {
            journal.turn().unwrap();
        }
    }
    let behind = |number| journal.bytes_behind(number) as usize / SECTOR;
    assert_eq!(
        (0..=7).map(behind).collect::<Vec<_>>(),
        [6, 6, 4, 4, 2, 2, 0, 0]
    );
}

#[test]
fn what_a_cut_left_of_a_segment_is_cleared_and_other_files_are_not_looked_at() {
    let folder = Folder::with(&[b"1"]);
    for name in ["segment.new", "image.new", "image-00000000000000000001"] {
        fs::write(folder.path().join(name), "half").unwrap();
    }
    assert_eq!(folder.read().unwrap().len(), 1);
    assert_eq!(folder.names().len(), 5);
    assert_eq!(folder.open().1.len(), 1);
    let left = ["image-00000000000000000001", "image.new"];
    assert_eq!(folder.names()[..2], left);
    let segments = [
        "segment-00000000000000000001",
        "segment-00000000000000000002",
    ];
    assert_eq!(folder.names()[2..], segments);
}

#[test]
fn a_name_that_no_segment_has_is_damage() {
    let names = [
        "segment-",
        "segment-1",
        "segment-00000000000000000000",
        "segment-0000000000000000000x",
        "segment-+0000000000000000001",
        "segment-000000000000000000002",
        "segment-99999999999999999999",
        "segment-18446744073709551615",
    ];
    for name in names {
        let folder = Folder::with(&[b"1"]);
        let path = folder.path().join(name);
        fs::write(&path, vec![0; SEGMENT_BYTES]).unwrap();
        assert_eq!(folder.damage(), Some((path, 0, Damage::Name)));
    }
}

#[cfg(unix)]
#[test]
fn the_owner_alone_may_read_it() {
    let folder = Folder::new();
    let path = folder.path().join("journal");
    let mut journal = Journal::open(&path, &mut |_, _| Ok::<_, OpenError>(())).unwrap();
    journal.append(1, b"").unwrap();
    let segment = path.join("segment-00000000000000000001");
    assert!(!madoguchi_files::is_open_to_others(&path));
    assert!(!madoguchi_files::is_open_to_others(&segment));
}

#[test]
fn a_journal_can_be_handed_to_another_thread() {
    fn is_send<T: Send>() {}
    is_send::<Journal>();
}
