//! Watches a second fleet take the same acts one by one, and compares each step with the [`Model`].
//!
//! The second fleet shows what happened between two acts of one batch, and that the same acts give the same fleet.

use super::controller::{Caller, Released};
use super::coverage::Coverage;
use super::model::{self, Model};
use super::refusals::{expected_none, refused_as};
use super::steps;
use super::words::{change_of, class_of, handout, holding, shown, walk_up_of, wish, wishes};
use madoguchi_controller::engine::ActError;
use madoguchi_fleet::admission::{Refusal as Turned, Verdict};
use madoguchi_fleet::command::{Act, Attach, Command, Parting, SessionEnded};
use madoguchi_fleet::decision::{Answer, AuditEntry, Order};
use madoguchi_fleet::ids::{ConnectionId, Serial, SessionId, TicketId};
use madoguchi_fleet::outcome::Kind;
use madoguchi_fleet::people::Role;
use madoguchi_fleet::ticket::{Actor, State};
use madoguchi_fleet::time::{FleetTime, TimeOfDay};
use madoguchi_fleet::unit::Edition;
use madoguchi_fleet::wish::Placement;
use madoguchi_fleet::{Decision, Fleet};
use std::collections::{BTreeMap, BTreeSet};

/// The second fleet, and what it should be.
#[derive(Debug, Default)]
pub struct Watch {
    pub model: Model,
    /// Every entry of the audit so far.
    pub audit: Vec<AuditEntry>,
    fleet: Option<Fleet>,
    /// Tickets that were closed so long ago that they are no longer kept.
    pub forgotten: BTreeSet<TicketId>,
    /// What the fleet has forgotten since this was looked at last.
    pub gone: Forgotten,
    /// Whether the link of this act is lost by a restart.
    expected_away: bool,
    /// Units that the fleet paused.
    pub(super) paused: BTreeSet<Serial>,
    /// The state in which each ticket was seen last.
    pub(super) seen: BTreeMap<TicketId, &'static str>,
}

/// Tickets and walk-ups that ended so long ago that the fleet no longer keeps them.
#[derive(Debug, Default)]
pub struct Forgotten {
    pub tickets: BTreeSet<TicketId>,
    pub walk_ups: BTreeSet<SessionId>,
}

impl Watch {
    /// The controller starts again: what was stored has to be what was.
    pub fn restart(
        &mut self,
        fleet: &Fleet,
        wall: TimeOfDay,
        stored: FleetTime,
    ) -> Result<(), String> {
        self.fleet = Some(fleet.clone());
        let stored = (stored != FleetTime::default()).then_some(stored.0);
        self.model.starts(fleet.now().0, wall.0, stored);
        self.see_held(fleet)?;
        for ticket in fleet.active_tickets() {
            if let State::Called { deadline, .. } | State::Verifying { deadline, .. } =
                &ticket.state
            {
                self.model
                    .was_not_moved(ticket.id.0, fleet.now().0, deadline.0);
            }
        }
        self.compare(fleet, &mut Coverage::default())
    }

    /// Takes one batch, and says what has to leave.
    pub fn step(
        &mut self,
        seen: Seen,
        acts: Vec<(Act, Caller)>,
        full: bool,
        coverage: &mut Coverage,
    ) -> Result<Released, String> {
        let mut fleet = self.fleet.take().ok_or("nothing runs")?;
        let mut released = Released::default();
        self.looks(&mut fleet, seen, &mut released, coverage)?;
        for (act, caller) in acts {
            let now = seen.now.plus(released.moved_ms());
            let known = act.request.is_some_and(|r| fleet.has_answered(r.id));
            if full && act.command.is_new_work() && !known {
                let why = ActError::DiskFull { free_mib: 1 };
                released.replies.push(((act, caller), Err(why)));
                continue;
            }
            let expected = self.refusals(&fleet, now, &act.command);
            self.see_seats(&fleet);
            let same_health = same_health(&fleet, &act.command);
            self.expected_away = expected_away(&fleet, &act.command);
            let decided = steps::decide(&mut fleet, now, act.clone())?;
            coverage.reply(&act.command, known, &decided);
            let reply = match decided {
                Ok(decision) => {
                    if !known {
                        expected_none(&act, expected)?;
                        self.audited(&act, &decision)?;
                        let by = decision.clock_moves_ms;
                        let at = fleet.now().plus(-by);
                        self.accepted(&fleet, at, &act.command, &decision, same_health)?;
                        if by != 0 {
                            released.moves.push((released.replies.len(), by));
                        }
                        self.see_held(&fleet)?;
                        self.ordered(fleet.now(), &decision.orders, staff_call(&act, &decision))?;
                    }
                    released.orders.extend(decision.orders);
                    Ok(decision.answer)
                }
                Err(refusal) => {
                    refused_as(&act, &refusal, expected)?;
                    Err(refusal.into())
                }
            };
            released.replies.push(((act, caller), reply));
            self.compare(&fleet, coverage)?;
        }
        let now = seen.now.plus(released.moved_ms());
        self.tick(&mut fleet, now, &mut released, coverage)?;
        self.fleet = Some(fleet);
        Ok(released)
    }

