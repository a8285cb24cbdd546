//! Who is admitted: every refusal, and which one wins where two apply (RULES, "Units and admission").

use crate::kit::{Clinic, counter, link, name, parse_port};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::KeyFingerprint;
use madoguchi_fleet::link::{Link, Path};
use madoguchi_fleet::reasons::Alarm;
use madoguchi_fleet::unit::Membership;

fn hub(port: &str) -> Link {
    Link {
        path: Path::BehindHub,
        ..link(port)
    }
}

fn lan() -> Link {
    Link {
        path: Path::NotUsb,
        ..link("0-0")
    }
}

fn copied(port: &str, other: &str) -> Link {
    Link {
        copies: vec![parse_port(other)],
        ..link(port)
    }
}

fn misnamed(link: Link) -> Link {
    Link {
        usb_serial: madoguchi_fleet::link::UsbSerial::Shown("CR-9".into()),
        ..link
    }
}

/// Gives a known unit a new key; its reader keeps the old one.
fn rekey(clinic: &mut Clinic, serial: &str, key: u8) {
    let key = KeyFingerprint([key; 32]);
    clinic.enroll_with(serial, counter("front"), key).unwrap();
}

/// A reader whose agent runs but which nobody enrolled.
fn stranger(clinic: &mut Clinic, serial: &str, from: &str) {
    let reader = clinic.reader(from).clone();
    clinic.readers.insert(name(serial), reader);
}

#[test]
fn an_admitted_unit_has_a_seat_and_is_told() {
    let mut clinic = Clinic::new();
    clinic.enroll("CR-1");
    clinic.plug("CR-1", "1-1");
    assert_eq!(clinic.admission("CR-1"), "seat:included");
    assert_eq!(clinic.orders(), ["CR-1 seat:included"]);
}

#[test]
fn a_reader_hears_its_verdict_before_its_first_call() {
    let mut clinic = Clinic::new();
    clinic.enroll("CR-1");
    clinic.add("1");
    clinic.plug("CR-1", "1-1");
    assert_eq!(clinic.orders(), ["CR-1 seat:included", "CR-1 call 1"]);
}

#[test]
fn a_stranger_is_told_closed_and_listed() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    stranger(&mut clinic, "CR-7", "CR-1");
    clinic.plug("CR-7", "1-7");
    assert_eq!(clinic.admission("CR-7"), "refused:not-paired");
    assert_eq!(clinic.orders(), ["CR-7 close not-paired"]);
}

#[test]
fn not_paired_wins_over_retired() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.retire("CR-1");
    clinic.reader("CR-1").key = KeyFingerprint([99; 32]);
    clinic.plug("CR-1", "1-1");
    assert_eq!(clinic.admission("CR-1"), "refused:not-paired");
}

#[test]
fn retired_wins_over_a_misnamed_device_and_is_closed() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.retire("CR-1");
    clinic.orders();
    clinic.plug_by("CR-1", misnamed(hub("1-1")));
    assert_eq!(clinic.admission("CR-1"), "refused:retired");
    assert_eq!(clinic.orders(), ["CR-1 close retired"]);
}

#[test]
fn identity_wins_over_a_copy() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.plug_by("CR-1", misnamed(copied("1-1", "1-2")));
    assert_eq!(clinic.admission("CR-1"), "refused:identity-mismatch");
}

#[test]
fn the_usb_serial_of_the_unit_itself_is_no_mismatch() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let own = Link {
        usb_serial: madoguchi_fleet::link::UsbSerial::Shown("CR-1".into()),
        ..link("1-1")
    };
    clinic.plug_by("CR-1", own);
    assert_eq!(clinic.admission("CR-1"), "seat:included");
}

#[test]
fn a_copy_wins_over_a_port_in_use() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    clinic.plug_by("CR-2", copied("1-1", "1-2"));
    assert_eq!(clinic.admission("CR-2"), "refused:serial-twice");
}

#[test]
fn a_call_goes_back_when_its_unit_comes_back_where_it_is_not_admitted() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic.plug_by("CR-1", hub("1-1"));
    assert_eq!(clinic.admission("CR-1"), "refused:behind-hub");
    assert_eq!(clinic.state("1"), "waiting");
}

