//! Gives all additional licenses back; the installation continues under a new key with a new chain (RULES, "Licenses").
//!
//! Units that had seats on them are leaving: a running session finishes (invariant 9).

use crate::command::RecordAct;
use crate::decision::Answer;
use crate::fleet::Fleet;
use crate::ids::{Installation, Serial};
use crate::refusal::Refusal;
use crate::work::Work;
use madoguchi_licensing::grant::LicenseId;

/// The licenses to give back, and the new key.
#[derive(Debug)]
pub(crate) struct Plan {
    act: RecordAct,
    licenses: Vec<LicenseId>,
    to: Installation,
}

pub(crate) fn check(fleet: &Fleet, act: RecordAct, to: Installation) -> Result<Plan, Refusal> {
    let licenses = fleet.returnable();
    if licenses.is_empty() {
        return Err(Refusal::NothingToReturn);
    }
    fleet.papers.check_act(&act)?;
    Ok(Plan { act, licenses, to })
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, Plan { act, licenses, to }: Plan) {
    let (now, from) = (fleet.now(), fleet.installation());
    let counter = fleet.papers.append_act(now, act);
    fleet.papers.give_back(now, &licenses, to);
    let units: Vec<Serial> = fleet.units_at(from).map(|u| u.serial.clone()).collect();
    for serial in units {
        fleet.yard.change(&serial, |unit| unit.installation = to);
    }
    work.set_subject(to);
    work.answers(Answer::Act(counter));
}
