//! What is known of readers for triage, of fleets and PCs that are made by hand.

use super::*;
use crate::machine::{Changed, What};
use crate::views::triage::{self_test, sessions};
use crate::views::{SeenByDoctor, changes, evidence};
use madoguchi_doctor::{Code, Finding, Word};
use madoguchi_fleet::command::Parting;
use madoguchi_fleet::maintenance::Maintenance;
use madoguchi_fleet::past::Day;
use madoguchi_fleet::time::DAY;
use madoguchi_fleet::unit::{Left, PauseReason};
use madoguchi_ports::{Address, Interface, Snapshot};
use madoguchi_triage::{
    Answers, Change, Ended, Evidence, Fault, History, Network, Others, Plug, Reading, SelfTest,
    Sessions, Way, triage,
};

fn seen(fleet: &Fleet, serial: &str, pc: Option<&SeenByDoctor>) -> Evidence {
    evidence(fleet, fleet.known_unit(serial).unwrap(), pc, &[]).unwrap()
}

fn of(units: Vec<Unit>) -> Fleet {
    fleet(Records {
        fleet_time: NOW,
        units,
        licenses: vec![license(3, HERE)],
        ..Records::default()
    })
}

fn interface(up: bool, addresses: usize) -> Interface {
    let address = Address {
        ip: "10.1.2.1".parse().unwrap(),
        prefix: 30,
    };
    Interface {
        index: 3,
        name: "usb0".to_owned(),
        up,
        wireless: false,
        default_route: false,
        driver: None,
        addresses: vec![address; addresses],
        device: None,
    }
}

fn pc(interfaces: Vec<Interface>, codes: &[Code]) -> SeenByDoctor {
    let about = |code: &Code| Finding {
        code: *code,
        words: vec![("interface", Word::Same("usb0".to_owned()))],
        commands: Vec::new(),
    };
    SeenByDoctor {
        snapshot: Some(Snapshot {
            devices: Vec::new(),
            interfaces,
        }),
        findings: codes.iter().map(about).collect(),
    }
}

#[test]
fn a_reader_that_usb_does_not_show_is_told_with_how_it_went() {
    let gone = Unit {
        left: Some(Left {
            at: NOW,
            how: Parting::Unplugged,
            port: None,
        }),
        ..unit("CR-1", 1)
    };
    let told = seen(&of(vec![gone]), "CR-1", None);
    let ended = Some(Ended::Unplugged);
    assert_eq!(told.way, Some(Way::NotShown { ended }));
    assert_eq!(told.others, Some(Others::None));
    assert_eq!((told.paused, told.drops), (Some(false), Some(false)));
}

#[test]
fn a_reader_that_is_plugged_in_is_told_rung_by_rung() {
    let shown = UsbSerial::Shown("CR-2".into());
    let link = Link {
        interface: "usb0".to_owned(),
        ..on_port("1", shown)
    };
    let fleet = seeing(vec![link]);
    let rung = |pc: &SeenByDoctor| match seen(&fleet, "CR-2", Some(pc)).way {
        Some(Way::Shown(Plug {
            hub: Some(false),
            slow: Some(false),
            network,
        })) => network.unwrap(),
        other => panic!("{other:?}"),
    };
    assert_eq!(rung(&pc(Vec::new(), &[])), Network::NoInterface);
    assert_eq!(
        rung(&pc(vec![interface(false, 1)], &[])),
        Network::InterfaceDown
    );
    assert_eq!(rung(&pc(vec![interface(true, 0)], &[])), Network::NoAddress);
    let ready = |codes: &[Code]| match rung(&pc(vec![interface(true, 1)], codes)) {
        Network::Ready { overlap, door, .. } => (overlap, door),
        other => panic!("{other:?}"),
    };
    assert_eq!(ready(&[]), (None, None), "nobody looked");
    let held = [Code::NetworkOverlap, Code::FirewallBlocks];
    assert_eq!(ready(&held), (Some(true), Some(false)));
    let open = [Code::NetworkClear, Code::GatewayReachable];
    assert_eq!(ready(&open), (Some(false), Some(true)));
}

/// A moment after the plug the network behind a hub is not there yet, which changes nothing: nobody is let in over one.
#[test]
fn a_hub_is_named_however_far_the_network_behind_it_has_come() {
    let shown = UsbSerial::Shown("CR-2".into());
    let link = Link {
        interface: "usb0".to_owned(),
        path: Path::BehindHub,
        ..on_port("1", shown)
    };
    let fleet = seeing(vec![link]);
    for interfaces in [
        Vec::new(),
        vec![interface(false, 1)],
        vec![interface(true, 0)],
    ] {
        let told = seen(
            &fleet,
            "CR-2",
            Some(&pc(interfaces, &[Code::FirewallBlocks])),
        );
        let verdict = triage(&told, &madoguchi_triage::Answers::default()).verdict;
        let fault = verdict.case().map(|case| case.fault);
        assert_eq!(fault, Some(Fault::Hub), "{told:?}");
    }
}