#[test]
fn a_port_in_use_wins_over_a_hub() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    clinic.plug_by("CR-2", hub("1-1"));
    assert_eq!(clinic.admission("CR-2"), "refused:port-in-use");
    assert_eq!(clinic.admission("CR-1"), "seat:included");
    clinic.unplug("CR-1");
    assert_eq!(clinic.admission("CR-2"), "refused:behind-hub");
}

#[test]
fn what_is_not_usb_or_unknown_uses_no_port() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2", "CR-3"]);
    clinic.plug_by("CR-1", lan());
    clinic.plug_by("CR-2", lan());
    assert_eq!(clinic.admission("CR-1"), "refused:not-usb");
    assert_eq!(clinic.admission("CR-2"), "refused:not-usb");
    let unknown = Link {
        path: Path::Unknown,
        ..link("0-0")
    };
    clinic.plug_by("CR-2", unknown.clone());
    clinic.plug_by("CR-3", unknown);
    assert_eq!(clinic.admission("CR-2"), "refused:link-unknown");
    assert_eq!(clinic.admission("CR-3"), "refused:link-unknown");
}

#[test]
fn the_fifth_unit_is_refused_because_the_fleet_is_full() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2", "CR-3", "CR-4", "CR-5"]);
    assert_eq!(clinic.admission("CR-5"), "refused:fleet-full");
    clinic.additional("L-9", 3);
    assert_eq!(clinic.admission("CR-5"), "refused:fleet-full");
    clinic.enroll("CR-6");
    clinic.plug_by("CR-6", hub("1-6"));
    assert_eq!(clinic.admission("CR-6"), "refused:behind-hub", "hub first");
}

#[test]
fn without_a_license_the_second_unit_has_no_seat() {
    let mut clinic = Clinic::new();
    for (serial, port) in [("CR-1", "1-1"), ("CR-2", "1-2")] {
        clinic.enroll(serial);
        clinic.plug(serial, port);
    }
    assert_eq!(clinic.admission("CR-2"), "refused:no-seat");
}

#[test]
fn a_copy_on_two_ports_takes_both_out_with_an_alarm() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.observe("CR-1", copied("1-1", "1-2"));
    assert_eq!(clinic.admission("CR-1"), "refused:serial-twice");
    assert!(clinic.fleet.alarms().contains(&Alarm::Copy(name("CR-1"))));
    // The copy connects: it replaces the connection, and is refused as well.
    clinic.plug_by("CR-1", copied("1-2", "1-1"));
    assert_eq!(clinic.admission("CR-1"), "refused:serial-twice");
    clinic.observe("CR-1", link("1-2"));
    assert_eq!(clinic.admission("CR-1"), "seat:included");
}

/// Found by seed 1186 of the simulation: the call stood, was shown nowhere, and its patient waited for nothing.
#[test]
fn a_lost_call_at_a_reader_that_may_not_serve_any_longer_goes_back_to_the_queue() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    clinic.reader("CR-1").forget();
    clinic.observe("CR-1", copied("1-1", "1-2"));
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic.says_what_it_has("CR-1");
    assert_eq!(clinic.state("1"), "waiting");
}

#[test]
fn a_copy_that_appears_interrupts_no_session() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    clinic.card("CR-1");
    clinic.observe("CR-1", copied("1-1", "1-2"));
    assert_eq!(clinic.state("1"), "verifying CR-1");
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "done");
}

#[test]
fn a_unit_that_moves_to_another_port_keeps_its_seat() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    let seat = clinic.admission("CR-2");
    clinic.unplug("CR-2");
    clinic.wait(10);
    clinic.plug("CR-2", "1-4");
    assert_eq!(clinic.admission("CR-2"), seat);
}

#[test]
fn a_unit_on_the_port_of_one_that_is_gone_is_admitted_once_that_is_noticed() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    clinic.unplug("CR-2");
    clinic.plug("CR-2", "1-1");
    assert_eq!(clinic.admission("CR-2"), "refused:port-in-use");
    clinic.unplug("CR-1");
    assert!(clinic.admission("CR-2").starts_with("seat:"));
}

