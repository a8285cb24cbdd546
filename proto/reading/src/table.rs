//! Tables that people make in a spreadsheet: CSV in the encodings and with the separators that Excel writes.
//!
//! Forgiven, because it carries no content: the encoding (UTF-8, UTF-16, Shift_JIS), commas, tabs or semicolons, the order of the columns,
//! the width and case of their names, names in another language ([`Columns::also`]), blank rows, blank columns at the end, fields that are missing at the end of a row, the Ctrl-Z behind the last one, and whatever takes no
//! room in a field. Everything else is a mistake, with the line as an editor counts it.

use crate::carrier::narrow;
use crate::encoding::{Encoding, decode, is_nothing};
use crate::mail::source_of_mail;
use crate::other::Other;

/// The separators that spreadsheets write: comma, tab ("Unicode text"), semicolon (where the comma is in numbers).
const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];

/// The columns of a kind of table.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    pub known: &'static [&'static str],
    /// Other words for them, in small letters, each with the column that it is.
    pub also: &'static [(&'static str, &'static str)],
    /// Those of them without which there is no table.
    pub needed: &'static [&'static str],
}

/// The reason why bytes are no table of that kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the table is empty")]
    Empty,
    #[error("the table is {0}, and no CSV text; save it as \"CSV UTF-8\"")]
    Other(Other),
    #[error("the table's first line names no column \"{column}\"")]
    NoColumn { column: &'static str },
    /// An unknown column: perhaps a mistyped one, whose content would be lost.
    #[error("the table has a column \"{column}\", which means nothing here")]
    OtherColumn {
        /// The first 32 characters of its name.
        column: String,
    },
    #[error("the table has two columns \"{column}\"")]
    ColumnTwice { column: &'static str },
}

/// A table that was opened.
#[derive(Debug)]
pub struct Table {
    text: String,
    separator: u8,
    /// The known column of each column.
    places: Vec<Option<usize>>,
    known: usize,
}

/// A row that is not blank.
#[derive(Debug)]
pub struct Row {
    /// The line in which it begins, from 1.
    pub line: u64,
    /// The fields of the known columns in their order, without blanks around; empty where there is none.
    pub fields: Vec<String>,
    /// The number of fields, where there are more than the first line has names.
    pub too_many: Option<usize>,
}

impl Table {
    /// Opens a table; its first line that is not blank names the columns.
    ///
    /// # Errors
    /// It is no text, or its columns are others.
    pub fn open(bytes: &[u8], columns: Columns) -> Result<Self, Error> {
        if is_nothing(bytes) {
            return Err(Error::Empty);
        }
        let decoded = decode(bytes).map_err(Error::Other)?;
        if decoded.encoding == Encoding::Unknown {
            return Err(Error::Other(Other::Unknown));
        }
        let text = decoded
            .text
            .trim_start_matches(madoguchi_plain::is_ignored)
            .replace("\r\n", "\n")
            .replace('\r', "\n");
        let source = source_of_mail(&text);
        if source == Some(Other::QuotedPrintable) {
            return Err(Error::Other(Other::QuotedPrintable));
        }
        let fits = |separator: &u8| {
            let header = header(&text, *separator, columns);
            header
                .iter()
                .filter(|name| columns.known.contains(&name.as_str()))
                .count()
        };
        // The first of those that fit best: `max_by_key` would take the last.
        let separator = SEPARATORS
            .into_iter()
            .rev()
            .max_by_key(fits)
            .unwrap_or(b',');
        let places = places(&header(&text, separator, columns), columns)
            .map_err(|why| source.map_or(why, Error::Other))?;
        Ok(Self {
            text,
            separator,
            places,
            known: columns.known.len(),
        })
    }

    /// The rows behind the names.
    pub fn rows(&self) -> impl Iterator<Item = Row> {
        let mut lines = Lines {
            text: &self.text,
            counted: 0,
            ended: 0,
        };
        records(&self.text, self.separator)
            .skip(1)
            .map(move |record| {
                let line = lines.of(&record);
                self.row(line, &record)
            })
    }

    fn row(&self, line: u64, record: &csv::StringRecord) -> Row {
        let mut fields = vec![String::new(); self.known];
        let mut last = 0;
        for (number, field) in record.iter().enumerate() {
            let field = clean(field);
            match self.places.get(number) {
                Some(Some(place)) => fields[*place] = field,
                _ if !field.is_empty() => last = number + 1,
                _ => {}
            }
        }
        Row {
            line,
            fields,
            too_many: (last > 0).then_some(last),
        }
    }
}

/// The records that are not blank. Excel's own first line (`sep=;`) is none.
fn records(text: &str, separator: u8) -> impl Iterator<Item = csv::StringRecord> {
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    // Text in memory that is UTF-8 has no other errors.
    let records = reader.into_records().map_while(Result::ok);
    records.filter(|record| {
        let blank = record.iter().all(|field| clean(field).is_empty());
        let hint = record
            .get(0)
            .is_some_and(|field| clean(field).starts_with("sep="))
            && record.position().is_none_or(|at| at.byte() == 0);
        !blank && !hint
    })
}

/// The names in the first line; those in other words are the columns' own.
fn header(text: &str, separator: u8, columns: Columns) -> Vec<String> {
    let first = records(text, separator).next().unwrap_or_default();
    let name = |field: &str| {
        let name: String = clean(field).chars().map(narrow).collect();
        let name = name.trim().to_ascii_lowercase();
        let mut words = columns.also.iter();
        let column = words.find(|(word, _)| *word == name);
        column.map_or(name, |(_, column)| (*column).to_owned())
    };
    first.iter().map(name).collect()
}

fn places(header: &[String], columns: Columns) -> Result<Vec<Option<usize>>, Error> {
    let mut places = Vec::with_capacity(header.len());
    for name in header {
        let place = columns.known.iter().position(|known| known == name);
        if let Some(known) = place
            && places.contains(&place)
        {
            let column = columns.known[known];
            return Err(Error::ColumnTwice { column });
        }
        places.push(place);
    }
    let missing = |column: &&&'static str| !header.iter().any(|name| name == **column);
    // A table without the first of its columns is another table: whatever it has instead says nothing.
    if let Some(column) = columns.needed.iter().find(missing) {
        return Err(Error::NoColumn { column });
    }
    match header
        .iter()
        .find(|name| !name.is_empty() && !columns.known.contains(&name.as_str()))
    {
        Some(other) => Err(Error::OtherColumn {
            column: madoguchi_plain::marked(&other.chars().take(32).collect::<String>()),
        }),
        None => Ok(places),
    }
}

/// A field without what takes no room and without blanks around it. Excel's `="0012"` is the text in it.
fn clean(field: &str) -> String {
    let blank = |c: char| {
        if c.is_whitespace() && !matches!(c, '\n' | '\u{3000}') {
            ' '
        } else {
            c
        }
    };
    let selects = |c: char| matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
    let field: String = field
        .chars()
        .filter(|&c| !madoguchi_plain::is_ignored(c) || selects(c))
        .map(blank)
        .collect();
    let field = field.trim();
    let text = field
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    text.unwrap_or(field).trim().to_owned()
}

/// Counts lines as editors do. The CSV reader's own count leaves out empty lines before a record.
struct Lines<'a> {
    text: &'a str,
    /// The number of bytes that were counted.
    counted: usize,
    ended: u64,
}

