//! A reader whose engine is a program of its own, in Python: whatever that program does wrong, the device goes on,
//! says what is wrong under a code, and starts it again.

use std::time::Duration;

use crate::{engines, soon};
use madoguchi_agent::device::{Device, DeviceEvent};
use madoguchi_agent::process::{Process, RestartCommand, Settings, Via};
use madoguchi_agent::session::{Order, SessionId};
use madoguchi_proto::v1::{Assignment, Environment, Health, HealthState, Outcome, OutcomeKind};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};

const SERIAL: &str = "R-1";

fn reader(settings: Settings) -> Process {
    Process::new(settings, SERIAL, Environment::Test)
}

async fn next(reader: &mut Process) -> DeviceEvent {
    soon("an event", reader.next_event()).await.unwrap()
}

fn health(state: HealthState, codes: &[&str]) -> DeviceEvent {
    DeviceEvent::HealthChanged(Health {
        state: state.into(),
        codes: codes.iter().map(|code| (*code).to_owned()).collect(),
    })
}

fn faulted(code: &str) -> DeviceEvent {
    health(HealthState::Faulted, &[code])
}

fn healthy() -> DeviceEvent {
    health(HealthState::Healthy, &[])
}

fn call() -> Order {
    Order::ShowCall {
        assignment: Assignment {
            ticket_id: 1,
            attempt: 1,
        },
        number: "12".to_owned(),
    }
}

fn begin(id: u8) -> Order {
    Order::BeginSession {
        session_id: SessionId([id; 16]),
        assignment: None,
        number: None,
    }
}

fn failed(event: DeviceEvent) -> String {
    match event {
        DeviceEvent::SessionEnded(outcome) if outcome.kind() == OutcomeKind::UnitFailed => {
            outcome.error_code
        }
        other => panic!("a failed session expected: {other:?}"),
    }
}

fn verified() -> Outcome {
    Outcome {
        kind: OutcomeKind::VerifiedFace.into(),
        duration_ms: 4_200,
        face_ms: 3_100,
        ..Outcome::default()
    }
}

/// Serves a patient from the call to the card's removal.
async fn serves(reader: &mut Process) {
    reader.order(call()).unwrap();
    assert_eq!(next(reader).await, DeviceEvent::CardPlaced);
    reader.order(begin(9)).unwrap();
    let outcome = verified();
    assert_eq!(
        next(reader).await,
        DeviceEvent::SessionEnded(outcome.clone())
    );
    reader.order(Order::ShowResult { outcome }).unwrap();
    assert_eq!(next(reader).await, DeviceEvent::CardRemoved);
}

/// An engine that is broken the first time and good from then on.
fn broken_once(kind: &str, folder: &std::path::Path) -> Option<Settings> {
    let marker = folder.join("was-broken");
    engines::child(&["broken.py", kind, "--once", marker.to_str().unwrap()])
}

#[tokio::test]
async fn an_engine_that_crashes_in_a_session_ends_it_and_is_started_again() {
    let folder = tempfile::tempdir().unwrap();
    let Some(settings) = broken_once("Crash", folder.path()) else {
        return;
    };
    let mut reader = reader(settings);
    reader.order(call()).unwrap();
    assert_eq!(next(&mut reader).await, DeviceEvent::CardPlaced);
    reader.order(begin(1)).unwrap();
    assert_eq!(failed(next(&mut reader).await), "E-ENGINE-CRASH");
    assert_eq!(next(&mut reader).await, faulted("E-ENGINE-CRASH"));
    // The order that stood is over; the next engine finds no card.
    assert_eq!(next(&mut reader).await, healthy());
    assert_eq!(next(&mut reader).await, DeviceEvent::CardRemoved);
    serves(&mut reader).await;
    reader.close().await;
}

#[tokio::test]
async fn a_call_outlives_the_engine_that_was_to_show_it() {
    let folder = tempfile::tempdir().unwrap();
    let Some(settings) = broken_once("CrashAtCall", folder.path()) else {
        return;
    };
    let mut reader = reader(settings);
    reader.order(call()).unwrap();
    assert_eq!(next(&mut reader).await, faulted("E-ENGINE-CRASH"));
    assert_eq!(next(&mut reader).await, healthy());
    assert_eq!(next(&mut reader).await, DeviceEvent::CardPlaced);
    reader.close().await;
}

#[tokio::test]
async fn an_engine_that_fills_its_standard_error_is_not_held_up() {
    let Some(settings) = engines::child(&["broken.py", "Chatty"]) else {
        return;
    };
    let mut reader = reader(settings);
    serves(&mut reader).await;
    reader.close().await;
}

