//! What is said of readers: verdicts, absences, alarms.

use super::*;
use madoguchi_fleet::handshakes::{Cause, RefusedHandshakes};
use madoguchi_fleet::restarts::Occasion;

#[test]
fn an_absent_unit_says_how_it_went_when_and_what_to_do() {
    let texts: Vec<_> = absences()
        .iter()
        .map(|a| service(a, &serial(), &clock()))
        .collect();
    let codes: Vec<_> = texts.iter().map(|text| text.code.as_str()).collect();
    let plain = &codes[..9];
    assert_eq!(
        plain,
        [
            "absent",
            "just-started",
            "unplugged",
            "not-plugged",
            "nameless",
            "nameless-lost",
            "lost",
            "not-connecting",
            "lost-plugged"
        ]
    );
    for (with, without) in codes[9..].iter().zip(plain) {
        assert_eq!(*with, format!("{without}-seat-kept"));
    }
    let unplugged = &texts[11];
    assert_eq!(
        unplugged.ja,
        "09:00 にUSBから見えなくなりました。USBケーブルが抜けたか、リーダーに電気が来ていません。利用枠は 09:01 までとってあります。PCのUSBポートに直接つなぎ直し、リーダーの画面が点いているか確かめてください。"
    );
    assert_eq!(
        unplugged.en,
        "It went from USB at 09:00: its USB cable is out, or it has no power. Its seat is kept until 09:01. Plug it straight \
         into a USB port of the PC again, and look whether its screen has light."
    );
    assert!(texts[7].ja.contains("1-1.2") && texts[7].ja.contains("madoguchi doctor"));
}

#[test]
fn evidence_of_a_bad_link_is_named() {
    let refusal = admission::Refusal::BehindHub {
        port: port(),
        hub: Some(hub()),
    };
    let text = verdict(&Verdict::Refused(refusal));
    for words in [text.ja, text.en] {
        assert!(words.contains("1-1 05e3:0610"), "{words}");
        assert!(words.contains("1-1.2"), "{words}");
    }
    let text = alarm(
        &flapping(Some(port()), "5 m + 1.8 m"),
        &Settings::default(),
        &clock(),
    );
    for words in [text.ja, text.en] {
        for evidence in ["CR-7", "1-1.2", "5 m + 1.8 m", "3", "10"] {
            assert!(words.contains(evidence), "{words}");
        }
    }
    let text = alarm(&Alarm::Foreign(foreign()), &Settings::default(), &clock());
    for evidence in ["Other Reader 9", "0001:0002", "1-1.2"] {
        assert!(text.ja.contains(evidence) && text.en.contains(evidence));
    }
}

#[test]
fn what_a_device_calls_itself_cannot_write_over_the_screen() {
    let refusal = admission::Refusal::IdentityMismatch {
        usb: Some(format!("\u{1b}[2J{}", "9".repeat(200)).into()),
    };
    let text = verdict(&Verdict::Refused(refusal));
    assert!(!text.ja.chars().any(char::is_control), "{}", text.ja);
    assert!(!text.ja.contains(&"9".repeat(40)), "{}", text.ja);
}

#[test]
fn every_verdict_is_put_into_words_under_its_stable_code() {
    for seat in [
        Seat::Included,
        Seat::Bundled(license()),
        Seat::Additional(license()),
    ] {
        let seated = Verdict::Seated(seat);
        is_whole(&verdict(&seated));
        assert_eq!(admission(&seated, true), verdict(&seated));
        let unused = admission(&seated, false);
        is_whole(&unused);
        assert_eq!(unused.code, "not-used", "a seat is no promise of service");
    }
    for refusal in refusals_of_units() {
        let text = verdict(&Verdict::Refused(refusal.clone()));
        is_whole(&text);
        has_code(&text);
        let named = [format!("`{}`", text.code)];
        promises("reader.proto", named);
        assert_eq!(text.code, refusal.code());
        assert_eq!(closing(&Closing::Refused(refusal)), text);
    }
    is_whole(&closing(&Closing::Superseded));
}

#[test]
fn every_withdrawal_is_put_into_words() {
    let plain = [
        Withdrawal::ByStaff,
        Withdrawal::Expired,
        Withdrawal::VerifiedElsewhere,
        Withdrawal::NotCurrent,
    ];
    let by_units = Why::ALL.iter().map(|why| Withdrawal::Unit(*why));
    for reason in plain.into_iter().chain(by_units) {
        let text = withdrawal(&reason);
        is_whole(&text);
        promises("reader.proto", [format!("`{}`", text.code)]);
    }
}

