//! The audit's chain: each entry has a digest over itself and the entry before, so that an entry that was changed, taken out or put in
//! later shows (RULES R7 to R10).
//!
//! ```text
//! zeros ─► entry 1 ─► digest 1 ─► entry 2 ─► digest 2 ─► … ─► the head, which rides on signed requests
//! ```
//! Older releases wrote entries without a digest: the chain begins after them. When the oldest entries age out, it is checked from the
//! oldest one that is kept, whose own digest is then believed.

use crate::decision::{Answer, AuditEntry};
use crate::settings::AUDIT_KEPT;
use crate::ticket::Actor;
use crate::time::FleetTime;
use sha2::{Digest as _, Sha256};

/// A link of the chain: SHA-256.
pub type Digest = [u8; 32];

/// What every digest begins with, so that it is a digest of nothing else.
const CONTEXT: &[u8] = b"madoguchi.v1.audit\0";

/// A place in the chain: whoever has it can tell later whether the entries up to there are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// The entry's number.
    pub sequence: u64,
    pub digest: Digest,
}

/// The digest of an entry after the entry with the digest `previous`; `None` for the first of the chain.
#[must_use]
pub fn seal(previous: Option<Digest>, entry: &AuditEntry) -> Digest {
    let mut hash = Sha256::new();
    hash.update(CONTEXT);
    hash.update(previous.unwrap_or_default());
    hash.update(canonical(entry));
    hash.finalize().into()
}

/// The one form of an entry in bytes: each field behind its length, in this order for ever.
fn canonical(entry: &AuditEntry) -> Vec<u8> {
    let (id, content) = match &entry.request {
        None => (&[][..], &[][..]),
        Some(request) => {
            let content = request.content.as_ref();
            (&request.id.0[..], content.map_or(&[][..], |c| &c.0[..]))
        }
    };
    let (sequence, at) = (entry.sequence.to_be_bytes(), entry.at.0.to_be_bytes());
    let (who, answer) = (actor(&entry.actor), answer(&entry.answer));
    let fields: [&[u8]; 10] = [
        &sequence,
        &at,
        who.as_bytes(),
        entry.command.as_bytes(),
        entry.subject.as_bytes(),
        id,
        content,
        answer.as_bytes(),
        entry.before.as_bytes(),
        entry.after.as_bytes(),
    ];
    let place = entry.place.map(|place| place.to_string());
    // Where there is none, the bytes are those of the releases that noted none.
    let fields = fields
        .into_iter()
        .chain(place.as_deref().map(str::as_bytes));
    let mut bytes = Vec::with_capacity(256);
    for field in fields {
        let length = u32::try_from(field.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(field);
    }
    bytes
}

/// The stable word for whoever acted, and behind a blank the name of one who has a name.
fn actor(actor: &Actor) -> String {
    let word = match actor {
        Actor::Staff => "staff",
        Actor::User(name) => return format!("staff {name}"),
        Actor::Reception(None) => "reception",
        Actor::Reception(Some(name)) => return format!("reception {name}"),
        Actor::Person(name) => return format!("person {name}"),
        Actor::CounterPage => "counter-page",
        Actor::Folder => "folder",
        Actor::Reader => "reader",
        Actor::Fleet => "fleet",
    };
    word.to_owned()
}

/// The stable words for an answer.
#[must_use]
pub fn answer(answer: &Answer) -> String {
    match answer {
        // What a reader was told besides is not stored.
        Answer::Done | Answer::Except(_) => "done".to_owned(),
        Answer::Ticket(id) => format!("ticket {id}"),
        Answer::Unit(serial) => format!("unit {serial}"),
        Answer::License(id) => format!("license {id}"),
        Answer::Act(counter) => format!("act {counter}"),
        Answer::Day { ended } => format!("day {ended}"),
        Answer::DayBack { reopened } => format!("day-back {reopened}"),
    }
}

/// A chain that holds, and what it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Whole {
    /// The number of entries in the chain.
    pub linked: u64,
    /// The number of older entries, of releases that made no chain.
    pub unlinked: u64,
    /// The oldest entry of the chain, and the newest.
    pub span: Option<(Place, Place)>,
}

/// An entry's number and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub sequence: u64,
    pub at: FleetTime,
}

/// Where a chain does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// This entry does not have the digest that belongs to it: it, or the one before it, was changed.
    Changed { sequence: u64 },
    /// These entries are not there.
    Missing { first: u64, last: u64 },
    /// This entry stands behind one with the same or a higher number.
    OutOfOrder { sequence: u64 },
    /// This entry has no digest although the one before it has one.
    Unlinked { sequence: u64 },
}

impl Broken {
    /// The number of the entry at which the chain does not hold.
    #[must_use]
    pub const fn sequence(self) -> u64 {
        match self {
            Self::Changed { sequence }
            | Self::OutOfOrder { sequence }
            | Self::Unlinked { sequence }
            | Self::Missing {
                first: sequence, ..
            } => sequence,
        }
    }
}

