//! A whole agent against a controller that is played by hand, over real TLS and gRPC on a free port: the
//! controller is dropped and started again in every state, and no session and no outcome is lost.

mod controller;
mod engine;
mod own_log;
mod pki;
mod program;
mod releases;

use std::path::Path;

use crate::logged::Logged;
use crate::soon;
use controller::{Connection, Controller, call, welcome};
use madoguchi_agent::device::{DeviceEvent, Hand, manual};
use madoguchi_agent::session::Order;
use madoguchi_agent::{Observation, Observed, Parts, run};
use madoguchi_proto::v1::attach_response::Frame;
use madoguchi_proto::v1::reader_event::Event;
use madoguchi_proto::v1::{
    Acknowledge, Assignment, Closing, Environment, Holding, Outcome, OutcomeKind, Renewed,
    SessionEnded, Text, Withdraw,
};
use pki::Pki;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// A running agent, its reader's hand, and what it was seen doing.
struct Agent {
    hand: Hand,
    seen: mpsc::Receiver<Observation>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), madoguchi_agent::Error>>,
}

impl Agent {
    fn start(pki: &Pki, controller: &Controller, spool: &Path) -> Self {
        Self::of(parts(pki, controller, spool))
    }

    fn with_log(pki: &Pki, controller: &Controller, spool: &Path, log: &Path) -> Self {
        Self::of(Parts {
            log_dir: Some(log.to_owned()),
            ..parts(pki, controller, spool)
        })
    }

    fn of(parts: Parts) -> Self {
        let (device, hand) = manual();
        let (observer, seen) = mpsc::channel(1_000);
        let (stop, stopped) = oneshot::channel::<()>();
        let parts = Parts {
            observer: Some(observer),
            ..parts
        };
        let task = tokio::spawn(run(parts, device, async move {
            stopped.await.ok();
        }));
        Self {
            hand,
            seen,
            stop,
            task,
        }
    }

    async fn happens(&self, event: DeviceEvent) {
        self.hand.events.send(event).await.unwrap();
    }

    async fn ends(&self) {
        self.happens(DeviceEvent::SessionEnded(verified())).await;
    }

    /// Waits until the reader was ordered so.
    async fn ordered(&mut self, wanted: impl Fn(&Order) -> bool) -> Order {
        let find = async {
            loop {
                let order = self.hand.orders.recv().await.expect("the agent runs");
                if wanted(&order) {
                    return order;
                }
            }
        };
        soon("an order", find).await
    }

    async fn saw(&mut self, wanted: impl Fn(&Observed) -> bool) -> Observed {
        let find = async {
            loop {
                let seen = self.seen.recv().await.expect("the agent runs");
                if wanted(&seen.what) {
                    return seen.what;
                }
            }
        };
        soon("an observation", find).await
    }

    async fn stops(self) {
        self.stop.send(()).unwrap();
        soon("the end", self.task).await.unwrap().unwrap();
    }
}

fn parts(pki: &Pki, controller: &Controller, spool: &Path) -> Parts {
    Parts {
        credentials: pki.credentials(),
        controller: controller.address().into(),
        spool_dir: spool.to_owned(),
        log_dir: None,
        environment: Environment::Test,
        virtual_port: Some("1-2".to_owned()),
        bundled_license: Some(vec![1, 2, 3]),
        factory_key: None,
        entropy_seed: Some(1),
        speed: 1.0,
        observer: None,
    }
}

fn verified() -> Outcome {
    Outcome {
        kind: OutcomeKind::VerifiedFace.into(),
        duration_ms: 9_000,
        ..Outcome::default()
    }
}

fn hand_out(ticket_id: u64) -> Assignment {
    Assignment {
        ticket_id,
        attempt: 1,
    }
}

fn is_call(order: &Order) -> bool {
    matches!(order, Order::ShowCall { .. })
}

fn is_session(order: &Order) -> bool {
    matches!(order, Order::BeginSession { .. })
}

