//! Units, and devices that were turned away at the door.

use super::count;
use crate::texts::{self, Clock};
use crate::wire;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::admission::Verdict;
use madoguchi_fleet::ids::{Serial, TicketId};
use madoguchi_fleet::link::{Hub, Link, Path};
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::unit::{Activity, Membership, Pause, Unit};
use madoguchi_fleet::visitors::Visitor;
use madoguchi_proto::v1;
use madoguchi_proto::v1::UnitActivity;

/// What stands in `admission` for a unit that is not attached.
const ABSENT: &str = "absent";

/// All units in order of pairing, then devices that were turned away.
///
/// One that was retired or replaced is among them as long as it still has a patient. A serial has one row: a unit
/// that is not attached shows why its device was turned away, if it was.
#[must_use]
pub fn units(fleet: &Fleet, include_retired: bool) -> Vec<v1::Unit> {
    let mut known: Vec<_> = fleet
        .units()
        .filter(|unit| include_retired || unit.membership == Membership::Enrolled || finishes(unit))
        .collect();
    known.sort_by_key(|unit| unit.pairing);
    let mut rows: Vec<_> = known.iter().map(|known| unit(fleet, known)).collect();
    let strangers = fleet
        .visitors()
        .filter(|visitor| known.iter().all(|unit| unit.serial != visitor.serial));
    rows.extend(strangers.map(|visitor| stranger(fleet, visitor)));
    rows
}

/// Whether a unit that left the fleet is still there for the patient it has.
const fn finishes(unit: &Unit) -> bool {
    unit.attachment().is_some() || unit.is_leaving()
}

/// A unit as people see it.
#[must_use]
pub fn unit(fleet: &Fleet, unit: &Unit) -> v1::Unit {
    let attachment = unit.attachment();
    let clock = Clock::of(fleet.settings());
    let today = unit.tally.day == fleet.today();
    let mut row = v1::Unit {
        serial: unit.serial.to_string(),
        edition: wire::edition(unit.edition).into(),
        counter: Some(wire::counter(&unit.counter)),
        attached: attachment.is_some(),
        link: attachment.map(|attachment| link(&attachment.link)),
        admission: match attachment {
            Some(_) => fleet.verdict(unit).to_string(),
            None => ABSENT.to_owned(),
        },
        serves: unit.serves(),
        why: Some(texts::service(&fleet.service(unit), &clock)),
        activity: activity(unit).into(),
        ticket: ticket_number(fleet, unit),
        health: Some(wire::health(&unit.health)),
        paused: unit.pause.is_some(),
        preferred: unit.preferred,
        sessions_today: if today { unit.tally.sessions } else { 0 },
        verified_today: if today { unit.tally.verified } else { 0 },
        software: attachment.map_or_else(String::new, |a| a.software.clone()),
        retired: unit.membership != Membership::Enrolled,
        installation: unit.installation.to_string(),
        replaced_by: match &unit.membership {
            Membership::Replaced { by, .. } => by.to_string(),
            Membership::Enrolled | Membership::Retired => String::new(),
        },
        paused_by_fleet: unit.pause == Some(Pause::ByFleet),
        grace_until_ms: grace_until(fleet, unit).map_or(0, |until| until.0),
        cable: unit.cable.clone(),
        drops: count(unit.drops.len()),
        plugged: fleet.seen(&unit.serial).next().is_some(),
    };
    if attachment.is_none()
        && let Some(visitor) = visitor(fleet, &unit.serial)
    {
        turned_away(&mut row, visitor);
    }
    row
}

/// Until when a unit serves on the license of the one that it replaced.
fn grace_until(fleet: &Fleet, unit: &Unit) -> Option<FleetTime> {
    let mut graces = fleet.running_graces();
    let (_, grace) = graces.find(|(serial, _)| **serial == unit.serial)?;
    Some(grace.until)
}

fn visitor<'a>(fleet: &'a Fleet, serial: &Serial) -> Option<&'a Visitor> {
    fleet.visitors().find(|visitor| visitor.serial == *serial)
}

/// A device that is no unit of this fleet.
fn stranger(fleet: &Fleet, visitor: &Visitor) -> v1::Unit {
    let mut row = v1::Unit {
        serial: visitor.serial.to_string(),
        activity: UnitActivity::Absent.into(),
        retired: fleet
            .unit(&visitor.serial)
            .is_some_and(|unit| unit.membership != Membership::Enrolled),
        installation: visitor.installation.to_string(),
        ..v1::Unit::default()
    };
    turned_away(&mut row, visitor);
    row
}

fn turned_away(row: &mut v1::Unit, visitor: &Visitor) {
    let verdict = Verdict::Refused(visitor.refusal.clone());
    row.admission = verdict.to_string();
    row.why = Some(texts::verdict(&verdict));
    row.link = Some(link(&visitor.link));
}

/// The label of the ticket that a unit has; of a walk-up there is none.
fn ticket_number(fleet: &Fleet, unit: &Unit) -> String {
    let id: Option<TicketId> = unit.assignment().map(|assignment| assignment.ticket);
    id.and_then(|id| fleet.ticket(id))
        .map_or_else(String::new, |ticket| ticket.number.to_string())
}

/// How a unit reaches the PC.
#[must_use]
pub fn link(link: &Link) -> v1::Link {
    // A port that could not be found out has a name for the fleet's own use only.
    let known = link.path != Path::Unknown;
    let shown = |part: &str| {
        if known {
            part.to_owned()
        } else {
            String::new()
        }
    };
    v1::Link {
        interface: link.interface.clone(),
        bus: shown(&link.port.bus),
        chain: shown(&link.port.chain),
        speed_mbps: link.speed_mbps.unwrap_or(0),
        usb_serial: link.usb_serial.shown().unwrap_or_default().to_owned(),
        path: path(link.path).to_owned(),
        device: link.device.map_or_else(String::new, |id| id.to_string()),
        hub: link.hub.as_ref().map_or_else(String::new, hub),
    }
}

const fn path(path: Path) -> &'static str {
    match path {
        Path::Direct => "direct",
        Path::BehindHub => "behind-hub",
        Path::NotUsb => "not-usb",
        Path::Unknown => "unknown",
    }
}

fn hub(hub: &Hub) -> String {
    match hub.id {
        Some(id) => format!("{} {id}", hub.port),
        None => hub.port.to_string(),
    }
}

const fn activity(unit: &Unit) -> UnitActivity {
    match (unit.attachment(), &unit.activity) {
        (None, _) => UnitActivity::Absent,
        (Some(_), Activity::Free { .. }) => UnitActivity::Free,
        (Some(_), Activity::Called(_)) => UnitActivity::Called,
        (Some(_), Activity::Verifying(_)) => UnitActivity::Verifying,
        (Some(_), Activity::Unplanned { .. }) => UnitActivity::WalkUp,
        (Some(_), Activity::Finishing { .. }) => UnitActivity::Finishing,
        (Some(_), Activity::Asked(_)) => UnitActivity::Asked,
    }
}
