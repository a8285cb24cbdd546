//! Certificates and keys in PEM that people carried: by Notepad, by a mail, by a share. Each block comes out as its program wrote it, and the
//! parsers of certificates and keys judge as strictly as before.

use zeroize::Zeroizing;

use crate::carrier::plain;
use crate::encoding::{Encoding, decode};
use crate::mail::source_of_mail;
use crate::other::Other;

/// The longest line of base 64 in a block (RFC 7468).
const LINE: usize = 64;
const BEGIN: &str = "-----BEGIN ";
const CLOSE: &str = "-----";
const END: &str = "END ";
/// The end of every label of a private key: `PRIVATE KEY`, `ENCRYPTED PRIVATE KEY`, `EC PRIVATE KEY`.
const PRIVATE: &str = "PRIVATE KEY";

/// The text of a file that a person handed over and that a program wrote, such as a certificate's or a key's: without what carried it.
///
/// # Errors
/// It is something else than text.
pub fn handed_over(bytes: &[u8]) -> Result<Zeroizing<String>, Other> {
    let decoded = decode(bytes)?;
    if decoded.encoding == Encoding::Unknown {
        return Err(Other::Unknown);
    }
    // It may be a key: what another encoding made a copy of is wiped, too.
    let text = Zeroizing::new(decoded.text.into_owned());
    Ok(Zeroizing::new(plain(&text)))
}

/// The blocks of PEM in a file; empty where there is none. What stands around them is left out.
///
/// # Errors
/// It is something else than text, or the source of a mail.
pub fn pem(bytes: &[u8]) -> Result<Zeroizing<String>, Other> {
    let text = handed_over(bytes)?;
    // As long as it gets from the start: a text that grows would leave copies of a key behind.
    let mut blocks = Zeroizing::new(String::with_capacity(2 * text.len()));
    let mut rest = text.as_str();
    while let Some((label, body, behind)) = next(rest) {
        if is_clean(body) {
            write(&mut blocks, label, body);
        } else if let Some(other) = source_of_mail(body) {
            return Err(other);
        } else {
            // As it is, so that whoever parses it refuses it.
            blocks.extend([BEGIN, label, CLOSE, body, CLOSE, END, label, CLOSE, "\n"]);
        }
        rest = behind;
    }
    match source_of_mail(&text) {
        Some(other) if blocks.is_empty() => Err(other),
        _ => Ok(blocks),
    }
}

/// The reason why there is not one private key in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoPrivateKey {
    #[error("it is {0}")]
    Other(#[from] Other),
    #[error("it holds {count} private keys")]
    Several { count: usize },
}

/// The block of the one private key in a file, encrypted or not; whatever blocks there are where none is one, for the parser to refuse.
///
/// # Errors
/// It is something else than text, or the source of a mail; or it holds several keys, of which none is chosen.
pub fn private_key(bytes: &[u8]) -> Result<Zeroizing<String>, NoPrivateKey> {
    let blocks = pem(bytes)?;
    let mut keys: Vec<&str> = Vec::new();
    let mut rest = blocks.as_str();
    while let Some((label, _, behind)) = next(rest) {
        let whole = rest[..rest.len() - behind.len()].trim_start();
        // A mail holds its text twice where it quotes itself.
        if label.ends_with(PRIVATE) && !keys.contains(&whole) {
            keys.push(whole);
        }
        rest = behind;
    }
    match keys.as_slice() {
        [] => Ok(blocks),
        [key] => Ok(Zeroizing::new(format!("{key}\n"))),
        several => Err(NoPrivateKey::Several {
            count: several.len(),
        }),
    }
}

/// The label and the body of the next whole block, and what stands behind it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let (_, text) = text.split_once(BEGIN)?;
    let (label, text) = text.split_once(CLOSE)?;
    let (body, behind) = text.split_once(&format!("-----END {label}-----"))?;
    Some((label, body, behind))
}

/// Whether a body is base 64 alone, in whatever lines.
fn is_clean(body: &str) -> bool {
    let blank = |byte: u8| matches!(byte, b' ' | b'\n');
    let digits = body.trim_end_matches(['=', ' ', '\n']).bytes();
    let digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let mut other = digits.filter(|&byte| !digit(byte) && !blank(byte));
    other.next().is_none()
}

