//! What went at the end of retention is in no file of the store once it was stopped, or started again where that stop was cut off (RULES G6).

use crate::retention::{Clinic, MARKED};
use crate::support::PATIENCE;
use crate::support::engine::*;
use madoguchi_controller::store::{Note, Sled, Store, told};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::time::{DAY, MINUTE};
use madoguchi_journal::Images;
use std::fs;
use std::path::Path;
use std::time::Instant;
use tempfile::TempDir;

/// The files below a folder that hold these bytes.
pub fn holding(folder: &Path, mark: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, mark));
        } else if path.is_file() {
            let content = fs::read(&path).unwrap();
            let mut places = content.windows(mark.len());
            if places.any(|place| place == mark.as_bytes()) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let into = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &into),
            false => drop(fs::copy(entry.path(), into).unwrap()),
        }
    }
}

/// What a store holds, as a start reads it.
pub async fn held(folder: &Path) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut store = Sled::open(folder, no_grants()).unwrap();
    store.snapshot().await.unwrap().pairs.collect()
}

/// A store of which marked tickets went, closed by a stop that did not come to make the database anew; and what it holds.
async fn after_retention() -> (TempDir, Vec<(Vec<u8>, Vec<u8>)>) {
    let (clinic, held) = retention_over().await;
    let Clinic { folder, store, .. } = clinic;
    let in_the_way = folder.path().join("store.half");
    fs::write(&in_the_way, "no folder").unwrap();
    drop(store);
    fs::remove_file(in_the_way).unwrap();
    (folder, held)
}

/// A store of which marked tickets went, open; and what it holds.
pub async fn retention_over() -> (Clinic, Vec<(Vec<u8>, Vec<u8>)>) {
    let mut clinic = Clinic::new().await;
    for (request, number) in [(1, MARKED), (2, "Z8862"), (3, "31")] {
        clinic
            .act(NINE, add_numbered(request, number))
            .await
            .unwrap();
    }
    // The database has them, and an image.
    let mut clinic = clinic.restart(NINE, |_| {}).await;
    clinic.act(NINE, cancel(4, MARKED)).await.unwrap();
    clinic.act(NINE, cancel(5, "Z8862")).await.unwrap();
    clinic.runs_until(NINE.plus(17 * DAY)).await;
    let kept: Vec<_> = clinic.fleet.tickets().map(|t| t.number.clone()).collect();
    assert_eq!(kept.len(), 1, "the marked ones are forgotten");
    let held = clinic.store.snapshot().await.unwrap().pairs.collect();
    (clinic, held)
}

#[tokio::test]
async fn the_bytes_of_what_went_are_in_no_file_after_the_next_start() {
    let (folder, before) = after_retention().await;
    let folder = folder.path();
    let holding_before = holding(folder, MARKED);
    let of_database = |path: &String| path.contains("/store/");
    assert!(
        !holding_before.is_empty() && folder.join("journal/anew").exists(),
        "sled keeps them, or this test shows nothing"
    );
    assert!(
        holding_before.iter().all(of_database),
        "journal and images keep nothing of them even before: {holding_before:?}"
    );
    let mut store = Sled::open(folder, no_grants()).unwrap();
    // The start did it, and leaves nothing to the stop of that run.
    for mark in [MARKED, "Z8862"] {
        assert_eq!(holding(folder, mark), [""; 0], "{mark}");
    }
    assert!(!folder.join("journal/anew").exists());
    let pairs: Vec<_> = store.snapshot().await.unwrap().pairs.collect();
    assert_eq!(pairs, before, "nothing else went");
    drop(store);
    // It goes on as it was: work, a stop, a start.
    let mut store = Sled::open(folder, no_grants()).unwrap();
    let loaded = store.load().await.unwrap();
    assert!(loaded.notes.is_empty(), "{:?}", loaded.notes);
    let fleet: Fleet = crate::support::engine::fleet(loaded.records);
    assert_eq!(fleet.tickets().count(), 1);
    drop(store);
    assert_eq!(held(folder).await, before);
}

#[tokio::test]
async fn a_stop_leaves_no_byte_of_what_went_and_the_next_start_makes_nothing_anew() {
    let (clinic, before) = retention_over().await;
    let Clinic { folder, store, .. } = clinic;
    let folder = folder.path();
    drop(store);
    for mark in [MARKED, "Z8862"] {
        assert_eq!(holding(folder, mark), [""; 0], "{mark}");
    }
    assert!(!folder.join("journal/anew").exists());
    for left in ["store.half", "store.new", "store.aside"] {
        assert!(!folder.join(left).exists(), "{left}");
    }
    // Another database in its place would not have it.
    let beside = folder.join("store/beside");
    fs::write(&beside, "").unwrap();
    let mut store = Sled::open(folder, no_grants()).unwrap();
    let notes = store.load().await.unwrap().notes;
    assert!(notes.is_empty(), "{notes:?}");
    drop(store);
    assert_eq!(held(folder).await, before);
    assert!(beside.exists());
}

