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

use super::Ledger;
use super::product::{Flaw, Gives, Product, Terms};
use super::products::MAX_AT_ONCE;
use super::state::State;

/// The largest table that is read in bytes: [`MAX_AT_ONCE`] products with long names.
pub const MAX_TABLE_LEN: u64 = 64 * 1024 * 1024;

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

/// The reason why a table was not read. Nothing of it was entered.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    NotText,
    NoColumn {
        column: &'static str,
    },
    /// An unknown column: perhaps a mistyped one, whose content would be lost.
    OtherColumn {
        column: String,
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
    let text = std::str::from_utf8(bytes).map_err(|_| TableError::NotText)?;
    // One kind of line end, so that lines are counted as in editors.
    let text = text
        .strip_prefix(BYTE_ORDER_MARK)
        .unwrap_or(text)
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let columns = columns(reader.headers().map_err(|_| TableError::NotText)?)?;
    let (mut rows, mut bad) = (Vec::new(), Vec::new());
    let mut lines: BTreeMap<ProductKey, u64> = BTreeMap::new();
    let mut numbers = Lines {
        text: &text,
        counted: 0,
        ended: 0,
    };
    for record in reader.records() {
        let record = record.map_err(|_| TableError::NotText)?;
        let line = numbers.of(&record);
        if rows.len() + bad.len() >= MAX_AT_ONCE {
            return Err(TableError::TooLong);
        }
        let row = columns.row(&record).and_then(|(key, terms)| {
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

/// Counts lines as editors do. The CSV reader's own count leaves out empty lines before a record.
struct Lines<'a> {
    text: &'a str,
    /// The number of bytes that were counted.
    counted: usize,
    ended: usize,
}

impl Lines<'_> {
    /// The line in which a record begins, from 1; records must come in order.
    fn of(&mut self, record: &csv::StringRecord) -> u64 {
        let begin = record
            .position()
            .and_then(|at| usize::try_from(at.byte()).ok())
            .unwrap_or(0);
        let rest = self.text.as_bytes().get(begin..).unwrap_or_default();
        let empty = rest.iter().take_while(|&&byte| byte == b'\n').count();
        let passed = self
            .text
            .as_bytes()
            .get(self.counted..begin + empty)
            .unwrap_or_default();
        self.ended += passed.iter().filter(|&&byte| byte == b'\n').count();
        self.counted = begin + empty;
        self.ended as u64 + 1
    }
}

/// The positions of the columns.
struct Columns {
    width: usize,
    key: usize,
    kind: usize,
    seats: usize,
    term_days: Option<usize>,
    customer: usize,
    clinic: usize,
}

fn columns(header: &csv::StringRecord) -> Result<Columns, TableError> {
    if let Some(other) = header.iter().find(|name| !COLUMNS.contains(name)) {
        let column = other.chars().take(32).collect();
        return Err(TableError::OtherColumn { column });
    }
    let place = |column: &'static str| header.iter().position(|name| name == column);
    let needed = |column| place(column).ok_or(TableError::NoColumn { column });
    Ok(Columns {
        width: header.len(),
        key: needed("product_key")?,
        kind: needed("kind")?,
        seats: needed("seats")?,
        term_days: place("term_days"),
        customer: needed("customer")?,
        clinic: needed("clinic")?,
    })
}

impl Columns {
    fn row(&self, record: &csv::StringRecord) -> Result<(ProductKey, Terms), Why> {
        if record.len() != self.width {
            return Err(Why::Fields);
        }
        let field = |place: usize| record.get(place).unwrap_or_default();
        let key = field(self.key).parse::<ProductKey>()?;
        let seats = field(self.seats).parse().map_err(|_| Flaw::Seats)?;
        let gives = match field(self.kind) {
            "additional" => Gives::Additional { seats },
            "bundled" if seats == 1 => Gives::Bundled,
            "bundled" => return Err(Flaw::Seats.into()),
            _ => return Err(Flaw::Kind.into()),
        };
        let term_days = match self.term_days.map(field).unwrap_or_default() {
            "" => None,
            days => Some(days.parse().map_err(|_| Flaw::Term)?),
        };
        let (customer, clinic) = (field(self.customer).into(), field(self.clinic).into());
        Ok((
            key,
            Terms {
                gives,
                term_days,
                customer,
                clinic,
            }
            .checked()?,
        ))
    }
}

impl Ledger {
    /// The table of these products.
    ///
    /// # Errors
    /// None in practice, because writing into memory does not fail.
    pub fn table<'a>(
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
