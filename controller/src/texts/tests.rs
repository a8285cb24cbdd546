//! Every code that the fleet can produce has a sentence in both languages, with nothing missing in it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod licenses;
mod promises;
mod tickets;
mod units;

use super::*;
use crate::engine::ActError;
use crate::schema::promises;
use crate::store::CommitError;
use madoguchi_fleet::Refusal;
use madoguchi_fleet::admission;
use madoguchi_fleet::admission::Verdict;
use madoguchi_fleet::decision::{Closing, Withdrawal};
use madoguchi_fleet::ids::{Number, PersonName, RequestId, Serial, SessionId, Tag, TicketId};
use madoguchi_fleet::licensing::Notice as LicenseNotice;
use madoguchi_fleet::link::{ForeignReader, Hub, Port, UsbId};
use madoguchi_fleet::maintenance::Maintenance;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::reasons::{
    Absence, Alarm, Lack, OutOfUse, POSITION_LIMIT, Passed, Preference, Service, Wait,
};
use madoguchi_fleet::refusal::{NoNeed, NoneFree, Way};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::ticket::{Actor, Chapter, Class, Means, State, What, Why};
use madoguchi_fleet::time::{FleetTime, TimeOfDay};
use madoguchi_fleet::unit::{Pause, PauseReason, Seat};
use madoguchi_fleet::wish::{Placement, Wish};
use madoguchi_licensing::grant::{InstallationKey, LicenseId};
use madoguchi_licensing::seats::Arithmetic;
use madoguchi_licensing::standing::Standing;
use madoguchi_proto::Mismatch;
use madoguchi_proto::v1::Text;
use std::collections::BTreeSet;

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

