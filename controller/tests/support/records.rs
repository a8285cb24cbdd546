//! Records as a clinic has them, for the stores' tests.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use madoguchi_controller::store::{Batch, GrantReader, Readers, Revision};
use madoguchi_fleet::days::DayOfUnit;
use madoguchi_fleet::decision::{
    Answer, AuditEntry, Backup, Change, Counters, DayEnd, SinceDayEnd, WalkUp,
};
use madoguchi_fleet::ids::{
    Content, KeyFingerprint, Number, PersonName, Request, RequestId, Serial, SessionId, Tag,
    TicketId,
};
use madoguchi_fleet::license::License;
use madoguchi_fleet::licensing::{
    ActChain, ActKind, KnownList, LicenseClock, Licensing, MachinePrint, SignedAct,
};
use madoguchi_fleet::link::Port;
use madoguchi_fleet::outcome::{Kind, Method, Outcome};
use madoguchi_fleet::past::{Day, Past};
use madoguchi_fleet::people::{Credentials, Person, Role, SecondFactor, Secret};
use madoguchi_fleet::queue_day::QueueDay;
use madoguchi_fleet::ticket::{
    Actor, Attempt, Before, Chapter, Class, LateOutcome, Means, Rank, State, Ticket, What, Why,
};
use madoguchi_fleet::time::{FleetTime, SinceMidnight, TimeOfDay};
use madoguchi_fleet::times::Times;
use madoguchi_fleet::unit::{
    Activity, Edition, FaultName, Ground, Health, Membership, Pause, Presence, Seat, SeatGrace,
    Unit,
};
use madoguchi_fleet::unit_day::{Counted, NotServing, UnitDay};
use madoguchi_fleet::wall::Run;
use madoguchi_fleet::wish::{Counter, Placement, Signature, Wish};
use madoguchi_licensing::grant::{Binding, Environment, Grant, InstallationKey, KeyId, LicenseId};
use madoguchi_licensing::revocations::{Revocations, Scope};
use std::sync::Arc;

pub const NINE: FleetTime = FleetTime(1_800_000_000_000);
pub const PC: InstallationKey = InstallationKey([9; 32]);

/// Documents of these tests are the license's id in plain letters; "forged" verifies nowhere.
pub fn grants() -> GrantReader {
    Arc::new(|document: &[u8]| {
        let text = std::str::from_utf8(document)?;
        let id = LicenseId::parse(text).ok_or("the signature does not hold")?;
        Ok(grant(id))
    })
}

/// As with licenses, a list is its id in plain letters.
pub fn readers() -> Readers {
    Readers {
        grants: grants(),
        lists: Arc::new(|document: &[u8]| {
            let text = std::str::from_utf8(document)?;
            let id = LicenseId::parse(text).ok_or("the signature does not hold")?;
            Ok(revocations(id))
        }),
    }
}

pub fn revocations(id: LicenseId) -> Revocations {
    Revocations {
        id,
        signer: KeyId([5; 8]),
        scope: Scope::Everything,
        number: 4,
        issued_at_ms: 1,
        licenses: LicenseId::parse("L-9").into_iter().collect(),
        issuers: [(KeyId([6; 8]), 7)].into(),
    }
}

pub fn list(id: &str) -> KnownList {
    KnownList {
        revocations: revocations(LicenseId::parse(id).unwrap()),
        document: id.as_bytes().into(),
        received_at: NINE,
    }
}

pub fn act(number: u64) -> SignedAct {
    SignedAct {
        number,
        counter: number,
        kind: ActKind::Transfer,
        at: NINE,
        document: b"signed".as_slice().into(),
    }
}

/// Something in every field.
pub fn licensing() -> Licensing {
    Licensing {
        installation: Some(PC),
        acts: ActChain {
            counter: 2,
            newest: Some([2; 32]),
        },
        clock: LicenseClock {
            mark_ms: 3,
            window_ms: 4,
            ran_ms: 5,
        },
        reset_nonce: Some([6; 8]),
        machine: Some(MachinePrint {
            machine_id: Some([7; 8]),
            board: None,
            disk: Some([8; 8]),
        }),
    }
}

