//! Units, devices that were refused, and readers that only USB shows.

use super::{count, moment};
use crate::texts::{self, Clock};
use crate::wire;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::admission::Verdict;
use madoguchi_fleet::ids::{Installation, Serial, TicketId};
use madoguchi_fleet::link::{Link, Path, SeenReader};
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::unit::{Activity, Membership, Pause, Unit};
use madoguchi_fleet::visitors::Visitor;
use madoguchi_proto::v1;
use madoguchi_proto::v1::UnitActivity;

/// The `admission` of a unit that is not attached.
const ABSENT: &str = "absent";
/// What the `admission` of a unit with a seat begins with.
const SEAT: &str = "seat:";

/// All units in the order of pairing, then devices that were refused, then those that USB shows and that never connected.
///
/// A retired or replaced unit is among them as long as it has a patient. Each serial has one row: a unit that is not attached shows why its
/// device was refused, or what USB shows of it. A device without a serial has a row for its port.
#[must_use]
pub fn units(fleet: &Fleet, include_retired: bool) -> Vec<v1::Unit> {
    let mut known: Vec<_> = fleet
        .units()
        .filter(|unit| include_retired || is_here(unit))
        .collect();
    known.sort_by_key(|unit| unit.pairing);
    let mut rows: Vec<_> = known.iter().map(|known| unit(fleet, known)).collect();
    let strangers = fleet
        .visitors()
        .filter(|visitor| known.iter().all(|unit| unit.serial != visitor.serial));
    let strangers = strangers.filter(|visitor| fleet.is_there(visitor));
    rows.extend(strangers.map(|visitor| stranger(fleet, visitor)));
    for (at, reader) in fleet.sightings() {
        let row = sighted(fleet, at, reader);
        if row.serial.is_empty() || rows.iter().all(|listed| listed.serial != row.serial) {
            rows.push(row);
        }
    }
    rows
}

/// Whether a unit belongs to the fleet, or still stays with it.
pub(crate) fn is_here(unit: &Unit) -> bool {
    unit.membership == Membership::Enrolled || finishes(unit)
}

/// Whether a unit that left the fleet stays for the patient that it has.
const fn finishes(unit: &Unit) -> bool {
    unit.attachment().is_some() || unit.is_leaving()
}

/// One unit.
#[must_use]
pub fn unit(fleet: &Fleet, unit: &Unit) -> v1::Unit {
    let attachment = unit.attachment();
    let clock = Clock::of(fleet);
    let today = fleet.today_of(unit);
    let seen = fleet.seen(&unit.serial).next();
    let mut row = v1::Unit {
        serial: unit.serial.to_string(),
        edition: wire::edition(unit.edition).into(),
        counter: Some(wire::counter(&unit.counter)),
        attached: attachment.is_some(),
        link: attachment
            .map(|attachment| &attachment.link)
            .or(seen.map(|(_, reader)| &reader.link))
            .map(link),
        admission: match attachment {
            Some(_) => fleet.verdict(unit).to_string(),
            None => seen.map_or_else(|| ABSENT.to_owned(), |(at, seen)| as_seen(fleet, at, seen)),
        },
        serves: unit.serves(),
        why: Some(texts::service(&fleet.service(unit), &unit.serial, &clock)),
        activity: activity(unit).into(),
        ticket: ticket_number(fleet, unit),
        health: Some(wire::health(&unit.health)),
        paused: unit.pause.is_some(),
        preferred: unit.preferred,
        sessions_today: today.sessions(),
        verified_today: today.verified(),
        software: attachment.map_or_else(String::new, |a| a.software.clone()),
        retired: unit.membership != Membership::Enrolled,
        installation: unit.installation.to_string(),
        replaced_by: match &unit.membership {
            Membership::Replaced { by, .. } => by.to_string(),
            Membership::Enrolled | Membership::Retired => String::new(),
        },
        paused_by_fleet: unit.pause == Some(Pause::ByFleet),
        pause_reason: wire::text_or_empty(unit.pause_reason()),
        grace_until_ms: grace_until(fleet, unit).map_or(0, |until| fleet.of_day(until).0),
        cable: unit.cable.clone(),
        delivered: wire::text_or_empty(unit.delivered.as_ref()),
        covered_until: wire::text_or_empty(unit.coverage().map(|known| known.until).as_ref()),
        coverage: unit
            .coverage()
            .map(|known| texts::coverage(known, fleet.date())),
        enrolled_at_ms: fleet.of_day(unit.enrolled_at).0,
        out_at_ms: moment(fleet, unit.out_at),
        replaces: fleet
            .predecessors(&unit.serial)
            .into_iter()
            .map(|before| before.serial.to_string())
            .collect(),
        drops: count(fleet.drops(unit)),
        plugged: fleet.is_plugged(unit),
        maintenance: maintenance(fleet, unit),
        clock_ahead_ms: fleet.reader_clock_ahead_ms(unit),
        restarts: super::restarts::restarts(fleet, unit),
        replaced_why: unit.ground().map(texts::ground),
    };
    if attachment.is_none()
        && let Some(visitor) = fleet.visitor(&unit.serial)
    {
        row.admission = Verdict::Refused(visitor.refusal.clone()).to_string();
        row.link.get_or_insert_with(|| link(&visitor.link));
    }
    row
}

