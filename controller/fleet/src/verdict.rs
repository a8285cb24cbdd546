//! The verdict on every reader that connects: a seat, or a refusal with its reason (RULES, "Units and admission").
//!
//! `evidence` judges everything about a unit that does not depend on seats; `seats.rs` gives the seats.

use crate::admission::{Refusal, Verdict};
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::link::Port;
use crate::unit::{Membership, Unit};

impl Fleet {
    /// Judges everything about an attached unit but its seat.
    ///
    /// # Errors
    /// The first reason, in the order of the rules, why it cannot have a seat at all.
    pub(crate) fn evidence(&self, unit: &Unit) -> Result<(), Refusal> {
        unit.membership.check()?;
        let Some(attachment) = unit.attachment() else {
            return Ok(());
        };
        let link = &attachment.link;
        link.shows(&unit.serial)?;
        if let Some(by) = self.earlier_on_port(unit, &link.port) {
            return Err(Refusal::PortInUse {
                by: by.clone(),
                port: link.port.clone(),
            });
        }
        link.way()
    }

    /// The unit that connected over this port before `unit` did and is still attached.
    fn earlier_on_port(&self, unit: &Unit, port: &Port) -> Option<&Serial> {
        let own = unit.connection()?;
        self.yard
            .units()
            .filter(|other| other.serial != unit.serial && other.installation == unit.installation)
            .filter(|other| other.membership == Membership::Enrolled)
            .find(|other| {
                other.attachment().is_some_and(|a| {
                    a.link.is_on_usb() && a.link.port == *port && a.connection < own
                })
            })
            .map(|other| &other.serial)
    }

    /// The verdict on an enrolled unit: its seat, or the reason why it has none.
    #[must_use]
    pub fn verdict(&self, unit: &Unit) -> Verdict {
        if let Err(refusal) = self.evidence(unit) {
            return Verdict::Refused(refusal);
        }
        match &unit.seat {
            Some(seat) => Verdict::Seated(seat.clone()),
            None => Verdict::Refused(self.without_seat(unit)),
        }
    }

    /// The reason of a unit that only lacks a seat: four others have seats, or the licenses give no more.
    fn without_seat(&self, unit: &Unit) -> Refusal {
        let others = self
            .units_at(unit.installation)
            .filter(|u| u.serial != unit.serial);
        if others
            .filter(|u| u.seat.is_some() || u.is_leaving())
            .count()
            >= crate::settings::UNITS_PER_PC
        {
            Refusal::FleetFull
        } else if self.lacks_factory_key(unit) {
            Refusal::FactoryKeyNotProven
        } else {
            Refusal::NoSeat
        }
    }
}
