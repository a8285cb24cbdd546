//! A day of patients played again by the real core: who would be called when, with other readers.
//!
//! The core gets what its engine would give it: a ticket when a patient comes; the card, the outcome and the card's removal when the reader
//! reports them; and a tick at each deadline. It is a fleet of its own that nobody sees, on a time that passes in here alone.

use crate::visit::Visit;
use crate::waits::Wait;
use madoguchi_fleet::command::{
    Act, AddTicket, Attach, Command, EnrollUnit, Holding, InstallLicense, SessionEnded, Start,
};
use madoguchi_fleet::decision::Order;
use madoguchi_fleet::ids::{
    Assignment, ConnectionId, Installation, KeyFingerprint, Number, RequestId, Serial, SessionId,
};
use madoguchi_fleet::link::{Link, Path, Port, UsbSerial};
use madoguchi_fleet::outcome::{Kind, Method, Outcome};
use madoguchi_fleet::settings::{Settings, UNITS_PER_PC};
use madoguchi_fleet::ticket::Actor;
use madoguchi_fleet::time::{DAY, FleetTime, TimeOfDay};
use madoguchi_fleet::unit::{Edition, Health};
use madoguchi_fleet::wish::{Counter, Wish};
use madoguchi_fleet::{Fleet, Records, Refusal};
use madoguchi_licensing::grant::{Binding, Environment, Grant, InstallationKey, KeyId, LicenseId};
use std::collections::BTreeMap;

/// The most patients of a day that is played again: several times what four readers can serve in it.
pub const MAX_VISITS: usize = 5_000;

/// Midnight of the day in which it plays. Any would do.
const MIDNIGHT: FleetTime = FleetTime(20_000 * DAY);
const HERE: Installation = InstallationKey([1; 32]);
const KEY: KeyId = KeyId([1; 8]);

/// The name that a reader has in a replay, by its place.
pub(crate) fn reader(nth: usize) -> Serial {
    // A name of letters, a hyphen and digits is a serial.
    Serial::parse(&format!("READER-{nth}")).unwrap_or_else(|| unreachable!("a serial"))
}

/// Whether a reader meets all these wishes.
pub(crate) fn meets(serial: &Serial, counter: &Counter, wishes: &[Wish]) -> bool {
    wishes.iter().all(|wish| wish.is_met_by(serial, counter))
}

/// Plays a day with a reader at each of these counters, one to four. Returns each patient's wait, in the order of `visits`: that of their
/// arrival; `None` for one whom nobody called before the day was over.
///
/// # Errors
/// The core refuses a ticket: it has no room for so many different wishes.
pub fn replay(
    counters: &[Counter],
    settings: &Settings,
    visits: &[Visit],
) -> Result<Vec<Option<Wait>>, Refusal> {
    let replay = played(counters, settings, visits)?;
    let calls = visits.iter().zip(&replay.calls);
    let waits = calls.map(|(visit, call)| {
        call.map(|call| Wait {
            arrived_ms: visit.arrives_ms,
            waited_ms: call.at_ms - visit.arrives_ms,
        })
    });
    Ok(waits.collect())
}

fn played<'a>(
    counters: &[Counter],
    settings: &Settings,
    visits: &'a [Visit],
) -> Result<Replay<'a>, Refusal> {
    let mut replay = Replay::of(counters, settings, visits)?;
    let mut coming = visits.iter().enumerate().peekable();
    loop {
        let due = replay.fleet.next_deadline().map(|at| at.since(MIDNIGHT));
        let told = replay.readers.first_key_value().map(|(key, _)| key.0);
        let arrives = coming.peek().map(|(_, visit)| visit.arrives_ms);
        let over = told.is_none() && arrives.is_none() && replay.fleet.open() == 0;
        let next = [due, told, arrives].into_iter().flatten().min();
        // A day's patients are gone before the next day is over.
        let Some(now) = next.filter(|at| !over && *at < 2 * DAY) else {
            break;
        };
        replay.now = now.max(replay.now);
        if due == Some(now) {
            replay.decide(None, Actor::Fleet, Command::Tick)?;
        } else if told == Some(now)
            && let Some((_, event)) = replay.readers.pop_first()
        {
            replay.tell(event)?;
        } else if let Some((index, visit)) = coming.next() {
            replay.add(index, visit)?;
        }
    }
    Ok(replay)
}

/// The next report of a reader about a patient.
#[derive(Debug, Clone, Copy)]
enum Event {
    Placed,
    Ended,
    Removed,
}

#[derive(Debug, Clone, Copy)]
struct Call {
    /// After midnight.
    at_ms: i64,
    /// The reader's place.
    reader: usize,
}

