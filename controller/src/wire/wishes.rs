//! What a ticket needs or prefers.

use super::counter::{placement, placement_of};
use super::ids::{serial_of, tag_of};
use super::{BadField, Field};
use madoguchi_fleet::wish::{MAX_WISHES, Wish};
use madoguchi_proto::v1;

#[must_use]
pub fn wishes(wishes: &[Wish]) -> Vec<v1::Wish> {
    wishes.iter().map(wish).collect()
}

#[must_use]
pub fn wish(wish: &Wish) -> v1::Wish {
    use v1::wish::Wish as Wire;
    let wire = match wish {
        Wish::Placement(height) => Wire::Placement(placement(*height).into()),
        Wish::Tag(tag) => Wire::Tag(tag.to_string()),
        Wish::Unit(serial) => Wire::Unit(serial.to_string()),
    };
    v1::Wish { wish: Some(wire) }
}

/// A need or a preference.
///
/// # Errors
/// When it says nothing, or names what cannot be.
pub fn wish_of(wire: &v1::Wish) -> Result<Wish, BadField> {
    use v1::wish::Wish as Wire;
    match wire.wish.as_ref().ok_or(Field::Wish.missing())? {
        Wire::Placement(height) => placement_of(*height).map(Wish::Placement),
        Wire::Tag(text) => tag_of(text).map(Wish::Tag),
        Wire::Unit(text) => serial_of(text).map(Wish::Unit),
    }
}

/// The wishes of a ticket that is there. They have no bound of their own: a move adds one to those that were asked for.
///
/// # Errors
/// See [`wish_of`].
pub fn wishes_of(wire: &[v1::Wish]) -> Result<Vec<Wish>, BadField> {
    wire.iter().map(wish_of).collect()
}

/// The wishes of a new ticket.
///
/// # Errors
/// When there are too many; see [`wish_of`].
pub fn wishes_asked(wire: &[v1::Wish]) -> Result<Vec<Wish>, BadField> {
    if wire.len() > MAX_WISHES {
        return Err(Field::Wishes.too_large());
    }
    wishes_of(wire)
}
