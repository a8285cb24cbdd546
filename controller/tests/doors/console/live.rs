//! What pages are sent: the newest state, to each, as soon as it is there.

use super::{browser, clinic, free, token};
use crate::support::browser::{Browser, PAGE};
use crate::support::clinic::Clinic;
use crate::support::log::logged;
use crate::support::wire::Reader;
use crate::support::{MORNING, soon};
use madoguchi_controller::config::Console;
use madoguchi_fleet::command::{AddTicket, Command};
use madoguchi_fleet::ids::Number;
use madoguchi_fleet::time::{DAY, MINUTE};
use madoguchi_proto::v1::attach_response::Frame as Down;
use serde_json::Value;
use std::collections::BTreeSet;

/// As many pages as may look.
const LOOKING: usize = 64;
const LIVE: &str = "GET /api/v1/live";

/// A page that looks, with its first state.
async fn looking(clinic: &Clinic) -> (Browser, Value) {
    let mut page = browser(clinic).await;
    page.send(LIVE, PAGE, "").await;
    let head = page.head().await.unwrap();
    assert!(
        head.contains(" 200 ") && head.contains("text/event-stream"),
        "{head}"
    );
    let first = page.event("counter").await.unwrap();
    (page, first)
}

/// A board, with its first state.
async fn board(clinic: &Clinic) -> (Browser, Value) {
    let mut board = browser(clinic).await;
    let key = clinic.access.board_key();
    let what = format!("GET /api/v1/board/live?key={}", key.as_str());
    board.send(&what, "", "").await;
    board.head().await.unwrap();
    let first = board.event("board").await.unwrap();
    (board, first)
}

/// The next state of which this is true.
async fn until(page: &mut Browser, name: &str, is_so: impl Fn(&Value) -> bool) -> Value {
    loop {
        let state = page.event(name).await.unwrap();
        if is_so(&state) {
            return state;
        }
    }
}

async fn add(clinic: &Clinic, number: &str) {
    let add = AddTicket {
        number: Number::parse(number),
        ..AddTicket::default()
    };
    clinic.act(Command::AddTicket(add)).await;
}

fn numbers(state: &Value) -> Vec<&str> {
    let queue = state["queue"].as_array().unwrap();
    queue
        .iter()
        .map(|row| row["number"].as_str().unwrap())
        .collect()
}

fn names(object: &Value) -> BTreeSet<&str> {
    let members = object.as_object().unwrap();
    members.keys().map(String::as_str).collect()
}

async fn called(reader: &mut Reader) {
    while !matches!(reader.next().await.expect("a call"), Down::Call(_)) {}
}

#[tokio::test]
async fn a_change_is_shown_on_every_page_and_each_state_is_whole() {
    let clinic = clinic().await;
    let (mut one, first) = looking(&clinic).await;
    assert_eq!(
        names(&first),
        [
            "closed", "day", "demo", "open", "pairing", "queue", "revision", "slip", "software",
            "status", "undo"
        ]
        .into()
    );
    assert!(numbers(&first).is_empty() && first["undo"].is_null());
    assert_eq!(
        (&first["demo"], &first["day"]["open"]),
        (&false.into(), &true.into())
    );
    let (mut two, _) = looking(&clinic).await;
    add(&clinic, "12").await;
    for page in [&mut one, &mut two] {
        let state = until(page, "counter", |state| numbers(state) == ["12"]).await;
        let row = &state["queue"][0];
        assert_eq!(
            (&row["position"], &row["expected_wait_ms"]),
            (&1.into(), &Value::Null)
        );
        assert_eq!(state["status"]["waiting"], 1);
        assert_eq!(state["revision"], state["status"]["revision"]);
    }
    clinic
        .act(Command::CancelTicket {
            number: Number::parse("12").unwrap(),
        })
        .await;
    let state = until(&mut one, "counter", |state| numbers(state).is_empty()).await;
    assert_eq!(state["closed"][0]["number"], "12");
    assert_eq!(state["undo"]["number"], "12");
    assert_eq!(state["undo"]["text"]["code"], "undo-act");
    // Whoever comes later is shown what is, not what was.
    let token = token(&clinic);
    let mut program = browser(&clinic).await;
    program.send(LIVE, &token, "").await;
    let state = program.event("counter").await.unwrap();
    assert_eq!(state["closed"][0]["number"], "12");
}

