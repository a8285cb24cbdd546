//! What the disk holds is at least what was told, and it is what the fleet is (invariants 6 and 7).

use super::compare::believed;
use super::controller::stored;
use super::world::World;
use madoguchi_controller::store::{Loaded, Trail};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::audit;
use madoguchi_fleet::days::DayOfUnit;
use madoguchi_fleet::decision::{AuditEntry, Order, WalkUp};
use madoguchi_fleet::ids::{ConnectionId, TicketId};
use madoguchi_fleet::ticket::{State, Ticket};
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::unit::Unit;
use madoguchi_fleet::unit_day::UnitDay;
use madoguchi_proto::v1::AuditRecord;
use prost::Message;
use std::collections::BTreeMap;

/// How many of the newest entries of the audit are read after each commit.
const AUDIT_SEEN: usize = 8;
/// What stands before a record on the disk.
const CHECKSUM_BYTES: usize = 4;

impl World {
    /// Invariants 6 and 7: what the disk holds is at least what was told, and it is what the fleet is.
    pub(super) fn check_disk(&self, orders: &[(ConnectionId, Order)]) -> Result<(), String> {
        let loaded =
            stored(&self.disk, self.readers_of_documents()).map_err(|error| error.to_string())?;
        let on_disk: BTreeMap<_, _> = loaded
            .records
            .tickets
            .iter()
            .map(|t| (t.id, t.clone()))
            .collect();
        let now = loaded.records.fleet_time.max(self.now());
        let now = believed(now, loaded.records.licensing.clock.mark_ms);
        self.acknowledged_tickets_are_there(now, |id| on_disk.get(&id).map(|t| t.number.clone()))?;
        for (_, order) in orders {
            if let Order::Call { assignment, .. } = order {
                let durable = on_disk
                    .get(&assignment.ticket)
                    .is_some_and(|t| t.attempt() >= assignment.attempt);
                if !durable {
                    return Err(format!(
                        "invariant 6: {assignment:?} was told before it was durable"
                    ));
                }
            }
        }
        let Some(controller) = &self.controller else {
            return Ok(());
        };
        self.what_was_told_is_stored(&loaded)?;
        self.check_audit(AUDIT_SEEN)?;
        tickets_are_stored(&controller.fleet, &on_disk)?;
        the_rest_is_stored(&controller.fleet, &loaded)?;
        let loaded = Fleet::restore(self.settings(), self.start_now(), loaded.records);
        the_queue_is_restored(&controller.fleet, &loaded)
    }

    /// The audit on the disk is every entry that was decided, from 1 and without gaps. Entries are never written again,
    /// so all but the newest few are only counted; `from` 0 reads them all.
    pub(super) fn check_audit(&self, newest: usize) -> Result<(), String> {
        let Some(watch) = &self.watch else {
            return Ok(());
        };
        let pairs = self.disk.pairs();
        let stored: Vec<_> = pairs
            .iter()
            .filter(|(key, _)| key.first() == Some(&b'A'))
            .collect();
        if stored.len() != watch.audit.len() {
            let (is, should) = (stored.len(), watch.audit.len());
            return Err(format!("audit: {is} entries are stored, not {should}"));
        }
        let from = if newest == 0 {
            0
        } else {
            stored.len().saturating_sub(newest)
        };
        for ((_, sealed), entry) in stored.iter().zip(&watch.audit).skip(from) {
            let record = AuditRecord::decode(sealed.get(CHECKSUM_BYTES..).unwrap_or_default());
            let record = record.map_err(|error| format!("audit: {error}"))?;
            let request = entry.request.map(|r| r.id.0.to_vec()).unwrap_or_default();
            let is = (
                record.sequence,
                record.at_ms,
                &record.command,
                &record.subject,
                &record.request_id,
                (&record.before, &record.after, record.digest.as_slice()),
            );
            let should = (
                entry.sequence,
                entry.at.0,
                &entry.command,
                &entry.subject,
                &request,
                (
                    &entry.before,
                    &entry.after,
                    entry.digest.as_ref().map_or(&[][..], |d| &d[..]),
                ),
            );
            if is != should {
                return Err(format!("audit: {is:?} is stored, not {should:?}"));
            }
        }
        self.check_chain(newest)?;
        let gapless = watch
            .audit
            .iter()
            .zip(1..)
            .all(|(entry, n)| entry.sequence == n);
        gapless
            .then_some(())
            .ok_or_else(|| "audit: there is a gap".to_owned())
    }

