//! The armour: a document as text (RFC 7468), which survives mail, USB sticks and editors.
//!
//! [`read`] takes a document in any form: armoured, binary, typed or scanned ([`crate::typed`]), so that nobody has to say which one it is.
//!
//! Reading tolerates what transport does to text (line ends, a byte order mark, white space) and nothing else: there must be one block with
//! one label and no other text around it, so that nobody can mistake what was read.

use crate::document::{self, Document};
use crate::kind::Kind;
use crate::product_key::ProductKey;
use crate::typed;

/// The largest file that is read, in bytes: longer than any document in its armour.
pub const MAX_FILE_LEN: usize = 64 * 1024;

/// The first byte of a binary document: field 1 (`kind`), a number. No text begins with it.
const BINARY_MARK: u8 = 0x08;

/// The reason why a file contains no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the file is empty; copy it again")]
    Empty,
    #[error(
        "the file has {len} bytes, more than the {MAX_FILE_LEN} that any license file has; choose the right file"
    )]
    TooLarge { len: usize },
    #[error(
        "the file is neither text (UTF-8) nor a document; choose the right file, or save it as plain text"
    )]
    NotText,
    #[error(
        "the file has no line \"-----BEGIN MADOGUCHI …-----\", and is no text that was typed or scanned; choose the right file"
    )]
    NoBlock,
    #[error(
        "line {line} stands outside of the BEGIN and END lines; remove other text from the file"
    )]
    OtherText {
        /// The line's number, from 1.
        line: usize,
    },
    #[error("a second document begins in line {line}; put each into a file of its own")]
    SecondBlock {
        /// The line's number, from 1.
        line: usize,
    },
    #[error(
        "the file holds a \"{label}\", which is no document of this software; choose the right file"
    )]
    OtherLabel {
        /// The first 64 characters of the label.
        label: String,
    },
    #[error("the END line is missing: the file was cut off; copy it again")]
    Truncated,
    #[error("the BEGIN line and the END line name different things; copy the file again")]
    LabelsDiffer,
    #[error(
        "the text between the BEGIN line and the END line was changed or damaged; copy the file again"
    )]
    Garbled,
    #[error(transparent)]
    Typed(#[from] typed::Error),
    #[error(
        "this is a product key, not a document; give it with the request for a license, and the vendor answers with one"
    )]
    ProductKey,
    #[error(transparent)]
    Document(#[from] document::Error),
    #[error(
        "the file says \"{label}\" and holds a document of the kind \"{kind}\"; ask for it again"
    )]
    KindDiffers {
        /// The kind that the label names.
        label: Kind,
        /// The document's kind.
        kind: Kind,
    },
}

/// Reads a document from the content of a file: armoured, binary, typed or scanned.
///
/// # Errors
/// There is not exactly one document in the file.
pub fn read(file: &[u8]) -> Result<Document, Error> {
    if file.len() > MAX_FILE_LEN {
        return Err(Error::TooLarge { len: file.len() });
    }
    if file.first() == Some(&BINARY_MARK) {
        return Ok(Document::decode(file)?);
    }
    let text = std::str::from_utf8(file).map_err(|_| Error::NotText)?;
    let text = text.trim_start_matches('\u{feff}');
    if typed::is_typed(text) {
        return read_typed(text);
    }
    let (label, bytes) = unwrap(text)?;
    let document = Document::decode(&bytes)?;
    if document.kind() != label {
        return Err(Error::KindDiffers {
            label,
            kind: document.kind(),
        });
    }
    Ok(document)
}

/// The document in its armour, with lines of 64 characters that end with a line feed.
#[must_use]
pub fn write(document: &Document) -> String {
    let block = pem::Pem::new(document.kind().label(), document.as_bytes());
    let config = pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF);
    pem::encode_config(&block, config)
}

fn read_typed(text: &str) -> Result<Document, Error> {
    if text.parse::<ProductKey>().is_ok() {
        return Err(Error::ProductKey);
    }
    Ok(Document::decode(&typed::read(text)?)?)
}

/// The kind and the bytes in the one armoured block.
fn unwrap(text: &str) -> Result<(Kind, Vec<u8>), Error> {
    let (begin, block) = one_block(text)?;
    let label = Kind::by_label(begin).ok_or_else(|| Error::OtherLabel {
        label: begin.chars().take(64).collect(),
    })?;
    let block = pem::parse(block).map_err(|problem| match problem {
        pem::PemError::MismatchedTags(..) => Error::LabelsDiffer,
        _ => Error::Garbled,
    })?;
    Ok((label, block.into_contents()))
}

/// The label and the lines of the one block in `text`, without white space around and between them. The `pem` crate would skip other text
/// and accept headers; this refuses both.
fn one_block(text: &str) -> Result<(&str, String), Error> {
    let mut lines = text
        .lines()
        .map(str::trim)
        .zip(1..)
        .filter(|(line, _)| !line.is_empty());
    let (first, number) = lines.next().ok_or(Error::Empty)?;
    let Some(label) = boundary(first, "BEGIN") else {
        let later = lines.any(|(line, _)| boundary(line, "BEGIN").is_some());
        return Err(if later {
            Error::OtherText { line: number }
        } else {
            Error::NoBlock
        });
    };
    let mut block = format!("{first}\n");
    for (line, number) in lines.by_ref() {
        if boundary(line, "BEGIN").is_some() {
            return Err(Error::SecondBlock { line: number });
        }
        block.push_str(line);
        block.push('\n');
        if boundary(line, "END").is_some() {
            return match lines.next() {
                None => Ok((label, block)),
                Some((line, number)) if boundary(line, "BEGIN").is_some() => {
                    Err(Error::SecondBlock { line: number })
                }
                Some((_, number)) => Err(Error::OtherText { line: number }),
            };
        }
    }
    Err(Error::Truncated)
}

fn boundary<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    line.strip_prefix("-----")?
        .strip_prefix(word)?
        .strip_prefix(' ')?
        .strip_suffix("-----")
}
