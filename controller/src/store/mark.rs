//! The mark: the newest revision, in a file beside the database.
//!
//! sled takes damage in its log for the end of the log and continues with what comes before, so acknowledged tickets would be lost
//! silently. The mark is written after a commit is durable and never before, so it is never ahead of a sound database: a database behind
//! its mark has lost something. The mark is synced only when the store is made. After a power cut it may be old, which only makes it a
//! weaker witness.

use crate::store::Revision;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// The file's name in the store's folder.
pub(super) const NAME: &str = "revision";

/// The length of revision and checksum.
const BYTES: usize = 12;

/// The open file.
#[derive(Debug)]
pub(super) struct Mark(File);

impl Mark {
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(folder.join(NAME))
            .map(Self)
    }

    /// Notes a revision and syncs the file; anything else in the file is removed.
    pub(super) fn note_durably(&mut self, revision: Revision) -> io::Result<()> {
        self.0.set_len(BYTES as u64)?;
        self.note(revision)?;
        self.0.sync_all()
    }

    /// Notes a revision that is durable.
    pub(super) fn note(&mut self, revision: Revision) -> io::Result<()> {
        let number = revision.0.to_be_bytes();
        let mut bytes = [0; BYTES];
        bytes[..8].copy_from_slice(&number);
        bytes[8..].copy_from_slice(&crc32fast::hash(&number).to_be_bytes());
        self.0.seek(SeekFrom::Start(0))?;
        self.0.write_all(&bytes)
    }
}

/// The noted revision; `None` if the mark is absent or torn.
pub(super) fn read(folder: &Path) -> io::Result<Option<Revision>> {
    let mut bytes = Vec::new();
    match File::open(folder.join(NAME)) {
        // One byte more than a mark has, so that a longer file is noticed.
        Ok(file) => file.take(BYTES as u64 + 1).read_to_end(&mut bytes)?,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(e),
    };
    let whole = bytes.first_chunk::<8>().filter(|number| {
        bytes.len() == BYTES && bytes[8..] == crc32fast::hash(*number).to_be_bytes()
    });
    Ok(whole.map(|number| Revision(u64::from_be_bytes(*number))))
}
