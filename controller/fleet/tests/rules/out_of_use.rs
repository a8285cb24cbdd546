//! Why a reader does not serve (RULES A12): each cause has a test that makes it, and the others beside it are not named.

use super::reasons::{speaks, wait_of};
use crate::kit::{Clinic, HERE, faulted, label, link, name, parse_port};
use madoguchi_fleet::admission::Refusal as Turned;
use madoguchi_fleet::command::{Command, Parting, Stranger};
use madoguchi_fleet::handshakes::Cause;
use madoguchi_fleet::ids::KeyFingerprint;
use madoguchi_fleet::link::{Link, Path, UsbSerial};
use madoguchi_fleet::outcome::Kind;
use madoguchi_fleet::reasons::{Absence, Alarm, Lack, Service, Wait};
use madoguchi_fleet::ticket::Ticket;
use madoguchi_fleet::unit::{Health, Pause};

/// Why each reader does not serve, as a waiting ticket and the alarm say it.
fn causes(clinic: &mut Clinic) -> Vec<Service> {
    let waits = clinic.fleet.ticket_numbered(&label("W"));
    if !waits.is_some_and(Ticket::is_open) {
        clinic.add("W");
    }
    let Wait::NoUnit(Lack::NoneServes(out)) = wait_of(clinic, "W") else {
        panic!("{:?}", wait_of(clinic, "W"));
    };
    let alarms = clinic.fleet.alarms();
    assert!(alarms.contains(&Alarm::NoUnitServes(out.clone())));
    for reader in &out {
        let unit = clinic.fleet.unit(&reader.unit).unwrap();
        assert_eq!(
            reader.why,
            clinic.fleet.service(unit),
            "the same everywhere"
        );
    }
    out.into_iter().map(|reader| reader.why).collect()
}

pub(super) fn cause(clinic: &mut Clinic) -> Service {
    let mut all = causes(clinic);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[test]
fn without_an_enrolled_reader_that_is_the_reason() {
    let mut clinic = Clinic::new();
    clinic.add("1");
    assert_eq!(speaks(&clinic, "1"), Some(Lack::NoneEnrolled));
    assert_eq!(clinic.fleet.alarms(), [Alarm::NoUnitServes(Vec::new())]);
    clinic.enroll("CR-1");
    clinic.retire("CR-1");
    assert_eq!(speaks(&clinic, "1"), Some(Lack::NoneEnrolled));
}

#[test]
fn a_reader_that_staff_paused_says_so_whatever_was_before() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.pause("CR-1", false);
    assert_eq!(cause(&mut clinic), Service::Paused(Pause::ByStaff(None)));
    clinic.parts("CR-1", Parting::Unplugged);
    let Service::AlsoPaused { pause, why } = cause(&mut clinic) else {
        panic!("both keep it away");
    };
    assert_eq!(pause, Pause::ByStaff(None));
    assert!(matches!(
        *why,
        Service::Absent {
            how: Absence::Unplugged { .. },
            ..
        }
    ));
    clinic.back("CR-1");
    assert_eq!(cause(&mut clinic), Service::Paused(Pause::ByStaff(None)));
}

#[test]
fn a_reader_without_a_seat_says_who_keeps_it() {
    let mut clinic = Clinic::new();
    clinic.enroll("CR-1");
    clinic.enroll("CR-2");
    clinic.plug("CR-1", "1-1");
    clinic.parts("CR-1", Parting::Lost);
    clinic.plug("CR-2", "1-2");
    let all = causes(&mut clinic);
    assert!(matches!(
        all[0],
        Service::Absent {
            how: Absence::Lost { .. },
            seat_until: Some(_)
        }
    ));
    assert_eq!(all[1], Service::Refused(Turned::NoSeat));
}

#[test]
fn a_reader_with_a_fault_or_a_hub_says_so_and_nothing_about_seats() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.health("CR-1", faulted());
    assert_eq!(cause(&mut clinic), Service::Faulted(vec!["E-1".into()]));
    clinic.health("CR-1", Health::Healthy);
    clinic.cancel("W").unwrap();
    let hub = Link {
        path: Path::BehindHub,
        ..link("1-1")
    };
    clinic.observe("CR-1", hub);
    let behind = cause(&mut clinic);
    assert!(matches!(behind, Service::Refused(Turned::BehindHub { .. })));
}

#[test]
fn a_reader_that_finishes_without_its_seat_says_why_it_lost_it() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    clinic.card("CR-1");
    let hub = Link {
        path: Path::BehindHub,
        ..link("1-1")
    };
    clinic.observe("CR-1", hub);
    assert!(matches!(
        cause(&mut clinic),
        Service::Leaving(Turned::BehindHub { .. })
    ));
}

