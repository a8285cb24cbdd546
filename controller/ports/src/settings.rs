//! The section `[link]` of `controller.toml`.
//!
//! ```toml
//! [link]
//! # Hubs that are soldered on the PC's board, as `madoguchi doctor` shows them: bus, chain and USB ids.
//! board_hubs = [{ bus = "1", chain = "3", id = "05e3:0610" }]
//! # The readers' own USB ids. Empty: every USB network device that is no adapter to the clinic's network.
//! reader_ids = ["1d6b:0104"]
//! # Other makers' card readers, which must not be on the same PC (FAQ 25).
//! foreign_readers = [{ id = "1234:5678", name = "…" }]
//! ```
//!
//! A USB 3 hub on the board is two hubs, one for each speed, with their own ids and ports, so it needs two entries. Nothing is listed by
//! default: no USB ids of other makers' face-recognition readers are published, and none are guessed here.

use madoguchi_fleet::link::{Port, UsbId};

/// The section `[link]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// Hubs that are part of the PC's board, which do not count as hubs in between.
    pub board_hubs: Vec<BoardHub>,
    /// The readers' own USB ids; empty for any.
    pub reader_ids: Vec<UsbId>,
    /// Other makers' card readers.
    pub foreign_readers: Vec<ForeignKind>,
}

/// A hub that is soldered on the PC's board. All three values must match: another hub at the same port counts as a hub in between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardHub {
    pub port: Port,
    pub id: UsbId,
}

/// Another maker's card reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKind {
    pub id: UsbId,
    pub name: String,
}
