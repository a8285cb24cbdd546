//! A pairing by requests over HTTP: the same rules as by the stream of the command line, and each sees what the other started.

use std::net::SocketAddr;

use madoguchi_controller::pairing::Limits;
use madoguchi_proto::v1::Unit;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::lab::{Clinic, opening, soon};
use super::reader::{refusal, show};

/// A program that shows the desk's token.
struct Program {
    console: SocketAddr,
    token: String,
}

impl Program {
    fn of(clinic: &Clinic) -> Self {
        let token = clinic.folder.path().join("identity/desk.token");
        Self {
            console: clinic.running.console_addr.unwrap(),
            token: std::fs::read_to_string(token).unwrap().trim().to_owned(),
        }
    }

    async fn ask(&self, method: &str, path: &str, key: &str, said: &Value) -> (u16, Value) {
        let body = match said {
            Value::Null => String::new(),
            said => said.to_string(),
        };
        let (console, token, length) = (self.console, &self.token, body.len());
        let key = match key {
            "" => String::new(),
            key => format!("Idempotency-Key: {key}\r\n"),
        };
        let head = format!(
            "{method} /api/v1{path} HTTP/1.1\r\nHost: {console}\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\n{key}Content-Length: {length}\r\n\r\n"
        );
        let mut stream = TcpStream::connect(console).await.unwrap();
        stream.write_all((head + &body).as_bytes()).await.unwrap();
        let mut answer = String::new();
        soon(stream.read_to_string(&mut answer)).await.unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(body).unwrap())
    }

    /// What a request that is done answers of the pairing.
    async fn does(&self, path: &str, said: Value) -> Value {
        let (status, mut answer) = self.ask("POST", path, "", &said).await;
        assert_eq!(status, 200, "{answer}");
        answer["pairing"].take()
    }

    /// The name of the refusal.
    async fn is_refused(&self, path: &str, said: Value) -> String {
        let (status, answer) = self.ask("POST", path, "", &said).await;
        assert_eq!(status, 409, "{answer}");
        answer["code"].as_str().unwrap().to_owned()
    }

    async fn look(&self) -> Value {
        let (status, mut answer) = self.ask("GET", "/pairing", "", &Value::Null).await;
        assert_eq!(status, 200, "{answer}");
        answer["pairing"].take()
    }

    /// Looks until it is so far.
    async fn until(&self, stage: &str) -> Value {
        let looks = async {
            loop {
                let seen = self.look().await;
                if seen["stage"] == stage {
                    return seen;
                }
            }
        };
        soon(looks).await
    }
}

fn answer(pairing: &Value, digits: &str, same: bool) -> Value {
    json!({ "pairing": pairing["id"], "digits": digits, "same": same })
}

fn counters(units: &[Unit]) -> Vec<&str> {
    let counters = units.iter().map(|unit| unit.counter.as_ref());
    counters.map(|counter| &*counter.unwrap().name).collect()
}

#[tokio::test]
async fn digits_that_are_the_same_on_both_sides_make_a_unit() {
    let clinic = Clinic::open_with_console(Limits::default()).await;
    let program = Program::of(&clinic);
    assert_eq!(program.look().await, Value::Null);
    let wanted =
        json!({ "counter": "会計", "placement": "座位", "cable": "3 m", "tags": ["language:en"] });
    let begun = program.does("/pairing", wanted).await;
    assert_eq!(
        (&begun["stage"], &begun["is_own"], &begun["digits"]),
        (&json!("open"), &json!(true), &Value::Null)
    );
    assert_eq!(
        begun["until_ms"].as_i64().unwrap() - begun["since_ms"].as_i64().unwrap(),
        120_000
    );
    let shown = show(clinic.port().await, "CR-1", "1-2").await;
    let seen = program.until("compare").await;
    let digits = &seen["digits"];
    assert_eq!(digits["digits"], shown.digits());
    assert_eq!(
        (&digits["serial"], &digits["port"], &digits["takes"]),
        (&json!("CR-1"), &json!("1-2"), &Value::Null)
    );
    // As they are read from the reader: without the gap, and as a Japanese keyboard types them.
    let typed: String = shown.digits().chars().filter(|c| *c != ' ').collect();
    let wide: String = typed
        .chars()
        .map(|c| char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).unwrap())
        .collect();
    let after = program
        .does("/pairing/answer", answer(&seen, &wide, true))
        .await;
    assert_eq!(after["digits"]["answered"], true, "{after}");
    shown.agree().await.unwrap();
    let paired = program.until("paired").await;
    assert_eq!(
        (&paired["unit"]["serial"], &paired["unit"]["cable"]),
        (&json!("CR-1"), &json!("3 m"))
    );
    assert_eq!(paired["unit"]["counter"]["placement"], "seated");
    clinic.closed().await;
    assert_eq!(counters(&clinic.units().await), ["会計"]);
}

