//! Tests of what people see of fleets that are made by hand.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod judged;
mod kept;
mod ready;
mod triage;

use super::{
    backup, backup_text, by_itself, figures, for_anybody, in_order, licenses, status,
    status_for_anybody, story, ticket, units,
};
use madoguchi_fleet::command::{Act, Command, SeenPorts, Start};
use madoguchi_fleet::decision::{Backup, Counters};
use madoguchi_fleet::ids::{Installation, KeyFingerprint, Number, RequestId, Serial, TicketId};
use madoguchi_fleet::license::License;
use madoguchi_fleet::link::{Link, Path, Port, SeenReader, UsbSerial};
use madoguchi_fleet::outcome::{Kind, Method, Outcome};
use madoguchi_fleet::past::Past;
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::ticket::{
    Actor, Attempt, Chapter, Class, Means, Rank, State, Ticket, What, Why,
};
use madoguchi_fleet::time::{FleetTime, TimeOfDay};
use madoguchi_fleet::unit::{Activity, Edition, Health, Membership, Pause, Presence, Seat, Unit};
use madoguchi_fleet::unit_day::{Counted, UnitDay};
use madoguchi_fleet::wish::{Counter, Placement};
use madoguchi_fleet::{Fleet, Records};
use madoguchi_licensing::grant::{Binding, Environment, Grant, LicenseId};
use madoguchi_proto::v1;
use std::sync::Arc;

const HERE: Installation = madoguchi_licensing::grant::InstallationKey([7; 32]);
const NOW: FleetTime = FleetTime(1_775_001_907_000);

fn serial(text: &str) -> Serial {
    Serial::parse(text).unwrap()
}

fn unit(name: &str, pairing: u64) -> Unit {
    Unit {
        serial: serial(name),
        installation: HERE,
        key: KeyFingerprint([1; 32]),
        old_keys: Vec::new(),
        edition: Edition::Single,
        counter: Counter {
            name: format!("窓口{pairing}"),
            placement: Placement::Standing,
            tags: Vec::new(),
        },
        cable: String::new(),
        delivered: None,
        out_at: None,
        left: None,
        restarts: madoguchi_fleet::restarts::Restarts::default(),
        works_since: None,
        drops: Vec::new(),
        heard_at: NOW,
        pairing,
        enrolled_at: NOW,
        membership: Membership::Enrolled,
        pause: None,
        preferred: false,
        seat: None,
        health: Health::Healthy,
        failures: 0,
        today: UnitDay::default(),
        counted: Counted::default(),
        past: Past::default(),
        presence: Presence::Absent {
            held_until: NOW,
            expected_until: None,
        },
        activity: Activity::Free { since: NOW },
    }
}

fn a_ticket(id: u64, state: State) -> Ticket {
    Ticket {
        id: TicketId(id),
        number: Number::automatic(id),
        class: Class::Normal,
        added_at: NOW,
        arrived_elsewhere: None,
        rank: Rank::new(Class::Normal, NOW, TicketId(id)),
        signature: Arc::default(),
        prefers_until: NOW,
        state,
        shifted_ms: 0,
        attempts: Vec::new(),
        misses: 0,
        called_by_staff: false,
        late: None,
        before: None,
        outcome: None,
        means: None,
        closed_at: None,
        story: Vec::new(),
        left_out: 0,
    }
}

fn called(id: u64) -> Ticket {
    let line = |what, why| Chapter {
        at: NOW,
        what,
        why,
        unit: Some(serial("CR-1")),
        attempt: 1,
        wish: None,
        classes: None,
        means: None,
        actor: Actor::Fleet,
    };
    Ticket {
        attempts: vec![Attempt {
            unit: serial("CR-1"),
            called_at: NOW,
            placed_at: None,
            session: None,
            outcome: None,
        }],
        story: vec![
            line(What::Added, None),
            line(What::Called, Some(Why::IdleLongest)),
        ],
        ..a_ticket(
            id,
            State::Called {
                unit: serial("CR-1"),
                deadline: NOW.plus(90_000),
            },
        )
    }
}

