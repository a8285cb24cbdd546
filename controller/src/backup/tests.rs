//! Every way in which what is inside a backup can be wrong, behind a passphrase that is right.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::age::{Lock, Sealer};
use super::restore::Target;
use super::*;
use crate::identity::{Identity, Moved};
use crate::store::memory::Disk;
use crate::store::{
    Batch, GrantReader, IDS_LEFT_OUT, Memory, Readers, Revision, SCHEMA, Sled, Store,
};
use madoguchi_files::passphrase::Passphrase;
use madoguchi_fleet::decision::{Change, Counters, WalkUp};
use madoguchi_fleet::ids::{Serial, SessionId};
use madoguchi_fleet::outcome::{Kind, Outcome};
use madoguchi_fleet::time::FleetTime;
use madoguchi_proto::v1::backup_part::Part;
use madoguchi_proto::v1::{
    BackupEnd, BackupFile, BackupHead, BackupPart, BackupRecord, BackupRecords, Environment,
};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;
use zeroize::Zeroizing;

const NOW: FleetTime = FleetTime(1_775_001_907_000);

fn passphrase() -> Passphrase {
    Passphrase::known(Zeroizing::new("a passphrase".to_owned())).unwrap()
}

/// The parts of a backup, to be spoiled, and a folder to restore in.
struct Lab {
    folder: TempDir,
    head: BackupHead,
    files: Vec<Part>,
    records: Vec<BackupRecord>,
    end: BackupEnd,
}

impl Lab {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let from = folder.path().join("from");
        let identity = Identity::open_or_create(&from).unwrap();
        let (moved, _) = Moved::read(&from).unwrap();
        let files = moved.iter().map(|(name, content)| {
            Part::File(BackupFile {
                name: name.to_owned(),
                content: content.as_bytes().to_vec(),
            })
        });
        let records = stored().await;
        Self {
            head: BackupHead {
                format: FORMAT,
                schema: SCHEMA,
                software: "9.8.7".into(),
                made_at_ms: NOW.0,
                revision: 1,
                installation: identity.installation().0.to_vec(),
                environment: Environment::Test.into(),
                utc_offset_min: 540,
            },
            files: files.collect(),
            end: BackupEnd {
                records: records.len() as u64,
            },
            records,
            folder,
        }
    }

    fn target(&self) -> PathBuf {
        self.folder.path().join("to").join("data")
    }

    fn parts(&self) -> Vec<Part> {
        let mut parts = vec![Part::Head(self.head.clone())];
        parts.extend(self.files.iter().cloned());
        parts.push(Part::Records(BackupRecords {
            records: self.records.clone(),
        }));
        parts.push(Part::End(self.end));
        parts
    }

    fn restore(&self) -> Result<Restored, RestoreError> {
        self.restore_of(self.parts())
    }

    fn restore_of(&self, parts: Vec<Part>) -> Result<Restored, RestoreError> {
        let file = self.folder.path().join("a.backup");
        let mut sealer = Sealer::new(Vec::new(), Lock::Passphrase(&passphrase(), 2)).unwrap();
        for part in parts {
            archive::write(&mut sealer, &BackupPart { part: Some(part) }).unwrap();
        }
        fs::write(&file, sealer.finish().unwrap()).unwrap();
        restore(
            Found::open(&file)?,
            &Key::Passphrase(&passphrase()),
            &self.target(),
        )
    }

    /// Refused for its content, and nothing is left.
    fn refuses(&self, parts: Vec<Part>) {
        let told = format!("{:?}", parts.first());
        let refused = self.restore_of(parts).expect_err(&told);
        assert!(matches!(refused, RestoreError::Content { .. }), "{refused}");
        self.nothing_is_left();
    }

    fn nothing_is_left(&self) {
        let left = fs::read_dir(self.folder.path().join("to")).into_iter();
        assert_eq!(left.flatten().count(), 0);
    }
}

