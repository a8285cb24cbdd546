//! A store that is damaged, newer or in use says so, and is left as it was found.

use crate::support::records::*;
use madoguchi_controller::store::memory::Disk;
use madoguchi_controller::store::{self, LoadError, Memory, Note, SCHEMA, Sled, Store};
use madoguchi_journal::{About, ImageError, Images, Journal, OpenError};
use madoguchi_proto::v1;
use prost::Message;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn refused(result: Result<Memory, LoadError>) -> LoadError {
    result.err().expect("it opened")
}

/// A disk with one of each kind on it.
async fn used_disk() -> Disk {
    let disk = Disk::default();
    let mut store = Memory::open(disk.clone(), readers()).unwrap();
    store.commit(&batch(0, everything())).await.unwrap();
    disk
}

/// The commits of a used folder.
const USED: Range<u64> = 0..20;

/// A folder with some commits in it.
async fn used_folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    drop(opened_and_used(&folder, USED).await);
    folder
}

/// The same, killed: copied while it was open.
async fn killed_folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let _open = opened_and_used(&folder, USED).await;
    copied(&folder)
}

async fn opened_and_used(folder: &TempDir, commits: Range<u64>) -> Sled {
    let mut store = Sled::open(folder.path(), readers()).unwrap();
    for revision in commits {
        let mut changes = everything_but_acts();
        changes.push(ticket_change(eventful(100 + revision)));
        store.commit(&batch(revision, changes)).await.unwrap();
    }
    store
}

/// A stored value as the store writes it.
fn sealed(key: &[u8], message: &impl Message) -> Vec<u8> {
    let payload = message.encode_to_vec();
    let sum = crc32fast::hash(&[key, &payload].concat());
    [sum.to_be_bytes().to_vec(), payload].concat()
}

#[tokio::test]
async fn a_digest_of_another_length_is_damage_and_none_is_an_older_releases() {
    let key = [b"A".as_slice(), &7_u64.to_be_bytes()].concat();
    for (length, loads) in [(0, true), (31, false), (32, true), (33, false)] {
        let disk = used_disk().await;
        let entry = v1::AuditRecord {
            sequence: 7,
            actor: "staff".into(),
            digest: vec![1; length],
            ..v1::AuditRecord::default()
        };
        disk.damage(|pairs| drop(pairs.insert(key.clone(), sealed(&key, &entry))));
        let opened = Memory::open(disk, readers());
        assert_eq!(opened.is_ok(), loads, "{length}");
    }
}

#[tokio::test]
async fn every_flipped_bit_of_every_record_stops_the_start() {
    for (key, value) in used_disk().await.pairs() {
        for bit in 0..value.len() * 8 {
            let disk = used_disk().await;
            disk.damage(|pairs| pairs.get_mut(&key).unwrap()[bit / 8] ^= 1 << (bit % 8));
            let error = refused(Memory::open(disk, readers()));
            assert!(matches!(error, LoadError::Corrupt { .. }), "{error}");
        }
    }
}

