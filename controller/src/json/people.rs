//! People who may log in.

use super::word;
use madoguchi_proto::v1;
use serde_json::{Value, json};

pub(crate) fn person(person: &v1::Person) -> Value {
    json!({
        "name": person.name,
        "role": role_word(person),
        "since_ms": person.since_ms,
        "second_factor": person.second_factor,
        "recovery_codes": person.recovery_codes,
    })
}

pub(crate) fn people(list: &v1::ListPeopleResponse) -> Value {
    json!({
        "people": list.people.iter().map(person).collect::<Vec<_>>(),
        "utc_offset_min": list.utc_offset_min,
    })
}

pub(crate) fn role_word(person: &v1::Person) -> String {
    word(person.role().as_str_name(), "ROLE_")
}
