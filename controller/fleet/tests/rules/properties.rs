//! Random mornings: whatever staff, readers, cables and licenses do, the numbered invariants hold after
//! every step, and in the end everything comes to rest.
//!
//! A failure prints its seed (`PROPTEST_RNG_SEED` replays it) and the shortest morning that still fails; that
//! one is kept below as a test with a name.

use crate::kit::{
    Clinic, THERE, additional_of, counter, faulted, link, name, parse_port, roots_list, seated,
    seated_counter, tagged, tagged_counter,
};
use madoguchi_fleet::admission::{Refusal, Verdict};
use madoguchi_fleet::command::{Act, AddTicket, Command, Parting, SessionEnded, WalkUpChoice};
use madoguchi_fleet::ids::{Assignment, KeyFingerprint, Serial};
use madoguchi_fleet::licensing::ActKind;
use madoguchi_fleet::link::{Link, Path, UsbSerial};
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::ticket::Class;
use madoguchi_fleet::time::{DAY, HOUR, SECOND};
use madoguchi_fleet::unit::{Health, Membership};
use madoguchi_fleet::wish::{Counter, Wish};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestError, TestRunner};
use std::hash::{BuildHasher, Hasher, RandomState};

/// As many readers as a PC has serving units, and two more.
const UNITS: u8 = 6;
/// Mornings per run.
const MORNINGS: u32 = 256;
/// Loading the store after each of some 100,000 decisions would take most of the time; the table tests do.
const LOADS_EVERY: u64 = 8;

/// One thing that happens. Small numbers choose among what is there, so that every step can be tried.
#[derive(Debug, Clone)]
enum Step {
    Add { class: u8, wish: u8 },
    Call { ticket: u8, unit: Option<u8> },
    Recall(u8),
    Move(u8, u8),
    Park(u8),
    Unpark(u8),
    Cancel(u8),
    Undo(u8),
    Reopen(u8),
    DropNeed(u8),
    Bind(u8, u8),
    EndDay,
    Replace(u8, u8),
    RepeatRequest,
    Rekey(u8),
    Pause(u8, bool),
    Resume(u8),
    Prefer(u8, bool),
    Retire(u8),
    Plug(u8, u8),
    PlugBehindHub(u8),
    Observe(u8, u8),
    Unplug(u8),
    Parts(u8, u8),
    See(u8, u8),
    NoteCable(u8),
    PowerCycle(u8),
    Slow(u8, bool),
    Card(u8),
    WalkUp(u8),
    LateCard(u8),
    End(u8, u8),
    Remove(u8),
    Health(u8, u8),
    Say(u8),
    Resend(u8),
    License(u8, u8),
    Revoke(u8),
    Bridge(u8),
    Reset(u8),
    Sign,
    ClockBack(u8),
    ConfirmTime,
    Wait(u8),
    TickComesLate(u8),
    Restart(u8),
    WakeUpFarAhead,
}

