//! Tests of the outcomes and states of engines that are accepted, and of those that are not.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use madoguchi_proto::v1::OutcomeKind;

use super::*;

fn outcome(words: &str) -> Result<Outcome, String> {
    let session = "00".repeat(16);
    let line = format!(r#"{{"type":"session_ended","session":"{session}","outcome":{words}}}"#);
    match message(line.as_bytes()).unwrap() {
        Heard::SessionEnded { outcome, .. } => outcome,
        other => panic!("an outcome expected: {other:?}"),
    }
}

#[test]
fn every_outcome_can_be_said_and_is_shown_as_it_was_said() {
    for number in 1..=12 {
        let kind = OutcomeKind::try_from(number).unwrap();
        let said = Outcome {
            kind: number,
            tries_left: u32::from(kind == OutcomeKind::PinWrong) * 2,
            duration_ms: 9_000,
            face_ms: 3_000,
            error_code: if kind == OutcomeKind::UnitFailed {
                "CAM-3".to_owned()
            } else {
                String::new()
            },
        };
        let words = serde_json::to_string(&Words::of(&said)).unwrap();
        assert_eq!(outcome(&words).unwrap(), said, "{words}");
    }
    assert!(
        OutcomeKind::try_from(13).is_err(),
        "a new kind needs a word"
    );
}

#[test]
fn outcomes_that_do_not_hang_together_are_refused() {
    for words in [
        "{}",
        "7",
        r#"{"kind":"verified_face"}"#,
        r#"{"kind":"verified","duration_ms":1}"#,
        r#"{"kind":"VerifiedFace","duration_ms":1}"#,
        r#"{"kind":"verified_face","duration_ms":-1}"#,
        r#"{"kind":"verified_face","duration_ms":1.5}"#,
        r#"{"kind":"verified_face","duration_ms":86400001}"#,
        r#"{"kind":"verified_face","duration_ms":1,"face_ms":2}"#,
        r#"{"kind":"verified_face","duration_ms":1,"tries_left":1}"#,
        r#"{"kind":"verified_face","duration_ms":1,"error_code":"E1"}"#,
        r#"{"kind":"pin_wrong","duration_ms":1}"#,
        r#"{"kind":"pin_wrong","duration_ms":1,"tries_left":11}"#,
        r#"{"kind":"unit_failed","duration_ms":1}"#,
        r#"{"kind":"unit_failed","duration_ms":1,"error_code":""}"#,
        r#"{"kind":"unit_failed","duration_ms":1,"error_code":"two words"}"#,
        r#"{"kind":"unit_failed","duration_ms":1,"error_code":"E-ENGINE-HANG"}"#,
    ] {
        assert!(outcome(words).is_err(), "{words}");
    }
}

#[test]
fn lines_that_are_no_message_are_refused() {
    let deep = "[".repeat(10_000);
    for line in [
        "",
        "null",
        "{\"type\":7}",
        r#"{"type":"pong"}"#,
        r#"{"type":"pong","id":-1}"#,
        r#"{"type":"pong","id":1} {"type":"pong","id":2}"#,
        r#"{"type":"session_ended","session":"+1","outcome":{}}"#,
        r#"{"type":"session_ended","session":"+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1","outcome":{}}"#,
        r#"{"type":"health","state":"healthy","codes":["E1"]}"#,
        r#"{"type":"health","state":"faulted","codes":["1","2","3","4","5","6","7","8","9"]}"#,
        r#"{"type":"health","state":"faulted","codes":["123456789012345678901234567890123"]}"#,
        &deep,
    ] {
        let reason = message(line.as_bytes()).expect_err(line);
        assert!(!reason.is_empty() && reason.chars().count() <= MAX_REASON_CHARS);
    }
    assert!(
        message(b"{\"type\":\"card_placed\",\"x\":\"\xff\"}").is_err(),
        "no UTF-8"
    );
}

#[test]
fn fields_that_nobody_knows_are_passed_over() {
    for line in [
        r#"{"type":"card_placed","slot":2}"#,
        r#"{"slot":{"a":[1]},"type":"card_removed"}"#,
        r#"{"type":"health","state":"healthy","mood":"good"}"#,
    ] {
        assert!(message(line.as_bytes()).is_ok(), "{line}");
    }
}

#[test]
fn a_reason_says_what_is_wrong_and_nothing_that_the_line_says() {
    for (line, begins) in [
        (r#"{"type":"MARKED"}"#, "unknown variant … at column"),
        (
            r#"{"type":"pong","id":"MARKED `x`, \"y\""}"#,
            "invalid type: string … at column",
        ),
        (
            r#"{"type":"health","state":"MARKED"}"#,
            "unknown variant … at column",
        ),
        (r#"{"type":"pong"}"#, "missing field `id`"),
        ("MARKED", "expected value at line 1 column 1"),
    ] {
        let reason = message(line.as_bytes()).expect_err(line);
        assert!(reason.starts_with(begins), "{reason}");
        assert!(!reason.contains("MARKED"), "{reason}");
    }
    let ended = r#"{"type":"session_ended","session":"00000000000000000000000000000000","outcome":{"kind":"MARKED"}}"#;
    let Ok(Heard::SessionEnded { outcome, .. }) = message(ended.as_bytes()) else {
        panic!("the session ends whatever its outcome");
    };
    assert!(outcome.unwrap_err().starts_with("unknown variant …"));
}
