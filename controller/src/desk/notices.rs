//! What staff should know beside an answer, worked out from the fleet as it is after the act: a repeat of the
//! request is told what holds then.

use crate::texts::{self, Clock, Notice, Relicensing};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::{Serial, TicketId};
use madoguchi_fleet::ticket::{State, Ticket, What};
use madoguchi_fleet::unit::Activity;
use madoguchi_proto::v1::Text;

/// About a ticket that was just added: a need that no serving unit meets.
pub(super) fn of_added(fleet: &Fleet, id: TicketId) -> Option<Text> {
    let need = fleet.unmet_need(fleet.ticket(id)?)?;
    Some(said(fleet, &Notice::NeedUnmet(need)))
}

/// About a ticket that was reopened, or has fewer needs: a need that no serving unit meets.
pub(super) fn of_needs(fleet: &Fleet, id: TicketId) -> Option<Text> {
    let need = fleet.unmet_need(fleet.ticket(id)?)?;
    Some(said(fleet, &Notice::NeedStillUnmet(need)))
}

/// About a ticket that was just moved: that its unit does not serve.
pub(super) fn of_moved(fleet: &Fleet, id: TicketId, unit: &Serial) -> Option<Text> {
    let unit = fleet.unit(unit).filter(|unit| !unit.serves())?;
    fleet.ticket(id).filter(|t| t.state == State::Waiting)?;
    let clock = Clock::of(fleet);
    let why = texts::service(&fleet.service(unit), &clock);
    let notice = Notice::UnitNotServing(unit.serial.clone(), why);
    Some(texts::notice(&notice, &clock))
}

/// About a ticket of which an act was undone: that the call before that act does not come back.
pub(super) fn of_undone(fleet: &Fleet, id: TicketId) -> Option<Text> {
    let ticket = fleet.ticket(id)?;
    let lost = ticket.state == State::Waiting && was_called_before_the_undone(ticket);
    lost.then(|| said(fleet, &Notice::CallNotBack))
}

/// Whether a call stood when the act was done that is undone now: the story has the call, then the act, then
/// the undo, and between them nothing else that moved the ticket.
fn was_called_before_the_undone(ticket: &Ticket) -> bool {
    let mut moves = ticket.story.iter().rev().map(|chapter| chapter.what);
    let mut moves = moves.by_ref().filter(|what| {
        !matches!(
            what,
            What::NeedUnmet | What::NeedDropped | What::GaveWay | What::LateRecorded
        )
    });
    moves.next() == Some(What::Undone)
        && moves
            .next()
            .is_some_and(|act| matches!(act, What::Cancelled | What::Parked | What::Moved))
        && moves.next() == Some(What::Called)
}

/// What an undo of a ticket would take back now, and until when.
pub(super) fn of_undoable(fleet: &Fleet, ticket: &Ticket) -> Option<Text> {
    let before = fleet.undoable(ticket)?;
    let notice = Notice::Undoable {
        number: ticket.number.clone(),
        call: before.what == What::Called,
        until: before.at.plus(fleet.settings().undo_ms),
    };
    Some(said(fleet, &notice))
}

/// About the day's end: patients who were at a reader then, and are still.
pub(super) fn of_day_end(fleet: &Fleet) -> Option<Text> {
    let ended = |id| fleet.ticket(id).is_some_and(|t| t.state == State::Ended);
    let at_readers: Vec<_> = fleet
        .units()
        .filter(|unit| match &unit.activity {
            Activity::Unplanned {
                assignment: Some(given),
                ..
            } => ended(given.ticket),
            _ => false,
        })
        .map(|unit| unit.serial.clone())
        .collect();
    (!at_readers.is_empty()).then(|| said(fleet, &Notice::StillAtReaders(at_readers)))
}

/// About a day's end that was taken back: the numbers that stayed closed, and why.
pub(super) fn of_still_closed(fleet: &Fleet, in_use: &[String], ended: &[String]) -> Option<Text> {
    let notice = match (in_use.is_empty(), ended.is_empty()) {
        (true, true) => return None,
        (false, true) => Notice::NumbersInUse(in_use.to_vec()),
        (true, false) => Notice::SessionsEnded(ended.to_vec()),
        (false, false) => Notice::StillClosed {
            in_use: in_use.to_vec(),
            ended: ended.to_vec(),
        },
    };
    Some(said(fleet, &notice))
}

/// About a unit in the place of another: whether that one is still finishing, and what its license needs.
pub(super) fn of_replacement(fleet: &Fleet, old: &Serial, new: &Serial) -> Option<Text> {
    let (gone, stands_in) = (fleet.unit(old)?, fleet.unit(new)?);
    // One that served on another's license, too: that license now has to go to the newest.
    let bundled = fleet
        .units()
        .filter(|unit| unit.serial == *old || unit.is_replaced_by(old))
        .any(|unit| fleet.bundled_license(unit).is_some());
    let license = match gone.grace() {
        _ if !bundled => Relicensing::Nothing,
        Some(grace) if fleet.now() < grace.until => Relicensing::Transfer(grace.until),
        _ => Relicensing::TransferNow,
    };
    let notice = Notice::Replaced {
        old: old.clone(),
        finishing: fleet.waits_for_predecessor(stands_in),
        license,
    };
    Some(said(fleet, &notice))
}

fn said(fleet: &Fleet, notice: &Notice) -> Text {
    texts::notice(notice, &Clock::of(fleet))
}
