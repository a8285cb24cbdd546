//! Bytes as text: UTF-8 and UTF-16 with or without a byte order mark, and the Shift_JIS of Japanese Windows.

use std::borrow::Cow;

use encoding_rs::{EUC_JP, SHIFT_JIS, UTF_16BE, UTF_16LE};

use crate::other::Other;

/// Without a byte order mark a text counts as UTF-16 if at least this part of its units are ASCII: one in four.
const ASCII_UNITS: usize = 4;

/// What begins Japanese characters in ISO-2022-JP, which is ASCII otherwise.
const JIS: [&str; 2] = ["\u{1b}$B", "\u{1b}$@"];

/// Ctrl-Z: where programs of MS-DOS, and those that still write like them, end a text.
const OLD_END: u8 = 0x1a;

/// How a text was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    ShiftJis,
    /// None of them. ASCII in it is read all the same, and U+FFFD stands for the rest.
    Unknown,
}

/// A text, and how it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub encoding: Encoding,
}

/// Bytes as text, whatever wrote it; without byte order marks, and without the Ctrl-Z with which old programs end a file.
///
/// # Errors
/// They are something else than text.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Other> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(rest, UTF_16LE);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(rest, UTF_16BE);
    }
    if let Some(other) = Other::by_signature(bytes) {
        return Err(other);
    }
    if bytes.contains(&0) {
        return match order(bytes) {
            Some(order) => utf16(bytes, order),
            None => Err(Other::Zeros),
        };
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let bytes = without_end(bytes);
    let (text, encoding) = if let Ok(text) = std::str::from_utf8(bytes) {
        (Cow::Borrowed(text), Encoding::Utf8)
    } else if let Some(text) = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes)
    {
        (text, Encoding::ShiftJis)
    } else {
        (String::from_utf8_lossy(bytes), Encoding::Unknown)
    };
    Ok(Decoded { text, encoding })
}

/// Bytes of a text without the Ctrl-Z behind it.
fn without_end(bytes: &[u8]) -> &[u8] {
    let mut text = bytes;
    while let Some(before) = text.trim_ascii_end().strip_suffix(&[OLD_END]) {
        text = before;
    }
    text
}

/// A text that has to be UTF-8, as a configuration has; without a byte order mark.
///
/// # Errors
/// It is stored in another way, or is no text.
pub fn utf8(bytes: &[u8]) -> Result<&str, Other> {
    match decode(bytes).map_err(|what| wide(bytes).unwrap_or(what))? {
        Decoded {
            text: Cow::Borrowed(text),
            encoding: Encoding::Utf8,
        } => match JIS.iter().any(|escape| text.contains(escape)) {
            true => Err(Other::Jis),
            false => Ok(text),
        },
        Decoded { encoding, text } => Err(match encoding {
            Encoding::Utf16 => Other::Utf16,
            Encoding::ShiftJis if has_half_width_kana(&text) && is_euc(bytes) => Other::EucJp,
            Encoding::Unknown if is_euc(bytes) => Other::EucJp,
            Encoding::ShiftJis => Other::ShiftJis,
            Encoding::Utf8 | Encoding::Unknown => Other::Unknown,
        }),
    }
}

/// UTF-16 that cannot be read without a guess, where little of it is ASCII: to name it is enough. A configuration begins with ASCII.
fn wide(bytes: &[u8]) -> Option<Other> {
    let is_text = |order: &'static encoding_rs::Encoding| {
        let (text, broken) = order.decode_without_bom_handling(bytes);
        !broken && text.contains('=') && !text.contains('\0')
    };
    let begins = bytes.iter().take(2).filter(|byte| **byte == 0).count() == 1;
    let wide =
        begins && bytes.len().is_multiple_of(2) && [UTF_16LE, UTF_16BE].into_iter().any(is_text);
    wide.then_some(Other::Utf16)
}

fn is_euc(bytes: &[u8]) -> bool {
    EUC_JP
        .decode_without_bom_handling_and_without_replacement(bytes)
        .is_some()
}

/// Some texts in EUC-JP are texts in Shift_JIS, too; then they have these, which nobody types.
fn has_half_width_kana(text: &str) -> bool {
    text.contains(|c| matches!(c, '\u{ff61}'..='\u{ff9f}'))
}

/// Whether bytes are nothing but what an editor or a power cut leaves in an empty file: blanks, zeros, byte order marks.
#[must_use]
pub fn is_nothing(bytes: &[u8]) -> bool {
    if bytes.iter().all(|&byte| byte == 0) {
        return true;
    }
    decode(bytes).is_ok_and(|decoded| {
        let nothing = |c: char| c.is_whitespace() || c == '\u{feff}';
        decoded.text.chars().all(nothing)
    })
}

