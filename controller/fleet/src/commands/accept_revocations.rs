//! Takes a revocation list: the highest number of each signer wins and is remembered (RULES, "Licenses").
//!
//! In force at once, and without disturbing anybody: a unit whose license was taken back is leaving (invariant 9).

use crate::command::ReceivedList;
use crate::fleet::Fleet;
use crate::refusal::Refusal;
use crate::work::Work;

/// The newest list once more is done already; an older one is refused.
pub(crate) fn check(fleet: &Fleet, list: ReceivedList) -> Result<ReceivedList, Refusal> {
    fleet.papers.check_list(&list)?;
    Ok(list)
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, list: ReceivedList) {
    work.is_about(&list.revocations.id);
    if !fleet.papers.knows_list(&list) {
        let now = fleet.now();
        fleet
            .papers
            .see_signed_time(now, list.revocations.issued_at_ms);
        fleet.papers.keep_list(now, list);
    }
}
