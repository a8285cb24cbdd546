//! What went at the end of retention is in no file of the store once it was started again, wherever that start was cut off (RULES G6).

use crate::retention::{Clinic, MARKED};
use crate::support::engine::*;
use madoguchi_controller::store::{Note, Sled, Store};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::time::DAY;
use std::fs;
use std::path::Path;
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

/// A store of which marked tickets went, closed; and what it holds.
async fn after_retention() -> (TempDir, Vec<(Vec<u8>, Vec<u8>)>) {
    let (clinic, held) = retention_over().await;
    let Clinic { folder, store, .. } = clinic;
    drop(store);
    (folder, held)
}

/// The same, open.
pub async fn retention_over() -> (Clinic, Vec<(Vec<u8>, Vec<u8>)>) {
    let mut clinic = Clinic::new().await;
    for (request, number) in [(1, MARKED), (2, "Z8862"), (3, "31")] {
        clinic
            .act(NINE, add_numbered(request, number))
            .await
            .unwrap();
    }
    // The database has them: what is asked of it is of the newest commit.
    let _ = clinic.store.snapshot().await.unwrap();
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
    assert_eq!(held(folder).await, before, "nothing else went");
    for mark in [MARKED, "Z8862"] {
        assert_eq!(holding(folder, mark), [""; 0], "{mark}");
    }
    assert!(!folder.join("journal/anew").exists());
    // It goes on as it was: work, a stop, a start.
    let mut store = Sled::open(folder, no_grants()).unwrap();
    let loaded = store.load().await.unwrap();
    assert!(loaded.notes.is_empty(), "{:?}", loaded.notes);
    let fleet: Fleet = crate::support::engine::fleet(loaded.records);
    assert_eq!(fleet.tickets().count(), 1);
    drop(store);
    assert_eq!(held(folder).await, before);
}

/// What a start left behind that was cut off, made in a folder.
type Cut<'a> = &'a dyn Fn(&Path);

#[tokio::test]
async fn a_start_that_was_cut_off_while_it_made_the_database_anew_loses_nothing_and_is_made_up_for()
{
    let (old, before) = after_retention().await;
    let new = tempfile::tempdir().unwrap();
    copy(old.path(), new.path());
    assert_eq!(held(new.path()).await, before);
    let half = fs::read(new.path().join("store/db")).unwrap();
    let images = |folder: &Path| {
        let files = fs::read_dir(folder.join("journal")).unwrap();
        let files = files.map(|file| file.unwrap());
        let images = files.filter(|file| file.file_name().to_string_lossy().starts_with("image-"));
        images.map(|file| file.path()).collect::<Vec<_>>()
    };
    let put_away = |folder: &Path| {
        fs::write(folder.join("journal/anew.begun"), "").unwrap();
        fs::rename(folder.join("store"), folder.join("store.aside")).unwrap();
    };
    let cuts: [(&str, Cut<'_>); 6] = [
        ("while the image is made", &|folder| {
            let image = fs::read(&images(folder)[0]).unwrap();
            fs::write(folder.join("journal/image.new"), &image[..image.len() / 2]).unwrap();
        }),
        ("before the old database is put away", &|folder| {
            fs::write(folder.join("journal/anew.begun"), "").unwrap();
        }),
        ("once the old database is put away", &put_away),
        ("while the new one is begun", &|folder| {
            put_away(folder);
            fs::create_dir(folder.join("store")).unwrap();
            fs::copy(new.path().join("store/conf"), folder.join("store/conf")).unwrap();
        }),
        ("while the new one is filled", &|folder| {
            put_away(folder);
            fs::create_dir(folder.join("store")).unwrap();
            fs::copy(new.path().join("store/conf"), folder.join("store/conf")).unwrap();
            fs::write(folder.join("store/db"), &half[..half.len() / 2]).unwrap();
        }),
        ("before the note is removed", &|folder| {
            fs::remove_dir_all(folder).unwrap();
            copy(old.path(), &folder.join("store.aside"));
            copy(new.path(), folder);
            fs::write(folder.join("journal/anew"), "").unwrap();
            fs::write(folder.join("journal/anew.begun"), "").unwrap();
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
        assert!(!folder.path().join("journal/anew.begun").exists(), "{when}");
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
    assert!(folder.join("store.aside/db").exists());
    drop(store);
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
    let (folder, before) = after_retention().await;
    let folder = folder.path();
    // In the way of the image.
    fs::create_dir_all(folder.join("journal/image.new/in the way")).unwrap();
    assert_eq!(held(folder).await, before);
    assert!(folder.join("journal/anew").exists());
    fs::remove_dir_all(folder.join("journal/image.new")).unwrap();
    assert_eq!(held(folder).await, before);
    assert_eq!(holding(folder, MARKED), [""; 0]);
}