fn utf16(bytes: &[u8], order: &'static encoding_rs::Encoding) -> Result<Decoded<'static>, Other> {
    if bytes.len() % 2 == 1 {
        return Err(Other::Utf16Cut);
    }
    let (text, _) = order.decode_without_bom_handling(bytes);
    if text.contains('\0') {
        return Err(Other::Zeros);
    }
    let mut text = text.into_owned();
    text.truncate(without_end(text.as_bytes()).len());
    Ok(Decoded {
        text: Cow::Owned(text),
        encoding: Encoding::Utf16,
    })
}

/// The byte order of UTF-16 without a mark, where it is unmistakable: the zeros of its ASCII stand on one side alone. A mark
/// in the middle begins a piece that was added to a text in another encoding.
fn order(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let mark = |two: &[u8]| two == b"\xff\xfe" || two == b"\xfe\xff";
    if bytes.len() % 2 == 1 || bytes.windows(2).any(mark) {
        return None;
    }
    let zeros = |side: usize| {
        bytes
            .iter()
            .skip(side)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    let (first, second) = (zeros(0), zeros(1));
    let many = (first + second) * ASCII_UNITS >= bytes.len() / 2;
    match (first, second) {
        (0, _) if many => Some(UTF_16LE),
        (_, 0) if many => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const TEXT: &str = "ライセンス\r\n-----BEGIN MADOGUCHI LICENSE-----\r\n";

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn the_encodings_that_notepad_offers_are_read() {
        let mark = format!("\u{feff}{TEXT}");
        let table = [
            (TEXT.as_bytes().to_vec(), Encoding::Utf8),
            (mark.clone().into_bytes(), Encoding::Utf8),
            (utf16(&mark, u16::to_le_bytes), Encoding::Utf16),
            (utf16(&mark, u16::to_be_bytes), Encoding::Utf16),
            (utf16(TEXT, u16::to_le_bytes), Encoding::Utf16),
            (utf16(TEXT, u16::to_be_bytes), Encoding::Utf16),
            (SHIFT_JIS.encode(TEXT).0.into_owned(), Encoding::ShiftJis),
            (
                [SHIFT_JIS.encode(TEXT).0.as_ref(), b"\x1a\r\n\x1a \r\n"].concat(),
                Encoding::ShiftJis,
            ),
            (format!("{TEXT}\u{1a}").into_bytes(), Encoding::Utf8),
            (
                utf16(&format!("{mark}\u{1a}"), u16::to_le_bytes),
                Encoding::Utf16,
            ),
        ];
        for (bytes, encoding) in table {
            let decoded = decode(&bytes).unwrap();
            assert_eq!((&*decoded.text, decoded.encoding), (TEXT, encoding));
        }
    }

    #[test]
    fn what_is_no_text_is_named() {
        let mut cut = utf16("\u{feff}abc", u16::to_le_bytes);
        cut.pop();
        assert_eq!(decode(&cut), Err(Other::Utf16Cut));
        // PowerShell's `>>` behind a text in UTF-8.
        let mixed = [b"policy = 1\n".to_vec(), utf16("a = 2", u16::to_le_bytes)].concat();
        assert_eq!(decode(&mixed), Err(Other::Zeros));
        assert_eq!(decode(b"ab\xff\xfe").unwrap().encoding, Encoding::Unknown);
    }

    #[test]
    fn a_configuration_is_utf8_or_its_encoding_is_said() {
        assert_eq!(utf8(b"\xef\xbb\xbfa = 1"), Ok("a = 1"));
        let old = SHIFT_JIS.encode("# 窓口").0.into_owned();
        assert_eq!(utf8(&old), Err(Other::ShiftJis));
        let wide = utf16("\u{feff}a = 1", u16::to_be_bytes);
        assert_eq!(utf8(&wide), Err(Other::Utf16));
        assert_eq!(utf8(b"\xff"), Err(Other::Unknown));
        let remark = "# 窓口の　設定です。\n".repeat(9) + "a = 1\n";
        assert_eq!(utf8(&utf16(&remark, u16::to_le_bytes)), Err(Other::Utf16));
        let mixed = [
            b"a = 1\n".to_vec(),
            utf16("\u{feff}b = 2", u16::to_le_bytes),
        ]
        .concat();
        assert_eq!(utf8(&mixed), Err(Other::Zeros));
        for text in ["# 窓口", "# 設定ファイル", "# リーダー"] {
            let euc = EUC_JP.encode(text).0.into_owned();
            assert_eq!(utf8(&euc), Err(Other::EucJp), "{text}");
        }
        assert_eq!(utf8(b"# \x1b$BAk8}\x1b(B"), Err(Other::Jis));
    }

    #[test]
    fn a_file_with_nothing_in_it_is_nothing() {
        for bytes in [
            &b""[..],
            b" \r\n\t",
            b"\0\0\0\0",
            b"\xef\xbb\xbf\n",
            b"\xff\xfe\r\0\n\0",
        ] {
            assert!(is_nothing(bytes), "{bytes:?}");
        }
        assert!(!is_nothing(b"a"));
    }
}
