//! Pages on terminals of every size: nothing wider or higher than the screen, nothing broken, and what matters first.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::cli::look::Screen;
use crate::cli::tables;
use crate::texts::text;
use madoguchi_proto::v1;
use madoguchi_texts::Lang;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

/// 2026-04-01 09:05:07 in Japan.
const MORNING_MS: i64 = 1_775_001_907_000;

fn a_reason() -> impl Strategy<Value = v1::Text> {
    prop_oneof![
        Just(text("service-busy", &[])),
        Just(text(
            "admission-behind-hub",
            &[("port", "1-4.1"), ("hub", "1-4 05e3:0610")]
        )),
        Just(text("alarm-copy", &[("unit", "CR-2024-0009")])),
        Just(text("lack-none-enrolled", &[])),
        Just(text(
            "lack-need-unmet",
            &[
                ("wish", "『language:en』に対応した窓口"),
                ("by", "この施設には、合うリーダーが登録されていません。"),
                ("number", "12"),
                ("need", "language:en"),
            ]
        )),
        (1..900_u32).prop_map(|others| v1::Text {
            code: "behind-others".into(),
            ..text("wait-behind-others", &[("others", &others.to_string())])
        }),
    ]
}

fn a_unit() -> impl Strategy<Value = v1::Unit> {
    let serial = "[A-Z]{2}-[0-9]{4}-[0-9A-Z]{4,12}";
    let counter = "(窓口|受付カウンター|お会計)[0-9]{1,3}";
    (
        serial,
        counter,
        any::<bool>(),
        0..8,
        "[0-9]{1,8}",
        a_reason(),
    )
        .prop_map(
            |(serial, counter, serves, activity, ticket, why)| v1::Unit {
                serial,
                counter: Some(v1::Counter {
                    name: counter,
                    ..Default::default()
                }),
                serves,
                activity,
                ticket,
                why: Some(why),
                ..Default::default()
            },
        )
}

fn a_ticket() -> impl Strategy<Value = v1::Ticket> {
    let number = "[0-9A-Z-]{1,8}|整形[0-9]{1,6}";
    let wish = prop_oneof![
        Just(v1::wish::Wish::Placement(v1::Placement::Seated.into())),
        "[a-z]{1,12}:[a-z]{2}".prop_map(v1::wish::Wish::Tag),
        "[A-Z]{2}-[0-9]{4}-[0-9]{4}".prop_map(v1::wish::Wish::Unit),
    ];
    let wish = wish.prop_map(|wish| v1::Wish { wish: Some(wish) });
    let wishes = proptest::collection::vec(wish, 0..3);
    (number, 1..9, 0..4, wishes, 0..600_i64, a_reason()).prop_map(
        |(number, state, class, needs, minutes, why)| v1::Ticket {
            number,
            state,
            class,
            needs,
            position: 12,
            added_at_ms: MORNING_MS - minutes * 60_000,
            waited_ms: minutes * 60_000,
            why: Some(why),
            ..Default::default()
        },
    )
}

fn a_status() -> impl Strategy<Value = v1::Status> {
    let units = proptest::collection::vec(a_unit(), 0..7);
    let tickets = proptest::collection::vec(a_ticket(), 0..60);
    let alarms = proptest::collection::vec(a_reason(), 0..6);
    (units, tickets, alarms).prop_map(|(units, tickets, alarms)| v1::Status {
        environment: v1::Environment::Test.into(),
        fleet_time_ms: MORNING_MS,
        utc_offset_min: 540,
        units,
        tickets,
        alarms,
        ..Default::default()
    })
}

fn a_screen() -> impl Strategy<Value = Screen> {
    (60..200_usize, 10..60_usize).prop_map(|(columns, rows)| Screen {
        columns: Some(columns),
        rows: Some(rows),
    })
}

fn without_spaces(page: &str) -> String {
    page.split_whitespace().collect()
}

