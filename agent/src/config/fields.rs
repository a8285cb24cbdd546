//! A table whose fields are taken one by one; what is wrong is noted, what is left over is unknown.

use std::fmt;

use madoguchi_proto::v1::Text;
use toml::{Table, Value};

use crate::texts;

/// The longest piece of a wrong value that is shown back.
const SHOWN_CHARS: usize = 60;

/// One thing that is wrong in a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The field with its tables, for example `device.speed`.
    pub field: String,
    /// What is wrong with it.
    pub wrong: Text,
    /// What to write.
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

/// What is wrong with a field.
pub(super) fn wrong(what: &str) -> Text {
    texts::text(&format!("wrong-{what}"), &[])
}

/// What to write into a field.
pub(super) fn write(what: &str) -> Text {
    texts::text(&format!("write-{what}"), &[])
}

/// The fields of one table.
pub(super) struct Fields<'a> {
    prefix: String,
    table: Table,
    known: Vec<&'static str>,
    mistakes: &'a mut Vec<Mistake>,
}

impl<'a> Fields<'a> {
    /// `prefix` is empty for the top, else it ends with a dot.
    pub(super) fn new(prefix: &str, table: Table, mistakes: &'a mut Vec<Mistake>) -> Self {
        Self {
            prefix: prefix.to_owned(),
            table,
            known: Vec::new(),
            mistakes,
        }
    }

    /// Whether the field is there and nobody asked for it yet.
    pub(super) fn has(&self, name: &str) -> bool {
        self.table.contains_key(name)
    }

    /// A field that must be there. `write` says what to write.
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

    /// A field that may be there.
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

    /// A table that must be there.
    pub(super) fn table(&mut self, name: &'static str) -> Option<Fields<'_>> {
        let table = self.required(name, a_table(name), |value| value.as_table().cloned())?;
        let prefix = format!("{}{name}.", self.prefix);
        Some(Fields::new(&prefix, table, self.mistakes))
    }

    /// A table that may be there.
    pub(super) fn optional_table(&mut self, name: &'static str) -> Option<Fields<'_>> {
        let table = self.optional(name, a_table(name), |value| value.as_table().cloned())?;
        let prefix = format!("{}{name}.", self.prefix);
        Some(Fields::new(&prefix, table, self.mistakes))
    }

    /// Notes every field that nobody asked for.
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

    /// Notes what is wrong with a field.
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
