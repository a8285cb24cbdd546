//! A document as text for typing, reading aloud or scanning: base 32 in groups with check symbols. Other bytes that go the same way are
//! written alike, and whoever reads them tells by their first byte what they are.
//!
//! ```text
//! group   8 symbols (5 bytes) and 2 check symbols, shown as XXXXX-XXXXX
//! groups  the first: the document's length (2 bytes) and 3 bytes of its SHA-256; then the document, zeros at the end
//! part    MDG:2/3:TAG0:groups   for one of several QR codes; the tag is the same in all of them
//! ```
//!
//! Any form of a document that is read has at most 64 KiB, so documents of up to 26 KiB fit: far more than anybody types.
//!
//! The checks of a group, over its symbols and its position, find any one or two wrong characters, any two that were exchanged, and any
//! group in the wrong position. So a mistake is reported with its position.

mod finding;
mod group;
mod parts;

use sha2::{Digest as _, Sha256};

use crate::base32::{self, Read};
pub(crate) use finding::find;
use group::{GROUP_BYTES, GROUP_LEN};

/// The groups in a line of the written text.
const GROUPS_PER_LINE: usize = 4;

/// The bytes of the document's SHA-256 in the first group.
const DIGEST_LEN: usize = 3;

/// The reason why a text is no typed document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("{place} is mistyped, or one before it is missing; compare it with what was written")]
    Group { place: Place },
    #[error("{place} has only {found} of its 10 characters; compare it with what was written")]
    Cut {
        place: Place,
        /// The number of characters.
        found: usize,
    },
    #[error(
        "the text ends after {found} groups of ten characters, and {expected} belong there; type the rest as well"
    )]
    TooShort { found: usize, expected: usize },
    #[error(
        "the text has {found} groups of ten characters, and only {expected} belong there; remove what follows"
    )]
    TooLong { found: usize, expected: usize },
    /// All groups are correct, but not the whole: several were mistyped in such a way that their checks match.
    #[error("several groups are mistyped; compare the whole text with what was written")]
    Digest,
    #[error("the beginning of a part (MDG:1/3:…:) cannot be read; scan its code again")]
    Part,
    #[error("part {part} of {parts} is missing; scan its code as well")]
    PartMissing {
        /// The number of the first missing part.
        part: usize,
        parts: usize,
    },
    #[error("the parts belong to different documents; scan the codes of one sheet only")]
    OtherDocument,
    #[error("part {part} is there twice, and differs; scan its code again")]
    PartTwice { part: usize },
}

/// The position of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The number of its part, if there are parts.
    pub part: Option<usize>,
    /// Its number in the text or in its part, from 1.
    pub group: usize,
}

impl Place {
    /// Its line in the written text, from 1, if there are no parts.
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

/// The document, or other bytes, as text for typing or reading aloud: lines of four groups, each `XXXXX-XXXXX`.
#[must_use]
pub fn write(document: &impl AsRef<[u8]>) -> String {
    let mut text = String::new();
    for (number, group) in groups(document.as_ref()).into_iter().enumerate() {
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

/// The document as numbered parts for QR codes, in the codes' alphanumeric mode. Each has at most `max_chars` characters, but always enough
/// for its beginning and one group, which have at most 29.
#[must_use]
pub fn parts(document: &impl AsRef<[u8]>, max_chars: usize) -> Vec<String> {
    let bytes = document.as_ref();
    parts::write(&groups(bytes), tag(bytes), max_chars)
}

/// Whether `text` is meant as typed text or scanned parts: all of its characters may be in such a text, or its first group is correct, so
/// that one wrong character later does not make it something else.
#[must_use]
pub fn is_typed(text: &str) -> bool {
    if parts::begin(text) {
        return true;
    }
    // The first letters of a cut-off armour would be accepted as symbols, too.
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

/// The document's bytes from typed text, or from parts in any order, with a mail's other text around it.
///
/// # Errors
/// A group or a part is wrong or missing; the error names its place.
pub fn read(text: &str) -> Result<Vec<u8>, Error> {
    if parts::begin(text) {
        let parts = parts::read(text)?;
        let bytes = decode(parts.symbols(), |group| parts.place(group))?;
        return parts.same_tag(tag(&bytes)).map(|()| bytes);
    }
    decode(&finding::symbols(text), |group| Place { part: None, group })
}

/// Marks a character that is no symbol: it has a position, and no group with it is correct.
const NO_SYMBOL: u8 = 0xff;

/// The symbols of a text without separators.
fn symbols(text: &str) -> Vec<u8> {
    text.chars()
        .filter_map(|c| match base32::read(c) {
            Read::Symbol(symbol) => Some(symbol),
            Read::Other => Some(NO_SYMBOL),
            Read::Separator => None,
        })
        .collect()
}

/// The groups of a document, ten characters each.
fn groups(bytes: &[u8]) -> Vec<[char; GROUP_LEN]> {
    // A document has at most 40 KiB, and nothing else is longer, so its length fits.
    let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
    let all = [&length.to_be_bytes()[..], &digest(bytes), bytes].concat();
    all.chunks(GROUP_BYTES)
        .enumerate()
        .map(|(number, bytes)| group::write(number, bytes).map(base32::write))
        .collect()
}

/// The document's bytes from the symbols of its groups; `place` gives the position of a group from its number, from 1.
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
    // Always true, because `is_typed` and `parts` accept no text without a symbol.
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

/// Cuts off the zeros at the end and checks the digest in the first group.
fn whole(head: &[u8], document: &[u8], length: usize) -> Result<Vec<u8>, Error> {
    let (document, zeros) = document.split_at(length);
    let good = zeros.iter().all(|&byte| byte == 0) && head[2..] == digest(document);
    good.then(|| document.to_vec()).ok_or(Error::Digest)
}

fn digest(bytes: &[u8]) -> [u8; DIGEST_LEN] {
    let digest = Sha256::digest(bytes);
    [digest[0], digest[1], digest[2]]
}

/// Distinguishes the parts of one document from those of another: 20 bits of its SHA-256, which are not in the first group.
fn tag(bytes: &[u8]) -> [u8; parts::TAG_LEN] {
    let digest = Sha256::digest(bytes);
    [digest[4], digest[5], digest[6], digest[7]].map(|byte| byte % 32)
}
