//! A day with the real fleet core, on virtual time: who is called when, and to which unit.
//!
//! The core gets what its engine would give it: a ticket when a patient arrives; the card, the outcome and the card's removal when the
//! reader reports them; and a tick at each deadline.

use super::day::{Day, Patient, Trait};
use super::schedule::{Call, Schedule};
use crate::kit::{Clinic, OPENING, counter, label, name, outcome, seated, tag, tagged};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, AddTicket, Command, SessionEnded};
use madoguchi_fleet::decision::Order;
use madoguchi_fleet::ids::{Assignment, ConnectionId, RequestId, Serial, SessionId};
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::ticket::Actor;
use madoguchi_fleet::wish::{Counter, Placement, Wish};
use std::collections::BTreeMap;

/// Runs a day; returns the call of each patient.
///
/// # Panics
/// The fleet refuses anything, takes a call back, calls somebody twice, or leaves somebody waiting.
#[must_use]
pub fn run(day: &Day) -> Schedule {
    let mut run = Run::of(day);
    let mut coming = day.patients.iter().enumerate().peekable();
    loop {
        let due = run.fleet.next_deadline().map(|at| at.since(OPENING));
        let told = run.readers.first_key_value().map(|(key, _)| key.0);
        let arrives = coming.peek().map(|(_, patient)| patient.arrives_ms);
        // The fleet itself always has a next deadline.
        if told.is_none() && arrives.is_none() && run.fleet.open() == 0 {
            break;
        }
        let Some(now) = [due, told, arrives].into_iter().flatten().min() else {
            break;
        };
        run.now = now;
        if due == Some(now) {
            run.decide(None, Actor::Fleet, Command::Tick);
        } else if told == Some(now) {
            let (_, event) = run.readers.pop_first().unwrap();
            run.tell(event);
        } else if let Some((index, patient)) = coming.next() {
            run.add(index, patient);
        }
    }
    let calls = run.calls.iter().enumerate();
    calls
        .map(|(index, call)| call.unwrap_or_else(|| panic!("patient {index} was never called")))
        .collect()
}

/// The next report of a reader about a patient.
#[derive(Debug, Clone, Copy)]
enum Event {
    Placed,
    Ended,
    Removed,
}

struct Run<'a> {
    day: &'a Day,
    fleet: Fleet,
    units: Vec<(Serial, ConnectionId)>,
    /// Milliseconds after the opening.
    now: i64,
    /// The future reports of readers, by time, then in the order in which they were planned.
    readers: BTreeMap<(i64, u64), (Event, usize, Assignment)>,
    made: u64,
    calls: Vec<Option<Call>>,
}

impl<'a> Run<'a> {
    /// A clinic with the day's units, all with seats, and no patients yet.
    fn of(day: &'a Day) -> Self {
        let mut clinic = Clinic::new();
        clinic.additional("L-0", 3);
        let names = (1..=day.units.len()).map(|n| format!("CR-{n}"));
        let units = names
            .zip(&day.units)
            .enumerate()
            .map(|(port, (serial, traits))| {
                clinic.enroll_at(&serial, counter_with(traits));
                clinic.plug(&serial, &format!("1-{}", port + 1));
                assert!(clinic.unit(&serial).serves(), "{serial} has no seat");
                let connection = clinic.unit(&serial).connection();
                (name(&serial), connection.unwrap())
            })
            .collect();
        Self {
            day,
            fleet: clinic.fleet,
            units,
            now: 0,
            readers: BTreeMap::new(),
            made: 0,
            calls: vec![None; day.patients.len()],
        }
    }

    fn add(&mut self, index: usize, patient: &Patient) {
        let mut request = [9; 16];
        request[..8].copy_from_slice(&index.to_be_bytes());
        let add = AddTicket {
            number: Some(label(&index.to_string())),
            class: patient.class,
            needs: patient.needs.iter().map(wish).collect(),
            prefers: patient.prefers.iter().map(wish).collect(),
            insist: true,
            arrived_elsewhere: None,
        };
        self.decide(
            Some(RequestId(request)),
            Actor::Staff,
            Command::AddTicket(add),
        );
    }

    fn tell(&mut self, (event, index, assignment): (Event, usize, Assignment)) {
        let patient = &self.day.patients[index];
        let unit = self.calls[index].unwrap().unit;
        let (serial, connection) = self.units[unit].clone();
        let mut session = [0; 16];
        session[..8].copy_from_slice(&index.to_be_bytes());
        let session = SessionId(session);
        let (command, next) = match event {
            Event::Placed => (
                Command::CardPlaced {
                    serial,
                    connection,
                    session,
                    assignment: Some(assignment),
                },
                Some((patient.session_ms, Event::Ended)),
            ),
            Event::Ended => (
                Command::SessionEnded(SessionEnded {
                    serial,
                    connection,
                    session,
                    assignment: Some(assignment),
                    outcome: outcome(Kind::Verified(Method::Face)),
                    age_ms: 0,
                }),
                Some((patient.removes_ms, Event::Removed)),
            ),
            Event::Removed => (Command::CardRemoved { serial, connection }, None),
        };
        if let Some((after_ms, event)) = next {
            self.later(after_ms, event, index, assignment);
        }
        self.decide(None, Actor::Reader, command);
    }

    fn later(&mut self, after_ms: i64, event: Event, index: usize, assignment: Assignment) {
        self.made += 1;
        self.readers
            .insert((self.now + after_ms, self.made), (event, index, assignment));
    }

    fn decide(&mut self, request: Option<RequestId>, actor: Actor, command: Command) {
        let act = Act {
            request: request.map(Into::into),
            actor,
            place: None,
            command,
        };
        let decision = self.fleet.decide(OPENING.plus(self.now), act);
        for (to, order) in decision.unwrap().orders {
            match order {
                Order::Call {
                    assignment, number, ..
                } => self.called(to, assignment, number.as_str().parse().unwrap()),
                order => panic!("nothing of this day is a reason for {order:?}"),
            }
        }
    }

    fn called(&mut self, to: ConnectionId, assignment: Assignment, index: usize) {
        let unit = self
            .units
            .iter()
            .position(|(_, connection)| *connection == to);
        let call = Call {
            at_ms: self.now,
            unit: unit.unwrap(),
        };
        let before = self.calls[index].replace(call);
        assert_eq!(before, None, "patient {index} was called twice");
        let walks_ms = self.day.patients[index].walks_ms;
        self.later(walks_ms, Event::Placed, index, assignment);
    }
}

fn counter_with(traits: &[Trait]) -> Counter {
    let tags = traits.iter().filter_map(|one| match one {
        Trait::Seated => None,
        Trait::English => Some(tag("language:en")),
        Trait::Phone => Some(tag("phone")),
    });
    Counter {
        placement: if traits.contains(&Trait::Seated) {
            Placement::Seated
        } else {
            Placement::Standing
        },
        tags: tags.collect(),
        ..counter("front")
    }
}

fn wish(one: &Trait) -> Wish {
    match one {
        Trait::Seated => seated(),
        Trait::English => tagged("language:en"),
        Trait::Phone => tagged("phone"),
    }
}
