//! People who may log in, without what they log in with.

use super::count;
use crate::wire;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::people::Person;
use madoguchi_proto::v1;

/// One person, who is logged in with so many browsers.
#[must_use]
pub fn person(fleet: &Fleet, person: &Person, sessions: usize) -> v1::Person {
    let second = person.credentials.second.as_ref();
    v1::Person {
        name: person.name.to_string(),
        role: wire::role(person.role).into(),
        since_ms: fleet.of_day(person.since).0,
        second_factor: second.is_some(),
        recovery_codes: second.map_or(0, |second| count(second.recovery.len())),
        last_login_ms: person.last_login.map_or(0, |at| fleet.of_day(at).0),
        sessions: count(sessions),
    }
}
