//! A journal of numbered frames in a folder, and whole images of records beside it.
//!
//! ```text
//! folder/segment-00000000000000000007   frames 31..=58, full
//!        segment-00000000000000000008   frames 59..=64, and zeros: the one in use
//!        segment-00000000000000000009   zeros: the next one
//!        segment.new                    one that is being laid down
//!        image-00000000000000000057     all records as frame 57 left them
//!        image.new                      one that is being made
//! ```
//!
//! # Why an append is one write and one sync
//!
//! A segment is laid down as zeros, synced, and only then given its name; frames are written into those zeros. So an append changes neither
//! the length of a file nor a name nor which blocks belong to it, and `fdatasync` has nothing to bring to the disk but the frame itself.
//!
//! # What a power cut leaves
//!
//! A disk writes sectors of 512 bytes, or of several times that: of a write that a cut ended, each is the old one (zeros) or the new one,
//! in any mixture. So a frame lies in whole sectors, and each has a checksum of its own over what it holds *and where it belongs*
//! (`sector`). Whatever is not zeros has to fit its checksum. At the end of the journal there may be one frame of which some sectors are
//! zeros: it was in flight, nobody was told that it is durable, and [`Journal::open`] clears it. Everything else that is not as it was
//! written is *damage* and keeps the journal from being opened: a flipped bit (in zeros, too), a file that is shorter, missing, or at
//! another's place, a frame behind a hole.
//!
//! Two things only somebody who knows more can tell, by the numbers that [`Journal::open`] hands out: that a disk lost sectors of the newest
//! frame alone, as zeros, after it said that they are durable (it looks like a cut); and that the oldest or the newest segments are gone as
//! whole files (it looks like a journal that forgot, or that never came so far).
//!
//! # Who may use a folder
//!
//! One [`Journal`] at a time; whoever opens it holds a lock ([`madoguchi_files::Lock`]) or is the only one otherwise.

mod chain;
mod error;
pub mod images;
mod journal;
mod kept;
mod scan;
mod sector;
mod segment;

pub use error::{AppendError, Damage, OpenError};
pub use images::{About, EachPair, ImageError, Images};
pub use journal::{Journal, Looked};

/// The bytes of a segment: 2,048 frames of up to 480 bytes. Only one that a single frame needs larger is larger.
pub const SEGMENT_BYTES: usize = 1 << 20;
/// The longest payload of a frame, in bytes: 10,000 records of 12 KiB and more, which is a day's end that closes as many tickets as can be open,
/// each with a long story. Never more memory is asked for than a file has bytes.
pub const MAX_PAYLOAD_BYTES: usize = 128 << 20;

/// What is handed each frame of a journal: its number and its payload. An error of it ends the reading.
pub type EachFrame<'a, E> = dyn FnMut(u64, &[u8]) -> Result<(), E> + 'a;
