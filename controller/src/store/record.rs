//! Conversion of domain types to records and back, one file per kind; and the checksum of each record.
//!
//! A stored value is the CRC-32 (IEEE, big-endian) of key and payload, then the payload: a prost message of `record.proto`. The checksum
//! includes the key, so a record under a wrong key is noticed.

mod act;
mod audit;
mod days;
mod license;
mod licensing;
mod meta;
mod person;
mod restarts;
mod revocations;
mod ticket;
mod unit;
mod walk_up;

pub(super) use audit::{Outline, outline};
pub(super) use license::StoredLicense;
pub(super) use meta::{Meta, MetaOfToday};
pub(super) use revocations::StoredList;

use crate::store::batch::MAX_RECORD_BYTES;
use crate::store::damage::BadRecord;
use crate::store::key::Key;
use crate::wire::BadField;
use madoguchi_licensing::document;
use prost::Message;

/// Length of the checksum before the payload.
const CHECKSUM_BYTES: usize = 4;

/// The most bytes of a record beside its document: checksum, id or signer, times, numbers and the lengths of all of them.
const BESIDE_DOCUMENT: usize = 256;

// Whatever document was read can be kept.
const _: () = assert!(document::MAX_LEN + BESIDE_DOCUMENT <= MAX_RECORD_BYTES);

/// A domain type that is stored as one record.
pub(super) trait Record: Sized {
    type Wire: Message + Default;

    fn key(&self) -> Key;

    /// As a message.
    fn to_wire(&self) -> Self::Wire;

    /// The value of a message; every field is checked.
    fn from_wire(wire: Self::Wire) -> Result<Self, BadField>;
}

/// The value to store.
pub(super) fn seal<R: Record>(key: &Key, record: &R) -> Vec<u8> {
    let payload = record.to_wire().encode_to_vec();
    let mut sealed = Vec::with_capacity(CHECKSUM_BYTES + payload.len());
    sealed.extend_from_slice(&checksum(key, &payload).to_be_bytes());
    sealed.extend_from_slice(&payload);
    sealed
}

/// The record in a stored value.
pub(super) fn open<R: Record>(key: &Key, sealed: &[u8]) -> Result<R, BadRecord> {
    let record = R::from_wire(message(key, sealed)?)?;
    if record.key() == *key {
        Ok(record)
    } else {
        Err(BadRecord::OtherKey)
    }
}

/// The message in a stored value, after its checksum was checked.
pub(super) fn message<M: Message + Default>(key: &Key, sealed: &[u8]) -> Result<M, BadRecord> {
    let (sum, payload) = sealed
        .split_first_chunk::<CHECKSUM_BYTES>()
        .ok_or(BadRecord::Short)?;
    if u32::from_be_bytes(*sum) != checksum(key, payload) {
        return Err(BadRecord::Checksum);
    }
    M::decode(payload).map_err(|_| BadRecord::Undecodable)
}

