//! The segments with frames, oldest first.

use crate::sector::SECTOR;
use std::collections::VecDeque;
use std::ops::{Range, RangeInclusive};

#[derive(Debug, Clone, Default)]
pub(crate) struct Kept(VecDeque<Used>);

/// A segment with frames.
#[derive(Debug, Clone)]
pub(crate) struct Used {
    pub(crate) segment: u64,
    /// How many it has, written or not.
    pub(crate) sectors: usize,
    pub(crate) oldest: u64,
    pub(crate) newest: u64,
    /// The sectors of its newest frame; the next one begins where they end.
    pub(crate) last: Range<usize>,
}

impl Kept {
    /// Counts in a frame behind all others, in a segment of so many sectors.
    pub(crate) fn add(&mut self, segment: u64, sectors: usize, number: u64, last: Range<usize>) {
        match self.0.back_mut() {
            Some(used) if used.segment == segment => {
                used.newest = number;
                used.last = last;
            }
            _ => self.0.push_back(Used {
                segment,
                sectors,
                oldest: number,
                newest: number,
                last,
            }),
        }
    }

    pub(crate) fn oldest(&self) -> Option<&Used> {
        self.0.front()
    }

    pub(crate) fn newest(&self) -> Option<&Used> {
        self.0.back()
    }

    /// The first segment that has a frame behind this one.
    pub(crate) fn first_behind(&self, number: u64) -> Option<u64> {
        let mut behind = self.0.iter().filter(|used| used.newest > number);
        behind.next().map(|used| used.segment)
    }

    pub(crate) fn numbers(&self) -> Option<RangeInclusive<u64>> {
        let ends = self.oldest().zip(self.newest());
        ends.map(|(first, last)| first.oldest..=last.newest)
    }

    pub(crate) fn has_one(&self) -> bool {
        self.0.len() == 1
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sectors in use of the newest one.
    pub(crate) fn end(&self) -> usize {
        self.newest().map_or(0, |used| used.last.end)
    }

    /// The bytes of the segments with a frame behind this number, as far as they are written.
    pub(crate) fn bytes_behind(&self, number: u64) -> u64 {
        let newest_first = self.0.iter().rev();
        let behind = newest_first.take_while(|used| used.newest > number);
        let sectors: usize = behind.map(|used| used.last.end).sum();
        (sectors * SECTOR) as u64
    }

    pub(crate) fn forget_oldest(&mut self) {
        self.0.pop_front();
    }
}