#[test]
fn every_wait_service_and_alarm_is_put_into_words() {
    let at = FleetTime(0);
    let mut waits = vec![
        Wait::EarlierDay { ends_at: at },
        Wait::SettingTime { at },
        Wait::Unheard { until: at },
    ];
    let wish = Wish::Placement(Placement::Seated);
    for prefers in [None, Some(Preference { wish, until: at })] {
        let units = 2;
        let next = prefers.clone();
        waits.push(Wait::NextInLine {
            units,
            prefers: next,
        });
        for (others, passed_by) in [(3, 0), (3, 1), (POSITION_LIMIT, 0)] {
            let prefers = prefers.clone();
            waits.push(Wait::BehindOthers {
                others,
                passed_by,
                prefers,
            });
        }
    }
    waits.extend(lacks().into_iter().map(Wait::NoUnit));
    waits.extend(
        wishes()
            .into_iter()
            .map(|wish| Wait::Prefers { wish, until: at }),
    );
    for detail in [Detail::Row, Detail::Whole] {
        let said = waits.iter().map(|w| wait(w, &number(), detail, &clock()));
        said.for_each(|text| is_whole(&text));
    }

    let mut services = vec![
        Service::Free,
        Service::Unheard { until: at },
        Service::Calling,
        Service::Busy,
        Service::CardStillThere,
        Service::WalkUp,
        Service::Asked,
        Service::Retired,
        Service::Replaced(serial()),
        Service::Paused(Pause::ByStaff(None)),
        Service::Paused(Pause::ByStaff(PauseReason::parse("E-1"))),
        Service::Paused(Pause::ByFleet),
        Service::Paused(worked_on()),
        restarting(Occasion::Staff, None),
        restarting(Occasion::Staff, Some(at)),
        restarting(Occasion::Plan, Some(at)),
        Service::Faulted(vec!["E1".into(), "E2".into()]),
    ];
    services.extend(refusals_of_units().into_iter().map(Service::Refused));
    services.extend(refusals_of_units().into_iter().map(Service::Leaving));
    services.extend(absences());
    let said = Pause::ByStaff(PauseReason::parse("E-1"));
    for pause in [Pause::ByStaff(None), said, Pause::ByFleet, worked_on()] {
        let also = absences().into_iter().map(Box::new);
        services.extend(also.map(|why| Service::AlsoPaused {
            pause: pause.clone(),
            why,
        }));
    }
    let serving = [
        "free",
        "unheard",
        "calling",
        "busy",
        "card-still-there",
        "walk-up",
        "asked",
        "restart-finishing",
        "restarting",
    ];
    for found in &services {
        let text = service(found, &serial(), &clock());
        is_whole(&text);
        if !serving.contains(&&*text.code) {
            has_code(&text);
        }
    }

    let alarms = [
        Alarm::NoUnitServes(vec![]),
        Alarm::NoUnitServes(vec![out_of_use("A", Service::Paused(Pause::ByStaff(None)))]),
        Alarm::NeedUnmet {
            wish: Wish::Unit(serial()),
            tickets: 2,
            by: vec![],
        },
        Alarm::NeedsApart {
            needs: wishes(),
            tickets: 2,
            by: vec![],
        },
        Alarm::NeedsApart {
            needs: wishes()[1..3].to_vec(),
            tickets: 2,
            by: vec![],
        },
        Alarm::NeedUnmet {
            wish: Wish::Unit(serial()),
            tickets: 2,
            by: vec![out_of_use("A", Service::Replaced(serial()))],
        },
        Alarm::Copy(serial()),
        Alarm::Foreign(foreign()),
        flapping(Some(port()), "3 m"),
        flapping(None, ""),
        Alarm::SlowLink {
            unit: serial(),
            port: port(),
            speed_mbps: 12,
            cable: String::new(),
        },
        Alarm::Faulted(serial()),
        Alarm::PausedByFleet(serial()),
        Alarm::ReplacementGrace {
            unit: serial(),
            until: at,
        },
        Alarm::WorksAgain {
            unit: serial(),
            counter: "A".to_owned(),
            since: at,
        },
        Alarm::MaintenanceOver {
            unit: serial(),
            counter: "A".to_owned(),
            until: TimeOfDay(0),
        },
        overdue(Occasion::Staff),
        overdue(Occasion::Plan),
        Alarm::ReaderClock {
            unit: serial(),
            counter: "A".to_owned(),
            ahead_ms: 45_000,
        },
        Alarm::ReaderClock {
            unit: serial(),
            counter: "A".to_owned(),
            ahead_ms: -3_600_000,
        },
        Alarm::ClockRestless { since: at },
        Alarm::EarlierDay {
            tickets: 3,
            ends_at: at,
        },
    ];
    let apart = [9 * 60, -9 * 60 - 5, 7, 3_652 * 24 * 60, -25 * 60].map(|minutes| {
        [None, Some(at)].map(|sets_at| Alarm::ClocksApart {
            ahead_ms: minutes * 60_000,
            since: at,
            possible: minutes > 0,
            sets_at,
        })
    });
    let causes = [
        Cause::NotOurs,
        Cause::NotTheirs,
        Cause::Ended,
        Cause::Clock,
        Cause::NoCertificate,
    ];
    let handshakes = causes.into_iter().flat_map(|cause| {
        [(None, None), (Some(serial()), Some(port()))].map(|(serial, port)| {
            Alarm::Handshakes(RefusedHandshakes {
                cause,
                installation: madoguchi_fleet::ids::Installation([0; 32]),
                interface: "usb0".to_owned(),
                port,
                serial,
                count: 3,
                newest: at,
            })
        })
    });
    let not_serving = services.into_iter().map(|why| Alarm::NotServing {
        unit: serial(),
        counter: "A".to_owned(),
        port: Some(port()),
        cable: String::new(),
        why,
    });
    let short = Alarm::SeatsShort {
        units: vec![serial()],
    };
    let alarms: Vec<_> = alarms
        .into_iter()
        .chain(not_serving)
        .chain(handshakes)
        .chain([short])
        .chain(apart.into_iter().flatten())
        .collect();
    let settings = Settings::default();
    for found in &alarms {
        let text = alarm(found, &settings, &clock());
        is_whole(&text);
        has_code(&text);
    }
}