    /// After the commands comes what is due, by the fleet's word and by the model's.
    fn tick(
        &mut self,
        fleet: &mut Fleet,
        now: FleetTime,
        released: &mut Released,
        coverage: &mut Coverage,
    ) -> Result<(), String> {
        self.see_seats(fleet);
        let mut orders = Vec::new();
        let mut by = 0;
        let ticked = fleet.next_deadline().is_some_and(|due| due <= now);
        if ticked {
            let decision = self.own(fleet, now, Command::Tick)?;
            by = decision.clock_moves_ms;
            orders = decision.orders;
        }
        let at = if ticked { fleet.now().plus(-by) } else { now };
        self.model.due(at.0);
        let due = self.model.sets_time(at.0);
        self.model.sets(by, due)?;
        if due {
            released.moves.push((released.replies.len(), by));
        }
        // The day ends by the time that was set.
        let ended = fleet.tickets().filter(|t| t.state == State::Ended);
        let open = |id: &u64| self.model.tickets.get(id).is_some_and(|t| t.is_open());
        let ended = ended.map(|t| t.id.0).filter(open).collect();
        self.model.day_due(at.0 + by, &ended)?;
        self.see_held(fleet)?;
        self.ordered(fleet.now(), &orders, None)?;
        released.orders.extend(orders);
        self.compare(fleet, coverage)
    }

    /// What the engine sees before the acts of others: the wall clock, and that it stood still.
    fn looks(
        &mut self,
        fleet: &mut Fleet,
        seen: Seen,
        released: &mut Released,
        coverage: &mut Coverage,
    ) -> Result<(), String> {
        let Seen { now, wall, since } = seen;
        let mut commands = Vec::new();
        if fleet.is_worth_a_look(now, wall) {
            commands.push(Command::SeeClock { wall });
        }
        commands.extend(since.map(|since| Command::Resumed { since }));
        for command in commands {
            self.see_seats(fleet);
            let orders = self.own(fleet, now, command.clone())?.orders;
            let at = fleet.now().0;
            match command {
                Command::Resumed { since } => self.model.resumes(at, since.0),
                _ => self.model.sees_clock(at, wall.0),
            }
            self.see_held(fleet)?;
            self.ordered(fleet.now(), &orders, None)?;
            released.orders.extend(orders);
            self.compare(fleet, coverage)?;
        }
        Ok(())
    }

    /// A command of the engine's own.
    fn own(
        &mut self,
        fleet: &mut Fleet,
        now: FleetTime,
        command: Command,
    ) -> Result<Decision, String> {
        let act = Act {
            request: None,
            actor: Actor::Fleet,
            place: None,
            command,
        };
        let decision = steps::decide(fleet, now, act)?.map_err(|refusal| refusal.to_string())?;
        self.keep_audit(&decision);
        Ok(decision)
    }

    /// Whom an owed end of the day holds back.
    fn see_held(&mut self, fleet: &Fleet) -> Result<(), String> {
        let now = fleet.now().0;
        for ticket in fleet.tickets() {
            self.model
                .is_held(now, ticket.id.0, fleet.is_held(ticket))?;
        }
        Ok(())
    }

    /// Seats are not the model's business: it is shown who has one.
    fn see_seats(&mut self, fleet: &Fleet) {
        for unit in fleet.units() {
            if let Some(seen) = self.model.units.get_mut(unit.serial.as_str()) {
                seen.seated = unit.seat.is_some();
            }
        }
    }

