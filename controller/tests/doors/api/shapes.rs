//! The API's answers are the command line's `--json`.

use super::{Api, add};
use serde_json::Value;
use std::process::Command;

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_what_the_command_line_prints() {
    let api = Api::open().await;
    let _reader = api.clinic.reader(1).await;
    for number in ["1", "2"] {
        add(&api, number).await;
    }
    for (path, command) in [
        ("/api/v1/tickets", "ticket list"),
        ("/api/v1/tickets?closed=true", "ticket list --all"),
        ("/api/v1/tickets/2", "ticket show 2"),
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

/// An answer without what goes on between two looks.
fn timeless(mut answer: Value) -> Value {
    const GOES_ON: [&str; 5] = [
        "time_of_day_ms",
        "fleet_time_ms",
        "fleet_ahead_ms",
        "waited_ms",
        "license_time_ms",
    ];
    match &mut answer {
        Value::Object(members) => {
            members.retain(|name, _| !GOES_ON.contains(&name.as_str()));
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
