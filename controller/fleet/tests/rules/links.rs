//! What USB shows, how links are lost, and the alarms about them (RULES, "Units and admission"; FAQ 7, 25, 26, 28).

use crate::kit::{Clinic, HERE, counter, label, link, name, parse_port};
use madoguchi_fleet::admission::Refusal as Turned;
use madoguchi_fleet::command::{Act, Command, Parting, SeenPorts};
use madoguchi_fleet::ids::Installation;
use madoguchi_fleet::link::{ForeignReader, Hub, Link, Path, SeenReader, UsbId, UsbSerial};
use madoguchi_fleet::reasons::{Absence, Alarm, Service};
use madoguchi_fleet::refusal::Refusal;
use madoguchi_fleet::settings::{DROPS_KEPT, SEEN_READERS};
use proptest::prelude::*;

/// A link as USB shows it, with the descriptor's serial.
fn shown(serial: &str, port: &str) -> Link {
    Link {
        usb_serial: UsbSerial::Shown(serial.into()),
        ..link(port)
    }
}

fn behind_hub(serial: &str, port: &str) -> Link {
    let hub = Hub {
        port: parse_port("1-9"),
        id: None,
    };
    Link {
        path: Path::BehindHub,
        hub: Some(hub),
        ..shown(serial, port)
    }
}

fn slow(serial: &str, port: &str) -> Link {
    Link {
        speed_mbps: Some(12),
        ..shown(serial, port)
    }
}

/// The verdict on what USB shows at a port of this PC.
fn sighted(clinic: &Clinic, port: &str) -> Result<(), Turned> {
    let ports = clinic.fleet.ports(HERE).unwrap();
    let at = |reader: &&SeenReader| reader.link.port == parse_port(port);
    let reader = ports.readers.iter().find(at).unwrap();
    clinic.fleet.sighting_verdict(HERE, reader)
}

fn service(clinic: &Clinic, serial: &str) -> Service {
    clinic.fleet.service(clinic.unit(serial))
}

fn absence(clinic: &Clinic, serial: &str) -> Absence {
    match service(clinic, serial) {
        Service::Absent { how, .. } => how,
        other => panic!("{other:?}"),
    }
}

/// Loses the link and connects again, so many times, five seconds each.
fn shake(clinic: &mut Clinic, serial: &str, how: Parting, times: usize) {
    for _ in 0..times {
        clinic.parts(serial, how);
        clinic.wait(5);
        clinic.back(serial);
    }
}

fn flapping(clinic: &Clinic) -> Vec<Alarm> {
    let mut alarms = clinic.fleet.alarms();
    alarms.retain(|alarm| matches!(alarm, Alarm::Flapping { .. }));
    alarms
}

#[test]
fn a_reader_that_never_connects_is_judged_in_the_order_of_the_rules() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    for unit in ["CR-2", "CR-3", "CR-4", "CR-5"] {
        clinic.enroll(unit);
    }
    clinic.retire("CR-2");
    let nameless = Link {
        usb_serial: UsbSerial::Missing,
        ..link("1-7")
    };
    let port = clinic.reader("CR-1").link.port.to_string();
    let links = vec![
        behind_hub("CR-77", "1-21"),
        behind_hub("CR-2", "1-22"),
        behind_hub("CR-3", "1-23"),
        shown("CR-3", "1-24"),
        shown("CR-4", &port),
        behind_hub("CR-5", "1-25"),
        nameless,
    ];
    clinic.sees(links, vec![]);
    assert_eq!(sighted(&clinic, "1-21"), Err(Turned::NotPaired));
    assert_eq!(sighted(&clinic, "1-22"), Err(Turned::Retired));
    let twin = |port| {
        Err(Turned::SerialTwice {
            port: parse_port(port),
        })
    };
    assert_eq!(sighted(&clinic, "1-23"), twin("1-24"));
    assert_eq!(sighted(&clinic, "1-24"), twin("1-23"));
    let by = name("CR-1");
    let port = parse_port(&port);
    assert_eq!(
        sighted(&clinic, &port.to_string()),
        Err(Turned::PortInUse { by, port })
    );
    let hub = Err(Turned::BehindHub {
        port: parse_port("1-25"),
        hub: behind_hub("CR-5", "1-25").hub,
    });
    assert_eq!(sighted(&clinic, "1-25"), hub);
    let unnamed = Err(Turned::IdentityMismatch { usb: None });
    assert_eq!(sighted(&clinic, "1-7"), unnamed);
}

