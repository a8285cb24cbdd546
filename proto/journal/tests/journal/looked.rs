//! A journal that is looked at first and opened then.

use crate::folder::{Folder, SECTOR, put};
use madoguchi_journal::{Damage, Looked, OpenError, SEGMENT_BYTES};
use std::fs;
use std::path::Path;

/// Segments with large frames, and two small ones in the last.
fn segments() -> (Folder, Vec<Vec<u8>>) {
    let large = |byte| vec![byte; SEGMENT_BYTES / SECTOR * 480];
    let payloads = vec![
        large(1),
        large(2),
        large(3),
        b"four".to_vec(),
        b"five".to_vec(),
    ];
    let folder = Folder::new();
    let (mut journal, _) = folder.open();
    for (number, payload) in (1..).zip(&payloads) {
        journal.append(number, payload).unwrap();
    }
    (folder, payloads)
}

fn look(folder: &Path) -> Result<Looked, OpenError> {
    Looked::at(folder, &mut |_, _| Ok(()))
}

fn opened(folder: &Folder, behind: u64) -> Vec<(u64, Vec<u8>)> {
    let looked = look(folder.path()).unwrap();
    let mut frames = Vec::new();
    let journal = looked
        .open::<OpenError>(behind, &mut |number, payload| {
            frames.push((number, payload.to_vec()));
            Ok(())
        })
        .unwrap();
    assert_eq!((journal.oldest(), journal.newest()), (Some(1), Some(5)));
    frames
}

#[test]
fn only_the_frames_behind_a_number_are_handed_out_and_all_of_them() {
    let (folder, payloads) = segments();
    assert_eq!(look(folder.path()).unwrap().numbers(), Some(1..=5));
    let all: Vec<_> = (1..).zip(payloads).collect();
    for behind in 0..=6_usize {
        assert_eq!(opened(&folder, behind as u64), all[behind.min(5)..]);
    }
    // It goes on as any other.
    let looked = look(folder.path()).unwrap();
    let mut journal = looked.open::<OpenError>(5, &mut |_, _| Ok(())).unwrap();
    journal.append(6, b"six").unwrap();
    drop(journal);
    assert_eq!(folder.open().1.last().unwrap(), &(6, b"six".to_vec()));
}

#[test]
fn a_look_at_no_folder_makes_none_and_an_open_does() {
    let folder = Folder::new();
    let path = folder.path().join("none");
    let looked = look(&path).unwrap();
    assert_eq!(looked.numbers(), None);
    assert!(!path.exists());
    let journal = looked.open::<OpenError>(0, &mut |_, _| Ok(())).unwrap();
    assert_eq!(journal.newest(), None);
    assert!(path.is_dir());
}

#[test]
fn what_is_read_again_has_to_be_what_was_looked_at() {
    let (folder, _) = segments();
    let newest = fs::read_dir(folder.path()).unwrap().count() as u64;
    let number = (1..=newest).rev().find(|number| {
        let content = fs::read(folder.segment(*number)).unwrap();
        content[..SECTOR] != [0; SECTOR]
    });
    let path = folder.segment(number.unwrap());
    let content = fs::read(&path).unwrap();
    let end = content.iter().rposition(|byte| *byte != 0).unwrap();
    let looked = look(folder.path()).unwrap();
    // The newest frame is a hole that a cut may have left: by itself no damage.
    put(&path, end / SECTOR * SECTOR, &[0; SECTOR]);
    let opened = looked.open::<OpenError>(3, &mut |_, _| Ok(()));
    let Err(OpenError::Damaged { file, what, .. }) = opened else {
        panic!("{opened:?}");
    };
    assert_eq!((file, what), (path, Damage::Place));
}
