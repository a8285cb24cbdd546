//! Enrolled readers that do not serve although nobody wished so (RULES A13).

use crate::kit::{Clinic, faulted, link, name, parse_port};
use madoguchi_fleet::command::{Command, Parting};
use madoguchi_fleet::reasons::{Absence, Alarm, Service};

/// Three readers with a seat each.
fn three() -> Clinic {
    Clinic::with_units(&["CR-1", "CR-2", "CR-3"])
}

/// The serials of the readers that are named as not serving, and those that are said to lack a seat.
fn idle(clinic: &Clinic) -> (Vec<String>, Vec<String>) {
    let (mut idle, mut short) = (Vec::new(), Vec::new());
    for alarm in clinic.fleet.alarms() {
        match alarm {
            Alarm::NotServing { unit, .. } => idle.push(unit.to_string()),
            Alarm::SeatsShort { units } => short.extend(units.iter().map(ToString::to_string)),
            _ => {}
        }
    }
    (idle, short)
}

fn none() -> (Vec<String>, Vec<String>) {
    Default::default()
}

fn only(serial: &str) -> (Vec<String>, Vec<String>) {
    (vec![serial.to_owned()], Vec::new())
}

#[test]
fn a_reader_that_is_gone_is_named_while_others_serve() {
    let mut clinic = three();
    let note = Command::NoteCable {
        serial: name("CR-2"),
        cable: "3 m".to_owned(),
    };
    clinic.staff(note).unwrap();
    clinic.parts("CR-2", Parting::Unplugged);
    let at = clinic.now;
    assert_eq!(idle(&clinic), only("CR-2"));
    clinic.wait(61);
    let alarm = Alarm::NotServing {
        unit: name("CR-2"),
        counter: clinic.unit("CR-2").counter.name.clone(),
        port: Some(parse_port("1-2")),
        cable: "3 m".to_owned(),
        why: Service::Absent {
            how: Absence::Unplugged { at },
            seat_until: None,
        },
    };
    assert_eq!(clinic.fleet.alarms(), [alarm]);
    clinic.back("CR-2");
    assert_eq!(clinic.fleet.alarms(), []);
}

#[test]
fn a_start_alone_names_nobody_for_a_minute() {
    let mut clinic = three();
    clinic.restart_after(3_600);
    assert_eq!(idle(&clinic), none());
    clinic.back("CR-1");
    clinic.wait(59);
    assert_eq!(idle(&clinic), none());
    clinic.back("CR-2");
    clinic.wait(1);
    assert_eq!(idle(&clinic), only("CR-3"));
    // Nor does a sleep of the PC, which no connection outlives.
    let mut clinic = three();
    clinic.stand_still(3_600);
    clinic.parts("CR-2", Parting::Lost);
    assert_eq!(idle(&clinic), none());
    clinic.wait(31);
    assert_eq!(idle(&clinic), only("CR-2"));
}

#[test]
fn a_new_reader_has_a_minute_to_be_plugged_in() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.additional("L-1", 3);
    clinic.enroll("CR-2");
    clinic.wait(59);
    assert_eq!(idle(&clinic), none());
    let again = clinic.fleet.next_deadline().unwrap();
    assert_eq!(again, clinic.now.plus(1_000), "who watches is told in time");
    clinic.wait(1);
    assert_eq!(idle(&clinic), only("CR-2"));
    clinic.plug("CR-2", "1-2");
    assert_eq!(idle(&clinic), none());
}

#[test]
fn a_pause_by_staff_a_retirement_and_a_replacement_are_wishes() {
    let mut clinic = three();
    clinic.pause("CR-2", false);
    clinic.parts("CR-2", Parting::Unplugged);
    clinic.retire("CR-3");
    clinic.wait(120);
    assert_eq!(idle(&clinic), none());
    clinic.resume("CR-2");
    assert_eq!(idle(&clinic), only("CR-2"));
    // The new one waits for a session at the old one: that is expected.
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    clinic.card("CR-1");
    clinic.enroll("CR-9");
    clinic.plug("CR-9", "1-9");
    clinic.replace("CR-1", "CR-9").unwrap();
    assert_eq!(idle(&clinic), none());
}

#[test]
fn what_has_an_alarm_of_its_own_is_not_named_twice() {
    let mut clinic = three();
    clinic.health("CR-2", faulted());
    assert_eq!(clinic.fleet.alarms(), [Alarm::Faulted(name("CR-2"))]);
    // Gone, it is no longer the fault that is known.
    clinic.unplug("CR-2");
    clinic.wait(61);
    assert_eq!(idle(&clinic), only("CR-2"));
    let mut copied = link("1-3");
    copied.copies = vec![parse_port("1-8")];
    clinic.is_copied_to("CR-3", copied);
    assert!(clinic.fleet.alarms().contains(&Alarm::Copy(name("CR-3"))));
    assert_eq!(idle(&clinic), only("CR-2"));
}

#[test]
fn where_no_reader_serves_that_is_the_one_alarm() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    clinic.unplug("CR-1");
    assert_eq!(idle(&clinic), only("CR-1"));
    clinic.unplug("CR-2");
    clinic.wait(120);
    assert_eq!(idle(&clinic), none());
    assert_eq!(clinic.fleet.alarms().len(), 1, "that none serves");
}

#[test]
fn readers_without_a_seat_are_one_alarm() {
    let mut clinic = Clinic::new();
    for (serial, port) in [("CR-1", "1-1"), ("CR-2", "1-2"), ("CR-3", "1-3")] {
        clinic.enroll(serial);
        clinic.plug(serial, port);
    }
    let both = vec!["CR-2".to_owned(), "CR-3".to_owned()];
    assert_eq!(idle(&clinic), (Vec::new(), both));
    clinic.pause("CR-3", false);
    assert_eq!(idle(&clinic), (Vec::new(), vec!["CR-2".to_owned()]));
    clinic.additional("L-1", 1);
    assert_eq!(idle(&clinic), none());
}
