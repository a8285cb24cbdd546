//! Writes into the audit that sessions of a person were ended: the sessions themselves are nothing that is kept (RULES W10).

use crate::fleet::Fleet;
use crate::ids::PersonName;
use crate::refusal::Refusal;
use crate::work::Work;

pub(crate) fn check(fleet: &Fleet, name: &PersonName) -> Result<PersonName, Refusal> {
    fleet.people.named(name).map(|person| person.name.clone())
}

pub(crate) fn apply(work: &mut Work, name: &PersonName, count: u32) {
    work.set_subject(format!("{name} {count}"));
}
