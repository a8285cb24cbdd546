//! Typed keys: one byte for the kind, then the id, so that all records of a kind are together in the order of their ids.

use madoguchi_fleet::ids::{PersonName, SessionId, TicketId};
use madoguchi_licensing::grant::KeyId;
use madoguchi_plain::hex::Hex;
use std::fmt;

/// The kind of a record. Its byte never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Meta,
    Ticket,
    Unit,
    License,
    WalkUp,
    Audit,
    Licensing,
    Revocations,
    Act,
    Person,
    UnitDay,
    QueueDay,
}

impl Kind {
    const ALL: [Self; 12] = [
        Self::Meta,
        Self::Ticket,
        Self::Unit,
        Self::License,
        Self::WalkUp,
        Self::Audit,
        Self::Licensing,
        Self::Revocations,
        Self::Act,
        Self::Person,
        Self::UnitDay,
        Self::QueueDay,
    ];

    const fn byte(self) -> u8 {
        match self {
            Self::Meta => b'M',
            Self::Ticket => b'T',
            Self::Unit => b'U',
            Self::License => b'L',
            Self::WalkUp => b'W',
            Self::Audit => b'A',
            Self::Licensing => b'I',
            Self::Revocations => b'R',
            Self::Act => b'S',
            Self::Person => b'P',
            Self::UnitDay => b'D',
            Self::QueueDay => b'Q',
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Ticket => "ticket",
            Self::Unit => "unit",
            Self::License => "license",
            Self::WalkUp => "walk-up",
            Self::Audit => "audit",
            Self::Licensing => "licensing",
            Self::Revocations => "revocations",
            Self::Act => "act",
            Self::Person => "person",
            Self::UnitDay => "unit-day",
            Self::QueueDay => "queue-day",
        }
    }
}

/// The key of a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(Vec<u8>);

impl Key {
    /// The key of the meta record.
    pub(super) fn meta() -> Self {
        Self::new(Kind::Meta, &[])
    }

    pub(super) fn ticket(id: TicketId) -> Self {
        Self::new(Kind::Ticket, &id.0.to_be_bytes())
    }

    pub(super) fn unit(serial: &str) -> Self {
        Self::new(Kind::Unit, serial.as_bytes())
    }

    pub(super) fn license(id: &str) -> Self {
        Self::new(Kind::License, id.as_bytes())
    }

    pub(super) fn walk_up(session: SessionId) -> Self {
        Self::new(Kind::WalkUp, &session.0)
    }

    /// The key of a unit's day: the days of all units are together in their order.
    pub(super) fn unit_day(day: i32, serial: &str) -> Self {
        let id = [&in_order(day), serial.as_bytes()].concat();
        Self::new(Kind::UnitDay, &id)
    }

    /// The key of a day of the queue.
    pub(super) fn queue_day(day: i32) -> Self {
        Self::new(Kind::QueueDay, &in_order(day))
    }

    pub(super) fn audit(sequence: u64) -> Self {
        Self::new(Kind::Audit, &sequence.to_be_bytes())
    }

    /// The key of the licensing record.
    pub(super) fn licensing() -> Self {
        Self::new(Kind::Licensing, &[])
    }

    /// The key of a signer's newest revocation list.
    pub(super) fn revocations(signer: KeyId) -> Self {
        Self::new(Kind::Revocations, &signer.0)
    }

    pub(super) fn act(number: u64) -> Self {
        Self::new(Kind::Act, &number.to_be_bytes())
    }

    /// The key of a person, the same for all names that are one.
    pub(super) fn person(name: &PersonName) -> Self {
        Self::new(Kind::Person, name.same().as_bytes())
    }

    fn new(kind: Kind, id: &[u8]) -> Self {
        let mut bytes = Vec::with_capacity(1 + id.len());
        bytes.push(kind.byte());
        bytes.extend_from_slice(id);
        Self(bytes)
    }

    /// A key that was read.
    pub(super) fn read(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }

