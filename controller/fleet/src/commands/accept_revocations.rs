//! Takes a revocation list: the highest number of each signer wins and is remembered (RULES, "Licenses").
//!
//! The list is in force at once and disturbs nobody: a unit whose license it takes back is leaving (invariant 9).

use crate::command::ReceivedList;
use crate::fleet::Fleet;
use crate::refusal::Refusal;
use crate::work::Work;

/// Refuses a list that is older than the known one. The newest list again is accepted and changes nothing.
pub(crate) fn check(fleet: &Fleet, list: ReceivedList) -> Result<ReceivedList, Refusal> {
    fleet.papers.check_list(&list)?;
    Ok(list)
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, list: ReceivedList) {
    work.set_subject(&list.revocations.id);
    if !fleet.papers.knows_list(&list) {
        let now = fleet.now();
        fleet
            .papers
            .see_signed_time(now, list.revocations.issued_at_ms);
        fleet.papers.keep_list(now, list);
    }
}
