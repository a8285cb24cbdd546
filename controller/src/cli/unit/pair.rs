//! `madoguchi unit pair`: opens the port, shows the digits, and asks the person at the PC.
//!
//! A yes always names the digits that were shown with the question. A program, which cannot be asked, has to pass the digits that the
//! reader shows: nobody can say yes without having seen them.

use super::super::args::Pair;
use super::super::client::{Client, Failure, answer, request_id};
use super::super::output::{Output, Reply, reply};
use super::taken::{self, Act};
use crate::json;
use crate::texts::{label, text};
use crate::wire;
use madoguchi_proto::v1;
use madoguchi_proto::v1::pair_unit_request::Frame as Ask;
use madoguchi_proto::v1::pair_unit_response::Frame;
use madoguchi_proto::v1::{PairUnitRequest, PairingAnswer, PairingDigits, PairingOpen};
use madoguchi_texts::Lang;
use serde_json::json;
use std::io::{BufRead, Read};
use std::path::Path;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Streaming;

/// Frames that may wait to be sent: the opening and one answer.
const OUTGOING: usize = 4;
/// The longest typed line: a word, or six digits.
const MAX_LINE_BYTES: u64 = 256;

/// Pairs one reader.
pub(in super::super) async fn run(
    data_dir: &Path,
    output: &Output,
    pair: Pair,
) -> Result<(), Failure> {
    let (by_stdin, yes) = (pair.digits_from_stdin, pair.yes);
    if !by_stdin && !output.can_ask() {
        return Err(Failure::own("cli-pairing-no-terminal", &[]));
    }
    let client = Client::connect(data_dir).await?;
    let (to, from) = mpsc::channel(OUTGOING);
    let opening = opening(pair)?;
    let counter = opening.counter.clone().unwrap_or_default();
    say(&to, Ask::Open(opening)).await;
    let heard = answer(client.units().pair_unit(ReceiverStream::new(from))).await?;
    let pairing = Pairing {
        client,
        output,
        counter,
        yes,
        to,
        lines: lines(),
        by_stdin,
        shown: None,
        asked: None,
    };
    pairing.follow(heard).await
}

fn opening(pair: Pair) -> Result<PairingOpen, Failure> {
    let placement = pair.placement.map(wire::placement);
    let placement = if pair.seated {
        Some(v1::Placement::Seated)
    } else {
        placement
    };
    Ok(PairingOpen {
        request_id: request_id()?,
        edition: pair
            .edition
            .map_or(0, |edition| wire::edition(edition).into()),
        counter: Some(v1::Counter {
            name: pair.counter.unwrap_or_default(),
            placement: placement.map_or(0, Into::into),
            tags: pair.tags.iter().map(ToString::to_string).collect(),
        }),
        cable: pair.cable.unwrap_or_default(),
        delivered: pair.delivered.unwrap_or_default(),
        serial: pair.serial.map_or_else(String::new, |s| s.to_string()),
    })
}

struct Pairing<'a> {
    client: Client,
    output: &'a Output,
    /// The counter as far as it was typed.
    counter: v1::Counter,
    yes: bool,
    to: mpsc::Sender<PairUnitRequest>,
    lines: mpsc::Receiver<String>,
    by_stdin: bool,
    /// The digits that are shown and not answered yet.
    shown: Option<String>,
    /// The digits on the screen when the last question was asked; the next line is about them.
    asked: Option<String>,
}

