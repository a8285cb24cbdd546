//! What the controller says of itself, its readers and its licenses.

use super::*;

#[test]
fn what_the_pc_shows_itself_is_not_told_again_by_the_controller() {
    let mut facts = pc();
    let hub = Hub {
        port: port("1-1"),
        id: None,
    };
    let first = &mut links(&mut facts).devices[0];
    first.hubs = Some(vec![hub]);
    first.speed_mbps = Some(12);
    let slow = |serial: &str, port: &str| {
        let args = [
            ("unit", serial),
            ("port", port),
            ("cable", ""),
            ("speed", "12"),
        ];
        let said = text("alarm-slow-link", &args);
        v1::Text {
            code: "slow-link".to_owned(),
            ..said
        }
    };
    let refused = |serial: &str, chain: &str| v1::Unit {
        serial: serial.to_owned(),
        admission: "refused:behind-hub".to_owned(),
        why: Some(text("lack-none-enrolled", &[])),
        link: Some(v1::Link {
            bus: "1".to_owned(),
            chain: chain.to_owned(),
            ..v1::Link::default()
        }),
        ..v1::Unit::default()
    };
    let status = &mut running(&mut facts).status;
    status.alarms.push(slow("CR-1", "1-1"));
    status.units.push(refused("CR-1", "1"));
    assert_eq!(codes(&facts), [Code::BehindHub, Code::SlowLink]);
    // Another reader's is news; one without a serial has the name of its port.
    let status = &mut running(&mut facts).status;
    status.alarms = vec![slow("CR-11", "1-5")];
    status.units = vec![refused("", "7")];
    let expected = [
        Code::BehindHub,
        Code::SlowLink,
        Code::ControllerAlarm,
        Code::UnitRefused,
    ];
    assert_eq!(codes(&facts), expected);
    let unit = found(&facts, Code::UnitRefused);
    assert!(unit.what.en.contains("USB 1-7"), "{unit:?}");
    assert!(unit.evidence.en.contains("for support"), "{unit:?}");
}

#[test]
fn enough_seats_are_good_news_with_their_arithmetic() {
    let mut facts = pc();
    let status = &mut running(&mut facts).status;
    status.seats = Some(v1::Text {
        code: String::new(),
        ja: "基本1 + 追加1 = 2".to_owned(),
        en: "1 included + 1 additional = 2".to_owned(),
    });
    let seated = v1::Unit {
        admission: "seat:included".to_owned(),
        ..v1::Unit::default()
    };
    // One that is away may want a seat when it comes.
    status.units = vec![seated.clone(), seated, v1::Unit::default()];
    assert_eq!(codes(&facts), []);
    let enough = found(&facts, Code::SeatsEnough).what.en;
    assert!(
        enough.ends_with("(readers with a seat: 2; seats: 1 included + 1 additional = 2)."),
        "{enough}"
    );
}

#[test]
fn what_the_controller_says_is_passed_on() {
    let mut facts = pc();
    let unit = |serial: &str, admission: &str| v1::Unit {
        serial: serial.to_owned(),
        admission: admission.to_owned(),
        why: Some(text("lack-none-enrolled", &[])),
        ..v1::Unit::default()
    };
    let status = &mut running(&mut facts).status;
    status.units = vec![
        unit("CR-1", "seat:included"),
        unit("CR-2", "refused:no-seat"),
    ];
    assert_eq!(codes(&facts), [Code::SeatsShort]);
    let status = &mut running(&mut facts).status;
    status.units[1].admission = "refused:behind-hub".to_owned();
    status.alarms.push(text("lack-none-enrolled", &[]));
    assert_eq!(codes(&facts), [Code::ControllerAlarm, Code::UnitRefused]);
    let license = |standing: &str| v1::InstalledLicense {
        standing: standing.to_owned(),
        ..v1::InstalledLicense::default()
    };
    let mut facts = pc();
    running(&mut facts).licenses = vec![license("superseded"), license("expired")];
    assert_eq!(codes(&facts), [Code::LicenseNotInForce]);
    facts.doors.clear();
    facts.controller = Controller::Stopped(text("cli-not-running", &[("dir", "/data")]));
    assert_eq!(codes(&facts), [Code::ControllerNotRunning]);
}

