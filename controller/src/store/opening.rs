//! The folders of the store, and the steps of opening it.
//!
//! | in the data directory | what it is |
//! |---|---|
//! | `journal` | the truth: `segment-*`, the frames of the newest commits, and `image-*`, all records at one of them; `lock`, held while the store is open; `anew` (see `renewal`); `made-anew` (see `told`) |
//! | `store` | sled's database, which has all records up to some commit, and can be made anew from the journal |
//! | `store.aside` | the newest database that was of no use, for support to look at |
//! | `store.half`, `store.new` | one that is being made, and one that is whole and has not its place yet (see `anew`) |
//!
//! ```text
//! journal read, verified ──damaged──► refused, and nothing is changed
//!    └─► database opened ──┬─ not ahead of the journal ─► handed the frames that it lacks, read, verified
//!                          ├─ ahead of it ──────────────► refused: the journal lost its end
//!                          └─ of no use ────────────────► moved aside, made anew from image and journal, with a note
//! ```

use crate::store::behind::{AtStop, Behind};
use crate::store::damage::Damage;
use crate::store::database::{self, Database, Form, There, Unusable};
use crate::store::kept::{Kept, Seen};
use crate::store::load::Readers;
use crate::store::record::Meta;
use crate::store::{
    FOLDER, LoadError, Loaded, Note, Revision, anew, former, frame, image, renewal, told,
};
use madoguchi_files::{Lock, NotLocked, above, create_folders};
use madoguchi_journal::{Images, Journal, OpenError};
use madoguchi_plain::chain;
use std::io;
use std::path::{Path, PathBuf};

/// The folder of journal and images in a data directory.
pub const JOURNAL: &str = "journal";
/// Held while the store is open.
const LOCK: &str = "lock";

/// An opened store with its records.
pub(super) struct Opened {
    pub(super) behind: Behind,
    pub(super) meta: Meta,
    pub(super) loaded: Loaded,
    pub(super) notes: Vec<Note>,
    pub(super) lock: Lock,
}

/// A journal and a database that has all of its frames, read.
pub(super) struct Whole {
    pub(super) journal: Journal,
    pub(super) database: Database,
    pub(super) meta: Meta,
    pub(super) loaded: Loaded,
    /// A frame is of a commit that removed what must not come back.
    pub(super) forgets: bool,
}

/// The folders of a data directory's store.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) data_dir: PathBuf,
    pub(super) store: PathBuf,
    pub(super) journal: PathBuf,
}

impl Place {
    pub(super) fn of(data_dir: &Path) -> Self {
        Self {
            data_dir: data_dir.to_owned(),
            store: data_dir.join(FOLDER),
            journal: data_dir.join(JOURNAL),
        }
    }

    /// Opens the store, which is created if it does not exist. Everything in it is verified.
    pub(super) fn open(&self, readers: &Readers) -> Result<Opened, LoadError> {
        create_folders(&self.journal, madoguchi_files::Readers::Owner)
            .map_err(|e| self.io("making the folder", e))?;
        let lock = self.lock()?;
        let mut made_anew = None;
        let mut whole = self.whole(readers, &mut made_anew)?;
        let untold = made_anew.or_else(|| told::untold(&self.journal));
        // One that was moved aside is to be looked at while people are told of it; what is left in it goes with the start after that.
        if untold.is_none() && (whole.forgets || renewal::is_due(self)) {
            whole = renewal::at_start(self, whole)?;
        }
        if whole.forgets
            && let Err(error) = renewal::note(&self.journal)
        {
            tracing::warn!(%error, "it could not be noted that the database is to be made anew");
        }
        self.image_of_today(&mut whole);
        let Whole {
            journal,
            database,
            meta,
            loaded,
            forgets,
        } = whole;
        let at_stop = AtStop {
            forget: forgets || renewal::is_due(self),
            renew: untold.is_none(),
        };
        let behind = Behind::start(self, journal, database, &meta, at_stop);
        Ok(Opened {
            behind: behind.map_err(|e| self.io("starting a thread", e))?,
            meta,
            loaded,
            notes: untold
                .map(|why| Note::MadeAnew { why })
                .into_iter()
                .collect(),
            lock,
        })
    }

