//! The header: the file's key, encrypted with a key from the passphrase.

use super::{Error, FILE_KEY_BYTES, KEY_BYTES, TAG_BYTES, derived, random};
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

/// A file whose header was read, and whose passphrase is not known yet.
pub(in crate::backup) struct Locked<R> {
    /// The header up to and with the three dashes, which the MAC protects.
    signed: String,
    salt: [u8; SALT_BYTES],
    log_n: u8,
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
        let ["->", "scrypt", salt, work] = words[..] else {
            return Err(Error::NotOurs);
        };
        let mac = end.strip_prefix("--- ").ok_or(Error::NotOurs)?;
        let log_n = decimal(work).ok_or(Error::NotOurs)?;
        if log_n > MAX_WORK {
            return Err(Error::TooCostly { log_n });
        }
        Ok(Self {
            signed: format!("{VERSION}{recipient}{body}---"),
            salt: bytes(salt)?,
            log_n,
            body: bytes(body.trim_end_matches('\n'))?,
            mac: bytes(mac.trim_end_matches('\n'))?,
            rest: from,
        })
    }

    /// The file's key, and the reader behind the header. Takes a second and 256 MiB.
    pub(super) fn unlock(
        self,
        passphrase: &Passphrase,
    ) -> Result<(Zeroizing<[u8; FILE_KEY_BYTES]>, R), Error> {
        let wrapping = wrapping_key(passphrase, &self.salt, self.log_n)?;
        let mut body = Zeroizing::new(self.body);
        let opened = wrapping
            .open_in_place(zero_nonce(), Aad::empty(), &mut *body)
            .map_err(|_| Error::WrongPassphrase)?;
        let mut file_key = Zeroizing::new([0; FILE_KEY_BYTES]);
        file_key.copy_from_slice(opened);
        let key = mac_key(&file_key)?;
        hmac::verify(&key, self.signed.as_bytes(), &self.mac).map_err(|_| Error::Damaged)?;
        Ok((file_key, self.rest))
    }
}

/// Makes a file's key and writes the header with it.
pub(super) fn write(
    to: &mut impl Write,
    passphrase: &Passphrase,
    log_n: u8,
) -> Result<Zeroizing<[u8; FILE_KEY_BYTES]>, Error> {
    let file_key = random::<FILE_KEY_BYTES>()?;
    let salt = random::<SALT_BYTES>()?;
    let mut body = file_key.to_vec();
    wrapping_key(passphrase, &salt, log_n)?
        .seal_in_place_append_tag(zero_nonce(), Aad::empty(), &mut body)
        .map_err(|_| Error::Key("the file's key could not be wrapped".into()))?;
    let (salt, body) = (BASE64.encode(*salt), BASE64.encode(body));
    let signed = format!("{VERSION}-> scrypt {salt} {log_n}\n{body}\n---");
    let mac = hmac::sign(&mac_key(&file_key)?, signed.as_bytes());
    writeln!(to, "{signed} {}", BASE64.encode(mac))?;
    Ok(file_key)
}

/// The key from the passphrase.
fn wrapping_key(
    passphrase: &Passphrase,
    salt: &[u8; SALT_BYTES],
    log_n: u8,
) -> Result<LessSafeKey, Error> {
    let params = scrypt::Params::new(log_n, 8, 1).map_err(|e| Error::Key(e.into()))?;
    let salt = [LABEL, salt].concat();
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    scrypt::scrypt(passphrase.as_bytes(), &salt, &params, &mut *key)
        .map_err(|e| Error::Key(e.into()))?;
    UnboundKey::new(&CHACHA20_POLY1305, &*key)
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
