//! What is at hand for triage's next step: a reader that parts can be borrowed from, and a port of the PC that is free.

use crate::texts::Lender;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::unit::{Membership, Unit};
use madoguchi_proto::v1;
use madoguchi_proto::v1::UsbPortKind as Kind;

/// A reader of the same PC that serves, if there is one: the first without a patient, else the first in order of pairing.
pub(crate) fn lender(fleet: &Fleet, unit: &Unit) -> Option<Lender> {
    let others = fleet
        .units_at(unit.installation)
        .filter(|other| other.serial != unit.serial && other.serves());
    let lender = others.min_by_key(|other| (!other.is_free(), other.pairing))?;
    Some(Lender {
        counter: lender.counter.name.clone(),
        serial: lender.serial.to_string(),
    })
}

/// The ports that readers hang on or hung on last: one that is away may still be plugged in there, and its port looks empty.
pub(crate) fn ports_of_readers(fleet: &Fleet) -> Vec<String> {
    let enrolled = fleet
        .units()
        .filter(|unit| unit.membership == Membership::Enrolled);
    let ports = enrolled.flat_map(|unit| {
        let left = unit.left.as_ref().and_then(|left| left.port.as_ref());
        [unit.past.port.as_ref(), left]
    });
    ports.flatten().map(ToString::to_string).collect()
}

/// The first port in which a reader may be plugged, and on which nothing hangs.
pub(crate) fn free_port(ports: &[v1::UsbPort], of_readers: &[String]) -> Option<String> {
    let mut free = ports.iter().filter(|port| {
        let hung = |name: &String| *name == port.place || *name == port.port;
        port.suits && port.kind() == Kind::Empty && !of_readers.iter().any(hung)
    });
    free.next().map(|port| port.place.clone())
}
