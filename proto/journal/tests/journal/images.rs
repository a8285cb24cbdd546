//! Images: whole, or found out.

use crate::folder::{Folder, payload, put};
use madoguchi_journal::images::{MAX_KEY_BYTES, MAX_MADE_BY_BYTES, MAX_VALUE_BYTES, Unfit};
use madoguchi_journal::{About, Damage, ImageError, Images};
use std::fs::{self, File};
use std::path::PathBuf;

type Pairs = Vec<(Vec<u8>, Vec<u8>)>;

fn about(revision: u64) -> About {
    About {
        revision,
        made_by: "madoguchi 1.2.3".to_owned(),
        at: -7,
        schema: 9,
        records: 0,
    }
}

fn some() -> Pairs {
    let pair = |number: u8| {
        (
            vec![number; usize::from(number)],
            payload(number.into(), 40),
        )
    };
    (0..4).map(pair).collect()
}

fn make(images: &Images, revision: u64, pairs: &Pairs) -> Result<About, ImageError> {
    images.make(about(revision), pairs.iter().cloned().map(Ok))
}

fn read(images: &Images, revision: u64) -> Result<(About, Pairs), ImageError> {
    let mut pairs = Pairs::new();
    let about = images.read(revision, &mut |key, value| {
        pairs.push((key.to_vec(), value.to_vec()));
        Ok::<_, ImageError>(())
    })?;
    Ok((about, pairs))
}

fn path(folder: &Folder, revision: u64) -> PathBuf {
    folder.path().join(format!("image-{revision:020}"))
}

#[test]
fn an_image_is_read_as_it_was_made() {
    let folder = Folder::new();
    let images = Images::at(&folder.path().join("below"));
    assert_eq!(images.list().unwrap(), [0_u64; 0]);
    images.forget(&[]).unwrap();
    let largest = vec![
        (Vec::new(), Vec::new()),
        (vec![1; MAX_KEY_BYTES], payload(1, MAX_VALUE_BYTES)),
        (vec![2], payload(2, 70)),
    ];
    for (revision, pairs) in [(3, some()), (0, Pairs::new()), (u64::MAX, largest)] {
        let records = pairs.len() as u64;
        let about = About {
            records,
            ..about(revision)
        };
        assert_eq!(make(&images, revision, &pairs).unwrap(), about);
        assert_eq!(images.about(revision).unwrap(), about);
        assert_eq!(read(&images, revision).unwrap(), (about, pairs));
    }
    assert_eq!(images.list().unwrap(), [0, 3, u64::MAX]);
    // Made once more.
    make(&images, 3, &Pairs::new()).unwrap();
    assert_eq!(read(&images, 3).unwrap().1, []);
}

#[cfg(unix)]
#[test]
fn the_owner_alone_may_read_an_image() {
    let folder = Folder::new();
    make(&Images::at(folder.path()), 1, &some()).unwrap();
    assert!(!madoguchi_files::is_open_to_others(&path(&folder, 1)));
}

#[test]
fn one_that_is_not_there_is_told_by_its_name() {
    let folder = Folder::new();
    let error = Images::at(folder.path()).about(5).unwrap_err();
    let told = format!("could not open {}", path(&folder, 5).display());
    assert_eq!(error.to_string(), told);
}

#[test]
fn what_a_cut_left_of_one_is_not_listed_and_gone_with_the_next() {
    let folder = Folder::new();
    let images = Images::at(folder.path());
    let unfinished = folder.path().join("image.new");
    for name in [
        "image.new",
        "image-1",
        "image-0000000000000000000x",
        "segment.new",
    ] {
        fs::write(folder.path().join(name), "half").unwrap();
    }
    assert_eq!(images.list().unwrap(), [0_u64; 0]);
    make(&images, 1, &some()).unwrap();
    assert_eq!(images.list().unwrap(), [1]);
    assert!(!unfinished.exists());
    fs::write(&unfinished, "half").unwrap();
    images.forget(&[1]).unwrap();
    assert!(!unfinished.exists());
    assert_eq!(images.list().unwrap(), [1]);
}

#[test]
fn all_but_those_that_are_kept_are_removed_and_nothing_else() {
    let folder = Folder::with(&[b"one"]);
    let images = Images::at(folder.path());
    for revision in 1..=4 {
        make(&images, revision, &some()).unwrap();
    }
    images.forget(&[2, 4, 9]).unwrap();
    assert_eq!(images.list().unwrap(), [2, 4]);
    images.forget(&[]).unwrap();
    let segments = [
        "segment-00000000000000000001",
        "segment-00000000000000000002",
    ];
    assert_eq!(folder.names(), segments);
}