pub fn grant(id: LicenseId) -> Grant {
    Grant {
        issuer_key: madoguchi_licensing::grant::KeyId([9; 8]),
        sequence: 1,
        issued_at_ms: 1,
        lineage: id.clone(),
        id,
        environment: Environment::Test,
        binding: Binding::Additional {
            installation: PC,
            seats: 3,
        },
        not_before_ms: 0,
        not_after_ms: None,
        supersedes: Vec::new(),
        issuer: "A vendor".into(),
    }
}

pub fn license(id: &str) -> License {
    License {
        grant: grant(LicenseId::parse(id).unwrap()),
        document: id.as_bytes().into(),
        installed_at: NINE,
        bridge_until_ms: None,
        returned_at: None,
    }
}

pub fn serial(n: u32) -> Serial {
    Serial::parse(&format!("CR-{n:04}")).unwrap()
}

pub fn waiting(id: u64) -> Ticket {
    Ticket {
        id: TicketId(id),
        number: Number::automatic(id),
        class: Class::Normal,
        added_at: NINE,
        arrived_elsewhere: None,
        rank: Rank::new(Class::Normal, NINE, TicketId(id)),
        signature: Arc::new(Signature::default()),
        prefers_until: NINE,
        state: State::Waiting,
        shifted_ms: -9,
        attempts: Vec::new(),
        misses: 0,
        called_by_staff: false,
        before: None,
        late: None,
        outcome: None,
        means: None,
        closed_at: None,
        story: Vec::new(),
        left_out: 0,
    }
}

/// A ticket with something in every field.
pub fn eventful(id: u64) -> Ticket {
    let failed = Outcome {
        kind: Kind::UnitFailed { code: "E42".into() },
        duration_ms: 9_000,
        face_ms: None,
    };
    Ticket {
        class: Class::Priority,
        rank: Rank::new(Class::Priority, NINE.plus(-900_000), TicketId(id)),
        signature: Arc::new(Signature::new(
            vec![Wish::Placement(Placement::Seated), Wish::Unit(serial(1))],
            vec![Wish::Tag(Tag::parse("language:en").unwrap())],
        )),
        arrived_elsewhere: SinceMidnight::of_ms(32_520_000),
        prefers_until: NINE.plus(300_000),
        state: State::Verifying {
            unit: serial(1),
            deadline: NINE.plus(120_000),
            grace: Some(NINE.plus(20_000)),
        },
        attempts: vec![
            Attempt {
                unit: serial(2),
                called_at: NINE,
                placed_at: Some(NINE.plus(1)),
                session: Some(SessionId([1; 16])),
                outcome: Some(failed.clone()),
            },
            Attempt {
                unit: serial(1),
                called_at: NINE.plus(2),
                placed_at: None,
                session: None,
                outcome: None,
            },
        ],
        misses: 1,
        called_by_staff: true,
        means: Some(Means::Seen),
        late: Some(LateOutcome {
            attempt: 1,
            outcome: failed,
        }),
        before: Some(Before {
            at: NINE,
            what: What::Ended,
            state: State::Verifying {
                unit: serial(1),
                deadline: NINE.plus(3),
                grace: None,
            },
            signature: Arc::default(),
            day_end: 2,
        }),
        story: vec![
            Chapter {
                at: NINE,
                what: What::Called,
                why: Some(Why::LeastSpecial),
                unit: Some(serial(1)),
                attempt: 2,
                wish: None,
                classes: None,
                means: None,
                actor: Actor::Fleet,
            },
            Chapter {
                at: NINE,
                what: What::NeedDropped,
                why: None,
                unit: None,
                attempt: 0,
                wish: Some(Wish::Tag(Tag::parse("language:en").unwrap())),
                classes: None,
                means: None,
                actor: Actor::Staff,
            },
            Chapter {
                at: NINE,
                what: What::ClassChanged,
                why: None,
                unit: None,
                attempt: 0,
                wish: None,
                classes: Some((Class::Normal, Class::Urgent)),
                means: None,
                actor: Actor::User(person_name("yamada")),
            },
            Chapter {
                at: NINE,
                what: What::DoneByMeans,
                why: None,
                unit: None,
                attempt: 0,
                wish: None,
                classes: None,
                means: Some(Means::Mobile),
                actor: Actor::Person(person_name("山田")),
            },
        ],
        left_out: 3,
        ..waiting(id)
    }
}

