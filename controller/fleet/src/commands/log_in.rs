//! A person whose password was right logs in: a code counts once (RULES W6).

use crate::fleet::Fleet;
use crate::ids::PersonName;
use crate::people::{Person, Proof};
use crate::refusal::Refusal;
use crate::work::Work;

pub(crate) fn check(
    fleet: &Fleet,
    name: &PersonName,
    generation: u64,
    proof: Option<&Proof>,
) -> Result<Person, Refusal> {
    fleet.people.logged_in(name, generation, proof, fleet.now())
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, person: Person) {
    work.set_subject(&person.name);
    fleet.people.keep(person);
}