#[test]
fn a_second_connection_with_the_same_key_replaces_the_first() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    let first = clinic.reader("CR-1").connection.unwrap();
    clinic.orders();
    clinic.back("CR-1");
    let orders = clinic.orders();
    assert_eq!(orders, ["CR-1 seat:included", "CR-1 close superseded"]);
    assert_eq!(clinic.state("1"), "called CR-1", "the call stands");
    // The end of the first connection has no effect.
    let serial = name("CR-1");
    let late = madoguchi_fleet::command::Command::Detach {
        serial: serial.clone(),
        connection: first,
        how: madoguchi_fleet::command::Parting::Lost,
    };
    clinic.reader_says(late).unwrap();
    assert_eq!(clinic.state("1"), "called CR-1");
    let stale = madoguchi_fleet::command::Command::CardRemoved {
        serial: serial.clone(),
        connection: first,
    };
    let refused = clinic.reader_says(stale);
    assert_eq!(refused, Err(Refusal::StaleConnection(serial)));
}

/// Found by the simulation, seed 204282: a patient was called to a reader that had reported a session.
#[test]
fn a_first_frame_that_a_newer_connection_overtook_is_not_believed() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let older = clinic.reader("CR-1").connection.unwrap();
    clinic.back("CR-1");
    clinic.walk_up("CR-1");
    clinic.orders();
    clinic.add("1");
    clinic.overtaken("CR-1", older);
    assert_eq!(clinic.orders(), ["CR-1 close superseded"]);
    assert_eq!(clinic.state("1"), "waiting");
    clinic.verified("CR-1");
    clinic.card_removed("CR-1");
    assert_eq!(clinic.state("1"), "called CR-1");
}

#[test]
fn a_call_that_the_second_connection_does_not_show_is_given_again() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    clinic.reader("CR-1").forget();
    clinic.orders();
    clinic.back("CR-1");
    assert_eq!(clinic.calls(), ["CR-1 call 1"]);
}

#[test]
fn a_call_that_does_not_stand_any_longer_is_withdrawn_at_the_next_connection() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    clinic.unplug("CR-1");
    clinic.cancel("1").unwrap();
    clinic.orders();
    clinic.back("CR-1");
    assert_eq!(clinic.calls(), ["CR-1 withdraw 1"]);
    assert_eq!(clinic.reader("CR-1").call, None);
}

#[test]
fn a_superseded_key_is_told_and_closed_and_the_new_one_serves() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    rekey(&mut clinic, "CR-1", 50);
    assert_eq!(clinic.orders(), ["CR-1 close key-superseded"]);
    clinic.back("CR-1");
    assert_eq!(clinic.orders(), ["CR-1 close key-superseded"]);
    clinic.reader("CR-1").key = KeyFingerprint([50; 32]);
    clinic.back("CR-1");
    assert_eq!(clinic.admission("CR-1"), "seat:included");
}

#[test]
fn a_key_belongs_to_one_unit() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let key = clinic.reader("CR-1").key;
    let refused = clinic.enroll_with("CR-2", counter("back"), key);
    assert_eq!(refused, Err(Refusal::KeyInUse(name("CR-1"))));
}

#[test]
fn a_unit_that_was_retired_by_mistake_comes_back_at_the_end_of_the_order() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    clinic.retire("CR-1");
    let key = KeyFingerprint([60; 32]);
    let enrolled = clinic.enroll_with("CR-1", counter("front"), key);
    assert_eq!(enrolled, Ok(Answer::Unit(name("CR-1"))));
    clinic.plug("CR-1", "1-1");
    assert_eq!(clinic.unit("CR-1").membership, Membership::Enrolled);
    assert!(clinic.unit("CR-1").pairing > clinic.unit("CR-2").pairing);
}

#[test]
fn the_list_of_visitors_is_bounded() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    for n in 0..40 {
        let serial = format!("X-{n}");
        stranger(&mut clinic, &serial, "CR-1");
        clinic.plug(&serial, "2-1");
        clinic.wait(1);
    }
    let listed: Vec<_> = clinic.fleet.visitors().collect();
    assert_eq!(listed.len(), madoguchi_fleet::settings::VISITORS);
    assert!(listed.iter().any(|v| v.serial == name("X-39")));
}