/// That a text which reports a fault has a code for the telephone.
fn has_code(text: &Text) {
    let fault = madoguchi_faults::of_name(&text.code);
    assert!(fault.is_some(), "{} is not in the catalogue", text.code);
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
        Absence::Nameless { at, lost: None },
        Absence::Nameless { at, lost: Some(at) },
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

fn ways() -> impl Iterator<Item = Way> {
    [
        Way::Waits,
        Way::Unpark,
        Way::Recall,
        Way::TakeBack,
        Way::AtTheReader,
        Way::Reopen,
        Way::EarlierDay(FleetTime(0)),
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
    let paused = || out_of_use("A", Service::Paused(Pause::ByStaff(None)));
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
        need(vec![out_of_use("A", Service::Retired)]),
        need(vec![out_of_use("A", Service::Replaced(serial()))]),
        Lack::Together {
            needs: wishes(),
            by: vec![],
        },
        Lack::Together {
            needs: wishes()[1..3].to_vec(),
            by: vec![paused()],
        },
        Lack::Together {
            needs: wishes()[1..3].to_vec(),
            by: vec![],
        },
    ]
}

fn none_free() -> Vec<NoneFree> {
    let lacks = lacks().into_iter();
    let mut all: Vec<_> = lacks.map(|lack| NoneFree::Lack(Box::new(lack))).collect();
    all.extend(ways().map(NoneFree::Aside));
    all.extend([NoneFree::InLine, NoneFree::Held]);
    all
}

fn person() -> PersonName {
    PersonName::parse("Yamada").unwrap()
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
            silent: false,
        },
        Refusal::AtTheReader {
            number: number(),
            unit: serial(),
            silent: true,
        },
        Refusal::NoUnitHasAll(wishes()),
        Refusal::NoUnitHasAll(wishes()[1..3].to_vec()),
        Refusal::ReaderAlive {
            number: number(),
            unit: serial(),
            silence_ms: 30_000,
            from: FleetTime(0),
        },
        Refusal::CalledTooOften(number()),
        Refusal::NothingToChange(number()),
        Refusal::NoSuchWalkUp(SessionId([7; 16])),
        Refusal::NoWalkUpAt(serial()),
        Refusal::WalkUpBound(TicketId(4)),
        Refusal::WalkUpFailed(serial()),
        Refusal::ReplacesItself(serial()),
        Refusal::ReplaceNoGround(serial()),
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
        Refusal::ReaderAway(serial()),
        Refusal::ReaderInUse(serial()),
        Refusal::RestartAway(serial()),
        Refusal::RestartTooOld {
            unit: serial(),
            software: "0.1.0".into(),
        },
        Refusal::InMaintenance(serial()),
        Refusal::UntilPassed(serial()),
        Refusal::ReaderTooOld {
            unit: serial(),
            software: "0.1.0".into(),
        },
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
        Refusal::DeliveredAhead {
            unit: serial(),
            delivered: madoguchi_support::Date::constant(2031, 5, 20),
        },
        Refusal::KeyInUse(serial()),
        Refusal::TooManyUnits(9),
        Refusal::StaleConnection(serial()),
        Refusal::NothingToConfirm,
        Refusal::NoDayToUndo,
        Refusal::NextDayBegan,
        Refusal::DayEndedByItself,
        Refusal::ClockMovedOn,
        Refusal::NoSuchPerson(person()),
        Refusal::PersonExists(person()),
        Refusal::TooManyPeople(9),
        Refusal::LastAdministrator(person()),
        Refusal::WrongLogin,
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
    let need = Wish::Unit(serial());
    let needs = wishes();
    for why in [
        NoNeed::Nothing,
        NoNeed::NotThis { need, needs },
        NoNeed::Met,
        NoNeed::NoneServes,
    ] {
        let number = number();
        refusals.push(Refusal::NoSuchNeed { number, why });
    }
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

/// The name of a refusal as a stable code.
fn in_kebab_case(reason: &Refusal) -> String {
    let shown = format!("{reason:?}");
    let name = shown.chars().take_while(char::is_ascii_alphanumeric);
    let letters = name.flat_map(|c| {
        let hyphen = c.is_ascii_uppercase().then_some('-');
        hyphen.into_iter().chain([c.to_ascii_lowercase()])
    });
    letters.skip(1).collect()
}

#[test]
fn every_refusal_of_the_fleet_is_put_into_words_under_its_stable_code() {
    let named: BTreeSet<_> = refusals().iter().map(Refusal::code).collect();
    let all = Refusal::CODES.iter().copied().collect();
    assert_eq!(named, all, "the list here, and that of the fleet");
    for reason in refusals() {
        assert_eq!(reason.code(), in_kebab_case(&reason));
        let text = refusal(&reason);
        is_whole(&text);
        has_code(&text);
        assert_eq!(text.code, reason.code());
        assert_eq!(act_error(&ActError::Refused(reason)), text);
    }
    is_whole(&act_error(&ActError::DiskFull { free_mib: 12 }));
    let full = disk_full(std::path::Path::new("/data"), 12 << 20, 64 << 20);
    is_whole(&full);
    assert!(full.en.contains("/data") && full.en.contains("12 MiB") && full.en.contains("64 MiB"));
    let anew = database_made_anew(std::path::Path::new("/data/store"));
    is_whole(&anew);
    has_code(&anew);
    let missed = image_missed(std::path::Path::new("/data/journal"));
    is_whole(&missed);
    has_code(&missed);
    assert!(missed.en.contains("/data/journal"), "{}", missed.en);
    let trouble = madoguchi_files::day_log::Trouble {
        kind: std::io::ErrorKind::StorageFull,
        why: "no space left on device".to_owned(),
    };
    let log = log_unwritten(std::path::Path::new("/data/logs"), &trouble);
    is_whole(&log);
    has_code(&log);
    assert!(
        log.en.contains("/data/logs") && log.en.contains("disk is full"),
        "{}",
        log.en
    );
    let failed = |why: CommitError| act_error(&ActError::StoreFailed(why.into()));
    is_whole(&failed(CommitError::Poisoned));
    let too_much = failed(CommitError::TooMany { bytes: 1 << 28 });
    is_whole(&too_much);
    has_code(&too_much);
    assert!(!too_much.en.contains("disk checked"), "{}", too_much.en);
    is_whole(&act_error(&ActError::Stopped));
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
