//! A unit: its lasting part. Its presence and activity are not stored; `Fleet::restore` sets them.

use crate::store::key::Key;
use crate::store::record::Record;
use crate::wire::{self, BadField, Field, optional};
use madoguchi_fleet::ids::{Installation, KeyFingerprint};
use madoguchi_fleet::link::Port;
use madoguchi_fleet::maintenance::Maintenance;
use madoguchi_fleet::past::{DAYS_KEPT, Day, OUTCOMES_KEPT, Past};
use madoguchi_fleet::time::{FleetTime, TimeOfDay};
use madoguchi_fleet::unit::{
    Activity, FaultName, Ground, MAX_OLD_KEYS, Membership, Pause, Presence, SeatGrace, Unit,
};
use madoguchi_fleet::unit_day::{Counted, UnitDay};
use madoguchi_proto::v1;
use std::sync::Arc;

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
        let (replaced_fault, replaced_reason) = match self.ground() {
            Some(Ground::ReaderFault(fault)) => (fault.as_str().to_owned(), String::new()),
            Some(Ground::Override(reason)) => (String::new(), reason.as_str().to_owned()),
            None => Default::default(),
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
            pause_reason: wire::text_or_empty(self.pause_reason()),
            preferred: self.preferred,
            seat: wire::seat(self.seat.as_ref()),
            health: Some(wire::health(&self.health)),
            enrolled_at_ms: self.enrolled_at.0,
            today: super::days::today_wire(&self.today),
            counted_since_ms: self.counted.since.0,
            counted_as: super::days::standing(self.counted.stood),
            failures: self.failures,
            grace_license_id: wire::text_or_empty(self.grace().map(|g| &g.license)),
            grace_until_ms: wire::ms(self.grace().map(|g| g.until)),
            cable: self.cable.clone(),
            delivered: wire::text_or_empty(self.delivered.as_ref()),
            maintenance_since_ms: wire::ms(self.maintenance().map(|work| work.since)),
            maintenance_until_ms: until_ms(self),
            out_at_ms: wire::ms(self.out_at),
            replaced_fault,
            replaced_reason,
            newest_outcomes: self.past.outcomes.iter().map(wire::outcome_kind).collect(),
            days: self.past.days.iter().map(day).collect(),
            last_bus: port_part(self.past.port.as_ref(), |port| &port.bus),
            last_chain: port_part(self.past.port.as_ref(), |port| &port.chain),
            moved_at_ms: wire::ms(self.past.moved_at),
            past_since_ms: wire::ms(self.past.since),
            restarts: super::restarts::to_wire(&self.restarts),
            // An older release counted here.
            day: 0,
            sessions: 0,
            verified: 0,
        }
    }

    fn from_wire(wire: v1::UnitRecord) -> Result<Self, BadField> {
        if wire.old_keys.len() > MAX_OLD_KEYS {
            return Err(Field::OldKeys.too_large());
        }
        let membership = membership(&wire)?;
        let past = past(&wire)?;
        Ok(Self {
            serial: wire::serial_of(&wire.serial)?,
            installation: wire::bytes_of(&wire.installation, Field::Installation)
                .map(Installation)?,
            key: fingerprint(&wire.key)?,
            old_keys: wire
                .old_keys
                .iter()
                .map(|key| fingerprint(key))
                .collect::<Result<_, _>>()?,
            edition: wire::edition_of(wire.edition)?,
            counter: wire::counter_of(wire.counter.as_ref())?,
            cable: wire::cable_of(&wire.cable)?,
            delivered: optional(&wire.delivered, wire::delivered_of)?,
            pairing: wire.pairing,
            enrolled_at: FleetTime(wire.enrolled_at_ms),
            membership,
            out_at: wire::time_or_none(wire.out_at_ms),
            pause: pause(&wire)?,
            preferred: wire.preferred,
            seat: wire::seat_of(&wire.seat)?,
            health: wire::health_of(wire.health.ok_or(Field::Health.missing())?)?,
            failures: wire.failures,
            today: wire
                .today
                .map_or_else(|| Ok(UnitDay::default()), super::days::unit_day_of)?,
            counted: Counted {
                since: FleetTime(wire.counted_since_ms),
                stood: super::days::standing_of(wire.counted_as)?,
            },
            past,
            restarts: super::restarts::of_wire(wire.restarts)?,
            left: None,
            works_since: None,
            drops: Vec::new(),
            heard_at: FleetTime(0),
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

fn fingerprint(key: &[u8]) -> Result<KeyFingerprint, BadField> {
    wire::bytes_of(key, Field::Key).map(KeyFingerprint)
}

fn membership(wire: &v1::UnitRecord) -> Result<Membership, BadField> {
    Ok(
        match (optional(&wire.replaced_by, wire::serial_of)?, wire.retired) {
            (Some(by), _) => Membership::Replaced {
                by,
                grace: grace(wire)?,
                ground: ground(wire)?,
            },
            (None, true) => Membership::Retired,
            (None, false) => Membership::Enrolled,
        },
    )
}

fn grace(wire: &v1::UnitRecord) -> Result<Option<SeatGrace>, BadField> {
    let Some(until) = wire::time_or_none(wire.grace_until_ms) else {
        return Ok(None);
    };
    let license = wire::license_id_of(&wire.grace_license_id)?;
    Ok(Some(SeatGrace { license, until }))
}

fn until_ms(unit: &Unit) -> i64 {
    let until = unit.maintenance().and_then(|work| work.until);
    until.map_or(0, |until| until.0)
}

const fn day(day: &Day) -> v1::UnitDay {
    v1::UnitDay {
        day: day.day,
        drops: day.drops,
        faults: day.faults,
    }
}

fn port_part(port: Option<&Port>, part: impl Fn(&Port) -> &Arc<str>) -> String {
    port.map_or_else(String::new, |port| part(port).to_string())
}

fn past(wire: &v1::UnitRecord) -> Result<Past, BadField> {
    if wire.newest_outcomes.len() > OUTCOMES_KEPT || wire.days.len() > DAYS_KEPT {
        return Err(Field::Past.too_large());
    }
    let outcomes = wire.newest_outcomes.iter();
    let outcomes = outcomes.map(|kind| wire::outcome_kind_of(*kind));
    let days = wire.days.iter().map(|day| Day {
        day: day.day,
        drops: day.drops,
        faults: day.faults,
    });
    let has_port = !wire.last_bus.is_empty() || !wire.last_chain.is_empty();
    Ok(Past {
        since: wire::time_or_none(wire.past_since_ms),
        outcomes: outcomes.collect::<Result<_, _>>()?,
        days: days.collect(),
        port: has_port.then(|| Port {
            bus: wire.last_bus.as_str().into(),
            chain: wire.last_chain.as_str().into(),
        }),
        moved_at: wire::time_or_none(wire.moved_at_ms),
    })
}

/// Why it was replaced; `None` where an older release did it.
fn ground(wire: &v1::UnitRecord) -> Result<Option<Ground>, BadField> {
    let fault = || FaultName::parse(&wire.replaced_fault).ok_or(Field::ReplaceReason.malformed());
    Ok(match wire.replaced_fault.as_str() {
        "" => wire::replace_reason_of(&wire.replaced_reason)?.map(Ground::Override),
        _ => Some(Ground::ReaderFault(fault()?)),
    })
}

fn pause(wire: &v1::UnitRecord) -> Result<Option<Pause>, BadField> {
    let by_staff = || wire::pause_reason_of(&wire.pause_reason).map(Pause::ByStaff);
    if let Some(since) = wire::time_or_none(wire.maintenance_since_ms) {
        let reason = wire::pause_reason_of(&wire.pause_reason)?;
        return Ok(Some(Pause::Maintenance(Maintenance {
            reason: reason.ok_or(Field::PauseReason.missing())?,
            since,
            until: (wire.maintenance_until_ms != 0).then_some(TimeOfDay(wire.maintenance_until_ms)),
        })));
    }
    Ok(match (wire.paused, wire.paused_by_fleet) {
        (false, _) => None,
        (true, false) => Some(by_staff()?),
        (true, true) => Some(Pause::ByFleet),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_unit_was_ever_enrolled_with_is_damage() {
        let good = v1::UnitRecord {
            serial: "CR-1".into(),
            installation: vec![1; 32],
            key: vec![2; 32],
            edition: v1::Edition::Single.into(),
            counter: Some(v1::Counter {
                name: "窓口1".into(),
                placement: v1::Placement::Seated.into(),
                tags: vec!["language:en".into()],
            }),
            health: Some(v1::Health::default()),
            ..v1::UnitRecord::default()
        };
        let counter = |name: &str, tags: usize| v1::UnitRecord {
            counter: Some(v1::Counter {
                name: name.into(),
                tags: vec!["a".into(); tags],
                ..good.counter.clone().unwrap_or_default()
            }),
            ..good.clone()
        };
        let bad = |wire: v1::UnitRecord| Unit::from_wire(wire).err();
        assert_eq!(bad(good.clone()), None);
        let name = Some(Field::CounterName.malformed());
        assert_eq!(bad(counter("", 0)), name);
        assert_eq!(bad(counter(&"窓".repeat(33), 0)), name);
        assert_eq!(bad(counter("窓口1", 9)), Some(Field::Tags.too_large()));
        let cable = "長".repeat(33);
        let cable = v1::UnitRecord {
            cable,
            ..good.clone()
        };
        assert_eq!(bad(cable), Some(Field::Cable.malformed()));
        let delivered = |day: &str| v1::UnitRecord {
            delivered: day.into(),
            ..good.clone()
        };
        assert_eq!(bad(delivered("2024-05-20")), None);
        let malformed = Some(Field::Delivered.malformed());
        assert_eq!(bad(delivered("2024-02-30")), malformed);
        assert_eq!(bad(delivered("20240520")), malformed);
        let paused = |pause_reason: &str| v1::UnitRecord {
            paused: true,
            pause_reason: pause_reason.into(),
            ..good.clone()
        };
        assert_eq!(bad(paused("")), None, "as records were before");
        assert_eq!(bad(paused("ガラスの清掃")), None);
        let reason = Some(Field::PauseReason.malformed());
        assert_eq!(bad(paused(&"長".repeat(65))), reason);
        let maintained = |pause_reason: &str| v1::UnitRecord {
            maintenance_since_ms: 1,
            ..paused(pause_reason)
        };
        assert_eq!(bad(maintained("ファンの交換")), None);
        assert_eq!(bad(maintained("")), Some(Field::PauseReason.missing()));
    }
}
