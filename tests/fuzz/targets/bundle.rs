//! A bundle for support that a stranger sent: as it is, and with its seal set anew, as a stranger would who knows the form, so that what is
//! behind the seal is reached.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madoguchi_bundle::open;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The digits that a file ends with.
const SEAL: usize = 64;

fuzz_target!(|file: &[u8]| {
    tried(file.to_vec());
    if let Some(end) = file.len().checked_sub(SEAL) {
        let mut digits = String::new();
        for byte in Sha256::digest(&file[..end]) {
            let _ = write!(digits, "{byte:02x}");
        }
        tried([&file[..end], digits.as_bytes()].concat());
    }
});

fn tried(file: Vec<u8>) {
    if let Ok(opened) = open(file) {
        assert!(opened.entries().is_ok(), "what was checked can be read");
    }
}
