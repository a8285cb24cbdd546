//! What the engine takes in and writes down, and that it goes on where something is beyond that.

use crate::support::engine::{ByHand, NINE, PC, Strings, add, engine, request};
use crate::support::soon;
use madoguchi_fleet::command::{Act, AddTicket, Command, InstallLicense};
use madoguchi_fleet::ids::PersonName;
use madoguchi_fleet::ticket::Actor;
use madoguchi_fleet::wish::{MAX_WISHES, Wish};
use madoguchi_licensing::document::MAX_LEN;
use madoguchi_licensing::grant::{Binding, Environment, Grant, LicenseId};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::task::JoinSet;

fn install(n: u64, bytes: usize) -> Act {
    let id = LicenseId::parse("L-1").unwrap();
    let grant = Grant {
        issuer_key: madoguchi_licensing::grant::KeyId([9; 8]),
        sequence: n,
        issued_at_ms: 1,
        id: id.clone(),
        environment: Environment::Test,
        binding: Binding::Additional {
            installation: PC,
            seats: 1,
        },
        not_before_ms: 0,
        not_after_ms: None,
        supersedes: Vec::new(),
        lineage: id,
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
async fn a_license_with_the_largest_document_is_kept_with_what_else_is_in_its_batch() {
    let strings = Strings::default();
    let (handle, running) = engine(&strings, ByHand::new(NINE));
    let mut all = JoinSet::new();
    for n in 1..13 {
        let (handle, act) = (
            handle.clone(),
            match n {
                1 => install(n, MAX_LEN),
                _ => add(n),
            },
        );
        all.spawn(async move { handle.act(act).await });
    }
    let answers = soon(all.join_all()).await;
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    drop(handle);
    soon(running.wait()).await.unwrap();
    let stored = strings.stored().await;
    assert_eq!(stored.records.tickets.len(), 11);
    // Nobody believes licenses here: what is stored is noted.
    assert_eq!(stored.notes.len(), 1);
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
        insist: true,
        ..AddTicket::default()
    };
    let number = ticket.number.clone().unwrap();
    // Whoever acts has the longest name there is.
    let name = PersonName::parse(&"𠮷".repeat(PersonName::MAX_CHARS)).unwrap();
    let by = |request, command| Act {
        actor: Actor::User(name.clone()),
        ..Act::staff(request, command)
    };
    soon(handle.act(by(request(2), Command::AddTicket(ticket))))
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
        let recalled = soon(handle.act(by(request(1_000 + 2 * n), recall))).await;
        let called = soon(handle.act(by(request(1_001 + 2 * n), call))).await;
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
