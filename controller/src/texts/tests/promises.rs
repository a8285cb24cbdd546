//! A sentence sends to the remedy of its own cause, and promises only what will be.

use super::units::worked_on;
use super::*;

/// Words that send somebody to a cause, by the cause.
const POINTERS: [(&str, &str); 6] = [
    ("unit maintenance", "unit maintenance"),
    ("USB cable", "USBケーブル"),
    ("license", "ライセンス"),
    ("unit pair", "unit pair"),
    ("unit resume", "unit resume"),
    ("hub", "ハブ"),
];

/// What a text points to.
fn pointers(text: &Text) -> Vec<&'static str> {
    let points = POINTERS.into_iter();
    points
        .filter(|(en, ja)| {
            assert_eq!(text.en.contains(en), text.ja.contains(ja), "{text:?}");
            text.en.contains(en)
        })
        .map(|(en, _)| en)
        .collect()
}

#[test]
fn each_cause_sends_to_its_own_remedy_and_to_no_other() {
    use admission::Refusal as R;
    let at = FleetTime(0);
    let absent = |how| Service::Absent {
        how,
        seat_until: None,
    };
    let hub = || R::BehindHub {
        port: port(),
        hub: None,
    };
    let causes: Vec<(Service, &[&str])> = vec![
        (Service::Paused(Pause::ByStaff(None)), &["unit resume"]),
        (Service::Paused(Pause::ByFleet), &["unit resume"]),
        (Service::Paused(worked_on()), &["unit maintenance"]),
        (
            Service::Restarting {
                by: madoguchi_fleet::restarts::Occasion::Staff,
                since: Some(at),
            },
            &[],
        ),
        (Service::Refused(R::NoSeat), &["license"]),
        (Service::Leaving(R::NoSeat), &["license"]),
        (Service::Refused(R::FleetFull), &[]),
        (Service::Refused(R::KeySuperseded), &[]),
        (Service::Refused(R::OtherCertificate), &[]),
        (Service::Refused(hub()), &["hub"]),
        (Service::Leaving(hub()), &["hub"]),
        (absent(Absence::JustStarted { until: at }), &[]),
        (absent(Absence::Unplugged { at }), &["USB cable"]),
        (absent(Absence::Away), &["USB cable"]),
        (absent(Absence::Nameless { at, lost: None }), &["USB cable"]),
        (absent(Absence::Lost { at }), &["USB cable"]),
        (absent(Absence::NotPlugged), &["USB cable"]),
        (
            Service::AlsoPaused {
                pause: Pause::ByStaff(None),
                why: Box::new(absent(Absence::Lost { at })),
            },
            &["USB cable", "unit resume"],
        ),
    ];
    for (cause, expected) in causes {
        let out = vec![out_of_use("A", cause.clone())];
        let lack = Lack::NoneServes(out.clone());
        let places = [
            service(&cause, &serial(), &clock()),
            wait(
                &Wait::NoUnit(lack.clone()),
                &number(),
                Detail::Whole,
                &clock(),
            ),
            alarm(&Alarm::NoUnitServes(out), &Settings::default(), &clock()),
            notice(
                &Notice::NeedStillUnmet {
                    number: number(),
                    why: lack.clone(),
                },
                &clock(),
            ),
        ];
        let row = wait(
            &Wait::NoUnit(lack.clone()),
            &number(),
            Detail::Row,
            &clock(),
        );
        assert!(row.en.contains("unit list") && row.ja.contains("unit list"));
        for text in places {
            assert_eq!(pointers(&text), expected, "{cause:?}: {text:?}");
        }
    }
    let none = Alarm::NoUnitServes(vec![]);
    let none = alarm(&none, &Settings::default(), &clock());
    assert_eq!(pointers(&none), ["unit pair"], "{none:?}");
}

#[test]
fn only_the_next_in_line_is_promised_a_call() {
    let at = FleetTime(0);
    let promises = |w: &Wait| {
        let text = wait(w, &number(), Detail::Whole, &clock());
        let promised = text.en.contains("will call") || text.en.contains("it calls");
        assert_eq!(promised, text.ja.contains("呼び出します"), "{text:?}");
        promised
    };
    let next = Wait::NextInLine {
        units: 1,
        prefers: None,
    };
    assert!(promises(&next));
    assert!(promises(&Wait::Unheard { until: at }));
    let behind = Wait::BehindOthers {
        others: 2,
        passed_by: 1,
        prefers: None,
    };
    let mut others = vec![behind, Wait::EarlierDay { ends_at: at }];
    others.push(Wait::SettingTime { at });
    others.extend(
        wishes()
            .into_iter()
            .map(|wish| Wait::Prefers { wish, until: at }),
    );
    others.extend(lacks().into_iter().map(Wait::NoUnit));
    for wait in others {
        assert!(!promises(&wait), "{wait:?}");
    }
    for why in none_free() {
        let number = number();
        let text = refusal(&Refusal::NoFreeUnit { number, why });
        assert!(!text.en.contains("will be called"), "{text:?}");
        assert!(!text.ja.contains("自動で呼び出します"), "{text:?}");
    }
}

#[test]
fn a_ticket_of_an_earlier_day_is_refused_with_its_date_and_both_ways() {
    let way = Way::EarlierDay(FleetTime(0));
    let (number, state) = (number(), Box::new(State::Done));
    let text = refusal(&Refusal::WrongState { number, state, way });
    for side in [&text.ja, &text.en] {
        for part in ["1970-01-01", "ticket add 12", "ticket reopen 12"] {
            assert!(side.contains(part), "{part}: {side}");
        }
    }
}

#[test]
fn each_state_is_refused_with_the_command_that_leads_out_of_it() {
    let ways = [
        (Way::Unpark, "ticket unpark 12"),
        (Way::Recall, "ticket recall 12"),
        (Way::TakeBack, "ticket park 12"),
        (Way::Reopen, "ticket reopen 12"),
        (Way::AddAnew, "ticket add"),
        (Way::Waits, "ticket show 12"),
    ];
    for (way, command) in ways {
        let (number, state) = (number(), Box::new(State::Done));
        let wrong = refusal(&Refusal::WrongState { number, state, way });
        let number = Number::parse("12").unwrap();
        let nothing = refusal(&Refusal::NothingToUndo { number, way });
        for text in [wrong, nothing] {
            assert!(
                text.en.contains(command) && text.ja.contains(command),
                "{text:?}"
            );
            for (_, other) in ways.iter().filter(|(_, other)| *other != command) {
                assert!(!text.en.contains(other), "{text:?} sends to {other}, too");
            }
        }
    }
}
