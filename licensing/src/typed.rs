//! A document as text that is typed, read out or scanned: base 32, in groups that each carry their own check.
//!
//! ```text
//! group   8 symbols (5 bytes) and 2 check symbols, shown as XXXXX-XXXXX
//! groups  the first: the document's length (2 bytes) and 3 bytes of its SHA-256; then the document, zeros at the end
//! part    MDG:2/3:TAG0:groups   for one of several QR codes; the tag is the same in all of them
//! ```
//!
//! As with any carrier, what is read is at most 64 KiB: documents of up to 26 KiB, far more than anybody types.
//!
//! A group's checks (over its symbols and its place) find any one or two wrong characters in it, any two that changed
//! places, and any group that stands where another belongs: what was mistyped is named by its place.

mod group;
mod parts;

use sha2::{Digest as _, Sha256};

use crate::base32::{self, Read};
use crate::document::Document;
use group::{GROUP_BYTES, GROUP_LEN};

/// Groups in a line of the written text.
const GROUPS_PER_LINE: usize = 4;

/// Bytes of the document's SHA-256 in the first group.
const DIGEST_LEN: usize = 3;

/// Why a text is not a document that was written out to be typed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("{place} is mistyped, or one before it is missing; compare it with what was written")]
    Group { place: Place },
    #[error("{place} has only {found} of its 10 characters; compare it with what was written")]
    Cut {
        place: Place,
        /// How many characters are there.
        found: usize,
    },
    #[error(
        "the text ends after {found} groups of ten characters, and {expected} belong there; type the rest as well"
    )]
    TooShort {
        /// Groups that are there.
        found: usize,
        /// Groups that belong there.
        expected: usize,
    },
    #[error(
        "the text has {found} groups of ten characters, and only {expected} belong there; remove what follows"
    )]
    TooLong {
        /// Groups that are there.
        found: usize,
        /// Groups that belong there.
        expected: usize,
    },
    /// Every group is good, and the whole is not: several were mistyped so that their checks fit.
    #[error("several groups are mistyped; compare the whole text with what was written")]
    Digest,
    #[error("the beginning of a part (MDG:1/3:…:) cannot be read; scan its code again")]
    Part,
    #[error("part {part} of {parts} is missing; scan its code as well")]
    PartMissing {
        /// The first that is missing.
        part: usize,
        parts: usize,
    },
    #[error("the parts belong to different documents; scan the codes of one sheet only")]
    OtherDocument,
    #[error("part {part} is there twice, and differs; scan its code again")]
    PartTwice {
        /// The part's number.
        part: usize,
    },
}

/// Where a group stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The part's number, where there are parts.
    pub part: Option<usize>,
    /// The group's number in the text, or in its part, from 1.
    pub group: usize,
}

impl Place {
    /// The line of the written text that the group stands in, from 1, where there are no parts.
    #[must_use]
    pub fn line(self) -> usize {
        self.group.saturating_sub(1) / GROUPS_PER_LINE + 1
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { part, group } = self;
        match part {
            Some(part) => write!(f, "group {group} of part {part}"),
            None => write!(f, "group {group} (line {} as it was written)", self.line()),
        }
    }
}

/// The document as text to type or to read out: lines of four groups, each group `XXXXX-XXXXX`.
#[must_use]
pub fn write(document: &Document) -> String {
    let mut text = String::new();
    for (number, group) in groups(document).into_iter().enumerate() {
        text.push_str(match number {
            0 => "",
            n if n % GROUPS_PER_LINE == 0 => "\n",
            _ => "  ",
        });
        let (first, second) = group.split_at(GROUP_LEN / 2);
        text.extend(first);
        text.push('-');
        text.extend(second);
    }
    text.push('\n');
    text
}

/// The document as numbered parts for QR codes, all characters of the codes' alphanumeric mode. Each has at most `max_chars`
/// characters, but always room for its beginning and one group, which together have at most 29.
#[must_use]
pub fn parts(document: &Document, max_chars: usize) -> Vec<String> {
    parts::write(&groups(document), tag(document.as_bytes()), max_chars)
}

