//! The fields of each request, which become a command; what a field may hold is in [`wire`].

use crate::wire::{
    self, BadField, Field, backup_file_of, number_of, optional, person_name_of, request_id_of,
    serial_of, session_of, wish_of, wishes_asked,
};
use madoguchi_fleet::MAX_NOTED;
use madoguchi_fleet::command::{
    Act, AddTicket, ChangeCounter, ChangeTicket, Command, Delivery, LedgerEntry, WalkUpChoice,
};
use madoguchi_fleet::ids::Tag;
use madoguchi_fleet::loss::Taking;
use madoguchi_fleet::maintenance::PlannedWork;
use madoguchi_fleet::wish::{Placement, Wish};
use madoguchi_proto::v1;

/// Tickets on a page that does not say how many.
pub const DEFAULT_PAGE: usize = 500;
/// Most tickets on a page.
pub const MAX_PAGE: usize = 1_000;
/// Walk-ups in a list that does not say how many: a day of a busy clinic has fewer that no ticket has.
pub const DEFAULT_WALK_UPS: usize = 100;
/// Most walk-ups in a list.
pub const MAX_WALK_UPS: usize = 1_000;

/// What a request asks of the fleet, as an act of staff.
#[derive(Debug)]
pub struct Asked(pub Act);

impl Asked {
    fn new(request_id: &[u8], command: Command) -> Result<Self, BadField> {
        Ok(Self(Act::staff(request_id_of(request_id)?, command)))
    }
}

/// Which tickets a list shows: how many go before, and how many there are at most. A token is the count of
/// tickets that former pages gave.
///
/// # Errors
/// When the token is not one.
pub fn page(request: &v1::ListTicketsRequest) -> Result<(usize, usize), BadField> {
    let skip = match request.page_token.as_str() {
        "" => 0,
        token => token
            .parse::<u32>()
            .map_err(|_| Field::PageToken.malformed())?,
    };
    let size = match usize::try_from(request.page_size) {
        Ok(0) => DEFAULT_PAGE,
        Ok(size) => size.min(MAX_PAGE),
        Err(_) => MAX_PAGE,
    };
    Ok((usize::try_from(skip).unwrap_or(usize::MAX), size))
}

/// How many walk-ups a list shows at most.
#[must_use]
pub fn walk_ups(limit: u32) -> usize {
    match usize::try_from(limit) {
        Ok(0) => DEFAULT_WALK_UPS,
        Ok(limit) => limit.min(MAX_WALK_UPS),
        Err(_) => MAX_WALK_UPS,
    }
}

impl TryFrom<v1::AddTicketRequest> for Asked {
    type Error = BadField;

    fn try_from(request: v1::AddTicketRequest) -> Result<Self, BadField> {
        let add = AddTicket {
            number: optional(&request.number, number_of)?,
            class: wire::class_asked(request.class)?,
            needs: wishes_asked(&request.needs)?,
            prefers: wishes_asked(&request.prefers)?,
            insist: request.insist,
            arrived_elsewhere: wire::arrived_elsewhere(request.arrived_elsewhere_ms)?,
        };
        Self::new(&request.request_id, Command::AddTicket(add))
    }
}

impl TryFrom<v1::CallTicketRequest> for Asked {
    type Error = BadField;

    fn try_from(request: v1::CallTicketRequest) -> Result<Self, BadField> {
        let number = number_of(&request.number)?;
        let unit = optional(&request.unit, serial_of)?;
        Self::new(&request.request_id, Command::CallTicket { number, unit })
    }
}

impl TryFrom<v1::MoveTicketRequest> for Asked {
    type Error = BadField;

    fn try_from(request: v1::MoveTicketRequest) -> Result<Self, BadField> {
        let number = number_of(&request.number)?;
        let unit = serial_of(&request.unit)?;
        let insist = request.insist;
        let command = Command::MoveTicket {
            number,
            unit,
            insist,
        };
        Self::new(&request.request_id, command)
    }
}

impl TryFrom<v1::DoneByMeansRequest> for Asked {
    type Error = BadField;

    fn try_from(request: v1::DoneByMeansRequest) -> Result<Self, BadField> {
        let number = number_of(&request.number)?;
        let means = wire::means_of(request.means)?;
        Self::new(&request.request_id, Command::DoneByMeans { number, means })
    }
}

impl TryFrom<v1::ChangeTicketRequest> for Asked {
    type Error = BadField;

