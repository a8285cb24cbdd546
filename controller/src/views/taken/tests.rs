//! What acts take away, said in sentences.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

fn reader(serial: &str, activity: UnitActivity, serves: bool) -> v1::Unit {
    v1::Unit {
        serial: serial.into(),
        counter: Some(v1::Counter {
            name: "窓口1".into(),
            ..Default::default()
        }),
        activity: activity.into(),
        ticket: "12".into(),
        attached: activity != UnitActivity::Absent,
        serves,
        ..Default::default()
    }
}

fn counter(name: &str) -> v1::Counter {
    v1::Counter {
        name: name.into(),
        ..v1::Counter::default()
    }
}

fn asked(units: Vec<v1::Unit>, act: Act<'_>) -> String {
    let seen = Seen {
        units,
        waiting: 7,
        loss: WeighUnitResponse::default(),
    };
    let said = seen.taken("CR-1", act).map(|taken| taken.text);
    let said = said.unwrap_or_default();
    assert!(said.en.is_empty() || !said.ja.is_ascii(), "{said:?}");
    said.en
}

#[test]
fn what_is_asked_about_is_what_is_taken() {
    use UnitActivity::{Absent, Called, Free, Verifying, WalkUp};
    let replace = Act::Replace { by: "CR-9" };
    let (same, fifth) = (v1::Counter::default(), counter("窓口5"));
    let to = |to| Act::Enroll {
        to,
        keeps_tags: true,
    };
    let (here, renamed) = (to(&same), to(&fifth));
    let other = |serves| reader("CR-2", Free, serves);
    let one = |activity, serves| reader("CR-1", activity, serves);
    for (units, act, words) in [
        (
            vec![one(Called, true), other(true)],
            Act::Retire,
            &["taken out", "number 12"][..],
        ),
        (
            vec![one(Verifying, true), other(true)],
            Act::Retire,
            &["taken out", "Number 12", "goes on"],
        ),
        (
            vec![one(Free, true), other(true)],
            Act::Retire,
            &["taken out"],
        ),
        (
            vec![one(Free, true), other(false)],
            Act::Retire,
            &["only reader", "waiting: 7"],
        ),
        (
            vec![one(WalkUp, true), other(true)],
            Act::Retire,
            &["not called"],
        ),
        (vec![one(Absent, false)], Act::Retire, &[]),
        (vec![one(Free, false)], Act::Retire, &[]),
        (
            vec![one(Free, true), other(true)],
            replace,
            &["CR-9", "cannot be undone"],
        ),
        (
            vec![one(Absent, false)],
            replace,
            &["CR-9", "cannot be undone"],
        ),
        (
            vec![
                one(Absent, false),
                v1::Unit {
                    counter: Some(counter("窓口2")),
                    ..other(true)
                },
            ],
            Act::Replace { by: "CR-2" },
            &["cannot be undone", "leaves its counter"],
        ),
        (
            vec![one(Called, true), other(true)],
            Act::PauseNow,
            &["number 12"],
        ),
        (vec![one(Verifying, true), other(true)], Act::PauseNow, &[]),
        (
            vec![one(Free, true)],
            Act::PauseNow,
            &["only reader", "unit resume"],
        ),
        (
            vec![one(Free, true), other(true)],
            here,
            &["enrolled already", "connection ends"],
        ),
        (
            vec![one(Verifying, true), other(true)],
            here,
            &["connection ends", "number 12"],
        ),
        (
            vec![one(WalkUp, true), other(true)],
            here,
            &["connection ends", "may not come"],
        ),
        (vec![one(Absent, false)], here, &[]),
        (
            vec![one(Free, true), other(true)],
            renamed,
            &["窓口1", "窓口5"],
        ),
        (vec![one(Absent, false)], renamed, &["窓口1", "窓口5"]),
        (vec![other(true)], here, &[]),
    ] {
        let said = asked(units.clone(), act);
        assert_eq!(
            said.is_empty(),
            words.is_empty(),
            "{act:?} {units:?}: {said}"
        );
        for word in words {
            assert!(said.contains(word), "{word}: {said}");
        }
    }
}

#[test]
fn what_tickets_lose_is_asked_about_in_numbers_whatever_the_act() {
    let to = v1::Counter::default();
    let keeps_tags = true;
    let acts = [
        Act::Enroll {
            to: &to,
            keeps_tags,
        },
        Act::Change {
            to: &to,
            keeps_tags,
        },
        Act::Retire,
        Act::Replace { by: "CR-9" },
        Act::PauseNow,
    ];
    for act in acts {
        let mut seen = Seen {
            units: vec![reader("CR-1", UnitActivity::Absent, false)],
            waiting: 7,
            loss: WeighUnitResponse {
                bound: 2,
                unmet: 3,
                asks: None,
            },
        };
        let said = seen.taken("CR-1", act).unwrap().text;
        for words in [
            "tied to this reader: 2",
            "no other reader meets that can be used: 3",
        ] {
            assert!(said.en.contains(words), "{act:?}: {said:?}");
        }
        assert!(said.ja.contains("2 件") && said.ja.contains("3 件"));
        seen.loss = WeighUnitResponse::default();
        let always = matches!(act, Act::Replace { .. });
        assert_eq!(seen.taken("CR-1", act).is_some(), always, "{act:?}");
    }
}

#[test]
fn a_name_that_stays_is_not_said_to_change() {
    let units = vec![reader("CR-1", UnitActivity::Free, true)];
    let act = Act::Enroll {
        to: &counter("窓口1"),
        keeps_tags: true,
    };
    assert!(!asked(units, act).contains("becomes"));
}

#[test]
fn a_counter_that_would_lose_its_kind_or_its_tags_is_asked_about_though_nobody_is_there() {
    let seated = |tags: &[&str]| v1::Counter {
        placement: v1::Placement::Seated.into(),
        tags: tags.iter().map(ToString::to_string).collect(),
        ..counter("窓口1")
    };
    let absent = v1::Unit {
        counter: Some(seated(&["language:en"])),
        ..reader("CR-1", UnitActivity::Absent, false)
    };
    let said =
        |to: &v1::Counter, keeps_tags| asked(vec![absent.clone()], Act::Enroll { to, keeps_tags });
    let standing = v1::Counter {
        placement: v1::Placement::Standing.into(),
        ..counter("窓口1")
    };
    let loses = said(&standing, false);
    for words in [
        "enrolled already",
        "becomes \"standing\"",
        "loses its tags (language:en)",
    ] {
        assert!(loses.contains(words), "{words}: {loses}");
    }
    assert!(!said(&standing, true).contains("tags"));
    let other = said(&seated(&["language:zh"]), false);
    assert!(other.contains("from language:en to language:zh") && !other.contains("standing"));
    assert_eq!(said(&seated(&["language:en"]), false), "");
    assert_eq!(said(&v1::Counter::default(), true), "");
}
