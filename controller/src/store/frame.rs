//! The content of a journal's frame: the records that one commit writes and removes.
//!
//! ```text
//! form (1 byte) │ mark (1) │ length of the key (4) │ key │ length of the value (4), or REMOVED │ sealed value │ next record …
//! ```
//! Numbers are little-endian. The journal's checksums hold all of it, and each value has its own as in any store.

use crate::store::SCHEMA;
use crate::store::batch::Plan;

/// The form of a frame: the schema with which it came. Another one will have the number of its own, so that this release knows it for a newer one's.
const FORM: u8 = 2;
/// The mark of a commit that removed what must not come back (RULES R14): a start that finds such a frame knows that this is still to go.
const FORGETS: u8 = 1;
/// The mark of any other.
const PLAIN: u8 = 0;
/// The bytes before the records.
const HEAD_BYTES: usize = 2;
/// Stands for the length of a value where the record goes. No record is so long (`MAX_RECORD_BYTES`).
const REMOVED: u32 = u32::MAX;

/// A record that is written, or removed where there is no value: its key, and its sealed value.
pub(super) type Write<'a> = (&'a [u8], Option<&'a [u8]>);

/// Encodes a commit's records into a buffer, which is emptied first: it serves one commit after the other. `forgets` says that it removed what must
/// not come back.
pub(super) fn encode(plan: &Plan, forgets: bool, frame: &mut Vec<u8>) {
    frame.clear();
    frame.extend_from_slice(&[FORM, if forgets { FORGETS } else { PLAIN }]);
    for (key, value) in &plan.writes {
        put(frame, key.as_bytes());
        match value {
            Some(sealed) => put(frame, sealed),
            None => frame.extend_from_slice(&REMOVED.to_le_bytes()),
        }
    }
}

/// How many bytes that takes.
pub(super) fn bytes_of(plan: &Plan) -> usize {
    let records = plan.writes.iter().map(|(key, value)| {
        let lengths = 2 * size_of::<u32>();
        lengths + key.as_bytes().len() + value.as_ref().map_or(0, Vec::len)
    });
    HEAD_BYTES + records.sum::<usize>()
}

fn put(frame: &mut Vec<u8>, bytes: &[u8]) {
    let length = u32::try_from(bytes.len()).unwrap_or(REMOVED);
    frame.extend_from_slice(&length.to_le_bytes());
    frame.extend_from_slice(bytes);
}

/// The records in a frame, in the order of their keys; `None` where it makes no sense.
pub(super) fn decode(frame: &[u8]) -> Option<Vec<Write<'_>>> {
    let ([FORM, PLAIN | FORGETS], mut rest) = frame.split_first_chunk::<HEAD_BYTES>()? else {
        return None;
    };
    let mut writes = Vec::new();
    while !rest.is_empty() {
        let key = take(&mut rest)??;
        writes.push((key, take(&mut rest)?));
    }
    Some(writes)
}

/// Whether a frame's commit removed what must not come back.
pub(super) fn forgets(frame: &[u8]) -> bool {
    frame.starts_with(&[FORM, FORGETS])
}

/// The schema of the newer release that wrote a frame in a form of its own.
pub(super) fn newer(frame: &[u8]) -> Option<u32> {
    let form = frame.first().copied().map(u32::from);
    form.filter(|form| *form > SCHEMA)
}

/// The next key or value; `Some(None)` for a value that is removed.
fn take<'a>(rest: &mut &'a [u8]) -> Option<Option<&'a [u8]>> {
    let (length, behind) = rest.split_first_chunk()?;
    let length = u32::from_le_bytes(*length);
    if length == REMOVED {
        *rest = behind;
        return Some(None);
    }
    let (bytes, behind) = behind.split_at_checked(usize::try_from(length).ok()?)?;
    *rest = behind;
    Some(Some(bytes))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::store::Revision;
    use crate::store::key::Key;
    use crate::store::record::Meta;
    use madoguchi_fleet::ids::TicketId;
    use std::collections::BTreeMap;

    fn plan() -> Plan {
        let writes = [
            (Key::meta(), Some(vec![1, 2, 3])),
            (Key::ticket(TicketId(7)), None),
            (Key::unit("CR-1"), Some(Vec::new())),
        ];
        Plan {
            writes: BTreeMap::from(writes),
            meta: Meta {
                revision: Revision(1),
                ..Meta::default()
            },
        }
    }

    #[test]
    fn a_frame_holds_what_is_written_and_what_goes() {
        let mut frame = b"of the commit before".to_vec();
        encode(&plan(), false, &mut frame);
        let ticket = Key::ticket(TicketId(7));
        let expected: [Write<'_>; 3] = [
            (b"M", Some(&[1, 2, 3])),
            (ticket.as_bytes(), None),
            (b"UCR-1", Some(&[])),
        ];
        assert_eq!(decode(&frame).unwrap(), expected);
        assert_eq!(bytes_of(&plan()), frame.len());
    }

    #[test]
    fn a_frame_that_is_cut_or_of_another_form_makes_no_sense() {
        let mut frame = Vec::new();
        encode(&plan(), false, &mut frame);
        let ends: Vec<_> = (0..frame.len())
            .filter(|end| decode(&frame[..*end]).is_some())
            .collect();
        // Only between two records: which the journal's checksum of the whole frame tells apart.
        assert_eq!(ends.len(), plan().writes.len());
        for (at, another) in [(0, FORM - 1), (0, FORM + 1), (1, 2)] {
            let mut frame = frame.clone();
            frame[at] = another;
            assert_eq!(decode(&frame), None);
            assert!(!forgets(&frame));
        }
    }

    /// If this fails, do not change the test: journals of clinics contain these bytes.
    #[test]
    fn a_frame_is_read_for_ever() {
        let mut frame = Vec::new();
        encode(&plan(), false, &mut frame);
        let frozen: &[u8] = b"\x02\0\x01\0\0\0M\x03\0\0\0\x01\x02\x03\
            \x09\0\0\0T\0\0\0\0\0\0\0\x07\xff\xff\xff\xff\
            \x05\0\0\0UCR-1\0\0\0\0";
        assert_eq!(frame, frozen);
        assert!(!forgets(frozen));
        encode(&plan(), true, &mut frame);
        let of_what_goes = [b"\x02\x01", &frozen[2..]].concat();
        assert_eq!(frame, of_what_goes);
        assert!(forgets(&of_what_goes));
        assert_eq!(decode(&of_what_goes), decode(frozen));
    }
}
