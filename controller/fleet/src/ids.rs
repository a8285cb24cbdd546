//! Names and ids: small values that are checked once, when they are made.

use madoguchi_plain::hex::Hex;
use madoguchi_plain::is_serial;
use std::fmt;
use std::sync::Arc;

/// An installation is a PC with its controller, named by its public key.
pub use madoguchi_licensing::grant::InstallationKey as Installation;

/// A unit's serial number: 1 to 32 of A to Z, 0 to 9 and hyphen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Serial(Arc<str>);

impl Serial {
    /// Parses a serial; `None` where the text is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_serial(text).then(|| Self(text.into()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The label that a patient has: 1 to 8 letters, digits or hyphens.
///
/// Full-width forms, which a Japanese keyboard types, are taken as their plain ones. What else is written differently and meant as one number,
/// [`Number::meant`] says (RULES Q8); a number in a record of an older release stays as it was.
///
/// Debug does not print it: it is a patient's, and what is printed so ends in a log (RULES G1).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(Arc<str>);

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Number(..)")
    }
}

impl Number {
    /// The longest number, in characters: it has to be read from a screen across the room.
    pub const MAX_CHARS: usize = 8;

    /// Parses a number; `None` where the text is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 4 * Self::MAX_CHARS {
            return None;
        }
        let seen = text.chars().filter(|&c| !madoguchi_plain::is_ignored(c));
        let plain: String = seen.map(half_width).collect();
        let plain = plain.trim();
        let fits = (1..=Self::MAX_CHARS).contains(&plain.chars().count());
        let clear = plain.chars().all(|c| c.is_alphanumeric() || c == '-');
        (fits && clear).then(|| Self(plain.into()))
    }

    /// The number that is meant, however it was written: what a new ticket gets.
    #[must_use]
    pub fn meant(&self) -> Self {
        let short = |text: &String| (1..=Self::MAX_CHARS).contains(&text.chars().count());
        let meant = Some(madoguchi_plain::numbers::meant(&self.0)).filter(short);
        meant.map_or_else(|| self.clone(), |meant| Self(meant.into()))
    }

    /// The same for all numbers that are one, also in small letters or capitals: what numbers are looked up by.
    pub(crate) fn same(&self) -> Self {
        if madoguchi_plain::numbers::is_its_own(&self.0) {
            return self.clone();
        }
        Self(madoguchi_plain::numbers::same(&self.0).into())
    }

    /// A number that the fleet gave.
    #[must_use]
    pub fn automatic(n: u64) -> Self {
        Self(n.to_string().into())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Takes a full-width form (U+FF01 to U+FF5E) as its plain one, and every dash as a hyphen.
fn half_width(c: char) -> char {
    match c {
        dash if madoguchi_plain::numbers::is_dash(dash) => '-',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        other => other,
    }
}

/// A ticket's id, never used again; it also breaks ties in the queue's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TicketId(pub u64);

/// One hand-out of one ticket; attempts count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Assignment {
    pub ticket: TicketId,
    pub attempt: u32,
}

/// A connection of a unit, unique while the controller runs. Never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u64);

/// SHA-256 of a public key (SubjectPublicKeyInfo).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyFingerprint(pub [u8; 32]);

/// A reader's session: 16 random bytes of the reader's making.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub [u8; 16]);

/// A caller's request: 16 random bytes; a repeat gets the first answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub [u8; 16]);

/// A hash of a request without its id: equal for equal content in every release. Made where the request is received.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Content(pub [u8; 16]);

/// A caller's request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    pub id: RequestId,
    /// `None` if only the command's name is known, as in records of older releases.
    pub content: Option<Content>,
}

impl From<RequestId> for Request {
    fn from(id: RequestId) -> Self {
        Self { id, content: None }
    }
}

/// A tag of a counter: 1 to 32 of a to z, 0 to 9, colon and hyphen, for example "language:en".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(Arc<str>);

impl Tag {
    /// The longest tag, in bytes: tags are compared for every free unit.
    pub const MAX_LEN: usize = 32;

    /// Parses a tag; `None` where the text is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=Self::MAX_LEN).contains(&text.len());
        let plain = text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b':' || b == b'-');
        (fits && plain).then(|| Self(text.into()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A person's name: 1 to 32 characters that can all be seen, as people write it in one width (NFKC). What the operating system calls
/// somebody has the same form here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonName(Arc<str>);

impl PersonName {
    /// The longest name, in characters: it stands in lists, and in every line of a ticket's story.
    pub const MAX_CHARS: usize = 32;

    /// Parses a name; `None` where the text is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // Decomposed characters become fewer; what is longer even so is not folded at all.
        if text.len() > 12 * Self::MAX_CHARS {
            return None;
        }
        let plain = madoguchi_plain::typed::folded(text);
        madoguchi_plain::is_name(&plain, Self::MAX_CHARS).then(|| Self(plain.into()))
    }

    /// The same for all names that are one, in small letters or capitals, with spaces or without: one person has it.
    #[must_use]
    pub fn same(&self) -> String {
        madoguchi_plain::typed::same_name(&self.0)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for TicketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Writes random bytes as hex, in Debug too, so that a log can be searched for them.
macro_rules! hex_words {
    ($($name:ident),+) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&Hex(&self.0), f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }
    )+};
}
hex_words!(KeyFingerprint, SessionId, RequestId, Content);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_typed_full_width_are_the_same_numbers() {
        assert_eq!(Number::parse("１２"), Number::parse("12"));
        assert_eq!(
            Number::parse(" A-7 ").as_ref().map(Number::as_str),
            Some("A-7")
        );
    }

    #[test]
    fn a_number_means_a_number() {
        for (text, meant) in [
            ("0555", "555"),
            ("ｱ1", "ア1"),
            ("5−6", "5-6"),
            ("5ー6", "5-6"),
            ("ﬁﬁﬁﬁﬁ", "fififififi"),
        ] {
            let number = Number::parse(text).unwrap().meant();
            if meant.len() <= Number::MAX_CHARS {
                assert_eq!(number.as_str(), meant);
            } else {
                assert_eq!(
                    number.as_str(),
                    text,
                    "too long: it stays as it was written"
                );
            }
            assert_eq!(number.meant(), number);
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", " ", "123456789", "1 2", "7\n8", "<b>"] {
            assert_eq!(Number::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_serial_is_refused() {
        assert!(Serial::parse("CR-2024-0001").is_some());
        for text in ["", "cr-1", "CR 1", "CR/1", &"A".repeat(33)] {
            assert_eq!(Serial::parse(text), None, "{text:?}");
        }
    }
}
