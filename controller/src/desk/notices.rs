//! Notices for staff beside an answer. They are made from the fleet after the act, so the repeat of a request is told what holds now.

use crate::texts::{self, Clock, Notice, Relicensing};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::{Serial, TicketId};
use madoguchi_fleet::ticket::{State, Ticket, What};
use madoguchi_fleet::unit::Activity;
use madoguchi_proto::v1::Text;

/// For a ticket that was just added: a need that no serving unit meets.
pub(super) fn of_added(fleet: &Fleet, id: TicketId) -> Option<Text> {
    let need = fleet.unmet_need(fleet.ticket(id)?)?;
    Some(said(fleet, &Notice::NeedUnmet(need)))
}

/// For a ticket that was reopened or has fewer needs: a need that no serving unit meets.
pub(super) fn of_needs(fleet: &Fleet, id: TicketId) -> Option<Text> {
    let need = fleet.unmet_need(fleet.ticket(id)?)?;
    Some(said(fleet, &Notice::NeedStillUnmet(need)))
}

/// For a ticket that was just moved: its unit does not serve.
pub(super) fn of_moved(fleet: &Fleet, id: TicketId, unit: &Serial) -> Option<Text> {
    let unit = fleet.unit(unit).filter(|unit| !unit.serves())?;
    fleet.ticket(id).filter(|t| t.state == State::Waiting)?;
    let clock = Clock::of(fleet);
    let why = texts::service(&fleet.service(unit), &clock);
    let notice = Notice::UnitNotServing(unit.serial.clone(), why);
    Some(texts::notice(&notice, &clock))
}

/// For a ticket of which an act was undone: the call before that act does not come back.
pub(super) fn of_undone(fleet: &Fleet, id: TicketId) -> Option<Text> {
    let ticket = fleet.ticket(id)?;
    let lost = ticket.state == State::Waiting && was_called_before_the_undone(ticket);
    lost.then(|| said(fleet, &Notice::CallNotBack))
}

/// Whether the ticket was called when the undone act was done. Its story then ends with the call, the act and the undo, and nothing between
/// them moved the ticket.
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

/// For a ticket: the act that an undo would take back now, and until when.
pub(super) fn of_undoable(fleet: &Fleet, ticket: &Ticket) -> Option<Text> {
    let before = fleet.undoable(ticket)?;
    let notice = Notice::Undoable {
        number: ticket.number.clone(),
        call: before.what == What::Called,
        until: before.at.plus(fleet.settings().undo_ms),
    };
    Some(said(fleet, &notice))
}

/// For the end of the day: patients who were at a reader then and still are.
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

/// For a unit in the place of another: whether the other is still finishing, and what must happen to its license.
pub(super) fn of_replacement(fleet: &Fleet, old: &Serial, new: &Serial) -> Option<Text> {
    let (gone, stands_in) = (fleet.unit(old)?, fleet.unit(new)?);
    // The old unit may itself have replaced one and served on its license; that license now has to go to the newest unit, too.
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