/// Takes out of a unit what only those may see who look at licenses: the number of the one that seats it.
pub fn for_anybody(unit: &mut v1::Unit) {
    let Some(seat) = unit.admission.strip_prefix(SEAT) else {
        return;
    };
    let kind = seat.split(':').next().unwrap_or_default();
    unit.admission = format!("{SEAT}{kind}");
}

/// The time until which a unit serves on the license of the one that it replaced.
fn grace_until(fleet: &Fleet, unit: &Unit) -> Option<FleetTime> {
    let mut graces = fleet.running_graces();
    let (_, grace) = graces.find(|(serial, _)| **serial == unit.serial)?;
    Some(grace.until)
}

/// The maintenance that a unit is in.
fn maintenance(fleet: &Fleet, unit: &Unit) -> Option<v1::Maintenance> {
    let work = unit.maintenance()?;
    Some(v1::Maintenance {
        since_ms: fleet.of_day(work.since).0,
        until_ms: work.until.map_or(0, |until| until.0),
        works_since_ms: moment(fleet, unit.works_since),
    })
}

/// A device that is no unit of this fleet.
fn stranger(fleet: &Fleet, visitor: &Visitor) -> v1::Unit {
    let verdict = Verdict::Refused(visitor.refusal.clone());
    v1::Unit {
        serial: visitor.serial.to_string(),
        admission: verdict.to_string(),
        why: Some(texts::verdict(&verdict)),
        link: Some(link(&visitor.link)),
        activity: UnitActivity::Absent.into(),
        retired: fleet
            .unit(&visitor.serial)
            .is_some_and(|unit| unit.membership != Membership::Enrolled),
        installation: visitor.installation.to_string(),
        plugged: fleet.seen(&visitor.serial).next().is_some(),
        ..v1::Unit::default()
    }
}

/// The verdict, as in `admission`, on a reader that USB shows and that does not connect.
fn as_seen(fleet: &Fleet, at: Installation, reader: &SeenReader) -> String {
    match fleet.sighting_verdict(at, reader) {
        Err(refusal) => Verdict::Refused(refusal).to_string(),
        Ok(()) => ABSENT.to_owned(),
    }
}

/// A reader that USB shows and that has no row above. Its serial is the descriptor's; empty if that has none.
fn sighted(fleet: &Fleet, at: Installation, reader: &SeenReader) -> v1::Unit {
    let serial = reader.link.usb_serial.label().unwrap_or_default();
    let known = Serial::parse(&serial).and_then(|serial| fleet.unit(&serial));
    let refusal = fleet.sighting_verdict(at, reader).err();
    v1::Unit {
        serial,
        link: Some(link(&reader.link)),
        admission: as_seen(fleet, at, reader),
        why: refusal.map(|refusal| texts::verdict(&Verdict::Refused(refusal))),
        activity: UnitActivity::Absent.into(),
        retired: known.is_some_and(|unit| unit.membership != Membership::Enrolled),
        installation: at.to_string(),
        plugged: true,
        ..v1::Unit::default()
    }
}

/// The number of the unit's ticket; empty for a walk-up.
fn ticket_number(fleet: &Fleet, unit: &Unit) -> String {
    let id: Option<TicketId> = unit.assignment().map(|assignment| assignment.ticket);
    id.and_then(|id| fleet.ticket(id))
        .map_or_else(String::new, |ticket| ticket.number.to_string())
}

/// The way in which a unit is connected to the PC.
#[must_use]
pub fn link(link: &Link) -> v1::Link {
    // A port that could not be found has a name for the fleet's own use only.
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
        usb_serial: link.usb_serial.label().unwrap_or_default(),
        path: path(link.path).to_owned(),
        device: link.device.map_or_else(String::new, |id| id.to_string()),
        hub: link
            .hub
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
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
