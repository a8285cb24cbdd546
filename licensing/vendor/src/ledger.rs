//! The vendor's ledger: what was sold, and every act since.
//!
//! ```text
//! request ─ proof ─► judged against the state ─► signed ─► written down, on stable storage ─► handed out
//!                        ▲                                        │
//!                        └──────────── derived from ──────────────┘
//! ```
//! Every act is one record in a chain ([`chain`]); who holds what ([`state`]) is derived from the acts alone. One
//! process at a time has a ledger open. Killed at any moment it has done an act or not: a license's number may then
//! be lost, but none is used twice, for the issuer uses it up before the act is written down.

mod activate;
mod asked;
mod book;
pub mod chain;
mod contacts;
mod disk;
pub mod doubts;
mod entry;
pub mod facts;
pub mod find;
pub mod holdings;
mod ownership;
pub mod product;
pub mod products;
pub mod record;
mod refusal;
mod reissue;
mod ship;
pub mod state;
pub mod story;
pub mod table;
mod term;
mod transfer;
pub mod when;

use std::path::Path;

use madoguchi_licensing::document::Document;
use madoguchi_licensing::grant::{Environment, Grant, LicenseId};

pub use book::{BookError, Booked, GivenBack};
pub use disk::{AppendError, OpenError};
pub use ownership::Ownership;
pub use refusal::Refusal;
pub use reissue::DEFAULT_LIMIT;
pub use transfer::NewUnit;

use chain::{Broken, Head};
use disk::Disk;
use doubts::Doubt;
use record::{Act, Begun, Done};
use state::State;

/// An open ledger. Its chain was proven when it was opened.
#[derive(Debug)]
pub struct Ledger {
    disk: Disk,
    state: State,
}

/// A license that was handed out.
#[derive(Debug)]
pub struct Issued {
    /// The license.
    pub document: Document,
    /// What it grants.
    pub grant: Grant,
    /// When it was first handed out, in milliseconds since 1970; `None`: now.
    pub before_ms: Option<i64>,
    /// What does not fit together about who asked: the license was given all the same.
    pub doubts: Vec<Doubt>,
}

/// Why no ledger was begun.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// Its files could not be made.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Its first act could not be written down.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// The operating system gives no random bytes.
    #[error("the operating system gives no random bytes")]
    Random(#[source] getrandom::Error),
}

impl Ledger {
    /// Begins a ledger. It takes acts of one environment only, for ever.
    ///
    /// # Errors
    /// When there is one, or it cannot be written.
    pub fn create(
        folder: &Path,
        environment: Environment,
        now_ms: i64,
    ) -> Result<Self, CreateError> {
        let mut nonce = vec![0; 16];
        getrandom::fill(&mut nonce).map_err(CreateError::Random)?;
        let state = State::default();
        let mut ledger = Self {
            disk: Disk::create(folder)?,
            state,
        };
        let environment = match environment {
            Environment::Production => 1,
            Environment::Test => 2,
        };
        ledger.append(now_ms, Done::Begun(Begun { environment, nonce }))?;
        Ok(ledger)
    }

    /// Opens a ledger and proves its chain, which has to come by `noted`, too.
    ///
    /// # Errors
    /// When there is none, another process has it open, or anything in it is not as it was done.
    pub fn open(folder: &Path, noted: Option<Head>) -> Result<Self, OpenError> {
        let mut state = State::default();
        let disk = Disk::open(folder, noted, &mut |act| state.apply(&act))?;
        if state.environment.is_none() {
            let (folder, source) = (folder.into(), Broken::Unreadable { act: 1 });
            return Err(OpenError::Broken { folder, source });
        }
        Ok(Self { disk, state })
    }

    /// Where the chain ends. There is an act from the beginning.
    #[must_use]
    pub fn head(&self) -> Option<Head> {
        self.disk.head()
    }

    /// Who holds what.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Which installations it is for.
    #[must_use]
    pub fn environment(&self) -> Environment {
        // `open` and `create` let no ledger pass that does not say; test is what harms nobody.
        self.state.environment.unwrap_or(Environment::Test)
    }

    /// One act, as it was written down.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn act(&self, sequence: u64) -> Result<Act, OpenError> {
        self.disk.read(sequence)
    }

    /// Does an act: when this returns, it is on stable storage, and only then may anything of it be handed out.
    fn append(&mut self, at_ms: i64, done: Done) -> Result<Vec<Doubt>, AppendError> {
        let (head, sealed) = chain::seal(self.disk.head(), at_ms, done.clone());
        let previous = self
            .disk
            .head()
            .map(|head| head.hash.to_vec())
            .unwrap_or_default();
        let act = Act {
            sequence: head.acts,
            at_ms,
            previous,
            done: Some(done),
        };
        let known = self.state.doubts.len();
        // First in memory: an act that makes no sense must not get into the chain, where it could never be read.
        if let Err(broken) = self.state.apply(&act) {
            self.disk.poison();
            return Err(AppendError::Senseless(broken));
        }
        self.disk.append(head, &sealed)?;
        Ok(self.state.doubts[known..].to_vec())
    }

    /// A license once more, the very document that was signed.
    fn again(&self, id: &LicenseId, doubts: Vec<Doubt>) -> Result<Issued, Refusal> {
        let unknown = || Refusal::UnknownLicense {
            license: id.clone(),
        };
        let entry = self.state.licenses.get(id).ok_or_else(unknown)?;
        let act = self.act(entry.act)?;
        let signed = match act.done {
            Some(Done::Shipped(shipped)) => shipped.license,
            Some(Done::Activated(activated)) => activated.license,
            Some(Done::Transferred(moved)) => moved.license,
            Some(Done::Reissued(reissued)) => reissued.license,
            _ => return Err(unknown()),
        };
        Ok(Issued {
            document: Document::decode(&signed).map_err(|_| unknown())?,
            grant: entry.grant.clone(),
            before_ms: Some(entry.at_ms),
            doubts,
        })
    }
}
