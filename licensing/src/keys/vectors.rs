//! Published signatures that are made to deceive verifiers, checked against ours.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

const WYCHEPROOF: &str = include_str!("../../tests/data/ed25519_wycheproof.txt");

/// The valid vectors that our stricter rules (no small order, one form of everything) refuse: none.
const REFUSED_THOUGH_VALID: [u32; 0] = [];

fn bytes(hex: &str) -> Vec<u8> {
    if hex == "-" {
        return Vec::new();
    }
    let digit = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(digit).collect()
}

/// Verifies as a document is verified: a checked key, a signature of 64 bytes, and the strict rules.
fn accepted(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    match (PublicKey::from_slice(key), signature.try_into()) {
        (Ok(key), Ok(signature)) => key.signed(message, signature),
        _ => false,
    }
}

#[test]
fn the_vectors_of_wycheproof_come_out_as_they_must() {
    let lines = WYCHEPROOF.lines().filter(|line| !line.starts_with('#'));
    let mut counted = (0, 0);
    for line in lines {
        let fields: Vec<_> = line.split(' ').collect();
        let [number, result, why, key, message, signature] = fields[..] else {
            panic!("{line}");
        };
        let accepted = accepted(&bytes(key), &bytes(message), &bytes(signature));
        let number: u32 = number.parse().unwrap();
        match result {
            "valid" => {
                counted.0 += 1;
                let expected = !REFUSED_THOUGH_VALID.contains(&number);
                assert_eq!(accepted, expected, "vector {number}, {why}");
            }
            "invalid" => {
                counted.1 += 1;
                assert!(!accepted, "vector {number}, {why}");
            }
            other => panic!("vector {number}: {other}"),
        }
    }
    assert_eq!(counted, (88, 63));
}

/// All encodings of points of small order: the eight points, some of them in more than one form. Computed by a separate program from the
/// curve's equation (RFC 8032, section 5.1).
const SMALL_ORDER: [&str; 14] = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
];

#[test]
fn no_point_of_small_order_is_a_key_in_any_form() {
    for key in SMALL_ORDER {
        assert!(PublicKey::from_slice(&bytes(key)).is_err(), "{key}");
    }
}

#[test]
fn every_second_form_of_a_key_is_refused() {
    // The 19 numbers from p to 2²⁵⁵ − 1, with either sign: only these are a second form of another number.
    for low in 0xed..=0xff {
        for high in [0x7f, 0xff] {
            let mut key = [0xff; 32];
            (key[0], key[31]) = (low, high);
            assert!(PublicKey::from_bytes(&key).is_err(), "{low:x}…{high:x}");
        }
    }
}

/// The public key of the private key that consists of 32 bytes 2.
const KEY: &str = "8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394";
const MESSAGE: &[u8] = b"madoguchi.v1.license\0";

/// Signatures of that key over that message, computed as above. All but the first are accepted by some verifiers: with a second form of a
/// signature, one document would have two hashes.
const HONEST: (&str, &str) = (
    "98ac351506e153dfa36ba67b05231bb7b541ce944113e772615f1c1655c3233b",
    "315ec7bd060a8aa40f4e4c7bdc50bbdd94127dadc5768f676667b52e6d7ad40b",
);
const CRAFTED: [(&str, &str, &str); 5] = [
    (
        "S + L in the place of S",
        HONEST.0,
        "1e32bd1a216d9cfce5ea431ebb4a9af294127dadc5768f676667b52e6d7ad41b",
    ),
    (
        "R is the neutral point: fits the equation",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "79a2a97d077fbbc2ba112ac1f837efec3063bbe296fe5e797060a855bc0a1500",
    ),
    (
        "R is the neutral point, written as p + 1",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0498100a95104e5336edb8bc92bc2cd9718b4c0bf2e324157d95d8fc7750580c",
    ),
    (
        "R is the neutral point, with its sign set",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "3a53785e4c643b4c958b41518b0b2fd9024b10aa2507b6c1c9bea64772a4950d",
    ),
    (
        "R has a part of order 8: fits the equation times 8",
        "9ddd53ac1767e7fe04d26469242a195dd915aa8739b3558de76a92866c1f71d4",
        "92311b2ae145f0056f53d0e99c578463829e513e900b19ea7c33406a5c948708",
    ),
];

#[test]
fn a_signature_has_one_form_and_no_point_of_small_order() {
    let signature = |(r, s): (&str, &str)| [bytes(r), bytes(s)].concat();
    assert!(accepted(&bytes(KEY), MESSAGE, &signature(HONEST)));
    for (case, r, s) in CRAFTED {
        assert!(
            !accepted(&bytes(KEY), MESSAGE, &signature((r, s))),
            "{case}"
        );
    }
}
