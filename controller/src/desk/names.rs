//! The readers that requests name as staff do, by serial or by counter (RULES Q12): resolved on the engine's thread, in the trip of the act.

use super::Refused;
use crate::wire::{BadField, Field, unit_name_of};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::RequestId;
use madoguchi_proto::v1;
use madoguchi_proto::v1::bind_walk_up_request::WalkUp;
use madoguchi_proto::v1::wish::Wish;

/// Stands for a name in the repeat of a request: it is answered by its id, and may name what was renamed or retired since.
const ANSWERED: &str = "-";

/// A request that may name readers.
pub(super) trait NamesUnits {
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

/// The requests of the desk, each with where it names readers.
macro_rules! naming {
    ($($request:ident($this:ident) => $names:expr,)+) => {$(
        impl NamesUnits for v1::$request {
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
    AddTicketRequest(add) => add.needs.iter_mut().chain(&mut add.prefers).filter_map(wished).collect(),
    ChangeTicketRequest(change) => change.needs.iter_mut().chain(&mut change.prefers).filter_map(wished).collect(),
    DropNeedRequest(drop) => drop.need.iter_mut().filter_map(wished).collect(),
    CallTicketRequest(call) => vec![&mut call.unit],
    MoveTicketRequest(moved) => vec![&mut moved.unit],
    BindWalkUpRequest(bind) => match &mut bind.walk_up {
        Some(WalkUp::NewestAtUnit(unit)) => vec![unit],
        _ => Vec::new(),
    },
    PauseUnitRequest(unit) => vec![&mut unit.serial],
    ResumeUnitRequest(unit) => vec![&mut unit.serial],
    PreferUnitRequest(unit) => vec![&mut unit.serial],
    ChangeUnitRequest(unit) => vec![&mut unit.serial],
    NoteUnitRequest(unit) => vec![&mut unit.serial],
    RetireUnitRequest(unit) => vec![&mut unit.serial],
    ReplaceUnitRequest(units) => vec![&mut units.old, &mut units.new],
    RecallTicketRequest(_ticket) => Vec::new(),
    ParkTicketRequest(_ticket) => Vec::new(),
    UnparkTicketRequest(_ticket) => Vec::new(),
    CancelTicketRequest(_ticket) => Vec::new(),
    DoneByMeansRequest(_ticket) => Vec::new(),
    UndoTicketRequest(_ticket) => Vec::new(),
    ReopenTicketRequest(_ticket) => Vec::new(),
    EndDayRequest(_day) => Vec::new(),
    UndoDayRequest(_day) => Vec::new(),
    ConfirmTimeRequest(_time) => Vec::new(),
}
