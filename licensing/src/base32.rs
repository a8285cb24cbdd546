//! Base 32 for reading aloud and typing (Crockford's alphabet, without I, L, O and U), and check symbols over it.
//!
//! Symbols are numbers of 5 bits, and check symbols are sums over GF(32), the field of 32 numbers. Every number but zero has an inverse
//! there, so what a check is claimed to find is proved and not only likely.

/// The symbols in the order of their numbers.
const ALPHABET: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J',
    'K', 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];

/// The polynomial of the field, x⁵ + x² + 1. The powers of 2 are all 31 numbers but zero.
const POLYNOMIAL: u8 = 0b10_0101;

/// The meaning of one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// The number of a symbol, below 32.
    Symbol(u8),
    /// A space, a line end or a hyphen of any kind: it stands between symbols and means nothing.
    Separator,
    Other,
}

/// A symbol's character.
pub fn write(symbol: u8) -> char {
    ALPHABET[usize::from(symbol % 32)]
}

/// Reads one character. It tolerates lower case, full width, O for 0, and I and L for 1, as people and Japanese keyboards write them.
pub fn read(c: char) -> Read {
    let c = narrow(c);
    if c == '-' || c.is_whitespace() {
        return Read::Separator;
    }
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    match (0..).zip(ALPHABET).find(|&(_, symbol)| symbol == c) {
        Some((number, _)) => Read::Symbol(number),
        None => Read::Other,
    }
}

/// The plain form of a full-width character, and one hyphen for every kind of dash.
pub fn narrow(c: char) -> char {
    if madoguchi_reading::is_dash(c) {
        '-'
    } else {
        madoguchi_reading::narrow(c)
    }
}

/// The product of two symbols in GF(32).
pub fn product(a: u8, b: u8) -> u8 {
    (0..5).rev().fold(0, |sum, bit| {
        let doubled = match sum & 0b1_0000 {
            0 => sum << 1,
            _ => (sum << 1) ^ POLYNOMIAL,
        };
        if b >> bit & 1 == 1 {
            doubled ^ a
        } else {
            doubled
        }
    })
}

/// The sum of all symbols, each multiplied by a power of 2; the last one has the weight 1. At most 31 symbols.
pub fn weighted_sum(symbols: &[u8]) -> u8 {
    symbols
        .iter()
        .fold(0, |sum, &symbol| product(sum, 2) ^ symbol)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_is_read_as_it_was_written_in_either_case_and_width() {
        for symbol in 0..32 {
            let c = write(symbol);
            let wide = char::from_u32(u32::from(c) + 0xfee0).unwrap();
            for form in [c, c.to_ascii_lowercase(), wide] {
                assert_eq!(read(form), Read::Symbol(symbol), "{form}");
            }
        }
    }

    #[test]
    fn what_is_easily_confused_is_read_as_what_was_meant() {
        for (typed, meant) in [('o', 0), ('O', 0), ('i', 1), ('I', 1), ('l', 1), ('L', 1)] {
            assert_eq!(read(typed), Read::Symbol(meant));
        }
        for separator in ['-', ' ', '\r', '\n', '\t', '\u{3000}', 'ー', '－', '−', '–'] {
            assert_eq!(read(separator), Read::Separator, "{separator:?}");
        }
        for other in ['U', 'u', ':', '/', '+', 'あ', '\0'] {
            assert_eq!(read(other), Read::Other, "{other:?}");
        }
    }

    #[test]
    fn every_symbol_but_zero_divides_and_the_powers_of_two_are_all_different() {
        for a in 1..32 {
            let mut products: Vec<_> = (0..32).map(|b| product(a, b)).collect();
            products.sort_unstable();
            assert_eq!(products, (0..32).collect::<Vec<_>>(), "{a}");
        }
        let mut power = 1;
        for exponent in 1..31 {
            power = product(power, 2);
            assert_ne!(power, 1, "2 to the {exponent}");
        }
        assert_eq!(product(power, 2), 1);
    }
}
