//! Text that somebody typed or a camera scanned.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madoguchi_licensing::{armour, typed};

fuzz_target!(|text: &str| {
    if let Ok(document) = armour::read(text.as_bytes()) {
        let again = armour::read(typed::write(&document).as_bytes());
        assert_eq!(again, Ok(document));
    }
});
