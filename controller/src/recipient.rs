//! A pair of keys in age's X25519 form: the recipient, to whom a backup is encrypted, and the identity, which alone opens it.
//!
//! ```text
//! age1…               the recipient: may stand in a configuration
//! AGE-SECRET-KEY-1…   the identity: on paper, and never on the PC
//! ```
//! Both are Bech32 (BIP 173), whose checksum finds any wrong character that a person types. The multiplications are those of
//! curve25519-dalek, which the licenses' signatures stand on, too.

use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32, Hrp};
use curve25519_dalek::MontgomeryPoint;
use ring::hkdf;
use std::fmt;
use zeroize::Zeroizing;

/// Length of a key.
const KEY_BYTES: usize = 32;

/// What a recipient begins with, before the separator.
const RECIPIENT: &str = "age";
/// What an identity begins with; it is written in capitals.
const IDENTITY: &str = "AGE-SECRET-KEY-";
/// The label of the key that wraps a file's key.
const LABEL: &[u8] = b"age-encryption.org/v1/X25519";
/// The most characters that are looked at: an identity has 74, and people put blanks between its groups.
pub const MAX_TYPED_CHARS: usize = 400;

/// To whom a backup is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipient([u8; KEY_BYTES]);

/// What opens a backup that was made for its recipient. It does not print itself.
pub struct Identity(Zeroizing<[u8; KEY_BYTES]>);

/// The reason why no key was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    #[error("the system gives no random bytes")]
    Random,
    #[error("no key comes of it")]
    Derived,
    /// A point of small order, which would make the key known to everybody: age refuses it, too.
    #[error("the share is none that a sender makes")]
    Share,
}

/// The reason why a text is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAKey {
    /// It is the other key of a pair: an identity where a recipient belongs, or the other way round.
    #[error("it is the other key of the pair")]
    Other,
    #[error("a character is missing, wrong or too many")]
    Mistyped,
    /// It does not begin like one.
    #[error("it does not begin like a key")]
    Nothing,
}

impl Recipient {
    /// Reads a recipient.
    ///
    /// # Errors
    /// It is none.
    pub fn parse(text: &str) -> Result<Self, NotAKey> {
        let key = key(text, RECIPIENT, IDENTITY)?;
        Ok(Self(*key))
    }

    /// Makes a key for one file, and the share that stands in its header.
    pub(crate) fn wrapping(&self) -> Result<([u8; KEY_BYTES], Zeroizing<[u8; KEY_BYTES]>), Failed> {
        let once = random()?;
        let share = MontgomeryPoint::mul_base_clamped(*once).0;
        let secret = secret(&once, &self.0)?;
        Ok((share, wrapping(&secret, &share, &self.0)?))
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hrp = Hrp::parse_unchecked(RECIPIENT);
        bech32::encode_lower_to_fmt::<Bech32, _>(f, hrp, &self.0).map_err(|_| fmt::Error)
    }
}

impl Identity {
    /// A new one.
    ///
    /// # Errors
    /// The system gives no random bytes.
    pub fn new() -> Result<Self, Failed> {
        random().map(Self)
    }

    /// Reads one as somebody typed it or a camera read it: blanks, hyphens' kind and capitals do not matter.
    ///
    /// # Errors
    /// It is none.
    pub fn parse(text: &str) -> Result<Self, NotAKey> {
        key(text, IDENTITY, RECIPIENT).map(Self)
    }

    /// The recipient that belongs to it.
    #[must_use]
    pub fn recipient(&self) -> Recipient {
        Recipient(MontgomeryPoint::mul_base_clamped(*self.0).0)
    }

    /// Its characters, for the sheet.
    #[must_use]
    pub fn characters(&self) -> Zeroizing<String> {
        let hrp = Hrp::parse_unchecked(IDENTITY);
        let text = bech32::encode_upper::<Bech32>(hrp, &*self.0);
        // 74 characters are within what Bech32 has room for.
        Zeroizing::new(text.unwrap_or_default())
    }

    /// The key that opens a file's key behind this share.
    pub(crate) fn wrapping(
        &self,
        share: &[u8; KEY_BYTES],
    ) -> Result<Zeroizing<[u8; KEY_BYTES]>, Failed> {
        let secret = secret(&self.0, share)?;
        wrapping(&secret, share, &self.recipient().0)
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity")
    }
}

/// What both sides have.
fn secret(
    own: &[u8; KEY_BYTES],
    theirs: &[u8; KEY_BYTES],
) -> Result<Zeroizing<[u8; KEY_BYTES]>, Failed> {
    let shared = Zeroizing::new(MontgomeryPoint(*theirs).mul_clamped(*own).0);
    match *shared == [0; KEY_BYTES] {
        true => Err(Failed::Share),
        false => Ok(shared),
    }
}

