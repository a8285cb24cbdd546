//! A picture of codes: whatever the file is, the search ends, and gives no more texts than it may.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madoguchi_licensing::pictures::{MAX_CODES, read};

fuzz_target!(|file: &[u8]| {
    if let Ok(texts) = read(file) {
        assert!((1..=MAX_CODES).contains(&texts.len()));
    }
});
