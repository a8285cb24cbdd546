//! Products as a table (CSV) for spreadsheets: with a header, columns in any order.
//!
//! ```text
//! product_key,kind,seats,term_days,customer,clinic,state,license
//! MDG-…,additional,2,,Sakura Shoji,Aozora Clinic,free,
//! ```
//! `state` and `license` are for people and ignored when a table is read. A table contains whole product keys, and whoever has one can use
//! it up.

use std::collections::BTreeMap;

use madoguchi_licensing::product_key::{self, ProductKey};

use madoguchi_plain::typed::folded;
use madoguchi_reading::Other;
use madoguchi_reading::table::{self, Columns, Row, Table};

use super::Ledger;
use super::product::{Flaw, Gives, Product, Terms};
use super::products::MAX_AT_ONCE;
use super::state::State;

/// The largest table that is read in bytes: [`MAX_AT_ONCE`] products with long names.
pub const MAX_TABLE_LEN: usize = 64 * 1024 * 1024;

/// The most bad lines that are named; with more it is probably the wrong file.
pub const MAX_NAMED: usize = 20;

/// Without it spreadsheets take a text for one in the system's old encoding.
const BYTE_ORDER_MARK: &str = "\u{feff}";

pub const COLUMNS: [&str; 8] = [
    "product_key",
    "kind",
    "seats",
    "term_days",
    "customer",
    "clinic",
    "state",
    "license",
];
pub const NEEDED: [&str; 5] = ["product_key", "kind", "seats", "customer", "clinic"];
const TABLE: Columns = Columns {
    known: &COLUMNS,
    also: &[],
    needed: &NEEDED,
};

/// The reason why a table was not read. Nothing of it was entered.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    NotText(Other),
    /// There is nothing at all in it.
    Nothing,
    NoColumn {
        column: &'static str,
    },
    /// An unknown column: perhaps a mistyped one, whose content would be lost.
    OtherColumn {
        column: String,
    },
    ColumnTwice {
        column: &'static str,
    },
    TooLong,
    Empty,
    Lines {
        /// The bad lines.
        lines: Vec<BadLine>,
    },
}

/// A line that cannot be used.
#[derive(Debug)]
pub struct BadLine {
    /// Its number in the file, from 1.
    pub line: u64,
    pub why: Why,
}

/// The reason why a line cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Why {
    Fields,
    Key(#[from] product_key::Error),
    Terms(#[from] Flaw),
    Twice {
        key: ProductKey,
        /// The earlier line.
        first: u64,
    },
    Otherwise {
        key: ProductKey,
    },
}

/// Reads a table: all lines or none.
///
/// # Errors
/// It is no table, or has bad lines, which are all named.
pub fn read(bytes: &[u8], state: &State) -> Result<Vec<(ProductKey, Terms)>, TableError> {
    let table = Table::open(bytes, TABLE)?;
    let (mut rows, mut bad) = (Vec::new(), Vec::new());
    let mut lines: BTreeMap<ProductKey, u64> = BTreeMap::new();
    for record in table.rows() {
        let line = record.line;
        if rows.len() + bad.len() >= MAX_AT_ONCE {
            return Err(TableError::TooLong);
        }
        let row = product(&record).and_then(|(key, terms)| {
            if let Some(&first) = lines.get(&key) {
                return Err(Why::Twice { key, first });
            }
            lines.insert(key.clone(), line);
            match state.products.get(&key) {
                Some(known) if known.terms != terms => Err(Why::Otherwise { key }),
                _ => Ok((key, terms)),
            }
        });
        match row {
            Ok(row) => rows.push(row),
            Err(why) => bad.push(BadLine { line, why }),
        }
    }
    match (rows.is_empty(), bad.is_empty()) {
        (_, false) => Err(TableError::Lines { lines: bad }),
        (true, true) => Err(TableError::Empty),
        (false, true) => Ok(rows),
    }
}

impl From<table::Error> for TableError {
    fn from(why: table::Error) -> Self {
        match why {
            table::Error::Empty => Self::Nothing,
            table::Error::Other(other) => Self::NotText(other),
            table::Error::NoColumn { column } => Self::NoColumn { column },
            table::Error::OtherColumn { column } => Self::OtherColumn { column },
            table::Error::ColumnTwice { column } => Self::ColumnTwice { column },
        }
    }
}

fn product(row: &Row) -> Result<(ProductKey, Terms), Why> {
    if row.too_many.is_some() {
        return Err(Why::Fields);
    }
    // In the order of the columns; `Table` gives as many fields as there are.
    let [key, kind, seats, term_days, customer, clinic, ..] = row.fields.as_slice() else {
        return Err(Why::Fields);
    };
    let key = key.parse::<ProductKey>()?;
    let seats = folded(seats).parse().map_err(|_| Flaw::Seats)?;
    let gives = match folded(kind).to_lowercase().as_str() {
        "additional" | "追加" => Gives::Additional { seats },
        "bundled" | "同梱" if seats == 1 => Gives::Bundled,
        "bundled" | "同梱" => return Err(Flaw::Seats.into()),
        _ => return Err(Flaw::Kind.into()),
    };
    let term_days = match folded(term_days).as_str() {
        "" => None,
        days => Some(days.parse().map_err(|_| Flaw::Term)?),
    };
    let terms = Terms {
        gives,
        term_days,
        customer: customer.as_str().into(),
        clinic: clinic.as_str().into(),
    };
    Ok((key, terms.checked()?))
}

impl Ledger {
    /// The table of these products.
    #[must_use]
    #[allow(clippy::expect_used)] // memory takes every row, and each row has the fields of the first
    pub fn table<'a>(&self, keys: impl IntoIterator<Item = &'a ProductKey>) -> Vec<u8> {
        self.rows(keys).expect("rows of the same length in memory")
    }

    fn rows<'a>(
        &self,
        keys: impl IntoIterator<Item = &'a ProductKey>,
    ) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
        writer.write_record(COLUMNS)?;
        for key in keys {
            let Some(product) = self.state.products.get(key) else {
                continue;
            };
            let terms = &product.terms;
            let (seats, days) = (
                terms.gives.seats().to_string(),
                terms.term_days.map(|days| days.to_string()),
            );
            let license = product.license.as_ref().map(ToString::to_string);
            writer.write_record([
                key.reveal().as_str(),
                terms.gives.word(),
                &seats,
                days.as_deref().unwrap_or_default(),
                &terms.customer,
                &terms.clinic,
                self.state.stands(product).word(),
                license.as_deref().unwrap_or_default(),
            ])?;
        }
        writer
            .into_inner()
            .map_err(|error| csv::Error::from(error.into_error()))
    }
}

/// Whether a product can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    Free,
    /// Its license was given back.
    FreeAgain,
    Revoked,
    Used,
}

impl Stands {
    /// The word in a table.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::FreeAgain => "free again",
            Self::Revoked => "revoked",
            Self::Used => "used",
        }
    }
}

impl State {
    /// Whether a product can be used.
    #[must_use]
    pub fn stands(&self, product: &Product) -> Stands {
        let entry = product
            .license
            .as_ref()
            .and_then(|id| self.licenses.get(id));
        match entry {
            None if product.licenses.is_empty() => Stands::Free,
            None => Stands::FreeAgain,
            Some(entry) if entry.end.is_some() => Stands::Revoked,
            Some(_) => Stands::Used,
        }
    }
}
