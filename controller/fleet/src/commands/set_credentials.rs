//! Gives a person other credentials: the old ones prove nothing any more, and sessions that were begun with them are over (RULES W5).

use crate::fleet::Fleet;
use crate::ids::PersonName;
use crate::people::{Credentials, Person};
use crate::refusal::Refusal;
use crate::work::Work;

pub(crate) fn check(
    fleet: &Fleet,
    name: &PersonName,
    credentials: Credentials,
) -> Result<Person, Refusal> {
    let person = fleet.people.named(name)?.clone();
    Ok(Person {
        credentials,
        generation: fleet.memory.next_entry(),
        ..person
    })
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, person: Person) {
    work.set_subject(&person.name);
    fleet.people.keep(person);
}
