//! Takes the fields of a table one by one. Mistakes are collected, and fields that nobody took are unknown.

use madoguchi_proto::v1::Text;
use madoguchi_reading::configuration::{nearest, shown};
use toml::{Table, Value};

use crate::texts;

/// One mistake in a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The field with its tables, for example `device.speed`.
    pub field: String,
    pub wrong: Text,
    pub write: Text,
}

impl Mistake {
    /// The mistake in a sentence: the field, what is wrong with it, what to write.
    #[must_use]
    pub fn text(&self) -> Text {
        let Self {
            field,
            wrong,
            write,
        } = self;
        Text {
            code: wrong.code.clone(),
            ja: format!("{field}: {}。{}を書いてください。", wrong.ja, write.ja),
            en: format!("{field}: {}; write {}", wrong.en, write.en),
        }
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
            // Where it is only misspelt, or stands in another table, that is the mistake; that it is missing follows.
            match self.misplaced(name) {
                Some(written) => self.mistake(&written, wrong("unknown"), near(&self.prefix, name)),
                None => self.mistake(name, wrong("missing"), write),
            }
            return None;
        }
        self.optional(name, write, parse)
    }

    /// Takes the field that was meant by this name: one that is written otherwise here, or as it is in a table below.
    fn misplaced(&mut self, name: &str) -> Option<String> {
        let here = nearest(name, self.table.keys().map(String::as_str)).map(str::to_owned);
        if let Some(written) = here {
            self.table.remove(&written);
            return Some(written);
        }
        self.table.iter_mut().find_map(|(table, value)| {
            let taken = value.as_table_mut()?.remove(name);
            taken.map(|_| format!("{table}.{name}"))
        })
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
            let wrong = texts::text("wrong-value", &[("shown", &shown(&value.to_string()))]);
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
        for name in table.keys() {
            let write = match nearest(name, known.iter().copied()) {
                Some(meant) => near(&prefix, meant),
                None => texts::text("write-known", &[("known", &known.join(", "))]),
            };
            mistakes.push(Mistake {
                field: format!("{prefix}{name}"),
                wrong: wrong("unknown"),
                write,
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

/// The name that was meant, in its table.
fn near(prefix: &str, name: &str) -> Text {
    match prefix.trim_end_matches('.') {
        "" => texts::text("write-near", &[("name", name)]),
        table => texts::text("write-near-below", &[("name", name), ("table", table)]),
    }
}

fn a_table(name: &str) -> Text {
    texts::text("write-table", &[("name", name)])
}
