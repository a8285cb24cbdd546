//! How long each kind of record is kept: what is over goes from the store itself, and nothing that is still needed.

use crate::support::engine::*;
use madoguchi_controller::engine::Published;
use madoguchi_controller::engine::batch::{Deciding, Position, Reply};
use madoguchi_controller::store::{Revision, Sled, Store};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Command, SessionEnded, Start};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::{ConnectionId, Installation, SessionId};
use madoguchi_fleet::outcome::{Kind, Outcome};
use madoguchi_fleet::settings::{AUDIT_KEPT, Settings};
use madoguchi_fleet::ticket::{Actor, State};
use madoguchi_fleet::time::{DAY, FleetTime, TimeOfDay};
use madoguchi_licensing::grant::Environment;
use tempfile::TempDir;
use tokio::sync::watch;

/// A fleet and its store on disk; time is what a test says.
pub struct Clinic {
    pub folder: TempDir,
    pub store: Sled,
    pub fleet: Fleet,
    at: Position,
}

/// A patient's number that is found wherever it lies.
pub const MARKED: &str = "Z8861";

impl Clinic {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Sled::open(folder.path(), no_grants()).unwrap();
        Self::on(folder, store, (PC, NINE), |_| {}).await
    }

    async fn on(
        folder: TempDir,
        mut store: Sled,
        (installation, wall): (Installation, FleetTime),
        change: impl FnOnce(&mut madoguchi_fleet::Records),
    ) -> Self {
        let mut loaded = store.load().await.unwrap();
        change(&mut loaded.records);
        let settings = Settings {
            environment: Environment::Test,
            day_end_ms: None,
            ..Settings::default()
        };
        let start = Start {
            installation,
            wall: TimeOfDay(wall.0),
        };
        Self {
            folder,
            store,
            at: Position {
                revision: loaded.revision,
                fleet_time: loaded.records.fleet_time,
            },
            fleet: Fleet::restore(settings, start, loaded.records),
        }
    }

    /// Stops, and starts again on what is on the disk; the unit is there at once.
    pub async fn restart(
        self,
        wall: FleetTime,
        change: impl FnOnce(&mut madoguchi_fleet::Records),
    ) -> Self {
        let Self { folder, store, .. } = self;
        drop(store);
        let store = Sled::open(folder.path(), no_grants()).unwrap();
        let mut clinic = Self::on(folder, store, (PC, wall), change).await;
        let _ = clinic.act(wall, attach()).await;
        clinic
    }

    /// Stops, and starts again with these keys; the first tick is over.
    pub async fn restart_as(self, installation: Installation) -> Self {
        let Self { folder, store, .. } = self;
        drop(store);
        let store = Sled::open(folder.path(), no_grants()).unwrap();
        let mut clinic = Self::on(folder, store, (installation, NINE), |_| {}).await;
        clinic.tick(NINE).await;
        clinic
    }

    pub async fn act(&mut self, now: FleetTime, act: Act) -> Reply {
        let mut batch = Deciding::new(&mut self.fleet);
        batch.act(now, act, ());
        let mut id = [0; 16];
        id[..8].copy_from_slice(&self.at.revision.next().0.to_be_bytes());
        let committed = batch.end(now).commit(&mut self.store, self.at, id);
        let committed = committed.await.unwrap();
        self.at = committed.position();
        let (people, _) = watch::channel(Published::default());
        let mut answer = None;
        let orders = &mut Orders(Strings::default().log);
        let _ = committed
            .publish(&people)
            .deliver(orders, |(), reply| answer = Some(reply));
        answer.unwrap()
    }

    /// Runs until then, a tick a day: what is forgotten is forgotten by a time that stood for a day of running.
    pub async fn runs_until(&mut self, until: FleetTime) {
        let days = until.since(self.fleet.now()).div_euclid(DAY);
        for day in (0..=days).rev() {
            self.tick(until.plus(-day * DAY)).await;
        }
    }

    pub async fn tick(&mut self, now: FleetTime) {
        let tick = Act {
            request: None,
            actor: Actor::Fleet,
            place: None,
            command: Command::Tick,
        };
        self.act(now, tick).await.unwrap();
    }

    /// The ids of one kind of record, as they lie in the store.
    async fn stored(&mut self, kind: u8) -> Vec<Vec<u8>> {
        let snapshot = self.store.snapshot().await.unwrap();
        assert_eq!(snapshot.revision, self.at.revision);
        let keys = snapshot.pairs.map(|(key, _)| key);
        keys.filter(|key| key[0] == kind)
            .map(|key| key[1..].to_vec())
            .collect()
    }
}