struct Replay<'a> {
    visits: &'a [Visit],
    fleet: Fleet,
    /// After midnight, in milliseconds.
    now: i64,
    /// The future reports of readers, by time, then in the order in which they were planned.
    readers: BTreeMap<(i64, u64), (Event, usize, Assignment)>,
    planned: u64,
    calls: Vec<Option<Call>>,
}

impl<'a> Replay<'a> {
    /// A clinic with a seat for each reader, just before its first patient.
    fn of(counters: &[Counter], settings: &Settings, visits: &'a [Visit]) -> Result<Self, Refusal> {
        let opens = visits.first().map_or(0, |visit| visit.arrives_ms);
        let settings = Settings {
            environment: Environment::Test,
            // Nothing of the clinic's day but its patients.
            day_end_ms: None,
            restart_readers_ms: None,
            // Each of them came when called, and each session ended: no call and no session is given up before.
            call_ms: DAY,
            session_ms: DAY,
            ..settings.clone()
        };
        let start = Start {
            installation: HERE,
            wall: TimeOfDay(MIDNIGHT.plus(opens).0),
        };
        let mut replay = Self {
            visits,
            fleet: Fleet::restore(settings, start, Records::default()),
            now: opens,
            readers: BTreeMap::new(),
            planned: 0,
            calls: vec![None; visits.len()],
        };
        let licenses = u8::try_from(counters.len().min(UNITS_PER_PC).saturating_sub(1));
        if let Ok(seats @ 1..) = licenses {
            replay.staff(0, Command::InstallLicense(Box::new(license(seats))))?;
        }
        for (nth, counter) in counters.iter().take(UNITS_PER_PC).enumerate() {
            replay.staff(1 + nth, Command::EnrollUnit(enroll(nth, counter.clone())))?;
            let attach = Command::Attach(Box::new(attach(nth)));
            replay.decide(None, Actor::Reader, attach)?;
        }
        Ok(replay)
    }

    fn add(&mut self, index: usize, visit: &Visit) -> Result<(), Refusal> {
        let add = AddTicket {
            number: Some(Number::automatic(u64::try_from(index).unwrap_or(u64::MAX))),
            class: visit.class,
            needs: visit.needs.clone(),
            prefers: visit.prefers.clone(),
            insist: true,
            arrived_elsewhere: None,
        };
        // The clinic itself has made at most so many requests before.
        self.staff(1 + UNITS_PER_PC + index, Command::AddTicket(add))
    }

    fn tell(
        &mut self,
        (event, index, assignment): (Event, usize, Assignment),
    ) -> Result<(), Refusal> {
        let Some(call) = self.calls[index] else {
            return Ok(());
        };
        let visit = &self.visits[index];
        let (serial, connection) = (reader(call.reader), connection(call.reader));
        let session = SessionId(bytes(index));
        let (command, next) = match event {
            Event::Placed => (
                Command::CardPlaced {
                    serial,
                    connection,
                    session,
                    assignment: Some(assignment),
                },
                Some((visit.session_ms, Event::Ended)),
            ),
            Event::Ended => (
                Command::SessionEnded(SessionEnded {
                    serial,
                    connection,
                    session,
                    assignment: Some(assignment),
                    outcome: Outcome {
                        kind: Kind::Verified(Method::Face),
                        duration_ms: u64::try_from(visit.session_ms).unwrap_or(0),
                        face_ms: None,
                    },
                    age_ms: 0,
                }),
                Some((visit.removes_ms, Event::Removed)),
            ),
            Event::Removed => (Command::CardRemoved { serial, connection }, None),
        };
        if let Some((after_ms, event)) = next {
            self.later(after_ms, event, index, assignment);
        }
        self.decide(None, Actor::Reader, command)
    }

    fn later(&mut self, after_ms: i64, event: Event, index: usize, assignment: Assignment) {
        self.planned += 1;
        let at = self.now.saturating_add(after_ms);
        self.readers
            .insert((at, self.planned), (event, index, assignment));
    }

    fn staff(&mut self, request: usize, command: Command) -> Result<(), Refusal> {
        self.decide(Some(RequestId(bytes(request))), Actor::Staff, command)
    }

    fn decide(
        &mut self,
        request: Option<RequestId>,
        actor: Actor,
        command: Command,
    ) -> Result<(), Refusal> {
        let act = Act {
            request: request.map(Into::into),
            actor,
            place: None,
            command,
        };
        let decision = self.fleet.decide(MIDNIGHT.plus(self.now), act)?;
        for (to, order) in decision.orders {
            if let Order::Call {
                assignment, number, ..
            } = order
            {
                self.called(to, assignment, &number);
            }
        }
        Ok(())
    }