    /// What an accepted command makes of the tickets.
    fn accepted(
        &mut self,
        fleet: &Fleet,
        at: FleetTime,
        command: &Command,
        decision: &Decision,
        same_health: bool,
    ) -> Result<(), String> {
        let (model, now) = (&mut self.model, at.0);
        if let Some(serial) = speaker(command) {
            model.hears(now, serial.as_str());
        }
        let about = match &decision.answer {
            Answer::Ticket(id) => id.0,
            _ => 0,
        };
        match command {
            Command::AddTicket(add) => {
                let ticket = fleet.ticket(TicketId(about));
                let number = ticket.map_or_else(String::new, |t| t.number.to_string());
                if add.number.is_none() {
                    model.may_give(now, &number)?;
                }
                let (needs, prefers) = (wishes(&add.needs), wishes(&add.prefers));
                model.add(now, about, number, class_of(add.class), needs, prefers);
            }
            Command::CallTicket { .. } => {}
            Command::RecallTicket { .. } => model.recall(now, about),
            Command::ParkTicket { .. } => model.takes_out(now, about, model::State::Parked),
            Command::UnparkTicket { .. } => model.becomes(now, about, model::State::Waiting),
            Command::CancelTicket { .. } => model.takes_out(now, about, model::State::Cancelled),
            Command::DoneByMeans { .. } => model.is_done(now, about),
            Command::UndoTicket { .. } => model.undoes(now, about),
            Command::ReopenTicket { .. } => model.becomes(now, about, model::State::Waiting),
            Command::ChangeTicket(change) => model.changes(now, about, &change_of(change)),
            Command::DropNeed { need, .. } => {
                let ticket = fleet.ticket(TicketId(about));
                let left = ticket.map_or_else(Vec::new, |t| wishes(t.signature.needs()));
                model.drops(about, need.as_ref().map(wish).as_ref(), left)?;
            }
            Command::BindWalkUp { walk_up, .. } => {
                let (session, at) = walk_up_of(walk_up);
                if let Ok(session) = model.may_bind(now, session, at) {
                    model.binds(now, about, session);
                }
            }
            Command::EndDay => model.ends_day(now),
            Command::UndoDay => model.undoes_day(now),
            Command::ReplaceUnit { old, new, .. } => {
                model.replaces(now, old.as_str(), new.as_str())
            }
            Command::MoveTicket { unit, .. } => model.ties(now, about, unit.as_str()),
            Command::EnrollUnit(enroll) => {
                let (place, counter) = (enroll.installation.to_string(), &enroll.counter);
                let seated = counter.placement == Placement::Seated;
                let tags = counter.tags.iter().map(ToString::to_string).collect();
                let multi = enroll.edition == Edition::Multi;
                model.enrolls(now, enroll.serial.as_str(), place, seated, tags, multi);
            }
            Command::ChangeCounter(change) => {
                let seated = change.placement.map(|height| height == Placement::Seated);
                let tags = change.tags.iter().flatten().map(ToString::to_string);
                let tags = change.tags.is_some().then(|| tags.collect());
                model.changes_counter(change.serial.as_str(), seated, tags);
            }
            Command::PauseUnit {
                serial, now: true, ..
            } => model.gives_back(now, serial.as_str()),
            Command::RestartUnit { serial, now: true } => model.gives_back(now, serial.as_str()),
            Command::RetireUnit { serial } => model.retires(now, serial.as_str()),
            Command::Attach(attach) => self.attached(now, attach, decision),
            Command::Detach {
                serial,
                connection,
                how,
            } if model.speaks_by(serial.as_str(), connection.0) => {
                // A reader that was told to restart loses its link by that (RULES A28).
                if *how != Parting::Closed && !self.expected_away {
                    model.loses_link(now, serial.as_str());
                }
                model.goes(now, serial.as_str());
            }
            Command::CardPlaced {
                serial,
                session,
                assignment,
                ..
            } => model.card_placed(now, serial.as_str(), session.0, assignment.map(handout)),
            Command::SessionEnded(ended) => self.ended(now, ended),
            Command::CardRemoved { serial, .. } => model.card_removed(now, serial.as_str()),
            Command::HealthChanged { serial, health, .. } => {
                if let Some(unit) = model.units.get_mut(serial.as_str()) {
                    unit.well = health.serves();
                }
                if !same_health {
                    model.spares(now, serial.as_str());
                }
            }
            Command::HoldingReported {
                serial,
                holding: has,
                ..
            } => model.holds(now, serial.as_str(), &holding(has, 0)),
            Command::NoteCable { serial, cable } => model.notes(serial.as_str(), cable),
            Command::NoteLedger(entries) => {
                for entry in entries {
                    if let Some(cable) = &entry.cable {
                        model.notes(entry.serial.as_str(), cable);
                    }
                }
            }
            Command::SeePorts(seen) => model.shows(seen.installation.to_string(), shown(seen)),
            Command::LinkObserved { serial, link, .. } => {
                model.is_copied(serial.as_str(), !link.copies.is_empty());
            }
            Command::AddPerson(add) => {
                let is_administrator = add.role == Role::Administrator;
                model.adds_person(add.name.to_string(), is_administrator);
            }
            Command::RemovePerson { name } => model.removes_person(name.as_str()),
            Command::ConfirmTime { .. } => model.confirms(now, decision.clock_moves_ms)?,
            _ => {}
        }
        Ok(())
    }