fn step() -> impl Strategy<Value = Step> {
    use Step::*;
    let unit = 0..UNITS;
    let which = 0..255u8;
    prop_oneof![
        12 => (0..8u8, 0..16u8).prop_map(|(class, wish)| Add { class, wish }),
        2 => (which.clone(), prop::option::of(unit.clone()))
            .prop_map(|(ticket, unit)| Call { ticket, unit }),
        3 => which.clone().prop_map(Recall),
        2 => (which.clone(), unit.clone()).prop_map(|(t, u)| Move(t, u)),
        2 => which.clone().prop_map(Park),
        2 => which.clone().prop_map(Unpark),
        1 => which.clone().prop_map(Cancel),
        3 => which.clone().prop_map(Undo),
        2 => which.clone().prop_map(Reopen),
        2 => which.clone().prop_map(DropNeed),
        2 => (which.clone(), unit.clone()).prop_map(|(t, u)| Bind(t, u)),
        1 => (0..2u8).prop_map(|day| if day == 0 { EndDay } else { Wait(1) }),
        1 => (unit.clone(), 0..UNITS * 4)
            .prop_map(|(old, new)| if new < UNITS { Replace(old, new) } else { Wait(1) }),
        1 => Just(RepeatRequest),
        1 => unit.clone().prop_map(Rekey),
        2 => (unit.clone(), any::<bool>()).prop_map(|(u, now)| Pause(u, now)),
        4 => unit.clone().prop_map(Resume),
        2 => (unit.clone(), any::<bool>()).prop_map(|(u, p)| Prefer(u, p)),
        8 => (unit.clone(), 0..8u8).prop_map(|(u, port)| Plug(u, port)),
        1 => unit.clone().prop_map(PlugBehindHub),
        2 => (unit.clone(), 0..4u8).prop_map(|(u, how)| Observe(u, how)),
        3 => unit.clone().prop_map(Unplug),
        2 => (unit.clone(), 0..3u8).prop_map(|(u, how)| Parts(u, how)),
        2 => (unit.clone(), 0..6u8).prop_map(|(u, how)| See(u, how)),
        1 => unit.clone().prop_map(NoteCable),
        2 => unit.clone().prop_map(PowerCycle),
        2 => (unit.clone(), any::<bool>()).prop_map(|(u, slow)| Slow(u, slow)),
        14 => unit.clone().prop_map(Card),
        3 => unit.clone().prop_map(WalkUp),
        3 => unit.clone().prop_map(LateCard),
        14 => (unit.clone(), 0..8u8).prop_map(|(u, kind)| End(u, kind)),
        10 => unit.clone().prop_map(Remove),
        3 => (unit.clone(), 0..4u8).prop_map(|(u, h)| Health(u, h)),
        4 => unit.clone().prop_map(Say),
        2 => which.clone().prop_map(Resend),
        2 => (0..8u8, 0..4u8).prop_map(|(kind, seats)| License(kind, seats)),
        1 => which.clone().prop_map(Revoke),
        1 => (1..4u8).prop_map(Bridge),
        1 => which.clone().prop_map(Reset),
        1 => Just(Sign),
        1 => (0..40u8).prop_map(|hours| if hours < 20 { ClockBack(hours * 3) } else { Wait(hours) }),
        1 => Just(ConfirmTime),
        10 => (1..150u8).prop_map(Wait),
        2 => (1..150u8).prop_map(TickComesLate),
        2 => which.prop_map(Restart),
        1 => unit.prop_map(|u| if u == 0 { WakeUpFarAhead } else { Wait(u) }),
        1 => (0..UNITS * 4).prop_map(|u| if u < UNITS { Retire(u) } else { Wait(u) }),
    ]
}

/// A morning as it goes, with what it takes to count.
struct Morning {
    clinic: Clinic,
    last: Option<Act>,
    /// Every outcome that a reader ever had, delivered or not.
    outcomes: Vec<(Serial, SessionEnded)>,
    licenses: u32,
    lists: u64,
    keys: u8,
}

impl Morning {
    fn new() -> Self {
        let mut clinic = Clinic::new();
        clinic.loads_every = LOADS_EVERY;
        for unit in 0..UNITS {
            clinic.enroll_at(&serial(unit), place(unit));
        }
        Self {
            clinic,
            last: None,
            outcomes: Vec::new(),
            licenses: 0,
            lists: 0,
            keys: 0,
        }
    }