    /// Its kind; `None` for a byte that this program never writes.
    pub(super) fn kind(&self) -> Option<Kind> {
        let byte = self.0.first()?;
        Kind::ALL.into_iter().find(|kind| kind.byte() == *byte)
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The bytes of a day, which sort as the days do, also before 1970.
const fn in_order(day: i32) -> [u8; 4] {
    (day ^ i32::MIN).to_be_bytes()
}

/// The day of these bytes.
const fn of_order(bytes: [u8; 4]) -> i32 {
    i32::from_be_bytes(bytes) ^ i32::MIN
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.0.get(1..).unwrap_or_default();
        match self.kind() {
            Some(kind @ (Kind::Meta | Kind::Licensing)) if id.is_empty() => {
                f.write_str(kind.word())
            }
            Some(kind @ (Kind::Ticket | Kind::Audit | Kind::Act)) if id.len() == 8 => {
                let number = id.iter().fold(0, |n: u64, byte| n << 8 | u64::from(*byte));
                write!(f, "{} {number}", kind.word())
            }
            Some(kind @ (Kind::Unit | Kind::License)) if id.iter().all(u8::is_ascii_graphic) => {
                write!(f, "{} {}", kind.word(), String::from_utf8_lossy(id))
            }
            Some(kind @ Kind::Person) => {
                let name = String::from_utf8_lossy(id);
                write!(f, "{} {}", kind.word(), madoguchi_plain::marked(&name))
            }
            Some(kind @ (Kind::UnitDay | Kind::QueueDay)) if id.len() >= 4 => {
                let (day, unit) = id.split_first_chunk().unwrap_or((&[0; 4], &[]));
                let unit = String::from_utf8_lossy(unit);
                let unit = madoguchi_plain::marked(&unit);
                write!(f, "{} {} {unit}", kind.word(), of_order(*day))
            }
            kind => {
                f.write_str(kind.map_or("of an unknown kind", Kind::word))?;
                f.write_str(" ")?;
                fmt::Display::fmt(&Hex(&self.0), f)
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn keys_sort_as_their_ids_do() {
        assert!(Key::ticket(TicketId(255)) < Key::ticket(TicketId(256)));
        assert!(Key::audit(9) < Key::audit(10));
    }

    /// If this fails, do not change the test: stores of clinics have these keys.
    #[test]
    fn keys_are_kept_for_ever() {
        assert_eq!(Key::meta().as_bytes(), b"M");
        assert_eq!(
            Key::ticket(TicketId(258)).as_bytes(),
            b"T\0\0\0\0\0\0\x01\x02"
        );
        assert_eq!(Key::unit("CR-1").as_bytes(), b"UCR-1");
        assert_eq!(Key::license("L-1").as_bytes(), b"LL-1");
        assert_eq!(
            Key::walk_up(SessionId([7; 16])).as_bytes(),
            [b"W".as_slice(), &[7; 16]].concat()
        );
        assert_eq!(Key::audit(1).as_bytes(), b"A\0\0\0\0\0\0\0\x01");
    }

    /// If this fails, do not change the test: stores of clinics have these keys since schema 2.
    #[test]
    fn the_keys_of_licensing_are_kept_for_ever() {
        assert_eq!(Key::licensing().as_bytes(), b"I");
        assert_eq!(
            Key::revocations(KeyId([7; 8])).as_bytes(),
            b"R\x07\x07\x07\x07\x07\x07\x07\x07"
        );
        assert_eq!(Key::act(258).as_bytes(), b"S\0\0\0\0\0\0\x01\x02");
    }

    /// If this fails, do not change the test: stores of clinics have these keys.
    #[test]
    fn the_keys_of_people_are_kept_for_ever() {
        let key = |name| Key::person(&PersonName::parse(name).unwrap());
        assert_eq!(key("Yamada").as_bytes(), b"PYAMADA");
        assert_eq!(key("山田 ａ").as_bytes(), "P山田A".as_bytes());
        assert_eq!(key("山田").to_string(), "person 山田");
        // The longest one is still one that a backup has room for.
        let longest = key(&"\u{390}".repeat(32));
        assert_eq!(longest.as_bytes().len(), 1 + 32 * 6);
    }

    /// If this fails, do not change the test: stores of clinics have these keys since schema 3.
    #[test]
    fn the_keys_of_days_are_kept_for_ever() {
        let key = Key::unit_day(20_759, "CR-1");
        assert_eq!(key.as_bytes(), b"D\x80\0\x51\x17CR-1");
        assert_eq!(Key::queue_day(20_759).as_bytes(), b"Q\x80\0\x51\x17");
        assert!(Key::queue_day(-1) < Key::queue_day(0));
        assert!(Key::unit_day(1, "CR-9") < Key::unit_day(2, "CR-1"));
        assert_eq!(key.to_string(), "unit-day 20759 CR-1");
    }

    #[test]
    fn a_key_names_itself_for_people() {
        assert_eq!(Key::ticket(TicketId(12)).to_string(), "ticket 12");
        assert_eq!(Key::unit("CR-1").to_string(), "unit CR-1");
        assert_eq!(Key::read(b"?x").to_string(), "of an unknown kind 3f78");
    }
}