#[tokio::test]
async fn the_board_shows_calls_with_spoken_counters_and_nothing_that_a_waiting_room_must_not_see() {
    let clinic = Clinic::made_of(|parts| {
        parts.console = Console {
            spoken: vec![("窓口".into(), "まどぐち".into())],
            ..Console::at(free())
        };
    })
    .await;
    let mut reader = clinic.serving("CR-OK").await;
    let (mut board, first) = board(&clinic).await;
    let members = [
        "calls",
        "day",
        "demo",
        "missed",
        "revision",
        "test",
        "time_of_day_ms",
        "utc_offset_min",
        "waiting",
    ];
    assert_eq!(names(&first), members.into());
    assert_eq!(
        (&first["day"], &first["test"]),
        (&"open".into(), &true.into())
    );
    add(&clinic, "14").await;
    called(&mut reader).await;
    let state = until(&mut board, "board", |state| !state["calls"][0].is_null()).await;
    let call = &state["calls"][0];
    let members = [
        "attempt",
        "called_at_ms",
        "counter",
        "number",
        "spoken",
        "state",
    ];
    assert_eq!(names(call), members.into());
    assert_eq!(call["number"], "14");
    assert_eq!(
        (&call["counter"], &call["spoken"]),
        (&"窓口".into(), &"まどぐち".into())
    );
    assert_eq!(
        (&call["attempt"], &call["state"]),
        (&1.into(), &"called".into())
    );
    clinic.act(Command::EndDay).await;
    let state = until(&mut board, "board", |state| state["day"] == "closed").await;
    assert!(state["calls"].as_array().unwrap().is_empty());
    add(&clinic, "1").await;
    until(&mut board, "board", |state| state["day"] == "open").await;
}

#[tokio::test]
async fn a_page_that_does_not_read_is_waited_for_by_nobody_and_is_shown_the_newest_in_the_end() {
    let clinic = clinic().await;
    for _ in 0..300 {
        clinic.act(Command::AddTicket(AddTicket::default())).await;
    }
    let number = Number::parse("1").unwrap();
    let (mut sleeper, _) = looking(&clinic).await;
    let (mut awake, _) = looking(&clinic).await;
    for _ in 0..5_000 {
        let number = number.clone();
        clinic
            .act(Command::ParkTicket {
                number: number.clone(),
            })
            .await;
        clinic.act(Command::UnparkTicket { number }).await;
    }
    add(&clinic, "LAST").await;
    let mut seen = 0;
    for page in [&mut awake, &mut sleeper] {
        // It ends with the newest state, and never saw most of the ten thousand before it.
        while !numbers(&page.event("counter").await.unwrap()).contains(&"LAST") {
            seen += 1;
        }
    }
    assert!(seen < 1_000, "{seen} states");
}

#[tokio::test]
async fn only_so_many_pages_look_a_place_that_is_left_is_free_again_and_for_nobody_nothing_is_made()
{
    let clinic = clinic().await;
    let mut pages = Vec::new();
    for _ in 0..LOOKING {
        pages.push(looking(&clinic).await);
    }
    let full = browser(&clinic).await.ask(LIVE, PAGE, "").await;
    assert_eq!(full.status, 429, "{full:?}");
    assert!(
        full.body.contains("watchers-full") && full.body.contains("64"),
        "{full:?}"
    );
    logged(&["a watcher was refused: too many at a time"]).await;
    // Looking keeps nobody from asking.
    assert_eq!(
        browser(&clinic).await.ask("GET /", PAGE, "").await.status,
        200
    );
    drop(pages);
    logged(&["no page looks: no states are made"]).await;
    add(&clinic, "1").await;
    let (_page, first) = looking(&clinic).await;
    assert_eq!(numbers(&first), ["1"]);
}

#[tokio::test]
async fn pages_that_look_do_not_keep_a_controller_from_stopping() {
    let clinic = clinic().await;
    let (mut page, _) = looking(&clinic).await;
    // One that was asked for nothing, and one that is not finished with its question.
    let idle = browser(&clinic).await;
    let mut asking = browser(&clinic).await;
    asking.bytes(b"GET / HTTP/1.1\r\n").await.unwrap();
    clinic.running.shutdown();
    while page.event("counter").await.is_some() {}
    soon(clinic.running.wait()).await.unwrap();
    drop((idle, asking));
}

#[tokio::test]
async fn what_the_check_before_opening_found_comes_to_an_open_page_at_once() {
    let clinic = Clinic::made_of(|parts| {
        parts.console = Console::at(free());
        // Two minutes from now, which at this speed are two seconds.
        let into_day = (MORNING.0 + parts.settings.utc_offset_ms).rem_euclid(DAY);
        parts.ready_check = Some(into_day / MINUTE + 2);
        parts.speed = 60;
    })
    .await;
    let (mut page, first) = looking(&clinic).await;
    assert!(first["status"]["ready"].is_null(), "{first}");
    let state = until(&mut page, "counter", |state| {
        !state["status"]["ready"].is_null()
    });
    let state = state.await;
    assert_eq!(
        state["status"]["ready"]["code"], "ready-none-enrolled",
        "{state}"
    );
}
