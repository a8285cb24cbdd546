//! Images beside the journal: when one is made, how many are kept, and that a database comes back from each of them (RULES R12-R14).

use crate::damage::{copied, names};
use crate::support::records::*;
use madoguchi_controller::store::memory::Disk;
use madoguchi_controller::store::{Batch, LoadError, Memory, Note, Revision, Sled, Store};
use madoguchi_fleet::decision::Change;
use madoguchi_fleet::licensing::{ActKind, SignedAct};
use madoguchi_journal::{About, ImageError, Images};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn images(folder: &Path) -> Images {
    Images::at(&folder.join("journal"))
}

fn revisions(folder: &Path) -> Vec<u64> {
    images(folder).list().unwrap()
}

fn image(folder: &Path, revision: u64) -> PathBuf {
    folder.join(format!("journal/image-{revision:020}"))
}

async fn commit(store: &mut Sled, revision: u64) {
    commit_many(store, revision, 1).await;
}

/// A commit of so many tickets.
async fn commit_many(store: &mut Sled, revision: u64, tickets: u64) {
    let tickets = (0..tickets).map(|n| eventful(100 + revision + 10_000 * n));
    let changes = tickets.map(ticket_change).collect();
    store.commit(&batch(revision, changes)).await.unwrap();
}

/// A store that was stopped after so many commits, each time.
async fn stopped_after(commits: &[u64]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut revision = 0;
    for many in commits {
        let mut store = Sled::open(folder.path(), grants()).unwrap();
        for _ in 0..*many {
            commit(&mut store, revision).await;
            revision += 1;
        }
    }
    folder
}

/// What a start reads, and whether it made the database anew.
async fn started(folder: &Path) -> Result<(u64, usize, bool), LoadError> {
    let loaded = Sled::open(folder, grants())?.load().await?;
    let made_anew = matches!(loaded.notes.as_slice(), [Note::MadeAnew { .. }]);
    Ok((loaded.revision.0, loaded.records.tickets.len(), made_anew))
}

#[tokio::test]
async fn a_stop_makes_an_image_of_what_came_and_none_of_nothing() {
    let folder = stopped_after(&[3, 0, 2]).await;
    assert_eq!(revisions(folder.path()), [3, 5]);
    drop(Sled::open(folder.path(), grants()).unwrap());
    assert_eq!(revisions(folder.path()), [3, 5]);
    let folder = stopped_after(&[1, 1, 1, 1]).await;
    assert_eq!(revisions(folder.path()), [3, 4], "two are kept");
}

#[tokio::test]
async fn from_either_image_the_database_comes_back_whole() {
    let folder = stopped_after(&[3, 2, 4]).await;
    assert_eq!(revisions(folder.path()), [5, 9]);
    for harmed in [[].as_slice(), &[9], &[5]] {
        let folder = copied(&folder);
        fs::remove_dir_all(folder.path().join("store")).unwrap();
        for revision in harmed {
            let path = image(folder.path(), *revision);
            let mut bytes = fs::read(&path).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(&path, bytes).unwrap();
        }
        let found = started(folder.path()).await.unwrap();
        assert_eq!(found, (9, 9, true), "{harmed:?}");
    }
}

/// Enough tickets for several segments, of which each image lets the older ones go.
#[tokio::test]
async fn the_older_image_is_of_use_as_long_as_it_is_kept() {
    const MANY: u64 = 100;
    let folder = tempfile::tempdir().unwrap();
    let segments = || {
        let names = names(&folder.path().join("journal"));
        let segments = names
            .into_iter()
            .filter(|name| name.starts_with("segment-"));
        segments.collect::<Vec<_>>()
    };
    let mut revision = 0;
    let mut kept = Vec::new();
    for _ in 0..3 {
        let mut store = Sled::open(folder.path(), grants()).unwrap();
        for _ in 0..60 {
            commit_many(&mut store, revision, MANY).await;
            revision += 1;
        }
        drop(store);
        kept.push(segments());
    }
    assert!(kept[2].len() > 2, "one segment is never removed: {kept:?}");
    assert!(!kept[2].contains(&kept[0][0]), "none went: {kept:?}");
    fs::remove_dir_all(folder.path().join("store")).unwrap();
    fs::write(image(folder.path(), revision), "torn").unwrap();
    let tickets = usize::try_from(revision * MANY).unwrap();
    let found = started(folder.path()).await.unwrap();
    assert_eq!(found, (revision, tickets, true));
}