fn done(id: u64) -> Ticket {
    let outcome = Outcome {
        kind: Kind::Verified(Method::Pin),
        duration_ms: 9_000,
        face_ms: None,
    };
    let mut ticket = Ticket {
        outcome: Some(outcome.clone()),
        closed_at: Some(NOW),
        state: State::Done,
        ..called(id)
    };
    ticket.attempts[0].outcome = Some(outcome);
    ticket.story.push(Chapter {
        what: What::Verified,
        why: None,
        actor: Actor::Reader,
        ..ticket.story[0].clone()
    });
    ticket
}

fn license(seats: u8, installation: Installation) -> License {
    let id = LicenseId::parse("LIC-1").unwrap();
    License {
        grant: Grant {
            id: id.clone(),
            environment: Environment::Production,
            binding: Binding::Additional {
                installation,
                seats,
            },
            not_before_ms: 0,
            not_after_ms: None,
            supersedes: Vec::new(),
            lineage: id,
            issuer_key: madoguchi_licensing::grant::KeyId([9; 8]),
            sequence: 1,
            issued_at_ms: 1,
            issuer: "Shop".into(),
        },
        document: Arc::from([1_u8]),
        installed_at: NOW,
        bridge_until_ms: None,
        returned_at: None,
    }
}

fn fleet(records: Records) -> Fleet {
    let start = Start {
        installation: HERE,
        wall: TimeOfDay(NOW.0),
    };
    Fleet::restore(Settings::default(), start, records)
}

fn morning() -> Fleet {
    let mut paused = unit("CR-1", 2);
    paused.seat = Some(Seat::Additional(LicenseId::parse("LIC-1").unwrap()));
    let retired = Unit {
        membership: Membership::Retired,
        pause: Some(Pause::ByStaff(None)),
        ..unit("CR-0", 3)
    };
    fleet(Records {
        fleet_time: NOW,
        units: vec![paused, unit("CR-2", 1), retired],
        tickets: vec![
            a_ticket(1, State::Parked),
            a_ticket(2, State::Waiting),
            done(3),
            called(4),
            a_ticket(5, State::Missed),
            a_ticket(6, State::Waiting),
        ],
        licenses: vec![license(2, HERE)],
        ..Records::default()
    })
}

#[test]
fn a_list_has_who_is_called_before_who_waits_before_who_is_aside() {
    let fleet = morning();
    let ids = |closed| {
        let tickets = in_order(&fleet, closed).into_iter();
        tickets
            .map(|(t, place)| (t.id.0, place))
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(false), [(4, 0), (2, 1), (6, 2), (5, 0), (1, 0)]);
    assert_eq!(ids(true).last(), Some(&(3, 0)));
}

#[test]
fn a_called_ticket_says_where_and_why_there() {
    let fleet = morning();
    let ticket = ticket(&fleet, fleet.ticket(TicketId(4)).unwrap());
    assert_eq!(
        (ticket.unit.as_str(), ticket.counter.as_str()),
        ("CR-1", "窓口2")
    );
    assert_eq!(ticket.why.unwrap().code, "called-idle-longest");
    assert!(ticket.deadline_ms > NOW.0);
    assert_eq!(ticket.attempt, 1);
}

#[test]
fn a_waiting_ticket_says_that_no_unit_serves() {
    let fleet = morning();
    let ticket = ticket(&fleet, fleet.ticket(TicketId(6)).unwrap());
    assert_eq!(ticket.position, 2);
    assert_eq!(ticket.why.unwrap().code, "no-unit-serves");
    assert_eq!(ticket.unit, "");
}

#[test]
fn a_closed_ticket_says_how_it_ended_and_where() {
    let fleet = morning();
    let closed = fleet.ticket(TicketId(3)).unwrap();
    let shown = ticket(&fleet, closed);
    assert_eq!(shown.unit, "CR-1");
    assert_eq!(shown.why.unwrap().code, "verified-pin");
    assert_eq!(shown.outcome.unwrap().kind(), v1::OutcomeKind::VerifiedPin);
    let story = story(&fleet, closed);
    let codes: Vec<_> = story
        .iter()
        .map(|chapter| chapter.text.as_ref().unwrap().code.as_str())
        .collect();
    assert_eq!(codes, ["added", "called-idle-longest", "verified"]);
    let last = story[2].text.as_ref().unwrap();
    assert!(last.ja.contains("窓口2") && last.ja.contains("暗証番号"));
    assert_eq!(story[2].actor, "reader");
}

