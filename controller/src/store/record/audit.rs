//! An audit entry, with the answer for a repeat of its request.

use crate::store::damage::BadRecord;
use crate::store::key::Key;
use crate::store::record::{Record, message};
use crate::wire::{self, BadField, Field};
use madoguchi_fleet::decision::{Answer, AuditEntry};
use madoguchi_fleet::ids::{Content, Request, TicketId};
use madoguchi_fleet::time::FleetTime;
use madoguchi_proto::v1;
use madoguchi_proto::v1::answer_record::Answer as Wire;
use prost::Message;

impl Record for AuditEntry {
    type Wire = v1::AuditRecord;

    fn key(&self) -> Key {
        Key::audit(self.sequence)
    }

    fn to_wire(&self) -> v1::AuditRecord {
        v1::AuditRecord {
            sequence: self.sequence,
            at_ms: self.at.0,
            actor: wire::actor(&self.actor).to_owned(),
            actor_name: wire::actor_name(&self.actor),
            command: self.command.clone(),
            subject: self.subject.clone(),
            request_id: self
                .request
                .map(|request| request.id.0.to_vec())
                .unwrap_or_default(),
            request_content: self
                .request
                .and_then(|request| request.content)
                .map(|content| content.0.to_vec())
                .unwrap_or_default(),
            answer: Some(v1::AnswerRecord {
                answer: answer_wire(&self.answer),
            }),
            digest: wire::bytes_or_empty(self.digest.as_ref()),
            before: self.before.clone(),
            after: self.after.clone(),
            place: self
                .place
                .map(|place| place.to_string())
                .unwrap_or_default(),
        }
    }

    fn from_wire(wire: v1::AuditRecord) -> Result<Self, BadField> {
        Ok(Self {
            request: request(&wire.request_id, &wire.request_content)?,
            sequence: wire.sequence,
            at: FleetTime(wire.at_ms),
            actor: wire::actor_of(&wire.actor, &wire.actor_name)?,
            command: wire.command,
            subject: wire.subject,
            answer: answer(wire.answer.and_then(|record| record.answer))?,
            before: wire.before,
            after: wire.after,
            place: wire::place_of(&wire.place)?,
            // In a record of an older release there is none.
            digest: wire::optional_bytes(&wire.digest, Field::Digest)?,
        })
    }
}

/// What a start needs of each entry.
pub(in crate::store) struct Outline {
    pub(in crate::store) sequence: u64,
    pub(in crate::store) digest: Option<[u8; 32]>,
    pub(in crate::store) has_request: bool,
}

/// The fields of an `AuditRecord` that make the outline; the others are passed over.
#[derive(Clone, PartialEq, Message)]
struct OutlineRecord {
    #[prost(uint64, tag = "1")]
    sequence: u64,
    #[prost(bytes = "vec", tag = "6")]
    request_id: Vec<u8>,
    #[prost(bytes = "vec", tag = "9")]
    digest: Vec<u8>,
}

/// The outline of a stored entry, whose checksum is verified.
pub(in crate::store) fn outline(key: &Key, sealed: &[u8]) -> Result<Outline, BadRecord> {
    let wire: OutlineRecord = message(key, sealed)?;
    if Key::audit(wire.sequence) != *key {
        return Err(BadRecord::OtherKey);
    }
    Ok(Outline {
        sequence: wire.sequence,
        digest: wire::optional_bytes(&wire.digest, Field::Digest)?,
        has_request: !wire.request_id.is_empty(),
    })
}

/// The request; in a record of an older release it has no content.
fn request(id: &[u8], content: &[u8]) -> Result<Option<Request>, BadField> {
    if id.is_empty() {
        return Ok(None);
    }
    let content = wire::optional_bytes(content, Field::RequestContent)?.map(Content);
    let id = wire::request_id_of(id)?;
    Ok(Some(Request { id, content }))
}

fn answer_wire(answer: &Answer) -> Option<Wire> {
    match answer {
        // A reader's report has no request that could be repeated.
        Answer::Done | Answer::Except(_) => None,
        Answer::Ticket(id) => Some(Wire::TicketId(id.0)),
        Answer::Unit(serial) => Some(Wire::Serial(serial.to_string())),
        Answer::License(id) => Some(Wire::LicenseId(id.to_string())),
        Answer::Day { ended } => Some(Wire::EndedTickets(*ended)),
        Answer::Act(counter) => Some(Wire::Act(*counter)),
        Answer::DayBack { reopened } => Some(Wire::ReopenedTickets(*reopened)),
    }
}

fn answer(wire: Option<Wire>) -> Result<Answer, BadField> {
    match wire {
        None => Ok(Answer::Done),
        Some(Wire::TicketId(id)) => Ok(Answer::Ticket(TicketId(id))),
        Some(Wire::Serial(text)) => wire::serial_of(&text).map(Answer::Unit),
        Some(Wire::LicenseId(text)) => wire::license_id_of(&text).map(Answer::License),
        Some(Wire::EndedTickets(ended)) => Ok(Answer::Day { ended }),
        Some(Wire::Act(counter)) => Ok(Answer::Act(counter)),
        Some(Wire::ReopenedTickets(reopened)) => Ok(Answer::DayBack { reopened }),
    }
}