fn wrapping(
    secret: &[u8; KEY_BYTES],
    share: &[u8; KEY_BYTES],
    recipient: &[u8; KEY_BYTES],
) -> Result<Zeroizing<[u8; KEY_BYTES]>, Failed> {
    let salt = [*share, *recipient].concat();
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    hkdf::Salt::new(hkdf::HKDF_SHA256, &salt)
        .extract(secret)
        .expand(&[LABEL], hkdf::HKDF_SHA256)
        .and_then(|made| made.fill(&mut *key))
        .map_err(|_| Failed::Derived)?;
    Ok(key)
}

/// The bytes of a key with this beginning.
fn key(text: &str, begins: &str, other: &str) -> Result<Zeroizing<[u8; KEY_BYTES]>, NotAKey> {
    let text = plain(text);
    let is = |begin: &str| {
        let begin = format!("{begin}1");
        text.get(..begin.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(&begin))
    };
    match (is(begins), is(other)) {
        (true, _) => {}
        (false, true) => return Err(NotAKey::Other),
        (false, false) => return Err(NotAKey::Nothing),
    }
    let checked = CheckedHrpstring::new::<Bech32>(&text).map_err(|_| NotAKey::Mistyped)?;
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    let mut length = 0;
    for byte in checked.byte_iter() {
        let place = key.get_mut(length).ok_or(NotAKey::Mistyped)?;
        *place = byte;
        length += 1;
    }
    match length == KEY_BYTES {
        true => Ok(key),
        false => Err(NotAKey::Mistyped),
    }
}

/// The text without blanks and line ends, with a keyboard's other hyphens and wide letters as plain ones, in one case.
fn plain(text: &str) -> Zeroizing<String> {
    let mut plain = Zeroizing::new(String::with_capacity(MAX_TYPED_CHARS));
    for c in text
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(MAX_TYPED_CHARS)
    {
        plain.push(match c {
            '‐' | '‑' | '–' | '—' | '−' | 'ー' | '－' => '-',
            wide @ '！'..='～' => char::from_u32(u32::from(wide) - 0xFEE0).unwrap_or(wide),
            other => other,
        });
    }
    if !plain.is_ascii() {
        return plain;
    }
    let lower = plain.to_ascii_lowercase();
    Zeroizing::new(lower)
}

fn random() -> Result<Zeroizing<[u8; KEY_BYTES]>, Failed> {
    let mut bytes = Zeroizing::new([0; KEY_BYTES]);
    getrandom::fill(&mut *bytes).map_err(|_| Failed::Random)?;
    Ok(bytes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_read_as_it_is_written_however_it_is_typed() {
        let identity = Identity::new().unwrap();
        let text = identity.characters();
        assert!(text.starts_with("AGE-SECRET-KEY-1") && text.len() == 74);
        let recipient = identity.recipient();
        assert_eq!(Recipient::parse(&recipient.to_string()), Ok(recipient));
        let groups: Vec<_> = text.as_bytes().chunks(8).collect();
        let groups: Vec<_> = groups
            .iter()
            .map(|g| std::str::from_utf8(g).unwrap())
            .collect();
        let wide: String = text
            .chars()
            .map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap())
            .collect();
        for typed in [
            groups.join(" "),
            text.to_lowercase(),
            format!("\n{}\r\n", text.replace('-', "ー")),
            wide,
        ] {
            assert_eq!(
                Identity::parse(&typed).unwrap().recipient(),
                recipient,
                "{typed}"
            );
        }
    }

    #[test]
    fn every_wrong_character_is_found_and_the_other_key_is_told_from_nonsense() {
        let identity = Identity::new().unwrap();
        let text = identity.characters();
        for at in 16..text.len() {
            let mut wrong = text.as_bytes().to_vec();
            wrong[at] = if wrong[at] == b'Q' { b'P' } else { b'Q' };
            let wrong = String::from_utf8(wrong).unwrap();
            assert_eq!(
                Identity::parse(&wrong).unwrap_err(),
                NotAKey::Mistyped,
                "{at}"
            );
            assert_eq!(Identity::parse(&text[..at]).unwrap_err(), NotAKey::Mistyped);
        }
        let recipient = identity.recipient().to_string();
        assert_eq!(Identity::parse(&recipient).unwrap_err(), NotAKey::Other);
        assert_eq!(Recipient::parse(&text).unwrap_err(), NotAKey::Other);
        for nothing in ["", "age", "1234", "ssh-ed25519 AAAA", "あ"] {
            assert_eq!(Recipient::parse(nothing).unwrap_err(), NotAKey::Nothing);
        }
        assert_eq!(format!("{identity:?}"), "Identity");
    }
}
