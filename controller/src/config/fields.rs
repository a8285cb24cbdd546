//! The fields of a TOML file. They are taken one by one; mistakes are collected, and fields that nobody took are unknown.

use crate::texts;
use madoguchi_proto::v1::Text;
use madoguchi_reading::odd_character;
use std::collections::BTreeSet;
use std::fmt;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use toml::{Table, Value};

/// One mistake: the field, what is wrong with it, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The field's name with its section: "rules.call_s".
    pub field: String,
    what: Wrong,
}

/// The kinds of mistakes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wrong {
    /// The whole file is no TOML; `field` is the place in it.
    Toml {
        detail: String,
    },
    /// A character that looks like a blank, a quotation mark or a letter of another one: what is wrong cannot be seen.
    OddCharacter {
        code: String,
    },
    Text {
        value: String,
    },
    Address {
        value: String,
    },
    Choice {
        value: String,
        choices: String,
    },
    Range {
        value: String,
        range: RangeInclusive<i64>,
    },
    Number {
        value: String,
        range: RangeInclusive<i64>,
    },
    TimeOfDay {
        value: String,
    },
    Unknown {
        known: String,
    },
    Section {
        name: String,
    },
    DeskOpen,
    /// An address that other PCs reach, for a console that asks nobody who he is.
    ConsoleOpen,
    /// An address that other PCs reach, under a policy for readers on this PC.
    NotLoopback,
    TestRootInUse,
    ListenOverUsb {
        port: String,
    },
    PortOnLoopback {
        listen: String,
    },
    PortTwice,
    /// A counter that is named twice, each time with other widths or blanks.
    NamedTwice,
    List {
        value: String,
    },
    TooMany {
        most: usize,
    },
    /// An entry of a list that should be a table.
    Entry {
        value: String,
        example: &'static str,
    },
    /// A text that has several lines or more than `most` characters.
    Line {
        value: String,
        most: usize,
    },
    UsbId {
        value: String,
    },
    OursAndForeign {
        id: String,
    },
}