/// A unit with something in every field that lasts; the others are as a store gives them back.
pub fn unit(n: u32) -> Unit {
    Unit {
        serial: serial(n),
        installation: PC,
        key: KeyFingerprint([3; 32]),
        old_keys: vec![KeyFingerprint([1; 32]), KeyFingerprint([2; 32])],
        edition: Edition::Multi,
        counter: Counter {
            name: "窓口1".into(),
            placement: Placement::Seated,
            tags: vec![Tag::parse("language:en").unwrap()],
        },
        cable: "3 m".to_owned(),
        delivered: Some(madoguchi_support::Date::constant(2024, 5, 20)),
        out_at: Some(NINE),
        left: None,
        restarts: madoguchi_fleet::restarts::Restarts::default(),
        works_since: None,
        drops: Vec::new(),
        heard_at: FleetTime(0),
        pairing: u64::from(n),
        enrolled_at: NINE,
        membership: Membership::Replaced {
            by: serial(9),
            grace: Some(SeatGrace {
                license: LicenseId::parse("L-2").unwrap(),
                until: NINE.plus(14 * 86_400_000),
            }),
            ground: FaultName::parse("reader-camera").map(Ground::ReaderFault),
        },
        pause: Some(Pause::ByFleet),
        preferred: true,
        seat: Some(Seat::Additional(LicenseId::parse("L-1").unwrap())),
        health: Health::Degraded {
            codes: vec!["E1".into()],
        },
        failures: 2,
        today: unit_day(20_000),
        counted: Counted {
            since: NINE,
            stood: Some(Err(NotServing::Fault)),
        },
        past: Past {
            since: Some(NINE),
            outcomes: vec![Kind::Verified(Method::Pin), Kind::CardUnreadable],
            days: vec![Day {
                day: 19_999,
                drops: 3,
                faults: 1,
            }],
            port: Some(Port {
                bus: "1".into(),
                chain: "2".into(),
            }),
            moved_at: Some(NINE),
        },
        presence: Presence::Absent {
            held_until: FleetTime(0),
            expected_until: None,
        },
        activity: Activity::Free {
            since: FleetTime(0),
        },
    }
}

pub fn walk_up(n: u8) -> WalkUp {
    WalkUp {
        session: SessionId([n; 16]),
        unit: serial(1),
        ended_at: NINE,
        outcome: Outcome {
            kind: Kind::Verified(Method::PinByGuardian),
            duration_ms: 8_000,
            face_ms: Some(5_000),
        },
        bound_to: Some(TicketId(4)),
    }
}

pub fn person_name(name: &str) -> PersonName {
    PersonName::parse(name).unwrap()
}

/// A person with something in every field.
pub fn person(name: &str) -> Person {
    Person {
        name: person_name(name),
        role: Role::Vendor,
        since: NINE,
        last_login: Some(NINE),
        generation: 7,
        credentials: Credentials {
            password: Secret("$argon2id$…".into()),
            second: Some(SecondFactor {
                secret: Secret([5; 20]),
                last_step: 9,
                recovery: vec![Secret([6; 32]), Secret([7; 32])],
            }),
        },
    }
}

pub fn audit(sequence: u64, answer: Answer) -> AuditEntry {
    AuditEntry {
        sequence,
        at: NINE,
        actor: Actor::Staff,
        command: "ticket-add".into(),
        subject: "12".into(),
        // Older releases kept no content.
        request: Some(Request {
            id: request(sequence),
            content: sequence.is_multiple_of(2).then_some(Content([9; 16])),
        }),
        answer,
        before: String::new(),
        after: String::new(),
        // Acts of persons have one.
        place: sequence.is_multiple_of(3).then(|| [192, 0, 2, 10].into()),
        digest: None,
    }
}

