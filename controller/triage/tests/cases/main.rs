//! The cases by hand, as `cases.txt` tells them.

#![allow(clippy::unwrap_used)]

use madoguchi_triage::{
    Admission, Answers, Change, Contact, Ended, Evidence, Handshake, History, Network, Others,
    Part, Plug, Reading, SelfTest, Service, Sessions, Step, Verdict, Way, tree, triage,
};
use std::collections::BTreeMap;

const CASES: &str = include_str!("cases.txt");

/// The first rungs of the way, all good.
const PLUG: &str = "usb-shown path-direct speed-high";
const NET: &str = "plug interface-up address-there overlap-none door-answers";
const AWAY: &str = "net contact-none";
const HERE: &str = "net contact-made heartbeat-heard seated self-test-passed sessions-fine";

struct Line<'a> {
    name: &'a str,
    seen: Vec<Reading>,
    answers: Vec<Reading>,
    next: &'a str,
    verdict: &'a str,
}

fn lines() -> Vec<Line<'static>> {
    let told = CASES
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    told.map(|line| {
        let [name, seen, answers, next, verdict] =
            line.split('|').map(str::trim).collect::<Vec<_>>()[..]
        else {
            panic!("five columns: {line}");
        };
        Line {
            name,
            seen: readings(seen),
            answers: readings(answers),
            next,
            verdict,
        }
    })
    .collect()
}

/// Words as readings. A later word stands for an earlier one about the same sign.
fn readings(words: &str) -> Vec<Reading> {
    let mut told: Vec<Reading> = Vec::new();
    for word in words.split_whitespace() {
        let more = match word {
            "plug" => readings(PLUG),
            "net" => readings(NET),
            "away" => readings(AWAY),
            "here" => readings(HERE),
            name => vec![Reading::parse(name).unwrap_or_else(|| panic!("no reading {name}"))],
        };
        for reading in more {
            told.retain(|earlier| earlier.sign() != reading.sign());
            told.push(reading);
        }
    }
    told
}

