//! A product key as somebody typed it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madoguchi_licensing::product_key::ProductKey;

fuzz_target!(|text: &str| {
    if let Ok(key) = text.parse::<ProductKey>() {
        let whole = key.reveal();
        let again = whole.parse::<ProductKey>();
        assert!(again.is_ok_and(|again| again.reveal() == whole));
    }
});
