//! What is on the disk before anybody relies on it.

use crate::scan::Found;
use crate::sector::SECTOR;
use crate::segment::Segment;
use madoguchi_files::{read_at, write_all_at};
use std::io;
use std::ops::Range;
use std::path::Path;

/// Writes at a sector of a segment, and brings it to the disk; else tells which of both failed.
pub(super) fn write(
    segment: &Segment,
    at: usize,
    sectors: &[u8],
) -> Result<(), (&'static str, io::Error)> {
    let at = (at * SECTOR) as u64;
    write_all_at(&segment.file, sectors, at).map_err(|error| ("write to", error))?;
    segment.file.sync_data().map_err(|error| ("sync", error))
}

/// Opens the segment with the newest frame, for what comes behind that. The frame may never have reached the disk: the process that wrote it
/// may have ended before its sync, or the sync may have failed, after which the system takes what it has in memory for written. So it is
/// written once more as it was read, and synced. All older ones were synced before it was begun.
pub(super) fn newest(folder: &Path, found: &Found) -> io::Result<Option<Segment>> {
    let Some(used) = found.kept.newest() else {
        return Ok(None);
    };
    let segment = Segment::open(folder, used.segment, used.sectors)?;
    let mut frame = vec![0; used.last.len() * SECTOR];
    read_all_at(&segment, &mut frame, used.last.start)?;
    write_all_at(&segment.file, &frame, (used.last.start * SECTOR) as u64)?;
    if let Some(sectors) = torn(found, used.segment) {
        clear(&segment, sectors)?;
    }
    segment.file.sync_data()?;
    Ok(Some(segment))
}

/// Opens the segment without a whole frame.
pub(super) fn spare(folder: &Path, found: &Found) -> io::Result<Option<Segment>> {
    let Some((number, sectors)) = found.spare else {
        return Ok(None);
    };
    let segment = Segment::open(folder, number, sectors)?;
    if let Some(sectors) = torn(found, number) {
        clear(&segment, sectors)?;
        segment.file.sync_data()?;
    }
    Ok(Some(segment))
}

/// The torn sectors of a segment.
fn torn(found: &Found, segment: u64) -> Option<Range<usize>> {
    let (in_segment, sectors) = found.torn.clone()?;
    (in_segment == segment).then_some(sectors)
}

/// Makes a torn frame what was never written. A cut meanwhile leaves fewer sectors of the same frame.
fn clear(segment: &Segment, sectors: Range<usize>) -> io::Result<()> {
    let at = (sectors.start * SECTOR) as u64;
    write_all_at(&segment.file, &vec![0; sectors.len() * SECTOR], at)
}

fn read_all_at(segment: &Segment, mut piece: &mut [u8], at: usize) -> io::Result<()> {
    let mut at = (at * SECTOR) as u64;
    while !piece.is_empty() {
        match read_at(&segment.file, piece, at) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => {
                piece = &mut piece[read..];
                at += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