/// Checks all kept entries, oldest first; `next` is the number that the next one will have.
///
/// # Errors
/// The first place at which the chain does not hold.
pub fn check(entries: &[AuditEntry], next: u64) -> Result<Whole, Broken> {
    let mut whole = Whole::default();
    let mut expected = next.saturating_sub(AUDIT_KEPT).max(1);
    let mut previous: Option<&AuditEntry> = None;
    for entry in entries {
        let sequence = entry.sequence;
        if sequence > expected {
            return Err(Broken::Missing {
                first: expected,
                last: sequence - 1,
            });
        }
        if previous.is_some() && sequence < expected {
            return Err(Broken::OutOfOrder { sequence });
        }
        expected = sequence.saturating_add(1);
        check_link(previous, entry)?;
        match entry.digest {
            None => whole.unlinked += 1,
            Some(_) => {
                whole.linked += 1;
                let at = entry.at;
                let here = Place { sequence, at };
                let (oldest, _) = whole.span.unwrap_or((here, here));
                whole.span = Some((oldest, here));
            }
        }
        previous = Some(entry);
    }
    if expected < next {
        return Err(Broken::Missing {
            first: expected,
            last: next - 1,
        });
    }
    Ok(whole)
}

fn check_link(previous: Option<&AuditEntry>, entry: &AuditEntry) -> Result<(), Broken> {
    let sequence = entry.sequence;
    let before = previous.and_then(|entry| entry.digest);
    let Some(digest) = entry.digest else {
        return match before {
            Some(_) => Err(Broken::Unlinked { sequence }),
            None => Ok(()),
        };
    };
    // What the oldest entry followed has aged out.
    let is_base = previous.is_none() && sequence > 1;
    match is_base || seal(before, entry) == digest {
        true => Ok(()),
        false => Err(Broken::Changed { sequence }),
    }
}

/// What the kept entries say of a place that somebody kept elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// The chain has this very digest there.
    Fits,
    /// That entry is older than all that are kept.
    AgedOut,
    /// The entries end before it.
    Beyond {
        /// The number of the newest entry; 0 without any.
        newest: u64,
    },
    /// Another entry has that number.
    Differs,
}

/// Looks for a place in a chain whose entries are in order.
#[must_use]
pub fn find(entries: &[AuditEntry], anchor: Anchor) -> Found {
    let newest = entries.last().map_or(0, |entry| entry.sequence);
    if anchor.sequence > newest {
        return Found::Beyond { newest };
    }
    match entries.binary_search_by_key(&anchor.sequence, |entry| entry.sequence) {
        Ok(at) if entries[at].digest == Some(anchor.digest) => Found::Fits,
        Err(0) => Found::AgedOut,
        Ok(_) | Err(_) => Found::Differs,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ids::{Content, Request, RequestId, TicketId};
    use std::net::IpAddr;

    fn entry(sequence: u64) -> AuditEntry {
        AuditEntry {
            sequence,
            at: FleetTime(1_800_000_000_000),
            actor: Actor::Staff,
            command: "ticket-park".into(),
            subject: "7".into(),
            request: Some(Request {
                id: RequestId([1; 16]),
                content: Some(Content([2; 16])),
            }),
            answer: Answer::Ticket(TicketId(7)),
            before: "ticket=12 state=waiting".into(),
            after: "ticket=12 state=parked".into(),
            place: None,
            digest: None,
        }
    }

    fn hex(digest: Digest) -> String {
        madoguchi_plain::hex::Hex(&digest).to_string()
    }

    #[test]
    fn where_an_act_came_from_is_under_its_digest() {
        let at = |place: Option<[u8; 4]>| {
            let place = place.map(IpAddr::from);
            seal(None, &AuditEntry { place, ..entry(1) })
        };
        assert_ne!(at(Some([192, 0, 2, 10])), at(None));
        assert_ne!(at(Some([192, 0, 2, 10])), at(Some([192, 0, 2, 11])));
    }

    /// If this fails, do not change the test: the chains of clinics are made of these digests, and signed requests name them.
    #[test]
    fn a_digest_is_the_same_for_ever() {
        let first = seal(None, &entry(1));
        let bare = AuditEntry {
            request: None,
            actor: Actor::Fleet,
            answer: Answer::Done,
            before: String::new(),
            after: String::new(),
            ..entry(2)
        };
        let second = seal(Some(first), &bare);
        assert_eq!(
            [hex(first), hex(second)],
            [
                "25ff9dcfeb0863b57f5fe0e04fd9118618182f97b4c24b7153541bc5e93651be",
                "5c31f90bb22641e7e76f812aed04facf89365ba0f57e26462d5fabbaa42d35c0"
            ]
        );
    }
}
