//! The agent's messages to an engine. Texts for people are cut, so that no line exceeds the promised length.

use madoguchi_proto::v1::{Environment, Text};
use serde::Serialize;

use super::outcome::Words;
use super::protocol::{MAX_LINE_BYTES, MAX_LINES_PER_SECOND, PROTOCOL};
use super::settings::Limits;
use crate::session::Order;

/// The longest text: as much as fits on a screen. A character has at most six bytes in JSON, so two texts have at most 12 KB, below the
/// longest line.
const MAX_TEXT_CHARS: usize = 1_000;
/// The longest number, and the longest code of a text.
const MAX_LABEL_CHARS: usize = 64;

/// A message to an engine.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Said {
    Hello {
        protocol_oldest: u64,
        protocol_newest: u64,
        serial: String,
        software: &'static str,
        line_max_bytes: usize,
        lines_per_second_max: u32,
        ping_ms: u64,
        answer_ms: u64,
        test: bool,
    },
    ShowIdle,
    ShowCall {
        number: String,
        attempt: u32,
    },
    ShowWithdrawn {
        text: TextWords,
    },
    ShowRefusal {
        text: TextWords,
    },
    ShowIdentity {
        counter: String,
    },
    ShowPairing {
        digits: String,
    },
    BeginSession {
        session: String,
        number: Option<String>,
        limit_ms: u64,
    },
    ShowResult {
        outcome: Words,
    },
    Ping {
        id: u64,
    },
}

/// A text for people in both languages.
#[derive(Debug, Serialize)]
pub(super) struct TextWords {
    code: String,
    ja: String,
    en: String,
}

impl Said {
    pub(super) fn hello(serial: &str, limits: &Limits, environment: Environment) -> Self {
        Self::Hello {
            protocol_oldest: PROTOCOL,
            protocol_newest: PROTOCOL,
            serial: serial.to_owned(),
            software: concat!("madoguchi-agent ", env!("CARGO_PKG_VERSION")),
            line_max_bytes: MAX_LINE_BYTES,
            lines_per_second_max: MAX_LINES_PER_SECOND,
            ping_ms: millis(limits.ping),
            answer_ms: millis(limits.answer),
            // An unknown environment is shown as a test, and never as production.
            test: environment != Environment::Production,
        }
    }

    pub(super) fn order(order: &Order, limits: &Limits) -> Self {
        match order {
            Order::ShowIdle => Self::ShowIdle,
            Order::ShowCall { assignment, number } => Self::ShowCall {
                number: label(number),
                attempt: assignment.attempt,
            },
            Order::ShowWithdrawn { text } => Self::ShowWithdrawn { text: text.into() },
            Order::ShowRefusal { text } => Self::ShowRefusal { text: text.into() },
            Order::ShowIdentity { counter } => Self::ShowIdentity {
                counter: label(counter),
            },
            Order::ShowPairing { digits } => Self::ShowPairing {
                digits: label(digits),
            },
            Order::BeginSession {
                session_id, number, ..
            } => Self::BeginSession {
                session: session_id.to_string(),
                number: number.as_deref().map(label),
                limit_ms: millis(limits.session),
            },
            Order::ShowResult { outcome } => Self::ShowResult {
                outcome: Words::of(outcome),
            },
        }
    }

    /// The line with its line end.
    pub(super) fn line(&self) -> Vec<u8> {
        // Texts, numbers and fixed names can always be serialised; an engine ignores an empty line.
        let mut line = serde_json::to_vec(self).unwrap_or_default();
        line.push(b'\n');
        line
    }
}

impl From<&Text> for TextWords {
    fn from(text: &Text) -> Self {
        Self {
            code: label(&text.code),
            ja: cut(&text.ja, MAX_TEXT_CHARS),
            en: cut(&text.en, MAX_TEXT_CHARS),
        }
    }
}

fn label(text: &str) -> String {
    cut(text, MAX_LABEL_CHARS)
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

fn millis(time: std::time::Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::session::SessionId;
    use madoguchi_proto::v1::{Assignment, Outcome, OutcomeKind};

    fn line(order: &Order) -> String {
        let line = Said::order(order, &Limits::default()).line();
        String::from_utf8(line).unwrap()
    }

    /// Engines in use read these bytes: if this fails, do not change the test.
    #[test]
    fn lines_of_version_1_stay_as_they_are() {
        let assignment = Assignment {
            ticket_id: 7,
            attempt: 2,
        };
        let number = "12".to_owned();
        let text = Text {
            code: "behind-hub".to_owned(),
            ja: "ハブ".to_owned(),
            en: "hub".to_owned(),
        };
        let outcome = Outcome {
            kind: OutcomeKind::PinWrong.into(),
            tries_left: 2,
            duration_ms: 9_000,
            ..Outcome::default()
        };
        let orders = [
            Order::ShowIdle,
            Order::ShowCall {
                assignment,
                number: number.clone(),
            },
            Order::ShowWithdrawn { text: text.clone() },
            Order::ShowRefusal { text },
            Order::BeginSession {
                session_id: SessionId([0xab; 16]),
                assignment: Some(assignment),
                number: Some(number),
            },
            Order::ShowResult { outcome },
        ];
        let lines: String = orders.iter().map(line).collect();
        let expected = r#"{"type":"show_idle"}
{"type":"show_call","number":"12","attempt":2}
{"type":"show_withdrawn","text":{"code":"behind-hub","ja":"ハブ","en":"hub"}}
{"type":"show_refusal","text":{"code":"behind-hub","ja":"ハブ","en":"hub"}}
{"type":"begin_session","session":"abababababababababababababababab","number":"12","limit_ms":110000}
{"type":"show_result","outcome":{"kind":"pin_wrong","duration_ms":9000,"tries_left":2}}
"#;
        assert_eq!(lines, expected);
    }

    /// Engines in use read these bytes, too: if this fails, do not change the test.
    #[test]
    fn the_line_of_pairing_stays_as_it_is() {
        let order = Order::ShowPairing {
            digits: "042 117".to_owned(),
        };
        let expected = "{\"type\":\"show_pairing\",\"digits\":\"042 117\"}\n";
        assert_eq!(line(&order), expected);
    }

    /// Engines in use read these bytes, too: if this fails, do not change the test.
    #[test]
    fn the_line_of_which_reader_it_is_stays_as_it_is() {
        let order = Order::ShowIdentity {
            counter: "窓口2".to_owned(),
        };
        let expected = "{\"type\":\"show_identity\",\"counter\":\"窓口2\"}\n";
        assert_eq!(line(&order), expected);
    }

    #[test]
    fn an_engine_is_told_whether_it_is_a_test() {
        let hello = |environment| Said::hello("CR-1", &Limits::default(), environment).line();
        let said = |environment| {
            let line: serde_json::Value = serde_json::from_slice(&hello(environment)).unwrap();
            line["test"].as_bool()
        };
        assert_eq!(said(Environment::Test), Some(true));
        assert_eq!(said(Environment::Production), Some(false));
    }

    #[test]
    fn no_line_is_longer_than_promised() {
        let worst = "\u{1}".repeat(100_000);
        let text = Text {
            code: worst.clone(),
            ja: worst.clone(),
            en: worst.clone(),
        };
        assert!(line(&Order::ShowRefusal { text }).len() <= MAX_LINE_BYTES);
        let session = Order::BeginSession {
            session_id: SessionId([1; 16]),
            assignment: None,
            number: Some(worst),
        };
        assert!(line(&session).len() <= MAX_LINE_BYTES);
    }
}
