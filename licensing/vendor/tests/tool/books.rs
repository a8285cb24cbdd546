//! The files of an office's ledger, `books`, as somebody finds or leaves them who does not go by the tool.

use std::fs;
use std::path::{Path, PathBuf};

use crate::office::{Office, without_births};
use madoguchi_journal::{Journal, OpenError};
use sha2::{Digest as _, Sha256};

/// The file of a segment of its journal.
pub fn segment(office: &Office, number: u64) -> PathBuf {
    office.path(&format!("books/journal/segment-{number:020}"))
}

/// Its acts as they are sealed on the disk, in order.
pub fn acts(office: &Office) -> Vec<Vec<u8>> {
    let mut acts = Vec::new();
    let read = Journal::read::<OpenError>(&office.path("books/journal"), &mut |_, sealed| {
        acts.push(sealed.to_vec());
        Ok(())
    });
    read.unwrap();
    acts
}

/// Puts a journal with these frames, the first of this number, in the place of its own.
pub fn put(office: &Office, first: u64, acts: &[Vec<u8>]) {
    let folder = office.path("books/journal");
    removed(&folder);
    let mut journal = Journal::open::<OpenError>(&folder, &mut |_, _| Ok(())).unwrap();
    for (number, sealed) in (first..).zip(acts) {
        journal.append(number, sealed).unwrap();
    }
}

fn removed(path: &Path) {
    match path.is_dir() {
        true => fs::remove_dir_all(path).unwrap(),
        false if path.exists() => fs::remove_file(path).unwrap(),
        false => {}
    }
}

/// Gives a record the hash that it has: what somebody does who knows the form.
pub fn sealed(record: &[u8]) -> Vec<u8> {
    [&Sha256::digest(record)[..], record].concat()
}

/// Makes it a ledger of a release that had no journal, with these acts, and lets `work` loose on its database.
pub fn former(office: &Office, acts: &[Vec<u8>], work: impl FnOnce(&sled::Db)) {
    for name in names(office) {
        if !["head", "lock"].contains(&name.as_str()) {
            removed(&office.path(&format!("books/{name}")));
        }
    }
    let config = sled::Config::new()
        .path(office.path("books"))
        .segment_size(8 * 1024 * 1024);
    without_births(|| {
        let db = config.open().unwrap();
        for (number, sealed) in (1..).zip(acts) {
            db.insert(key(number), sealed.as_slice()).unwrap();
        }
        let count = acts.len() as u64;
        let hash = acts.last().map_or(&[][..], |last| &last[..32]);
        db.insert("head", [&count.to_be_bytes()[..], hash].concat())
            .unwrap();
        work(&db);
        db.flush().unwrap();
    });
}

/// The key of an act in that database.
pub fn key(act: u64) -> Vec<u8> {
    [&b"a"[..], &act.to_be_bytes()].concat()
}

/// The names in its folder, in order.
pub fn names(office: &Office) -> Vec<String> {
    let files = fs::read_dir(office.path("books")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}
