//! The fleet's words and the schema's words for them, once: what the gateway, the desk and the store share.
//!
//! Domain to wire always succeeds. The other way gives `None` for what the schema does not name, or [`BadField`] where a word
//! has parts. Bounds, and how a bad field is told, are the edge's own: a reader's frame, a caller's request and a stored
//! record are told apart.

use madoguchi_fleet::command::ReceivedList;
use madoguchi_fleet::ids::{Serial, SessionId, Tag};
use madoguchi_fleet::outcome::{Kind, Method, Outcome};
use madoguchi_fleet::ticket::Class;
use madoguchi_fleet::unit::{Edition, Health};
use madoguchi_fleet::wish::{Counter, Placement, Wish};
use madoguchi_licensing::verify::VerifiedList;
use madoguchi_proto::v1;

/// A field that is not what it must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadField {
    /// A unit's serial.
    Serial,
    /// A session's id: not 16 bytes.
    Session,
    Tag,
    /// How high a counter is.
    Placement,
    /// A need or a preference that says nothing.
    Wish,
}

impl BadField {
    /// The field's name, for the log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Serial => "serial",
            Self::Session => "session",
            Self::Tag => "tag",
            Self::Placement => "placement",
            Self::Wish => "wish",
        }
    }
}

/// A unit's serial.
///
/// # Errors
/// When the text is not one.
pub fn serial_of(text: &str) -> Result<Serial, BadField> {
    Serial::parse(text).ok_or(BadField::Serial)
}

/// A session's id.
///
/// # Errors
/// When it is not 16 bytes.
pub fn session_of(bytes: &[u8]) -> Result<SessionId, BadField> {
    let bytes = bytes.try_into().map_err(|_| BadField::Session)?;
    Ok(SessionId(bytes))
}

/// What a counter is good for.
///
/// # Errors
/// When one of them is no tag.
pub fn tags_of(texts: &[String]) -> Result<Vec<Tag>, BadField> {
    let tag = |text: &String| Tag::parse(text).ok_or(BadField::Tag);
    texts.iter().map(tag).collect()
}

/// How high a counter is, where that has to be said.
///
/// # Errors
/// When it is not said or not known.
pub fn placement_said(wire: i32) -> Result<Placement, BadField> {
    placement_of(wire).ok_or(BadField::Placement)
}

/// A need or a preference.
///
/// # Errors
/// When it says nothing, or names what cannot be.
pub fn wish_of(wire: &v1::Wish) -> Result<Wish, BadField> {
    use v1::wish::Wish as Wire;
    match wire.wish.as_ref().ok_or(BadField::Wish)? {
        Wire::Placement(height) => placement_said(*height).map(Wish::Placement),
        Wire::Tag(text) => Tag::parse(text).map(Wish::Tag).ok_or(BadField::Tag),
        Wire::Unit(text) => serial_of(text).map(Wish::Unit),
    }
}

