//! Bytes as hexadecimal digits, two for each byte.

use std::fmt;

/// Bytes that are shown as lower-case digits.
#[derive(Debug, Clone, Copy)]
pub struct Hex<'a>(pub &'a [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Parses exactly `N` bytes from digits of either case; `None` where the text is not that.
#[must_use]
pub fn parse<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let high = char::from(pair[0]).to_digit(16)?;
        let low = char::from(pair[1]).to_digit(16)?;
        *byte = u8::try_from(high * 16 + low).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_and_read_back() {
        let bytes = [0x00, 0x0f, 0xa5, 0xff];
        assert_eq!(Hex(&bytes).to_string(), "000fa5ff");
        assert_eq!(parse("000fa5ff"), Some(bytes));
        assert_eq!(parse("000FA5FF"), Some(bytes));
        assert_eq!(parse::<0>(""), Some([]));
    }

    #[test]
    fn what_is_not_exactly_so_many_digits_is_refused() {
        for text in ["", "0", "00f", "00ff0", "0g", "+f", " f", "０f", "éé"] {
            assert_eq!(parse::<1>(text), None, "{text:?}");
            assert_eq!(parse::<2>(text), None, "{text:?}");
        }
    }
}
