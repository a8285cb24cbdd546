//! Notices for staff beside an answer. They are made from the fleet after the act, so the repeat of a request is told what holds now.

use crate::texts::{self, Clock, Notice, Relicensing, Undone};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::{Number, Serial, TicketId};
use madoguchi_fleet::ticket::{State, Ticket, What, Why};
use madoguchi_fleet::unit::Activity;
use madoguchi_proto::v1::Text;

/// About a ticket that was just added: needs that no serving unit meets.
pub(super) fn of_added(fleet: &Fleet, id: TicketId) -> Option<Text> {
    let ticket = fleet.ticket(id)?;
    let notice = Notice::NeedUnmet {
        number: ticket.number.clone(),
        why: fleet.unmet_needs_of(ticket)?,
    };
    Some(said(fleet, &notice))
}

/// About a ticket that was reopened, or has fewer needs: needs that no serving unit meets.
pub(super) fn of_needs(fleet: &Fleet, id: TicketId) -> Option<Text> {
    let ticket = fleet.ticket(id)?;
    let notice = Notice::NeedStillUnmet {
        number: ticket.number.clone(),
        why: fleet.unmet_needs_of(ticket)?,
    };
    Some(said(fleet, &notice))
}

/// About a ticket that was just changed: that its call stands or was taken back, when the change counts, and needs that no serving unit
/// meets.
pub(super) fn of_changed(fleet: &Fleet, id: TicketId) -> Option<Text> {
    let ticket = fleet.ticket(id)?;
    match &ticket.state {
        State::Waiting => {
            let taken_back = lost_its_call(ticket).then_some(Notice::CallTakenBack);
            let taken_back = taken_back.map(|notice| said(fleet, &notice));
            match (taken_back, of_needs(fleet, id)) {
                (Some(first), Some(second)) => Some(texts::both(first, second)),
                (one, other) => one.or(other),
            }
        }
        State::Called { .. } if stood_before(ticket) => Some(said(fleet, &Notice::CallStands)),
        State::Parked | State::Missed if !ticket.is_worn_out() => {
            Some(said(fleet, &Notice::CountsWhenBack))
        }
        _ => None,
    }
}

/// Whether the newest thing that moved a waiting ticket is that a change took its call back.
fn lost_its_call(ticket: &Ticket) -> bool {
    let mut lines = ticket.story.iter().rev();
    let moved = lines.find(|line| !matches!(line.what, What::NeedUnmet | What::GaveWay));
    moved.is_some_and(|line| line.why == Some(Why::NeedsChanged))
}

/// Whether a called ticket was changed after its call.
fn stood_before(ticket: &Ticket) -> bool {
    let lines = ticket.story.iter().rev();
    lines
        .take_while(|line| line.what != What::Called)
        .any(|line| {
            matches!(
                line.what,
                What::ClassChanged
                    | What::NeedAdded
                    | What::NeedDropped
                    | What::PreferenceAdded
                    | What::PreferenceDropped
            )
        })
}

/// About a ticket that was just done by other means: that the reader at which its patient was does not answer yet.
pub(super) fn of_means(fleet: &Fleet, id: TicketId) -> Option<Text> {
    let asked = |activity: &Activity| matches!(activity, Activity::Asked(a) if a.ticket == id);
    let unit = fleet.units().find(|unit| asked(&unit.activity))?;
    Some(said(fleet, &Notice::ReaderAsked(unit.serial.clone())))
}

/// About a ticket that was just moved: that its unit does not serve, or lacks what else the ticket needs.
pub(super) fn of_moved(fleet: &Fleet, id: TicketId, unit: &Serial) -> Option<Text> {
    let unit = fleet.unit(unit)?;
    if unit.serves() {
        return of_needs(fleet, id);
    }
    fleet.ticket(id).filter(|t| t.state == State::Waiting)?;
    let clock = Clock::of(fleet);
    let why = texts::service(&fleet.service(unit), &unit.serial, &clock);
    let notice = Notice::UnitNotServing(unit.serial.clone(), why);
    Some(texts::notice(&notice, &clock))
}

/// About a ticket of which an act was undone: which act, and that the call before it does not come back.
pub(super) fn of_undone(fleet: &Fleet, id: TicketId) -> Option<Text> {
    let ticket = fleet.ticket(id)?;
    let (act, call_lost) = newest_undone(ticket)?;
    let number = ticket.number.clone();
    let notice = Notice::Undone {
        number,
        act,
        call_lost,
    };
    Some(said(fleet, &notice))
}

/// The act that was undone last, and whether a call stood before it: the story has the call, then the act, then the undo, and between
/// them nothing else that moved the ticket.
fn newest_undone(ticket: &Ticket) -> Option<(Undone, bool)> {
    let moves = ticket.story.iter().rev().map(|chapter| chapter.what);
    let mut moves = moves.skip_while(|what| *what != What::Undone).skip(1);
    let mut moves = moves.by_ref().filter(|what| {
        !matches!(
            what,
            What::NeedUnmet
                | What::NeedAdded
                | What::NeedDropped
                | What::PreferenceAdded
                | What::PreferenceDropped
                | What::ClassChanged
                | What::GaveWay
                | What::LateRecorded
        )
    });
    let act = match moves.next()? {
        What::Called => return Some((Undone::Call, false)),
        What::Cancelled => Undone::Cancel,
        What::Parked => Undone::Park,
        What::Moved => Undone::Move,
        What::DoneByMeans => Undone::Means,
        _ => return None,
    };
    // One that was called anew has no call to miss.
    let waits = ticket.state == State::Waiting;
    Some((act, waits && moves.next() == Some(What::Called)))
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

/// For a ticket: the next one back with its number, of an earlier day as a rule.
pub(super) fn of_earlier(fleet: &Fleet, number: &Number, nth: usize) -> Option<Text> {
    let other = *fleet.tickets_numbered(number).get(nth)?;
    let notice = Notice::EarlierTicket {
        number: number.clone(),
        added_at: other.added_at,
        state: other.state.clone(),
        nth,
    };
    Some(said(fleet, &notice))
}

/// For the end of the day: patients who were at a reader then and still are, and the way back as long as it is open.
pub(super) fn of_day_end(fleet: &Fleet, ended: u32) -> Option<Text> {
    let back = ended > 0 && fleet.may_undo_day();
    let back = back.then(|| said(fleet, &Notice::DayUndo));
    match (still_at_readers(fleet), back) {
        (Some(first), Some(second)) => Some(Text {
            code: first.code.clone(),
            ..texts::both(first, second)
        }),
        (one, other) => one.or(other),
    }
}

/// Patients whom the day's end left at readers, where they still are.
pub(super) fn still_at_readers(fleet: &Fleet) -> Option<Text> {
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

/// About the counter of a unit that was named just now: that another unit has it already (RULES Q10).
pub(super) fn of_counter(fleet: &Fleet, unit: &Serial) -> Option<Text> {
    let counter = &fleet.unit(unit)?.counter.name;
    let other = fleet
        .units_called(counter)
        .find(|other| other.serial != *unit)?;
    let notice = Notice::CounterTaken {
        counter: counter.clone(),
        unit: other.serial.clone(),
    };
    Some(said(fleet, &notice))
}

fn said(fleet: &Fleet, notice: &Notice) -> Text {
    texts::notice(notice, &Clock::of(fleet))
}