    fn take(&mut self, step: &Step) {
        match *step {
            Step::Add { class, wish } => self.add(class, wish),
            Step::Call { ticket, unit } => self.staff(|m| {
                let unit = unit.map(|u| name(&serial(u)));
                let number = m.number(ticket)?;
                Some(Command::CallTicket { number, unit })
            }),
            Step::Recall(ticket) => self.staff(|m| {
                let number = m.number(ticket)?;
                Some(Command::RecallTicket { number })
            }),
            Step::Move(ticket, unit) => self.staff(|m| {
                let unit = name(&serial(unit));
                let number = m.number(ticket)?;
                Some(Command::MoveTicket { number, unit })
            }),
            Step::Park(ticket) => self.staff(|m| {
                let number = m.number(ticket)?;
                Some(Command::ParkTicket { number })
            }),
            Step::Unpark(ticket) => self.staff(|m| {
                let number = m.number(ticket)?;
                Some(Command::UnparkTicket { number })
            }),
            Step::Cancel(ticket) => self.staff(|m| {
                let number = m.number(ticket)?;
                Some(Command::CancelTicket { number })
            }),
            Step::Undo(ticket) => self.staff(|m| {
                let number = m.any_number(ticket)?;
                Some(Command::UndoTicket { number })
            }),
            Step::Reopen(ticket) => self.staff(|m| {
                let number = m.any_number(ticket)?;
                Some(Command::ReopenTicket { number })
            }),
            Step::DropNeed(ticket) => self.staff(|m| {
                let number = m.number(ticket)?;
                let need = ticket.is_multiple_of(2).then(seated);
                Some(Command::DropNeed { number, need })
            }),
            Step::Bind(ticket, unit) => self.staff(|m| {
                let number = m.number(ticket)?;
                let walk_up = WalkUpChoice::NewestAt(name(&serial(unit)));
                Some(Command::BindWalkUp { number, walk_up })
            }),
            Step::EndDay => self.staff(|_| Some(Command::EndDay)),
            Step::Replace(old, new) => self.staff(|_| {
                let (old, new) = (name(&serial(old)), name(&serial(new)));
                Some(Command::ReplaceUnit { old, new })
            }),
            Step::RepeatRequest => self.repeat(),
            Step::Rekey(unit) => self.rekey(unit),
            Step::Pause(unit, now) => self.staff(|_| {
                let serial = name(&serial(unit));
                Some(Command::PauseUnit { serial, now })
            }),
            Step::Resume(unit) => self.staff(|_| {
                let serial = name(&serial(unit));
                Some(Command::ResumeUnit { serial })
            }),
            Step::Prefer(unit, preferred) => self.staff(|_| {
                let serial = name(&serial(unit));
                Some(Command::PreferUnit { serial, preferred })
            }),
            Step::NoteCable(unit) => self.staff(|_| {
                let cable = format!("{unit} m");
                let serial = name(&serial(unit));
                Some(Command::NoteCable { serial, cable })
            }),
            Step::Retire(unit) => self.staff(|_| {
                let serial = name(&serial(unit));
                Some(Command::RetireUnit { serial })
            }),
            Step::License(kind, seats) => self.license(kind, seats),
            Step::Revoke(which) => self.revoke(which),
            Step::Bridge(seats) => {
                self.licenses += 1;
                let paper = additional_of(&format!("L-{}", self.licenses), seats, THERE);
                let _ = self.clinic.install(paper.lineage("L-1").old_pc_died());
            }
            Step::Reset(hours) => {
                self.clinic.ask_reset(1);
                let to = self.clinic.now.plus((i64::from(hours) - 128) * HOUR);
                let _ = self.clinic.reset_time(1, to);
            }
            Step::Sign => drop(self.clinic.sign(ActKind::Activation).unwrap()),
            Step::ClockBack(hours) => {
                let wall = self.clinic.now.plus(-i64::from(hours) * HOUR);
                self.clinic.restart_at(wall);
            }
            Step::ConfirmTime => self.staff(|_| Some(Command::ConfirmTime { ahead_ms: None })),
            Step::Wait(seconds) => self.clinic.wait(i64::from(seconds)),
            Step::TickComesLate(seconds) => {
                self.clinic.now = self.clinic.now.plus(i64::from(seconds) * SECOND);
            }
            Step::Restart(seconds) => self.clinic.restart_after(i64::from(seconds)),
            Step::WakeUpFarAhead => {
                let wall = self.clinic.now.plus(61 * DAY);
                self.clinic.restart_at(wall);
            }
            ref at_the_reader => self.at_a_reader(at_the_reader),
        }
        self.the_included_seat_serves();
        self.count();
    }

    /// Whatever is wrong with licenses: who waits for a seat waits for somebody.
    fn the_included_seat_serves(&self) {
        let fleet = &self.clinic.fleet;
        for unit in fleet.units().filter(|u| u.attachment().is_some()) {
            let no_seat = matches!(
                fleet.verdict(unit),
                Verdict::Refused(Refusal::NoSeat | Refusal::FactoryKeyNotProven)
            );
            if no_seat && !fleet.waits_for_predecessor(unit) {
                let mut others = fleet.units_at(unit.installation);
                let taken = others.any(|other| other.seat.is_some() || other.is_leaving());
                assert!(taken, "{} waits for nobody", unit.serial);
            }
        }
    }

    /// The vendor takes a license back, and perhaps what an issuer signed.
    fn revoke(&mut self, which: u8) {
        let licenses: Vec<_> = self.clinic.fleet.licenses().collect();
        let index = usize::from(which) % licenses.len().max(1);
        let id = licenses
            .get(index)
            .map(|license| license.grant.id.to_string());
        self.lists += 1;
        let list = roots_list(
            self.lists,
            &id.iter().map(String::as_str).collect::<Vec<_>>(),
        );
        self.clinic.accept(list).unwrap();
    }

