//! The bytes of every message, frozen.
//!
//! **If this fails, do not change the test.** Agents and controllers of different versions talk to each
//! other, stores outlive the program that wrote them, and licenses were signed over these very bytes. A
//! field that was added is added to its row's value and bytes; a field's number, type or meaning never
//! changes, and neither does an enum's number. Take that change in the .proto file back.
//!
//! One file for each .proto file. A row is a value with all fields set, each to a value of its own, and
//! the bytes that it has always had; they were not computed by the encoder that is tested here. Where a
//! message has several yes-or-no fields, more rows set one at a time, to tell them apart.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Debug;

use prost::Message;

mod common;
mod front_desk;
mod license_document;
mod licenses;
mod pairing;
mod reader;
mod record;
mod support;
mod units;

/// Rows of `fn name() -> Message { value } = "hex";`. Each gives a test and a value for other rows.
macro_rules! frozen {
    ($(fn $name:ident() -> $message:ident $value:block = $hex:literal;)*) => {$(
        pub fn $name() -> $message $value

        mod $name {
            #[test]
            fn keeps_its_bytes() {
                crate::assert_frozen(&super::$name(), $hex);
            }
        }
    )*};
}

/// Rows of `Enum { Variant = number, … }`.
macro_rules! numbers {
    ($($name:ident { $($variant:ident = $number:literal),* })*) => {
        #[test]
        fn enums_keep_their_numbers() {$(
            $(assert_eq!($name::$variant as i32, $number);)*
            let all = [$($number),*];
            assert!($name::try_from(all.len() as i32).is_err(), "a new number needs its row here");
        )*}
    };
}

pub(crate) use {frozen, numbers};

fn assert_frozen<M: Message + Default + PartialEq + Debug>(value: &M, frozen: &str) {
    assert_eq!(
        hex(&value.encode_to_vec()),
        frozen,
        "encodes to other bytes"
    );
    let decoded = M::decode(bytes(frozen).as_slice()).expect("decodes");
    assert_eq!(&decoded, value, "decodes to another value");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(digits).collect()
}

#[test]
fn every_message_and_enum_has_its_row() {
    macro_rules! files {
        ($($name:literal),*) => {
            [$((
                include_str!(concat!("../../madoguchi/v1/", $name, ".proto")),
                include_str!(concat!($name, ".rs")),
            )),*]
        };
    }
    let files = files!(
        "common",
        "front_desk",
        "license_document",
        "licenses",
        "pairing",
        "reader",
        "record",
        "support",
        "units"
    );
    for (proto, rows) in files {
        for line in proto.lines() {
            let mut words = line.split_whitespace();
            let row = match (words.next(), words.next()) {
                (Some("message"), Some(name)) => format!(") -> {name} {{"),
                (Some("enum"), Some(name)) => format!("    {name} {{"),
                _ => continue,
            };
            assert!(rows.contains(&row), "no row for: {line}");
        }
    }
}