#[tokio::test]
async fn without_an_image_that_can_be_read_a_start_is_refused_and_the_database_stays() {
    let folder = stopped_after(&[3, 2, 4]).await;
    // The frames from before the older image went when a new one was made; as far back as they are kept they would do.
    let segments = names(&folder.path().join("journal"));
    let segments = segments.iter().filter(|name| name.starts_with("segment-"));
    for segment in segments {
        fs::remove_file(folder.path().join("journal").join(segment)).unwrap();
    }
    fs::write(image(folder.path(), 9), "torn").unwrap();
    fs::write(folder.path().join("store/db"), [7; 60_000]).unwrap();
    let error = started(folder.path()).await.unwrap_err();
    assert!(matches!(error, LoadError::Corrupt { .. }), "{error}");
    assert!(error.to_string().contains("store/db"), "{error}");
    assert!(folder.path().join("store/db").exists());
    assert!(!folder.path().join("store.aside").exists());
}

#[tokio::test]
async fn the_first_start_of_another_version_makes_an_image_before_it_commits_anything() {
    let folder = stopped_after(&[3]).await;
    let made_by = |by: &str| {
        let mut pairs = Vec::new();
        let about = images(folder.path())
            .read::<ImageError>(3, &mut |key, value| {
                pairs.push((key.to_vec(), value.to_vec()));
                Ok(())
            })
            .unwrap();
        let about = About {
            made_by: by.to_owned(),
            ..about
        };
        let pairs = pairs.into_iter().map(Ok::<_, ImageError>);
        images(folder.path()).make(about, pairs).unwrap();
    };
    let maker = || images(folder.path()).about(3).unwrap().made_by;
    let this = maker();
    made_by("0.0.1");
    let store = Sled::open(folder.path(), grants()).unwrap();
    assert_eq!(maker(), this);
    drop(store);
}

/// A process that is killed loses what it has in memory: the database must not lack what an image says that it had.
#[tokio::test]
async fn an_image_is_made_only_of_what_the_database_has_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Sled::open(folder.path(), grants()).unwrap();
    for revision in 0..5 {
        commit(&mut store, revision).await;
    }
    // Killed: the database has nothing yet. The next start hands it all, and makes the first image.
    let killed = copied(&folder);
    let store = Sled::open(killed.path(), grants()).unwrap();
    assert_eq!(revisions(killed.path()), [5]);
    let killed_again = copied(&killed);
    drop(store);
    let found = started(killed_again.path()).await.unwrap();
    assert_eq!(found, (5, 5, false), "nobody broke it");
}

fn a_return(revision: u64) -> Batch {
    let act = SignedAct {
        number: 1,
        counter: 1,
        kind: ActKind::Return,
        at: NINE,
        document: b"a return".as_slice().into(),
    };
    batch(revision, vec![Change::Act(act)])
}

#[tokio::test]
async fn a_license_that_was_given_back_comes_back_from_no_older_image_or_frame() {
    let folder = stopped_after(&[3, 2]).await;
    let mut store = Sled::open(folder.path(), grants()).unwrap();
    store.commit(&a_return(5)).await.unwrap();
    drop(store);
    assert_eq!(revisions(folder.path()), [6]);
    let frames = madoguchi_journal::Journal::read::<madoguchi_journal::OpenError>(
        &folder.path().join("journal"),
        &mut |_, _| Ok(()),
    );
    assert_eq!(frames.unwrap(), None);
    assert_eq!(started(folder.path()).await.unwrap(), (6, 5, false));
    // It goes on: the next frame follows on the image.
    let mut store = Sled::open(folder.path(), grants()).unwrap();
    commit(&mut store, 6).await;
    drop(store);
    fs::remove_dir_all(folder.path().join("store")).unwrap();
    assert_eq!(started(folder.path()).await.unwrap(), (7, 6, true));
}

