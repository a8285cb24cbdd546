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
        why: Some(text("alarm-no-unit-serves", &[])),
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
    status.units = vec![v1::Unit::default(); 2];
    assert_eq!(codes(&facts), []);
    let enough = found(&facts, Code::SeatsEnough).what.en;
    assert!(
        enough.ends_with("(2): 1 included + 1 additional = 2."),
        "{enough}"
    );
}

#[test]
fn what_the_controller_says_is_passed_on() {
    let mut facts = pc();
    let unit = |serial: &str, admission: &str| v1::Unit {
        serial: serial.to_owned(),
        admission: admission.to_owned(),
        why: Some(text("alarm-no-unit-serves", &[])),
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
    status.alarms.push(text("alarm-no-unit-serves", &[]));
    assert_eq!(codes(&facts), [Code::ControllerAlarm, Code::UnitRefused]);
    let license = |standing: &str| v1::InstalledLicense {
        standing: standing.to_owned(),
        ..v1::InstalledLicense::default()
    };
    let mut facts = pc();
    running(&mut facts).licenses = vec![license("superseded"), license("expired")];
    assert_eq!(codes(&facts), [Code::LicenseNotInForce]);
    facts.controller = Controller::Stopped(text("cli-not-running", &[("dir", "/data")]));
    assert_eq!(codes(&facts), [Code::ControllerNotRunning]);
}