pub(super) fn worked_on() -> Pause {
    Pause::Maintenance(Maintenance {
        reason: PauseReason::parse("E-1").unwrap(),
        since: FleetTime(0),
        until: None,
    })
}

#[test]
fn readers_with_one_reason_are_told_together_and_no_more_than_a_pc_has() {
    let paused = |counter| out_of_use(counter, Service::Paused(Pause::ByStaff(None)));
    let same = Lack::NoneServes(vec![paused("A"), paused("B")]);
    let text = lack(&same, &number(), Detail::Whole, &clock());
    assert_eq!(text.en.matches("unit resume").count(), 1, "{text:?}");
    assert!(text.en.contains("reader at A") && text.en.contains("reader at B"));
    let seatless = out_of_use("C", Service::Refused(admission::Refusal::NoSeat));
    let both = Lack::NoneServes(vec![paused("A"), seatless]);
    let (row, whole) = (
        lack(&both, &number(), Detail::Row, &clock()),
        lack(&both, &number(), Detail::Whole, &clock()),
    );
    assert!(row.en.contains("unit list") && !row.en.contains("unit resume"));
    assert!(whole.en.contains("unit resume") && whole.en.contains("license"));
    let many = Lack::NoneServes(["A", "B", "C", "D", "E", "F"].map(paused).to_vec());
    let text = lack(&many, &number(), Detail::Whole, &clock());
    assert!(text.en.contains("beside these: 2") && !text.en.contains("reader at E"));
}

#[test]
fn what_the_pc_does_not_show_is_put_into_words() {
    let why = [("why", madoguchi_doctor::Word::Same("EACCES".to_owned()))];
    let unseen = crate::texts::sentence_of("ports-unseen", "ports-unseen", &why);
    assert!(
        unseen.ja.contains("ポート") && unseen.en.contains("port"),
        "{unseen:?}"
    );
    use madoguchi_licensing::pictures::Error;
    for why in [
        Error::NoCode,
        Error::TooBusy,
        Error::Damaged,
        Error::NoPicture,
    ] {
        is_whole(&crate::texts::no_picture(&why));
    }
}

fn restarting(by: Occasion, since: Option<FleetTime>) -> Service {
    Service::Restarting { by, since }
}

fn overdue(by: Occasion) -> Alarm {
    Alarm::RestartOverdue {
        unit: serial(),
        counter: "A".to_owned(),
        since: FleetTime(0),
        by,
    }
}
