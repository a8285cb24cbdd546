//! Every code that the fleet can produce has a sentence in both languages, with nothing missing in it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::engine::ActError;
use crate::schema::promises;
use crate::store::CommitError;
use madoguchi_fleet::Refusal;
use madoguchi_fleet::admission;
use madoguchi_fleet::admission::Verdict;
use madoguchi_fleet::decision::{Closing, Withdrawal};
use madoguchi_fleet::ids::{Number, RequestId, Serial, SessionId, Tag, TicketId};
use madoguchi_fleet::licensing::Notice as LicenseNotice;
use madoguchi_fleet::link::{ForeignReader, Hub, Port, UsbId};
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::reasons::{
    Absence, Alarm, Lack, OutOfUse, POSITION_LIMIT, Passed, Preference, Service, Wait,
};
use madoguchi_fleet::refusal::{NoneFree, Way};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::ticket::{Actor, Chapter, Class, State, What, Why};
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::unit::{Pause, Seat};
use madoguchi_fleet::wish::{Placement, Wish};
use madoguchi_licensing::grant::{InstallationKey, LicenseId};
use madoguchi_licensing::seats::Arithmetic;
use madoguchi_licensing::standing::Standing;
use madoguchi_proto::Mismatch;
use madoguchi_proto::v1::Text;

fn clock() -> Clock {
    Clock::at_offset(540)
}

fn serial() -> Serial {
    Serial::parse("CR-7").unwrap()
}

fn number() -> Number {
    Number::parse("12").unwrap()
}

fn license() -> LicenseId {
    LicenseId::parse("LIC-1").unwrap()
}

fn port() -> Port {
    Port {
        bus: "1".into(),
        chain: "1.2".into(),
    }
}

/// A sentence is there in both languages, in whole, and is no key.
fn is_whole(text: &Text) {
    let words = [&text.ja, &text.en];
    for words in words {
        assert!(!words.is_empty(), "{}", text.code);
        assert!(!words.contains(['{', '}', '$']), "{}: {words}", text.code);
        // A missing sentence gives its key: lower-case words joined by hyphens.
        let key = words.contains('-') && words.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(!key, "{}: {words}", text.code);
    }
    assert!(
        !text.ja.is_ascii(),
        "{}: {} is no Japanese",
        text.code,
        text.ja
    );
    assert!(
        text.en.is_ascii(),
        "{}: {} is no English",
        text.code,
        text.en
    );
    let code = text.code.chars();
    assert!(!text.code.is_empty() && code.into_iter().all(|c| c.is_ascii_lowercase() || c == '-'));
}

fn refusals_of_units() -> Vec<admission::Refusal> {
    use admission::Refusal as R;
    vec![
        R::NotPaired,
        R::KeySuperseded,
        R::OtherCertificate,
        R::Retired,
        R::Replaced { by: serial() },
        R::IdentityMismatch {
            usb: Some("CR-9".into()),
        },
        R::IdentityMismatch { usb: None },
        R::SerialTwice { port: port() },
        R::PortInUse {
            by: serial(),
            port: port(),
        },
        R::LinkUnknown,
        R::NotUsb {
            interface: "eth0".into(),
        },
        R::BehindHub {
            port: port(),
            hub: None,
        },
        R::BehindHub {
            port: port(),
            hub: Some(hub()),
        },
        R::FleetFull,
        R::FactoryKeyNotProven,
        R::NoSeat,
    ]
}

fn hub() -> Hub {
    Hub {
        port: Port {
            bus: "1".into(),
            chain: "1".into(),
        },
        id: Some(UsbId {
            vendor: 0x05e3,
            product: 0x0610,
        }),
    }
}

fn foreign() -> ForeignReader {
    ForeignReader {
        name: "Other Reader 9".into(),
        port: port(),
        id: UsbId {
            vendor: 1,
            product: 2,
        },
    }
}

fn flapping(port: Option<Port>, cable: &str) -> Alarm {
    Alarm::Flapping {
        unit: serial(),
        port,
        cable: cable.to_owned(),
        drops: 3,
        plug_held: cable.is_empty(),
    }
}

/// Every way to be away, with a seat that is kept and without.
fn absences() -> Vec<Service> {
    let at = FleetTime(0);
    let lost = |lost| Absence::NotConnecting { port: port(), lost };
    let ways = [
        Absence::Away,
        Absence::JustStarted { until: at },
        Absence::Unplugged { at },
        Absence::NotPlugged,
        Absence::Lost { at },
        lost(None),
        lost(Some(at)),
    ];
    let seats = [None, Some(FleetTime(60_000))].into_iter();
    let absent = |(how, seat_until)| Service::Absent { how, seat_until };
    seats
        .flat_map(|seat| ways.clone().map(|how| (how, seat)))
        .map(absent)
        .collect()
}

