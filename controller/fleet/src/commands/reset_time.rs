//! Sets license time from the vendor's reset. A reset works once: used again it would stop the time (RULES, "Licenses").

use crate::command::TimeReset;
use crate::fleet::Fleet;
use crate::refusal::Refusal;
use crate::work::Work;
use madoguchi_licensing::revocations::Revocations;

pub(crate) fn check(fleet: &Fleet, reset: TimeReset) -> Result<TimeReset, Refusal> {
    if reset.installation != fleet.installation() {
        return Err(Refusal::ResetOfAnotherInstallation(reset.installation));
    }
    let asked = fleet.reset_nonce().ok_or(Refusal::ResetNotAsked)?;
    if reset.nonce != asked {
        return Err(Refusal::ResetOfAnotherRequest);
    }
    let taken_back = |list: &Revocations| list.cover_signature(reset.issuer_key, reset.sequence);
    if fleet.revocation_lists().any(taken_back) {
        return Err(Refusal::ResetTakenBack);
    }
    Ok(reset)
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, reset: TimeReset) {
    fleet.papers.reset_time(fleet.clock.now(), reset.time_ms);
    work.set_subject(&reset.id);
}