/// Writes a block with the line lengths that the strictest parsers want.
fn write(blocks: &mut String, label: &str, body: &str) {
    blocks.extend([BEGIN, label, CLOSE]);
    let digits = body.chars().filter(|c| !c.is_whitespace());
    for (n, digit) in digits.enumerate() {
        if n % LINE == 0 {
            blocks.push('\n');
        }
        blocks.push(digit);
    }
    blocks.extend(["\n-----END ", label, CLOSE, "\n"]);
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const KEY: &str = "-----BEGIN PRIVATE KEY-----\n\
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n\
        AA==\n-----END PRIVATE KEY-----\n";

    fn wide(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn what_carried_a_block_is_gone() {
        let marked = format!("\u{feff}{KEY}");
        let quoted: String = KEY.lines().map(|line| format!("> {line}\r\n")).collect();
        let (shifted, _, _) = encoding_rs::SHIFT_JIS.encode("鍵を送ります。\r\n");
        let table: [(&str, Vec<u8>); 12] = [
            ("as it was written", KEY.into()),
            ("Windows' line ends", KEY.replace('\n', "\r\n").into()),
            ("Notepad's UTF-8 with BOM", marked.clone().into()),
            ("Notepad's UTF-16 LE", wide(&marked, u16::to_le_bytes)),
            ("Notepad's UTF-16 BE", wide(&marked, u16::to_be_bytes)),
            ("UTF-16 without BOM", wide(KEY, u16::to_le_bytes)),
            ("quoted", format!("鍵です:\r\n{quoted}よろしく").into()),
            ("indented", KEY.replace('\n', "\n    ").into()),
            (
                "broken lines",
                KEY.replace("Kx", "K\nx").replace("bbY8", "b\r\nbY8").into(),
            ),
            (
                "an address in the mail around it",
                format!(
                    "https://example.jp/?id=3D12&amp;a=E7\r\n{KEY}?x=12\r\n<tanaka@example.jp>"
                )
                .into(),
            ),
            (
                "ANSI around it",
                [shifted.as_ref(), KEY.as_bytes()].concat(),
            ),
            (
                "full width",
                KEY.replace('M', "Ｍ").replace('=', "＝").into(),
            ),
        ];
        for (what, bytes) in table {
            assert_eq!(pem(&bytes).unwrap().as_str(), KEY, "{what}");
        }
    }

    #[test]
    fn several_blocks_stay_in_their_order_and_no_block_is_none() {
        let two = format!("a{KEY}b{}", KEY.replace("PRIVATE KEY", "CERTIFICATE"));
        let blocks = pem(two.as_bytes()).unwrap();
        assert_eq!(blocks.matches("-----BEGIN ").count(), 2);
        assert!(blocks.starts_with(KEY), "{blocks:?}");
        for none in [
            "",
            "no key",
            "-----BEGIN PRIVATE KEY-----\nMC4C",
            "-----BEGIN A-----\n-----END B-----",
        ] {
            assert_eq!(pem(none.as_bytes()).unwrap().as_str(), "", "{none}");
        }
    }

    #[test]
    fn of_several_private_keys_none_is_taken() {
        let public = KEY.replace("PRIVATE", "PUBLIC");
        let other = KEY.replace("bbY8", "bbY9");
        let key = |text: &str| private_key(text.as_bytes()).map(|key| key.to_string());
        for text in [
            KEY.to_owned(),
            format!("{public}{KEY}"),
            format!(
                "鍵です。\n> {}\n{KEY}{public}",
                KEY.trim_end().replace('\n', "\n> ")
            ),
        ] {
            assert_eq!(key(&text).as_deref(), Ok(KEY), "{text}");
        }
        let several = Err(NoPrivateKey::Several { count: 2 });
        assert_eq!(key(&format!("{KEY}{other}")), several);
        let locked = KEY.replace("PRIVATE", "ENCRYPTED PRIVATE");
        assert_eq!(key(&format!("{KEY}{locked}")), several);
        assert_eq!(key(&public), Ok(public.clone()));
        assert_eq!(key("%PDF-1.7"), Err(NoPrivateKey::Other(Other::Pdf)));
    }

    #[test]
    fn what_is_no_pem_is_named() {
        let coded = KEY.replace('=', "=3D");
        let html = KEY.replace('\n', "<br>\n");
        let cells = KEY.replace("v5E", "v5E</td><td>");
        let signs = KEY.replace('+', "&#43;");
        let cut = wide(KEY, u16::to_le_bytes);
        let table: [(&[u8], Other); 8] = [
            (coded.as_bytes(), Other::QuotedPrintable),
            (html.as_bytes(), Other::Html),
            (cells.as_bytes(), Other::Html),
            (signs.as_bytes(), Other::Html),
            (&[&b"\xff\xfe"[..], &cut[1..]].concat(), Other::Utf16Cut),
            (b"PK\x03\x04 unit.key", Other::Archive),
            (b"%PDF-1.7", Other::Pdf),
            (b"0\x82\x01\x0a\xff\xfe\0\0", Other::Zeros),
        ];
        for (bytes, other) in table {
            assert_eq!(pem(bytes).unwrap_err(), other);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_change_of_a_digit_is_forgiven(at in 0..64_usize, to in "[A-Za-z0-9+/]") {
            let mut changed = KEY.to_owned();
            let place = KEY.find("MC4C").unwrap() + at;
            changed.replace_range(place..=place, &to);
            let same = changed == KEY;
            proptest::prop_assert_eq!(pem(changed.as_bytes()).unwrap().as_str() == KEY, same);
        }
    }
}
