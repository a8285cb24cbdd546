//! The seal: the SHA-256 of all that stands before it, as the archive's comment. It finds each byte that a mail, a stick or a disk changed,
//! also where no sum of an entry looks (the archive's own tables, the unused bits of a packed entry).

use madoguchi_plain::hex::{self, Hex};
use sha2::{Digest, Sha256};

/// What the comment begins with.
const MARK: &[u8] = b"madoguchi bundle sha256:";
const DIGITS: usize = 64;
/// The end of an archive's tables before its comment.
const END: usize = 22;
const END_MARK: [u8; 4] = *b"PK\x05\x06";

/// The comment of an archive that is not sealed yet.
pub(crate) fn place() -> String {
    let mark = String::from_utf8_lossy(MARK);
    format!("{mark}{}", "0".repeat(DIGITS))
}

/// Seals an archive whose comment is [`place`].
pub(crate) fn close(archive: &mut [u8]) {
    let at = archive.len().saturating_sub(DIGITS);
    let (before, digits) = archive.split_at_mut(at);
    let sum = Hex(&Sha256::digest(&*before)).to_string();
    digits.copy_from_slice(sum.as_bytes());
}

/// How an archive ends.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Seal {
    /// As it was written, with this many entries by its own word.
    Whole { entries: usize },
    /// Not as it was written.
    Broken,
    /// Without a seal: it is no bundle, or was packed again.
    None,
}

/// Looks at the end of an archive before anything else of it is read.
pub(crate) fn look(archive: &[u8]) -> Seal {
    let Some(at) = archive.len().checked_sub(DIGITS) else {
        return Seal::None;
    };
    let (before, digits) = archive.split_at(at);
    let Some(tables) = before.strip_suffix(MARK) else {
        return Seal::None;
    };
    let sum: [u8; 32] = Sha256::digest(before).into();
    let said = std::str::from_utf8(digits).ok().and_then(hex::parse);
    if said != Some(sum) {
        return Seal::Broken;
    }
    let end = tables
        .len()
        .checked_sub(END)
        .and_then(|at| tables.get(at..));
    match end {
        Some(end) if end.starts_with(&END_MARK) => Seal::Whole {
            entries: u16::from_le_bytes([end[10], end[11]]).into(),
        },
        _ => Seal::None,
    }
}