#[tokio::test]
async fn a_session_that_begins_when_the_engine_is_gone_fails_at_once() {
    let Some(settings) = engines::child(&["broken.py", "Crash"]) else {
        return;
    };
    let mut reader = reader(settings);
    reader.order(call()).unwrap();
    assert_eq!(next(&mut reader).await, DeviceEvent::CardPlaced);
    reader.order(begin(1)).unwrap();
    failed(next(&mut reader).await);
    assert_eq!(next(&mut reader).await, faulted("E-ENGINE-CRASH"));
    reader.order(begin(2)).unwrap();
    assert_eq!(failed(next(&mut reader).await), "E-ENGINE-CRASH");
    reader.close().await;
}

#[tokio::test]
async fn an_engine_that_hangs_is_killed_and_started_again() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut settings) = broken_once("Hang", folder.path()) else {
        return;
    };
    settings.limits.ping = Duration::from_millis(100);
    settings.limits.answer = Duration::from_secs(3);
    let mut reader = reader(settings);
    assert_eq!(next(&mut reader).await, faulted("E-ENGINE-HANG"));
    assert_eq!(next(&mut reader).await, healthy());
    reader.close().await;
}

#[tokio::test]
async fn an_engine_that_never_ends_its_session_hangs() {
    let Some(mut settings) = engines::child(&["broken.py", "EndlessSession"]) else {
        return;
    };
    settings.limits.session = Duration::from_millis(100);
    settings.limits.answer = Duration::from_secs(3);
    let mut reader = reader(settings);
    reader.order(call()).unwrap();
    assert_eq!(next(&mut reader).await, DeviceEvent::CardPlaced);
    reader.order(begin(1)).unwrap();
    assert_eq!(failed(next(&mut reader).await), "E-ENGINE-HANG");
    assert_eq!(next(&mut reader).await, faulted("E-ENGINE-HANG"));
    reader.close().await;
}