#[test]
fn a_reader_in_the_place_of_another_says_so_before_it_ever_connects() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.enroll("CR-2");
    clinic.replace("CR-1", "CR-2").unwrap();
    clinic.sees(vec![shown("CR-1", "1-1")], vec![]);
    let by = name("CR-2");
    assert_eq!(sighted(&clinic, "1-1"), Err(Turned::Replaced { by }));
}

#[test]
fn a_reader_that_is_plugged_in_as_it_should_be_and_silent_says_so() {
    let mut clinic = Clinic::new();
    clinic.enroll("CR-1");
    assert_eq!(absence(&clinic, "CR-1"), Absence::Away);
    clinic.sees(vec![], vec![]);
    assert_eq!(absence(&clinic, "CR-1"), Absence::NotPlugged);
    clinic.sees(vec![shown("CR-1", "1-2")], vec![]);
    assert_eq!(sighted(&clinic, "1-2"), Ok(()));
    let port = parse_port("1-2");
    let silent = Absence::NotConnecting { port, lost: None };
    assert_eq!(absence(&clinic, "CR-1"), silent);
    clinic.sees(vec![behind_hub("CR-1", "1-2.1")], vec![]);
    assert!(matches!(
        service(&clinic, "CR-1"),
        Service::Refused(Turned::BehindHub { .. })
    ));
}

#[test]
fn an_absent_unit_says_whether_it_was_unplugged_or_lost_and_when() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.parts("CR-1", Parting::Unplugged);
    let at = clinic.now;
    clinic.wait(20);
    assert_eq!(absence(&clinic, "CR-1"), Absence::Unplugged { at });
    clinic.back("CR-1");
    clinic.parts("CR-1", Parting::Lost);
    let at = clinic.now;
    clinic.wait(20);
    assert_eq!(absence(&clinic, "CR-1"), Absence::Lost { at });
    let (port, lost) = (parse_port("1-1"), Some(at));
    clinic.sees(vec![shown("CR-1", "1-1")], vec![]);
    let silent = Absence::NotConnecting { port, lost };
    assert_eq!(absence(&clinic, "CR-1"), silent);
}

#[test]
fn a_connected_unit_stands_for_its_device_and_for_its_port() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let nameless = Link {
        usb_serial: UsbSerial::Missing,
        ..link("1-1")
    };
    clinic.sees(
        vec![shown("CR-1", "1-1"), nameless, shown("CR-9", "1-3")],
        vec![],
    );
    let left: Vec<_> = clinic.fleet.sightings().collect();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].1.link.usb_serial.shown(), Some("CR-9"));
}

#[test]
fn a_copy_that_only_usb_sees_raises_the_alarm_and_neither_would_serve() {
    let mut clinic = Clinic::new();
    clinic.enroll("CR-1");
    clinic.sees(vec![shown("CR-1", "1-1"), shown("CR-1", "1-2")], vec![]);
    assert!(clinic.fleet.alarms().contains(&Alarm::Copy(name("CR-1"))));
    for port in ["1-1", "1-2"] {
        assert!(matches!(
            sighted(&clinic, port),
            Err(Turned::SerialTwice { .. })
        ));
    }
    clinic.sees(vec![shown("CR-1", "1-2")], vec![]);
    assert!(!clinic.fleet.alarms().contains(&Alarm::Copy(name("CR-1"))));
    assert_eq!(sighted(&clinic, "1-2"), Ok(()));
}

