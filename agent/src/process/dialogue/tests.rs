//! Conversations with engines that follow the protocol and with others, on a simulated clock.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::*;
use crate::session::SessionId;

const SESSION: SessionId = SessionId([0xab; 16]);
const ENDED: &str = r#"{"type":"session_ended","session":"abababababababababababababababab",
    "outcome":{"kind":"verified_pin","duration_ms":9000}}"#;
const PLACED: &str = r#"{"type":"card_placed"}"#;
const REMOVED: &str = r#"{"type":"card_removed"}"#;

/// An engine, what the agent was told, and the time.
struct Story {
    dialogue: Dialogue,
    told: Told,
    now: Instant,
}

impl Story {
    fn silent() -> Self {
        let now = Instant::now();
        Self {
            dialogue: Dialogue::new("R-1", Limits::default(), now),
            told: Told::new(),
            now,
        }
    }

    fn greeted() -> Self {
        let mut story = Self::silent();
        assert!(story.says(&hello("")).unwrap().is_empty());
        story
    }

    fn with_a_session() -> Self {
        let mut story = Self::greeted();
        story.says(PLACED).unwrap();
        story.told.begin(SESSION, story.now);
        story
    }

    fn says(&mut self, line: &str) -> Result<Vec<DeviceEvent>, Fault> {
        let piece = Piece::Line(line.as_bytes().to_vec());
        self.dialogue.hear(self.now, piece, &mut self.told)
    }

    /// Lets time pass until the next deadline; returns what is due then.
    fn waits(&mut self) -> Result<Option<Said>, Fault> {
        self.now = self.dialogue.deadline(&self.told);
        self.dialogue.due(self.now, &self.told)
    }
}

/// A hello with further fields, each beginning with a comma.
fn hello(more: &str) -> String {
    format!(r#"{{"type":"hello","protocol":1,"engine":"test","version":"1"{more}}}"#)
}

fn code(fault: Result<impl std::fmt::Debug, Fault>) -> &'static str {
    fault.expect_err("a fault expected").code()
}

#[test]
fn an_engine_that_says_nothing_is_given_up_at_the_start_limit() {
    let mut story = Story::silent();
    let limit = story.now + Limits::default().start;
    assert_eq!(story.dialogue.deadline(&story.told), limit);
    assert!(
        story
            .dialogue
            .due(story.now, &story.told)
            .unwrap()
            .is_none()
    );
    assert_eq!(code(story.waits()), "E-ENGINE-HELLO");
}