#[test]
fn a_ticket_done_by_other_means_says_how_and_no_reader_though_one_served_it_before() {
    let mut fleet = morning();
    let closed = fleet.ticket(TicketId(3)).unwrap().number.clone();
    let means = Means::Paper;
    for (n, command) in [
        Command::ReopenTicket {
            number: closed.clone(),
        },
        Command::DoneByMeans {
            number: closed,
            means,
        },
    ]
    .into_iter()
    .enumerate()
    {
        let id = RequestId([u8::try_from(n).unwrap(); 16]);
        let _ = fleet.decide(NOW, Act::staff(id, command)).unwrap();
    }
    let shown = ticket(&fleet, fleet.ticket(TicketId(3)).unwrap());
    assert_eq!((shown.means(), shown.unit.as_str()), (v1::Means::Paper, ""));
    assert_eq!(shown.why.unwrap().code, "done-by-means");
    let status = status(&fleet, "loopback", 1);
    assert_eq!((status.closed_today, status.by_other_means), (1, 1));
}

#[test]
fn what_goes_on_by_itself_is_as_of_now_and_not_of_the_newest_command() {
    const LATER_MS: i64 = 7 * 60_000;
    let mut fleet = morning();
    let waited = |fleet: &Fleet, id| ticket(fleet, fleet.ticket(TicketId(id)).unwrap()).waited_ms;
    let seen = fleet.at(NOW.plus(LATER_MS), |fleet| {
        let status = status(fleet, "loopback", 1);
        assert_eq!(status.fleet_time_ms, NOW.0 + LATER_MS);
        assert_eq!(status.time.unwrap().time_of_day_ms, NOW.0 + LATER_MS);
        [2, 1, 5, 4, 3].map(|id| waited(fleet, id))
    });
    // Who waits, is parked or missed waits on; who was called waited until then.
    assert_eq!(seen, [LATER_MS, LATER_MS, LATER_MS, 0, 0]);
    assert_eq!((fleet.now(), waited(&fleet, 2)), (NOW, 0));
    let closed = ticket(&fleet, fleet.ticket(TicketId(3)).unwrap());
    assert_eq!(closed.closed_at_ms, NOW.0);
    let open = ticket(&fleet, fleet.ticket(TicketId(4)).unwrap());
    assert_eq!(open.closed_at_ms, 0);
}

#[test]
fn units_are_listed_in_the_order_of_pairing_and_retired_ones_only_when_asked_for() {
    let fleet = morning();
    let serials = |retired| {
        let units = units(&fleet, retired).into_iter();
        units.map(|unit| unit.serial).collect::<Vec<_>>()
    };
    assert_eq!(serials(false), ["CR-2", "CR-1"]);
    assert_eq!(serials(true), ["CR-2", "CR-1", "CR-0"]);
    let rows = units(&fleet, true);
    assert_eq!(rows[0].admission, "absent");
    assert_eq!(rows[0].why.as_ref().unwrap().code, "just-started");
    assert_eq!(rows[1].why.as_ref().unwrap().code, "just-started-seat-kept");
    assert!(rows[2].retired && rows[2].paused);
    assert_eq!(rows[1].ticket, "4");
    assert_eq!(rows[0].installation, "07".repeat(32));
}

#[test]
fn a_license_says_whether_it_gives_seats_here() {
    let here = licenses(&morning()).remove(0);
    assert!(here.in_force);
    assert_eq!((here.kind.as_str(), here.seats), ("additional", 2));
    assert_eq!(here.units, ["CR-1"]);
    let elsewhere = madoguchi_licensing::grant::InstallationKey([8; 32]);
    let other = fleet(Records {
        licenses: vec![license(2, elsewhere)],
        ..Records::default()
    });
    let there = licenses(&other).remove(0);
    assert!(!there.in_force);
    assert_eq!(there.why.unwrap().code, "other-installation");
}