#[test]
fn what_no_image_holds_is_refused_and_nothing_is_left_of_it() {
    let folder = Folder::new();
    let images = Images::at(folder.path());
    let one = |key: &[u8], value: &[u8]| vec![(key.to_vec(), value.to_vec())];
    let unfit = [
        (one(&[0; MAX_KEY_BYTES + 1], b""), Unfit::Key),
        (one(b"", &[0; MAX_VALUE_BYTES + 1]), Unfit::Value),
        ([one(b"b", b""), one(b"a", b"")].concat(), Unfit::Order),
        ([one(b"a", b""), one(b"a", b"")].concat(), Unfit::Order),
        ([one(b"", b""), one(b"", b"")].concat(), Unfit::Order),
    ];
    for (pairs, why) in unfit {
        let error = make(&images, 1, &pairs).unwrap_err();
        assert!(
            matches!(error, ImageError::Unfit { what } if what == why),
            "{error}"
        );
        assert_eq!(folder.names(), [""; 0]);
    }
    let made_by = "m".repeat(MAX_MADE_BY_BYTES + 1);
    let about = About {
        made_by,
        ..about(1)
    };
    let none = std::iter::empty::<Result<(&[u8], &[u8]), ImageError>>();
    let error = images.make(about, none).unwrap_err();
    assert!(
        matches!(
            error,
            ImageError::Unfit {
                what: Unfit::MadeBy
            }
        ),
        "{error}"
    );
}

#[test]
fn what_either_side_returns_comes_back_and_no_image_is_left() {
    #[derive(Debug)]
    struct Mine(Option<u8>);
    impl From<ImageError> for Mine {
        fn from(_: ImageError) -> Self {
            Self(None)
        }
    }
    let folder = Folder::new();
    let images = Images::at(folder.path());
    let pairs = [Ok((b"a", b"1")), Err(Mine(Some(5)))];
    let error = images.make(about(1), pairs).unwrap_err();
    assert_eq!(error.0, Some(5));
    assert_eq!(folder.names(), [""; 0]);
    make(&images, 1, &some()).unwrap();
    let error = images.read(1, &mut |key, _| match key {
        [2, 2] => Err(Mine(Some(2))),
        _ => Ok(()),
    });
    assert_eq!(error.unwrap_err().0, Some(2));
}

#[test]
fn each_flipped_bit_is_found() {
    let folder = Folder::new();
    let images = Images::at(folder.path());
    make(&images, 1, &some()).unwrap();
    let path = path(&folder, 1);
    let content = fs::read(&path).unwrap();
    for bit in 0..content.len() * 8 {
        let at = bit / 8;
        put(&path, at, &[content[at] ^ 1 << (bit % 8)]);
        let error = read(&images, 1).unwrap_err();
        assert!(
            matches!(error, ImageError::Damaged { .. }),
            "{bit}: {error}"
        );
        // Its beginning tells of itself.
        assert_eq!(images.about(1).is_err(), at < 120, "{bit}");
        put(&path, at, &[content[at]]);
    }
    read(&images, 1).unwrap();
}

#[test]
fn one_that_is_cut_off_anywhere_or_goes_on_is_found() {
    let folder = Folder::new();
    let images = Images::at(folder.path());
    make(&images, 1, &some()).unwrap();
    let path = path(&folder, 1);
    let length = fs::read(&path).unwrap().len();
    put(&path, length, b"x");
    let damage = |error| match error {
        ImageError::Damaged { what, .. } => what,
        other => panic!("{other}"),
    };
    assert_eq!(damage(read(&images, 1).unwrap_err()), Damage::Long);
    let file = File::options().write(true).open(&path).unwrap();
    for length in (0..length).rev() {
        file.set_len(length as u64).unwrap();
        assert_eq!(damage(read(&images, 1).unwrap_err()), Damage::Short);
    }
}

#[test]
fn one_under_the_name_of_another_revision_is_found() {
    let folder = Folder::new();
    let images = Images::at(folder.path());
    make(&images, 1, &some()).unwrap();
    fs::copy(path(&folder, 1), path(&folder, 2)).unwrap();
    let error = images.about(2).unwrap_err();
    assert!(
        matches!(
            error,
            ImageError::Damaged {
                what: Damage::Kind,
                ..
            }
        ),
        "{error}"
    );
}