impl Lines<'_> {
    /// The line in which a record begins, from 1; records must come in order.
    fn of(&mut self, record: &csv::StringRecord) -> u64 {
        let bytes = self.text.as_bytes();
        let begin = record
            .position()
            .and_then(|at| usize::try_from(at.byte()).ok())
            .unwrap_or(0);
        let rest = bytes.get(begin..).unwrap_or_default();
        let empty = rest.iter().take_while(|&&byte| byte == b'\n').count();
        let passed = bytes.get(self.counted..begin + empty).unwrap_or_default();
        self.ended += passed
            .iter()
            .map(|&byte| u64::from(byte == b'\n'))
            .sum::<u64>();
        self.counted = begin + empty;
        self.ended + 1
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const COLUMNS: Columns = Columns {
        known: &["time", "number", "class"],
        also: &[("時刻", "time"), ("受付番号", "number"), ("番号", "number")],
        needed: &["time", "number"],
    };
    const TEXT: &str = "time,number,class\r\n９：００,1,窓口\r\n\r\n,,\r\n9:05,２\r\n";

    fn read(bytes: &[u8]) -> Result<Vec<(u64, String)>, Error> {
        let table = Table::open(bytes, COLUMNS)?;
        Ok(table
            .rows()
            .map(|row| (row.line, row.fields.join("|")))
            .collect())
    }

    fn expected() -> Vec<(u64, String)> {
        vec![(2, "９：００|1|窓口".into()), (5, "9:05|２|".into())]
    }

    #[test]
    fn the_kinds_of_table_that_excel_writes_are_one() {
        let utf16 = |text: &str| -> Vec<u8> {
            let text = format!("\u{feff}{text}");
            text.encode_utf16().flat_map(u16::to_le_bytes).collect()
        };
        let tabs = TEXT.replace(',', "\t");
        let table = [
            ("CSV UTF-8", format!("\u{feff}{TEXT}").into_bytes()),
            (
                "CSV (ANSI)",
                encoding_rs::SHIFT_JIS.encode(TEXT).0.into_owned(),
            ),
            ("Unicode text", utf16(&tabs)),
            ("CSV in UTF-16", utf16(TEXT)),
            ("Macintosh", TEXT.replace("\r\n", "\r").into_bytes()),
            ("semicolons", TEXT.replace(',', ";").into_bytes()),
            ("quoted", TEXT.replace("窓口", "\"窓口\"").into_bytes()),
            ("two marks", format!("\u{feff}\u{feff}{TEXT}").into_bytes()),
            (
                "columns at the end",
                TEXT.replace("\r\n", ",,\r\n")
                    .replace("\r\n,,\r\n,,,,", "\r\n\r\n,,,,")
                    .into_bytes(),
            ),
            (
                "names in another width",
                TEXT.replace("number", " Ｎumber\u{200b} ").into_bytes(),
            ),
            (
                "names in Japanese",
                TEXT.replace("time,number", "時刻,\"受付番号\"")
                    .into_bytes(),
            ),
            (
                "names in Japanese, of an old PC",
                encoding_rs::SHIFT_JIS
                    .encode(&TEXT.replace("time,number", "時刻,番号"))
                    .0
                    .into_owned(),
            ),
            (
                "invisible signs",
                TEXT.replace(",1,", ",\u{a0}1\u{feff},").into_bytes(),
            ),
            ("an old program's end", format!("{TEXT}\u{1a}").into_bytes()),
            ("kept as text", TEXT.replace(",1,", ",=\"1\",").into_bytes()),
        ];
        for (case, bytes) in table {
            assert_eq!(read(&bytes), Ok(expected()), "{case}");
        }
        let hinted = format!("sep=;\r\n{}", TEXT.replace(',', ";"));
        let lines: Vec<_> = read(hinted.as_bytes())
            .unwrap()
            .into_iter()
            .map(|row| row.0)
            .collect();
        assert_eq!(lines, [3, 6]);
        let other_order = "number,time\n1,9:00\n";
        assert_eq!(
            read(other_order.as_bytes()),
            Ok(vec![(2, "9:00|1|".into())])
        );
    }

    #[test]
    fn what_is_no_table_says_what_it_is() {
        let twice = "受付番号,time,番号\n";
        let table: [(&[u8], Error); 9] = [
            (b"PK\x03\x04  xl/workbook.xml", Error::Other(Other::Excel)),
            (
                b"time,number\n9:00,=E7=AA=93\n",
                Error::Other(Other::QuotedPrintable),
            ),
            (b"<html><table>", Error::Other(Other::Html)),
            (b"9:00,1,\n", Error::NoColumn { column: "time" }),
            (b"", Error::Empty),
            (b"\xef\xbb\xbf\r\n\x1a", Error::Empty),
            (
                b"time,number,clas\n",
                Error::OtherColumn {
                    column: "clas".into(),
                },
            ),
            (b"time,number,time\n", Error::ColumnTwice { column: "time" }),
            (twice.as_bytes(), Error::ColumnTwice { column: "number" }),
        ];
        for (bytes, why) in table {
            assert_eq!(read(bytes), Err(why));
        }
    }

    #[test]
    fn a_field_too_many_is_not_lost() {
        let table = Table::open(b"time,number\n9:00,1,\n9:01,2,x\n", COLUMNS).unwrap();
        let many: Vec<_> = table.rows().map(|row| row.too_many).collect();
        assert_eq!(many, [None, Some(3)]);
    }
}