impl Mistake {
    /// The mistake as a text for people.
    #[must_use]
    pub fn text(&self) -> Text {
        let tell = |key: &str, args: &[(&str, &str)]| {
            let mut args = args.to_vec();
            args.push(("field", &self.field));
            texts::text(key, &args)
        };
        let within = |key: &str, value: &str, range: &RangeInclusive<i64>| {
            let (least, most) = (range.start().to_string(), range.end().to_string());
            tell(key, &[("value", value), ("least", &least), ("most", &most)])
        };
        match &self.what {
            Wrong::Toml { detail } => tell("config-toml", &[("detail", detail)]),
            Wrong::OddCharacter { code } => tell("config-odd-character", &[("code", code)]),
            Wrong::Text { value } => tell("config-text", &[("value", value)]),
            Wrong::Address { value } => tell("config-address", &[("value", value)]),
            Wrong::Choice { value, choices } => {
                tell("config-choice", &[("value", value), ("choices", choices)])
            }
            Wrong::Range { value, range } => within("config-range", value, range),
            Wrong::Number { value, range } => within("config-number", value, range),
            Wrong::TimeOfDay { value } => tell("config-time-of-day", &[("value", value)]),
            Wrong::Unknown { known } => tell("config-unknown", &[("known", known)]),
            Wrong::Section { name } => tell("config-section", &[("name", name)]),
            Wrong::DeskOpen => tell("config-desk-open", &[]),
            Wrong::ConsoleOpen => tell("config-console-open", &[]),
            Wrong::NotLoopback => tell("config-not-loopback", &[]),
            Wrong::TestRootInUse => tell("config-test-root-in-use", &[]),
            Wrong::ListenOverUsb { port } => tell("config-listen-over-usb", &[("port", port)]),
            Wrong::PortOnLoopback { listen } => {
                tell("config-port-on-loopback", &[("listen", listen)])
            }
            Wrong::NamedTwice => tell("config-named-twice", &[]),
            Wrong::PortTwice => tell("config-port-twice", &[]),
            Wrong::List { value } => tell("config-list", &[("value", value)]),
            Wrong::TooMany { most } => tell("config-too-many", &[("most", &most.to_string())]),
            Wrong::Entry { value, example } => {
                tell("config-entry", &[("value", value), ("example", example)])
            }
            Wrong::Line { value, most } => {
                let most = most.to_string();
                tell("config-line", &[("value", value), ("most", &most)])
            }
            Wrong::UsbId { value } => tell("config-usb-id", &[("value", value)]),
            Wrong::OursAndForeign { id } => tell("config-ours-and-foreign", &[("id", id)]),
        }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

/// The fields that were not taken yet, and the mistakes so far.
pub(super) struct Fields {
    left: Table,
    asked: BTreeSet<String>,
    mistakes: Vec<Mistake>,
}

impl Fields {
    pub(super) fn parse(text: &str) -> Result<Self, Mistake> {
        let left = text.parse().map_err(|error: toml::de::Error| Mistake {
            field: place(text, &error),
            what: match odd_character(text, error.span().map_or(0, |span| span.start)) {
                Some(code) => Wrong::OddCharacter { code },
                None => Wrong::Toml {
                    detail: error.message().replace('\n', " "),
                },
            },
        })?;
        Ok(Self {
            left,
            asked: BTreeSet::new(),
            mistakes: Vec::new(),
        })
    }

    /// Adds a mistake.
    pub(super) fn wrong(&mut self, field: &str, what: Wrong) {
        let field = field.to_owned();
        self.mistakes.push(Mistake { field, what });
    }

    /// Whether a field is present that must not be.
    pub(super) fn is_there(&mut self, field: &str) -> bool {
        self.take(field).is_some()
    }

    pub(super) fn text(&mut self, field: &str) -> Option<String> {
        match self.take(field)? {
            Value::String(text) if !text.trim().is_empty() => Some(text),
            other => {
                let value = other.to_string();
                self.wrong(field, Wrong::Text { value });
                None
            }
        }
    }

    /// Whether a field is this word; then it is taken.
    pub(super) fn says(&mut self, field: &str, word: &str) -> bool {
        self.asked.insert(field.to_owned());
        let value = match field.split_once('.') {
            Some((section, name)) => self.left.get(section).and_then(|fields| fields.get(name)),
            None => self.left.get(field),
        };
        let says = value.and_then(Value::as_str) == Some(word);
        says && self.take(field).is_some()
    }

    pub(super) fn address(&mut self, field: &str) -> Option<SocketAddr> {
        let text = self.text(field)?;
        let address = text.parse().ok();
        if address.is_none() {
            let value = format!("\"{text}\"");
            self.wrong(field, Wrong::Address { value });
        }
        address
    }

    pub(super) fn yes_or_no(&mut self, field: &str) -> Option<bool> {
        let value = self.take(field)?;
        let said = value.as_bool();
        if said.is_none() {
            let (value, choices) = (value.to_string(), "true, false".to_owned());
            self.wrong(field, Wrong::Choice { value, choices });
        }
        said
    }

    /// A table of at most `most` texts by name; empty if the field is absent.
    pub(super) fn table(&mut self, field: &str, most: usize, example: &'static str) -> Table {
        match self.take(field) {
            None => Table::new(),
            Some(Value::Table(table)) if table.len() <= most => table,
            Some(Value::Table(_)) => {
                self.wrong(field, Wrong::TooMany { most });
                Table::new()
            }
            Some(other) => {
                let value = other.to_string();
                self.wrong(field, Wrong::Entry { value, example });
                Table::new()
            }
        }
    }

    pub(super) fn one_of<T: Copy>(&mut self, field: &str, choices: &[(&str, T)]) -> Option<T> {
        let value = self.take(field)?;
        let chosen = choices
            .iter()
            .find(|(name, _)| value.as_str() == Some(name))
            .map(|(_, choice)| *choice);
        if chosen.is_none() {
            let names: Vec<_> = choices
                .iter()
                .map(|(name, _)| format!("\"{name}\""))
                .collect();
            let (value, choices) = (value.to_string(), names.join(", "));
            self.wrong(field, Wrong::Choice { value, choices });
        }
        chosen
    }

    pub(super) fn number(&mut self, field: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let value = self.take(field)?;
        match value {
            Value::Integer(number) if range.contains(&number) => Some(number),
            Value::Integer(number) => {
                let value = number.to_string();
                self.wrong(field, Wrong::Range { value, range });
                None
            }
            other => {
                let value = other.to_string();
                self.wrong(field, Wrong::Number { value, range });
                None
            }
        }
    }

    /// A list of at most `most` values; empty if the field is absent.
    pub(super) fn list(&mut self, field: &str, most: usize) -> Vec<Value> {
        match self.take(field) {
            None => Vec::new(),
            Some(Value::Array(values)) if values.len() <= most => values,
            Some(Value::Array(_)) => {
                self.wrong(field, Wrong::TooMany { most });
                Vec::new()
            }
            Some(other) => {
                let value = other.to_string();
                self.wrong(field, Wrong::List { value });
                Vec::new()
            }
        }
    }

    /// A time of day "HH:MM" in minutes after midnight; "never" is `Some(None)`.
    pub(super) fn time_of_day_or_never(&mut self, field: &str) -> Option<Option<i64>> {
        let value = self.take(field)?;
        let said = value.as_str().and_then(|text| match text {
            "never" => Some(None),
            text => minutes_of_day(text).map(Some),
        });
        if said.is_none() {
            let value = value.to_string();
            self.wrong(field, Wrong::TimeOfDay { value });
        }
        said
    }

    /// All mistakes, with one for each field that nobody took.
    pub(super) fn finish(mut self) -> Vec<Mistake> {
        let mut unknown = Vec::new();
        for (name, value) in &self.left {
            let section_known = self.asked.iter().any(|field| {
                field
                    .split_once('.')
                    .is_some_and(|(section, _)| section == name)
            });
            match value {
                Value::Table(section) if section_known => {
                    unknown.extend(section.keys().map(|field| format!("{name}.{field}")));
                }
                _ => unknown.push(name.clone()),
            }
        }
        for field in unknown {
            let known: Vec<_> = self.asked.iter().map(String::as_str).collect();
            let known = known.join(", ");
            self.wrong(&field, Wrong::Unknown { known });
        }
        self.mistakes
    }

    /// Takes a field by its name, "name" or "section.name".
    fn take(&mut self, field: &str) -> Option<Value> {
        self.asked.insert(field.to_owned());
        let Some((section, name)) = field.split_once('.') else {
            return self.left.remove(field);
        };
        if self.left.get(section)?.is_table() {
            return self.left.get_mut(section)?.as_table_mut()?.remove(name);
        }
        // Removed here, so that the mistake is reported only once.
        self.left.remove(section);
        let name = name.to_owned();
        self.wrong(section, Wrong::Section { name });
        None
    }
}

fn minutes_of_day(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let two_digits = |part: &str, most: i64| {
        let digits = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        let number = part.parse::<i64>().ok().filter(|n| *n <= most);
        number.filter(|_| digits)
    };
    Some(two_digits(hours, 23)? * 60 + two_digits(minutes, 59)?)
}

fn place(text: &str, error: &toml::de::Error) -> String {
    let start = error.span().map_or(0, |span| span.start);
    let line = text.bytes().take(start).filter(|b| *b == b'\n').count() + 1;
    format!("line {line}")
}
