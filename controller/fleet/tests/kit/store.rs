//! A plain map in place of the store: the result of the changes alone (invariant 7).

use madoguchi_fleet::audit::{self, Anchor};
use madoguchi_fleet::command::Start;
use madoguchi_fleet::days::DayOfUnit;
use madoguchi_fleet::decision::{AuditEntry, Change, Counters, WalkUp};
use madoguchi_fleet::ids::{Serial, SessionId, TicketId};
use madoguchi_fleet::license::License;
use madoguchi_fleet::licensing::{Licensing, SignedAct};
use madoguchi_fleet::people::Person;
use madoguchi_fleet::queue_day::QueueDay;
use madoguchi_fleet::requests::Answered;
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::ticket::{State, Ticket};
use madoguchi_fleet::time::{FleetTime, MINUTE};
use madoguchi_fleet::unit::{Activity, Presence, Unit};
use madoguchi_fleet::unit_day::{Counted, UnitDay};
use madoguchi_fleet::{Fleet, Records, Refusal};
use madoguchi_licensing::grant::{KeyId, LicenseId};
use madoguchi_licensing::revocations::Revocations;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The durable records.
#[derive(Debug, Clone, Default)]
pub struct Store {
    fleet_time: FleetTime,
    counters: Counters,
    tickets: BTreeMap<TicketId, Ticket>,
    units: BTreeMap<Serial, Unit>,
    licenses: BTreeMap<LicenseId, License>,
    walk_ups: BTreeMap<SessionId, WalkUp>,
    unit_days: BTreeMap<(i32, Serial), DayOfUnit>,
    queue_days: BTreeMap<i32, QueueDay>,
    people: BTreeMap<String, Person>,
    licensing: Option<Licensing>,
    acts: BTreeMap<u64, SignedAct>,
    revocations: BTreeMap<KeyId, Revocations>,
    answers: Vec<Answered>,
    /// Every entry so far; none is dropped here.
    pub audit: Vec<AuditEntry>,
    /// How often the record of licensing was written.
    pub licensing_writes: u64,
    /// Whether a restart moved the deadlines of called and verifying tickets; the records keep the old ones.
    pub deadlines_moved: bool,
}

impl Store {
    /// Applies the changes of a decision.
    pub fn apply(&mut self, changes: &[Change], now: FleetTime) {
        // As the engine does: time alone is stored every 10 minutes.
        if !changes.is_empty() || now.since(self.fleet_time) >= 10 * MINUTE {
            self.fleet_time = now;
        }
        for change in changes {
            match change.clone() {
                Change::Ticket(ticket) => {
                    self.tickets.insert(ticket.id, Arc::unwrap_or_clone(ticket));
                }
                Change::ForgetTicket(id) => {
                    self.tickets.remove(&id);
                }
                Change::Unit(unit) => {
                    // A record has nothing of how it left.
                    let unit = Unit {
                        left: None,
                        drops: Vec::new(),
                        ..Arc::unwrap_or_clone(unit)
                    };
                    self.units.insert(unit.serial.clone(), unit);
                }
                Change::Person(person) => {
                    self.people.insert(person.name.same(), *person);
                }
                Change::ForgetPerson(name) => {
                    self.people.remove(&name.same());
                }
                Change::License(license) => {
                    self.licenses.insert(license.grant.id.clone(), license);
                }
                Change::Licensing(licensing) => {
                    self.licensing_writes += 1;
                    self.licensing = Some(licensing);
                }
                Change::Revocations(list) => {
                    let list = list.revocations;
                    self.revocations.insert(list.signer, list);
                }
                Change::Act(act) => {
                    self.acts.insert(act.number, act);
                }
                Change::ForgetAct(number) => {
                    self.acts.remove(&number);
                }
                Change::WalkUp(walk_up) => {
                    self.walk_ups.insert(walk_up.session, walk_up);
                }
                Change::ForgetWalkUp(session) => {
                    self.walk_ups.remove(&session);
                }
                Change::UnitDay(day) => {
                    self.unit_days
                        .insert((day.counts.day, day.unit.clone()), day);
                }
                Change::ForgetUnitDay(day, unit) => {
                    self.unit_days.remove(&(day, unit));
                }
                Change::QueueDay(day) => {
                    self.queue_days.insert(day.day, day);
                }
                Change::ForgetQueueDay(day) => {
                    self.queue_days.remove(&day);
                }
                // Only entries that are not needed: answers are remembered for a much shorter time.
                Change::ForgetAudit(_) => {}
                Change::Audit(entry) => {
                    let before = self.audit.last();
                    let next = before.map_or(1, |entry| entry.sequence + 1);
                    assert_eq!(entry.sequence, next, "the audit has a gap");
                    let link = audit::seal(before.and_then(|entry| entry.digest), &entry);
                    assert_eq!(entry.digest, Some(link), "the audit's chain");
                    self.audit.push(entry.clone());
                    self.answers.extend(entry.request.map(|request| Answered {
                        request,
                        command: entry.command.into(),
                        answer: entry.answer,
                    }));
                }
                Change::Counters(counters) => self.counters = counters,
            }
        }
    }

