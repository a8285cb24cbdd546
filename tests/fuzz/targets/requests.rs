//! What an installation signs, as the vendor's tool reads it. Signatures are made here, so that what lies behind the
//! signature check is reached: the payload is the fuzzer's.
#![no_main]

use ed25519_dalek::{Signer as _, SigningKey};
use libfuzzer_sys::fuzz_target;
use madoguchi_licensing::acts;
use madoguchi_licensing::document::{Document, message};
use madoguchi_licensing::kind::Kind;
use madoguchi_proto::v1::{ActivationRequest, LicenseReturn, TransferRequest};

const KINDS: [Kind; 3] = [
    Kind::ActivationRequest,
    Kind::TransferRequest,
    Kind::LicenseReturn,
];

fuzz_target!(|input: &[u8]| {
    let Some((&first, payload)) = input.split_first() else {
        return;
    };
    let kind = KINDS[usize::from(first) % KINDS.len()];
    // RFC 8032, section 7.1, test 1.
    let key = SigningKey::from_bytes(&[
        0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c,
        0xc4, 0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae,
        0x7f, 0x60,
    ]);
    let signature = key.sign(&message(kind, payload)).to_bytes();
    let Ok(document) = Document::assemble(kind, payload.to_vec(), signature, None) else {
        return;
    };
    let file = document.as_bytes();
    let _ = acts::verify::<ActivationRequest>(file);
    let _ = acts::verify::<TransferRequest>(file);
    let _ = acts::verify::<LicenseReturn>(file);
});
