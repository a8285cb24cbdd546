//! A batch on its way, driven by hand: no runtime's timers, no channels.

use crate::support::engine::*;
use madoguchi_controller::engine::batch::{
    Committed, Deciding, Failed, Position, Reply, STORE_TIME_EVERY_MS,
};
use madoguchi_controller::engine::{ActError, Published};
use madoguchi_controller::store::Revision;
use madoguchi_fleet::command::{Act, Command, Start};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::TicketId;
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::ticket::State;
use madoguchi_fleet::time::{DAY, TimeOfDay};
use madoguchi_fleet::{Fleet, Records, Refusal};
use std::sync::atomic::Ordering;
use tokio::sync::watch;

const BATCH_ID: [u8; 16] = [7; 16];

fn fresh() -> Position {
    Position {
        revision: Revision(0),
        fleet_time: NINE,
    }
}

/// Publishes and delivers; gives the callers with their answers.
fn tell(
    committed: Committed<'_, u32>,
    strings: &Strings,
    people: &watch::Sender<Published>,
) -> Vec<(u32, Reply)> {
    let mut told = Vec::new();
    let announced = committed.publish(people);
    strings.log.note("published");
    let _ = announced.deliver(&mut Orders(strings.log.clone()), |caller, reply| {
        strings.log.note("answer");
        told.push((caller, reply));
    });
    told
}

/// A fleet with one unit that serves; what led there is committed and forgotten.
async fn serving(strings: &Strings) -> (Fleet, Position) {
    let mut fleet = fleet(Records::default());
    let mut batch = Deciding::new(&mut fleet);
    batch.act(NINE, enroll(1), 1);
    batch.act(NINE, attach(), 2);
    let store = &mut strings.store();
    let decided = batch.end(NINE);
    let committed = decided.commit(store, fresh(), [1; 16]).await.unwrap();
    let at = committed.position();
    let (people, _) = watch::channel(Published::default());
    for (_, reply) in tell(committed, strings, &people) {
        reply.unwrap();
    }
    (fleet, at)
}

#[tokio::test]
async fn nothing_leaves_before_the_commit() {
    let strings = Strings::default();
    let (mut fleet, at) = serving(&strings).await;
    let before = strings.log.lines().len();
    let (people, mut seen) = watch::channel(Published::default());

    let mut batch = Deciding::new(&mut fleet);
    batch.act(NINE, add(2), 1);
    let decided = batch.end(NINE);
    assert_eq!(strings.log.lines().len(), before);
    let committed = decided
        .commit(&mut strings.store(), at, BATCH_ID)
        .await
        .unwrap();
    assert!(!seen.has_changed().unwrap());
    let told = tell(committed, &strings, &people);

    assert!(
        matches!(&told[..], [(1, Ok(Answer::Ticket(_)))]),
        "{told:?}"
    );
    assert_eq!(
        strings.log.lines()[before..],
        ["commit 2", "published", "answer", "order call"]
    );
    assert_eq!(seen.borrow_and_update().revision, 2);
}

#[tokio::test]
async fn a_failed_commit_gives_its_callers_back_and_nothing_else() {
    let strings = Strings::default();
    strings.fails.store(true, Ordering::SeqCst);
    let mut fleet = fleet(Records::default());
    let mut batch = Deciding::new(&mut fleet);
    batch.act(NINE, add(1), 1);
    batch.refuse(2, ActError::DiskFull { free_mib: 1 });
    let late = NINE.plus(STORE_TIME_EVERY_MS);
    let failed = batch
        .end(late)
        .commit(&mut strings.store(), fresh(), BATCH_ID)
        .await
        .err()
        .unwrap();
    let Failed { callers, .. } = failed;
    assert_eq!(callers, [1, 2]);
    assert_eq!(strings.log.lines(), Vec::<String>::new());
}

#[tokio::test]
async fn a_refusal_that_rests_on_the_same_batch_waits_for_its_commit() {
    let strings = Strings::default();
    let mut fleet = fleet(Records::default());
    let mut batch = Deciding::new(&mut fleet);
    batch.act(NINE, add_numbered(1, "12"), 1);
    batch.act(NINE, add_numbered(2, "12"), 2);
    let decided = batch.end(NINE);
    let store = &mut strings.store();
    let committed = decided.commit(store, fresh(), BATCH_ID).await.unwrap();
    let (people, _) = watch::channel(Published::default());
    let told = tell(committed, &strings, &people);
    assert!(
        matches!(
            &told[..],
            [
                (1, Ok(_)),
                (2, Err(ActError::Refused(Refusal::NumberInUse(_))))
            ]
        ),
        "{told:?}"
    );
    assert_eq!(strings.log.lines()[0], "commit 1");
}

