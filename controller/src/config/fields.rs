//! The fields of a TOML file, taken one by one; what is wrong is collected, what is left over is unknown.

use std::collections::BTreeSet;
use std::fmt;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use toml::{Table, Value};

/// One mistake: the field, what is wrong, what to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The field, with its section: "rules.call_s".
    pub field: String,
    /// What is wrong with it.
    pub what: String,
    /// What to write instead.
    pub write: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; write {}", self.field, self.what, self.write)
    }
}

/// A file's fields, while they are taken.
pub(super) struct Fields {
    left: Table,
    asked: BTreeSet<String>,
    mistakes: Vec<Mistake>,
}

impl Fields {
    pub(super) fn parse(text: &str) -> Result<Self, Mistake> {
        let left = text.parse().map_err(|error: toml::de::Error| Mistake {
            field: place(text, &error),
            what: error.message().replace('\n', " "),
            write: "TOML: name = value, with text in quotes".to_owned(),
        })?;
        Ok(Self {
            left,
            asked: BTreeSet::new(),
            mistakes: Vec::new(),
        })
    }

    /// Notes a mistake.
    pub(super) fn wrong(&mut self, field: &str, what: &str, write: &str) {
        self.mistakes.push(Mistake {
            field: field.to_owned(),
            what: what.to_owned(),
            write: write.to_owned(),
        });
    }

    pub(super) fn text(&mut self, field: &str) -> Option<String> {
        match self.take(field)? {
            Value::String(text) if !text.trim().is_empty() => Some(text),
            other => {
                self.wrong(field, &format!("{other} is not a text"), "a text in quotes");
                None
            }
        }
    }

    pub(super) fn address(&mut self, field: &str) -> Option<SocketAddr> {
        let text = self.text(field)?;
        let address = text.parse().ok();
        if address.is_none() {
            self.wrong(
                field,
                &format!("\"{text}\" is not an address"),
                "an IP address and a port, for example \"127.0.0.1:7443\"",
            );
        }
        address
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
            self.wrong(field, &format!("{value} is not known"), &names.join(" or "));
        }
        chosen
    }

    pub(super) fn number(&mut self, field: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let value = self.take(field)?;
        let write = format!("a whole number from {} to {}", range.start(), range.end());
        match value {
            Value::Integer(number) if range.contains(&number) => Some(number),
            Value::Integer(number) => {
                self.wrong(field, &format!("{number} is out of range"), &write);
                None
            }
            other => {
                self.wrong(field, &format!("{other} is not a whole number"), &write);
                None
            }
        }
    }

    /// All mistakes, with what nobody asked for.
    pub(super) fn finish(mut self) -> Vec<Mistake> {
        let mut unknown = Vec::new();
        for (name, value) in &self.left {
            match value {
                Value::Table(section) => {
                    unknown.extend(section.keys().map(|field| format!("{name}.{field}")));
                }
                _ => unknown.push(name.clone()),
            }
        }
        for field in unknown {
            let known: Vec<_> = self.asked.iter().map(String::as_str).collect();
            let write = format!("one of {}", known.join(", "));
            self.wrong(&field, "there is no such field", &write);
        }
        self.mistakes
    }

    /// Takes a field, "name" or "section.name".
    fn take(&mut self, field: &str) -> Option<Value> {
        self.asked.insert(field.to_owned());
        let Some((section, name)) = field.split_once('.') else {
            return self.left.remove(field);
        };
        if self.left.get(section)?.is_table() {
            return self.left.get_mut(section)?.as_table_mut()?.remove(name);
        }
        // Removed, so that it is said once.
        self.left.remove(section);
        self.wrong(
            section,
            "it is a section, not a value",
            &format!("[{section}] on a line of its own, and {name} = … below"),
        );
        None
    }
}

fn place(text: &str, error: &toml::de::Error) -> String {
    let start = error.span().map_or(0, |span| span.start);
    let line = text.bytes().take(start).filter(|b| *b == b'\n').count() + 1;
    format!("line {line}")
}