#[test]
fn whoever_may_not_look_at_licenses_is_told_that_they_need_somebody_and_no_number_of_one() {
    let ends = License {
        grant: Grant {
            not_after_ms: Some(NOW.0 + 86_400_000),
            ..license(2, HERE).grant
        },
        ..license(2, HERE)
    };
    let mut seated = unit("CR-1", 1);
    seated.seat = Some(Seat::Additional(ends.grant.id.clone()));
    let clinic = fleet(Records {
        fleet_time: NOW,
        licenses: vec![ends],
        units: vec![seated],
        ..Records::default()
    });
    let whole = status(&clinic, "usb", 1);
    let codes = |status: &v1::Status| {
        let alarms = status.alarms.iter();
        alarms.map(|alarm| alarm.code.clone()).collect::<Vec<_>>()
    };
    assert!(
        codes(&whole).contains(&"license-ends-very-soon".to_owned()),
        "{whole:?}"
    );
    assert!(format!("{whole:?}").contains("LIC-1"));
    let plain = status_for_anybody(&clinic, "usb", 1);
    assert_eq!(codes(&plain).last().unwrap(), "licenses-need-somebody");
    assert!(!format!("{plain:?}").contains("LIC-1"), "{plain:?}");
    let mut row = v1::Unit {
        admission: "seat:additional:LIC-1".to_owned(),
        ..v1::Unit::default()
    };
    for_anybody(&mut row);
    assert_eq!(row.admission, "seat:additional");
    let calm = fleet(Records::default());
    assert!(
        !codes(&status_for_anybody(&calm, "usb", 1)).contains(&"licenses-need-somebody".to_owned())
    );
}

#[test]
fn a_backup_is_old_after_a_week_and_says_so() {
    let aged = |days: i64| {
        let at = NOW.plus(-days * 86_400_000);
        let backup = Some(Backup {
            at,
            by: Actor::Staff,
            file: "b.age".to_owned(),
        });
        fleet(Records {
            fleet_time: NOW,
            counters: Counters {
                backup,
                ..Counters::default()
            },
            ..Records::default()
        })
    };
    for (days, is_old, code, said) in [
        (6, false, "newest-backup", "6 days"),
        (8, true, "newest-backup-old", "8 days"),
    ] {
        let clinic = aged(days);
        assert_eq!(backup(&clinic, true).unwrap().is_old, is_old, "{days}");
        let told = backup_text(&clinic);
        assert_eq!(told.code, code, "{days}");
        assert!(told.en.contains(said), "{told:?}");
    }
    let none = backup_text(&fleet(Records::default()));
    assert_eq!(none.code, "newest-backup-none");
}

#[test]
fn a_day_tells_when_it_ends_by_itself_or_that_it_does_not() {
    let of = |day_end_ms| {
        let settings = Settings {
            day_end_ms,
            ..Settings::default()
        };
        let start = Start {
            installation: HERE,
            wall: TimeOfDay(NOW.0),
        };
        by_itself(&Fleet::restore(settings, start, Records::default())).en
    };
    assert!(of(Some(70_200_000)).contains("19:30"));
    assert!(of(None).contains("never"));
}

#[test]
fn what_is_closed_today_is_told_by_its_result_and_readers_by_their_counters() {
    let told = figures(&morning());
    let results: Vec<_> = told
        .outcomes
        .iter()
        .map(|of| (of.kind(), of.count))
        .collect();
    assert_eq!(results, [(v1::OutcomeKind::VerifiedPin, 1)]);
    let words = told.outcomes[0].text.as_ref().unwrap();
    assert_eq!(words.en, "verified by PIN");
    let counters: Vec<_> = told.units.iter().map(|unit| &*unit.counter).collect();
    assert_eq!(
        counters,
        ["窓口1", "窓口2"],
        "in the order of pairing, without the retired one"
    );
}

#[test]
fn the_status_shows_who_is_where_and_what_needs_attention() {
    let status = status(&morning(), "usb", 9);
    assert_eq!(status.environment(), v1::Environment::Production);
    assert_eq!((status.waiting, status.closed_today), (2, 1));
    assert_eq!((status.policy.as_str(), status.revision), ("usb", 9));
    let numbers: Vec<_> = status.tickets.iter().map(|t| t.number.as_str()).collect();
    assert_eq!(numbers, ["4", "1", "5"]);
    assert_eq!(status.alarms[0].code, "no-unit-serves");
    let seats = status.seats.unwrap();
    assert_eq!(
        seats.en,
        "1 included + 2 additional = 3; limit of the PC: 4"
    );
}

/// The morning, with these devices on the PC's ports.
fn seeing(links: Vec<Link>) -> Fleet {
    let mut fleet = morning();
    let seen = SeenPorts {
        installation: HERE,
        readers: links.into_iter().map(|link| SeenReader { link }).collect(),
        foreign: Vec::new(),
    };
    // The ports are not stored, and nobody is told.
    let _nothing = fleet.decide(NOW, Act::reader(Command::SeePorts(seen)));
    fleet
}

