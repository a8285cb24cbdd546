//! What the engine takes in and writes down, and that it goes on where something is beyond that.

use crate::support::engine::{ByHand, NINE, PC, Strings, add, engine, fleet, request};
use crate::support::soon;
use madoguchi_controller::engine::ActError;
use madoguchi_controller::store::MAX_RECORD_BYTES;
use madoguchi_fleet::command::{Act, AddTicket, Command, InstallLicense, SessionEnded};
use madoguchi_fleet::decision::{Change, WalkUp};
use madoguchi_fleet::ids::{ConnectionId, Serial, SessionId};
use madoguchi_fleet::outcome::{Kind, Outcome};
use madoguchi_fleet::settings::WALK_UPS_PER_UNIT;
use madoguchi_fleet::wish::{MAX_WISHES, Wish};
use madoguchi_fleet::{Records, Refusal};
use madoguchi_licensing::grant::{Binding, Environment, Grant, LicenseId};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::task::JoinSet;

fn install(n: u64, bytes: usize) -> Act {
    install_named(n, "L-1", bytes)
}

fn install_named(n: u64, id: &str, bytes: usize) -> Act {
    let grant = Grant {
        issuer_key: madoguchi_licensing::grant::KeyId([9; 8]),
        sequence: n,
        issued_at_ms: 1,
        id: LicenseId::parse(id).unwrap(),
        environment: Environment::Test,
        binding: Binding::Additional {
            installation: PC,
            seats: 1,
        },
        not_before_ms: 0,
        not_after_ms: None,
        supersedes: Vec::new(),
        lineage: LicenseId::parse(id).unwrap(),
        issuer: "Vendor".into(),
    };
    let license = InstallLicense {
        revocations: None,
        old_pc_died: false,
        grant,
        document: vec![7; bytes].into(),
        installation: PC,
    };
    Act::staff(request(n), Command::InstallLicense(Box::new(license)))
}

#[tokio::test]
async fn what_no_record_can_hold_is_refused_before_it_is_written_and_the_engine_goes_on() {
    let strings = Strings::default();
    let (handle, running) = engine(&strings, ByHand::new(NINE));
    let refused = soon(handle.act(install(1, MAX_RECORD_BYTES + 1))).await;
    assert!(matches!(refused, Err(ActError::TooLarge { bytes }) if bytes == MAX_RECORD_BYTES + 1));
    assert_eq!(
        soon(handle.ask(|fleet| fleet.licenses().count()))
            .await
            .unwrap(),
        0
    );
    // In one batch with others: they are done.
    let mut all = JoinSet::new();
    for n in 2..20 {
        let (handle, act) = (
            handle.clone(),
            if n % 3 == 0 {
                install(n, 1 << 20)
            } else {
                add(n)
            },
        );
        all.spawn(async move { handle.act(act).await });
    }
    let answers = soon(all.join_all()).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 12);
    soon(handle.act(install(30, 40 * 1024))).await.unwrap();
    drop(handle);
    soon(running.wait()).await.unwrap();
    let stored = strings.stored().await;
    assert_eq!(stored.records.tickets.len(), 12);
}

#[tokio::test]
async fn the_largest_ticket_that_can_come_about_fits_into_a_record() {
    // Its wishes are as long as they can be, and its story and its attempts are full: each time the call runs out.
    let clock = ByHand::new(NINE);
    let strings = Strings::default();
    let (handle, running) = engine(&strings, clock.clone());
    soon(handle.act(crate::support::engine::enroll(1)))
        .await
        .unwrap();
    soon(handle.act(crate::support::engine::attach()))
        .await
        .unwrap();
    let tag = |n: usize| Wish::Tag(madoguchi_fleet::ids::Tag::parse(&format!("{n:0>32}")).unwrap());
    let ticket = AddTicket {
        number: madoguchi_fleet::ids::Number::parse("受付番号一二三四"),
        prefers: (0..MAX_WISHES).map(tag).collect(),
        ..AddTicket::default()
    };
    let number = ticket.number.clone().unwrap();
    soon(handle.act(Act::staff(request(2), Command::AddTicket(ticket))))
        .await
        .unwrap();
    use madoguchi_controller::engine::Clock as _;
    for n in 0..1_000 {
        clock.shift(100_000);
        let recall = Command::RecallTicket {
            number: number.clone(),
        };
        let call = Command::CallTicket {
            number: number.clone(),
            unit: None,
        };
        // Missed, recalled, called: until it was called as often as any ticket may be.
        let recalled = soon(handle.act(Act::staff(request(1_000 + 2 * n), recall))).await;
        let called = soon(handle.act(Act::staff(request(1_001 + 2 * n), call))).await;
        if recalled.is_err() && called.is_err() && n > 0 {
            break;
        }
    }
    drop(handle);
    soon(running.wait()).await.unwrap();
    let stored = strings.stored().await;
    let ticket = &stored.records.tickets[0];
    assert!(
        ticket.attempts.len() > 100,
        "{} attempts",
        ticket.attempts.len()
    );
}

