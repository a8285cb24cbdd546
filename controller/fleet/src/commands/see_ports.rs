//! What USB shows on a PC: readers that cannot connect are listed, too, and other makers' readers are named.

use crate::command::SeenPorts;
use crate::fleet::Fleet;
use crate::ids::{Installation, Serial};
use crate::link::SeenReader;
use crate::refusal::Refusal;
use crate::settings::SEEN_READERS;
use crate::work::Work;

impl Fleet {
    /// Takes what USB shows in the place of what it showed before. Nothing of it is stored: a start sees it anew.
    /// It moves no seat (`sightings.rs` says why).
    pub(crate) fn see_ports(&mut self, _: &mut Work, mut seen: SeenPorts) -> Result<(), Refusal> {
        seen.readers.truncate(SEEN_READERS);
        seen.foreign.truncate(SEEN_READERS);
        self.ports.insert(seen.installation, seen);
        Ok(())
    }

    /// What USB shows on a PC; `None` where nobody said.
    #[must_use]
    pub fn ports(&self, installation: Installation) -> Option<&SeenPorts> {
        self.ports.get(&installation)
    }

    /// Every reader that USB shows, with the PC.
    pub(crate) fn all_seen(&self) -> impl Iterator<Item = (Installation, &SeenReader)> {
        self.ports.iter().flat_map(|(at, ports)| {
            let readers = ports.readers.iter();
            readers.map(move |reader| (*at, reader))
        })
    }

    /// Where USB shows a serial, with the PC.
    pub fn seen(&self, serial: &Serial) -> impl Iterator<Item = (Installation, &SeenReader)> {
        self.all_seen()
            .filter(move |(_, reader)| reader.link.usb_serial.shown() == Some(serial.as_str()))
    }
}