    fn try_from(request: v1::ChangeTicketRequest) -> Result<Self, BadField> {
        let change = ChangeTicket {
            number: number_of(&request.number)?,
            class: match request.class {
                0 => None,
                said => Some(wire::class_of(said)?),
            },
            needs: replaced(request.change_needs, &request.needs)?,
            prefers: replaced(request.change_prefers, &request.prefers)?,
            insist: request.insist,
        };
        Self::new(&request.request_id, Command::ChangeTicket(change))
    }
}

/// The wishes that take the place of a ticket's; wishes that are given without that are a mistake.
fn replaced(change: bool, wishes: &[v1::Wish]) -> Result<Option<Vec<Wish>>, BadField> {
    match change {
        true => wishes_asked(wishes).map(Some),
        false if wishes.is_empty() => Ok(None),
        false => Err(Field::Wish.malformed()),
    }
}

impl TryFrom<v1::DropNeedRequest> for Asked {
    type Error = BadField;

    fn try_from(request: v1::DropNeedRequest) -> Result<Self, BadField> {
        let number = number_of(&request.number)?;
        let need = request.need.as_ref().map(wish_of).transpose()?;
        Self::new(&request.request_id, Command::DropNeed { number, need })
    }
}

impl TryFrom<v1::BindWalkUpRequest> for Asked {
    type Error = BadField;

    fn try_from(request: v1::BindWalkUpRequest) -> Result<Self, BadField> {
        use v1::bind_walk_up_request::WalkUp;
        let number = number_of(&request.number)?;
        let walk_up = match request.walk_up.ok_or(Field::WalkUp.missing())? {
            WalkUp::SessionId(bytes) => WalkUpChoice::Session(session_of(&bytes)?),
            WalkUp::NewestAtUnit(unit) => WalkUpChoice::NewestAt(serial_of(&unit)?),
        };
        Self::new(&request.request_id, Command::BindWalkUp { number, walk_up })
    }
}

impl TryFrom<v1::PauseUnitRequest> for Asked {
    type Error = BadField;

    fn try_from(request: v1::PauseUnitRequest) -> Result<Self, BadField> {
        let serial = serial_of(&request.serial)?;
        let pause = Command::PauseUnit {
            serial,
            now: request.now,
            reason: wire::pause_reason_of(&request.reason)?,
        };
        Self::new(&request.request_id, pause)
    }
}

impl TryFrom<v1::MaintainUnitRequest> for Asked {
    type Error = BadField;

    fn try_from(request: v1::MaintainUnitRequest) -> Result<Self, BadField> {
        let serial = serial_of(&request.serial)?;
        let planned = match request.end {
            true => None,
            false => Some(PlannedWork {
                reason: wire::pause_reason_of(&request.reason)?
                    .ok_or(Field::PauseReason.missing())?,
                until: wire::until_of(&request.until)?,
            }),
        };
        let command = Command::MaintainUnit { serial, planned };
        Self::new(&request.request_id, command)
    }
}

impl TryFrom<v1::RestartUnitRequest> for Asked {
    type Error = BadField;

    fn try_from(request: v1::RestartUnitRequest) -> Result<Self, BadField> {
        let serial = serial_of(&request.serial)?;
        let now = request.now;
        Self::new(&request.request_id, Command::RestartUnit { serial, now })
    }
}

impl TryFrom<v1::IdentifyUnitRequest> for Asked {
    type Error = BadField;

    fn try_from(request: v1::IdentifyUnitRequest) -> Result<Self, BadField> {
        let serial = serial_of(&request.serial)?;
        Self::new(&request.request_id, Command::IdentifyUnit { serial })
    }
}

impl TryFrom<v1::PreferUnitRequest> for Asked {
    type Error = BadField;

    fn try_from(request: v1::PreferUnitRequest) -> Result<Self, BadField> {
        let serial = serial_of(&request.serial)?;
        let preferred = request.preferred;
        Self::new(
            &request.request_id,
            Command::PreferUnit { serial, preferred },
        )
    }
}

impl TryFrom<v1::NoteUnitRequest> for Asked {
    type Error = BadField;

    fn try_from(request: v1::NoteUnitRequest) -> Result<Self, BadField> {
        let serial = serial_of(&request.serial)?;
        let cable = wire::cable_of(&request.cable)?;
        Self::new(&request.request_id, Command::NoteCable { serial, cable })
    }
}

impl TryFrom<v1::NoteLedgerRequest> for Asked {
    type Error = BadField;

