//! A system that is not known.

use super::Told;
use madoguchi_doctor::Word;
use madoguchi_doctor::facts::{Firewall, Kind, Power, Routes, System, Unreadable, UsbPorts};

pub(super) fn look() -> Told {
    let name = std::env::consts::OS.to_owned();
    Told {
        system: System {
            kind: Kind::Other,
            architecture: std::env::consts::ARCH.to_owned(),
            bits: Some(usize::BITS),
            name: name.clone(),
        },
        ports: ports(),
        routes: Routes {
            unknown: Some(name.as_str().into()),
            ..Routes::default()
        },
        power: Power::default(),
        firewall: Firewall::Other(Unreadable {
            why: Word::Same(name),
            command: String::new(),
        }),
        synced: None,
    }
}

pub(super) const fn ports() -> Option<UsbPorts> {
    None
}
