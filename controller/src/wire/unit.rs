//! The words of a unit, and what its agent says of itself.

use super::ids::{assignment_of, license_id_of, session_of};
use super::{BadField, Field, same_values};
use madoguchi_fleet::command::Holding;
use madoguchi_fleet::maintenance::Until;
use madoguchi_fleet::unit::{Edition, Health, PauseReason, Seat, is_cable_note};
use madoguchi_link::bounds::{MAX_CODE_CHARS, MAX_CODES, MAX_SOFTWARE_CHARS};
use madoguchi_link::virtual_port::MAX_VIRTUAL_PORT_BYTES;
use madoguchi_plain::is_plain;
use madoguchi_proto::v1;
use madoguchi_support::Date;

same_values! {
    /// A unit's edition.
    edition / edition_of: Edition = Edition { Single, Multi },
}

/// The note about a cable, without the spaces around it; empty for none.
///
/// # Errors
/// When it does not fit into a line, or has what cannot be seen.
pub fn cable_of(text: &str) -> Result<String, BadField> {
    let note = text.trim();
    if is_cable_note(note) {
        Ok(note.to_owned())
    } else {
        Err(Field::Cable.malformed())
    }
}

/// The same where it may be left out: empty is not said.
///
/// # Errors
/// It is no day.
pub fn delivered_or_none(text: &str) -> Result<Option<Date>, BadField> {
    match text {
        "" => Ok(None),
        day => delivered_of(day).map(Some),
    }
}

/// The day of a unit's delivery, as it is stored and sent.
///
/// # Errors
/// When it is no day, or one of another century.
pub fn delivered_of(text: &str) -> Result<Date, BadField> {
    madoguchi_support::delivery(text).ok_or(Field::Delivered.malformed())
}

/// Why a unit is paused; empty for no reason.
///
/// # Errors
/// When it does not fit into a line, or has what cannot be seen.
pub fn pause_reason_of(text: &str) -> Result<Option<PauseReason>, BadField> {
    match text.trim() {
        "" => Ok(None),
        said => match PauseReason::parse(said) {
            Some(reason) => Ok(Some(reason)),
            None => Err(Field::PauseReason.malformed()),
        },
    }
}

/// The time by which a maintenance should be over, as people write it: "17:30" (today), "2026-12-01" (its end) or both. In any width, and
/// with the `T` that browsers put between.
///
/// # Errors
/// When it is no time.
pub fn until_of(text: &str) -> Result<Option<Until>, BadField> {
    let text = madoguchi_plain::typed::hyphened(text);
    let bad = || Field::Until.malformed();
    let (day, time) = match text.split_once([' ', 'T']) {
        _ if text.is_empty() => return Ok(None),
        Some((day, time)) => (Some(day), Some(time)),
        None if text.contains(':') => (None, Some(text.as_str())),
        None => (Some(text.as_str()), None),
    };
    let day = day.map(|day| madoguchi_support::typed_delivery(day).ok_or_else(bad));
    let minute = time.map_or(Some(LAST_MINUTE), minute_of).ok_or_else(bad)?;
    Ok(Some(Until {
        day: day.transpose()?,
        minute,
    }))
}

/// The last minute of a day, after midnight.
const LAST_MINUTE: u16 = 24 * 60 - 1;

/// The minutes after midnight of "9:05".
fn minute_of(time: &str) -> Option<u16> {
    let (hour, minute) = time.trim().split_once(':')?;
    let number = |digits: &str, below: u16| {
        let fits = matches!(digits.len(), 1 | 2) && digits.bytes().all(|b| b.is_ascii_digit());
        let number = fits.then(|| digits.parse::<u16>().ok()).flatten();
        number.filter(|number| *number < below)
    };
    let (hour, minute) = (number(hour, 24)?, number(minute, 60)?);
    Some(hour * 60 + minute)
}

/// Why a unit is replaced without triage; empty for no reason.
///
/// # Errors
/// When it does not fit into a line, or has what cannot be seen.
pub fn replace_reason_of(text: &str) -> Result<Option<PauseReason>, BadField> {
    let reason = pause_reason_of(text);
    reason.map_err(|_| Field::ReplaceReason.malformed())
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

/// The way back. A state that is not said is healthy, and codes beside that mean nothing.
///
/// # Errors
/// When the state is not known, or there are too many codes, or one is too long or cannot be seen.
pub fn health_of(wire: v1::Health) -> Result<Health, BadField> {
    let codes = wire.codes;
    if codes.len() > MAX_CODES {
        return Err(Field::HealthCodes.too_large());
    }
    for code in &codes {
        short(code, MAX_CODE_CHARS, Field::HealthCodes)?;
    }
    match v1::HealthState::try_from(wire.state) {
        Ok(v1::HealthState::Unspecified | v1::HealthState::Healthy) => Ok(Health::Healthy),
        Ok(v1::HealthState::Degraded) => Ok(Health::Degraded { codes }),
        Ok(v1::HealthState::Faulted) => Ok(Health::Faulted { codes }),
        Err(_) => Err(Field::HealthState.malformed()),
    }
}

/// What a reader has in hand.
///
/// # Errors
/// When a session or an assignment in it is not one.
pub fn holding_of(wire: v1::Holding) -> Result<Holding, BadField> {
    let running = |wire: v1::RunningSession| {
        let id = session_of(&wire.session_id)?;
        Ok((id, wire.assignment.map(assignment_of).transpose()?))
    };
    Ok(Holding {
        call: wire.call.map(assignment_of).transpose()?,
        session: wire.session.map(running).transpose()?,
        card_present: wire.card_present,
    })
}

/// A seat as it is written in a verdict, without "seat:"; empty for none.
#[must_use]
pub fn seat(seat: Option<&Seat>) -> String {
    match seat {
        None => String::new(),
        Some(Seat::Included) => "included".to_owned(),
        Some(Seat::Bundled(id)) => format!("bundled:{id}"),
        Some(Seat::Additional(id)) => format!("additional:{id}"),
    }
}

/// The way back.
///
/// # Errors
/// When the text is no seat.
pub fn seat_of(text: &str) -> Result<Option<Seat>, BadField> {
    match text.split_once(':') {
        None if text.is_empty() => Ok(None),
        None if text == "included" => Ok(Some(Seat::Included)),
        Some(("bundled", id)) => Ok(Some(Seat::Bundled(license_id_of(id)?))),
        Some(("additional", id)) => Ok(Some(Seat::Additional(license_id_of(id)?))),
        _ => Err(Field::Seat.malformed()),
    }
}

/// The version of an agent's software.
///
/// # Errors
/// When it is too long or cannot be seen.
pub fn software_of(text: String) -> Result<String, BadField> {
    short(&text, MAX_SOFTWARE_CHARS, Field::Software)?;
    Ok(text)
}

/// The port of the virtual bus that an agent names; empty where it names none. Whether it is one is for the bus to say.
///
/// # Errors
/// When it is too long.
pub fn virtual_port_of(text: String) -> Result<String, BadField> {
    if text.len() > MAX_VIRTUAL_PORT_BYTES {
        return Err(Field::VirtualPort.too_large());
    }
    Ok(text)
}

/// Checks a short text for people: what cannot be seen would garble a log or a table.
pub(super) fn short(text: &str, most: usize, field: Field) -> Result<(), BadField> {
    if text.chars().nth(most).is_some() {
        return Err(field.too_large());
    }
    if !is_plain(text) {
        return Err(field.malformed());
    }
    Ok(())
}
