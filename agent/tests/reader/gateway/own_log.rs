//! The agent's own log is sent when it is asked for, and calls and outcomes go on meanwhile (RULES G7).

use super::*;
use madoguchi_proto::v1::{LogPlace, SendLog};

fn asks(request: u64, before: Option<LogPlace>) -> Frame {
    Frame::SendLog(SendLog {
        request,
        days: 2,
        most_bytes: 16,
        before,
    })
}

#[tokio::test]
async fn the_log_comes_a_part_at_a_time_while_a_patient_is_served() {
    let (pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    let logs = tempfile::tempdir().unwrap();
    for (day, text) in [
        ("28", "left out"),
        ("29", "yesterday\n"),
        ("30", "today one\ntoday two\n"),
    ] {
        std::fs::write(logs.path().join(format!("2026-11-{day}.log")), text).unwrap();
    }
    std::fs::write(logs.path().join("secret.txt"), "secret").unwrap();
    let mut agent = Agent::with_log(&pki, &controller, spool.path(), logs.path());
    let mut connection = controller.connection().await;
    assert!(connection.hello().await.sends_log);
    connection.say(welcome()).await;

    connection.say(asks(7, None)).await;
    connection.say(call(12)).await;
    agent.ordered(is_call).await;
    let newest = connection.log_part().await;
    assert_eq!(
        (newest.request, &*newest.content),
        (7, &b"y one\ntoday two\n"[..])
    );
    assert_eq!(newest.older_bytes, 14);
    agent.happens(DeviceEvent::CardPlaced).await;
    assert_eq!(placed(&mut connection).await, Some(hand_out(12)));
    agent.ordered(is_session).await;
    connection.say(asks(8, newest.from)).await;
    let next = connection.log_part().await;
    agent.ends().await;
    let (sequence, ended) = outcome(&mut connection).await;
    assert_eq!((sequence, ended.assignment), (2, Some(hand_out(12))));
    connection.say(asks(9, next.from)).await;
    let last = connection.log_part().await;
    assert_eq!(last.from, None);
    let all = [last.content, next.content, newest.content].concat();
    assert_eq!(all, b"yesterday\ntoday one\ntoday two\n");
    // A day that has no file of the log leads nowhere.
    let before = Some(LogPlace {
        day: 0,
        byte: u64::MAX,
    });
    connection.say(asks(10, before)).await;
    let nothing = connection.log_part().await;
    assert_eq!(
        (nothing.request, nothing.content, nothing.from),
        (10, vec![], None)
    );
    agent.stops().await;
}

#[tokio::test]
async fn an_agent_without_files_says_that_it_sends_none() {
    let (pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    let agent = Agent::start(&pki, &controller, spool.path());
    let mut connection = controller.connection().await;
    assert!(!connection.hello().await.sends_log);
    connection.say(welcome()).await;
    // Asked all the same, it goes on.
    connection.say(asks(1, None)).await;
    agent.happens(DeviceEvent::CardPlaced).await;
    assert_eq!(placed(&mut connection).await, None);
    agent.stops().await;
}