#[test]
fn a_connected_unit_whose_copy_is_only_enumerated_is_refused_and_back_when_the_copy_goes() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let both = vec![shown("CR-1", "1-1"), shown("CR-1", "1-2")];
    let copied = Link {
        copies: vec![parse_port("1-2")],
        ..shown("CR-1", "1-1")
    };
    clinic.observe("CR-1", copied);
    clinic.sees(both, vec![]);
    assert_eq!(clinic.admission("CR-1"), "refused:serial-twice");
    let alarms = clinic.fleet.alarms();
    let copies = alarms
        .iter()
        .filter(|alarm| matches!(alarm, Alarm::Copy(_)));
    assert_eq!(copies.count(), 1, "{alarms:?}");
    clinic.observe("CR-1", shown("CR-1", "1-1"));
    clinic.sees(vec![shown("CR-1", "1-1")], vec![]);
    assert_eq!(clinic.admission("CR-1"), "seat:included");
}

#[test]
fn what_usb_showed_a_moment_ago_makes_no_copy_of_a_unit_that_moved() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.sees(vec![shown("CR-1", "1-1")], vec![]);
    clinic.parts("CR-1", Parting::Unplugged);
    clinic.plug_by("CR-1", shown("CR-1", "1-2"));
    assert_eq!(clinic.admission("CR-1"), "seat:included");
}

#[test]
fn an_unplugged_reader_gives_its_call_back_at_once_and_its_session_after_the_grace() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    clinic.parts("CR-1", Parting::Unplugged);
    assert_eq!(clinic.state("1"), "waiting");
    clinic.back("CR-1");
    clinic.card("CR-1");
    clinic.parts("CR-1", Parting::Unplugged);
    clinic.wait(19);
    assert_eq!(clinic.state("1"), "verifying CR-1");
    clinic.wait(1);
    assert_eq!(clinic.state("1"), "waiting");
}

#[test]
fn three_drops_within_ten_minutes_are_named_with_port_and_cable() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let cable = "5 m + 1.8 m".to_owned();
    let serial = name("CR-1");
    let note = Command::NoteCable {
        serial: serial.clone(),
        cable: cable.clone(),
    };
    clinic.staff(note).unwrap();
    shake(&mut clinic, "CR-1", Parting::Lost, 2);
    assert_eq!(flapping(&clinic), []);
    clinic.parts("CR-1", Parting::Unplugged);
    let alarm = Alarm::Flapping {
        unit: serial,
        port: Some(parse_port("1-1")),
        cable,
        drops: 3,
        plug_held: false,
    };
    assert_eq!(flapping(&clinic), [alarm]);
}

#[test]
fn a_link_that_is_lost_while_usb_shows_the_reader_does_not_accuse_the_plug() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let held = |clinic: &Clinic| match flapping(clinic).as_slice() {
        [Alarm::Flapping { plug_held, .. }] => *plug_held,
        other => panic!("{other:?}"),
    };
    shake(&mut clinic, "CR-1", Parting::Lost, 3);
    assert!(!held(&clinic), "nobody looked at the ports");
    clinic.sees(vec![shown("CR-1", "1-1")], vec![]);
    assert!(held(&clinic));
    shake(&mut clinic, "CR-1", Parting::Unplugged, 1);
    assert!(!held(&clinic));
}

#[test]
fn flapping_ends_by_itself_ten_minutes_after_the_third_newest_drop() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    shake(&mut clinic, "CR-1", Parting::Lost, 3);
    // The first of the three was 15 s ago.
    clinic.wait(584);
    assert_eq!(flapping(&clinic).len(), 1);
    clinic.wait(1);
    assert_eq!(flapping(&clinic), []);
    assert_eq!(clinic.fleet.drops(clinic.unit("CR-1")), 2);
}

