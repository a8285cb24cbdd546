//! A text as programs of Windows save it.

use encoding_rs::SHIFT_JIS;

/// The same text in each form that Notepad offers, with the line ends of Windows: UTF-8 with and without its mark, UTF-16 in both orders, and
/// the Shift_JIS ("ANSI") of a Japanese PC, as Excel writes tables.
#[must_use]
pub fn as_windows_saves_it(text: &str) -> [Vec<u8>; 5] {
    let text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    let marked = format!("\u{feff}{text}");
    let wide = |bytes: fn(u16) -> [u8; 2]| marked.encode_utf16().flat_map(bytes).collect();
    [
        text.clone().into_bytes(),
        marked.clone().into_bytes(),
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
        SHIFT_JIS.encode(&text).0.into_owned(),
    ]
}
