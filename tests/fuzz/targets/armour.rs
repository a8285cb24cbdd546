//! A file with a document, however it was carried: nothing but a document or an error comes out, and a document
//! that was read is written and read again as it was.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madoguchi_licensing::armour;

fuzz_target!(|file: &[u8]| {
    if let Ok(document) = armour::read(file) {
        let again = armour::read(armour::write(&document).as_bytes());
        assert_eq!(again, Ok(document));
    }
});