#[test]
fn the_first_line_has_to_be_a_hello_of_our_version_and_of_this_reader() {
    for (line, expected) in [
        (PLACED.to_owned(), "E-ENGINE-HELLO"),
        ("Engine 1.0".to_owned(), "E-ENGINE-HELLO"),
        (hello(r#","state":"tired""#), "E-ENGINE-HELLO"),
        (hello(r#","codes":["E1"]"#), "E-ENGINE-HELLO"),
        (
            r#"{"type":"hello","protocol":2}"#.to_owned(),
            "E-ENGINE-VERSION",
        ),
        (hello(r#","serial":"R-2""#), "E-ENGINE-SERIAL"),
    ] {
        assert_eq!(code(Story::silent().says(&line)), expected, "{line}");
    }
    let mut story = Story::silent();
    story
        .says(&hello(r#","serial":"R-1","colour":"blue""#))
        .unwrap();
    assert!(story.dialogue.greeted().is_some());
}

#[test]
fn a_hello_tells_of_card_and_state_where_they_are_news() {
    let mut story = Story::silent();
    let line = hello(r#","card_present":true,"state":"degraded","codes":["E-7"]"#);
    let events = story.says(&line).unwrap();
    assert!(
        matches!(&events[..], [DeviceEvent::HealthChanged(health), DeviceEvent::CardPlaced]
            if health.codes == ["E-7"]),
        "{events:?}"
    );
    story.dialogue = Dialogue::new("R-1", Limits::default(), story.now);
    assert_eq!(
        story.says(&line).unwrap(),
        [],
        "the next engine says the same"
    );
}

#[test]
fn pings_go_on_while_they_are_answered() {
    let mut story = Story::greeted();
    for expected in 1..4 {
        let Some(Said::Ping { id }) = story.waits().unwrap() else {
            panic!("a ping expected");
        };
        assert_eq!(id, expected);
        story
            .says(&format!(r#"{{"type":"pong","id":{id}}}"#))
            .unwrap();
    }
    story.waits().unwrap();
    assert_eq!(code(story.waits()), "E-ENGINE-HANG");
}

#[test]
fn another_pings_pong_does_not_count() {
    let mut story = Story::greeted();
    story.waits().unwrap();
    story.says(r#"{"type":"pong","id":9}"#).unwrap();
    assert_eq!(code(story.waits()), "E-ENGINE-HANG");
}

#[test]
fn a_session_ends_once_and_only_by_its_own_name() {
    let mut story = Story::with_a_session();
    let other = ENDED.replace("abab", "cdcd");
    assert_eq!(story.says(&other).unwrap(), []);
    let events = story.says(ENDED).unwrap();
    assert!(
        matches!(events[..], [DeviceEvent::SessionEnded(_)]),
        "{events:?}"
    );
    assert_eq!(story.says(ENDED).unwrap(), []);
}

#[test]
fn a_session_that_is_not_ended_within_its_limit_is_a_hang_though_pings_are_answered() {
    let mut story = Story::with_a_session();
    let limits = Limits::default();
    let latest = story.now + limits.session + limits.answer;
    let fault = loop {
        match story.waits() {
            Ok(Some(Said::Ping { id })) => {
                story
                    .says(&format!(r#"{{"type":"pong","id":{id}}}"#))
                    .unwrap();
            }
            Ok(other) => panic!("a ping expected: {other:?}"),
            Err(fault) => break fault,
        }
    };
    assert_eq!((fault.code(), story.now), ("E-ENGINE-HANG", latest));
}

#[test]
fn what_makes_no_sense_changes_nothing_and_is_counted() {
    let senseless = [
        "nothing",
        "[]",
        "{}",
        r#"{"type":"dance"}"#,
        REMOVED,
        ENDED,
        r#"{"type":"pong","id":1}"#,
        r#"{"type":"health","state":"faulted"}"#,
        r#"{"type":"health","state":"faulted","codes":["E-ENGINE-CRASH"]}"#,
        &hello(""),
    ];
    assert_eq!(senseless.len(), MAX_NONSENSE_PER_MINUTE as usize);
    let mut story = Story::greeted();
    for line in senseless {
        assert_eq!(story.says(line).unwrap(), [], "{line}");
    }
    assert_eq!(story.says("").unwrap(), [], "an empty line is no nonsense");
    assert_eq!(story.says(PLACED).unwrap(), [DeviceEvent::CardPlaced]);
    assert_eq!(
        code(story.says(PLACED)),
        "E-ENGINE-NONSENSE",
        "a second card"
    );
}

#[test]
fn nonsense_is_forgotten_after_a_minute() {
    let mut story = Story::greeted();
    for _ in 0..5 {
        for _ in 0..MAX_NONSENSE_PER_MINUTE {
            story.says("nothing").unwrap();
        }
        story.now += MINUTE;
    }
    assert_eq!(story.says(PLACED).unwrap(), [DeviceEvent::CardPlaced]);
}

#[test]
fn an_outcome_without_sense_fails_its_session() {
    let mut story = Story::with_a_session();
    let line = ENDED.replace("verified_pin", "pleased");
    let events = story.says(&line).unwrap();
    let [DeviceEvent::SessionEnded(outcome)] = &events[..] else {
        panic!("the session has to end: {events:?}");
    };
    assert_eq!(outcome.error_code, CODE_OUTCOME);
    assert!(story.told.session().is_none());
}

#[test]
fn too_many_lines_in_a_second_and_too_many_states_in_a_minute_are_a_flood() {
    let mut story = Story::greeted();
    // The hello was the first line.
    for _ in 1..MAX_LINES_PER_SECOND {
        story.says("").unwrap();
    }
    assert_eq!(code(story.says("")), "E-ENGINE-FLOOD");

    let mut story = Story::greeted();
    let mut change = |code: u32| {
        story.now += SECOND;
        story.says(&format!(
            r#"{{"type":"health","state":"faulted","codes":["{code}"]}}"#
        ))
    };
    for code in 1..=MAX_STATES_PER_MINUTE {
        assert_eq!(change(code).unwrap().len(), 1);
        assert_eq!(change(code).unwrap(), [], "said twice is no change");
    }
    assert_eq!(code(change(0)), "E-ENGINE-FLOOD");
}

/// Sensible and senseless lines, torn and mixed.
fn lines() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        PLACED.to_owned(),
        REMOVED.to_owned(),
        ENDED.to_owned(),
        ENDED.replace("verified_pin", "pleased"),
        hello(""),
        r#"{"type":"health","state":"healthy"}"#.to_owned(),
        r#"{"type":"pong","id":1}"#.to_owned(),
    ]);
    prop_oneof![
        4 => known.clone(),
        1 => (known, any::<prop::sample::Index>()).prop_map(|(line, at)| {
            let at = at.index(line.len());
            line.chars().take(at).collect()
        }),
        1 => ".{0,40}",
    ]
}

proptest! {
    /// Whatever an engine writes and whatever sessions begin: cards are placed and removed in turn, and no session ends that did not begin.
    #[test]
    fn events_make_sense_whatever_is_said(lines in prop::collection::vec((lines(), any::<bool>()), 0..40)) {
        let mut story = Story::greeted();
        let (mut card, mut session) = (false, false);
        for (line, begins) in lines {
            story.now += SECOND;
            if begins && !session {
                story.told.begin(SESSION, story.now);
                session = true;
            }
            let Ok(events) = story.says(&line) else { break };
            for event in events {
                match event {
                    DeviceEvent::CardPlaced => prop_assert!(!std::mem::replace(&mut card, true)),
                    DeviceEvent::CardRemoved => prop_assert!(std::mem::replace(&mut card, false)),
                    DeviceEvent::SessionEnded(_) => prop_assert!(std::mem::replace(&mut session, false)),
                    DeviceEvent::HealthChanged(_)
                    | DeviceEvent::Restarted
                    | DeviceEvent::PairingAnswered { .. } => {}
                }
            }
            prop_assert_eq!(story.told.session().is_some(), session);
        }
    }
}
