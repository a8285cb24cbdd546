//! What the store holds at start, and how a fleet is made of it.

use crate::command::Start;
use crate::decision::{Counters, WalkUp};
use crate::fleet::Fleet;
use crate::license::License;
use crate::licensing::{Licensing, MachinePrint, SignedAct};
use crate::queue::Queue;
use crate::requests::{Answered, Requests};
use crate::sessions::Sessions;
use crate::settings::{JUMP_MS, Settings};
use crate::ticket::{State, Ticket};
use crate::time::FleetTime;
use crate::unit::{Activity, Presence, Unit};
use crate::wall::{Run, WallClock};
use madoguchi_licensing::revocations::Revocations;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that was stored.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// Fleet time of the newest commit.
    pub fleet_time: FleetTime,
    /// The counters.
    pub counters: Counters,
    /// All tickets that are kept.
    pub tickets: Vec<Ticket>,
    /// All units.
    pub units: Vec<Unit>,
    /// All licenses.
    pub licenses: Vec<License>,
    /// All walk-ups that are kept.
    pub walk_ups: Vec<WalkUp>,
    /// What the installation keeps about its own licensing.
    pub licensing: Licensing,
    /// Its newest signed acts.
    pub acts: Vec<SignedAct>,
    /// The newest revocation list of each signer.
    pub revocations: Vec<Revocations>,
    /// Requests that were done, oldest first.
    pub answers: Vec<Answered>,
}

impl Fleet {
    /// Makes a fleet of what was stored (invariant 7), with every unit absent until it says what it has.
    ///
    /// Fleet time is the later of stored and wall time; a jump of more than 60 days waits for an
    /// administrator (RULES, "Time"). Deadlines that passed meanwhile move to a little after the start. Whether an end of the
    /// day fell into the time that the PC was off is found out once the time of day is settled.
    #[must_use]
    pub fn restore(settings: Settings, start: Start, records: Records) -> Self {
        let stored = records.fleet_time;
        let fresh = stored == FleetTime::default();
        let shown = FleetTime(start.wall.0);
        let jumped = !fresh && shown.since(stored) > JUMP_MS;
        let now = if jumped { stored } else { stored.max(shown) };
        let mut counters = records.counters;
        if !fresh && counters.off_since == FleetTime::default() {
            counters.off_since = stored;
        }
        let runs = runs_before(std::mem::take(&mut counters.runs), fresh);
        // What was stored last belongs to the run before this one, also where fleet time goes on from there.
        let began = if fresh { now } else { now.max(stored.plus(1)) };
        let wall = WallClock::start(runs, began, start.wall.plus(began.since(now)));
        let mut fleet = Self {
            installation: start.installation,
            now,
            wall,
            setting_time: None,
            back_since: began,
            holding: None,
            held: BTreeSet::new(),
            units: BTreeMap::new(),
            visitors: BTreeMap::new(),
            ports: BTreeMap::new(),
            licenses: records
                .licenses
                .into_iter()
                .map(|l| (l.grant.id.clone(), l))
                .collect(),
            tickets: BTreeMap::new(),
            numbers: BTreeMap::new(),
            outnumbered: BTreeSet::new(),
            active: BTreeSet::new(),
            closed: BTreeSet::new(),
            queue: Queue::default(),
            walk_ups: records
                .walk_ups
                .into_iter()
                .map(|w| (w.session, w))
                .collect(),
            sessions: Sessions::default(),
            requests: Requests::default(),
            counters,
            licensing: records.licensing,
            acts: records
                .acts
                .into_iter()
                .map(|act| (act.number, act))
                .collect(),
            revocations: records
                .revocations
                .into_iter()
                .map(|list| (list.signer, list))
                .collect(),
            counted_at: now,
            licensing_unkept: false,
            start_kept: fresh,
            settled_kept: false,
            license_behind_ms: 0,
            clock_set_back: None,
            machine: MachinePrint::default(),
            seated_at: None,
            settings,
        };
        fleet.restore_licensing(if jumped { stored } else { shown });
        fleet.holding = fleet.owed_end();
        for unit in records.units {
            fleet.restore_unit(unit);
        }
        for ticket in records.tickets {
            fleet.restore_ticket(ticket);
        }
        for answered in records.answers {
            fleet.requests.remember(answered);
        }
        fleet
    }

    fn restore_licensing(&mut self, base: FleetTime) {
        if self.licensing.installation.is_none() {
            self.licensing.installation = Some(self.installation);
            self.licensing_unkept = true;
        }
        self.start_license_time(base);
    }

    fn restore_unit(&mut self, mut unit: Unit) {
        unit.presence = Presence::Absent {
            held_until: self.now.plus(self.settings.seat_hold_ms),
            expected_until: Some(self.now.plus(self.settings.restart_grace_ms)),
        };
        unit.activity = Activity::Free { since: self.now };
        self.units.insert(unit.serial.clone(), unit);
    }

    fn restore_ticket(&mut self, mut ticket: Ticket) {
        self.sessions.note_all(&ticket);
        let later = self.now.plus(self.settings.restart_grace_ms);
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
            self.active.insert(ticket.id);
            if let Some(unit) = self.units.get_mut(&serial) {
                unit.activity = activity;
            }
        }
        let (id, number) = (ticket.id, ticket.number.clone());
        let (open, waits) = (ticket.is_open(), ticket.state == State::Waiting);
        if let Some(at) = ticket.closed_at.filter(|_| !open) {
            self.closed.insert((at, id));
        }
        self.tickets.insert(id, ticket);
        if open {
            self.give_number(&number, id);
        }
        if waits {
            self.line_up(id);
        }
    }
}

/// The runs before this one. A release that knew of none had a wall clock that was fleet time.
fn runs_before(stored: Vec<Run>, fresh: bool) -> Vec<Run> {
    if !stored.is_empty() || fresh {
        return stored;
    }
    vec![Run {
        from: FleetTime::default(),
        ahead_ms: 0,
    }]
}
