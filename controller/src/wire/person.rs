//! People: their names and roles, and who did something.

use super::{BadField, Field, same_values};
use madoguchi_fleet::ids::PersonName;
use madoguchi_fleet::people::Role;
use madoguchi_fleet::ticket::Actor;
use madoguchi_proto::v1;
use std::net::IpAddr;

same_values! {
    /// What a person is at this clinic.
    role / role_of: Role = Role { Reception, Vendor, Support, Administrator },
}

/// A person's name.
///
/// # Errors
/// When the text is not one.
pub fn person_name_of(text: &str) -> Result<PersonName, BadField> {
    PersonName::parse(text).ok_or(Field::PersonName.malformed())
}

/// What did something: a stable name, beside which [`actor_name`] says who.
#[must_use]
pub const fn actor(actor: &Actor) -> &'static str {
    match actor {
        Actor::Staff | Actor::User(_) => "staff",
        Actor::Reception(_) => "reception",
        Actor::Person(_) => "person",
        Actor::CounterPage => "counter-page",
        Actor::Folder => "folder",
        Actor::Reader => "reader",
        Actor::Fleet => "fleet",
    }
}

/// The name of who did something; empty where nobody has one.
#[must_use]
pub fn actor_name(actor: &Actor) -> String {
    match actor {
        Actor::User(name) | Actor::Person(name) | Actor::Reception(Some(name)) => name.to_string(),
        Actor::Staff
        | Actor::Reception(None)
        | Actor::CounterPage
        | Actor::Folder
        | Actor::Reader
        | Actor::Fleet => String::new(),
    }
}

/// The way back from both.
///
/// # Errors
/// When the first is not known, or the second is not what belongs to it.
pub fn actor_of(what: &str, name: &str) -> Result<Actor, BadField> {
    let named = |actor: fn(PersonName) -> Actor| match PersonName::parse(name) {
        Some(name) => Ok(actor(name)),
        None => Err(Field::ActorName.malformed()),
    };
    let nobody = |actor| match name {
        "" => Ok(actor),
        _ => Err(Field::ActorName.malformed()),
    };
    match what {
        "staff" if name.is_empty() => Ok(Actor::Staff),
        "staff" => named(Actor::User),
        "reception" if name.is_empty() => Ok(Actor::Reception(None)),
        "reception" => named(|name| Actor::Reception(Some(name))),
        "person" => named(Actor::Person),
        "counter-page" => nobody(Actor::CounterPage),
        "folder" => nobody(Actor::Folder),
        "reader" => nobody(Actor::Reader),
        "fleet" => nobody(Actor::Fleet),
        _ => Err(Field::Actor.malformed()),
    }
}

/// Where a person's act came from; empty where nobody noted it.
///
/// # Errors
/// When it is no address.
pub fn place_of(text: &str) -> Result<Option<IpAddr>, BadField> {
    if text.is_empty() {
        return Ok(None);
    }
    let place = text.parse().map(Some);
    place.map_err(|_| Field::Place.malformed())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn who_did_something_is_read_back_and_nothing_else_is() {
        let name = PersonName::parse("山田").unwrap();
        for who in [
            Actor::Staff,
            Actor::User(name.clone()),
            Actor::Reception(Some(name.clone())),
            Actor::Reception(None),
            Actor::Person(name),
            Actor::CounterPage,
            Actor::Folder,
            Actor::Reader,
            Actor::Fleet,
        ] {
            let read = actor_of(actor(&who), &actor_name(&who));
            assert_eq!(read, Ok(who));
        }
        let nameless = Err(Field::ActorName.malformed());
        assert_eq!(actor_of("person", ""), nameless);
        assert_eq!(actor_of("fleet", "山田"), nameless);
        assert_eq!(actor_of("staff", "a\nb"), nameless);
        assert_eq!(actor_of("somebody", ""), Err(Field::Actor.malformed()));
    }
}
