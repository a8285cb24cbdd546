//! The database's records with those over them that it does not have yet: what was committed, whatever the thread behind has come to.

use crate::store::key::Key;
use crate::store::load::Pair;
use std::io;
use std::iter;

/// Records of the database, and newer writes; both in the order that `is_before` tells.
pub(super) fn merged<'a>(
    older: impl Iterator<Item = io::Result<Pair>>,
    newer: impl Iterator<Item = (&'a Key, &'a Option<Vec<u8>>)>,
    is_before: fn(&[u8], &[u8]) -> bool,
) -> impl Iterator<Item = io::Result<Pair>> {
    let (mut older, mut newer) = (older.peekable(), newer.peekable());
    iter::from_fn(move || {
        loop {
            let Some((key, _)) = newer.peek() else {
                return older.next();
            };
            match older.peek() {
                Some(Err(_)) => return older.next(),
                Some(Ok((old, _))) if is_before(old, key.as_bytes()) => return older.next(),
                Some(Ok((old, _))) if old == key.as_bytes() => drop(older.next()),
                _ => {}
            }
            if let Some((key, Some(value))) = newer.next() {
                return Some(Ok((key.as_bytes().to_vec(), value.clone())));
            }
        }
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn numbers(pairs: impl Iterator<Item = io::Result<Pair>>) -> Vec<(u64, u8)> {
        let number = |key: &[u8]| u64::from_be_bytes(key[1..].try_into().unwrap());
        let pairs = pairs.map(|pair| pair.unwrap());
        pairs.map(|(key, value)| (number(&key), value[0])).collect()
    }

    #[test]
    fn what_waits_counts_before_what_the_database_has_from_either_end() {
        let older = || {
            let keys = [1, 2, 4, 6].map(|n| Key::audit(n).as_bytes().to_vec());
            keys.map(|key| Ok((key, vec![1]))).into_iter()
        };
        let newer = BTreeMap::from([
            (Key::audit(1), None),
            (Key::audit(3), Some(vec![2])),
            (Key::audit(4), Some(vec![2])),
            (Key::audit(5), None),
            (Key::audit(7), Some(vec![2])),
        ]);
        let all = [(2, 1), (3, 2), (4, 2), (6, 1), (7, 2)];
        assert_eq!(
            numbers(merged(older(), newer.iter(), |one, other| one < other)),
            all
        );
        let mut from_the_end = numbers(merged(older().rev(), newer.iter().rev(), |one, other| {
            one > other
        }));
        from_the_end.reverse();
        assert_eq!(from_the_end, all);
        let nothing = BTreeMap::new();
        assert_eq!(
            numbers(merged(older(), nothing.iter(), |one, other| one < other)).len(),
            4
        );
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let broken = iter::once(Err(io::Error::other("a page")));
        let newer = BTreeMap::from([(Key::audit(1), Some(vec![2]))]);
        let mut merged = merged(broken, newer.iter(), |one, other| one < other);
        assert!(merged.next().unwrap().is_err());
    }
}
