//! The fleet's words and the schema's words for them, each in one place: what the gateway, pairing, the desk, the store and the
//! command line share. They list the fields of their messages, and leave what a field may hold to this module.
//!
//! Domain to wire always succeeds. The other way (`…_of`) gives [`BadField`]. Bounds that only a reader's frame has, or only a request
//! of the desk, stand here as well, so that a word has one grammar.

mod backup;
mod counter;
mod field;
mod ids;
mod licensing;
mod optional;
mod outcome;
mod person;
mod ticket;
mod typed;
mod unit;
mod wishes;

pub use backup::backup_file_of;
pub use counter::{counter, counter_name_of, counter_of, placement, placement_of};
pub use field::{BadField, Defect, Field};
pub use ids::{
    assignment, assignment_of, bytes_of, license_id_of, number_of, request_id_of, serial_of,
    session_of, tag_of, tags_of, typed_session,
};
pub use licensing::{
    MAX_DOCUMENT, act_kind, act_kind_of, at_most, certificate_request, document, environment_of,
    machine, machine_of, received_list, seats_of,
};
pub use optional::{bytes_or_empty, ms, optional, optional_bytes, text_or_empty, time_or_none};
pub use outcome::{outcome, outcome_kind, outcome_kind_of, outcome_of};
pub use person::{actor, actor_name, actor_of, person_name_of, place_of, role, role_of};
pub use ticket::{
    arrived_elsewhere, class, class_asked, class_of, means, means_if_said, means_of, means_or_none,
    state,
};
pub use typed::{
    japanese_wish, typed_class, typed_delivery, typed_edition, typed_means, typed_month,
    typed_placement, typed_role, typed_serial, typed_tag, typed_wish, unit_name_of,
};
pub use unit::{
    cable_of, delivered_of, delivered_or_none, edition, edition_of, health, health_of, holding_of,
    pause_reason_of, replace_reason_of, seat, seat_of, software_of, until_of, virtual_port_of,
};
pub use wishes::{wish, wish_of, wishes, wishes_asked, wishes_of};

#[cfg(test)]
pub(crate) use typed::{CLASSES, EDITIONS, MEANS, PLACEMENTS, ROLES};

/// Enumerations of the same values on both sides.
macro_rules! same_values {
    ($($(#[$doc:meta])* $to:ident / $from:ident: $name:ident = $wire:ident { $($value:ident),+ },)+) => {$(
        $(#[$doc])*
        #[must_use]
        pub const fn $to(value: $name) -> v1::$wire {
            match value { $($name::$value => v1::$wire::$value,)+ }
        }

        /// The way back.
        ///
        /// # Errors
        /// When the value is not said, or not known.
        pub fn $from(wire: i32) -> Result<$name, $crate::wire::BadField> {
            match v1::$wire::try_from(wire) {
                $(Ok(v1::$wire::$value) => Ok($name::$value),)+
                Ok(v1::$wire::Unspecified) => Err($crate::wire::Field::$name.missing()),
                Err(_) => Err($crate::wire::Field::$name.malformed()),
            }
        }
    )+};
}
use same_values;

#[cfg(test)]
mod tests;