    fn try_from(request: v1::NoteLedgerRequest) -> Result<Self, BadField> {
        let entries = request.entries.iter().map(ledger_entry);
        let entries = entries.collect::<Result<Vec<_>, _>>()?;
        let mut units: Vec<_> = entries.iter().map(|entry| &entry.serial).collect();
        units.sort();
        let named_twice = units
            .windows(2)
            .any(|pair| matches!(pair, [one, next] if one == next));
        let says_nothing = |entry: &LedgerEntry| entry.delivery.is_none() && entry.cable.is_none();
        let (none, many) = (entries.is_empty(), entries.len() > MAX_NOTED);
        if none || many || named_twice || entries.iter().any(says_nothing) {
            return Err(Field::LedgerEntries.malformed());
        }
        Self::new(&request.request_id, Command::NoteLedger(entries))
    }
}

fn ledger_entry(entry: &v1::LedgerEntry) -> Result<LedgerEntry, BadField> {
    let delivery = entry.delivered.as_deref().map(|said| match said {
        "" => Ok(Delivery::Unknown),
        day => wire::delivered_of(day).map(Delivery::On),
    });
    Ok(LedgerEntry {
        serial: serial_of(&entry.serial)?,
        delivery: delivery.transpose()?,
        cable: entry.cable.as_deref().map(wire::cable_of).transpose()?,
    })
}

impl TryFrom<v1::ChangeUnitRequest> for Asked {
    type Error = BadField;

    fn try_from(request: v1::ChangeUnitRequest) -> Result<Self, BadField> {
        let change = ChangeCounter {
            serial: serial_of(&request.serial)?,
            name: optional(&request.name, wire::counter_name_of)?,
            placement: placement_change(request.placement)?,
            tags: tags_change(request.change_tags, &request.tags)?,
        };
        if change.name.is_none() && change.placement.is_none() && change.tags.is_none() {
            return Err(Field::Counter.missing());
        }
        Self::new(&request.request_id, Command::ChangeCounter(change))
    }
}

/// A counter's new placement; `None`: it stays.
fn placement_change(said: i32) -> Result<Option<Placement>, BadField> {
    match said {
        0 => Ok(None),
        said => wire::placement_of(said).map(Some),
    }
}

/// A counter's new tags; `None`: they stay. Tags that are given without a change are a mistake.
fn tags_change(change: bool, tags: &[String]) -> Result<Option<Vec<Tag>>, BadField> {
    match change {
        true => wire::tags_of(tags).map(Some),
        false if tags.is_empty() => Ok(None),
        false => Err(Field::Tags.malformed()),
    }
}

/// What a change of a counter takes, for an act that is thought of.
///
/// # Errors
/// When the placement or a tag is none.
pub fn weighed(request: &v1::WeighUnitRequest) -> Result<Taking, BadField> {
    Ok(Taking::Change {
        placement: placement_change(request.placement)?,
        tags: tags_change(request.change_tags, &request.tags)?,
    })
}

impl TryFrom<v1::ConfirmTimeRequest> for Asked {
    type Error = BadField;

    fn try_from(request: v1::ConfirmTimeRequest) -> Result<Self, BadField> {
        let ahead_ms = (request.seen_ahead_ms != 0).then_some(request.seen_ahead_ms);
        Self::new(&request.request_id, Command::ConfirmTime { ahead_ms })
    }
}

/// Requests that name one thing, or nothing.
macro_rules! naming {
    ($($request:ident => $command:ident $(by $field:ident = $parse:ident)?,)+) => {$(
        impl TryFrom<v1::$request> for Asked {
            type Error = BadField;

            fn try_from(request: v1::$request) -> Result<Self, BadField> {
                $(let $field = $parse(&request.$field)?;)?
                Self::new(&request.request_id, Command::$command { $($field)? })
            }
        }
    )+};
}
naming! {
    RecallTicketRequest => RecallTicket by number = number_of,
    ParkTicketRequest => ParkTicket by number = number_of,
    UnparkTicketRequest => UnparkTicket by number = number_of,
    CancelTicketRequest => CancelTicket by number = number_of,
    UndoTicketRequest => UndoTicket by number = number_of,
    ReopenTicketRequest => ReopenTicket by number = number_of,
    ResumeUnitRequest => ResumeUnit by serial = serial_of,
    RetireUnitRequest => RetireUnit by serial = serial_of,
    RemovePersonRequest => RemovePerson by name = person_name_of,
    NoteBackupRequest => NoteBackup by file = backup_file_of,
    EndDayRequest => EndDay,
    UndoDayRequest => UndoDay,
}

#[cfg(test)]
mod tests;
