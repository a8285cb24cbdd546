//! Names of capital letters, digits and hyphens, which fit on a label, in a certificate and in a table: serials and license ids.

/// The longest serial of a unit, in characters.
pub const MAX_SERIAL_CHARS: usize = 32;

/// Whether a text is a unit's serial: 1 to [`MAX_SERIAL_CHARS`] of A to Z, 0 to 9 and hyphen.
#[must_use]
pub fn is_serial(text: &str) -> bool {
    is_label(text, MAX_SERIAL_CHARS)
}

/// Whether a text has 1 to `most` characters of A to Z, 0 to 9 and hyphen.
#[must_use]
pub fn is_label(text: &str, most: usize) -> bool {
    let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-';
    (1..=most).contains(&text.len()) && text.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_serial_has_its_letters_and_its_length() {
        for text in ["A", "7", "-", "CR-2024-0001", &"A".repeat(32)] {
            assert!(is_serial(text), "{text:?}");
        }
        for text in ["", "cr-1", "CR 1", "CR/1", "ＣＲ１", &"A".repeat(33)] {
            assert!(!is_serial(text), "{text:?}");
        }
    }
}