/// Whether `text` is meant to be typed text or scanned parts: it has no character that belongs to neither, or it begins
/// with a group that is good, so that one strange character further on does not make it something else.
pub(crate) fn is_typed(text: &str) -> bool {
    if parts::begin(text) {
        return true;
    }
    // The first letters of an armour that was cut off would do as well.
    if text.trim_start().starts_with("-----") {
        return false;
    }
    let symbols = symbols(text);
    let good = |(number, group): (usize, &[u8])| {
        let group = group.try_into();
        group.is_ok_and(|group| group::read(number, group).is_some())
    };
    let begins_good = symbols.chunks(GROUP_LEN).enumerate().take(2).any(good);
    begins_good || (!symbols.is_empty() && !symbols.contains(&NO_SYMBOL))
}

/// The document's bytes from typed text or from parts in any order.
pub(crate) fn read(text: &str) -> Result<Vec<u8>, Error> {
    if parts::begin(text) {
        let parts = parts::read(text)?;
        let bytes = decode(parts.symbols(), |group| parts.place(group))?;
        return parts.same_tag(tag(&bytes)).map(|()| bytes);
    }
    decode(&symbols(text), |group| Place { part: None, group })
}

/// Stands for a character that is no symbol: it takes a place, and no group with it is good.
const NO_SYMBOL: u8 = 0xff;

/// The symbols of a text, without what separates them.
fn symbols(text: &str) -> Vec<u8> {
    text.chars()
        .filter_map(|c| match base32::read(c) {
            Read::Symbol(symbol) => Some(symbol),
            Read::Other => Some(NO_SYMBOL),
            Read::Separator => None,
        })
        .collect()
}

/// The groups of a document, each of ten characters.
fn groups(document: &Document) -> Vec<[char; GROUP_LEN]> {
    let bytes = document.as_bytes();
    // A document is at most 40 KiB: its length fits.
    let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
    let all = [&length.to_be_bytes()[..], &digest(bytes), bytes].concat();
    all.chunks(GROUP_BYTES)
        .enumerate()
        .map(|(number, bytes)| group::write(number, bytes).map(base32::write))
        .collect()
}

/// The document's bytes from the symbols of its groups; `place` says where a group stands, from 1.
fn decode(symbols: &[u8], place: impl Fn(usize) -> Place) -> Result<Vec<u8>, Error> {
    let mut all = Vec::with_capacity(symbols.len() / GROUP_LEN * GROUP_BYTES);
    for (number, symbols) in symbols.chunks(GROUP_LEN).enumerate() {
        let group: &[u8; GROUP_LEN] = symbols.try_into().map_err(|_| Error::Cut {
            place: place(number + 1),
            found: symbols.len(),
        })?;
        all.extend(group::read(number, group).ok_or_else(|| Error::Group {
            place: place(number + 1),
        })?);
    }
    // `is_typed` and `parts` let no text without a symbol get here.
    let (head, document) = all.split_at_checked(GROUP_BYTES).ok_or(Error::TooShort {
        found: 0,
        expected: 1,
    })?;
    let length = usize::from(u16::from_be_bytes([head[0], head[1]]));
    let (found, expected) = (all.len() / GROUP_BYTES, 1 + length.div_ceil(GROUP_BYTES));
    match found.cmp(&expected) {
        std::cmp::Ordering::Less => Err(Error::TooShort { found, expected }),
        std::cmp::Ordering::Greater => Err(Error::TooLong { found, expected }),
        std::cmp::Ordering::Equal => whole(head, document, length),
    }
}

/// Cuts off the zeros, and compares with the digest of the first group.
fn whole(head: &[u8], document: &[u8], length: usize) -> Result<Vec<u8>, Error> {
    let (document, zeros) = document.split_at(length);
    let good = zeros.iter().all(|&byte| byte == 0) && head[2..] == digest(document);
    good.then(|| document.to_vec()).ok_or(Error::Digest)
}

fn digest(bytes: &[u8]) -> [u8; DIGEST_LEN] {
    let digest = Sha256::digest(bytes);
    [digest[0], digest[1], digest[2]]
}

/// Tells the parts of one document from those of another: 20 bits of its SHA-256, others than the first group's.
fn tag(bytes: &[u8]) -> [u8; parts::TAG_LEN] {
    let digest = Sha256::digest(bytes);
    [digest[4], digest[5], digest[6], digest[7]].map(|byte| byte % 32)
}
