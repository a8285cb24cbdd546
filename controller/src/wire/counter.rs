//! Where a unit stands.

use super::ids::tags_of;
use super::{BadField, Field, same_values};
use madoguchi_fleet::wish::{Counter, MAX_COUNTER_CHARS, Placement};
use madoguchi_plain::is_name;
use madoguchi_proto::v1;

same_values! {
    /// How high a counter is.
    placement / placement_of: Placement = Placement { Standing, Seated },
}

#[must_use]
pub fn counter(counter: &Counter) -> v1::Counter {
    v1::Counter {
        name: counter.name.clone(),
        placement: placement(counter.placement).into(),
        tags: counter.tags.iter().map(ToString::to_string).collect(),
    }
}

/// Where a unit stands.
///
/// # Errors
/// When its name, its height or a tag is not one.
pub fn counter_of(wire: Option<&v1::Counter>) -> Result<Counter, BadField> {
    let wire = wire.ok_or(Field::Counter.missing())?;
    Ok(Counter {
        name: counter_name_of(&wire.name)?,
        tags: tags_of(&wire.tags)?,
        placement: placement_of(wire.placement)?,
    })
}

/// A counter's name, without the spaces around it.
///
/// # Errors
/// When it is empty, too long, more than a line, or has what cannot be seen.
pub fn counter_name_of(text: &str) -> Result<String, BadField> {
    let name = text.trim();
    if is_name(name, MAX_COUNTER_CHARS) {
        Ok(name.to_owned())
    } else {
        Err(Field::CounterName.malformed())
    }
}
