//! The chain of acts: each record contains the SHA-256 of the one before, so no record can be changed, removed or inserted without a
//! mismatch at a later one.
//!
//! ```text
//! value on disk = SHA-256 of the record (32 bytes) ‖ record
//! record n      = { n, time, SHA-256 of record n-1, what was done }
//! head          = { number of acts, SHA-256 of the last record }
//! ```
//! Whoever changes a record and then all hashes after it makes a chain that is consistent in itself. Only a head that was noted elsewhere
//! shows that: `ledger head` and `ledger verify --head`.

use std::fmt;
use std::str::FromStr;

use madoguchi_plain::hex::{self, Hex};
use prost::Message as _;
use sha2::{Digest as _, Sha256};

use super::record::{Done, Record};

/// The largest record in bytes: a request and a license have some 3 KiB, a hundred products with the longest names some 50.
pub const MAX_RECORD_LEN: usize = 64 * 1024;

const HASH_LEN: usize = 32;

/// The SHA-256 of a record.
pub type Hash = [u8; HASH_LEN];

/// The end of a chain: the number of acts and the hash of the last one. Written as `17-` and 64 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The number of acts, which is also the number of the last one.
    pub acts: u64,
    /// The hash of the last act.
    pub hash: Hash,
}

/// The first broken act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// Its record is missing, but later ones exist.
    Missing {
        act: u64,
    },
    Changed {
        act: u64,
    },
    /// Its record is consistent, but the next act was made after another one.
    Replaced {
        act: u64,
        /// The number of the next act.
        next: u64,
    },
    /// Its record cannot be read although its hash is correct: a newer version wrote it.
    Unreadable {
        act: u64,
    },
    Cut {
        /// The number of the first missing act.
        act: u64,
        /// The number of acts when that was noted.
        noted: u64,
        /// The number of the last existing act.
        last: u64,
    },
    OtherHead {
        act: u64,
    },
    /// The database contains something that this program did not write.
    Foreign {
        /// The number of the last act before it.
        last: u64,
    },
    NoHead {
        /// The number of the last existing act.
        last: u64,
    },
}

/// A text that is no head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub struct BadHead;

impl Broken {
    #[must_use]
    pub fn act(&self) -> u64 {
        match *self {
            Self::Missing { act }
            | Self::Changed { act }
            | Self::Replaced { act, .. }
            | Self::Unreadable { act }
            | Self::Cut { act, .. }
            | Self::OtherHead { act } => act,
            Self::Foreign { last } | Self::NoHead { last } => last + 1,
        }
    }
}

impl Head {
    const LEN: usize = 8 + HASH_LEN;

    /// Parses the form in a former release's ledger: the number in eight bytes, the highest first, and the hash.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (acts, hash) = bytes.split_first_chunk()?;
        (bytes.len() == Self::LEN).then_some(())?;
        Some(Self {
            acts: u64::from_be_bytes(*acts),
            hash: hash.try_into().ok()?,
        })
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.acts, Hex(&self.hash))
    }
}

impl FromStr for Head {
    type Err = BadHead;

    fn from_str(text: &str) -> Result<Self, BadHead> {
        let parse = || {
            let (acts, hash) = text.trim().split_once('-')?;
            let acts = acts.parse().ok().filter(|&acts| acts > 0)?;
            let hash = hex::parse(hash)?;
            Some(Self { acts, hash })
        };
        parse().ok_or(BadHead)
    }
}

/// The next record of a chain in its form on disk, and the new head.
#[must_use]
pub fn seal(head: Option<Head>, at_ms: i64, done: Done) -> (Head, Vec<u8>) {
    let sequence = head.map_or(0, |head| head.acts) + 1;
    let previous = head.map(|head| head.hash.to_vec()).unwrap_or_default();
    let done = Some(done);
    let record = Record {
        sequence,
        at_ms,
        previous,
        done,
    }
    .encode_to_vec();
    let hash: Hash = Sha256::digest(&record).into();
    let head = Head {
        acts: sequence,
        hash,
    };
    (head, [&hash[..], &record].concat())
}

/// The record in its form on disk, without its hash.
#[must_use]
pub fn record(sealed: &[u8]) -> Option<&[u8]> {
    sealed.get(HASH_LEN..)
}

/// A verification of a chain, from its first act.
#[derive(Debug, Default)]
pub struct Walk {
    head: Option<Head>,
    /// The heads that the chain has to contain and that were not met yet.
    noted: Vec<Head>,
}

