//! Random bytes: the system's, or those of a seed for demos and tests that must replay.

use crate::texts::in_words;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The source of random bytes, for session ids and the jitter of reconnects.
#[derive(Debug)]
pub(crate) enum Entropy {
    System,
    Seeded(Box<ChaCha8Rng>),
}

#[derive(Debug, thiserror::Error)]
#[error("{}", in_words("failed-random", &[]))]
pub struct NoEntropy(#[source] pub(crate) getrandom::Error);

impl Entropy {
    /// A source. The serial is part of the seed, so that two units of one fleet never make the same session id.
    pub(crate) fn new(seed: Option<u64>, serial: &str) -> Self {
        seed.map_or(Self::System, |seed| {
            Self::Seeded(Box::new(ChaCha8Rng::from_seed(key(seed, serial))))
        })
    }

    pub(crate) fn bytes<const N: usize>(&mut self) -> Result<[u8; N], NoEntropy> {
        let mut bytes = [0; N];
        match self {
            Self::System => getrandom::fill(&mut bytes).map_err(NoEntropy)?,
            Self::Seeded(random) => random.fill_bytes(&mut bytes),
        }
        Ok(bytes)
    }
}

/// The key of a generator from a seed and a label: seed, checksum and length of the label, and its first bytes. The last byte stays free
/// for a purpose. Not for secrets.
pub(crate) fn key(seed: u64, label: &str) -> [u8; 32] {
    let label = label.as_bytes();
    let head = seed.to_le_bytes().into_iter();
    let sum = crc32fast::hash(label).to_le_bytes();
    let length = u16::try_from(label.len()).unwrap_or(u16::MAX).to_le_bytes();
    let parts = head
        .chain(sum)
        .chain(length)
        .chain(label.iter().copied().take(17));
    let mut key = [0; 32];
    for (place, byte) in key.iter_mut().zip(parts) {
        *place = byte;
    }
    key
}
