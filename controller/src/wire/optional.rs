//! Values that a message may leave out: an empty text, no bytes, a time of 0.

use super::ids::bytes_of;
use super::{BadField, Field};
use madoguchi_fleet::time::FleetTime;
use std::fmt::Display;

/// A word that may be absent, as an empty text.
///
/// # Errors
/// What `parse` says of a text that is not empty.
pub fn optional<T>(
    text: &str,
    parse: fn(&str) -> Result<T, BadField>,
) -> Result<Option<T>, BadField> {
    (!text.is_empty()).then(|| parse(text)).transpose()
}

/// The text of a word that may be absent.
#[must_use]
pub fn text_or_empty(word: Option<&impl Display>) -> String {
    word.map(ToString::to_string).unwrap_or_default()
}

/// Bytes of a fixed length that may be absent, as none.
///
/// # Errors
/// When there are some, but not `N`.
pub fn optional_bytes<const N: usize>(
    bytes: &[u8],
    field: Field,
) -> Result<Option<[u8; N]>, BadField> {
    (!bytes.is_empty())
        .then(|| bytes_of(bytes, field))
        .transpose()
}

/// The bytes; empty for `None`.
#[must_use]
pub fn bytes_or_empty<const N: usize>(bytes: Option<&[u8; N]>) -> Vec<u8> {
    bytes.map(|bytes| bytes.to_vec()).unwrap_or_default()
}

/// A time that may be absent, as 0, which no clinic's clock shows.
#[must_use]
pub fn time_or_none(ms: i64) -> Option<FleetTime> {
    (ms != 0).then_some(FleetTime(ms))
}

/// The milliseconds of a time that may be absent.
#[must_use]
pub fn ms(time: Option<FleetTime>) -> i64 {
    time.map_or(0, |at| at.0)
}
