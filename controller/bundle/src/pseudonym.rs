//! Ticket numbers under other names (RULES B3): the same number has the same pseudonym within one bundle, and nobody can tell which number
//! that was, nor whether two bundles speak of one.

use madoguchi_plain::hex::Hex;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroizing;

const CONTEXT: &[u8] = b"madoguchi.v1.bundle.pseudonym\0";
/// Of a pseudonym: two of a year's tickets have the same one once in thousands of bundles.
const BYTES: usize = 6;

/// The pseudonyms of one bundle. Its key is thrown away with it: with the key, every number could be tried.
pub struct Pseudonyms(Zeroizing<[u8; 32]>);

/// What stands for a ticket.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Pseudonym(String);

impl Pseudonyms {
    /// The pseudonyms under a key: 32 random bytes that nobody else has and nothing keeps.
    #[must_use]
    pub const fn new(key: Zeroizing<[u8; 32]>) -> Self {
        Self(key)
    }

    /// The pseudonym of a ticket's number.
    #[must_use]
    pub fn of_number(&self, number: &str) -> Pseudonym {
        self.of(b"number\0", number.as_bytes())
    }

    /// The pseudonym of a ticket of which nothing but its id is known any more.
    #[must_use]
    pub fn of_id(&self, id: u64) -> Pseudonym {
        self.of(b"id\0", &id.to_be_bytes())
    }

    fn of(&self, kind: &[u8], what: &[u8]) -> Pseudonym {
        let hash = Sha256::new()
            .chain_update(CONTEXT)
            .chain_update(*self.0)
            .chain_update(kind)
            .chain_update(what)
            .finalize();
        Pseudonym(format!("ticket-{}", Hex(&hash[..BYTES])))
    }
}

impl fmt::Debug for Pseudonyms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pseudonyms(…)")
    }
}

impl fmt::Display for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_pseudonym_in_a_bundle_and_another_one_in_the_next() {
        let [one, next] = [1, 2].map(|byte| Pseudonyms::new(Zeroizing::new([byte; 32])));
        assert_eq!(one.of_number("12"), one.of_number("12"));
        assert_ne!(one.of_number("12"), one.of_number("13"));
        assert_ne!(one.of_number("12"), next.of_number("12"));
        assert_ne!(one.of_number("12"), one.of_id(12));
        assert_eq!(one.of_number("12").to_string().len(), 7 + 2 * BYTES);
        assert_eq!(format!("{one:?}"), "Pseudonyms(…)");
    }
}
