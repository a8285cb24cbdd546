//! What one ticket's cycle writes: the very records, taken from the fleet and the store, for the servers that
//! write the same bytes without any rule behind them.

use super::units;
use madoguchi_controller::store::memory::Disk;
use madoguchi_controller::store::{Batch, Memory, Revision, Store};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, AddTicket, Command, SessionEnded};
use madoguchi_fleet::decision::{Change, Decision};
use madoguchi_fleet::ids::{Assignment, ConnectionId, Number, RequestId, SessionId, TicketId};
use madoguchi_fleet::outcome::{Kind, Method, Outcome};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// Keys and values of one commit.
pub type Pairs = Vec<(Vec<u8>, Vec<u8>)>;

/// As the database behind the journal is set up: `controller/src/store/database.rs`.
const SEGMENT_BYTES: usize = 2 * 1024 * 1024;
const CACHE_BYTES: u64 = 4 * 1024 * 1024;

/// The three commits of one cycle.
#[derive(Debug, Clone)]
pub struct Cycle {
    /// A ticket is added, and called in the same commit.
    pub added: Pairs,
    /// Its card was placed.
    pub placed: Pairs,
    /// Its outcome came.
    pub ended: Pairs,
}

impl Cycle {
    /// Has a fleet with one free unit serve one ticket.
    pub fn taken() -> Self {
        let disk = Disk::default();
        let mut store = Memory::open(disk.clone(), units::grants()).unwrap();
        let mut fleet = units::one_free();
        let (serial, connection) = (units::serial(0), ConnectionId(1));
        let session = SessionId([7; 16]);
        let assignment = Some(Assignment {
            ticket: TicketId(1),
            attempt: 1,
        });
        let add = Command::AddTicket(AddTicket {
            number: Number::parse("1"),
            ..AddTicket::default()
        });
        let placed = Command::CardPlaced {
            serial: serial.clone(),
            connection,
            session,
            assignment,
        };
        let ended = Command::SessionEnded(SessionEnded {
            serial,
            connection,
            session,
            assignment,
            outcome: Outcome {
                kind: Kind::Verified(Method::Face),
                duration_ms: 5_000,
                face_ms: None,
            },
            age_ms: 0,
        });
        let acts = [
            Act::staff(RequestId([1; 16]), add),
            Act::reader(placed),
            Act::reader(ended),
        ];
        let mut commits = acts.into_iter().map(|act| {
            let now = fleet.now();
            let decision = fleet.decide(now, act).unwrap();
            written(&mut store, &disk, &fleet, decision)
        });
        Self {
            added: commits.next().unwrap(),
            placed: commits.next().unwrap(),
            ended: commits.next().unwrap(),
        }
    }
}

/// The records that a decision leads to, as they are stored.
fn written(store: &mut Memory, disk: &Disk, fleet: &Fleet, decision: Decision) -> Pairs {
    let changes: Vec<Change> = decision.changes;
    let before: BTreeMap<_, _> = disk.pairs().into_iter().collect();
    let batch = Batch {
        id: [9; 16],
        expected_revision: Revision(revision(&before)),
        fleet_time: fleet.now(),
        changes,
    };
    // In memory nothing waits: the future is ready at once.
    let commit = std::pin::pin!(store.commit(&batch));
    let mut now = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(done) = commit.poll(&mut now) else {
        panic!("the store in memory waited");
    };
    done.unwrap();
    let after = disk.pairs().into_iter();
    after
        .filter(|(key, value)| before.get(key) != Some(value))
        .collect()
}

/// A cycle's commits are the first that its store sees: as many as the meta record says.
fn revision(pairs: &BTreeMap<Vec<u8>, Vec<u8>>) -> u64 {
    use madoguchi_proto::v1::MetaRecord;
    use prost::Message;
    pairs.get(b"M".as_slice()).map_or(0, |sealed| {
        MetaRecord::decode(&sealed[4..]).unwrap().revision
    })
}

/// The same bytes, again and again, in a file that is synced.
#[derive(Debug)]
pub struct Raw(File);

impl Raw {
    pub fn new(folder: &Path) -> Self {
        Self(File::create(folder.join("raw")).unwrap())
    }

    /// Returns when they are on stable storage.
    pub fn write(&mut self, pairs: &Pairs) {
        let bytes: Vec<u8> = pairs
            .iter()
            .flat_map(|(key, value)| key.iter().chain(value))
            .copied()
            .collect();
        self.0.write_all(&bytes).unwrap();
        self.0.sync_data().unwrap();
    }
}

/// The same records in sled, each commit made durable as the product's store does it.
#[derive(Debug)]
pub struct Bare {
    db: sled::Db,
    file: File,
    /// Ids go up, as in the product: a tree that never grows would be another tree.
    next: u64,
}

impl Bare {
    pub fn new(folder: &Path) -> Self {
        let db = sled::Config::new()
            .path(folder.join("bare"))
            .segment_size(SEGMENT_BYTES)
            .cache_capacity(CACHE_BYTES)
            .flush_every_ms(None)
            .open()
            .unwrap();
        let file = File::options()
            .read(true)
            .write(true)
            .open(folder.join("bare/db"))
            .unwrap();
        Self { db, file, next: 1 }
    }

    /// `apply_batch`, `flush`, `fdatasync`: returns when they are on stable storage.
    pub fn write(&mut self, pairs: &Pairs) {
        self.next += 1;
        let mut batch = sled::Batch::default();
        for (key, value) in pairs {
            batch.insert(numbered(key, self.next), value.as_slice());
        }
        self.db.apply_batch(batch).unwrap();
        self.db.flush().unwrap();
        self.file.sync_data().unwrap();
    }
}

/// Tickets and audit entries are new ones each time; the other records are written again.
fn numbered(key: &[u8], next: u64) -> Vec<u8> {
    match key.first() {
        Some(b'T' | b'A') => [&key[..1], &next.to_be_bytes()].concat(),
        _ => key.to_vec(),
    }
}

/// What a bare server keeps, if anything.
#[derive(Debug)]
pub enum Keep {
    Nothing,
    Raw(Raw),
    Sled(Bare),
}

impl Keep {
    pub fn write(&mut self, pairs: &Pairs) {
        match self {
            Self::Nothing => {}
            Self::Raw(raw) => raw.write(pairs),
            Self::Sled(bare) => bare.write(pairs),
        }
    }
}

/// A cycle's commits that several may hold.
pub type Shared = Arc<Cycle>;