    fn attached(&mut self, now: i64, attach: &Attach, decision: &Decision) {
        let closed = |(to, order): &(ConnectionId, Order)| {
            *to == attach.connection && matches!(order, Order::Close(_))
        };
        if decision.orders.iter().any(closed) {
            return;
        }
        let serial = attach.serial.as_str();
        let copied = !attach.link.copies.is_empty();
        self.model.is_copied(serial, copied);
        self.model.connects(
            now,
            serial,
            attach.connection.0,
            attach.installation.to_string(),
            attach.health.serves(),
            &holding(&attach.holding, attach.spooled),
        );
        self.hear_verdicts(&decision.orders);
        self.model.spares(now, serial);
    }

    fn ended(&mut self, now: i64, ended: &SessionEnded) {
        let how = match ended.outcome.kind {
            Kind::Verified(_) => model::Ended::Verified,
            Kind::UnitFailed { .. } => model::Ended::UnitFailed,
            _ => model::Ended::Otherwise,
        };
        let (session, assignment) = (ended.session.0, ended.assignment.map(handout));
        let age = i64::try_from(ended.age_ms).unwrap_or(i64::MAX);
        self.model
            .session_ended(now, ended.serial.as_str(), session, assignment, how, age);
    }

    fn serial_of(&self, connection: ConnectionId) -> Option<String> {
        let mut units = self.model.units.iter();
        units
            .find(|(_, u)| u.connection == Some(connection.0))
            .map(|(serial, _)| serial.clone())
    }

    fn hear_verdicts(&mut self, orders: &[(ConnectionId, Order)]) {
        for (connection, order) in orders {
            let Order::Admission { verdict, serves } = order else {
                continue;
            };
            let serial = self.serial_of(*connection);
            if let Some(unit) = serial.and_then(|serial| self.model.units.get_mut(&serial)) {
                unit.serves = *serves;
                unit.seated = matches!(verdict, Verdict::Seated(_));
                unit.refused = matches!(verdict, Verdict::Refused(why)
                    if !matches!(why, Turned::NoSeat | Turned::FleetFull));
            }
        }
    }

    /// Nobody is at a unit that is told to restart, nor called there (RULES A27).
    fn restarts(&self, serial: &str) -> Result<(), String> {
        let unit = self.model.units.get(serial);
        match unit.is_none_or(|unit| unit.is_free()) {
            true => Ok(()),
            false => Err(format!(
                "{serial} is told to restart, and somebody is there"
            )),
        }
    }

    /// What left: verdicts, ends of connections, and calls, each of which the rules have to allow.
    fn ordered(
        &mut self,
        now: FleetTime,
        orders: &[(ConnectionId, Order)],
        mut by_staff: Option<TicketId>,
    ) -> Result<(), String> {
        self.hear_verdicts(orders);
        for (connection, order) in orders {
            let Some(serial) = self.serial_of(*connection) else {
                continue;
            };
            match order {
                Order::Close(_) => self.model.goes(now.0, &serial),
                Order::Restart => self.restarts(&serial)?,
                Order::Call { assignment, .. } => {
                    let (id, attempt) = handout(*assignment);
                    let ticket = self.model.tickets.get(&id);
                    let again = ticket.is_some_and(|t| t.attempts.len() >= attempt as usize);
                    if !again {
                        let staff = by_staff.take_if(|by| by.0 == id).is_some();
                        self.model.calls(now.0, id, &serial, staff)?;
                    }
                }
                _ => {}
            }
        }
        self.model.is_work_conserving()
    }
}

/// What the engine sees at the beginning of a batch.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub now: FleetTime,
    pub wall: TimeOfDay,
    /// Since when it stood still, if it did.
    pub since: Option<FleetTime>,
}

/// The unit whose own word a command is.
fn speaker(command: &Command) -> Option<&Serial> {
    match command {
        Command::CardPlaced { serial, .. }
        | Command::CardRemoved { serial, .. }
        | Command::HealthChanged { serial, .. }
        | Command::UnitRestarted { serial, .. }
        | Command::HoldingReported { serial, .. } => Some(serial),
        Command::SessionEnded(ended) => Some(&ended.serial),
        _ => None,
    }
}

/// The ticket that staff called by hand: it may pass others.
fn staff_call(act: &Act, decision: &Decision) -> Option<TicketId> {
    match (&act.command, &decision.answer) {
        (Command::CallTicket { .. }, Answer::Ticket(id)) => Some(*id),
        _ => None,
    }
}

/// Whether a connection ends that a unit loses because it restarts.
fn expected_away(fleet: &Fleet, command: &Command) -> bool {
    matches!(command, Command::Detach { serial, .. }
        if fleet.unit(serial).is_some_and(|unit| unit.restarts.running_since().is_some()))
}

fn same_health(fleet: &Fleet, command: &Command) -> bool {
    matches!(command, Command::HealthChanged { serial, health, .. }
        if fleet.unit(serial).is_some_and(|unit| unit.health == *health))
}