/// The image was made while the clinic worked, and work came behind it: the stop has nothing to let go but in the database.
#[tokio::test]
async fn what_an_image_let_go_hours_before_leaves_the_database_at_the_stop() {
    let (mut clinic, _) = retention_over().await;
    let images = Images::at(&clinic.folder.path().join("journal"));
    let images = || images.list().unwrap();
    let first = images();
    // A quarter of an hour later, once the thread behind has come to it.
    let later = clinic.fleet.now().plus(20 * MINUTE);
    clinic.act(later, add_numbered(9, "32")).await.unwrap();
    let until = Instant::now() + PATIENCE;
    while images() == first || images().len() > 1 {
        assert!(Instant::now() < until, "no image is made");
        std::thread::yield_now();
    }
    clinic.act(later, add_numbered(10, "33")).await.unwrap();
    let before: Vec<_> = clinic.store.snapshot().await.unwrap().pairs.collect();
    let Clinic { folder, store, .. } = clinic;
    drop(store);
    assert_eq!(holding(folder.path(), MARKED), [""; 0]);
    assert!(!folder.path().join("journal/anew").exists());
    assert_eq!(held(folder.path()).await, before);
}

/// What a start or a stop left behind that was cut off, made in a folder.
type Cut<'a> = &'a dyn Fn(&Path);

