//! A journal's folder, and what is done to it behind the journal's back.

use madoguchi_files::write_all_at;
use madoguchi_journal::{Damage, Journal, OpenError};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub const SECTOR: usize = 512;
pub type Frames = Vec<(u64, Vec<u8>)>;

pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn segment(&self, number: u64) -> PathBuf {
        self.path().join(format!("segment-{number:020}"))
    }

    pub fn open(&self) -> (Journal, Frames) {
        self.try_open().unwrap()
    }

    pub fn try_open(&self) -> Result<(Journal, Frames), OpenError> {
        let mut frames = Frames::new();
        let journal = Journal::open(self.path(), &mut |number, payload| {
            frames.push((number, payload.to_vec()));
            Ok::<_, OpenError>(())
        })?;
        Ok((journal, frames))
    }

    pub fn read(&self) -> Result<Frames, OpenError> {
        let mut frames = Frames::new();
        let numbers = Journal::read(self.path(), &mut |number, payload| {
            frames.push((number, payload.to_vec()));
            Ok::<_, OpenError>(())
        })?;
        let ends = frames.first().zip(frames.last());
        assert_eq!(numbers, ends.map(|(first, last)| first.0..=last.0));
        Ok(frames)
    }

    /// The frames of these payloads, from number 1 on.
    pub fn with(payloads: &[&[u8]]) -> Self {
        let folder = Self::new();
        folder.append(payloads);
        folder
    }

    pub fn append(&self, payloads: &[&[u8]]) {
        let (mut journal, frames) = self.open();
        let next = frames.last().map_or(1, |(number, _)| number + 1);
        for (number, payload) in (next..).zip(payloads) {
            journal.append(number, payload).unwrap();
        }
    }

    /// What damage it has: the file, the byte, and what is wrong. Neither a look nor opening it says less, nor changes anything.
    pub fn damage(&self) -> Option<(PathBuf, u64, Damage)> {
        match self.read() {
            Err(OpenError::Damaged { file, at, what }) => Some((file, at, what)),
            other => {
                other.unwrap();
                None
            }
        }
    }

    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path()).unwrap();
        let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
        let mut names: Vec<_> = entries.map(|entry| name(entry.unwrap())).collect();
        names.sort();
        names
    }
}

/// Writes into a file that is there.
pub fn put(path: &Path, at: usize, bytes: &[u8]) {
    let file = File::options().write(true).open(path).unwrap();
    write_all_at(&file, bytes, at as u64).unwrap();
}

/// Bytes that differ from sector to sector.
pub fn payload(seed: u64, length: usize) -> Vec<u8> {
    let byte = |at: usize| (seed as usize * 31 + at * 7 + at / 251) as u8;
    (0..length).map(byte).collect()
}

/// The length of a payload that takes so many sectors.
pub fn length_of(sectors: usize) -> usize {
    480 + (sectors - 1) * 492
}