#[test]
fn a_finding_about_another_interface_says_nothing_of_this_reader() {
    let shown = UsbSerial::Shown("CR-2".into());
    let link = Link {
        interface: "usb1".to_owned(),
        ..on_port("1", shown)
    };
    let fleet = seeing(vec![link]);
    let other = Interface {
        name: "usb1".to_owned(),
        ..interface(true, 1)
    };
    let told = seen(
        &fleet,
        "CR-2",
        Some(&pc(vec![other], &[Code::FirewallBlocks])),
    );
    assert!(!told.readings().contains(&Reading::DoorHeld), "{told:?}");
}

#[test]
fn the_codes_of_a_reader_say_which_part_of_it_they_mean() {
    for (codes, meaning) in [
        (&["E-CAMERA"][..], SelfTest::Camera),
        (&["E-CARD-UNIT"], SelfTest::CardUnit),
        (&["E-ENGINE-CRASH"], SelfTest::EngineCrash),
        (&["E-1", "E-ENGINE-HANG"], SelfTest::EngineHang),
        (&["E-ENGINE-HELLO"], SelfTest::EngineOther),
        (&["E-7"], SelfTest::Other),
    ] {
        let codes: Vec<_> = codes.iter().map(ToString::to_string).collect();
        let faulted = Health::Faulted { codes };
        assert_eq!(self_test(&faulted), meaning, "{faulted:?}");
    }
    assert_eq!(self_test(&Health::Healthy), SelfTest::Passed);
}

#[test]
fn a_hub_is_named_without_a_question() {
    let link = Link {
        path: Path::BehindHub,
        ..on_port("1.2", UsbSerial::Shown("CR-2".into()))
    };
    let told = seen(&seeing(vec![link]), "CR-2", None);
    let told = triage(&told, &madoguchi_triage::Answers::default());
    let case = told.verdict.case().unwrap();
    assert_eq!((case.fault.name(), told.next), ("hub", None));
}

#[test]
fn the_others_are_compared_by_what_they_suffer_from() {
    let with = |units: Vec<Unit>| seen(&of(units), "CR-1", None).others.unwrap();
    assert_eq!(with(vec![unit("CR-1", 1)]), Others::None);
    assert_eq!(with(vec![unit("CR-1", 1), unit("CR-2", 2)]), Others::Same);
    let paused = Unit {
        pause: Some(Pause::ByStaff(None)),
        ..unit("CR-2", 2)
    };
    assert_eq!(
        with(vec![unit("CR-1", 1), paused]),
        Others::None,
        "a pause is a wish"
    );
}

/// A reader of which something is kept.
fn with_past(past: Past) -> Unit {
    Unit {
        past: Past {
            since: Some(NOW.plus(-3 * DAY)),
            ..past
        },
        ..unit("CR-1", 1)
    }
}

#[test]
fn the_days_before_are_told_once_a_day_of_them_is_kept() {
    let today = of(Vec::new()).today();
    let of_days = |days: &[(i32, u32, u32)]| {
        let day = |(before, drops, faults): &(i32, u32, u32)| Day {
            day: today - before,
            drops: *drops,
            faults: *faults,
        };
        let days = days.iter().map(day).collect();
        with_past(Past {
            days,
            ..Past::default()
        })
    };
    let told = |unit: Unit| seen(&of(vec![unit]), "CR-1", None).history;
    assert_eq!(told(of_days(&[])), Some(History::Clean));
    assert_eq!(told(of_days(&[(0, 9, 9)])), Some(History::Clean), "today");
    assert_eq!(told(of_days(&[(2, 2, 0)])), Some(History::Clean));
    assert_eq!(told(of_days(&[(2, 3, 0)])), Some(History::Drops));
    let both = of_days(&[(2, 3, 0), (1, 0, 1)]);
    assert_eq!(told(both.clone()), Some(History::Codes));
    let young = Unit {
        past: Past {
            since: Some(NOW.plus(-DAY + 1)),
            ..both.past.clone()
        },
        ..both
    };
    assert_eq!(told(young), None, "nobody knows of the days before");
}

#[test]
fn what_changed_within_a_day_is_told_and_that_nothing_did_never_is() {
    let moved = |ago: i64| {
        with_past(Past {
            moved_at: Some(NOW.plus(-ago)),
            ..Past::default()
        })
    };
    let told = |unit: Unit, licenses: Vec<License>| {
        let fleet = fleet(Records {
            fleet_time: NOW,
            units: vec![unit],
            licenses,
            ..Records::default()
        });
        seen(&fleet, "CR-1", None).change
    };
    assert_eq!(told(moved(1), Vec::new()), Some(Change::Moved));
    assert_eq!(told(moved(DAY), Vec::new()), None);
    let installed = |at: FleetTime| License {
        installed_at: at,
        ..license(3, HERE)
    };
    let newest = told(moved(2), vec![installed(NOW.plus(-1))]);
    assert_eq!(newest, Some(Change::License));
    let older = told(moved(2), vec![installed(NOW.plus(-3))]);
    assert_eq!(older, Some(Change::Moved));
}

