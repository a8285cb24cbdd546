//! Which commands have to be refused, by the model's word, and with which code.

use super::model;
use super::watch::Watch;
use super::words::{change_of, walk_up_of, wish};
use madoguchi_fleet::command::{Act, ChangeCounter, Command};
use madoguchi_fleet::ids::{ConnectionId, Number, Serial};
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::wish::Wish;
use madoguchi_fleet::{Fleet, Refusal};

impl Watch {
    /// The refusals of which one has to come; `None`: it has to be accepted. `Some` of nothing: the model cannot tell.
    pub(super) fn refusals(
        &self,
        fleet: &Fleet,
        now: FleetTime,
        command: &Command,
    ) -> Option<Vec<&'static str>> {
        use model::State::{Called, Cancelled, Done, Ended, Missed, Parked, Waiting};
        let model = &self.model;
        // Nothing is taken away from under a session.
        let open = |s: &model::State| matches!(s, Waiting | Parked | Missed | Called { .. });
        let stale = |serial: &Serial, connection: &ConnectionId| {
            let stale = !model.speaks_by(serial.as_str(), connection.0);
            stale.then(|| vec!["stale-connection"])
        };
        let unknown = |serial: &Serial| {
            let unit = model.units.get(serial.as_str());
            (!unit.is_some_and(|unit| unit.known))
                .then(|| vec!["unit-retired", "replaced-already", "no-such-unit"])
        };
        let state = |number: &Number, may| model.refuses(number.as_str(), may).map(<[_]>::to_vec);
        match command {
            Command::AddTicket(add) => {
                let number = add.number.as_ref();
                let in_use = number.is_some_and(|n| !model.may_add(n.as_str()));
                let wished = add.needs.iter().chain(&add.prefers);
                let retired = wished.filter_map(|wish| match wish {
                    Wish::Unit(serial) => unknown(serial),
                    _ => None,
                });
                let mut all: Vec<_> = retired.flatten().collect();
                all.extend(in_use.then_some("number-in-use"));
                let wished: Vec<_> = add.needs.iter().chain(&add.prefers).map(wish).collect();
                all.extend(model::exclude(&wished).then_some("wishes-exclude"));
                (!all.is_empty()).then_some(all)
            }
            Command::CallTicket { number, unit } => {
                state(number, |s| matches!(s, Waiting | Parked | Missed)).or_else(|| {
                    let id = model.numbered(number.as_str())?;
                    let called = model.may_call(id, unit.as_ref().map(Serial::as_str));
                    called.err().map(<[_]>::to_vec)
                })
            }
            Command::RecallTicket { number } => state(number, |s| *s == Missed),
            Command::ParkTicket { number } => {
                state(number, |s| matches!(s, Waiting | Called { .. }))
            }
            Command::UnparkTicket { number } => state(number, |s| *s == Parked),
            Command::CancelTicket { number } => state(number, open),
            Command::DoneByMeans { number, .. } => {
                let refusals = model.may_be_done(fleet.now().max(now).0, number.as_str());
                refusals.map(<[_]>::to_vec)
            }
            Command::MoveTicket { number, unit, .. } => {
                state(number, open).or_else(|| unknown(unit))
            }
            Command::UndoTicket { number } => {
                let undo = model.may_undo(fleet.now().max(now).0, number.as_str());
                undo.err().map(<[_]>::to_vec)
            }
            Command::ReopenTicket { number } => {
                state(number, |s| matches!(s, Done | Cancelled | Ended))
            }
            Command::ChangeTicket(change) => state(&change.number, open).or_else(|| {
                let id = model.numbered(change.number.as_str())?;
                let refusals = model.may_change(id, &change_of(change));
                (!refusals.is_empty()).then_some(refusals)
            }),
            Command::DropNeed { number, need } => state(number, open).or_else(|| {
                let id = model.numbered(number.as_str())?;
                let may = model.may_drop(id, need.as_ref().map(wish).as_ref());
                (!may).then(|| vec!["no-such-need"])
            }),
            Command::BindWalkUp { number, walk_up } => state(number, open).or_else(|| {
                let (session, at) = walk_up_of(walk_up);
                let bound = model.may_bind(fleet.now().max(now).0, session, at);
                bound.err().map(<[_]>::to_vec)
            }),
            Command::UndoDay => model.may_undo_day(),
            Command::ReplaceUnit { old, new, .. } => {
                let refusals = model.may_replace(old.as_str(), new.as_str());
                (!refusals.is_empty()).then_some(refusals)
            }
            Command::EnrollUnit(enroll) => {
                let unit = model.units.get(enroll.serial.as_str());
                unit.is_some_and(|unit| unit.replaced)
                    .then(|| vec!["replaced-already"])
            }
            Command::PauseUnit { serial, .. }
            | Command::ResumeUnit { serial }
            | Command::PreferUnit { serial, .. }
            | Command::ChangeCounter(ChangeCounter { serial, .. })
            | Command::RetireUnit { serial } => unknown(serial),
            Command::RestartUnit { serial, .. } => unknown(serial).or_else(|| {
                let unit = model.units.get(serial.as_str())?;
                unit.connection.is_none().then(|| vec!["restart-away"])
            }),
            Command::IdentifyUnit { serial } => unknown(serial).or_else(|| {
                let unit = model.units.get(serial.as_str())?;
                match (unit.connection, &unit.hand) {
                    (None, _) => Some(vec!["reader-away"]),
                    (Some(_), model::Hand::Free { .. }) => None,
                    (Some(_), _) => Some(vec!["reader-in-use"]),
                }
            }),
            Command::CardPlaced {
                serial, connection, ..
            }
            | Command::CardRemoved { serial, connection }
            | Command::UnitRestarted { serial, connection }
            | Command::HealthChanged {
                serial, connection, ..
            }
            | Command::HoldingReported {
                serial, connection, ..
            }
            | Command::LinkObserved {
                serial, connection, ..
            } => stale(serial, connection),
            Command::SessionEnded(ended) => stale(&ended.serial, &ended.connection),
            Command::ConfirmTime { .. } => {
                let nothing = !model.may_confirm();
                nothing.then(|| vec!["nothing-to-confirm"])
            }
            Command::AddPerson(add) => model.may_add_person(add.name.as_str()),
            Command::RemovePerson { name } => model.may_remove_person(name.as_str()),
            Command::EndSessions { name, .. } => model.may_end_sessions(name.as_str()),
            Command::InstallLicense(_) | Command::AcceptRevocations(_) => Some(vec![]),
            Command::RecordAct(act) => {
                let other = act.after != fleet.act_chain();
                other.then(|| vec!["act-out-of-order"])
            }
            Command::ResetTime(_) => {
                let unasked = fleet.reset_nonce().is_none();
                unasked.then(|| vec!["reset-not-asked"])
            }
            _ => None,
        }
    }
}

/// It was accepted: no refusal was due.
pub fn expected_none(act: &Act, expected: Option<Vec<&'static str>>) -> Result<(), String> {
    match expected.filter(|codes| !codes.is_empty()) {
        Some(codes) => Err(format!(
            "model: {:?} was accepted, not {codes:?}",
            act.command
        )),
        None => Ok(()),
    }
}

/// It was refused: by one of the codes that were due.
pub fn refused_as(
    act: &Act,
    refusal: &Refusal,
    expected: Option<Vec<&'static str>>,
) -> Result<(), String> {
    let code = refusal.code();
    match expected {
        Some(codes) if codes.is_empty() || codes.contains(&code) => Ok(()),
        expected => Err(format!(
            "model: {:?} was refused as {code}, expected {expected:?}",
            act.command
        )),
    }
}