fn id(of: u64) -> Vec<u8> {
    of.to_be_bytes().to_vec()
}

fn walk_up(n: u8) -> Act {
    Act::reader(Command::SessionEnded(SessionEnded {
        serial: serial(),
        connection: ConnectionId(1),
        session: SessionId([n; 16]),
        assignment: None,
        outcome: Outcome {
            kind: Kind::GivenUp,
            duration_ms: 1_000,
            face_ms: None,
        },
        age_ms: 0,
    }))
}

#[tokio::test]
async fn closed_tickets_go_after_two_weeks_and_open_ones_never() {
    let mut clinic = Clinic::new().await;
    for (request, number) in [(1, "1"), (2, "2"), (3, "3")] {
        clinic
            .act(NINE, add_numbered(request, number))
            .await
            .unwrap();
    }
    clinic.act(NINE, cancel(4, "1")).await.unwrap();
    let later = NINE.plus(8 * DAY);
    clinic.act(later, cancel(5, "2")).await.unwrap();

    clinic.runs_until(NINE.plus(14 * DAY)).await;
    assert_eq!(clinic.stored(b'T').await, [id(1), id(2), id(3)]);
    clinic.runs_until(NINE.plus(16 * DAY)).await;
    assert_eq!(clinic.stored(b'T').await, [id(2), id(3)]);
    let now = later.plus(16 * DAY);
    clinic.runs_until(now).await;
    assert_eq!(clinic.stored(b'T').await, [id(3)]);

    let clinic = clinic.restart(now, |_| {}).await;
    let left: Vec<_> = clinic.fleet.tickets().collect();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].state, State::Waiting);
}

#[tokio::test]
async fn walk_ups_go_after_four_hundred_days() {
    let mut clinic = Clinic::new().await;
    clinic.act(NINE, enroll(1)).await.unwrap();
    clinic.act(NINE, attach()).await.unwrap();
    clinic.act(NINE, walk_up(7)).await.unwrap();
    clinic.act(NINE.plus(DAY), walk_up(8)).await.unwrap();
    clinic.runs_until(NINE.plus(400 * DAY)).await;
    // Resent by a reader that never heard of it: known, and counted once.
    clinic.act(NINE.plus(400 * DAY), walk_up(7)).await.unwrap();
    assert_eq!(clinic.stored(b'W').await, [[7; 16], [8; 16]]);
    clinic.runs_until(NINE.plus(402 * DAY)).await;
    assert_eq!(clinic.stored(b'W').await, [[8; 16]]);
    assert_eq!(clinic.stored(b'U').await, [b"CR-0001"], "units stay");
}

#[tokio::test]
async fn the_audit_keeps_its_newest_entries_and_repeats_are_answered_from_them() {
    let mut clinic = Clinic::new().await;
    let first = clinic.act(NINE, add(1)).await.unwrap();
    let second = clinic.act(NINE, add(2)).await.unwrap();
    assert_ne!(first, second);
    assert_eq!(clinic.stored(b'A').await, [id(1), id(2)]);
    // As if a hundred thousand acts lay between.
    let many = |records: &mut madoguchi_fleet::Records| records.counters.audit = AUDIT_KEPT + 1;
    let mut clinic = clinic.restart(NINE, many).await;
    let again = clinic.act(NINE, add(2)).await.unwrap();
    assert_eq!(
        again, second,
        "a repeat gets the first answer after a restart"
    );
    assert_eq!(
        clinic.stored(b'A').await,
        [id(1), id(2)],
        "a repeat is no act"
    );
    let third = clinic.act(NINE, add(3)).await.unwrap();
    assert!(matches!(third, Answer::Ticket(_)));
    let (third, fourth) = (id(AUDIT_KEPT + 1), id(AUDIT_KEPT + 2));
    assert_eq!(clinic.stored(b'A').await, [id(2), third.clone()]);
    assert_eq!(clinic.at.revision, Revision(3));
    clinic.act(NINE, add(4)).await.unwrap();
    assert_eq!(
        clinic.stored(b'A').await,
        [third, fourth],
        "one goes for each that comes"
    );
}
