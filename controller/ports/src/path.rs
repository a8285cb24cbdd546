//! The hubs between a device and the PC (FAQ 7: every reader on a port of the PC itself).
//!
//! A USB 3 socket of a PC is two ports, one of the USB 2 bus and one of its USB 3 companion. A device is on the port of its negotiated
//! speed, so a reader that comes up at another speed has changed ports. Only a hub is on both ports at once, so a hub on the board takes
//! two entries in `board_hubs`.

use crate::{Device, Settings};
use madoguchi_fleet::link::{Hub, Path};

impl Device {
    /// The kind of path to a device, and the first hub on it that is not part of the PC's board.
    ///
    /// Hubs do not count if all of them are listed in `board_hubs`. An unlisted hub counts wherever it is, and so does one whose ids are
    /// unknown.
    pub(crate) fn path(&self, settings: &Settings) -> (Path, Option<Hub>) {
        let Some(hubs) = &self.hubs else {
            return (Path::Unknown, None);
        };
        match hubs.iter().find(|hub| !settings.is_on_board(hub)) {
            Some(hub) => (Path::BehindHub, Some(hub.clone())),
            None => (Path::Direct, None),
        }
    }
}

impl Settings {
    /// Whether a hub is one of those on the PC's board.
    #[must_use]
    pub fn is_on_board(&self, hub: &Hub) -> bool {
        let mut listed = self.board_hubs.iter();
        listed.any(|board| board.port == hub.port && Some(board.id) == hub.id)
    }
}
