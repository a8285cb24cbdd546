//! The API's answers are the command line's `--json`.

use super::{Api, add};
use crate::support::clinic::TWO_SEATS;
use madoguchi_fleet::outcome::{Kind, Method};
use serde_json::{Value, json};
use std::process::Command;

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_what_the_command_line_prints() {
    let api = Api::open().await;
    let reader = api.clinic.reader(1).await;
    for number in ["1", "2", "3"] {
        add(&api, number).await;
    }
    let odd = json!({ "number": "4", "class": "urgent", "needs": ["seated", "unit:CR-1"], "prefers": ["language:en"], "insist": true });
    api.post("/api/v1/tickets", odd).await.done();
    api.clinic.card(&reader, 1, Some("1")).await;
    api.clinic
        .ends(&reader, 1, Some("1"), Kind::PinWrong { tries_left: 0 })
        .await;
    api.post("/api/v1/tickets/2/park", Value::Null).await.done();
    api.clinic.card(&reader, 2, None).await;
    api.clinic
        .ends(&reader, 2, None, Kind::Verified(Method::Face))
        .await;
    api.post("/api/v1/tickets/3/done", json!({ "by": "mobile" }))
        .await
        .done();
    let document = String::from_utf8(TWO_SEATS.to_vec()).unwrap();
    api.post("/api/v1/licenses", json!({ "document": document }))
        .await
        .done();
    api.post("/api/v1/licenses/request", json!({ "seats": 1 }))
        .await
        .done();
    for (path, command) in [
        ("/api/v1/tickets", "ticket list"),
        ("/api/v1/tickets?closed=true", "ticket list --all"),
        ("/api/v1/tickets/1", "ticket show 1"),
        ("/api/v1/tickets/4", "ticket show 4"),
        ("/api/v1/walk-ups", "ticket walk-ups"),
        ("/api/v1/units?retired=true", "unit list --all"),
        ("/api/v1/licenses", "license list"),
        ("/api/v1/acts", "license acts"),
        ("/api/v1/status", "status"),
        ("/api/v1/time", "time show"),
    ] {
        let answer = api.get(path).await.done();
        let printed = printed(&api, command).await;
        assert_eq!(timeless(answer), timeless(printed), "{command}");
    }
}

async fn printed(api: &Api, command: &str) -> Value {
    let mut program = Command::new(env!("CARGO_BIN_EXE_madoguchi"));
    program.args(command.split(' ')).arg("--json");
    program.env(
        "MADOGUCHI_DATA_DIR",
        api.clinic.papers.folder.path().join("data"),
    );
    let output = tokio::task::spawn_blocking(move || program.output().unwrap());
    let output = output.await.unwrap();
    assert!(output.status.success(), "{command}: {output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// An answer without what goes on between two looks, and without the documents of acts, which the command line writes to files.
fn timeless(mut answer: Value) -> Value {
    const LEFT_OUT: [&str; 7] = [
        "time_of_day_ms",
        "fleet_time_ms",
        "fleet_ahead_ms",
        "waited_ms",
        "expected_wait_ms",
        "license_time_ms",
        "document",
    ];
    match &mut answer {
        Value::Object(members) => {
            members.retain(|name, _| !LEFT_OUT.contains(&name.as_str()));
            members
                .values_mut()
                .for_each(|member| *member = timeless(member.take()));
        }
        Value::Array(members) => members
            .iter_mut()
            .for_each(|member| *member = timeless(member.take())),
        _ => {}
    }
    answer
}