pub fn request(n: u64) -> RequestId {
    RequestId((u128::from(n) << 64).to_be_bytes())
}

pub fn ticket_change(ticket: Ticket) -> Change {
    Change::Ticket(Arc::new(ticket))
}

pub fn day_end() -> DayEnd {
    DayEnd {
        nth: 2,
        next_ticket: TicketId(3),
        next_number: 9,
        since: SinceDayEnd::Called,
    }
}

/// A day of a unit on which everything happened.
pub fn unit_day(day: i32) -> UnitDay {
    let mut counted = UnitDay::on(day);
    for (kind, face_ms) in [
        (Kind::Verified(Method::Face), Some(3_000)),
        (Kind::Verified(Method::Pin), Some(20_000)),
        (Kind::CardUnreadable, None),
    ] {
        counted.count(&Outcome {
            kind,
            duration_ms: 9_000,
            face_ms,
        });
    }
    counted.add_time(Ok(()), 3_600_000);
    counted.add_time(Err(NotServing::PausedByStaff), 60_000);
    (counted.drops, counted.faults, counted.restarts) = (3, 2, 1);
    counted
}

/// A day of the queue on which everything happened.
pub fn queue_day(day: i32) -> QueueDay {
    let mut waits = Times::default();
    waits.add(90_000);
    QueueDay {
        day,
        added: 4,
        waits: [(8, waits)].into(),
        outcomes: vec![(Kind::Verified(Method::Face), 1)],
        means: [(Means::Paper, 1)].into(),
        cancelled: 1,
        ended: 1,
        walk_ups: 2,
    }
}

pub fn day_of_unit(day: i32) -> DayOfUnit {
    DayOfUnit {
        unit: serial(1),
        counts: unit_day(day),
    }
}

/// One of each kind.
pub fn everything() -> Vec<Change> {
    let mut all = everything_but_acts();
    all.push(Change::Act(act(1)));
    all
}

/// The same without a signed act, with which older images and frames go (RULES R14).
pub fn everything_but_acts() -> Vec<Change> {
    vec![
        ticket_change(eventful(1)),
        ticket_change(waiting(2)),
        Change::Unit(Arc::new(unit(1))),
        Change::License(license("L-1")),
        Change::Licensing(licensing()),
        Change::Revocations(list("R-1")),
        Change::WalkUp(walk_up(1)),
        Change::UnitDay(day_of_unit(19_999)),
        Change::QueueDay(queue_day(19_999)),
        Change::Person(Box::new(person("山田"))),
        Change::Person(Box::new(person("Yamada"))),
        Change::Audit(audit(1, Answer::Ticket(TicketId(1)))),
        Change::Audit(audit(2, Answer::Unit(serial(1)))),
        Change::Audit(audit(3, Answer::License(LicenseId::parse("L-1").unwrap()))),
        Change::Audit(audit(4, Answer::Done)),
        Change::Audit(audit(5, Answer::Day { ended: 7 })),
        // None were open: still the day's own answer, and not the empty one.
        Change::Audit(audit(6, Answer::Day { ended: 0 })),
        Change::Audit(audit(7, Answer::DayBack { reopened: 7 })),
        Change::Counters(Counters {
            ticket: 3,
            number: 4,
            audit: 7,
            pairing: 6,
            day_ended: NINE,
            ended_set: TimeOfDay(NINE.0),
            off_since: NINE.plus(1),
            shifted_ms: -5,
            day_end: Some(day_end()),
            backup: Some(Backup {
                at: NINE,
                by: Actor::User(PersonName::parse("yamada").unwrap()),
                file: "控え.age".to_owned(),
            }),
            runs: vec![Run {
                from: NINE,
                ahead_ms: -7,
            }],
        }),
    ]
}

/// The batch that brings a store from `revision` to the next.
pub fn batch(revision: u64, changes: Vec<Change>) -> Batch {
    let mut id = [0x5a; 16];
    id[..8].copy_from_slice(&revision.to_be_bytes());
    Batch {
        id,
        expected_revision: Revision(revision),
        fleet_time: NINE.plus(i64::try_from(revision).unwrap()),
        changes,
    }
}