    fn at_a_reader(&mut self, step: &Step) {
        let clinic = &mut self.clinic;
        match *step {
            Step::Plug(unit, 7) => {
                clinic.plug_at(&serial(unit), link(&port_of(unit, 0)), THERE);
            }
            Step::Plug(unit, port) => clinic.plug(&serial(unit), &port_of(unit, port)),
            Step::PlugBehindHub(unit) => {
                let hub = Link {
                    path: Path::BehindHub,
                    ..link(&port_of(unit, 0))
                };
                clinic.plug_by(&serial(unit), hub);
            }
            Step::Observe(unit, how) => clinic.observe(&serial(unit), seen(unit, how)),
            Step::Unplug(unit) => clinic.unplug(&serial(unit)),
            Step::Parts(unit, how) => clinic.parts(&serial(unit), parting(how)),
            Step::See(unit, how) => clinic.sees(on_usb(unit, how), vec![]),
            Step::PowerCycle(unit) => clinic.power_cycle(&serial(unit)),
            Step::Slow(unit, slow) => clinic.reader(&serial(unit)).slow = slow,
            Step::Card(unit) if self.idle(unit) => self.clinic.card(&serial(unit)),
            Step::WalkUp(unit) if self.idle(unit) => self.clinic.walk_up(&serial(unit)),
            Step::LateCard(unit) if self.idle(unit) => {
                if let Some(assignment) = self.handed_out_before(unit) {
                    self.clinic.card_for(&serial(unit), Some(assignment));
                }
            }
            Step::End(unit, kind) => self.end(unit, kind),
            Step::Remove(unit) if self.idle(unit) => self.clinic.card_removed(&serial(unit)),
            Step::Health(unit, health) => self.clinic.health(&serial(unit), condition(health)),
            Step::Say(unit) => self.clinic.says_what_it_has(&serial(unit)),
            Step::Resend(which) => self.resend(which),
            _ => {}
        }
    }

    /// Whether no session runs at the reader.
    fn idle(&mut self, unit: u8) -> bool {
        self.clinic.reader(&serial(unit)).session.is_none()
    }

    fn number(&self, ticket: u8) -> Option<madoguchi_fleet::ids::Number> {
        let open: Vec<_> = self
            .clinic
            .fleet
            .tickets()
            .filter(|t| t.is_open())
            .collect();
        let index = usize::from(ticket) % open.len().max(1);
        open.get(index).map(|t| t.number.clone())
    }

    /// The number of one of the newest tickets, open or closed.
    fn any_number(&self, ticket: u8) -> Option<madoguchi_fleet::ids::Number> {
        let newest: Vec<_> = self.clinic.fleet.tickets().rev().take(6).collect();
        let index = usize::from(ticket) % newest.len().max(1);
        newest.get(index).map(|t| t.number.clone())
    }

    fn add(&mut self, class: u8, wish: u8) {
        let class = match class {
            0 => Class::Urgent,
            1 => Class::Priority,
            _ => Class::Normal,
        };
        let (needs, prefers) = wishes(wish);
        self.staff(|_| {
            Some(Command::AddTicket(AddTicket {
                number: None,
                class,
                needs,
                prefers,
            }))
        });
    }

    /// Staff try it; a refusal is an answer too.
    fn staff(&mut self, command: impl FnOnce(&Self) -> Option<Command>) {
        if let Some(command) = command(self) {
            let act = Act::staff(self.clinic.request(), command);
            let done = self.clinic.act(act.clone());
            self.last = done.is_ok().then_some(act);
        }
    }

    fn repeat(&mut self) {
        if let Some(act) = self.last.clone() {
            let before = self.clinic.fleet.open();
            self.clinic.act(act).unwrap();
            assert_eq!(self.clinic.fleet.open(), before);
        }
    }

    fn rekey(&mut self, unit: u8) {
        self.keys = self.keys.wrapping_add(1);
        let mut key = [200; 32];
        key[0] = self.keys;
        let key = KeyFingerprint(key);
        let enrolled = self.clinic.enroll_with(&serial(unit), place(unit), key);
        if enrolled.is_ok() && unit.is_multiple_of(2) {
            self.clinic.reader(&serial(unit)).key = key;
        }
    }

