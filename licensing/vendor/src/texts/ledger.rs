//! The ledger: why it cannot be opened or written, and what cannot be entered into it.

use madoguchi_proto::v1::Text;
use madoguchi_texts::command_line::other;
use madoguchi_texts::same;

use super::{Spoken, because, text};
use crate::ledger::chain::MAX_RECORD_LEN;
use crate::ledger::find::MIN_SYMBOLS;
use crate::ledger::product::MAX_TERM_DAYS;
use crate::ledger::products::MAX_AT_ONCE;
use crate::ledger::table::{BadLine, COLUMNS, MAX_NAMED, NEEDED};
use crate::ledger::{self, chain, find, product, products, table};
use madoguchi_licensing::verify::MAX_NAME_CHARS;

in_english!(
    chain::BadHead,
    chain::Broken,
    find::FindError,
    ledger::AppendError,
    ledger::BookError,
    ledger::CreateError,
    ledger::OpenError,
    ledger::Unwritten,
    product::Flaw,
    products::AddError,
    table::TableError,
    table::Why
);

impl Spoken for ledger::CreateError {
    fn text(&self) -> Text {
        match self {
            Self::Open(error) => error.text(),
            Self::Append(error) => error.text(),
            Self::Random(source) => because(text("create-random", &[]), source.text()),
        }
    }
}

impl Spoken for ledger::OpenError {
    fn text(&self) -> Text {
        match self {
            Self::NotThere { folder } => {
                text("ledger-not-there", &[("folder", same(folder.display()))])
            }
            Self::Exists { folder } => text("ledger-exists", &[("folder", same(folder.display()))]),
            Self::InUse { folder } => text("ledger-in-use", &[("folder", same(folder.display()))]),
            Self::Broken { folder, source } => because(
                text("ledger-broken", &[("folder", same(folder.display()))]),
                source.text(),
            ),
            Self::Damaged { file, why } => because(
                text("ledger-damaged", &[("file", same(file.display()))]),
                why.clone(),
            ),
            Self::Io {
                folder,
                doing,
                source,
            } => because(
                text(
                    "ledger-io",
                    &[
                        ("folder", same(folder.display())),
                        ("doing", text(doing, &[]).into()),
                    ],
                ),
                source.text(),
            ),
        }
    }
}

impl Spoken for ledger::AppendError {
    fn text(&self) -> Text {
        match self {
            Self::TooLarge { len } => text(
                "append-too-large",
                &[("len", same(len)), ("max-record-len", same(MAX_RECORD_LEN))],
            ),
            Self::Senseless(source) => because(text("append-senseless", &[]), source.text()),
            Self::Write(source) => because(text("append-write", &[]), source.text()),
        }
    }
}

impl Spoken for ledger::Unwritten {
    fn text(&self) -> Text {
        match self {
            Self::Io(source) => source.text(),
            Self::Before => text("io-before", &[]),
        }
    }
}

impl Spoken for chain::Broken {
    fn text(&self) -> Text {
        match self {
            Self::Missing { act } => text("broken-missing", &[("act", same(act))]),
            Self::Changed { act } => text("broken-changed", &[("act", same(act))]),
            Self::Replaced { act, next } => text(
                "broken-replaced",
                &[("act", same(act)), ("next", same(next))],
            ),
            Self::Unreadable { act } => text("broken-unreadable", &[("act", same(act))]),
            Self::Cut { act, noted, last } => text(
                "broken-cut",
                &[
                    ("act", same(act)),
                    ("noted", same(noted)),
                    ("last", same(last)),
                ],
            ),
            Self::OtherHead { act } => text("broken-other-head", &[("act", same(act))]),
            Self::Foreign { last } => text("broken-foreign", &[("last", same(last))]),
            Self::NoHead { last } => text("broken-no-head", &[("last", same(last))]),
        }
    }
}

impl Spoken for find::FindError {
    fn text(&self) -> Text {
        match self {
            Self::None => text("find-none", &[]),
            Self::Short => text("find-short", &[("min-symbols", same(MIN_SYMBOLS))]),
            Self::Many { count } => text("find-many", &[("count", same(count))]),
        }
    }
}

impl Spoken for products::AddError {
    fn text(&self) -> Text {
        match self {
            Self::Terms(source) => because(text("add-terms", &[]), source.text()),
            Self::Count => text("add-count", &[("max-at-once", same(MAX_AT_ONCE))]),
            Self::Random(source) => because(text("add-random", &[]), source.text()),
            Self::Append(error) => error.text(),
        }
    }
}

impl Spoken for product::Flaw {
    fn text(&self) -> Text {
        match self {
            Self::Kind => text("terms-kind", &[]),
            Self::Seats => text("terms-seats", &[]),
            Self::Term => text("terms-term", &[("max-term-days", same(MAX_TERM_DAYS))]),
            Self::Name => text("terms-name", &[("max-name-len", same(MAX_NAME_CHARS))]),
        }
    }
}

impl Spoken for ledger::BookError {
    fn text(&self) -> Text {
        match self {
            Self::Again => text("book-again", &[]),
            Self::Append(error) => error.text(),
        }
    }
}

impl Spoken for table::TableError {
    fn text(&self) -> Text {
        match self {
            Self::NotText(what) => text("table-not-text", &[("what", other(*what).into())]),
            Self::Nothing => text("table-nothing", &[("needed", same(NEEDED.join(", ")))]),
            Self::ColumnTwice { column } => text("table-column-twice", &[("column", same(column))]),
            Self::NoColumn { column } => text(
                "table-no-column",
                &[
                    ("column", same(column)),
                    ("needed", same(NEEDED.join(", "))),
                ],
            ),
            Self::OtherColumn { column } => text(
                "table-other-column",
                &[
                    ("column", same(column)),
                    ("known", same(COLUMNS.join(", "))),
                ],
            ),
            Self::TooLong => text("table-too-long", &[("max-at-once", same(MAX_AT_ONCE))]),
            Self::Empty => text("table-empty", &[]),
            Self::Lines { lines } => table_lines(lines),
        }
    }
}

impl Spoken for table::Why {
    fn text(&self) -> Text {
        match self {
            Self::Fields => text("row-fields", &[]),
            Self::Key(error) => error.text(),
            Self::Terms(error) => error.text(),
            Self::Twice { key, first } => {
                text("row-twice", &[("key", same(key)), ("first", same(first))])
            }
            Self::Otherwise { key } => text("row-otherwise", &[("key", same(key))]),
        }
    }
}

impl Spoken for chain::BadHead {
    fn text(&self) -> Text {
        text("head-form", &[])
    }
}

/// All bad lines of a table, or as many as are of use.
fn table_lines(lines: &[BadLine]) -> Text {
    let mut all = text("table-lines", &[("count", same(lines.len()))]);
    let named = lines.iter().take(MAX_NAMED).map(|bad| {
        let values = [("line", same(bad.line)), ("why", bad.why.text().into())];
        text("table-line", &values)
    });
    let left_out = lines.len().checked_sub(MAX_NAMED).filter(|more| *more > 0);
    let more = left_out.map(|more| text("table-more-lines", &[("count", same(more))]));
    for line in named.chain(more) {
        all.ja.push_str(&format!("\n  {}", line.ja));
        all.en.push_str(&format!("\n  {}", line.en));
    }
    all
}