#[tokio::test]
async fn whoever_was_cut_off_while_he_made_the_database_anew_lost_nothing_and_it_is_made_up_for() {
    let (old, before) = after_retention().await;
    let new = tempfile::tempdir().unwrap();
    copy(old.path(), new.path());
    assert_eq!(held(new.path()).await, before);
    let whole = fs::read(new.path().join("store/db")).unwrap();
    let images = |folder: &Path| {
        let files = fs::read_dir(folder.join("journal")).unwrap();
        let files = files.map(|file| file.unwrap());
        let images = files.filter(|file| file.file_name().to_string_lossy().starts_with("image-"));
        images.map(|file| file.path()).collect::<Vec<_>>()
    };
    let is_whole = |folder: &Path| copy(&new.path().join("store"), &folder.join("store.new"));
    let cuts: [(&str, Cut<'_>); 6] = [
        ("while the image is made", &|folder| {
            let image = fs::read(&images(folder)[0]).unwrap();
            fs::write(folder.join("journal/image.new"), &image[..image.len() / 2]).unwrap();
        }),
        ("while the new one is begun", &|folder| {
            fs::create_dir(folder.join("store.half")).unwrap();
            fs::copy(
                new.path().join("store/conf"),
                folder.join("store.half/conf"),
            )
            .unwrap();
        }),
        ("while the new one is filled", &|folder| {
            copy(&new.path().join("store"), &folder.join("store.half"));
            fs::write(folder.join("store.half/db"), &whole[..whole.len() / 2]).unwrap();
        }),
        ("before the old one is put away", &is_whole),
        ("once the old one is put away", &|folder| {
            is_whole(folder);
            fs::rename(folder.join("store"), folder.join("store.aside")).unwrap();
        }),
        ("before the note is removed", &|folder| {
            fs::remove_dir_all(folder).unwrap();
            copy(old.path(), &folder.join("store.aside"));
            copy(new.path(), folder);
            fs::write(folder.join("journal/anew"), "").unwrap();
        }),
    ];
    for (when, cut) in cuts {
        let folder = tempfile::tempdir().unwrap();
        copy(old.path(), folder.path());
        cut(folder.path());
        let mut store = Sled::open(folder.path(), no_grants()).unwrap();
        let notes = store.load().await.unwrap().notes;
        assert!(notes.is_empty(), "{when}: nobody broke it: {notes:?}");
        drop(store);
        assert_eq!(held(folder.path()).await, before, "{when}");
        assert_eq!(holding(folder.path(), MARKED), [""; 0], "{when}");
        assert!(!folder.path().join("journal/anew").exists(), "{when}");
        for left in ["store.half", "store.new", "store.aside"] {
            assert!(!folder.path().join(left).exists(), "{when}: {left}");
        }
    }
}

/// What is due does not hide that a disk spoiled the database, nor take away what there is to look at.
#[tokio::test]
async fn a_database_that_is_damaged_when_it_is_to_be_made_anew_is_told_and_kept_until_the_next_start()
 {
    let (folder, before) = after_retention().await;
    let folder = folder.path();
    fs::write(folder.join("store/db"), [7; 60_000]).unwrap();
    let mut store = Sled::open(folder, no_grants()).unwrap();
    let notes = store.load().await.unwrap().notes;
    assert!(
        matches!(notes.as_slice(), [Note::MadeAnew { .. }]),
        "{notes:?}"
    );
    drop(store);
    // An update's judgement and whoever else opens it meanwhile tells nobody.
    assert_eq!(held(folder).await, before);
    assert!(folder.join("store.aside/db").exists());
    // Nor does the stop of the start that tells it: until then support looks at it.
    let store = Sled::open(folder, no_grants()).unwrap();
    told(folder).unwrap();
    drop(store);
    assert!(folder.join("store.aside/db").exists());
    assert_eq!(held(folder).await, before);
    assert!(!folder.join("store.aside").exists());
    assert_eq!(holding(folder, MARKED), [""; 0]);
}

/// A controller that is killed right after the commit, before an image of it is made.
#[tokio::test]
async fn what_went_goes_from_the_journal_too_if_the_image_comes_only_with_the_next_start() {
    let (clinic, before) = retention_over().await;
    let folder = tempfile::tempdir().unwrap();
    copy(clinic.folder.path(), folder.path());
    drop(clinic);
    assert_eq!(held(folder.path()).await, before);
    assert_eq!(holding(folder.path(), MARKED), [""; 0]);
}

#[tokio::test]
async fn where_the_database_cannot_be_made_anew_the_store_opens_as_it_is_and_tries_again() {
    // In the way of the image, of a new database, and of its place.
    for in_the_way in ["journal/image.new/folder", "store.half", "store.aside"] {
        let (folder, before) = after_retention().await;
        let folder = folder.path();
        let path = folder.join(in_the_way);
        match in_the_way.ends_with("folder") {
            true => fs::create_dir_all(&path).unwrap(),
            false => fs::write(&path, "no folder").unwrap(),
        }
        let mut store = Sled::open(folder, no_grants()).unwrap();
        let notes = store.load().await.unwrap().notes;
        assert!(notes.is_empty(), "{in_the_way}: nobody broke it: {notes:?}");
        drop(store);
        assert_eq!(held(folder).await, before, "{in_the_way}");
        assert!(folder.join("journal/anew").exists(), "{in_the_way}");
        match path.is_dir() {
            true => fs::remove_dir_all(path.parent().unwrap()).unwrap(),
            false => fs::remove_file(&path).unwrap(),
        }
        assert_eq!(held(folder).await, before, "{in_the_way}");
        assert_eq!(holding(folder, MARKED), [""; 0], "{in_the_way}");
    }
}

/// The first broken database is what there is to look at; a half of the one that was to take its place is not.
#[tokio::test]
async fn what_was_broken_stays_to_be_looked_at_however_often_its_making_anew_is_cut_off() {
    let broken = [7; 60_000];
    let (old, before) = after_retention().await;
    let new = tempfile::tempdir().unwrap();
    copy(old.path(), new.path());
    assert_eq!(held(new.path()).await, before);
    let half = |folder: &Path| {
        copy(&new.path().join("store"), &folder.join("store.half"));
        fs::write(folder.join("store.half/db"), [8; 30_000]).unwrap();
    };
    let exchanged = |folder: &Path| {
        fs::write(folder.join("journal/made-anew"), "it is broken").unwrap();
        copy(&new.path().join("store"), &folder.join("store.new"));
        fs::rename(folder.join("store"), folder.join("store.aside")).unwrap();
    };
    let cuts: [(&str, Cut<'_>); 2] = [
        ("while the new one is filled", &half),
        ("once the broken one is moved aside", &exchanged),
    ];
    for (when, cut) in cuts {
        let folder = tempfile::tempdir().unwrap();
        copy(old.path(), folder.path());
        fs::write(folder.path().join("store/db"), broken).unwrap();
        cut(folder.path());
        let mut store = Sled::open(folder.path(), no_grants()).unwrap();
        let notes = store.load().await.unwrap().notes;
        assert!(
            matches!(notes.as_slice(), [Note::MadeAnew { .. }]),
            "{when}: {notes:?}"
        );
        drop(store);
        let aside = fs::read(folder.path().join("store.aside/db")).unwrap();
        assert!(aside == broken, "{when}");
        assert_eq!(held(folder.path()).await, before, "{when}");
    }
}
