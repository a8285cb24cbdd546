//! `madoguchi unit …`.

mod ledger;
mod pair;
mod taken;

use super::args::{ChangeUnit, Enroll, OneUnit, UnitCommand};
use super::client::{Client, Failure, answer, request_id};
use super::credentials::{self, Folder};
use super::output::Output;
use super::{ports, tables};
use crate::json;
use crate::texts::label;
use crate::wire;
use madoguchi_proto::v1;
use madoguchi_proto::v1::{
    ChangeUnitRequest, EnrollUnitRequest, IdentifyUnitRequest, LedgerEntry, ListUnitsRequest,
    MaintainUnitRequest, NoteLedgerRequest, PauseUnitRequest, PreferUnitRequest,
    ReplaceUnitRequest, RestartUnitRequest, ResumeUnitRequest, RetireUnitRequest,
};
use std::path::Path;
use taken::Act;

pub(super) async fn run(
    data_dir: &Path,
    output: &Output,
    command: UnitCommand,
) -> Result<(), Failure> {
    match command {
        UnitCommand::Enroll(enroll) => self::enroll(data_dir, output, enroll).await,
        UnitCommand::Pair(pair) => pair::run(data_dir, output, pair).await,
        UnitCommand::Ledger(command) => ledger::run(data_dir, output, command).await,
        UnitCommand::Replace {
            old,
            new,
            answers,
            reason,
            yes,
        } => {
            let client = Client::connect(data_dir).await?;
            let act = Act::Replace { by: &new };
            let old = taken::agree(&client, output, yes, &old, act).await?;
            let request = ReplaceUnitRequest {
                request_id: request_id()?,
                old,
                new,
                answers,
                reason: reason.unwrap_or_default(),
            };
            replace(&client, output, request).await
        }
        UnitCommand::Ports => ports::list(&Client::connect(data_dir).await?, output).await,
        UnitCommand::List { all } => list(&Client::connect(data_dir).await?, output, all).await,
        mut change => {
            let client = Client::connect(data_dir).await?;
            agree(&client, output, &mut change).await?;
            let (unit, notice) = self::change(&client, change).await?;
            if let Some(notice) = &notice {
                output.notice(notice);
            }
            let units = vec![unit.ok_or_else(Failure::incomplete)?];
            output.answer(
                || json::Unit::from(&units[0]),
                || tables::units(&units, None, output.lang),
            )
        }
    }
}

/// Gets consent to a change, if it takes something away. What is changed then is the unit that was asked about, whatever is renamed meanwhile.
async fn agree(client: &Client, output: &Output, change: &mut UnitCommand) -> Result<(), Failure> {
    let (counter, keeps_tags) = match change {
        UnitCommand::Change(change) => new_counter(change),
        _ => (v1::Counter::default(), true),
    };
    let to = &counter;
    if let UnitCommand::Restart { unit, yes, .. } = change {
        let asks = crate::texts::text("taken-restart", &[("unit", &unit.name)]);
        return output.agree(*yes, &asks);
    }
    let (unit, act, yes) = match change {
        UnitCommand::Change(change) => {
            let act = Act::Change { to, keeps_tags };
            (&mut change.unit, act, change.yes)
        }
        UnitCommand::Retire { unit, yes } => (unit, Act::Retire, *yes),
        UnitCommand::Pause {
            unit,
            now: true,
            yes,
            ..
        } => (unit, Act::PauseNow, *yes),
        _ => return Ok(()),
    };
    unit.name = taken::agree(client, output, yes, &unit.name, act).await?;
    Ok(())
}

/// What a change says of a counter's height and tags, and whether its tags stay.
fn new_counter(change: &ChangeUnit) -> (v1::Counter, bool) {
    let height = change.placement.map(wire::placement);
    let counter = v1::Counter {
        placement: height.unwrap_or_default().into(),
        tags: change.tags.iter().map(ToString::to_string).collect(),
        ..v1::Counter::default()
    };
    (counter, !change.no_tags && change.tags.is_empty())
}

