//! Adds a person who may log in (RULES W2).

use crate::command::AddPerson;
use crate::fleet::Fleet;
use crate::people::Person;
use crate::refusal::Refusal;
use crate::work::Work;

pub(crate) fn check(fleet: &Fleet, add: AddPerson) -> Result<AddPerson, Refusal> {
    fleet.people.check_new(&add.name)?;
    Ok(add)
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, add: AddPerson) {
    work.set_subject(&add.name);
    fleet.people.keep(Person {
        name: add.name,
        role: add.role,
        since: fleet.now(),
        last_login: None,
        generation: fleet.memory.next_entry(),
        credentials: add.credentials,
    });
}