#[tokio::test]
async fn other_digits_count_for_nothing_and_a_no_pairs_nobody() {
    let clinic = Clinic::open_with_console(Limits::default()).await;
    let program = Program::of(&clinic);
    let begun = program.does("/pairing", json!({})).await;
    let early = program.is_refused("/pairing/answer", answer(&begun, "042 117", true));
    assert_eq!(early.await, "pairing-other-digits");
    let mut shown = show(clinic.port().await, "CR-1", "1-2").await;
    let seen = program.until("compare").await;
    let right = shown.digits();
    let wrong = if right == "000 000" {
        "000 001"
    } else {
        "000 000"
    };
    let refused = program.is_refused("/pairing/answer", answer(&seen, wrong, true));
    assert_eq!(refused.await, "pairing-other-digits");
    assert!(clinic.units().await.is_empty());

    program
        .does("/pairing/answer", answer(&seen, &right, false))
        .await;
    let heard = refusal(shown.talk.heard().await);
    assert_eq!(heard, ("pairing-staff-said-no".to_owned(), true));
    let open = program.until("open").await;
    assert_eq!(open["notices"][0]["code"], "pairing-failed", "{open}");
    let late = program.is_refused("/pairing/answer", answer(&seen, &right, true));
    assert_eq!(late.await, "pairing-other-digits");
    assert!(clinic.units().await.is_empty());
}

#[tokio::test]
async fn one_pairing_runs_at_a_time_however_it_was_started_and_a_repeat_finds_its_own() {
    let clinic = Clinic::open_with_console(Limits::default()).await;
    let program = Program::of(&clinic);
    let (_, first) = program.ask("POST", "/pairing", "one", &json!({})).await;
    let (status, again) = program.ask("POST", "/pairing", "one", &json!({})).await;
    assert_eq!(status, 200, "{again}");
    assert_eq!(again["pairing"]["id"], first["pairing"]["id"]);
    assert_eq!(
        program.is_refused("/pairing", json!({})).await,
        "pairing-busy"
    );
    assert!(clinic.pair(opening(7)).await.is_err(), "by the stream, too");

    // It is ended by its name alone.
    let other = json!({ "pairing": "00000000000000000000000000000000" });
    assert_eq!(
        program.is_refused("/pairing/cancel", other).await,
        "pairing-over"
    );
    let own = json!({ "pairing": first["pairing"]["id"] });
    let ended = program.does("/pairing/cancel", own.clone()).await;
    assert_eq!(
        (&ended["stage"], &ended["why"]["code"]),
        (&json!("ended"), &json!("pairing-cancelled"))
    );
    clinic.closed().await;
    assert_eq!(
        program.is_refused("/pairing/cancel", own).await,
        "pairing-over"
    );
    assert!(clinic.units().await.is_empty());

    // What the command line began is seen, and ended, over HTTP.
    let mut staff = clinic.pair(opening(8)).await.unwrap();
    let seen = program.until("open").await;
    program
        .does("/pairing/cancel", json!({ "pairing": seen["id"] }))
        .await;
    assert_eq!(staff.ended().await.code, "pairing-cancelled");
    clinic.closed().await;
}

#[tokio::test]
async fn a_reader_that_is_known_says_what_its_pairing_takes_away() {
    let clinic = Clinic::open_with_console(Limits::default()).await;
    let program = Program::of(&clinic);
    clinic.enroll("CR-1").await;
    program.does("/pairing", json!({ "serial": "CR-1" })).await;
    let _shown = show(clinic.port().await, "CR-1", "1-2").await;
    let seen = program.until("compare").await;
    assert_eq!(seen["digits"]["takes"]["code"], "taken-enroll", "{seen}");
}

#[tokio::test]
async fn a_pairing_ends_with_its_time_and_when_nobody_looks_at_it_any_more() {
    let short = Limits {
        window: std::time::Duration::from_millis(300),
        ..Limits::default()
    };
    let clinic = Clinic::open_with_console(short).await;
    let program = Program::of(&clinic);
    program.does("/pairing", json!({})).await;
    let ended = program.until("ended").await;
    assert_eq!(ended["why"]["code"], "pairing-timeout");

    let clinic = Clinic::open_with_console(Limits::default()).await;
    let program = Program::of(&clinic);
    program.does("/pairing", json!({})).await;
    clinic.port().await;
    // Nobody looks: as long as it takes for that to show.
    clinic.closed().await;
    let left = program.until("ended").await;
    assert_eq!(left["why"]["code"], "pairing-left");
    assert!(clinic.units().await.is_empty());
}

#[tokio::test]
async fn what_cannot_be_is_refused_before_anything_opens() {
    let clinic = Clinic::open_with_console(Limits::default()).await;
    let program = Program::of(&clinic);
    for (said, code) in [
        (json!({ "serial": "cr 1" }), "input-serial"),
        (json!({ "counter": "あ".repeat(33) }), "input-counter"),
        (json!({ "placement": "lying" }), "input-placement"),
        (json!({ "edition": "third" }), "input-edition"),
        (json!({ "tags": ["a b"] }), "input-tag"),
        (json!({ "cable": "x".repeat(33) }), "bad-cable"),
    ] {
        let (status, answer) = program.ask("POST", "/pairing", "", &said).await;
        assert_eq!((status, &answer["code"]), (400, &json!(code)), "{said}");
    }
    assert_eq!(program.look().await, Value::Null);
}
