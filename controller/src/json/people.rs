//! People who may log in.

use madoguchi_proto::v1;
use serde::Serialize;

/// A person, without his secrets. The command line's alone: the API has no people yet.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Person {
    name: String,
    role: String,
    since_ms: i64,
    second_factor: bool,
    /// How many recovery codes are left.
    recovery_codes: u32,
}

impl From<&v1::Person> for Person {
    fn from(person: &v1::Person) -> Self {
        Self {
            name: person.name.clone(),
            role: role_word(person),
            since_ms: person.since_ms,
            second_factor: person.second_factor,
            recovery_codes: person.recovery_codes,
        }
    }
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct People {
    people: Vec<Person>,
    utc_offset_min: i32,
}

impl From<&v1::ListPeopleResponse> for People {
    fn from(list: &v1::ListPeopleResponse) -> Self {
        Self {
            people: list.people.iter().map(Person::from).collect(),
            utc_offset_min: list.utc_offset_min,
        }
    }
}

/// "ROLE_RECEPTION" gives "reception".
pub(crate) fn role_word(person: &v1::Person) -> String {
    let name = person.role().as_str_name();
    name.trim_start_matches("ROLE_").to_ascii_lowercase()
}