/// The records of a store with two walk-ups.
async fn stored() -> Vec<BackupRecord> {
    let mut store = Memory::open(Disk::default(), nobody()).unwrap();
    let walk_up = |n: u8| {
        Change::WalkUp(WalkUp {
            session: SessionId([n; 16]),
            unit: Serial::parse("CR-1").unwrap(),
            ended_at: NOW,
            outcome: Outcome {
                kind: Kind::GivenUp,
                duration_ms: 1,
                face_ms: None,
            },
            bound_to: None,
        })
    };
    let batch = Batch {
        id: [1; 16],
        expected_revision: Revision(0),
        fleet_time: NOW,
        changes: vec![
            walk_up(1),
            walk_up(2),
            Change::Counters(Counters::default()),
        ],
    };
    store.commit(&batch).await.unwrap();
    let snapshot = store.snapshot().await.unwrap();
    assert_eq!(snapshot.revision, Revision(1));
    let pairs = snapshot.pairs;
    pairs
        .map(|(key, sealed)| BackupRecord { key, sealed })
        .collect()
}

fn nobody() -> Readers {
    let grants: GrantReader = Arc::new(|_: &[u8]| Err("nobody".into()));
    grants.into()
}

#[tokio::test]
async fn a_whole_backup_becomes_a_data_directory() {
    let lab = Lab::new().await;
    // What a restore left that was killed.
    let killed = lab.folder.path().join("to").join("data.restoring-1");
    fs::create_dir_all(killed.join("store")).unwrap();
    let restored = lab.restore().unwrap();
    assert_eq!(restored.store.census.walk_ups, 2);
    assert!(!killed.exists());
    let identity = Identity::open_or_create(&lab.target()).unwrap();
    assert_eq!(identity.installation().0.to_vec(), lab.head.installation);
    let mut store = Sled::open(&lab.target(), nobody()).unwrap();
    let loaded = store.load().await.unwrap();
    assert_eq!(
        (loaded.revision, loaded.records.walk_ups.len()),
        (Revision(1), 2)
    );
    let given = loaded.records.counters.ticket - Counters::default().ticket;
    assert_eq!(given, IDS_LEFT_OUT, "a reader may know newer tickets");
}

/// A service that an installer started has made an identity and a store, and nobody has used them.
#[tokio::test]
async fn what_a_fresh_installation_left_gives_way_and_keeps_the_folder_and_its_log() {
    let lab = Lab::new().await;
    let target = lab.target();
    for fresh in [false, true] {
        let _ = fs::remove_dir_all(&target);
        fs::create_dir_all(target.join("logs")).unwrap();
        fs::write(target.join("logs/controller.log"), "it did not start").unwrap();
        if fresh {
            Identity::open_or_create(&target).unwrap();
            drop(Sled::open(&target, nobody()).unwrap());
        }
        lab.restore().unwrap();
        let identity = Identity::open_or_create(&target).unwrap();
        assert_eq!(identity.installation().0.to_vec(), lab.head.installation);
        assert!(target.join("logs/controller.log").exists());
        let names = fs::read_dir(&target).unwrap();
        let mut names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert!(names.all(|name| !name.starts_with("update")));
    }
    // It is used now.
    let refused = lab.restore().unwrap_err();
    assert!(matches!(refused, RestoreError::NotEmpty(_)), "{refused}");
}

#[tokio::test]
async fn a_fresh_installation_stays_as_it_was_where_the_backup_is_none() {
    let lab = Lab::new().await;
    let target = lab.target();
    let installation = Identity::open_or_create(&target).unwrap().installation();
    drop(Sled::open(&target, nobody()).unwrap());
    let mut parts = lab.parts();
    parts.pop();
    assert!(lab.restore_of(parts).is_err());
    let identity = Identity::open_or_create(&target).unwrap();
    assert_eq!(identity.installation(), installation);
    assert!(!target.join("update.copying").exists() && !target.join("update").exists());
}

