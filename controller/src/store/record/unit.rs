//! A unit: its lasting part. Its presence and activity are not stored; `Fleet::restore` sets them.

use crate::store::damage::Bad;
use crate::store::key::Key;
use crate::store::record::{Record, words};
use crate::wire;
use madoguchi_fleet::ids::{Installation, KeyFingerprint};
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::unit::{
    Activity, MAX_OLD_KEYS, Membership, Pause, Presence, Seat, SeatGrace, Tally, Unit,
    is_cable_note,
};
use madoguchi_licensing::grant::LicenseId;
use madoguchi_proto::v1;

impl Record for Unit {
    type Wire = v1::UnitRecord;

    fn key(&self) -> Key {
        Key::unit(self.serial.as_str())
    }

    fn to_wire(&self) -> v1::UnitRecord {
        let (retired, replaced_by) = match &self.membership {
            Membership::Enrolled => (false, String::new()),
            Membership::Retired => (true, String::new()),
            Membership::Replaced { by, .. } => (true, by.to_string()),
        };
        v1::UnitRecord {
            serial: self.serial.to_string(),
            installation: self.installation.0.to_vec(),
            key: self.key.0.to_vec(),
            old_keys: self.old_keys.iter().map(|key| key.0.to_vec()).collect(),
            edition: wire::edition(self.edition).into(),
            counter: Some(wire::counter(&self.counter)),
            pairing: self.pairing,
            retired,
            replaced_by,
            paused: self.pause.is_some(),
            paused_by_fleet: self.pause == Some(Pause::ByFleet),
            preferred: self.preferred,
            seat: seat_text(self.seat.as_ref()),
            health: Some(wire::health(&self.health)),
            enrolled_at_ms: self.enrolled_at.0,
            day: self.tally.day,
            sessions: self.tally.sessions,
            verified: self.tally.verified,
            failures: self.failures,
            grace_license_id: self
                .grace()
                .map(|g| g.license.to_string())
                .unwrap_or_default(),
            grace_until_ms: words::ms(self.grace().map(|g| g.until)),
            cable: self.cable.clone(),
        }
    }

    fn from_wire(wire: v1::UnitRecord) -> Result<Self, Bad> {
        if wire.old_keys.len() > MAX_OLD_KEYS {
            return Err(Bad::Field("number of former keys"));
        }
        let membership = membership(&wire)?;
        Ok(Self {
            serial: words::serial(&wire.serial)?,
            installation: words::bytes(&wire.installation, "installation")
                .map(|key| -> Installation { madoguchi_licensing::grant::InstallationKey(key) })?,
            key: fingerprint(&wire.key)?,
            old_keys: wire
                .old_keys
                .iter()
                .map(|key| fingerprint(key))
                .collect::<Result<_, _>>()?,
            edition: wire::edition_of(wire.edition).ok_or(Bad::Field("edition"))?,
            counter: words::counter(wire.counter.ok_or(Bad::Field("counter"))?)?,
            cable: cable(wire.cable)?,
            pairing: wire.pairing,
            enrolled_at: FleetTime(wire.enrolled_at_ms),
            membership,
            pause: pause(wire.paused, wire.paused_by_fleet),
            preferred: wire.preferred,
            seat: seat(&wire.seat)?,
            health: words::health(wire.health.ok_or(Bad::Field("health"))?)?,
            failures: wire.failures,
            tally: Tally {
                day: wire.day,
                sessions: wire.sessions,
                verified: wire.verified,
            },
            left: None,
            drops: Vec::new(),
            presence: Presence::Absent {
                held_until: FleetTime(0),
                expected_until: None,
            },
            activity: Activity::Free {
                since: FleetTime(0),
            },
        })
    }
}

fn cable(note: String) -> Result<String, Bad> {
    if is_cable_note(&note) {
        Ok(note)
    } else {
        Err(Bad::Field("cable"))
    }
}

fn fingerprint(key: &[u8]) -> Result<KeyFingerprint, Bad> {
    words::bytes(key, "key").map(KeyFingerprint)
}

fn membership(wire: &v1::UnitRecord) -> Result<Membership, Bad> {
    Ok(
        match (words::serial_or_none(&wire.replaced_by)?, wire.retired) {
            (Some(by), _) => Membership::Replaced {
                by,
                grace: grace(wire)?,
            },
            (None, true) => Membership::Retired,
            (None, false) => Membership::Enrolled,
        },
    )
}

fn grace(wire: &v1::UnitRecord) -> Result<Option<SeatGrace>, Bad> {
    let Some(until) = words::time_or_none(wire.grace_until_ms) else {
        return Ok(None);
    };
    let license = LicenseId::parse(&wire.grace_license_id).ok_or(Bad::Field("grace"))?;
    Ok(Some(SeatGrace { license, until }))
}

const fn pause(paused: bool, by_fleet: bool) -> Option<Pause> {
    match (paused, by_fleet) {
        (false, _) => None,
        (true, false) => Some(Pause::ByStaff),
        (true, true) => Some(Pause::ByFleet),
    }
}

/// A seat as it is written in a verdict, without "seat:"; empty for none.
fn seat_text(seat: Option<&Seat>) -> String {
    match seat {
        None => String::new(),
        Some(Seat::Included) => "included".to_owned(),
        Some(Seat::Bundled(id)) => format!("bundled:{id}"),
        Some(Seat::Additional(id)) => format!("additional:{id}"),
    }
}

fn seat(text: &str) -> Result<Option<Seat>, Bad> {
    let license = |id| LicenseId::parse(id).ok_or(Bad::Field("seat"));
    match text.split_once(':') {
        None if text.is_empty() => Ok(None),
        None if text == "included" => Ok(Some(Seat::Included)),
        Some(("bundled", id)) => license(id).map(|id| Some(Seat::Bundled(id))),
        Some(("additional", id)) => license(id).map(|id| Some(Seat::Additional(id))),
        _ => Err(Bad::Field("seat")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_that_nobody_could_have_typed_is_damage() {
        assert_eq!(
            cable("5 m + 1.8 m".into()).ok().as_deref(),
            Some("5 m + 1.8 m")
        );
        for note in ["長".repeat(33), "a\nb".into(), " 3 m".into()] {
            assert!(cable(note).is_err());
        }
    }
}
