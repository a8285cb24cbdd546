//! The vendor's ledger: what was sold, and every act since.
//!
//! ```text
//! request ─ proof ─► judged against the state ─► signed ─► written down, on stable storage ─► handed out
//!                        ▲                                        │
//!                        └──────────── derived from ──────────────┘
//! ```
//! Every act is one record in a chain ([`chain`]); who holds what ([`state`]) is derived from the acts alone. Only one process at a time
//! can have a ledger open. If it is killed, an act is either done or not. A license's number may be lost then, but none is used twice,
//! because the issuer uses it up before the act is written.

mod activate;
mod asked;
mod book;
pub mod chain;
mod contacts;
pub mod cost;
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
pub mod table;
mod term;
mod transfer;
pub mod when;

use std::path::Path;

use madoguchi_licensing::document::Document;
use madoguchi_licensing::grant::{Environment, Grant, LicenseId};

pub use book::{BookError, Booked, GivenBack};
pub use disk::{AppendError, OpenError, Unwritten};
pub use ownership::Ownership;
pub use refusal::Refusal;
pub use reissue::DEFAULT_LIMIT;
pub use transfer::NewUnit;

use chain::{Broken, Head};
use disk::Disk;
use doubts::Doubt;
use record::{Begun, Done, Record};
use state::State;

/// An open ledger. Its chain was verified when it was opened.
#[derive(Debug)]
pub struct Ledger {
    disk: Disk,
    state: State,
}

/// A license to hand out.
#[derive(Debug)]
pub struct Issued {
    pub document: Document,
    pub grant: Grant,
    /// The time when it was first handed out, in milliseconds since 1970; `None` for now.
    pub before_ms: Option<i64>,
    /// Doubts about who asked; the license was given all the same.
    pub doubts: Vec<Doubt>,
}

/// The reason why no ledger was begun.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    Open(#[from] OpenError),
    Append(#[from] AppendError),
    Random(#[source] getrandom::Error),
}

impl Ledger {
    /// Begins a ledger. It takes acts of one environment only.
    ///
    /// # Errors
    /// There is one already, or it cannot be written.
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

    /// Opens a ledger and verifies its chain, which must contain the head `noted`, too.
    ///
    /// # Errors
    /// There is none, another process has it open, or the chain is broken.
    pub fn open(folder: &Path, noted: Option<Head>) -> Result<Self, OpenError> {
        let mut state = State::default();
        let disk = Disk::open(folder, noted, &mut |act| state.apply(&act))?;
        if state.environment.is_none() {
            let (folder, source) = (folder.into(), Broken::Unreadable { act: 1 });
            return Err(OpenError::Broken { folder, source });
        }
        Ok(Self { disk, state })
    }

    /// The end of the chain. `None` cannot happen, because beginning the ledger is its first act.
    #[must_use]
    pub fn head(&self) -> Option<Head> {
        self.disk.head()
    }

    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    #[must_use]
    pub fn environment(&self) -> Environment {
        // `open` and `create` refuse a ledger without an environment; test would do no harm.
        self.state.environment.unwrap_or(Environment::Test)
    }

    /// Acts as they were written, in the order of their numbers. The whole ledger is read for them, once.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn acts(&self, sequences: &[u64]) -> Result<Vec<Record>, OpenError> {
        self.disk.read(sequences)
    }

    /// Writes an act. When this returns it is on stable storage, and only then any result of it may be handed out.
    fn append(&mut self, at_ms: i64, done: Done) -> Result<Vec<Doubt>, AppendError> {
        let (head, sealed) = chain::seal(self.disk.head(), at_ms, done.clone());
        let previous = self
            .disk
            .head()
            .map(|head| head.hash.to_vec())
            .unwrap_or_default();
        let act = Record {
            sequence: head.acts,
            at_ms,
            previous,
            done: Some(done),
        };
        let known = self.state.doubts.len();
        // Applied in memory first: a senseless act must not get into the chain, where it could never be read again.
        if let Err(broken) = self.state.apply(&act) {
            self.disk.poison();
            return Err(AppendError::Senseless(broken));
        }
        self.disk.append(head, &sealed)?;
        Ok(self.state.doubts[known..].to_vec())
    }

    /// Hands out a license again: the very document that was signed.
    fn again(&self, id: &LicenseId, doubts: Vec<Doubt>) -> Result<Issued, Refusal> {
        let unknown = || Refusal::UnknownLicense {
            license: id.clone(),
        };
        let entry = self.state.licenses.get(id).ok_or_else(unknown)?;
        let act = self.acts(&[entry.act])?.pop();
        let signed = match act.and_then(|act| act.done) {
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