/// Sends an act on one unit, and returns the unit after it, with what staff should know.
async fn change(
    client: &Client,
    command: UnitCommand,
) -> Result<(Option<v1::Unit>, Option<v1::Text>), Failure> {
    let mut units = client.units();
    let request_id = request_id()?;
    let named = |unit: OneUnit| unit.name;
    Ok(match command {
        UnitCommand::Pause {
            unit, now, reason, ..
        } => {
            let serial = named(unit);
            let request = PauseUnitRequest {
                request_id,
                serial,
                now,
                reason: reason.unwrap_or_default(),
            };
            (answer(units.pause_unit(request)).await?.unit, None)
        }
        UnitCommand::Resume(unit) => {
            let serial = named(unit);
            let request = ResumeUnitRequest { request_id, serial };
            (answer(units.resume_unit(request)).await?.unit, None)
        }
        UnitCommand::Maintenance(work) => {
            let request = MaintainUnitRequest {
                request_id,
                serial: named(work.unit),
                end: work.end,
                reason: work.reason.unwrap_or_default(),
                until: work.until.unwrap_or_default(),
            };
            (answer(units.maintain_unit(request)).await?.unit, None)
        }
        UnitCommand::Restart { unit, now, yes: _ } => {
            let serial = named(unit);
            let request = RestartUnitRequest {
                request_id,
                serial,
                now,
            };
            let restarts = answer(units.restart_unit(request)).await?;
            (restarts.unit, restarts.notice)
        }
        UnitCommand::Identify(unit) => {
            let serial = named(unit);
            let request = IdentifyUnitRequest { request_id, serial };
            let identified = answer(units.identify_unit(request)).await?;
            (identified.unit, identified.notice)
        }
        UnitCommand::Prefer { unit, off } => {
            let serial = named(unit);
            let request = PreferUnitRequest {
                request_id,
                serial,
                preferred: !off,
            };
            (answer(units.prefer_unit(request)).await?.unit, None)
        }
        UnitCommand::Retire { unit, yes: _ } => {
            let serial = named(unit);
            let request = RetireUnitRequest { request_id, serial };
            (answer(units.retire_unit(request)).await?.unit, None)
        }
        UnitCommand::Note(note) => {
            let entry = LedgerEntry {
                serial: named(note.unit),
                delivered: note.delivered,
                cable: note.cable,
            };
            let request = NoteLedgerRequest {
                request_id,
                entries: vec![entry],
            };
            let noted = answer(units.note_ledger(request)).await?;
            (noted.units.into_iter().next(), None)
        }
        UnitCommand::Rename { unit, to } => {
            let request = ChangeUnitRequest {
                request_id,
                serial: named(unit),
                name: to,
                ..ChangeUnitRequest::default()
            };
            let changed = answer(units.change_unit(request)).await?;
            (changed.unit, changed.notice)
        }
        UnitCommand::Change(change) => {
            let (counter, keeps_tags) = new_counter(&change);
            let request = ChangeUnitRequest {
                request_id,
                serial: named(change.unit),
                name: change.counter.unwrap_or_default(),
                placement: counter.placement,
                change_tags: !keeps_tags,
                tags: counter.tags,
            };
            let changed = answer(units.change_unit(request)).await?;
            (changed.unit, changed.notice)
        }
        UnitCommand::Enroll(_)
        | UnitCommand::Pair(_)
        | UnitCommand::Ledger(_)
        | UnitCommand::List { .. }
        | UnitCommand::Ports
        | UnitCommand::Replace { .. } => (None, None),
    })
}

async fn replace(
    client: &Client,
    output: &Output,
    request: ReplaceUnitRequest,
) -> Result<(), Failure> {
    let replaced = answer(client.units().replace_unit(request)).await?;
    if let Some(notice) = &replaced.notice {
        output.notice(notice);
    }
    let units = vec![replaced.unit.ok_or_else(Failure::incomplete)?];
    output.answer(
        || json::Unit::from(&units[0]),
        || tables::units(&units, None, output.lang),
    )
}

async fn list(client: &Client, output: &Output, all: bool) -> Result<(), Failure> {
    let request = ListUnitsRequest {
        include_retired: all,
    };
    let list = answer(client.units().list_units(request)).await?;
    output.answer(
        || json::Units::from(&list),
        || tables::units(&list.units, list.seats.as_ref(), output.lang),
    )
}

/// Makes the unit's key here, has its certificate signed, and writes both. The key never leaves this process but for the file.
async fn enroll(data_dir: &Path, output: &Output, enroll: Enroll) -> Result<(), Failure> {
    let client = Client::connect(data_dir).await?;
    let counter = v1::Counter {
        name: enroll.counter.clone(),
        placement: wire::placement(enroll.placement).into(),
        tags: enroll.tags.iter().map(ToString::to_string).collect(),
    };
    let act = Act::Enroll {
        to: &counter,
        keeps_tags: false,
    };
    taken::agree(&client, output, enroll.yes, enroll.serial.as_str(), act).await?;
    let folder = Folder::prepare(&enroll.out)?;
    let key = credentials::UnitKey::generate(&enroll.serial)?;
    let request = EnrollUnitRequest {
        request_id: request_id()?,
        serial: enroll.serial.to_string(),
        edition: wire::edition(enroll.edition).into(),
        counter: Some(counter),
        certificate_request: key.request.clone(),
        cable: enroll.cable,
        delivered: enroll.delivered.unwrap_or_default(),
    };
    let signed = answer(client.units().enroll_unit(request)).await?;
    folder.write(&enroll.serial, &key, &signed)?;
    if let Some(notice) = &signed.notice {
        output.notice(notice);
    }
    let serial = enroll.serial.to_string();
    let dir = enroll.out.display().to_string();
    let done = [("serial", serial.as_str()), ("dir", dir.as_str())];
    output.answer(
        || json::Enrolled {
            serial: serial.clone(),
            folder: dir.clone(),
            unit: signed.unit.as_ref().map(json::Unit::from),
        },
        || format!("{}\n", label(output.lang, "cli-done-enrolled", &done)),
    )
}
