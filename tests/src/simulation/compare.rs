//! The second fleet against the model, after each act; and what staff did against the audit.

use super::coverage::Coverage;
use super::model;
use super::watch::Watch;
use super::words::state_of;
use madoguchi_fleet::admission::Refusal as Turned;
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::decision::Change;
use madoguchi_fleet::ids::{SessionId, TicketId};
use madoguchi_fleet::people::{Person, Role};
use madoguchi_fleet::reasons::{Alarm, Service};
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::unit::{Pause, Presence};
use madoguchi_fleet::{Decision, Fleet};
use std::collections::{BTreeMap, BTreeSet};

impl Watch {
    /// Every ticket is what the model says, and the waiting stand in its order.
    pub(super) fn compare(&mut self, fleet: &Fleet, coverage: &mut Coverage) -> Result<(), String> {
        for ticket in fleet.tickets() {
            let Some(model) = self.model.tickets.get(&ticket.id.0) else {
                return Err(format!("{} {:?} is nobody's", ticket.id, ticket.state));
            };
            let is = (
                state_of(&ticket.state),
                ticket.misses,
                ticket.attempts.len(),
                ticket.means.is_some(),
            );
            let should = (
                model.state.clone(),
                model.misses,
                model.attempts.len(),
                model.by_means,
            );
            if is != should {
                return Err(format!(
                    "model: ticket {} is {is:?} and should be {should:?} (state, misses, attempts, by other means)",
                    ticket.id
                ));
            }
            let name = is.0.name();
            let was = self.seen.insert(ticket.id, name);
            if was != Some(name) {
                coverage.transition(was.unwrap_or("-"), name);
            }
        }
        self.forget(fleet)?;
        self.pauses(fleet)?;
        self.cables(fleet)?;
        self.logins(fleet)?;
        self.idle(fleet)?;
        one_restarts(fleet)?;
        let mut waiting: Vec<_> = self.model.tickets.iter().collect();
        waiting.retain(|(_, ticket)| ticket.state == model::State::Waiting);
        // Who is held stands behind all others, by age.
        waiting.sort_by_key(|(id, ticket)| match ticket.held_back {
            true => (true, (false, 0, false, **id)),
            false => (false, ticket.rank),
        });
        let should: Vec<u64> = waiting.iter().map(|(id, _)| **id).collect();
        let is: Vec<u64> = fleet.waiting_in_order().iter().map(|t| t.id.0).collect();
        if is != should {
            return Err(format!(
                "model: the order is {is:?} and should be {should:?}"
            ));
        }
        Ok(())
    }

    /// Flapping units, copies and other makers' readers raise their alarms, and nobody else's.
    fn cables(&self, fleet: &Fleet) -> Result<(), String> {
        let (mut flapping, mut copies, mut foreign) = (BTreeSet::new(), BTreeSet::new(), vec![]);
        let alarms = fleet.alarms();
        for alarm in &alarms {
            match alarm {
                Alarm::Flapping {
                    unit, drops, cable, ..
                } => {
                    flapping.insert((unit.to_string(), *drops, cable.clone()));
                }
                Alarm::Copy(serial) => {
                    copies.insert(serial.to_string());
                }
                Alarm::Foreign(reader) => foreign.push(&reader.name),
                _ => {}
            }
        }
        let should = self.model.flapping(fleet.now().0);
        if flapping != should {
            return Err(format!("flapping: {flapping:?} and should be {should:?}"));
        }
        let should = self.model.copies();
        if copies != should {
            return Err(format!("copies: {copies:?} and should be {should:?}"));
        }
        let should = self.model.foreign();
        if foreign != should {
            return Err(format!(
                "foreign readers: {foreign:?} and should be {should:?}"
            ));
        }
        for serial in self.model.sighted_copies() {
            let unit = fleet.units().find(|unit| unit.serial.as_str() == serial);
            let service = unit.map(|unit| match fleet.service(unit) {
                // A pause is told beside what keeps the unit anyway (RULES A12).
                Service::AlsoPaused { why, .. } => *why,
                alone => alone,
            });
            // That it was turned away is told before that (RULES A12): it came with a superseded key, or with another one.
            if !matches!(
                service,
                Some(
                    Service::Refused(
                        Turned::SerialTwice { .. }
                            | Turned::KeySuperseded
                            | Turned::OtherCertificate
                    ) | Service::Restarting { .. }
                )
            ) {
                return Err(format!("{serial} is plugged in twice and is {service:?}"));
            }
        }
        Ok(())
    }

    /// Those may log in who were added and not removed, whatever else was done to them.
    fn logins(&self, fleet: &Fleet) -> Result<(), String> {
        let is_administrator = |person: &Person| person.role == Role::Administrator;
        let is: BTreeMap<_, _> = fleet
            .people()
            .map(|person| (person.name.to_string(), is_administrator(person)))
            .collect();
        let should = &self.model.people;
        match is == *should {
            true => Ok(()),
            false => Err(format!("people: {is:?} and should be {should:?}")),
        }
    }

