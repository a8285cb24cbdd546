//! Notes the cable of a unit (FAQ 26, 28): the first question of support when a link is lost again and again.

use super::staff::about_unit;
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::refusal::Refusal;
use crate::unit::is_cable_note;
use crate::work::Work;

/// The unit and the note.
#[derive(Debug)]
pub(crate) struct Plan {
    serial: Serial,
    cable: String,
}

pub(crate) fn check(fleet: &Fleet, serial: Serial, cable: String) -> Result<Plan, Refusal> {
    check_cable(&cable)?;
    fleet.yard.known(&serial)?;
    Ok(Plan { serial, cable })
}

/// Refuses a note that does not fit into a line.
pub(super) fn check_cable(cable: &str) -> Result<(), Refusal> {
    if is_cable_note(cable) {
        Ok(())
    } else {
        Err(Refusal::BadCable)
    }
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, Plan { serial, cable }: Plan) {
    about_unit(work, &serial);
    fleet.yard.change(&serial, |unit| unit.cable = cable);
}
