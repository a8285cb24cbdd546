//! What is removed for good comes back from no older image or frame, whatever fails meanwhile (RULES R14).

use crate::anew::{copy, held, holding, retention_over};
use crate::retention::{Clinic, MARKED};
use crate::support::engine::*;
use crate::support::records::{batch, grants, person, person_name};
use madoguchi_controller::store::{Batch, Sled, Store};
use madoguchi_fleet::decision::Change;
use madoguchi_fleet::ids::Installation;
use madoguchi_journal::Images;
use std::fs;
use std::path::Path;

fn images(folder: &Path) -> usize {
    Images::at(&folder.join("journal")).list().unwrap().len()
}

fn is_due(folder: &Path) -> bool {
    folder.join("journal/anew").exists()
}

/// Whether a frame says of its commit that it removed what must not come back (`store/frame.rs`).
fn is_marked(folder: &Path) -> bool {
    let mut is_marked = false;
    let read = madoguchi_journal::Journal::read::<madoguchi_journal::OpenError>(
        &folder.join("journal"),
        &mut |_, frame| {
            is_marked |= frame[1] == 1;
            Ok(())
        },
    );
    assert!(read.unwrap().is_some(), "there is no frame");
    is_marked
}

/// `madoguchi identity new` makes the keys anew beside the records.
#[tokio::test]
async fn records_that_become_another_installations_leave_one_image_and_a_first_start_does_not() {
    let mut clinic = Clinic::new().await;
    clinic.tick(NINE).await;
    clinic.act(NINE, add(1)).await.unwrap();
    assert!(!is_marked(clinic.folder.path()), "it was nobody's");
    // A start with the same keys changes nothing.
    let mut clinic = clinic.restart_as(PC).await;
    clinic.act(NINE, add(2)).await.unwrap();
    assert!(!is_marked(clinic.folder.path()));
    let mut clinic = clinic.restart_as(PC).await;
    clinic.act(NINE, add(3)).await.unwrap();
    let other = Installation([8; 32]);
    let clinic = clinic.restart_as(other).await;
    assert!(is_marked(clinic.folder.path()));
    assert_eq!(images(clinic.folder.path()), 2, "not yet");
    let clinic = clinic.restart_as(other).await;
    assert_eq!(images(clinic.folder.path()), 1);
    assert!(!is_due(clinic.folder.path()), "the stop did it");
}

#[tokio::test]
async fn of_a_person_who_was_removed_no_password_and_no_second_factor_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut store = Sled::open(folder, grants()).unwrap();
    let add = vec![Change::Person(Box::new(person("山田")))];
    store.commit(&batch(0, add)).await.unwrap();
    drop(store);
    // The secrets of `person`, as bytes.
    let secrets = ["$argon2id$", "\u{5}\u{5}\u{5}\u{5}\u{5}\u{5}\u{5}\u{5}"];
    for secret in secrets {
        assert!(!holding(folder, secret).is_empty(), "{secret:?}");
    }
    let mut store = Sled::open(folder, grants()).unwrap();
    let remove = vec![Change::ForgetPerson(person_name("山田"))];
    store.commit(&batch(1, remove)).await.unwrap();
    drop(store);
    for secret in secrets {
        assert_eq!(holding(folder, secret), [""; 0], "{secret:?}");
    }
}

/// The commit is durable already: what is to follow on it is tried again, and nobody is turned away for it.
#[cfg(unix)]
#[tokio::test]
async fn where_it_cannot_be_noted_that_something_is_to_go_the_commit_counts_and_it_goes_later() {
    let (clinic, _) = retention_over().await;
    let Clinic { folder, store, .. } = clinic;
    let folder = folder.path();
    // In the way of the note, for whoever stops.
    let note = folder.join("journal/anew");
    std::os::unix::fs::symlink("nowhere", &note).unwrap();
    drop(store);
    let journal = folder.join("journal");
    assert!(!holding(&journal, MARKED).is_empty(), "it is postponed");
    let before = held(folder).await;
    assert!(!holding(&journal, MARKED).is_empty(), "once more");
    fs::remove_file(&note).unwrap();
    assert_eq!(held(folder).await, before);
    assert_eq!(holding(folder, MARKED), [""; 0]);
}

#[tokio::test]
async fn what_a_start_could_not_let_go_goes_at_the_stop_of_that_run() {
    let (clinic, before) = retention_over().await;
    let killed = tempfile::tempdir().unwrap();
    let folder = killed.path();
    copy(clinic.folder.path(), folder);
    drop(clinic);
    let journal = folder.join("journal");
    let in_the_way = journal.join("image.new/in the way");
    fs::create_dir_all(&in_the_way).unwrap();
    let store = Sled::open(folder, no_grants()).unwrap();
    assert!(!holding(&journal, MARKED).is_empty());
    fs::remove_dir_all(journal.join("image.new")).unwrap();
    drop(store);
    assert_eq!(holding(&journal, MARKED), [""; 0]);
    assert_eq!(held(folder).await, before);
    assert_eq!(holding(folder, MARKED), [""; 0]);
}

#[tokio::test]
async fn what_is_to_go_is_known_to_the_next_start_of_a_killed_controller_by_the_frame_itself() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Sled::open(folder.path(), grants()).unwrap();
    let add = |revision: u64| -> Batch {
        let change = Change::Person(Box::new(person(&format!("{revision}"))));
        batch(revision, vec![change])
    };
    for revision in 0..3 {
        store.commit(&add(revision)).await.unwrap();
    }
    let remove = vec![Change::ForgetPerson(person_name("1"))];
    store.commit(&batch(3, remove)).await.unwrap();
    let killed = tempfile::tempdir().unwrap();
    copy(folder.path(), killed.path());
    drop(store);
    let mut store = Sled::open(killed.path(), grants()).unwrap();
    assert_eq!(images(killed.path()), 1);
    assert_eq!(store.load().await.unwrap().records.people.len(), 2);
    let frames = madoguchi_journal::Journal::read::<madoguchi_journal::OpenError>(
        &killed.path().join("journal"),
        &mut |_, _| Ok(()),
    );
    assert_eq!(frames.unwrap(), None);
}