impl Walk {
    /// A verification of a chain that has to contain these heads.
    #[must_use]
    pub fn by(noted: impl IntoIterator<Item = Head>) -> Self {
        let noted = noted.into_iter().collect();
        Self { head: None, noted }
    }

    /// Checks the record with the number `sequence`, and returns the act if it is the next one.
    ///
    /// # Errors
    /// The chain is broken here.
    pub fn step(&mut self, sequence: u64, sealed: &[u8]) -> Result<Record, Broken> {
        let act = self.head.map_or(0, |head| head.acts) + 1;
        if sequence != act {
            return Err(Broken::Missing { act });
        }
        let (noted, record) = sealed
            .split_first_chunk::<HASH_LEN>()
            .ok_or(Broken::Changed { act })?;
        let hash: Hash = Sha256::digest(record).into();
        if hash != *noted {
            return Err(Broken::Changed { act });
        }
        let read = Record::decode(record).map_err(|_| Broken::Unreadable { act })?;
        let previous = self.head.map(|head| head.hash.to_vec()).unwrap_or_default();
        if read.sequence != act {
            return Err(Broken::Changed { act });
        }
        if read.previous != previous {
            return Err(match act {
                1 => Broken::Changed { act },
                _ => Broken::Replaced {
                    act: act - 1,
                    next: act,
                },
            });
        }
        let head = Head { acts: act, hash };
        if self
            .noted
            .iter()
            .any(|noted| noted.acts == act && noted.hash != hash)
        {
            return Err(Broken::OtherHead { act });
        }
        self.head = Some(head);
        Ok(read)
    }

    /// The head after the acts so far.
    #[must_use]
    pub fn head(&self) -> Option<Head> {
        self.head
    }

    /// Ends the verification.
    ///
    /// # Errors
    /// A head that the chain has to contain is beyond its end.
    pub fn end(self) -> Result<Option<Head>, Broken> {
        let last = self.head.map_or(0, |head| head.acts);
        let furthest = self.noted.iter().map(|head| head.acts).max();
        match furthest {
            Some(noted) if noted > last => Err(Broken::Cut {
                act: last + 1,
                noted,
                last,
            }),
            _ => Ok(self.head),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::ledger::record::{Begun, Heard};

    /// Three sealed acts.
    fn chain() -> Vec<Vec<u8>> {
        let begun = Begun {
            environment: 2,
            nonce: vec![1; 16],
        };
        let heard = |document: u8| {
            let (document, answer) = (vec![document; 9], "no".into());
            Done::Heard(Heard {
                document,
                answer,
                key: None,
                answer_ja: String::new(),
            })
        };
        let mut head = None;
        let acts = [Done::Begun(begun), heard(2), heard(3)];
        acts.into_iter()
            .map(|done| {
                let (next, sealed) = seal(head, 5, done);
                head = Some(next);
                sealed
            })
            .collect()
    }

    fn walk(chain: &[Vec<u8>]) -> Result<Option<Head>, Broken> {
        let mut walk = Walk::default();
        for (number, sealed) in (1..).zip(chain) {
            walk.step(number, sealed)?;
        }
        walk.end()
    }

    #[test]
    fn no_bit_of_any_act_can_be_changed() {
        let whole = chain();
        assert_eq!(walk(&whole).unwrap().unwrap().acts, 3);
        for act in 0..whole.len() {
            for bit in 0..whole[act].len() * 8 {
                let mut changed = whole.clone();
                changed[act][bit / 8] ^= 1 << (bit % 8);
                let broken = Broken::Changed {
                    act: act as u64 + 1,
                };
                assert_eq!(walk(&changed), Err(broken), "act {act} bit {bit}");
            }
        }
    }

    #[test]
    fn acts_that_changed_places_are_found() {
        let mut changed = chain();
        changed.swap(1, 2);
        assert_eq!(walk(&changed), Err(Broken::Changed { act: 2 }));
        assert_eq!(walk(&chain()[1..]), Err(Broken::Changed { act: 1 }));
    }

    #[test]
    fn a_head_is_read_as_it_is_written() {
        let head = walk(&chain()).unwrap().unwrap();
        assert_eq!(head.to_string().parse(), Ok(head));
        let bytes = [&head.acts.to_be_bytes()[..], &head.hash].concat();
        assert_eq!(Head::from_bytes(&bytes), Some(head));
        assert_eq!(Head::from_bytes(&bytes[1..]), None);
        for wrong in [
            "",
            "3",
            "0-",
            "3-12",
            "-",
            &head.to_string()[1..],
            &format!("{head}0"),
        ] {
            assert!(wrong.parse::<Head>().is_err(), "{wrong}");
        }
    }
}