    fn lock(&self) -> Result<Lock, LoadError> {
        Lock::take(&self.journal.join(LOCK)).map_err(|refused| match refused {
            NotLocked::Taken => LoadError::InUse {
                folder: self.data_dir.clone(),
            },
            NotLocked::Failed(error) => self.io("locking", error),
        })
    }

    pub(super) fn is_open(&self) -> bool {
        // Releases before the journal had their lock beside the database.
        let folders = [&self.journal, &self.store];
        let mut locks = folders.iter().map(|folder| folder.join(LOCK));
        locks.any(|lock| Lock::is_taken(&lock))
    }

    pub(super) fn has_records(&self) -> io::Result<bool> {
        let has_database = self.store.join(database::DATA).try_exists()?;
        let has_image = !Images::at(&self.journal).list()?.is_empty();
        // A segment with a name that none has is one, too: the start says what is wrong with it.
        Ok(has_database || has_image || Journal::is_there(&self.journal).unwrap_or(true))
    }

    /// Journal and database, at the same commit; and why the database was made anew, if it was.
    fn whole(&self, readers: &Readers, made_anew: &mut Option<String>) -> Result<Whole, LoadError> {
        let kept = self.kept()?;
        anew::end_exchange(self).map_err(|e| self.io("moving", e))?;
        let there = database::look(&self.store).map_err(|e| self.io("reading", e))?;
        let missing = || Unusable::Broken("it is missing".to_owned());
        let unusable = match there {
            There::Anothers => {
                return Err(LoadError::OtherForm {
                    file: self.store.join(database::SETTINGS),
                });
            }
            There::Database(Form::Former) => return former::go_on(self, &kept, readers),
            There::Database(Form::Present) if kept.is_empty() => {
                return self.begin_again(&kept, readers);
            }
            There::Nothing if kept.is_empty() => return self.begin(readers),
            There::Remains if kept.is_empty() => return Err(missing().stops(&self.store)),
            There::Database(Form::Present) => match self.go_on(&kept, readers) {
                Ok(whole) => return Ok(whole),
                Err(unusable) => unusable,
            },
            There::Nothing | There::Remains => missing(),
        };
        *made_anew = unusable.why();
        anew::from_image(self, &kept, unusable, readers)
    }

    /// The error for data of a newer release.
    pub(super) fn newer(&self, found: u32) -> LoadError {
        Unusable::of(Damage::Newer(found), &self.store).stops(&self.store)
    }

    /// The error for a journal of which somebody has seen more.
    pub(super) fn without_end(&self, has: u64, had: u64) -> LoadError {
        self.cut_short(format!("it has {has} of at least {had} steps"))
    }

    fn cut_short(&self, what: String) -> LoadError {
        LoadError::CutShort {
            folder: self.data_dir.clone(),
            journal: self.journal.clone(),
            what,
        }
    }

    pub(super) fn damaged_journal(&self, what: String) -> LoadError {
        LoadError::Corrupt {
            folder: self.data_dir.clone(),
            file: self.journal.clone(),
            what,
        }
    }

    /// The same place with the database that is being made.
    pub(super) fn half(&self) -> Self {
        Self {
            store: self.data_dir.join(anew::HALF),
            ..Self::of(&self.data_dir)
        }
    }

    /// Begins without a record.
    fn begin(&self, readers: &Readers) -> Result<Whole, LoadError> {
        database::remove_settings(&self.store).map_err(|e| self.io("removing", e))?;
        let seen = self.look()?;
        let begun = Database::open(&self.store, Form::Present)
            .and_then(|database| self.replay(database, Revision(0), seen, readers));
        begun.map_err(|unusable| unusable.stops(&self.store))
    }