#[test]
fn most_of_the_newest_sessions_say_how_they_end() {
    let told = |kinds: &[Kind]| sessions(kinds);
    let (good, face) = (Kind::Verified(Method::Face), Kind::FaceNotMatched);
    assert_eq!(told(&[]), None);
    assert_eq!(told(&vec![face.clone(); 3]), None, "three say nothing yet");
    let then = [vec![good.clone(); 12], vec![face; 5]].concat();
    assert_eq!(told(&then), Some(Sessions::FacesFail));
    assert_eq!(told(&vec![good; 4]), Some(Sessions::Fine));
    assert_eq!(
        told(&vec![Kind::CardUnreadable; 8]),
        Some(Sessions::CardsFail)
    );
    assert_eq!(told(&vec![Kind::TimedOut; 8]), Some(Sessions::TimeOut));
    let mixed: Vec<_> = (0..4)
        .flat_map(|_| [Kind::TimedOut, Kind::GivenUp])
        .collect();
    assert_eq!(told(&mixed), None);
}

/// In a maintenance a pause's end is refused, so whoever is told of one way out has to be told of the other.
#[test]
fn a_reader_that_staff_put_aside_is_told_with_the_way_back_from_a_pause_and_from_a_maintenance() {
    let maintenance = Pause::Maintenance(Maintenance {
        reason: PauseReason::parse("ファンの交換").unwrap(),
        since: NOW,
        until: None,
    });
    for pause in [Pause::ByStaff(None), maintenance] {
        let aside = Unit {
            pause: Some(pause),
            ..unit("CR-1", 1)
        };
        let fleet = of(vec![aside]);
        let told = triage(&seen(&fleet, "CR-1", None), &Answers::default());
        let fault = told.verdict.case().map(|case| case.fault);
        assert_eq!(fault, Some(Fault::Paused));
        let at_hand = crate::texts::AtHand::default();
        let said = crate::texts::triage("CR-1", &told, Vec::new(), &at_hand);
        let todo = said.todo.unwrap();
        for way in ["unit resume CR-1", "unit maintenance CR-1 --end"] {
            assert!(todo.en.contains(way), "{todo:?}");
        }
    }
}

#[test]
fn what_changed_at_the_pc_is_told_with_its_time_and_judged_where_it_may_be_the_cause() {
    let mut moved = unit("CR-1", 1);
    moved.past = Past {
        moved_at: Some(NOW.plus(-2 * DAY)),
        ..Past::default()
    };
    let installed = License {
        installed_at: NOW.plus(-6 * DAY),
        ..license(3, HERE)
    };
    let fleet = fleet(Records {
        fleet_time: NOW,
        units: vec![moved],
        licenses: vec![installed],
        ..Records::default()
    });
    let known = fleet.known_unit("CR-1").unwrap();
    let at = |hours: i64, what: What| Changed {
        at_ms: NOW.0 - hours * 3_600_000,
        what,
    };
    let versions = || ("1.0".to_owned(), "1.1".to_owned());
    let of_reader = |serial: &str| {
        let (from, to) = versions();
        let serial = serial.to_owned();
        What::Reader { serial, from, to }
    };
    let (from, to) = versions();
    let controller = What::Controller { from, to };
    let (from, to) = versions();
    let system = What::System { from, to };
    let judged = |changes: &[Changed]| evidence(&fleet, known, None, changes).unwrap().change;
    for (what, change) in [
        (controller.clone(), Some(Change::System)),
        (system.clone(), Some(Change::System)),
        (What::Network, Some(Change::Network)),
        (What::Restarted, None),
        (of_reader("CR-1"), None),
    ] {
        assert_eq!(judged(&[at(1, what.clone())]), change, "{what:?}");
    }
    let newest = [at(9, What::Network), at(2, system.clone())];
    assert_eq!(judged(&newest), Some(Change::System));
    assert_eq!(judged(&[at(30, What::Network)]), None, "not within a day");

    let all = [
        at(200, What::Network),
        at(9, What::Network),
        at(8, of_reader("CR-1")),
        at(7, of_reader("CR-2")),
        at(6, controller),
        at(5, system),
        at(4, What::Restarted),
    ];
    let told = changes(&fleet, known, &all);
    let codes: Vec<_> = told.iter().map(|text| text.code.as_str()).collect();
    assert_eq!(
        codes,
        [
            "restarted",
            "system",
            "controller",
            "reader",
            "network",
            "moved",
            "license"
        ],
        "the newest first, none of another reader, none older than a week"
    );
    for text in &told {
        assert!(text.en.starts_with("2026-"), "{text:?}");
        assert!(text.ja.starts_with("2026-"), "{text:?}");
    }
    assert!(told[2].en.contains("1.1 (before: 1.0)"), "{:?}", told[2]);
}
