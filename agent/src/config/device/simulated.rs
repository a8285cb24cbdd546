//! A simulated reader.
//!
//! ```toml
//! [device]
//! kind = "simulated"
//! seed = 1                   # makes the patients; the same for all readers of a fleet
//! speed = 60.0               # clinic seconds in a real one
//! walk_ms = [5000, 20000]    # ranges in clinic milliseconds; likewise face_ms, pin_ms, removal_ms
//! pin_share = 0.15           # shares from 0 to 1; likewise no_show_rate, fault_rate
//! fault_ms = 60000
//! pairing = "accept"         # what the person at the reader says of the digits: or "refuse", or "silent"
//! [device.errors]            # replaces the usual rates; outcomes that are not named do not happen
//! card_expired = 0.005
//! ```

use madoguchi_proto::v1::OutcomeKind;
use toml::Value;

use super::super::DeviceKind;
use super::super::fields::{Fields, write};
use crate::simulated::{Answer, Behaviour, MAX_SPEED, MIN_SPEED, Settings, Span};

/// The longest simulated time: an hour.
const MAX_TIME_MS: u64 = 3_600_000;

fn answer(value: &Value) -> Option<Answer> {
    match value.as_str()? {
        "accept" => Some(Answer::Accept),
        "refuse" => Some(Answer::Refuse),
        "silent" => Some(Answer::Silent),
        _ => None,
    }
}

/// The outcomes that the rates can name.
const ERRORS: [(&str, OutcomeKind); 9] = [
    ("face_not_matched", OutcomeKind::FaceNotMatched),
    ("pin_wrong", OutcomeKind::PinWrong),
    ("pin_locked", OutcomeKind::PinLocked),
    ("card_expired", OutcomeKind::CardExpired),
    ("card_unreadable", OutcomeKind::CardUnreadable),
    ("not_my_number_card", OutcomeKind::NotMyNumberCard),
    ("given_up", OutcomeKind::GivenUp),
    ("timed_out", OutcomeKind::TimedOut),
    ("verified_pin_guardian", OutcomeKind::VerifiedPinGuardian),
];

pub(super) fn read(mut fields: Fields<'_>) -> Option<DeviceKind> {
    let usual = Settings::default();
    let seed = fields.optional("seed", write("seed"), |value| {
        u64::try_from(value.as_integer()?).ok()
    });
    let speed = fields.optional("speed", write("speed"), |value| {
        number(value).filter(|speed| (MIN_SPEED..=MAX_SPEED).contains(speed))
    });
    let behaviour = behaviour(&mut fields, usual.behaviour);
    let pairing = fields.optional("pairing", write("pairing"), answer);
    fields.finish();
    Some(DeviceKind::Simulated(Settings {
        pairing: pairing.unwrap_or_default(),
        seed: seed.unwrap_or(usual.seed),
        speed: speed.unwrap_or(usual.speed),
        behaviour,
    }))
}

fn behaviour(fields: &mut Fields<'_>, usual: Behaviour) -> Behaviour {
    Behaviour {
        walk: fields
            .optional("walk_ms", write("range"), range)
            .unwrap_or(usual.walk),
        face: fields
            .optional("face_ms", write("range"), range)
            .unwrap_or(usual.face),
        pin: fields
            .optional("pin_ms", write("range"), range)
            .unwrap_or(usual.pin),
        removal: fields
            .optional("removal_ms", write("range"), range)
            .unwrap_or(usual.removal),
        pin_share: fields
            .optional("pin_share", write("share"), share)
            .unwrap_or(usual.pin_share),
        no_show_rate: fields
            .optional("no_show_rate", write("share"), share)
            .unwrap_or(usual.no_show_rate),
        fault_rate: fields
            .optional("fault_rate", write("share"), share)
            .unwrap_or(usual.fault_rate),
        fault_ms: fields
            .optional("fault_ms", write("time"), time)
            .unwrap_or(usual.fault_ms),
        errors: fields.optional_table("errors").map_or(usual.errors, errors),
    }
}

fn errors(mut fields: Fields<'_>) -> Vec<(OutcomeKind, f64)> {
    let mut rates = Vec::new();
    for (name, kind) in ERRORS {
        rates.extend(
            fields
                .optional(name, write("share"), share)
                .map(|rate| (kind, rate)),
        );
    }
    fields.finish();
    rates
}

#[allow(clippy::cast_precision_loss)] // A speed or a share, never that large.
fn number(value: &Value) -> Option<f64> {
    value
        .as_float()
        .or_else(|| value.as_integer().map(|whole| whole as f64))
}

fn share(value: &Value) -> Option<f64> {
    number(value).filter(|share| (0.0..=1.0).contains(share))
}

fn time(value: &Value) -> Option<u64> {
    let time_ms = u64::try_from(value.as_integer()?).ok()?;
    (time_ms <= MAX_TIME_MS).then_some(time_ms)
}

fn range(value: &Value) -> Option<Span> {
    let [min, max] = value.as_array()?.as_slice() else {
        return None;
    };
    let (min_ms, max_ms) = (time(min)?, time(max)?);
    (min_ms <= max_ms).then_some(Span { min_ms, max_ms })
}