#[test]
fn a_connection_that_is_closed_in_good_order_is_no_drop() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    shake(&mut clinic, "CR-1", Parting::Closed, 5);
    assert_eq!(clinic.fleet.drops(clinic.unit("CR-1")), 0);
    // A connection that another one replaced does not count either.
    for _ in 0..5 {
        clinic.back("CR-1");
    }
    assert_eq!(clinic.fleet.drops(clinic.unit("CR-1")), 0);
}

#[test]
fn a_retired_unit_flaps_no_longer_and_a_start_forgets() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    shake(&mut clinic, "CR-1", Parting::Unplugged, 3);
    shake(&mut clinic, "CR-2", Parting::Unplugged, 3);
    clinic.retire("CR-1");
    assert_eq!(flapping(&clinic).len(), 1);
    clinic.restart_after(1);
    assert_eq!(flapping(&clinic), []);
}

#[test]
fn a_slow_link_is_named_connected_or_not() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.enroll("CR-2");
    let slow_links = |clinic: &Clinic| -> Vec<(String, u32)> {
        let alarms = clinic.fleet.alarms().into_iter();
        let slow = alarms.filter_map(|alarm| match alarm {
            Alarm::SlowLink {
                unit, speed_mbps, ..
            } => Some((unit.to_string(), speed_mbps)),
            _ => None,
        });
        slow.collect()
    };
    clinic.sees(vec![shown("CR-1", "1-1"), shown("CR-2", "1-2")], vec![]);
    assert_eq!(slow_links(&clinic), []);
    clinic.observe("CR-1", slow("CR-1", "1-1"));
    clinic.sees(vec![slow("CR-1", "1-1"), slow("CR-2", "1-2")], vec![]);
    let both = [("CR-1".to_owned(), 12), ("CR-2".to_owned(), 12)];
    assert_eq!(slow_links(&clinic), both);
    assert_eq!(clinic.admission("CR-1"), "seat:included");
}

#[test]
fn another_makers_reader_is_named_for_as_long_as_it_is_there() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let other = ForeignReader {
        name: "Other".into(),
        port: parse_port("2-1"),
        id: UsbId {
            vendor: 1,
            product: 2,
        },
    };
    clinic.sees(vec![], vec![other.clone()]);
    assert_eq!(clinic.fleet.alarms(), [Alarm::Foreign(other)]);
    clinic.sees(vec![], vec![]);
    assert_eq!(clinic.fleet.alarms(), []);
}

#[test]
fn what_usb_shows_writes_nothing_tells_nobody_and_is_bounded() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.orders();
    let readers = (0..200).map(|n| SeenReader {
        link: shown("CR-1", &format!("1-{n}")),
    });
    let seen = SeenPorts {
        installation: HERE,
        readers: readers.collect(),
        foreign: vec![],
    };
    let act = Act::reader(Command::SeePorts(seen.clone()));
    let decision = clinic.fleet.clone().decide(clinic.now, act).unwrap();
    assert!(decision.changes.is_empty() && decision.orders.is_empty());
    clinic.reader_says(Command::SeePorts(seen)).unwrap();
    assert_eq!(clinic.orders(), Vec::<String>::new());
    assert_eq!(
        clinic.fleet.ports(HERE).unwrap().readers.len(),
        SEEN_READERS
    );
}

