//! What a busy clinic has after a year, filled in by the library, version by version as tickets live, so that the store's files look as they do
//! after such days.

#[path = "../../../controller/tests/support/records.rs"]
mod records;

use madoguchi_controller::serve::wall_clock;
use madoguchi_controller::store::{Batch, HALF, JOURNAL, Loaded, Revision, Sled, Store};
use madoguchi_fleet::decision::{Answer, Change};
use madoguchi_fleet::ids::{SessionId, TicketId};
use madoguchi_fleet::outcome::{Kind, Method, Outcome};
use madoguchi_fleet::ticket::{Actor, Attempt, Chapter, State, Ticket, What};
use madoguchi_fleet::time::{DAY, FleetTime, MINUTE};
use records::{audit, grants, request, serial, waiting, walk_up};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Tickets of a day at a busy clinic with four counters.
pub const TICKETS_A_DAY: u64 = 600;
/// Days that closed tickets are kept.
pub const DAYS: u64 = 7;
/// Audit entries with each of a ticket's four versions: 100,000 in all, which is what is kept.
const AUDIT_A_VERSION: u64 = 6;
/// Walk-ups with each version: 42 a day over the 400 days that they are kept.
const WALK_UP_DAYS: i64 = 400;
/// A life of a ticket, as it is stored on the way.
const LIFE: [What; 4] = [What::Added, What::Called, What::Placed, What::Verified];

/// What there is now.
pub struct Filled {
    pub commits: u64,
    pub audit_entries: u64,
    pub walk_ups: u64,
}

/// Fills the store of a clinic that does not run.
pub fn fill(data_dir: &Path) -> Filled {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let (commits, audit_entries, walk_ups) = runtime.block_on(committed(data_dir));
    Filled {
        commits,
        audit_entries,
        walk_ups,
    }
}

/// How the stop after the end of retention goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// It makes the database anew.
    Whole,
    /// It is cut off before that.
    Cut,
}

/// Removes the oldest tickets of a clinic that does not run, as one commit of the end of retention does. Gives how long the stop takes then.
pub fn forget(data_dir: &Path, many: usize, stop: Stop) -> Duration {
    let mut store = Sled::open(data_dir, grants()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let Loaded {
            revision, records, ..
        } = store.load().await.unwrap();
        let oldest = records.tickets.iter().take(many);
        let oldest: Vec<_> = oldest
            .map(|ticket| Change::ForgetTicket(ticket.id))
            .collect();
        assert_eq!(oldest.len(), many, "there are no more");
        commit(&mut store, revision, records.fleet_time, oldest).await;
    });
    let in_the_way = data_dir.join(HALF);
    if stop == Stop::Cut {
        fs::write(&in_the_way, "no folder").unwrap();
    }
    let began = Instant::now();
    drop(store);
    let took = began.elapsed();
    let is_renewed = !data_dir.join(JOURNAL).join("anew").exists();
    assert_eq!(is_renewed, stop == Stop::Whole);
    if stop == Stop::Cut {
        fs::remove_file(in_the_way).unwrap();
    }
    took
}

/// Commits some days of a clinic; returns how many commits, audit entries and walk-ups there are.
async fn committed(data_dir: &Path) -> (u64, u64, u64) {
    let mut store = Sled::open(data_dir, grants()).unwrap();
    let Loaded {
        revision, records, ..
    } = store.load().await.unwrap();
    let now = wall_clock();
    let mut counters = records.counters;
    let (mut at, mut walk_ups) = (revision, 0);
    for n in 0..TICKETS_A_DAY * DAYS {
        let age = i64::try_from(TICKETS_A_DAY * DAYS - n).unwrap() * DAY / TICKETS_A_DAY as i64;
        let ticket = TicketId(counters.ticket);
        counters.ticket += 1;
        for version in 1..=LIFE.len() {
            let mut changes = vec![Change::Ticket(Arc::new(lived(
                ticket,
                version,
                now.plus(-age),
            )))];
            for _ in 0..AUDIT_A_VERSION {
                let mut entry = audit(counters.audit, Answer::Ticket(ticket));
                entry.request = entry.request.filter(|_| version == 1);
                changes.push(Change::Audit(entry));
                counters.audit += 1;
            }
            changes.push(Change::WalkUp(visit(walk_ups, now)));
            walk_ups += 1;
            changes.push(Change::Counters(counters.clone()));
            at = commit(&mut store, at, now, changes).await;
        }
    }
    (at.0 - revision.0, counters.audit - 1, walk_ups)
}

async fn commit(store: &mut Sled, at: Revision, now: FleetTime, changes: Vec<Change>) -> Revision {
    let batch = Batch {
        id: request(at.0).0,
        expected_revision: at,
        fleet_time: now,
        changes,
    };
    store.commit(&batch).await.unwrap()
}

/// A ticket after so many steps of its life.
fn lived(id: TicketId, steps: usize, added_at: FleetTime) -> Ticket {
    let later = |n: usize| added_at.plus(MINUTE * n as i64);
    let closed = steps == LIFE.len();
    let outcome = Outcome {
        kind: Kind::Verified(Method::Face),
        duration_ms: 19_000,
        face_ms: Some(4_800),
    };
    let chapter = |(n, what): (usize, &What)| Chapter {
        at: later(n),
        what: *what,
        why: None,
        unit: (n > 0).then(|| serial(1)),
        attempt: u32::from(n > 0),
        wish: None,
        classes: None,
        means: None,
        actor: Actor::Fleet,
    };
    let attempt = Attempt {
        unit: serial(1),
        called_at: later(1),
        placed_at: (steps > 2).then(|| later(2)),
        session: (steps > 2).then_some(SessionId(request(id.0).0)),
        outcome: closed.then(|| outcome.clone()),
    };
    Ticket {
        added_at,
        state: if closed { State::Done } else { State::Parked },
        attempts: if steps > 1 { vec![attempt] } else { Vec::new() },
        outcome: closed.then_some(outcome),
        closed_at: closed.then(|| later(3)),
        story: LIFE[..steps].iter().enumerate().map(chapter).collect(),
        left_out: 0,
        ..waiting(id.0)
    }
}

fn visit(n: u64, now: FleetTime) -> madoguchi_fleet::decision::WalkUp {
    let many = TICKETS_A_DAY * DAYS * LIFE.len() as u64;
    let age = WALK_UP_DAYS * DAY / many as i64 * (many - n) as i64;
    madoguchi_fleet::decision::WalkUp {
        session: SessionId(request(1_000_000 + n).0),
        ended_at: now.plus(-age),
        bound_to: None,
        ..walk_up(1)
    }
}