#[tokio::test]
async fn a_request_that_comes_twice_in_a_batch_is_done_once() {
    let strings = Strings::default();
    let mut fleet = fleet(Records::default());
    let mut batch = Deciding::new(&mut fleet);
    batch.act(NINE, add(1), 1);
    batch.act(NINE, add(1), 2);
    let decided = batch.end(NINE);
    let store = &mut strings.store();
    let committed = decided.commit(store, fresh(), BATCH_ID).await.unwrap();
    let (people, _) = watch::channel(Published::default());
    for (_, reply) in tell(committed, &strings, &people) {
        assert_eq!(reply.unwrap(), Answer::Ticket(TicketId(1)));
    }
    assert_eq!(strings.stored().await.records.tickets.len(), 1);
}

#[tokio::test]
async fn an_answer_that_rests_on_what_is_durable_needs_no_commit() {
    let strings = Strings::default();
    let mut fleet = fleet(answered_before());
    let mut batch = Deciding::new(&mut fleet);
    batch.act(NINE, cancel(7, "1"), 1);
    let decided = batch.end(NINE);
    let store = &mut strings.store();
    let committed = decided.commit(store, fresh(), BATCH_ID).await.unwrap();
    assert_eq!(committed.position(), fresh());
    let (people, _) = watch::channel(Published::default());
    let told = tell(committed, &strings, &people);
    assert!(matches!(&told[..], [(1, Ok(Answer::Done))]), "{told:?}");
    assert_eq!(strings.log.lines(), ["published", "answer"]);
}

#[tokio::test]
async fn time_is_stored_though_nothing_changes() {
    let strings = Strings::default();
    let mut fleet = fleet(Records::default());
    let late = NINE.plus(STORE_TIME_EVERY_MS);
    let batch: Deciding<'_, u32> = Deciding::new(&mut fleet);
    let decided = batch.end(late);
    let store = &mut strings.store();
    let committed = decided.commit(store, fresh(), BATCH_ID).await.unwrap();
    assert_eq!(committed.position().fleet_time, late);
    assert_eq!(strings.stored().await.records.fleet_time, late);
}

/// RULES, "Time": in a batch, commands come first, then the deadlines that are due.
#[tokio::test]
async fn what_is_due_comes_after_the_commands() {
    let strings = Strings::default();
    let (mut fleet, at) = serving(&strings).await;
    let call_ms = fleet.settings().call_ms;
    let mut batch = Deciding::new(&mut fleet);
    batch.act(NINE, add_numbered(2, "12"), 1);
    let decided = batch.end(NINE.plus(call_ms));
    let store = &mut strings.store();
    let committed = decided.commit(store, at, BATCH_ID).await.unwrap();
    let (people, _) = watch::channel(Published::default());
    let told = tell(committed, &strings, &people);
    assert!(matches!(&told[..], [(1, Ok(_))]), "{told:?}");
    let tickets = strings.stored().await.records.tickets;
    assert_eq!(tickets[0].state, State::Missed);
}

/// Found by the simulation: the deadlines were moved ahead durably, and the time that they are counted from was not.
#[tokio::test]
async fn a_time_that_was_confirmed_is_durable_with_its_confirmation() {
    let strings = Strings::default();
    let stored = Records {
        fleet_time: NINE,
        ..Records::default()
    };
    let wall = NINE.plus(70 * DAY);
    let start = Start {
        installation: fleet(Records::default()).installation(),
        wall: TimeOfDay(wall.0),
    };
    let mut fleet = Fleet::restore(Settings::default(), start, stored);
    assert_eq!((fleet.now(), fleet.time_of_day().0), (NINE, wall.0));

    let mut batch = Deciding::new(&mut fleet);
    batch.act(
        NINE,
        Act::staff(request(1), Command::ConfirmTime { ahead_ms: None }),
        1,
    );
    let committed = batch
        .end(NINE)
        .commit(&mut strings.store(), fresh(), BATCH_ID)
        .await
        .unwrap();

    assert_eq!(committed.position().fleet_time, wall);
    assert_eq!(strings.stored().await.records.fleet_time, wall);
}