    /// The audit's chain holds, over every restart: the newest links by the entries that were decided, all of it by what is stored.
    fn check_chain(&self, newest: usize) -> Result<(), String> {
        let Some(watch) = &self.watch else {
            return Ok(());
        };
        if newest == 0 {
            let mut trail = Trail::default();
            for (key, sealed) in self.disk.pairs() {
                trail.take(&key, &sealed);
            }
            let whole = audit::check(&trail.entries, trail.next);
            return match (trail.unreadable, whole) {
                (None, Ok(whole)) if whole.unlinked == 0 => Ok(()),
                found => Err(format!("audit: the chain does not hold: {found:?}")),
            };
        }
        let from = watch.audit.len().saturating_sub(newest);
        let links = watch.audit.get(from..).unwrap_or_default().windows(2);
        let holds = |link: &[AuditEntry]| {
            let [before, entry] = link else { return true };
            entry.digest == Some(audit::seal(before.digest, entry))
        };
        match { links }.all(holds) {
            true => Ok(()),
            false => Err("audit: an entry is not linked to the one before".to_owned()),
        }
    }

    /// Answers, licenses and what the counters have to be beyond, by the world's own book.
    fn what_was_told_is_stored(&self, loaded: &Loaded) -> Result<(), String> {
        let records = &loaded.records;
        let answers: BTreeMap<_, _> = records
            .answers
            .iter()
            .map(|done| (&done.request.id, &done.answer))
            .collect();
        for (request, (act, answer)) in &self.book.answers {
            if answers.get(request) != Some(&answer) {
                return Err(format!(
                    "invariant 7: the answer to {:?} is not stored",
                    act.command
                ));
            }
        }
        for id in &self.book.licenses {
            if !records.licenses.iter().any(|l| l.grant.id == *id) {
                return Err(format!("invariant 7: license {id} is not stored"));
            }
        }
        let counters = &records.counters;
        let ticket = self.book.tickets.iter().all(|id| id.0 < counters.ticket);
        let paired = records.units.iter().all(|u| u.pairing < counters.pairing);
        if !ticket || !paired {
            return Err(format!(
                "invariant 7: {counters:?} would be given out again"
            ));
        }
        Ok(())
    }
}

fn tickets_are_stored(fleet: &Fleet, on_disk: &BTreeMap<TicketId, Ticket>) -> Result<(), String> {
    for ticket in fleet.tickets() {
        let stored = on_disk.get(&ticket.id);
        if stored.map(without_deadlines) != Some(without_deadlines(ticket)) {
            return Err(format!(
                "invariant 7: the disk holds {stored:?}, the fleet is {ticket:?}"
            ));
        }
    }
    Ok(())
}

