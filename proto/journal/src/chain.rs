//! The chain: a digest over everything that was ever appended, so that no frame can follow on another than the one it was written after.

/// What the first frame of an empty journal follows on.
pub(crate) const START: u64 = 0;

/// The value after a frame. Against mistakes of disks and people, not against forgers.
pub(crate) fn after(before: u64, segment: u64, number: u64, payload: &[u8]) -> u64 {
    let head = [segment, number, payload.len() as u64];
    let value = head.into_iter().fold(before, stir);
    let (words, rest) = payload.as_chunks::<8>();
    let value = words
        .iter()
        .fold(value, |value, word| stir(value, u64::from_le_bytes(*word)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    stir(value, u64::from_le_bytes(last))
}

/// Stirs in one word. For each word this is a bijection of the value, and for each value one of the word (an odd factor and a shifted xor
/// can be undone), so a difference in one word is never lost. Two CRCs of one polynomial would not do: they differ by a constant.
fn stir(value: u64, word: u64) -> u64 {
    // 2^64 by the golden ratio, odd: spreads a low bit over the upper half, which the shift brings down again.
    let spread = (value ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    spread ^ (spread >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bit_of_whatever_goes_in_changes_the_value() {
        let payload: Vec<u8> = (0..29).collect();
        let value = after(1, 2, 3, &payload);
        for bit in 0..64 {
            assert_ne!(after(1 ^ 1 << bit, 2, 3, &payload), value);
            assert_ne!(after(1, 2 ^ 1 << bit, 3, &payload), value);
            assert_ne!(after(1, 2, 3 ^ 1 << bit, &payload), value);
        }
        for bit in 0..payload.len() * 8 {
            let mut other = payload.clone();
            other[bit / 8] ^= 1 << (bit % 8);
            assert_ne!(after(1, 2, 3, &other), value);
        }
    }

    #[test]
    fn zeros_at_the_end_count() {
        assert_ne!(after(1, 2, 3, b"a"), after(1, 2, 3, b"a\0"));
        assert_ne!(after(1, 2, 3, b""), after(1, 2, 3, &[0; 8]));
    }
}
