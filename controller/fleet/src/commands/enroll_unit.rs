//! Makes a unit known, or gives a known one a new key and a new place.

use super::note_cable::check_cable;
use super::note_ledger::check_delivered;
use super::staff::about_unit;
use crate::admission::Refusal as Turned;
use crate::command::{EnrollUnit, Parting};
use crate::decision::{Closing, Order};
use crate::fleet::Fleet;
use crate::past::Past;
use crate::refusal::Refusal;
use crate::restarts::Restarts;
use crate::unit::{Activity, Health, MAX_OLD_KEYS, Membership, Presence, Unit};
use crate::unit_day::{Counted, UnitDay};
use crate::visitors::Visitor;
use crate::wish::{Counter, MAX_COUNTER_CHARS, MAX_TAGS};
use crate::work::Work;
use madoguchi_plain::is_name;

/// The most units that a fleet knows, with retired ones: sixteen PCs of four, each replaced a few times.
const MAX_UNITS: usize = 256;

/// The unit to enroll.
#[derive(Debug)]
pub(crate) struct Plan {
    enroll: EnrollUnit,
    known: bool,
}

pub(crate) fn check(fleet: &Fleet, enroll: EnrollUnit) -> Result<Plan, Refusal> {
    check_counter(&enroll.counter)?;
    check_cable(&enroll.cable)?;
    check_delivered(fleet, &enroll.serial, enroll.delivered)?;
    let has_key = |unit: &&Unit| unit.key == enroll.key || unit.old_keys.contains(&enroll.key);
    let owner = fleet.units().find(has_key);
    if let Some(other) = owner.filter(|unit| unit.serial != enroll.serial) {
        return Err(Refusal::KeyInUse(other.serial.clone()));
    }
    let unit = fleet.unit(&enroll.serial);
    // A unit that was replaced never comes back (RULES A6); one that was only retired does.
    if let Some(Membership::Replaced { by, .. }) = unit.map(|unit| &unit.membership) {
        return Err(Refusal::ReplacedAlready {
            old: enroll.serial,
            by: by.clone(),
        });
    }
    let known = unit.is_some();
    if !known && fleet.yard.count_units() >= MAX_UNITS {
        return Err(Refusal::TooManyUnits(MAX_UNITS));
    }
    Ok(Plan { enroll, known })
}

/// Refuses a name that does not fit into a line, and too many tags.
pub(super) fn check_counter(counter: &Counter) -> Result<(), Refusal> {
    let name = &counter.name;
    let fits = name.trim() == name && is_name(name, MAX_COUNTER_CHARS);
    if fits && counter.tags.len() <= MAX_TAGS {
        Ok(())
    } else {
        Err(Refusal::BadCounter)
    }
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, Plan { enroll, known }: Plan) {
    about_unit(work, &enroll.serial);
    fleet.yard.strike_visitor(&enroll.serial);
    match known {
        true => enroll_again(fleet, work, enroll),
        false => enroll_new(fleet, enroll),
    }
}

fn enroll_new(fleet: &mut Fleet, enroll: EnrollUnit) {
    let now = fleet.now();
    fleet.yard.enroll(Unit {
        serial: enroll.serial,
        installation: enroll.installation,
        key: enroll.key,
        old_keys: Vec::new(),
        edition: enroll.edition,
        counter: enroll.counter,
        cable: enroll.cable,
        delivered: enroll.delivered,
        pairing: 0,
        enrolled_at: now,
        membership: Membership::Enrolled,
        out_at: None,
        pause: None,
        preferred: false,
        seat: None,
        health: Health::default(),
        failures: 0,
        today: UnitDay::on(fleet.today()),
        counted: Counted::default(),
        past: Past::default(),
        restarts: Restarts::default(),
        left: None,
        works_since: None,
        drops: Vec::new(),
        heard_at: now,
        presence: Presence::Absent {
            held_until: now,
            expected_until: None,
        },
        activity: Activity::Free { since: now },
    });
}

/// Gives a known unit a new key. It keeps its seat and its place in the order; a retired unit returns at the end of the order. A connection
/// with the old key ends.
fn enroll_again(fleet: &mut Fleet, work: &mut Work, enroll: EnrollUnit) {
    let serial = enroll.serial;
    let retired = fleet
        .unit(&serial)
        .is_some_and(|unit| unit.membership == Membership::Retired);
    let place = retired.then(|| fleet.yard.take_pairing());
    let rekeyed = fleet.yard.change(&serial, |unit| {
        unit.edition = enroll.edition;
        unit.counter = enroll.counter;
        // A unit that is paired anew keeps the note on its cable unless a new one is given.
        if !enroll.cable.is_empty() {
            unit.cable = enroll.cable;
        }
        unit.delivered = enroll.delivered.or(unit.delivered);
        if let Some(place) = place {
            unit.membership = Membership::Enrolled;
            unit.out_at = None;
            unit.installation = enroll.installation;
            unit.pairing = place;
        }
        if unit.key == enroll.key {
            return None;
        }
        unit.old_keys.retain(|key| *key != enroll.key);
        unit.old_keys
            .push(std::mem::replace(&mut unit.key, enroll.key));
        if unit.old_keys.len() > MAX_OLD_KEYS {
            unit.old_keys.remove(0);
        }
        let attachment = unit.attachment().cloned();
        attachment.map(|attachment| (unit.installation, attachment))
    });
    if let Some((installation, attachment)) = rekeyed.flatten() {
        let refusal = Turned::KeySuperseded;
        let closing = Closing::Refused(refusal.clone());
        work.order(attachment.connection, Order::Close(closing));
        fleet.lose_link(work, &serial, Parting::Closed);
        // It is there and cannot serve, which is known before it comes back and is refused.
        fleet.yard.list_visitor(Visitor {
            installation,
            link: attachment.link,
            refusal,
            at: fleet.now(),
            serial,
        });
    }
}