/// What is known, as its types can say it.
fn evidence(seen: &[Reading]) -> Evidence {
    use Reading::*;
    let has = |reading: Reading| seen.contains(&reading);
    let either = |yes: Reading, no: Reading| match (has(yes), has(no)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    let pick = |choices: &[Reading]| choices.iter().position(|one| has(*one));
    let ended = pick(&[EndedUnplugged, EndedLost, EndedClosed])
        .map(|n| [Ended::Unplugged, Ended::Lost, Ended::Closed][n]);
    let service = Service {
        heard: either(HeartbeatHeard, HeartbeatMissing),
        admission: pick(&[Seated, NoSeat, NotInFleet, SerialTwice, FleetFull]).map(|n| {
            use Admission as A;
            [
                A::Seated,
                A::NoSeat,
                A::NotInFleet,
                A::SerialTwice,
                A::FleetFull,
            ][n]
        }),
        self_test: pick(Reading::SelfTestPassed.sign().readings()).map(|n| {
            use SelfTest as S;
            [
                S::Passed,
                S::Camera,
                S::CardUnit,
                S::EngineCrash,
                S::EngineHang,
                S::EngineOther,
                S::Other,
            ][n]
        }),
        sessions: pick(Reading::SessionsFine.sign().readings()).map(|n| {
            [
                Sessions::Fine,
                Sessions::FacesFail,
                Sessions::CardsFail,
                Sessions::TimeOut,
            ][n]
        }),
    };
    let contact = pick(&[
        ContactMade,
        ContactNone,
        RefusedUnknownKey,
        RefusedEnded,
        RefusedClock,
    ])
    .map(|n| match n {
        0 => Contact::Made(service),
        1 => Contact::None { ended },
        2 => Contact::Refused(Handshake::UnknownKey),
        3 => Contact::Refused(Handshake::Ended),
        _ => Contact::Refused(Handshake::Clock),
    });
    let network = match pick(&[
        InterfaceMissing,
        InterfaceDown,
        AddressMissing,
        AddressThere,
    ]) {
        Some(0) => Some(Network::NoInterface),
        Some(1) => Some(Network::InterfaceDown),
        Some(2) => Some(Network::NoAddress),
        Some(_) => Some(Network::Ready {
            overlap: either(OverlapThere, OverlapNone),
            door: either(DoorAnswers, DoorHeld),
            contact: contact.clone(),
        }),
        None => None,
    };
    let way = match (either(UsbShown, UsbNotShown), contact) {
        (Some(false), _) => Some(Way::NotShown { ended }),
        (Some(true), _) => Some(Way::Shown(Plug {
            hub: either(PathHub, PathDirect),
            slow: either(SpeedSlow, SpeedHigh),
            network,
        })),
        (None, contact) => contact.map(Way::Virtual),
    };
    Evidence {
        way,
        paused: either(PausedByStaff, PausedNot),
        drops: either(DropsMany, DropsNone),
        others: pick(&[OthersServe, OthersDiffer, OthersSame])
            .map(|n| [Others::Serve, Others::Differ, Others::Same][n])
            .or(Some(Others::None)),
        history: pick(&[HistoryClean, HistoryDrops, HistoryCodes])
            .map(|n| [History::Clean, History::Drops, History::Codes][n]),
        change: pick(Reading::ChangeNothing.sign().readings()).map(|n| {
            use Change as C;
            [C::Nothing, C::Moved, C::Network, C::System, C::License][n]
        }),
        pc_clock_right: either(PcClockRight, PcClockWrong),
        reader_clock_right: either(ReaderClockRight, ReaderClockWrong),
        slept: either(SleepThere, SleepNot),
        foreign: either(ForeignThere, ForeignNone),
    }
}

fn answers(replies: &[Reading]) -> Answers {
    let mut answers = Answers::default();
    for reply in replies {
        answers.reply(*reply).unwrap();
    }
    answers
}

#[test]
fn every_case_is_judged_as_it_was_by_hand() {
    let mut wrong = Vec::new();
    for line in lines() {
        let told = triage(&evidence(&line.seen), &answers(&line.answers));
        let fault = told.verdict.case().map_or("?", |case| case.fault.name());
        let next = told.next.map_or("-", Step::name);
        if (fault, next) != (line.verdict, line.next) {
            let suspects: Vec<_> = told
                .suspects
                .iter()
                .map(|one| format!("{} {:.2}", one.fault.name(), one.chance))
                .collect();
            wrong.push(format!(
                "{}: {next} | {fault}   ({})",
                line.name,
                suspects.join(", ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_eighty_cases_and_more_and_each_fault_is_among_them() {
    let lines = lines();
    assert!(lines.len() >= 80, "{}", lines.len());
    for fault in madoguchi_triage::Fault::ALL {
        let named = lines.iter().any(|line| line.verdict == fault.name());
        assert!(named, "{}", fault.name());
    }
    let names: BTreeMap<_, _> = lines.iter().map(|line| (line.name, ())).collect();
    assert_eq!(names.len(), lines.len(), "no name twice");
}

/// Else a case would be judged by less than it tells.
#[test]
fn the_types_of_the_evidence_can_say_each_case() {
    for line in lines() {
        let mut told = evidence(&line.seen).readings();
        let mut seen = line.seen.clone();
        told.sort();
        seen.sort();
        // What a rung that was not looked at stands under is not told.
        assert!(
            told.iter().all(|one| seen.contains(one)),
            "{}: {told:?}",
            line.name
        );
        assert_eq!(told, seen, "{}", line.name);
    }
}

#[test]
fn the_reader_is_named_only_as_a_fault_of_the_reader() {
    for line in lines() {
        let told = triage(&evidence(&line.seen), &answers(&line.answers));
        match &told.verdict {
            Verdict::Reader(case) => assert_eq!(case.fault.part(), Part::Reader),
            Verdict::Other(case) => assert_ne!(case.fault.part(), Part::Reader),
            Verdict::NotYetKnown => assert!(!told.suspects.is_empty()),
        }
    }
}

#[test]
fn what_speaks_for_a_verdict_was_seen_and_does_not_speak_against_it() {
    for line in lines() {
        let told = triage(&evidence(&line.seen), &answers(&line.answers));
        let Some(case) = told.verdict.case() else {
            continue;
        };
        assert!(!case.speaks_for.is_empty(), "{}", line.name);
        for reading in case.speaks_for.iter().chain(&case.against) {
            let known = line.seen.contains(reading) || line.answers.contains(reading);
            assert!(known, "{}: {reading:?}", line.name);
        }
        assert!(
            case.speaks_for
                .iter()
                .all(|one| !case.against.contains(one))
        );
    }
}

/// The step that is asked was not answered before, and whoever answers everything is asked nothing more.
#[test]
fn nobody_is_asked_twice() {
    for line in lines() {
        let evidence = evidence(&line.seen);
        let mut answers = answers(&line.answers);
        let mut asked = Vec::new();
        while let Some(step) = triage(&evidence, &answers).next {
            assert!(!asked.contains(&step), "{}: {step:?}", line.name);
            asked.push(step);
            answers.pass(step);
        }
        assert!(asked.len() <= Step::ALL.len());
    }
}

#[test]
fn nothing_is_borrowed_from_a_reader_that_does_not_work() {
    let borrows = [Step::SwapCable, Step::SwapAdapter, Step::SwapReader];
    for others in [Others::None, Others::Same] {
        let evidence = Evidence {
            way: Some(Way::NotShown { ended: None }),
            others: Some(others),
            ..Evidence::default()
        };
        let mut answers = Answers::default();
        while let Some(step) = triage(&evidence, &answers).next {
            assert!(!borrows.contains(&step), "{step:?}");
            answers.pass(step);
        }
    }
}

#[test]
fn a_reading_that_nobody_is_asked_for_is_no_answer() {
    let mut answers = Answers::default();
    assert_eq!(answers.reply(Reading::CodeCamera), Err(Reading::CodeCamera));
    assert_eq!(answers, Answers::default());
    assert_eq!(answers.reply(Reading::RestartSame), Ok(Step::Restart));
    assert!(answers.has(Step::Restart));
}

/// What staff see now stands for what the controller saw before.
#[test]
fn a_reply_stands_for_what_was_seen_of_the_same_sign() {
    let direct = evidence(&readings("usb-shown path-direct speed-high"));
    let told = triage(&direct, &answers(&[Reading::PathHub]));
    assert_eq!(told.verdict.case().unwrap().fault.name(), "hub");
}

#[test]
fn the_tree_below_a_pulled_cable_asks_no_more_than_it_may() {
    let seen = evidence(&readings("usb-not-shown ended-unplugged others-serve"));
    let three = tree(&seen, &Answers::default(), 3);
    fn depth(branch: &madoguchi_triage::Branch) -> usize {
        branch
            .replies
            .iter()
            .map(|(_, below)| 1 + depth(below))
            .max()
            .unwrap_or(0)
    }
    assert!((1..=3).contains(&depth(&three)), "{three:?}");
    assert_eq!(three.asks, Some(Step::LookAtScreen));
    let of = |reply: Reading| {
        let mut replies = three.replies.iter();
        replies
            .find(|(one, _)| *one == reply)
            .map(|(_, below)| below)
            .unwrap()
    };
    let lit = of(Reading::ScreenConnecting);
    assert_eq!(lit.asks, Some(Step::PushPlugs), "it may be its port");
    let mut replies = lit.replies.iter();
    let home = replies.find(|(one, _)| *one == Reading::PushPlugsWorks);
    let home = &home.unwrap().1;
    assert_eq!((home.verdict.name(), home.asks), ("other-part", None));
    assert_eq!(home.verdict.case().unwrap().fault.name(), "cable-out");
    let dark = of(Reading::ScreenDark);
    assert_ne!(
        dark.verdict.name(),
        "reader-fault",
        "no light may be no power"
    );
}

/// The PC learns one thing of each of these: that it went from USB. What staff see and try tells them apart, and how its connection ended does not.
#[test]
fn what_went_from_usb_is_told_apart_by_what_is_tried_and_never_by_how_it_went() {
    let talks = [
        (
            "reader-board",
            "screen-dark push-plugs-same check-power-same swap-adapter-same swap-cable-same other-port-same swap-reader-works restart-same",
        ),
        (
            "reader-socket",
            "screen-connecting push-plugs-same swap-cable-same other-port-same swap-reader-works restart-same",
        ),
        (
            "power-adapter",
            "screen-dark push-plugs-same check-power-same swap-adapter-works swap-cable-same other-port-same swap-reader-same restart-same",
        ),
        (
            "power-adapter",
            "screen-dark push-plugs-same check-power-works swap-adapter-same swap-cable-same other-port-same swap-reader-same restart-same",
        ),
        (
            "cable-out",
            "screen-connecting push-plugs-works swap-cable-works other-port-works swap-reader-works restart-same",
        ),
        (
            "cable-broken",
            "screen-connecting push-plugs-same swap-cable-works other-port-same swap-reader-same restart-same",
        ),
        (
            "port-dead",
            "screen-connecting push-plugs-same swap-cable-same other-port-works swap-reader-same restart-same",
        ),
    ];
    let around =
        "others-serve drops-none paused-not pc-clock-right sleep-not foreign-none history-clean";
    for ended in ["ended-unplugged", "ended-lost", "ended-closed", ""] {
        let seen = evidence(&readings(&format!("usb-not-shown {ended} {around}")));
        for (fault, truth) in talks {
            let truth = readings(truth);
            let mut answers = Answers::default();
            while let Some(step) = triage(&seen, &answers).next {
                match truth.iter().find(|one| one.sign() == step.tells()) {
                    Some(reply) => assert_eq!(answers.reply(*reply), Ok(step)),
                    None => answers.pass(step),
                }
            }
            let told = triage(&seen, &answers);
            let named = told.verdict.case().map(|case| case.fault.name());
            assert_eq!(named, Some(fault), "{ended}: {told:?}");
        }
        let dark = triage(&seen, &answers(&[Reading::ScreenDark]));
        assert_eq!(dark.verdict, Verdict::NotYetKnown, "{ended}");
        assert!(dark.next.is_some(), "{ended}: {dark:?}");
    }
}

#[test]
fn names_are_stable_words_and_read_back() {
    for reading in Reading::ALL {
        assert_eq!(Reading::parse(reading.name()), Some(*reading));
    }
    for step in Step::ALL {
        assert_eq!(Step::parse(step.name()), Some(*step));
        assert!(step.replies().len() >= 2);
    }
    assert_eq!(Reading::parse("no-such"), None);
    assert_eq!(Step::parse("no-such"), None);
}
