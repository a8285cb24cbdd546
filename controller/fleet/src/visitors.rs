//! Devices that were turned away at the door, so that people see them listed with the reason.

use crate::admission::Refusal;
use crate::command::Stranger;
use crate::fleet::Fleet;
use crate::ids::{Installation, Serial};
use crate::link::Link;
use crate::refusal::Refusal as Refused;
use crate::settings::VISITORS;
use crate::time::FleetTime;
use crate::unit::Membership;
use crate::work::Work;

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
    /// Lists why a unit is not here, where something that calls itself so was refused in its handshake. Names that no unit
    /// has are passed over: whoever has no certificate of ours can make up as many as he likes. So is the name of one that is
    /// connected: it is here.
    pub(crate) fn see_stranger(&mut self, _: &mut Work, stranger: Stranger) -> Result<(), Refused> {
        let Stranger {
            serial,
            installation,
            link,
        } = stranger;
        let unit = self.unit(&serial);
        let is_missed = unit.is_some_and(|unit| {
            unit.membership == Membership::Enrolled && unit.attachment().is_none()
        });
        if is_missed {
            self.note_visitor(Visitor {
                serial,
                installation,
                link,
                refusal: Refusal::OtherCertificate,
                at: self.now,
            });
        }
        Ok(())
    }

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