fn on_port(chain: &str, usb_serial: UsbSerial) -> Link {
    Link {
        interface: String::new(),
        port: Port {
            bus: "1".into(),
            chain: chain.into(),
        },
        path: Path::Direct,
        hub: None,
        device: None,
        speed_mbps: Some(480),
        usb_serial,
        copies: Vec::new(),
    }
}

#[test]
fn readers_that_only_usb_knows_have_a_row_with_the_reason() {
    let shown = |serial: &str| UsbSerial::Shown(serial.into());
    let fleet = seeing(vec![
        on_port("1", shown("CR-1")),
        on_port("2", shown("CR-0")),
        on_port("3", shown("CR-99")),
        on_port("4", shown("CR-99")),
        on_port("5", UsbSerial::Missing),
        on_port("6", UsbSerial::Missing),
        on_port("7", shown("\u{1b}[31mred")),
    ]);
    let rows = units(&fleet, false);
    let row = |row: &v1::Unit| {
        let chain = row.link.as_ref().map(|link| link.chain.clone());
        let code = row.why.as_ref().unwrap().code.clone();
        (
            row.serial.clone(),
            chain.unwrap_or_default(),
            row.admission.clone(),
            code,
            row.plugged,
        )
    };
    let expect = |serial: &str, chain: &str, admission: &str, code: &str, plugged| {
        let of = |text: &str| text.to_owned();
        (of(serial), of(chain), of(admission), of(code), plugged)
    };
    let unpaired = "refused:not-paired";
    let unshown = "refused:identity-mismatch";
    let expected = [
        expect("CR-2", "", "absent", "not-plugged", false),
        expect("CR-1", "1", "absent", "just-started-seat-kept", true),
        expect("CR-0", "2", "refused:retired", "retired", true),
        // One row for each serial, and one for each port without a serial.
        expect("CR-99", "3", unpaired, "not-paired", true),
        expect("", "5", unshown, "identity-mismatch", true),
        expect("", "6", unshown, "identity-mismatch", true),
        expect("\u{fffd}[31mred", "7", unpaired, "not-paired", true),
    ];
    assert_eq!(rows.iter().map(row).collect::<Vec<_>>(), expected);
    let alarms = status(&fleet, "usb", 9).alarms;
    assert!(
        alarms.iter().any(|alarm| alarm.code == "copy"),
        "{alarms:?}"
    );
}

#[test]
fn calls_that_passed_a_ticket_stand_in_its_story_and_the_older_ones_are_counted() {
    let line = |at: i64, what, why| Chapter {
        at: NOW.plus(at),
        what,
        why,
        unit: Some(serial("CR-1")),
        attempt: 1,
        wish: None,
        classes: None,
        means: None,
        actor: Actor::Fleet,
    };
    let urgent = |id: u64| {
        let at = i64::try_from(id).unwrap();
        Ticket {
            class: Class::Urgent,
            rank: Rank::new(Class::Urgent, NOW, TicketId(id)),
            story: vec![
                line(at, What::Added, None),
                line(at, What::Called, Some(Why::OnlyFreeUnit)),
            ],
            ..done(id)
        }
    };
    let waits = Ticket {
        story: vec![line(0, What::Added, None), line(5, What::GaveWay, None)],
        left_out: 7,
        ..a_ticket(1, State::Waiting)
    };
    let told = |last: u64| {
        let mut tickets = vec![waits.clone()];
        tickets.extend((2..=last).map(urgent));
        let fleet = fleet(Records {
            fleet_time: NOW.plus(100),
            units: vec![unit("CR-1", 1)],
            tickets,
            ..Records::default()
        });
        let lines = story(&fleet, fleet.ticket(TicketId(1)).unwrap()).into_iter();
        lines
            .map(|line| line.text.unwrap().code)
            .collect::<Vec<_>>()
    };
    let passed = "passed-by-class";
    assert_eq!(told(2), ["added", passed, "left-out", "gave-way"]);
    let many = told(20);
    assert_eq!(many.iter().filter(|code| *code == passed).count(), 16);
    assert_eq!(many[1], "passed-by-more");
}