#[test]
fn a_reader_whose_handshake_was_refused_says_so_until_it_connects() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.parts("CR-1", Parting::Lost);
    let shown = Link {
        usb_serial: UsbSerial::Shown("CR-1".into()),
        ..link("1-1")
    };
    let stranger = Stranger {
        serial: Some(name("CR-1")),
        installation: HERE,
        link: shown.clone(),
        cause: Cause::NotOurs,
    };
    clinic.sees(vec![shown], vec![]);
    clinic.reader_says(Command::SeeStranger(stranger)).unwrap();
    let refused = Service::Refused(Turned::OtherCertificate);
    assert_eq!(cause(&mut clinic), refused);
    // USB says that the device went.
    clinic.sees(vec![], vec![]);
    assert_ne!(cause(&mut clinic), refused);
    clinic.back("CR-1");
    assert_eq!(clinic.state("W"), "called CR-1");
}

/// A reader was refused that showed nothing of itself.
fn nameless(clinic: &mut Clinic) {
    let stranger = Stranger {
        serial: None,
        installation: HERE,
        link: link("1-9"),
        cause: Cause::NotOurs,
    };
    clinic.reader_says(Command::SeeStranger(stranger)).unwrap();
}

#[test]
fn where_nobody_looks_at_the_ports_a_refused_reader_without_a_name_may_be_any_that_is_away() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    nameless(&mut clinic);
    clinic.wait(1);
    clinic.parts("CR-1", Parting::Lost);
    let how = |clinic: &mut Clinic| match cause(clinic) {
        Service::Absent { how, .. } => how,
        other => panic!("{other:?}"),
    };
    let lost = clinic.now;
    assert_eq!(
        how(&mut clinic),
        Absence::Lost { at: lost },
        "it was here then"
    );
    clinic.wait(30);
    nameless(&mut clinic);
    let at = clinic.now;
    let lost = Some(lost);
    assert_eq!(how(&mut clinic), Absence::Nameless { at, lost });
    clinic.wait(179);
    assert_eq!(how(&mut clinic), Absence::Nameless { at, lost });
    clinic.wait(1);
    assert!(
        matches!(how(&mut clinic), Absence::Lost { .. }),
        "it stopped"
    );
    nameless(&mut clinic);
    clinic.sees(vec![], vec![]);
    assert_eq!(how(&mut clinic), Absence::NotPlugged, "USB knows better");
}

#[test]
fn an_alarm_knows_the_port_of_a_reader_that_was_turned_away() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    clinic.enroll("CR-3");
    let stranger = Stranger {
        serial: Some(name("CR-3")),
        installation: HERE,
        link: link("1-3"),
        cause: Cause::NotOurs,
    };
    clinic.reader_says(Command::SeeStranger(stranger)).unwrap();
    clinic.wait(61);
    let [
        Alarm::Handshakes(refused),
        Alarm::NotServing { port, why, .. },
    ] = &clinic.fleet.alarms()[..]
    else {
        panic!("{:?}", clinic.fleet.alarms());
    };
    assert_eq!((refused.cause, refused.count), (Cause::NotOurs, 1));
    assert_eq!(refused.port, *port);
    assert_eq!(*why, Service::Refused(Turned::OtherCertificate));
    assert_eq!(port.as_ref().map(ToString::to_string), Some("1-3".into()));
}

#[test]
fn a_reader_with_an_old_key_says_so() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.enroll("CR-1");
    clinic.readers.get_mut(&name("CR-1")).unwrap().connection = None;
    clinic.back("CR-1");
    assert_eq!(cause(&mut clinic), Service::Refused(Turned::KeySuperseded));
}

#[test]
fn a_reader_that_is_enrolled_anew_while_it_serves_says_so_at_once() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.enroll("CR-1");
    assert_eq!(cause(&mut clinic), Service::Refused(Turned::KeySuperseded));
    // It went, as USB says.
    clinic.sees(vec![], vec![]);
    let gone = cause(&mut clinic);
    assert_ne!(gone, Service::Refused(Turned::KeySuperseded), "{gone:?}");
}

#[test]
fn an_enrolled_reader_is_not_said_to_be_unknown_because_somebody_came_with_another_key() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.parts("CR-1", Parting::Lost);
    // Our certificate, and a key that is not on record: a reader that was paired after the backup which was restored.
    clinic.readers.get_mut(&name("CR-1")).unwrap().key = KeyFingerprint([0x77; 32]);
    clinic.back("CR-1");
    assert_eq!(
        cause(&mut clinic),
        Service::Refused(Turned::OtherCertificate)
    );
}

