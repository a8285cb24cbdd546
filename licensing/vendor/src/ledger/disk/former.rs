//! The ledger of a release that had no journal: a database of sled 0.34 in the ledger's folder, beside `lock` and `head`.
//!
//! While its `db` is there, it is the truth, and the journal gets what it lacks of it; `db` goes once the journal has all, read back and verified.
//! So a try that is cut off at any step is gone on with, also where the former release wrote more acts meanwhile. Without `db` the
//! former release refuses the folder by its `head`: act 1 is missing.

use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use madoguchi_files::{is_held, once_unlocked, remove_unfinished, sync_folder, wait_until_closed};
use madoguchi_proto::v1::Text;
use madoguchi_texts::same;

use super::paths::Paths;
use super::{OpenError, as_io};
use crate::ledger::chain::{Broken, Head, Walk};
use crate::texts::text;

const DATA: &str = "db";
/// sled's other files and folders, and the beginning of the names of its page tables.
const BESIDE: [&str; 2] = ["conf", "blobs"];
const TABLE: &str = "snap.";

/// The key of the chain's end. The keys of acts are [`ACT`] with their numbers.
const HEAD_KEY: &[u8] = b"head";
const ACT: u8 = b'a';

/// The segments that ledgers were made with: sled refuses another value.
const SEGMENT_BYTES: usize = 8 * 1024 * 1024;
/// The size of sled's page cache. Each act is read in order, so a larger one would not help.
const CACHE_BYTES: u64 = 32 * 1024 * 1024;

/// What is handed each act: its number, and how it is sealed. An error of it ends the reading.
type EachSealed<'a> = dyn FnMut(u64, &[u8]) -> Result<(), OpenError> + 'a;

pub(super) fn is_there(folder: &Path) -> bool {
    folder.join(DATA).exists()
}

/// Appends to the journal what it lacks of the former ledger, and gives that one's end. Its chain has to contain `beside`, the head that was
/// noted, and all that is in the journal.
pub(super) fn bring_over(
    paths: &Paths<'_>,
    beside: Option<Head>,
) -> Result<Option<Head>, OpenError> {
    let there = paths.walk(None, &mut |_| Ok(()))?;
    let last = there.map_or(0, |head| head.acts);
    let former = Former::open(paths)?;
    let noted = [beside, there];
    // Of a broken one nothing is appended.
    former.walk(noted, &mut |_, _| Ok(()))?;
    let mut journal = paths.open_journal()?;
    former.walk(noted, &mut |act, sealed| match act > last {
        true => journal
            .append(act, sealed)
            .map_err(|error| paths.io("doing-move-former", as_io(error))),
        false => Ok(()),
    })
}

/// Removes what is left of it. `db` goes first: the rest alone is no ledger to anybody.
pub(super) fn clear(folder: &Path) -> io::Result<()> {
    if is_there(folder) {
        wait_until_closed(&folder.join(DATA));
        fs::remove_file(folder.join(DATA))?;
        sync_folder(folder)?;
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if BESIDE.contains(&&*name) || name.starts_with(TABLE) {
            match entry.file_type()?.is_dir() {
                true => fs::remove_dir_all(entry.path())?,
                false => fs::remove_file(entry.path())?,
            }
        }
    }
    Ok(())
}

struct Former<'a> {
    paths: &'a Paths<'a>,
    db: sled::Db,
}

impl<'a> Former<'a> {
    fn open(paths: &'a Paths<'a>) -> Result<Self, OpenError> {
        remove_unfinished(paths.0).map_err(|e| paths.io("doing-read-data", e))?;
        let config = sled::Config::new()
            .path(paths.0)
            .segment_size(SEGMENT_BYTES)
            .cache_capacity(CACHE_BYTES)
            // It is read alone.
            .flush_every_ms(None);
        let db = guarded(paths, || once_unlocked(|| config.open()))?;
        Ok(Self { paths, db })
    }

    /// Verifies its chain, and passes every act to `each` in order.
    fn walk(
        &self,
        noted: [Option<Head>; 2],
        each: &mut EachSealed<'_>,
    ) -> Result<Option<Head>, OpenError> {
        let broken = |broken| self.paths.broken(broken);
        let end = guarded(self.paths, || self.db.get(HEAD_KEY))?;
        let end = end.as_ref().and_then(|bytes| Head::from_bytes(bytes));
        let mut walk = Walk::by(noted.into_iter().flatten().chain(end));
        let mut pairs = self.db.iter();
        while let Some((key, value)) = guarded(self.paths, || pairs.next().transpose())? {
            if *key == *HEAD_KEY {
                continue;
            }
            let last = walk.head().map_or(0, |head| head.acts);
            let act = number(&key).ok_or_else(|| broken(Broken::Foreign { last }))?;
            walk.step(act, &value).map_err(broken)?;
            each(act, &value)?;
        }
        let head = walk.end().map_err(broken)?;
        match (head, end) {
            (Some(head), None) => Err(broken(Broken::NoHead { last: head.acts })),
            (Some(head), Some(end)) if head != end => {
                Err(broken(Broken::Foreign { last: end.acts }))
            }
            _ => Ok(head),
        }
    }
}

fn number(key: &[u8]) -> Option<u64> {
    let (&ACT, number) = key.split_first()? else {
        return None;
    };
    number.try_into().ok().map(u64::from_be_bytes)
}

/// On damaged files sled returns an error or panics; both become an error here.
fn guarded<T>(paths: &Paths<'_>, work: impl FnOnce() -> sled::Result<T>) -> Result<T, OpenError> {
    let damaged = |why: Text| OpenError::Damaged {
        file: paths.0.join(DATA),
        why,
    };
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) if is_held(&error) => Err(paths.in_use()),
        Ok(Err(sled::Error::Io(source))) if source.kind() != io::ErrorKind::UnexpectedEof => {
            Err(paths.io("doing-read-data", source))
        }
        Ok(Err(error)) => Err(damaged(damage(error))),
        Err(_) => Err(damaged(text("damage-page", &[]))),
    }
}

/// What sled says about its files.
fn damage(error: sled::Error) -> Text {
    match error {
        // Its own text shows nothing but an empty backtrace.
        sled::Error::Corruption { .. } => text("damage-checksum", &[]),
        other => text("damage-other", &[("detail", same(other))]),
    }
}
