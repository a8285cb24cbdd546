//! Keeps an act that this installation signed (RULES, "Licenses"): no signed document leaves before it is kept.

use crate::command::RecordAct;
use crate::decision::Answer;
use crate::fleet::Fleet;
use crate::refusal::Refusal;
use crate::work::Work;

pub(crate) fn check(fleet: &Fleet, act: RecordAct) -> Result<RecordAct, Refusal> {
    fleet.papers.check_act(&act)?;
    Ok(act)
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, act: RecordAct) {
    let counter = fleet.papers.append_act(fleet.clock.now(), act);
    work.set_subject(counter);
    work.answers(Answer::Act(counter));
}