#[test]
fn a_cable_note_fits_a_line_and_outlives_a_start_and_a_new_pairing() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let note = |cable: &str| Command::NoteCable {
        serial: name("CR-1"),
        cable: cable.to_owned(),
    };
    for bad in ["a\nb", " 3 m", &"長".repeat(33)] {
        assert_eq!(clinic.staff(note(bad)), Err(Refusal::BadCable));
    }
    clinic.staff(note(&"長".repeat(32))).unwrap();
    clinic.staff(note("3 m")).unwrap();
    let key = clinic.unit("CR-1").key;
    clinic.enroll_with("CR-1", counter("front"), key).unwrap();
    clinic.restart_after(1);
    assert_eq!(clinic.unit("CR-1").cable, "3 m");
    clinic.staff(note("")).unwrap();
    assert_eq!(clinic.unit("CR-1").cable, "");
    let missing = Command::NoteCable {
        serial: name("CR-9"),
        cable: String::new(),
    };
    let refused = clinic.staff(missing).unwrap_err();
    assert_eq!(refused.code(), "no-such-unit");
    assert!(clinic.fleet.ticket_numbered(&label("1")).is_none());
}

/// One event at a cable.
#[derive(Debug, Clone)]
enum Shake {
    Wait(i64),
    Part(Parting),
    Back,
}

fn shakes() -> impl Strategy<Value = Vec<Shake>> {
    let part = prop::sample::select(vec![Parting::Unplugged, Parting::Lost, Parting::Closed]);
    let one = prop_oneof![
        2 => (1..400i64).prop_map(Shake::Wait),
        4 => part.prop_map(Shake::Part),
        4 => Just(Shake::Back),
    ];
    prop::collection::vec(one, 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_unit_flaps_exactly_when_its_link_was_lost_three_times_in_ten_minutes(shakes in shakes()) {
        let mut clinic = Clinic::with_units(&["CR-1"]);
        let mut lost = Vec::new();
        for shake in shakes {
            match shake {
                Shake::Wait(seconds) => clinic.wait(seconds),
                Shake::Part(how) => {
                    if clinic.reader("CR-1").connection.is_some() && how != Parting::Closed {
                        lost.push(clinic.now);
                    }
                    clinic.parts("CR-1", how);
                }
                Shake::Back => clinic.back("CR-1"),
            }
            let lately = lost.iter().filter(|at| clinic.now.since(**at) < 600_000).count();
            prop_assert_eq!(!flapping(&clinic).is_empty(), lately >= 3);
            let counted = clinic.fleet.drops(clinic.unit("CR-1"));
            prop_assert_eq!(counted, lately.min(DROPS_KEPT));
        }
    }
}

#[test]
fn each_pc_has_ports_of_its_own() {
    let there: Installation = crate::kit::THERE;
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let seen = |installation, port| SeenPorts {
        installation,
        readers: vec![SeenReader {
            link: shown("CR-7", port),
        }],
        foreign: vec![],
    };
    clinic
        .reader_says(Command::SeePorts(seen(HERE, "1-4")))
        .unwrap();
    clinic
        .reader_says(Command::SeePorts(seen(there, "1-5")))
        .unwrap();
    assert_eq!(clinic.fleet.sightings().count(), 2);
    // The same serial at two PCs is a reader that was just carried over, or two readers: the next report tells.
    assert!(!clinic.fleet.alarms().contains(&Alarm::Copy(name("CR-7"))));
}

#[test]
fn papers_on_another_readers_cable_do_not_cost_their_owner_the_connection() {
    let mut clinic = Clinic::with_units(&[]);
    clinic.enroll("CR-1");
    clinic.plug_by("CR-1", shown("CR-1", "1-1"));
    let owner = clinic.unit("CR-1").connection();
    for usb_serial in [UsbSerial::Shown("CR-2".into()), UsbSerial::Missing] {
        let elsewhere = Link {
            usb_serial,
            ..link("1-2")
        };
        clinic.is_copied_to("CR-1", elsewhere);
        assert_eq!(clinic.unit("CR-1").connection(), owner);
        assert!(clinic.unit("CR-1").serves());
    }
    // By its own cable it may connect anew at any time, on any port.
    clinic.plug_by("CR-1", shown("CR-1", "1-3"));
    assert_ne!(clinic.unit("CR-1").connection(), owner);
    assert!(clinic.unit("CR-1").serves());
}