/// What somebody laid beside it would go with it.
#[tokio::test]
async fn a_fresh_installation_beside_which_somebody_laid_a_file_is_kept() {
    let lab = Lab::new().await;
    let target = lab.target();
    Identity::open_or_create(&target).unwrap();
    drop(Sled::open(&target, nobody()).unwrap());
    assert_eq!(check_target(&target).unwrap(), Target::Unused);
    fs::write(target.join("notes.txt"), "mine").unwrap();
    let refused = check_target(&target).unwrap_err();
    assert!(matches!(refused, RestoreError::NotEmpty(_)), "{refused}");
}

#[tokio::test]
async fn an_installation_with_one_record_of_anybodys_is_kept() {
    let lab = Lab::new().await;
    let target = lab.target();
    Identity::open_or_create(&target).unwrap();
    let mut store = Sled::open(&target, nobody()).unwrap();
    // A ticket that came and went: only the counter tells of it.
    let counters = Counters {
        ticket: Counters::default().ticket + 1,
        ..Counters::default()
    };
    let batch = Batch {
        id: [1; 16],
        expected_revision: Revision(0),
        fleet_time: NOW,
        changes: vec![Change::Counters(counters)],
    };
    store.commit(&batch).await.unwrap();
    let refused = check_target(&target).unwrap_err();
    assert!(matches!(refused, RestoreError::InUse(_)), "{refused}");
    drop(store);
    let refused = check_target(&target).unwrap_err();
    assert!(matches!(refused, RestoreError::NotEmpty(_)), "{refused}");
}

#[tokio::test]
async fn the_backup_of_a_controller_that_never_did_anything_is_one_too() {
    let mut lab = Lab::new().await;
    lab.head.revision = 0;
    lab.records.clear();
    lab.end.records = 0;
    assert_eq!(lab.restore().unwrap().store.records, 0);
}

#[tokio::test]
async fn a_newer_release_is_named_before_anything_is_written() {
    for (format, schema) in [(FORMAT + 1, SCHEMA), (FORMAT, SCHEMA + 1)] {
        let mut lab = Lab::new().await;
        (lab.head.format, lab.head.schema) = (format, schema);
        let refused = lab.restore().unwrap_err();
        assert!(matches!(&refused, RestoreError::Newer { software, .. } if software == "9.8.7"));
        lab.nothing_is_left();
    }
}

#[tokio::test]
async fn parts_that_are_missing_or_out_of_order_are_refused() {
    let lab = Lab::new().await;
    let whole = lab.parts();
    for missing in 0..whole.len() {
        let mut parts = whole.clone();
        parts.remove(missing);
        lab.refuses(parts);
    }
    for twice in 0..whole.len() {
        let mut parts = whole.clone();
        parts.insert(twice, whole[twice].clone());
        lab.refuses(parts);
    }
    lab.refuses(Vec::new());
}

#[tokio::test]
async fn records_that_are_not_what_was_stored_are_refused() {
    let lab = Lab::new().await;
    let with = |change: &dyn Fn(&mut Vec<BackupRecord>)| {
        let mut parts = lab.parts();
        let at = parts.len() - 2;
        let Part::Records(records) = &mut parts[at] else {
            panic!("no records there");
        };
        change(&mut records.records);
        lab.refuses(parts);
    };
    with(&|records| records[1].sealed[7] ^= 1);
    with(&|records| records[1].key[3] ^= 1);
    with(&|records| records.swap(0, 1));
    with(&|records| records[0].key = b"?".to_vec());
    with(&|records| records[2].sealed = vec![0; 70_000]);
    with(&|records| drop(records.remove(1)));
}

#[tokio::test]
async fn a_head_that_does_not_fit_what_follows_is_refused() {
    let changes: [fn(&mut BackupHead); 3] = [
        |head| head.revision = 2,
        |head| head.installation[0] ^= 1,
        |head| head.environment = Environment::Unspecified.into(),
    ];
    for change in changes {
        let mut lab = Lab::new().await;
        change(&mut lab.head);
        lab.refuses(lab.parts());
    }
}

#[tokio::test]
async fn a_file_that_no_identity_has_is_refused() {
    let mut lab = Lab::new().await;
    lab.files.push(Part::File(BackupFile {
        name: "../outside".into(),
        content: b"x".to_vec(),
    }));
    lab.refuses(lab.parts());
}