    fn license(&mut self, kind: u8, seats: u8) {
        self.licenses += 1;
        let id = format!("L-{}", self.licenses);
        match kind {
            0..=2 => {
                let unit = serial(kind * 2);
                let known = self.clinic.fleet.licenses().count();
                if known < 60 {
                    self.clinic.bundled(&id, &unit);
                }
            }
            3..=5 => {
                let ends = i64::from(seats + 1) * 100;
                let _ = self.clinic.additional_until(&id, seats.max(1), Some(ends));
            }
            _ => {
                let _ = self.clinic.additional_until(&id, seats.max(1), None);
            }
        }
    }

    /// A hand-out that this reader was given once and never finished.
    fn handed_out_before(&mut self, unit: u8) -> Option<Assignment> {
        let serial = name(&serial(unit));
        let finished = &self.clinic.readers[&serial].finished;
        self.clinic.fleet.tickets().find_map(|ticket| {
            let attempts = ticket.attempts.iter().zip(1u32..);
            attempts
                .filter(|(a, _)| a.unit == serial && a.outcome.is_none())
                .map(|(_, attempt)| Assignment {
                    ticket: ticket.id,
                    attempt,
                })
                .find(|assignment| !finished.contains(assignment))
        })
    }

    fn end(&mut self, unit: u8, kind: u8) {
        let running = self.clinic.reader(&serial(unit)).session;
        let Some((session, assignment)) = running else {
            return;
        };
        let kind = ending(kind);
        self.clinic.ends(&serial(unit), kind.clone());
        self.outcomes.push((
            name(&serial(unit)),
            SessionEnded {
                serial: name(&serial(unit)),
                connection: madoguchi_fleet::ids::ConnectionId(0),
                session,
                assignment,
                outcome: madoguchi_fleet::outcome::Outcome {
                    kind,
                    duration_ms: 8_000,
                    face_ms: Some(4_000),
                },
                age_ms: 0,
            },
        ));
    }

    /// An outcome is sent again although it may have been acknowledged.
    fn resend(&mut self, which: u8) {
        let index = usize::from(which) % self.outcomes.len().max(1);
        if let Some((unit, ended)) = self.outcomes.get(index).cloned() {
            // Of a ticket that was forgotten nobody can tell that it was counted.
            let kept = ended
                .assignment
                .is_none_or(|a| self.clinic.fleet.ticket(a.ticket).is_some());
            if kept {
                self.clinic.report(unit.as_str(), ended);
            }
        }
    }

    /// Invariant 2: what the units tally is what was delivered, each outcome once.
    fn count(&self) {
        let readers = &self.clinic.readers;
        let spooled: usize = readers.values().map(|r| r.spool.len()).sum();
        assert_eq!(
            self.clinic.tallied,
            self.outcomes.len() - spooled,
            "invariant 2: outcomes counted, and outcomes delivered"
        );
    }

    /// Everybody who can still act does, and time passes: then nothing may hang.
    fn come_to_rest(&mut self) {
        self.clinic.wait(1);
        for unit in 0..UNITS {
            if !self.idle(unit) {
                self.end(unit, 0);
            }
            self.clinic.card_removed(&serial(unit));
            self.clinic.unplug(&serial(unit));
        }
        for unit in 0..UNITS {
            let port = port_of(unit, 0);
            self.clinic.reader(&serial(unit)).slow = false;
            self.clinic.plug(&serial(unit), &port);
            self.clinic.health(&serial(unit), Health::Healthy);
        }
        self.clinic.wait(400);
        for _ in 0..200 {
            for unit in 0..UNITS {
                let serial = serial(unit);
                if self.clinic.reader(&serial).asked {
                    self.clinic.says_what_it_has(&serial);
                }
                if self.clinic.reader(&serial).call.is_some() {
                    self.clinic.card(&serial);
                    self.end(unit, 0);
                    self.clinic.card_removed(&serial);
                }
            }
            self.clinic.wait(1);
            if self.clinic.fleet.active_tickets().count() == 0 {
                break;
            }
        }
        self.count();
        self.assert_at_rest();
    }

    fn assert_at_rest(&self) {
        let fleet = &self.clinic.fleet;
        let active: Vec<_> = fleet.active_tickets().collect();
        assert!(active.is_empty(), "still called or verifying: {active:?}");
        for unit in fleet.units().filter(|u| u.serves()) {
            assert!(unit.is_free(), "{} hangs: {:?}", unit.serial, unit.activity);
            for ticket in fleet.waiting_in_order() {
                let lacks = ticket.signature.unmet_need(&unit.serial, &unit.counter);
                assert!(lacks.is_some(), "{} could serve {ticket:?}", unit.serial);
            }
        }
        for unit in fleet.units() {
            let gone = unit.membership != Membership::Enrolled;
            assert!(!gone || unit.attachment().is_none(), "{unit:?} stayed");
        }
    }
}