    /// Gives a stored license another sequence of its issuer, as only an older release could.
    pub fn renumber(&mut self, id: &str, sequence: u64) {
        let stored = self.licenses.values_mut();
        for license in stored.filter(|license| license.grant.id.as_str() == id) {
            license.grant.sequence = sequence;
        }
    }

    /// Writes the number of a stored ticket otherwise, as only an older release could.
    pub fn write_number(&mut self, number: &str, other: &str) {
        let stored = self.tickets.values_mut();
        for ticket in stored.filter(|ticket| ticket.number.as_str() == number) {
            ticket.number = super::label(other);
        }
    }

    /// The end of the audit's chain.
    fn audit_head(&self) -> Option<Anchor> {
        let newest = self.audit.last()?;
        let sequence = newest.sequence;
        newest.digest.map(|digest| Anchor { sequence, digest })
    }

    pub fn records(&self) -> Records {
        Records {
            fleet_time: self.fleet_time,
            counters: self.counters.clone(),
            tickets: self.tickets.values().cloned().collect(),
            units: self.units.values().cloned().collect(),
            licenses: self.licenses.values().cloned().collect(),
            walk_ups: self.walk_ups.values().cloned().collect(),
            unit_days: self.unit_days.values().cloned().collect(),
            queue_days: self.queue_days.values().cloned().collect(),
            people: self.people.values().cloned().collect(),
            answers: self.answers.clone(),
            audit_head: self.audit_head(),
            licensing: self.licensing.clone().unwrap_or_default(),
            acts: self.acts.values().cloned().collect(),
            revocations: self.revocations.values().cloned().collect(),
        }
    }

    fn gives_licensing(&self, loaded: &Fleet, fleet: &Fleet) {
        assert!(loaded.acts().eq(fleet.acts()), "acts after a restart");
        let lists = loaded.revocation_lists().eq(fleet.revocation_lists());
        assert!(lists, "revocation lists after a restart");
        let kept = |fleet: &Fleet| {
            let mark = fleet.license_clock().mark_ms;
            let first_seen = fleet.machines().0;
            (fleet.act_chain(), fleet.reset_nonce(), first_seen, mark)
        };
        assert_eq!(kept(loaded), kept(fleet), "licensing after a restart");
        if let Some(stored) = &self.licensing {
            assert_eq!(stored.clock, fleet.license_clock(), "as stored");
        }
    }

