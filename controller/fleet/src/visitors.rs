//! Devices that were turned away at the door, so that people see them listed with the reason.

use crate::admission::Refusal;
use crate::fleet::Fleet;
use crate::ids::{Installation, Serial};
use crate::link::Link;
use crate::settings::VISITORS;
use crate::time::FleetTime;

/// A device that was turned away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// What it calls itself.
    pub serial: Serial,
    /// Where it tried.
    pub installation: Installation,
    /// How it is connected.
    pub link: Link,
    /// Why it was turned away.
    pub refusal: Refusal,
    /// When, last.
    pub at: FleetTime,
}

impl Fleet {
    /// Lists a device that was turned away; the oldest gives way.
    pub(crate) fn note_visitor(&mut self, visitor: Visitor) {
        if self.visitors.len() >= VISITORS && !self.visitors.contains_key(&visitor.serial) {
            let oldest = self
                .visitors
                .values()
                .min_by_key(|v| v.at)
                .map(|v| v.serial.clone());
            if let Some(oldest) = oldest {
                self.visitors.remove(&oldest);
            }
        }
        self.visitors.insert(visitor.serial.clone(), visitor);
    }
}
