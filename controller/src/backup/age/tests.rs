//! The form is age's: its own vectors, and every way in which a file can be wrong.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use madoguchi_files::passphrase::Passphrase;
use sha2::{Digest, Sha256};
use std::io::{Read, Write};

/// Work for tests that are not about work.
const LITTLE: u8 = 4;
const CHUNK: usize = 64 * 1024;

fn passphrase(text: &str) -> Passphrase {
    Passphrase::known(Zeroizing::new(text.to_owned())).unwrap()
}

fn sealed(plain: &[u8]) -> Vec<u8> {
    let mut sealer = Sealer::new(
        Vec::new(),
        Lock::Passphrase(&passphrase("password"), LITTLE),
    )
    .unwrap();
    sealer.write_all(plain).unwrap();
    sealer.finish().unwrap()
}

fn opened(file: &[u8], with: &str) -> Result<Vec<u8>, Error> {
    let mut opener = Opener::new(Locked::read(file)?, &Key::Passphrase(&passphrase(with)))?;
    let mut plain = Vec::new();
    match opener.read_to_end(&mut plain) {
        Ok(_) => Ok(plain),
        Err(error) => Err(error
            .downcast::<Error>()
            .unwrap_or_else(|other| panic!("{other}"))),
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(digits).collect()
}

#[test]
fn files_of_the_age_project_open_or_are_refused_as_it_says() {
    let mut tried = 0;
    for line in include_str!("vectors.txt").lines() {
        if line.starts_with('#') {
            continue;
        }
        let [name, with, expected, payload, file] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let found = opened(&bytes(file), with);
        match expected {
            "success" => {
                let plain = found.unwrap_or_else(|error| panic!("{name}: {error}"));
                assert_eq!(Sha256::digest(plain).as_slice(), bytes(payload), "{name}");
            }
            // Another recipient of theirs, which none of ours has.
            "no match" if name != "scrypt_uppercase" => {
                assert!(matches!(found, Err(Error::WrongPassphrase)), "{name}");
            }
            _ => assert!(
                matches!(found, Err(Error::NotOurs | Error::TooCostly { .. })),
                "{name}: {found:?}"
            ),
        }
        tried += 1;
    }
    assert_eq!(tried, 25);
}

#[test]
fn what_is_sealed_opens_to_the_same_at_every_length() {
    for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7] {
        let plain: Vec<u8> = (0..length)
            .map(|n| u8::try_from(n % 251).unwrap())
            .collect();
        let file = sealed(&plain);
        assert!(!file.windows(16).any(|part| plain.starts_with(part)));
        assert_eq!(opened(&file, "password").unwrap(), plain, "{length}");
    }
}

#[test]
fn another_passphrase_does_not_open_it() {
    let file = sealed(b"keys");
    assert!(matches!(
        opened(&file, "Password"),
        Err(Error::WrongPassphrase)
    ));
}

#[test]
fn a_file_that_is_cut_anywhere_does_not_open() {
    let file = sealed(&vec![7; CHUNK + 100]);
    let first_chunk = file.len() - (100 + TAG_BYTES);
    let every_byte_of_the_header = 0..200;
    let chunks = [
        first_chunk - 1,
        first_chunk,
        first_chunk + 1,
        file.len() - 1,
    ];
    for length in every_byte_of_the_header.chain(chunks) {
        assert!(opened(&file[..length], "password").is_err(), "{length}");
    }
}

#[test]
fn a_file_with_one_bit_changed_or_something_after_it_does_not_open() {
    let file = sealed(b"keys and tickets");
    for at in 0..file.len() {
        let mut changed = file.clone();
        changed[at] ^= 1;
        assert!(opened(&changed, "password").is_err(), "byte {at}");
    }
    let longer = [file.as_slice(), b"x"].concat();
    assert!(matches!(opened(&longer, "password"), Err(Error::Damaged)));
}

#[test]
fn chunks_cannot_change_places() {
    let file = sealed(&[vec![1; CHUNK], vec![2; CHUNK], vec![3; 10]].concat());
    let payload = file.len() - (2 * (CHUNK + TAG_BYTES) + 10 + TAG_BYTES);
    let (a, b) = (payload, payload + CHUNK + TAG_BYTES);
    let swapped = [
        &file[..a],
        &file[b..b + CHUNK + TAG_BYTES],
        &file[a..b],
        &file[b + CHUNK + TAG_BYTES..],
    ]
    .concat();
    assert_eq!(swapped.len(), file.len());
    assert!(matches!(opened(&swapped, "password"), Err(Error::Damaged)));
}

#[test]
fn more_work_than_a_pc_has_is_not_begun() {
    let file = String::from_utf8_lossy(&sealed(b"")).into_owned();
    let costly = file.replacen(" 4\n", " 21\n", 1);
    let refused = Locked::read(costly.as_bytes()).err();
    assert!(matches!(refused, Some(Error::TooCostly { log_n: 21 })));
}
