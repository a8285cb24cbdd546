//! Parses an engine's messages. Unknown fields are ignored, so that a newer engine can send more; unknown values are refused.

use madoguchi_plain::{hex, is_name};
use madoguchi_proto::v1::{Health, Outcome};
use serde::Deserialize;
use serde_json::Value;

use super::outcome::{self, State, Words};
use crate::session::SessionId;

/// The longest name or version of an engine.
const MAX_NAME_CHARS: usize = 64;
/// The longest digits: six, and the spaces that somebody may put between them.
const MAX_DIGITS_CHARS: usize = 16;
/// The longest reason in the log.
const MAX_REASON_CHARS: usize = 160;

/// A message of an engine.
#[derive(Debug)]
pub(super) enum Heard {
    Hello(Hello),
    CardPlaced,
    CardRemoved,
    SessionEnded {
        session: SessionId,
        /// An error here must not keep the session from ending.
        outcome: Result<Outcome, String>,
    },
    Health(Health),
    Pong {
        id: u64,
    },
    PairingAnswered {
        digits: String,
        same: bool,
    },
}

#[derive(Debug)]
pub(super) struct Hello {
    pub name: String,
    pub version: String,
    /// The serial of its reader, if it knows that.
    pub serial: Option<String>,
    /// Whether a card lies on the reader.
    pub card_present: bool,
    pub health: Health,
}

/// The reason why a line is no hello.
#[derive(Debug)]
pub(super) enum NoHello {
    Version(u64),
    Wrong(String),
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Message {
    Hello(HelloWords),
    CardPlaced,
    CardRemoved,
    SessionEnded {
        session: String,
        outcome: Value,
    },
    Health {
        state: State,
        #[serde(default)]
        codes: Vec<String>,
    },
    Pong {
        id: u64,
    },
    PairingAnswered {
        digits: String,
        same: bool,
    },
}

#[derive(Deserialize)]
struct HelloWords {
    engine: String,
    version: String,
    serial: Option<String>,
    #[serde(default)]
    card_present: bool,
    #[serde(default)]
    state: State,
    #[serde(default)]
    codes: Vec<String>,
}

/// The fields of a first line that are the same in every version.
#[derive(Deserialize)]
struct First {
    #[serde(rename = "type")]
    kind: String,
    protocol: u64,
}

/// Parses the first line of an engine that was told our protocol version.
pub(super) fn hello(line: &[u8], protocol: u64) -> Result<Hello, NoHello> {
    let first: First =
        serde_json::from_slice(line).map_err(|error| NoHello::Wrong(reason(&error)))?;
    if first.kind != "hello" {
        return Err(NoHello::Wrong("the first line is no hello".to_owned()));
    }
    if first.protocol != protocol {
        return Err(NoHello::Version(first.protocol));
    }
    match message(line).map_err(NoHello::Wrong)? {
        Heard::Hello(hello) => Ok(hello),
        _ => Err(NoHello::Wrong("the first line is no hello".to_owned())),
    }
}

/// Parses any other line.
///
/// # Errors
/// The reason, for the engine's author. It never contains the line, which may be about a patient.
pub(super) fn message(line: &[u8]) -> Result<Heard, String> {
    let message = serde_json::from_slice(line).map_err(|error| reason(&error))?;
    Ok(match message {
        Message::Hello(hello) => Heard::Hello(hello.check()?),
        Message::CardPlaced => Heard::CardPlaced,
        Message::CardRemoved => Heard::CardRemoved,
        Message::SessionEnded { session, outcome } => Heard::SessionEnded {
            session: hex::parse(&session)
                .map(SessionId)
                .ok_or("session is not 32 hexadecimal digits")?,
            outcome: serde_json::from_value(outcome)
                .map_err(|error| reason(&error))
                .and_then(Words::check),
        },
        Message::Health { state, codes } => Heard::Health(outcome::health(state, codes)?),
        Message::Pong { id } => Heard::Pong { id },
        Message::PairingAnswered { digits, same } => {
            if digits.chars().count() > MAX_DIGITS_CHARS {
                return Err("digits are six, in two groups".to_owned());
            }
            Heard::PairingAnswered { digits, same }
        }
    })
}

impl HelloWords {
    fn check(self) -> Result<Hello, String> {
        for name in [&self.engine, &self.version] {
            if !is_name(name, MAX_NAME_CHARS) {
                return Err(format!(
                    "engine and version have 1 to {MAX_NAME_CHARS} characters that can all be seen"
                ));
            }
        }
        Ok(Hello {
            name: self.engine,
            version: self.version,
            serial: self.serial,
            card_present: self.card_present,
            health: outcome::health(self.state, self.codes)?,
        })
    }
}

/// What is wrong with a line and where, without anything that the line says: serde quotes it.
fn reason(error: &serde_json::Error) -> String {
    let said = error.to_string();
    // These name a field of ours.
    let is_ours = ["missing field", "duplicate field"]
        .iter()
        .any(|ours| said.starts_with(ours));
    let quoted = said.find(['`', '"']).filter(|_| !is_ours);
    let said = match quoted {
        None => said,
        Some(at) => format!("{}… at column {}", &said[..at], error.column()),
    };
    said.chars().take(MAX_REASON_CHARS).collect()
}

#[cfg(test)]
mod tests;
