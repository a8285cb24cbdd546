//! The header: the file's key, encrypted with a key from the passphrase or for the recipient.

use super::{Error, FILE_KEY_BYTES, FileKey, KEY_BYTES, TAG_BYTES, derived, random};
use crate::recipient::{Identity, Recipient};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use madoguchi_files::passphrase::Passphrase;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::hmac;
use std::io::{BufRead, Read, Write};
use zeroize::Zeroizing;

/// The first line of every age file.
const VERSION: &str = "age-encryption.org/v1\n";
/// The label of the passphrase's key.
const LABEL: &[u8] = b"age-encryption.org/v1/scrypt";
/// Random bytes of the passphrase's salt.
const SALT_BYTES: usize = 16;
/// The bytes of the file's key and its tag.
const BODY_BYTES: usize = FILE_KEY_BYTES + TAG_BYTES;
/// The longest line of a header for a passphrase; age's own limit for a line of the body is 64 columns.
const MAX_LINE: u64 = 128;

/// The work for one passphrase, as the power of two of scrypt's N, with r 8 and p 1: 256 MiB and about a second on a clinic's PC, as in the
/// `age` program. So nobody can try many passphrases in a day.
pub(in crate::backup) const WORK: u8 = 18;
/// The most work that a file may ask for: 1 GiB. More would be an attack on the PC.
const MAX_WORK: u8 = 20;

