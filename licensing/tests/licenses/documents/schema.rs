//! What license_document.proto says of the bytes that are signed is what is signed: another vendor's program has no
//! other word for it.

use crate::documents::vendor::Vendor;
use madoguchi_licensing::armour::{self, MAX_FILE_LEN};
use madoguchi_licensing::document::{MAX_LEN, message};
use madoguchi_licensing::kind::Kind;

const SCHEMA: &str = include_str!("../../../../proto/madoguchi/v1/license_document.proto");

/// The comments, without their marks and ends of lines.
fn comments() -> String {
    let lines = SCHEMA.lines().filter_map(|l| l.trim().strip_prefix("//"));
    let words: Vec<_> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ")
}

/// The contexts as the table has them, by the kind's name.
fn contexts() -> Vec<(String, String)> {
    let row = |line: &'static str| {
        let (name, rest) = line.strip_prefix("//   ")?.split_once("  ")?;
        let context = rest.trim().strip_prefix('"')?.strip_suffix('"')?;
        Some((name.to_owned(), context.to_owned()))
    };
    SCHEMA.lines().filter_map(row).collect()
}

#[test]
fn every_kind_has_its_context_in_the_schema_and_a_zero_byte_follows_it() {
    let contexts = contexts();
    assert_eq!(contexts.len(), Kind::ALL.len(), "{contexts:?}");
    for kind in Kind::ALL {
        let label = kind.label().strip_prefix("MADOGUCHI ").unwrap();
        let row = contexts
            .iter()
            .find(|(name, _)| name.to_uppercase() == label);
        let (_, context) = row.unwrap_or_else(|| panic!("no context of {kind}"));
        // Context, one zero byte, payload, and nothing else.
        let signed = [context.as_bytes(), b"\0", b"payload"].concat();
        assert_eq!(message(kind, b"payload"), signed, "{kind}");
    }
}

#[test]
fn the_sizes_and_the_armour_are_as_the_schema_says() {
    let all = comments();
    let sizes = format!(
        "A document has at most {} KiB in binary form, its file at most {} KiB:",
        MAX_LEN / 1024,
        MAX_FILE_LEN / 1024
    );
    assert!(all.contains(&sizes), "{sizes}");
    let vendor = Vendor::new();
    let license = vendor.document_of(Kind::License, Vec::new());
    let text = armour::write(&license);
    for line in [text.lines().next(), text.lines().last()] {
        assert!(all.contains(&format!("\"{}\"", line.unwrap())), "{text}");
    }
}
