//! The support code: what support asks first about a clinic's units, in so few characters that it can be read out or scanned (RULES B9 to
//! B13). It is for clinics where no file may leave.
//!
//! ```text
//! Summary ─ bytes ─ groups with checks ─► text to read out
//!                                       └► parts ─► QR codes
//! text, scanned codes ─ read ─► Summary
//! ```
//!
//! The groups are those of licenses ([`madoguchi_licensing::typed`]), so a mistyped character is found and its group is named. What a summary
//! can hold is all that can leave: numbers, codes of the fault catalogue, and [`Word`]s of serials, ports and versions. There is no room for
//! a name, a ticket's number, or what a clinic typed.

mod bytes;
mod summary;
#[cfg(test)]
mod tests;
mod word;

pub use summary::{MAX_CODES, MAX_UNITS, Pause, Summary, Unit, Verdict};
pub use word::{MAX_CHARS, Word};

use madoguchi_licensing::armour::MAX_FILE_LEN;
use madoguchi_licensing::typed;
use madoguchi_reading::{self as reading, Other};

/// The longest part of a code, in characters: a QR code of version 25 at level M, 117 modules wide. A screen shows it and a telephone reads
/// it; the summary of ten units fits.
pub const MAX_PART_CHARS: usize = 1_451;

/// The reason why a text is no support code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("there is nothing in it; copy the code again")]
    Empty,
    #[error(
        "it has {len} bytes, more than the {MAX_FILE_LEN} that any code has; choose the right file"
    )]
    TooLarge { len: usize },
    #[error("the file is {0}, and no text with a code; choose the right file")]
    OtherFile(Other),
    #[error("there is no support code in the text; choose the right one")]
    None,
    #[error(transparent)]
    Typed(#[from] typed::Error),
    #[error("this is a license or another document of the vendor's, and no support code")]
    License,
    #[error("the code was made by a newer version ({version}); decode it with that one")]
    Newer { version: u8 },
    /// All checks match, so this was made so.
    #[error("the code is whole and means nothing: no version of this software made it")]
    Senseless,
}

impl Summary {
    /// The code as text for reading out: lines of four groups.
    #[must_use]
    pub fn typed(&self) -> String {
        typed::write(&bytes::write(self))
    }

    /// The texts of its QR codes, each with at most so many characters.
    #[must_use]
    pub fn parts(&self, max_chars: usize) -> Vec<String> {
        typed::parts(&bytes::write(self), max_chars)
    }
}

/// Reads a code from a file or from what was typed or scanned, in any encoding and width.
///
/// # Errors
/// There is no whole code in it.
pub fn read(file: &[u8]) -> Result<Summary, Error> {
    if file.len() > MAX_FILE_LEN {
        return Err(Error::TooLarge { len: file.len() });
    }
    if reading::is_nothing(file) {
        return Err(Error::Empty);
    }
    let decoded = reading::decode(file).map_err(Error::OtherFile)?;
    let text = reading::plain(&decoded.text);
    if !typed::is_typed(&text) {
        return Err(Error::None);
    }
    bytes::read(&typed::read(&text)?)
}