/// What a file is closed with.
#[derive(Clone, Copy)]
pub(in crate::backup) enum Lock<'a> {
    /// A passphrase, and the work that it takes.
    Passphrase(&'a Passphrase, u8),
    Recipient(&'a Recipient),
}

/// What opens a file.
pub enum Key<'a> {
    Passphrase(&'a Passphrase),
    Identity(&'a Identity),
}

/// How the file's key is wrapped.
enum Wrapped {
    Scrypt { salt: [u8; SALT_BYTES], log_n: u8 },
    X25519 { share: [u8; KEY_BYTES] },
}

/// A file whose header was read, and whose key is not known yet.
pub(in crate::backup) struct Locked<R> {
    /// The header up to and with the three dashes, which the MAC protects.
    signed: String,
    wrapped: Wrapped,
    body: [u8; BODY_BYTES],
    mac: [u8; KEY_BYTES],
    rest: R,
}

impl<R: BufRead> Locked<R> {
    pub(in crate::backup) fn read(mut from: R) -> Result<Self, Error> {
        if line(&mut from)? != VERSION {
            return Err(Error::NotOurs);
        }
        let (recipient, body, end) = (line(&mut from)?, line(&mut from)?, line(&mut from)?);
        let words: Vec<_> = recipient.trim_end_matches('\n').split(' ').collect();
        let mac = end.strip_prefix("--- ").ok_or(Error::NotOurs)?;
        let wrapped = match words[..] {
            ["->", "scrypt", salt, work] => {
                let log_n = decimal(work).ok_or(Error::NotOurs)?;
                if log_n > MAX_WORK {
                    return Err(Error::TooCostly { log_n });
                }
                let salt = bytes(salt)?;
                Wrapped::Scrypt { salt, log_n }
            }
            ["->", "X25519", share] => Wrapped::X25519 {
                share: bytes(share)?,
            },
            _ => return Err(Error::NotOurs),
        };
        Ok(Self {
            signed: format!("{VERSION}{recipient}{body}---"),
            wrapped,
            body: bytes(body.trim_end_matches('\n'))?,
            mac: bytes(mac.trim_end_matches('\n'))?,
            rest: from,
        })
    }

    /// Whether an identity opens it; else a passphrase does.
    pub(in crate::backup) const fn wants_identity(&self) -> bool {
        matches!(self.wrapped, Wrapped::X25519 { .. })
    }

    /// The file's key, and the reader behind the header. With a passphrase it takes a second and 256 MiB.
    pub(super) fn unlock(self, key: &Key<'_>) -> Result<(FileKey, R), Error> {
        let (wrapping, wrong) = match (&self.wrapped, key) {
            (Wrapped::Scrypt { salt, log_n }, Key::Passphrase(passphrase)) => (
                of_passphrase(passphrase, salt, *log_n)?,
                Error::WrongPassphrase,
            ),
            (Wrapped::X25519 { share }, Key::Identity(identity)) => {
                (identity.wrapping(share)?, Error::WrongIdentity)
            }
            (Wrapped::Scrypt { .. }, Key::Identity(_)) => return Err(Error::WantsPassphrase),
            (Wrapped::X25519 { .. }, Key::Passphrase(_)) => return Err(Error::WantsIdentity),
        };
        let mut body = Zeroizing::new(self.body);
        let opened = cipher(&wrapping)?
            .open_in_place(zero_nonce(), Aad::empty(), &mut *body)
            .map_err(|_| wrong)?;
        let mut file_key = Zeroizing::new([0; FILE_KEY_BYTES]);
        file_key.copy_from_slice(opened);
        let rest = self.checked(&file_key)?;
        Ok((file_key, rest))
    }

    /// The reader behind the header, once the MAC was found to be made with this key.
    pub(super) fn checked(self, file_key: &[u8; FILE_KEY_BYTES]) -> Result<R, Error> {
        let key = mac_key(file_key)?;
        hmac::verify(&key, self.signed.as_bytes(), &self.mac).map_err(|_| Error::Damaged)?;
        Ok(self.rest)
    }
}

/// Makes a file's key and writes the header with it.
pub(super) fn write(to: &mut impl Write, lock: Lock<'_>) -> Result<FileKey, Error> {
    let file_key = random::<FILE_KEY_BYTES>()?;
    let (stanza, wrapping) = match lock {
        Lock::Passphrase(passphrase, log_n) => {
            let salt = random::<SALT_BYTES>()?;
            let key = of_passphrase(passphrase, &salt, log_n)?;
            (format!("scrypt {} {log_n}", BASE64.encode(*salt)), key)
        }
        Lock::Recipient(recipient) => {
            let (share, key) = recipient.wrapping()?;
            (format!("X25519 {}", BASE64.encode(share)), key)
        }
    };
    let mut body = file_key.to_vec();
    cipher(&wrapping)?
        .seal_in_place_append_tag(zero_nonce(), Aad::empty(), &mut body)
        .map_err(|_| Error::Key("the file's key could not be wrapped".into()))?;
    let body = BASE64.encode(body);
    let signed = format!("{VERSION}-> {stanza}\n{body}\n---");
    let mac = hmac::sign(&mac_key(&file_key)?, signed.as_bytes());
    writeln!(to, "{signed} {}", BASE64.encode(mac))?;
    Ok(file_key)
}

/// The key from the passphrase.
fn of_passphrase(
    passphrase: &Passphrase,
    salt: &[u8; SALT_BYTES],
    log_n: u8,
) -> Result<Zeroizing<[u8; KEY_BYTES]>, Error> {
    let params = scrypt::Params::new(log_n, 8, 1).map_err(|e| Error::Key(e.into()))?;
    let salt = [LABEL, salt].concat();
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    scrypt::scrypt(passphrase.as_bytes(), &salt, &params, &mut *key)
        .map_err(|e| Error::Key(e.into()))?;
    Ok(key)
}

fn cipher(key: &[u8; KEY_BYTES]) -> Result<LessSafeKey, Error> {
    UnboundKey::new(&CHACHA20_POLY1305, key)
        .map(LessSafeKey::new)
        .map_err(|_| Error::Key("the cipher takes no such key".into()))
}

/// The nonce is zero, because the wrapping key encrypts one message alone.
fn zero_nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

fn mac_key(file_key: &[u8; FILE_KEY_BYTES]) -> Result<hmac::Key, Error> {
    let key = derived(file_key, &[], b"header")?;
    Ok(hmac::Key::new(hmac::HMAC_SHA256, &*key))
}

/// One line, which must have its end.
fn line(from: &mut impl BufRead) -> Result<String, Error> {
    let mut bytes = Vec::new();
    from.take(MAX_LINE).read_until(b'\n', &mut bytes)?;
    match String::from_utf8(bytes) {
        Ok(line) if line.ends_with('\n') && line.is_ascii() => Ok(line),
        _ => Err(Error::NotOurs),
    }
}

fn bytes<const N: usize>(text: &str) -> Result<[u8; N], Error> {
    let bytes = BASE64.decode(text).map_err(|_| Error::NotOurs)?;
    <[u8; N]>::try_from(bytes.as_slice()).map_err(|_| Error::NotOurs)
}

/// A number without a sign or leading zeros.
fn decimal(text: &str) -> Option<u8> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    digits.then(|| text.parse().ok()).flatten()
}
