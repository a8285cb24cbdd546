//! Reads a folder's segments: whole frames, then at most one torn one, then zeros. Changes nothing.

use crate::chain::{self, START};
use crate::error::{Damage, OpenError};
use crate::kept::Kept;
use crate::sector::{SECTOR, Sector, sectors_of};
use crate::segment::{damaged, list, load, path};
use crate::{EachFrame, MAX_PAYLOAD_BYTES};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What a folder holds.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) kept: Kept,
    /// The segment behind them, without a whole frame, and its sectors.
    pub(crate) spare: Option<(u64, usize)>,
    /// The segment and the sectors of a frame that was in flight.
    pub(crate) torn: Option<(u64, Range<usize>)>,
    /// The chain after the newest frame.
    pub(crate) chain: u64,
}

/// Hands every whole frame to `each`, oldest first.
pub(crate) fn scan<E: From<OpenError>>(
    folder: &Path,
    each: &mut EachFrame<'_, E>,
) -> Result<Found, E> {
    scan_from(folder, 0, each)
}

/// The same from a segment on: what came before counts as gone.
pub(crate) fn scan_from<E: From<OpenError>>(
    folder: &Path,
    first: u64,
    each: &mut EachFrame<'_, E>,
) -> Result<Found, E> {
    let mut found = Found {
        kept: Kept::default(),
        spare: None,
        torn: None,
        chain: START,
    };
    let (mut content, mut payload) = (Vec::new(), Vec::new());
    for segment in list(folder)?.into_iter().filter(|one| *one >= first) {
        let path = path(folder, segment);
        load(&path, &mut content)?;
        let (content, _) = content.as_chunks();
        let file = File {
            path,
            segment,
            content,
        };
        found.take(&file, &mut payload, each)?;
    }
    Ok(found)
}

impl Found {
    /// Takes the next segment.
    fn take<E: From<OpenError>>(
        &mut self,
        file: &File<'_>,
        payload: &mut Vec<u8>,
        each: &mut EachFrame<'_, E>,
    ) -> Result<(), E> {
        self.may_follow(file)?;
        let mut at = 0;
        while let Some(number) = self.whole(file, at, payload)? {
            each(number, payload)?;
            let last = at..at + sectors_of(payload.len());
            at = last.end;
            self.chain = chain::after(self.chain, file.segment, number, payload);
            let sectors = file.content.len();
            self.kept.add(file.segment, sectors, number, last);
        }
        self.end(file, at)?;
        if at == 0 {
            self.spare = Some((file.segment, file.content.len()));
        }
        Ok(())
    }

    /// Nothing follows on a segment without a whole frame, and nothing that was written follows on a torn one: the next segment is
    /// laid down while a frame is durable in this one, and written to after all of this one's frames are.
    fn may_follow(&self, file: &File<'_>) -> Result<(), OpenError> {
        if self.spare.is_some() {
            return Err(file.damaged(0, Damage::Behind));
        }
        match (0..file.content.len()).find(|at| self.torn.is_some() && !file.is_unwritten(*at)) {
            Some(at) => Err(file.damaged(at, Damage::Behind)),
            None => Ok(()),
        }
    }

    /// Reads the frame that begins at a sector into `payload`, and gives its number; `None` where none was begun or not all of it
    /// was written.
    fn whole(
        &mut self,
        file: &File<'_>,
        at: usize,
        payload: &mut Vec<u8>,
    ) -> Result<Option<u64>, OpenError> {
        if at == file.content.len() || file.is_unwritten(at) {
            return Ok(None);
        }
        // What came before the oldest kept frame is gone: that frame alone tells.
        let chain = match self.kept.is_empty() {
            true => Sector(&file.content[at]).chain(),
            false => self.chain,
        };
        let (first, end) = self.first(file, at, chain)?;
        if (at..end).any(|at| file.is_unwritten(at)) {
            return Ok(None);
        }
        payload.clear();
        let mut left = first.length();
        for sector in at..end {
            let index = sector - at;
            let content = file.part(sector, index, first.number(), chain)?.content();
            let content = &content[..content.len().min(left)];
            payload.extend_from_slice(content);
            left -= content.len();
        }
        self.chain = chain;
        Ok(Some(first.number()))
    }

    /// The first sector of a frame that may come next, and where the frame ends.
    fn first<'a>(
        &self,
        file: &File<'a>,
        at: usize,
        chain: u64,
    ) -> Result<(Sector<'a>, usize), OpenError> {
        let first = file.valid(at, chain)?;
        if first.index() != 0 || first.chain() != chain {
            return Err(file.damaged(at, Damage::Place));
        }
        if !self.is_next(first.number()) {
            return Err(file.damaged(at, Damage::Number));
        }
        // In this order, so that no sum overflows.
        let end = at + sectors_of(first.length().min(MAX_PAYLOAD_BYTES));
        if first.length() > MAX_PAYLOAD_BYTES || end > file.content.len() {
            return Err(file.damaged(at, Damage::Length));
        }
        Ok((first, end))
    }

    fn is_next(&self, number: u64) -> bool {
        let newest = self.kept.newest().map(|used| used.newest);
        newest.is_none_or(|newest| newest.checked_add(1) == Some(number))
    }

    /// Whatever was written from a sector on belongs to the one frame that was in flight, or is damage.
    fn end(&mut self, file: &File<'_>, at: usize) -> Result<(), OpenError> {
        let written = (at..file.content.len()).filter(|at| !file.is_unwritten(*at));
        let (mut number, mut end) = (None, file.content.len());
        for sector in written {
            if sector == at {
                end = self.first(file, at, self.chain)?.1;
            }
            if sector >= end {
                return Err(file.damaged(sector, Damage::Behind));
            }
            let told = file.valid(sector, self.chain)?.number();
            // An empty journal takes any number, but one only.
            let number = *number.get_or_insert(told);
            if !self.is_next(told) {
                return Err(file.damaged(sector, Damage::Number));
            }
            file.part(sector, sector - at, number, self.chain)?;
            self.torn = Some((file.segment, at..sector + 1));
        }
        Ok(())
    }
}

/// A segment that was read.
struct File<'a> {
    path: PathBuf,
    segment: u64,
    content: &'a [[u8; SECTOR]],
}

impl<'a> File<'a> {
    fn is_unwritten(&self, at: usize) -> bool {
        Sector(&self.content[at]).is_unwritten()
    }

    /// A sector that was written there, behind this chain.
    fn valid(&self, at: usize, chain: u64) -> Result<Sector<'a>, OpenError> {
        let sector = Sector(&self.content[at]);
        match sector.belongs(self.segment, at, chain) {
            true => Ok(sector),
            false => Err(self.damaged(at, Damage::Checksum)),
        }
    }

    /// The same, of this frame.
    fn part(
        &self,
        at: usize,
        index: usize,
        number: u64,
        chain: u64,
    ) -> Result<Sector<'a>, OpenError> {
        let sector = self.valid(at, chain)?;
        match sector.index() == index && sector.number() == number {
            true => Ok(sector),
            false => Err(self.damaged(at, Damage::Place)),
        }
    }

    fn damaged(&self, at: usize, what: Damage) -> OpenError {
        damaged(self.path.clone(), at * SECTOR, what)
    }
}
