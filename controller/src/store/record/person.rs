//! A person who may log in.

use crate::store::key::Key;
use crate::store::record::Record;
use crate::wire::{self, BadField, Field};
use madoguchi_fleet::people::{Credentials, Person, RECOVERY_CODES, SecondFactor, Secret};
use madoguchi_fleet::time::FleetTime;
use madoguchi_proto::v1;

/// What every hash of a password begins with, in all releases so far.
const PASSWORD: &str = "$argon2id$";

impl Record for Person {
    type Wire = v1::PersonRecord;

    fn key(&self) -> Key {
        Key::person(&self.name)
    }

    fn to_wire(&self) -> v1::PersonRecord {
        let second = self.credentials.second.as_ref();
        v1::PersonRecord {
            name: self.name.to_string(),
            role: wire::role(self.role).into(),
            password: self.credentials.password.0.to_string(),
            since_ms: self.since.0,
            generation: self.generation,
            last_login_ms: self.last_login.map_or(0, |at| at.0),
            second_factor: second.map(|second| v1::SecondFactorRecord {
                secret: second.secret.0.to_vec(),
                last_step: second.last_step,
                recovery: second.recovery.iter().map(|code| code.0.to_vec()).collect(),
            }),
        }
    }

    fn from_wire(wire: v1::PersonRecord) -> Result<Self, BadField> {
        if !wire.password.starts_with(PASSWORD) {
            return Err(Field::Password.malformed());
        }
        Ok(Self {
            name: wire::person_name_of(&wire.name)?,
            role: wire::role_of(wire.role)?,
            since: FleetTime(wire.since_ms),
            generation: wire.generation,
            last_login: (wire.last_login_ms != 0).then_some(FleetTime(wire.last_login_ms)),
            credentials: Credentials {
                password: Secret(wire.password.into()),
                second: wire.second_factor.map(second_factor).transpose()?,
            },
        })
    }
}

fn second_factor(wire: v1::SecondFactorRecord) -> Result<SecondFactor, BadField> {
    if wire.recovery.len() > RECOVERY_CODES {
        return Err(Field::SecondFactor.too_large());
    }
    let codes = wire.recovery.iter();
    let codes = codes.map(|code| wire::bytes_of(code, Field::SecondFactor).map(Secret));
    Ok(SecondFactor {
        secret: wire::bytes_of(&wire.secret, Field::SecondFactor).map(Secret)?,
        last_step: wire.last_step,
        recovery: codes.collect::<Result<_, _>>()?,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_was_ever_added_with_is_damage() {
        let good = v1::PersonRecord {
            name: "山田".into(),
            role: v1::Role::Support.into(),
            password: format!("{PASSWORD}v=19$…"),
            since_ms: 5,
            generation: 7,
            last_login_ms: 6,
            second_factor: Some(v1::SecondFactorRecord {
                secret: vec![7; 20],
                last_step: 9,
                recovery: vec![vec![8; 32]; RECOVERY_CODES],
            }),
        };
        let read = Person::from_wire(good.clone()).unwrap();
        assert_eq!(read.to_wire(), good);
        let bad = |change: fn(&mut v1::PersonRecord)| {
            let mut wire = good.clone();
            change(&mut wire);
            Person::from_wire(wire).err()
        };
        let second = |change: fn(&mut v1::SecondFactorRecord)| {
            let mut wire = good.clone();
            wire.second_factor.as_mut().map(change);
            Person::from_wire(wire).err()
        };
        assert_eq!(bad(|p| p.name.clear()), Some(Field::PersonName.malformed()));
        assert_eq!(bad(|p| p.role = 0), Some(Field::Role.missing()));
        assert_eq!(
            bad(|p| p.password = "abc".into()),
            Some(Field::Password.malformed())
        );
        let malformed = Some(Field::SecondFactor.malformed());
        assert_eq!(second(|s| s.secret.truncate(19)), malformed);
        assert_eq!(second(|s| s.recovery[0].truncate(31)), malformed);
        let many = second(|s| s.recovery.push(vec![8; 32]));
        assert_eq!(many, Some(Field::SecondFactor.too_large()));
    }
}
