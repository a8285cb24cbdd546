//! A reader was refused in its handshake: what it calls itself is not proved.

use crate::admission::Refusal;
use crate::command::Stranger;
use crate::fleet::Fleet;
use crate::unit::Membership;
use crate::visitors::Visitor;

/// Lists why a unit is not here, where something that calls itself so was refused. Names that no unit
/// has are passed over: whoever has no certificate of ours can make up as many as he likes. So is the name of one that is
/// connected: it is here.
pub(crate) fn apply(fleet: &mut Fleet, stranger: Stranger) {
    let Stranger {
        serial,
        installation,
        link,
    } = stranger;
    let is_missed = fleet
        .unit(&serial)
        .is_some_and(|unit| unit.membership == Membership::Enrolled && unit.attachment().is_none());
    if is_missed {
        fleet.yard.list_visitor(Visitor {
            serial,
            installation,
            link,
            refusal: Refusal::OtherCertificate,
            at: fleet.clock.now(),
        });
    }
}