#[test]
fn a_reader_that_does_not_serve_is_something_to_do_while_others_do() {
    let mut facts = pc();
    let counter = |name: &str| {
        Some(v1::Counter {
            name: name.to_owned(),
            ..v1::Counter::default()
        })
    };
    let row = |serial: &str, name: &str| v1::Unit {
        serial: serial.to_owned(),
        counter: counter(name),
        admission: "absent".to_owned(),
        ..v1::Unit::default()
    };
    let idle = |serial: &str, why: &str| {
        let args = [
            ("unit", serial),
            ("counter", "A"),
            ("why", why),
            ("port", "1-3"),
            ("cable", "3 m"),
        ];
        v1::Text {
            code: "not-serving".to_owned(),
            ..text("alarm-not-serving", &args)
        }
    };
    let status = &mut running(&mut facts).status;
    status.units = vec![row("CR-3", "A"), row("CR-11", "B"), row("CR-1", "C")];
    status.units[0].serves = true;
    status.alarms = vec![idle("CR-1", "CR-3 was first there.")];
    assert_eq!(codes(&facts), [Code::UnitNotServing]);
    let told = found(&facts, Code::UnitNotServing);
    assert!(told.what.en.contains("CR-1 (C)"), "{told:?}");
    assert!(
        told.evidence.en.contains("port: 1-3; cable: 3 m"),
        "{told:?}"
    );
    // One that is refused, or lacks a seat, is told by that alone.
    let status = &mut running(&mut facts).status;
    status.units[2].admission = "refused:no-seat".to_owned();
    status.units[1].admission = "refused:port-in-use".to_owned();
    status.units[1].cable = "5 m".to_owned();
    status.alarms.push(idle("CR-11", "CR-1 was first there."));
    status.alarms.push(v1::Text {
        code: "seats-short".to_owned(),
        ..v1::Text::default()
    });
    assert_eq!(codes(&facts), [Code::SeatsShort, Code::UnitRefused]);
    let refused = found(&facts, Code::UnitRefused);
    assert!(refused.evidence.en.contains("cable: 5 m"), "{refused:?}");
    // Whoever paused a reader knows.
    for unit in &mut running(&mut facts).status.units {
        unit.paused = true;
    }
    running(&mut facts).status.alarms.clear();
    assert_eq!(codes(&facts), []);
}

#[test]
fn what_stops_a_start_is_told_in_place_of_the_advice_to_start() {
    let mut facts = pc();
    let damaged = text(
        "start-identity-damaged",
        &[("path", "/data/identity/server.key")],
    );
    facts.obstacles = vec![damaged.clone(), damaged];
    assert_eq!(
        codes(&facts),
        [Code::StartFails, Code::StartFails],
        "its next start"
    );
    let told = found(&facts, Code::StartFails);
    assert!(
        told.evidence.en.contains("server.key is damaged"),
        "{told:?}"
    );
    facts.doors.clear();
    facts.controller = Controller::Stopped(text("cli-not-running", &[("dir", "/data")]));
    assert_eq!(codes(&facts), [Code::StartFails, Code::StartFails]);
    facts.obstacles.clear();
    assert_eq!(codes(&facts), [Code::ControllerNotRunning]);
    facts.controller = Controller::Silent(text("cli-no-answer", &[("seconds", "10")]));
    assert_eq!(codes(&facts), [Code::ControllerSilent]);
}

#[test]
fn where_no_reader_serves_each_is_told_with_its_reason() {
    let mut facts = pc();
    let row = |serial: &str| v1::Unit {
        serial: serial.to_owned(),
        counter: Some(v1::Counter::default()),
        admission: "absent".to_owned(),
        cable: "3 m".to_owned(),
        why: Some(text("service-retired", &[])),
        ..v1::Unit::default()
    };
    let status = &mut running(&mut facts).status;
    status.units = vec![row("CR-1"), row("CR-2")];
    status.units[1].paused = true;
    assert_eq!(codes(&facts), [], "the controller gives it a moment");
    let none = text("lack-none-enrolled", &[]);
    running(&mut facts).status.alarms.push(v1::Text {
        code: "no-unit-serves".to_owned(),
        ..none
    });
    assert_eq!(codes(&facts), [Code::ControllerAlarm, Code::UnitNotServing]);
    let told = found(&facts, Code::UnitNotServing);
    assert!(told.what.en.contains("CR-1"), "{told:?}");
    assert!(told.evidence.en.contains("cable: 3 m"), "{told:?}");
}

#[test]
fn whoever_has_no_rights_is_told_how_to_ask_and_not_to_start() {
    let mut facts = pc();
    facts.controller = Controller::NotAsked(text(
        "cli-no-rights",
        &[("path", "/data"), ("group", "madoguchi-reception")],
    ));
    let todo = found(&facts, Code::ControllerNotAsked).todo.en;
    assert!(todo.contains("as administrator"), "{todo}");
    facts.controller = Controller::NotAsked(text("cli-never-started", &[("dir", "/data")]));
    let todo = found(&facts, Code::ControllerNotAsked).todo.en;
    assert!(todo.contains("Before installation"), "{todo}");
}
