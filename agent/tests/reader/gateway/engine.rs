//! A whole agent whose reader is driven by an engine of its own, in Python: as a child process and behind a socket.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use madoguchi_agent::process::{Process, Settings, Via};
use madoguchi_agent::run;
use madoguchi_proto::v1::reader_event::Event;
use madoguchi_proto::v1::{Health, HealthState, Outcome, OutcomeKind};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::controller::{Connection, Controller, call};
use super::pki::Pki;
use super::{attached, hand_out, outcome, parts, placed};
use crate::{engines, soon};

/// A running agent with an engine.
struct Agent {
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), madoguchi_agent::Error>>,
}

impl Agent {
    fn start(pki: &Pki, controller: &Controller, spool: &Path, settings: Settings) -> Self {
        let parts = parts(pki, controller, spool);
        let engine = Process::new(settings, parts.credentials.serial(), parts.environment);
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(run(parts, engine, async move {
            stopped.await.ok();
        }));
        Self { stop, task }
    }

    async fn stops(self) {
        self.stop.send(()).unwrap();
        soon("the end", self.task).await.unwrap().unwrap();
    }
}

/// An engine that the test starts, as a service manager would.
struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

async fn health(connection: &mut Connection) -> Health {
    match connection.event().await.1 {
        Event::Health(health) => health,
        other => panic!("a change of state expected: {other:?}"),
    }
}

async fn removed(connection: &mut Connection) {
    let (_, event) = connection.event().await;
    assert!(matches!(event, Event::CardRemoved(_)), "{event:?}");
}

/// One patient, from the call to the card's removal.
async fn serves(connection: &mut Connection, ticket_id: u64) {
    connection.say(call(ticket_id)).await;
    assert_eq!(placed(connection).await, Some(hand_out(ticket_id)));
    let (_, ended) = outcome(connection).await;
    let verified = Outcome {
        kind: OutcomeKind::VerifiedFace.into(),
        duration_ms: 4_200,
        face_ms: 3_100,
        ..Outcome::default()
    };
    assert_eq!(
        (ended.assignment, ended.outcome),
        (Some(hand_out(ticket_id)), Some(verified))
    );
    removed(connection).await;
}

#[tokio::test]
async fn an_engine_as_a_child_process_serves_a_patient() {
    let Some(settings) = engines::child(&["engine.py"]) else {
        return;
    };
    let (pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    let agent = Agent::start(&pki, &controller, spool.path(), settings);
    let (mut connection, _) = attached(&mut controller).await;
    serves(&mut connection, 12).await;
    serves(&mut connection, 13).await;
    agent.stops().await;
}

#[tokio::test]
async fn an_engine_that_crashes_in_a_session_costs_that_session_and_not_the_link() {
    let folder = tempfile::tempdir().unwrap();
    let marker = folder.path().join("crashed");
    let words = ["broken.py", "Crash", "--once", marker.to_str().unwrap()];
    let Some(settings) = engines::child(&words) else {
        return;
    };
    let (pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    let agent = Agent::start(&pki, &controller, spool.path(), settings);
    let (mut connection, _) = attached(&mut controller).await;
    connection.say(call(12)).await;
    assert_eq!(placed(&mut connection).await, Some(hand_out(12)));
    // Outcome and state come from the spool and from the engine: in either order.
    let (mut failed, mut faulted) = (None, None);
    while failed.is_none() || faulted.is_none() {
        match connection.event().await.1 {
            Event::SessionEnded(ended) => failed = ended.outcome,
            Event::Health(health) => faulted = Some(health),
            other => panic!("outcome and state expected: {other:?}"),
        }
    }
    let failed = failed.unwrap();
    assert_eq!(
        (failed.kind(), failed.error_code.as_str()),
        (OutcomeKind::UnitFailed, "E-ENGINE-CRASH")
    );
    let faulted = faulted.unwrap();
    assert_eq!(
        (faulted.state(), faulted.codes.as_slice()),
        (
            HealthState::Faulted,
            ["E-ENGINE-CRASH".to_owned()].as_slice()
        )
    );
    assert_eq!(health(&mut connection).await.state(), HealthState::Healthy);
    removed(&mut connection).await;
    serves(&mut connection, 13).await;
    agent.stops().await;
}

#[cfg(unix)]
fn behind_a_socket(path: &Path) -> (Settings, impl Fn() -> Service + use<>) {
    let settings = Settings {
        via: Via::Socket(path.to_owned()),
        limits: engines::patient(),
        restart: None,
    };
    let path = path.to_owned();
    let start = move || {
        let mut python = Command::new("python3");
        python.arg("-B").arg(engines::folder().join("engine.py"));
        python.arg("--socket").arg(&path).stderr(Stdio::null());
        Service(python.spawn().unwrap())
    };
    (settings, start)
}

#[cfg(unix)]
#[tokio::test]
async fn an_engine_behind_a_socket_serves_and_is_found_again_after_it_was_restarted() {
    if !engines::has_python() {
        return;
    }
    let (pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let (settings, start) = behind_a_socket(&folder.path().join("engine.sock"));
    let mut controller = Controller::start(&pki);
    // The agent is there first; that is no fault.
    let agent = Agent::start(&pki, &controller, spool.path(), settings);
    let (mut connection, _) = attached(&mut controller).await;
    let engine = start();
    serves(&mut connection, 12).await;
    drop(engine);
    let faulted = health(&mut connection).await;
    assert_eq!(faulted.state(), HealthState::Faulted);
    let engine = start();
    // It may have been looked for in vain meanwhile.
    while health(&mut connection).await.state() != HealthState::Healthy {}
    serves(&mut connection, 13).await;
    agent.stops().await;
    drop(engine);
}
