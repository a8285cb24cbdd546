//! A file that somebody handed over: whatever wrote it, nothing but text, rows or a reason comes out, and what carriers added is gone at once.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madoguchi_reading::table::{Columns, Table};
use madoguchi_reading::{decode, plain};

const COLUMNS: Columns = Columns {
    known: &["time", "number"],
    also: &[("時刻", "time")],
    needed: &["time"],
};

fuzz_target!(|file: &[u8]| {
    if let Ok(decoded) = decode(file) {
        let once = plain(&decoded.text);
        assert_eq!(plain(&once), once);
    }
    if let Ok(table) = Table::open(file, COLUMNS) {
        let lines: Vec<_> = table.rows().map(|row| row.line).collect();
        assert!(lines.is_sorted());
    }
});
