//! Counters that change (RULES A14), and readers by what staff call them (RULES Q12).

use crate::kit::{Clinic, name, seated};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::{ChangeCounter, Command};
use madoguchi_fleet::wish::{Counter, Placement};

fn change(serial: &str, name: Option<&str>, placement: Option<Placement>) -> Command {
    Command::ChangeCounter(ChangeCounter {
        serial: self::name(serial),
        name: name.map(str::to_owned),
        placement,
        tags: None,
    })
}

fn at(counter: &str) -> Counter {
    Counter {
        name: counter.to_owned(),
        ..Counter::default()
    }
}

#[test]
fn who_waits_is_judged_by_the_new_counter_and_who_was_called_goes_on_to_it() {
    let mut clinic = Clinic::new();
    clinic.enroll_at("CR-1", at("窓口1"));
    clinic.plug("CR-1", "1-1");
    clinic.add_wishing("1", &[seated()], &[]).unwrap();
    assert_eq!(clinic.state("1"), "waiting");
    clinic
        .staff(change("CR-1", None, Some(Placement::Seated)))
        .unwrap();
    assert_eq!(clinic.state("1"), "called CR-1");
    assert_eq!(clinic.unit("CR-1").counter.name, "窓口1", "it stays");

    let standing = change("CR-1", Some("受付A"), Some(Placement::Standing));
    clinic.staff(standing).unwrap();
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic.park("1").unwrap();
    clinic.unpark("1").unwrap();
    assert_eq!(clinic.state("1"), "waiting");
    clinic.restart_after(1);
    let counter = &clinic.unit("CR-1").counter;
    assert_eq!(
        (counter.name.as_str(), counter.placement),
        ("受付A", Placement::Standing)
    );
}

#[test]
fn a_counter_that_cannot_be_is_refused_and_stays_as_it_was() {
    let mut clinic = Clinic::new();
    clinic.enroll_at("CR-1", at("窓口1"));
    let long = "窓".repeat(33);
    for (serial, name, code) in [
        ("CR-1", " ", "bad-counter"),
        ("CR-1", long.as_str(), "bad-counter"),
        ("CR-9", "窓口2", "no-such-unit"),
    ] {
        let refused = clinic.staff(change(serial, Some(name), None)).unwrap_err();
        assert_eq!(refused.code(), code, "{serial} {name}");
    }
    assert_eq!(clinic.unit("CR-1").counter, at("窓口1"));
    clinic.retire("CR-1");
    let refused = clinic.staff(change("CR-1", Some("窓口2"), None));
    assert_eq!(refused.unwrap_err().code(), "unit-retired");
}

#[test]
fn a_reader_that_was_replaced_is_refused_with_who_replaced_it() {
    let mut clinic = Clinic::new();
    clinic.enroll("CR-1");
    clinic.enroll("CR-2");
    clinic.replace("CR-1", "CR-2").unwrap();
    let acts = [
        change("CR-1", Some("窓口2"), None),
        Command::PauseUnit {
            serial: name("CR-1"),
            now: false,
            reason: None,
        },
        Command::RetireUnit {
            serial: name("CR-1"),
        },
    ];
    for act in acts {
        let refused = clinic.staff(act).unwrap_err();
        assert_eq!(refused.code(), "replaced-already", "{refused}");
        assert!(refused.to_string().contains("CR-2"), "{refused}");
    }
}

#[test]
fn a_unit_is_called_by_its_serial_or_its_counter() {
    let mut clinic = Clinic::new();
    clinic.enroll_at("CR-1", at("窓口1"));
    clinic.enroll_at("CR-2", at("窓口2"));
    // A counter with another's serial for its name takes nothing from that one.
    clinic.enroll_at("CR-3", at("cr-1"));
    clinic.enroll_at("CR-4", at("窓口4"));
    clinic.enroll_at("CR-5", at("窓口４"));
    let named = |text: &str| match clinic.fleet.unit_named(text) {
        Ok(serial) => serial.to_string(),
        Err(refusal) => refusal.code().to_owned(),
    };
    for (text, unit) in [
        ("CR-1", "CR-1"),
        ("cr-1", "CR-1"),
        ("ｃｒー２", "CR-2"),
        ("窓口2", "CR-2"),
        (" 窓口 ２ ", "CR-2"),
        ("窓口4", "CR-4"),
        ("窓口４", "CR-5"),
        ("窓口 4", "counter-shared"),
        ("窓口9", "no-such-unit"),
        ("CR-9", "CR-9"),
    ] {
        assert_eq!(named(text), unit, "{text}");
    }
    clinic.retire("CR-2");
    let refused = clinic.fleet.unit_named("窓口2");
    let Err(Refusal::NoSuchUnit { known, .. }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(known[0], (name("CR-1"), "窓口1".to_owned()));
    assert_eq!(known.len(), 4, "without the retired one");
    assert_eq!(clinic.fleet.unit_named("CR-2"), Ok(name("CR-2")));
}