fn is_result(order: &Order) -> bool {
    matches!(order, Order::ShowResult { .. })
}

async fn attached(controller: &mut Controller) -> (Connection, Holding) {
    let mut connection = controller.connection().await;
    let hello = connection.hello().await;
    connection.say(welcome()).await;
    (connection, hello.holding.unwrap())
}

async fn outcome(connection: &mut Connection) -> (u64, SessionEnded) {
    let (sequence, event) = connection.event().await;
    match event {
        Event::SessionEnded(ended) => (sequence, ended),
        other => panic!("an outcome expected: {other:?}"),
    }
}

async fn placed(connection: &mut Connection) -> Option<Assignment> {
    match connection.event().await.1 {
        Event::CardPlaced(card) => card.assignment,
        other => panic!("a card expected: {other:?}"),
    }
}

fn files(folder: &Path) -> usize {
    let names = std::fs::read_dir(folder).unwrap();
    names
        .filter(|entry| entry.as_ref().unwrap().file_name() != "lock")
        .count()
}

#[tokio::test]
async fn a_patient_is_called_served_and_acknowledged() {
    let (pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    let mut agent = Agent::start(&pki, &controller, spool.path());
    let mut connection = controller.connection().await;
    let hello = connection.hello().await;
    assert_eq!(
        (hello.serial.as_str(), hello.virtual_port.as_str()),
        ("R-1", "1-2")
    );
    assert_eq!(
        (hello.environment(), hello.bundled_license),
        (Environment::Test, vec![1, 2, 3])
    );
    connection.say(welcome()).await;
    connection.say(call(12)).await;
    let seen = agent
        .saw(|seen| matches!(seen, Observed::CallArrived { .. }))
        .await;
    assert!(matches!(seen, Observed::CallArrived { assignment, .. } if assignment == hand_out(12)));
    agent.ordered(is_call).await;
    agent.happens(DeviceEvent::CardPlaced).await;
    assert_eq!(placed(&mut connection).await, Some(hand_out(12)));
    agent.ordered(is_session).await;
    agent.ends().await;
    let (sequence, ended) = outcome(&mut connection).await;
    assert_eq!(
        (ended.assignment, ended.outcome),
        (Some(hand_out(12)), Some(verified()))
    );
    agent.ordered(is_result).await;
    assert_eq!(files(spool.path()), 1, "kept until it is acknowledged");
    connection
        .say(Frame::Acknowledge(Acknowledge { sequence }))
        .await;
    agent.saw(|seen| *seen == Observed::Acknowledged(2)).await;
    agent.stops().await;
    assert_eq!(files(spool.path()), 0);
}

#[tokio::test]
async fn a_called_ticket_survives_a_restart_of_the_controller() {
    let (pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    let mut agent = Agent::start(&pki, &controller, spool.path());
    let (connection, holding) = attached(&mut controller).await;
    assert_eq!(holding, Holding::default());
    connection.say(call(12)).await;
    agent.ordered(is_call).await;
    controller.restart();
    let (connection, holding) = attached(&mut controller).await;
    assert_eq!(holding.call, Some(hand_out(12)));
    let withdraw = Withdraw {
        assignment: Some(hand_out(12)),
        reason: Some(Text::default()),
    };
    connection.say(Frame::Withdraw(withdraw)).await;
    agent
        .ordered(|order| matches!(order, Order::ShowWithdrawn { .. }))
        .await;
    agent.stops().await;
}

#[tokio::test]
async fn a_session_survives_a_restart_of_the_controller() {
    let (pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    let mut agent = Agent::start(&pki, &controller, spool.path());
    let (mut connection, _) = attached(&mut controller).await;
    connection.say(call(12)).await;
    agent.ordered(is_call).await;
    agent.happens(DeviceEvent::CardPlaced).await;
    placed(&mut connection).await;
    controller.restart();
    let (mut connection, holding) = attached(&mut controller).await;
    let session = holding.session.expect("the session goes on");
    assert_eq!(session.assignment, Some(hand_out(12)));
    agent.ends().await;
    let (sequence, ended) = outcome(&mut connection).await;
    assert_eq!(sequence, 1, "a new stream counts anew");
    assert_eq!(ended.session_id, session.session_id);
    agent.stops().await;
}

#[tokio::test]
async fn a_session_that_ends_while_the_controller_is_down_is_told_when_it_is_back() {
    let (pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    let mut agent = Agent::start(&pki, &controller, spool.path());
    let (connection, _) = attached(&mut controller).await;
    connection.say(call(12)).await;
    agent.ordered(is_call).await;
    controller.stop();
    agent
        .saw(|seen| matches!(seen, Observed::LinkDown(_)))
        .await;
    agent.happens(DeviceEvent::CardPlaced).await;
    agent.ordered(is_session).await;
    agent.ends().await;
    agent.ordered(is_result).await;
    agent.happens(DeviceEvent::CardRemoved).await;
    agent.ordered(|order| *order == Order::ShowIdle).await;
    controller.restart();
    let (mut connection, holding) = attached(&mut controller).await;
    assert_eq!(holding, Holding::default());
    let (_, ended) = outcome(&mut connection).await;
    assert_eq!(ended.assignment, Some(hand_out(12)));
    agent.stops().await;
}

#[tokio::test]
async fn an_outcome_that_was_not_acknowledged_comes_again_also_from_the_next_process() {
    let (pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    let agent = Agent::start(&pki, &controller, spool.path());
    let (mut connection, _) = attached(&mut controller).await;
    agent.happens(DeviceEvent::CardPlaced).await;
    assert_eq!(placed(&mut connection).await, None, "a walk-up");
    agent.ends().await;
    let (_, first) = outcome(&mut connection).await;
    controller.restart();
    let (mut connection, holding) = attached(&mut controller).await;
    assert!(holding.card_present && holding.session.is_none());
    let (sequence, second) = outcome(&mut connection).await;
    assert_eq!((sequence, &second.session_id), (1, &first.session_id));
    agent.stops().await;
    let mut agent = Agent::start(&pki, &controller, spool.path());
    let (mut connection, holding) = attached(&mut controller).await;
    assert_eq!(
        holding,
        Holding::default(),
        "nothing but the outcome outlives the process"
    );
    let (sequence, third) = outcome(&mut connection).await;
    assert_eq!(third.session_id, first.session_id);
    connection
        .say(Frame::Acknowledge(Acknowledge { sequence }))
        .await;
    agent
        .saw(|seen| matches!(seen, Observed::Acknowledged(_)))
        .await;
    agent.stops().await;
    assert_eq!(files(spool.path()), 0);
}

#[tokio::test]
async fn nothing_waits_for_an_acknowledgement_and_one_stands_for_all_before_it() {
    let (pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    let mut agent = Agent::start(&pki, &controller, spool.path());
    let (mut connection, _) = attached(&mut controller).await;
    for ticket in 12..=14 {
        connection.say(call(ticket)).await;
        agent.ordered(is_call).await;
        agent.happens(DeviceEvent::CardPlaced).await;
        assert_eq!(placed(&mut connection).await, Some(hand_out(ticket)));
        agent.ordered(is_session).await;
        agent.ends().await;
        let (_, ended) = outcome(&mut connection).await;
        assert_eq!(ended.assignment, Some(hand_out(ticket)));
        agent.ordered(is_result).await;
        agent.happens(DeviceEvent::CardRemoved).await;
        let (sequence, event) = connection.event().await;
        assert!(matches!(event, Event::CardRemoved(_)), "{event:?}");
        assert_eq!(sequence, 3 * (ticket - 11), "card, outcome, removal");
    }
    assert_eq!(files(spool.path()), 3);
    // Up to the second outcome everything is durable; then the link breaks.
    let sequence = 5;
    connection
        .say(Frame::Acknowledge(Acknowledge { sequence }))
        .await;
    agent
        .saw(|seen| *seen == Observed::Acknowledged(sequence))
        .await;
    controller.restart();
    let mut connection = controller.connection().await;
    assert_eq!(connection.hello().await.spooled, 1);
    let (sequence, ended) = outcome(&mut connection).await;
    assert_eq!((sequence, ended.assignment), (1, Some(hand_out(14))));
    agent.stops().await;
    assert_eq!(files(spool.path()), 1);
}

/// Waits until the log has these words.
async fn noted(log: &Logged, words: &str) {
    let find = async {
        while !log.has(words) {
            tokio::task::yield_now().await;
        }
    };
    soon(words, find).await;
}

#[tokio::test]
async fn what_cannot_be_kept_or_used_is_noted_and_the_agent_goes_on() {
    let (pki, place) = (Pki::new(), tempfile::tempdir().unwrap());
    let spool = place.path().join("spool");
    let log = Logged::listen();
    let mut controller = Controller::start(&pki);
    let agent = Agent::start(&pki, &controller, &spool);
    let (mut connection, _) = attached(&mut controller).await;
    connection.say(Frame::Renewed(Renewed::default())).await;
    noted(&log, "the certificate that came is not used").await;
    log.expect(&["a certificate came that was not asked for"]);
    agent.happens(DeviceEvent::CardPlaced).await;
    assert_eq!(placed(&mut connection).await, None);
    std::fs::remove_dir_all(&spool).unwrap();
    agent.ends().await;
    noted(&log, "an outcome could not be kept").await;
    log.expect(&["check the disk's free space"]);
    std::fs::create_dir(&spool).unwrap();
    outcome(&mut connection).await;
    agent.stops().await;
}

#[tokio::test]
async fn a_unit_that_is_sent_away_shows_why() {
    let (pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    let mut agent = Agent::start(&pki, &controller, spool.path());
    let mut connection = controller.connection().await;
    connection.hello().await;
    let reason = Text {
        code: "retired".to_owned(),
        ja: "取り外されています。".to_owned(),
        en: "It was taken out.".to_owned(),
    };
    let closing = Closing {
        reason: Some(reason.clone()),
        retry: false,
    };
    connection.say(Frame::Closing(closing)).await;
    let shown = agent
        .ordered(|order| matches!(order, Order::ShowRefusal { .. }))
        .await;
    // With its code, which is what support asks for.
    let told = Text {
        ja: format!("{}（MDG-0406）", reason.ja),
        en: format!("{} (MDG-0406)", reason.en),
        ..reason
    };
    assert_eq!(shown, Order::ShowRefusal { text: told });
    agent.stops().await;
}

#[tokio::test]
async fn what_the_agent_cannot_speak_to_is_said_and_ends_nothing() {
    let (pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    for (first, word) in [
        (welcome_with(|welcome| welcome.protocol = 99), "protocol 99"),
        (
            welcome_with(|welcome| welcome.set_environment(Environment::Production)),
            "in production",
        ),
        (call(12), "not Welcome"),
    ] {
        let mut agent = Agent::start(&pki, &controller, spool.path());
        let mut connection = controller.connection().await;
        connection.hello().await;
        connection.say(first).await;
        let down = agent
            .saw(|seen| matches!(seen, Observed::LinkDown(_)))
            .await;
        assert!(
            matches!(&down, Observed::LinkDown(why) if why.contains(word)),
            "{down:?}"
        );
        agent.stops().await;
    }
}

#[tokio::test]
async fn an_order_that_is_far_too_large_ends_the_link_and_the_next_one_serves() {
    let (pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    let mut agent = Agent::start(&pki, &controller, spool.path());
    let (connection, _) = attached(&mut controller).await;
    let mut large = call(12);
    if let Frame::Call(call) = &mut large {
        call.number = "1".repeat(100 * 1024);
    }
    connection.say(large).await;
    let down = agent
        .saw(|seen| matches!(seen, Observed::LinkDown(_)))
        .await;
    assert!(
        matches!(&down, Observed::LinkDown(why) if why.contains("too large")),
        "{down:?}"
    );
    let (connection, _) = attached(&mut controller).await;
    connection.say(call(12)).await;
    agent.ordered(is_call).await;
    agent.stops().await;
}

fn welcome_with(change: impl FnOnce(&mut madoguchi_proto::v1::Welcome)) -> Frame {
    match welcome() {
        Frame::Welcome(mut welcome) => {
            change(&mut welcome);
            Frame::Welcome(welcome)
        }
        other => other,
    }
}

#[tokio::test]
async fn a_link_that_goes_silent_is_noticed_and_made_anew() {
    let (pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    let mut agent = Agent::start(&pki, &controller, spool.path());
    let (connection, _) = attached(&mut controller).await;
    agent.saw(|seen| *seen == Observed::LinkUp).await;
    let frozen = controller.freeze();
    agent
        .saw(|seen| matches!(seen, Observed::LinkDown(_)))
        .await;
    drop(frozen);
    let (again, _) = attached(&mut controller).await;
    agent.stops().await;
    drop((connection, again));
}

#[tokio::test]
async fn a_controller_of_another_ca_is_not_spoken_to() {
    let (pki, other, spool) = (Pki::new(), Pki::new(), tempfile::tempdir().unwrap());
    let controller = Controller::start(&other);
    let mut agent = Agent::start(&pki, &controller, spool.path());
    let down = agent
        .saw(|seen| matches!(seen, Observed::LinkDown(_)))
        .await;
    assert!(
        matches!(&down, Observed::LinkDown(why) if why.contains("certificate")),
        "{down:?}"
    );
    agent.stops().await;
}

#[tokio::test]
async fn another_server_of_the_same_ca_is_not_spoken_to() {
    let (mut pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    pki.another_server();
    let controller = Controller::start(&pki);
    let mut agent = Agent::start(&pki, &controller, spool.path());
    let down = agent
        .saw(|seen| matches!(seen, Observed::LinkDown(_)))
        .await;
    assert!(
        matches!(&down, Observed::LinkDown(why) if why.contains("of another key")),
        "{down:?}"
    );
    agent.stops().await;
}

#[tokio::test]
async fn a_server_whose_certificate_was_renewed_is_the_same() {
    let (mut pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    pki.renew_server();
    let mut controller = Controller::start(&pki);
    let agent = Agent::start(&pki, &controller, spool.path());
    attached(&mut controller).await;
    agent.stops().await;
}

#[tokio::test]
async fn a_folder_without_the_servers_key_is_held_to_the_ca_alone() {
    let (mut pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    pki.without_server_key();
    pki.another_server();
    let mut controller = Controller::start(&pki);
    let agent = Agent::start(&pki, &controller, spool.path());
    attached(&mut controller).await;
    agent.stops().await;
}

#[tokio::test]
async fn a_controllers_certificate_may_have_any_dates() {
    for (from, until) in [(1970, 1980), (2000, 2002), (2106, 2116), (1970, 9999)] {
        let (pki, spool) = (Pki::dated(from, until), tempfile::tempdir().unwrap());
        let mut controller = Controller::start(&pki);
        let agent = Agent::start(&pki, &controller, spool.path());
        attached(&mut controller).await;
        agent.stops().await;
    }
}

#[tokio::test]
async fn a_fault_of_one_agent_leaves_the_others_alone() {
    let (pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    let mut agent = Agent::start(&pki, &controller, spool.path());
    let (connection, _) = attached(&mut controller).await;
    // A file where the folder should be.
    let file = spool.path().join("not-a-folder.corrupt");
    std::fs::write(&file, b"").unwrap();
    let broken = Agent::start(&pki, &controller, &file);
    assert!(soon("the end", broken.task).await.unwrap().is_err());
    connection.say(call(12)).await;
    agent.ordered(is_call).await;
    agent.stops().await;
}
