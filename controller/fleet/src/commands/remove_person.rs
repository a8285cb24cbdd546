//! Removes a person, who can log in no longer and whose sessions are over (RULES W3).

use crate::fleet::Fleet;
use crate::ids::PersonName;
use crate::refusal::Refusal;
use crate::work::Work;

pub(crate) fn check(fleet: &Fleet, name: &PersonName) -> Result<PersonName, Refusal> {
    let person = fleet.people.named(name)?;
    fleet.people.check_removable(person)?;
    Ok(person.name.clone())
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, name: PersonName) {
    work.set_subject(&name);
    fleet.people.forget(&name);
}
