//! Takes the fields of a table one by one. Mistakes are collected, and fields that nobody took are unknown.

use std::fmt;

use madoguchi_proto::v1::Text;
use toml::{Table, Value};

use crate::texts;

/// The most characters of a wrong value that an error repeats.
const SHOWN_CHARS: usize = 60;

/// One mistake in a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The field with its tables, for example `device.speed`.
    pub field: String,
    pub wrong: Text,
    pub write: Text,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            field,
            wrong,
            write,
        } = self;
        write!(f, "{field}: {}。{}を書いてください。", wrong.ja, write.ja)?;
        write!(f, " / {}; write {}", wrong.en, write.en)
    }
}

/// The text for a mistake in a field.
pub(super) fn wrong(what: &str) -> Text {
    texts::text(&format!("wrong-{what}"), &[])
}

/// The text for the right value of a field.
pub(super) fn write(what: &str) -> Text {
    texts::text(&format!("write-{what}"), &[])
}

pub(super) struct Fields<'a> {
    prefix: String,
    table: Table,
    known: Vec<&'static str>,
    mistakes: &'a mut Vec<Mistake>,
}

impl<'a> Fields<'a> {
    /// The fields of a table. `prefix` is empty for the whole file; otherwise it ends with a dot.
    pub(super) fn new(prefix: &str, table: Table, mistakes: &'a mut Vec<Mistake>) -> Self {
        Self {
            prefix: prefix.to_owned(),
            table,
            known: Vec::new(),
            mistakes,
        }
    }

    /// Whether the field exists and was not taken yet.
    pub(super) fn has(&self, name: &str) -> bool {
        self.table.contains_key(name)
    }

    /// Takes a field that must exist. `write` says what to write.
    pub(super) fn required<T>(
        &mut self,
        name: &'static str,
        write: Text,
        parse: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        if !self.table.contains_key(name) {
            self.known.push(name);
            self.mistake(name, wrong("missing"), write);
            return None;
        }
        self.optional(name, write, parse)
    }

    /// Takes a field that may be missing.
    pub(super) fn optional<T>(
        &mut self,
        name: &'static str,
        write: Text,
        parse: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        self.known.push(name);
        let value = self.table.remove(name)?;
        let parsed = parse(&value);
        if parsed.is_none() {
            let shown: String = value.to_string().chars().take(SHOWN_CHARS).collect();
            let wrong = texts::text("wrong-value", &[("shown", &shown)]);
            self.mistake(name, wrong, write);
        }
        parsed
    }

    /// Takes a table that must exist.
    pub(super) fn table(&mut self, name: &'static str) -> Option<Fields<'_>> {
        let table = self.required(name, a_table(name), |value| value.as_table().cloned())?;
        let prefix = format!("{}{name}.", self.prefix);
        Some(Fields::new(&prefix, table, self.mistakes))
    }

    /// Takes a table that may be missing.
    pub(super) fn optional_table(&mut self, name: &'static str) -> Option<Fields<'_>> {
        let table = self.optional(name, a_table(name), |value| value.as_table().cloned())?;
        let prefix = format!("{}{name}.", self.prefix);
        Some(Fields::new(&prefix, table, self.mistakes))
    }

    /// Reports every field that was not taken.
    pub(super) fn finish(self) {
        let Self {
            prefix,
            table,
            known,
            mistakes,
        } = self;
        let known = known.join(", ");
        for name in table.keys() {
            mistakes.push(Mistake {
                field: format!("{prefix}{name}"),
                wrong: wrong("unknown"),
                write: texts::text("write-known", &[("known", &known)]),
            });
        }
    }

    /// Reports a mistake in a field.
    pub(super) fn mistake(&mut self, name: &str, wrong: Text, write: Text) {
        self.mistakes.push(Mistake {
            field: format!("{}{name}", self.prefix),
            wrong,
            write,
        });
    }
}

fn a_table(name: &str) -> Text {
    texts::text("write-table", &[("name", name)])
}