    /// Who serves, was paused or taken out is not called idle; who should serve and is away is, but for a while after a start.
    fn idle(&self, fleet: &Fleet) -> Result<(), String> {
        let mut named = BTreeSet::new();
        let copies = self.model.copies();
        let others_serve = fleet.units().any(|unit| unit.serves());
        for alarm in fleet.alarms() {
            match alarm {
                Alarm::NotServing { unit, .. } => {
                    named.insert(unit);
                }
                Alarm::SeatsShort { units } => named.extend(units),
                _ => {}
            }
        }
        for unit in fleet.units() {
            let serial = &unit.serial;
            let Some(model) = self.model.units.get(serial.as_str()) else {
                continue;
            };
            let restarts = unit.restarts.holds() || unit.restarts.is_away_by_it();
            let wanted = model.known && !model.replaced && unit.pause.is_none() && !restarts;
            let held = match unit.presence {
                Presence::Absent { held_until, .. } if unit.left.is_none() => {
                    held_until > fleet.now()
                }
                Presence::Absent { expected_until, .. } => expected_until.is_some(),
                Presence::Attached(_) => true,
            };
            let away = model.connection.is_none() && !held;
            let away = away && !copies.contains(serial.as_str());
            let is = named.contains(serial);
            if is && (!wanted || model.serves) {
                return Err(format!(
                    "{serial} is called idle, and serves or is not wanted"
                ));
            }
            let old = unit.left.is_some()
                || fleet.now().0 - unit.enrolled_at.0 >= fleet.settings().seat_hold_ms;
            if !is && wanted && away && old && others_serve && !unit.is_leaving() {
                return Err(format!("{serial} is away, and nobody is told"));
            }
        }
        Ok(())
    }

    /// A ticket that was closed long ago may go; no other.
    fn forget(&mut self, fleet: &Fleet) -> Result<(), String> {
        let believed = believed(fleet.now(), fleet.license_clock().mark_ms).0;
        let ids = self.model.tickets.keys().copied();
        let gone: Vec<u64> = ids
            .filter(|id| fleet.ticket(TicketId(*id)).is_none())
            .collect();
        for id in gone {
            if !self.model.may_be_forgotten(id, believed) {
                return Err(format!("invariant 1: ticket {id} is lost"));
            }
            self.model.tickets.remove(&id);
            self.forgotten.insert(TicketId(id));
            self.gone.tickets.insert(TicketId(id));
        }
        let sessions = self
            .model
            .walk_ups
            .keys()
            .map(|session| SessionId(*session));
        let gone: Vec<_> = sessions.filter(|s| fleet.walk_up(*s).is_none()).collect();
        for session in gone {
            if !self.model.forgets_walk_up(session.0, believed) {
                return Err(format!("invariant 1: walk-up {session} is lost"));
            }
            self.gone.walk_ups.insert(session);
        }
        Ok(())
    }

    /// Repeated failures pause a unit by themselves, but never the last one that serves.
    fn pauses(&mut self, fleet: &Fleet) -> Result<(), String> {
        let serving = fleet.units().filter(|unit| unit.serves()).count();
        let limit = fleet.settings().failures_to_pause;
        for unit in fleet.units() {
            let by_fleet = unit.pause == Some(Pause::ByFleet);
            let news = by_fleet && self.paused.insert(unit.serial.clone());
            if !by_fleet {
                self.paused.remove(&unit.serial);
            }
            if news && serving == 0 {
                return Err(format!(
                    "{} was the last to serve, and was paused",
                    unit.serial
                ));
            }
            if unit.serves() && unit.failures >= limit && serving > 1 {
                return Err(format!(
                    "{} failed {} times, and serves",
                    unit.serial, unit.failures
                ));
            }
        }
        Ok(())
    }

    /// What staff do is in the audit, with the request and the answer that a repeat gets.
    pub(super) fn audited(&mut self, act: &Act, decision: &Decision) -> Result<(), String> {
        let known = self.audit.len();
        self.keep_audit(decision);
        let entries = self.audit.get(known..).unwrap_or_default();
        let written = entries.iter().any(|entry| {
            entry.request == act.request
                && entry.command == act.command.name()
                && entry.answer == decision.answer
        });
        if act.request.is_some() && !written {
            return Err(format!("audit: {:?} is not in it", act.command));
        }
        // It is all that is kept of them, so it says whose they were and how many (RULES W10).
        if let Command::EndSessions { name, count } = &act.command {
            let subject = format!("{name} {count}");
            if !entries.iter().any(|entry| entry.subject == subject) {
                return Err(format!("audit: {entries:?} does not say {subject:?}"));
            }
        }
        Ok(())
    }

    pub(super) fn keep_audit(&mut self, decision: &Decision) {
        if !decision.changes.is_empty() {
            self.model.keeps_run();
        }
        self.audit
            .extend(decision.changes.iter().filter_map(|change| match change {
                Change::Audit(entry) => Some(entry.clone()),
                _ => None,
            }));
    }
}

/// One unit restarts at a time (RULES A27), and one that finishes before it holds up nobody else.
fn one_restarts(fleet: &Fleet) -> Result<(), String> {
    let held = fleet.units().filter(|unit| unit.restarts.holds());
    let held: Vec<_> = held.map(|unit| unit.serial.as_str()).collect();
    match held.len() {
        0 | 1 => Ok(()),
        _ => Err(format!("{held:?} restart at once")),
    }
}

/// The time by which something is long ago: one that has stood for a day of running, so that a wrong date costs no figures.
pub(super) fn believed(now: FleetTime, mark_ms: i64) -> FleetTime {
    now.min(FleetTime(mark_ms))
}
