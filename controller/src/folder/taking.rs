//! Takes the lines of a claimed file at the desk, each once.

use crate::desk::{Desk, Kind, Refused};
use crate::receptions::{self, Reception};
use crate::texts::folder::{Done, NotTaken, line_refused, line_urgent};
use madoguchi_fleet::ids::RequestId;
use madoguchi_fleet::time::SinceMidnight;
use madoguchi_proto::v1::{AddTicketRequest, Text, TicketClass};
use sha2::{Digest, Sha256};

/// The most lines with patients: more than a clinic's day, and few enough that a look at the disk is not far.
pub(super) const MAX_LINES: usize = 1_000;

/// The prefix of what a line's request id is the hash of.
const CONTEXT: &[u8] = b"madoguchi.v1.folder\0";

/// A line that was read: a patient, or the sentence that says what is wrong.
pub(super) type Read = (u64, Result<Reception, Text>);

/// What became of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub line: u64,
    pub done: Done,
}

impl Line {
    pub(super) const fn was_added(&self) -> bool {
        matches!(self.done, Done::Added { .. })
    }

    pub(super) const fn was_known(&self) -> bool {
        matches!(self.done, Done::Known)
    }

    pub(super) const fn was_refused(&self) -> bool {
        matches!(self.done, Done::Refused(_))
    }
}

/// The lines of a file.
///
/// # Errors
/// Why none of them is taken.
pub(super) fn lines(bytes: &[u8]) -> Result<Vec<Read>, NotTaken> {
    let list = receptions::open(bytes).map_err(NotTaken::NoList)?;
    let numbers: Vec<u64> = list
        .rows()
        .map(|row| row.line)
        .take(MAX_LINES + 1)
        .collect();
    if numbers.len() > MAX_LINES {
        return Err(NotTaken::TooManyLines { most: MAX_LINES });
    }
    if numbers.is_empty() {
        return Err(NotTaken::NoList(receptions::nobody()));
    }
    Ok(numbers.into_iter().zip(receptions::lines(&list)).collect())
}

/// Adds the patients one after the other, so that whoever else asks waits for one of them at most.
///
/// A wish that no reader meets is insisted on: nobody sits there to be asked, and a patient who waits with that as his reason is seen, while
/// one who is in no queue is not.
///
/// # Errors
/// The controller ends, or has no room on its disk: what was not done is to be done later.
pub(super) async fn add(
    desk: &Desk,
    bytes: &[u8],
    lines: Vec<Read>,
    day: &str,
    urgent: bool,
) -> Result<Vec<Line>, Refused> {
    let file = Sha256::digest(bytes);
    let ids: Vec<_> = lines
        .iter()
        .map(|(line, _)| id(day, &file, *line))
        .collect();
    let answered = desk.answered(ids.clone()).await?;
    let mut done = Vec::with_capacity(lines.len());
    for (((line, read), id), was_answered) in lines.into_iter().zip(ids).zip(answered) {
        let done_now = match read {
            _ if was_answered => Done::Known,
            Err(why) => Done::Refused(why),
            Ok(patient) if patient.class == TicketClass::Urgent && !urgent => {
                Done::Refused(line_urgent(line))
            }
            Ok(patient) => one(desk, patient, id).await?,
        };
        done.push(Line {
            line,
            done: done_now,
        });
    }
    Ok(done)
}

async fn one(desk: &Desk, patient: Reception, id: RequestId) -> Result<Done, Refused> {
    let Reception {
        line,
        time,
        number,
        class,
        needs,
        prefers,
    } = patient;
    let request = AddTicketRequest {
        request_id: id.0.to_vec(),
        number: number.map(|number| number.to_string()).unwrap_or_default(),
        class: class.into(),
        needs,
        prefers,
        insist: true,
        arrived_elsewhere_ms: time.map(SinceMidnight::ms),
    };
    match desk.add_ticket(request).await {
        Ok(added) => Ok(Done::Added {
            number: added.ticket.map(|ticket| ticket.number).unwrap_or_default(),
            time,
            notice: added.notice,
        }),
        Err(refused) if is_for_later(&refused) => Err(refused),
        Err(refused) => Ok(Done::Refused(line_refused(line, refused.text))),
    }
}

/// Whether the same request may be taken later, when nobody changed it.
fn is_for_later(refused: &Refused) -> bool {
    matches!(refused.kind, Kind::Unavailable) || refused.text.code == "disk-full"
}

/// The request of a line: the same whenever the same content is taken on the same day.
fn id(day: &str, file: &[u8], line: u64) -> RequestId {
    let hash = Sha256::new()
        .chain_update(CONTEXT)
        .chain_update(day.as_bytes())
        .chain_update([0])
        .chain_update(file)
        .chain_update(line.to_be_bytes())
        .finalize();
    let mut id = [0; 16];
    id.copy_from_slice(&hash[..16]);
    RequestId(id)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_at_most_a_thousand_patients_and_at_least_one() {
        let list = |patients: usize| {
            let lines: String = (0..patients).map(|n| format!("\n,{n}")).collect();
            lines_of(&format!("time,number{lines}"))
        };
        assert_eq!(list(MAX_LINES).unwrap().len(), MAX_LINES);
        let most = MAX_LINES;
        assert_eq!(list(MAX_LINES + 1), Err(NotTaken::TooManyLines { most }));
        assert!(matches!(list(0), Err(NotTaken::NoList(why)) if why.code == "receptions-nobody"));
        assert!(matches!(lines_of(""), Err(NotTaken::NoList(_))));
        let bad = lines_of("time,number\n,1\n\n,1\n").unwrap();
        assert!(matches!(&bad[1], (4, Err(why)) if why.code == "receptions-line-number-twice"));
    }

    fn lines_of(text: &str) -> Result<Vec<Read>, NotTaken> {
        lines(text.as_bytes())
    }

    /// Stores keep these ids: if this fails, a file that was half taken before an update is taken twice.
    #[test]
    fn a_lines_request_is_the_same_for_the_same_content_on_the_same_day() {
        let file = Sha256::digest("time,number\n,12\n");
        let first = id("2026-11-30", &file, 2);
        assert_eq!(id("2026-11-30", &file, 2), first);
        let other = Sha256::digest("time,number\n,12");
        for another in [
            id("2026-12-01", &file, 2),
            id("2026-11-30", &file, 3),
            id("2026-11-30", &other, 2),
        ] {
            assert_ne!(another, first);
        }
    }
}