#[test]
fn after_a_start_readers_are_expected_and_not_missing() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.restart_after(5);
    let until = clinic.now.plus(30_000);
    let how = |clinic: &mut Clinic| match cause(clinic) {
        Service::Absent { how, .. } => how,
        other => panic!("{other:?}"),
    };
    assert_eq!(how(&mut clinic), Absence::JustStarted { until });
    let shown = Link {
        usb_serial: UsbSerial::Shown("CR-1".into()),
        ..link("1-1")
    };
    clinic.sees(vec![shown.clone()], vec![]);
    assert_eq!(how(&mut clinic), Absence::JustStarted { until });
    // What USB shows to be missing is missing from the first moment on.
    clinic.sees(vec![], vec![]);
    assert_eq!(how(&mut clinic), Absence::NotPlugged);
    clinic.sees(vec![shown], vec![]);
    clinic.wait(31);
    assert!(matches!(how(&mut clinic), Absence::NotConnecting { .. }));
}

#[test]
fn every_unit_says_what_it_does() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let service = |clinic: &Clinic| clinic.fleet.service(clinic.unit("CR-1"));
    assert_eq!(service(&clinic), Service::Free);
    clinic.add("1");
    assert_eq!(service(&clinic), Service::Calling);
    clinic.card("CR-1");
    assert_eq!(service(&clinic), Service::Busy);
    clinic.ends("CR-1", Kind::GivenUp);
    assert_eq!(service(&clinic), Service::CardStillThere);
    clinic.card_removed("CR-1");
    clinic.walk_up("CR-1");
    assert_eq!(service(&clinic), Service::WalkUp);
    clinic.verified("CR-1");
    clinic.stand_still(60);
    assert!(matches!(service(&clinic), Service::Unheard { .. }));
    clinic.wait(31);
    assert_eq!(service(&clinic), Service::Free);
    clinic.unplug("CR-1");
    let seat_until = Some(clinic.now.plus(60_000));
    let how = Absence::Lost { at: clinic.now };
    assert_eq!(service(&clinic), Service::Absent { how, seat_until });
    clinic.retire("CR-1");
    assert_eq!(service(&clinic), Service::Retired);
}

#[test]
fn a_copied_serial_is_told_with_the_other_port() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let twin = Link {
        copies: vec![parse_port("1-9")],
        ..link("1-1")
    };
    clinic.observe("CR-1", twin);
    let port = parse_port("1-9");
    assert_eq!(
        cause(&mut clinic),
        Service::Refused(Turned::SerialTwice { port })
    );
}

/// A handshake of a reader at port 1-9 that was refused for a reason.
fn refused(clinic: &mut Clinic, cause: Cause, serial: Option<&str>) {
    let stranger = Stranger {
        serial: serial.map(name),
        installation: HERE,
        link: link("1-9"),
        cause,
    };
    clinic.reader_says(Command::SeeStranger(stranger)).unwrap();
}

fn handshakes(clinic: &Clinic) -> Vec<(Cause, u32)> {
    let alarms = clinic.fleet.alarms();
    let told = alarms.iter().filter_map(|alarm| match alarm {
        Alarm::Handshakes(refused) => Some((refused.cause, refused.count)),
        _ => None,
    });
    told.collect()
}

#[test]
fn a_refused_handshake_is_told_with_its_cause_and_count_until_ten_minutes_after_the_last() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    for cause in [Cause::Clock, Cause::Clock, Cause::Ended] {
        refused(&mut clinic, cause, None);
    }
    assert_eq!(handshakes(&clinic), [(Cause::Clock, 2), (Cause::Ended, 1)]);
    clinic.wait(599);
    refused(&mut clinic, Cause::Ended, None);
    assert_eq!(handshakes(&clinic).len(), 2);
    clinic.wait(1);
    assert_eq!(handshakes(&clinic), [(Cause::Ended, 2)]);
    clinic.wait(600);
    assert_eq!(handshakes(&clinic), []);
    refused(&mut clinic, Cause::Ended, None);
    assert_eq!(handshakes(&clinic), [(Cause::Ended, 1)], "it begins anew");
}

#[test]
fn refused_handshakes_of_a_reader_are_forgotten_once_it_is_in() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.parts("CR-1", Parting::Lost);
    refused(&mut clinic, Cause::Clock, Some("CR-1"));
    let unit = clinic.fleet.unit(&name("CR-1")).unwrap();
    assert_eq!(clinic.fleet.refused_handshake(unit), Some(Cause::Clock));
    clinic.back("CR-1");
    let unit = clinic.fleet.unit(&name("CR-1")).unwrap();
    assert_eq!(clinic.fleet.refused_handshake(unit), None);
    assert_eq!(handshakes(&clinic), []);
}

#[test]
fn whoever_knocks_for_ever_by_new_ways_has_eight_of_them_told_at_most() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    for port in 1..=20 {
        let stranger = Stranger {
            serial: None,
            installation: HERE,
            link: link(&format!("1-{port}")),
            cause: Cause::NoCertificate,
        };
        clinic.reader_says(Command::SeeStranger(stranger)).unwrap();
    }
    assert!(handshakes(&clinic).len() <= 8);
}