    /// A patient goes to the reader.
    fn called(&mut self, to: ConnectionId, assignment: Assignment, number: &Number) {
        let index = number.as_str().parse().ok();
        let index = index.filter(|index: &usize| *index < self.calls.len());
        let (Some(index), Ok(reader)) = (index, usize::try_from(to.0)) else {
            return;
        };
        let at_ms = self.now;
        self.calls[index] = Some(Call { at_ms, reader });
        let walks_ms = self.visits[index].walks_ms;
        self.later(walks_ms, Event::Placed, index, assignment);
    }
}

/// The reader's place is its connection's number.
fn connection(nth: usize) -> ConnectionId {
    ConnectionId(u64::try_from(nth).unwrap_or(u64::MAX))
}

fn bytes(nth: usize) -> [u8; 16] {
    let mut bytes = [9; 16];
    bytes[..8].copy_from_slice(&u64::try_from(nth).unwrap_or(u64::MAX).to_be_bytes());
    bytes
}

fn enroll(nth: usize, counter: Counter) -> EnrollUnit {
    let serial = reader(nth);
    // Of a counter its place and tags matter here; a name it has to have.
    let name = serial.to_string();
    let counter = Counter { name, ..counter };
    EnrollUnit {
        serial,
        installation: HERE,
        key: key(nth),
        edition: Edition::Multi,
        counter,
        cable: String::new(),
        delivered: None,
    }
}

fn key(nth: usize) -> KeyFingerprint {
    let mut key = [7; 32];
    key[..16].copy_from_slice(&bytes(nth));
    KeyFingerprint(key)
}

fn attach(nth: usize) -> Attach {
    let port = Port {
        bus: "1".into(),
        chain: (nth + 1).to_string().into(),
    };
    let link = Link {
        interface: format!("usb-{port}"),
        port,
        path: Path::Direct,
        speed_mbps: Some(480),
        hub: None,
        device: None,
        usb_serial: UsbSerial::NoDevice,
        copies: Vec::new(),
    };
    Attach {
        serial: reader(nth),
        key: key(nth),
        installation: HERE,
        connection: connection(nth),
        link,
        holding: Holding::default(),
        spooled: 0,
        health: Health::Healthy,
        software: String::new(),
        identifies: false,
        engine: None,
        bundled: None,
        factory_key: None,
    }
}

/// The license that the clinic would buy. Nobody checks its signature in here.
fn license(seats: u8) -> InstallLicense {
    // Capital letters are an id.
    let id = LicenseId::parse("REPLAY").unwrap_or_else(|| unreachable!("an id"));
    let grant = Grant {
        lineage: id.clone(),
        id,
        environment: Environment::Test,
        binding: Binding::Additional {
            installation: HERE,
            seats,
        },
        not_before_ms: 0,
        not_after_ms: None,
        supersedes: Vec::new(),
        issuer: "replay".into(),
        issuer_key: KEY,
        sequence: 1,
        issued_at_ms: 1,
    };
    InstallLicense {
        grant,
        document: [].into(),
        installation: HERE,
        revocations: None,
        old_pc_died: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staffing::tests::{seated, visit};
    use madoguchi_fleet::time::HOUR;

    #[test]
    fn what_the_tickets_of_a_day_tell_plays_the_same_day_again() {
        let mut visits: Vec<_> = (0..12)
            .map(|n| visit(9 * HOUR + n * 7_000, 40_000 + n * 1_000))
            .collect();
        visits[3].needs = vec![seated().1];
        let counters = [Counter::default(), seated().0];
        let settings = Settings::default();
        let first = played(&counters, &settings, &visits).unwrap();
        let told: Vec<_> = first
            .fleet
            .tickets()
            .filter_map(|ticket| Visit::of(ticket, MIDNIGHT))
            .collect();
        assert_eq!(told, visits);
        let again = replay(&counters, &settings, &told).unwrap();
        assert_eq!(again, replay(&counters, &settings, &visits).unwrap());
    }

    #[test]
    fn a_ticket_that_no_session_closed_tells_no_visit() {
        let visits = [visit(9 * HOUR, 40_000)];
        let mut replay = Replay::of(&[Counter::default()], &Settings::default(), &visits).unwrap();
        replay.add(0, &visits[0]).unwrap();
        let told = replay
            .fleet
            .tickets()
            .next()
            .map(|ticket| Visit::of(ticket, MIDNIGHT));
        assert_eq!(told, Some(None));
    }
}
