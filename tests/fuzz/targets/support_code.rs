//! A support code that somebody read out, typed or scanned: whatever it is, what is read is written the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madoguchi_licensing::typed;

fuzz_target!(|bytes: &[u8]| {
    // As it comes, and with the checks made right, so that what is behind them is reached.
    for text in [bytes.to_vec(), typed::write(&bytes).into_bytes()] {
        if let Ok(summary) = madoguchi_code::read(&text) {
            assert_eq!(
                madoguchi_code::read(summary.typed().as_bytes()),
                Ok(summary)
            );
        }
    }
});