    /// Goes on where a first start was cut off before anything was kept. A database with records is not even opened: where its beginning is
    /// damaged, sled takes it for an empty one.
    fn begin_again(&self, kept: &Kept, readers: &Readers) -> Result<Whole, LoadError> {
        let unused = database::was_never_used(&self.store);
        if !unused.map_err(|e| self.io("reading", e))? {
            return Err(self.cut_short("it has nothing, and the database beside it has".to_owned()));
        }
        self.go_on(kept, readers).or_else(|unusable| {
            let Some(why) = unusable.why() else {
                return Err(unusable.stops(&self.store));
            };
            tracing::debug!(why, "the database is begun again");
            anew::remove(&self.store).map_err(|e| self.io("removing", e))?;
            self.begin(readers)
        })
    }

    /// Opens the database, and hands it the frames that it lacks.
    fn go_on(&self, kept: &Kept, readers: &Readers) -> Result<Whole, Unusable> {
        let database = Database::open(&self.store, Form::Present)?;
        let at = database.meta()?.unwrap_or_default().revision;
        if at.0 > kept.end() {
            return Err(self.without_end(kept.end(), at.0).into());
        }
        if !kept.is_whole_at(at.0) {
            return Err(Unusable::Broken(format!(
                "its end is missing: it has {at} steps, and had more"
            )));
        }
        self.replay(database, at, kept.seen.clone(), readers)
    }

    /// Hands a database the frames behind a commit, and reads and verifies all of it.
    pub(super) fn replay(
        &self,
        database: Database,
        behind: Revision,
        seen: Seen,
        readers: &Readers,
    ) -> Result<Whole, Unusable> {
        let Seen { journal, forgets } = seen;
        let journal = journal.open(behind.0, &mut |number, payload| {
            let writes = frame::decode(payload).ok_or_else(|| self.senseless(number))?;
            // Writing reads the pages around it, which may be damaged.
            database
                .apply(writes.into_iter())
                .map_err(|error| match error.raw_os_error() {
                    Some(_) => Unusable::said(&self.store, "writing", error),
                    None => Unusable::Broken("a page of it cannot be read".to_owned()),
                })
        })?;
        let (meta, loaded) = database.read(readers)?;
        let newest = journal.newest().unwrap_or(0).max(behind.0);
        if meta.revision.0 != newest {
            let has = meta.revision;
            return Err(Unusable::Broken(format!("it has {has} of {newest} steps")));
        }
        Ok(Whole {
            journal,
            database,
            meta,
            loaded,
            forgets,
        })
    }

    /// Makes an image before the first commit of this version, where another one made the newest: what it wrote is kept as it was.
    fn image_of_today(&self, whole: &mut Whole) {
        let is_there = image::newest(&self.journal).is_ok_and(|newest| {
            newest.is_some_and(|about| image::is_of_today(&about)) || whole.meta.revision.0 == 0
        });
        if is_there {
            return;
        }
        let (revision, at) = (whole.meta.revision, whole.meta.fleet_time);
        let made = image::make(&self.journal, &whole.database, revision, at, false);
        let made = made.and_then(|oldest| Ok(whole.journal.forget(oldest)?));
        if let Err(error) = made {
            tracing::warn!(
                error = chain(&*error),
                "no image of the data could be made before this version writes to it"
            );
        }
    }

    /// The error for a database in whose place no other one can be made.
    pub(super) fn damaged(&self, what: String) -> LoadError {
        Unusable::Broken(what).stops(&self.store)
    }

    fn senseless(&self, number: u64) -> LoadError {
        self.damaged_journal(format!("frame {number} of it makes no sense"))
    }

    pub(super) fn io(&self, doing: &'static str, source: io::Error) -> LoadError {
        LoadError::Io {
            path: self.store.clone(),
            doing,
            source,
        }
    }
}

impl From<OpenError> for LoadError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Damaged { file, at, what } => Self::Corrupt {
                folder: above(above(&file)).to_owned(),
                file,
                what: format!("at byte {at} it {what}"),
            },
            OpenError::Io {
                path,
                doing,
                source,
            } => Self::Io {
                path,
                doing,
                source,
            },
        }
    }
}

impl From<OpenError> for Unusable {
    fn from(error: OpenError) -> Self {
        Self::Stops(error.into())
    }
}