impl Pairing<'_> {
    async fn follow(mut self, mut heard: Streaming<v1::PairUnitResponse>) -> Result<(), Failure> {
        let mut typing = true;
        loop {
            tokio::select! {
                frame = heard.message() => {
                    let frame = frame?.and_then(|frame| frame.frame);
                    match frame.ok_or_else(Failure::incomplete)? {
                        Frame::Paired(unit) => return self.paired(&unit),
                        Frame::Ended(text) => return Err(Failure { text }),
                        Frame::Opened(opened) => self.opened(opened.open_for_ms)?,
                        Frame::Digits(digits) => {
                            self.tells_what_is_taken(&digits).await?;
                            self.digits(&digits)?;
                        }
                        Frame::Notice(text) => self.notice(&text)?,
                    }
                }
                // A line is read only when there are digits that it can be about.
                line = self.lines.recv(), if typing && (self.shown.is_some() || !self.by_stdin) => match line {
                    Some(line) => self.typed(&line).await,
                    None => typing = false,
                },
            }
        }
    }

    fn opened(&self, open_for_ms: u64) -> Result<(), Failure> {
        if self.output.json {
            return self.line(json!({ "pairing": "open", "open_for_ms": open_for_ms }));
        }
        self.output.mark();
        let seconds = (open_for_ms / 1_000).to_string();
        self.aside("cli-pairing-opened", &[("seconds", &seconds)]);
        Ok(())
    }

    /// Says what pairing a known reader takes away, before its digits are shown: the answer to them is the consent. A program answers
    /// without reading, so about a reader that is connected it has to have said yes before.
    async fn tells_what_is_taken(&self, digits: &PairingDigits) -> Result<(), Failure> {
        if self.yes || !digits.known {
            return Ok(());
        }
        let act = Act::Enroll {
            to: &self.counter,
            keeps_tags: true,
        };
        let taken = taken::taken(&self.client, &digits.serial, act).await?;
        match taken {
            Some(taken) if self.by_stdin && taken.connected => {
                self.output.agree(self.yes, &taken.text)
            }
            Some(taken) => {
                self.output.notice(&taken.text);
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn digits(&mut self, digits: &PairingDigits) -> Result<(), Failure> {
        let port = digits.link.as_ref().map_or_else(
            || "?".to_owned(),
            |link| format!("{}-{}", link.bus, link.chain),
        );
        let speed = digits.link.as_ref().map_or(0, |link| link.speed_mbps);
        let again = self.shown.is_some();
        self.shown = Some(digits.digits.clone());
        if self.output.json {
            self.asked = self.shown.clone();
            return self.line(json!({
                "pairing": "digits",
                "serial": digits.serial,
                "port": port,
                "speed_mbps": (speed > 0).then_some(speed),
                "digits": digits.digits,
                "known": digits.known,
            }));
        }
        let speed = speed_in_words(speed, self.output.lang);
        if again {
            self.aside("cli-pairing-again", &[]);
        }
        let args = [
            ("serial", digits.serial.as_str()),
            ("port", &port),
            ("speed", &speed),
        ];
        self.aside("cli-pairing-reader", &args);
        self.output.aside(&format!("\n    {}\n", digits.digits));
        self.ask();
        Ok(())
    }

    /// Asks, unless a question is open: the next line is still about the digits of that question.
    fn ask(&mut self) {
        if !self.by_stdin {
            self.aside("cli-pairing-question", &[]);
        }
        if self.by_stdin || self.asked.is_none() {
            self.asked.clone_from(&self.shown);
        }
    }

    async fn typed(&mut self, line: &str) {
        let Some(asked) = self.asked.take() else {
            // It was typed before there was anything to compare.
            return;
        };
        if self.shown.as_ref() != Some(&asked) {
            // It was about digits that are no longer shown: the question is asked again for the new ones.
            self.asked.clone_from(&self.shown);
            if self.shown.is_some() {
                self.aside("cli-pairing-question", &[]);
            }
            return;
        }
        // Also as a Japanese keyboard types them.
        let plain = |text: &str| {
            let text = madoguchi_reading::plain(text);
            text.split_whitespace().collect::<String>()
        };
        let typed_digits = plain(line) == plain(&asked);
        let same = match reply(line) {
            _ if typed_digits => true,
            _ if self.by_stdin => {
                let args = [("digits", asked.as_str()), ("expected", line.trim())];
                self.aside("cli-pairing-not-expected", &args);
                false
            }
            Reply::Yes => true,
            Reply::No => false,
            Reply::Neither => {
                self.asked = Some(asked);
                self.aside("cli-pairing-question", &[]);
                return;
            }
        };
        if !self.by_stdin {
            let said = if same {
                "cli-pairing-same"
            } else {
                "cli-pairing-different"
            };
            self.aside(said, &[]);
        }
        self.shown = None;
        let digits = asked;
        say(&self.to, Ask::Answer(PairingAnswer { same, digits })).await;
    }

    fn notice(&mut self, text: &v1::Text) -> Result<(), Failure> {
        if self.output.json {
            return self.line(json!({ "pairing": "notice", "text": json::Text::from(text) }));
        }
        self.output.notice(text);
        Ok(())
    }

    fn paired(&self, unit: &v1::Unit) -> Result<(), Failure> {
        let counter = unit.counter.as_ref().map_or("", |counter| &counter.name);
        let args = [("serial", unit.serial.as_str()), ("counter", counter)];
        self.output.answer(
            || json!({ "pairing": "paired", "unit": json::Unit::from(unit) }),
            || format!("{}\n", label(self.output.lang, "cli-pairing-done", &args)),
        )
    }

    fn line(&self, value: serde_json::Value) -> Result<(), Failure> {
        self.output.answer(|| value, String::new)
    }

    fn aside(&self, key: &str, args: &[(&str, &str)]) {
        self.output.notice(&text(key, args));
    }
}

fn speed_in_words(mbps: u32, lang: Lang) -> String {
    match mbps {
        0 => label(lang, "cli-pairing-unknown-speed", &[]),
        mbps => format!("{mbps} Mbps"),
    }
}

/// Sends a frame. An error is ignored: a controller that has ended says so on its own stream.
async fn say(to: &mpsc::Sender<PairUnitRequest>, frame: Ask) {
    let _ = to.send(PairUnitRequest { frame: Some(frame) }).await;
}

/// The typed lines, read on a thread of its own, because reading cannot be interrupted.
fn lines() -> mpsc::Receiver<String> {
    let (to, lines) = mpsc::channel(1);
    std::thread::spawn(move || {
        loop {
            let mut line = String::new();
            let mut stdin = std::io::stdin().lock().take(MAX_LINE_BYTES);
            match stdin.read_line(&mut line) {
                Ok(read) if read > 0 && to.blocking_send(line).is_ok() => {}
                _ => return,
            }
        }
    });
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speed_that_the_system_does_not_know_is_not_said_to_be_none() {
        assert_eq!(speed_in_words(480, Lang::Ja), "480 Mbps");
        assert_eq!(speed_in_words(0, Lang::Ja), "速度不明");
        assert_eq!(speed_in_words(0, Lang::En), "speed unknown");
    }
}
