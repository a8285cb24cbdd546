//! A group: five bytes as eight symbols, and two check symbols over them and the group's position.
//!
//! The check symbols make two weighted sums over twelve symbols zero: the eight symbols, two for the position, and the check symbols. The
//! weights all differ, so no two symbols can compensate each other, and any one or two wrong ones are found.

use crate::base32;

/// Bytes in a group.
pub const GROUP_BYTES: usize = 5;

/// Symbols in a group.
pub const GROUP_LEN: usize = DATA_LEN + 2;

const DATA_LEN: usize = 8;

/// The symbols in the sums: those of the group, its position, and the check symbols.
const CHECKED_LEN: usize = DATA_LEN + 4;

/// The inverse of three in GF(32).
const ONE_THIRD: u8 = 28;

/// The number of groups after which positions repeat: two symbols.
const PLACES: usize = 32 * 32;

/// Writes up to five bytes as the group with this number, from 0.
pub fn write(number: usize, bytes: &[u8]) -> [u8; GROUP_LEN] {
    let mut padded = [0; 8];
    padded[8 - GROUP_BYTES..][..bytes.len()].copy_from_slice(bytes);
    let bits = u64::from_be_bytes(padded);
    let mut group = [0; GROUP_LEN];
    for (symbol, shift) in group.iter_mut().zip((0..DATA_LEN).rev()) {
        *symbol = low_symbol(bits >> (5 * shift));
    }
    // Both sums have to become zero. The plain sum does if the first check symbol is the plain sum of all others, the last one included.
    // The last one is then three times in the weighted sum: twice in the first check symbol, which has the weight 2, and once itself. So
    // it is a third of what the weighted sum still lacks.
    let other = plain_sum(&checked(number, &group));
    group[GROUP_LEN - 2] = other;
    let last = base32::product(base32::weighted_sum(&checked(number, &group)), ONE_THIRD);
    group[GROUP_LEN - 2] ^= last;
    group[GROUP_LEN - 1] = last;
    group
}

/// The five bytes of the group with this number; `None` if its checks do not match, or a character is no symbol.
pub fn read(number: usize, group: &[u8; GROUP_LEN]) -> Option<[u8; GROUP_BYTES]> {
    if group.iter().any(|&symbol| symbol >= 32) {
        return None;
    }
    let checked = checked(number, group);
    if plain_sum(&checked) != 0 || base32::weighted_sum(&checked) != 0 {
        return None;
    }
    let bits = group[..DATA_LEN]
        .iter()
        .fold(0_u64, |bits, &symbol| bits << 5 | u64::from(symbol));
    let mut bytes = [0; GROUP_BYTES];
    bytes.copy_from_slice(&bits.to_be_bytes()[8 - GROUP_BYTES..]);
    Some(bytes)
}

fn checked(number: usize, group: &[u8; GROUP_LEN]) -> [u8; CHECKED_LEN] {
    let place = (number % PLACES) as u64;
    let mut checked = [0; CHECKED_LEN];
    checked[0] = low_symbol(place >> 5);
    checked[1] = low_symbol(place);
    checked[2..].copy_from_slice(group);
    checked
}

fn plain_sum(symbols: &[u8]) -> u8 {
    symbols.iter().fold(0, |sum, &symbol| sum ^ symbol)
}

/// The lowest five bits.
fn low_symbol(bits: u64) -> u8 {
    bits.to_le_bytes()[0] % 32
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    const BYTES: [u8; GROUP_BYTES] = [0x08, 0x02, 0xff, 0x5a, 0x11];

    #[test]
    fn a_group_is_read_again_in_its_place_and_in_no_other() {
        for number in [0, 1, 31, 32, 1_023] {
            let group = write(number, &BYTES);
            for other in 0..PLACES {
                let expected = (other == number).then_some(BYTES);
                assert_eq!(read(other, &group), expected, "{number} at {other}");
            }
        }
    }

    #[test]
    fn a_short_group_ends_in_zeros() {
        assert_eq!(read(3, &write(3, &[7])), Some([7, 0, 0, 0, 0]));
    }

    #[test]
    fn any_one_or_two_wrong_symbols_are_found() {
        let good = write(5, &BYTES);
        let wrong = |group: &[u8; GROUP_LEN]| assert_eq!(read(5, group), None, "{group:?}");
        for first in 0..GROUP_LEN {
            for change in 1..32 {
                let mut one = good;
                one[first] ^= change;
                wrong(&one);
                for second in first + 1..GROUP_LEN {
                    for change in 1..32 {
                        let mut two = one;
                        two[second] ^= change;
                        wrong(&two);
                    }
                }
            }
        }
    }
}