/// What has to be true of each page on a screen.
fn is_shown_well(page: &str, status: &v1::Status, screen: Screen, lang: Lang) {
    for line in page.lines() {
        assert!(line.width() <= screen.columns.unwrap(), "{line:?}:\n{page}");
    }
    assert!(page.lines().count() < screen.rows.unwrap(), "{page}");
    let time = page
        .lines()
        .position(|line| line.contains("2026-04-01 09:05"));
    assert!(time.is_some_and(|line| line <= 2), "{page}");
    if let Some(alarm) = status.alarms.first() {
        // Where a sentence is longer than the smallest screen, its beginning is there.
        let alarm: String = without_spaces(lang.of(alarm)).chars().take(40).collect();
        assert!(without_spaces(page).contains(&alarm), "{page}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_live_page_fits_every_screen_and_keeps_time_and_alarms(
        status in a_status(), screen in a_screen(), english in any::<bool>(),
    ) {
        let lang = if english { Lang::En } else { Lang::Ja };
        let page = tables::live_status(&status, &[], screen, lang);
        is_shown_well(&page, &status, screen, lang);
        // A serial that is on the page is there in whole, or its reader is counted as left out.
        let whole = status.units.iter().filter(|unit| page.contains(&unit.serial)).count();
        let rest = if english { "more readers" } else { "ほかのリーダー" };
        assert!(whole == status.units.len() || page.contains(rest) || page.contains("madoguchi"), "{page}");
    }

    #[test]
    fn a_live_list_of_tickets_fits_every_screen_and_says_how_many_are_left_out(
        status in a_status(), screen in a_screen(), english in any::<bool>(),
    ) {
        let lang = if english { Lang::En } else { Lang::Ja };
        let list = v1::ListTicketsResponse {
            tickets: status.tickets.clone(),
            utc_offset_min: 540,
            time_of_day_ms: MORNING_MS,
            ..Default::default()
        };
        let page = tables::live_tickets(&status, &list, screen, lang);
        is_shown_well(&page, &status, screen, lang);
        let rows = page.lines().filter(|line| {
            line.contains(" min ") || line.contains(" 分 ") || line.ends_with(" min") || line.ends_with(" 分")
        });
        let shown = rows.count();
        let left_out = status.tickets.len().saturating_sub(shown);
        assert!(left_out == 0 || page.contains(&format!(" {left_out} ")), "{left_out}: {page}");
    }

    #[test]
    fn no_screen_is_too_small(
        status in a_status(), columns in 0..60_usize, rows in 0..10_usize,
    ) {
        let screen = Screen { columns: Some(columns), rows: Some(rows) };
        let _ = tables::live_status(&status, &[], screen, Lang::Ja);
    }
}

#[test]
fn a_sentence_that_is_true_for_several_stands_once_with_all_of_them() {
    let unit = |n: u32, serial: &str| v1::Unit {
        serial: serial.into(),
        counter: Some(v1::Counter {
            name: format!("窓口{n}"),
            ..Default::default()
        }),
        why: Some(text("admission-no-seat", &[])),
        ..Default::default()
    };
    let ticket = |number: u32, why| v1::Ticket {
        number: number.to_string(),
        why: Some(why),
        ..Default::default()
    };
    let need = || {
        let args = [
            ("wish", "座って使う窓口"),
            ("by", ""),
            ("number", "12"),
            ("need", "seated"),
        ];
        text("lack-need-unmet", &args)
    };
    let behind = |others: u32| v1::Text {
        code: "behind-others".into(),
        ..text("wait-behind-others", &[("others", &others.to_string())])
    };
    let mut tickets: Vec<_> = (1..13).map(|n| ticket(n, behind(n))).collect();
    tickets.insert(3, ticket(90, need()));
    tickets.push(ticket(91, need()));
    let status = v1::Status {
        units: vec![unit(2, "CR-2"), unit(3, "CR-3")],
        alarms: vec![text("alarm-copy", &[("unit", "CR-9")]); 2],
        tickets,
        ..Default::default()
    };
    let page = tables::live_status(&status, &[], Screen::default(), Lang::Ja);
    let once = [
        "CR-2（窓口2）、CR-3（窓口3）: ",
        "【注意】",
        "受付番号 90、91: ",
        "受付番号 1、2、3、4、5、6、7、8 ほか 4 件: 順番待ちです。",
    ];
    for words in once {
        assert_eq!(page.matches(words).count(), 1, "{words}: {page}");
    }
}

#[test]
fn a_question_ends_its_lines_where_words_end_and_breaks_no_serial() {
    let (unit, counter) = ("CR-2024-0001", "2階の会計窓口");
    let number = [
        ("open", "12"),
        ("waiting", "3"),
        ("called", "2"),
        ("at_readers", "1"),
        ("missed", "4"),
        ("parked", "2"),
    ];
    let lost = [
        ("folder", "/var/lib/madoguchi"),
        ("readers", "4"),
        ("licenses", "2"),
    ];
    let unit_args = [("unit", unit), ("counter", counter), ("new", "受付A")];
    for question in [
        text("taken-enroll-attached-renames", &unit_args),
        text("taken-retire", &unit_args),
        text("taken-day", &number),
        text("identity-cost", &lost),
    ] {
        for lang in [Lang::Ja, Lang::En] {
            let screen = Screen {
                columns: Some(80),
                rows: None,
            };
            let said = lang.of(&question);
            let lines = screen.lines(said, 0);
            assert!(lines.iter().all(|line| line.width() <= 80), "{lines:#?}");
            assert!(lines.len() > 1, "{lines:#?}");
            let whole = |text: &str| text.matches(unit).count();
            assert_eq!(
                lines.iter().map(|line| whole(line)).sum::<usize>(),
                whole(said),
                "{lines:#?}"
            );
            if lang == Lang::En {
                assert_eq!(lines.join(" "), said);
            }
        }
    }
}
