//! A system that we know nothing of.

use super::Told;
use crate::doctor::facts::{Firewall, Kind, Routes, System, Unreadable};

pub(super) fn look() -> Told {
    let name = std::env::consts::OS.to_owned();
    Told {
        system: System {
            kind: Kind::Other,
            architecture: std::env::consts::ARCH.to_owned(),
            bits: Some(usize::BITS),
            name: name.clone(),
        },
        ports: None,
        routes: Routes {
            unknown: Some(name.clone()),
            ..Routes::default()
        },
        firewall: Firewall {
            unreadable: Some(Unreadable {
                detail: name,
                command: String::new(),
            }),
            ..Firewall::default()
        },
        synced: None,
    }
}
