//! The requests for an act: what each touches, and the readers that it names as staff do, by serial or by counter (RULES Q12): resolved on
//! the engine's thread, in the trip of the act.

use super::{Refused, Right};
use crate::wire::{BadField, Field, unit_name_of};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::RequestId;
use madoguchi_proto::v1;
use madoguchi_proto::v1::bind_walk_up_request::WalkUp;
use madoguchi_proto::v1::wish::Wish;

/// Stands for a name in the repeat of a request: it is answered by its id, and may name what was renamed or retired since.
const ANSWERED: &str = "-";

/// A request for an act, which may name readers.
pub(super) trait NamesUnits {
    /// What it touches.
    fn right(&self) -> Right;

    fn request_id(&self) -> &[u8];

    /// The names of readers in it; an empty one names nobody.
    fn names(&mut self) -> Vec<&mut String>;
}

/// Checks the names in a request, without the fleet.
pub(super) fn check(request: &mut impl NamesUnits) -> Result<(), BadField> {
    let names = request.names();
    let mut named = names.iter().filter(|name| !name.is_empty());
    named.try_for_each(|name| unit_name_of(name).map(drop))
}

/// Writes the serial of each reader in the place of its name.
pub(super) fn resolve(fleet: &Fleet, request: &mut impl NamesUnits) -> Result<(), Refused> {
    let id = request.request_id().try_into().map(RequestId);
    let answered = id.is_ok_and(|id| fleet.has_answered(id));
    for name in request.names() {
        if name.is_empty() {
            continue;
        }
        *name = match fleet.unit_named(name) {
            Ok(serial) => serial.to_string(),
            Err(_) if answered => ANSWERED.to_owned(),
            Err(refusal) => return Err(refusal.into()),
        };
    }
    Ok(())
}

/// A name on its own.
pub(super) fn checked(name: &str) -> Result<&str, BadField> {
    match name {
        "" => Err(Field::Serial.missing()),
        name => unit_name_of(name).map(|()| name),
    }
}

fn wished(wish: &mut v1::Wish) -> Option<&mut String> {
    match &mut wish.wish {
        Some(Wish::Unit(name)) => Some(name),
        _ => None,
    }
}

/// The requests of the desk, each with what it touches and where it names readers.
macro_rules! naming {
    ($($request:ident($this:ident): $right:expr => $names:expr,)+) => {$(
        impl NamesUnits for v1::$request {
            #[allow(unused_variables, reason = "most touch the same whatever they say")]
            fn right(&self) -> Right {
                let $this = self;
                $right
            }

            fn request_id(&self) -> &[u8] {
                &self.request_id
            }

            fn names(&mut self) -> Vec<&mut String> {
                let $this = self;
                $names
            }
        }
    )+};
}
naming! {
    AddTicketRequest(add): Right::Queue => add.needs.iter_mut().chain(&mut add.prefers).filter_map(wished).collect(),
    ChangeTicketRequest(change): Right::Queue => change.needs.iter_mut().chain(&mut change.prefers).filter_map(wished).collect(),
    DropNeedRequest(drop): Right::Queue => drop.need.iter_mut().filter_map(wished).collect(),
    CallTicketRequest(call): Right::Queue => vec![&mut call.unit],
    MoveTicketRequest(moved): Right::Queue => vec![&mut moved.unit],
    BindWalkUpRequest(bind): Right::Queue => match &mut bind.walk_up {
        Some(WalkUp::NewestAtUnit(unit)) => vec![unit],
        _ => Vec::new(),
    },
    PauseUnitRequest(unit): if unit.now { Right::Day } else { Right::Queue } => vec![&mut unit.serial],
    ResumeUnitRequest(unit): Right::Queue => vec![&mut unit.serial],
    MaintainUnitRequest(unit): Right::Readers => vec![&mut unit.serial],
    RestartUnitRequest(unit): Right::Readers => vec![&mut unit.serial],
    // It changes nothing, and whoever may look at readers may ask which is which.
    IdentifyUnitRequest(unit): Right::Look => vec![&mut unit.serial],
    PreferUnitRequest(unit): Right::Readers => vec![&mut unit.serial],
    ChangeUnitRequest(unit): Right::Readers => vec![&mut unit.serial],
    NoteUnitRequest(unit): Right::Readers => vec![&mut unit.serial],
    NoteLedgerRequest(ledger): Right::Readers => ledger.entries.iter_mut().map(|entry| &mut entry.serial).collect(),
    RetireUnitRequest(unit): Right::Readers => vec![&mut unit.serial],
    ReplaceUnitRequest(units): Right::Readers => vec![&mut units.old, &mut units.new],
    RecallTicketRequest(_ticket): Right::Queue => Vec::new(),
    ParkTicketRequest(_ticket): Right::Queue => Vec::new(),
    UnparkTicketRequest(_ticket): Right::Queue => Vec::new(),
    CancelTicketRequest(_ticket): Right::Queue => Vec::new(),
    DoneByMeansRequest(_ticket): Right::Queue => Vec::new(),
    UndoTicketRequest(_ticket): Right::Queue => Vec::new(),
    ReopenTicketRequest(_ticket): Right::Queue => Vec::new(),
    EndDayRequest(_day): Right::Day => Vec::new(),
    UndoDayRequest(_day): Right::Day => Vec::new(),
    NoteBackupRequest(_backup): Right::Backup => Vec::new(),
    ConfirmTimeRequest(_time): Right::Time => Vec::new(),
    RemovePersonRequest(_person): Right::People => Vec::new(),
}
