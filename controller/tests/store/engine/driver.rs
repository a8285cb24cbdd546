//! The engine as its callers see it.

use crate::support::engine::*;
use crate::support::soon;
use madoguchi_controller::engine::batch::{MAX_ACTS, STORE_TIME_EVERY_MS};
use madoguchi_controller::engine::{ActError, Clock, EngineError, Handle, MonotonicClock, Wall};
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::TicketId;
use madoguchi_fleet::ticket::State;
use madoguchi_fleet::time::{DAY, FleetTime, TimeOfDay};
use madoguchi_fleet::{Fleet, Records, Refusal};
use std::sync::atomic::Ordering;
use tokio::task::JoinSet;

/// Sends an act from a task of its own; it is in the inbox or on its way there when this returns.
fn send(tasks: &mut JoinSet<Result<Answer, ActError>>, handle: &Handle, act: Act) {
    let handle = handle.clone();
    tasks.spawn(async move { handle.act(act).await });
}

/// One thread runs a test and its tasks: each time it comes back here, at least one more of them has put its act into
/// the inbox, or waits because that is full.
async fn let_all_send(tasks: &JoinSet<Result<Answer, ActError>>) {
    for _ in 0..tasks.len() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn an_acknowledged_ticket_survives_a_restart() {
    let strings = Strings::default();
    let (handle, running) = engine(&strings, ByHand::new(NINE));
    let answer = soon(handle.act(add(1))).await.unwrap();
    assert_eq!(answer, Answer::Ticket(TicketId(1)));
    running.stopper().stop();
    soon(running.wait()).await.unwrap();

    let restarted = fleet(strings.stored().await.records);
    assert_eq!(restarted.waiting(), 1);
}

#[tokio::test]
async fn acts_that_wait_share_a_commit() {
    let strings = Strings::default();
    let (handle, _running) = engine(&strings, ByHand::new(NINE));
    strings.hold_commits();
    let mut tasks = JoinSet::new();
    send(&mut tasks, &handle, add(1));
    let mut begun = strings.begun.subscribe();
    soon(begun.wait_for(|n| *n == 1)).await.unwrap();
    for n in 2..=100 {
        send(&mut tasks, &handle, add(n));
    }
    let_all_send(&tasks).await;
    strings.release_commits();
    for result in soon(tasks.join_all()).await {
        result.unwrap();
    }
    let stored = strings.stored().await;
    assert_eq!(stored.records.tickets.len(), 100);
    assert_eq!(stored.revision.0, 2);
}

#[tokio::test]
async fn acts_that_came_in_one_piece_share_a_commit_however_many_wait_before_them() {
    let strings = Strings::default();
    let (handle, _running) = engine(&strings, ByHand::new(NINE));
    strings.hold_commits();
    let mut tasks = JoinSet::new();
    send(&mut tasks, &handle, add(1));
    let mut begun = strings.begun.subscribe();
    soon(begun.wait_for(|n| *n == 1)).await.unwrap();
    // One less than a batch has, so the piece goes beyond that.
    let most = u64::try_from(MAX_ACTS).unwrap();
    for n in 2..=most {
        send(&mut tasks, &handle, add(n));
    }
    let_all_send(&tasks).await;
    let piece = [add(1_000), cancel(1_001, "9999"), add(1_002)];
    let answers = soon(handle.hand_over(piece.into())).await.unwrap();
    send(&mut tasks, &handle, add(1_003));
    let_all_send(&tasks).await;
    strings.release_commits();
    let answers = soon(answers).await;
    // In their order, and the refusal of one is no other's.
    let id = |n| TicketId(most + n);
    let refused = matches!(&answers[1], Err(ActError::Refused(_)));
    assert!(refused, "{answers:?}");
    assert_eq!(answers[0].as_ref().unwrap(), &Answer::Ticket(id(1)));
    assert_eq!(answers[2].as_ref().unwrap(), &Answer::Ticket(id(2)));
    for result in soon(tasks.join_all()).await {
        result.unwrap();
    }
    // The first act, those that waited with the piece, and the last one.
    assert_eq!(strings.stored().await.revision.0, 3);
}

#[tokio::test]
async fn acts_that_were_handed_over_are_done_though_nobody_waits_for_their_answers() {
    let strings = Strings::default();
    let (handle, running) = engine(&strings, ByHand::new(NINE));
    drop(soon(handle.hand_over(vec![add(1), add(2)])).await.unwrap());
    running.stopper().stop();
    soon(running.wait()).await.unwrap();
    assert_eq!(strings.stored().await.records.tickets.len(), 2);
    let late = soon(handle.hand_over(vec![add(3)])).await;
    assert!(matches!(late.map(drop), Err(ActError::Stopped)));
}

#[tokio::test]
async fn a_question_sees_only_what_is_durable_and_all_that_came_before_it() {
    let strings = Strings::default();
    let (handle, _running) = engine(&strings, ByHand::new(NINE));
    strings.hold_commits();
    let mut tasks = JoinSet::new();
    send(&mut tasks, &handle, add(1));
    let mut begun = strings.begun.subscribe();
    soon(begun.wait_for(|n| *n == 1)).await.unwrap();
    let log = strings.log.clone();
    let question = handle.ask(move |fleet| {
        log.note("question");
        fleet.waiting()
    });
    let (waiting, ()) = tokio::join!(soon(question), async { strings.release_commits() });
    assert_eq!(waiting.unwrap(), 1);
    assert_eq!(strings.log.lines(), ["commit 1", "question"]);
}

#[tokio::test]
async fn a_caller_who_looks_sees_what_the_act_led_to_before_another_batch_begins() {
    let strings = Strings::default();
    let (handle, _running) = engine(&strings, ByHand::new(NINE));
    strings.hold_commits();
    let log = strings.log.clone();
    let look = handle.act_and_look(add(1), move |fleet, answer| {
        log.note("look");
        (fleet.waiting(), answer)
    });
    let mut tasks = JoinSet::new();
    let (seen, ()) = tokio::join!(soon(look), async {
        let mut begun = strings.begun.subscribe();
        soon(begun.wait_for(|n| *n == 1)).await.unwrap();
        // It waits for the next batch, which must not begin before the look.
        send(&mut tasks, &handle, add(2));
        let_all_send(&tasks).await;
        strings.release_commits();
    });
    assert_eq!(seen.unwrap(), (1, Answer::Ticket(TicketId(1))));
    for result in soon(tasks.join_all()).await {
        result.unwrap();
    }
    assert_eq!(strings.log.lines(), ["commit 1", "look", "commit 2"]);
}

#[tokio::test]
async fn a_question_before_an_act_sees_its_own_batch_and_what_it_refuses_is_told_after_the_commit()
{
    let strings = Strings::default();
    let (handle, _running) = engine(&strings, ByHand::new(NINE));
    strings.hold_commits();
    let mut tasks = JoinSet::new();
    send(&mut tasks, &handle, add(1));
    let mut begun = strings.begun.subscribe();
    soon(begun.wait_for(|n| *n == 1)).await.unwrap();
    // The next batch: an act, a trip that refuses by it, and one that adds another.
    send(&mut tasks, &handle, add(2));
    let_all_send(&tasks).await;
    let log = strings.log.clone();
    let refuses = handle.ask_and_act(
        move |fleet| {
            log.note("question");
            Err::<(Act, ()), _>(fleet.waiting())
        },
        |_, _, ()| (),
    );
    let adds = handle.ask_and_act(
        |fleet| Ok::<_, ()>((add(3), fleet.waiting())),
        |fleet, answer, before| (before, fleet.waiting(), answer),
    );
    let log = strings.log.clone();
    let refused = async {
        let refused = refuses.await;
        log.note("told");
        refused
    };
    let trips = async { tokio::join!(refused, adds) };
    let ((refused, added), ()) = tokio::join!(soon(trips), async { strings.release_commits() });
    assert_eq!(refused.unwrap(), Err(2));
    let answer = Answer::Ticket(TicketId(3));
    assert_eq!(added.unwrap(), Ok((2, 3, answer)));
    for result in soon(tasks.join_all()).await {
        result.unwrap();
    }
    assert_eq!(
        strings.log.lines(),
        ["commit 1", "question", "commit 2", "told"]
    );
}

#[tokio::test]
async fn a_repeat_gets_the_first_answer() {
    let strings = Strings::default();
    let (handle, _running) = engine_of(&strings, ByHand::new(NINE), answered_before());
    let answer = soon(handle.act(cancel(7, "1"))).await.unwrap();
    assert_eq!(answer, Answer::Done);
    assert_eq!(strings.log.lines(), Vec::<String>::new());
}

/// Everybody who waits is told, in the batch and behind it, and nothing leaves.
#[tokio::test]
async fn a_failed_commit_tells_every_caller_and_ends_the_engine() {
    let strings = Strings::default();
    strings.fails.store(true, Ordering::SeqCst);
    strings.hold_commits();
    let late = ByHand::new(NINE.plus(STORE_TIME_EVERY_MS));
    let (handle, running) = engine(&strings, late);
    let mut begun = strings.begun.subscribe();
    soon(begun.wait_for(|n| *n == 1)).await.unwrap();
    let mut tasks = JoinSet::new();
    for n in 1..=5 {
        send(&mut tasks, &handle, add(n));
    }
    let_all_send(&tasks).await;
    strings.release_commits();
    for result in soon(tasks.join_all()).await {
        assert!(
            matches!(result, Err(ActError::StoreFailed(_))),
            "{result:?}"
        );
    }
    let ended = soon(running.wait()).await;
    assert!(matches!(ended, Err(EngineError::Store { .. })), "{ended:?}");
    assert_eq!(strings.log.lines(), Vec::<String>::new());
    let refused = soon(handle.act(add(9))).await;
    assert!(matches!(refused, Err(ActError::Stopped)), "{refused:?}");
}

#[tokio::test]
async fn the_callers_of_the_batch_that_failed_are_told() {
    let strings = Strings::default();
    strings.fails.store(true, Ordering::SeqCst);
    let (handle, running) = engine(&strings, ByHand::new(NINE));
    let refused = soon(handle.act(add(1))).await;
    assert!(
        matches!(refused, Err(ActError::StoreFailed(_))),
        "{refused:?}"
    );
    assert!(soon(running.wait()).await.is_err());
    assert!(strings.stored().await.records.tickets.is_empty());
}

#[tokio::test]
async fn before_the_disk_is_full_new_work_is_refused_and_the_rest_goes_on() {
    let strings = Strings::default();
    strings.free.store(63 << 20, Ordering::SeqCst);
    let (handle, _running) = engine_of(&strings, ByHand::new(NINE), answered_before());
    let refused = soon(handle.act(add(1))).await;
    assert!(
        matches!(refused, Err(ActError::DiskFull { free_mib: 63 })),
        "{refused:?}"
    );
    assert_eq!(soon(handle.ask(Fleet::open)).await.unwrap(), 0);
    soon(handle.act(cancel(7, "1"))).await.unwrap();
    // A repeat is no new work, and neither is another request under an id that was used.
    soon(handle.act(add(8))).await.unwrap();
    let other = soon(handle.act(add(7))).await;
    let used = Refusal::RequestIdInUse(request(7));
    assert!(matches!(other, Err(ActError::Refused(why)) if why == used));
}

#[tokio::test]
async fn with_room_enough_new_work_is_taken() {
    let strings = Strings::default();
    strings.free.store(64 << 20, Ordering::SeqCst);
    let (handle, _running) = engine(&strings, ByHand::new(NINE));
    soon(handle.act(add(1))).await.unwrap();
}

#[tokio::test]
async fn more_callers_than_the_inbox_holds_wait_and_are_all_answered() {
    let strings = Strings::default();
    strings.hold_commits();
    let late = ByHand::new(NINE.plus(STORE_TIME_EVERY_MS));
    let (handle, _running) = engine(&strings, late);
    let mut begun = strings.begun.subscribe();
    soon(begun.wait_for(|n| *n == 1)).await.unwrap();
    let mut tasks = JoinSet::new();
    for n in 0..3_000 {
        send(&mut tasks, &handle, cancel(n, "1"));
    }
    let_all_send(&tasks).await;
    strings.release_commits();
    let results = soon(tasks.join_all()).await;
    assert_eq!(results.len(), 3_000);
    for result in results {
        assert!(matches!(result, Err(ActError::Refused(_))), "{result:?}");
    }
}

#[tokio::test]
async fn idle_engines_store_the_time() {
    let strings = Strings::default();
    let late = NINE.plus(STORE_TIME_EVERY_MS);
    let (_handle, _running) = engine(&strings, ByHand::new(late));
    let mut committed = strings.committed.subscribe();
    soon(committed.wait_for(|revision| *revision == 1))
        .await
        .unwrap();
    assert_eq!(strings.stored().await.records.fleet_time, late);
}

#[tokio::test]
async fn a_call_is_missed_when_its_time_has_come() {
    let strings = Strings::default();
    let (handle, _running) = engine(
        &strings,
        MonotonicClock::new(NINE, 10_000, Wall::Own(TimeOfDay(NINE.0))),
    );
    for act in [enroll(1), attach(), add_numbered(2, "12")] {
        soon(handle.act(act)).await.unwrap();
    }
    let mut published = handle.published();
    soon(async {
        loop {
            let states = |fleet: &Fleet| fleet.tickets().map(|t| t.state.clone()).collect();
            let states: Vec<State> = handle.ask(states).await.unwrap();
            if states == [State::Missed] {
                break;
            }
            published.changed().await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn the_clock_goes_on_from_a_time_that_was_confirmed() {
    let strings = Strings::default();
    let stored = FleetTime(NINE.0 - 90 * DAY);
    let records = Records {
        fleet_time: stored,
        ..Records::default()
    };
    let clock = ByHand::beside(stored, TimeOfDay(NINE.0));
    let (handle, _running) = engine_of(&strings, clock.clone(), records);
    soon(handle.act(Act::staff(
        request(1),
        Command::ConfirmTime { ahead_ms: None },
    )))
    .await
    .unwrap();
    // The question comes after the batch, and the batch ends with the clock.
    let now = soon(handle.ask(Fleet::now)).await.unwrap();
    assert_eq!(now, NINE);
    assert_eq!(clock.now(), NINE);
}

#[tokio::test]
async fn who_asks_is_told_the_time_of_now_though_nothing_has_happened() {
    let strings = Strings::default();
    let clock = ByHand::new(NINE);
    let (handle, _running) = engine(&strings, clock.clone());
    soon(handle.act(add(1))).await.unwrap();
    clock.pass(1_234);
    let now = soon(handle.ask(|fleet| (fleet.now(), fleet.time_of_day()))).await;
    assert_eq!(now.unwrap(), (NINE.plus(1_234), TimeOfDay(NINE.0 + 1_234)));
    // So is who makes an act of it: a code by the time of day is right or wrong now.
    clock.pass(1_234);
    let trip = handle.ask_and_act(|fleet| Err::<(Act, ()), _>(fleet.now()), |_, _, ()| ());
    assert_eq!(soon(trip).await.unwrap(), Err(NINE.plus(2 * 1_234)));
}

#[tokio::test]
async fn people_are_told_of_every_commit() {
    let strings = Strings::default();
    let (handle, _running) = engine(&strings, ByHand::new(NINE));
    let mut published = handle.published();
    assert_eq!(published.borrow().revision, 0);
    soon(handle.act(add(1))).await.unwrap();
    let seen = *soon(published.wait_for(|p| p.revision == 1)).await.unwrap();
    assert_eq!(seen.fleet_time, NINE);
}

#[tokio::test]
async fn an_engine_that_is_stopped_says_so() {
    let strings = Strings::default();
    let (handle, running) = engine(&strings, ByHand::new(NINE));
    running.stopper().stop();
    soon(running.wait()).await.unwrap();
    let refused = soon(handle.act(add(1))).await;
    assert!(matches!(refused, Err(ActError::Stopped)), "{refused:?}");
    assert!(soon(handle.ask(Fleet::now)).await.is_err());
}

#[tokio::test]
async fn an_engine_ends_when_nobody_can_reach_it() {
    let strings = Strings::default();
    let (handle, running) = engine(&strings, ByHand::new(NINE));
    drop(handle);
    soon(running.wait()).await.unwrap();
}

#[tokio::test]
async fn an_engine_that_breaks_ends_with_an_error() {
    let strings = Strings::default();
    let (handle, running) = engine(&strings, ByHand::new(NINE));
    let broken = soon(handle.ask(|_| -> u32 { panic!("a fault, made for this test") })).await;
    assert!(broken.is_err());
    let ended = soon(running.wait()).await;
    assert!(matches!(ended, Err(EngineError::Panicked)), "{ended:?}");
}
