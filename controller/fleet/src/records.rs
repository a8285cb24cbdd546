//! The stored records, and how a fleet is restored from them.

use crate::audit::Anchor;
use crate::book::Book;
use crate::clock::{Beginning, Clock};
use crate::command::Start;
use crate::days::{DayOfUnit, Days};
use crate::decision::{Counters, WalkUp};
use crate::fleet::Fleet;
use crate::license::License;
use crate::licensing::{Licensing, SignedAct};
use crate::memory::Memory;
use crate::papers::{Papers, Stored};
use crate::people::{People, Person};
use crate::queue_day::QueueDay;
use crate::requests::Answered;
use crate::restarts::RESTART_MS;
use crate::settings::Settings;
use crate::ticket::{State, Ticket};
use crate::time::FleetTime;
use crate::unit::{Activity, Presence, Unit};
use crate::walk_ups::WalkUps;
use crate::yard::Yard;
use madoguchi_licensing::revocations::Revocations;

/// All stored records.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// Fleet time of the newest commit.
    pub fleet_time: FleetTime,
    pub counters: Counters,
    /// All tickets that are kept.
    pub tickets: Vec<Ticket>,
    pub units: Vec<Unit>,
    pub licenses: Vec<License>,
    /// All walk-ups that are kept.
    pub walk_ups: Vec<WalkUp>,
    /// The kept days of units.
    pub unit_days: Vec<DayOfUnit>,
    /// The kept days of the queue.
    pub queue_days: Vec<QueueDay>,
    pub people: Vec<Person>,
    pub licensing: Licensing,
    /// Its newest signed acts.
    pub acts: Vec<SignedAct>,
    /// The newest revocation list of each signer.
    pub revocations: Vec<Revocations>,
    /// Answered requests, oldest first.
    pub answers: Vec<Answered>,
    /// The number and the digest of the newest audit entry; `None` without one, or where it is an older release's.
    pub audit_head: Option<Anchor>,
}

impl Fleet {
    /// Makes a fleet of the stored records (invariant 7). Every unit is absent until it reports.
    ///
    /// Fleet time is the later of stored and wall time; a jump of more than 60 days waits for an administrator (RULES T2). Deadlines that
    /// passed meanwhile move to a little after the start. Whether an end of the day fell into the time that the PC was off is decided
    /// later, once the time of day is settled.
    #[must_use]
    pub fn restore(settings: Settings, start: Start, records: Records) -> Self {
        let beginning = Beginning {
            stored: records.fleet_time,
            wall: start.wall,
        };
        let counters = records.counters;
        let (now, base) = beginning.times();
        let stored = Stored {
            licenses: records.licenses,
            licensing: records.licensing,
            acts: records.acts,
            revocations: records.revocations,
        };
        let (environment, installation) = (settings.environment, start.installation);
        let mut fleet = Self {
            clock: Clock::start(&settings, beginning, &counters),
            book: Book::new(&counters),
            yard: Yard::new(counters.pairing),
            papers: Papers::restore(environment, installation, stored, now, base),
            walk_ups: WalkUps::restore(records.walk_ups),
            days: Days::restore(records.unit_days, records.queue_days),
            people: People::restore(records.people),
            memory: Memory::restore(records.answers, &counters, records.audit_head),
            settings,
        };
        // The changes that a start makes are stored with the next change, because a start must not need free space on the disk.
        let counters = fleet.counters();
        fleet.memory.replace_counters(&counters);
        for unit in records.units {
            fleet.restore_unit(unit, beginning.stored);
        }
        for ticket in records.tickets {
            fleet.restore_ticket(ticket);
        }
        fleet
    }

    fn restore_unit(&mut self, mut unit: Unit, ran_until: FleetTime) {
        unit.presence = Presence::Absent {
            held_until: self.held_until(&unit),
            expected_until: Some(self.now().plus(self.settings.restart_grace_ms)),
        };
        unit.heard_at = self.now();
        unit.activity = Activity::Free { since: self.now() };
        unit.count_time(ran_until, self.now());
        self.yard.restart(unit);
    }

    /// The time until which an absent unit's seat is kept: longer while it is expected back from a restart (RULES A28).
    pub(crate) fn held_until(&self, unit: &Unit) -> FleetTime {
        let held = self.now().plus(self.settings.seat_hold_ms);
        let restart = unit.restarts.running_since();
        restart.map_or(held, |at| held.max(at.plus(RESTART_MS)))
    }

    fn restore_ticket(&mut self, mut ticket: Ticket) {
        let later = self.now().plus(self.settings.restart_grace_ms);
        let assignment = ticket.assignment();
        let activity = match &mut ticket.state {
            State::Called { unit, deadline } => {
                *deadline = (*deadline).max(later);
                Some((unit.clone(), Activity::Called(assignment)))
            }
            State::Verifying {
                unit,
                deadline,
                grace,
            } => {
                *deadline = (*deadline).max(later);
                *grace = Some(later);
                Some((unit.clone(), Activity::Verifying(assignment)))
            }
            _ => None,
        };
        if let Some((serial, activity)) = activity {
            self.yard.set_activity(&serial, activity);
        }
        self.book.restore(&self.clock, ticket);
    }
}
