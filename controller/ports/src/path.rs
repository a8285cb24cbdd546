//! What stands between a device and the PC (FAQ 7: every reader on a port of the PC itself).
//!
//! A socket of a USB 3 PC is two ports, one of the USB 2 bus and one of its USB 3 companion, and a device is on one of them: the
//! one of the speed that it came up with. A reader that comes up at another speed has moved from one port to the other. A hub, and
//! only a hub, is on both at a time: one that is soldered on the board takes two entries in `board_hubs`.

use crate::{Device, Settings};
use madoguchi_fleet::link::{Hub, Path};

impl Device {
    /// What stands between it and the PC, and the first hub that is no part of the PC's board.
    ///
    /// Hubs that are all listed do not count. One that is not does, wherever it stands, and so does one of which it is not known
    /// what it is.
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
    /// Whether a hub is one of those that are soldered on the PC's board.
    #[must_use]
    pub fn is_on_board(&self, hub: &Hub) -> bool {
        let mut listed = self.board_hubs.iter();
        listed.any(|board| board.port == hub.port && Some(board.id) == hub.id)
    }
}
