//! What both sides must make of fixed values. The expected ones were worked out with Python's hashlib, from the words in
//! `pairing.proto`: if this fails, do not change the test.

use madoguchi_agent::pairing::construction as theirs;
use madoguchi_controller::pairing::construction as ours;
use madoguchi_fleet::ids::{KeyFingerprint, Serial};

struct Row {
    reader: [u8; 32],
    controller: [u8; 32],
    key: [u8; 32],
    authority: [u8; 32],
    server: [u8; 32],
    serial: &'static str,
    commitment: &'static str,
    digits: &'static str,
}

fn counting(from: u8) -> [u8; 32] {
    std::array::from_fn(|n| from + u8::try_from(n).unwrap())
}

fn small(number: u16) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[30..].copy_from_slice(&number.to_be_bytes());
    bytes
}

fn rows() -> [Row; 4] {
    [
        Row {
            reader: [1; 32],
            controller: [2; 32],
            key: [3; 32],
            authority: [4; 32],
            server: [5; 32],
            serial: "CR-2024-0001",
            commitment: "150eee120ba0d7ca18bb782f9daf5ebabc6c11fdf09a433b0ed2c6344fba7914",
            digits: "607 876",
        },
        Row {
            reader: counting(0),
            controller: counting(32),
            key: counting(64),
            authority: counting(96),
            server: counting(128),
            serial: "A",
            commitment: "8b09a6ea280ff87ca509873767441a8216481c6e574dc7ef85af89cfb5c7d9d9",
            digits: "769 733",
        },
        Row {
            reader: [0; 32],
            controller: [0xff; 32],
            key: [0; 32],
            authority: [0xff; 32],
            server: [0; 32],
            serial: "0123456789ABCDEFGHIJKLMNOPQRSTU-",
            commitment: "7c4ee4ff1d2bf7308549793af01e29fc75f8e5ac472a2c3e64a239d6fe2b3b18",
            digits: "961 808",
        },
        Row {
            reader: small(683),
            controller: [2; 32],
            key: [3; 32],
            authority: [4; 32],
            server: [5; 32],
            serial: "CR-1",
            commitment: "",
            digits: "000 928",
        },
    ]
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn both_sides_make_of_the_same_values_what_the_construction_says() {
    for row in rows() {
        let serial = Serial::parse(row.serial).unwrap();
        let key = KeyFingerprint(row.key);
        let commitments = [
            ours::commitment(&row.reader, key, &serial),
            theirs::commitment(&row.reader, &row.key, row.serial),
        ];
        assert_eq!(commitments[0], commitments[1]);
        if !row.commitment.is_empty() {
            assert_eq!(hex(&commitments[0]), row.commitment);
        }
        let of_controller = ours::Transcript {
            reader: &row.reader,
            controller: &row.controller,
            key,
            authority: &row.authority,
            server: &row.server,
            serial: &serial,
        };
        let of_reader = theirs::Transcript {
            reader: &row.reader,
            controller: &row.controller,
            key: &row.key,
            authority: &row.authority,
            server: &row.server,
            serial: row.serial,
        };
        assert_eq!(of_controller.digits().to_string(), row.digits);
        assert_eq!(of_reader.digits().to_string(), row.digits);
    }
}
