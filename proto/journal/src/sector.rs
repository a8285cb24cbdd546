//! A frame in sectors of 512 bytes, each with a checksum of its own.
//!
//! | bytes | in each sector (integers little-endian) |
//! |---|---|
//! | 0..4 | CRC-32 over the segment's number (8 bytes), the sector's place in the file (4), the chain before the frame (8) and bytes 4..512 |
//! | 4..8 | `MDJ1`: no sector that was written is all zeros, not by any flipped bit |
//! | 8..16 | the frame's number |
//! | 16..20 | which sector of the frame this is, from 0 |
//! | 20.. | content, and zeros behind its end |
//!
//! In a frame's first sector bytes 20..24 are the length of its payload, 24..32 the chain before it, and the content begins at 32.

use crc32fast::Hasher;
use std::iter;

/// The bytes that a disk writes whole or not at all; larger sectors are so many of these.
pub(crate) const SECTOR: usize = 512;
const ZEROS: [u8; SECTOR] = [0; SECTOR];
const MARK: [u8; 4] = *b"MDJ1";
/// Where the content begins in a frame's first sector, and in the others.
const FIRST_CONTENT: usize = 32;
const CONTENT: usize = 20;

/// Where a frame begins, and what it follows on. Goes into each checksum, so that a sector is valid at its own place alone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) segment: u64,
    /// A sector of the file.
    pub(crate) at: usize,
    /// The chain before the frame.
    pub(crate) chain: u64,
}

/// How many sectors a payload of so many bytes takes; at least one.
pub(crate) fn sectors_of(bytes: usize) -> usize {
    1 + bytes
        .saturating_sub(SECTOR - FIRST_CONTENT)
        .div_ceil(SECTOR - CONTENT)
}

/// Lays out a frame in `buffer`, whatever that held. The payload is within its bound.
pub(crate) fn lay_out(buffer: &mut Vec<u8>, place: Place, number: u64, payload: &[u8]) {
    let (first, rest) = payload.split_at(payload.len().min(SECTOR - FIRST_CONTENT));
    let contents = iter::once(first).chain(rest.chunks(SECTOR - CONTENT));
    buffer.clear();
    buffer.resize(sectors_of(payload.len()) * SECTOR, 0);
    let (sectors, _) = buffer.as_chunks_mut::<SECTOR>();
    for (index, (sector, content)) in sectors.iter_mut().zip(contents).enumerate() {
        sector[4..8].copy_from_slice(&MARK);
        sector[8..16].copy_from_slice(&number.to_le_bytes());
        sector[16..20].copy_from_slice(&(index as u32).to_le_bytes());
        let from = if index == 0 {
            sector[20..24].copy_from_slice(&(payload.len() as u32).to_le_bytes());
            sector[24..32].copy_from_slice(&place.chain.to_le_bytes());
            FIRST_CONTENT
        } else {
            CONTENT
        };
        sector[from..from + content.len()].copy_from_slice(content);
        let crc = checksum(sector, place.segment, place.at + index, place.chain);
        sector[..4].copy_from_slice(&crc.to_le_bytes());
    }
}

fn checksum(sector: &[u8; SECTOR], segment: u64, at: usize, chain: u64) -> u32 {
    let mut crc = Hasher::new();
    crc.update(&segment.to_le_bytes());
    crc.update(&(at as u32).to_le_bytes());
    crc.update(&chain.to_le_bytes());
    crc.update(&sector[4..]);
    crc.finalize()
}

/// A sector of a file, whatever it holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sector<'a>(pub(crate) &'a [u8; SECTOR]);

impl<'a> Sector<'a> {
    /// Whether it is as the segment was laid down.
    pub(crate) fn is_unwritten(self) -> bool {
        self.0 == &ZEROS
    }

    /// Whether it was written at this sector of this segment, by a frame behind this chain.
    pub(crate) fn belongs(self, segment: u64, at: usize, chain: u64) -> bool {
        self.0[4..8] == MARK && self.word(0) == checksum(self.0, segment, at, chain)
    }

    pub(crate) fn number(self) -> u64 {
        self.long(8)
    }

    /// Which sector of its frame it is.
    pub(crate) fn index(self) -> usize {
        self.word(16) as usize
    }

    /// The payload's length that a frame's first sector tells.
    pub(crate) fn length(self) -> usize {
        self.word(20) as usize
    }

    /// The chain before its frame that a frame's first sector tells.
    pub(crate) fn chain(self) -> u64 {
        self.long(24)
    }

    pub(crate) fn content(self) -> &'a [u8] {
        match self.index() {
            0 => &self.0[FIRST_CONTENT..],
            _ => &self.0[CONTENT..],
        }
    }

    fn word(self, from: usize) -> u32 {
        let mut word = [0; 4];
        word.copy_from_slice(&self.0[from..from + 4]);
        u32::from_le_bytes(word)
    }

    fn long(self, from: usize) -> u64 {
        let mut long = [0; 8];
        long.copy_from_slice(&self.0[from..from + 8]);
        u64::from_le_bytes(long)
    }
}