#[tokio::test]
async fn questions_without_end_keep_no_act_out() {
    let strings = Strings::default();
    let (handle, _running) = engine(&strings, ByHand::new(NINE));
    strings.hold_commits();
    let mut held = JoinSet::new();
    {
        let handle = handle.clone();
        held.spawn(async move { handle.act(add(1)).await.is_ok() });
    }
    let mut begun = strings.begun.subscribe();
    soon(begun.wait_for(|n| *n == 1)).await.unwrap();
    // More than the inbox holds, while nothing leaves it.
    let asked = Arc::new(AtomicUsize::new(0));
    let mut questions = JoinSet::new();
    for _ in 0..5_000 {
        let (handle, asked) = (handle.clone(), Arc::clone(&asked));
        questions.spawn(async move {
            asked.fetch_add(1, Ordering::SeqCst);
            handle.ask(|fleet| fleet.now()).await.is_ok()
        });
    }
    while asked.load(Ordering::SeqCst) < 5_000 {
        tokio::task::yield_now().await;
    }
    // The act finds its place at once: it is in the same next batch as the first questions.
    {
        let handle = handle.clone();
        held.spawn(async move { handle.act(add(2)).await.is_ok() });
    }
    tokio::task::yield_now().await;
    strings.release_commits();
    assert!(soon(held.join_all()).await.iter().all(|done| *done));
    assert!(questions.len() == 5_000, "none was thrown away");
    assert!(soon(questions.join_all()).await.iter().all(|done| *done));
}

#[tokio::test]
async fn more_licenses_than_an_installation_has_are_refused() {
    let strings = Strings::default();
    let (handle, _running) = engine(&strings, ByHand::new(NINE));
    for n in 1..=256 {
        let act = install_named(n, &format!("L-{n}"), 100);
        soon(handle.act(act)).await.unwrap();
    }
    let refused = soon(handle.act(install_named(257, "L-257", 100))).await;
    assert!(
        matches!(
            refused,
            Err(ActError::Refused(Refusal::TooManyLicenses(256)))
        ),
        "{refused:?}"
    );
    soon(handle.act(add(258))).await.unwrap();
}

#[tokio::test]
async fn a_reader_that_makes_up_walk_ups_without_end_takes_its_own_place_alone() {
    let outcome = Outcome {
        kind: Kind::GivenUp,
        duration_ms: 1,
        face_ms: None,
    };
    let session = |n: usize| SessionId((n as u128).to_be_bytes());
    let walk_up = |unit: &str, n: usize| WalkUp {
        session: session(n),
        unit: Serial::parse(unit).unwrap(),
        ended_at: NINE.plus(n as i64 - 1_000_000),
        outcome: outcome.clone(),
        bound_to: None,
    };
    // Older than all of the other's, and not touched.
    let others = (0..10).map(|n| walk_up("CR-0002", n));
    let own = (10..10 + WALK_UPS_PER_UNIT).map(|n| walk_up("CR-0001", n));
    let records = Records {
        walk_ups: others.chain(own).collect(),
        ..Records::default()
    };
    let mut fleet = fleet(records);
    for act in [
        crate::support::engine::enroll(1),
        crate::support::engine::attach(),
    ] {
        let _ = fleet.decide(NINE, act).unwrap();
    }
    let made_up = Act::reader(Command::SessionEnded(SessionEnded {
        serial: crate::support::engine::serial(),
        connection: ConnectionId(1),
        session: session(999_999),
        assignment: None,
        outcome,
        age_ms: 0,
    }));
    let changes = fleet.decide(NINE, made_up).unwrap().changes;
    let forgotten: Vec<_> = changes
        .iter()
        .filter_map(|change| match change {
            Change::ForgetWalkUp(session) => Some(*session),
            _ => None,
        })
        .collect();
    assert_eq!(forgotten, [session(10)]);
    assert!(fleet.walk_up(session(0)).is_some());
    assert!(fleet.walk_up(session(999_999)).is_some());
    let own = fleet.walk_ups_of(&crate::support::engine::serial()).count();
    assert_eq!(own, WALK_UPS_PER_UNIT);
}
