//! The day's end by command: open tickets are closed as *ended*, and keep their state before (RULES D7, D8).

use crate::day_end::Ending;
use crate::decision::Answer;
use crate::fleet::Fleet;
use crate::work::Work;

/// Ends the day now. A running session is counted as a walk-up when it ends.
pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work) {
    let open: Vec<_> = fleet.book.open().map(|ticket| ticket.id).collect();
    work.set_subject("day");
    work.answers(Answer::Day {
        ended: u32::try_from(open.len()).unwrap_or(u32::MAX),
    });
    if !open.is_empty() {
        // An end that closes nothing leaves the one before it to be taken back.
        let nth = fleet.book.note_day_end();
        fleet.end_tickets(work, open, Ending::ByCommand(nth));
    }
    fleet.book.begin_numbers();
}
