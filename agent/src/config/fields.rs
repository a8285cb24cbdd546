//! A table whose fields are taken one by one; what is wrong is noted, what is left over is unknown.

use std::fmt;

use toml::{Table, Value};

/// The longest piece of a wrong value that is shown back.
const SHOWN_CHARS: usize = 60;

/// One thing that is wrong in a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The field with its tables, for example `device.speed`.
    pub field: String,
    /// What is wrong with it.
    pub wrong: String,
    /// What to write.
    pub write: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; write {}", self.field, self.wrong, self.write)
    }
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

    /// A field that must be there. `write` says what to write.
    pub(super) fn required<T>(
        &mut self,
        name: &'static str,
        write: &str,
        parse: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        if !self.table.contains_key(name) {
            self.known.push(name);
            self.mistake(name, "it is missing".to_owned(), write);
            return None;
        }
        self.optional(name, write, parse)
    }

    /// A field that may be there.
    pub(super) fn optional<T>(
        &mut self,
        name: &'static str,
        write: &str,
        parse: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        self.known.push(name);
        let value = self.table.remove(name)?;
        let parsed = parse(&value);
        if parsed.is_none() {
            let shown: String = value.to_string().chars().take(SHOWN_CHARS).collect();
            self.mistake(name, format!("{shown} is not possible"), write);
        }
        parsed
    }

    /// A table that must be there.
    pub(super) fn table(&mut self, name: &'static str) -> Option<Fields<'_>> {
        let table = self.required(name, &format!("a table [{name}]"), |value| {
            value.as_table().cloned()
        })?;
        let prefix = format!("{}{name}.", self.prefix);
        Some(Fields::new(&prefix, table, self.mistakes))
    }

    /// A table that may be there.
    pub(super) fn optional_table(&mut self, name: &'static str) -> Option<Fields<'_>> {
        let table = self.optional(name, &format!("a table [{name}]"), |value| {
            value.as_table().cloned()
        })?;
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
        for name in table.keys() {
            mistakes.push(Mistake {
                field: format!("{prefix}{name}"),
                wrong: "there is no such field".to_owned(),
                write: format!("one of {}", known.join(", ")),
            });
        }
    }

    fn mistake(&mut self, name: &str, wrong: String, write: &str) {
        self.mistakes.push(Mistake {
            field: format!("{}{name}", self.prefix),
            wrong,
            write: write.to_owned(),
        });
    }
}
