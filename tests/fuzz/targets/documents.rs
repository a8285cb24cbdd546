//! The binary form of a document of any kind, and all that is read from it, in front of every signature check.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::explain;
use madoguchi_licensing::trust::Trust;
use madoguchi_licensing::verify;
use madoguchi_texts::Lang;

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = Document::decode(bytes) else {
        return;
    };
    assert_eq!(document.as_bytes(), bytes, "a document has one form");
    for lang in [Lang::Ja, Lang::En] {
        let _ = explain::document(&document, lang);
    }
    // Nothing that is made up here is signed by anybody.
    let trust = Trust::compiled_in();
    assert!(verify::verify_license(&trust, bytes).is_err());
    assert!(verify::verify_revocations(&trust, bytes).is_err());
    assert!(verify::verify_time_reset(&trust, bytes).is_err());
});