/// Enumerations of the same values on both sides.
macro_rules! same_values {
    ($($(#[$doc:meta])* $to:ident / $from:ident: $name:ident { $($value:ident),+ },)+) => {$(
        $(#[$doc])*
        #[must_use]
        pub const fn $to(value: $name) -> v1::$name {
            match value { $($name::$value => v1::$name::$value,)+ }
        }

        /// The way back; `None` for a value that is not said or not known.
        #[must_use]
        pub fn $from(wire: i32) -> Option<$name> {
            match v1::$name::try_from(wire) {
                $(Ok(v1::$name::$value) => Some($name::$value),)+
                Ok(v1::$name::Unspecified) | Err(_) => None,
            }
        }
    )+};
}

same_values! {
    /// How high a counter is.
    placement / placement_of: Placement { Standing, Seated },
    /// A unit's edition.
    edition / edition_of: Edition { Single, Multi },
    /// A ticket's class.
    class / class_of: TicketClass { Normal, Priority, Urgent },
}

/// The schema has a longer name for it.
use Class as TicketClass;

/// Where a unit stands.
#[must_use]
pub fn counter(counter: &Counter) -> v1::Counter {
    v1::Counter {
        name: counter.name.clone(),
        placement: placement(counter.placement).into(),
        tags: counter.tags.iter().map(ToString::to_string).collect(),
    }
}

/// What a ticket needs or prefers.
#[must_use]
pub fn wishes(wishes: &[Wish]) -> Vec<v1::Wish> {
    wishes.iter().map(wish).collect()
}

/// A need or a preference.
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

/// A unit's own state.
#[must_use]
pub fn health(health: &Health) -> v1::Health {
    let (state, codes) = match health {
        Health::Healthy => (v1::HealthState::Healthy, Vec::new()),
        Health::Degraded { codes } => (v1::HealthState::Degraded, codes.clone()),
        Health::Faulted { codes } => (v1::HealthState::Faulted, codes.clone()),
    };
    let state = state.into();
    v1::Health { state, codes }
}

/// The way back; `None` for a state that is not known. One that is not said is healthy, and codes beside that
/// mean nothing.
#[must_use]
pub fn health_of(wire: v1::Health) -> Option<Health> {
    let codes = wire.codes;
    Some(match v1::HealthState::try_from(wire.state).ok()? {
        v1::HealthState::Unspecified | v1::HealthState::Healthy => Health::Healthy,
        v1::HealthState::Degraded => Health::Degraded { codes },
        v1::HealthState::Faulted => Health::Faulted { codes },
    })
}

/// How a session ended.
#[must_use]
pub fn outcome(outcome: &Outcome) -> v1::Outcome {
    use v1::OutcomeKind as Wire;
    let (kind, tries_left, error_code) = match &outcome.kind {
        Kind::Verified(Method::Face) => (Wire::VerifiedFace, 0, ""),
        Kind::Verified(Method::Pin) => (Wire::VerifiedPin, 0, ""),
        Kind::Verified(Method::PinByGuardian) => (Wire::VerifiedPinGuardian, 0, ""),
        Kind::FaceNotMatched => (Wire::FaceNotMatched, 0, ""),
        Kind::PinWrong { tries_left } => (Wire::PinWrong, *tries_left, ""),
        Kind::PinLocked => (Wire::PinLocked, 0, ""),
        Kind::CardExpired => (Wire::CardExpired, 0, ""),
        Kind::CardUnreadable => (Wire::CardUnreadable, 0, ""),
        Kind::NotMyNumberCard => (Wire::NotMyNumberCard, 0, ""),
        Kind::GivenUp => (Wire::GivenUp, 0, ""),
        Kind::TimedOut => (Wire::TimedOut, 0, ""),
        Kind::UnitFailed { code } => (Wire::UnitFailed, 0, code.as_str()),
    };
    v1::Outcome {
        kind: kind.into(),
        tries_left: tries_left.into(),
        duration_ms: outcome.duration_ms,
        face_ms: outcome.face_ms.unwrap_or(0),
        error_code: error_code.to_owned(),
    }
}

/// The way back; `None` for a kind that is not said or not known, or for more tries than any card has.
#[must_use]
pub fn outcome_of(wire: v1::Outcome) -> Option<Outcome> {
    use v1::OutcomeKind as Wire;
    let kind = match Wire::try_from(wire.kind).ok()? {
        Wire::Unspecified => return None,
        Wire::VerifiedFace => Kind::Verified(Method::Face),
        Wire::VerifiedPin => Kind::Verified(Method::Pin),
        Wire::VerifiedPinGuardian => Kind::Verified(Method::PinByGuardian),
        Wire::FaceNotMatched => Kind::FaceNotMatched,
        Wire::PinWrong => Kind::PinWrong {
            tries_left: u8::try_from(wire.tries_left).ok()?,
        },
        Wire::PinLocked => Kind::PinLocked,
        Wire::CardExpired => Kind::CardExpired,
        Wire::CardUnreadable => Kind::CardUnreadable,
        Wire::NotMyNumberCard => Kind::NotMyNumberCard,
        Wire::GivenUp => Kind::GivenUp,
        Wire::TimedOut => Kind::TimedOut,
        Wire::UnitFailed => Kind::UnitFailed {
            code: wire.error_code,
        },
    };
    Some(Outcome {
        kind,
        duration_ms: wire.duration_ms,
        face_ms: (wire.face_ms != 0).then_some(wire.face_ms),
    })
}

/// A verified revocation list on its way to the fleet.
#[must_use]
pub fn received_list(list: VerifiedList) -> ReceivedList {
    ReceivedList {
        revocations: list.revocations,
        document: list.document,
    }
}
