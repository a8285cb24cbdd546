//! What the configuration says of links: `[link]` in `controller.toml`.
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
//! A hub of a USB 3 board is two hubs, one for each of its speeds, with ids and ports of their own: it takes two entries. Nothing
//! is listed unless the clinic or its vendor lists it: no USB id of another maker's face-recognition reader is published, and none
//! is guessed here.

use madoguchi_fleet::link::{Port, UsbId};

/// What the configuration says of links.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// Hubs that are part of the PC's board: they do not count.
    pub board_hubs: Vec<BoardHub>,
    /// The readers' own USB ids; empty for any.
    pub reader_ids: Vec<UsbId>,
    /// Other makers' card readers.
    pub foreign_readers: Vec<ForeignKind>,
}

/// A hub that is soldered on the PC's board. All three have to fit: a hub that somebody plugs into the same port is another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardHub {
    pub port: Port,
    pub id: UsbId,
}

/// Another maker's card reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKind {
    pub id: UsbId,
    /// Its name, for people.
    pub name: String,
}