/// Units without what is not stored, licenses, and walk-ups.
fn the_rest_is_stored(fleet: &Fleet, loaded: &Loaded) -> Result<(), String> {
    let records = &loaded.records;
    for unit in fleet.units() {
        let is = |stored: &&Unit| stored.serial == unit.serial;
        let same = records.units.iter().find(is).map(|stored| Unit {
            presence: unit.presence.clone(),
            activity: unit.activity.clone(),
            left: unit.left.clone(),
            drops: unit.drops.clone(),
            heard_at: unit.heard_at,
            counted: unit.counted,
            today: timed_as(&stored.today, &unit.today),
            ..stored.clone()
        });
        if same.as_ref() != Some(unit) {
            return Err(format!(
                "invariant 7: the disk holds {same:?}, not {unit:?}"
            ));
        }
    }
    let mut stored: Vec<_> = records.licenses.iter().collect();
    stored.sort_by(|a, b| a.grant.id.cmp(&b.grant.id));
    if !stored.into_iter().eq(fleet.licenses()) {
        return Err("invariant 7: the disk holds other licenses".into());
    }
    licensing_is_stored(fleet, loaded)?;
    let mut stored: Vec<_> = records.people.iter().collect();
    stored.sort_by_key(|person| person.name.same());
    if !stored.into_iter().eq(fleet.people()) {
        return Err("invariant 7: the disk holds other people".into());
    }
    let kept = |days: &[DayOfUnit]| -> u32 { days.iter().map(|day| day.counts.sessions()).sum() };
    let of_today = records.units.iter().map(|unit| unit.today.sessions());
    let stored = kept(&records.unit_days) + of_today.sum::<u32>();
    if stored != kept(&fleet.unit_days(i32::MIN..=i32::MAX)) {
        return Err("invariant 7: the disk holds other days".into());
    }
    let walk_ups: usize = fleet
        .units()
        .map(|u| fleet.walk_ups_of(&u.serial).count())
        .sum();
    let same = |w: &WalkUp| fleet.walk_up(w.session) == Some(w);
    if walk_ups != records.walk_ups.len() || !records.walk_ups.iter().all(same) {
        return Err("invariant 7: the disk holds other walk-ups".into());
    }
    Ok(())
}

/// What is stored of a day with the time that another has: time that no record has yet is told from the stored one at the start.
fn timed_as(stored: &UnitDay, other: &UnitDay) -> UnitDay {
    UnitDay {
        serving_ms: other.serving_ms,
        not_serving_ms: other.not_serving_ms.clone(),
        ..stored.clone()
    }
}

/// Chain, clock, request for a reset, acts and lists.
fn licensing_is_stored(fleet: &Fleet, loaded: &Loaded) -> Result<(), String> {
    let records = &loaded.records;
    let stored = &records.licensing;
    let is = (stored.acts, stored.clock, stored.reset_nonce);
    let should = (
        fleet.act_chain(),
        fleet.license_clock(),
        fleet.reset_nonce(),
    );
    if is != should {
        return Err(format!(
            "invariant 7: the disk holds {is:?}, not {should:?}"
        ));
    }
    let acts = records.acts.iter().eq(fleet.acts());
    let lists = records.revocations.iter().eq(fleet.revocation_lists());
    if !acts || !lists {
        return Err("invariant 7: the disk holds other acts or revocation lists".into());
    }
    Ok(())
}

/// A start finds everybody who waits in the same order, and every number in use.
fn the_queue_is_restored(fleet: &Fleet, loaded: &Fleet) -> Result<(), String> {
    let of = |fleet: &Fleet| {
        let mut waiting = fleet.waiting_in_order();
        // Whether an earlier day's are held is found out anew at each start.
        waiting.sort_by_key(|ticket| ticket.rank);
        let order: Vec<TicketId> = waiting.iter().map(|ticket| ticket.id).collect();
        (order, fleet.open())
    };
    let (is, should) = (of(loaded), of(fleet));
    if is != should {
        return Err(format!(
            "invariant 7: a start finds {is:?} in the queue and numbers in use, not {should:?}"
        ));
    }
    Ok(())
}

/// A ticket as it must be on disk. Deadlines that passed while the controller was down are moved at each start
/// anew, so they are not compared.
fn without_deadlines(ticket: &Ticket) -> Ticket {
    let mut ticket = ticket.clone();
    match &mut ticket.state {
        State::Called { deadline, .. } => *deadline = FleetTime::default(),
        State::Verifying {
            deadline, grace, ..
        } => {
            *deadline = FleetTime::default();
            *grace = None;
        }
        _ => {}
    }
    ticket
}