#[tokio::test]
async fn the_text_names_the_folder_the_record_and_what_to_do() {
    let disk = used_disk().await;
    disk.damage(|pairs| pairs.get_mut(b"UCR-0001".as_slice()).unwrap()[9] ^= 1);
    let text = refused(Memory::open(disk, readers())).to_string();
    for part in ["memory", "unit CR-0001", "checksum", "copy", "backup"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[tokio::test]
async fn a_record_under_the_key_of_another_stops_the_start() {
    let disk = used_disk().await;
    disk.damage(|pairs| {
        let ticket = pairs
            .get(b"T\0\0\0\0\0\0\0\x01".as_slice())
            .unwrap()
            .clone();
        pairs.insert(b"T\0\0\0\0\0\0\0\x07".to_vec(), ticket);
    });
    let text = refused(Memory::open(disk, readers())).to_string();
    assert!(text.contains("ticket 7"), "{text}");

    let disk = used_disk().await;
    let key = b"T\0\0\0\0\0\0\0\x08";
    disk.damage(|pairs| {
        drop(pairs.insert(key.to_vec(), sealed(key, &v1::TicketRecord::default())))
    });
    let text = refused(Memory::open(disk, readers())).to_string();
    assert!(text.contains("ticket 8"), "{text}");
}

#[tokio::test]
async fn a_record_of_an_unknown_kind_stops_the_start() {
    let disk = used_disk().await;
    disk.damage(|pairs| drop(pairs.insert(b"?".to_vec(), vec![1; 9])));
    let error = refused(Memory::open(disk, readers()));
    assert!(matches!(error, LoadError::Corrupt { .. }), "{error}");
}

#[tokio::test]
async fn records_without_the_meta_record_are_no_fresh_store() {
    let disk = used_disk().await;
    disk.damage(|pairs| drop(pairs.remove(b"M".as_slice())));
    let text = refused(Memory::open(disk, readers())).to_string();
    assert!(text.contains("no meta record"), "{text}");
}

#[tokio::test]
async fn a_newer_schema_is_refused_whatever_else_it_holds() {
    let newer = v1::MetaRecord {
        schema: SCHEMA + 1,
        ..v1::MetaRecord::default()
    };
    let disk = used_disk().await;
    disk.damage(|pairs| {
        pairs.insert(b"M".to_vec(), sealed(b"M", &newer));
        pairs.insert(b"?new kind".to_vec(), vec![1; 9]);
    });
    let error = refused(Memory::open(disk, readers()));
    assert!(
        matches!(error, LoadError::Newer { found, known, .. } if found == known + 1),
        "{error}"
    );
    assert!(error.to_string().contains("newer release"), "{error}");
}

#[tokio::test]
async fn a_newer_schema_on_disk_is_refused_and_nothing_is_made_anew() {
    let folder = used_folder().await;
    let newer = v1::MetaRecord {
        schema: SCHEMA + 1,
        ..v1::MetaRecord::default()
    };
    write_behind_the_back(folder.path(), b"M", sealed(b"M", &newer));
    let journal = content(&folder.path().join("journal"));
    let error = Sled::open(folder.path(), readers()).err().unwrap();
    assert!(matches!(error, LoadError::Newer { .. }), "{error}");
    assert_eq!(content(&folder.path().join("journal")), journal);
    assert!(!folder.path().join("store.aside").exists());
}

/// "Nothing was changed" is so whatever tells of the newer release, and whatever is wrong beside it.
#[tokio::test]
async fn a_newer_schema_in_the_journal_is_refused_before_anything_is_moved_or_written() {
    let newer = v1::MetaRecord {
        schema: SCHEMA + 1,
        ..v1::MetaRecord::default()
    };
    let newer = sealed(b"M", &newer);
    let in_a_frame = |folder: &Path| {
        let journal = folder.join("journal");
        let mut journal = Journal::open::<OpenError>(&journal, &mut |_, _| Ok(())).unwrap();
        let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap().to_le_bytes();
        let frame = [&[2, 0][..], &length(b"M"), b"M", &length(&newer), &newer].concat();
        journal.append(USED.end + 1, &frame).unwrap();
    };
    let in_the_form_of_a_frame = |folder: &Path| {
        let journal = folder.join("journal");
        let mut journal = Journal::open::<OpenError>(&journal, &mut |_, _| Ok(())).unwrap();
        let form = u8::try_from(SCHEMA + 1).unwrap();
        journal.append(USED.end + 1, &[form, 9, 9]).unwrap();
    };
    let in_an_image = |folder: &Path| {
        let images = Images::at(&folder.join("journal"));
        let about = About {
            schema: SCHEMA + 1,
            ..images.about(USED.end).unwrap()
        };
        let pairs = [Ok::<_, ImageError>((b"M".as_slice(), newer.as_slice()))];
        images.make(about, pairs).unwrap();
        for name in names(&folder.join("journal")) {
            if name.starts_with("segment-") {
                fs::remove_file(folder.join("journal").join(name)).unwrap();
            }
        }
    };
    // It is not read to its end for that.
    let in_the_beginning_of_an_image = |folder: &Path| {
        in_an_image(folder);
        let path = folder.join(format!("journal/image-{:020}", USED.end));
        let image = fs::read(&path).unwrap();
        fs::write(path, &image[..image.len() - 1]).unwrap();
    };
    let tells: [Damage<'_>; 4] = [
        &in_a_frame,
        &in_the_form_of_a_frame,
        &in_an_image,
        &in_the_beginning_of_an_image,
    ];
    for tells in tells {
        let folder = used_folder().await;
        tells(folder.path());
        fs::write(folder.path().join("store/db"), [7; 60_000]).unwrap();
        let before = content(folder.path());
        let error = Sled::open(folder.path(), readers()).err().unwrap();
        assert!(matches!(error, LoadError::Newer { .. }), "{error}");
        assert_eq!(content(folder.path()), before);
    }
}

/// Something that is done to a data directory.
type Damage<'a> = &'a dyn Fn(&Path);

/// What is wrong with the database costs nothing: the journal has it all.
#[tokio::test]
async fn a_damaged_database_is_made_anew_from_the_journal_and_the_old_one_kept_aside() {
    let damages: [(&str, Damage<'_>); 6] = [
        ("a record", &|folder| {
            write_behind_the_back(folder, b"UCR-0001", vec![1; 40])
        }),
        ("cut", &|folder| {
            let good = data(folder);
            fs::write(folder.join("store/db"), &good[..good.len() / 64]).unwrap();
        }),
        ("no log", &|folder| {
            fs::remove_file(folder.join("store/db")).unwrap()
        }),
        ("empty", &|folder| {
            fs::write(folder.join("store/db"), "").unwrap()
        }),
        ("no folder", &|folder| {
            fs::remove_dir_all(folder.join("store")).unwrap()
        }),
        ("an empty folder", &|folder| {
            fs::remove_dir_all(folder.join("store")).unwrap();
            fs::create_dir(folder.join("store")).unwrap();
        }),
    ];
    for (what, damage) in damages {
        for was_stopped in [true, false] {
            let folder = match was_stopped {
                true => used_folder().await,
                false => killed_folder().await,
            };
            let sound = Sled::open(copied(&folder).path(), readers());
            let sound = sound.unwrap().load().await.unwrap();
            damage(folder.path());
            let had = folder.path().join("store").exists();
            let mut store = Sled::open(folder.path(), readers()).unwrap();
            let loaded = store.load().await.unwrap();
            assert_eq!(loaded.revision, sound.revision, "{what}");
            assert_eq!(loaded.records.tickets, sound.records.tickets, "{what}");
            assert_eq!(loaded.records.units, sound.records.units, "{what}");
            // What a killed controller's database did not have yet comes from the journal anyway.
            let is_told = matches!(loaded.notes.as_slice(), [Note::MadeAnew { .. }]);
            assert!(is_told || !was_stopped, "{what}: {:?}", loaded.notes);
            let has_aside = folder.path().join("store.aside").exists();
            assert_eq!(has_aside, had && is_told, "{what}");
            store
                .commit(&batch(sound.revision.0, everything()))
                .await
                .unwrap();
            drop(store);
            let again = || async {
                let again = Sled::open(folder.path(), readers()).unwrap().load().await;
                let again = again.unwrap();
                assert_eq!(again.revision, sound.revision.next(), "{what}");
                again.notes.len()
            };
            let told = usize::from(is_told);
            assert_eq!(again().await, told, "{what}: nobody was told of it yet");
            store::told(folder.path()).unwrap();
            assert_eq!(again().await, 0, "{what}: it is told once");
        }
    }
}

/// Harms a database at so many places, each in a copy of the folder, and gives how many starts said that they made it anew. Each has all
/// that a start on the sound one has.
async fn harmed_everywhere(folder: &TempDir, database: &[u8], places: usize) -> usize {
    let sound = Sled::open(copied(folder).path(), readers());
    let sound = sound.unwrap().load().await.unwrap();
    let used = database.iter().rposition(|byte| *byte != 0).unwrap();
    let mut made_anew = 0;
    for step in 0..places {
        let at = used * step / places;
        let mut bad = database.to_owned();
        bad[at..at + 4].iter_mut().for_each(|byte| *byte ^= 0xff);
        let folder = copied(folder);
        fs::write(folder.path().join("store/db"), &bad).unwrap();
        let loaded = Sled::open(folder.path(), readers()).unwrap().load().await;
        let loaded = loaded.unwrap();
        assert_eq!(loaded.revision, sound.revision, "byte {at}");
        assert_eq!(loaded.records.tickets, sound.records.tickets, "byte {at}");
        made_anew += loaded.notes.len();
    }
    made_anew
}

/// sled takes some damage for the end of its log and goes on with less. That is never taken for sound.
#[tokio::test]
async fn wherever_the_database_is_damaged_the_start_has_everything() {
    let folder = used_folder().await;
    let made_anew = harmed_everywhere(&folder, &data(folder.path()), 24).await;
    assert!(made_anew > 0, "no damage was noticed");
}

/// The same of a controller that was killed: frames have to be handed to the damaged database first.
#[tokio::test]
async fn wherever_the_database_of_a_killed_controller_is_damaged_the_start_has_everything() {
    let folder = used_folder().await;
    let stopped = data(folder.path());
    let store = opened_and_used(&folder, USED.end..24).await;
    let killed = copied(&folder);
    drop(store);
    let made_anew = harmed_everywhere(&killed, &stopped, 48).await;
    assert!(made_anew > 0, "no damage was noticed");
}

/// A file of which an area of the disk cannot be read: Linux has one that is never read without an error of the disk.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_database_on_a_bad_area_of_the_disk_is_made_anew_and_the_old_one_moved_aside_unread() {
    for bad in ["conf", "db"] {
        let folder = used_folder().await;
        let file = folder.path().join("store").join(bad);
        fs::remove_file(&file).unwrap();
        std::os::unix::fs::symlink("/proc/self/mem", &file).unwrap();
        let error = fs::read(&file).unwrap_err();
        assert_eq!(error.raw_os_error(), Some(5), "{error}");
        let loaded = Sled::open(folder.path(), readers()).unwrap().load().await;
        let loaded = loaded.unwrap();
        assert_eq!(loaded.revision.0, USED.end, "{bad}");
        assert!(
            matches!(loaded.notes.as_slice(), [Note::MadeAnew { .. }]),
            "{bad}: {:?}",
            loaded.notes
        );
        let aside = folder.path().join("store.aside").join(bad);
        assert!(aside.is_symlink(), "{bad}");
    }
}

/// Whoever may not read there has to be told, not helped by another database.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_database_that_may_not_be_opened_stops_the_start_and_stays() {
    let folder = used_folder().await;
    let file = folder.path().join("store/db");
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    let error = Sled::open(folder.path(), readers()).err().unwrap();
    assert!(matches!(error, LoadError::Io { .. }), "{error}");
    assert!(file.is_dir() && !folder.path().join("store.aside").exists());
}

#[tokio::test]
async fn a_journal_that_lost_its_end_is_refused_by_what_the_database_has() {
    let folder = used_folder().await;
    for image in [true, false] {
        let folder = copied(&folder);
        for name in names(&folder.path().join("journal")) {
            if name.starts_with("segment-") || image && name.starts_with("image-") {
                fs::remove_file(folder.path().join("journal").join(name)).unwrap();
            }
        }
        let opened = Sled::open(folder.path(), readers());
        match image {
            // The image is of the newest commit, so nothing is missing.
            false => drop(opened.unwrap()),
            true => {
                let error = opened.err().unwrap();
                let LoadError::CutShort {
                    folder: whole,
                    journal,
                    what,
                } = &error
                else {
                    panic!("{error}")
                };
                assert_eq!(whole, folder.path());
                assert_eq!(*journal, folder.path().join("journal"));
                assert_eq!(what, "it has nothing, and the database beside it has");
                assert!(error.to_string().contains("segment-"), "{error}");
            }
        }
    }
}

#[tokio::test]
async fn without_image_and_journal_a_damaged_database_stops_the_start_and_stays() {
    let folder = used_folder().await;
    fs::remove_dir_all(folder.path().join("journal")).unwrap();
    write_behind_the_back(folder.path(), b"UCR-0001", vec![1; 40]);
    let error = Sled::open(folder.path(), readers()).err().unwrap();
    assert!(matches!(error, LoadError::CutShort { .. }), "{error}");
    assert!(folder.path().join("store/db").exists());
    assert!(!folder.path().join("store.aside").exists());
}

/// Two controllers on one folder are two on one lock file, whether in one process or in two.
#[tokio::test]
async fn a_second_controller_on_the_same_folder_is_refused() {
    let folder = used_folder().await;
    let first = Sled::open(folder.path(), readers()).unwrap();
    let error = Sled::open(folder.path(), readers()).err().unwrap();
    assert!(matches!(error, LoadError::InUse { .. }), "{error}");
    assert!(error.to_string().contains("in use"), "{error}");
    drop(first);
    Sled::open(folder.path(), readers()).unwrap();
}

#[tokio::test]
async fn the_free_space_is_that_of_the_data_disk() {
    let folder = used_folder().await;
    let store = Sled::open(folder.path(), readers()).unwrap();
    assert!(store.free_bytes().unwrap() > 0);
}

#[tokio::test]
async fn a_database_that_is_just_being_closed_is_waited_for() {
    let folder = used_folder().await;
    // Who had the folder just before: our lock is free again, and sled's not yet.
    let config = sled::Config::new()
        .path(folder.path().join("store"))
        .segment_size(2 * 1024 * 1024);
    let closing = config.open().unwrap();
    let second = config.open();
    assert!(madoguchi_files::is_held(&second.unwrap_err()));

    let path = folder.path().to_owned();
    let opens = std::thread::spawn(move || Sled::open(&path, readers()).map(drop));
    drop(closing);
    opens.join().unwrap().unwrap();
}

pub fn copied(from: &TempDir) -> TempDir {
    let to = tempfile::tempdir().unwrap();
    copy(from.path(), to.path());
    to
}

fn copy(from: &Path, to: &Path) {
    for name in names(from) {
        let (from, to) = (from.join(&name), to.join(&name));
        match from.is_dir() {
            true => {
                fs::create_dir(&to).unwrap();
                copy(&from, &to);
            }
            false => drop(fs::copy(from, to).unwrap()),
        }
    }
}

pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The files below a folder, but for the lock and what sled writes at each open.
fn content(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut content = Vec::new();
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            content.extend(self::content(&path));
        } else if name != "lock" && !name.starts_with("snap.") {
            content.push((path.clone(), fs::read(path).unwrap()));
        }
    }
    content
}

fn data(folder: &Path) -> Vec<u8> {
    fs::read(folder.join("store/db")).unwrap()
}

/// Writes with sled itself, past the store.
fn write_behind_the_back(folder: &Path, key: &[u8], value: Vec<u8>) {
    let db = sled::Config::new()
        .path(folder.join("store"))
        .segment_size(2 * 1024 * 1024)
        .open()
        .unwrap();
    db.insert(key, value).unwrap();
    db.flush().unwrap();
}