fn checksum(key: &Key, payload: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(key.as_bytes());
    hasher.update(payload);
    hasher.finalize()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::store::Revision;
    use madoguchi_fleet::days::DayOfUnit;
    use madoguchi_fleet::decision::{Answer, AuditEntry, Counters};
    use madoguchi_fleet::ids::{
        Content, Installation, PersonName, Request, RequestId, Serial, TicketId,
    };
    use madoguchi_fleet::licensing::{
        ActChain, ActKind, LicenseClock, Licensing, MachinePrint, SignedAct,
    };
    use madoguchi_fleet::outcome::{Kind, Method, Outcome};
    use madoguchi_fleet::people::{Credentials, Person, Role, SecondFactor, Secret};
    use madoguchi_fleet::queue_day::QueueDay;
    use madoguchi_fleet::ticket::{Actor, Means};
    use madoguchi_fleet::time::FleetTime;
    use madoguchi_fleet::times::Times;
    use madoguchi_fleet::unit_day::{NotServing, UnitDay};
    use madoguchi_licensing::grant::{KeyId, LicenseId};

    fn meta() -> Meta {
        Meta {
            revision: Revision(300),
            batch_id: [7; 16],
            fleet_time: FleetTime(1_800_000_000_000),
            counters: Counters {
                ticket: 2,
                number: 3,
                audit: 4,
                pairing: 5,
                ..Counters::default()
            },
        }
    }

    /// If this fails, do not change the test: stores of clinics contain these bytes.
    #[test]
    fn a_sealed_record_is_read_for_ever() {
        let frozen: &[u8] = b"\x7e\xea\x1d\x40\x08\x01\x10\xac\x02\x1a\x10\
            \x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\
            \x20\x80\xa0\xf1\xc2\xb1\x34\x28\x02\x30\x03\x38\x04\x40\x05";
        assert_eq!(seal(&Key::meta(), &meta()), frozen);
        assert_eq!(open::<Meta>(&Key::meta(), frozen).unwrap(), meta());
    }

    #[test]
    fn the_largest_document_that_is_read_fits_into_a_record() {
        let document: std::sync::Arc<[u8]> = vec![7; document::MAX_LEN].into();
        let id = LicenseId::parse(&"L".repeat(LicenseId::MAX_LEN)).unwrap();
        // A negative number is encoded in the most bytes.
        let latest = FleetTime(-1);
        let license = StoredLicense {
            id,
            document: document.clone(),
            installed_at: latest,
            bridge_until_ms: Some(-1),
            returned_at: Some(latest),
        };
        let list = StoredList {
            signer: KeyId([7; 8]),
            document: document.clone(),
            received_at: latest,
        };
        let act = SignedAct {
            number: u64::MAX,
            counter: u64::MAX,
            kind: ActKind::Activation,
            at: latest,
            document,
        };
        for sealed in [
            seal(&license.key(), &license),
            seal(&list.key(), &list),
            seal(&act.key(), &act),
        ] {
            assert!(sealed.len() <= document::MAX_LEN + BESIDE_DOCUMENT);
        }
    }

    /// If this fails, do not change the test: stores of clinics contain these bytes.
    #[test]
    fn a_person_is_read_for_ever() {
        let person = Person {
            name: PersonName::parse("山田").unwrap(),
            role: Role::Support,
            since: FleetTime(5),
            last_login: None,
            generation: 7,
            credentials: Credentials {
                password: Secret("$argon2id$".into()),
                second: Some(SecondFactor {
                    secret: Secret([1; 20]),
                    last_step: 300,
                    recovery: vec![Secret([2; 32])],
                }),
            },
        };
        let frozen: &[u8] =
            b"\x65\x2e\xc1\xb3\x0a\x06\xe5\xb1\xb1\xe7\x94\xb0\x10\x03\x1a\x0a\x24\x61\x72\x67\
            \x6f\x6e\x32\x69\x64\x24\x20\x05\x28\x07\x32\x3b\x0a\x14\x01\x01\x01\x01\x01\x01\
            \x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x10\xac\x02\x1a\x20\x02\
            \x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\
            \x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02";
        assert_eq!(seal(&Key::person(&person.name), &person), frozen);
        assert_eq!(
            open::<Person>(&Key::person(&person.name), frozen).unwrap(),
            person
        );
    }

    /// If this fails, do not change the test: stores of clinics contain these bytes since schema 2.
    #[test]
    fn what_schema_2_wrote_is_read_for_ever() {
        let frozen: &[u8] = b"\x24\x8b\x22\x20\x08\x02\x10\xac\x02\x1a\x10\
            \x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\
            \x20\x80\xa0\xf1\xc2\xb1\x34\x28\x02\x30\x03\x38\x04\x40\x05";
        assert_eq!(open::<Meta>(&Key::meta(), frozen).unwrap(), meta());

        let act = SignedAct {
            number: 7,
            counter: 3,
            kind: ActKind::Return,
            at: FleetTime(5),
            document: b"d".as_slice().into(),
        };
        let frozen: &[u8] =
            b"\xad\xb3\x1f\xbf\x08\x03\x12\x06\x72\x65\x74\x75\x72\x6e\x18\x05\x22\x01\x64\x28\
            \x07";
        assert_eq!(seal(&Key::act(7), &act), frozen);
        assert_eq!(open::<SignedAct>(&Key::act(7), frozen).unwrap(), act);

        let list = StoredList {
            signer: KeyId([7; 8]),
            document: b"d".as_slice().into(),
            received_at: FleetTime(5),
        };
        let key = Key::revocations(KeyId([7; 8]));
        let frozen: &[u8] =
            b"\x25\x5e\x28\xdb\x0a\x01\x64\x10\x05\x1a\x08\x07\x07\x07\x07\x07\x07\x07\x07";
        assert_eq!(seal(&key, &list), frozen);
        assert_eq!(open::<StoredList>(&key, frozen).unwrap(), list);

        let licensing = Licensing {
            installation: Some(Installation([9; 32])),
            acts: ActChain {
                counter: 3,
                newest: Some([6; 32]),
            },
            clock: LicenseClock {
                mark_ms: 5,
                window_ms: 6,
                ran_ms: 7,
            },
            reset_nonce: Some([8; 8]),
            machine: Some(MachinePrint {
                machine_id: Some([1; 8]),
                ..MachinePrint::default()
            }),
        };
        let frozen: &[u8] =
            b"\x48\xfb\xcd\x90\x08\x03\x12\x20\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\
            \x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\
            \x18\x05\x20\x06\x28\x07\x32\x08\x08\x08\x08\x08\x08\x08\x08\x08\x3a\x0a\x0a\x08\
            \x01\x01\x01\x01\x01\x01\x01\x01\x42\x20\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\
            \x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\
            \x09\x09";
        assert_eq!(seal(&Key::licensing(), &licensing), frozen);
        assert_eq!(
            open::<Licensing>(&Key::licensing(), frozen).unwrap(),
            licensing
        );
    }

    /// If this fails, do not change the test: stores of clinics contain these bytes since schema 3.
    #[test]
    fn what_schema_3_wrote_is_read_for_ever() {
        let frozen: &[u8] = b"\xa4\x7b\x35\x3f\x08\x03\x10\xac\x02\x1a\x10\
            \x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\
            \x20\x80\xa0\xf1\xc2\xb1\x34\x28\x02\x30\x03\x38\x04\x40\x05";
        assert_eq!(seal(&Key::meta(), &MetaOfToday(meta())), frozen);
        assert_eq!(open::<Meta>(&Key::meta(), frozen).unwrap(), meta());

        let mut counts = UnitDay::on(20_759);
        for kind in [Kind::Verified(Method::Face), Kind::CardUnreadable] {
            counts.count(&Outcome {
                kind,
                duration_ms: 9_000,
                face_ms: None,
            });
        }
        counts.add_time(Ok(()), 300);
        counts.add_time(Err(NotServing::Link), 200);
        counts.drops = 1;
        let unit = Serial::parse("CR-1").unwrap();
        let day = DayOfUnit { unit, counts };
        let frozen: &[u8] =
            b"\xef\x1b\x52\xfb\x08\x97\xa2\x01\x12\x04\x43\x52\x2d\x31\x1a\x02\x01\x08\x22\x02\
            \x01\x01\x28\x01\x30\x01\x4a\x0a\x0a\x01\x30\x12\x01\x02\x18\xd0\x8c\x01\x50\x01\
            \x6a\x02\x01\x04\x72\x04\xac\x02\xc8\x01";
        assert_eq!(seal(&day.key(), &day), frozen);
        assert_eq!(open::<DayOfUnit>(&day.key(), frozen).unwrap(), day);

        let mut waits = Times::default();
        waits.add(90_000);
        let day = QueueDay {
            day: 20_759,
            added: 3,
            waits: [(8, waits)].into(),
            outcomes: vec![(Kind::CardUnreadable, 1)],
            means: [(Means::Paper, 1)].into(),
            cancelled: 1,
            ended: 2,
            walk_ups: 4,
        };
        let frozen: &[u8] =
            b"\x29\x30\x38\x59\x08\x97\xa2\x01\x10\x03\x1a\x01\x08\x22\x0a\x0a\x01\x48\x12\x01\
            \x01\x18\x90\xbf\x05\x2a\x01\x08\x32\x01\x01\x3a\x01\x01\x42\x01\x01\x48\x01\x50\
            \x02\x58\x04";
        assert_eq!(seal(&day.key(), &day), frozen);
        assert_eq!(open::<QueueDay>(&day.key(), frozen).unwrap(), day);
    }

    /// If this fails, do not change the test: stores of clinics contain these bytes since the audit has a chain.
    #[test]
    fn an_entry_of_the_chain_is_read_for_ever() {
        let entry = AuditEntry {
            sequence: 7,
            at: FleetTime(5),
            actor: Actor::Staff,
            command: "ticket-park".into(),
            subject: "2".into(),
            request: Some(Request {
                id: RequestId([1; 16]),
                content: Some(Content([2; 16])),
            }),
            answer: Answer::Ticket(TicketId(2)),
            before: "ticket=1 state=waiting".into(),
            after: "ticket=1 state=parked".into(),
            place: None,
            digest: Some([9; 32]),
        };
        let frozen: &[u8] = b"\xba\xe0\x15\x4c\x08\x07\x10\x05\x1a\x05\x73\x74\x61\x66\x66\x22\
            \x0b\x74\x69\x63\x6b\x65\x74\x2d\x70\x61\x72\x6b\x2a\x01\x32\x32\
            \x10\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\
            \x01\x3a\x02\x08\x02\x42\x10\x02\x02\x02\x02\x02\x02\x02\x02\x02\
            \x02\x02\x02\x02\x02\x02\x02\x4a\x20\x09\x09\x09\x09\x09\x09\x09\
            \x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\
            \x09\x09\x09\x09\x09\x09\x09\x09\x09\x52\x16\x74\x69\x63\x6b\x65\
            \x74\x3d\x31\x20\x73\x74\x61\x74\x65\x3d\x77\x61\x69\x74\x69\x6e\
            \x67\x5a\x15\x74\x69\x63\x6b\x65\x74\x3d\x31\x20\x73\x74\x61\x74\
            \x65\x3d\x70\x61\x72\x6b\x65\x64";
        assert_eq!(seal(&Key::audit(7), &entry), frozen);
        assert_eq!(open::<AuditEntry>(&Key::audit(7), frozen).unwrap(), entry);
    }
}
