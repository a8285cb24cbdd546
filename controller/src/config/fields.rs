//! The fields of a TOML file. They are taken one by one; mistakes are collected, and fields that nobody took are unknown.

use super::mistake::{Mistake, Wrong};
use madoguchi_reading::configuration::{nearest, table};
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use toml::{Table, Value};

/// The fields that were not taken yet, and the mistakes so far.
pub(super) struct Fields {
    left: Table,
    asked: BTreeSet<String>,
    mistakes: Vec<Mistake>,
}

impl Fields {
    pub(super) fn parse(text: &str) -> Result<Self, Mistake> {
        let left = table(text).map_err(|slip| Mistake {
            field: format!("line {}", slip.line),
            what: Wrong::Slip(slip),
        })?;
        Ok(Self {
            left,
            asked: BTreeSet::new(),
            mistakes: Vec::new(),
        })
    }

    /// Whether something is wrong with a field, or with one of a section.
    pub(super) fn is_wrong(&self, name: &str) -> bool {
        let of = |field: &str| {
            field
                .strip_prefix(name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.mistakes.iter().any(|mistake| of(&mistake.field))
    }

    /// Whether a name stands somewhere that only a slip would be: this field was meant, and stands in another section or is misspelt. What
    /// follows from it cannot be judged then.
    pub(super) fn is_misplaced(&self, field: &str) -> bool {
        let meant = |name: &str| nearest(name, [field]).is_some();
        self.left.iter().any(|(name, value)| {
            let within = value.as_table().into_iter().flat_map(Table::keys);
            (name != field && meant(name)) || within.into_iter().any(|name| name == field)
        })
    }

    /// How many fields of a section nobody took so far; `None` if there is no such section.
    pub(super) fn left_in(&self, section: &str) -> Option<usize> {
        let section = self.left.get(section)?.as_table()?;
        Some(section.len())
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
            Value::String(text) if text.contains(char::is_control) => {
                self.wrong(field, Wrong::Backslash);
                None
            }
            Value::String(text) if !text.trim().is_empty() => Some(text),
            other => {
                let value = other.to_string();
                self.wrong(field, Wrong::Text { value });
                None
            }
        }
    }

    /// Whether a field is there; it is not taken.
    pub(super) fn has(&self, field: &str) -> bool {
        self.left_at(field).is_some()
    }

    /// Whether a field is this word; then it is taken.
    pub(super) fn says(&mut self, field: &str, word: &str) -> bool {
        self.asked.insert(field.to_owned());
        let says = self.left_at(field).and_then(Value::as_str) == Some(word);
        says && self.take(field).is_some()
    }

    fn left_at(&self, field: &str) -> Option<&Value> {
        match field.split_once('.') {
            Some((section, name)) => self.left.get(section).and_then(|fields| fields.get(name)),
            None => self.left.get(field),
        }
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
                let bare = other.as_str().and_then(|text| text.parse().ok());
                let wrong = match bare.filter(|number| range.contains(number)) {
                    Some(number) => Wrong::QuotedNumber {
                        value: number.to_string(),
                    },
                    None => Wrong::Number {
                        value: other.to_string(),
                        range,
                    },
                };
                self.wrong(field, wrong);
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
        let asked = &self.asked;
        let known: Vec<_> = asked.iter().map(String::as_str).collect();
        let sections = known
            .iter()
            .filter_map(|field| Some(field.split_once('.')?.0));
        let all: BTreeSet<_> = known.iter().copied().chain(sections).collect();
        let told = unknown.into_iter().map(|field| Mistake {
            what: unknown_field(&field, &all, &known),
            field,
        });
        let told: Vec<_> = told.collect();
        self.mistakes.extend(told);
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

/// What is wrong with a field that is not `known`; `all` are those and what else a name may have been meant for.
pub(super) fn unknown_field(field: &str, all: &BTreeSet<&str>, known: &[&str]) -> Wrong {
    match nearest(field, all.iter().copied()) {
        Some(meant) => Wrong::Near {
            meant: meant.to_owned(),
        },
        None => Wrong::Unknown {
            known: known.join(", "),
        },
    }
}