#[tokio::test]
async fn an_engine_that_says_no_proper_hello_is_faulted_with_the_reason_as_a_code() {
    for (kind, code) in [
        ("Banner", "E-ENGINE-HELLO"),
        ("Newer", "E-ENGINE-VERSION"),
        ("OtherReader", "E-ENGINE-SERIAL"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let Some(settings) = broken_once(kind, folder.path()) else {
            return;
        };
        let mut reader = reader(settings);
        assert_eq!(next(&mut reader).await, faulted(code));
        assert_eq!(next(&mut reader).await, healthy());
        reader.close().await;
    }
}

#[tokio::test]
async fn an_engine_that_never_says_hello_is_given_up() {
    let Some(mut settings) = engines::child(&["broken.py", "Mute"]) else {
        return;
    };
    settings.limits.start = Duration::from_millis(500);
    let mut reader = reader(settings);
    assert_eq!(next(&mut reader).await, faulted("E-ENGINE-HELLO"));
    reader.close().await;
}

#[tokio::test]
async fn an_engine_that_is_not_there_is_a_fault_of_the_unit() {
    let settings = Settings {
        via: Via::Command {
            command: vec!["./no-such-engine".to_owned()],
            folder: engines::folder(),
        },
        limits: engines::patient(),
        restart: None,
    };
    let mut reader = reader(settings);
    assert_eq!(next(&mut reader).await, faulted("E-ENGINE-START"));
    reader.close().await;
}

#[tokio::test]
async fn an_engine_that_is_restarted_ends_in_order_and_the_next_one_serves() {
    let Some(settings) = engines::child(&["engine.py"]) else {
        return;
    };
    let mut reader = reader(settings);
    assert!(reader.restarts());
    serves(&mut reader).await;
    reader.order(Order::ShowIdle).unwrap();
    reader.restart();
    assert_eq!(next(&mut reader).await, DeviceEvent::Restarted);
    serves(&mut reader).await;
    reader.close().await;
}

#[cfg(unix)]
#[tokio::test]
async fn what_its_maker_set_up_for_a_restart_runs_without_a_shell_and_its_failure_keeps_nobody_out()
{
    let folder = tempfile::tempdir().unwrap();
    let Some(mut settings) = engines::child(&["engine.py"]) else {
        return;
    };
    let ran = folder.path().join("ran $HOME");
    let own = |words: &[&str]| {
        Some(RestartCommand {
            command: words.iter().map(|word| (*word).to_owned()).collect(),
            folder: folder.path().to_owned(),
            limit: Duration::from_secs(60),
            wait: Duration::ZERO,
        })
    };
    settings.restart = own(&["touch", "ran $HOME"]);
    let mut good = reader(settings.clone());
    good.restart();
    assert_eq!(next(&mut good).await, DeviceEvent::Restarted);
    assert!(ran.exists());
    good.close().await;
    for words in [&["false"][..], &["./no-such-program"]] {
        settings.restart = own(words);
        let mut reader = reader(settings.clone());
        reader.restart();
        assert_eq!(next(&mut reader).await, DeviceEvent::Restarted);
        serves(&mut reader).await;
        reader.close().await;
    }
}

#[test]
fn an_engine_that_somebody_else_starts_is_restarted_only_where_its_maker_says_how() {
    let mut settings = Settings {
        via: Via::Socket("engine.sock".into()),
        limits: engines::patient(),
        restart: None,
    };
    let restarts = |settings: &Settings| reader(settings.clone()).restarts();
    assert!(!restarts(&settings));
    settings.restart = Some(RestartCommand {
        command: vec!["true".to_owned()],
        folder: "".into(),
        limit: RestartCommand::LIMIT,
        wait: RestartCommand::WAIT,
    });
    assert!(restarts(&settings));
}

#[tokio::test]
async fn a_little_nonsense_is_passed_over_and_what_makes_sense_counts() {
    let Some(settings) = engines::child(&["broken.py", "Nonsense"]) else {
        return;
    };
    let mut reader = reader(settings);
    assert_eq!(next(&mut reader).await, DeviceEvent::CardPlaced);
    reader.close().await;
}

#[tokio::test]
async fn an_engine_that_says_too_much_nonsense_or_simply_too_much_is_started_again() {
    for (kind, code) in [
        ("Babble", "E-ENGINE-NONSENSE"),
        ("Flood", "E-ENGINE-FLOOD"),
        ("Endless", "E-ENGINE-NONSENSE"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let Some(settings) = broken_once(kind, folder.path()) else {
            return;
        };
        let mut reader = reader(settings);
        let until_faulted = async {
            loop {
                match next(&mut reader).await {
                    DeviceEvent::CardPlaced | DeviceEvent::CardRemoved => {}
                    other => return other,
                }
            }
        };
        assert_eq!(until_faulted.await, faulted(code), "{kind}");
        assert_eq!(next(&mut reader).await, healthy(), "{kind}");
        reader.close().await;
    }
}

#[tokio::test]
async fn an_outcome_that_makes_no_sense_fails_its_session_and_nothing_else() {
    let Some(settings) = engines::child(&["broken.py", "BadOutcome"]) else {
        return;
    };
    let mut reader = reader(settings);
    reader.order(call()).unwrap();
    assert_eq!(next(&mut reader).await, DeviceEvent::CardPlaced);
    reader.order(begin(1)).unwrap();
    let DeviceEvent::SessionEnded(outcome) = next(&mut reader).await else {
        panic!("the session has to end");
    };
    assert_eq!(outcome.error_code, "E-ENGINE-OUTCOME");
    reader.order(Order::ShowResult { outcome }).unwrap();
    assert_eq!(next(&mut reader).await, DeviceEvent::CardRemoved);
    serves(&mut reader).await;
    reader.close().await;
}

/// A connection that stands as long as the engine, or anything that it started.
async fn witness(listener: &TcpListener) -> TcpStream {
    soon("the witness", listener.accept()).await.unwrap().0
}

async fn ends(mut witness: TcpStream) {
    // Closed or cut: the process is gone.
    soon("the engine's end", witness.read(&mut [0])).await.ok();
}

/// Lets the device work until the engine is connected to the witness.
async fn start(reader: &mut Process, listener: &TcpListener) -> TcpStream {
    tokio::select! {
        event = reader.next_event() => panic!("the engine should start: {event:?}"),
        witness = witness(listener) => witness,
    }
}

#[tokio::test]
async fn an_engine_ends_with_its_agent_by_itself() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let Some(settings) = engines::child(&["broken.py", "Crash", "--witness", &port]) else {
        return;
    };
    let mut reader = reader(settings);
    let witness = start(&mut reader, &listener).await;
    soon("the closing", reader.close()).await;
    ends(witness).await;
}

#[tokio::test]
async fn an_engine_that_does_not_end_with_its_agent_is_killed_with_all_that_it_started() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let Some(mut settings) = engines::child(&["broken.py", "Stubborn", "--witness", &port]) else {
        return;
    };
    settings.limits.stop = Duration::from_millis(200);
    let mut reader = reader(settings);
    let witness = start(&mut reader, &listener).await;
    // Once it listens, it has started what is to be killed with it.
    reader.order(call()).unwrap();
    assert_eq!(next(&mut reader).await, DeviceEvent::CardPlaced);
    soon("the closing", reader.close()).await;
    if cfg!(unix) {
        ends(witness).await;
    }
}

#[tokio::test]
async fn an_engine_whose_agent_goes_down_in_a_hurry_does_not_stay() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let Some(settings) = engines::child(&["broken.py", "Hang", "--witness", &port]) else {
        return;
    };
    let mut reader = reader(settings);
    let witness = start(&mut reader, &listener).await;
    drop(reader);
    ends(witness).await;
}
