//! The armour: a document as text (RFC 7468), which survives mail, USB sticks and editors.
//!
//! [`read`] takes a document in any form: armoured, binary, typed or scanned ([`crate::typed`]), so that nobody has to say which one it is.
//!
//! ```text
//! file ─ madoguchi_reading ─► text without what carriers added ─► the one document in it ─ Document::decode ─► document
//! ```
//!
//! Reading tolerates what carries no content: encodings, line ends, quoting, invisible characters, width, and a mail's other text around the
//! document. It tolerates nothing in the document itself. There must be one: of several none is chosen, so that nobody can mistake what was
//! read.

mod blocks;

use std::fmt;

use crate::document::{self, Document};
use crate::kind::Kind;
use crate::product_key;
use crate::typed;
use blocks::Block;
use madoguchi_reading::{self as reading, Encoding, Other};

/// The largest file that is read, in bytes: longer than any document in its armour.
pub const MAX_FILE_LEN: usize = 64 * 1024;

/// The most documents that are listed of a text that holds several.
const MAX_LISTED: usize = 8;

/// The first byte of a binary document: field 1 (`kind`), a number. No text begins with it.
const BINARY_MARK: u8 = 0x08;

/// The reason why a file holds no document, or not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the file is empty; copy it again")]
    Empty,
    #[error(
        "the file has {len} bytes, more than the {MAX_FILE_LEN} that any license file has; choose the right file"
    )]
    TooLarge { len: usize },
    #[error(
        "the file is {0}, and no plain text; choose the right file, or copy the lines from BEGIN to END into a text file"
    )]
    OtherFile(Other),
    #[error(
        "the file is the source of a mail ({0}), in which signs stand for others; copy the attachment, or the text as the mail shows it"
    )]
    MailSource(Other),
    #[error(
        "the file has no line \"-----BEGIN MADOGUCHI …-----\", and is no text that was typed or scanned; choose the right file"
    )]
    NoBlock,
    #[error("the text holds several documents ({0}); put each into a file of its own, or copy one")]
    Several(Listed),
    #[error(
        "the file holds a \"{label}\", which is no document of this software; choose the right file"
    )]
    OtherLabel {
        /// The first 64 characters of the label.
        label: String,
    },
    #[error("the END line is missing: the file was cut off; copy it again")]
    Truncated,
    #[error("the BEGIN line is missing: the beginning was cut off; copy the file again")]
    Beheaded,
    #[error("the BEGIN line and the END line name different things; copy the file again")]
    LabelsDiffer,
    #[error(
        "a line between the BEGIN line and the END line is missing or changed; copy the file again"
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

/// The documents in a text that holds several: the line of each, from 1, and what it says that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed(pub Vec<(usize, String)>);

impl fmt::Display for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, (line, what)) in self.0.iter().take(MAX_LISTED).enumerate() {
            let comma = if number == 0 { "" } else { ", " };
            write!(f, "{comma}{line}: {what}")?;
        }
        match self.0.len().saturating_sub(MAX_LISTED) {
            0 => Ok(()),
            more => write!(f, ", +{more}"),
        }
    }
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
    if reading::is_nothing(file) {
        return Err(Error::Empty);
    }
    let decoded = reading::decode(file).map_err(Error::OtherFile)?;
    in_text(&reading::plain(&decoded.text)).map_err(|why| match why {
        Error::NoBlock if decoded.encoding == Encoding::Unknown => Error::OtherFile(Other::Unknown),
        other => other,
    })
}

/// The document in its armour, with lines of 64 characters that end with a line feed.
#[must_use]
pub fn write(document: &Document) -> String {
    let block = pem::Pem::new(document.kind().label(), document.as_bytes());
    let config = pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF);
    pem::encode_config(&block, config)
}

/// The one document in a text without what carriers added.
fn in_text(text: &str) -> Result<Document, Error> {
    let blocks = blocks::find(text);
    let (ours, others): (Vec<_>, Vec<_>) = blocks.iter().partition(|block| block.is_ours());
    let rest = blocks::without(text, &blocks);
    let typed = typed::find(&rest);
    let listed = ours
        .iter()
        .map(|block| (block.line, block.label.clone()))
        .chain(
            typed
                .iter()
                .map(|found| (found.line, found.what.to_owned())),
        );
    let mut listed: Vec<_> = listed.collect();
    listed.sort();
    if listed.len() > 1 {
        return Err(Error::Several(Listed(listed)));
    }
    if let Some(block) = ours.first() {
        // With its END mark, so that what quotes that line is not taken for more of the body.
        let whole = format!("{}-----END {}-----", block.body, block.label);
        return open(block).map_err(|why| by_its_source(why, &whole));
    }
    if typed.is_empty() {
        if blocks::is_coded(&rest) {
            return Err(Error::MailSource(Other::Base64));
        }
        if is_product_key(&rest) {
            return Err(Error::ProductKey);
        }
        if !typed::is_typed(&rest) {
            return Err(nothing(text, others.first().copied()));
        }
    }
    let bytes = typed::read(&rest).map_err(|why| by_its_source(why.into(), &rest))?;
    Ok(Document::decode(&bytes)?)
}

fn is_product_key(text: &str) -> bool {
    use product_key::{Error as Key, ProductKey};
    matches!(text.parse::<ProductKey>(), Ok(_) | Err(Key::Several(_)))
}

/// Why there is no document in a text.
fn nothing(text: &str, other: Option<&Block>) -> Error {
    if let Some(block) = other {
        let label = block.label.chars().take(64).collect();
        return by_its_source(Error::OtherLabel { label }, &block.label);
    }
    if blocks::has_end(text) {
        return Error::Beheaded;
    }
    by_its_source(Error::NoBlock, text)
}

/// What a mail's source makes of a document is told as that, and not as damage.
fn by_its_source(why: Error, text: &str) -> Error {
    reading::source_of_mail(text).map_or(why, Error::MailSource)
}

/// The document in a block of ours.
fn open(block: &Block) -> Result<Document, Error> {
    let label = Kind::by_label(&block.label).ok_or_else(|| Error::OtherLabel {
        label: block.label.chars().take(64).collect(),
    })?;
    match &block.end {
        None => return Err(Error::Truncated),
        Some(end) if *end != block.label => return Err(Error::LabelsDiffer),
        Some(_) => {}
    }
    let document = Document::decode(&block.bytes().ok_or(Error::Garbled)?)?;
    if document.kind() != label {
        return Err(Error::KindDiffers {
            label,
            kind: document.kind(),
        });
    }
    Ok(document)
}