/// The database of a release without a journal, filled as that one did.
async fn former(commits: u64) -> TempDir {
    let disk = Disk::default();
    let mut store = Memory::open(disk.clone(), grants()).unwrap();
    for revision in 0..commits {
        let changes = vec![ticket_change(eventful(100 + revision))];
        store.commit(&batch(revision, changes)).await.unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    fs::create_dir(&store).unwrap();
    let db = former_database(folder.path()).unwrap();
    for (key, value) in disk.pairs() {
        db.insert(key, value).unwrap();
    }
    db.flush().unwrap();
    let mark = commits.to_be_bytes();
    let sum = crc32fast::hash(&mark).to_be_bytes();
    fs::write(store.join("revision"), [&mark[..], &sum].concat()).unwrap();
    fs::write(store.join("lock"), "").unwrap();
    folder
}

/// The database as the former release opens it.
fn former_database(folder: &Path) -> sled::Result<sled::Db> {
    sled::Config::new()
        .path(folder.join("store"))
        .segment_size(8 * 1024 * 1024)
        .open()
}

#[tokio::test]
async fn the_database_of_a_former_release_goes_on_behind_a_journal_and_that_release_opens_it_no_more()
 {
    let folder = former(4).await;
    assert_eq!(started(folder.path()).await.unwrap(), (4, 4, false));
    assert_eq!(revisions(folder.path()), [4]);
    assert!(!folder.path().join("journal/anew").exists());
    let refused = former_database(folder.path());
    assert!(refused.is_err(), "it would not see what the journal has");
    let mut store = Sled::open(folder.path(), grants()).unwrap();
    commit(&mut store, 4).await;
    drop(store);
    assert_eq!(started(folder.path()).await.unwrap(), (5, 5, false));
}

#[tokio::test]
async fn a_former_database_whose_settings_were_torn_goes_on_as_that_release_let_it() {
    for torn in [None, Some(7), Some(0)] {
        let folder = former(4).await;
        let settings = folder.path().join("store/conf");
        let content = fs::read(&settings).unwrap();
        match torn {
            Some(length) => fs::write(&settings, &content[..length]).unwrap(),
            None => fs::remove_file(&settings).unwrap(),
        }
        let found = started(folder.path()).await.unwrap();
        assert_eq!(found, (4, 4, false), "{torn:?}");
    }
}

#[tokio::test]
async fn a_former_database_that_lost_its_end_is_refused_by_the_mark_beside_it() {
    let folder = former(4).await;
    let later = 9_u64.to_be_bytes();
    let sum = crc32fast::hash(&later).to_be_bytes();
    let mark = folder.path().join("store/revision");
    fs::write(mark, [&later[..], &sum].concat()).unwrap();
    let error = started(folder.path()).await.unwrap_err();
    assert!(error.to_string().contains("its end is missing"), "{error}");
    assert!(
        former_database(folder.path()).is_ok(),
        "it is left to that release"
    );
}

/// An update that is undone puts the former database back; what the newer release began beside it is older than what came then.
#[tokio::test]
async fn a_former_database_that_was_used_again_meanwhile_counts_and_not_the_image_that_was_begun() {
    let folder = former(4).await;
    let older = former(2).await;
    assert_eq!(started(older.path()).await.unwrap().0, 2);
    fs::create_dir_all(folder.path().join("journal")).unwrap();
    fs::copy(image(older.path(), 2), image(folder.path(), 2)).unwrap();
    fs::write(folder.path().join("journal/anew"), "").unwrap();
    assert_eq!(started(folder.path()).await.unwrap(), (4, 4, false));
    assert_eq!(revisions(folder.path()), [4]);
}

#[tokio::test]
async fn a_restored_store_has_one_image_its_own() {
    let folder = stopped_after(&[3, 2]).await;
    let mut store = Sled::open(folder.path(), grants()).unwrap();
    let snapshot = store.snapshot().await.unwrap();
    let target = tempfile::tempdir().unwrap();
    let mut rebuild =
        madoguchi_controller::store::Rebuild::begin(&target.path().join("data")).unwrap();
    for (key, value) in snapshot.pairs {
        rebuild.put(&key, &value).unwrap();
    }
    rebuild.finish(Revision(5)).unwrap();
    assert_eq!(revisions(&target.path().join("data")), [5]);
    let found = started(&target.path().join("data")).await.unwrap();
    assert_eq!(found, (5, 5, false));
}