fn serial(unit: u8) -> String {
    format!("CR-{unit}")
}

fn place(unit: u8) -> Counter {
    match unit {
        1 => seated_counter("low"),
        2 => tagged_counter(&["language:en"]),
        _ => counter("front"),
    }
}

/// Mostly each unit's own port, now and then another's.
fn port_of(unit: u8, port: u8) -> String {
    let port = if port < 6 { unit } else { unit / 2 };
    format!("1-{}", port + 1)
}

fn seen(unit: u8, how: u8) -> Link {
    let own = link(&port_of(unit, 0));
    match how {
        0 => Link {
            copies: vec![parse_port("1-9")],
            ..own
        },
        1 => Link {
            path: Path::NotUsb,
            ..own
        },
        _ => own,
    }
}

fn parting(how: u8) -> Parting {
    match how {
        0 => Parting::Unplugged,
        1 => Parting::Lost,
        _ => Parting::Closed,
    }
}

/// What USB shows: nothing, one reader, its copy too, it behind a hub, or a device without a serial.
fn on_usb(unit: u8, how: u8) -> Vec<Link> {
    let shown = |port: &str| Link {
        usb_serial: UsbSerial::Shown(serial(unit).as_str().into()),
        ..link(port)
    };
    let own = port_of(unit, 0);
    match how {
        0 => vec![],
        1 => vec![shown(&own), shown("1-9")],
        2 => vec![Link {
            path: Path::BehindHub,
            ..shown(&own)
        }],
        3 => vec![Link {
            usb_serial: UsbSerial::Missing,
            ..link(&own)
        }],
        _ => vec![shown(&own)],
    }
}

fn condition(health: u8) -> Health {
    match health {
        0 => faulted(),
        1 => Health::Degraded {
            codes: vec!["W-1".to_owned()],
        },
        _ => Health::Healthy,
    }
}

fn ending(kind: u8) -> Kind {
    match kind {
        0..=3 => Kind::Verified(Method::Face),
        4 => Kind::CardExpired,
        5 => Kind::GivenUp,
        _ => Kind::UnitFailed {
            code: "E-7".to_owned(),
        },
    }
}

fn wishes(wish: u8) -> (Vec<Wish>, Vec<Wish>) {
    match wish {
        0 => (vec![seated()], vec![]),
        1 => (vec![tagged("language:en")], vec![]),
        2 => (vec![tagged("language:zh")], vec![]),
        3 | 4 => (vec![], vec![seated()]),
        5 => (vec![seated()], vec![tagged("language:en")]),
        6 => (vec![], vec![Wish::Unit(name("CR-3"))]),
        _ => (vec![], vec![]),
    }
}

/// Plays a morning from beginning to end.
fn play(steps: &[Step]) {
    let mut morning = Morning::new();
    for step in steps {
        morning.take(step);
    }
    morning.come_to_rest();
}

#[test]
fn every_invariant_holds_after_every_step_and_all_comes_to_rest() {
    let seed = seed();
    let mut runner = TestRunner::new(ProptestConfig {
        cases: MORNINGS,
        failure_persistence: None,
        max_shrink_time: 20_000,
        max_shrink_iters: 4_000,
        rng_seed: RngSeed::Fixed(seed),
        ..ProptestConfig::default()
    });
    let mornings = prop::collection::vec(step(), 100..300);
    let played = runner.run(&mornings, |steps| {
        play(&steps);
        Ok(())
    });
    match played {
        Ok(()) => {}
        Err(TestError::Fail(reason, steps)) => {
            panic!("PROPTEST_RNG_SEED={seed} replays this: {reason}\n{steps:?}")
        }
        Err(TestError::Abort(reason)) => panic!("given up: {reason}"),
    }
}

/// The seed of this run: handed in to replay one, else a new one.
fn seed() -> u64 {
    match std::env::var("PROPTEST_RNG_SEED") {
        Ok(given) => given.parse().expect("PROPTEST_RNG_SEED is a number"),
        Err(_) => RandomState::new().build_hasher().finish(),
    }
}
