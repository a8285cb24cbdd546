//! A reader was refused in its handshake. The name that it gave, if it gave one, is not proved.

use crate::admission::Refusal;
use crate::command::Stranger;
use crate::fleet::Fleet;
use crate::unit::Membership;
use crate::visitors::Visitor;

/// Notes the refusal, which is told for a while, and lists the refused reader as the reason why a unit with this name is absent. A name that no unit has is ignored, because a device without
/// our certificate can make up any number of them. The name of a connected unit is ignored, too: that unit is not absent. One without a
/// name may be any absent unit, and is noted as that.
pub(crate) fn apply(fleet: &mut Fleet, stranger: Stranger) {
    let Stranger {
        serial,
        installation,
        link,
        cause,
    } = stranger;
    let at = fleet.clock.now();
    let handshakes = fleet.yard.handshakes_mut();
    handshakes.note(at, cause, serial.clone(), installation, &link);
    // What else was refused is no matter of credentials.
    if !cause.is_of_keys() {
        return;
    }
    let Some(serial) = serial else {
        fleet.yard.note_nameless(at);
        return;
    };
    let is_missed = fleet
        .unit(&serial)
        .is_some_and(|unit| unit.membership == Membership::Enrolled && unit.attachment().is_none());
    if is_missed {
        fleet.yard.list_visitor(Visitor {
            serial,
            installation,
            link,
            refusal: Refusal::OtherCertificate,
            at,
        });
    }
}
