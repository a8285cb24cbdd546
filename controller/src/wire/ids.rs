//! Names and ids.

use super::{BadField, Field};
use madoguchi_fleet::ids::{Assignment, Number, RequestId, Serial, SessionId, Tag, TicketId};
use madoguchi_fleet::wish::MAX_TAGS;
use madoguchi_licensing::grant::LicenseId;
use madoguchi_plain::is_plain;
use madoguchi_proto::v1;

/// A ticket's number: one that can be seen, because patients read it.
///
/// # Errors
/// When the text is not one.
pub fn number_of(text: &str) -> Result<Number, BadField> {
    Number::parse(text)
        .filter(|number| is_plain(number.as_str()))
        .ok_or(Field::Number.malformed())
}

/// A unit's serial.
///
/// # Errors
/// When the text is not one.
pub fn serial_of(text: &str) -> Result<Serial, BadField> {
    Serial::parse(text).ok_or(Field::Serial.malformed())
}

/// A property of a counter.
///
/// # Errors
/// When the text is not one.
pub fn tag_of(text: &str) -> Result<Tag, BadField> {
    Tag::parse(text).ok_or(Field::Tag.malformed())
}

/// The properties of one counter.
///
/// # Errors
/// When there are too many, or one of them is no tag.
pub fn tags_of(texts: &[String]) -> Result<Vec<Tag>, BadField> {
    if texts.len() > MAX_TAGS {
        return Err(Field::Tags.too_large());
    }
    texts.iter().map(|text| tag_of(text)).collect()
}

/// A license's id.
///
/// # Errors
/// When the text is not one.
pub fn license_id_of(text: &str) -> Result<LicenseId, BadField> {
    LicenseId::parse(text).ok_or(Field::LicenseId.malformed())
}

/// Bytes of a fixed length.
///
/// # Errors
/// When there are not `N`.
pub fn bytes_of<const N: usize>(bytes: &[u8], field: Field) -> Result<[u8; N], BadField> {
    bytes.try_into().map_err(|_| field.malformed())
}

/// A caller's request id.
///
/// # Errors
/// When it is not 16 bytes.
pub fn request_id_of(bytes: &[u8]) -> Result<RequestId, BadField> {
    bytes_of(bytes, Field::RequestId).map(RequestId)
}

/// A session's id.
///
/// # Errors
/// When it is not 16 bytes.
pub fn session_of(bytes: &[u8]) -> Result<SessionId, BadField> {
    bytes_of(bytes, Field::SessionId).map(SessionId)
}

/// A session as it is listed and typed: 32 hex digits.
///
/// # Errors
/// When the text is not one.
pub fn typed_session(text: &str) -> Result<SessionId, BadField> {
    const DIGITS: usize = 32;
    let text = madoguchi_plain::typed::folded(text);
    let fits = text.len() == DIGITS && text.bytes().all(|b| b.is_ascii_hexdigit());
    let session = u128::from_str_radix(&text, 16).ok().filter(|_| fits);
    session
        .map(|session| SessionId(session.to_be_bytes()))
        .ok_or(Field::SessionId.malformed())
}

#[must_use]
pub const fn assignment(assignment: Assignment) -> v1::Assignment {
    v1::Assignment {
        ticket_id: assignment.ticket.0,
        attempt: assignment.attempt,
    }
}

/// One hand-out of one ticket.
///
/// # Errors
/// When a part of it is 0: both count from 1.
pub const fn assignment_of(wire: v1::Assignment) -> Result<Assignment, BadField> {
    if wire.ticket_id == 0 || wire.attempt == 0 {
        return Err(Field::Assignment.malformed());
    }
    Ok(Assignment {
        ticket: TicketId(wire.ticket_id),
        attempt: wire.attempt,
    })
}