    /// Checks that loading the records gives the durable state of the fleet.
    pub(super) fn gives(&self, fleet: &Fleet, settings: Settings, start: Start) {
        if !self.deadlines_moved {
            let kept: Vec<_> = self.tickets.values().collect();
            assert_eq!(kept, fleet.tickets().collect::<Vec<_>>(), "as stored");
        }
        let loaded = Fleet::restore(settings, start, self.records());
        assert_eq!(tickets(&loaded), tickets(fleet), "tickets after a restart");
        assert_eq!(units(&loaded), units(fleet), "units after a restart");
        assert_eq!(counts(&loaded), counts(fleet), "days after a restart");
        let queue = |fleet: &Fleet| fleet.queue_days(i32::MIN..=fleet.today() - 1);
        assert_eq!(queue(&loaded), queue(fleet), "days after a restart");
        let same = loaded.licenses().eq(fleet.licenses());
        assert!(same, "licenses after a restart");
        self.gives_licensing(&loaded, fleet);
        assert!(loaded.people().eq(fleet.people()), "people after a restart");
        let heads = (loaded.audit_head(), fleet.audit_head());
        assert_eq!(heads.0, heads.1, "the audit's chain after a restart");
        let order = |fleet: &Fleet| -> Vec<TicketId> {
            let mut waiting = fleet.waiting_in_order();
            // Which tickets are held is found out anew at each start.
            waiting.sort_by_key(|ticket| ticket.rank);
            waiting.iter().map(|ticket| ticket.id).collect()
        };
        assert_eq!(order(&loaded), order(fleet), "the queue after a restart");
        assert_eq!(loaded.open(), fleet.open(), "numbers after a restart");
        for walk_up in self.walk_ups.values() {
            assert_eq!(fleet.walk_up(walk_up.session), Some(walk_up));
        }
    }
}

/// Checks that a refused command changed nothing.
pub(super) fn nothing_changed(before: &Fleet, after: &Fleet, refusal: &Refusal) {
    assert!(
        before.tickets().eq(after.tickets())
            && before.units().eq(after.units())
            && before.licenses().eq(after.licenses())
            && before.revocation_lists().eq(after.revocation_lists())
            && before.acts().eq(after.acts())
            && before.people().eq(after.people())
            && before.license_clock() == after.license_clock()
            && before.license_time_ms() - before.now().0 == after.license_time_ms() - after.now().0
            && before.waiting() == after.waiting(),
        "something changed although it was refused: {refusal}"
    );
}

/// The tickets without the deadlines that a restart moves.
fn tickets(fleet: &Fleet) -> Vec<Ticket> {
    let steady = |ticket: &Ticket| {
        let mut ticket = ticket.clone();
        match &mut ticket.state {
            State::Called { deadline, .. } => *deadline = FleetTime(0),
            State::Verifying {
                deadline, grace, ..
            } => {
                *deadline = FleetTime(0);
                *grace = None;
            }
            _ => {}
        }
        ticket
    };
    fleet.tickets().map(steady).collect()
}

/// The units without what is not stored.
fn units(fleet: &Fleet) -> Vec<Unit> {
    let durable = |unit: &Unit| Unit {
        presence: Presence::Absent {
            held_until: FleetTime(0),
            expected_until: None,
        },
        activity: Activity::Free {
            since: FleetTime(0),
        },
        heard_at: FleetTime(0),
        left: None,
        works_since: None,
        drops: Vec::new(),
        // Its time goes on by itself, until the newest commit.
        counted: Counted::default(),
        today: untimed(&unit.today),
        ..unit.clone()
    };
    fleet.units().map(durable).collect()
}

/// What is counted on all days, without the time that goes on by itself.
fn counts(fleet: &Fleet) -> Vec<DayOfUnit> {
    let days = fleet.unit_days(i32::MIN..=i32::MAX).into_iter();
    let untimed = days.map(|day| DayOfUnit {
        counts: untimed(&day.counts),
        ..day
    });
    untimed.filter(|day| !day.counts.is_empty()).collect()
}

fn untimed(day: &UnitDay) -> UnitDay {
    UnitDay {
        serving_ms: 0,
        not_serving_ms: BTreeMap::new(),
        ..day.clone()
    }
}