#[test]
fn an_absent_unit_says_how_it_went_when_and_what_to_do() {
    let texts: Vec<_> = absences().iter().map(|a| service(a, &clock())).collect();
    let codes: Vec<_> = texts.iter().map(|text| text.code.as_str()).collect();
    let plain = &codes[..7];
    assert_eq!(
        plain,
        [
            "absent",
            "just-started",
            "unplugged",
            "not-plugged",
            "lost",
            "not-connecting",
            "lost-plugged"
        ]
    );
    for (with, without) in codes[7..].iter().zip(plain) {
        assert_eq!(*with, format!("{without}-seat-kept"));
    }
    let unplugged = &texts[9];
    assert_eq!(
        unplugged.ja,
        "09:00 にUSBケーブルが抜けました。利用枠は 09:01 までとってあります。PCのUSBポートに直接つなぎ直してください。"
    );
    assert_eq!(
        unplugged.en,
        "The USB cable was unplugged at 09:00. Its seat is kept until 09:01. Plug it straight into a USB port of the \
         PC again."
    );
    assert!(texts[5].ja.contains("1-1.2") && texts[5].ja.contains("madoguchi doctor"));
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

fn states() -> Vec<State> {
    let deadline = FleetTime(0);
    vec![
        State::Waiting,
        State::Parked,
        State::Called {
            unit: serial(),
            deadline,
        },
        State::Verifying {
            unit: serial(),
            deadline,
            grace: None,
        },
        State::Missed,
        State::Done,
        State::Cancelled,
        State::Ended,
    ]
}

fn standings() -> Vec<Standing> {
    vec![
        Standing::InForce,
        Standing::OtherEnvironment,
        Standing::OtherInstallation,
        Standing::NotYet,
        Standing::Expired,
        Standing::Superseded { by: license() },
        Standing::InGrace { until_ms: 1 },
        Standing::Bridging { until_ms: 1 },
        Standing::Suspended,
        Standing::Revoked { number: 7 },
        Standing::Returned,
    ]
}

fn license_notices() -> Vec<LicenseNotice> {
    use madoguchi_fleet::licensing::MachinePart as Part;
    let soon = |very| LicenseNotice::EndsSoon {
        license: license(),
        at_ms: 1,
        very,
    };
    let (license, until_ms) = (license(), 1);
    vec![
        soon(false),
        soon(true),
        LicenseNotice::InGrace {
            license: license.clone(),
            until_ms,
        },
        LicenseNotice::Bridging {
            license: license.clone(),
            until_ms,
        },
        LicenseNotice::Suspended {
            license: license.clone(),
        },
        LicenseNotice::SameSequence {
            license: license.clone(),
            first: license.clone(),
        },
        LicenseNotice::Revoked { license, number: 7 },
        LicenseNotice::ClockSetBack {
            clock_ms: 1,
            mark_ms: 2,
        },
        LicenseNotice::OtherMachine {
            parts: vec![Part::MachineId, Part::Board, Part::Disk],
        },
    ]
}

#[test]
fn what_has_to_be_known_about_licenses_is_said_with_what_to_do() {
    for notice in license_notices() {
        let text = license_notice(&notice, &clock());
        is_whole(&text);
        assert!(text.code.starts_with("license-"), "{text:?}");
    }
    let set_back = LicenseNotice::ClockSetBack {
        clock_ms: 1,
        mark_ms: 2,
    };
    let text = license_notice(&set_back, &clock());
    for command in ["madoguchi time ask-reset", "madoguchi license install"] {
        assert!(text.ja.contains(command) && text.en.contains(command));
    }
    is_whole(&license_now(
        &license(),
        &standing(&Standing::Returned, &clock()),
    ));
    assert!(seats_changed(2, 3).ja.contains("2 台 → 3 台"));
}

fn kinds() -> Vec<Kind> {
    vec![
        Kind::Verified(Method::Face),
        Kind::Verified(Method::Pin),
        Kind::Verified(Method::PinByGuardian),
        Kind::FaceNotMatched,
        Kind::PinWrong { tries_left: 2 },
        Kind::PinLocked,
        Kind::CardExpired,
        Kind::CardUnreadable,
        Kind::NotMyNumberCard,
        Kind::GivenUp,
        Kind::TimedOut,
        Kind::UnitFailed { code: "E42".into() },
    ]
}

fn wishes() -> Vec<Wish> {
    vec![
        Wish::Placement(Placement::Standing),
        Wish::Placement(Placement::Seated),
        Wish::Tag(Tag::parse("language:en").unwrap()),
        Wish::Unit(serial()),
    ]
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

fn ways() -> impl Iterator<Item = Way> {
    [
        Way::Waits,
        Way::Unpark,
        Way::Recall,
        Way::TakeBack,
        Way::AtTheReader,
        Way::Reopen,
        Way::AddAnew,
    ]
    .into_iter()
}

fn out_of_use(counter: &str, why: Service) -> OutOfUse {
    OutOfUse {
        unit: serial(),
        counter: counter.to_owned(),
        why,
    }
}

fn lacks() -> Vec<Lack> {
    let paused = || out_of_use("A", Service::Paused(Pause::ByStaff));
    let seatless = || out_of_use("B", Service::Refused(admission::Refusal::NoSeat));
    let need = |by| Lack::Need {
        wish: Wish::Unit(serial()),
        by,
    };
    vec![
        Lack::NoneEnrolled,
        Lack::NoneServes(vec![paused()]),
        Lack::NoneServes(vec![paused(), seatless(), paused()]),
        Lack::NoneServes(vec![paused(); 6]),
        need(vec![]),
        need(vec![paused(), seatless()]),
        Lack::Together(wishes()),
    ]
}

fn none_free() -> Vec<NoneFree> {
    let lacks = lacks().into_iter();
    let mut all: Vec<_> = lacks.map(|lack| NoneFree::Lack(Box::new(lack))).collect();
    all.extend(ways().map(NoneFree::Aside));
    all.extend([NoneFree::InLine, NoneFree::Held]);
    all
}

/// Every refusal of the fleet.
pub(crate) fn refusals() -> Vec<Refusal> {
    let mut refusals = vec![
        Refusal::NoSuchTicket(number()),
        Refusal::NumberInUse(number()),
        Refusal::QueueFull(9),
        Refusal::TooManySignatures(9),
        Refusal::TooManyWishes(9),
        Refusal::AtTheReader {
            number: number(),
            unit: serial(),
        },
        Refusal::CalledTooOften(number()),
        Refusal::NoSuchNeed(number()),
        Refusal::NoSuchWalkUp(SessionId([7; 16])),
        Refusal::NoWalkUpAt(serial()),
        Refusal::WalkUpBound(TicketId(4)),
        Refusal::WalkUpFailed(serial()),
        Refusal::ReplacesItself(serial()),
        Refusal::ReplacedAlready {
            old: serial(),
            by: serial(),
        },
        Refusal::OtherEdition {
            old: serial(),
            new: serial(),
        },
        Refusal::NoSuchUnit {
            name: "A9".into(),
            known: vec![(serial(), "A1".to_owned())],
        },
        Refusal::NoSuchUnit {
            name: "A9".into(),
            known: Vec::new(),
        },
        Refusal::CounterShared {
            counter: "A1".into(),
            units: vec![serial(), serial()],
        },
        Refusal::UnitRetired(serial()),
        Refusal::UnitNotFree {
            unit: serial(),
            why: Box::new(Service::Busy),
        },
        Refusal::NeedUnmet {
            number: number(),
            unit: serial(),
            wish: Wish::Placement(Placement::Seated),
        },
        Refusal::WishesExclude {
            first: Wish::Placement(Placement::Seated),
            second: Wish::Placement(Placement::Standing),
        },
        Refusal::TooManyLicenses(9),
        Refusal::BridgedBefore(license()),
        Refusal::ListNotNewer {
            number: 3,
            known: 5,
        },
        Refusal::ListTakenBack(3),
        Refusal::ActOutOfOrder(7),
        Refusal::NothingToReturn,
        Refusal::ResetNotAsked,
        Refusal::ResetOfAnotherRequest,
        Refusal::ResetTakenBack,
        Refusal::RequestIdInUse(RequestId([7; 16])),
        Refusal::SessionNamedOtherwise(SessionId([7; 16])),
        Refusal::SequenceInUse {
            first: license(),
            issuer: "Vendor".into(),
            sequence: 12,
        },
        Refusal::LicenseIdInUse(license()),
        Refusal::ResetOfAnotherInstallation(InstallationKey([7; 32])),
        Refusal::BadCounter,
        Refusal::BadCable,
        Refusal::KeyInUse(serial()),
        Refusal::TooManyUnits(9),
        Refusal::StaleConnection(serial()),
        Refusal::NothingToConfirm,
        Refusal::NoDayToUndo,
        Refusal::NextDayBegan,
        Refusal::DayEndedByItself,
    ];
    for state in states() {
        let state = Box::new(state);
        refusals.extend(ways().map(|way| Refusal::WrongState {
            number: number(),
            state: state.clone(),
            way,
        }));
    }
    refusals.extend(ways().map(|way| Refusal::NothingToUndo {
        number: number(),
        way,
    }));
    let tag = Tag::parse("language:em").unwrap();
    for known in [vec![], vec![Tag::parse("language:en").unwrap()]] {
        let tag = tag.clone();
        refusals.push(Refusal::NoUnitHas { tag, known });
    }
    refusals.extend(none_free().into_iter().map(|why| Refusal::NoFreeUnit {
        number: number(),
        why,
    }));
    refusals.extend(standings().into_iter().map(Refusal::LicenseNotForHere));
    refusals
}

#[test]
fn every_refusal_of_the_fleet_is_put_into_words_under_its_stable_code() {
    for reason in refusals() {
        let text = refusal(&reason);
        is_whole(&text);
        assert_eq!(text.code, reason.code());
        assert_eq!(act_error(&ActError::Refused(reason)), text);
    }
    is_whole(&act_error(&ActError::DiskFull { free_mib: 12 }));
    let full = disk_full(std::path::Path::new("/data"), 12 << 20, 64 << 20);
    is_whole(&full);
    assert!(full.en.contains("/data") && full.en.contains("12 MiB") && full.en.contains("64 MiB"));
    is_whole(&act_error(&ActError::StoreFailed(
        CommitError::Poisoned.into(),
    )));
    is_whole(&act_error(&ActError::Stopped));
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
        let said = waits.iter().map(|w| wait(w, detail, &clock()));
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
        Service::Paused(Pause::ByStaff),
        Service::Paused(Pause::ByFleet),
        Service::Faulted(vec!["E1".into(), "E2".into()]),
    ];
    services.extend(refusals_of_units().into_iter().map(Service::Refused));
    services.extend(refusals_of_units().into_iter().map(Service::Leaving));
    services.extend(absences());
    for pause in [Pause::ByStaff, Pause::ByFleet] {
        let also = absences().into_iter().map(Box::new);
        services.extend(also.map(|why| Service::AlsoPaused { pause, why }));
    }
    services
        .iter()
        .for_each(|s| is_whole(&service(s, &clock())));

    let alarms = [
        Alarm::NoUnitServes(vec![]),
        Alarm::NoUnitServes(vec![out_of_use("A", Service::Paused(Pause::ByStaff))]),
        Alarm::NeedUnmet {
            wish: Wish::Unit(serial()),
            tickets: 2,
            by: vec![],
        },
        Alarm::NeedsApart {
            needs: wishes(),
            tickets: 2,
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
        .chain([short])
        .chain(apart.into_iter().flatten())
        .collect();
    let settings = Settings::default();
    alarms
        .iter()
        .for_each(|a| is_whole(&alarm(a, &settings, &clock())));
}

#[test]
fn every_line_of_a_story_is_put_into_words() {
    for what in What::ALL {
        for why in Why::ALL.iter().map(|why| Some(*why)).chain([None]) {
            for unit in [None, Some(serial())] {
                let line = Chapter {
                    at: FleetTime(0),
                    what: *what,
                    why,
                    unit,
                    attempt: 1,
                    wish: None,
                    actor: Actor::Fleet,
                };
                is_whole(&chapter(&line, None, None));
                is_whole(&chapter(&line, Some("A"), Some(&Kind::FaceNotMatched)));
            }
        }
    }
    kinds().iter().for_each(|kind| is_whole(&outcome(kind)));
}

#[test]
fn what_is_worked_out_for_a_story_is_put_into_words() {
    for (class, by_staff) in [
        (Class::Priority, false),
        (Class::Urgent, false),
        (Class::Normal, true),
    ] {
        let call = Passed {
            at: FleetTime(0),
            number: number(),
            class,
            unit: serial(),
            by_staff,
        };
        let text = passed(&call, Some("A"));
        is_whole(&text);
        promises("front_desk.proto", [format!("`{}`", text.code)]);
    }
    is_whole(&more_passed(3));
    is_whole(&left_out(3));
    promises("front_desk.proto", ["`left-out`".to_owned()]);
}

#[test]
fn a_line_of_a_story_says_where_why_and_how_it_ended() {
    let mut line = Chapter {
        at: FleetTime(0),
        what: What::Called,
        why: Some(Why::LeastSpecial),
        unit: Some(serial()),
        attempt: 1,
        wish: None,
        actor: Actor::Fleet,
    };
    let called = chapter(&line, Some("窓口1"), None);
    assert_eq!(called.code, "called-least-special");
    assert!(
        called
            .ja
            .starts_with("「窓口1」のリーダー（CR-7）へお呼びしました。")
    );
    assert!(
        called
            .en
            .ends_with("are kept free for those who need them.")
    );
    line.what = What::Missed;
    line.why = Some(Why::NoShow);
    let missed = chapter(&line, Some("窓口1"), None);
    assert_eq!(missed.code, "missed-no-show");
    assert_eq!(missed.en.matches("in time").count(), 1, "{}", missed.en);
    assert_eq!(missed.ja.matches('。').count(), 1, "{}", missed.ja);
    line.what = What::Bound;
    line.why = Some(Why::WalkUp);
    let bound = chapter(&line, Some("窓口1"), Some(&Kind::Verified(Method::Face)));
    assert_eq!(bound.code, "bound-walk-up");
    assert!(bound.en.ends_with("Verified by face."), "{}", bound.en);
    assert!(!bound.en.contains("Somebody else"), "{}", bound.en);
    line.what = What::NotVerified;
    line.why = None;
    let ended = chapter(
        &line,
        Some("窓口1"),
        Some(&Kind::PinWrong { tries_left: 2 }),
    );
    assert_eq!(ended.code, "not-verified");
    assert!(ended.ja.contains("あと 2 回"));
}

#[test]
fn the_names_of_things_are_there() {
    states().iter().for_each(|s| is_whole(&state(s)));
    wishes().iter().for_each(|w| is_whole(&wish(w)));
    standings()
        .iter()
        .for_each(|s| is_whole(&standing(s, &clock())));
    for class_ in [Class::Normal, Class::Priority, Class::Urgent] {
        is_whole(&class(class_));
    }
    for place in [Placement::Standing, Placement::Seated] {
        is_whole(&placement(place));
    }
    is_whole(&mismatch(&Mismatch::PeerTooOld { peer_newest: 0 }));
    is_whole(&mismatch(&Mismatch::PeerTooNew { peer_oldest: 9 }));
    let place = place(Some(&serial()), Some("A"));
    let standings = [
        TicketStanding::Parked,
        TicketStanding::Missed,
        TicketStanding::WornOut,
        TicketStanding::Verifying {
            place: place.clone(),
        },
        TicketStanding::VerifyingLost {
            place,
            until: FleetTime(0),
        },
        TicketStanding::Cancelled,
        TicketStanding::Ended,
    ];
    standings
        .iter()
        .for_each(|s| is_whole(&ticket_standing(s, &clock())));
    let door = [
        Desk::Unauthenticated,
        Desk::CsrRefused { detail: "x".into() },
        Desk::WatchersFull { limit: 64 },
        Desk::WatcherSlow,
        Desk::NoSuchLicense {
            license: "L".into(),
        },
    ];
    door.iter().for_each(|said| is_whole(&desk(said)));
}

#[test]
fn every_notice_is_put_into_words() {
    let (old, number) = (serial(), number());
    let until = FleetTime(0);
    let mut notices = vec![
        Notice::UnitNotServing(serial(), service(&Service::Retired, &clock())),
        Notice::StillAtReaders(vec![serial(), serial()]),
        Notice::NumbersInUse(vec!["3".into(), "7".into()]),
        Notice::SessionsEnded(vec!["9".into()]),
        Notice::StillClosed {
            in_use: vec!["3".into(); 41],
            ended: vec!["9".into()],
        },
    ];
    for lack in lacks() {
        notices.push(Notice::NeedUnmet(lack.clone()));
        notices.push(Notice::NeedStillUnmet(lack));
    }
    for act in [Undone::Call, Undone::Cancel, Undone::Park, Undone::Move] {
        let undone = [true, false].map(|call_lost| Notice::Undone { act, call_lost });
        notices.extend(undone);
    }
    for yes in [true, false] {
        let number = number.clone();
        notices.push(Notice::Undoable {
            number,
            call: yes,
            until,
        });
        let licenses = [
            Relicensing::Nothing,
            Relicensing::Transfer(until),
            Relicensing::TransferNow,
        ];
        notices.extend(licenses.map(|license| Notice::Replaced {
            old: old.clone(),
            finishing: yes,
            license,
        }));
    }
    notices.iter().for_each(|n| is_whole(&notice(n, &clock())));
}

#[test]
fn seats_are_added_up_in_words() {
    let some = Arithmetic {
        included: 1,
        additional: 2,
        bundled: 0,
        limit: 4,
    };
    assert_eq!(
        seats(&some).en,
        "1 included + 2 additional = 3; limit of the PC: 4"
    );
    let all = Arithmetic { bundled: 1, ..some };
    assert_eq!(
        seats(&all).ja,
        "基本 1 + 追加ライセンス 2 + 同梱ライセンス 1 = 4 枠（PC1台の上限は 4 台）"
    );
}

#[test]
fn clocks_that_are_apart_are_told_in_words_with_the_day_since_when() {
    let since = FleetTime(1_795_821_600_000);
    let apart = |ahead_ms| Alarm::ClocksApart {
        ahead_ms,
        since,
        possible: true,
        sets_at: None,
    };
    let said = |ms| alarm(&apart(ms), &Settings::default(), &clock());
    let ahead = said(9 * 3_600_000);
    assert!(ahead.ja.contains("9 時間 進んで"), "{}", ahead.ja);
    assert!(ahead.en.contains("9 hours ahead"), "{}", ahead.en);
    assert!(ahead.en.contains("2026-11-28 08:20"), "{}", ahead.en);
    let behind = said(-3_652 * 86_400_000 - 4 * 3_600_000);
    assert!(behind.ja.contains("3652 日 4 時間 遅れて"), "{}", behind.ja);
    assert!(
        behind.en.contains("3652 days 4 hours behind"),
        "{}",
        behind.en
    );
}

/// Words that send somebody to a cause, by the cause.
const POINTERS: [(&str, &str); 5] = [
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
        (Service::Paused(Pause::ByStaff), &["unit resume"]),
        (Service::Paused(Pause::ByFleet), &["unit resume"]),
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
        (absent(Absence::Lost { at }), &["USB cable"]),
        (absent(Absence::NotPlugged), &["USB cable"]),
        (
            Service::AlsoPaused {
                pause: Pause::ByStaff,
                why: Box::new(absent(Absence::Lost { at })),
            },
            &["USB cable", "unit resume"],
        ),
    ];
    for (cause, expected) in causes {
        let out = vec![out_of_use("A", cause.clone())];
        let lack = Lack::NoneServes(out.clone());
        let places = [
            service(&cause, &clock()),
            wait(&Wait::NoUnit(lack.clone()), Detail::Whole, &clock()),
            alarm(&Alarm::NoUnitServes(out), &Settings::default(), &clock()),
            notice(&Notice::NeedStillUnmet(lack.clone()), &clock()),
        ];
        let row = wait(&Wait::NoUnit(lack.clone()), Detail::Row, &clock());
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
        let text = wait(w, Detail::Whole, &clock());
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

#[test]
fn readers_with_one_reason_are_told_together_and_no_more_than_a_pc_has() {
    let paused = |counter| out_of_use(counter, Service::Paused(Pause::ByStaff));
    let same = Lack::NoneServes(vec![paused("A"), paused("B")]);
    let text = lack(&same, Detail::Whole, &clock());
    assert_eq!(text.en.matches("unit resume").count(), 1, "{text:?}");
    assert!(text.en.contains("reader at A") && text.en.contains("reader at B"));
    let seatless = out_of_use("C", Service::Refused(admission::Refusal::NoSeat));
    let both = Lack::NoneServes(vec![paused("A"), seatless]);
    let (row, whole) = (
        lack(&both, Detail::Row, &clock()),
        lack(&both, Detail::Whole, &clock()),
    );
    assert!(row.en.contains("unit list") && !row.en.contains("unit resume"));
    assert!(whole.en.contains("unit resume") && whole.en.contains("license"));
    let many = Lack::NoneServes(["A", "B", "C", "D", "E", "F"].map(paused).to_vec());
    let text = lack(&many, Detail::Whole, &clock());
    assert!(text.en.contains("beside these: 2") && !text.en.contains("reader at E"));
}
